"""Where a quote stands in a document: word for word, white space and case aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Marks that writers and models exchange without changing a word.
ALIKE = {"'": "['’‘ʼ]", '"': '["“”„]', "-": "[-‐‑–—]"}
_ALIKE = {mark: pattern for ascii_mark, pattern in ALIKE.items() for mark in (ascii_mark, *pattern[1:-1])}


def places(text: str, quote: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of `text` between two offsets that hold the quote, on the edges of words.

    >>> list(places("She said: the  Firm grew.", "The firm", 0, 25))
    [(10, 19)]
    """
    words = quote.strip().strip('"“”…').split()
    if not words:
        return
    pattern = r"\s+".join("".join(_ALIKE.get(mark, re.escape(mark)) for mark in word) for word in words)
    left = r"(?<!\w)" if words[0][0].isalnum() else ""
    right = r"(?!\w)" if words[-1][-1].isalnum() else ""
    for match in re.compile(left + pattern + right, re.IGNORECASE).finditer(text, begin, end):
        yield match.span()
