"""What Python users hold in their hands: labels, one name for everything, and a notebook that shows the graph."""

from __future__ import annotations

import importlib
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib

import talkgraph
from pipeline.api import HEAVIEST, Graph
from pipeline.errors import GraphError, UnknownNameError
from pipeline.export.formats import Material, chosen
from pipeline.ontology import load_ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Occurrence,
    Quantity,
    Run,
    Segment,
    Sentence,
    Source,
    Triple,
)
from pipeline.settings import BASE, Settings
from pipeline.vocabulary import SCHEMA

TEXT = "Ada leads the Lab. Ada never led Summit."
ADA, LAB, SUMMIT = f"{BASE}person/ada", f"{BASE}organization/lab", f"{BASE}organization/summit"
LEADS = SCHEMA + "leads"


def graph() -> Graph:
    document = Document(
        *("d", Source("d.txt", "text", "0"), TEXT, TEXT, (Run(0, 40, 0, 40),), (Segment(0, 40, start=3.0),)),
        title="A talk",
        url="https://example.org/talk",
    )

    def entity(iri: str, label: str, cls: str, *begins: int) -> Entity:
        places = tuple(Occurrence("d", begin, begin + len(label), label) for begin in begins)
        return Entity(iri, label, SCHEMA + cls, ("A. L.",) if label == "Ada" else (), occurrences=places)

    entities = (
        entity(ADA, "Ada", "Person", 0, 19),
        entity(LAB, "Lab", "Organization", 14),
        entity(SUMMIT, "Summit", "Organization", 33),
    )
    said = Evidence("d", 0, 18, TEXT[:18], "verb:lead", 0.9, start=3.0, speaker=ADA)
    denied = Evidence("d", 19, 40, TEXT[19:], "verb:lead", 0.8, "denied", start=5.0, tense="past")
    facts = (
        Fact(Triple(ADA, LEADS, LAB), 0.9, True, (said, said)),
        Fact(Triple(ADA, LEADS, SUMMIT), 0.8, False, (denied,)),
        Fact(Triple(LAB, SCHEMA + "foundingYear", Quantity(1990)), 0.7, True, (said,)),
    )
    sentences = (Sentence("d", 0, 18, ADA), Sentence("d", 19, 40))
    return Graph(KnowledgeGraph((document,), entities, facts, sentences=sentences), load_ontology(), Settings())


def test_it_has_its_own_name() -> None:
    import pipeline

    assert talkgraph.__all__ == pipeline.__all__
    for name in talkgraph.__all__:
        assert getattr(talkgraph, name) is getattr(pipeline, name)
    assert set(talkgraph.__all__) <= set(dir(talkgraph))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        importlib.import_module("talkgraph").nothing  # noqa: B018


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "talkgraph", "--version"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout.startswith("talkgraph, version ")
    wrong = subprocess.run([*command[:-1], "nothing"], capture_output=True, text=True, cwd=tmp_path)
    assert wrong.returncode == 2


def test_repr_is_one_line() -> None:
    assert repr(graph()) == "<Graph: 1 document, 3 entities, 2 facts>"


def test_facts_are_the_asserted_ones_with_labels() -> None:
    first, second = graph().facts
    assert (first.subject, first.predicate, first.object) == ("Ada", "leads", "Lab")
    assert (first.quote, first.speaker, first.document, first.start) == (TEXT[:18], "Ada", "A talk", 3.0)
    assert str(first) == "Ada leads Lab (90%)"
    assert first.triple == Triple(ADA, LEADS, LAB)
    assert second.object == 1990
    assert first.evidence[0].rule == "verb:lead", "the record is behind it"


def test_statements_are_all() -> None:
    found = graph().statements
    assert [statement.asserted for statement in found] == [True, True, False, True]
    denied = found[2]
    assert (denied.polarity, denied.tense, denied.object, denied.speaker) == ("denied", "past", "Summit", "")
    assert str(denied) == 'Ada leads Summit (denied past): "Ada never led Summit."'


def test_entities_are_found_by_any_of_their_names() -> None:
    held = graph()
    assert held.entity("Ada") is held.entity("a l") is held.entity(ADA)
    with pytest.raises(UnknownNameError, match=r"nothing in it is called 'Adda'; did you mean Ada\?"):
        held.entity("Adda")


def test_what_is_about_an_entity_and_where_it_is_mentioned() -> None:
    held = graph()
    assert [str(fact) for fact in held.about("Lab")] == ["Ada leads Lab (90%)", "Lab founding year 1,990 (70%)"]
    assert held.about(held.entity("Summit")) == (), "what is denied is no fact"
    first, second = held.mentions("Ada")
    assert (first.words, first.quote, first.speaker, first.start) == ("Ada", TEXT[:18], "Ada", 3.0)
    assert first.link == "https://example.org/talk#t=3"
    assert second.quote == TEXT[19:]
    assert str(first) == '0:03 "Ada leads the Lab."'


class _Frame(HTMLParser):
    """The attributes of the frame, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.frame: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.frame = dict(attrs)


def test_a_notebook_shows_a_summary_and_the_page() -> None:
    held = graph()
    shown = held._repr_html_()
    assert shown.startswith("<p>Graph: 1 document, 3 entities, 2 facts. Ada, Lab, Summit</p>")
    reader = _Frame()
    reader.feed(shown)
    page = b"".join(chosen(["html"])["graph.html"](Material(held.knowledge, held.ontology, held.settings)))
    assert reader.frame["srcdoc"] == page.decode()
    assert "allow-same-origin" not in str(reader.frame["sandbox"])


def test_a_page_too_heavy_for_a_notebook_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.api.HEAVIEST", 1000)
    shown = graph()._repr_html_()
    assert "<iframe" not in shown
    assert "graph.save" in shown
    assert HEAVIEST > 1_000_000


@pytest.mark.browser
def test_the_page_works_in_the_frame_of_a_notebook(browser: Any, tmp_path: Path) -> None:
    from page_helpers import errors, wait

    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><html lang=en><body>{graph()._repr_html_()}", encoding="utf-8")
    browser.get("about:blank"), browser.get_log("browser")
    browser.get(path.as_uri())
    browser.switch_to.frame(browser.find_element("tag name", "iframe"))
    wait(browser, lambda: browser.execute_script("return !!window.talkgraph && talkgraph.settled()"))
    browser.find_element("css selector", "#start button").click()
    assert "mentioned 2 times" in browser.find_element("css selector", "#panel").text
    browser.find_element("css selector", "#show-table").click()
    assert len(browser.find_elements("css selector", "#table tbody tr")) == 2
    browser.switch_to.default_content()
    assert errors(browser) == []


def test_the_same_in_other_libraries() -> None:
    held = graph()
    network = held.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert list(network.edges(keys=True)) == [(ADA, LAB, LEADS)]
    assert network.nodes[LAB]["foundingYear"] == 1990
    rdf = held.to_rdflib()
    assert (rdflib.URIRef(ADA), rdflib.URIRef(LEADS), rdflib.URIRef(LAB)) in rdf
    frames = held.to_pandas()
    assert list(frames["mentions"]["label"]) == ["Ada", "Ada", "Lab", "Summit"]


def test_a_graph_file_is_read_back(tmp_path: Path) -> None:
    graph().save(tmp_path / "graph.ttl")
    again = talkgraph.read_graph(tmp_path / "graph.ttl")
    said = [{(fact.subject, fact.predicate, fact.object) for fact in each.facts} for each in (again, graph())]
    assert said[0] == said[1]
    assert again.mentions("Ada") == (), "where it is mentioned stands in no file that was not asked for it"
    with pytest.raises(GraphError):
        talkgraph.read_graph(tmp_path / "nothing.ttl")


@pytest.mark.slow
def test_one_path_is_as_good_as_several(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("Ada Lovelace leads Halcyon Labs.", encoding="utf-8")
    one, text, several = (talkgraph.build_graph(each) for each in (path, str(path), [path]))
    assert one.knowledge == text.knowledge == several.knowledge
