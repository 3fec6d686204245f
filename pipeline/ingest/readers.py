"""The table of formats: how each is told by its content, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.ingest.captions import is_captions, read_captions
from pipeline.ingest.html_pages import is_html, read_html
from pipeline.ingest.outputs import is_graph, refuse_graph
from pipeline.ingest.pieces import Reading
from pipeline.ingest.prose import looks_like_markdown, read_prose
from pipeline.ingest.structured import is_json, read_json
from pipeline.ingest.subtitles import (
    is_ass,
    is_numbered,
    is_sami,
    is_scenarist,
    read_ass,
    read_numbered,
    read_sami,
    refuse_scenarist,
)
from pipeline.ingest.tables import is_table, read_table
from pipeline.ingest.xml_captions import is_xml_captions, read_xml_captions

HEAD = 1 << 16  # characters of a file that tell its format


@dataclass(frozen=True, slots=True)
class Format:
    """One family of text formats.

    fits: whether the head of a decoded file (at most `HEAD` characters) is of this format.
    """

    name: str
    about: str
    fits: Callable[[str], bool]
    read: Callable[[str], Reading]


# The first format that fits reads the file; anything that is text fits the last.
FORMATS = (
    Format("graph", "graph or table that a run wrote (refused)", is_graph, refuse_graph),
    Format("json", "JSON of a speech recogniser or caption service", is_json, read_json),
    Format("sami", "SAMI captions", is_sami, read_sami),
    Format("timed-xml", "TTML, Podlove or YouTube XML captions", is_xml_captions, read_xml_captions),
    Format("html", "HTML transcript page or article", is_html, read_html),
    Format("webvtt", "WebVTT captions", lambda head: head.lstrip().startswith("WEBVTT"), read_captions),
    Format("srt", "SubRip captions", is_captions, read_captions),
    Format("scc", "Scenarist captions (refused)", is_scenarist, refuse_scenarist),
    Format("microdvd", "MicroDVD, MPL2 or Spruce STL subtitles", is_numbered, read_numbered),
    Format("ass", "SubStation captions (ASS, SSA)", is_ass, read_ass),
    Format("table", "Whisper TSV, or another table of utterances", is_table, read_table),
    Format("markdown", "Markdown transcript, notes or article", looks_like_markdown, read_prose),
    Format("text", "plain text transcript or article", lambda head: True, read_prose),
)


def find_format(raw: str) -> Format:
    """The format of a decoded file.

    >>> find_format("WEBVTT").name, find_format("Welcome to the show.").name
    ('webvtt', 'text')
    """
    head = raw[:HEAD]
    return next(form for form in FORMATS if form.fits(head))
