"""JSON transcripts: by the shape of a known service, or, where none fits, by looking for the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.errors import InputError
from pipeline.ingest.cleaning import JSON, plain
from pipeline.ingest.fields import is_field_name, normal, stated_dates, stated_title, stated_url, usual
from pipeline.ingest.json_fields import TEXT, as_dict, as_dicts, get, names_of, words_of
from pipeline.ingest.json_texts import left_out, rows_of, transcript
from pipeline.ingest.located_json import Located, load_located
from pipeline.ingest.pieces import Piece, Reading
from pipeline.ingest.services import SHAPES
from pipeline.ingest.timed_words import sentences, span_of
from pipeline.ingest.times import iso_date

_BEGIN = re.compile(
    r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|\[\s*(?:[\[{]|-?\d{1,9}(?:\.\d{1,9})?\s*,|\"(?:[^\"\\]|\\.)*+\"\s*,)"
    r"|\"(?:[^\"\\]|\\.)*+\"\s*[,\]]|$))"
)
# What stands around JSON that was pasted: a fence of Markdown, an assignment.
_FENCE = re.compile(
    r"\s*(?:```+[ \t]*(?:json\w*)?[ \t]*\r?\n"
    r"|(?:export default|(?:var|let|const) \w{1,60} ?=|[\w.]{1,80} ?=)\s*(?=[\[{]))"
)
_FENCE_END = re.compile(r"\s*(?:```+|;)\s*\Z")
_ESCAPE = re.compile(r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_EMBEDDED = re.compile(r"\n|<(?:p|br|div|span|li)\b|^\s*WEBVTT", re.IGNORECASE)
_ESCAPES = r"(?P<space9>\\[nrtbf])|(?P<escape9>(?:\\u[0-9a-fA-F]{4}){1,100}|\\[\"\\/])|"


def is_json(head: str) -> bool:
    """Whether a text begins as JSON of objects or lists does.

    >>> is_json(' {"text": '), is_json('```json\\n[{"text": '), is_json("[00:00:02] Hello"), is_json("[Music]")
    (True, True, False, False)
    """
    fence = _FENCE.match(head)
    return _BEGIN.match(head, fence.end() if fence else 0) is not None


def read_json(raw: str) -> Reading:
    """Read a JSON transcript. Raises InputError where it is no JSON, or holds no text."""
    try:
        data, warning = load_located(_unfenced(raw))
    except RecursionError as error:
        raise InputError("the JSON is nested too deeply to be a transcript; export it again.") from error
    except ValueError as error:
        raise InputError("the JSON is damaged from the start; export it again.") from error
    reading = _read(raw, data)
    if not reading.pieces:
        raise InputError("this JSON holds no transcript (no list of texts was found); export it with its text.")
    about = tuple(_about(data))
    stated = {normal(key): str(value) for key, value in about}
    spans = {span for piece in reading.pieces for span in piece.spans}
    context = tuple(piece for piece in _context(about) if not spans.intersection(piece.spans))
    language = get(data, "language_code") or get(data, "language") or get(data, "results", 0, "languageCode")
    dates = (iso_date(value) for value in stated_dates(stated))
    told = (*context, *reading.pieces)
    read = " ".join(plain(raw, *span, JSON) for piece in told for span in piece.spans)
    read += "".join(f" {piece.speaker}" for piece in reading.pieces if piece.speaker)
    return replace(
        reading,
        pieces=told,
        title=stated_title(stated) or reading.title,
        date=next((date for date in dates if date), reading.date),
        url=stated_url(stated) or reading.url,
        language=language if isinstance(language, str) else None,
        metadata=tuple(stated.items()),
        warnings=(warning,) if warning else (),
        unread=tuple(left_out(data, read)),
    )


def _unfenced(raw: str) -> str:
    """The file with blanks in place of what stands around its JSON, so that places stay the same."""
    fence = _FENCE.match(raw)
    if not fence:
        return raw
    close = _FENCE_END.search(raw, max(fence.end(), len(raw) - 100))
    end = close.start() if close else len(raw)
    return " " * fence.end() + raw[fence.end() : end]


def _read(raw: str, data: Any) -> Reading:
    """The pieces of a file: of the shape that fits, of the texts that are found, or of one text with lines in it."""
    pieces = next((shape.read(raw, data) for shape in SHAPES if shape.fits(data)), None)
    if not pieces:
        pieces, columns = transcript(data, names_of(data))
        texts = [leaf.text for column in columns for leaf in column.leaves] or _lines(data)
        alone = len(texts) == 1 and "\n" in texts[0]
        if alone and (reading := _embedded(texts, raw)) and any(piece.speaker for piece in reading.pieces):
            return reading
        if not columns or not any(columns[0].told):
            pieces = rows_of(data) or _words(data) or pieces
            lines = not pieces or [span_of(text) for text in texts if span_of(text)] == [p.spans[0] for p in pieces]
            if lines and texts and (reading := _embedded(texts, raw)):
                return reading
    return Reading(tuple(pieces), JSON)


def _words(data: Any) -> list[Piece]:
    """The longest list of words without any other text."""
    lists = (words_of(items) for items in _lists(data) if get(items, 0, "value"))
    words = max(lists, key=len, default=[])
    return sentences(word for word in words if word.span)


def _lists(data: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(data, list) and (items := as_dicts(data)):
        yield items
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _lists(item)


def _lines(data: Any) -> list[Located]:
    """The strings of a list that holds nothing else, or the text of an object."""
    lines = [value for value in data if isinstance(value, Located)] if isinstance(data, list) else []
    whole = [value for key in TEXT if isinstance(value := as_dict(data).get(key), Located)]
    return lines or whole[:1]


# --- what the file says of itself


def _about(data: Any) -> Iterator[tuple[str, Located]]:
    """Fields about the recording that stand beside its text."""
    top = as_dict(data)
    first = [value for value in top.values() if isinstance(value, dict)]
    second = [value for level in first for value in level.values() if isinstance(value, dict)]
    for level in (top, *first, *second):
        for key, value in level.items():
            named = is_field_name(normal(key)) and (level is top or key != "name")  # of a model, of a file
            if isinstance(value, Located) and named and 0 < len(value) <= 20_000:
                yield key, value


def _context(about: Sequence[tuple[str, Located]]) -> Iterator[Piece]:
    for key, value in about:
        if is_field_name(normal(key), of_file=False) and re.search(r"[^\W\d_]", value):
            yield Piece(((value.begin, value.end),), "context", field=usual(normal(key)))


# --- texts with a form of their own within JSON


def _embedded(texts: Sequence[Located], raw: str) -> Reading | None:
    """Read texts within JSON that are HTML, captions or lines with labels; their places become those of the file.

    None where they are no more than words.
    """
    from pipeline.ingest.readers import find_format  # which lists this reader too

    joined = "\n".join(texts)
    form = find_format(joined)
    if form.name in ("json", "graph", "table") or not (len(texts) > 1 or _EMBEDDED.search(joined)):
        return None
    reading = form.read(joined)
    if len(texts) > 1 and not any(piece.speaker or piece.start is not None for piece in reading.pieces):
        return None
    places = _Places(texts, raw)
    pieces = tuple(
        replace(piece, spans=tuple(part for span in piece.spans for part in places(*span))) for piece in reading.pieces
    )
    markup = re.compile(_ESCAPES + reading.markup.pattern, reading.markup.flags)
    return replace(reading, pieces=pieces, markup=markup)


class _Places:
    """Where the characters of decoded strings, joined by line ends, stand in the file."""

    def __init__(self, texts: Sequence[Located], raw: str) -> None:
        """Note where each string begins, and after each escape how far it runs ahead as written."""
        self.begins: list[int] = []  # of the strings, in the joined text
        self.ends: list[int] = []
        self.decoded: list[int] = []
        self.shift: list[int] = []
        begin = 0
        for text in texts:
            self.begins.append(begin)
            self.ends.append(begin + len(text))
            shift = text.begin - begin
            self.decoded.append(begin)
            self.shift.append(shift)
            for match in _ESCAPE.finditer(raw, text.begin, text.end):
                shift += len(match[0]) - 1
                self.decoded.append(match.end() - shift)
                self.shift.append(shift)
            begin += len(text) + 1

    def __call__(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans in the file of a span of the joined text."""
        for index in range(max(0, bisect_right(self.begins, begin) - 1), bisect_left(self.begins, end)):
            first, last = max(begin, self.begins[index]), min(end, self.ends[index])
            if first < last:
                yield self._place(first), self._place(last - 1, after=True)

    def _place(self, at: int, *, after: bool = False) -> int:
        """The place in the file of a character of the joined text, or the one after it."""
        if after:
            at += 1
            index = bisect_right(self.decoded, at) - 1
            if self.decoded[index] == at and index and at in self.begins:
                index -= 1  # the next string begins there
            return at + self.shift[index]
        return at + self.shift[bisect_right(self.decoded, at) - 1]
