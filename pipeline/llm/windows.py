"""A document in windows: passages of whole turns, or of whole sentences of a long one, that a model reads at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Document

WINDOW = 1800  # characters; what a small model still reads with care
BEFORE = 400  # characters before a window that say what its pronouns mean


@dataclass(frozen=True, slots=True)
class Window:
    """A reading span; `before` is where the words begin that only say what went before."""

    begin: int
    end: int
    before: int


def windows(document: Document, sentences: Sequence[tuple[int, int]]) -> tuple[Window, ...]:
    """Windows that together hold every sentence once, in order. sentences: reading spans, sorted.

    Lists of chapters and links are left out: no names are taken from them.
    """
    found: list[Window] = []
    begin = end = None
    for first, last in _pieces(document, sentences):
        if begin is not None and end is not None and last - begin > WINDOW:
            found.append(_window(document, begin, end))
            begin = None
        begin, end = first if begin is None else begin, last
    if begin is not None and end is not None:
        found.append(_window(document, begin, end))
    return tuple(found)


def _pieces(document: Document, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Turns that a window can hold, and the sentences of longer ones."""
    turn: list[tuple[int, int]] = []
    for first, last in (*sentences, (len(document.text), len(document.text))):
        if turn and (last == first or "\n" in document.text[turn[-1][1] : first]):
            short = turn[-1][1] - turn[0][0] <= WINDOW
            yield from [(turn[0][0], turn[-1][1])] if short else turn
            turn = []
        segment = document.segment_at(first)
        listed = segment is not None and segment.listing
        if first < last and not listed and document.text[first:last].strip():
            turn.append((first, last))


def _window(document: Document, begin: int, end: int) -> Window:
    before = max(0, begin - BEFORE)
    while 0 < before < begin and not document.text[before - 1].isspace():
        before += 1
    return Window(begin, end, before)


def lines(document: Document, begin: int, end: int) -> Iterator[str]:
    """The words of a reading span, each turn with its time and speaker, each line of a header with its field."""
    for match in re.finditer(r"[^\n]+", document.text[begin:end]):
        at = begin + match.start()
        segment = document.segment_at(at)
        label = ""
        if segment is not None and segment.kind == "context":
            label = f"({segment.field or 'header'}) "
        elif segment is not None:
            time = document.time_at(at)
            clock = f"{int(time) // 60}:{int(time) % 60:02}" if time is not None else ""
            label = " ".join(
                filter(None, (f"[{clock}]" if clock else "", f"{segment.speaker}:" if segment.speaker else ""))
            )
        yield f"{label} {match[0].strip()}".strip()
