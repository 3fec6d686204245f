"""The graph as networkx sees it: for metrics, layouts and property-graph files."""

from __future__ import annotations

import networkx as nx  # type: ignore[import-untyped]

from pipeline.ontology import Ontology
from pipeline.records import Entity, Evidence, Fact, Inference, KnowledgeGraph, Quantity
from pipeline.vocabulary import local_name

SEPARATOR = " | "
LARGEST = 2**63


def to_networkx(graph: KnowledgeGraph, ontology: Ontology) -> nx.MultiDiGraph:
    """Asserted facts as a directed multigraph.

    Nodes are entity IRIs, edges are keyed by predicate IRI. Attributes are strings and numbers, so that any networkx
    writer can save them; several aliases are joined by " | ". A quantity is a node attribute under its property's
    local name; of several values the one with most confidence counts (`relations.csv` has all). An edge carries its
    best piece of evidence.
    """
    network = nx.MultiDiGraph()
    known = {entity.iri for entity in graph.entities}
    for entity in graph.entities:
        network.add_node(entity.iri, **_node(entity, ontology))
    for fact in sorted(graph.facts, key=lambda fact: fact.confidence):  # the most confident value is written last
        triple = fact.triple
        if not fact.asserted or triple.subject not in known:
            continue
        if isinstance(triple.object, Quantity):
            network.nodes[triple.subject][local_name(triple.predicate)] = _plain(triple.object.value)
    for fact in graph.facts:
        triple = fact.triple
        if fact.asserted and triple.subject in known and triple.object in known:
            network.add_edge(triple.subject, triple.object, key=triple.predicate, **_edge(fact, ontology))
    return network


def _plain(value: float | str) -> int | float | str:
    """A whole number as one: a year is no 2019.0. What no 64 bits hold stays a float, and a text a text.

    >>> _plain(2019.0), _plain(0.5), _plain(1e300)
    (2019, 0.5, 1e+300)
    """
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() and abs(value) < LARGEST else value


def best_evidence(fact: Fact) -> Evidence:
    """The piece of evidence that speaks most clearly for the fact; the earliest of equals."""
    return min(
        fact.evidence,
        key=lambda evidence: (
            evidence.polarity != "affirmed",
            evidence.modality != "asserted",
            evidence.tense != "present",
            -evidence.confidence,
            evidence.document,
            evidence.begin,
            evidence.end,
            evidence.rule,
        ),
    )


def conclusions(graph: KnowledgeGraph, ontology: Ontology) -> tuple[Inference, ...]:
    """The inferences that tell a person something: a new fact in the ontology's own words.

    Classes and other vocabularies' terms restate what is known, and so does a fact turned around (an inverse, or the
    other direction of a symmetric predicate).
    """
    own = {*ontology.predicates, *ontology.quantities}
    return tuple(
        inference for inference in graph.inferences if inference.triple.predicate in own and not _is_turned(inference)
    )


def _is_turned(inference: Inference) -> bool:
    ends = inference.triple.object, inference.triple.subject
    return any((premise.subject, premise.object) == ends for premise in inference.premises[:1])


def _node(entity: Entity, ontology: Ontology) -> dict[str, str | float]:
    info = ontology.classes.get(entity.cls)
    return {
        "label": entity.label,
        "class": info.label if info else local_name(entity.cls),
        "class_iri": entity.cls,
        "aliases": SEPARATOR.join(entity.aliases),
        "heard": SEPARATOR.join(entity.heard),
        "mentions": len(entity.occurrences),
        "documents": SEPARATOR.join(sorted({occurrence.document for occurrence in entity.occurrences})),
        "salience": float(entity.salience),
        "aside": entity.aside(),
    }


def _edge(fact: Fact, ontology: Ontology) -> dict[str, str | float]:
    predicate = ontology.predicates.get(fact.triple.predicate)
    attributes: dict[str, str | float] = {
        "label": predicate.label if predicate else local_name(fact.triple.predicate),
        "predicate": fact.triple.predicate,
        "confidence": float(fact.confidence),
        "evidence": len(fact.evidence),
    }
    if fact.evidence:
        best = best_evidence(fact)
        attributes |= {"quote": best.quote, "document": best.document, "speaker": best.speaker or ""}
        attributes |= {"tense": best.tense, "role": best.role}
        if best.start is not None:
            attributes["start"] = float(best.start)
    return attributes
