"""Merging: equal facts become one, evidence adds up, what is not affirmed is not asserted."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from pipeline.export.rdf import quads
from pipeline.graph.merge import merge
from pipeline.ontology import Ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    KnowledgeGraph,
    Occurrence,
    Resolution,
    ResolvedCorpus,
    Source,
    Statement,
    Triple,
)
from pipeline.settings import Settings
from pipeline.vocabulary import SCHEMA

A, B = "https://example.org/a", "https://example.org/b"
SAID = Evidence("one", 0, 9, "A makes B", "verb:make", 0.6)


def resolution(name: str, *statements: Statement, heard: tuple[str, ...] = ()) -> Resolution:
    document = Document(name, Source(f"{name}.txt", "text", "0" * 64), "", "", (), ())
    entities = (Entity(A, "A", SCHEMA + "Organization", heard=heard), Entity(B, "B", SCHEMA + "Organization"))
    return Resolution(document, entities, statements)


def merged(ontology: Ontology, *resolutions: Resolution) -> KnowledgeGraph:
    return merge(ResolvedCorpus(resolutions), ontology, Settings())


def said(predicate: str, subject: str = A, object_: str = B, **changes: object) -> Statement:
    return Statement(Triple(subject, SCHEMA + predicate, object_), replace(SAID, **changes))  # type: ignore[arg-type]


def test_two_documents_that_agree_make_one_surer_fact(ontology: Ontology) -> None:
    graph = merged(ontology, resolution("one", said("partOf")), resolution("two", said("partOf", document="two")))
    (fact,) = graph.facts
    assert fact.confidence == pytest.approx(0.84)  # 1 - 0.4 * 0.4
    assert [evidence.document for evidence in fact.evidence] == ["one", "two"]


def test_denials_alone_assert_nothing_however_little_is_asked(ontology: Ontology) -> None:
    settings = replace(Settings(), min_confidence=0.0)
    graph = merge(ResolvedCorpus((resolution("one", said("partOf", polarity="denied")),)), ontology, settings)
    (fact,) = graph.facts
    assert not fact.asserted
    assert not graph.contradictions


def test_a_symmetric_fact_has_one_direction(ontology: Ontology) -> None:
    graph = merged(ontology, resolution("one", said("partnerOf"), said("partnerOf", B, A, begin=20)))
    (fact,) = graph.facts
    assert (fact.triple.subject, fact.triple.object) == (A, B)
    assert len(fact.evidence) == 2


@pytest.mark.parametrize("change", [{"polarity": "denied"}, {"modality": "planned"}, {"confidence": 0.3}])
def test_what_is_denied_planned_or_unsure_is_not_asserted(ontology: Ontology, change: dict[str, object]) -> None:
    (fact,) = merged(ontology, resolution("one", said("partOf", **change))).facts
    assert not fact.asserted


def test_a_denial_does_not_count_for_the_fact(ontology: Ontology) -> None:
    (fact,) = merged(ontology, resolution("one", said("partOf"), said("partOf", begin=3, polarity="denied"))).facts
    assert fact.asserted
    assert fact.confidence == 0.6


def test_order_of_documents_does_not_matter(ontology: Ontology) -> None:
    one = resolution("one", said("partOf"), heard=("Ay",))
    two = resolution("two", said("uses", document="two"), heard=("Eh",))
    assert merged(ontology, one, two) == merged(ontology, two, one)
    assert next(entity for entity in merged(ontology, one, two).entities if entity.iri == A).heard == ("Ay", "Eh")


def test_the_same_words_under_the_same_rule_are_one_statement(ontology: Ontology) -> None:
    (fact,) = merged(ontology, resolution("one", said("partOf", confidence=0.4), said("partOf"))).facts
    assert [evidence.confidence for evidence in fact.evidence] == [0.6]
    assert fact.confidence == 0.6


def test_what_only_an_advert_names_ranks_low_and_is_marked(ontology: Ontology) -> None:
    sponsor = tuple(Occurrence("one", place, place + 1, "A", "advert") for place in range(20))
    subject = (Occurrence("one", 30, 31, "B"),)
    base = resolution("one", said("partOf", aside="advert"))
    one, other = (
        replace(entity, occurrences=places) for entity, places in zip(base.entities, (sponsor, subject), strict=True)
    )
    graph = merged(ontology, replace(base, entities=(one, other)))
    assert [entity.label for entity in graph.entities] == ["B", "A"]
    marks = [(quad.subject.value, quad.object.value) for quad in quads(graph, ontology, Settings()) if _is_aside(quad)]
    assert (A, "advert") in marks
    assert B not in dict(marks)
    assert len(marks) == 2  # the sponsor and the statement


def _is_aside(quad: ox.Quad) -> bool:
    return quad.predicate.value == SCHEMA + "aside"
