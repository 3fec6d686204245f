from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import GROWN_BY, LEN, MAUD, ROSE, TULIP, garden_graph

from pipeline.export.property_graph import gexf, graphml
from pipeline.export.tables import (
    ENTITY_COLUMNS,
    FORMULA_STARTS,
    MENTION_COLUMNS,
    RELATION_COLUMNS,
    TOGETHER_COLUMNS,
    entities_csv,
    mentions_csv,
    relations_csv,
    together_csv,
)
from pipeline.export.text import well_formed
from pipeline.graph.views import best_evidence, to_networkx
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(), newline="")))


def plain(cell: str) -> str:
    """What a reader does who wants the text as it was."""
    return cell[1:] if cell.startswith("'") else cell


def test_entities(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = rows(entities_csv(graph, garden))
    assert tuple(found[0]) == ENTITY_COLUMNS
    assert len(found) == len(graph.entities)
    assert found[0]["iri"] == ROSE
    assert found[0]["class"] == "Plant"
    assert found[0]["aliases"] == "Rosa | the \\| rose"
    assert found[0]["documents"] == "show 2 | show-1"
    assert found[0]["mentions"] == "2"
    assert [row["label"] for row in found if row["iri"] == TULIP] == ["'=Tulip"]


def test_relations_hold_every_piece_of_evidence(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = rows(relations_csv(graph, garden))
    assert tuple(found[0]) == RELATION_COLUMNS
    assert len(found) == sum(len(fact.evidence) for fact in graph.facts)
    timed = next(row for row in found if row["quote"] == "Maud grows the rows.")
    assert (timed["subject_label"], timed["predicate_label"], timed["object_label"]) == ("Rose", "grown by", "Maud")
    assert (timed["start"], timed["stop"], timed["speaker"], timed["attributed_to"]) == ("62.0", "80.5", "Len", "Maud")
    assert {row["asserted"] for row in found if row["subject"] == TULIP} == {"no"}
    assert [row["object"] for row in found if row["predicate_label"] == "petals"] == ["540000000000"]


@given(st.text(st.characters(), max_size=30))
@settings(max_examples=80, deadline=None)
def test_csv_gives_back_any_label_and_holds_no_formula(garden: Ontology, label: str) -> None:
    graph = well_formed(garden_graph(label))
    cell = rows(entities_csv(graph, garden))[0]["label"]
    assert plain(cell) == graph.entities[0].label
    assert not cell.startswith(tuple(start for start in FORMULA_STARTS if start != "'"))


def test_network_holds_asserted_facts(graph: KnowledgeGraph, garden: Ontology) -> None:
    network = to_networkx(graph, garden)
    assert list(network.edges(keys=True)) == [(ROSE, MAUD, GROWN_BY)]
    assert network.nodes[ROSE]["petalCount"] == 5.4e11
    assert network.nodes[ROSE]["class"] == "Plant"
    edge = network.edges[ROSE, MAUD, GROWN_BY]
    assert (edge["label"], edge["evidence"], edge["start"]) == ("grown by", 2, 62.0)
    assert LEN in network


def test_best_evidence_is_affirmed_and_sure(graph: KnowledgeGraph) -> None:
    fact = graph.facts[0]
    assert best_evidence(fact).confidence == 0.8
    denied = replace(fact, evidence=(fact.evidence[0], replace(fact.evidence[1], polarity="denied")))
    assert best_evidence(denied).confidence == 0.7


def test_graphml_reads_back(graph: KnowledgeGraph, garden: Ontology) -> None:
    network = to_networkx(graph, garden)
    read = nx.read_graphml(BytesIO(graphml(network)), force_multigraph=True)
    assert dict(read.nodes(data=True)) == dict(network.nodes(data=True))
    assert list(read.edges(data=True)) == list(network.edges(data=True))


def test_edges_of_one_predicate_have_ids_of_their_own(graph: KnowledgeGraph, garden: Ontology) -> None:
    fact = graph.facts[0]
    more = (
        replace(fact, triple=replace(fact.triple, subject=TULIP)),
        replace(fact, triple=replace(fact.triple, object=LEN)),
    )
    network = to_networkx(replace(graph, facts=(*graph.facts, *more)), garden)
    for data in (graphml(network), gexf(network)):
        ids = re.findall(rb'<edge [^>]*\bid="([^"]+)"', data)
        assert len(ids) == len(set(ids)) == 3


@given(st.text(st.characters(), max_size=30))
@settings(max_examples=80, deadline=None)
def test_graphml_holds_any_label(garden: Ontology, label: str) -> None:
    network = to_networkx(well_formed(garden_graph(label)), garden)
    read = nx.read_graphml(BytesIO(graphml(network)))
    assert len(read) == len(network)
    assert len(read.nodes[ROSE].get("label", "")) == len(label.replace("\r\n", "\n"))  # XML has one line end


def test_every_mention_has_its_words_place_and_speaker(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = rows(mentions_csv(graph))
    assert tuple(found[0]) == MENTION_COLUMNS
    assert [(row["label"], row["document"], row["begin"], row["quote"]) for row in found] == [
        ("Rose", "show 2", "12", "Maud grew a rose."),
        ("Rose", "show-1", "15", "Maud grows the rows."),
        ("Maud", "show-1", "0", "Maud grows the rows."),
    ]
    assert [row["speaker"] for row in found] == ["", "Len", "Len"]
    named = {row["label"]: int(row["mentions"]) for row in rows(entities_csv(graph, garden))}
    assert {name: count for name, count in named.items() if count} == {"Rose": 2, "Maud": 1}


def test_pairs_that_are_said_together_have_their_counts(graph: KnowledgeGraph) -> None:
    found = rows(together_csv(graph))
    assert tuple(found[0]) == TOGETHER_COLUMNS
    assert [(row["first_label"], row["second_label"], row["window"]) for row in found] == [
        ("Maud", "Rose", "sentence"),
        ("Maud", "Rose", "turn"),
    ]
    assert [found[0][name] for name in TOGETHER_COLUMNS[5:]] == ["2", "2", "2", "9", "4.5"]
