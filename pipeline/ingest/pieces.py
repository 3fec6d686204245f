"""What a reader hands back: which stretches of the raw text are read, in which order, and what is known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from pipeline.errors import InputError
from pipeline.records import SegmentKind

T = TypeVar("T")
MOST_PIECES = 200_000  # a word-by-word transcript of twenty hours has as many
Join = Literal["lines", "words", "glued"]


def limited(items: Iterable[T], most: int = MOST_PIECES) -> Iterator[T]:
    """The items, one by one; more than any transcript has raise InputError, which bounds time and memory."""
    for index, item in enumerate(items):
        if index == most:
            raise InputError(f"more than {most:,} cues, lines or elements, which no one recording has; split the file.")
        yield item


@dataclass(frozen=True, slots=True)
class Piece:
    """Raw stretches that belong to one segment; in reading, they are joined by a space.

    spans: half-open raw offsets, in reading order.
    start, stop: seconds from the start of the recording.
    join: what stands between spans: a space ("lines"), a space but before closing punctuation ("words", for lists in
        which it is a word of its own), or nothing, as their own white space says ("glued").
    turn: the piece begins a new line of the reading text, although kind and speaker stay the same.
    affiliation, field, listing: as of `Segment`.
    """

    spans: tuple[tuple[int, int], ...]
    kind: SegmentKind = "speech"
    start: float | None = None
    stop: float | None = None
    speaker: str | None = None
    turn: bool = False
    join: Join = "lines"
    affiliation: str | None = None
    field: str = ""
    listing: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as its reader understood it.

    markup: pattern of what is not text in this format, see `cleaning.py`.
    unread: texts of the file that are not read, by their name in it, each with the number of its letters.
    """

    pieces: tuple[Piece, ...]
    markup: re.Pattern[str]
    title: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
