from __future__ import annotations

import pytest

from pipeline.graph.together import LEAST, likelihood, said_together
from pipeline.records import Document, Entity, KnowledgeGraph, Occurrence, Run, Sentence, Source


def episode(name: str, lines: list[str]) -> tuple[Document, list[Sentence]]:
    text = "\n".join(lines)
    document = Document(name, Source(f"{name}.txt", "text", name), text, text, (Run(0, len(text), 0, len(text)),), ())
    begins = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    return document, [Sentence(name, begin, begin + len(line)) for begin, line in zip(begins, lines, strict=True)]


def graph(*episodes: tuple[str, list[str]]) -> KnowledgeGraph:
    """Every word with a capital is a name."""
    made = [episode(*each) for each in episodes]
    places: dict[str, list[Occurrence]] = {}
    for document, _ in made:
        at = 0
        for word in document.text.replace("\n", " ").split(" "):
            if word[:1].isupper():
                places.setdefault(word, []).append(Occurrence(document.id, at, at + len(word), word))
            at += len(word) + 1
    entities = tuple(Entity(name, name, "c", occurrences=tuple(spots)) for name, spots in places.items())
    sentences = tuple(sentence for _, group in made for sentence in group)
    return KnowledgeGraph(tuple(document for document, _ in made), entities, (), sentences=sentences)


def test_names_that_meet_more_often_than_by_chance_are_joined_with_their_counts() -> None:
    lines = ["Ada saw Bob", "Ada saw Bob", "Bob slept", "Cleo slept", *["nobody spoke"] * 8]
    (pair,) = (pair for pair in said_together(graph(("e", lines))) if pair.window == "sentence")
    assert (pair.first, pair.second) == ("Ada", "Bob")
    assert (pair.both, pair.with_first, pair.with_second, pair.windows) == (2, 2, 3, 12)
    assert pair.likelihood == pytest.approx(likelihood(2, 2, 3, 12), abs=0.01)
    assert pair.likelihood >= LEAST


def test_to_be_of_one_episode_joins_nothing() -> None:
    often = ["Ada saw Bob", *["Ada spoke", "Bob spoke"] * 5]
    elsewhere = ("f", ["nobody spoke"] * 1000)
    assert said_together(graph(("e", often), elsewhere)) == ()


def test_a_turn_is_a_wider_window_than_a_sentence() -> None:
    text = "Ada spoke. Bob spoke. " + "nobody spoke. " * 60
    document = Document("d", Source("d.txt", "text", "0"), text, text, (Run(0, len(text), 0, len(text)),), ())
    ends = [i + 1 for i, char in enumerate(text) if char == "."]
    begins = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(Sentence("d", begin, end) for begin, end in zip(begins, ends, strict=True))
    places = {"Ada": 0, "Bob": text.index("Bob")}
    entities = tuple(Entity(n, n, "c", occurrences=(Occurrence("d", at, at + 3, n),)) for n, at in places.items())
    found = said_together(KnowledgeGraph((document,), entities, (), sentences=sentences))
    assert [(pair.window, pair.both) for pair in found] == [("turn", 1)]


def test_the_order_of_entities_changes_nothing() -> None:
    made = graph(("e", ["Ada saw Bob and Cleo", "Cleo saw Ada", *["nobody spoke"] * 20]))
    turned = KnowledgeGraph(made.documents, made.entities[::-1], (), sentences=made.sentences)
    assert said_together(made) == said_together(turned) != ()
