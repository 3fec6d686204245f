"""Every serialisation reads back to the same graph, in three libraries that share no code: pyoxigraph, rdflib, Jena."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from java import HAS_JENA, NO_JENA, java
from samples import GARDEN, ROSE, garden_graph

from pipeline import build_graph
from pipeline.errors import OutputError
from pipeline.export.formats import Material, chosen
from pipeline.export.rdf import quads
from pipeline.export.sorting import sorted_lines
from pipeline.export.syntax import SYNTAXES, gzipped
from pipeline.export.terms import TYPE
from pipeline.ontology import Ontology
from pipeline.rdf_file import unfolded
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "rdf12.ttl": ox.RdfFormat.TURTLE,
    "rdf12.nq": ox.RdfFormat.N_QUADS,
    "rdf12.trig": ox.RdfFormat.TRIG,
}
SEEDS = Path(__file__).parents[3] / "seeds"
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
DATASETS = {"nq", "trig", "jsonld", "rdf12.nq", "rdf12.trig"}
HOSTILE = (
    'say "hi"\nthere',
    "</script><script>alert(1)</script>",
    "\u202eevil\u202c שלום مرحبا",
    "👩🏽‍🔬 \U0001f1eb\U0001f1ee",
    "a\ud800b\udfff",
    "\\u0041 \\ '''\"\"\" \r\n\t",
    " .\n<x> {| |} <<( )>> ]]> &amp; <!--",
    "@en ^^ \u2028\u2029\x85\x7f\ufeff",
    "long " * 40_000,
)
# Not in XML 1.0, not even escaped.
CONTROLS = "".join(chr(code) for code in range(32) if code not in (9, 10, 13))


def quad_set(graph: KnowledgeGraph, ontology: Ontology) -> set[ox.Quad]:
    return set(quads(graph, ontology, Settings()))


def written(found: Iterable[ox.Quad], ontology: Ontology) -> dict[str, bytes]:
    items = sorted(found, key=str)
    return {name: b"".join(write(items, ontology)) for name, write in SYNTAXES.items()}


def read_by_oxigraph(name: str, data: bytes) -> set[ox.Quad]:
    found = set(ox.parse(data, FORMATS[name]))
    if not name.startswith("rdf12."):
        return found
    return {
        ox.Quad(triple.subject, triple.predicate, triple.object, quad.graph_name)
        for quad in found
        for triple in unfolded(quad.triple)
    }


def read_by_rdflib(name: str, data: bytes) -> set[ox.Quad]:
    """By way of rdflib and its own N-Quads or N-Triples."""
    if name not in DATASETS:
        text = rdflib.Graph().parse(data=data, format=RDFLIB[name]).serialize(format="nt", encoding="utf-8")
        return set(ox.parse(text, ox.RdfFormat.N_TRIPLES))
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=RDFLIB[name])
    text = dataset.serialize(format="nquads", encoding="utf-8")
    return {default(quad) for quad in ox.parse(text, ox.RdfFormat.N_QUADS)}


def read_by_jena(name: str, data: bytes, folder: Path) -> set[ox.Quad]:
    path = folder / f"graph.{name}"
    path.write_bytes(data)
    # Debian's Jena lacks what JSON-LD 1.1 needs; ours is JSON-LD 1.0 as well.
    options = ["--syntax=jsonld10"] if name == "jsonld" else []
    return set(ox.parse(java("riotcmd.riot", "--output=nquads", *options, path), ox.RdfFormat.N_QUADS))


def default(quad: ox.Quad) -> ox.Quad:
    """rdflib gives its default graph a name."""
    return ox.Quad(*quad.triple) if str(quad.graph_name) == "<urn:x-rdflib:default>" else quad


def assert_read_back(found: set[ox.Quad], ontology: Ontology) -> None:
    triples = {ox.Quad(*quad.triple) for quad in found}
    for name, data in written(found, ontology).items():
        expected = found if name in DATASETS else triples
        assert read_by_oxigraph(name, data) == expected, name
        if name in RDFLIB:
            assert read_by_rdflib(name, data) == expected, name


def assert_jena_reads_back(found: set[ox.Quad], ontology: Ontology, folder: Path) -> None:
    for name, data in written(found, ontology).items():
        if not name.startswith("rdf12."):  # Jena 4 knows RDF 1.1
            expected = found if name in DATASETS else {ox.Quad(*quad.triple) for quad in found}
            assert read_by_jena(name, data, folder) == expected, name


def test_every_serialisation_reads_back(graph: KnowledgeGraph, garden: Ontology) -> None:
    assert_read_back(quad_set(graph, garden), garden)


@pytest.fixture(scope="module")
def samples() -> tuple[set[ox.Quad], Ontology]:
    """What the two sample documents say."""
    graph = build_graph([SEEDS / name for name in ("deep-water.vtt", "open-models-hour.txt")])
    return set(quads(graph.knowledge, graph.ontology, graph.settings)), graph.ontology


@pytest.mark.slow
def test_the_graph_of_the_samples_reads_back(samples: tuple[set[ox.Quad], Ontology]) -> None:
    assert len(samples[0]) > 1000
    assert_read_back(*samples)


@pytest.mark.slow
@pytest.mark.skipif(not HAS_JENA, reason=NO_JENA)
def test_jena_reads_the_graph_of_the_samples(samples: tuple[set[ox.Quad], Ontology], tmp_path: Path) -> None:
    assert_jena_reads_back(*samples, tmp_path)


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_labels_read_back(label: str, garden: Ontology) -> None:
    assert_read_back(quad_set(garden_graph(label), garden), garden)


@given(st.text(st.characters(exclude_characters=CONTROLS + "\ufffe\uffff"), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_label_reads_back(garden: Ontology, label: str) -> None:
    assert_read_back(quad_set(garden_graph(label), garden), garden)


IRIS = st.sampled_from([f"https://example.org/{name}" for name in ("a", "a/b", "ä", "a#t=1,2", "a?b=c&d", "'x'")])
CLASSES = st.sampled_from([GARDEN + "Plant", "https://example.org/a/b", "https://example.org/Ä-1"])
LITERALS = st.builds(
    ox.Literal,
    st.text(st.characters(exclude_characters=CONTROLS + "\ufffe\uffff", exclude_categories=["Cs"]), max_size=20),
    datatype=st.sampled_from(
        [
            ox.NamedNode("http://www.w3.org/2001/XMLSchema#string"),
            ox.NamedNode("https://example.org/#type"),
            ox.NamedNode(GARDEN + "x"),
        ]
    ),
) | st.builds(ox.Literal, st.text("abc<&\" '", max_size=9), language=st.sampled_from(["en", "ar-eg"]))
PREDICATES = st.sampled_from([GARDEN + name for name in ("grownBy", "petalCount", "other")] + [TYPE.value])


@st.composite
def any_quads(draw: st.DrawFn) -> set[ox.Quad]:
    """Quads that fit the ontology and quads that do not: things where numbers belong and the other way round."""

    def quad() -> ox.Quad:
        predicate = ox.NamedNode(draw(PREDICATES))
        thing = ox.NamedNode(draw(CLASSES if predicate == TYPE else IRIS))
        value = thing if predicate == TYPE or draw(st.booleans()) else draw(LITERALS)
        name = ox.NamedNode(draw(IRIS)) if draw(st.booleans()) else ox.DefaultGraph()
        return ox.Quad(ox.NamedNode(draw(IRIS)), predicate, value, name)

    return {quad() for _ in range(draw(st.integers(0, 12)))}


@given(any_quads())
@settings(max_examples=120, deadline=None)
def test_any_graph_reads_back(garden: Ontology, found: set[ox.Quad]) -> None:
    assert_read_back(found, garden)


@pytest.mark.skipif(not HAS_JENA, reason=NO_JENA)
def test_jena_reads_the_same(garden: Ontology, tmp_path: Path) -> None:
    labels = "".join(label for label in HOSTILE if "\ud800" not in label)  # Jena warns of U+FFFD, which is no error
    assert_jena_reads_back(quad_set(garden_graph(labels), garden), garden, tmp_path)


def test_xml_alone_replaces_what_it_cannot_hold(garden: Ontology) -> None:
    files = written(quad_set(garden_graph(f"a{CONTROLS}\ufffe"), garden), garden)
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    labels = {
        name: next(q.object for q in read_by_oxigraph(name, data) if q.subject.value == ROSE and q.predicate == label)
        for name, data in files.items()
    }
    assert labels.pop("rdf") == ox.Literal("a" + "\ufffd" * (len(CONTROLS) + 1), language="en")
    assert set(labels.values()) == {ox.Literal(f"a{CONTROLS}\ufffe", language="en")}


def test_xml_refuses_terms_without_a_name_of_their_own(garden: Ontology) -> None:
    thing = ox.NamedNode("https://example.org/a#t=1,2")
    for found in (ox.Quad(thing, TYPE, thing), ox.Quad(thing, thing, thing)):
        with pytest.raises(OutputError, match="RDF/XML cannot"):
            list(SYNTAXES["rdf"]([found], garden))


def test_gzip_holds_the_same_bytes_and_no_time(graph: KnowledgeGraph, garden: Ontology) -> None:
    material = Material(graph, garden, Settings())
    plain, packed = (b"".join(chosen([name])[f"graph.{name}"](material)) for name in ("nq", "nq.gz"))
    assert gzip.decompress(packed) == plain
    assert packed[4:8] == b"\0\0\0\0", "the header's time"
    assert b"".join(gzipped([plain])) == packed, "pieces do not matter"


@given(st.lists(st.binary(max_size=6).map(lambda text: text.replace(b"\n", b"").replace(b"\r", b"") + b"\n")))
def test_lines_are_sorted_in_any_amount_of_memory(lines: list[bytes]) -> None:
    expected = sorted(set(lines))
    for limit in (1, 7, 1000):
        assert [line for block in sorted_lines(iter(lines), limit=limit) for line in block] == expected


def test_a_statement_is_one_triple_term(graph: KnowledgeGraph, garden: Ontology) -> None:
    for name in ("ttl", "nq", "trig"):
        text = b"".join(SYNTAXES[f"rdf12.{name}"](quads(graph, garden, Settings()), garden)).decode()
        assert re.search(rf"reifies>? <<\( <{ROSE}> <{GARDEN}grownBy>", text), name
        assert "Statement" not in text
        assert "rdf:subject" not in text
    lines = b"".join(SYNTAXES["rdf12.nq"](quads(graph, garden, Settings()), garden)).splitlines()
    assert lines == sorted(lines)
