"""Words with times, as speech recognisers list them, to pieces of a sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline.ingest.located_json import Located
from pipeline.ingest.pieces import Piece
from pipeline.ingest.times import seconds

_TOKEN = re.compile(r"(?:\\[^nrtbf]|[^\s\\])+")  # within a JSON string as it is written
_ENDS = re.compile(r"[.?!。？！][\"'”’)\]]*$")
_PUNCTUATION = re.compile(r"[^\w\s]{1,3}")
_ISO = re.compile(r"PT(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?")
_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?Z| ?[+-]\d\d:?\d\d)?")
EPOCH = 1e8  # seconds; what is later is a date, counted from 1970
MOST_WORDS = 60  # a segment of unpunctuated text is cut here


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a recogniser's list; span None where only its time is used."""

    span: tuple[int, int] | None
    text: str
    start: float | None = None
    stop: float | None = None
    speaker: str | None = None


def span_of(text: object) -> tuple[int, int] | None:
    """Raw span of a string that holds words; None for anything else."""
    return (text.begin, text.end) if isinstance(text, Located) and text.strip() else None


def read_time(value: object, unit: float = 1.0) -> float | None:
    """Seconds of a time in any of the ways that JSON transcripts write it; `unit` is seconds per number.

    >>> [read_time(x) for x in (1.5, "145.100s", "00:01:02,5", "PT1M2S", {"seconds": "7", "nanos": 500000000}, None)]
    [1.5, 145.1, 62.5, 62.0, 7.5, None]
    >>> read_time("4860", 0.001), read_time("1970-01-02T00:00:01.5Z")
    (4.86, 86401.5)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, dict):
        whole, nanos = read_time(value.get("seconds", 0)), read_time(value.get("nanos", 0))
        return None if whole is None or nanos is None else round(whole + nanos / 1e9, 3)
    text = str(value).strip()
    if re.fullmatch(r"\d{1,15}(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", text):
        return round(float(text) * unit, 3)
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?s", text):
        return round(float(text[:-1]), 3)
    if clock := re.fullmatch(
        r"(\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?)(?:[:;]\d\d)?", text
    ):  # a fourth part counts frames
        return seconds(clock[1])
    if _MOMENT.fullmatch(text):
        return _since_1970(text)
    if (iso := _ISO.fullmatch(text)) and text != "PT":
        return round(float(iso["h"] or 0) * 3600 + float(iso["m"] or 0) * 60 + float(iso["s"] or 0), 3)
    return None


def _since_1970(moment: str) -> float | None:
    try:
        time = datetime.fromisoformat(re.sub(r" (?=[Z+-])|(?<=\.\d{6})\d+", "", moment))
    except ValueError:
        return None
    return round((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp(), 3)


def from_the_start(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], str | None]:
    """The pieces with their times from the first on, where these are dates, and the day of the first."""
    pieces = tuple(pieces)
    first = min((piece.start for piece in pieces if piece.start is not None), default=0.0)
    if first < EPOCH:
        return pieces, None
    unit = 0.001 if first > EPOCH * 1000 else 1.0
    day = datetime.fromtimestamp(min(first * unit, 1e10), UTC).date().isoformat()

    def since(time: float | None) -> float | None:
        return None if time is None or time < first else round((time - first) * unit, 3)

    return tuple(replace(piece, start=since(piece.start), stop=since(piece.stop)) for piece in pieces), day


def sentences(words: Iterable[Word]) -> list[Piece]:
    """Group words into pieces that end with a sentence, a speaker or after `MOST_WORDS`."""
    pieces: list[Piece] = []
    group: list[Word] = []
    ended = False
    for word in words:
        punctuation = _PUNCTUATION.fullmatch(word.text.strip()) is not None
        full = ended or len(group) >= MOST_WORDS or (group and word.speaker != group[0].speaker)
        if group and full and not punctuation:
            pieces.append(_piece(group))
            group = []
        if group and punctuation and word.speaker != group[0].speaker:
            word = Word(word.span, word.text, word.start, word.stop, group[0].speaker)
        group.append(word)
        ended = _ENDS.search(word.text.strip()) is not None
    return [*pieces, _piece(group)] if group else pieces


def _piece(group: Sequence[Word]) -> Piece:
    spans = tuple(word.span for word in group if word.span)
    starts = [word.start for word in group if word.start is not None]
    stops = [word.stop for word in group if word.stop is not None]
    start, stop = (starts[0] if starts else None), (stops[-1] if stops else None)
    return Piece(spans, "speech", start, stop, group[0].speaker, join="words")


def timed_text(raw: str, text: Located, words: Sequence[Word]) -> list[Piece]:
    """A recogniser's running text, cut into sentences with the times of its word list.

    Where text and list have as many words, word n of one is word n of the other; where they have not, times are
    spread evenly over the words, and speakers, which must not be guessed, are left out.
    """
    tokens = [match.span() for match in _TOKEN.finditer(raw, text.begin, text.end)]
    same = len(tokens) == len(words)
    located = []
    for index, (begin, end) in enumerate(tokens):
        at = words[index if same else index * len(words) // len(tokens)] if words else None
        speaker = at.speaker if at and same else None
        located.append(Word((begin, end), raw[begin:end], at.start if at else None, at.stop if at else None, speaker))
    return [_joined(piece) for piece in sentences(located)]


def _joined(piece: Piece) -> Piece:
    """One span from the first to the last word: they stand in a row in the file."""
    whole = ((piece.spans[0][0], piece.spans[-1][1]),)
    return Piece(whole, "speech", piece.start, piece.stop, piece.speaker)
