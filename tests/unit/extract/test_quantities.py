"""When a number holds: what was so once is told as past, what happened stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.ingest import read_document
from pipeline.ontology import load_ontology
from pipeline.records import Quantity
from pipeline.settings import Settings


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "value", "tense"),
    [
        ("At that time OpenAI had 770 employees.", 770, "past"),
        ("These days OpenAI has 770 employees.", 770, "present"),
        ("Last year Adobe's revenue was $19 billion.", 19e9, "past"),
        ("In May Anthropic raised $450 million in a new round.", 450e6, "present"),
        ("The lab DeepMind was founded in 2010.", 2010, "present"),
    ],
)
def test_tense_of_a_number(text: str, value: float, tense: str, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")
    found = extract(read_document(tmp_path / "talk.txt"), load_ontology(None), Settings()).relations
    assert [(claim.object.value, claim.tense) for claim in found if isinstance(claim.object, Quantity)] == [
        (value, tense)
    ]
