"""The cues of WebVTT and SRT: times, identifiers and lines; rolling captions read once.

One tolerant scan of timing lines reads both. webvtt-py and srt find the same cues in well-formed files, which a test
holds; but they keep no offsets, and drop or refuse what is cut off, unnumbered or mis-spelt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from pipeline.ingest.cleaning import CAPTION, plain
from pipeline.ingest.pieces import limited
from pipeline.ingest.times import seconds

Span = tuple[int, int]
# A third mark parts frames or thousandths; programs that translate put blanks between the numbers.
CLOCK = r"(?:\d{1,3}: ?)?\d{1,2}: ?\d{1,2}(?:[.,:;] ?\d{1,3})?"
_EXACT = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMING = re.compile(
    rf"^[ \t]{{0,20}}(?:(?P<start>{CLOCK})[ \t]{{0,20}}(?:--?>|[—–→]>?)[ \t]{{0,20}}"
    rf"(?P<stop>{CLOCK})(?![\d:.,])[^\r\n]*"
    rf"|(?P<begin>{_EXACT}),(?P<end>{_EXACT})[ \t]*)\r?$",
    re.MULTILINE,
)
_DAMAGED = re.compile(r"[ \t]*\d{1,3}:[^\s>]{0,20}[ \t]{0,20}-->")
_LINE = re.compile(r"\S[^\r\n]*")
_EMPTY = re.compile(r"(?:\r?\n){2,}|\A\r?\n(?=\r?\n)")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its times, the spans of its lines of text, and that of its identifier, where it has one."""

    start: float
    stop: float
    lines: tuple[Span, ...]
    identifier: Span | None = None


def find_cues(raw: str) -> list[Cue]:
    """All cues in the order of the file; a cue without words has no lines."""
    timings = list(limited(TIMING.finditer(raw)))
    if not timings:
        return []
    head = raw[: timings[0].start()]
    numbered = head.rstrip("\r\n").rsplit("\n", 1)[-1].strip().isdigit()
    identifier = _above(head)
    cues = []
    for timing, following in zip_longest(timings, timings[1:]):
        begin, end = timing.end() + 1, following.start() if following else len(raw)
        lines, following_identifier = _cue_lines(raw, begin, end, last=following is None, numbered=numbered)
        start, stop = timing["start"] or timing["begin"], timing["stop"] or timing["end"]
        cues.append(Cue(_seconds(start), _seconds(stop), tuple(lines), identifier))
        identifier = following_identifier
    return cues


def _seconds(clock: str) -> float:
    return seconds(clock.replace(" ", ""))


def _above(head: str) -> Span | None:
    """The line right above the first timing line."""
    end = len(head.rstrip("\r\n"))
    begin = head.rfind("\n", 0, end) + 1
    touches = head.count("\n", end) == 1
    return (begin, end) if touches and end > begin and not head[begin:end].startswith("WEBVTT") else None


def _cue_lines(raw: str, begin: int, end: int, *, last: bool, numbered: bool) -> tuple[list[Span], Span | None]:
    """The lines of words between two timing lines, without comment blocks, and the next cue's identifier."""
    lines: list[Span] = []
    identifier: Span | None = None
    blocks = _paragraphs(raw, begin, end)
    for index, (first, stop) in enumerate(blocks):
        block = [match.span() for match in _LINE.finditer(raw, first, stop)]
        touches = not last and index == len(blocks) - 1 and not _EMPTY.search(raw[max(first, stop - 2) : end])
        apart = index > 0 or first > begin  # below an empty line
        if (
            touches
            and block
            and ((apart and len(block) == 1) or (numbered and raw[slice(*block[-1])].strip().isdigit()))
        ):
            identifier = block.pop()
        if not (apart and _BLOCK.match(raw, first)):
            lines += block
    return lines, identifier


def _paragraphs(raw: str, begin: int, end: int) -> list[Span]:
    """Spans between empty lines; a line of spaces is not empty (YouTube's rolling cues hold such)."""
    spans, cursor = [], begin
    for gap in _EMPTY.finditer(raw, begin, end):
        if gap.start() > cursor:
            spans.append((cursor, gap.start()))
        cursor = gap.end()
    if raw.startswith(("\n", "\r\n"), cursor):  # nothing but an empty line below the times
        cursor = raw.index("\n", cursor) + 1
    return [*spans, (cursor, end)] if cursor < end else spans


def without_damaged_times(raw: str, cues: Sequence[Cue]) -> tuple[list[Cue], tuple[str, ...]]:
    """The cues without lines that are timing lines but for their times, and a warning that says where those are."""
    damaged = {begin for cue in cues for begin, end in cue.lines if _DAMAGED.match(raw, begin, end)}
    if not damaged:
        return list(cues), ()
    kept = [replace(cue, lines=tuple(line for line in cue.lines if line[0] not in damaged)) for cue in cues]
    more = f" and {len(damaged) - 1} more" if len(damaged) > 1 else ""
    where = f"line {raw.count(chr(10), 0, min(damaged)) + 1}{more}"
    return kept, (f"{where}: the times cannot be read, so the words below have those of the cue before",)


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
    return [replace(cue, lines=cue.lines[skip:]) for cue, skip in zip(cues, repeats, strict=True)]


def _overlap(before: list[str], after: list[str]) -> int:
    return next((n for n in range(min(len(before), len(after)), 0, -1) if before[-n:] == after[:n]), 0)
