"""Tables: Whisper TSV, sheets exported as TSV or CSV. A table without a column of text is no transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.ingest.cleaning import CAPTION
from pipeline.ingest.pieces import Piece, Reading
from pipeline.ingest.timed_words import read_time

_TEXT = frozenset({"text", "transcript", "transcription", "content", "utterance", "sentence", "caption", "dialogue"})
_START = frozenset({"start", "start_time", "starttime", "start time", "begin", "from", "time", "timestamp", "timecode"})
_STOP = frozenset({"end", "end_time", "endtime", "stop", "to", "end time"})
_SPEAKER = frozenset({"speaker", "speaker name", "name", "speaker_name", "who", "participant"})
_ROW = re.compile(r"^[^\r\n]*\S[^\r\n]*", re.MULTILINE)
_CELLS = {
    delimiter: re.compile(rf"(?:\"(?P<quoted>(?:[^\"]|\"\")*)\"|(?P<bare>[^{delimiter}]*))(?:{delimiter}|$)")
    for delimiter in ("\t", ",", ";")
}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds what, and how many rows stand above the first row of speech."""

    rows: int
    delimiter: str
    text: int
    start: int | None = None
    stop: int | None = None
    speaker: int | None = None


def is_table(head: str) -> bool:
    """Whether a text is a table: a header of known columns, or tabs at the same places of every line.

    >>> is_table("start\\tend\\ttext\\n0\\t9\\tHi"), is_table("old\\tnew\\na\\tb\\nc\\td"), is_table("Hi, you.")
    (True, True, False)
    """
    rows = rows_of(head, 0, len(head))[:20]
    if find_header(head, rows):
        return True
    tabs = [head.count("\t", *row) for row in rows[: -1 if len(rows) > 3 else None]]
    return len(tabs) > 1 and min(tabs) > 0 and len(set(tabs)) <= 2


def read_table(raw: str) -> Reading:
    """Read a table of utterances. Raises InputError where no column holds text."""
    rows = rows_of(raw, 0, len(raw))
    header = find_header(raw, rows[:20])
    if header is None:
        names = ", ".join(raw[slice(*cell)] for cell in cells(raw, rows[0], "\t"))[:120]
        raise InputError(f"this table has no column of text ({names}), so it is not a transcript; leave it out.")
    above = tuple(Piece((row,), "context") for row in rows[: max(0, header.rows - 1)])
    return Reading((*above, *utterances(raw, rows[header.rows :], header)), CAPTION)


def find_header(raw: str, rows: Sequence[Span]) -> Header | None:
    """The columns, by their names in one of the first five rows, or by what they hold where they have none."""
    for index, row in enumerate(rows[:5]):
        for delimiter in _CELLS:
            names = [raw[slice(*cell)].strip().lower() for cell in cells(raw, row, delimiter)]
            text, start, stop, speaker = (_column(names, known) for known in (_TEXT, _START, _STOP, _SPEAKER))
            if text is not None and (start is not None or speaker is not None):
                return Header(index + 1, delimiter, text, start, stop, speaker)
    first = [raw[slice(*cell)] for cell in cells(raw, rows[0], "\t")] if rows else []
    if len(first) == 3 and read_time(first[0]) is not None and read_time(first[1]) is not None:
        return Header(0, "\t", 2, 0, 1)
    return None


def _column(names: Sequence[str], known: frozenset[str]) -> int | None:
    return next((n for n, name in enumerate(names) if name in known), None)


def rows_of(raw: str, begin: int, end: int) -> list[Span]:
    """Spans of the lines that are not empty."""
    return [match.span() for match in _ROW.finditer(raw, begin, end)]


def cells(raw: str, row: Span, delimiter: str) -> list[Span]:
    """Spans of the cells of a row, without their quotation marks."""
    spans, at = [], row[0]
    while at <= row[1] and (match := _CELLS[delimiter].match(raw, at, row[1])):
        spans.append(match.span("bare" if match["quoted"] is None else "quoted"))
        if match.end() == row[1] and raw[match.end() - 1 : match.end()] != delimiter:
            break
        at = match.end()
        if match.end() == match.start():
            break
    return spans


def utterances(raw: str, rows: Sequence[Span], header: Header) -> list[Piece]:
    """One piece per row that has text; whole numbers that leave people over ten seconds a word are milliseconds."""
    read = [cells(raw, row, header.delimiter) for row in rows]
    starts = [time for row in read if (time := _time(raw, row, header.start, 1.0)) is not None]
    words = sum(raw.count(" ", *row) + 1 for row in rows)
    clocks = [_cell(raw, row, header.start) for row in read]
    whole = not any("." in clock or ":" in clock for clock in clocks[:50])
    unit = 0.001 if whole and len(starts) > 1 and starts[-1] - starts[0] > 10 * words else 1.0
    pieces = []
    for row in read:
        if header.text < len(row) and raw[slice(*row[header.text])].strip():
            start, stop = _time(raw, row, header.start, unit), _time(raw, row, header.stop, unit)
            name = _cell(raw, row, header.speaker).strip()
            pieces.append(Piece((row[header.text],), "speech", start, stop, name or None))
    return pieces


def _cell(raw: str, row: Sequence[Span], column: int | None) -> str:
    return raw[slice(*row[column])] if column is not None and column < len(row) else ""


def _time(raw: str, row: Sequence[Span], column: int | None, unit: float) -> float | None:
    return read_time(_cell(raw, row, column), unit)
