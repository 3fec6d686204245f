"""`talkgraph ontology check`, and the worked example of docs/ontology.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import build_graph
from pipeline.cli import commands
from pipeline.ontology import load_ontology
from pipeline.ontology_check import check
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

ROOT = Path(__file__).parents[1]
PREFIXES = """@prefix ex: <https://example.org/x#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/talkgraph/schema#> .
ex:Person a owl:Class ; rdfs:label "person"@en ; tg:nerLabel "PERSON" .
ex:Firm a owl:Class ; rdfs:label "firm"@en ; tg:nerLabel "ORG" .
"""


LIKES = "ex:likes a owl:ObjectProperty ; rdfs:label 'likes'@en ; rdfs:domain ex:Person ; rdfs:range ex:Firm ; "


def block(kind: str) -> str:
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    found = re.search(rf"```{kind}\n(.*?)```", page, re.DOTALL)
    assert found, f"docs/ontology.md has no {kind} block"
    return found[1]


def messages(folder: Path, turtle: str) -> list[str]:
    (folder / "schema.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    return [f"{finding.kind} {finding.term}: {finding.message}" for finding in check(load_ontology(folder))]


@pytest.mark.slow
def test_the_worked_example_says_what_the_page_says(tmp_path: Path) -> None:
    folder = tmp_path / "pharma"
    folder.mkdir()
    (folder / "schema.ttl").write_text(block("turtle"), encoding="utf-8")
    talk = tmp_path / "talk.txt"
    talk.write_text(block("text"), encoding="utf-8")
    graph = build_graph([talk], Settings(ontology=folder))
    labels = {entity.iri: entity.label for entity in graph.entities}
    said = {
        f"{labels[fact.triple.subject]} {local_name(fact.triple.predicate)} "
        + (labels[target] if isinstance(target := fact.triple.object, str) else f"{target.value:g}")
        for fact in graph.facts
        if fact.asserted
    }
    assert said == set(block("facts").splitlines())
    assert [finding for finding in check(graph.ontology, [talk]) if finding.kind == "mistake"] == []


@pytest.mark.parametrize("folder", [ROOT / "ontology", ROOT / "examples" / "football" / "ontology"])
def test_what_ships_has_no_mistake(folder: Path) -> None:
    assert [finding for finding in check(load_ontology(folder)) if finding.kind == "mistake"] == []


def test_a_predicate_without_words_is_a_mistake(tmp_path: Path) -> None:
    found = messages(
        tmp_path, "ex:likes a owl:ObjectProperty ; rdfs:label 'likes'@en ; rdfs:domain ex:Person ; rdfs:range ex:Firm ."
    )
    assert any(line.startswith("mistake likes: has no tg:lexicalisation") for line in found)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("tg:verb 'like' ; tg:domainRole 'bearer' ; tg:rangeRole 'object'", 'no role "bearer"'),
        ("tg:verb 'like' ; tg:domainRole 'subject' ; tg:rangeRole 'objekt'", 'write "object"'),
        ("tg:verb 'like' ; tg:domainRole 'subject' ; tg:rangeRole 'object' ; tg:weight 3", "has the weight 3"),
        ("tg:verb 'like' ; tg:domainRole 'subject' ; tg:rangeRole 'object' ; tg:rangeClass ex:Person", "excludes"),
    ],
)
def test_slips_in_a_lexicalisation_are_mistakes(tmp_path: Path, words: str, message: str) -> None:
    turtle = f"{LIKES} tg:lexicalisation [ {words} ] ."
    assert any(line.startswith("mistake likes: ") and message in line for line in messages(tmp_path, turtle))


def test_a_preposition_is_no_slip(tmp_path: Path) -> None:
    turtle = f"{LIKES} tg:lexicalisation [ tg:verb 'work' ; tg:domainRole 'subject' ; tg:rangeRole 'alongside' ] ."
    assert not [line for line in messages(tmp_path, turtle) if line.startswith("mistake")]


def test_words_of_two_predicates_are_noted(tmp_path: Path) -> None:
    turtle = "".join(
        f"ex:{name} a owl:ObjectProperty ; rdfs:label '{name}'@en ; rdfs:domain ex:Person ; rdfs:range ex:Firm ; "
        "tg:lexicalisation [ tg:verb 'like' ; tg:domainRole 'subject' ; tg:rangeRole 'object' ] .\n"
        for name in ("likes", "admires")
    )
    assert any('the verb "like" also says likes' in line for line in messages(tmp_path, turtle))


def test_the_command_ends_with_three_on_a_mistake(tmp_path: Path) -> None:
    messages(
        tmp_path, "ex:likes a owl:ObjectProperty ; rdfs:label 'likes'@en ; rdfs:domain ex:Person ; rdfs:range ex:Firm ."
    )
    result = CliRunner().invoke(commands, ["ontology", "check", str(tmp_path)])
    assert "mistake: likes" in result.output
    assert getattr(result.exception, "exit_code", None) == 3


@pytest.mark.slow
def test_predicates_that_never_fire_are_named(tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("In that year Google acquired YouTube.", encoding="utf-8")
    silent = {finding.term for finding in check(load_ontology(), [talk]) if "never fires" in finding.message}
    assert "acquiredBy" not in silent
    assert {"hasCondition", "parameterCount"} <= silent
