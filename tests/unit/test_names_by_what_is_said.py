"""New names by the words around them, by how they end and by the noun that a comma sets them off from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ontology import Ontology
from pipeline.run import assemble
from pipeline.settings import Settings

pytestmark = pytest.mark.slow

TOLD = (
    ("Veridant is written in Rust, and we ship it every Friday.", "Veridant", "Software"),
    ("First you install Quarrel, then you point it at your logs.", "Quarrel", "Software"),
    ("The maintainers of Pindrop asked for help.", "Pindrop", "Software"),
    ("Pellworth crashed again on my phone.", "Pellworth", "Software"),
    ("The vendor of MedLoop has a new office.", "MedLoop", "Software"),
    ("Tovik's CEO told me they were out of money.", "Tovik", "Organization"),
    ("The people over at Holbrand have been very kind.", "Holbrand", "Organization"),
    ("Pellworth laid off half of its staff.", "Pellworth", "Organization"),
    ("Pellworth raised nine million to build a second mill.", "Pellworth", "Organization"),
    ("At Osprey Freight we have two hundred trucks.", "Osprey Freight", "Organization"),
    ("The carmaker Velloni has shut its plant.", "Velloni", "Organization"),
    ("Velloni, the carmaker, has shut its plant.", "Velloni", "Organization"),
    ("Hale Marsh LLP took the case.", "Hale Marsh LLP", "Organization"),
    ("I chair the housing trust, Bellwether Homes.", "Bellwether Homes", "Organization"),
    ("I shot this on the ZV9, with a cheap lens.", "ZV9", "Hardware"),
    ("We flew the first drone, the Petrel, in June.", "Petrel", "Hardware"),
    ("I write a newsletter on the side, Loose Gravel.", "Loose Gravel", "CreativeWork"),
    ("There's a mural by the station, High Water, and everybody loves it.", "High Water", "CreativeWork"),
    ("Have you read Salt Roads by Imre Holt?", "Salt Roads", "CreativeWork"),
    ("I fine-tuned Corvel on my own emails.", "Corvel", "AIModel"),
    ("We trained Corvid-2 in nine days.", "Corvid-2", "AIModel"),
    ("I met him at ZigConf last year in Lyon.", "ZigConf", "Event"),
    ("Grew up in Wexcombe, moved to London at nineteen.", "Wexcombe", "Place"),
    ("Our database is Granary and the front end is all Elm.", "Granary", "Software"),
)
NOT_TOLD = (
    ("I live in Fear of that man.", "Fear"),
    ("I was born in Captivity.", "Captivity"),
    ("We moved everything to Thursday.", "Thursday"),
    ("She's our Chief Financial Officer.", "Chief Financial"),
    ("He is the Chief Medical Officer here.", "Chief Medical"),
    ("Our language is English, and our teacher is from Leeds.", "English"),
    ("She's reading English at Oxford.", "English"),
    ("He runs a shop in town, Monday to Friday.", "Monday"),
    ("He left the company in May, June and July were quiet.", "June"),
    ("I read it in the paper, Okay?", "Okay"),
    ("The NoCon argument was silly.", "NoCon"),
    ("The manager of Sales at the mill quit.", "Sales"),
    ("The company was Japanese.", "Japanese"),
    ("They were hired by the Officer on duty.", "Officer"),
    ("My favourite day is Sunday.", "Sunday"),
)


def things(text: str, ontology: Ontology, folder: Path) -> dict[str, str]:
    path = folder / "talk.txt"
    path.write_text(text + "\n", encoding="utf-8")
    found, _ = assemble([path], ontology, Settings())
    return {entity.label: entity.cls.rpartition("#")[2] for entity in found.entities}


@pytest.mark.parametrize(("text", "name", "cls"), TOLD)
def test_what_is_said_of_a_name_tells_its_class(
    text: str, name: str, cls: str, ontology: Ontology, tmp_path: Path
) -> None:
    assert things(text, ontology, tmp_path).get(name) == cls


@pytest.mark.parametrize(("text", "word"), NOT_TOLD)
def test_what_is_no_name_stays_none(text: str, word: str, ontology: Ontology, tmp_path: Path) -> None:
    assert word not in things(text, ontology, tmp_path)


def test_a_given_name_that_ends_the_sentence_is_spoken_to(ontology: Ontology, tmp_path: Path) -> None:
    assert things("I walked to the shop, Sam.", ontology, tmp_path).get("Sam") in (None, "Person")


def test_a_context_holds_for_all_mentions(ontology: Ontology, tmp_path: Path) -> None:
    found = things("Everybody loved Lanternfish. You install Lanternfish in a minute.", ontology, tmp_path)
    assert found == {"Lanternfish": "Software"}
