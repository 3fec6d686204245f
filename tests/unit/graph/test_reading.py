"""A graph that was written with everything reads back as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain
from pathlib import Path

import pytest

from pipeline.errors import GraphError
from pipeline.export.companions import companions
from pipeline.export.rdf import quads
from pipeline.export.syntax import SYNTAXES
from pipeline.graph.reading import as_number, read_graph
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
    Together,
    Triple,
)
from pipeline.settings import BASE, Settings
from pipeline.vocabulary import SCHEMA, expand

ONTOLOGY = load_ontology()
ANN, LAB = BASE + "person/ann-lee", BASE + "organization/lab"
LINES = ("Ann Lee leads the Lab.", "The Lab, the Lab!", "It rained.", "Ann Lee left.")
TEXT = "\n".join(LINES)
BEGINS = tuple(TEXT.index(line) for line in LINES)
RAW = 100  # characters of the raw text before the reading text
SAID = Evidence(
    document="talk",
    begin=RAW,
    end=RAW + len(LINES[0]),
    quote=LINES[0],
    rule="verb:lead",
    confidence=0.85,
    polarity="denied",
    modality="planned",
    start=2.5,
    stop=4.25,
    speaker=ANN,
    attributed_to=LAB,
    aside="advert",
    tense="past",
    role="director",
    when="in 2014",
)
PLAIN = Evidence("talk", RAW + 30, RAW + 40, "The Lab", "rule", 0.5)


def places(name: str, aside: str = "") -> tuple[Occurrence, ...]:
    found, at = [], TEXT.find(name)
    while at >= 0:
        found.append(Occurrence("talk", RAW + at, RAW + at + len(name), name, aside))
        at = TEXT.find(name, at + 1)
    return tuple(found)


GRAPH = KnowledgeGraph(
    documents=(
        Document(
            "talk",
            Source("talk.vtt", "webvtt", "digest"),
            "x" * RAW + TEXT,
            TEXT,
            (Run(0, len(TEXT), RAW, RAW + len(TEXT)),),
            tuple(
                Segment(begin, begin + len(line), start=10.0 * number, stop=10.0 * number + 5, speaker="A")
                for number, (begin, line) in enumerate(zip(BEGINS, LINES, strict=True))
            ),
            title="A talk",
            date="2024-05-06",
            url="https://example.org/talk",
            language="de",
        ),
        Document("notes 2", Source("notes 2.txt", "text", "other"), "", "", (), ()),
    ),
    entities=(
        Entity(LAB, "Lab", SCHEMA + "Organization", ("Halcyon Lab",), ("Lap", "Leb"), places("Lab")),
        Entity(ANN, "Ann Lee", SCHEMA + "Person", occurrences=places("Ann Lee", "advert")),
    ),
    facts=(
        Fact(Triple(LAB, SCHEMA + "foundingYear", Quantity(1998.0)), 0.5, True, (PLAIN,)),
        Fact(Triple(ANN, SCHEMA + "leads", LAB), 0.85, False, (SAID,)),
    ),
    sentences=tuple(Sentence("talk", begin, begin + len(line), ANN) for begin, line in zip(BEGINS, LINES, strict=True)),
    together=(
        Together(LAB, ANN, "turn", 3, 4, 5, 9, 7.25),
        Together(ANN, LAB, "sentence", 1, 2, 3, 4, 5.5),
    ),
)


@pytest.fixture(scope="module", params=["ttl", "nq", "jsonld"])
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("graph") / f"graph.{request.param}"
    settings = Settings(mentions=True)
    written = chain(quads(GRAPH, ONTOLOGY, settings), companions(GRAPH, settings))
    path.write_bytes(b"".join(SYNTAXES[request.param](written, ONTOLOGY)))
    return read_graph(path, ONTOLOGY)


@pytest.mark.parametrize("name", [field.name for field in fields(Evidence)])
def test_all_of_a_piece_of_evidence(name: str, read: KnowledgeGraph) -> None:
    known = {fact.triple: fact for fact in read.facts}
    for fact in GRAPH.facts:
        (evidence,) = known[fact.triple].evidence
        assert getattr(evidence, name) == getattr(fact.evidence[0], name)
        assert known[fact.triple].asserted == fact.asserted
        assert known[fact.triple].confidence == fact.confidence


def test_entities_with_every_mention(read: KnowledgeGraph) -> None:
    found = {entity.iri: replace(entity, salience=0.0) for entity in read.entities}
    assert found == {entity.iri: entity for entity in GRAPH.entities}


def test_what_is_known_of_the_documents(read: KnowledgeGraph) -> None:
    notes, talk = read.documents
    assert (talk.id, talk.title, talk.date, talk.url, talk.language) == (
        "talk",
        "A talk",
        "2024-05-06",
        "https://example.org/talk",
        "de",
    )
    assert (talk.source.name, talk.source.digest) == ("talk.vtt", "digest")
    assert (notes.id, notes.title, notes.date, notes.url, notes.language) == ("notes 2", None, None, None, "en")
    assert notes.text == ""


def test_the_sentences_that_name_something_with_time_and_speaker(read: KnowledgeGraph) -> None:
    talk = read.documents[1]
    naming = [LINES[0], LINES[1], LINES[3]]
    assert [talk.text[s.begin : s.end] for s in read.sentences] == naming
    assert {sentence.document for sentence in read.sentences} == {"talk"}
    assert [sentence.speaker for sentence in read.sentences] == [ANN] * 3
    assert [(talk.text[s.begin : s.end], s.start, s.stop) for s in talk.segments] == [
        (LINES[0], 0.0, 5.0),
        (LINES[1], 10.0, 15.0),
        (LINES[3], 30.0, 35.0),
    ]
    for run in talk.runs:  # every name leads back to where it stands in the raw text
        assert talk.text[run.begin : run.end] == GRAPH.documents[0].raw[run.raw_begin : run.raw_end]
    assert len(talk.runs) == 5


def test_names_said_together(read: KnowledgeGraph) -> None:
    assert read.together == GRAPH.together


def test_without_mentions_an_entity_occurs_once_in_each_document_that_mentions_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"".join(SYNTAXES["ttl"](quads(GRAPH, ONTOLOGY, Settings()), ONTOLOGY)))
    read = read_graph(path, ONTOLOGY)
    assert {entity.occurrences for entity in read.entities} == {(Occurrence("talk", 0, 0, ""),)}
    assert read.sentences == read.together == ()


def test_literals_that_are_no_numbers_keep_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    year = SCHEMA + "foundingYear"
    path.write_text(
        f'<{LAB}> a <{SCHEMA}Organization> ; <{year}> "1998-05"^^<{expand("xsd:gYearMonth")}>, "seven", 7, 0.5, '
        f'"never"^^<{expand("xsd:integer")}> .\n'
    )
    read = read_graph(path, ONTOLOGY)
    values = {fact.triple.object for fact in read.facts}
    text = Quantity("seven", expand("xsd:string"))
    assert values == {Quantity("1998-05", expand("xsd:gYearMonth")), text, Quantity(7.0), Quantity(0.5)}
    assert read.entities[0].label == LAB
    assert all(fact.asserted and fact.evidence == () for fact in read.facts)


def test_words_of_earlier_days_for_polarity_still_count(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(
        f"<{LAB}> a <{SCHEMA}Organization> .\n"
        f"<x:s> <{expand('rdf:subject')}> <{LAB}> ; <{expand('rdf:predicate')}> <{SCHEMA}partOf> ;"
        f" <{expand('rdf:object')}> <{ANN}> ; <{expand('tg:polarity')}> 'denied' ;"
        f" <{expand('prov:wasDerivedFrom')}> <{BASE}document/old%20talk#char=1,2> .\n"
        f"<x:half> <{expand('rdf:subject')}> <{LAB}> ; <{expand('rdf:object')}> <{ANN}> .\n"
    )
    (fact,) = read_graph(path, ONTOLOGY).facts
    (evidence,) = fact.evidence
    assert (evidence.polarity, evidence.modality, evidence.tense) == ("denied", "asserted", "present")
    assert evidence.document == "old talk"
    assert (evidence.begin, evidence.end, evidence.confidence, evidence.start) == (0, 0, 0.0, None)
    assert not fact.asserted


def test_a_file_of_something_else_is_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("<x:a> <x:b> <x:c> .\n")
    with pytest.raises(GraphError, match=r"graph\.ttl: nothing in it belongs to a class of the ontology; name a graph"):
        read_graph(path, ONTOLOGY)


@pytest.mark.parametrize(("text", "number"), [("7", 7.0), ("-0.5", -0.5), ("1e3", 1000.0), ("seven", None), ("", None)])
def test_what_is_a_number(text: str, number: float | None) -> None:
    assert as_number(text) == number
