"""`talkgraph learn`: the worked example of docs/ontology.md, football out of forty sentences, and the rules of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build_graph
from pipeline.cli import commands
from pipeline.evaluate import evaluate
from pipeline.learn import Demands, Proposals, learn, write
from pipeline.learn.writing import turtle
from pipeline.ontology import load_ontology
from pipeline.ontology_check import check
from pipeline.records import Quantity
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

ROOT = Path(__file__).parents[1]
FOOTBALL = ROOT / "examples" / "football"
PREFIXES = """
@prefix ex: <https://example.org/z#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix tg: <https://w3id.org/talkgraph/schema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def blocks(kind: str) -> list[str]:
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)


def facts(text: Path, ontology: Path) -> set[str]:
    graph = build_graph([text], Settings(ontology=ontology))
    labels = {entity.iri: entity.label for entity in graph.entities}
    return {
        f"{labels[fact.triple.subject]} {local_name(fact.triple.predicate)} {labels[str(fact.triple.object)]}"
        for fact in graph.facts
        if fact.asserted
    }


@pytest.mark.slow
def test_the_worked_example_teaches_what_the_page_says(tmp_path: Path) -> None:
    pharma = tmp_path / "pharma"
    pharma.mkdir()
    for name, turtle_block in zip(("schema.ttl", "more.ttl"), blocks("turtle"), strict=True):
        (pharma / name).write_text(turtle_block, encoding="utf-8")
    [lines], [told] = blocks("jsonl"), blocks("proposals")
    assert len({json.loads(line)["sentence"] for line in lines.splitlines()}) == 30
    examples, output = tmp_path / "examples.jsonl", tmp_path / "proposals.ttl"
    examples.write_text(lines, encoding="utf-8")
    command = ["learn", str(examples), "--ontology", str(pharma), "-o", str(output), "--apply", "0.8"]
    result = CliRunner().invoke(commands, command, catch_exceptions=False)
    assert result.exit_code == 0
    assert "Look at these first" in result.output
    assert str(output) in result.output
    proposed = output.read_text(encoding="utf-8")
    assert all(block.strip() in proposed for block in told.split("\n\n"))
    learnt = tmp_path / "proposals"
    text = tmp_path / "talk.txt"
    text.write_text(blocks("learnt-text")[0], encoding="utf-8")
    assert facts(text, learnt) == set(blocks("learnt-facts")[0].splitlines())
    assert [finding for finding in check(load_ontology(learnt)) if finding.kind == "mistake"] == []
    assert (learnt / "schema.ttl").read_bytes() == (pharma / "schema.ttl").read_bytes()


@pytest.mark.slow
def test_football_learnt_from_forty_sentences_reaches_its_floor(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    written = (FOOTBALL / "ontology" / "schema.ttl").read_text(encoding="utf-8")
    bare_text = re.sub(r" ;\s*tg:lexicalisation\s.*?\] \.", " .", written, flags=re.DOTALL)
    (bare / "schema.ttl").write_text(bare_text, encoding="utf-8")
    assert not any(predicate.lexicalisations for predicate in load_ontology(bare).predicates.values())
    proposals = learn([FOOTBALL / "examples.jsonl"], Settings(ontology=bare))
    assert len(proposals.documents) == 40
    assert turtle(proposals) == turtle(learn([FOOTBALL / "examples.jsonl"], Settings(ontology=bare)))
    write(proposals, tmp_path / "proposals.ttl", least=0.6, into=tmp_path / "learnt")
    graph = tmp_path / "graph.ttl"
    build_graph([FOOTBALL / "transcript.txt"], Settings(ontology=tmp_path / "learnt")).save(graph)
    result = evaluate(graph, FOOTBALL / "expected.yaml", ontology=tmp_path / "learnt")
    assert result.score["relations"]["f1"] >= 0.75, result.errors


SMALL = PREFIXES + (
    'ex:Firm a owl:Class ; rdfs:label "firm" ; tg:nerLabel "ORG" ; tg:nameEnding "Labs" .\n'
    'ex:rivals a owl:ObjectProperty ; rdfs:label "rivals" ; rdfs:domain ex:Firm ; rdfs:range ex:Firm .\n'
    'ex:Person a owl:Class ; rdfs:label "person" ; tg:nerLabel "PERSON" .\n'
    'ex:born a owl:DatatypeProperty ; rdfs:label "born" ; rdfs:domain ex:Person ; rdfs:range xsd:gYear .\n'
    'ex:founded a owl:DatatypeProperty ; rdfs:label "founded" ; rdfs:domain ex:Firm ; rdfs:range xsd:gYear .\n'
)


def taught(folder: Path, *rows: tuple[str, str, str, str], sources: int = 2, partial: bool = False) -> Proposals:
    """What sentences teach; a row is sentence, subject, predicate, object."""
    ontology = folder / "ontology"
    ontology.mkdir(exist_ok=True)
    (ontology / "schema.ttl").write_text(SMALL, encoding="utf-8")
    fields = ("sentence", "subject", "predicate", "object")
    lines = [json.dumps(dict(zip(fields, row, strict=True))) for row in rows]
    (folder / "examples.jsonl").write_text("\n".join(lines), encoding="utf-8")
    settings = Settings(ontology=ontology)
    return learn([folder / "examples.jsonl"], settings, demands=Demands(sources), partial=partial)


def wordings(proposals: Proposals) -> set[tuple[str, str]]:
    return {(pattern.wording.kind, pattern.wording.words) for pattern in proposals.patterns}


@pytest.mark.slow
def test_a_pattern_needs_more_than_one_sentence_and_no_denial(tmp_path: Path) -> None:
    once = ("Brook Labs fights Alder Labs.", "Brook Labs", "rivals", "Alder Labs")
    denied = (
        "Cedar Labs does not fight Elm Labs, whatever Cedar Labs thinks of it.",
        "Cedar Labs",
        "rivals",
        "Elm Labs",
    )
    assert ("verb", "fight") not in wordings(taught(tmp_path, once, denied))
    twice = ("Birch Labs fights Elm Labs in court.", "Birch Labs", "rivals", "Elm Labs")
    found = taught(tmp_path, once, denied, twice)
    [pattern] = [p for p in found.patterns if (p.wording.kind, p.wording.words) == ("verb", "fight")]
    assert (pattern.wording.domain_role, pattern.wording.range_role) == ("subject", "object")
    assert pattern.tally.counts == (2, 0)
    assert 0.5 < pattern.held < pattern.precision < 1


@pytest.mark.slow
def test_what_the_examples_do_not_say_speaks_against_a_pattern(tmp_path: Path) -> None:
    said = [
        ("Brook Labs met Alder Labs.", "Brook Labs", "rivals", "Alder Labs"),
        ("Birch Labs met Elm Labs.", "Birch Labs", "rivals", "Elm Labs"),
    ]
    against = [
        ("Cedar Labs met Elm Labs, and Cedar Labs fights Yew Labs.", "Cedar Labs", "rivals", "Yew Labs"),
        ("Alder Labs met Birch Labs, and Alder Labs fights Yew Labs.", "Alder Labs", "rivals", "Yew Labs"),
        ("Brook Labs met Cedar Labs, and Brook Labs fights Yew Labs.", "Brook Labs", "rivals", "Yew Labs"),
    ]
    assert ("verb", "meet") in wordings(taught(tmp_path, *said))
    found = wordings(taught(tmp_path, *said, *against))
    assert ("verb", "meet") not in found
    assert ("verb", "fight") in found


@pytest.mark.slow
def test_literals_are_learnt_and_found(tmp_path: Path) -> None:
    found = taught(
        tmp_path,
        ("Brook Labs opened its doors in 1958.", "Brook Labs", "founded", "1958"),
        ("Birch Labs opened its doors in 1971.", "Birch Labs", "founded", "1971"),
    )
    write(found, tmp_path / "proposals.ttl", least=0.5)
    text = tmp_path / "talk.txt"
    text.write_text("We heard that Cedar Labs opened its doors in 1984, far away.", encoding="utf-8")
    graph = build_graph([text], Settings(ontology=tmp_path / "proposals"))
    values = [fact.triple.object for fact in graph.facts if fact.asserted]
    assert [value.value for value in values if isinstance(value, Quantity)] == ["1984"]
    saved = graph.save(tmp_path / "graph.ttl")
    assert '"1984"^^xsd:gYear' in (tmp_path / "graph.ttl").read_text(encoding="utf-8"), saved


@pytest.mark.slow
def test_a_noun_that_ties_a_person_to_a_year_is_no_office(tmp_path: Path) -> None:
    found = taught(
        tmp_path,
        ("Anna Miller is a child of 1950.", "Anna Miller", "born", "1950"),
        ("Peter Smith is a child of 1961.", "Peter Smith", "born", "1961"),
    )
    assert ("noun", "child") in wordings(found)
    assert "office" not in {kind for kind, _ in wordings(found)}


@pytest.mark.slow
def test_titles_are_names_only_where_an_ontology_asks_for_them(tmp_path: Path) -> None:
    text = tmp_path / "talk.txt"
    text.write_text('"Marsh in Winter" was sung by Ada Quill. Low Water is a song of 1971.', encoding="utf-8")
    named = {}
    for asks in ("true", "false"):
        folder = tmp_path / asks
        folder.mkdir()
        schema = f'ex:Thing a owl:Class ; rdfs:label "thing" ; tg:anyName {asks} .\n'
        schema += 'ex:likes a owl:ObjectProperty ; rdfs:label "likes" .\n'
        (folder / "schema.ttl").write_text(PREFIXES + schema, encoding="utf-8")
        named[asks] = {entity.label for entity in build_graph([text], Settings(ontology=folder)).entities}
    assert named["true"] >= {"Marsh in Winter", "Low Water", "Ada Quill"}
    assert named["false"] == set()


def test_a_copy_never_lies_in_the_folder_it_copies(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "schema.ttl").write_text(SMALL, encoding="utf-8")
    examples = tmp_path / "examples.jsonl"
    row = {
        "sentence": "Brook Labs fights Elm Labs.",
        "subject": "Brook Labs",
        "predicate": "rivals",
        "object": "Elm Labs",
    }
    examples.write_text(json.dumps(row), encoding="utf-8")
    command = ["learn", str(examples), "--ontology", str(folder), "-o", str(tmp_path / "p.ttl"), "--apply", "0.5"]
    result = CliRunner().invoke(commands, [*command, "--into", str(folder / "copy")])
    assert "copy of" in str(result.exception)
    assert not (tmp_path / "p.ttl").exists()
