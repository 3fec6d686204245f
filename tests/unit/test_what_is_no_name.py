"""Capitals that name nothing, one thing under two names, and names by their endings: from sentences to entities."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ontology import Ontology
from pipeline.run import assemble
from pipeline.settings import Settings

pytestmark = pytest.mark.slow


def things(text: str, ontology: Ontology, folder: Path) -> dict[str, str]:
    path = folder / "talk.txt"
    path.write_text(text, encoding="utf-8")
    found, _ = assemble([path], ontology, Settings())
    return {entity.label: entity.cls.rpartition("#")[2] for entity in found.entities}


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("In the end the Keynesians lost the debate.", "Keynesians"),
        ("Many Asian Americans came to the march.", "Asian Americans"),
        ("Ada Quill is the current Minister of Border Security.", "Border Security"),
        ("We talked with National Security Advisor Ada Quill.", "National Security"),
        ("She went to the EE department, and he to the IT business.", "EE"),
        ("The Castellan government fell in spring.", "Castellan"),
        ("Are you the guest? Is it Ms. Yes, I am.", "Yes"),
    ],
)
def test_what_has_capitals_and_is_no_name(text: str, nothing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert nothing not in things(text, ontology, tmp_path)


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("They won medals at the Northern Maths Olympiad.", "Northern Maths Olympiad", "Event"),
        ("I was in Lisbon at the Festival of Lanterns.", "Festival of Lanterns", "Event"),
        ("In our town Founders Day is sacred.", "Founders Day", "Event"),
        ("She runs the Quillon Research Collective.", "Quillon Research Collective", "Organization"),
        ("They appealed to the Court of Harbour Affairs.", "Court of Harbour Affairs", "Organization"),
    ],
)
def test_names_by_their_first_or_last_word(text: str, name: str, cls: str, ontology: Ontology, tmp_path: Path) -> None:
    assert things(text, ontology, tmp_path).get(name) == cls


def test_what_the_document_calls_so_is_meant_throughout(ontology: Ontology, tmp_path: Path) -> None:
    found = things("I work on a product called Kraken. Kraken runs on Linux. We bill with Kraken.", ontology, tmp_path)
    assert found["Kraken"] == "Software"


def test_one_thing_has_one_name(ontology: Ontology, tmp_path: Path) -> None:
    text = "Ada Quill leads the Harbour Institute. The Institute has many rooms."
    assert "Institute" not in things(text, ontology, tmp_path)
    text = "Arvid F. Quillon Jr. wrote a memo. Arvid Quillon was a lawyer, and Quillon won."
    assert set(things(text, ontology, tmp_path)) == {"Arvid F. Quillon Jr."}


def test_the_next_line_of_captions_is_no_part_of_a_name(ontology: Ontology, tmp_path: Path) -> None:
    lines = [
        "Dozens of tigers live here in the United States [[00:02:54](https://example.org/watch?t=174)]",
        "*  Exhibitors were told to stay. [[00:02:59](https://example.org/watch?t=179)]",
    ]
    assert set(things("\n".join(lines), ontology, tmp_path)) == {"United States"}


def test_namesakes_are_told_apart(ontology: Ontology, tmp_path: Path) -> None:
    assert things("He left Gary, Indiana, when he was ten.", ontology, tmp_path)["Gary"] == "Place"
    assert things("CJ helped a lot. I asked CJ and Kirsten.", ontology, tmp_path)["CJ"] == "Person"
    assert "OJ" not in things("The OJ project failed.", ontology, tmp_path)
    assert things("My mother had Huntington's disease.", ontology, tmp_path)["Huntington's disease"] == "Condition"
    found = things("One theory is integrated information theory (IIT). IIT is old.", ontology, tmp_path)
    assert set(found) == {"integrated information theory"}
    found = things("The American Civil War ended. After the Civil War he left.", ontology, tmp_path)
    assert set(found) == {"American Civil War"}
    assert things("We serve Kroger and Target. Wendy's grew.", ontology, tmp_path)["Wendy's"] == "Organization"
    assert "JLM52" not in things("What about JLM52? JLM52 is fast.", ontology, tmp_path)
    found = things("OpenStreetMap is free. OpenFreeMap serves it, and LakeMap sells it.", ontology, tmp_path)
    assert found["OpenFreeMap"] == found["LakeMap"] == "Software"
    found = things("Then Derek Holm Celtics fans left. The Celtics won.", ontology, tmp_path)
    assert set(found) == {"Derek Holm", "Boston Celtics"}
    assert things("She teaches Verdi operas.", ontology, tmp_path) == {"Giuseppe Verdi": "Person"}


def test_titles_keep_their_articles(ontology: Ontology, tmp_path: Path) -> None:
    found = things("She wrote two books, including Thrive and The Sleep Revolution.", ontology, tmp_path)
    assert found["The Sleep Revolution"] == "CreativeWork"
    found = things("Her book The Quiet Harbour sold well.", ontology, tmp_path)
    assert found == {"The Quiet Harbour": "CreativeWork"}
    assert things("In this book The Hague is bombed.", ontology, tmp_path) == {"The Hague": "Place"}
    assert not things("I wrote a book A friend of mine read.", ontology, tmp_path)


def test_a_place_may_only_make_a_question_stronger(ontology: Ontology, tmp_path: Path) -> None:
    assert not things("How on Earth could that happen?", ontology, tmp_path)
    assert things("It is the best town on Earth.", ontology, tmp_path) == {"Earth": "Place"}
