"""Capitalised words that name nothing, and names that something else is melted with: what stands beside decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from name_helpers import things

from pipeline.ontology import Ontology

pytestmark = pytest.mark.slow


FOUND = (
    ("We moved our service from Rails to Spring and it is faster.", "Spring Framework Software"),
    ("We run Black and Ruff on our Python code.", "Black Software"),
    ("I use Gmail and Slack every day.", "Gmail Software"),
    ("Write to press@google.com.", "Google Organization"),
    ("Dow makes plastics in Michigan.", "Dow Chemical Organization"),
    ("On Wall Street the Dow was down.", "Dow Jones Industrial Average Concept"),
    ("Democrat Mira Holt won in Ohio.", "Mira Holt Person"),
    ("We were joined by Commissioner General Mira Holt.", "Mira Holt Person"),
    ("He was a reporter at Late News CNN in Atlanta.", "CNN Organization"),
    ("She writes for CBS News Money Watch in New York.", "CBS News Money Watch Organization"),
    (
        "She chairs the American Economic Association Committee on the Status of Women.",
        "American Economic Association Committee on the Status of Women Organization",
    ),
    ("She runs the Mira H. Holt Carnegie Middle East Center.", "Mira H. Holt Carnegie Middle East Center Organization"),
    ("He was held at Orlovka, which is a prison in Moscow.", "Orlovka Place"),
    ("We landed at Denby Airfield in Kuwait.", "Denby Airfield Place"),
    ("Moore's law held for years.", "Moore's law Concept"),
    ("We use a chat client, Zoom, every day.", "Zoom Software"),
    ("Donald Trump met Melania Trump in Ohio.", "Melania Trump Person"),
    ("The WAPO report came out in Ohio.", "The Washington Post Organization"),
    ("The Biden team met in Ohio. Joe Biden won.", "Joe Biden Person"),
)


@pytest.mark.parametrize(("text", "thing"), FOUND)
def test_the_name_is_found(text: str, thing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert thing in things(text, ontology, tmp_path)


NONE = (
    ("There will be an election in France this Spring.", "Spring"),
    ("The vote is in the Spring of 2017.", "Spring"),
    ("The report looked at Black women in Ohio and at White men in Texas.", "Black"),
    ("Write to ann.lee@gmail.com.", "Gmail"),
    ("In the Anglo-Saxon world, people in London read him less.", "Anglo"),
    ("Middle Eastern commentators said that Iran was not ready.", "Middle Eastern"),
    ("North Korean officials met in Geneva.", "North Korean"),
    ("Under South Korean law the president may be removed.", "law"),
    ("It's Orwellian, what happens in Boston.", "Orwellian"),
    ("Kurdish forces guarded the camp near Boston.", "Kurdish"),
    ("The Amorites attacked in Judea.", "Amorites"),
    ("The states have their national guards.", "National Guard"),
    ("We went to a minor league baseball game in Toledo.", "Minor League"),
    ("We asked Gen Z. They said no.", "Gen Z"),
    ("He is creating chaos. He is sowing chaos. We look at chaos, and at Palantir and Anduril.", "Chaos"),
    ("Donald Trump met Elon Musk in Washington. Is the Elon Trump romance over?", "Elon Trump"),
    ("Elon Musk met JD Vance. I saw Musk Vance and Rubio there.", "Musk Vance"),
    ("Cognition is a hard problem. We study cognition and memory at MIT.", "Cognition"),
    ("#globalnews Mira Holt met Joe Biden in Ohio.", "Global News"),
    ("The Oberkan, Mira Holt, met Joe Biden in Ohio.", "Oberkan"),
)


@pytest.mark.parametrize(("text", "word"), NONE)
def test_the_words_name_nothing(text: str, word: str, ontology: Ontology, tmp_path: Path) -> None:
    assert not [thing for thing in things(text, ontology, tmp_path) if word in thing]
