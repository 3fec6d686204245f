"""Looking into decoded JSON: fields by any of their usual names, and values that may be of any type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.ingest.located_json import Located
from pipeline.ingest.pieces import Piece
from pipeline.ingest.timed_words import Word, read_time, sentences, span_of, timed_text

TEXT = (
    *("text", "transcript", "body", "content", "Content", "display", "Display", "DisplayText", "caption"),
    *("utterance", "sentence"),
)
TEXT_OF_WORDS = (*TEXT, "punctuated_word", "punct", "word", "value", "line", "name")
WORDS = ("words", "elements", "alignment", "result", "Items")
# Where an item says when it starts, stops and how long it lasts; seconds per number, None for the unit of its file.
START = ("start", "startTime", "start_time", "begin", "from", "offset", "ts", "timestamp", "time", "startSeconds")
_STARTS: tuple[tuple[float | None, tuple[str, ...]], ...] = (
    (None, (*START, "startOffset", "data_start")),
    (
        0.001,
        ("start_ms", "startMs", "startTimeMs", "start_offset", "offsetMilliseconds", "BeginOffsetMillis", "tStartMs"),
    ),
    (1e-7, ("Offset", "offsetInTicks")),
)
_STOPS: tuple[tuple[float | None, tuple[str, ...]], ...] = (
    (None, ("end", "endTime", "end_time", "stop", "to", "end_ts", "endSeconds", "endOffset", "data_end")),
    (0.001, ("end_ms", "endMs", "endTimeMs", "end_offset", "EndOffsetMillis")),
)
_LENGTHS: tuple[tuple[float | None, tuple[str, ...]], ...] = (
    (None, ("duration", "dur")),
    (0.001, ("durationMilliseconds", "dDurationMs")),
    (1e-7, ("Duration", "durationInTicks")),
)
SPEAKER = (
    *("speaker_name", "speakerName", "voice", "speaker", "speakerLabel", "speaker_label", "ParticipantRole"),
    "speaker_id",
)


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
    pair = item.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return read_time(pair[0], unit), read_time(pair[1], unit)
    if words := as_dicts(item.get("alignment")):  # Otter's own offsets count audio samples
        return times_of(words[0], unit)[0], times_of(words[-1], unit)[1]
    start, stop, length = (_time_of(item, keys, unit) for keys in (_STARTS, _STOPS, _LENGTHS))
    return start, stop if stop is not None or start is None or length is None else round(start + length, 3)


def _time_of(item: dict[str, Any], keys: Sequence[tuple[float | None, Sequence[str]]], unit: float) -> float | None:
    found = (read_time(first_of(item, names), own or unit) for own, names in keys)
    return next((time for time in found if time is not None), None)


def names_of(data: Any) -> dict[str, Any]:
    """Names of speakers by their id, as a file lists them beside its text."""
    listed = find(data, "speakers")
    if isinstance(listed, list):
        return {
            str(item.get("id")): first_of(item, ("speaker_name", "name")) for item in as_dicts(listed) if "id" in item
        }
    return as_dict(listed)


def speaker_of(item: dict[str, Any], names: dict[str, Any] | None = None) -> str | None:
    """The speaker's name or id, as given."""
    found = first_of(item, SPEAKER)
    if isinstance(found, dict):
        found = first_of(found, ("name", "label", "id"))
    found = (names or {}).get(str(found)) or found
    text = " ".join(str(found).split()) if isinstance(found, str | int) and not isinstance(found, bool) else ""
    return text or None


def words_of(items: Any, unit: float = 1.0, names: dict[str, Any] | None = None) -> list[Word]:
    """The words of a list, with times and speakers."""
    words: list[Word] = []
    for item in as_dicts(items):
        text = first_of(item, ("punctuated_word", "punct", "text", "word", "value", "name"))
        if not (isinstance(text, str) and text.isspace()):  # some list the spaces between words too
            words.append(Word(span_of(text), str(text), *times_of(item, unit), speaker_of(item, names)))
    return words


def segments_of(items: Any, *, unit: float = 1.0, names: dict[str, Any] | None = None) -> list[Piece]:
    """A list of texts, or of lists of words, with times and speakers."""
    pieces: list[Piece] = []
    texts = [first_of(item, TEXT_OF_WORDS) for item in as_dicts(items)]
    tokens = _are_tokens(texts)
    for item, text in zip(as_dicts(items), texts, strict=True):
        if (span := span_of(text)) is None:
            speaker = speaker_of(item, names)
            listed = words_of(first_of(item, WORDS), unit, names)
            pieces += sentences(replace(word, speaker=word.speaker or speaker) for word in listed if word.span)
        elif tokens and pieces and not text[0].isspace():  # goes on with the word before
            pieces[-1] = replace(
                pieces[-1], spans=(*pieces[-1].spans, span), stop=times_of(item, unit)[1], join="glued"
            )
        else:
            pieces.append(Piece((span,), "speech", *times_of(item, unit), speaker_of(item, names)))
    return pieces


def _are_tokens(texts: Sequence[Any]) -> bool:
    """Whether a list holds pieces of words, of which those that begin a word begin with a space (Whisper's way)."""
    texts = [text for text in texts if isinstance(text, str) and text.strip()]
    spaced = sum(text[0].isspace() for text in texts)
    return spaced * 2 > len(texts) > 0 and sum(len(text.split()) for text in texts) < 1.5 * len(texts)


def alternative_of(raw: str, best: Any, *, unit: float = 1.0) -> list[Piece]:
    """Running text and word list side by side, as most services give them."""
    text = first_of(as_dict(best), ("transcript", "text", "display", "Display"))
    words = words_of(first_of(as_dict(best), WORDS), unit)
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
