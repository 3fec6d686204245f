"""Property-graph files and tables, each opened by a program that people open it with."""

from __future__ import annotations

import csv
import io
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from samples import GROWN_BY, MAUD, ROSE, garden_graph

from pipeline.api import Graph
from pipeline.errors import OutputError
from pipeline.export.formats import FORMATS, Material
from pipeline.export.frames import TABLES
from pipeline.ontology import Ontology
from pipeline.settings import Settings

HOSTILE = (
    'say "hi"\nthere\r\n\ttab',
    "back\\slash \\n \\u0041 \\",
    "it's `quoted` ;--//",
    '"}) DETACH DELETE n //',
    "=1+1",
    "עברית \u202e 👩🏽‍🔬 \u2028",
    "</node><x>",
    "a;b|c,d",
    "x" * 10_000,
)
NETWORKS = ("graph.graphml", "graph.gexf", "graph.node-link.json")


@pytest.fixture(params=[*HOSTILE, "\ud800 \x00 \x1b"], ids=lambda label: repr(label[:12]))
def material(request: pytest.FixtureRequest, garden: Ontology) -> Material:
    return Material(garden_graph(request.param), garden, Settings())


def written(material: Material, name: str) -> bytes:
    return b"".join(FORMATS[name](material))


def opened(name: str, data: bytes) -> nx.MultiDiGraph:
    if name == "graph.graphml":
        return nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    if name == "graph.gexf":
        return nx.read_gexf(io.BytesIO(data))
    return nx.node_link_graph(json.loads(data), edges="edges")


@pytest.mark.parametrize("name", NETWORKS)
def test_networkx_reads_what_it_is_given(material: Material, name: str) -> None:
    network = opened(name, written(material, name))
    assert set(network) == set(material.network)
    assert network.number_of_edges() == material.network.number_of_edges() > 0
    label = material.network.nodes[ROSE]["label"]
    if name != "graph.node-link.json":  # XML has no way to write control characters, and one way to end a line
        label = label.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    assert network.nodes[ROSE]["label"].replace("\r\n", "\n") == label.replace("\r\n", "\n")
    assert network.nodes[ROSE]["petalCount"] == 5.4e11
    ((_, _, edge),) = network.out_edges(ROSE, data=True)
    assert (edge["predicate"], edge["confidence"]) == (GROWN_BY, 0.9)


def test_gexf_has_what_gephi_needs(material: Material) -> None:
    """The rules of the GEXF 1.2 schema: declared attributes of known types, unique ids, edges between known nodes."""
    data = written(material, "graph.gexf")
    space = "{http://www.gexf.net/1.2draft}"
    root = ET.fromstring(data)
    assert (root.tag, root.get("version")) == (f"{space}gexf", "1.2")
    graph = root.find(f"{space}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("defaultedgetype")) == ("static", "directed")
    ids = [node.get("id") for node in graph.iter(f"{space}node")]
    edges = list(graph.iter(f"{space}edge"))
    assert len(ids) == len(set(ids)) == len(material.network)
    assert len({edge.get("id") for edge in edges}) == len(edges) > 0
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= set(ids)
    assert all(float(edge.get("weight", "")) > 0 and edge.get("label") for edge in edges)
    for kind in ("node", "edge"):
        (declared,) = (part for part in graph.findall(f"{space}attributes") if part.get("class") == kind)
        types = {item.get("id"): item.get("type") for item in declared}
        assert set(types.values()) <= {"integer", "long", "float", "double", "boolean", "string"}
        used = {value.get("for") for item in graph.iter(f"{space}{kind}") for value in item.iter(f"{space}attvalue")}
        assert used <= types.keys()
    assert b"lastmodifieddate" not in data


def test_neo4j_files_are_the_graph(material: Material) -> None:
    nodes = list(csv.DictReader(io.StringIO(written(material, "nodes.neo4j.csv").decode(), newline="")))
    edges = list(csv.DictReader(io.StringIO(written(material, "relationships.neo4j.csv").decode(), newline="")))
    assert {node["iri:ID"]: node["label:string"] for node in nodes} == {
        iri: data["label"] for iri, data in material.network.nodes(data=True)
    }
    assert {(edge[":START_ID"], edge[":TYPE"], edge[":END_ID"]) for edge in edges} == {(ROSE, "grownBy", MAUD)}
    rose = next(node for node in nodes if node["iri:ID"] == ROSE)
    assert (rose[":LABEL"], rose["petalCount:long"]) == ("Entity;Plant", "540000000000")


# --- LadybugDB, the embedded property-graph database that carries Kuzu on: it wants tables, and has one label a node


@pytest.fixture
def database(tmp_path: Path, material: Material) -> Iterator[object]:
    ladybug = pytest.importorskip("ladybug", reason="LadybugDB is not installed (PyPI: ladybug)")
    connection = ladybug.Connection(ladybug.Database(str(tmp_path / "graph.lbug")))
    kinds = {str: "STRING", int: "INT64", float: "DOUBLE"}

    def columns(attributes: object) -> str:
        named = {name: kinds[type(value)] for item in attributes for name, value in item.items()}  # type: ignore[attr-defined]
        return ", ".join(f"`{name}` {kind}" for name, kind in named.items())

    nodes = columns(data for _, data in material.network.nodes(data=True))
    connection.execute(f"CREATE NODE TABLE Entity(iri STRING PRIMARY KEY, {nodes})")
    edges = columns(data for _, _, data in material.network.edges(data=True))
    connection.execute(f"CREATE REL TABLE grownBy(FROM Entity TO Entity, {edges})")
    yield connection
    connection.close()


def facts(connection: object) -> list[list[object]]:
    query = "MATCH (a)-[r]->(b) RETURN a.iri, a.label, label(r), r.quote, r.confidence, b.iri, b.label"
    return list(connection.execute(query))  # type: ignore[attr-defined]


def expected(material: Material) -> list[list[object]]:
    nodes = material.network.nodes
    return [
        [a, nodes[a]["label"], "grownBy", data["quote"], data["confidence"], b, nodes[b]["label"]]
        for a, b, data in material.network.edges(data=True)
    ]


def test_cypher_runs_and_runs_again(material: Material, database: object) -> None:
    text = written(material, "graph.cypher").decode()
    statements = text.removesuffix("\n").split("\n")
    assert all(line.endswith(";") for line in statements)
    # Constraints and second labels are Neo4j's.
    run = [line for line in statements if not line.startswith("CREATE CONSTRAINT") and " SET n:`" not in line]
    assert len(statements) - len(run) == 3
    for _ in range(2):
        for line in run:
            database.execute(line)  # type: ignore[attr-defined]
        assert facts(database) == expected(material)
        assert list(database.execute("MATCH (n) RETURN count(*)")) == [[len(material.network)]]  # type: ignore[attr-defined]


def test_neo4j_csv_is_copied_into_a_database(material: Material, database: object, tmp_path: Path) -> None:
    options = """(HEADER=true, PARALLEL=false, QUOTE='"', ESCAPE='"')"""
    for file, table, skipped in (("nodes", "Entity", 1), ("relationships", "grownBy", 1)):
        # The last column is the label, which is the name of the table here.
        rows = list(csv.reader(io.StringIO(written(material, f"{file}.neo4j.csv").decode(), newline="")))
        with (tmp_path / f"{file}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(row[:-skipped] for row in rows)
        database.execute(f"COPY {table} FROM '{tmp_path / file}.csv' {options}")  # type: ignore[attr-defined]
    assert facts(database) == expected(material)


# --- tables


def test_parquet_is_read_by_pandas_and_pyarrow(material: Material) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    read = {name: written(material, f"{name}.parquet") for name in TABLES}
    entities, facts, evidence = (pandas.read_parquet(io.BytesIO(read[name])) for name in TABLES)
    assert dict(zip(entities["iri"], entities["label"], strict=True)) == {
        iri: data["label"] for iri, data in material.network.nodes(data=True)
    }
    assert list(entities["aliases"][0]) == ["Rosa", "the | rose"]
    assert set(facts["value"].dropna()) == {5.4e11, 0.9, 1867.0}
    joined = evidence.merge(facts, on=["subject", "predicate", "object", "value"], suffixes=("", "_fact"))
    assert len(joined) == len(evidence) == sum(len(fact.evidence) for fact in material.graph.facts)
    assert list(joined[joined["polarity"] == "denied"]["asserted"]) == [False]
    assert pq.read_table(io.BytesIO(read["facts"])).num_rows == len(material.graph.facts)
    assert all(written(material, f"{name}.parquet") == data for name, data in read.items())


def test_python_has_the_same_tables(garden: Ontology) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    frames = Graph(garden_graph(), garden, Settings()).to_pandas()
    assert tuple(frames) == TABLES
    assert list(frames["entities"]["label"])[:2] == ["Rose", "Maud"]
    assert int(frames["facts"]["asserted"].sum()) == 5


@pytest.mark.parametrize("missing", ["pandas", "pyarrow"])
def test_without_the_libraries_the_remedy_is_named(
    garden: Ontology, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(OutputError, match=r"pip install 'talkgraph\[tables\]'"):
        Graph(garden_graph(), garden, Settings()).to_pandas()
