"""JSON transcripts: by the shape of a known service, or, where none fits, by looking for the text."""

from __future__ import annotations

import re
from bisect import bisect_right
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
    read = " ".join(plain(raw, *span, JSON) for piece in (*context, *reading.pieces) for span in piece.spans)
    return replace(
        reading,
        pieces=(*context, *reading.pieces),
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
        texts = [leaf.text for column in columns for leaf in column.leaves]
        if len(texts) == 1 and _EMBEDDED.search(texts[0]):
            return _embedded(texts[0], raw)
        if not columns or not any(columns[0].told):
            pieces = rows_of(data) or _words(data) or pieces or _lines(data)
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


def _lines(data: Any) -> list[Piece]:
    lines = [value for value in data if isinstance(value, Located)] if isinstance(data, list) else []
    whole: list[Any] = [value for key in TEXT if isinstance(value := as_dict(data).get(key), Located)]
    return [Piece((span,)) for text in lines or whole[:1] if (span := span_of(text)) is not None]


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


# --- a text with a form of its own within JSON


def _embedded(text: Located, raw: str) -> Reading:
    """Read a text within JSON that is HTML, captions or lines with labels; its places become those of the file."""
    from pipeline.ingest.readers import find_format  # which lists this reader too

    reading = find_format(str(text)).read(str(text))
    places = _Places(text, raw)
    pieces = tuple(
        replace(piece, spans=tuple((places(begin), places(end)) for begin, end in piece.spans))
        for piece in reading.pieces
    )
    markup = re.compile(_ESCAPES + reading.markup.pattern, reading.markup.flags)
    return replace(reading, pieces=pieces, markup=markup)


class _Places:
    """Where the characters of a decoded string stand in the file."""

    def __init__(self, text: Located, raw: str) -> None:
        """Note after each escape how far the string as written has run ahead."""
        self.begin = text.begin
        self.decoded: list[int] = []
        self.ahead: list[int] = []
        ahead = 0
        for match in _ESCAPE.finditer(raw, text.begin, text.end):
            ahead += len(match[0]) - 1
            self.decoded.append(match.end() - text.begin - ahead)
            self.ahead.append(ahead)

    def __call__(self, at: int) -> int:
        """The place in the file of a place in the string."""
        index = bisect_right(self.decoded, at) - 1
        return self.begin + at + (self.ahead[index] if index >= 0 else 0)
