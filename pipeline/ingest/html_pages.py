"""HTML: transcript pages with speakers and times in elements or in the text, and articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.ingest.cleaning import MARKUP, plain
from pipeline.ingest.markup import OpenElements, Token, tokens
from pipeline.ingest.pieces import Piece, Reading, limited
from pipeline.ingest.speakers import LABEL, accepted_labels, is_diarisation_id, looks_like_name, names_alone
from pipeline.ingest.times import STAMP, iso_date, seconds

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
    }
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li"}
    | {
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg"}
)
_MAIN = ("article", "main")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title", "caption", "figcaption", "th"})
_SPEAKER_CLASS = re.compile(r"speaker|\bauthor\b|participant|\bname\b", re.IGNORECASE)
_NAME = re.compile(LABEL)
_HEAD = re.compile(
    rf"\s*(?:[\[(]?(?P<first>{STAMP})[\])]?\s*[-–|·]?\s*)?(?:(?P<speaker>{LABEL})\s*(?P<colon>:(?=\s|$))?)?\s*"
    rf"(?:[\[(]?(?P<second>{STAMP})[\])]?:?\s*)?"
)


_JSON_LD = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>([^<]{0,50000})", re.IGNORECASE)
_DATES = ("article:published_time", "datePublished", "date", "pubdate", "uploadDate")
Span = tuple[int, int]


@dataclass(slots=True)
class Block:
    """A stretch of text between block elements; soft: only a line break stands before it.

    main: which of the elements `_MAIN` it stands in. proven: it opens with an inline element that marks a speaker.
    """

    spans: list[Span]
    tag: str
    soft: bool = False
    main: frozenset[str] = frozenset()
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A block after its head was read: where its words begin, who speaks, from when."""

    spans: tuple[Span, ...]
    tag: str
    soft: bool
    speaker: str | None
    start: float | None


def is_html(head: str) -> bool:
    """Whether a text is HTML, or other XML that is best read as such.

    >>> is_html("<!DOCTYPE html><html>"), is_html("<p>Hello</p>"), is_html("Hello <b>you</b>")
    (True, True, False)
    """
    return (
        re.match(r"\s*<(?:!doctype|html|head|body|\?xml|!--|[a-zA-Z][\w:.-]*[\s>/])", head, re.IGNORECASE) is not None
    )


def read_html(raw: str) -> Reading:
    """Read a transcript page or an article."""
    stream = tokens(raw)
    blocks = _main(limited(_blocks(raw, stream)))
    marked = _marked(raw, blocks)
    labelled = any(block.speaker for block in marked)
    timed = any(block.start is not None for block in marked)
    pieces: list[Piece] = []
    speaker, start = None, None
    for block in marked:
        new = block.speaker is not None and block.speaker != speaker
        speaker, start = block.speaker or speaker, block.start if block.start is not None else start
        if not block.spans:
            continue
        if block.tag in _HEADINGS:
            pieces.append(Piece(block.spans, "context", join="glued"))
            continue
        paragraph = not labelled and not timed and not block.soft
        pieces.append(Piece(block.spans, "speech", start, None, speaker, new or paragraph, join="glued"))
        if block.start is not None:
            start = block.start
    meta = dict(_meta(stream))
    titles = {block.tag: _text(raw, block.spans) for block in reversed(marked) if block.spans}
    stated = _json_ld(raw) | {key: value for key, value in meta.items() if value}
    date = next((found for key in _DATES if (found := iso_date(stated.get(key, "")))), None)
    language = next((t.attributes["lang"] for t in stream if t.name == "html" and t.attributes.get("lang")), None)
    link = next((t.attributes.get("href") for t in stream if t.attributes.get("rel") == "canonical"), None)
    return Reading(
        pieces=tuple(pieces),
        markup=MARKUP,
        title=titles.get("h1") or stated.get("og:title") or titles.get("title") or stated.get("headline"),
        date=date,
        url=link or stated.get("og:url") or stated.get("url"),
        language=language,
        metadata=tuple((key, stated[key]) for key in ("author", "description", "og:site_name") if key in stated),
    )


def _json_ld(raw: str) -> dict[str, str]:
    """What the page says of itself in its first JSON-LD block: texts by their key, people by their name."""
    block = _JSON_LD.search(raw)
    try:
        found = json.loads(block[1]) if block else {}
    except (ValueError, RecursionError):
        return {}
    items = found if isinstance(found, list) else [found]
    named = (
        (k, v.get("name") if isinstance(v, dict) else v)
        for item in items
        if isinstance(item, dict)
        for k, v in item.items()
    )
    return {key: value for key, value in named if isinstance(value, str)}


def _text(raw: str, spans: Sequence[Span]) -> str:
    return " ".join("".join(f"{plain(raw, *span, MARKUP)} " for span in spans).split())


def _meta(stream: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for token in stream:
        key = token.attributes.get("name") or token.attributes.get("property")
        if token.name == "meta" and key:
            yield key.lower(), token.attributes.get("content", "")


def _blocks(raw: str, stream: Sequence[Token]) -> Iterator[Block]:
    """The page's text, cut at block elements and line breaks."""
    elements = OpenElements()
    block: Block | None = None
    soft = False  # nothing but a line break since the last block
    for token in stream:
        if token.kind == "text":
            if elements.inside(_SKIPPED):
                continue
            if block is None and not raw[token.begin : token.end].isspace():
                tag = next((t.name for t in reversed(elements.stack) if t.name in _BLOCKS), "")
                block = Block([], tag, soft, frozenset(name for name in _MAIN if elements.names[name]))
            if block:
                block.spans.append((token.begin, token.end))
            continue
        if token.name in _BLOCKS:
            soft = token.name == "br" and (soft or block is not None)
            if block:
                yield block
                block = None
        if token.kind == "end":
            opened = elements.stack[-1] if elements.stack else None
            if block and opened and opened.name == token.name and _marks_speaker(raw, block, opened):
                block.proven = True
            elements.closes(token)
        elif token.name not in _VOID:
            elements.opens(token)
    if block:
        yield block


def _marks_speaker(raw: str, block: Block, opened: Token) -> bool:
    """Whether an inline element opens the block and says by name or class that it holds a speaker."""
    about = opened.attributes
    if opened.name != "cite" and "data-speaker" not in about and not _SPEAKER_CLASS.search(about.get("class", "")):
        return False
    return all(raw[begin:end].isspace() for begin, end in takewhile(lambda span: span[0] < opened.end, block.spans))


def _main(found: Iterator[Block]) -> list[Block]:
    """The blocks of the page's main part, where it has one that holds most of its text, and the title."""
    blocks = list(found)
    size = sum(map(_length, blocks))
    for name in _MAIN:
        inside = [block for block in blocks if name in block.main]
        if sum(map(_length, inside)) * 2 > size:
            return [block for block in blocks if name in block.main or block.tag == "title"]
    return blocks


def _length(block: Block) -> int:
    return sum(end - begin for begin, end in block.spans)


def _marked(raw: str, blocks: Sequence[Block]) -> list[Marked]:
    """Read the heads of blocks: labels in elements, or names and times in the text."""
    heads = [_HEAD.match(_opening(raw, block)) for block in blocks]
    colons = [head["speaker"] for head in heads if head and head["speaker"] and head["colon"]]
    accepted = accepted_labels(colons, len(blocks))
    stamps = sum(bool(head and (head["first"] or head["second"])) for head in heads)
    lines = [_text(raw, block.spans) if _length(block) < 100 else "" for block in blocks]
    names = names_alone([line for line in lines if _NAME.fullmatch(line)], len(blocks))
    marked = []
    for block, head, line in zip(blocks, heads, lines, strict=True):
        words, speaker, start = 0, None, None
        if head and block.tag != "title":
            label, clock = head["speaker"], head["first"] or head["second"]
            named = label and (
                (head["colon"] and label in accepted)
                or block.proven
                or line in names
                or (head["second"] and stamps > 2 and (looks_like_name(label) or is_diarisation_id(label)))
            )
            if named:
                speaker = label
            if named or (clock and stamps > 2):
                start = seconds(clock) if clock else None
                words = head.end() if named or not label else (head.start("speaker"))
        marked.append(Marked(_after(block.spans, words), block.tag, block.soft, speaker, start))
    return marked


def _opening(raw: str, block: Block) -> str:
    """The first characters of a block, where a speaker and a time would stand."""
    return "".join(raw[begin : min(end, begin + 160)] for begin, end in block.spans[:8])[:160]


def _after(spans: Sequence[Span], count: int) -> tuple[Span, ...]:
    """The spans without their first `count` characters."""
    left = []
    for begin, end in spans:
        skip = min(count, end - begin)
        count -= skip
        if begin + skip < end:
            left.append((begin + skip, end))
    return tuple(left)
