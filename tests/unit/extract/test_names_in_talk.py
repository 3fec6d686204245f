"""Names that nobody knows, as they come up in talk: how far they reach and what they are; and words that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from name_helpers import things

from pipeline.ontology import Ontology

pytestmark = pytest.mark.slow


FOUND = (
    ("She wrote a book called The Lanterns of Oslo.", "The Lanterns of Oslo CreativeWork"),
    ("There's a bakery called Paris Bread in our street.", "Paris Bread Organization"),
    ("He directed The Weight of Rivers.", "The Weight of Rivers CreativeWork"),
    ("Her second book, The Clockmaker's Wife, sold a million copies.", "The Clockmaker's Wife CreativeWork"),
    ("They watched Two Left Feet, which is a documentary about dancers.", "Two Left Feet CreativeWork"),
    ("We open-sourced Gantry two years ago.", "Gantry Software"),
    ("Vantix Senior Product Manager Omar Haddad joined.", "Vantix Organization"),
    ("I had lunch with Tessaly Senior Editor Hanna Lindqvist.", "Tessaly Organization"),
    ("She moved to the Customer Happiness team last year.", "Customer Happiness team Organization"),
    ("He runs a studio called Pepper & Ash.", "Pepper & Ash Organization"),
    ("The new Harrier 9 drone flies for two hours.", "Harrier 9 Hardware"),
    ("We benchmarked Falcon-9B last week.", "Falcon-9B AIModel"),
    ("You can just paste it into Verbly.", "Verbly Software"),
    ("You should look at Lattice, it's a library for graphs.", "Lattice Software"),
    ("I'm a huge fan of Harrow, the show about miners.", "Harrow CreativeWork"),
    ("We compete with Ostler and Grange.", "Grange Organization"),
    ("I talked about an organization called the Pacific Legal Foundation.", "Pacific Legal Foundation Organization"),
    ("We switched to Lumio last spring.", "Lumio Software"),
    ("We sold the business to Harkwell in 2011.", "Harkwell Organization"),
    ("Silver Moth is a podcast about history.", "Silver Moth CreativeWork"),
    ("On the Click There podcast, Ada spoke.", "Click There CreativeWork"),
    ("In her book, We the Rivers, Ada says so.", "We the Rivers CreativeWork"),
    ("The Committee for a Better Town met.", "Committee for a Better Town Organization"),
    ("Ada leads the Campaign for Real Tea.", "Campaign for Real Tea Organization"),
    ("Prime Minister Kova left.", "Kova Person"),
    ("Chief Justice Walter Baker presided.", "Walter Baker Person"),
    ("Google hired Kelmar Armando Abrego.", "Kelmar Armando Abrego Person"),
    ("The Nixon White House needed these committees.", "White House Organization"),
    ("Head over to Grovely and use my code.", "Grovely Organization"),
    ("I was a power user of Noteable before they shut it down.", "Noteable Software"),
    ("They opened a warehouse in Kirkholm.", "Kirkholm Place"),
    ("See you at Yarnfest.", "Yarnfest Event"),
    ("I asked Chukwuemeka what he wanted.", "Chukwuemeka Person"),
    ("He takes two doses of Perivex a day.", "Perivex Drug"),
    ("The wreck of the Calliope is down there.", "Calliope Hardware"),
)


@pytest.mark.parametrize(("text", "thing"), FOUND)
def test_a_name_in_talk_has_its_class(text: str, thing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert thing in things(text, ontology, tmp_path)


NOTHING = (
    "She's a Senior Software Engineer.",
    "It's a B2B SaaS business.",
    "Lemme ask you something.",
    "It's spelled B-R-O-L-T.",
    "NOBODY wanted it.",
    "Embeddings are vectors. We store embeddings and compare embeddings.",
    "I work in Sales and Marketing.",
    "The Board of Directors approved it.",
    "We called Mom from the airport.",
    "Grandma made us soup.",
    "He switched to decaf.",
    "I started using dynamite.",
    "We are powered by coffee.",
    "I've been at it for years.",
    "The company's Chief Revenue Officer left.",
    "We want more Innovation in the community.",
    "I was in HR and then in IT.",
    "Investor Relations will be in touch.",
)


@pytest.mark.parametrize("text", NOTHING)
def test_words_in_talk_are_no_names(text: str, ontology: Ontology, tmp_path: Path) -> None:
    assert {thing for thing in things(text, ontology, tmp_path) if not thing.endswith(" Concept")} == set()


def test_nobody_is_called_by_the_name_of_what_belongs_to_them(ontology: Ontology, tmp_path: Path) -> None:
    found = things(
        "Orvane Chief Economist Hanna Lindqvist and Today Deputy Director Ada Quill spoke.", ontology, tmp_path
    )
    assert {"Hanna Lindqvist Person", "Ada Quill Person", "Orvane Organization"} == found
