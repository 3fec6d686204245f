"""Subtitles of other kinds: SubStation, MicroDVD, MPL2, Spruce STL, SAMI; and one that holds no letters (SCC)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.ingest.cleaning import CAPTION, plain
from pipeline.ingest.pieces import Piece, Reading, limited
from pipeline.ingest.times import seconds

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_DIALOGUE = re.compile(
    rf"^Dialogue:[^,\n]{{0,20}},(?P<start>{_CLOCK}),(?P<stop>{_CLOCK}),[^,\n]{{0,100}},(?P<speaker>[^,\n]{{0,100}}),"
    r"(?:[^,\n]{0,100},){4}(?P<text>[^\r\n]*)",
    re.MULTILINE,
)
_CODE = r"\d{1,2}:\d{2}:\d{2}[:;]\d{2}"
_SYNC = re.compile(r"<SYNC\s{1,20}Start\s{0,20}=\s{0,20}[\"']?(?P<start>\d{1,12})[^<>]{0,200}>", re.IGNORECASE)
_CLASS = re.compile(r"<P\b[^<>]{0,200}?Class\s{0,20}=\s{0,20}[\"']?(?P<name>\w{1,40})[^<>]{0,200}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Subtitles of one line each, with numbers for times. unit: seconds of one; None where the file says how long."""

    line: re.Pattern[str]
    unit: Callable[[str], float | None]


def _frames(raw: str) -> float | None:
    """Seconds of a frame, where a first line without a duration of its own says how many there are in a second."""
    rate = re.match(r"\s*\{[01]\}\{[01]\}(\d{1,3}(?:\.\d{1,3})?)\s*$", raw[:100], re.MULTILINE)
    return 1 / float(rate[1]) if rate and float(rate[1]) > 1 else None


_TEXT = r"(?P<text>[^\r\n]*)"
NUMBERED = {
    "MicroDVD": Numbered(
        re.compile(rf"^\{{(?P<start>\d{{1,9}})\}}\{{(?P<stop>\d{{0,9}})\}}{_TEXT}", re.MULTILINE), _frames
    ),
    "MPL2": Numbered(
        re.compile(rf"^\[(?P<start>\d{{1,9}})\]\[(?P<stop>\d{{0,9}})\]{_TEXT}", re.MULTILINE), lambda raw: 0.1
    ),
    "Spruce STL": Numbered(
        re.compile(rf"^(?P<start>{_CODE})\s{{0,3}},\s{{0,3}}(?P<stop>{_CODE})\s{{0,3}},{_TEXT}", re.MULTILINE),
        lambda raw: 1.0,
    ),
}


def is_ass(head: str) -> bool:
    """Whether a text is a SubStation script.

    >>> is_ass("[Script Info]\\nTitle: x\\n"), is_ass("[Music] Hello")
    (True, False)
    """
    return re.match(r"\s*\[Script Info\]", head) is not None


def read_ass(raw: str) -> Reading:
    """Read a SubStation script (ASS, SSA): one cue per `Dialogue` line, its name is the speaker."""
    pieces = (
        Piece((m.span("text"),), "speech", seconds(m["start"]), seconds(m["stop"]), m["speaker"].strip() or None)
        for m in _DIALOGUE.finditer(raw)
    )
    title = re.search(r"^Title:[ \t]*([^\r\n]{1,300})", raw[:4096], re.MULTILINE)
    return Reading(tuple(limited(pieces)), CAPTION, title=title[1].strip() if title else None)


def is_numbered(head: str) -> bool:
    """Whether a text is subtitles with times in frames or tenths of a second at the start of its lines.

    >>> is_numbered("{75}{150}We moved.\\n{225}{275}It rained."), is_numbered("{1} First.")
    (True, False)
    """
    return any(kind.line.match(head.lstrip()) for kind in NUMBERED.values())


def read_numbered(raw: str) -> Reading:
    """Read MicroDVD, MPL2 or Spruce STL, whose lines a bar breaks."""
    kind = next(kind for kind in NUMBERED.values() if kind.line.match(raw.lstrip()))
    unit = kind.unit(raw)
    pieces = []
    for match in limited(kind.line.finditer(raw)):
        begin, end = match.span("text")
        spans = tuple(part.span() for part in re.compile(r"[^|]+").finditer(raw, begin, end))
        start, stop = (_seconds(match[name], unit) for name in ("start", "stop"))
        if spans and not (match["start"] in "01" and re.fullmatch(r"[\d.]+\s*", match["text"])):
            pieces.append(Piece(spans, "speech", start, stop))
    return Reading(tuple(pieces), CAPTION)


def _seconds(text: str, unit: float | None) -> float | None:
    if ":" in text:
        return seconds(text)
    return round(int(text) * unit, 3) if text and unit else None


def is_sami(head: str) -> bool:
    """Whether a text is SAMI.

    >>> is_sami("<SAMI><HEAD>"), is_sami("<html>")
    (True, False)
    """
    return re.match(r"\s*<SAMI\b", head, re.IGNORECASE) is not None


def read_sami(raw: str) -> Reading:
    """Read SAMI: what stands after each `SYNC`, in the language that most of them have."""
    title = re.search(r"<TITLE>([^<]{1,300})", raw[:4096], re.IGNORECASE)
    blocks = list(limited(_blocks(raw)))
    classes = Counter(name for *_, name in blocks if name)
    kept = max(classes, key=lambda name: classes[name]) if classes else None
    pieces = (
        Piece(((begin, end),), "speech", start, stop)
        for start, stop, begin, end, name in blocks
        if name in (None, kept) and plain(raw, begin, end, CAPTION)
    )
    return Reading(tuple(pieces), CAPTION, title=title[1].strip() if title else None)


def _blocks(raw: str) -> Iterator[tuple[float, float | None, int, int, str | None]]:
    """Start, stop, span and class of language of every paragraph."""
    syncs = list(limited(_SYNC.finditer(raw)))
    close = re.search(r"</BODY", raw, re.IGNORECASE)
    for index, sync in enumerate(syncs):
        following = syncs[index + 1] if index + 1 < len(syncs) else None
        end = following.start() if following else close.start() if close else len(raw)
        stop = int(following["start"]) / 1000 if following else None
        marks = list(_CLASS.finditer(raw, sync.end(), end))
        if not marks:
            yield int(sync["start"]) / 1000, stop, sync.end(), end, None
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            last = after.start() if after else end
            yield int(sync["start"]) / 1000, stop, mark.end(), last, mark["name"].lower()


def is_scenarist(head: str) -> bool:
    """Whether a text is a Scenarist closed caption file.

    >>> is_scenarist("Scenarist_SCC V1.0"), is_scenarist("A talk")
    (True, False)
    """
    return head.lstrip().startswith("Scenarist_SCC")


def refuse_scenarist(raw: str) -> Reading:
    """Refuse captions whose words are codes. Raises InputError."""
    raise InputError(
        "this is a Scenarist caption file (SCC), which holds codes, not words; convert it to SRT or WebVTT."
    )
