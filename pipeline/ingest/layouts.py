"""How text transcripts mark who speaks when: one table of line heads, and the choice among them.

A head is what stands at the start of a line before the words: time stamp, speaker, or both. Everything up to the
next head belongs to it. The layout of a document is the first of those that explain most of its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.ingest.pieces import limited
from pipeline.ingest.speakers import LABEL, accepted_labels, is_diarisation_id, looks_like_name, names_alone
from pipeline.ingest.times import STAMP, UNTIL

_TIME = rf"(?P<start>{STAMP}){UNTIL}"
_CLOCK = rf"[\[(]?{_TIME}[\])]?"
_LINK = r"\([^()\s]{0,2000}\)"
_BRACKETED = r"\[(?P<speaker>[^\[\]\d\n][^\[\]\n]{0,60})\]:?"
_WORDS = re.compile(r"\S[^\n]*")
Proof = Literal["layout", "markup", "words", "looks"]
_BOLD = r"(?:\*{1,3}|_{1,2})"


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to mark lines.

    head: matches at the start of a line; groups `speaker` and `start` where the layout has them.
    turns: each head begins a new turn even without a speaker's name (otherwise sentences run across heads).
    proof: what tells that the head names a speaker: its whole "layout"; "markup" or the "words" of it, both put to the
        test of `accepted_labels`; or nothing but its "looks", so it must be a name, come again, and come often.
    least: how many heads a document must have.
    """

    name: str
    head: re.Pattern[str]
    turns: bool = False
    proof: Proof = "layout"
    least: int = 3


def _layout(
    name: str,
    head: str,
    *,
    turns: bool = False,
    proof: Proof = "layout",
    least: int = 3,
    anywhere: bool = False,
) -> Layout:
    """A row of the table below, where ~ stands for blanks."""
    head = head.replace("~", r"[ \t]{0,20}")
    pattern = re.compile(head if anywhere else rf"^[ \t]{{0,3}}{head}", re.MULTILINE)
    return Layout(name, pattern, turns, proof, least)


LAYOUTS = (
    _layout("starting point", rf"Starting point is {_TIME}(?:[ \t]~|\r?$)", least=1),
    _layout("bracketed speaker, time", rf"{_BRACKETED}~{_CLOCK}:?(?:[ \t]~|\r?$)", least=2),
    _layout("time, bracketed speaker", rf"{_CLOCK}~{_BRACKETED}~"),
    _layout(
        "speaker (time) linked",
        rf"(?:{_BOLD}?(?P<speaker>{LABEL}){_BOLD}?:?~(?:\r?\n)?~)?\[\(?{_TIME}\)?\]{_LINK}:?~",
        proof="words",
    ),
    _layout(
        "speaker (time)",
        rf"(?:#{{1,6}}[ \t]~)?(?:{_BOLD}?(?P<speaker>{LABEL}):?{_BOLD}?:?~)?[\[(]{_TIME}[\])]"
        rf"(?:{_BOLD}?:{_BOLD}?|~\r?$)~",
        proof="words",
    ),
    _layout("bold speaker, time", rf"\*\*(?P<speaker>[^*\n:]{{1,60}}?)\*\*~{_CLOCK}:?~\r?$"),
    _layout("bold speaker", rf"{_BOLD}(?P<speaker>[^*_\n:]{{1,60}}?)[ \t]?(?::{_BOLD}|{_BOLD}:)~", proof="markup"),
    # flattened captions: labels stand inside of sentences
    _layout("bold speaker anywhere", r"\*\*(?P<speaker>[^*\n:]{1,60}?)[ \t]?:\*\*~", proof="markup", anywhere=True),
    _layout("speaker, time", rf"(?P<speaker>{LABEL}):?[ \t]~{_CLOCK}~\r?$", proof="words", least=2),
    _layout(
        "speaker, time, words",
        rf"(?P<speaker>{LABEL})(?:[ ]{{2,20}}|\t{{1,20}}){_CLOCK}(?:[ ]{{2,20}}|\t{{1,20}})",
        proof="words",
    ),
    _layout("label line, seconds", r"(?:(?P<speaker>[A-Za-z]+_\d{1,3}):?~\r?$|\[(?P<start>\d+(?:\.\d+)?)s?\]~)"),
    _layout(
        "time, speaker:",
        rf"{_CLOCK}~(?:[-–|]~)?\*{{0,3}}(?P<speaker>{LABEL})\*{{0,3}}:\*{{0,3}}[ \t]~",
        proof="words",
    ),
    _layout("bullet, linked time", rf"[*-][ \t]~(?=[^\n]*\[\[{STAMP}\]{_LINK}\]~\r?$)"),
    _layout("bold time", rf"\*\*{_CLOCK}\*\*~[·•:–—|-]?~", turns=True),
    _layout("time", rf"\\?[\[(]?{_TIME}\\?[\])]?~(?:[-–—|:·][ \t]~)?"),
    _layout("bracketed speaker", rf"{_BRACKETED}[ \t]~", proof="words"),
    _layout("speaker:", rf"(?:(?:>|&gt;){{2,}}~)?(?P<speaker>{LABEL}):(?:[ \t]~|\r?$)", proof="words", least=2),
    _layout("speaker line", rf"{_BOLD}?(?P<speaker>{LABEL}){_BOLD}?~\r?$", proof="looks"),
    _layout("bullet", r"\*[ \t]{2}(?=\S)", least=6),
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
    matches = list(limited(layout.head.finditer(raw, begin)))
    found = [match.groupdict() for match in matches]
    labels = [label for fields in found if (label := fields.get("speaker"))] if layout.proof != "layout" else []
    accepted = (
        names_alone(labels, lines)
        if layout.proof == "looks"
        else accepted_labels(labels, lines, marked=layout.proof == "markup")
    )
    if "start" in layout.head.groupindex:  # with a time beside it, a name is proven once
        accepted |= {label for label in labels if looks_like_name(label) or is_diarisation_id(label)}
    return tuple(
        Head(match.start(), match.end(), (fields.get("speaker") or "").strip() or None, fields.get("start"))
        for match, fields in zip(matches, found, strict=True)
        if layout.proof == "layout" or not fields["speaker"] or fields["speaker"] in accepted
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
    line = _WORDS.search(raw, begin)
    return line.end() if line else len(raw)
