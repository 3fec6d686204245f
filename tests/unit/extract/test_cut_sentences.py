"""What the language model gets at once is bounded, however long a sentence goes on."""

from __future__ import annotations

import pytest

from pipeline.extract import nlp, restoration

LONG = 100_000  # characters


@pytest.mark.parametrize("unit", ["we moved the yard and then ", "We moved it. ", "a", "é, ", "word. Word "])
def test_a_sentence_without_end_is_cut(unit):
    text = (unit * (LONG // len(unit))).strip()
    for spans, most in (
        (list(nlp._passages(text)), nlp.PASSAGE),
        (list(restoration._pieces(text, 0, len(text))), restoration.PIECE),
    ):
        assert max(end - begin for begin, end in spans) <= most
        assert "".join(text[begin:end] for begin, end in spans) == text
        if " " in text:
            assert all(begin == 0 or text[begin - 1] == " " for begin, _ in spans)
