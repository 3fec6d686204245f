"""HTML and XML as a flat list of tokens with their places in the file.

A tolerant scan in linear time: it never fails, takes files that are cut off, and expands no entities, so that none can
explode. Parsers that build trees keep no offsets, and html.parser, which does, takes hours over 10 MB of "<!--". A
test holds that it finds the same tags and text as html.parser in whole files.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

MOST_DEEP = 256
_SELF_CLOSING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
_QUOTED = r"(?:\"[^\"]{0,4000}\"|'[^']{0,4000}')"
_MARK = re.compile(
    rf"<!--|<!\[CDATA\[|\]\]>|(?P<doctype><![dD][oO][cC])|<[!?][^<>]{{0,4000}}>"
    rf"|<(?P<slash>/?)(?P<name>[A-Za-z][^\s/<>]{{0,100}})(?P<attributes>[^<>\"']{{0,4000}}(?:{_QUOTED}[^<>\"']{{0,4000}}){{0,200}}"
    rf"|[^<>]{{0,4000}})>"
)
_DOCTYPE = re.compile(r"<![^<>\[]{0,1000}(?:\[.{0,100000}?\]\s{0,100})?>", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/\"'<>]{1,100})(?:\s{0,20}=\s{0,20}(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'<>]+)))?"
)
_RAW_TEXT = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, end tag or stretch of text; names of elements and attributes are in lower case."""

    kind: Literal["start", "end", "text"]
    begin: int
    end: int
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


class OpenElements:
    """The elements that are open at some point of a token stream, outermost first.

    An end tag closes its nearest open element and all in it; one that was never opened is passed over. What is nested
    deeper than `MOST_DEEP` is not kept: no document needs it, and it bounds the work.
    """

    def __init__(self) -> None:
        """Start outside of the root."""
        self.stack: list[Token] = []
        self.names: Counter[str] = Counter()

    def opens(self, token: Token) -> None:
        """Enter an element; a paragraph or item also ends the one before that was left open."""
        if token.name in _SELF_CLOSING and self.stack and self.stack[-1].name == token.name:
            self.closes(token)
        if len(self.stack) < MOST_DEEP:
            self.stack.append(token)
            self.names[token.name] += 1

    def closes(self, token: Token) -> None:
        """Leave an element."""
        while self.names[token.name]:
            name = self.stack.pop().name
            self.names[name] -= 1
            if name == token.name:
                return

    def inside(self, names: Iterable[str]) -> bool:
        """Whether an element of any of these names is open."""
        return any(self.names[name] for name in names)


def tokens(raw: str) -> list[Token]:
    """All tokens of a file; comments, declarations, scripts and style sheets are left out.

    >>> [(t.kind, t.name or "<p>a &amp; b</p>"[t.begin : t.end]) for t in tokens("<p>a &amp; b</p>")]
    [('start', 'p'), ('text', 'a &amp; b'), ('end', 'p')]
    """
    found: list[Token] = []
    at = scan = 0
    last = {"-->": raw.rfind("-->")} | {
        name: max(raw.rfind(f"</{name}"), raw.rfind(f"</{name.upper()}")) for name in _RAW_TEXT
    }
    while mark := _MARK.search(raw, scan):
        end = mark.end()
        if mark[0] == "<!--":
            if last["-->"] < end - 2:  # never closed: no comment
                scan = end
                continue
            end = raw.index("-->", end - 2) + 3
        elif mark["doctype"]:
            doctype = _DOCTYPE.match(raw, mark.start())
            end = doctype.end() if doctype else end
        if mark.start() > at:
            found.append(Token("text", at, mark.start()))
        if name := mark["name"].lower() if mark["name"] else "":
            started = _add_tag(mark, name, found)
            if started and last.get(name, -1) >= end:
                end = _close_of(raw, name, end)
        at = scan = end
    if at < len(raw):
        found.append(Token("text", at, len(raw)))
    return found


def _add_tag(mark: re.Match[str], name: str, found: list[Token]) -> bool:
    """Add one tag; whether an element begins with it."""
    begin, end = mark.span()
    if mark["slash"]:
        found.append(Token("end", begin, end, name))
        return False
    found.append(Token("start", begin, end, name, _attributes(mark["attributes"])))
    if mark["attributes"].endswith("/"):
        found.append(Token("end", end, end, name))
        return False
    return True


def _close_of(raw: str, name: str, begin: int) -> int:
    """Where the content of a script or style sheet ends."""
    close = _RAW_TEXT[name].search(raw, begin)
    return close.start() if close else begin


def _attributes(text: str) -> dict[str, str]:
    if not text or text.isspace():
        return {}
    values = ((m["name"], m["a"] or m["b"] or m["c"] or "") for m in _ATTRIBUTE.finditer(text))
    return {name.lower(): html.unescape(value) for name, value in values}
