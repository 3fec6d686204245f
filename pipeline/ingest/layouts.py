"""How text transcripts mark who speaks when: one table of line heads, and the choice among them.

A head is what stands at the start of a line before the words: time stamp, speaker, or both. Everything up to the
next head belongs to it. The layout of a document is the first of those that explain most of its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.speakers import LABEL, accepted_labels, is_diarisation_id, looks_like_name
from pipeline.ingest.times import STAMP

_TIME = rf"(?P<start>{STAMP})"
_LINK = r"\([^()\s]{0,2000}\)"


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to mark lines.

    head: matches at the start of a line; groups `speaker` and `start` where the layout has them.
    turns: each head begins a new turn even without a speaker's name (otherwise sentences run across heads).
    labels: what the head calls a speaker must stand the test of `accepted_labels`.
    least: how many heads a document must have.
    """

    name: str
    head: re.Pattern[str]
    turns: bool = False
    labels: bool = False
    least: int = 3


def _layout(
    name: str, head: str, *, turns: bool = False, labels: bool = False, least: int = 3, anywhere: bool = False
) -> Layout:
    return Layout(name, re.compile(head if anywhere else rf"^[ \t]{{0,3}}{head}", re.MULTILINE), turns, labels, least)


LAYOUTS = (
    _layout("starting point", rf"Starting point is {_TIME}(?:[ \t]+|$)", least=1),
    _layout(
        "bracketed speaker", rf"\[(?P<speaker>[^\[\]\d\n][^\[\]\n]{{0,60}})\][ \t]*[\[(]{_TIME}[\])]:?[ \t]*", least=2
    ),
    _layout(
        "stamp, bracketed speaker", rf"[\[(]{_TIME}[\])][ \t]*\[(?P<speaker>[^\[\]\d\n][^\[\]\n]{{0,60}})\]:?[ \t]*"
    ),
    _layout("speaker (time) linked", rf"(?P<speaker>(?:{LABEL})?)[ \t]*\[\(?{_TIME}\)?\]{_LINK}:?[ \t]*", labels=True),
    _layout(
        "speaker (time):",
        rf"\*{{0,3}}(?P<speaker>(?:{LABEL})?)\*{{0,3}}[ \t]*\({_TIME}\)\*{{0,3}}:\*{{0,3}}[ \t]*",
        labels=True,
    ),
    _layout("bold speaker, time", rf"\*\*(?P<speaker>[^*\n:]{{1,60}}?)\*\*[ \t]*[\[(]?{_TIME}[\])]?:?[ \t]*$"),
    _layout(
        "bold speaker", r"(?:\*\*|__)(?P<speaker>[^*\n:]{1,60}?)[ \t]?(?::(?:\*\*|__)|(?:\*\*|__):)[ \t]*", labels=True
    ),
    # flattened captions: labels stand inside of sentences
    _layout("bold speaker anywhere", r"\*\*(?P<speaker>[^*\n:]{1,60}?)[ \t]?:\*\*[ \t]*", labels=True, anywhere=True),
    _layout("speaker, time", rf"(?P<speaker>{LABEL})[ \t]+[\[(]?{_TIME}[\])]?[ \t]*$", labels=True, least=2),
    _layout("label line, seconds", r"(?:(?P<speaker>[A-Za-z]+_\d{1,3}):[ \t]*$|\[(?P<start>\d+(?:\.\d+)?)s?\][ \t]*)"),
    _layout(
        "stamp, speaker:",
        rf"[\[(]?{_TIME}[\])]?[ \t]*(?:[-–|][ \t]*)?\*{{0,3}}(?P<speaker>{LABEL})\*{{0,3}}:\*{{0,3}}[ \t]+",
        labels=True,
    ),
    _layout("bullet, linked time", rf"[*-][ \t]+(?=[^\n]*\[\[{STAMP}\]{_LINK}\][ \t]*\r?$)"),
    _layout("bold time", rf"\*\*[\[(]?{_TIME}[\])]?\*\*[ \t]*[·•:–—|-]?[ \t]*", turns=True),
    _layout("time", rf"\\?[\[(]?{_TIME}\\?[\])]?[ \t]*(?:[-–—|:·][ \t]+)?"),
    _layout("speaker:", rf"(?P<speaker>{LABEL}):(?:[ \t]+|$)", labels=True, least=2),
    _layout("bullet", r"\*[ \t]{2}(?=\S)", least=20),
)


@dataclass(frozen=True, slots=True)
class Head:
    """One head in a document: where it begins, where its words begin, what it says."""

    begin: int
    end: int
    speaker: str | None
    start: str | None


def find_heads(raw: str, begin: int) -> tuple[Layout | None, tuple[Head, ...]]:
    """The layout of the text from `begin` on and its heads; (None, ()) for text without any."""
    lines = len(re.findall(r"^.*\S", raw[begin:], re.MULTILINE))
    best: tuple[Layout | None, tuple[Head, ...]] = (None, ())
    for layout in LAYOUTS:
        heads = _heads(raw, begin, layout, lines)
        if len(heads) >= layout.least and len(heads) > 1.2 * len(best[1]) and _explains(raw, heads, layout, lines):
            best = layout, heads
    return best


def _heads(raw: str, begin: int, layout: Layout, lines: int) -> tuple[Head, ...]:
    matches = list(layout.head.finditer(raw, begin))
    found = [match.groupdict() for match in matches]
    labels = [label for fields in found if (label := fields.get("speaker"))] if layout.labels else []
    accepted = accepted_labels(labels, lines)
    if "start" in layout.head.groupindex:  # with a time beside it, a name is proven once
        accepted |= {label for label in labels if looks_like_name(label) or is_diarisation_id(label)}
    return tuple(
        Head(match.start(), match.end(), (fields.get("speaker") or "").strip() or None, fields.get("start"))
        for match, fields in zip(matches, found, strict=True)
        if not layout.labels or not fields["speaker"] or fields["speaker"] in accepted
    )


def _explains(raw: str, heads: tuple[Head, ...], layout: Layout, lines: int) -> bool:
    """Whether heads are the way this document is written, and not a chapter list or a few lines that look alike."""
    if layout.least == 1:
        return True
    if "speaker" in layout.head.groupindex:
        share = 20 if any(head.speaker and looks_like_name(head.speaker) for head in heads) else 10
        return len(heads) * share >= lines
    words = sum(raw.count(" ", head.end, _line_end(raw, head.end)) for head in heads)
    in_heads = sum(raw.count(" ", head.begin, head.end) for head in heads)
    return words * 2 >= raw.count(" ", heads[0].begin) - in_heads


def _line_end(raw: str, begin: int) -> int:
    """End of the line that holds words at or after `begin`: a stamp may stand on a line of its own."""
    end = raw.find("\n", begin)
    if end >= 0 and not raw[begin:end].strip():
        end = raw.find("\n", end + 1)
    return len(raw) if end < 0 else end
