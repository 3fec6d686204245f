"""Relations: the ontology's lexicalisations matched over the dependency parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.arguments import FIRST_PERSON, Arguments
from pipeline.extract.modality import modality, polarity
from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation, Ontology, squash
from pipeline.records import Mention, Relation, Vote

QUOTE = 380  # characters; a statement carries at most 400
WORK = 0  # index of the mention that stands for the document's own work
REPORTING = frozenset({"say", "tell", "announce", "claim", "report", "argue", "explain", "write"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A lexicalisation under one of its words. `words` are lemmas; the trigger is the first or last of them."""

    words: tuple[str, ...]
    lexicalisation: Lexicalisation


class Lexicon:
    """The ontology's lexicalisations by kind and lemma of the trigger."""

    def __init__(self, ontology: Ontology) -> None:
        """Compile the lexicalisations of all predicates."""
        self.ontology = ontology
        self.by_lemma: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
        self.possessives: list[Lexicalisation] = []
        for predicate in ontology.predicates.values():
            for lexicalisation in predicate.lexicalisations:
                if lexicalisation.kind == "possessive":
                    self.possessives.append(lexicalisation)
                    continue
                for phrase in lexicalisation.words:
                    words = tuple(phrase.lower().split())
                    pattern = Pattern(words, lexicalisation)
                    for lemma in {words[0], words[-1]} if lexicalisation.kind == "verb" else {words[-1]}:
                        self.by_lemma[lexicalisation.kind, lemma].append(pattern)

    def matches(self, token: Token) -> list[Pattern]:
        """Patterns whose trigger the token is; of nested phrases only the longest."""
        found = []
        for kind in _kinds(token):
            for lemma in {token.lemma_.lower(), token.lower_}:
                found += [pattern for pattern in self.by_lemma.get((kind, lemma), ()) if _stands(pattern, token, kind)]
        longest = max((len(pattern.words) for pattern in found), default=0)
        return [pattern for pattern in found if len(pattern.words) == longest]


def _kinds(token: Token) -> tuple[str, ...]:
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
        return ("verb",)
    if token.pos_ in ("NOUN", "PROPN"):
        return ("noun",)
    if token.pos_ in ("ADJ", "ADV"):
        return ("verb", "adjective") if token.tag_ in ("VBN", "JJ") and token.lower_.endswith("ed") else ("adjective",)
    if token.dep_ in ("prep", "agent"):
        return ("preposition",)
    return ()


def _stands(pattern: Pattern, token: Token, kind: str) -> bool:
    """Whether the other words of the phrase stand where they should."""
    if len(pattern.words) == 1:
        return kind != "adjective" or _is_comparative(token)
    if kind == "verb" and token.lemma_.lower() == pattern.words[0]:
        others = {child.lower_ for child in token.children if child.dep_ in ("prt", "prep", "advmod", "dobj")}
        others |= {token.nbor(k).lower_ for k in range(1, len(pattern.words)) if token.i + k < len(token.doc)}
        if others.issuperset(pattern.words[1:]):
            return True
    before = token.doc[max(0, token.i - len(pattern.words) + 1) : token.i]
    return token.lemma_.lower() == pattern.words[-1] and tuple(word.lower_ for word in before) == pattern.words[:-1]


def _is_comparative(token: Token) -> bool:
    return token.tag_ in ("JJR", "RBR") or any(child.lower_ == "more" for child in token.children)


def find_relations(arguments: Arguments, lexicon: Lexicon, classes: Mapping[str, frozenset[str]]) -> Iterator[Relation]:
    """Claims of the document. `classes`: squashed name -> classes that the detectors proposed for it anywhere."""
    fit = Fit(lexicon.ontology, classes)
    for passage in arguments.scene.passages:
        for token in passage.doc:
            for pattern in lexicon.matches(token):
                rule = f"{pattern.lexicalisation.kind}:{' '.join(pattern.words)}"
                yield from _claims(arguments, fit, passage, token, pattern.lexicalisation, rule)
            if token.dep_ == "poss" and not any(lexicon.matches(child) for child in _titles(token.head)):
                for lexicalisation in lexicon.possessives:
                    yield from _claims(arguments, fit, passage, token, lexicalisation, "possessive")


def _titles(name: Token) -> list[Token]:
    """Nouns before a name that say what it is to the possessor: "our partner X" is no possession."""
    return [child for child in name.children if child.dep_ in ("compound", "nmod", "appos") and child.pos_ == "NOUN"]


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a mention may fill a slot of a predicate."""

    ontology: Ontology
    classes: Mapping[str, frozenset[str]]

    def __call__(self, mention: Mention, wanted: frozenset[str]) -> bool:
        """A name fits by any class proposed for it, or if none is; a pronoun always does."""
        if mention.kind == "work":
            work = self.ontology.class_of_ner("WORK_OF_ART")
            return work is not None and self.ontology.is_a(work, wanted)
        proposed = (
            self.classes.get(squash(mention.text), frozenset())
            if mention.kind == "name"
            else frozenset(vote.cls for vote in mention.votes)
        )
        return not proposed or any(self.ontology.is_a(cls, wanted) for cls in proposed)


def _claims(
    arguments: Arguments, fit: Fit, passage: Passage, trigger: Token, lexicalisation: Lexicalisation, rule: str
) -> Iterator[Relation]:
    predicate = fit.ontology.predicates[lexicalisation.predicate]
    domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
    subjects = list(_fill(arguments, fit, passage, trigger, lexicalisation, lexicalisation.domain_roles, domain))
    objects = list(_fill(arguments, fit, passage, trigger, lexicalisation, lexicalisation.range_roles, range_))
    pairs = [(s, o) for s in subjects for o in objects if s[0] != o[0]]
    if lexicalisation.domain_roles == lexicalisation.range_roles:  # "a partnership between X and Y"
        pairs = [(s, o) for s, o in pairs if s[0] < o[0]]
    for (subject, near), (object_, far) in pairs:
        first, second = arguments.mentions[subject], arguments.mentions[object_]
        if first.kind != "name" and second.kind not in ("name", "work") and not _is_first_person(first, second):
            continue  # "it uses that": nothing to hold on to
        places = [mention for mention in (first, second) if mention.kind != "work"]
        begin, end = quote_span(passage, trigger, places)
        yield Relation(
            subject=subject,
            predicate=predicate.iri,
            object=object_,
            rule=rule,
            trigger=passage.offset(trigger),
            begin=begin,
            end=end,
            confidence=round(lexicalisation.weight * near * far, 4),
            polarity=polarity(trigger),
            modality=modality(trigger),
            attributed_to=_attribution(arguments, passage, trigger),
            domain=domain,
            range=range_,
        )


def _is_first_person(*mentions: Mention) -> bool:
    return any(mention.text.lower() in FIRST_PERSON for mention in mentions) and any(
        mention.kind == "nominal" for mention in mentions
    )


def _fill(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    trigger: Token,
    lexicalisation: Lexicalisation,
    roles: tuple[str, ...],
    wanted: frozenset[str],
) -> Iterator[tuple[int, float]]:
    seen: set[int] = set()
    for role in roles:
        if role == "work":
            if WORK not in seen and fit(arguments.mentions[WORK], wanted):
                seen.add(WORK)
                yield WORK, 1.0
            continue
        if lexicalisation.kind == "possessive" and role == "possessor":
            tokens: tuple[Token, ...] = (trigger,)
        else:
            tokens = fillers(trigger, role)
        for token in tokens:
            if token is trigger and lexicalisation.kind != "possessive":
                continue
            for index, factor in arguments.denoted(passage, token):
                if index not in seen and fit(arguments.mentions[index], wanted):
                    seen.add(index)
                    yield index, factor
    if not seen and "possessor" in roles and lexicalisation.kind == "noun" and _stands_alone(trigger):
        # "the founder and CEO": of what, the text around must say
        votes = tuple(Vote(cls, "nominal", 0.5, f"what has a {trigger.text}") for cls in sorted(wanted))
        yield arguments.add_nominal(passage, trigger, votes), 0.8


def _stands_alone(noun: Token) -> bool:
    """A relational noun with the definite article that describes a name and lacks its complement."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == noun.pos_:
        first = first.head
    definite = any(child.lower_ == "the" for child in first.children)
    return definite and first.dep_ in ("appos", "attr") and not any(child.dep_ == "prep" for child in noun.children)


def _attribution(arguments: Arguments, passage: Passage, trigger: Token) -> int | None:
    """The named subject of a reporting verb whose content the trigger's clause is."""
    for ancestor in (trigger, *trigger.ancestors):
        if ancestor.dep_ == "ccomp" and ancestor.head.lemma_ in REPORTING:
            for child in ancestor.head.children:
                if child.dep_ == "nsubj":
                    return arguments.name_at(passage, child)
    return None


def quote_span(passage: Passage, trigger: Token, mentions: list[Mention]) -> tuple[int, int]:
    """Reading span of the sentence, or of the part around trigger and arguments where it is too long to quote."""
    sentence = trigger.sent
    begin, end = passage.begin + sentence.start_char, passage.begin + sentence.end_char
    if end - begin <= QUOTE:
        return begin, end
    inside = [mention for mention in mentions if begin <= mention.begin and mention.end <= end]
    low = min([passage.offset(trigger), *(mention.begin for mention in inside)])
    high = max([passage.offset(trigger) + len(trigger.text), *(mention.end for mention in inside)])
    if high - low > QUOTE:  # arguments too far apart to quote together: the words around the trigger
        low = high = passage.offset(trigger)
    room = (QUOTE - (high - low)) // 2
    text = passage.doc.text
    low, high = max(begin, low - room), min(end, high + room)
    while low > begin and not text[low - passage.begin - 1].isspace():
        low += 1
    while high < end and not text[high - passage.begin].isspace():
        high -= 1
    return low, high
