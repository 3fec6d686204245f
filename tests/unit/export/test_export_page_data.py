from __future__ import annotations

import networkx as nx

from pipeline.export.cells import cells_of
from pipeline.export.drawing import Link, bends_of, links_of, looks_of, places_of
from pipeline.export.marks import Marker
from pipeline.export.page_data import DOUBTFUL, INFERRED, SAID, drawn_data, read_data
from pipeline.ontology import load_ontology
from pipeline.records import Document, Entity, Evidence, Fact, Inference, KnowledgeGraph, Occurrence, Source, Triple
from pipeline.settings import BASE

ADA, LAB = f"{BASE}person/ada", f"{BASE}organization/lab"


def small_graph() -> KnowledgeGraph:
    ontology = load_ontology()
    first, second = sorted(ontology.predicates)[:2]
    cls = sorted(ontology.classes)[0]
    document = Document("talk", Source("talk.vtt", "vtt", "0"), "", "", (), (), url="https://example.org/talk.mp3")
    entities = (
        Entity(ADA, "Ada", cls, ("Ada L.",), ("Aida",), (Occurrence("talk", 4, 8, "she\n"),), salience=1.0),
        Entity(LAB, "The Lab", cls, occurrences=(Occurrence("talk", 30, 37, "the Lab"),), salience=0.5),
    )
    said = Evidence("talk", 0, 40, "And she then went to the lab.", "verb:go", 0.8, start=62.04, speaker=ADA)
    link, back = Triple(ADA, first, LAB), Triple(LAB, second, ADA)
    doubt = Evidence("talk", 0, 40, "She never did.", "verb:go", 0.8, "denied", "hypothetical")
    facts = (Fact(link, 0.8, True, (said,)), Fact(back, 0.3, False, (doubt,)))
    return KnowledgeGraph((document,), entities, facts, inferences=(Inference(back, "inverse", (link,)),))


def test_claims_are_facts_and_then_inferences() -> None:
    graph, ontology = small_graph(), load_ontology()
    links, looks = links_of(graph), looks_of(graph, ontology)
    drawn = drawn_data(graph, ontology, links=links, looks=looks, places=places_of(graph, links, looks))
    assert drawn["claims"]["kind"] == [SAID, DOUBTFUL, INFERRED]
    assert list(links) == [0, 2], "what is doubtful is not drawn"
    assert drawn["claims"]["s"] == [0, 1, 1]
    assert drawn["claims"]["o"] == [1, 0, 0]
    assert drawn["claims"]["bend"] == {2: -0.15}, "an inference bends around the fact"


def test_evidence_keeps_who_when_and_where_to_listen() -> None:
    read = read_data(small_graph(), load_ontology())
    evidence = read["evidence"]
    assert evidence["of"] == [0, 1, 2]
    assert evidence["start"] == [620, -1]
    assert read["texts"][evidence["speaker"][0]] == "Ada"
    assert evidence["link"] == {0: "https://example.org/talk.mp3#t=62.04"}
    assert evidence["denied"] == [1]
    assert evidence["modality"] == {1: "hypothetical"}
    assert read["inferences"] == [{"rule": "inverse", "premises": [0]}]


def test_marks_are_where_both_ends_stand_in_the_quote() -> None:
    graph = small_graph()
    fact, quote = graph.facts[0], graph.facts[0].evidence[0].quote
    begin, end, second, stop = Marker(graph).marks(fact.triple, fact.evidence[0])
    assert (quote[begin:end], quote[second:stop]) == ("she", "the lab")


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    graph = small_graph()
    document = Document("talk", graph.documents[0].source, "", "", (), (), url="javascript:alert(1)")
    unsafe = KnowledgeGraph((document,), graph.entities, graph.facts)
    assert read_data(unsafe, load_ontology())["evidence"]["link"] == {}


def test_bends_go_to_both_sides_whatever_the_direction() -> None:
    bends = bends_of({7: Link(0, 1, "p"), 8: Link(1, 0, "q"), 9: Link(2, 3, "p")}, 10)
    assert bends == {7: 0.15, 8: 0.15, 9: 0.0}, "opposite directions turn the same way and so bend apart"


def test_members_of_a_cell_stand_apart_from_each_other() -> None:
    graph = nx.star_graph([f"n{i}" for i in range(40)])
    cell = cells_of(graph, ["n0"])["n0"]
    points = list(cell.places((5.0, 5.0), 10.0).values())
    assert len(points) == 39
    distances = [((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for i, (ax, ay) in enumerate(points) for bx, by in points[:i]]
    assert min(distances) > 6
    assert max(((x - 5) ** 2 + (y - 5) ** 2) ** 0.5 for x, y in points) <= cell.radius(10.0)
