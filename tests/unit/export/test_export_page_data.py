from __future__ import annotations

from dataclasses import replace

import networkx as nx

from pipeline.export.cells import cells_of
from pipeline.export.drawing import Link, arrange, bends_of
from pipeline.export.marks import Marker
from pipeline.export.page_data import DOUBTFUL, INFERRED, SAID, drawn_data
from pipeline.export.page_words import read_data
from pipeline.graph.views import conclusions
from pipeline.ontology import load_ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    Inference,
    KnowledgeGraph,
    Occurrence,
    Run,
    Sentence,
    Source,
    Together,
    Triple,
)
from pipeline.settings import BASE, Settings

ADA, LAB, BEN = f"{BASE}person/ada", f"{BASE}organization/lab", f"{BASE}person/ben"
TEXT = "And she then went to the lab. Ben slept."


def small_graph() -> KnowledgeGraph:
    ontology = load_ontology()
    first, second, third = sorted(ontology.predicates)[:3]
    cls = sorted(ontology.classes)[0]
    runs = (Run(0, len(TEXT), 0, len(TEXT)),)
    document = Document(
        "talk", Source("talk.vtt", "vtt", "0"), TEXT, TEXT, runs, (), url="https://example.org/talk.mp3"
    )
    entities = (
        Entity(ADA, "Ada", cls, ("Ada L.",), ("Aida",), (Occurrence("talk", 4, 7, "she"),), salience=1.0),
        Entity(LAB, "The Lab", cls, occurrences=(Occurrence("talk", 21, 28, "the lab"),), salience=0.5),
        Entity(BEN, "Ben", cls, occurrences=(Occurrence("talk", 30, 33, "Ben"),), salience=0.1),
    )
    said = Evidence("talk", 0, 29, TEXT[:29], "verb:go", 0.8, start=62.04, speaker=ADA)
    link, back, further = Triple(ADA, first, LAB), Triple(LAB, second, ADA), Triple(LAB, third, BEN)
    doubt = Evidence("talk", 0, 29, "She never did.", "verb:go", 0.8, "denied", "hypothetical")
    facts = (Fact(link, 0.8, True, (said,)), Fact(back, 0.3, False, (doubt,)))
    kind = Triple(ADA, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://xmlns.com/foaf/0.1/Person")
    inferences = (
        Inference(back, "inverse", (link,)),
        Inference(kind, "every person is a foaf:Person", (link,)),
        Inference(further, "transitive", (back, link)),
    )
    sentences = (Sentence("talk", 0, 29, ADA), Sentence("talk", 30, 40))
    together = (Together(ADA, BEN, "turn", 1, 1, 1, 9, 6.4), Together(LAB, ADA, "turn", 1, 1, 1, 9, 6.4))
    return KnowledgeGraph((document,), entities, facts, inferences=inferences, sentences=sentences, together=together)


def drawn(graph: KnowledgeGraph) -> dict[str, object]:
    ontology = load_ontology()
    return drawn_data(graph, ontology, Settings(), arrange(graph, ontology))


def read(graph: KnowledgeGraph) -> dict[str, object]:
    ontology = load_ontology()
    return read_data(graph, ontology, arrange(graph, ontology))


def test_claims_are_facts_and_then_conclusions() -> None:
    found = drawn(small_graph())
    assert found["claims"]["kind"] == [SAID, DOUBTFUL, INFERRED]
    assert found["claims"]["s"] == [0, 1, 1]
    assert found["claims"]["o"] == [1, 0, 2]
    picture = arrange(small_graph(), load_ontology())
    assert list(picture.links) == [0, 2], "what is doubtful is not drawn"


def test_a_conclusion_is_what_a_person_would_call_one() -> None:
    graph = small_graph()
    (conclusion,) = conclusions(graph, load_ontology())
    assert conclusion.rule == "transitive", "no class, and no fact turned around"
    assert read(graph)["inferences"] == [{"rule": "transitive", "premises": [1, 0]}]
    hidden = replace(graph, facts=graph.facts[:1])
    assert read(hidden)["inferences"][0]["premises"] == [0], "what is not shown is replaced by what it follows from"


def test_lines_join_what_no_fact_joins() -> None:
    lines = drawn(small_graph())["lines"]
    assert (lines["a"], lines["b"]) == ([0], [2]), "Ada and the lab have a fact"
    pairs = read(small_graph())["pairs"]
    assert pairs["turn"] == {0: [1, 1, 1, 9, 640], 1: [1, 1, 1, 9, 640]}
    assert pairs["sentence"] == {}


def test_a_passage_is_written_once_for_all_that_stands_in_it() -> None:
    found = read(small_graph())
    assert [found["texts"][text] for text in found["passages"]["text"]] == [
        "And she then went to the lab.",
        "Ben slept.",
    ]
    assert found["mentions"]["passage"] == [0, 0, 1]
    assert found["mentions"]["of"] == [0, 1, 2, 3]
    assert (found["mentions"]["at"], found["mentions"]["size"]) == ([4, 21, 0], [3, 7, 3])
    assert found["evidence"]["passage"] == [0, 0]
    assert found["texts"][found["passages"]["speaker"][0]] == "Ada"


def test_evidence_keeps_who_when_and_in_which_way() -> None:
    found = read(small_graph())
    evidence = found["evidence"]
    assert evidence["of"] == [0, 1, 2]
    assert evidence["start"] == [620, -1]
    assert found["texts"][evidence["speaker"][0]] == "Ada"
    assert found["texts"][evidence["rule"][0]] == "verb:go"
    assert evidence["denied"] == [1]
    assert evidence["modality"] == {1: "hypothetical"}


def test_marks_are_where_both_ends_stand_in_the_quote() -> None:
    graph = small_graph()
    fact, quote = graph.facts[0], graph.facts[0].evidence[0].quote
    begin, end, second, stop = Marker(graph).marks(fact.triple, fact.evidence[0])
    assert (quote[begin:end], quote[second:stop]) == ("she", "the lab")


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    graph = small_graph()
    assert drawn(graph)["documents"][0]["recording"] == "https://example.org/talk.mp3"
    unsafe = replace(graph, documents=(replace(graph.documents[0], url="javascript:alert(1)"),))
    assert drawn(unsafe)["documents"][0]["recording"] == ""


def test_bends_go_to_both_sides_whatever_the_direction() -> None:
    bends = bends_of({7: Link(0, 1, "p"), 8: Link(1, 0, "q"), 9: Link(2, 3, "p")}, 10)
    assert bends == {7: 0.15, 8: 0.15, 9: 0.0}, "opposite directions turn the same way and so bend apart"


def test_members_of_a_cell_stand_apart_from_each_other() -> None:
    graph = nx.star_graph([f"n{i}" for i in range(40)])
    cell = cells_of(graph, ["n0"])["n0"]
    points = list(cell.places((5.0, 5.0), 10.0, 12.0).values())
    assert len(points) == 39
    distances = [((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for i, (ax, ay) in enumerate(points) for bx, by in points[:i]]
    assert min(distances) > 6
    assert min(((x - 5) ** 2 + (y - 5) ** 2) ** 0.5 for x, y in points) >= 20, "none on what stands in the centre"
    assert max(((x - 5) ** 2 + (y - 5) ** 2) ** 0.5 for x, y in points) <= cell.radius(10.0, 12.0)
