"""Names that are also words: accepted on evidence, refused otherwise; spans and classes of what is found."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.extract.cutting import before_topic
from pipeline.extract.nlp import load_model
from pipeline.ontology import Ontology
from pipeline.records import Document, Extraction, Run, Segment, Source
from pipeline.settings import Settings
from pipeline.vocabulary import SCHEMA

PERSON, EVENT = SCHEMA + "Person", SCHEMA + "Event"

pytestmark = pytest.mark.slow


def read(text: str, ontology: Ontology) -> Extraction:
    source = Source("talk.txt", "text", "0" * 64)
    document = Document("talk", source, text, text, (Run(0, len(text), 0, len(text)),), (Segment(0, len(text)),))
    return extract(document, ontology, Settings())


def names(text: str, ontology: Ontology) -> list[str]:
    return [mention.text for mention in read(text, ontology).mentions if mention.kind == "name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The weights of clip were released by OpenAI in spring.", "clip"),
        ("They say that palm is a model with many parameters.", "palm"),
        ("We trained it on Summit last year.", "Summit"),
        ("I asked chat GPT to write it.", "chat GPT"),
        ("We know the Anti-Slavery Society.", "Anti-Slavery Society"),
        (
            "She chairs the American Anti-Litter Committee.",
            "American Anti-Litter Committee",
        ),
        ("We compete with microsoft in germany.", "microsoft"),
        ("A thousand A100s were not enough.", "A100s"),
    ],
)
def test_a_name_is_found(text: str, name: str, ontology: Ontology) -> None:
    assert name in names(text, ontology)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I watched a short clip of the match.", "clip"),
        ("She held it in the palm of her hand.", "palm"),
        ("We reached the summit at noon.", "summit"),
        ("That does not sound fair to me.", "fair"),
        ("The target was missed by a mile.", "target"),
        ("It is a bold conjecture.", "conjecture"),
        ("He ate an apple and an orange.", "apple"),
    ],
)
def test_an_ordinary_word_is_not(text: str, word: str, ontology: Ontology) -> None:
    extraction = read(text, ontology)
    assert word not in [mention.text for mention in extraction.mentions if mention.kind == "name"]


def test_a_refused_word_is_reported_with_the_reason(ontology: Ontology) -> None:
    reasons = {r.what: r.reason for r in read("I watched a short clip of the film.", ontology).rejections}
    assert "ordinary word" in reasons["clip"]


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("She works at a company called Brightwater.", "Brightwater", "Organization"),
        ("Velora is a supercomputer in Oslo.", "Velora", "Hardware"),
        ("We read a book called Lanterns of Brunmoor.", "Lanterns of Brunmoor", "CreativeWork"),
        ("It won at the Saltmarsh Film Festival.", "Saltmarsh Film Festival", "Event"),
    ],
)
def test_what_the_text_says_of_a_name_types_it(text: str, name: str, cls: str, ontology: Ontology) -> None:
    votes = {mention.text: mention.votes for mention in read(text, ontology).mentions}
    assert any(vote.cls == SCHEMA + cls and vote.detector in ("naming", "ending") for vote in votes[name])


def test_a_title_is_not_part_of_a_name(ontology: Ontology) -> None:
    assert "Ada Okafor" in names("We spoke with Professor Ada Okafor about tides.", ontology)


def test_coordinated_names_are_two(ontology: Ontology) -> None:
    found = names("Then Stella and Connor led the work.", ontology)
    assert {"Stella", "Connor"} <= set(found)


def test_offsets_reproduce_the_mentions(ontology: Ontology) -> None:
    extraction = read("Open AI and Google met Ada Okafor in Paris; chat GPT took notes.", ontology)
    for mention in extraction.mentions:
        assert extraction.document.text[mention.begin : mention.end] == mention.text


def test_a_language_that_the_model_does_not_speak_gives_nothing(ontology: Ontology) -> None:
    text = "Wir trafen Ada Okafor in Paris."
    source = Source("rede.txt", "text", "0" * 64)
    document = Document("rede", source, text, text, (), (Segment(0, len(text)),), language="de")
    extraction = extract(document, ontology, Settings())
    assert (extraction.mentions, extraction.relations) == ((), ())


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The throne went to Philip II of France.", "Philip II", PERSON),
        ("They thanked Maria for the Summer Reading Festival at the park.", "Summer Reading Festival", EVENT),
    ],
)
def test_longer_names_and_bynames(text: str, name: str, cls: str, ontology: Ontology) -> None:
    found = {mention.text: {vote.cls for vote in mention.votes} for mention in read(text, ontology).mentions}
    assert cls in found.get(name, set())


def test_two_words_that_open_a_sentence_spell_no_known_name(ontology: Ontology) -> None:
    assert "We work" not in names("We work with the city.", ontology)
    assert "WeWork" in names("She left WeWork.", ontology)


def test_a_person_noun_says_whose_not_who(ontology: Ontology) -> None:
    found = read("She is a Brookstone developer.", ontology).mentions
    assert not any(vote.cls.endswith("Person") for mention in found for vote in mention.votes)


def test_a_proven_name_is_found_where_it_opens_a_sentence(ontology: Ontology) -> None:
    text = "He talked to John Coltrane. Coltrane left the band."
    assert names(text, ontology).count("Coltrane") == 1


def test_a_name_that_ends_in_one_capital_ends_a_sentence() -> None:
    tokens = [token.text for token in load_model(Settings().model)("She left SpaceX. He met J. Lee.")]
    assert tokens == ["She", "left", "SpaceX", ".", "He", "met", "J.", "Lee", "."]


def in_headline(text: str, ontology: Ontology) -> list[str]:
    """Names of people in a text that is a title."""
    source, segment = Source("talk.txt", "text", "0" * 64), Segment(0, len(text), kind="context", field="title")
    document = Document("talk", source, text, text, (Run(0, len(text), 0, len(text)),), (segment,), title=text)
    return [
        mention.text
        for mention in extract(document, ontology, Settings()).mentions
        if any(vote.cls == PERSON for vote in mention.votes)
    ]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Eleanor of Aquitaine on Power", "Eleanor of Aquitaine"),
        ("Signe Holm on Bread and Salt", "Signe Holm"),
        ("Signe Holm About Bread", "Signe Holm"),
    ],
)
def test_in_a_headline_a_person_ends_before_the_topic(headline: str, name: str, ontology: Ontology) -> None:
    assert name in in_headline(headline, ontology)


def test_a_person_without_topic_is_whole() -> None:
    doc = load_model(Settings().model).make_doc("On Bread by Brigid of Larne On Salt")
    assert before_topic(doc[3:6]).text == "Brigid of Larne"
    assert before_topic(doc[3:8]).text == "Brigid of Larne"
    assert before_topic(doc[0:2]).text == "On Bread"


def test_a_given_name_is_not_squashed_into_a_brand(ontology: Ontology) -> None:
    def known(text: str) -> list[str]:
        return [iri for mention in read(text, ontology).mentions for iri in mention.candidates]

    assert not any("ko-fi" in str(candidate) for candidate in known("I gave it to Kofi last year."))
    assert any("ko-fi" in str(candidate) for candidate in known("I pay for it with Ko-fi every month."))


def test_capitals_with_an_s_are_no_plural(ontology: Ontology) -> None:
    assert "FCAS" not in [
        mention.text for mention in read("The FCAS jets are late.", ontology).mentions if mention.candidates
    ]
    assert "GPUs" in names("A thousand GPUs were late.", ontology)
