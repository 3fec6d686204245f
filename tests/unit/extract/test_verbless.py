"""Verbs that the tagger takes for plurals."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.extract.nlp import load_model
from pipeline.extract.stand_ins import parsed
from pipeline.extract.verbless import as_past, mistaken
from pipeline.settings import Settings


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(Settings().model)


@pytest.mark.parametrize("text", ["Google partners with Siemens.", "Microsoft partners with Siemens on this."])
def test_a_plural_becomes_the_verb_that_the_sentence_lacks(nlp: Language, text: str) -> None:
    assert [token.text for token in nlp(text) if token.tag_ == "NNS"] == ["partners"]
    doc = next(parsed(nlp, [text], [()]))
    verb = doc[1]
    assert (verb.tag_, verb.dep_, [child.text for child in verb.children if child.dep_ == "nsubj"]) == (
        "VBZ",
        "ROOT",
        [doc[0].text],
    )
    assert doc.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Google partners met Siemens.",  # there is a verb
        "Google partners with Siemens",  # a heading
        "Google customers in Norway.",  # no verb at all
    ],
)
def test_a_plural_stays_one(nlp: Language, text: str) -> None:
    doc = next(parsed(nlp, [text], [()]))
    assert doc[1].tag_ == "NNS"


def test_past_of_regular_verbs(nlp: Language) -> None:
    doc = nlp("Ann studies and Bo codes and Lee partners.")
    assert as_past(doc, [1, 4, 7]).text == "Ann studied and Bo coded and Lee partnered."
    assert mistaken(nlp, nlp("Ann studied.")) == []
