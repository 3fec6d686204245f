"""Front matter of Markdown files, read line by line: four of seven real ones are not valid YAML.

A YAML parser would give values without their place in the file, and none at all for the invalid ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from pipeline.ingest.pieces import Piece, limited
from pipeline.ingest.times import after_leading_time, iso_date

_FENCE = re.compile(r"\s*---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w .\-]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What of it is worth reading: words about the recording. The rest is about the file; it is kept as metadata only.
_WORDS_ABOUT_CONTENT = _set(
    "title subtitle headline description summary abstract excerpt intro about notes guest guests host hosts author "
    "authors speaker speakers participant participants people person interviewer interviewee name channel show podcast "
    "series publisher organization organisation company topic topics episode"
)
_WORDS_ABOUT_FILE = _set(
    "id url path link date type count status attribution number slug image thumbnail report created imported"
)
LONGEST_YAML = 1 << 16
DATES = (
    "date",
    "published",
    "publish_date",
    "published_at",
    "pubdate",
    "upload_date",
    "aired",
    "recorded",
    "released",
)
URLS = ("url", "source_url", "youtube_url", "video_url", "link", "canonical", "webpage_url", "episode_url")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the front matter ends, what is read of it, and what it states."""

    end: int = 0
    pieces: tuple[Piece, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    title: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None


def read_front_matter(raw: str) -> FrontMatter:
    """Read the front matter at the start of a text; an empty record where there is none."""
    fence = _FENCE.match(raw)
    if not fence or not _ENTRY.match(fence["body"].lstrip().split("\n", 1)[0].rstrip("\r")):
        return FrontMatter()
    pieces: list[Piece] = []
    metadata: list[tuple[str, str]] = []
    for key, lines in _entries(raw, *fence.span("body")):
        value = " ".join(" ".join(raw[begin:end] for begin, end in lines).split())
        metadata.append((key.lower(), value))
        words = set(re.split(r"[\W_]+", key.lower()))
        if words & _WORDS_ABOUT_CONTENT and not words & _WORDS_ABOUT_FILE and re.search(r"[^\W\d_]", value):
            pieces.extend(Piece(((after_leading_time(raw, *line), line[1]),), "context") for line in lines)
    stated = dict(reversed(metadata))
    dates = (iso_date(stated[key]) for key in DATES if key in stated)
    return FrontMatter(
        end=fence.end(),
        pieces=tuple(pieces),
        metadata=tuple(metadata),
        title=stated.get("title") or None,
        date=next((date for date in dates if date), None),
        url=next((stated[key] for key in URLS if stated.get(key, "").startswith("http")), None),
        language=stated.get("language") or stated.get("lang"),
    )


def is_field_name(key: str, *, of_file: bool = True) -> bool:
    """Whether the words before a colon in a header name a field ("Episode Date"), not a show ("No Such Show").

    of_file: count fields that are about the file (dates, addresses, ids) too.

    >>> is_field_name("Episode Date"), is_field_name("Hosts"), is_field_name("Deep Water")
    (True, True, False)
    """
    words = set(key.lower().split())
    if not of_file:
        return bool(words & _WORDS_ABOUT_CONTENT) and not words & _WORDS_ABOUT_FILE
    return bool(words & (_WORDS_ABOUT_CONTENT | _WORDS_ABOUT_FILE | {"by", "recorded", "published"}))


def _entries(raw: str, begin: int, end: int) -> list[tuple[str, list[tuple[int, int]]]]:
    """Keys with the spans of their values' lines, quotes and bullets left out.

    A wrapped YAML value is one span. Where the whole is not YAML, a value that runs on without indentation or over an
    empty line takes everything that follows: it is free text, whose lines often look like keys ("Resources:").
    """
    entries: list[tuple[str, list[tuple[int, int]]]] = []
    invalid = not _is_yaml(raw[begin:end])
    free = False
    wrapped = False
    for line in limited(re.finditer(r".*\n", raw[begin:end])):
        text, at = line[0].rstrip(), begin + line.start()
        if not text:
            free = free or (invalid and wrapped)
            continue
        entry = None if free or text[0] in " \t-" else _ENTRY.match(text)
        if entry:
            entries.append((entry["key"], []))
            value = (entry["value"] or "").strip()
            wrapped = value not in ("", "|", ">", "|-", ">-", "[]", "{}")
            if wrapped:
                start = at + entry.start("value")
                entries[-1][1].append(_bare(raw, start, start + len(entry["value"].rstrip())))
        elif entries and text.strip() not in ("", "'", '"'):
            free = free or (invalid and text[0] not in " \t-")
            span = _bare(raw, at, at + len(text.rstrip()))
            lines = entries[-1][1]
            if wrapped and not free and lines and text[0] in " \t":
                start = lines[-1][0]
                closed = raw[start - 1] in "'\"" and raw[span[1] - 1] == raw[start - 1]
                lines[-1] = (start, span[1] - closed)
            else:
                lines.append(span)
                wrapped = text[0] in " \t" and not text.lstrip().startswith("- ")
    return entries


def _is_yaml(body: str) -> bool:
    """Whether a YAML parser accepts the front matter; one too long or too deep to try does not count as YAML."""
    if len(body) > LONGEST_YAML:
        return False
    try:
        return isinstance(yaml.load(body, Loader=yaml.BaseLoader), dict)
    except (yaml.YAMLError, RecursionError):
        return False


def _bare(raw: str, begin: int, end: int) -> tuple[int, int]:
    """The span without indentation, bullet and surrounding quotes."""
    inner = re.compile(r"\s*(?:- )?\s*(?P<quote>['\"]?)(?P<text>.*?)(?P=quote)?\s*", re.DOTALL).fullmatch(
        raw, begin, end
    )
    return inner.span("text") if inner else (begin, end)
