"""The words of a source text without what its format adds, so that quotes can be looked up in it.

Deliberately cruder than `pipeline.ingest`: what is measured must not be measured with itself.
"""

from __future__ import annotations

import html
import re

_LINK = r"\[\[[\d:]+\]\([^)]*\)\]|\[[\d:]+\]"
_STAMP = r"Starting point is \d{2}(?::\d{2}){2} ?|\*\*\d+:\d{2}(?::\d{2})?\*\* ·|^\d{2}(?::\d{2}){2}(?= )"
_MARKUP = re.compile(rf"{_LINK}|{_STAMP}|^\*\s+|&gt;&gt;", re.MULTILINE)
# Numbers, times, heads and style blocks of captions, each a line of its own
_CUE = re.compile(
    r"\s*(?:\d+|WEBVTT.*|[\d:.,]+\s*-->.*|(?:Kind|Language|Style): .*|##|::cue.*|.*\{.*\}\s*)",
)
_TAG = re.compile(r"<[^<>]*>")
_ROLLING = 2  # lines of captions that the next cue may show again


def plain(text: str) -> str:
    """The text without time stamps, cues, tags, links and bullets; rolling captions once; white space folded.

    >>> plain("* [[00:01:02](https://example.org/?t=62)] So,\\nwe began.")
    'So, we began.'
    >>> plain("WEBVTT\\n\\n00:01.000 --> 00:02.000\\n<v Ada>So\\n\\n00:02.000 --> 00:03.000\\nSo\\nwe began.")
    'So we began.'
    >>> plain("00:01:02 So we <i>began</i>."), plain("<p>So we <i>began</i> &amp; went.</p>")
    ('So we <i>began</i>.', 'So we began & went.')
    """
    if "-->" in text:
        text = "\n".join(_spoken(text))
    elif "</p>" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return " ".join(_MARKUP.sub(" ", text.replace("&nbsp;", " ")).split())


def _spoken(captions: str) -> list[str]:
    """The lines of captions that are words, each once."""
    lines: list[str] = []
    for raw in captions.splitlines():
        line = "" if _CUE.fullmatch(raw) else html.unescape(_TAG.sub("", raw)).strip()
        if line and line not in lines[-_ROLLING:]:
            lines.append(line)
    return lines
