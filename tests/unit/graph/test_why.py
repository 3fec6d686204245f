"""`talkgraph why`: from a fact down to the words, by whatever name people give things."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import UnknownNameError
from pipeline.export.rdf import quads
from pipeline.export.syntax import SYNTAXES
from pipeline.graph.reading import read_graph
from pipeline.graph.why import why
from pipeline.ontology import load_ontology
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Quantity, Source, Triple
from pipeline.settings import BASE, Settings
from pipeline.vocabulary import SCHEMA

ONTOLOGY = load_ontology()
LAB, FIRM, SAM, SAMUEL = (
    BASE + name for name in ("organization/lab", "organization/firm", "person/sam", "person/samuel")
)
SAID = Evidence("talk", 0, 20, "they said it", "verb:say", 0.9, start=62.0, stop=70.0, speaker="Ada")


def fact(subject: str, name: str, value: str | Quantity, *evidence: Evidence, asserted: bool = True) -> Fact:
    return Fact(Triple(subject, SCHEMA + name, value), 0.9, asserted, evidence or (SAID,))


GRAPH = KnowledgeGraph(
    documents=(
        Document("talk", Source("talk.vtt", "webvtt", "d"), "", "", (), (), url="https://example.org/talk.mp3"),
    ),
    entities=(
        Entity(LAB, "Halcyon Labs", SCHEMA + "Organization", heard=("Halcion",)),
        Entity(FIRM, "Firm", SCHEMA + "Organization", aliases=("The Firm Inc",)),
        Entity(SAM, "Sam", SCHEMA + "Person"),
        Entity(SAMUEL, "Samuel Reed", SCHEMA + "Person", aliases=("Sam",)),
        Entity(BASE + "software/sam", "Sam", SCHEMA + "Software"),
    ),
    facts=(
        fact(FIRM, "partOf", BASE + "organization/holding"),
        fact(LAB, "foundingYear", Quantity(1998.0)),
        fact(LAB, "partOf", FIRM),
        fact(LAB, "partnerOf", FIRM, replace(SAID, polarity="denied"), asserted=False),
        fact(SAMUEL, "leads", LAB, replace(SAID, attributed_to=SAM)),
    ),
)


@pytest.fixture(params=["ttl", "nq", "jsonld", "rdf", "rdf12.ttl"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"graph.{request.param}"
    write = SYNTAXES[request.param]
    path.write_bytes(b"".join(write(quads(GRAPH, ONTOLOGY, Settings()), ONTOLOGY)))
    return path


def test_a_graph_reads_back_into_its_facts_and_evidence(file: Path) -> None:
    read = read_graph(file, ONTOLOGY)
    assert list(read.facts) == sorted(GRAPH.facts, key=lambda f: (f.triple.subject, f.triple.predicate))
    plain = {entity.iri: replace(entity, occurrences=(), salience=0.0) for entity in read.entities}
    assert plain == {entity.iri: entity for entity in GRAPH.entities}
    assert [(d.id, d.source.name, d.url) for d in read.documents] == [
        ("talk", "talk.vtt", "https://example.org/talk.mp3")
    ]


def test_what_was_said_is_quoted(file: Path) -> None:
    assert why(file, "halcyon labs", "founding year", "1998", ONTOLOGY) == (
        "Halcyon Labs «founding year» 1998",
        '  said in talk.vtt at 1:02, Ada: "they said it" '
        "(confidence 0.90, hear it at https://example.org/talk.mp3#t=62)",
    )


def test_what_follows_is_explained_down_to_the_quotes(file: Path) -> None:
    lines = why(file, "Samuel Reed", "affiliatedWith", "Halcion", ONTOLOGY)
    assert [line.strip().partition(" in talk.vtt")[0] for line in lines] == [
        "Samuel Reed «affiliated with» Halcyon Labs",
        "follows, because «works for» implies «affiliated with», from",
        "Samuel Reed «works for» Halcyon Labs",
        "follows, because «leads» implies «works for», from",
        "Samuel Reed «leads» Halcyon Labs",
        "said",
    ]
    assert "after Sam" in lines[-1]


def test_terms_of_other_vocabularies_and_classes_are_explained(file: Path) -> None:
    assert len(why(file, f"<{LAB}>", "dcterms:isPartOf", "The Firm Inc", ONTOLOGY)) == 4
    assert len(why(file, "Firm", "tg:hasPart", LAB, ONTOLOGY)) == 4
    assert len(why(file, "Firm", "a", "schema:Organization", ONTOLOGY)) == 4
    assert "foundingDate" in why(file, "Halcyon Labs", "schema:foundingDate", "1998", ONTOLOGY)[0]


def test_a_denial_is_shown_and_not_taken_for_a_fact(file: Path) -> None:
    lines = why(file, "Halcyon Labs", "partner of", "Firm", ONTOLOGY)
    assert lines[1].startswith("  denied in talk.vtt")
    assert lines[2] == "  so it is not asserted"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Sam", "leads", "Firm"), "'Sam' is the name of 2"),
        (("Nobody", "leads", "Firm"), "called 'Nobody'"),
        (("Firm", "adores", "Firm"), "'adores' is no predicate"),
        (("Firm", "a", "Unicorn"), "'Unicorn' is no class"),
        (("Firm", "foundingYear", "1998"), "nobody says Firm «founding year» 1998"),
        (("Firn", "leads", "Firm"), r"called 'Firn'; did you mean .*Firm"),
        (("Firm", "founding yaer", "1998"), "did you mean founding year"),
    ],
)
def test_what_cannot_be_explained_is_one_sentence(arguments: tuple[str, str, str], words: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"".join(SYNTAXES["ttl"](quads(GRAPH, ONTOLOGY, Settings()), ONTOLOGY)))
    with pytest.raises(UnknownNameError, match=words) as caught:
        why(path, *arguments, ONTOLOGY)
    assert "\n" not in str(caught.value)


def test_the_command_prints_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"".join(SYNTAXES["ttl"](quads(GRAPH, ONTOLOGY, Settings()), ONTOLOGY)))
    result = CliRunner().invoke(commands, ["why", "Firm", "has part", "Halcyon Labs", "--graph", str(path)])
    assert result.output.splitlines() == list(why(path, "Firm", "has part", "Halcyon Labs", ONTOLOGY))
