"""HTML and XML as a flat list of tokens with their places in the file.

A tolerant scan in linear time: it never fails, takes files that are cut off, and expands no entities, so that none can
explode. Parsers that build trees keep no offsets, and html.parser, which does, takes hours over 10 MB of "<!--". A
test holds that it finds the same tags and text as html.parser in whole files.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.ingest.pieces import limited

MOST_DEEP = 256
MOST_TOKENS = 1_000_000  # ten hours of TTML, with an element for each word, have half as many
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


_NONE: Mapping[str, str] = MappingProxyType({})


class Token(NamedTuple):
    """A start tag, end tag or stretch of text; names of elements and attributes are in lower case."""

    kind: Literal["start", "end", "text"]
    begin: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = _NONE


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

    Raises InputError where they are more than `MOST_TOKENS`.

    >>> [(t.kind, t.name or "<p>a &amp; b</p>"[t.begin : t.end]) for t in tokens("<p>a &amp; b</p>")]
    [('start', 'p'), ('text', 'a &amp; b'), ('end', 'p')]
    """
    return list(limited(_scan(raw), MOST_TOKENS))


def _scan(raw: str) -> Iterator[Token]:
    at = scan = 0
    declared = False
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
        elif mark["doctype"] and not declared:
            declared = True
            doctype = _DOCTYPE.match(raw, mark.start())
            end = doctype.end() if doctype else end
        if mark.start() > at:
            yield Token("text", at, mark.start())
        if name := mark["name"].lower() if mark["name"] else "":
            if mark["slash"]:
                yield Token("end", mark.start(), end, name)
            else:
                yield Token("start", mark.start(), end, name, _attributes(mark["attributes"]))
                if mark["attributes"].endswith("/"):
                    yield Token("end", end, end, name)
                elif last.get(name, -1) >= end:
                    end = _close_of(raw, name, end)
        at = scan = end
    if at < len(raw):
        yield Token("text", at, len(raw))


def _close_of(raw: str, name: str, begin: int) -> int:
    """Where the content of a script or style sheet ends."""
    close = _RAW_TEXT[name].search(raw, begin)
    return close.start() if close else begin


def _attributes(text: str) -> Mapping[str, str]:
    if not text or text.isspace():
        return _NONE
    values = ((m["name"], m["a"] or m["b"] or m["c"] or "") for m in _ATTRIBUTE.finditer(text))
    return {name.lower(): html.unescape(value) for name, value in values}
