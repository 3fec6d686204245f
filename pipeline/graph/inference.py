"""What follows from facts by the axioms of the ontology, each conclusion with its rule and premises.

The rules are those of OWL 2 RL (W3C OWL 2 Profiles, 2012, section 4.3) that derive facts about named things: prp-spo1,
prp-eqp, prp-inv, prp-symp, prp-trp, prp-dom, prp-rng, cax-sco, cax-eqc. They are worked here and not by a library
because none says why a conclusion holds; the tests compare the conclusions with those of owlrl.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.export.text import label_of
from pipeline.graph.merge import rests_on_name, triple_order
from pipeline.ontology import Ontology
from pipeline.records import Inference, KnowledgeGraph, Quantity, Triple
from pipeline.vocabulary import expand, prefixed

TYPE = expand("rdf:type")
NAMED = "its name begins with that of the other"

Known = Mapping[Triple, Inference | None]


def known_from(graph: KnowledgeGraph, ontology: Ontology) -> Known:
    """The asserted facts of the graph and the classes of its entities (None), and all that follows from them."""
    said = [fact.triple for fact in graph.facts if fact.asserted]
    named = [Inference(fact.triple, NAMED, ()) for fact in graph.facts if rests_on_name(fact.evidence)]
    return closure([*said, *(Triple(entity.iri, TYPE, entity.cls) for entity in graph.entities)], ontology, named)


def infer(graph: KnowledgeGraph, known: Known, ontology: Ontology) -> KnowledgeGraph:
    """The graph with its inferences, sorted by triple.

    What an axiom excludes (a part of itself) is no knowledge but a contradiction, and is left out.
    """
    barred = ontology.axioms.acyclic | ontology.axioms.irreflexive
    kept = [
        inference
        for triple, inference in known.items()
        if inference and not (triple.predicate in barred and triple.subject == triple.object)
    ]
    return replace(graph, inferences=tuple(sorted(kept, key=lambda inference: triple_order(inference.triple))))


def closure(
    facts: Iterable[Triple], ontology: Ontology, given: Iterable[Inference] = ()
) -> dict[Triple, Inference | None]:
    """The facts (None), what is given, and everything that follows, with one of its shortest derivations.

    Facts are taken in order and conclusions breadth first, so that the derivations are the same every time.
    """
    rules = _Rules(ontology)
    known: dict[Triple, Inference | None] = dict.fromkeys(sorted(facts, key=triple_order))
    for inference in given:
        known.setdefault(inference.triple, inference)
    queue = deque(known)
    starts: dict[tuple[str, str], list[Triple]] = defaultdict(list)  # transitive facts by predicate and subject
    ends: dict[tuple[str, str], list[Triple]] = defaultdict(list)  # and by predicate and object
    while queue:
        triple = queue.popleft()
        for inference in (*rules.alone(triple), *rules.chained(triple, starts, ends)):
            if inference.triple not in known:
                known[inference.triple] = inference
                queue.append(inference.triple)
        if triple.predicate in rules.transitive and isinstance(triple.object, str):
            starts[triple.predicate, triple.subject].append(triple)
            ends[triple.predicate, triple.object].append(triple)
    return known


def premises(triple: Triple, known: Known) -> tuple[Triple, ...]:
    """The facts, at the end of all derivations, from which the triple follows; itself where it is a fact."""
    inference = known[triple]
    if inference is None or not inference.premises:
        return (triple,)
    return tuple(dict.fromkeys(fact for premise in inference.premises for fact in premises(premise, known)))


class _Rules:
    """The axioms, indexed by the predicate or class that sets them off."""

    def __init__(self, ontology: Ontology) -> None:
        self.names: dict[str, Any] = {**ontology.predicates, **ontology.quantities, **ontology.classes}
        self.prefixes = ontology.prefixes
        self.label = cache(self._label)  # of this instance, which lives as long as one closure takes
        axioms = ontology.axioms
        self.wider = _grouped(axioms.sub_properties)
        self.inverses = _grouped(axioms.inverses)
        self.classes = _grouped(axioms.sub_classes)
        self.domains, self.ranges = _grouped(axioms.domains), _grouped(axioms.ranges)
        self.symmetric, self.transitive = axioms.symmetric, axioms.transitive

    def alone(self, triple: Triple) -> Iterator[Inference]:
        """What follows from one triple."""
        subject, predicate, value = triple.subject, triple.predicate, triple.object

        def therefore(conclusion: Triple, rule: str) -> Inference:
            return Inference(conclusion, rule, (triple,))

        if predicate == TYPE:
            for cls in self.classes.get(str(value), ()):
                rule = f"every «{self.label(str(value))}» is a «{self.label(cls)}»"
                yield therefore(Triple(subject, TYPE, cls), rule)
            return
        for wider in self.wider.get(predicate, ()):
            rule = f"«{self.label(predicate)}» implies «{self.label(wider)}»"
            yield therefore(Triple(subject, wider, value), rule)
        for cls in self.domains.get(predicate, ()):
            rule = f"what has «{self.label(predicate)}» is a «{self.label(cls)}»"
            yield therefore(Triple(subject, TYPE, cls), rule)
        if isinstance(value, Quantity):
            return
        for cls in self.ranges.get(predicate, ()):
            rule = f"what is the object of «{self.label(predicate)}» is a «{self.label(cls)}»"
            yield therefore(Triple(value, TYPE, cls), rule)
        for inverse in self.inverses.get(predicate, ()):
            rule = f"«{self.label(inverse)}» is the inverse of «{self.label(predicate)}»"
            yield therefore(Triple(value, inverse, subject), rule)
        if predicate in self.symmetric:
            yield therefore(Triple(value, predicate, subject), f"«{self.label(predicate)}» is symmetric")

    def chained(
        self,
        triple: Triple,
        starts: Mapping[tuple[str, str], list[Triple]],
        ends: Mapping[tuple[str, str], list[Triple]],
    ) -> Iterator[Inference]:
        """What follows from a triple of a transitive predicate and one that was seen before it."""
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if predicate not in self.transitive or isinstance(value, Quantity):
            return
        rule = f"«{self.label(predicate)}» is transitive"
        for after in starts.get((predicate, value), ()):
            yield Inference(Triple(subject, predicate, after.object), rule, (triple, after))
        for before in ends.get((predicate, subject), ()):
            yield Inference(Triple(before.subject, predicate, value), rule, (before, triple))

    def _label(self, iri: str) -> str:
        """As a person reads it."""
        return label_of(iri, self.names) if iri in self.names else prefixed(iri, self.prefixes)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for one, other in sorted(pairs):
        grouped[one].append(other)
    return grouped
