"""Facts that exclude each other by the axioms of the ontology, or that one affirms and another denies.

Which axioms there are, the schema says: disjoint classes and properties, functional, irreflexive and asymmetric
properties (OWL 2), and tg:acyclic. Which of the facts is wrong, nobody here knows: all stay, and are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from pipeline.graph.inference import TYPE, Known, premises
from pipeline.graph.wording import Wording
from pipeline.ontology import Ontology
from pipeline.records import Contradiction, Evidence, Fact, KnowledgeGraph, Quantity, Triple


def contradict(graph: KnowledgeGraph, known: Known, ontology: Ontology) -> KnowledgeGraph:
    """The graph with its contradictions, in the order of their facts; each pair or chain of facts is named once."""
    search = _Search(known, Wording(graph, ontology), ontology)
    found: dict[tuple[Triple, ...], Contradiction] = {}
    for contradiction in (*search.by_axiom(), *search.denied(graph.facts)):
        found.setdefault(tuple(sorted(contradiction.triples, key=repr)), contradiction)
    return replace(graph, contradictions=tuple(found.values()))


class _Search:
    """All that is known, by predicate."""

    def __init__(self, known: Known, words: Wording, ontology: Ontology) -> None:
        self.known = known
        self.words = words
        self.axioms = ontology.axioms
        self.by_predicate: dict[str, list[Triple]] = defaultdict(list)
        for triple in known:
            self.by_predicate[triple.predicate].append(triple)

    def by_axiom(self) -> Iterator[Contradiction]:
        """What the schema excludes."""
        yield from self._several_values()
        yield from self._itself()
        yield from self._both_ways()
        yield from self._disjoint_properties()
        yield from self._disjoint_classes()

    def denied(self, facts: tuple[Fact, ...]) -> Iterator[Contradiction]:
        """What one statement affirms, or what follows from it, and another denies."""
        for fact in facts:
            denials = [item for item in fact.evidence if _denies(item)]
            if denials and fact.triple in self.known:
                denied, affirmed = self.words.source(fact, denials), self._affirmed(fact, denials)
                message = f"{self.words.triple(fact.triple)}: denied ({denied}) but {affirmed}"
                yield Contradiction(tuple(dict.fromkeys([fact.triple, *premises(fact.triple, self.known)])), message)

    def _several_values(self) -> Iterator[Contradiction]:
        for predicate in sorted(self.axioms.functional):
            values: dict[str, list[Triple]] = defaultdict(list)
            for triple in self.by_predicate[predicate]:
                values[triple.subject].append(triple)
            for subject, triples in values.items():
                if len(triples) > 1:
                    has = f"{self.words.thing(subject)} can have one «{self.words.term(predicate)}» only"
                    yield self._contradiction(has, *triples)

    def _itself(self) -> Iterator[Contradiction]:
        for predicate in sorted(self.axioms.irreflexive | self.axioms.acyclic):
            for triple in self.by_predicate[predicate]:
                if triple.subject == triple.object:
                    yield self._contradiction(f"nothing can be «{self.words.term(predicate)}» itself", triple)

    def _both_ways(self) -> Iterator[Contradiction]:
        for predicate in sorted(self.axioms.asymmetric):
            for triple in self.by_predicate[predicate]:
                if isinstance(triple.object, Quantity) or triple.object <= triple.subject:
                    continue
                back = Triple(triple.object, predicate, triple.subject)
                if back in self.known:
                    rule = f"«{self.words.term(predicate)}» cannot hold both ways"
                    yield self._contradiction(rule, triple, back)

    def _disjoint_properties(self) -> Iterator[Contradiction]:
        for one, other in sorted(self.axioms.disjoint_properties):
            for triple in self.by_predicate[one] if one < other else ():
                second = replace(triple, predicate=other)
                if second in self.known:
                    rule = f"«{self.words.term(one)}» and «{self.words.term(other)}» exclude each other"
                    yield self._contradiction(rule, triple, second)

    def _disjoint_classes(self) -> Iterator[Contradiction]:
        classes: dict[str, list[Triple]] = defaultdict(list)
        for triple in self.by_predicate[TYPE]:
            classes[triple.subject].append(triple)
        for triples in classes.values():
            for one, other in combinations(triples, 2):
                if (one.object, other.object) in self.axioms.disjoint_classes:
                    names = (self.words.term(str(triple.object)) for triple in (one, other))
                    rule = " and ".join(f"«{name}»" for name in names) + " exclude each other"
                    yield self._contradiction(rule, one, other)

    def _contradiction(self, rule: str, *triples: Triple) -> Contradiction:
        """The rule, and the facts that led to the triples it excludes."""
        facts = tuple(dict.fromkeys(fact for triple in triples for fact in premises(triple, self.known)))
        return Contradiction(facts, f"{rule}: {'; '.join(map(self.words.cited, facts))}")

    def _affirmed(self, fact: Fact, denials: list[Evidence]) -> str:
        if self.known[fact.triple] is None:
            return f"affirmed ({self.words.source(fact, [item for item in fact.evidence if item not in denials])})"
        return "implied by " + "; ".join(map(self.words.cited, premises(fact.triple, self.known)))


def _denies(evidence: Evidence) -> bool:
    return evidence.polarity == "denied" and evidence.modality == "asserted"
