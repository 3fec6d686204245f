"""Lines that hold nothing but a time, a name, or both: the heads of turns that most meeting tools write.

In any order, on one line or several, with any mark between: "0:03 - Ada Quill", "Ada Quill:" above "00:03", a range
of time codes above a name, "Ada Quill 0 minutes 3 seconds". The words stand below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.ingest.pieces import limited
from pipeline.ingest.speakers import LABEL, is_diarisation_id, looks_like_name
from pipeline.ingest.times import SPOKEN, STAMP, UNTIL, WALL, seconds, spoken_seconds

LONGEST = 160  # characters of a head line
_LINE = re.compile(r"\S[^\n]*")
_MARKUP = re.compile(
    r"\]\([^()\s]{0,2000}\)|</?[A-Za-z][^<>]{0,80}>|[*_`#\\]{1,6}|^(?:[-•>]|\d{1,4}[.)]) ", re.MULTILINE
)
_BETWEEN = r"[\s\[\](){}<>|•·,;:–—-]*"
_TIMES = rf"(?:{STAMP}{WALL}{UNTIL}{WALL}|{SPOKEN}|\d{{1,6}}\.\d{{1,3}}s?(?: ?--?> ?\d{{1,6}}\.\d{{1,3}}s?)?)"
_AT_START = re.compile(rf"{_BETWEEN}(?P<time>{_TIMES})(?![\w.,:]*\w){_BETWEEN}", re.IGNORECASE)
_AT_END = re.compile(rf"(?:^|[\s\[\](){{}}|•·,;–—-])(?:at )?(?P<time>{_TIMES}){_BETWEEN}$", re.IGNORECASE)
_CLOCK = re.compile(rf"{STAMP}{WALL}", re.IGNORECASE)
_LABEL = re.compile(LABEL)
_AROUND = " \t|•·,;:–—-[](){}<>"


@dataclass(slots=True)
class Group:
    """Head lines that stand together above their words."""

    begin: int
    end: int
    name: str | None
    time: float | None


class Told(NamedTuple):
    """What a head line holds. colon: one ends it."""

    name: str | None
    time: float | None
    colon: bool = False


def read_line(text: str) -> Told | None:
    """Name, time and closing colon of a line that holds nothing else; None for any other line.

    >>> read_line("[00:00:03.220] - **Ada Quill**"), read_line("Tom Reed | 0:09")
    (Told(name='Ada Quill', time=3.22, colon=False), Told(name='Tom Reed', time=9.0, colon=False))
    >>> read_line("1 minute, 5 seconds"), read_line("We moved to Lisbon, and then it rained.")
    (Told(name=None, time=65.0, colon=False), None)
    """
    if len(text) > LONGEST:
        return None
    rest = " ".join(_MARKUP.sub(" ", text).split())
    time: float | None = None
    while rest and (match := _AT_START.match(rest) or _AT_END.search(rest)):
        time = _seconds(match["time"]) if time is None else time
        rest = rest[match.end() :] if match.re is _AT_START else rest[: match.start()]
    colon = rest.rstrip().endswith((":", "：")) or text.rstrip("*_ ").endswith(":")
    name = rest.strip(_AROUND)
    if name.count("(") > name.count(")"):
        name += ")"
    if not name:
        return Told(None, time) if time is not None else None
    if not _LABEL.fullmatch(name) or name[-1] in ".!?" or not any(char.isalpha() for char in name):
        return None
    return Told(name, time, colon)


def _seconds(text: str) -> float:
    if clock := _CLOCK.match(text):
        return seconds(clock[0])
    number = re.match(r"\d{1,6}\.\d{1,3}", text)
    return float(number[0]) if number else spoken_seconds(text.lower())


def find_head_lines(raw: str, begin: int) -> list[Group]:
    """The heads of a text whose heads are lines of their own; an empty list where they are not."""
    lines = [match.span() for match in limited(_LINE.finditer(raw, begin))]
    read = [read_line(raw[first:last]) for first, last in lines]
    named = names_beside_times(read)
    groups: list[Group] = []
    for index, ((first, last), line) in enumerate(zip(lines, read, strict=True)):
        if line is None or (line.name is not None and line.name not in named):
            continue
        if groups and index and groups[-1].end == lines[index - 1][1] and _belongs(groups[-1], line):
            group = groups[-1]
            group.end, group.name = last, group.name or line.name
            group.time = line.time if group.time is None else group.time
        else:
            groups.append(Group(first, last, line.name, line.time))
    return list(_with_words(raw, groups))


def names_beside_times(found: Sequence[Told | None]) -> frozenset[str]:
    """Which of the names are speakers: those beside a time, and those on a line of their own next to one.

    On which side of the time a name stands is the same in the whole document.
    """
    beside: Counter[str] = Counter()
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for index, line in enumerate(found):
        if line is None or line.name is None:
            continue
        if line.time is not None:
            beside[line.name] += 1
            continue
        for offset, side in ((1, before), (-1, after)):
            other = found[index + offset] if 0 <= index + offset < len(found) else None
            if other is not None and other.time is not None and other.name is None:
                side[line.name] += 1
    side = before if before.total() >= after.total() else after
    counts = beside + side
    sure = {
        name
        for name, n in counts.items()
        if is_diarisation_id(name) or n > 2 or (looks_like_name(name) and (n > 1 or " " in name))
    }
    proven = sum(counts[name] for name in sure) * 2 >= counts.total()
    return frozenset(sure | {name for name in counts if proven and looks_like_name(name)})


def _belongs(group: Group, line: Told) -> bool:
    """Whether a head line goes on with the lines above it: it says nothing that they say otherwise."""
    if line.name and group.name and line.name.strip(_AROUND) != group.name:
        return False
    return not (line.time is not None and group.time is not None and int(line.time) != int(group.time))


def _with_words(raw: str, groups: Sequence[Group]) -> Iterator[Group]:
    """The heads that have words below them, in a document where nearly all have."""
    ends = [*(group.begin for group in groups[1:]), len(raw)][: len(groups)]
    worded = [
        group
        for group, end in zip(groups, ends, strict=True)
        if (words := _LINE.search(raw, group.end, end)) and not _AT_START.match(words[0][:LONGEST])
    ]
    named = [index for index, group in enumerate(worded) if group.name]
    if len(named) * 3 > len(worded):
        worded = worded[named[0] :]  # a time above the first name is the length of the recording
    if len(worded) >= 2 and any(group.time is not None for group in worded):
        yield from worded
