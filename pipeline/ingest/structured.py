"""JSON transcripts: by the shape of a known service, or, where none fits, by looking for the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.errors import InputError
from pipeline.ingest.cleaning import JSON
from pipeline.ingest.fields import DATES, URLS, is_field_name
from pipeline.ingest.json_fields import (
    START,
    TEXT,
    TEXT_OF_WORDS,
    WORDS,
    as_dict,
    as_dicts,
    first_of,
    get,
    names_of,
    segments_of,
    speaker_of,
    times_of,
    words_of,
)
from pipeline.ingest.located_json import Located, load_located
from pipeline.ingest.pieces import Piece, Reading
from pipeline.ingest.services import SHAPES
from pipeline.ingest.timed_words import sentences, span_of
from pipeline.ingest.times import iso_date


def is_json(head: str) -> bool:
    """Whether a text begins as JSON of objects does.

    >>> is_json(' {"text": '), is_json("[00:00:02] Hello"), is_json("[Music]")
    (True, False, False)
    """
    return re.match(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|\[\s*[\[{]|\"(?:[^\"\\]|\\.)*+\"\s*[,\]]|$))", head) is not None


def read_json(raw: str) -> Reading:
    """Read a JSON transcript. Raises InputError where it is no JSON, or holds no text."""
    try:
        data, warning = load_located(raw)
    except RecursionError as error:
        raise InputError("the JSON is nested too deeply to be a transcript; export it again.") from error
    except ValueError as error:
        raise InputError("the JSON is damaged from the start; export it again.") from error
    pieces = next((shape.read(raw, data) for shape in SHAPES if shape.fits(data)), None) or _search(raw, data)
    if not pieces:
        raise InputError("this JSON holds no transcript (no list of texts was found); export it with its text.")
    about = tuple(_about(data))
    stated = {key: str(value) for key, value in about}
    language = get(data, "language_code") or get(data, "language") or get(data, "results", 0, "languageCode")
    return Reading(
        pieces=(*_context(about), *pieces),
        markup=JSON,
        title=stated.get("title"),
        date=next((iso_date(stated[key]) for key in DATES if key in stated), None),
        url=next((stated[key] for key in URLS if stated.get(key, "").startswith("http")), None),
        language=language if isinstance(language, str) else None,
        metadata=tuple(stated.items()),
        warnings=(warning,) if warning else (),
    )


def _about(data: Any) -> Iterator[tuple[str, Located]]:
    """Fields about the recording that stand beside its text."""
    top = as_dict(data)
    first = [value for value in top.values() if isinstance(value, dict)]
    second = [value for level in first for value in level.values() if isinstance(value, dict)]
    for level in (top, *first, *second):
        for key, value in level.items():
            named = is_field_name(key.replace("_", " ")) and (level is top or key != "name")  # of a model, of a file
            if isinstance(value, Located) and named and 0 < len(value) <= 20_000:
                yield key.lower(), value


def _context(about: Sequence[tuple[str, Located]]) -> Iterator[Piece]:
    for key, value in about:
        if is_field_name(key.replace("_", " "), of_file=False) and re.search(r"[^\W\d_]", value):
            yield Piece(((value.begin, value.end),), "context")


def _search(raw: str, data: Any) -> list[Piece]:
    """The list of objects that holds the most text, else the longest text."""
    lists = list(_lists(data))
    most = max(map(_letters, lists), default=0)
    if most:
        items = max((items for items in lists if _letters(items) * 10 >= most * 9), key=_how_told)
        return segments_of(items, unit=_unit(items), names=names_of(data))
    words = max((words_of(items, _unit(items)) for items in lists if get(items, 0, "value")), key=len, default=[])
    if words:
        return sentences(word for word in words if word.span)
    lines = [value for value in data if isinstance(value, Located)] if isinstance(data, list) else []
    whole: list[Any] = [value for key in TEXT if isinstance(value := as_dict(data).get(key), Located)]
    return [Piece((span,)) for text in lines or whole[:1] if (span := span_of(text)) is not None]


def _letters(items: Sequence[dict[str, Any]]) -> int:
    """How much text a list holds, in its items or in their lists of words."""
    return sum(len(text) for item in items for text in _texts(item))


def _texts(item: dict[str, Any]) -> Iterator[str]:
    if isinstance(text := first_of(item, TEXT), str):
        yield text
    else:
        words = (first_of(word, TEXT_OF_WORDS) for word in as_dicts(first_of(item, WORDS)))
        yield from (word for word in words if isinstance(word, str))


def _how_told(items: Sequence[dict[str, Any]]) -> tuple[bool, bool, int]:
    """Of lists with about the same text, the best says when and who, in the fewest items."""
    told = [(times_of(item, 1.0)[0] is not None, speaker_of(item) is not None) for item in items]
    return sum(when for when, _ in told) * 2 > len(told), any(who for _, who in told), -len(items)


def _lists(data: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(data, list) and (items := as_dicts(data)):
        yield items
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _lists(item)


def _unit(items: Sequence[dict[str, Any]]) -> float:
    """Seconds per number: whole numbers that leave people more than ten seconds per word are milliseconds."""
    starts = [start for item in items if isinstance(start := first_of(item, START), int)]
    words = sum(len(str(first_of(item, TEXT) or "").split()) for item in items)
    return 0.001 if len(starts) > 1 and starts[-1] - starts[0] > 10 * words else 1.0
