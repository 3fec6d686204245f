"""Mentions and names said together, read back from RDF that holds them (`talkgraph run --mentions --together`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from pipeline.records import Document, Occurrence, Run, Segment, Sentence, Together, Window
from pipeline.vocabulary import expand

MENTION, TOGETHER = expand("tg:Mention"), expand("tg:Together")
Node = Mapping[str, list[Any]]
Text = Callable[[Node, str], str]  # a node's first value of a property, empty where it has none


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and the sentence that holds it."""

    entity: str
    place: Occurrence
    quote: str
    start: float | None
    stop: float | None
    speaker: str | None


def read_mentions(nodes: Mapping[str, Node], text: Text, short: Callable[[str], str]) -> list[Found]:
    """Every mention that the nodes hold, by document and place. short: document IRI -> its id."""
    found = []
    for node in nodes.values():
        if text(node, "rdf:type") != MENTION:
            continue
        passage = text(node, "prov:wasDerivedFrom")
        document = short(text(nodes.get(passage, {}), "dcterms:isPartOf") or passage.partition("#")[0])
        begin, end = (int(text(node, name) or 0) for name in ("nif:beginIndex", "nif:endIndex"))
        place = Occurrence(document, begin, end, text(node, "nif:anchorOf"), text(node, "tg:aside"))
        start, stop = (_seconds(text(node, name)) for name in ("tg:startTime", "tg:endTime"))
        speaker = text(node, "tg:speaker") or None
        found.append(Found(text(node, "tg:denotes"), place, text(node, "tg:quote"), start, stop, speaker))
    return sorted(found, key=lambda item: (item.place.document, item.place.begin, item.place.end, item.entity))


def with_sentences(
    documents: Iterable[Document], found: Iterable[Found]
) -> tuple[tuple[Document, ...], tuple[Sentence, ...]]:
    """The documents, their text reduced to the sentences that name something, and those sentences."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        groups[item.place.document].append(item)
    filled, sentences = [], []
    for document in documents:
        document, own = _filled(document, groups.get(document.id, ()))
        filled.append(document)
        sentences += own
    return tuple(filled), tuple(sentences)


def _filled(document: Document, found: Sequence[Found]) -> tuple[Document, list[Sentence]]:
    """Each sentence is a line of the text; only the words of its mentions lead back into the raw text."""
    text, runs, segments, sentences = "", [], [], []
    quotes: dict[tuple[str, float | None, str | None], list[Found]] = defaultdict(list)
    for item in found:
        quotes[item.quote, item.start, item.speaker].append(item)
    for (quote, start, speaker), items in quotes.items():
        begin = len(text)
        text += f"{quote}\n"
        segments.append(Segment(begin, begin + len(quote), start=start, stop=items[0].stop, speaker=speaker))
        sentences.append(Sentence(document.id, begin, begin + len(quote), speaker))
        at = 0
        for place in dict.fromkeys(item.place for item in items):
            at = quote.find(place.text, at)
            if at < 0:
                break
            runs.append(Run(begin + at, begin + at + len(place.text), place.begin, place.end))
            at += len(place.text)
    return replace(document, text=text, runs=tuple(runs), segments=tuple(segments)), sentences


def read_together(nodes: Iterable[Node], text: Text) -> Iterator[Together]:
    """What is said together, the likeliest first."""
    pairs = [
        Together(
            *(text(node, "tg:first"), text(node, "tg:second"), cast(Window, text(node, "tg:window"))),
            *_counts(node, text),
            likelihood=_seconds(text(node, "tg:likelihood")) or 0.0,
        )
        for node in nodes
        if text(node, "rdf:type") == TOGETHER
    ]
    yield from sorted(pairs, key=lambda pair: (-pair.likelihood, pair.first, pair.second, pair.window))


def _counts(node: Node, text: Text) -> tuple[int, int, int, int]:
    both, first, second, windows = (
        int(text(node, f"tg:{name}") or 0) for name in ("withBoth", "withFirst", "withSecond", "windows")
    )
    return both, first, second, windows


def _seconds(text: str) -> float | None:
    return float(text) if text else None
