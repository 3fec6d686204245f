"""XML with times: TTML (Apple Podcasts, DFXP), Podlove simple transcripts, YouTube timed text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ingest.cleaning import CAPTION, plain
from pipeline.ingest.markup import OpenElements, Token, tokens
from pipeline.ingest.pieces import Join, Piece, Reading
from pipeline.ingest.times import seconds
from pipeline.records import SegmentKind

_ROOTS = re.compile(r"<(?:[\w.-]+:)?(?:tt|timedtext|transcripts?)\b", re.IGNORECASE)
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)*", re.DOTALL | re.IGNORECASE)
_CONTEXT_TAGS = ("title", "desc")
_SPOKEN_TAGS = ("body", "speech", "timedtext", "transcript", "transcripts")


def is_xml_captions(head: str) -> bool:
    """Whether the root element is one of a caption format.

    >>> is_xml_captions('<?xml version="1.0"?><tt xml:lang="en">'), is_xml_captions("<html>")
    (True, False)
    """
    prolog = _PROLOG.match(head)
    return _ROOTS.match(head, prolog.end() if prolog else 0) is not None


def read_xml_captions(raw: str) -> Reading:
    """Read TTML, Podlove or YouTube XML: one piece per sentence or caption, word elements joined by spaces."""
    stream = tokens(raw)
    agents = _agents(raw, stream)
    ticks = next((t.attributes["ttp:tickrate"] for t in stream if _is_number(t.attributes.get("ttp:tickrate"))), "1")
    elements = OpenElements()
    captions: list[_Caption] = []
    speaker: str | None = None  # of a `speech` element
    title: str | None = None
    for token in stream:
        if token.kind == "start":
            elements.opens(token)
            speaker = None if _local(token) == "speech" else speaker
            if captions and _local(token) == "br":
                captions[-1].spans.append((token.begin, token.end))  # cleaned to a space
        elif token.kind == "end":
            elements.closes(token)
        elif raw[token.begin : token.end].isspace():
            if captions:
                captions[-1].spans.append((token.begin, token.end))
        elif elements.stack:
            parent = _local(elements.stack[-1])
            if parent == "speaker":
                speaker = " ".join(raw[token.begin : token.end].split())
            elif parent in _CONTEXT_TAGS:
                title = title or (plain(raw, token.begin, token.end, CAPTION) if parent == "title" else None)
                captions.append(_Caption(None, None, None, kind="context", spans=[(token.begin, token.end)]))
            elif any(_local(t) in _SPOKEN_TAGS for t in elements.stack):
                _add(captions, token, elements.stack, agents, speaker, 1 / float(ticks))
    pieces = (Piece(tuple(c.spans), c.kind, c.start, c.stop, c.speaker, join=c.join) for c in captions)
    language = next((t.attributes["xml:lang"] for t in stream if t.attributes.get("xml:lang")), None)
    return Reading(tuple(pieces), CAPTION, title=title, language=language)


@dataclass(slots=True)
class _Caption:
    """A piece that is still growing."""

    start: float | None
    stop: float | None
    speaker: str | None
    kind: SegmentKind = "speech"
    join: Join = "glued"
    spans: list[tuple[int, int]] = field(default_factory=list)


def _add(
    captions: list[_Caption],
    token: Token,
    stack: Sequence[Token],
    agents: dict[str, str],
    speaker: str | None,
    tick: float,
) -> None:
    """Append text to the caption of its innermost timed element that is no single word."""
    timed = (t for t in reversed(stack) if t.attributes.get("podcasts:unit") != "word")
    start, stop = next((times for t in timed if (times := _times(t, tick))[0] is not None), (None, None))
    agent = next((t.attributes["ttm:agent"] for t in reversed(stack) if "ttm:agent" in t.attributes), None)
    name = agents.get(agent, agent) if agent else speaker
    last = captions[-1] if captions else None
    if (
        not last
        or last.kind == "context"
        or start is None
        or (start, stop, name) != (last.start, last.stop, last.speaker)
    ):
        last = _Caption(start, stop, name)
        captions.append(last)
    if stack[-1].attributes.get("podcasts:unit") == "word":
        last.join = "words"
    last.spans.append((token.begin, token.end))


def _agents(raw: str, stream: Sequence[Token]) -> dict[str, str]:
    """Names of TTML agents by their id."""
    names: dict[str, str] = {}
    agent = ""
    for before, token in pairwise(stream):
        if token.kind == "start" and _local(token) == "agent":
            agent = token.attributes.get("xml:id", "")
        elif token.kind == "text" and before.kind == "start" and _local(before) == "name" and agent:
            names[agent] = " ".join(raw[token.begin : token.end].split())
    return {agent: name for agent, name in names.items() if name}


def _local(token: Token) -> str:
    return token.name.rsplit(":", 1)[-1]


def _is_number(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"[1-9]\d{0,9}(?:\.\d+)?", text) is not None


def _times(token: Token, tick: float) -> tuple[float | None, float | None]:
    """Start and stop of an element in seconds; YouTube gives `t`, `d` in milliseconds or `start`, `dur` in seconds."""
    at = token.attributes
    start = _clock(at.get("begin") or at.get("start"), tick)
    stop = _clock(at.get("end"), tick)
    length = _clock(at.get("dur"), tick)
    if start is None and _local(token) in ("p", "text") and (milliseconds := at.get("t", "")).isdecimal():
        start = int(milliseconds) / 1000
        length = int(at["d"]) / 1000 if at.get("d", "").isdecimal() else None
    if stop is None and start is not None and length is not None:
        stop = round(start + length, 3)
    return start, stop


def _clock(text: str | None, tick: float) -> float | None:
    """Seconds of a TTML time: clock, clock with frames (left out), or a number with unit."""
    match = re.fullmatch(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|t)?", text or "")
    if match:
        unit = {"h": 3600.0, "m": 60.0, "ms": 0.001, "t": tick}.get(match[2] or "s", 1.0)
        return round(float(match[1]) * unit, 3)
    clock = re.match(r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?", text or "")
    return seconds(clock[0]) if clock else None
