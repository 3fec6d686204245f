"""Numbers as people say and write them."""

from __future__ import annotations

import pytest
import spacy

from pipeline.extract.numbers import find_numbers

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a 540 billion parameter model", [540e9]),
        ("150,000 hours", [150_000]),
        ("from 5.6 to 0.9 seconds", [5.6, 0.9]),
        ("three hundred and forty million", [340e6]),
        ("four hundred fifty million dollars", [450e6]),
        ("twenty five people", [25]),
        ("twenty-five people", [25]),
        ("one and a half million", [1.5e6]),
        ("half a billion users", [0.5e9]),
        ("a million downloads", [1e6]),
        ("one point three billion", [1.3e9]),
        ("two hundred thousand", [200_000]),
        ("one million two hundred thousand", [1_200_000]),
        ("a 67B model", [67e9]),
        ("two gigabytes and three files", [2, 3]),
        ("a model of the world", []),
        ("half the people", []),
        ("a b testing", []),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(NLP(text))] == pytest.approx(values)


def test_spans_cover_the_words_of_the_number() -> None:
    doc = NLP("about half a billion users")
    (number,) = find_numbers(doc)
    assert doc[number.start : number.end].text == "half a billion"
