"""Examples read as a run would read them: who stands where, which wordings tie whom, and what claims say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.evaluate.gold import normal
from pipeline.extract.document import Prepared, claimed, prepare
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.literals import LITERALS, as_literal, value_of
from pipeline.extract.names import NameIndex
from pipeline.extract.relations import find_claims
from pipeline.extract.scene import Finding
from pipeline.learn.examples import Example, Fact
from pipeline.learn.observing import OTHER, Sight, Wording, observe
from pipeline.ontology import Lexicalisation, Ontology, Predicate, squash
from pipeline.records import Extraction, Quantity, Relation, Vote
from pipeline.resolve.document import State, settle
from pipeline.settings import Settings

GIVEN = 0.9  # weight of a class that an example states
UNKNOWN = "\0"  # before the name of what no fact of the example is about

Beside = Mapping[str, frozenset[str]]
Triple = tuple[str, str, str]  # names as the example has them, and the predicate's IRI


@dataclass(frozen=True, slots=True)
class Case:
    """What a wording claims, and whether that is right.

    domain, range: classes of the two; the range of a literal is empty. right: None where the example says the fact
    elsewhere, or something narrower. begin, end: reading offsets of the sentence.
    """

    triple: Triple
    domain: str
    range: str
    right: bool | None
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One example as it is read: the document with its names, what those denote, and which facts are true of them."""

    example: Example
    prepared: Prepared
    ends: Ends
    labels: Labels
    sights: tuple[Sight, ...]

    def said(self, predicates: Iterable[Predicate]) -> Iterator[tuple[str, Wording, str, str]]:
        """Wordings that tie the two of a fact in a sentence that says it, with predicate and classes of the two."""
        groups: dict[tuple[frozenset[str], frozenset[str]], set[str]] = defaultdict(set)
        for predicate in predicates:
            groups[predicate.domain, predicate.range].add(predicate.iri)
        for sight in self.sights:
            for (domain, range_), iris in groups.items():
                pair = self.ends.pair(sight.subject, sight.object, domain, range_)
                if pair is None:
                    continue
                one, other = pair
                for iri in self.labels.between(one.name, other.name) & iris:
                    if self.labels.right((one.name, iri, other.name), sight.begin, sight.end):
                        yield iri, sight.wording, one.cls, other.cls

    def sayable(self) -> Iterator[Triple]:
        """Facts of the example of which both names are found in it."""
        names = {*self.ends.names.values(), *self.labels.literals.values()}
        return (triple for triple in self.labels.said if {triple[0], triple[2]} <= names)

    def lighter(self) -> Reading:
        """Without the sights, which are many."""
        return replace(self, sights=())

    def claims(self, lexicon: Lexicon) -> Iterator[tuple[Lexicalisation, Case]]:
        """What a run with the lexicon would claim of the document, as far as it would hold it for true."""
        found: dict[tuple[int, Lexicalisation], list[Case]] = defaultdict(list)
        for lexicalisation, relation in find_claims(self.prepared.arguments, lexicon, self.prepared.classes):
            case = self._case(relation)
            if case is not None and relation.polarity == "affirmed" and relation.modality == "asserted":
                found[relation.trigger, lexicalisation].append(case)
        for (_, lexicalisation), cases in found.items():
            one_of = self.labels.partial and OTHER not in (*lexicalisation.domain_roles, *lexicalisation.range_roles)
            unsure = one_of and any(case.right for case in cases)  # of a list the examples may name only some
            for case in cases:
                yield lexicalisation, replace(case, right=None) if unsure and not case.right else case

    def known(self) -> Iterator[Case]:
        """What the ontology that the example was read with claims already."""
        for relation in self.ends.extraction.relations:
            case = self._case(relation)
            if case is not None and relation.polarity == "affirmed" and relation.modality == "asserted":
                yield case

    def _case(self, relation: Relation) -> Case | None:
        pair = self.ends.pair(relation.subject, relation.object, relation.domain, relation.range)
        if pair is None:
            return None
        one, other = pair
        triple = one.name, relation.predicate, other.name
        right = self.labels.right(triple, relation.begin, relation.end)
        return Case(triple, one.cls, other.cls, right, relation.begin, relation.end)


def read_example(
    example: Example,
    ontology: Ontology,
    settings: Settings,
    *,
    wanted: Iterable[str] = (),
    beside: Beside | None = None,
) -> Reading | None:
    """An example as a run would read it; None where it is in another language than the model's.

    wanted: datatypes (IRIs) of the literals that are to be learnt. beside: see `Labels`.
    """
    prepared = prepare(example.document, ontology, settings, given=_given(example), wanted=wanted)
    if prepared is None:
        return None
    sights = tuple(observe(prepared.arguments))
    extraction = claimed(prepared)
    state, _ = settle(extraction, ontology, settings)
    state.statements()
    labels = Labels(example, ontology, beside)
    return Reading(example, prepared, Ends(prepared, extraction, state, labels), labels, sights)


def _given(example: Example) -> Iterator[Finding]:
    """Names that the example lists, wherever they stand in its text."""
    owners = {squash(spelling): thing for thing in reversed(example.things) for spelling in thing.spellings}
    index = NameIndex({key: (thing.name,) for key, thing in owners.items()})
    for match in index.find(example.document.text):
        votes = tuple(
            Vote(cls, "example", GIVEN if not rank else GIVEN / 2, "the example says so")
            for rank, cls in enumerate(owners[match.key].classes)
        )
        common = example.document.text[match.begin : match.end].islower()
        yield Finding(match.begin, match.end, votes, common=common)


def _aligned(example: Example, state: State) -> dict[str, str]:
    """Entity IRI -> the thing of the example that most of its spellings are of."""
    spelt: dict[str, list[str]] = defaultdict(list)
    for thing in example.things:
        for spelling in {normal(text) for text in (thing.name, *thing.spellings)}:
            spelt[spelling].append(thing.name)
    found = {}
    for iri, cluster in state.iris.items():
        known = cluster.known.labels if cluster.known else ()
        votes = Counter[str]()
        for label in sorted({normal(text) for text in (cluster.label, *cluster.texts, *known)}):
            votes.update(spelt.get(label, ()))
        for name in spelt.get(normal(cluster.label), ()):
            votes[name] += 1 + (normal(name) == normal(cluster.label))
        if votes:
            found[iri] = min(votes, key=lambda name: (-votes[name], name))
    return found


class Labels:
    """Whether a fact is among those of the example, and whether it is said in a given sentence."""

    def __init__(self, example: Example, ontology: Ontology, beside: Beside | None) -> None:
        """Index the facts; a fact of which nobody says where it stands may stand anywhere.

        beside: predicate -> those that may be left out where it is said of the same two; None for examples that say
        all there is.
        """
        self.example, self.beside, self.partial = example, beside or {}, beside is not None
        self.said: dict[Triple, list[tuple[int, int]]] = defaultdict(list)
        self.implied: set[Triple] = set()
        self.pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.literals: dict[str, str] = {}
        for fact in example.facts:
            for subject, object_ in self._directions(fact, ontology):
                self.said[subject, fact.predicate, object_] += fact.spans or ((0, len(example.document.text)),)
                self.pairs[subject, object_].add(fact.predicate)
                for wider in ontology.wider(fact.predicate):
                    self.implied.add((subject, wider, object_))
            if fact.predicate in ontology.attributes:
                for value in value_of(fact.object):
                    self.literals.setdefault(value, fact.object)
        self.predicates = {fact.predicate for fact in example.facts}
        self.tempting = {(fact.subject, fact.predicate, fact.object) for fact in example.tempting}

    @staticmethod
    def _directions(fact: Fact, ontology: Ontology) -> Iterator[tuple[str, str]]:
        yield fact.subject, fact.object
        predicate = ontology.predicates.get(fact.predicate)
        if predicate is not None and predicate.symmetric:
            yield fact.object, fact.subject

    def between(self, subject: str, object_: str) -> set[str]:
        """Predicates that hold of the two."""
        return self.pairs.get((subject, object_), set())

    def right(self, triple: Triple, begin: int, end: int) -> bool | None:
        """Whether the sentence says it; None where the example says it elsewhere, or something narrower."""
        spans = self.said.get(triple)
        if triple in self.tempting:
            return False
        if spans is None:
            return None if triple in self.implied or self._left_out(triple) else False
        return True if any(low < end and begin < high for low, high in spans) else None

    def _left_out(self, triple: Triple) -> bool:
        """Whether examples that do not say all may leave it out: nothing else is said of the two or of the predicate.

        The local closed world of Dong et al. (2014): what is said is all there is of the predicate, and of the two.
        """
        if not self.partial:
            return False
        said = self.between(triple[0], triple[2])
        if said:
            return bool(said & self.beside.get(triple[1], frozenset()))
        return triple[1] not in self.predicates


@dataclass(frozen=True, slots=True)
class End:
    """What one end of a claim is: its name in the example, and its class (empty for a literal)."""

    name: str
    cls: str


class Ends:
    """What mentions denote, as far as a wanted class allows."""

    def __init__(self, prepared: Prepared, extraction: Extraction, state: State, labels: Labels) -> None:
        """Of one example, as it was prepared and extracted."""
        self.mentions = prepared.arguments.mentions  # grows with the pronouns that are found on the way
        self.extraction, self.state, self.labels = extraction, state, labels
        self.names = _aligned(labels.example, state)
        self.known: dict[tuple[int, frozenset[str], str | None], str | None] = {}

    def pair(
        self, subject: int, object_: int | Quantity, domain: frozenset[str], range_: frozenset[str]
    ) -> tuple[End, End] | None:
        """Both ends; names are resolved first, since they leave less to pronouns."""
        if not isinstance(object_, Quantity) and not range_.isdisjoint(LITERALS):
            literal = as_literal(self.mentions[object_], range_)
            if literal is None:
                return None
            object_ = literal
        if isinstance(object_, Quantity):
            one = self._denoted(subject, domain)
            return (self._end(one), End(self._literal(object_), "")) if one else None
        if self.mentions[subject].kind in ("name", "work"):
            one = self._denoted(subject, domain)
            other = self._denoted(object_, range_, one) if one else None
        else:
            other = self._denoted(object_, range_)
            one = self._denoted(subject, domain, other) if other else None
        return (self._end(one), self._end(other)) if one and other and one != other else None

    def _denoted(self, index: int, wanted: frozenset[str], exclude: str | None = None) -> str | None:
        key = index, wanted, exclude
        if key not in self.known:
            assert self.state.antecedents is not None
            if index < len(self.extraction.mentions):
                iri, *_ = self.state.denotes(index, wanted, exclude, self.state.antecedents)
            else:  # a pronoun or nominal that was found since
                iri, *_ = self.state.antecedents.find(self.mentions[index], wanted, exclude)
            fits = iri is not None and self.state.ontology.is_a(self.state.cls(iri), wanted)
            self.known[key] = iri if fits else None
        return self.known[key]

    def _end(self, iri: str) -> End:
        return End(self.names.get(iri, UNKNOWN + self.state.iris[iri].label), self.state.cls(iri))

    def _literal(self, literal: Quantity) -> str:
        value = next((value for value in value_of(str(literal.value)) if value in self.labels.literals), "")
        return self.labels.literals[value] if value else f"{UNKNOWN}{literal.value}"
