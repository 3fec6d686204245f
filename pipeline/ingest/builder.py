"""From pieces to reading text, offset map and segments: the one place that knows how words are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.cleaning import BARE_URL, plain, stretches
from pipeline.ingest.pieces import Piece
from pipeline.ingest.times import STAMP, seconds
from pipeline.records import Run, Segment

_WORDS = re.compile(r"\S+(?: \S+){0,200}")
_CLOSING = re.compile(r"[.,?!;:%…]+(?:\s|\Z)")  # word lists give punctuation as a word of its own
_CLOCK = re.compile(STAMP)


@dataclass(frozen=True, slots=True)
class Built:
    """Reading text, offset map and segments, as `Document` holds them."""

    text: str
    runs: tuple[Run, ...]
    segments: tuple[Segment, ...]


class Builder:
    """Appends pieces of raw text to a reading text and keeps count of where each character came from."""

    def __init__(self, raw: str, markup: re.Pattern[str]) -> None:
        """Start with an empty reading text."""
        self.raw, self.markup = raw, markup
        self.parts: list[str] = []
        self.runs: list[list[int]] = []
        self.segments: list[Segment] = []
        self.length = 0
        self.gap = ""  # what stands between the text so far and the next word: "", " " or "\n"
        self.opened: tuple[Piece, float | None] | None = None  # the segment being written, and from when
        self.begin = -1  # of that segment; unknown before its first word

    def add(self, piece: Piece) -> None:
        """Append one piece."""
        last = self.segments[-1] if self.segments else None
        new_line = piece.turn or last is None or last.kind != piece.kind or last.speaker != piece.speaker
        self._separate("\n" if new_line or piece.kind == "context" else " ")
        self._open(piece, piece.start)
        spans = piece.spans if piece.kind == "speech" else self._without_addresses(piece.spans)
        for index, (begin, end) in enumerate(self._without_directions(spans)):
            if index and not (piece.join == "words" and _CLOSING.match(self.raw, begin, end)) and piece.join != "glued":
                self._separate(" ")
            piece = self._span(piece, begin, end)
        self._close()

    def finish(self) -> Built:
        """The whole; a segment without an end time lasts until the next one starts."""
        segments: list[Segment] = []
        at = following = float("inf")  # the start of the segment read last, and the next later one
        for segment in reversed(self.segments):
            if segment.start is not None:
                following = at if segment.start < at else following
                at = segment.start
                if segment.stop is None and at < following < float("inf"):
                    segment = replace(segment, stop=following)
            segments.append(segment)
        return Built("".join(self.parts), tuple(Run(*run) for run in self.runs), tuple(reversed(segments)))

    def _without_addresses(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Spans of context cut around bare addresses, which say nothing when read."""
        left = []
        for begin, end in spans:
            for match in BARE_URL.finditer(self.raw, begin, end):
                left.append((begin, match.start()))
                begin = match.end()
            left.append((begin, end))
        return [(begin, end) for begin, end in left if begin < end]

    def _without_directions(self, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Spans without the stage directions that are spread over several of them, as in word lists."""
        at = 0
        while at < len(spans):
            begin, end = spans[at]
            if self.raw.find("[", begin, end) >= 0 > self.raw.find("]", begin, end):
                last = next(
                    (n for n in range(at + 1, min(at + 9, len(spans))) if "]" in self.raw[slice(*spans[n])]), at
                )
                together = " ".join(self.raw[slice(*span)].strip() for span in spans[at : last + 1])
                if last > at and not plain(together, 0, len(together), self.markup):
                    at = last + 1
                    continue
            yield begin, end
            at += 1

    def _span(self, piece: Piece, begin: int, end: int) -> Piece:
        """Append a span; the piece comes back, of nobody where a mark in it says that somebody else goes on."""
        for first, last, text, kind in stretches(self.raw, begin, end, self.markup):
            if kind == "turn" and piece.kind == "speech":
                if piece.speaker and self.raw[piece.spans[0][0] : first].strip():
                    piece = replace(piece, speaker=None)
                self._close()
                self._separate("\n")
                self._open(piece, piece.start)
            elif kind == "stamp" and piece.kind == "speech":
                clock = _CLOCK.search(self.raw, first, last)
                self._close()
                self._separate(" ")
                self._open(piece, seconds(clock[0]) if clock else piece.start)
            elif kind != "text":
                self._separate(" ")
            elif text is not None:
                self._decoded(text, first, last)
            else:
                self._words(first, last)
        return piece

    def _words(self, begin: int, end: int) -> None:
        cursor = begin
        for match in _WORDS.finditer(self.raw, begin, end):
            if match.start() > cursor:
                self._separate(" ")
            self._write(match[0], match.start(), match.end())
            cursor = match.end()
        if cursor < end:
            self._separate(" ")

    def _decoded(self, text: str, begin: int, end: int) -> None:
        """Append text that replaces the raw span, e.g. the character of an entity."""
        if text[:1].isspace():
            self._separate(" ")
        if words := " ".join(text.split()):
            self._write(words, begin, end)
            if text[-1].isspace():
                self._separate(" ")

    def _separate(self, gap: str) -> None:
        if self.gap != "\n":
            self.gap = gap

    def _write(self, text: str, begin: int, end: int) -> None:
        gap = self.gap if self.length else ""
        self.gap = ""
        if self.begin < 0:
            self.begin = self.length + len(gap)
        last = self.runs[-1] if self.runs else None
        copied, shorter = len(text) == end - begin, len(text) < end - begin
        if last and begin - last[3] == len(gap) and gap != "\n" and self.raw[last[3] : begin] == gap:
            change = last[1] - last[0] - (last[3] - last[2])
            goes_on = (copied and change == 0) or (shorter and change < 0 and not gap)
        else:
            goes_on = False
        start = self.length + len(gap)
        if last and goes_on:
            last[1], last[3] = start + len(text), end
        else:
            self.runs.append([start, start + len(text), begin, end])
        self.parts += (gap, text)
        self.length += len(gap) + len(text)

    def _open(self, piece: Piece, start: float | None) -> None:
        self.opened, self.begin = (piece, start), -1

    def _close(self) -> None:
        if self.opened is not None and self.begin >= 0:
            piece, start = self.opened
            stop = piece.stop if piece.stop is not None and (start is None or piece.stop >= start) else None
            about = (piece.speaker, piece.affiliation, piece.field, piece.listing)
            self.segments.append(Segment(self.begin, self.length, piece.kind, start, stop, *about))
        self.opened = None


def build(raw: str, pieces: Iterable[Piece], markup: re.Pattern[str]) -> Built:
    """Build the reading text of a raw text.

    >>> from pipeline.ingest.cleaning import PROSE
    >>> built = build("**Ann:** Hello\\nthere.", [Piece(((8, 21),), speaker="Ann")], PROSE)
    >>> built.text, built.runs[0]
    ('Hello there.', Run(begin=0, end=5, raw_begin=9, raw_end=14))
    """
    builder = Builder(raw, markup)
    for piece in pieces:
        builder.add(piece)
    return builder.finish()
