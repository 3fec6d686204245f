"""What only fills a pause is left out of the parse, and every word is still there afterwards."""

from __future__ import annotations

import pytest

from pipeline.extract.disfluencies import disfluencies
from pipeline.extract.nlp import load_model
from pipeline.extract.stand_ins import parsed
from pipeline.settings import Settings


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("The firm was , of course , bought", "The firm was bought"),
        ("we , um , we tried it in the , in the spring", "we tried it in the spring"),
        ("it 's , uh , it 's out", "it 's out"),
        ("Ann , you know , Bo and Cy", "Ann , Bo and Cy"),
        ("uh , so it went", "so it went"),
    ],
)
def test_pauses_markers_and_repetitions_go(said: str, meant: str) -> None:
    words = said.split()
    assert [word for i, word in enumerate(words) if i not in disfluencies(words)] == meant.split()


@pytest.mark.parametrize(
    "said",
    ["A , B , A , B", "had had it", "you know , of course", "she likes it , like him", "Duran , Duran played"],
)
def test_what_means_something_stays(said: str) -> None:
    assert not disfluencies(said.split())


@pytest.mark.parametrize(
    "text",
    [
        "Um, the firm, uh, was, you know, bought by, by Oslo. Uh, so, like, it went. Um.",
        "Um, uh.",
        "It was, of course, sold. Um, we left.",
    ],
)
def test_each_word_hangs_in_its_own_sentence(text: str) -> None:
    nlp = load_model(Settings().model)
    (doc,) = parsed(nlp, [text], [[]])
    assert doc.text == text
    assert [token for sentence in doc.sents for token in sentence] == list(doc)
    assert all(token.head.sent == token.sent for token in doc)


def test_a_passive_with_a_marker_is_read_as_without() -> None:
    nlp = load_model(Settings().model)
    (doc,) = parsed(nlp, ["The firm was, of course, bought by Oslo."], [[]])
    bought = next(token for token in doc if token.text == "bought")
    assert {child.dep_ for child in bought.children} >= {"nsubjpass", "auxpass", "agent"}
