"""What ties two mentions: every word of a document whose syntactic roles they fill, as the lexicon would match it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.between import words_between
from pipeline.extract.lexicon import kinds_of
from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import fillers
from pipeline.extract.together import Company, companies
from pipeline.ontology import LexicalKind

OWN_ROLES = {
    "verb": ("subject", "object"),
    "noun": ("bearer", "possessor"),
    "adjective": ("bearer",),
    "preposition": ("head", "complement"),
}
NAMED = ("name", "literal")
TRUE = "true"  # the "word" of a construction that has none
OTHER = "other"  # the role that any name of the sentence fills
BESIDE_NOTHING = (("first", OTHER), ("ahead", "behind"), ("topic", OTHER))
BESIDE_WORD = (*BESIDE_NOTHING, ("first", "behind"), ("topic", "behind"), ("topic", "ahead"))
EMPTY = frozenset({"be"})  # ties whatever stands beside it
REACH = 30  # tokens between a word and the prepositions whose complements may be its own


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A word and the roles at it of the subject and the object of a claim: what a lexicalisation says."""

    kind: LexicalKind
    words: str
    domain_role: str
    range_role: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A wording that stands somewhere: indices of the mentions in its roles, and the reading span of its sentence."""

    wording: Wording
    subject: int
    object: int
    begin: int
    end: int


def observe(arguments: Arguments) -> Iterator[Sight]:
    """Every wording in the document, in both directions; pronouns and nominals are added to the mentions.

    What the parse cannot be trusted with stands behind it: words right between two names, and words of a sentence.
    """
    for passage in arguments.scene.passages:
        for token in passage.doc:
            for kind, phrases in _wordings(arguments, passage, token):
                roles = _filled(arguments, passage, token, kind)
                for words in phrases:
                    yield from _sights(arguments, passage, token, kind, words, roles)
        yield from _between(arguments, passage)
    for company in companies(arguments):
        yield from _together(company, company.sentence.root, TRUE, BESIDE_NOTHING)
        for word in company.words():
            yield from _together(company, word, word.lemma_.lower(), BESIDE_WORD)


def _together(company: Company, word: Token, words: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[Sight]:
    filled = {role: company.fillers(role, word) for role in dict.fromkeys(chain(*pairs))}
    for roles in (*pairs, *((other, one) for one, other in pairs)):
        for subject in filled[roles[0]]:
            for object_ in filled[roles[1]]:
                if subject != object_:
                    yield _sight(company.passage, word, Wording("together", words, *roles), subject, object_)


def _between(arguments: Arguments, passage: Passage) -> Iterator[Sight]:
    named = sorted(
        (mention.begin, index)
        for index, mention in enumerate(arguments.mentions)
        if mention.kind in NAMED and passage.begin <= mention.begin < passage.end
    )
    for (_, first), (_, second) in pairwise(named):
        one, other = arguments.mentions[first], arguments.mentions[second]
        words = words_between(passage, one, other)
        span = passage.span(other.begin, other.end)
        if words and span is not None:
            yield _sight(passage, span.root, Wording("between", words, "first", "second"), first, second)
            yield _sight(passage, span.root, Wording("between", words, "second", "first"), second, first)


def _wordings(arguments: Arguments, passage: Passage, token: Token) -> Iterator[tuple[LexicalKind, tuple[str, ...]]]:
    if token.dep_ == "poss":
        yield "possessive", (TRUE,)
    named = arguments.name_at(passage, token) is not None
    for kind in kinds_of(token):
        if kind == "preposition":
            yield "preposition", (token.lower_,)
        elif not named and token.is_alpha and token.lemma_.lower() not in EMPTY:
            yield kind, tuple(_phrases(arguments, passage, token, kind))


def _phrases(arguments: Arguments, passage: Passage, token: Token, kind: str) -> Iterator[str]:
    """The lemma, with the particle of a verb ("team up"), and of a noun also with the word before ("head coach")."""
    lemma = token.lemma_.lower()
    if kind == "verb":
        particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), "")
        yield f"{lemma} {particle}".strip()
        return
    yield lemma
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    if kind != "noun" or before is None or before.dep_ not in ("compound", "amod") or not before.is_alpha:
        return
    if arguments.name_at(passage, before) is None:
        yield f"{before.lower_} {lemma}"


def _filled(arguments: Arguments, passage: Passage, token: Token, kind: str) -> dict[str, tuple[int, ...]]:
    """Role -> mentions that fill it."""
    found: dict[str, tuple[int, ...]] = {}
    for role in _roles(token, kind):
        inside = (token,) if role == "possessor" and kind == "possessive" else fillers(token, role)
        mentions = [index for filler in inside for index, _ in arguments.denoted(passage, filler)]
        if mentions:
            found[role] = tuple(dict.fromkeys(mentions))
    return found


def _roles(token: Token, kind: str) -> tuple[str, ...]:
    if kind == "possessive":
        return ("possessed", "possessor")
    own = OWN_ROLES[kind]
    if kind == "preposition":
        return own
    near = {word.lower_ for word in token.sent if word.dep_ in ("prep", "dative") and abs(word.i - token.i) < REACH}
    return (*own, *sorted(near))


def _sights(
    arguments: Arguments,
    passage: Passage,
    token: Token,
    kind: LexicalKind,
    words: str,
    roles: dict[str, tuple[int, ...]],
) -> Iterator[Sight]:
    """Sights of mentions in two roles, one of them a name; in one role ("a deal between X and Y") each pair once."""
    for domain_role in roles:
        for range_role in roles:
            wording = Wording(kind, words, domain_role, range_role)
            for subject in roles[domain_role]:
                for object_ in roles[range_role]:
                    if subject == object_ or (domain_role == range_role and subject > object_):
                        continue
                    if {arguments.mentions[subject].kind, arguments.mentions[object_].kind} & {"name"}:
                        yield _sight(passage, token, wording, subject, object_)


def _sight(passage: Passage, word: Token, wording: Wording, subject: int, object_: int) -> Sight:
    sentence = word.sent
    begin, end = passage.begin + sentence.start_char, passage.begin + sentence.end_char
    return Sight(wording, subject, object_, begin, end)
