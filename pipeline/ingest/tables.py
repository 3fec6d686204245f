"""Tables: Whisper TSV, sheets exported as TSV or CSV. A table without a column of text is no transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.errors import InputError
from pipeline.ingest.cleaning import CAPTION, PROSE, plain
from pipeline.ingest.header import read_header
from pipeline.ingest.pieces import Piece, Reading, limited
from pipeline.ingest.speakers import LABEL, is_diarisation_id, looks_like_name
from pipeline.ingest.timed_words import read_time

# Names of columns, the likeliest first; the first three also count as a word of a longer name ("Original text").
_TEXT = (
    *("text", "transcript", "transcription", "content", "utterance", "sentence", "caption", "dialogue", "words"),
    *("speech", "what", "said", "message", "remark"),
)
_START = ("start", "start time", "starttime", "begin", "from", "in", "timestamp", "timecode", "time")
_STOP = ("end", "end time", "endtime", "stop", "to", "out")
_SPEAKER = ("speaker", "speaker name", "speaker label", "name", "who", "participant", "person")
_LINE = re.compile(r"^[^\r\n]*\S[^\r\n]*", re.MULTILINE)
# In comma-separated values a quoted cell may run over several lines.
_RECORD = re.compile(
    r"(?:[^\r\n\"]++|(?<![^,;\r\n])\"(?:[^\"]++|\"\")*+\"(?![^,;\r\n])|\")++",
)
_NO_HEADER = re.compile(r"\{|\d;\d\d;\d")  # JSON; a time code
_SENTENCE = re.compile(r"\w[.?!…][\"”'’]?(?: |\s*\Z)")  # "And me, Ann. And Bo, before we start, look."
_CELLS = {
    delimiter: re.compile(rf"(?:\"(?P<quoted>(?:[^\"]++|\"\")*+)\"|(?P<bare>[^{delimiter}]*+))(?:[{delimiter}]|$)")
    for delimiter in ("\t", ",", ";", "|")
}
_MARKUP = {
    "\t": CAPTION,
    ",": re.compile(r"\"(?P<keep1>\")|" + CAPTION.pattern),
    ";": re.compile(r"\"(?P<keep1>\")|" + CAPTION.pattern),
    "|": PROSE,
}
_RULE = re.compile(r"[\s:-]*")  # between the header and the rows of a Markdown table
MOST_COLUMNS = 1000
LONGEST_NAME = 60  # characters of the name of a column
LONGEST_WORDS = 5  # words of it, where one of them says what it holds
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds what, and where its line begins and ends: nowhere where no line names the columns."""

    begin: int
    end: int
    delimiter: str
    text: int
    start: int | None = None
    stop: int | None = None
    speaker: int | None = None


def is_table(head: str) -> bool:
    """Whether a text is a table: a header of known columns, columns of times and names, or tabs alike in every line.

    >>> is_table("start\\tend\\ttext\\n0\\t9\\tHi"), is_table("old\\tnew\\na\\tb\\nc\\td"), is_table("Hi, you.")
    (True, True, False)
    """
    if find_header(head, 0, len(head)):
        return True
    lines = _first_lines(head, 0, len(head))
    tabs = [head.count("\t", *line) for line in lines[: -1 if len(lines) > 3 else None]]
    if len(tabs) < 2 or min(tabs) == 0 or len(set(tabs)) > 2:
        return False
    return max(tabs) > 1 or not any(_is_time(head[slice(*cells(head, line, "\t")[0])]) for line in lines)


def read_table(raw: str) -> Reading:
    """Read a table of utterances. Raises InputError where no column holds text."""
    header = find_header(raw, 0, len(raw))
    if header is None:
        names = ", ".join(raw[slice(*cell)] for cell in cells(raw, _first_lines(raw, 0, len(raw))[0], "\t"))[:120]
        raise InputError(f"this table has no column of text ({names}), so it is not a transcript; leave it out.")
    above = read_header(raw, (match.span() for match in _LINE.finditer(raw, 0, header.begin)))
    pieces = (*above.pieces, *utterances(raw, header, len(raw)))
    return Reading(pieces, _MARKUP[header.delimiter], date=above.date)


def find_header(raw: str, begin: int, end: int) -> Header | None:
    """The columns, by their names in one of the first five lines, or by what they hold where they have none."""
    lines = _first_lines(raw, begin, end)
    for index, line in enumerate(lines[:5]):
        for delimiter in _CELLS:
            row = cells(raw, line, delimiter)
            if (
                len(row) < 2
                or _NO_HEADER.search(raw, *line)
                or _SENTENCE.search(raw, *line)
                or any(last - first > LONGEST_NAME for first, last in row)
                or not _goes_on(raw, lines[index:], delimiter)
            ):
                continue
            names = [_normal(raw[slice(*cell)]) for cell in row]
            text, start, stop, speaker = (_column(names, known) for known in (_TEXT, _START, _STOP, _SPEAKER))
            if text is None and start is not None:
                text = _wordiest(raw, lines[index + 1 :], delimiter)
            if text is not None and text not in (start, speaker) and (start is not None or speaker is not None):
                return Header(*line, delimiter, text, start, stop, speaker)
    return _by_content(raw, begin, lines)


def _goes_on(raw: str, lines: Sequence[Span], delimiter: str) -> bool:
    """Whether most lines below a header have about as many marks between cells as it has: one of prose has not."""
    counts = [raw.count(delimiter, *line) for line in lines[:10]]
    return len(counts) < 2 or sum(count >= counts[0] for count in counts[1:]) * 2 >= len(counts) - 1 or delimiter == ","


def _by_content(raw: str, begin: int, lines: Sequence[Span]) -> Header | None:
    """The columns of a table without a header: of times, of names that come again or look like names, of text."""
    for delimiter in ("\t", ";", ",", "|"):
        if delimiter == ";" and lines and _NO_HEADER.search(raw, *lines[0]):
            continue
        rows = [cells(raw, line, delimiter) for line in lines]
        width = max(map(len, rows), default=0)
        whole = [[raw[slice(*cell)].strip() for cell in row] for row in rows if len(row) == width]
        if not 2 <= width <= 12 or len(whole) < 2 or len(whole) * 10 < len(rows) * (8 if delimiter == "\t" else 10):
            continue
        named = not any(map(_is_time, whole[0])) and any(map(_is_time, whole[-1]))  # in words that are not known
        columns = list(zip(*whole[named:], strict=True))
        times = [n for n, column in enumerate(columns) if sum(map(_is_time, column)) * 10 >= 8 * len(column)]
        names = [n for n, column in enumerate(columns) if n not in times and _are_names(column)]
        rest = [n for n in range(width) if n not in times and n not in names]
        if not rest or not (names or len(times) > 1) or (delimiter != "\t" and not times):
            continue
        text = max(rest, key=lambda n: sum(len(cell.split()) for cell in columns[n]))
        start, stop = [*times, None, None][:2]
        head = lines[0] if named else (begin, begin)
        return Header(*head, delimiter, text, start, stop, names[0] if names else None)
    return None


def _is_time(cell: str) -> bool:
    return read_time(cell.strip().strip("[]()")) is not None


def _are_names(column: Sequence[str]) -> bool:
    """Whether a column holds speakers: labels short as names, and fewer of them than rows."""
    labels = [cell.rstrip(":") for cell in column if cell]
    fit = [cell for cell in labels if re.fullmatch(LABEL, cell) and (looks_like_name(cell) or is_diarisation_id(cell))]
    return bool(labels) and len(fit) * 10 >= 9 * len(column) and (len(set(fit)) < len(fit) or len(column) < 3)


def _first_lines(raw: str, begin: int, end: int) -> list[Span]:
    return [match.span() for match in islice(_LINE.finditer(raw, begin, end), 20)]


def _normal(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", name[:100].lower()))


def _column(names: Sequence[str], known: Sequence[str]) -> int | None:
    exact = (names.index(name) for name in known if name in names)
    short = [words.split() if words.count(" ") < LONGEST_WORDS else [] for words in names]  # a clause names no column
    part = (n for name in known[:3] for n, words in enumerate(short) if name in words)
    return next(exact, next(part, None))


def _wordiest(raw: str, lines: Sequence[Span], delimiter: str) -> int | None:
    """The column with the most words, if it has three a line."""
    counts: Counter[int] = Counter()
    for line in lines:
        counts.update({n: len(raw[slice(*cell)].split()) for n, cell in enumerate(cells(raw, line, delimiter))})
    return next((n for n, count in counts.most_common(1) if count >= 3 * len(lines)), None)


def cells(raw: str, row: Span, delimiter: str) -> list[Span]:
    """Spans of the cells of a row, without their quotation marks."""
    spans: list[Span] = []
    at = row[0]
    while at <= row[1] and len(spans) < MOST_COLUMNS and (match := _CELLS[delimiter].match(raw, at, row[1])):
        spans.append(match.span("bare" if match["quoted"] is None else "quoted"))
        if match.end() == row[1] and raw[match.end() - 1 : match.end()] != delimiter:
            break
        at = match.end()
        if match.end() == match.start():
            break
    return spans


def utterances(raw: str, header: Header, end: int) -> list[Piece]:
    """One piece per row below the header that has text."""
    pattern = _RECORD if header.delimiter in ",;" else _LINE
    rows = [cells(raw, match.span(), header.delimiter) for match in limited(pattern.finditer(raw, header.end, end))]
    rows = [row for row in rows if header.text < len(row) and not _RULE.fullmatch(raw, *row[header.text])]
    words = sum(raw.count(" ", *row[header.text]) + 1 for row in rows)
    start_unit, stop_unit = (_unit(raw, rows, column, words) for column in (header.start, header.stop))
    return [
        Piece(
            (row[header.text],),
            "speech",
            read_time(_cell(raw, row, header.start), start_unit),
            read_time(_cell(raw, row, header.stop), stop_unit),
            _name(_cell(raw, row, header.speaker)),
        )
        for row in rows
    ]


def _unit(raw: str, rows: Sequence[Sequence[Span]], column: int | None, words: int) -> float:
    """Seconds per number of a column: whole numbers that leave people over ten seconds a word are milliseconds."""
    whole = [int(cell) for row in rows if (cell := _cell(raw, row, column)).isdecimal() and len(cell) < 16]
    return 0.001 if len(whole) * 2 > len(rows) and whole[-1] - whole[0] > 10 * words else 1.0


def _name(cell: str) -> str | None:
    return plain(cell, 0, len(cell), PROSE) or None


def _cell(raw: str, row: Sequence[Span], column: int | None) -> str:
    return raw[slice(*row[column])].strip() if column is not None and column < len(row) else ""
