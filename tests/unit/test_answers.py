"""What an answer says is quoted with its answer, and by whoever gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.api import Graph
from pipeline.ontology import load_ontology
from pipeline.run import assemble
from pipeline.settings import Settings


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "It is fast. Who makes Tidewater, the parser? That is Siemens. Good.",
            "Who makes Tidewater, the parser? That is Siemens.",
        ),
        ("Signe Holm: Who makes Tidewater, the parser?\nTom Reed: That is Siemens.", "That is Siemens."),
    ],
)
def test_an_answer_is_quoted(tmp_path: Path, text: str, quote: str) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(text + "\n", encoding="utf-8")
    settings = Settings()
    ontology = load_ontology(settings.ontology)
    knowledge, _ = assemble([path], ontology, settings, strict=True)
    (fact,) = Graph(knowledge, ontology, settings).facts
    assert (fact.subject, fact.predicate, fact.object) == ("Tidewater", "developed by", "Siemens")
    assert [evidence.quote for evidence in fact.record.evidence] == [quote]
