"""HTML: transcript pages with speakers and times in elements or in the text, and articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.ingest.cleaning import MARKUP, plain
from pipeline.ingest.head_lines import Told, names_beside_times, read_line
from pipeline.ingest.markup import OpenElements, Token, tokens
from pipeline.ingest.pieces import Piece, Reading, limited
from pipeline.ingest.speakers import LABEL, accepted_labels, is_diarisation_id, looks_like_name, names_alone
from pipeline.ingest.timed_words import read_time
from pipeline.ingest.times import STAMP, UNTIL, iso_date, seconds

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
_STYLES = frozenset({"b", "i", "u", "s", "em", "strong", "font", "span", "small", "mark", "c", "v"})
_BLOCK_TAG = re.compile(
    r"<(?:p|div|br|li|ul|ol|table|tr|td|h[1-6]|section|article|body|dl|blockquote)\b", re.IGNORECASE
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title", "caption", "figcaption", "th"})
_SPEAKER_CLASS = re.compile(r"speaker|\bauthor\b|participant|\bname\b", re.IGNORECASE)
_TIME_CLASS = re.compile(r"time|stamp|clock", re.IGNORECASE)
_TIME_DATA = {"data-start": 1.0, "data-time": 1.0, "data-timestamp": 1.0, "data-begin": 1.0, "data-m": 0.001}
_CLOCK = re.compile(rf"[\s\[(]*(?P<time>{STAMP}){UNTIL}[\s\])]*")
_HEAD = re.compile(
    rf"\s*(?:[\[(]?(?P<first>{STAMP})[\])]?\s*[-–|·]?\s*)?(?:(?P<speaker>{LABEL})(?P<colon>\s?[:：](?=\s|$))?)?\s*"
    rf"(?:[\[(]?(?P<second>{STAMP})[\])]?:?\s*)?"
)
_SIDE_BY_SIDE = re.compile(r"</[A-Za-z][^<>]{0,20}><[A-Za-z][^<>]{0,2000}>")
MOST_OPENING = 160  # characters of a block in which a speaker and a time would stand


_JSON_LD = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>([^<]{0,50000})", re.IGNORECASE)
_DATES = ("article:published_time", "datePublished", "date", "pubdate", "uploadDate")
Span = tuple[int, int]


@dataclass(slots=True)
class Block:
    """A stretch of text between block elements; soft: only a line break stands before it.

    main: which of the elements `_MAIN` it stands in. proven: where an inline element that marks a speaker, with which
    it opens, ends. start: the time that an element or attribute gives.
    """

    spans: list[Span]
    tag: str
    soft: bool = False
    main: frozenset[str] = frozenset()
    proven: int = 0
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A block after its head was read: where its words begin, who speaks, from when."""

    spans: tuple[Span, ...]
    tag: str
    soft: bool
    speaker: str | None
    start: float | None


def is_html(head: str) -> bool:
    """Whether a text is HTML, or other XML that is best read as such; one with nothing but marks of style is not.

    >>> is_html("<!DOCTYPE html><html>"), is_html("<p>Hello</p>"), is_html("Hello <b>you</b>"), is_html("<i>Hi</i> you")
    (True, True, False, False)
    """
    first = re.match(r"\s*<(?:(?P<other>!doctype|\?xml|!--)|(?P<name>[a-zA-Z][\w:.-]*)[\s>/])", head, re.IGNORECASE)
    if not first:
        return False
    return first["other"] is not None or first["name"].lower() not in _STYLES or _BLOCK_TAG.search(head) is not None


def read_html(raw: str) -> Reading:
    """Read a transcript page or an article."""
    stream = tokens(raw)
    blocks = _main(limited(_blocks(raw, stream)))
    for stretch in blocks:
        stretch.spans = _parted(raw, stretch.spans)
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
    """The page's text, cut at block elements, line breaks and elements that hold a time."""
    elements = OpenElements()
    block: Block | None = None
    soft = False  # nothing but a line break since the last block
    start: float | None = None  # that an attribute gives
    for token in stream:
        if token.kind == "text":
            if elements.inside(_SKIPPED):
                continue
            if block is None and not raw[token.begin : token.end].isspace():
                tag = next((t.name for t in reversed(elements.stack) if t.name in _BLOCKS), "")
                main = frozenset(name for name in _MAIN if elements.names[name])
                block, start = Block([], tag, soft, main, start=start), None
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
            if block and opened and opened.name == token.name:
                if (clock := _clock_of(raw, opened, token)) is not None:
                    block.spans = [span for span in block.spans if span[0] < opened.begin]
                    if any(not raw[begin:end].isspace() for begin, end in block.spans):
                        yield block
                    block = Block([], block.tag, soft=True, main=block.main, start=clock)
                elif not block.proven and _marks_speaker(raw, block, opened):
                    block.proven = token.begin
            elements.closes(token)
        elif token.name not in _VOID:
            elements.opens(token)
            if block is None or not block.spans:
                start = _start_of(token) if _start_of(token) is not None else start
    if block:
        yield block


def _parted(raw: str, spans: Sequence[Span]) -> list[Span]:
    """The texts of a block; those in elements side by side, like "<i>Ada</i><i>Hello</i>", are parted by a blank.

    Such a span runs over the tags between, which read as a blank.
    """
    parted: list[Span] = []
    for begin, end in spans:
        if parted and parted[-1][1] - parted[-1][0] > 1 and _SIDE_BY_SIDE.fullmatch(raw, parted[-1][1], begin):
            parted[-1] = (parted[-1][0], end)
        else:
            parted.append((begin, end))
    return parted


def _clock_of(raw: str, opened: Token, closed: Token) -> float | None:
    """The time that an element holds and nothing else, where it says by name or class that it is one."""
    if opened.name != "time" and not _TIME_CLASS.search(opened.attributes.get("class", "")):
        return None
    clock = _CLOCK.fullmatch(raw, opened.end, closed.begin)
    return seconds(clock["time"]) if clock else None


def _start_of(token: Token) -> float | None:
    """The time that an attribute of an element gives."""
    times = (read_time(token.attributes[key], unit) for key, unit in _TIME_DATA.items() if key in token.attributes)
    return next((time for time in times if time is not None), None)


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
    """Read the heads of blocks: labels and times in elements of their own, in the text, or in blocks of their own."""
    openings = [_opening(raw, block) for block in blocks]
    heads = [_HEAD.match(opening) for opening in openings]
    colons = [head["speaker"] for head in heads if head and head["speaker"] and head["colon"]]
    accepted = accepted_labels(colons, len(blocks))
    stamps = sum(bool(head and (head["first"] or head["second"])) for head in heads)
    alone = [_alone(raw, block) for block in blocks]
    stamps += sum(block.start is not None for block in blocks)
    names = names_alone((line.name for line in alone if line and line.name and line.time is None), len(blocks))
    names |= (
        names_beside_times(alone) if sum(bool(line and line.time is not None) for line in alone) > 1 else frozenset()
    )
    marked = []
    for block, opening, head, line in zip(blocks, openings, heads, alone, strict=True):
        words, speaker, start = 0, None, block.start
        if block.proven:
            words = _end_of_speaker(block, opening)
            speaker = _label(opening[:words])
            if clock := _CLOCK.match(opening, words):
                start, words = seconds(clock["time"]), clock.end()
        elif block.tag != "title" and line and _is_head(line, names, stamps):
            words, speaker = len(opening), line.name
            start = line.time if line.time is not None else start
        elif head and block.tag != "title":
            label, clock_text = head["speaker"], head["first"] or head["second"]
            named = label and (
                (head["colon"] and label in accepted)
                or (head["second"] and stamps > 2 and (looks_like_name(label) or is_diarisation_id(label)))
            )
            speaker = label if named and accepted.get(label, True) else None
            if named or (clock_text and stamps > 2):
                start = seconds(clock_text) if clock_text else start
                words = head.end() if named or not label else head.start("speaker")
        marked.append(Marked(_after(block.spans, words), block.tag, block.soft, speaker, start))
    return marked


def _alone(raw: str, block: Block) -> Told | None:
    """What a block holds that is nothing but a speaker, a time or both."""
    if _length(block) > MOST_OPENING or block.tag == "title":
        return None
    return read_line(_text(raw, block.spans))


def _is_head(line: Told, names: frozenset[str], stamps: int) -> bool:
    return (line.name is None or line.name in names) and (line.time is None or stamps > 1)


def _label(text: str) -> str | None:
    """The label in the text of an element that marks a speaker."""
    line = read_line(" ".join(text.replace(BLANK, " ").split()))
    return line[0] if line else " ".join(text.replace(BLANK, " ").split()).rstrip(" :：") or None


BLANK = "\x1f"  # stands between the texts of two elements


def _opening(raw: str, block: Block) -> str:
    """The first characters of a block, where a speaker and a time would stand; tags between texts read as one blank."""
    parts = (
        _SIDE_BY_SIDE.sub(lambda tags: BLANK * len(tags[0]), raw[begin : min(end, begin + 4000)])
        for begin, end in block.spans[:8]
    )
    return BLANK.join(parts)[: MOST_OPENING * 4]


def _end_of_speaker(block: Block, opening: str) -> int:
    """How much of the opening stands in the element that marks the speaker."""
    count = 0
    for begin, end in block.spans:
        if end >= block.proven:
            return min(len(opening), count + block.proven - begin)
        count += end - begin + 1
    return 0


def _after(spans: Sequence[Span], count: int) -> tuple[Span, ...]:
    """The spans without what the first `count` characters of the opening show of them."""
    left = []
    for begin, end in spans:
        skip = min(count, end - begin)
        count -= skip + (skip == end - begin and count > skip)
        if begin + skip < end:
            left.append((begin + skip, end))
    return tuple(left)
