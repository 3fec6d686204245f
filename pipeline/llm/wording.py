"""Whether the words between two arguments say a predicate, and in which direction.

Where the ontology has words for the predicate (lexicalisations, its label), one of them must stand between the two and
the parse must attach both to it. Other words count where they are close to the ontology's own and are no words of
another predicate; a predicate without lexicalisations is held against its label and definition. Where no word says it
and none says anything else, it may be implied ("Troy, New York"): a statement, and no fact by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from spacy.tokens import Token

from pipeline.extract.cues import CUES, FIRST
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.syntax import fillers
from pipeline.llm.syntax import (
    COPULAS,
    End,
    are_listed,
    belongs,
    clause_of,
    is_one,
    meeting_of,
    path_between,
    within,
    words_around,
)
from pipeline.llm.terms import Terms
from pipeline.ontology import Lexicalisation, Predicate

AROUND = 200  # characters on each side of a name in which words may say that it is a guest's
CLOSE = 0.62  # cosine of two word vectors from which one word may stand for the other
# Where the parse has who holds an office, and whose it is.
OFFICE = {"holder": ("bearer",), "house": ("possessor", "at", "for")}
Fit = Literal[
    "worded",  # the parse fills the roles of a word of the predicate with both
    "cued",  # with one of them, and the other with nothing
    "phrase",  # no word, but one noun phrase, or "is": "Acme's Ada", "this is Ada of Acme"
    "close",  # a word that is close to the predicate's, or a phrase around an end fills its role
    "unclear",  # a word of the predicate, and nothing says which end is which
    "near",  # a word of the predicate that is about neither
    "linked",  # another word
    "far",  # other words
    "listed",  # two of one list
    "apart",  # two sentences
    "show",  # somebody named in a show
]
FITS: tuple[Fit, ...] = get_args(Fit)  # the best first


@dataclass(frozen=True, slots=True)
class Verdict:
    """trigger: the word that says it; None where none does, and `problem` says why. fit: how well it does.

    others: further words whose clauses must hold. wrong: whether the words say something else.
    """

    trigger: Token | None
    fit: Fit = "unclear"
    problem: str = ""
    others: tuple[Token, ...] = ()
    wrong: bool = False


class Wording:
    """Words of predicates, compiled once for an ontology."""

    def __init__(self, terms: Terms, lexicon: Lexicon) -> None:
        """lexicon: of the same ontology."""
        self.terms, self.lexicon = terms, lexicon

    def judge(self, predicate: Predicate, subject: End, target: End, *, typed: bool) -> Verdict:
        """How the sentence says that the predicate holds of two ends.

        typed: whether the classes of the ends leave only this direction.
        """
        if subject.head.sent != target.head.sent:
            return self._apart(predicate, subject, target, typed)
        path = path_between(subject.head, target.head)
        words = words_around(path, subject, target)
        family = self.terms.family(predicate.iri)
        said = {token.i: list(self._lexicalisations(token)) for token in words}
        own = {place: [lex for lex in found if lex.predicate in family] for place, found in said.items()}
        for token in words:
            if any(_fills(token, lex, subject, target) for lex in own[token.i]):
                return self._undisturbed(token, subject, target)
        for token in words:
            if any(_fills(token, lex, target, subject) for lex in own[token.i]):
                return Verdict(token, "worded") if predicate.symmetric else _other_way(token)
        verdicts = []
        for token in words:
            if lexicalisations := [lex for lex in own[token.i] if lex.kind != "possessive"]:
                verdicts.append(_half_filled(token, lexicalisations, subject, target, typed or predicate.symmetric))
            elif self._is_close(token, predicate, family):
                verdicts.append(self._attached(token, predicate, subject, target, typed))
        found = [verdict for verdict in verdicts if verdict is not None]
        if any(verdict.wrong for verdict in found) and not any(verdict.fit == "close" for verdict in found):
            return next(verdict for verdict in found if verdict.wrong)
        if found := [verdict for verdict in found if verdict.trigger is not None]:
            return min(found, key=lambda verdict: FITS.index(verdict.fit))
        for token in words:
            for lex in said[token.i]:
                if lex.kind in ("verb", "noun", "office") and _fills_either(token, lex, subject, target):
                    other = self.terms.ontology.predicates[lex.predicate].label
                    return Verdict(None, problem=f'the words say "{other}" ("{token.text}")')
        return _implied(path, subject, target, alike=not typed)

    def _apart(self, predicate: Predicate, subject: End, target: End, typed: bool) -> Verdict:
        """The verdict on ends of two sentences: a word of the predicate in one of them may say it."""
        family = self.terms.family(predicate.iri)
        others = (clause_of(subject.head), clause_of(target.head))
        for end in (subject, target):
            for token in end.head.sent:
                own = [lex for lex in self._lexicalisations(token) if lex.predicate in family]
                if own := [lex for lex in own if lex.kind != "possessive"]:
                    verdict = _half_filled(token, own, subject, target, typed or predicate.symmetric)
                    if verdict is not None:
                        return replace(verdict, fit=verdict.fit if verdict.wrong else "near", others=others)
        return Verdict(others[0], "apart", others=others[1:])

    def of_show(self, predicate: Predicate, other: End, role: str) -> Verdict:
        """How a sentence says that the predicate holds of somebody and the show itself, which it need not name.

        role: of the people of a show that the predicate says; empty for none.
        """
        family = self.terms.family(predicate.iri)
        for token in other.head.sent:
            for lex in self._lexicalisations(token):
                if lex.predicate in family and other.among(_fillers(token, (*lex.domain_roles, *lex.range_roles))):
                    return Verdict(token, "worded")
        if role and _is_introduced(other, role):
            return Verdict(other.head, "cued")
        return Verdict(clause_of(other.head), "show")

    def _attached(self, trigger: Token, predicate: Predicate, subject: End, target: End, typed: bool) -> Verdict:
        """The verdict on a word that says it, of ends that do not stand where its lexicalisation has them."""
        if not (belongs(trigger, subject) and belongs(trigger, target)):
            return Verdict(trigger, "near" if typed or predicate.symmetric else "unclear")
        exact = _names_itself(trigger, predicate)
        if not typed and not predicate.symmetric:
            direction = self._direction(trigger, predicate, subject, target)
            if direction is None:
                return Verdict(trigger, "unclear")
            if not direction:
                return _other_way(trigger)
        return Verdict(trigger, "worded" if exact else "close")

    def _undisturbed(self, verb: Token, subject: End, target: End) -> Verdict:
        """The verdict where the parse fills the roles, unless another name stands where the verb's subject stands.

        "A bought B and C hired D": parsers take C for what was bought, too.
        """
        before = verb.i - 1
        while before > verb.sent.start and verb.doc[before].dep_ in ("aux", "auxpass", "advmod", "neg"):
            before -= 1
        word = verb.doc[max(before, 0)]
        joined = verb.dep_ == word.dep_ == "conj" and word.pos_ == "PROPN"
        if joined and not subject.among([word]) and not target.among([word]):
            return Verdict(None, problem=f'"{word.text}" may be who is meant with "{verb.text}"')
        return Verdict(verb, "worded")

    # --- words

    def _lexicalisations(self, token: Token) -> Iterator[Lexicalisation]:
        for pattern in self.lexicon.matches(token):
            if not pattern.lexicalisation.of_teams:  # "is", which says nothing of others
                yield pattern.lexicalisation
        for _, office in self.lexicon.offices_at(token.doc, token.i):
            yield office
        if token.dep_ == "poss":
            yield from self.lexicon.possessives

    def _is_close(self, token: Token, predicate: Predicate, family: frozenset[str]) -> bool:
        """Whether the word is one of the predicate's label, or close to the ontology's words for it."""
        if token.pos_ not in ("VERB", "NOUN", "PROPN", "ADJ") or token.is_stop:
            return False
        if _names_itself(token, predicate):
            return True
        if any(lex.kind in ("verb", "noun", "office") for lex in self._lexicalisations(token)):
            return False  # of another predicate: "joined" is no founding
        doc = token.doc
        return token.has_vector and any(
            (lexeme := doc.vocab[word]).has_vector and token.similarity(lexeme) >= CLOSE
            for iri in sorted(family)
            for word in self._words.get(iri, ())
        )

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        """Predicate -> single words that say it: of its lexicalisations; of label and definition where it has none."""
        found = {}
        for iri, predicate in self.terms.ontology.predicates.items():
            said = {
                word
                for lex in predicate.lexicalisations
                if lex.kind in ("verb", "noun") and not lex.of_teams
                for word in lex.words
                if " " not in word
            }
            said |= {word for word in _content(predicate.label) if len(word) > 2}
            if not predicate.lexicalisations:
                said |= set(_content(predicate.definition))
            found[iri] = tuple(sorted(said))
        return found

    # --- direction

    def _direction(self, trigger: Token, predicate: Predicate, subject: End, target: End) -> bool | None:
        """Whether the subject is where the predicate wants it; None where the parse does not tell."""
        agents, patients = fillers(trigger, "subject"), fillers(trigger, "object")
        if trigger.pos_ in ("VERB", "AUX"):
            leads = subject.among(agents) or target.among(patients)
            follows = subject.among(patients) or target.among(agents)
            if leads == follows:
                return None
            return leads != self._is_passive(predicate)
        bearers, owners = fillers(trigger, "bearer"), fillers(trigger, "possessor")
        if predicate.label.split()[-1] in ("of", "in", "at", "for", "with", "on", "to"):
            if subject.among(bearers) or target.among(owners):
                return True
            if subject.among(owners) or target.among(bearers):
                return False
        return None

    def _is_passive(self, predicate: Predicate) -> bool:
        """Whether the predicate's subject is who something is done to: "acquired by"."""
        verbs = [lex for lex in predicate.lexicalisations if lex.kind == "verb"]
        if predicate.label.casefold().endswith(" by"):
            return True
        undergone = sum("object" in lex.domain_roles for lex in verbs)
        return undergone * 2 > len(verbs)


def _half_filled(
    trigger: Token, lexicalisations: Sequence[Lexicalisation], subject: End, target: End, directed: bool
) -> Verdict | None:
    """The verdict on a word of the ontology whose roles the parse does not fill with both ends.

    None where the word is about neither of them. Where one end fills its role and something else fills the other, the
    words say it of that. directed: whether nothing else is needed to know which end is which.
    """
    verdict = None
    for lex in lexicalisations:
        sides = [_side(end, [*_fillers(trigger, roles)]) for end, roles in _ends(lex, subject, target)]
        if sides == ["in", "in"]:
            return Verdict(trigger, "close")
        if "other" in sides and "in" in sides:
            end = (subject, target)[sides.index("other")]
            problem = f'"{end.head.text}" is no argument of "{trigger.text}" in the quote'
            verdict = verdict or Verdict(None, problem=problem, wrong=True)
        elif "in" in sides:
            verdict = Verdict(trigger, "cued")
        elif sides == ["open", "open"] and not (verdict and verdict.fit == "cued"):
            verdict = Verdict(trigger, "near" if directed else "unclear")
    return verdict


def _is_introduced(end: End, role: str) -> bool:
    """Whether words around a name say that it is the host's or a guest's: "joined by X", "welcome, X"."""
    doc, first, last = end.head.doc, min(end.places), max(end.places)
    text = f"{doc[:first].text_with_ws}{chr(FIRST)}{doc[last].whitespace_}{doc[last + 1 :].text}"
    at = len(doc[:first].text_with_ws)
    begin, stop = max(0, at - AROUND), at + AROUND
    return any(
        role in cue.pattern.groupindex and match.start(role) <= at < match.end(role)
        for cue in CUES
        for match in cue.pattern.finditer(text, begin, stop)
    )


Side = Literal["in", "open", "other"]


def _side(end: End, fillers: list[Token]) -> Side:
    """Whether the end fills a role, itself or within the phrase that does, nothing that is named does, or another."""
    if end.among(fillers) or any(within(end, filler) or is_one(end, filler) for filler in fillers):
        return "in"
    return "other" if any(filler.pos_ in ("PROPN", "NOUN") for filler in fillers) else "open"


def _ends(lex: Lexicalisation, subject: End, target: End) -> tuple[tuple[End, tuple[str, ...]], ...]:
    return (subject, lex.domain_roles), (target, lex.range_roles)


def _fills_either(token: Token, lex: Lexicalisation, subject: End, target: End) -> bool:
    return _fills(token, lex, subject, target) or _fills(token, lex, target, subject)


def _implied(path: Sequence[Token], subject: End, target: End, *, alike: bool) -> Verdict:
    """The verdict where no word says it and none says anything else: it may be implied.

    What governs the two, or each of them, must hold.
    """
    verbs = [token for token in path if token.pos_ in ("VERB", "AUX")]
    meeting = meeting_of(subject.head, target.head)
    if are_listed(subject, target, alike=alike):
        fit: Fit = "listed"
    elif all(token.lemma_.lower() in COPULAS for token in verbs) and not any(t.dep_ == "acomp" for t in path):
        return Verdict(meeting, "phrase")
    else:
        fit = "linked" if len(verbs) < 2 else "far"
    governors = [clause_of(word) for word in (meeting, subject.head, target.head) if word]
    return Verdict(governors[0], fit, others=tuple(governors[1:]))


def _other_way(trigger: Token) -> Verdict:
    return Verdict(None, wrong=True, problem=f'the words say it the other way round ("{trigger.text}")')


def _fills(token: Token, lex: Lexicalisation, subject: End, target: End) -> bool:
    if lex.kind == "possessive":
        return subject.among(_at(token, lex.domain_roles)) and target.among(_at(token, lex.range_roles))
    return subject.among(_fillers(token, lex.domain_roles)) and target.among(_fillers(token, lex.range_roles))


def _at(token: Token, roles: Sequence[str]) -> Iterator[Token]:
    for role in roles:
        yield token if role == "possessor" else token.head


def _fillers(token: Token, roles: Sequence[str]) -> Iterator[Token]:
    for role in roles:
        for name in OFFICE.get(role, (role,)):
            yield from fillers(token, name)


def _names_itself(token: Token, predicate: Predicate) -> bool:
    """Whether the word stands in the predicate's label: "acquired" in "acquired by"."""
    words = _content(predicate.label)
    return token.lower_ in words or token.lemma_.lower() in words


def _content(text: str) -> tuple[str, ...]:
    """Words of a label or a definition that are no function words."""
    return tuple(word for word in re.findall(r"[a-z]+", text.casefold()) if word not in FUNCTION)


FUNCTION = frozenset(
    """a an the of by to in on at for with from and or is was were be been being has have had it its that this other one
    something somebody which who whom whose as than into under over about between another such any""".split()
)
