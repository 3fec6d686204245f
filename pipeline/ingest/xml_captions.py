"""XML with times: TTML (Apple Podcasts, DFXP), Podlove simple transcripts, YouTube timed text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.cleaning import CAPTION
from pipeline.ingest.markup import Token, tokens
from pipeline.ingest.pieces import Piece, Reading
from pipeline.ingest.times import seconds

_ROOTS = re.compile(r"<(?:[\w.-]+:)?(?:tt|timedtext|transcripts?)\b", re.IGNORECASE)
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)*", re.DOTALL | re.IGNORECASE)
_SPEAKER_TAGS = ("speaker",)
_CONTEXT_TAGS = ("title", "desc")


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
    language = next((t.attributes["xml:lang"] for t in stream if "xml:lang" in t.attributes), None)
    tick = next(
        (1 / float(t.attributes["ttp:tickrate"]) for t in stream if _is_number(t.attributes.get("ttp:tickrate"))), None
    )
    pieces: list[Piece] = []
    stack: list[Token] = []
    speaker: str | None = None  # of a `speech` element
    for token in stream:
        if token.kind == "start":
            stack.append(token)
            if _local(token) == "speech":
                speaker = None
        elif token.kind == "end":
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].name == token.name), None)
            if depth is not None:
                del stack[depth:]
        elif raw[token.begin : token.end].strip() and stack:
            parent = _local(stack[-1])
            if parent in _SPEAKER_TAGS:
                speaker = " ".join(raw[token.begin : token.end].split())
            elif parent in _CONTEXT_TAGS:
                pieces.append(Piece(((token.begin, token.end),), "context"))
            elif any(_local(t) in ("body", "speech", "timedtext", "transcript", "transcripts") for t in stack):
                _add(pieces, token, stack, speaker, agents, tick)
    return Reading(_plain(pieces), CAPTION, language=language)


def _add(
    pieces: list[Piece],
    token: Token,
    stack: Sequence[Token],
    speaker: str | None,
    agents: dict[str, str],
    tick: float | None,
) -> None:
    """Append text to the piece of its innermost timed element that is no single word."""
    timed = [t for t in stack if _time(t, tick)[0] is not None and t.attributes.get("podcasts:unit") != "word"]
    start, stop = _time(timed[-1], tick) if timed else (None, None)
    agent = next((t.attributes["ttm:agent"] for t in reversed(stack) if "ttm:agent" in t.attributes), None)
    name = agents.get(agent, agent) if agent else speaker
    word = _time(stack[-1], tick)[0] is not None
    key = (start, stop, name)
    last = pieces[-1] if pieces and pieces[-1].kind == "speech" else None
    if last and key == (last.start, last.stop, last.speaker) and timed:
        pieces[-1] = Piece((*last.spans, (token.begin, token.end)), "speech", *key, glued=last.glued and not word)
    else:
        pieces.append(Piece(((token.begin, token.end),), "speech", *key, glued=not word))


def _plain(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Where text stands in elements that are not words, one span from first to last keeps its own white space."""
    return tuple(
        Piece(((p.spans[0][0], p.spans[-1][1]),), p.kind, p.start, p.stop, p.speaker) if p.glued else p for p in pieces
    )


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


def _time(token: Token, tick: float | None) -> tuple[float | None, float | None]:
    """Start and stop of an element in seconds; YouTube gives `t`, `d` in milliseconds or `start`, `dur` in seconds."""
    at = token.attributes
    start = _clock(at.get("begin") or at.get("start"), tick)
    stop = _clock(at.get("end"), tick)
    length = _clock(at.get("dur"), tick)
    if start is None and _local(token) == "p" and (milliseconds := at.get("t", "")).isdecimal():
        start = int(milliseconds) / 1000
        length = int(at["d"]) / 1000 if at.get("d", "").isdecimal() else None
    if stop is None and start is not None and length is not None:
        stop = round(start + length, 3)
    return start, stop


def _clock(text: str | None, tick: float | None) -> float | None:
    """Seconds of a TTML time: clock, clock with frames (left out), or a number with unit."""
    match = re.fullmatch(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|t)?", text or "")
    if match:
        unit = {"h": 3600.0, "m": 60.0, "ms": 0.001, "t": tick or 1.0}.get(match[2] or "s", 1.0)
        return round(float(match[1]) * unit, 3)
    clock = re.match(r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?", text or "")
    return seconds(clock[0]) if clock else None
