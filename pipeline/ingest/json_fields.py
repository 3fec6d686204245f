"""Looking into decoded JSON: fields by any of their usual names, and values that may be of any type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.ingest.located_json import Located
from pipeline.ingest.pieces import Piece
from pipeline.ingest.timed_words import Word, read_time, sentences, span_of, timed_text

TEXT = ("text", "transcript", "body", "content", "Content", "display", "Display", "caption", "utterance", "sentence")
TEXT_OF_WORDS = (*TEXT, "punctuated_word", "punct", "word", "value", "line", "name")
START = ("start", "startTime", "start_time", "begin", "from", "offset", "ts", "timestamp", "time", "startSeconds")
START_MS = (
    "start_ms",
    "startMs",
    "startTimeMs",
    "start_offset",
    "offsetMilliseconds",
    "BeginOffsetMillis",
    "tStartMs",
)
STOP = ("end", "endTime", "end_time", "stop", "to", "end_ts", "endSeconds")
STOP_MS = ("end_ms", "endMs", "endTimeMs", "end_offset", "EndOffsetMillis")
SPEAKER = ("speaker_name", "speakerName", "speaker", "speakerLabel", "speaker_label", "ParticipantRole", "speaker_id")


def get(data: Any, *path: str | int) -> Any:
    """What lies at a path of keys and indices; None where there is nothing."""
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and len(data) > step else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def as_dict(value: Any) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def first_of(item: dict[str, Any], keys: Sequence[str]) -> Any:
    """The first value that is there under any of the keys."""
    return next((item[key] for key in keys if item.get(key) not in (None, "")), None)


def times_of(item: dict[str, Any], unit: float) -> tuple[float | None, float | None]:
    """Start and stop of an item in seconds; `unit` is seconds per number."""
    start, stop = read_time(first_of(item, START), unit), read_time(first_of(item, STOP), unit)
    start = start if start is not None else read_time(first_of(item, START_MS), 0.001)
    stop = stop if stop is not None else read_time(first_of(item, STOP_MS), 0.001)
    length = read_time(item.get("duration", item.get("dur")), unit)
    if length is None:
        length = read_time(first_of(item, ("durationMilliseconds", "dDurationMs")), 0.001)
    return start, stop if stop is not None or start is None or length is None else round(start + length, 3)


def speaker_of(item: dict[str, Any], names: dict[str, Any] | None = None) -> str | None:
    """The speaker's name or id, as given."""
    found = first_of(item, SPEAKER)
    if isinstance(found, dict):
        found = first_of(found, ("name", "label", "id"))
    found = (names or {}).get(str(found), found)
    text = " ".join(str(found).split()) if isinstance(found, str | int) and not isinstance(found, bool) else ""
    return text or None


def words_of(items: Any, unit: float = 1.0, names: dict[str, Any] | None = None) -> list[Word]:
    """The words of a list, with times and speakers."""
    words: list[Word] = []
    for item in as_dicts(items):
        text = first_of(item, ("punctuated_word", "punct", "text", "word", "value", "name"))
        words.append(Word(span_of(text), str(text), *times_of(item, unit), speaker_of(item, names)))
    return words


def segments_of(items: Any, *, unit: float = 1.0, names: dict[str, Any] | None = None) -> list[Piece]:
    """A list of texts with times and speakers."""
    pieces = []
    for item in as_dicts(items):
        if (span := span_of(first_of(item, TEXT_OF_WORDS))) is not None:
            pieces.append(Piece((span,), "speech", *times_of(item, unit), speaker_of(item, names)))
    return pieces


def alternative_of(raw: str, best: Any, *, unit: float = 1.0) -> list[Piece]:
    """Running text and word list side by side, as most services give them."""
    text = first_of(as_dict(best), ("transcript", "text", "display", "Display"))
    words = words_of(as_dict(best).get("words"), unit)
    if isinstance(text, Located) and text.strip():
        return timed_text(raw, text, words)
    return sentences(word for word in words if word.span)


def find(data: Any, key: str) -> Any:
    """The first value under a key, wherever it is."""
    if isinstance(data, dict):
        if key in data:
            return data[key]
        data = list(data.values())
    if isinstance(data, list):
        return next((found for item in data if (found := find(item, key)) is not None), None)
    return None
