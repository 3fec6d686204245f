"""Corrections made on the page, saved as `aliases.ttl` next to the documents (`talkgraph serve --edit`)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import OutputError
from pipeline.export.files import written_together
from pipeline.ontology.decisions import PREAMBLE
from pipeline.run import ALIASES
from pipeline.serve.answers import Reply, refusal

KIND = "text/turtle"
# What the page is served with, so that it may save: it asks for nothing else, and nobody else.
OPENED = (
    (b'<html lang="en">', b'<html lang="en" data-edit>'),
    (b"base-uri &#39;none&#39;", b"connect-src &#39;self&#39;; base-uri &#39;none&#39;"),
)


def editable(page: bytes) -> bytes:
    """The page with leave to read and write `aliases.ttl` on this server."""
    for closed, opened in OPENED:
        page = page.replace(closed, opened, 1)
    return page


def read_aliases(folder: Path) -> Reply:
    """The file as it is now, with its tag; empty where there is none."""
    try:
        data = _content(folder)
    except OSError as error:
        return refusal(500, f"{folder / ALIASES}: cannot be read ({error.strerror})")
    return Reply(200, KIND, data, _tag(data))


def write_aliases(folder: Path, data: bytes, tag: str) -> Reply:
    """Replace the file, if it still is the one with the tag and what comes is Turtle; nothing is half-written."""
    try:
        if _tag(_content(folder)) != tag:
            return refusal(412, f"{ALIASES} was changed by somebody else meanwhile; save again")
        for _ in ox.parse(PREAMBLE + data, format=ox.RdfFormat.TURTLE):
            continue
        with written_together(folder) as staged:
            staged.write(ALIASES, [data])
    except (SyntaxError, ValueError) as error:
        return refusal(400, f"this is not valid Turtle ({error})")
    except (OSError, OutputError) as error:
        return refusal(500, f"{folder / ALIASES}: cannot be written ({error})")
    return Reply(204, KIND, b"", _tag(data))


def _content(folder: Path) -> bytes:
    path = folder / ALIASES
    return path.read_bytes() if path.exists() else b""


def _tag(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()}"'
