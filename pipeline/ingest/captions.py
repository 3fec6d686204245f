"""WebVTT and SRT: cues with times, speakers in voice tags or before a colon, rolling captions read once.

One tolerant scan of timing lines reads both. webvtt-py and srt find the same cues in well-formed files, which a test
holds; but they keep no offsets, and drop or refuse what is cut off, unnumbered or mis-spelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from pipeline.ingest.cleaning import CAPTION, plain
from pipeline.ingest.pieces import Piece, Reading, limited
from pipeline.ingest.speakers import LABEL, accepted_labels
from pipeline.ingest.times import seconds

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMING = re.compile(
    rf"^[ \t]{{0,20}}(?P<start>{_CLOCK})(?:[ \t]{{0,20}}-->[ \t]{{0,20}}|,(?=[\d:.]+\r?$))"
    rf"(?P<stop>{_CLOCK})[^\r\n]*\r?$",
    re.MULTILINE,
)
_DAMAGED = re.compile(r"[ \t]*\d{1,3}:[^\s>]{0,20}[ \t]{0,20}-->")
_LINE = re.compile(r"\S[^\r\n]*")
_VOICE = re.compile(r"[ \t]*(?:-[ \t]*)?<v(?:\.[^\s>]*)?[ \t]+(?P<speaker>[^>\n]{1,100})>")
_NEXT_VOICE = re.compile(r"(?<=[^\n])(?=<v[. \t])")
_LABEL = re.compile(
    rf"(?P<lead>[ \t]*(?:[-–][ \t]*|(?:>|&gt;){{2,}}[ \t]*)?)\[?(?P<speaker>{LABEL})\]?:(?:[ \t]+|$)", re.MULTILINE
)
_BRACKET = re.compile(rf"(?P<lead>[ \t]*(?:[-–][ \t]*)?)\[(?P<speaker>{LABEL})\][ \t]+")
_DASH = re.compile(r"[ \t]*[-–][ \t]+(?=\S)")
_ENDED = re.compile(r"[.?!…\"”'’)\]♪]\s*(?:</?[a-z][^<>]{0,100}>\s*)*$")
_DIALOGUE = re.compile(
    rf"^Dialogue:[^,\n]{{0,20}},(?P<start>{_CLOCK}),(?P<stop>{_CLOCK}),[^,\n]{{0,100}},(?P<speaker>[^,\n]{{0,100}}),"
    r"(?:[^,\n]{0,100},){4}(?P<text>[^\r\n]*)",
    re.MULTILINE,
)
_EMPTY = re.compile(r"(?:\r?\n){2,}|\A\r?\n(?=\r?\n)")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its times and the spans of its lines of text."""

    start: float
    stop: float
    lines: tuple[tuple[int, int], ...]


def is_captions(head: str) -> bool:
    """Whether a text begins as WebVTT does or has a timing line near its start.

    >>> is_captions("WEBVTT"), is_captions("1\\n00:00:01,0 --> 00:00:02,0\\nHi"), is_captions("Hi")
    (True, True, False)
    """
    return re.match(r"\s*WEBVTT\b", head) is not None or TIMING.search(head[:4096]) is not None


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


def read_captions(raw: str) -> Reading:
    """Read WebVTT or SRT."""
    cues, warnings = _without_damaged_times(raw, find_cues(raw))
    read = unroll(raw, cues)
    labels = _labels(raw, read)
    voiced = _VOICE.search(raw) is not None
    pieces: list[Piece] = []
    speaker: str | None = None
    for cue in read:
        speaker = None if voiced else speaker
        for begin, end in _voices(raw, cue.lines) if voiced else cue.lines:
            turn, head = False, begin
            if match := _VOICE.match(raw, begin, end):
                speaker, begin = " ".join(match["speaker"].split()), match.end()
            elif (match := _labelled(raw, begin, end)) and match["speaker"] in labels:
                turn = match["speaker"] != speaker
                speaker, begin = match["speaker"], match.end()
            elif (match := _DASH.match(raw, begin, end)) and not (pieces and _goes_on(raw, pieces[-1], match.end())):
                turn, speaker, begin = True, None, match.end()
            if head == begin and head != cue.lines[0][0]:  # an unmarked second line goes on with the first
                pieces[-1] = replace(pieces[-1], spans=(*pieces[-1].spans, (begin, end)))
            else:
                pieces.append(Piece(((begin, end),), "speech", cue.start, cue.stop, speaker, turn))
    language = re.search(r"^Language:[ \t]*([A-Za-z-]+)", raw[:2000], re.MULTILINE)
    return Reading(tuple(pieces), CAPTION, language=language[1] if language else None, warnings=warnings)


def _without_damaged_times(raw: str, cues: Sequence[Cue]) -> tuple[list[Cue], tuple[str, ...]]:
    """The cues without lines that are timing lines but for their times, and a warning that says where those are."""
    damaged = {begin for cue in cues for begin, end in cue.lines if _DAMAGED.match(raw, begin, end)}
    if not damaged:
        return list(cues), ()
    kept = [replace(cue, lines=tuple(line for line in cue.lines if line[0] not in damaged)) for cue in cues]
    more = f" and {len(damaged) - 1} more" if len(damaged) > 1 else ""
    where = f"line {raw.count(chr(10), 0, min(damaged)) + 1}{more}"
    return kept, (f"{where}: the times cannot be read, so the words below have those of the cue before",)


def _voices(raw: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of a cue, cut before each voice tag in them."""
    for begin, end in lines:
        cuts = [
            begin,
            *(match.start() for match in _NEXT_VOICE.finditer(raw, begin, end) if match.start() > begin),
            end,
        ]
        yield from ((first, last) for first, last in pairwise(cuts) if raw[first:last].strip())


def _goes_on(raw: str, before: Piece, begin: int) -> bool:
    """Whether a dash is said within a sentence: the text before has not ended, the text after begins in lower case."""
    return raw[begin].islower() and not _ENDED.search(raw, *before.spans[-1])


def find_cues(raw: str) -> list[Cue]:
    """All cues in the order of the file; a cue without words has no lines."""
    timings = list(limited(TIMING.finditer(raw)))
    numbered = bool(timings) and raw[: timings[0].start()].rstrip("\r\n").rsplit("\n", 1)[-1].strip().isdigit()
    cues = []
    for timing, following in zip_longest(timings, timings[1:]):
        begin, end = timing.end() + 1, following.start() if following else len(raw)
        lines = _cue_lines(raw, begin, end, last=following is None, numbered=numbered)
        cues.append(Cue(seconds(timing["start"]), seconds(timing["stop"]), tuple(lines)))
    return cues


def _cue_lines(raw: str, begin: int, end: int, *, last: bool, numbered: bool) -> list[tuple[int, int]]:
    """The lines of words between two timing lines: without comment blocks and the next cue's identifier."""
    lines: list[tuple[int, int]] = []
    blocks = _paragraphs(raw, begin, end)
    for index, (first, stop) in enumerate(blocks):
        block = [match.span() for match in _LINE.finditer(raw, first, stop)]
        touches = not last and index == len(blocks) - 1 and not _EMPTY.search(raw[max(first, stop - 2) : end])
        if (
            touches
            and block
            and ((index and len(block) == 1) or (numbered and raw[slice(*block[-1])].strip().isdigit()))
        ):
            block.pop()
        if not _BLOCK.match(raw, first):
            lines += block
    return lines


def _paragraphs(raw: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Spans between empty lines; a line of spaces is not empty (YouTube's rolling cues hold such)."""
    spans, cursor = [], begin
    for gap in _EMPTY.finditer(raw, begin, end):
        spans.append((cursor, gap.start()))
        cursor = gap.end()
    return [*spans, (cursor, end)] if cursor < end else spans


def unroll(raw: str, cues: Sequence[Cue]) -> list[Cue]:
    """Rolling captions show each line again at the top of the next cue: keep only its first showing.

    The lines that a cue repeats are the longest end of the previous cue that it begins with. Files in which fewer than
    two cues in five do so are left as they are: there, people repeat themselves.
    """
    if len(cues) < 4:
        return list(cues)
    shown = [[plain(raw, *line, CAPTION) for line in cue.lines] for cue in cues]
    repeats = [0] + [_overlap(before, after) for before, after in pairwise(shown)]
    if sum(map(bool, repeats)) * 5 < 2 * sum(map(bool, shown)):
        return list(cues)
    return [Cue(cue.start, cue.stop, cue.lines[skip:]) for cue, skip in zip(cues, repeats, strict=True)]


def _overlap(before: list[str], after: list[str]) -> int:
    return next((n for n in range(min(len(before), len(after)), 0, -1) if before[-n:] == after[:n]), 0)


def _labelled(raw: str, begin: int, end: int) -> re.Match[str] | None:
    return _LABEL.match(raw, begin, end) or _BRACKET.match(raw, begin, end)


def _labels(raw: str, cues: Sequence[Cue]) -> frozenset[str]:
    """Which of the words before a colon at the start of a cue's line are speakers."""
    heads = [match["speaker"] for cue in cues for line in cue.lines if (match := _labelled(raw, *line))]
    return accepted_labels(heads, len(cues))
