"""The graph for networkx, the clearest evidence, and what conclusions are worth telling."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.graph.views import best_evidence, conclusions, to_networkx
from pipeline.graph.wording import MAX_QUOTE, Wording
from pipeline.ontology import load_ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    Inference,
    KnowledgeGraph,
    Occurrence,
    Quantity,
    Source,
    Triple,
)
from pipeline.vocabulary import SCHEMA, expand

ONTOLOGY = load_ontology()
ANN, LAB, FIRM = "x:ann", "x:lab", "x:firm"
YEAR, PART, LEADS = SCHEMA + "foundingYear", SCHEMA + "partOf", SCHEMA + "leads"
SAID = Evidence("talk", 5, 9, "She leads it", "verb:lead", 0.7)


def fact(subject: str, predicate: str, value: str | Quantity, sure: float = 0.9, asserted: bool = True) -> Fact:
    return Fact(Triple(subject, predicate, value), sure, asserted, (SAID,))


def graph(*facts: Fact, **more: Any) -> KnowledgeGraph:
    spots = tuple(Occurrence(name, 0, 1, "A", "advert") for name in ("b", "a", "b"))
    entities = (
        Entity(LAB, "Lab", SCHEMA + "Organization", ("The Lab", "Lab Inc"), ("Lap",), spots, salience=0.5),
        Entity(ANN, "Ann", "https://example.org/Unknown"),
        Entity(FIRM, "Firm", SCHEMA + "Organization"),
    )
    documents = (Document("talk", Source("talk.vtt", "webvtt", "d"), "", "", (), ()),)
    return KnowledgeGraph(documents, entities, facts, **more)


def test_a_node_has_what_a_writer_can_save() -> None:
    nodes = to_networkx(graph(), ONTOLOGY).nodes
    assert dict(nodes[LAB]) == {
        "label": "Lab",
        "class": ONTOLOGY.classes[SCHEMA + "Organization"].label,
        "class_iri": SCHEMA + "Organization",
        "aliases": "The Lab | Lab Inc",
        "heard": "Lap",
        "mentions": 3,
        "documents": "a | b",
        "salience": 0.5,
        "aside": "advert",
    }
    assert (nodes[ANN]["class"], nodes[ANN]["documents"], nodes[ANN]["aside"]) == ("Unknown", "", "")


def test_an_edge_has_its_best_evidence() -> None:
    best = replace(SAID, confidence=0.9, start=12.0, speaker=ANN, tense="past", role="head", quote="best")
    edge = Fact(Triple(ANN, LEADS, LAB), 0.97, True, (SAID, replace(best, tense="present")))
    view = to_networkx(graph(edge, Fact(Triple(LAB, PART, FIRM), 0.4, True, ())), ONTOLOGY)
    assert view.edges[ANN, LAB, LEADS] == {
        "label": ONTOLOGY.predicates[LEADS].label,
        "predicate": LEADS,
        "confidence": 0.97,
        "evidence": 2,
        "quote": "best",
        "document": "talk",
        "speaker": ANN,
        "tense": "present",
        "role": "head",
        "start": 12.0,
    }
    assert set(view.edges[LAB, FIRM, PART]) == {"label", "predicate", "confidence", "evidence"}
    plain = to_networkx(graph(fact(ANN, "https://example.org/likes", LAB)), ONTOLOGY).edges[
        ANN, LAB, "https://example.org/likes"
    ]
    assert plain["label"] == "likes"
    assert plain["speaker"] == ""
    assert "start" not in plain


def test_of_several_values_the_surest_counts_and_a_year_is_whole() -> None:
    facts = (fact(LAB, YEAR, Quantity(1998.0), 0.9), fact(LAB, YEAR, Quantity(2001.0), 0.4))
    for order in (facts, facts[::-1]):
        assert to_networkx(graph(*order), ONTOLOGY).nodes[LAB]["foundingYear"] == 1998
    value = to_networkx(graph(fact(LAB, YEAR, Quantity(0.5))), ONTOLOGY).nodes[LAB]["foundingYear"]
    assert value == 0.5
    value = to_networkx(graph(fact(LAB, YEAR, Quantity("soon", expand("xsd:string")))), ONTOLOGY).nodes[LAB]
    assert value["foundingYear"] == "soon"
    huge = to_networkx(graph(fact(LAB, YEAR, Quantity(float(2**63)))), ONTOLOGY).nodes[LAB]["foundingYear"]
    assert isinstance(huge, float)
    least = to_networkx(graph(fact(LAB, YEAR, Quantity(float(-(2**62))))), ONTOLOGY).nodes[LAB]["foundingYear"]
    assert isinstance(least, int)


def test_only_what_is_asserted_of_what_is_there_is_seen() -> None:
    view = to_networkx(
        graph(
            fact(ANN, LEADS, LAB, asserted=False),
            fact(ANN, LEADS, "x:gone"),
            fact("x:gone", LEADS, LAB),
            fact("x:gone", YEAR, Quantity(1998.0)),
            fact(LAB, YEAR, Quantity(1998.0), asserted=False),
        ),
        ONTOLOGY,
    )
    assert set(view) == {ANN, LAB, FIRM}
    assert view.number_of_edges() == 0
    assert "foundingYear" not in view.nodes[LAB]


@pytest.mark.parametrize(
    "worse",
    [
        {"polarity": "denied", "confidence": 0.99},
        {"modality": "planned", "confidence": 0.99},
        {"tense": "past", "confidence": 0.99},
        {"confidence": 0.69},
        {"document": "talks", "begin": 0},
        {"begin": 6, "end": 7},
        {"end": 10, "rule": "a"},
        {"rule": "verb:leads"},
    ],
    ids=str,
)
def test_the_evidence_that_speaks_most_clearly(worse: dict[str, Any]) -> None:
    other = replace(SAID, **worse)
    for pair in ((SAID, other), (other, SAID)):
        assert best_evidence(Fact(Triple(ANN, LEADS, LAB), 0.9, True, pair)) is SAID


def test_a_denial_is_worse_than_a_plan_and_a_plan_than_the_past() -> None:
    past, plan, denial = (
        replace(SAID, tense="past"),
        replace(SAID, modality="planned"),
        replace(SAID, polarity="denied"),
    )
    assert best_evidence(Fact(Triple(ANN, LEADS, LAB), 0.9, True, (denial, plan, past))) is past
    assert best_evidence(Fact(Triple(ANN, LEADS, LAB), 0.9, True, (denial, plan))) is plan


def test_a_conclusion_is_told_where_it_is_new() -> None:
    told = Inference(Triple(ANN, PART, FIRM), "chain", (Triple(ANN, PART, LAB), Triple(LAB, PART, FIRM)))
    turned = Inference(Triple(LAB, PART, ANN), "inverse", (Triple(ANN, LEADS, LAB),))
    kind = Inference(Triple(ANN, expand("rdf:type"), SCHEMA + "Person"), "domain", (Triple(ANN, LEADS, LAB),))
    other = Inference(Triple(ANN, "https://schema.org/affiliation", LAB), "sub", (Triple(ANN, LEADS, LAB),))
    second = Inference(Triple(FIRM, PART, ANN), "chain", (Triple(FIRM, PART, LAB), Triple(ANN, PART, FIRM)))
    made = graph(inferences=(told, turned, kind, other, second))
    assert conclusions(made, ONTOLOGY) == (told, second)


def words(*evidence: Evidence) -> str:
    made = Fact(Triple(ANN, LEADS, LAB), 0.9, True, evidence)
    return Wording(graph(made), ONTOLOGY).cited(made.triple)


def test_a_fact_in_words_with_its_source() -> None:
    label = ONTOLOGY.predicates[LEADS].label
    assert words(SAID) == f'Ann «{label}» Lab (talk.vtt: "She leads it")'
    assert words() == f"Ann «{label}» Lab"
    full = replace(SAID, start=62.0, speaker=ANN, attributed_to="x:gone")
    assert words(full, replace(SAID, document="other", confidence=0.1)) == (
        f'Ann «{label}» Lab (talk.vtt at 1:02, Ann, after x:gone: "She leads it", and 1 more)'
    )
    assert words(replace(SAID, document="elsewhere")).endswith('(elsewhere: "She leads it")')
    assert "talk.vtt at 0:00:" in words(replace(SAID, start=0.0))


def test_a_long_quote_is_cut() -> None:
    exact, longer = "a" * MAX_QUOTE, "a" * (MAX_QUOTE - 2) + " bc"
    assert f'"{exact}"' in words(replace(SAID, quote=exact))
    assert f'"{"a" * (MAX_QUOTE - 2)}…"' in words(replace(SAID, quote=longer))


def test_things_and_terms_in_words() -> None:
    wording = Wording(graph(), ONTOLOGY)
    assert wording.thing(LAB) == "Lab"
    assert wording.thing(Quantity(1998.0)) == "1998"
    assert wording.thing(Quantity(0.1)) == "0.1"
    assert wording.thing(Quantity("soon", "x:t")) == "soon"
    assert wording.term("https://schema.org/affiliation") == "schema:affiliation"
    kind = Triple(LAB, expand("rdf:type"), SCHEMA + "Organization")
    assert wording.triple(kind) == f"Lab is a «{ONTOLOGY.classes[SCHEMA + 'Organization'].label}»"
