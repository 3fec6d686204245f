"""How text transcripts mark who speaks when: one table of line heads, and the choice among them.

A head is what stands at the start of a line before the words: time stamp, speaker, or both. Everything up to the
next head belongs to it. The layout of a document is the one that explains most of its lines; of two that explain about
as many, the one that tells more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.ingest.head_lines import find_head_lines
from pipeline.ingest.pieces import limited
from pipeline.ingest.speakers import COLON, LABEL, accepted_labels, is_diarisation_id, looks_like_name, names_alone
from pipeline.ingest.times import STAMP, UNTIL, WALL, seconds

_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T]{1,3})?"
_TIME = rf"{_DATE}(?P<start>{STAMP}{WALL}){UNTIL}"
_CLOCK = rf"(?:[\[(<]{{0,2}}{_TIME}[\])>]{{0,2}}(?![\d:.,]*\d))"
_LINK = r"\([^()\s]{0,2000}\)"
_BRACKETED = r"\[(?P<speaker>[^\[\]\d\n][^\[\]\n]{0,60})\]:?"
_WORDS = re.compile(r"\S[^\n]*")
Proof = Literal["layout", "markup", "words", "looks"]
_BOLD = r"(?:\*{1,3}|_{1,2})"
_MARK = r"(?:\*{1,3}|_{1,2}|</?[A-Za-z][^<>\n]{0,80}>)?"
# A quotation, a bullet, a number in a list, the mark of a new voice.
_LEAD = r"[ \t]{0,40}(?:>[ \t]?(?!>))?(?:[-*+•–—][ \t]{1,3}|\d{1,4}[.)][ \t]{1,3})?(?:(?:>|&gt;){2,}[ \t]{0,5})?"
_LABELLED = rf"{_MARK}[\[(]?{_MARK}(?P<speaker>{LABEL}){_MARK}[\])]?{_MARK}{COLON}{_MARK}"
_AFTER = r"(?:[ \t]~|\r?$|(?<=：))"
# In a report of proceedings: "Mr. REED. Text", "The CHAIRMAN. Text".
_ADDRESSED = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Senator|Judge|Chairman|Chairwoman|The)\.? )[A-Z][A-Z'’-]{1,30}"
    r"(?: [A-Z][A-Z'’-]{1,30}){0,2}"
)
MOST_DATED = 8  # digits of a date; a label of more is a telephone
DAY = 6 * 3600  # seconds; a recording that seems to begin later has the clock on the wall


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to mark lines.

    head: matches at the start of a line; groups `speaker` and `start` where the layout has them.
    turns: each head begins a new turn even without a speaker's name (otherwise sentences run across heads).
    proof: what tells that the head names a speaker: its whole "layout"; "markup" or the "words" of it, both put to the
        test of `accepted_labels`; or nothing but its "looks", so it must be a name, come again, and come often.
    least: how many heads a document must have.
    timed: a name beside its time is proven once; otherwise heads may have a time and no name.
    """

    name: str
    head: re.Pattern[str]
    turns: bool = False
    proof: Proof = "layout"
    least: int = 3
    timed: bool = False


def _layout(
    name: str,
    head: str,
    *,
    turns: bool = False,
    proof: Proof = "layout",
    least: int = 3,
    anywhere: bool = False,
    timed: bool = False,
) -> Layout:
    """A row of the table below, where ~ stands for blanks."""
    head = head.replace("~", r"[ \t]{0,20}")
    pattern = re.compile(head if anywhere else rf"^{_LEAD}{head}", re.MULTILINE)
    return Layout(name, pattern, turns, proof, least, timed)


LINES = Layout("lines of their own", re.compile(r"(?P<speaker>)(?P<start>)"), least=2)
LAYOUTS = (
    _layout("starting point", rf"Starting point is {_TIME}(?:[ \t]~|\r?$)", least=1),
    _layout("bracketed speaker, time", rf"{_BRACKETED}~{_CLOCK}:?(?:[ \t]~|\r?$)", least=2),
    _layout("time, bracketed speaker", rf"{_CLOCK}~{_BRACKETED}~"),
    _layout(
        "speaker (time) linked",
        rf"(?:{_BOLD}?(?P<speaker>{LABEL}){_BOLD}?:?~(?:\r?\n)?~)?\[\(?{_TIME}\)?\]{_LINK}:?~",
        proof="words",
        timed=True,
    ),
    _layout(
        "speaker (time)",
        rf"(?:#{{1,6}}[ \t]~)?(?:{_MARK}(?P<speaker>{LABEL}):?{_MARK}:?~)?[\[(]{_TIME}[\])]"
        rf"(?:{_BOLD}?:{_BOLD}?|~\r?$|(?<=[a-z][)\]])~|~)~",
        proof="words",
        timed=True,
    ),
    _layout("bold speaker, time", rf"\*\*(?P<speaker>[^*\n:]{{1,60}}?)\*\*~{_CLOCK}:?~\r?$"),
    _layout("bold speaker", rf"{_BOLD}(?P<speaker>[^*_\n:]{{1,60}}?)[ \t]?(?::{_BOLD}|{_BOLD}:)~", proof="markup"),
    # flattened captions: labels stand inside of sentences
    _layout("bold speaker anywhere", r"\*\*(?P<speaker>[^*\n:]{1,60}?)[ \t]?:\*\*~", proof="markup", anywhere=True),
    _layout(
        "speaker, time, words",
        rf"(?!Starting point is\b){_MARK}(?P<speaker>{LABEL}){_MARK}[:,]?{_MARK}(?:[ \t]{{1,20}}|~[-–—|•·]~)"
        rf"{_MARK}{_CLOCK}{_MARK}~[-–—|•·:]?{_MARK}[ \t]{{1,20}}(?=\S)",
        proof="words",
        timed=True,
    ),
    _layout(
        "chat", rf"{_CLOCK}~(?:-~)?From[ \t]~(?P<speaker>[^\n:]{{1,60}}?)[ \t]~[tT]o[ \t]~[^\n:]{{1,60}}:~", least=2
    ),
    _layout("label line, seconds", r"(?:(?P<speaker>[A-Za-z]+_\d{1,3}):?~\r?$|\[(?P<start>\d+(?:\.\d+)?)s?\]~)"),
    _layout("bullet, linked time", rf"[*-][ \t]~(?=[^\n]*\[\[{STAMP}\]{_LINK}\]~\r?$)"),
    _layout(
        "bold time",
        rf"\*\*{_CLOCK}\*\*~[·•:–—|-]?~(?:{_LABELLED}{_AFTER})?",
        turns=True,
        proof="words",
    ),
    _layout(
        "time",
        rf"\\?{_MARK}(?:{_CLOCK}|\[(?P<begin>\d{{1,6}}\.\d{{1,3}})s? ?--?> ?\d{{1,6}}\.\d{{1,3}}s?\])\\?[\])]?"
        rf"(?:{_LINK})?{_MARK}~(?:[-–—|:·,•][ \t]~)?(?:From[ \t]~)?(?:{_LABELLED}{_AFTER})?",
        proof="words",
    ),
    _layout("bracketed speaker", rf"{_BRACKETED}[ \t]~", proof="words"),
    _layout("speaker:", rf"{_LABELLED}{_AFTER}", proof="words", least=2),
    _layout("question, answer", r"(?P<speaker>[QA])\.?[ \t]{1,20}(?=\S)", least=6),
    _layout("speaker.", rf"(?P<speaker>{_ADDRESSED})\.[ \t]~(?=\S)", least=2),
    _layout("speaker line", rf"{_BOLD}?(?P<speaker>{LABEL}){_BOLD}?~\r?$", proof="looks"),
    _layout("speaker, dash", rf"{_MARK}(?P<speaker>{LABEL}?){_MARK}[ \t]{{1,3}}[–—-][ \t]{{1,3}}(?=\S)", proof="looks"),
    _layout("bullet", r"\*[ \t]{2}(?=\S)", least=6),
)


@dataclass(frozen=True, slots=True)
class Head:
    """One head in a document: where it begins, where its words begin, what it says.

    unknown: somebody else begins to speak, and nothing tells who.
    """

    begin: int
    end: int
    speaker: str | None
    start: float | None
    unknown: bool = False


def find_heads(raw: str, begin: int) -> tuple[Layout | None, tuple[Head, ...]]:
    """The layout of the text from `begin` on and its heads; (None, ()) for text without any."""
    lines = len(re.findall(r"^.*\S", raw[begin:], re.MULTILINE))
    best: tuple[Layout | None, tuple[Head, ...]] = (None, ())
    for layout in (LINES, *LAYOUTS):
        heads = _alone(raw, begin) if layout is LINES else _heads(raw, begin, layout, lines)
        if len(heads) >= layout.least and _is_better(heads, best[1]) and _explains(raw, heads, layout, lines):
            best = layout, heads
    return best[0], _from_the_start(best[1])


def _is_better(heads: Sequence[Head], best: Sequence[Head]) -> bool:
    """Whether heads explain clearly more lines than others do, or nearly as many and tell more of them."""
    return len(heads) > 1.2 * len(best) or (len(heads) * 10 >= 8 * len(best) and _told(heads) > _told(best))


def _told(heads: Sequence[Head]) -> int:
    """Of who and when, how much most heads tell."""
    named = sum(head.speaker is not None for head in heads)
    return (named * 3 > len(heads)) + (sum(head.start is not None for head in heads) * 2 > len(heads))


def _alone(raw: str, begin: int) -> tuple[Head, ...]:
    return tuple(Head(group.begin, group.end, group.name, group.time) for group in find_head_lines(raw, begin))


def _heads(raw: str, begin: int, layout: Layout, lines: int) -> tuple[Head, ...]:
    matches = list(limited(layout.head.finditer(raw, begin)))
    found = [match.groupdict() for match in matches]
    labels = [label for fields in found if (label := fields.get("speaker"))] if layout.proof != "layout" else []
    labels = [label for label in labels if any(map(str.isalpha, label)) or sum(map(str.isdigit, label)) > MOST_DATED]
    optional = "start" in layout.head.groupindex and not layout.timed
    accepted: dict[str, bool] = (
        dict.fromkeys(names_alone(labels, lines), True)
        if layout.proof == "looks"
        else accepted_labels(labels, len(matches) if optional else lines, marked=layout.proof == "markup")
    )
    if layout.timed:
        accepted |= {label: True for label in labels if looks_like_name(label) or is_diarisation_id(label)}
    heads = tuple(_read(layout, matches, accepted, optional=optional))
    first = next((n for n, head in enumerate(heads) if head.speaker), 0)
    return heads[first:] if layout.timed else heads  # times alone above the first name are those of chapters


def _read(
    layout: Layout, matches: Sequence[re.Match[str]], accepted: dict[str, bool], *, optional: bool
) -> Iterator[Head]:
    """The heads among the matches of a layout: without those whose label is none, or without the label."""
    for match in matches:
        fields = match.groupdict()
        label = (fields.get("speaker") or "").strip() or None
        clock = fields.get("start") or fields.get("begin")
        start = seconds(clock) if clock else None
        if layout.proof == "layout" or label is None or accepted.get(fields["speaker"]):
            yield Head(match.start(), match.end(), label, start)
        elif fields["speaker"] in accepted:
            yield Head(match.start(), match.end(), None, start, unknown=True)
        elif optional:
            yield Head(match.start(), _before_label(match), None, start)


def _before_label(match: re.Match[str]) -> int:
    """Where the words begin when what looked like a label is one of them."""
    before = match.string[match.start() : match.start("speaker")]
    return match.start("speaker") - (len(before) - len(before.rstrip("*_[(")))


def _from_the_start(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Times from the first head on, where they are those of a clock on the wall."""
    starts = [head.start for head in heads if head.start is not None]
    if not starts or min(starts) < DAY or max(starts) - min(starts) > DAY:
        return heads
    return tuple(
        head if head.start is None else replace(head, start=round(head.start - min(starts), 3)) for head in heads
    )


def _explains(raw: str, heads: tuple[Head, ...], layout: Layout, lines: int) -> bool:
    """Whether heads are the way this document is written, and not a chapter list or a few lines that look alike."""
    if layout.least == 1:
        return True
    named = [head.speaker for head in heads if head.speaker]
    if named and ("start" not in layout.head.groupindex or layout.timed or len(named) * 2 > len(heads)):
        share = 20 if any(map(looks_like_name, named)) else 10
        return len(heads) * share >= lines
    if "speaker" in layout.head.groupindex and "start" not in layout.head.groupindex:
        return len(heads) * 10 >= lines
    words = sum(raw.count(" ", head.end, _line_end(raw, head.end)) for head in heads)
    in_heads = sum(raw.count(" ", head.begin, head.end) for head in heads)
    return words * 2 >= raw.count(" ", heads[0].begin) - in_heads


def _line_end(raw: str, begin: int) -> int:
    """End of the line that holds words at or after `begin`: a stamp may stand on a line of its own."""
    line = _WORDS.search(raw, begin)
    return line.end() if line else len(raw)
