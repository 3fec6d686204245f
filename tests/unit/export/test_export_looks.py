"""Colour and shape belong to the ontology: the same on every page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from samples import GARDEN, SCHEMA_TTL, garden_graph

from pipeline.errors import OntologyError
from pipeline.export.looks import COLOURINGS, colourings, looks_of
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Entity, KnowledgeGraph
from pipeline.vocabulary import SCHEMA


def look(graph: KnowledgeGraph, ontology: Ontology, cls: str) -> tuple[int, str]:
    found = looks_of(graph, ontology)[cls]
    return found.colour, found.shape


def people_and(*classes: str) -> KnowledgeGraph:
    return KnowledgeGraph((), tuple(Entity(f"x:{i}", str(i), SCHEMA + cls) for i, cls in enumerate(classes)), ())


def test_a_person_looks_the_same_whatever_else_there_is() -> None:
    ontology = load_ontology()
    alone = look(people_and("Person"), ontology, SCHEMA + "Person")
    among = look(people_and("Place", "Place", "AIModel", "AIModel", "Person"), ontology, SCHEMA + "Person")
    assert alone == among == (0, "circle")


def test_all_classes_of_the_shipped_ontology_look_different() -> None:
    found = colourings(load_ontology())
    assert len(set(found.values())) == len(found)


def test_other_ontologies_get_looks_by_a_fixed_rule(tmp_path: Path) -> None:
    prefix = "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix g: <https://example.org/garden#> .\n"
    more = "".join(f"g:Kind{i:02} a owl:Class .\n" for i in range(30))
    (tmp_path / "schema.ttl").write_text(SCHEMA_TTL + prefix + more, encoding="utf-8")
    found = colourings(load_ontology(tmp_path))
    assert len(set(found.values())) == len(found) == 32
    assert found[GARDEN + "Gardener"] == COLOURINGS[0], "in the order of IRIs"
    assert found == colourings(load_ontology(tmp_path))


def test_what_the_ontology_gives_stands(tmp_path: Path) -> None:
    given = SCHEMA_TTL + 'g:Plant tg:colour "blue" ; tg:shape "circle" . g:Gardener tg:colour "blue" .'
    (tmp_path / "schema.ttl").write_text(given, encoding="utf-8")
    found = colourings(load_ontology(tmp_path))
    assert found[GARDEN + "Plant"] == ("blue", "circle")
    assert found[GARDEN + "Gardener"][0] == "blue"
    assert found[GARDEN + "Gardener"] != found[GARDEN + "Plant"]


def test_a_colour_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "schema.ttl").write_text(SCHEMA_TTL + 'g:Plant tg:colour "mauve" .', encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mauve.*use one of blue, vermilion"):
        load_ontology(tmp_path)


def test_a_class_that_the_ontology_does_not_know_looks_the_same_everywhere(garden: Ontology) -> None:
    graph = garden_graph()
    strange = tuple(replace(entity, cls="x:Strange") for entity in graph.entities)
    one = looks_of(replace(graph, entities=strange), garden)["x:Strange"]
    other = looks_of(replace(graph, entities=(*graph.entities, strange[0])), garden)["x:Strange"]
    assert (one.colour, one.shape) == (other.colour, other.shape)
