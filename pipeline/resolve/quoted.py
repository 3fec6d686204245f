"""Whose words a speaker quotes: in 'she told me, "I work for Acme"' it is not the speaker who works there."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONG = 600  # characters that a quotation may have before the place
BEFORE_OPENING = frozenset(" \n\t(—–-")
# The last subject before a quotation is who says it: "I asked and she said, ..."
SUBJECT = re.compile(
    r"\b(?P<own>I|we)\b|\b(?:he|she|they|it|you|who|people|everybody|everyone|somebody)\b", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.?!][\"”]? ")
FILLER = re.compile(r"\b(?:you know|I mean|I think|I guess)\b,?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that somebody else says. begin, end: reading offsets of what introduces them."""

    begin: int
    end: int


def quoted(text: str, place: int) -> Quoted | None:
    """What introduces the quotation of somebody else's words that the place lies in; None where it lies in none."""
    start = max(text.rfind("\n", 0, place) + 1, place - LONG)
    mark = max(text.rfind(sign, start, place) for sign in '"“”')
    if mark < 0 or not _opens(text, mark, start):
        return None
    ends = (match.end() for match in SENTENCE_END.finditer(text, start, max(start, mark - 1)))
    begin = max(ends, default=start)
    words = FILLER.sub("", text[begin:mark])
    if not re.search(r"\w", words):
        return None
    said = [match["own"] for match in SUBJECT.finditer(words)]
    return None if said and said[-1] else Quoted(begin, mark)


def _opens(text: str, mark: int, start: int) -> bool:
    """Whether a quotation mark opens a quotation."""
    if text[mark] != '"':
        return text[mark] == "“"
    before = mark == start or text[mark - 1] in BEFORE_OPENING
    return before and text[mark + 1 : mark + 2].strip() != ""
