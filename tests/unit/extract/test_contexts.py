"""What stands around a name says what kind of thing it is; what only looks like a name is refused."""

from __future__ import annotations

import gc

import pytest

from pipeline.extract import extract
from pipeline.ontology import Ontology
from pipeline.records import Document, Extraction, Run, Segment, Source
from pipeline.settings import Settings
from pipeline.vocabulary import SCHEMA

pytestmark = pytest.mark.slow


def read(text: str, ontology: Ontology) -> Extraction:
    source = Source("talk.txt", "text", "0" * 64)
    document = Document("talk", source, text, text, (Run(0, len(text), 0, len(text)),), (Segment(0, len(text)),))
    return extract(document, ontology, Settings())


@pytest.mark.parametrize(
    ("text", "name", "cls", "detector"),
    [
        ("There King Osbert met his brother.", "King Osbert", "Person", "titles"),
        ("Then Dr. Nkemdi Obaro spoke.", "Nkemdi Obaro", "Person", "titles"),
        ("Ada Okafor is the founder of Quillstack.", "Quillstack", "Organization", "offices"),
        ("We met people from Bosch, Siemens and Trumpf.", "Trumpf", "Organization", "beside"),
        ("So i'm priya okonjo and i build boats", "priya okonjo", "Person", "introductions"),
        ("We talked to tomasz zielinski about tides", "tomasz zielinski", "Person", "introductions"),
        ("They lost the Battle of Harrowfield that year.", "Battle of Harrowfield", "Event", "opening"),
        ("She never saw Mount Tarrow again.", "Mount Tarrow", "Place", "opening"),
        ("We walked along the Tarrow Trail.", "Tarrow Trail", "Place", "ending"),
    ],
)
def test_context_types_a_name(text: str, name: str, cls: str, detector: str, ontology: Ontology) -> None:
    votes = {mention.text: mention.votes for mention in read(text, ontology).mentions}
    assert any(vote.cls == SCHEMA + cls and vote.detector == detector for vote in votes[name])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("When I ran home it was dark.", "I ran"),
        ("That is where I work on boats.", "I work"),
        ("And hmm, that was odd.", "hmm"),
        ("What does it do?", "does"),
        ("He painted on canvas all day.", "canvas"),
        ("It is spelt G-R-I-N-G, she said.", "I-N-G"),
        ("You can see the UI of the PSR there.", "PSR"),
        ("We will come, or rather we'll come by.", "we'll come"),
    ],
)
def test_words_that_only_spell_a_name_are_refused(text: str, word: str, ontology: Ontology) -> None:
    typed = [mention.text for mention in read(text, ontology).mentions if mention.kind == "name" and mention.votes]
    assert word not in typed


def test_a_handle_is_one_word(ontology: Ontology) -> None:
    assert "OkaforAda" in [mention.text for mention in read("Ask @OkaforAda for it.", ontology).mentions]


def test_a_name_said_twice_is_one(ontology: Ontology) -> None:
    mentions = read("There was Mitch Mitch Bradley at the door.", ontology).mentions
    assert "Mitch Bradley" in [mention.text for mention in mentions]
    mentions = read("Columnist Ada Okafor Okafor's a longtime writer.", ontology).mentions
    assert "Ada Okafor" in [mention.text for mention in mentions]


def test_asides_reach_the_extraction(ontology: Ontology) -> None:
    extraction = read("Boats float. This episode is sponsored by Tidewater.", ontology)
    assert extraction.aside_at(15) == "advert"
    assert extraction.aside_at(2) == ""


def test_the_garbage_collector_works_as_before_after_reading(ontology: Ontology) -> None:
    before = gc.get_freeze_count()
    read("Ada Okafor is the founder of Quillstack.", ontology)
    assert gc.get_freeze_count() == before
