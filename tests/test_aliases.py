"""A person's decision in `aliases.ttl` next to the documents holds on every later run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import OntologyError
from pipeline.ontology import load_ontology
from pipeline.run import build_graph

TALK = "We met the people of Grunfeld in Ghent. Grunfeld builds boats, and Grunfeld was founded by Ada Okafor."
DECIDED = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tg: <https://w3id.org/talkgraph/schema#> .
<https://example.org/gruenfeld> a tg:Organization ; skos:prefLabel "Grünfeld Shipyard" ; skos:hiddenLabel "Grunfeld" .
"""


@pytest.mark.slow
def test_a_confirmed_name_is_applied(tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(TALK, encoding="utf-8")
    before = {entity.label for entity in build_graph([talk]).entities}
    (tmp_path / "aliases.ttl").write_text(DECIDED, encoding="utf-8")
    after = {entity.label: entity for entity in build_graph([tmp_path]).entities}
    assert "Grünfeld Shipyard" not in before
    assert after["Grünfeld Shipyard"].iri == "https://example.org/gruenfeld"
    assert "Grunfeld" not in after


def test_a_confirmed_name_wins_over_the_gazetteer(tmp_path: Path) -> None:
    decided = tmp_path / "aliases.ttl"
    decided.write_text(DECIDED.replace('"Grunfeld"', '"Summit"'), encoding="utf-8")
    assert load_ontology(confirmed=[decided]).names["summit"] == ("https://example.org/gruenfeld",)


def test_a_name_of_nothing_is_refused(tmp_path: Path) -> None:
    decided = tmp_path / "aliases.ttl"
    decided.write_text(DECIDED.replace("a tg:Organization ; ", ""), encoding="utf-8")
    with pytest.raises(OntologyError, match="give it a class"):
        load_ontology(confirmed=[decided])


def test_the_recipe_of_the_readme_works_as_it_stands(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    recipe = re.search(r"```turtle\n(<[^>]*eleutherai> skos:hiddenLabel .*?)```", readme, re.DOTALL)
    assert recipe, "the README shows how a name is settled"
    (tmp_path / "aliases.ttl").write_text(recipe[1], encoding="utf-8")
    ontology = load_ontology(confirmed=[tmp_path / "aliases.ttl"])
    assert ontology.entities[ontology.names["luther"][0]].label == "EleutherAI"


@pytest.mark.slow
def test_what_was_heard_stays_what_was_heard(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(
        "We met the people of Grunfeld in Ghent. Grunfeld builds boats.", encoding="utf-8"
    )
    (tmp_path / "aliases.ttl").write_text(DECIDED, encoding="utf-8")
    found = {entity.label: entity for entity in build_graph([tmp_path]).entities}["Grünfeld Shipyard"]
    assert (found.aliases, found.heard) == ((), ("Grunfeld",))


@pytest.mark.slow
def test_a_name_of_a_run_needs_no_class(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    before = {entity.label: entity for entity in build_graph([tmp_path]).entities}
    meant = before["Ada Okafor"].iri
    (tmp_path / "aliases.ttl").write_text(f'<{meant}> skos:hiddenLabel "Grunfeld" .', encoding="utf-8")
    after = {entity.label: entity for entity in build_graph([tmp_path]).entities}
    assert "Grunfeld" not in after
    assert "Grunfeld" in after["Ada Okafor"].heard
