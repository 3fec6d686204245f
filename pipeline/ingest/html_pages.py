"""HTML: transcript pages with speakers and times in elements or in the text, and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.cleaning import MARKUP, plain
from pipeline.ingest.markup import Token, tokens
from pipeline.ingest.pieces import Piece, Reading
from pipeline.ingest.speakers import LABEL, accepted_labels, is_diarisation_id, looks_like_name
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
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title", "caption", "figcaption"})
_SPEAKER_CLASS = re.compile(r"speaker|\bauthor\b|participant|\bname\b", re.IGNORECASE)
_HEAD = re.compile(
    rf"\s*(?:[\[(]?(?P<first>{STAMP})[\])]?\s*[-–|·]?\s*)?(?:(?P<speaker>{LABEL})\s*(?P<colon>:(?=\s|$))?)?\s*"
    rf"(?:[\[(]?(?P<second>{STAMP})[\])]?:?\s*)?"
)


@dataclass(slots=True)
class Block:
    """A stretch of text between block elements; soft: only a line break stands before it.

    proven: it opens with an inline element that marks a speaker.
    """

    begin: int
    end: int
    tag: str
    soft: bool = False
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A block after its head was read: where its words begin, who speaks, from when."""

    begin: int
    end: int
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
    blocks = _main(raw, _blocks(raw, stream))
    marked = _marked(raw, blocks)
    labelled = any(block.speaker for block in marked)
    timed = any(block.start is not None for block in marked)
    pieces: list[Piece] = []
    speaker, start = None, None
    for block in marked:
        new = block.speaker is not None and block.speaker != speaker
        speaker, start = block.speaker or speaker, block.start if block.start is not None else start
        if block.begin >= block.end:
            continue
        if block.tag in _HEADINGS:
            pieces.append(Piece(((block.begin, block.end),), "context"))
            continue
        paragraph = not labelled and not timed and not block.soft
        pieces.append(Piece(((block.begin, block.end),), "speech", start, None, speaker, new or paragraph))
        if block.start is not None:
            start = block.start
    meta = dict(_meta(stream))
    title = next(
        (plain(raw, b.begin, b.end, MARKUP) for b in marked if b.tag in ("title", "h1") and b.begin < b.end), None
    )
    date = next(
        (found for key in ("article:published_time", "date", "pubdate") if (found := iso_date(meta.get(key, "")))), None
    )
    language = next((t.attributes["lang"] for t in stream if t.name == "html" and t.attributes.get("lang")), None)
    link = next((t.attributes.get("href") for t in stream if t.attributes.get("rel") == "canonical"), None)
    return Reading(
        pieces=tuple(pieces),
        markup=MARKUP,
        title=title or meta.get("og:title"),
        date=date,
        url=link or meta.get("og:url"),
        language=language,
        metadata=tuple((key, meta[key]) for key in ("author", "description", "og:site_name") if meta.get(key)),
    )


def _meta(stream: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for token in stream:
        key = token.attributes.get("name") or token.attributes.get("property")
        if token.name == "meta" and key:
            yield key.lower(), token.attributes.get("content", "")


def _blocks(raw: str, stream: Sequence[Token]) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """Blocks with the names of the elements around them."""
    stack: list[Token] = []
    block: Block | None = None
    for token in stream:
        closes = token.kind != "text" and token.name in _BLOCKS
        if block and closes:
            block.end = token.begin
            yield block, tuple(t.name for t in stack)
            block = None
        if token.kind == "start":
            if token.name not in _VOID:
                stack.append(token)
            soft = token.name == "br"
        elif token.kind == "end":
            if block and stack and stack[-1].name == token.name and _marks_speaker(raw, block, stack[-1]):
                block.proven = True
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].name == token.name), None)
            if depth is not None:
                del stack[depth:]
        elif raw[token.begin : token.end].strip() and not any(t.name in _SKIPPED for t in stack):
            if block is None:
                tag = next((t.name for t in reversed(stack) if t.name in _BLOCKS), "")
                block = Block(token.begin, token.end, tag, soft=soft)
                soft = False
            block.end = token.end
        if token.kind != "text" and token.name in _BLOCKS and token.name != "br":
            soft = False
    if block:
        yield block, tuple(t.name for t in stack)


def _marks_speaker(raw: str, block: Block, opened: Token) -> bool:
    """Whether an inline element opens the block and says by name or class that it holds a speaker."""
    opens = opened.end <= block.begin and not raw[opened.end : block.begin].strip()
    named = _SPEAKER_CLASS.search(opened.attributes.get("class", "")) or "data-speaker" in opened.attributes
    return opens and (opened.name == "cite" or bool(named))


def _main(raw: str, found: Iterator[tuple[Block, tuple[str, ...]]]) -> list[Block]:
    """The blocks of the page's main part, where it has one that holds most of its text, and the title."""
    blocks = list(found)
    size = sum(block.end - block.begin for block, _ in blocks)
    for name in ("article", "main"):
        inside = [block for block, around in blocks if name in around]
        if sum(block.end - block.begin for block in inside) * 2 > size:
            return [block for block, around in blocks if name in around or block.tag == "title"]
    return [block for block, _ in blocks]


def _marked(raw: str, blocks: Sequence[Block]) -> list[Marked]:
    """Read the heads of blocks: labels in elements, or names and times in the text."""
    heads = [_HEAD.match(plain_head(raw, block)) for block in blocks]
    colons = [head["speaker"] for head in heads if head and head["speaker"] and head["colon"]]
    accepted = accepted_labels(colons, len(blocks))
    stamps = sum(bool(head and (head["first"] or head["second"])) for head in heads)
    marked = []
    for block, head in zip(blocks, heads, strict=True):
        begin, speaker, start = block.begin, None, None
        if head and block.tag != "title":
            label, clock = head["speaker"], head["first"] or head["second"]
            named = label and (
                (head["colon"] and label in accepted)
                or block.proven
                or (head["second"] and stamps > 2 and (looks_like_name(label) or is_diarisation_id(label)))
            )
            if named:
                speaker = label
            if named or (clock and stamps > 2):
                start = seconds(clock) if clock else None
                words = head.end() if named or not label else (head.start("speaker"))
                begin = _offset(raw, block, words)
        marked.append(Marked(begin, block.end, block.tag, block.soft, speaker, start))
    return marked


def plain_head(raw: str, block: Block) -> str:
    """The first words of a block without tags, where a speaker and a time would stand."""
    return "".join(raw[i] for i in _visible(raw, block, 160))


def _visible(raw: str, block: Block, most: int) -> list[int]:
    """Raw offsets of a block's first characters that are not part of a tag."""
    shown: list[int] = []
    inside = False
    for at in range(block.begin, min(block.end, block.begin + 4 * most)):
        if raw[at] == "<":
            inside = True
        elif raw[at] == ">" and inside:
            inside = False
        elif not inside:
            shown.append(at)
            if len(shown) >= most:
                break
    return shown


def _offset(raw: str, block: Block, words: int) -> int:
    """The raw offset of a block's n-th visible character, tags before it passed over."""
    shown = _visible(raw, block, words + 1)
    return shown[words] if words < len(shown) else block.end
