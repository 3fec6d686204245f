"""Where the two ends of a fact stand in a quote, so that the page can highlight them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from pipeline.records import Evidence, KnowledgeGraph, Occurrence, Quantity, Triple


class Marker:
    """Finds the names of entities in quotes: as they occur in the quote's raw span, and by their labels."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        """Indexes the occurrences of every entity by document and offset."""
        self._names = {entity.iri: (entity.label, *entity.aliases, *entity.heard) for entity in graph.entities}
        self._places: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
        for entity in graph.entities:
            for occurrence in sorted(entity.occurrences, key=lambda occurrence: occurrence.begin):
                self._places[entity.iri, occurrence.document].append(occurrence)

    def marks(self, triple: Triple, evidence: Evidence) -> list[int]:
        """Begin and end of each mark in turn, in UTF-16 units (those of JavaScript), sorted, not overlapping."""
        names = {name for end in (triple.subject, triple.object) for name in self._said(end, evidence)}
        spans = _spans(evidence.quote, names)
        return [utf16(evidence.quote, offset) for span in spans for offset in span]

    def _said(self, end: str | Quantity, evidence: Evidence) -> Iterable[str]:
        if isinstance(end, Quantity):
            return ()
        places = self._places.get((end, evidence.document), [])
        first = bisect_left(places, evidence.begin, key=lambda place: place.begin)
        after = bisect_left(places, evidence.end, key=lambda place: place.begin)
        return (*self._names.get(end, ()), *(place.text for place in places[first:after]))


def _spans(quote: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where the names stand as whole words, longer ones first; letter case aside.

    >>> _spans("the ABC-3 of Larkfield", ["ABC", "abc-3", "of\\nLarkfield"])
    [(4, 9), (10, 22)]
    """
    text = quote.lower() if len(quote.lower()) == len(quote) else quote
    spans: list[tuple[int, int]] = []
    for name in sorted({" ".join(name.lower().split()) for name in names} - {""}, key=lambda name: (-len(name), name)):
        begin = text.find(name)
        while begin >= 0:
            end = begin + len(name)
            whole = not (text[begin - 1 : begin].isalnum() or text[end : end + 1].isalnum())
            if whole and all(end <= other or begin >= stop for other, stop in spans):
                spans.append((begin, end))
            begin = text.find(name, end)
    return sorted(spans)


def utf16(text: str, offset: int) -> int:
    """The offset in UTF-16 units.

    >>> utf16("\U0001d11e x", 2)
    3
    """
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
