"""Labels, clusters, merging, works and speakers, on hand-built documents."""

from __future__ import annotations

import hashlib
import lzma
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ontology import Ontology, squash
from pipeline.records import Document, Mention, Run, Segment, Source, Vote
from pipeline.resolve.clusters import Cluster, gather
from pipeline.resolve.labels import SURE, likeness, mishearing, same_digits
from pipeline.resolve.merging import merge
from pipeline.resolve.phonemes import pronounce
from pipeline.resolve.sound import sound_similarity
from pipeline.resolve.speakers import guest_sentences
from pipeline.resolve.work import house, own_work
from pipeline.vocabulary import SCHEMA

PERSON, ORGANIZATION, WORK = SCHEMA + "Person", SCHEMA + "Organization", SCHEMA + "CreativeWork"


def document(text: str, *, context: int = 0, title: str | None = None) -> Document:
    """A document whose first `context` characters are header."""
    segments = [Segment(0, context, "context")] if context else []
    segments.append(Segment(context, len(text), "speech"))
    source = Source("talk.txt", "text", "0" * 64)
    return Document(
        "talk-00000000", source, text, text, (Run(0, len(text), 0, len(text)),), tuple(segments), title=title
    )


def name(text: str, of: str, cls: str, detector: str = "recogniser", weight: float = 0.6) -> Mention:
    begin = of.index(text)
    return Mention(begin, begin + len(text), text, votes=(Vote(cls, detector, weight),))


@settings(deadline=None)  # the first call reads the pronunciations
@given(st.text(), st.text())
def test_likeness_is_symmetric_and_bounded(left: str, right: str) -> None:
    assert likeness(left, right) == pytest.approx(likeness(right, left))
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, left) == 1


@given(st.text())
def test_squashing_twice_equals_once(text: str) -> None:
    assert squash(squash(text)) == squash(text)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("Marlin Okafor", "Marlene Okafor"), ("Harbor Lites", "Harbour Lights")],
)
def test_mishearings_sound_alike(heard: str, meant: str) -> None:
    assert mishearing(heard, meant) >= SURE


@pytest.mark.parametrize(
    ("one", "other"), [("Spotify", "Shopify"), ("Intel", "Inter"), ("Elad", "Emad"), ("Dell", "Bell")]
)
def test_different_names_do_not(one: str, other: str) -> None:
    assert mishearing(one, other) < SURE


def test_an_opening_vowel_is_easily_swallowed() -> None:
    assert sound_similarity("Lantis", "Atlantis") < sound_similarity("Tlantis", "Atlantis")


def test_versions_differ_by_their_digits() -> None:
    assert same_digits("Apollo 11", "Apolo 11")
    assert not same_digits("Apollo 11", "Apollo 13")


def test_the_set_of_pairs_is_told_apart() -> None:
    pairs = yaml.safe_load((Path(__file__).parents[2] / "sound" / "pairs.yaml").read_text(encoding="utf-8"))
    heard = [mishearing(heard, right) >= SURE for heard, right in pairs["heard"].items()]
    apart = [not same_digits(*pair) or mishearing(*pair) < SURE for pair in pairs["different"]]
    assert sum(heard) >= 0.7 * len(heard) >= 60
    assert sum(apart) >= 0.9 * len(apart) >= 90


def test_words_that_rules_get_wrong_are_looked_up_and_others_are_not() -> None:
    assert pronounce("Worcester") == "wUstR"
    assert pronounce("Stephen") == pronounce("steven")
    assert pronounce("12") == ""


def test_short_form_joins_the_full_name(ontology: Ontology) -> None:
    text = "Marlene Okafor joined us. Later Okafor spoke of boats."
    mentions = (name("Marlene Okafor", text, PERSON), replace(name("Okafor", text, PERSON), begin=32, end=38))
    clusters, abstained = merge(gather(document(text), mentions, ontology), ontology, "talk")
    assert [cluster.label for cluster in clusters] == ["Marlene Okafor"]
    assert clusters[0].short == {"Okafor"}
    assert abstained == ()


def test_a_short_form_of_two_people_stays_apart(ontology: Ontology) -> None:
    text = "Ada Fairweather and Bo Fairweather came. Fairweather spoke."
    mentions = (
        name("Ada Fairweather", text, PERSON),
        name("Bo Fairweather", text, PERSON),
        Mention(41, 52, "Fairweather", votes=(Vote(PERSON, "recogniser", 0.6),)),
    )
    clusters, abstained = merge(gather(document(text), mentions, ontology), ontology, "talk")
    assert len(clusters) == 3
    assert any("Ada Fairweather" in rejection.reason for rejection in abstained)


def test_a_mishearing_joins_the_name_in_the_header(ontology: Ontology) -> None:
    header = "With Priya Raman. "
    text = header + "I'm Pria Rahman and this is a talk."
    mentions = (name("Priya Raman", text, PERSON), name("Pria Rahman", text, PERSON))
    clusters, _ = merge(gather(document(text, context=len(header)), mentions, ontology), ontology, "talk")
    assert [cluster.label for cluster in clusters] == ["Priya Raman"]


def test_types_keep_mishearings_apart(ontology: Ontology) -> None:
    header = "With Priya Raman. "
    text = header + "The company called Pria Rahman sells boats."
    mentions = (name("Priya Raman", text, PERSON), name("Pria Rahman", text, ORGANIZATION, "naming", 0.9))
    clusters, _ = merge(gather(document(text, context=len(header)), mentions, ontology), ontology, "talk")
    assert len(clusters) == 2


def test_the_show_is_the_name_that_opens_the_title_and_the_talk(ontology: Ontology) -> None:
    text = "Harbour Lights: Who owns the sea?\nThis is the Harbour Lights podcast. We read Moby-Dick today."
    show = Cluster("harbourlights", texts=Counter({"Harbour Lights": 2}), context={"Harbour Lights"})
    show.votes.append(Vote(WORK, "naming", 0.5))
    book = Cluster("mobydick", texts=Counter({"Moby-Dick": 1}), first=80)
    book.votes.append(Vote(WORK, "recogniser", 0.5))
    assert (
        own_work(document(text, context=33, title="Harbour Lights: Who owns the sea?"), [book, show], ontology) is show
    )


def test_the_house_is_the_organisation_whose_call_it_is(ontology: Ontology) -> None:
    text = "Welcome to the Tidewater third quarter earnings conference call. We thank our friends at Seagull."
    clusters = gather(
        document(text), (name("Tidewater", text, ORGANIZATION), name("Seagull", text, ORGANIZATION)), ontology
    )
    found, _ = house(document(text), clusters, ontology)
    assert found is not None
    assert found.label == "Tidewater"


def test_questions_are_the_hosts_and_answers_the_guests() -> None:
    sentences = [
        "Welcome to the show, can you tell us how you started?",
        "Yeah, so I built my first boat at ten.",
        "We sold it and I never looked back.",
        "What do you think about your rivals?",
        "I think we are all friends.",
        "Thank you for listening to this episode.",
    ]
    text = " ".join(sentences)
    spans, begin = [], 0
    for sentence in sentences:
        spans.append((begin, begin + len(sentence)))
        begin += len(sentence) + 1
    assert guest_sentences(document(text), tuple(spans)) == (False, True, True, False, True, False)


def test_a_text_without_questions_has_no_guest() -> None:
    text = "We sail at dawn. I like it."
    assert guest_sentences(document(text), ((0, 16), (17, 27))) == (False, False)


def test_the_pronunciations_are_those_that_the_documentation_names() -> None:
    root = Path(__file__).parents[3]
    data = (root / "pipeline" / "resolve" / "pronunciations.txt.xz").read_bytes()
    assert hashlib.sha256(data).hexdigest() in (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert lzma.decompress(data).startswith(b"# The CMU Pronouncing Dictionary, Copyright")


def test_an_acronym_joins_the_name_that_it_shortens(ontology: Ontology) -> None:
    text = "The Harbour Acoustics Group met. Then HAG left."
    mentions = (
        name("Harbour Acoustics Group", text, ORGANIZATION, "ending", 0.7),
        Mention(text.index("HAG"), text.index("HAG") + 3, "HAG"),
    )
    clusters, _ = merge(gather(document(text), mentions, ontology), ontology, "talk")
    assert [(cluster.label, cluster.short) for cluster in clusters] == [("Harbour Acoustics Group", {"HAG"})]


def test_a_title_and_a_last_name_join_the_full_name(ontology: Ontology) -> None:
    text = "Marlene Okafor came. President Okafor spoke."
    mentions = (name("Marlene Okafor", text, PERSON), name("President Okafor", text, PERSON, "titles", 0.75))
    clusters, _ = merge(gather(document(text), mentions, ontology), ontology, "talk")
    assert [cluster.label for cluster in clusters] == ["Marlene Okafor"]


def test_an_article_may_be_the_first_sound_of_a_name(ontology: Ontology) -> None:
    header = "With Alanthra Sails. "
    text = header + "I work for a lanthra sails now."
    mentions = (
        name("Alanthra Sails", text, ORGANIZATION),
        name("lanthra sails", text, ORGANIZATION),
    )
    clusters, _ = merge(gather(document(text, context=len(header)), mentions, ontology), ontology, "talk")
    assert [cluster.label for cluster in clusters] == ["Alanthra Sails"]


def test_what_is_near_but_not_near_enough_is_listed_for_a_person_to_confirm(ontology: Ontology) -> None:
    text = "Then Andrew Morgan spoke."
    clusters, abstained = merge(gather(document(text), (name("Andrew Morgan", text, PERSON),), ontology), ontology, "t")
    assert [cluster.label for cluster in clusters] == ["Andrew Morgan"]
    assert any("may be any of" in rejection.reason for rejection in abstained)


def test_ordinary_words_are_seldom_misheard(ontology: Ontology) -> None:
    text = "The Academy met."
    mention = (name("Academy", text, ORGANIZATION),)
    clusters, _ = merge(gather(document(text), mention, ontology), ontology, "talk", lambda word: True)
    assert [cluster.known for cluster in clusters] == [None]
