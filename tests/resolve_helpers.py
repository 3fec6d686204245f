"""Documents and claims made by hand, for what needs no model."""

from __future__ import annotations

import re

from pipeline.records import Document, Run, Segment, Source

Sentences = tuple[tuple[int, int], ...]


def talk(*turns: tuple[str, str], title: str | None = None) -> Document:
    """Speaker and words of each turn; "" for nobody known, and "context" for a line of the header."""
    text, segments = "", []
    for speaker, words in turns:
        span = len(text), len(text) + len(words)
        kind = "context" if speaker == "context" else "speech"
        segments.append(Segment(*span, kind, speaker=speaker if speaker and kind == "speech" else None))
        text += words + "\n"
    runs = (Run(0, len(text), 0, len(text)),)
    return Document("d", Source("d.txt", "text", "0"), text, text, runs, tuple(segments), title=title)


def sentences_of(document: Document) -> Sentences:
    return tuple(match.span() for match in re.finditer(r"[^\s.?!][^.?!\n]*[.?!]?", document.text))


def places_of(document: Document, names: dict[str, str]) -> dict[tuple[int, int], str]:
    """Span of each name -> what it denotes."""
    return {
        match.span(): meant
        for name, meant in names.items()
        for match in re.finditer(rf"\b{re.escape(name)}\b", document.text)
    }
