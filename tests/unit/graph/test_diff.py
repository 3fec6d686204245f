"""What is new, gone and changed between two graphs and between two documents."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import UnknownNameError
from pipeline.export.formats import Material, chosen
from pipeline.graph.diff import diff, of_document
from pipeline.ontology import load_ontology
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Occurrence, Quantity, Source, Triple
from pipeline.settings import BASE, Settings
from pipeline.vocabulary import SCHEMA, expand

ADA, LAB, BEN = f"{BASE}person/ada", f"{BASE}organization/lab", f"{BASE}person/ben"
WORKS, LEADS, YEAR = SCHEMA + "worksFor", SCHEMA + "leads", SCHEMA + "foundingYear"
DOCUMENTS = tuple(
    Document(name, Source(f"{name}.txt", "text", name * 8), "", "", (), (), title=f"About {name}")
    for name in ("one", "two")
)


def said(document: str, **details: object) -> Evidence:
    return Evidence(document, 0, 9, f"as {document} says", "verb:work", 0.9, **details)  # type: ignore[arg-type]


def entity(iri: str, label: str, cls: str, *documents: str) -> Entity:
    return Entity(iri, label, SCHEMA + cls, occurrences=tuple(Occurrence(name, 0, 3, label) for name in documents))


def fact(subject: str, predicate: str, value: str | Quantity, *evidence: Evidence, asserted: bool = True) -> Fact:
    return Fact(Triple(subject, predicate, value), 0.9, asserted, evidence)


def graph() -> KnowledgeGraph:
    """Both documents: Ada works for the lab in one and no longer in two, where Ben does; the year differs."""
    entities = (
        entity(ADA, "Ada", "Person", "one", "two"),
        entity(LAB, "Lab", "Organization", "one", "two"),
        entity(BEN, "Ben", "Person", "two"),
    )
    facts = (
        fact(ADA, WORKS, LAB, said("one"), said("two", polarity="denied")),
        fact(ADA, LEADS, LAB, said("one"), said("two", tense="past")),
        fact(BEN, WORKS, LAB, said("two")),
        fact(LAB, YEAR, Quantity(1990), said("one")),
        fact(LAB, YEAR, Quantity(1991), said("two")),
    )
    return KnowledgeGraph(DOCUMENTS, entities, facts)


def told(before: KnowledgeGraph, after: KnowledgeGraph) -> list[tuple[str, str, object, object]]:
    changes = diff(before, after)
    return [(change.kind, change.triple.subject.rpartition("/")[2], change.was, change.now) for change in changes]


def test_two_documents() -> None:
    one, two = of_document(graph(), "one.txt"), of_document(graph(), "About two")
    assert told(one, two) == [
        ("new", "ben", None, None),
        ("new", "ben", None, "asserted"),
        ("other number", "lab", Quantity(1990), Quantity(1991)),
        ("other tense", "ada", "present", "past"),
        ("other verdict", "ada", "asserted", "denied"),
    ]
    assert told(two, one)[:2] == [("gone", "ben", None, None), ("gone", "ben", "asserted", None)]
    assert diff(one, one) == ()


def test_two_runs() -> None:
    before = graph()
    renamed = tuple(
        replace(each, label="Laboratory", cls=SCHEMA + "Place") if each.iri == LAB else each for each in before.entities
    )
    after = replace(before, entities=renamed, facts=before.facts[1:])
    assert told(before, after) == [
        ("other class", "lab", SCHEMA + "Organization", SCHEMA + "Place"),
        ("other name", "lab", "Lab", "Laboratory"),
        ("gone", "ada", "asserted", None),
    ]


def test_a_document_that_is_not_there_is_told_the_near_name() -> None:
    with pytest.raises(UnknownNameError, match=r"no document is called 'one.tx'; did you mean one.txt"):
        of_document(graph(), "one.tx")
    twins = replace(graph(), documents=tuple(replace(each, title="Twin") for each in DOCUMENTS))
    with pytest.raises(UnknownNameError, match="'Twin' is the name of one, two; give the id of one"):
        of_document(twins, "Twin")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    material = Material(graph(), load_ontology(), Settings())
    path.write_bytes(b"".join(chosen(["nq"])["graph.nq"](material)))
    return path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(commands, ["diff", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_as_text(file: Path) -> None:
    lines = run("one.txt", "two.txt", "--graph", str(file)).splitlines()
    assert lines[:2] == ["names: 1 new, 0 gone, 0 changed", "  + Ben is a «person»"]
    assert lines[2] == "facts: 1 new, 0 gone, 3 changed"
    assert lines[3] == '  + Ben «works for» Lab  two.txt: "as two says"'
    assert lines[4:] == [
        '  ~ Lab «founding year»: 1990 → 1991  two.txt: "as two says"',
        '  ~ Ada «leads» Lab: present → past  two.txt: "as two says"',
        '  ~ Ada «works for» Lab: asserted → denied  two.txt: "as two says"',
    ]


def test_the_command_as_json_and_turtle(file: Path) -> None:
    found = json.loads(run("one", "two", "--graph", str(file), "--format", "json"))
    assert [(each["what"], each["change"]) for each in found][:2] == [("name", "new"), ("fact", "new")]
    number = next(each for each in found if each["change"] == "other number")
    assert (number["was"], number["now"], number["object"]) == (1990, 1991, 1991)
    text = run("one", "two", "--graph", str(file), "--format", "turtle")
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    kinds = {quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(expand("tg:change")), None, None)}
    assert kinds == {"new", "other number", "other tense", "other verdict"}
    years = list(
        store.quads_for_pattern(
            None, ox.NamedNode(expand("tg:was")), ox.Literal("1990", datatype=ox.NamedNode(expand("xsd:integer"))), None
        )
    )
    assert len(years) == 1, "numbers keep their datatype"


def test_the_command_compares_files_and_refuses_what_is_not_there(file: Path, tmp_path: Path) -> None:
    assert run(str(file), str(file)) == "names: 0 new, 0 gone, 0 changed\nfacts: 0 new, 0 gone, 0 changed\n"
    missing = CliRunner().invoke(commands, ["diff", str(file), str(tmp_path / "grahp.nq")])
    assert missing.exit_code == 2
    assert "did you mean" in missing.output
    unknown = CliRunner().invoke(commands, ["diff", "one", "three", "--graph", str(file)])
    assert isinstance(unknown.exception, UnknownNameError)
    assert unknown.exception.exit_code == 2
