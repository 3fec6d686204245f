"""HTML and XML as a flat list of tokens with their places in the file.

The standard library's tolerant parser reads both: it never fails, expands no entities of its own (so none can explode),
and takes files that are cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, end tag or stretch of text; `name` is in lower case, attributes too."""

    kind: Literal["start", "end", "text"]
    begin: int
    end: int
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


class _Tokenizer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tokens: list[Token] = []
        self.at = self.base = 0

    def read(self, raw: str) -> list[Token]:
        self.feed(raw)
        self.base = len(raw) - len(self.rawdata)
        self.at = 0
        self.close()
        return self.tokens

    def updatepos(self, i: int, j: int) -> int:
        self.at = j
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        begin = self.base + self.at
        end = begin + len(self.get_starttag_text() or "")
        self.tokens.append(Token("start", begin, end, tag, {name: value or "" for name, value in attrs}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.tokens.append(Token("end", self.tokens[-1].end, self.tokens[-1].end, tag))

    def handle_endtag(self, tag: str) -> None:
        begin = self.base + self.at
        self.tokens.append(Token("end", begin, begin, tag))

    def handle_data(self, data: str) -> None:
        begin = self.base + self.at
        self.tokens.append(Token("text", begin, begin + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._reference(len(name) + 2)

    def _reference(self, length: int) -> None:
        begin = self.base + self.at
        closed = self.rawdata[self.at + length : self.at + length + 1] == ";"
        self.tokens.append(Token("text", begin, begin + length + closed))


def tokens(raw: str) -> list[Token]:
    """All tokens of a file; comments, declarations and processing instructions are left out.

    >>> [(t.kind, t.name or "a &amp; b"[t.begin - 3 : t.end - 3]) for t in tokens("<p>a &amp; b</p>")]
    [('start', 'p'), ('text', 'a '), ('text', '&amp;'), ('text', ' b'), ('end', 'p')]
    """
    return _Tokenizer().read(raw)
