from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.nlp import load_model
from pipeline.extract.restoration import _sentence_ends, load_network, restored
from pipeline.extract.truecasing import usual_spellings
from pipeline.records import Document, Run, Segment, Source
from pipeline.settings import Settings

SPEECH = (
    "so i moved to london in december and then i started to work for the bbc which was fun yeah it was great and what "
    "do you do now i write about music i have a channel on youtube and i love it but most of my friends are in canada "
    "and they do not watch it so that is my life and you know how it is okay let us talk about the gpu that you bought"
)


def document(text: str, kind: str = "speech") -> Document:
    segments = (Segment(0, len(text), kind),)
    return Document("d", Source("d.txt", "text", "0"), text, text, (Run(0, len(text), 0, len(text)),), segments)


@pytest.fixture(scope="module")
def nlp():
    return load_model(Settings().model)


@pytest.mark.slow
def test_every_character_keeps_its_place(nlp):
    found = restored(document(SPEECH), nlp).text
    assert found != SPEECH
    assert found.casefold().replace("\n", " ") == SPEECH


@pytest.mark.slow
def test_names_are_spelt_as_usual(nlp):
    words = restored(document(SPEECH), nlp).text.split()
    assert {"London", "December", "BBC", "YouTube", "Canada", "GPU", "I"} <= set(words)
    assert not {"So", "Work", "Fun", "Music", "Friends", "Life"} & set(words)


@pytest.mark.slow
def test_sentences_end_somewhere_sensible(nlp):
    lines = restored(document(SPEECH), nlp).text.split("\n")
    assert 4 <= len(lines) <= 12
    assert max(len(line.split()) for line in lines) <= 60


def test_no_sentence_ends_right_after_an_article_and_its_noun():
    doc = spacy.blank("en")("the new garden series Night Harbour is out we like it")
    likely = np.zeros(len(doc), dtype=np.float32)
    likely[[3, 7]] = 0.9  # after "series" and after "out"
    assert [token.text for token in _sentence_ends(doc, likely)] == ["out"]
    assert [token.text for token in _sentence_ends(doc[1:].as_doc(), likely[1:])] == ["series", "out"]


@pytest.mark.slow
def test_a_long_stretch_without_an_end_is_cut(nlp):
    stretch = "the old grey " * 120
    lines = restored(document(stretch.strip()), nlp).text.split("\n")
    assert max(len(line.split()) for line in lines) <= 62


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["We went to London. It was fun, and we stayed. " * 12, "so i moved today"],
    ids=["written", "too short to judge"],
)
def test_text_that_lacks_nothing_stays(nlp, text):
    assert restored(document(text), nlp).text == text


@pytest.mark.slow
def test_capitals_stay_where_only_sentence_ends_lack(nlp):
    found = restored(document(SPEECH.title()), nlp).text
    assert found.replace("\n", " ") == SPEECH.title()
    assert "\n" in found


@pytest.mark.slow
def test_headers_are_no_speech(nlp):
    assert restored(document(SPEECH, "context"), nlp).text == SPEECH


def test_another_encoder_is_told():
    found = restored(document(SPEECH), spacy.blank("en"))
    assert found.text == SPEECH
    assert "estimated with en_core_web_md 3.7.1 only" in found.warnings[-1]


def test_a_pipeline_without_vectors_knows_no_spelling():
    assert not usual_spellings(spacy.blank("en"))


@pytest.mark.slow
def test_usual_spellings_come_from_the_order_of_the_vectors(nlp):
    usual = usual_spellings(nlp)
    assert usual["london"].spelling == "London"
    assert usual["london"].times > 10
    assert usual["youtube"].spelling == "YouTube"
    assert usual["music"].times < 1
    assert all(len(word) == len(usage.spelling) for word, usage in usual.items())


@given(st.lists(st.integers(0, 7), min_size=1, max_size=3))
def test_a_piece_is_read_alike_alone_and_beside_others(lengths):
    network = load_network()
    rng = np.random.default_rng(0)
    pieces = [rng.normal(size=(length, len(network.centre))).astype(np.float32) for length in lengths]
    together = network.model.predict(pieces)
    for piece, found in zip(pieces, together, strict=True):
        assert found.shape == (len(piece), 2)
        np.testing.assert_allclose(found, network.model.predict([piece])[0], atol=1e-5)
