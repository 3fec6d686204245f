"""Looking into decoded JSON: fields by any of their usual names, and values that may be of any type.

A field is known by its exact name in one of the services, else by what its name ends in ("spokenText", "start_time_ms",
"speakerDisplayName").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from pipeline.ingest.fields import normal, word_set
from pipeline.ingest.located_json import Located
from pipeline.ingest.pieces import Piece
from pipeline.ingest.timed_words import Word, read_time, sentences, span_of, timed_text

TEXT = (
    *("text", "transcript", "body", "content", "Content", "display", "Display", "DisplayText", "caption"),
    *("utterance", "sentence"),
)
TEXT_OF_WORDS = (*TEXT, "punctuated_word", "punct", "word", "value", "line", "name")
WORDS = ("words", "elements", "alignment", "result", "Items")
TEXT_ENDS = word_set(
    "text transcript transcription body content caption utterance sentence line message speech words raw"
)
# What is left of the name of a field about time without the words that tell its unit.
_UNITS = {
    **dict.fromkeys(("ms", "millis", "millisecond", "milliseconds", "msec"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("us", "micros", "microseconds"), 1e-6),
    **dict.fromkeys(("ns", "nanos", "nanoseconds"), 1e-9),
    "ticks": 1e-7,
}
_STOP = word_set("end ends ended stop stops to until finish out")
_LENGTH = word_set("duration dur length")
_START = word_set("start starts started begin begins from offset onset in")
_CLOCK = word_set("time timestamp ts t timecode stamp at position tc clock date datetime")
_BESIDE = _CLOCK | word_set("relative audio word words segment utterance sentence data d cue video media millis")
_NESTED = ("timestamps", "time", "interval", "range", "times", "timing", "timestamp", "instances", "offsets", "span")
TimeRole = Literal["start", "stop", "length"]
SPEAKER = (
    *("speaker_name", "speakerName", "voice", "speaker", "speakerLabel", "speaker_label", "ParticipantRole"),
    *("speaker_id", "speakerId", "channel_label"),
)
_WHO = word_set("speaker participant author sender user voice who person attendee host interlocutor party")
_WHENCE = word_set("source channel role side track name")
_NAMED = (
    "display_name",
    "displayName",
    "nickname",
    "name",
    "full_name",
    "fullName",
    "speaker_name",
    "label",
    "username",
    "user",
    "email",
    "id",
)
_LISTED = word_set("speakers participants parties attendees users members people profiles persons speaker")
_IDS = (
    "id",
    "speakerId",
    "speaker_id",
    "participantId",
    "participant_id",
    "userId",
    "user_id",
    "label",
    "index",
    "speaker",
    "key",
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


# --- times


@lru_cache(maxsize=4096)
def time_role(key: str) -> tuple[TimeRole, float | None] | None:
    """What a field says of time, and the seconds of its unit, None for that of its file.

    >>> time_role("startTimeMs"), time_role("EndOffsetMillis"), time_role("ts"), time_role("timezone")
    (('start', 0.001), ('stop', 0.001), ('start', None), None)
    """
    if key in ("Offset", "Duration"):
        return ("start" if key == "Offset" else "length"), 1e-7
    words = normal(key).split()
    unit = next((_UNITS[word] for word in words if word in _UNITS and len(words) > 1), None)
    core = {word for word in words if word not in _UNITS or len(words) == 1} - _BESIDE
    if core and core <= _STOP | _LENGTH | _START:
        return ("stop" if core & _STOP else "length" if core & _LENGTH else "start"), unit
    return ("start", unit) if not core and set(words) & _CLOCK else None


def times_of(item: dict[str, Any], unit: float) -> tuple[float | None, float | None]:
    """Start and stop of an item in seconds; `unit` is seconds per number."""
    if words := as_dicts(item.get("alignment")):  # Otter's own offsets count audio samples
        return times_of(words[0], unit)[0], times_of(words[-1], unit)[1]
    found: dict[TimeRole, float] = {}
    for key, value in item.items():
        role = time_role(key)
        if role and role[0] not in found and (time := _time(value, role[1] or unit)) is not None:
            found[role[0]] = time
    if "start" not in found:
        start, stop = _nested_times(item, unit)
        found |= {"start": start} if start is not None else {}
        found |= {"stop": stop} if stop is not None and "stop" not in found else {}
    start, stop, length = found.get("start"), found.get("stop"), found.get("length")
    return start, stop if stop is not None or start is None or length is None else round(start + length, 3)


def _time(value: Any, unit: float) -> float | None:
    """A time that is a number, a clock, or an object with the time from the start of the recording in it."""
    if isinstance(value, dict):
        inner = first_of(value, ("relative", "seconds", "time", "value"))
        return read_time(value) if "nanos" in value or "seconds" in value else read_time(inner, unit)
    return read_time(value, unit)


def _nested_times(item: dict[str, Any], unit: float) -> tuple[float | None, float | None]:
    """Times in an object or list of their own: {"time": {"start": 1}}, "timestamp": [1, 2], "instances": [{...}]."""
    for key in _NESTED:
        value = item.get(key)
        if isinstance(value, list) and len(value) == 2 and not as_dicts(value):
            return read_time(value[0], unit), read_time(value[1], unit)
        inner = as_dict(value) or (as_dicts(value) or [{}])[0]
        times = times_of(inner, 0.001 if key == "offsets" else unit) if inner else (None, None)
        if times[0] is not None:
            return times
    return None, None


def unit_of(items: Sequence[dict[str, Any]], texts: Sequence[str]) -> float:
    """Seconds per number: whole numbers that leave people more than ten seconds per word are milliseconds."""
    starts: list[int] = []
    lengths = 0
    for item in items:
        if "alignment" in item:
            continue
        whole = {
            role[0]: value
            for key, value in item.items()
            if isinstance(value, int) and not isinstance(value, bool) and (role := time_role(key)) and role[1] is None
        }
        starts += [whole["start"]] if "start" in whole else []
        lengths += max(0, whole["stop"] - whole["start"]) if {"start", "stop"} <= whole.keys() else 0
    words = sum(len(text.split()) for text in texts)
    far = len(starts) > 1 and starts[-1] - starts[0] > 10 * words
    return 0.001 if far or lengths > 30 * words > 0 else 1.0


# --- speakers


def names_of(data: Any) -> dict[str, Any]:
    """Names of speakers by their id, as a file lists them beside its text."""
    found: dict[str, Any] = {}
    for key, value in _pairs(data):
        if not set(normal(key).split()) & _LISTED:
            continue
        if isinstance(value, dict):
            found |= {
                name: inner if isinstance(inner, str) else first_of(as_dict(inner), _NAMED[:7])
                for name, inner in value.items()
            }
        for item in as_dicts(value):
            name = _full_name(item)
            found |= {str(item[own]): name for own in _IDS if name and isinstance(item.get(own), str | int)}
    return {key: name for key, name in found.items() if isinstance(name, str) and name.strip()}


def _pairs(data: Any) -> Iterator[tuple[str, Any]]:
    """All keys and values, outer ones first."""
    if isinstance(data, dict):
        yield from data.items()
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _pairs(inner)


def _full_name(item: dict[str, Any]) -> str | None:
    found = first_of(item, _NAMED[:7])
    if isinstance(found, str):
        return found
    parts = [item.get(key) for key in ("firstName", "first_name", "lastName", "last_name")]
    return " ".join(part for part in parts if isinstance(part, str)) or None


def speaker_of(item: dict[str, Any], names: dict[str, Any] | None = None) -> str | None:
    """The speaker's name or id, as given."""
    for found in _speakers(item):
        text = _name_in(found, names or {})
        if text:
            return text
    return None


def _speakers(item: dict[str, Any]) -> Iterator[Any]:
    """Values that may tell who speaks, the likeliest first."""
    yield from (item[key] for key in SPEAKER if item.get(key) not in (None, ""))
    if isinstance(sender := item.get("from"), str) and read_time(sender) is None:
        yield sender
    ranked = [(rank, value) for key, value in item.items() if (rank := who_role(key)) is not None]
    yield from (value for _, value in sorted(ranked, key=lambda pair: pair[0]))


@lru_cache(maxsize=4096)
def who_role(key: str) -> int | None:
    """How likely a field tells who speaks, 0 for most likely; None where it does not.

    >>> who_role("speakerDisplayName"), who_role("participant"), who_role("channel"), who_role("file_name")
    (0, 1, 3, None)
    """
    words = normal(key).split()
    if _WHO & set(words) and not set(words) & {"count", "confidence", "labels", "change", "email", "image", "avatar"}:
        return 0 if words[-1] == "name" else 1 if words[-1] != "id" else 2
    return 3 if words and set(words) <= _WHENCE | {"id", "label", "tag", "index"} and set(words) & _WHENCE else None


def _name_in(value: Any, names: dict[str, Any]) -> str:
    if isinstance(value, dict):
        value = _full_name(value) or first_of(value, _NAMED)
        value = first_of(value, _NAMED) if isinstance(value, dict) else value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(names.get(str(value)) or value).split())


# --- texts


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
    texts = [first_of(item, TEXT_OF_WORDS) for item in as_dicts(items)]
    pieces: list[Piece | list[Piece]] = []
    for item, text in zip(as_dicts(items), texts, strict=True):
        if (span := span_of(text)) is None:
            speaker = speaker_of(item, names)
            listed = words_of(first_of(item, WORDS), unit, names)
            pieces.append(sentences(replace(word, speaker=word.speaker or speaker) for word in listed if word.span))
        else:
            pieces.append(Piece((span,), "speech", *times_of(item, unit), speaker_of(item, names)))
    texts = [text for text in texts if span_of(text) is not None]
    return put_together(pieces, [str(text) for text in texts])


def put_together(pieces: Sequence[Piece | list[Piece]], texts: Sequence[str]) -> list[Piece]:
    """The pieces of a list, one after the other; where each is a word or part of one, as the words that they are.

    texts: those of the pieces that are no lists.
    """
    tokens = _are_tokens(texts)
    single = not tokens and _are_words(texts)
    put: list[Piece] = []
    rest = iter(texts)
    words: list[Word] = []
    for piece in pieces:
        if isinstance(piece, list):
            put += piece
            continue
        text = next(rest)
        if single:
            words.append(Word(piece.spans[0], text, piece.start, piece.stop, piece.speaker))
        elif tokens and put and not text[0].isspace() and put[-1].speaker == piece.speaker:  # goes on with the word
            put[-1] = replace(put[-1], spans=(*put[-1].spans, *piece.spans), stop=piece.stop, join="glued")
        else:
            put.append(piece)
    return put + sentences(words)


def _are_tokens(texts: Sequence[str]) -> bool:
    """Whether a list holds pieces of words, of which those that begin a word begin with a space (Whisper's way)."""
    texts = [text for text in texts if text.strip()]
    spaced = sum(text[0].isspace() for text in texts)
    return spaced * 2 > len(texts) > 0 and sum(len(text.split()) for text in texts) < 1.5 * len(texts)


def _are_words(texts: Sequence[str]) -> bool:
    """Whether a list holds single words, many or with closing punctuation as items of its own."""
    texts = [text.strip() for text in texts if text.strip()]
    marks = any(not any(char.isalnum() for char in text) for text in texts)
    return len(texts) > (1 if marks else 4) and sum(" " not in text for text in texts) * 10 >= 9 * len(texts)


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
