"""The recogniser that ships: whose weights it has, and what known names keep apart."""

import numpy as np
import pytest
import spacy
from spacy.language import Language

from pipeline.extract.nlp import load_model
from pipeline.extract.recogniser import keep_apart, model_of, teach
from pipeline.extract.weights import weights
from pipeline.model import model_folder
from pipeline.settings import Settings


@pytest.fixture
def published() -> Language:
    with pytest.warns(UserWarning, match="W095"):
        return spacy.load(model_folder(Settings().model))


def values(nlp: Language) -> list[np.ndarray]:
    return [layer.get_param(name) for _, layer, name in weights(model_of(nlp))]


def test_the_default_model_has_the_weights_that_ship(published: Language) -> None:
    before = [value.copy() for value in values(published)]
    teach(published)
    taught = values(load_model(Settings().model))
    assert all(np.array_equal(one, other) for one, other in zip(values(published), taught, strict=True))
    assert not all(np.array_equal(one, other) for one, other in zip(before, taught, strict=True))


def test_another_model_keeps_its_own(published: Language) -> None:
    published.meta["version"] = "0.0.1"
    before = [value.copy() for value in values(published)]
    teach(published)
    assert all(np.array_equal(one, other) for one, other in zip(before, values(published), strict=True))


def test_a_model_without_a_recogniser_is_let_be(published: Language) -> None:
    published.remove_pipe("ner")
    teach(published)
    assert "ner" not in published.pipe_names


def test_two_known_names_side_by_side_are_not_one() -> None:
    doc = load_model(Settings().model).make_doc("In Norway Acme Labs grows.")
    both = doc.char_span(3, 19, label="ORG")
    doc.ents = [both]
    keep_apart(doc, [(3, 9, "New London"), (10, 19, "Google Microsoft")])
    assert not doc.ents
    doc.ents = [both]
    keep_apart(doc, [(3, 9, "New London")])
    assert list(doc.ents) == [both]
