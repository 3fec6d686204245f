"""Examples in three formats, and what is said where they cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.learn.examples import Example, read_examples
from pipeline.ontology import Ontology, load_ontology
from pipeline.vocabulary import local_name

SCHEMA = """
@prefix ex: <https://example.org/z#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Firm a owl:Class . ex:Person a owl:Class .
ex:employs a owl:ObjectProperty ; rdfs:label "employs" ; rdfs:domain ex:Firm ; rdfs:range ex:Person ;
    owl:inverseOf ex:employedBy .
ex:employedBy a owl:ObjectProperty .
"""
SENTENCE = "Acme Labs hired Jane Doe in May."
LINE = {"sentence": SENTENCE, "subject": "Acme Labs", "predicate": "employs", "object": "Jane Doe"}
TURTLE = """
@prefix ex: <https://example.org/z#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix tg: <https://w3id.org/talkgraph/schema#> .
ex:acme a ex:Firm ; rdfs:label "Acme Labs" . ex:jane a ex:Person ; rdfs:label "Jane Doe" .
[] a rdf:Statement ; rdf:subject ex:acme ; rdf:predicate ex:employs ; rdf:object ex:jane ;
    tg:quote "Acme Labs hired Jane Doe in May." .
"""
GOLD = """
document: talk
entities:
- {name: Acme Labs, type: [Firm], surface: [Acme Labs, Acme]}
- {name: Jane Doe, type: [Person], surface: [Jane Doe]}
relations:
- [Jane Doe, employedBy, Acme Labs]
evidence:
- [Jane Doe, employedBy, Acme Labs, "Acme Labs hired Jane Doe"]
not_stated:
- [Acme Labs, employs, Acme Labs, "in May"]
"""


@pytest.fixture
def ontology(tmp_path: Path) -> Ontology:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "schema.ttl").write_text(SCHEMA, encoding="utf-8")
    return load_ontology(folder)


def read(tmp_path: Path, name: str, content: str, ontology: Ontology) -> list[Example]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return read_examples([path], ontology)


@pytest.mark.parametrize(("name", "content"), [("a.jsonl", json.dumps(LINE)), ("a.ttl", TURTLE), ("talk.yaml", GOLD)])
def test_each_format_says_the_same(tmp_path: Path, ontology: Ontology, name: str, content: str) -> None:
    (tmp_path / "talk.txt").write_text(SENTENCE, encoding="utf-8")
    [example] = read(tmp_path, name, content, ontology)
    assert example.document.text.strip() == SENTENCE
    [fact] = example.facts
    assert (fact.subject, local_name(fact.predicate), fact.object) == ("Acme Labs", "employs", "Jane Doe")
    assert {(thing.name, *map(local_name, thing.classes)) for thing in example.things} == {
        ("Acme Labs", "Firm"),
        ("Jane Doe", "Person"),
    }


def test_evidence_is_found_and_what_tempts_is_kept_apart(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "talk.txt").write_text(SENTENCE, encoding="utf-8")
    [example] = read(tmp_path, "talk.yaml", GOLD, ontology)
    [(begin, end)] = example.facts[0].spans
    assert example.document.text[begin:end] == "Acme Labs hired Jane Doe"
    assert [fact.object for fact in example.tempting] == ["Acme Labs"]


def test_lines_of_one_sentence_are_one_example_of_their_document(tmp_path: Path, ontology: Ontology) -> None:
    lines = [LINE | {"document": "talk-1"}, LINE | {"object": "Ann Lee", "document": "talk-1"}]
    [example] = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)), ontology)
    assert [fact.object for fact in example.facts] == ["Jane Doe", "Ann Lee"]
    assert example.origin == "talk-1"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"sentence": "x"}', "line 1: lacks subject, predicate, object"),
        ("a.jsonl", "[1", "line 1: not a JSON object"),
        ("a.jsonl", json.dumps(LINE | {"predicate": "owns"}), "has no predicate 'owns'"),
        ("a.jsonl", json.dumps(LINE | {"subject_class": "Tree"}), "has no class 'Tree'"),
        ("a.jsonl", "", "no examples"),
        ("a.ttl", "ex:a", "not valid Turtle"),
        ("a.ttl", TURTLE.replace("rdf:object ex:jane ;", ""), "lacks rdf:subject, rdf:predicate or rdf:object"),
        ("a.yaml", "entities: 3", "not a gold graph"),
        ("a.yaml", "a: [", "not a YAML file"),
        ("a.yaml", GOLD.replace("document: talk", "document: gone"), "its document gone.* is not here"),
        ("a.txt", "x", "examples are gold graphs"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(
    tmp_path: Path, ontology: Ontology, name: str, content: str, message: str
) -> None:
    with pytest.raises(InputError, match=message.replace(".*", r"\.\*")) as raised:
        read(tmp_path, name, content, ontology)
    assert str(tmp_path / name) in str(raised.value)
