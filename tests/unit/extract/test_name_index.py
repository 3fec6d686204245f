"""Known names in text, however they are cased, spaced or hyphenated."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.names import NameIndex

INDEX = NameIndex(
    dict.fromkeys(["chatgpt", "gpt3", "a100", "stablediffusion", "stablediffusion2", "asi", "wendys", "v100"], ())
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I asked chat GPT about it", ["chat GPT"]),
        ("Chat-GPT and GPT3 and GPT-3", ["Chat-GPT", "GPT3", "GPT-3"]),
        ("thousands of A100s", ["A100s"]),
        ("stable diffusion 2 is out", ["stable diffusion 2"]),
        ("Stable Diffusion, 2 of them", ["Stable Diffusion"]),
        ("eat at Wendy's today", ["Wendy's"]),
        ("it is as is", []),  # a plural is forgiven within a word, not across two
        ("version v1.0.0 of it", []),
        ("chat. GPT", []),
    ],
)
def test_finds(text: str, found: list[str]) -> None:
    assert [text[match.begin : match.end] for match in INDEX.find(text)] == found


@given(st.text())
def test_matches_lie_in_order_and_apart(text: str) -> None:
    matches = list(INDEX.find(text))
    assert all(left.end <= right.begin for left, right in pairwise(matches))
    assert all(0 <= match.begin < match.end <= len(text) for match in matches)
