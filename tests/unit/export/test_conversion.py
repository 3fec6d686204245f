"""`talkgraph export`: nothing that RDF holds is lost on the way to another format."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from samples import ROSE, garden_graph, garden_ontology

from pipeline.errors import GraphError, OutputError
from pipeline.export.conversion import convert
from pipeline.export.formats import FORMATS, NAMES, Material, chosen
from pipeline.export.syntax import SYNTAXES
from pipeline.graph.merge import together
from pipeline.ontology import Ontology
from pipeline.settings import Settings

WITH_GRAPHS = ("nq", "trig", "jsonld")


@pytest.fixture
def ontology(tmp_path: Path) -> Ontology:
    return garden_ontology(tmp_path / "garden")


@pytest.fixture
def material(ontology: Ontology) -> Material:
    graph = garden_graph('Rose "\n\\')
    merged = tuple(replace(fact, confidence=together(fact.evidence)) for fact in graph.facts)
    return Material(replace(graph, facts=merged), ontology, Settings())


def saved(material: Material, folder: Path, syntax: str) -> Path:
    path = folder / f"input.{syntax}"
    path.write_bytes(b"".join(chosen([syntax])[f"graph.{syntax}"](material)))
    return path


@pytest.mark.parametrize("to", [*SYNTAXES, "nq.gz"])
@pytest.mark.parametrize("source", [*WITH_GRAPHS, "nq.gz"])
def test_rdf_to_rdf_keeps_every_byte(material: Material, tmp_path: Path, source: str, to: str) -> None:
    (path,) = convert(saved(material, tmp_path, source), to, tmp_path / f"out.{to}", ontology=tmp_path / "garden")
    assert path.read_bytes() == saved(material, tmp_path, to).read_bytes()


@pytest.mark.parametrize("source", [name for name in SYNTAXES if name != "rdf"])
def test_facts_and_evidence_arrive_in_tables(material: Material, tmp_path: Path, source: str) -> None:
    paths = convert(saved(material, tmp_path, source), "csv", tmp_path / "out", ontology=tmp_path / "garden")
    assert [path.name for path in paths] == ["entities.csv", "relations.csv"]
    rows = [
        list(csv.reader(io.StringIO(data.decode(), newline="")))
        for data in (paths[1].read_bytes(), _relations(material))
    ]
    assert sorted(rows[0]) == sorted(rows[1])


def test_mentions_arrive_where_the_file_holds_them(material: Material, tmp_path: Path) -> None:
    asked = Material(material.graph, material.ontology, Settings(mentions=True, together=True))
    path = tmp_path / "both.nq"
    path.write_bytes(
        b"".join(b"".join(chosen(["nq"], asked.settings)[f"{name}.nq"](asked)) for name in ("graph", "together"))
    )
    paths = convert(path, "csv", tmp_path / "out", ontology=tmp_path / "garden")
    assert [path.name for path in paths] == ["entities.csv", "relations.csv", "mentions.csv", "together.csv"]
    for made in paths[2:]:
        data = made.read_bytes(), b"".join(FORMATS[made.name](material))
        rows = [sorted(csv.reader(io.StringIO(text.decode(), newline=""))) for text in data]
        assert rows[0] == rows[1]


@pytest.mark.parametrize("form", ["html", "obsidian", "csv", "nt"])
def test_what_the_file_does_not_hold_is_told(material: Material, tmp_path: Path, form: str) -> None:
    told: list[str] = []
    convert(saved(material, tmp_path, "nq"), form, tmp_path / "out", ontology=tmp_path / "garden", tell=told.append)
    assert len(told) == (form != "nt")
    assert all("where its names are mentioned" in note and f"run --format {form}" in note for note in told)
    notes = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.md")]
    assert len(notes) == 7 * (form == "obsidian")
    assert not [note for note in notes if "mentions:" in note], "a document is no place"


def _relations(material: Material) -> bytes:
    return b"".join(FORMATS["relations.csv"](material))


def contents(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    return {file.name: file.read_bytes() for file in path.iterdir()}


@pytest.mark.parametrize("to", [name for name in NAMES if name not in SYNTAXES])
def test_every_format_can_be_made_of_a_file(material: Material, tmp_path: Path, to: str) -> None:
    source = saved(material, tmp_path, "nq")
    paths = convert(source, to, tmp_path / "out", ontology=tmp_path / "garden")
    assert paths
    again = convert(source, to, tmp_path / "again", ontology=tmp_path / "garden")
    assert [contents(path) for path in paths] == [contents(path) for path in again]


def test_the_network_is_that_of_the_run(material: Material, tmp_path: Path) -> None:
    (path,) = convert(saved(material, tmp_path, "nq"), "graphml", ontology=tmp_path / "garden")
    assert path == tmp_path / "graph.graphml"
    network = nx.read_graphml(path, force_multigraph=True)
    found = {(a, b, edge["predicate"]) for a, b, edge in network.edges(data=True)}
    assert found == set(material.network.edges(keys=True))
    assert network.nodes[ROSE]["documents"] == material.network.nodes[ROSE]["documents"]
    assert next(iter(network.out_edges(ROSE, data=True)))[2]["confidence"] == 0.94  # both statements together


def test_a_file_is_never_replaced_by_itself(material: Material, tmp_path: Path) -> None:
    path = saved(material, tmp_path, "nq").rename(tmp_path / "graph.nq")
    before = path.read_bytes()
    with pytest.raises(OutputError, match=r"would be replaced by what is made from it; name another place with -o"):
        convert(path, "nq", ontology=tmp_path / "garden")
    assert path.read_bytes() == before


@pytest.mark.parametrize("to", ["ttl", "gexf"])
def test_a_broken_file_makes_nothing(tmp_path: Path, ontology: Ontology, to: str) -> None:
    (tmp_path / "broken.nq").write_text("<x:a> <x:b>", encoding="utf-8")
    with pytest.raises(GraphError, match=r"broken.nq: not valid N-Quads"):
        convert(tmp_path / "broken.nq", to, tmp_path / "out" / "file", ontology=tmp_path / "garden")
    assert not (tmp_path / "out").exists()


def test_a_file_without_triples_makes_nothing(tmp_path: Path, ontology: Ontology) -> None:
    path = tmp_path / "report.json"
    path.write_text('{"documents": []}')
    with pytest.raises(GraphError, match=r"report.json: holds no triple, so there is nothing to convert"):
        convert(path, "ttl", ontology=tmp_path / "garden")
    assert not (tmp_path / "graph.ttl").exists()


def test_what_is_no_graph_of_ours_is_told(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "other.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    with pytest.raises(GraphError, match="nothing in it belongs to a class of the ontology"):
        convert(tmp_path / "other.ttl", "gexf", ontology=tmp_path / "garden")
