"""Names that lists, halves, addresses and the shape of the name give away, words that are none,
known names inside longer ones, products that are companies, and several spellings of one known name."""

from __future__ import annotations

from pathlib import Path

import pytest
from name_helpers import things

from pipeline.ontology import Ontology

pytestmark = pytest.mark.slow


FOUND = (
    ("Firms like Odrilla and Mintcove are hiring.", "Mintcove Organization"),
    ("We looked at databases such as Postgres, Krellstone and Oxhide.", "Oxhide Software"),
    ("More than forty banks, including BNX and Harrow Trust, use it.", "BNX Organization"),
    ("North and South Korea agreed to talk again.", "North Korea Place"),
    ("Those who lived through World War I and II remember it.", "World War II Event"),
    ("The invasion of Ukraine changed how we buy gas.", "Ukraine Place"),
    ("You can order it from walnutkeg.com and pay later.", "walnutkeg.com Software"),
    ("The ruling in Callard v. Nevada surprised everyone.", "Callard v. Nevada Event"),
    ("I was at AdVirelle for six years.", "AdVirelle Organization"),
    ("Tell us about Parable, the company you started.", "Parable Organization"),
    ("I work for a small company in Ghent that is called Sketchbell.", "Sketchbell Organization"),
    ("She runs a studio called Moth and Lantern in Austin.", "Moth and Lantern Organization"),
    ("We use a library named tinyroute and it works.", "tinyroute Software"),
    ("He left the Falcons for the Utah Peaks.", "Utah Peaks Organization"),
    ("United Nations Rescue and Works Agency staff left.", "United Nations Rescue and Works Agency Organization"),
    ("The Halverd Institute for Ocean Research said so.", "Halverd Institute for Ocean Research Organization"),
    ("The Office of Land and Coastal Planning refused.", "Office of Land and Coastal Planning Organization"),
    (
        "The American Arab Anti-Discrimination Committee filed a suit.",
        "American Arab Anti-Discrimination Committee Organization",
    ),
    ("We flew into Newark International Airport at night.", "Newark International Airport Place"),
    ("Her mother was diagnosed with Harlan syndrome.", "Harlan syndrome Condition"),
    ("He plays with running Ubuntu on it. Ubuntu is nice.", "Ubuntu Software"),
    ("We met people from firms like Notion and Snorkel.", "Notion Organization"),
    ("Let's say you are a Python programmer. My brother is a Python developer. I like Python.", "Python Software"),
    ("Orla's lab makes medicines in Boston.", "Orla Person"),
    ("Um Brightlane AI, we know nothing about it.", "Brightlane AI Organization"),
    ("An executive at Ada Okafor Construction who wrote it said so.", "Ada Okafor Construction Organization"),
    ("She leads Microsoft Deep Ocean Research.", "Microsoft Deep Ocean Research Organization"),
    ("# Grok 7.5 vs gpt-5.9, and Apple Sues OpenAI\n\nAda: Hello there.", "gpt-5.9 AIModel"),
    ("We met Satya Nadella. Then Sati Nadella left.", "Satya Nadella Person"),
)


@pytest.mark.parametrize(("text", "thing"), FOUND)
def test_a_name_is_found_with_its_class(text: str, thing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert thing in things(text, ontology, tmp_path)


NOT_FOUND = (
    ("We call it meta-learning, nothing else.", "Meta"),
    ("It is a problem for meta data teams.", "Meta"),
    ("Um Brightlane AI, we know nothing about it.", "Um Brightlane AI"),
    ("Ada Okafor Ada Okafor Ada Okafor went home.", "Ada Okafor Ada Okafor"),
    ("# Grok 7.5 vs gpt-5.9, and Apple Sues OpenAI\n\nAda: Hello there.", "GPT-5"),
    ("I wrote it to the file lock.toml again.", "TOML"),
    ("The show airs at 7pm ET every night.", "E.T."),
    ("There was a fire and he called 911 at once.", "September 11 attacks"),
    ("How is it in a second life for you?", "Second Life"),
    ("He is the Managing Editor of Digital Content.", "Digital Content"),
    ("It runs Streamlit, Flask, Reports and Dashboards.", "Dashboards"),
    ("The photo is by Patrick T. Fallon for the paper.", "T. Fallon"),
    ("We start it from scratch. I train from scratch. Python and Java start from scratch. Lua, too.", "Scratch"),
)


@pytest.mark.parametrize(("text", "label"), NOT_FOUND)
def test_a_word_is_no_name(text: str, label: str, ontology: Ontology, tmp_path: Path) -> None:
    assert not {thing for thing in things(text, ontology, tmp_path) if thing.rpartition(" ")[0] == label}


FILMS = """Ada: Hello and welcome to the show.

# Notes

- Past Lives -
- Perfect Days -
- Poor Things -
- Anatomy of a Fall -
"""


def test_names_that_fill_lines_as_others_of_their_kind_do_are_meant(ontology: Ontology, tmp_path: Path) -> None:
    assert "Poor Things CreativeWork" in things(FILMS, ontology, tmp_path)


NONE = (
    ("She led the Mamba-Lantern group.", "Mamba AIModel"),
    ("Apple Suing OpenAI is a story.", "Apple Suing Software"),
    ("We met Satya Nadella. Then Sati Nadella left.", "Sati Nadella Person"),
    ("We met Satya Nadella. Then Satya N. Nadella left.", "Satya N. Nadella Person"),
)


@pytest.mark.parametrize(("text", "thing"), NONE)
def test_it_is_none_of_its_class(text: str, thing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert thing not in things(text, ontology, tmp_path)


def test_what_lies_before_the_possessive_of_a_place_lies_not_in_it(ontology: Ontology, tmp_path: Path) -> None:
    assert "Meridow Steel Place" not in things("He left Meridow Steel, Chile's largest mill.", ontology, tmp_path)
