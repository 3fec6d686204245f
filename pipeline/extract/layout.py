"""Lines in which capitals say nothing: titles in headline style, and lists of chapters and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Document

WORD = re.compile(r"[^\W\d_][\w'’-]*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
SHORT = 3  # letters of words that headlines, too, leave in lower case
LEAST = 3  # longer words that tell the style
SHARE = 0.75  # of them that are capitalised
# As sentences about people begin: "Ada Quill is the founder of Harbour Light".
TOLD = re.compile(r"\w is (?:an? |the )")


def headlines(document: Document) -> Iterator[tuple[int, int]]:
    """Reading spans of the lines of context in which most words are capitalised, or that only list something.

    Lines that give the names of people or of the show are none: there capitals mean what they always do.
    """
    for segment in document.segments:
        if segment.kind != "context" or not (segment.listing or segment.field in ("", "title", "description")):
            continue
        line = document.text[segment.begin : segment.end]
        if (segment.listing and not TOLD.search(line)) or is_headline(line):
            yield segment.begin, segment.end


def fills_line(text: str, begin: int, end: int) -> bool:
    """Whether nothing but marks and numbers stands beside the words in their line.

    >>> fills_line("Watched\\n- The Glass Harbour -\\n", 10, 27), fills_line("The Glass Harbour is", 0, 17)
    (True, False)
    """
    line = text.rfind("\n", 0, begin) + 1, text.find("\n", end)
    rest = text[line[0] : begin] + text[end : line[1] if line[1] >= 0 else len(text)]
    return not any(map(str.isalpha, rest))


def is_headline(line: str) -> bool:
    """Whether a line capitalises its words as headlines do.

    >>> is_headline("How Harbour Light Built a Fleet on a Budget"), is_headline("Ada speaks with Tom of Harbour Light")
    (True, False)
    """
    words: list[str] = [word for word in WORD.findall(ADDRESS.sub("", line)) if len(word) > SHORT]
    if len(words) < LEAST or TOLD.search(line):
        return False
    return sum(word[0].isupper() for word in words) >= SHARE * len(words)
