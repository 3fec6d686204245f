"""What breaks a shape is found, explained and kept apart; what does not is left alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import GraphError, OntologyError
from pipeline.export import export_graph
from pipeline.export.rdf import quads
from pipeline.export.syntax import turtle
from pipeline.graph.validate import check, gate, validate_file
from pipeline.ontology import default_folder, load_ontology
from pipeline.rdf_file import read_triples
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Quantity, Source, Triple
from pipeline.settings import Settings
from pipeline.vocabulary import SCHEMA, expand

ONTOLOGY = load_ontology()
SETTINGS = Settings()
BASE = "https://example.org/"
LAB, MODEL, TOWN = (BASE + name for name in ("lab", "model", "town"))


def graph(*, fact: dict[str, Any] | None = None, **evidence: Any) -> KnowledgeGraph:
    """A sound graph of three facts, the first of which the arguments change."""
    said = Evidence("talk", 10, 40, "the lab built it", "verb:build", 0.8, start=3.0, stop=9.0)
    facts = (
        Fact(Triple(MODEL, SCHEMA + "developedBy", LAB), 0.8, True, (replace(said, **evidence),)),
        Fact(Triple(LAB, SCHEMA + "locatedIn", TOWN), 0.8, True, (said,)),
        Fact(Triple(MODEL, SCHEMA + "parameterCount", Quantity(7e9)), 0.8, True, (said,)),
    )
    return KnowledgeGraph(
        documents=(Document("talk", Source("talk.txt", "text", "d1"), "raw", "raw", (), ()),),
        entities=(
            Entity(LAB, "Halcyon Labs", SCHEMA + "Organization"),
            Entity(MODEL, "Brightwater", SCHEMA + "AIModel"),
            Entity(TOWN, "Lisbon", SCHEMA + "Place"),
        ),
        facts=(replace(facts[0], **(fact or {})), *facts[1:]),
    )


def test_a_sound_graph_conforms_and_passes_the_gate_unchanged() -> None:
    assert check(graph(), ONTOLOGY, SETTINGS) == ()
    assert gate(graph(), ONTOLOGY, SETTINGS) == graph()


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ({"quote": "x" * 401}, "tg:quote of 1 to 400 characters"),
        ({"quote": ""}, "tg:quote of 1 to 400 characters"),
        ({"confidence": 1.2}, "tg:confidence, a number from 0 to 1"),
        ({"polarity": "perhaps"}, "tg:polarity of a statement is affirmed or denied"),
        ({"modality": "sung"}, "tg:modality of a statement is asserted"),
        ({"begin": 41}, "nif:beginIndex, not after its nif:endIndex"),
        ({"start": 10.0}, "not after its tg:endTime"),
        ({"start": -1.0}, "tg:startTime of a statement"),
        ({"rule": ""}, "tg:rule the one construction"),
    ],
)
def test_bad_evidence_puts_its_fact_into_quarantine(evidence: dict[str, Any], words: str) -> None:
    broken = graph(**evidence)
    violations = check(broken, ONTOLOGY, SETTINGS)
    assert {violation.triple for violation in violations} == {broken.facts[0].triple}
    (message,) = {violation.message for violation in violations if words in violation.message}
    assert message.startswith("Brightwater «developed by» Halcyon Labs (talk.txt"), "the fact"
    if evidence.keys() <= {"confidence", "polarity", "modality", "rule"}:
        assert 'talk.txt at 0:03: "the lab built it"' in message, "and its source"
    assert "\n" not in message
    assert all(violation.evidence == broken.facts[0].evidence for violation in violations)
    gated = gate(broken, ONTOLOGY, SETTINGS)
    assert gated.facts == broken.facts[1:]
    assert gated.entities == broken.entities
    assert gated.violations == violations
    assert check(gated, ONTOLOGY, SETTINGS) == ()


@pytest.mark.parametrize(
    ("triple", "words"),
    [
        (Triple(TOWN, SCHEMA + "developedBy", LAB), "the subject of «developed by» is"),
        (Triple(MODEL, SCHEMA + "developedBy", TOWN), "the object of «developed by» is"),
        (Triple(TOWN, SCHEMA + "parameterCount", Quantity(5.0)), "the subject of «parameters» is AI model"),
        (Triple(MODEL, SCHEMA + "parameterCount", Quantity(0.5)), "«parameters» is a number of the type integer"),
    ],
)
@pytest.mark.parametrize("asserted", [True, False])
def test_a_fact_against_the_schema_goes_into_quarantine(triple: Triple, words: str, asserted: bool) -> None:
    broken = graph(fact={"triple": triple, "asserted": asserted})
    violations = check(broken, ONTOLOGY, SETTINGS)
    assert [violation.triple for violation in violations] == [triple]
    assert words in violations[0].message


def test_a_nameless_entity_goes_with_all_its_facts() -> None:
    sound = graph()
    broken = replace(sound, entities=(replace(sound.entities[0], label=""), *sound.entities[1:]))
    gated = gate(broken, ONTOLOGY, SETTINGS)
    assert gated.entities == sound.entities[1:]
    assert gated.facts == sound.facts[2:]
    assert all("exactly one skos:prefLabel" in violation.message for violation in gated.violations)


def test_what_is_quarantined_is_written_to_a_file_of_its_own(tmp_path: Path) -> None:
    broken = graph(polarity="perhaps")
    report = export_graph(gate(broken, ONTOLOGY, SETTINGS), ONTOLOGY, SETTINGS, tmp_path)
    kept = read_triples(tmp_path / "quarantine.ttl")
    comments = {t.object.value for t in kept if t.predicate.value == expand("rdfs:comment")}
    assert comments == {violation.message for violation in check(broken, ONTOLOGY, SETTINGS)}
    assert {t.object.value for t in kept if t.predicate.value == expand("tg:quote")} == {"the lab built it"}
    assert MODEL + "> tg:developedBy" not in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["violations"]
    assert found[0]["evidence"] == [
        {"document": "talk", "begin": 10, "end": 40, "start": 3.0, "quote": "the lab built it"}
    ]
    assert "quarantine.ttl" in {file.name for file in report.files}


# --- files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"".join(turtle(quads(graph(), ONTOLOGY, SETTINGS), ONTOLOGY)))
    return path


def test_a_sound_file_conforms(file: Path) -> None:
    assert validate_file(file) == ()
    assert CliRunner().invoke(commands, ["validate", str(file)]).output == f"{file}: conforms to the shapes\n"


def test_a_complaint_names_node_label_rule_and_value(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("tg:locatedIn <https://example.org/town>", "tg:locatedIn <https://example.org/model>"))
    assert validate_file(file) == (
        "<https://example.org/lab> (Halcyon Labs): the object of «located in» is place; "
        "it is <https://example.org/model> (Brightwater)",
    )
    result = CliRunner().invoke(commands, ["validate", str(file)])
    assert isinstance(result.exception, Exception)
    assert getattr(result.exception, "exit_code", None) == 4


def test_a_complaint_about_evidence_names_fact_and_source(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("tg:modality tg:asserted", "tg:modality tg:sung"))
    complaints = validate_file(file)
    assert len(complaints) == 3
    assert any('(Brightwater developedBy Halcyon Labs, talk.txt at 3.0 s: "the lab built it")' in c for c in complaints)


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("<https://example.org/lab> a tg:Person .", "of no other class; keep the one that fits"),
        ('<https://example.org/lab> skos:prefLabel "Other" .', "exactly one skos:prefLabel"),
        ('<https://example.org/lab> skos:prefLabel "Other"@en .', "exactly one skos:prefLabel in each language"),
        ("<https://example.org/s> a rdf:Statement .", "exactly one tg:quote"),
        ('[] a tg:Person ; skos:prefLabel "Nobody" .', "an IRI of its own"),
    ],
)
def test_faults_of_a_file_are_found(file: Path, added: str, words: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write("\n" + added)
    assert any(words in complaint for complaint in validate_file(file))


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    path.write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(GraphError, match="not valid N-Triples"):
        validate_file(path)


def test_broken_shapes_are_the_ontology_s_fault(tmp_path: Path, file: Path) -> None:
    (tmp_path / "schema.ttl").write_bytes((default_folder() / "schema.ttl").read_bytes())
    (tmp_path / "shapes.ttl").write_text("a b", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        validate_file(file, tmp_path)


def test_a_folder_without_shapes_uses_those_that_ship(tmp_path: Path, file: Path) -> None:
    (tmp_path / "schema.ttl").write_bytes((default_folder() / "schema.ttl").read_bytes())
    with file.open("a", encoding="utf-8") as out:
        out.write("\n<https://example.org/s> a rdf:Statement .")
    assert validate_file(file, tmp_path) == validate_file(file)
