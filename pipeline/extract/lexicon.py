"""The ontology's lexicalisations by the words that trigger them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.extract.office_words import singulars
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation, LexicalKind, Ontology
from pipeline.records import Relation

PHRASE = 8  # words that are looked at for the rest of a phrase
Claim = tuple[Lexicalisation, Relation]  # a claim and the words of the ontology that make it


@dataclass(frozen=True, slots=True)
class Pattern:
    """A lexicalisation under one of its words. `words` are lemmas; the trigger is the first or last of them."""

    words: tuple[str, ...]
    lexicalisation: Lexicalisation

    @property
    def rule(self) -> str:
        """The construction and word, as evidence names them: "verb:develop"."""
        return f"{self.lexicalisation.kind}:{' '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Classes:
    """Of what classes the two ends are that words tell of, and whether each does to the other what it does to it."""

    domain: frozenset[str]
    range: frozenset[str]
    mutual: bool

    def meets(self, other: Classes) -> bool:
        """Whether the words of both may tell of the same two things, whichever of them comes first."""
        here = self.domain & other.domain and self.range & other.range
        return self.mutual or bool(here or (self.domain & other.range and self.range & other.domain))


class Lexicon:
    """The ontology's lexicalisations by kind and lemma of the trigger."""

    def __init__(self, ontology: Ontology) -> None:
        """Compile the lexicalisations of all predicates."""
        self.ontology = ontology
        self.by_lemma: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
        self.possessives: list[Lexicalisation] = []
        self.known: list[Lexicalisation] = []
        self.names: list[Lexicalisation] = []
        self.offices: list[Lexicalisation] = []
        self.credits: list[Lexicalisation] = []
        self.makings: list[Lexicalisation] = []  # nouns for what somebody has made: "their book", "a book by N"
        self.fields: list[Lexicalisation] = []
        self.appositions: list[Lexicalisation] = []
        self.betweens: dict[str, list[Lexicalisation]] = defaultdict(list)
        self.together: dict[str, list[Lexicalisation]] = defaultdict(list)
        entities = ontology.entities.values()
        self.titled = _by_title((entity.iri, entity.titles) for entity in entities)  # parliaments by their members'
        self.headed = _by_title((entity.iri, entity.heads) for entity in entities)  # bodies by that of their heads
        # Parties by what stands for them behind the names of their members.
        self.marks = {entity.mark: entity.iri for entity in entities if entity.mark}
        self._by_office: dict[str, list[tuple[tuple[str, ...], Lexicalisation]]] = defaultdict(list)
        spoken = [info for info in ontology.attributes.values() if info.lexicalisations]
        self.datatypes = frozenset(datatype for info in spoken for datatype in info.range)
        for predicate in (*ontology.predicates.values(), *spoken):
            for lexicalisation in predicate.lexicalisations:
                if lexicalisation.kind == "possessive":
                    self.possessives.append(lexicalisation)
                elif lexicalisation.kind == "together":
                    for word in lexicalisation.words:
                        self.together["" if word == "true" else word].append(lexicalisation)
                elif lexicalisation.kind == "known":
                    self.known.append(lexicalisation)
                elif lexicalisation.kind == "name":
                    self.names.append(lexicalisation)
                elif lexicalisation.kind == "credit":
                    self.credits.append(lexicalisation)
                elif lexicalisation.kind == "between":
                    for phrase in lexicalisation.words:
                        self.betweens[phrase].append(lexicalisation)
                elif lexicalisation.kind == "field":
                    self.fields.append(lexicalisation)
                elif lexicalisation.kind == "apposition":
                    self.appositions.append(lexicalisation)
                elif lexicalisation.kind == "office":
                    self.offices.append(lexicalisation)
                    for phrase in lexicalisation.words:
                        words = tuple(re.sub(r"(?<!\bco)-", " - ", phrase.casefold()).split())
                        self._by_office[words[-1]].append((words, lexicalisation))
                else:
                    self._add(lexicalisation)
                    if lexicalisation.kind == "noun" and {"possessor", "by"} <= {*lexicalisation.range_roles}:
                        self.makings.append(lexicalisation)

    def _add(self, lexicalisation: Lexicalisation) -> None:
        for phrase in lexicalisation.words:
            words = tuple(phrase.lower().split())
            pattern = Pattern(words, _of_phrase(lexicalisation, words))
            for lemma in {words[0], words[-1]} if lexicalisation.kind == "verb" else {words[-1]}:
                self.by_lemma[lexicalisation.kind, lemma].append(pattern)

    def matches(self, token: Token) -> list[Pattern]:
        """Patterns whose trigger the token is; of nested phrases only the longest, unless they tell of other things:
        who "runs a company called X in Y" runs X and is in Y."""
        found = []
        for kind in kinds_of(token):
            for lemma in sorted({token.lemma_.lower(), token.lower_, *joint(token)}):
                found += [pattern for pattern in self.by_lemma.get((kind, lemma), ()) if _stands(pattern, token, kind)]
        longest = max((len(pattern.words) for pattern in found), default=0)
        if all(len(pattern.words) == longest for pattern in found):
            return found
        long = [self._classes(pattern) for pattern in found if len(pattern.words) == longest]
        return [p for p in found if len(p.words) == longest or not any(map(self._classes(p).meets, long))]

    def _classes(self, pattern: Pattern) -> Classes:
        """What the pattern may have at its two ends."""
        lexical = pattern.lexicalisation
        predicate = self.ontology.stated(lexical.predicate)
        mutual = lexical.domain_roles == lexical.range_roles
        return Classes(lexical.domain or predicate.domain, lexical.range or predicate.range, mutual)

    def is_relational(self, noun: Token) -> bool:
        """Whether the noun itself says what one thing is to another ("partner", "founder")."""
        if self.offices_at(noun.doc, noun.i):
            return True
        return any(pattern.lexicalisation.kind == "noun" for pattern in self.matches(noun))

    def offices_at(self, doc: Doc, last: int) -> list[tuple[tuple[str, ...], Lexicalisation]]:
        """Offices whose words end at the token, each with the lexicalisation it belongs to."""
        token = doc[last]
        found: list[tuple[tuple[str, ...], Lexicalisation]] = []
        ending = {token.lower_, token.lemma_.lower()} & self._by_office.keys()
        if not ending and token.pos_ == "PROPN" and last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
            ending |= singulars(token.lower_) & self._by_office.keys()  # "Senators Doe and Roe"
        if not ending or (last > 1 and doc[last - 2 : last].text.lower() == "board of"):
            return found  # "the board of directors" is led by none of them alone
        for word in ending:
            for words, lexicalisation in self._by_office[word]:
                before = tuple(other.lower_ for other in doc[max(0, last + 1 - len(words)) : last])
                if before == words[:-1]:
                    found.append((words, lexicalisation))
        return sorted(found, key=lambda item: (-len(item[0]), item[1].predicate, item[1].words))


def _by_title(titles: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    """Title in lower case -> IRIs of what has it."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri, words in titles:
        for title in words:
            found[title.casefold()].append(iri)
    return dict(found)


def _of_phrase(lexicalisation: Lexicalisation, words: tuple[str, ...]) -> Lexicalisation:
    """The lexicalisation without the prepositions of its other phrases: "settle on" and "go with" have one each."""
    others = {phrase.split()[-1] for phrase in lexicalisation.words if " " in phrase} - {words[-1]}
    if (
        len(words) == 1
        or words[-1] not in lexicalisation.range_roles
        or not others.intersection(lexicalisation.range_roles)
    ):
        return lexicalisation
    return replace(lexicalisation, range_roles=tuple(r for r in lexicalisation.range_roles if r not in others))


def joint(token: Token) -> tuple[str, ...]:
    """What "co-" stands before: who co-founds it founds it. Lemmatisers add an "e" to verbs they do not know."""
    lemma = token.lemma_.lower()
    if not lemma.startswith("co-"):
        return ()
    alone = lemma.removeprefix("co-")
    return alone, alone.removesuffix("e")


def kinds_of(token: Token) -> tuple[LexicalKind, ...]:
    """Kinds of lexicalisations whose trigger the token may be."""
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
        return ("verb",)
    if token.pos_ in ("NOUN", "PROPN"):
        return ("noun", "verb") if _is_clause(token) else ("noun",)
    if token.dep_ == "amod" and token.pos_ == "ADJ" and not token.lower_.endswith("ed"):
        return ("adjective", "noun")  # "their rival X"
    if token.pos_ in ("ADJ", "ADV") or (token.pos_ == "ADP" and token.dep_ == "advmod"):  # "up against"
        return ("verb", "adjective") if token.tag_ in ("VBN", "JJ") and token.lower_.endswith("ed") else ("adjective",)
    if token.dep_ in ("prep", "agent"):
        return ("preposition",)
    return ()


def _is_clause(noun: Token) -> bool:
    """A "noun" with subject and object is a verb that the tagger missed ("X powers Y"), or with several subjects and a
    preposition right behind it: "both X and Y work at Z".
    """
    deps = {child.dep_ for child in noun.children}
    if "nsubj" not in deps or deps & {"cop", "det"}:
        return False
    several = any(child.dep_ == "nsubj" and child.n_rights for child in noun.children)
    goes_on = several and any(child.dep_ == "prep" and child.i == noun.i + 1 for child in noun.children)
    return "dobj" in deps or (goes_on and noun.tag_ == "NN")


def _stands(pattern: Pattern, token: Token, kind: str) -> bool:
    """Whether the other words of the phrase stand where they should."""
    if len(pattern.words) == 1:
        return kind != "adjective" or _is_compared(token, pattern.lexicalisation)
    if kind == "verb" and token.lemma_.lower() == pattern.words[0]:
        hanging, following = _others(token)
        near = following[: len(pattern.words) - 1]
        if all(word in hanging or word in near or fillers(token, word) for word in pattern.words[1:]):
            return True
    if pattern.words[-1] not in (token.lemma_.lower(), token.lower_):
        return False
    before = tuple(word.lower_ for word in token.doc[max(0, token.i - len(pattern.words) + 1) : token.i])
    return before == pattern.words[:-1]


@lru_cache(maxsize=64)  # a verb begins many phrases
def _others(verb: Token) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that hang on the verb and may belong to its phrase, and those right behind it."""
    others = {child.lower_ for child in verb.children if child.dep_ in ("prt", "prep", "advmod")}
    if verb.dep_ == "acl":  # "a round led by X"
        others |= {word.lower_ for word in (verb.head, *verb.head.children) if word.dep_ != "det"}
    done = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]  # "our round was led by X"
    others |= {noun.lower_ for noun in done}
    others |= {word.lower_ for noun in done for word in noun.children if word.dep_ == "compound"}
    return frozenset(others), tuple(word.lower_ for word in verb.doc[verb.i + 1 : verb.i + 1 + PHRASE])


def _is_compared(adjective: Token, lexicalisation: Lexicalisation) -> bool:
    """Comparatives take "than", equatives "as"; other roles need no degree ("similar to")."""
    roles = {*lexicalisation.domain_roles, *lexicalisation.range_roles}
    modifiers = {child.lower_ for child in adjective.children}
    if "than" in roles:
        return adjective.tag_ in ("JJR", "RBR") or "more" in modifiers
    if "as" in roles:
        return "as" in modifiers
    return True
