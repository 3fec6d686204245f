"""Where names stand: each mention with the sentence that holds it, who says that sentence and when."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pipeline.records import Document, Entity, KnowledgeGraph, Occurrence, Sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it is read. number: among all sentences of the graph; begin, end: raw offsets; times: seconds."""

    number: int
    document: str
    begin: int
    end: int
    text: str
    start: float | None = None
    stop: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named. at: where its words begin in the passage; both unknown without the text."""

    entity: str
    occurrence: Occurrence
    passage: Passage | None = None
    at: int = -1


class Passages:
    """The sentences of a graph, found by raw offsets."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        """Indexes the sentences of every document by where they begin in the raw text."""
        self._documents = {document.id: document for document in graph.documents}
        self._sentences = graph.sentences
        self._begins: dict[str, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        numbered = enumerate(graph.sentences)
        for name, group in groupby(numbered, key=lambda item: item[1].document):
            if (document := self._documents.get(name)) is None:
                continue
            placed = sorted((document.raw_span(sentence.begin, sentence.end)[0], i) for i, sentence in group)
            self._begins[name] = [begin for begin, _ in placed]
            self._numbers[name] = [number for _, number in placed]

    def number(self, document: str, begin: int, end: int) -> int:
        """The sentence in which the raw span begins, by its position in `graph.sentences`; -1 where none does."""
        index = bisect_right(self._begins.get(document, ()), begin) - 1
        return self._numbers[document][index] if index >= 0 and end > begin else -1

    def passage(self, number: int) -> Passage | None:
        """The passage that a sentence is."""
        if number < 0:
            return None
        sentence = self._sentences[number]
        document = self._documents[sentence.document]
        start, stop = _times(document, sentence)
        return Passage(
            number,
            sentence.document,
            *document.raw_span(sentence.begin, sentence.end),
            document.text[sentence.begin : sentence.end],
            start,
            stop,
            sentence.speaker,
        )

    def mentions(self, entity: Entity) -> Iterator[Mention]:
        """The mentions of an entity in the order of documents and offsets."""
        for occurrence in sorted(entity.occurrences, key=lambda place: (place.document, place.begin, place.end)):
            number = self.number(occurrence.document, occurrence.begin, occurrence.end)
            at = self._at(number, occurrence)
            yield Mention(entity.iri, occurrence, self.passage(number) if at >= 0 else None, at)

    def _at(self, number: int, occurrence: Occurrence) -> int:
        """Where the occurrence's words begin in its sentence; -1 where they do not stand in it."""
        if number < 0:
            return -1
        sentence, document = self._sentences[number], self._documents[occurrence.document]
        at = document.text.find(occurrence.text, sentence.begin, sentence.end)
        while at >= 0 and document.raw_span(at, at + len(occurrence.text))[0] != occurrence.begin:
            at = document.text.find(occurrence.text, at + 1, sentence.end)
        return at - sentence.begin if at >= 0 else -1


def mentions_of(graph: KnowledgeGraph) -> Mapping[str, tuple[Mention, ...]]:
    """Entity IRI -> its mentions, for every entity of the graph."""
    passages = Passages(graph)
    return {entity.iri: tuple(passages.mentions(entity)) for entity in graph.entities}


def turns(graph: KnowledgeGraph, size: int) -> list[int]:
    """For each sentence the number of its turn: a line of the reading text, or lines of context that follow each other
    (a list in the description); long ones are cut into `size` sentences.
    """
    documents = {document.id: document for document in graph.documents}
    numbers: list[int] = []
    number, length, before, was_context = -1, 0, None, False
    for sentence in graph.sentences:
        document = documents[sentence.document]
        in_context = _is_context(document, sentence)
        goes_on = (
            before is not None
            and before.document == sentence.document
            and before.speaker == sentence.speaker
            and length < size
            and ("\n" not in document.text[before.end : sentence.begin] or (in_context and was_context))
        )
        number, length = (number, length + 1) if goes_on else (number + 1, 1)
        numbers.append(number)
        before, was_context = sentence, in_context
    return numbers


def _is_context(document: Document, sentence: Sentence) -> bool:
    segment = document.segment_at(sentence.begin)
    return segment is not None and segment.kind == "context"


def named_in(graph: KnowledgeGraph) -> dict[int, set[str]]:
    """Sentence number -> IRIs of the entities that it names."""
    passages = Passages(graph)
    named: dict[int, set[str]] = defaultdict(set)
    for entity in graph.entities:
        for place in entity.occurrences:
            number = passages.number(place.document, place.begin, place.end)
            if number >= 0:
                named[number].add(entity.iri)
    return named


def _times(document: Document, sentence: Sentence) -> tuple[float | None, float | None]:
    segment = document.segment_at(sentence.begin)
    if segment is None:
        return None, None
    return document.time_at(max(sentence.begin, segment.begin)), document.time_at(sentence.end)
