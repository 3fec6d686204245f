"""The JSON of speech recognisers and caption services: one table of shapes, told apart by their keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.json_fields import (
    alternative_of,
    as_dict,
    as_dicts,
    find,
    get,
    names_of,
    segments_of,
    speaker_of,
    times_of,
    words_of,
)
from pipeline.ingest.located_json import Located
from pipeline.ingest.pieces import Piece
from pipeline.ingest.timed_words import Word, read_time, sentences, span_of, timed_text


@dataclass(frozen=True, slots=True)
class Shape:
    """One service's JSON. fits: whether the decoded file has its keys. read: its pieces, given the raw text."""

    name: str
    fits: Callable[[Any], bool]
    read: Callable[[str, Any], list[Piece]]


def _aws(raw: str, data: Any) -> list[Piece]:
    labels = {
        str(item.get("start_time")): str(item.get("speaker_label"))
        for segment in as_dicts(get(data, "results", "speaker_labels", "segments"))
        for item in as_dicts(segment.get("items"))
    }
    words: list[Word] = []
    for item in as_dicts(get(data, "results", "items")):
        text = get(item, "alternatives", 0, "content")
        speaker = speaker_of(item) or labels.get(str(item.get("start_time")))
        if item.get("type") == "punctuation" and words:
            speaker = words[-1].speaker
        words.append(Word(span_of(text), str(text), *times_of(item, 1.0), speaker))
    return sentences(word for word in words if word.span) or segments_of(get(data, "results", "transcripts"))


def _google(raw: str, data: Any) -> list[Piece]:
    results = as_dicts(get(data, "results") or get(data, "response", "results"))
    best = [as_dict(get(result, "alternatives", 0)) for result in results]
    counts = [len(as_dicts(item.get("words"))) for item in best]
    if len(best) > 1 and counts[-1] >= sum(counts[:-1]) > 0 and "speakerTag" in best[-1]["words"][0]:
        # With diarisation the last result lists all words again, now with their speakers.
        tagged = [item | {"speaker": item.get("speakerTag")} for item in as_dicts(best[-1]["words"])]
        return sentences(word for word in words_of(tagged) if word.span)
    return [piece for item in best for piece in alternative_of(raw, item)]


def _ibm(raw: str, data: Any) -> list[Piece]:
    labels = {item.get("from"): str(item.get("speaker")) for item in as_dicts(find(data, "speaker_labels"))}
    inner = [item for outer in as_dicts(data["results"]) for item in (as_dicts(outer.get("results")) or [outer])]
    pieces: list[Piece] = []
    for result in inner:
        best = as_dict(get(result, "alternatives", 0))
        words = [
            Word(None, str(stamp[0]), read_time(stamp[1]), read_time(stamp[2]), labels.get(stamp[1]))
            for stamp in best.get("timestamps") or []
            if isinstance(stamp, list) and len(stamp) >= 3
        ]
        if isinstance(text := best.get("transcript"), Located):
            pieces += timed_text(raw, text, words)
    return pieces


def _speechmatics(raw: str, data: Any) -> list[Piece]:
    turns = [(read_time(turn.get("time")) or 0.0, str(turn.get("name"))) for turn in as_dicts(data.get("speakers"))]
    words: list[Word] = []
    for item in as_dicts(data["words"]):
        start = read_time(item.get("time"))
        length = read_time(item.get("duration")) or 0.0
        speaker = next((name for time, name in reversed(turns) if start is not None and time <= start), None)
        stop = None if start is None else round(start + length, 3)
        words.append(Word(span_of(item.get("name")), str(item.get("name")), start, stop, speaker))
    return sentences(word for word in words if word.span)


def _speechmatics_v2(raw: str, data: Any) -> list[Piece]:
    words: list[Word] = []
    for item in as_dicts(data["results"]):
        best = as_dict(get(item, "alternatives", 0))
        words.append(
            Word(span_of(best.get("content")), str(best.get("content")), *times_of(item, 1.0), speaker_of(best))
        )
    return sentences(word for word in words if word.span)


def _kaldi(raw: str, data: Any) -> list[Piece]:
    result = get(data, "retval") or data
    text = result.get("punct")
    words = words_of(result.get("words"))
    return timed_text(raw, text, words) if isinstance(text, Located) else sentences(w for w in words if w.span)


def _deepgram(raw: str, data: Any) -> list[Piece]:
    channels = as_dicts(get(data, "results", "channels"))
    if len(channels) > 1 and (utterances := segments_of(get(data, "results", "utterances"))):
        return utterances
    return [piece for channel in channels for piece in alternative_of(raw, get(channel, "alternatives", 0))]


def _assemblyai(raw: str, data: Any) -> list[Piece]:
    turns = segments_of(data.get("utterances"), unit=0.001, names=names_of(data))
    return turns or alternative_of(raw, {"transcript": data.get("text"), "words": data.get("words")}, unit=0.001)


def _azure(raw: str, data: Any) -> list[Piece]:
    pieces: list[Piece] = []
    for phrase in as_dicts(data.get("recognizedPhrases")):
        text = get(phrase, "nBest", 0, "display")
        if (span := span_of(text)) is not None:
            start, length = read_time(phrase.get("offset")), read_time(phrase.get("duration"))
            stop = None if start is None or length is None else round(start + length, 3)
            pieces.append(Piece((span,), "speech", start, stop, speaker_of(phrase)))
    return pieces


def _rev(raw: str, data: Any) -> list[Piece]:
    names = names_of(data)
    words: list[Word] = []
    for turn in as_dicts(data["monologues"]):
        speaker = speaker_of(turn, names)
        for item in as_dicts(turn.get("elements")):
            text = item.get("value")
            words.append(
                Word(span_of(text), str(text), read_time(item.get("ts")), read_time(item.get("end_ts")), speaker)
            )
    return sentences(word for word in words if word.span)


def _youtube(raw: str, data: Any) -> list[Piece]:
    pieces: list[Piece] = []
    for event in as_dicts(data["events"]):
        spans = tuple(span for item in as_dicts(event.get("segs")) if (span := span_of(item.get("utf8"))) is not None)
        if spans:
            pieces.append(Piece(spans, "speech", *times_of(event, 1.0), join="glued"))
    return pieces


def _whisper_cpp(raw: str, data: Any) -> list[Piece]:
    items = as_dicts(data["transcription"])
    return segments_of([as_dict(item.get("timestamps")) | {"text": item.get("text")} for item in items])


def _whisper(raw: str, data: Any) -> list[Piece]:
    return segments_of(data["segments"], names=names_of(data))


def _text_and_words(raw: str, data: Any) -> list[Piece]:
    return [
        piece for item in as_dicts(data if isinstance(data, list) else [data]) for piece in alternative_of(raw, item)
    ]


def _has_text_and_words(data: Any) -> bool:
    item = data[0] if isinstance(data, list) and data else data
    return isinstance(get(item, "text"), str) and bool(as_dicts(get(item, "words") or get(item, "result")))


# The first shape that fits reads the file; a file that fits none is searched for the list with the most text.
SHAPES = (
    Shape("youtube json3", lambda d: bool(as_dicts(get(d, "events"))), _youtube),
    Shape("aws transcribe", lambda d: get(d, "results", "transcripts") is not None, _aws),
    Shape("deepgram", lambda d: bool(as_dicts(get(d, "results", "channels"))), _deepgram),
    Shape("rev", lambda d: bool(as_dicts(get(d, "monologues"))), _rev),
    Shape("azure", lambda d: bool(as_dicts(get(d, "recognizedPhrases"))), _azure),
    Shape("kaldi", lambda d: get(d, "retval", "words") is not None or get(d, "punct") is not None, _kaldi),
    Shape(
        "speechmatics 1",
        lambda d: bool(as_dicts(get(d, "words"))) and get(d, "words", 0, "name") is not None,
        _speechmatics,
    ),
    Shape("speechmatics 2", lambda d: get(d, "results", 0, "alternatives", 0, "content") is not None, _speechmatics_v2),
    Shape(
        "ibm",
        lambda d: (
            bool(get(d, "results", 0, "results")) or get(d, "results", 0, "alternatives", 0, "timestamps") is not None
        ),
        _ibm,
    ),
    Shape("google", lambda d: bool(as_dicts(get(d, "results") or get(d, "response", "results"))), _google),
    Shape("assemblyai", lambda d: "utterances" in as_dict(d) and "text" in as_dict(d), _assemblyai),
    Shape("whisper.cpp", lambda d: bool(as_dicts(get(d, "transcription"))), _whisper_cpp),
    Shape("whisper", lambda d: bool(as_dicts(get(d, "segments"))), _whisper),
    Shape("text and words (OpenAI, Vosk)", _has_text_and_words, _text_and_words),
)
