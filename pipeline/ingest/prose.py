"""Text and Markdown: front matter, header, turns or paragraphs, footer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from statistics import median
from typing import Literal

from pipeline.ingest.cleaning import PROSE, plain
from pipeline.ingest.fields import is_field_name, normal, usual
from pipeline.ingest.frontmatter import FrontMatter, read_front_matter, text_of
from pipeline.ingest.header import Header, described_in, lines_between, people_in, read_header
from pipeline.ingest.layouts import Head, Layout, find_heads
from pipeline.ingest.pieces import Piece, Reading, limited
from pipeline.ingest.speakers import is_diarisation_id
from pipeline.ingest.times import STAMP, clock_in, iso_date, seconds

# Lines that a site or tool adds around every transcript; they say nothing about its content.
BOILERPLATE = re.compile(
    r"^[ \t]*+(?:Discussion \(\d+\)|There aren't comments yet for this episode\..*|Click on any sentence in .*"
    r"|(?:Show|Hide|Open|Close|Copy|Download|View) (?:full )?transcript|Loading\.\.\.|[-=*_~][-=*_~ \t]{2,}+"
    r"|This (?:editable )?transcript was (?:computer|automatically|auto|machine)[ -]generated.*"
    r"|People can also change the text after it was created\..*|View original transcript at .*)[ \t]*+\r?$",
    re.MULTILINE,
)
# What a meeting tool notes between the turns; nobody says it.
_NOTICE = re.compile(
    r"^[ \t]*+(?:[^\n:.?!]{0,80}? (?:started|stopped|has started|has stopped|paused|resumed) (?:the )?"
    r"(?:transcription|transcript|transcribing|recording)|(?:The )?(?:Meeting|Recording|Transcription|Call) "
    r"(?:has )?(?:ended|started|stopped|begins|ends|in progress)[^\n]{0,60}"
    r"|[^\n:.?!]{1,60} (?:joined|left|has joined|has left|joins|leaves) the (?:meeting|call|room|conference)"
    r"|\[?(?:Recording|Transcript|Transcription) (?:starts?|ends?|begins?|stopped|started)\]?"
    r"|(?:End|Start) of transcript(?:ion)?)"
    r"[.\s]{0,3}\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_CREDIT = re.compile(r"^[ \t]*+\*?(?:Transcribed|Transcript(?:ion)? (?:provided|created)) by\b.*$", re.MULTILINE | re.I)
_MARKER = re.compile(
    r"^[ \t]*+#{0,6}+[ \t]*+[*_]{0,2}(?:(?:full|episode|podcast|video|show|interview|complete) )*transcript(?:ion|s)?"
    r"[*_]{0,2}:?[*_]{0,2}[ \t]*+\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_HEADING = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+(?P<text>\S[^\r\n]*)"
    r"|--(?!-)[ \t]*+(?P<slide>\S[^\r\n]{0,150}[^\s-])[ \t]{0,20}--[ \t]*+\r?$)",
    re.MULTILINE,
)
_LINE = re.compile(r"\S[^\r\n]*")
_LONE_TIME = re.compile(rf"^[ \t]*+[*_]{{0,3}}[\[(]?{STAMP}[\])]?[*_]{{0,3}}[ \t]*+\r?$", re.MULTILINE)
Furniture = Literal["context", "speech", "stamp"]
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_FIELD = re.compile(
    r"[ \t]*[*_]{0,2}(?P<key>[A-Z][A-Za-z]*(?: [A-Za-z]+){0,2})[*_]{0,2}:[*_]{0,2}[ \t]+(?P<value>\S.*)"
)
_URL = re.compile(r"\]\((https?://[^()\s]+)\)")
_STAMP_LINK = re.compile(rf"\[\(?{STAMP}\)?\]\((https?://[^()\s]{{1,2000}})\)")
_END_STAMP = re.compile(rf"[\[(#](?P<time>{STAMP})(?:-\d{{1,3}})?[\])#]\s*\Z")
_TIME_OF_LINK = re.compile(r"(?:t|start|time|time_continue)=")
_ENDS = re.compile(r"[.?!…:;\"”'’)\]*_]\s*$")
_MARKDOWN = re.compile(r"\A\s*---[ \t]*\r?\n|^#{1,6} \S|\]\(https?://|^\*\*[^*\n]+\*\*|^[*-] +\S", re.MULTILINE)
_ENDS_SENTENCE = re.compile(r"[.?!…][\"”'’]?$")
_NAMED = r"[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){1,3}"
_FIELD_VALUE = re.compile(
    rf"{_NAMED}[.;|] ?(?:[A-Z][\w-]{{2,20}}: [^\n:]{{2,80}}|[A-Z][a-z]{{2,20}} by [^\n:]{{2,80}})*"
)
LONGEST_TITLE = 300
MOST_PARTICLE = 3  # letters of a word that a title may write small
LONGEST_VALUE = 200  # characters of a field that stands before the talk
LONG_LINE = 200  # a text whose lines are longer than this, in the median, has a paragraph per line


def looks_like_markdown(raw: str) -> bool:
    """Whether the text uses Markdown: front matter, headings, links, bold labels or bullets.

    >>> looks_like_markdown("# Title"), looks_like_markdown("Just words.")
    (True, False)
    """
    return _MARKDOWN.search(raw) is not None


def read_prose(raw: str) -> Reading:
    """Read a transcript or article that is written as text or Markdown."""
    front = read_front_matter(raw)
    marker = _MARKER.search(raw, front.end)
    body = marker.end() if marker else front.end
    layout, heads = find_heads(raw, body)
    heads = _spoken(raw, heads)
    lead = heads[0].begin if heads else body if marker else _lead_end(raw, body)
    intro = read_header(raw, _header_lines(raw, front.end, marker.start() if marker else lead))
    if marker:
        intro += _chapters(raw, read_header(raw, _header_lines(raw, body, lead)))
    speech = _turns(raw, layout, heads, body) if layout and heads else _paragraphs(raw, lead)
    day = iso_date(raw[heads[0].begin : heads[0].end]) if heads else None
    return _described(raw, front, _titled(raw, intro, front), speech, day)


def _spoken(raw: str, heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """The heads without the title and fields of a header that open the text: "Slow Tide: A Podcast", "Hosts: A, B"."""
    names = [head.speaker for head in heads]
    first = 0
    while first + 1 < len(heads) and (label := names[first]) is not None and names.count(label) == 1:
        value = raw[heads[first].end : heads[first + 1].begin].strip()
        if is_field_name(label) and _FIELD_VALUE.fullmatch(value) and heads[first].start is None:
            first += 1
            continue  # "Host: Ann Lee. Guest: Bo Dean (Acme)."
        if heads[first].start is not None or is_diarisation_id(label):
            break
        if not first and _is_title(value):
            first += 1
            continue
        if not ("|" in raw[heads[first].begin : heads[first].end] or is_field_name(label)):
            break
        if any(_field(line) is None for line in value.splitlines()[1:]):
            break
        if len(value) > LONGEST_VALUE or _ENDS_SENTENCE.search(value):
            break
        first += 1
    return heads[first:]


def _is_title(value: str) -> bool:
    """Whether the value of the first label is the rest of a title: capitalised, no sentence."""
    line, *_ = value.splitlines() or [""]
    words = [word for word in line.split() if len(word) > MOST_PARTICLE]
    capital = sum(not word[0].islower() for word in words)
    return len(line.split()) > 2 and 2 * capital > len(words) and not _ENDS.search(line) and len(value) <= LONGEST_VALUE


def _chapters(raw: str, header: Header) -> Header:
    """What stands between the mark of a transcript and its first words: headings are titles of chapters there."""
    pieces = (
        replace(piece, listing=piece.listing or _HEADING.match(raw, _line_begin(raw, piece.spans[0][0])) is not None)
        for piece in header.pieces
    )
    return replace(header, pieces=tuple(pieces))


def _line_begin(raw: str, begin: int) -> int:
    return raw.rfind("\n", 0, begin) + 1


def _titled(raw: str, intro: Header, front: FrontMatter) -> Header:
    """Say of the first line of a header that it is the title, where it is one."""
    first = next((n for n, piece in enumerate(intro.pieces) if not piece.field and not piece.listing), None)
    if first is None or (front.title and not _HEADING.match(raw, _line_begin(raw, intro.pieces[first].spans[0][0]))):
        return intro
    piece = intro.pieces[first]
    if sum(end - begin for begin, end in piece.spans) > LONGEST_TITLE:
        return intro
    pieces = (*intro.pieces[:first], replace(piece, field="title"), *intro.pieces[first + 1 :])
    return replace(intro, pieces=pieces)


def _described(raw: str, front: FrontMatter, intro: Header, speech: tuple[Piece, ...], day: str | None) -> Reading:
    """Add title, date and fields that the header states in so many words. day: that of the first head."""
    header = front.header + intro
    lines = [raw[slice(*piece.spans[0])] for piece in intro.pieces if piece.field != "title"]
    fields = [match for line in lines if (match := _field(line))]
    stated = dict(front.metadata) | {
        normal(match["key"]): plain(match["value"], 0, len(match["value"]), PROSE) for match in fields
    }
    heading = next((piece for piece in intro.pieces if piece.field == "title"), None)
    said = {
        "show": header.show or next((value for key, value in stated.items() if usual(key) == "show"), None),
        "people": "; ".join(dict.fromkeys(people_in(raw, header.pieces))),
        "description": described_in(raw, header.pieces),
    }
    title = text_of(front.title) or stated.get("title") or (plain(raw, *heading.spans[0], PROSE) if heading else None)
    link = next((match[1] for begin, end in _spans(intro.pieces) if (match := _URL.search(raw, begin, end))), None)
    return Reading(
        pieces=header.pieces + speech,
        markup=PROSE,
        title=title or None,
        date=front.date or header.date or day,
        url=front.url or recording_url(raw) or intro.url or link,
        language=front.language,
        metadata=tuple((stated | {key: value for key, value in said.items() if value}).items()),
    )


def _spans(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    return (span for piece in pieces for span in piece.spans)


def recording_url(raw: str) -> str | None:
    """Where the links of the time stamps lead: the recording's address without the time.

    >>> recording_url("[0:04](https://a.example/v?id=7&t=4.5s) Hi [0:09](https://a.example/v?id=7&t=9s)")
    'https://a.example/v?id=7'
    """
    links = Counter(match[1] for match in islice(_STAMP_LINK.finditer(raw), 1000))
    targets: Counter[str] = Counter()
    for link, count in links.items():
        base, _, query = link.partition("#")[0].partition("?")
        rest = "&".join(part for part in query.split("&") if part and not _TIME_OF_LINK.match(part))
        targets[f"{base}?{rest}" if rest else base] += count
    return next((target for target, count in targets.most_common(1) if count > 1), None)


def _header_lines(raw: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines of a header without boilerplate."""
    for span in lines_between(raw, begin, end):
        if not BOILERPLATE.fullmatch(raw, *span) and not _MARKER.fullmatch(raw, *span):
            yield span


def _heading_text(heading: re.Match[str]) -> tuple[int, int]:
    return heading.span("text" if heading["text"] else "slide")


def _field(line: str) -> re.Match[str] | None:
    match = _FIELD.fullmatch(line.strip())
    return match if match and is_field_name(match["key"]) else None


def _turns(raw: str, layout: Layout, heads: tuple[Head, ...], body: int) -> tuple[Piece, ...]:
    """One piece per head, from its words to the next head; headings and credits in between are context.

    body: where the header ends. A time on a line of its own is that of what follows it.
    """
    pieces: list[Piece] = []
    speaker: str | None = None
    lone = list(_LONE_TIME.finditer(raw, body, heads[0].begin))
    stamp = clock_in(raw, *lone[-1].span()) if lone and not raw[lone[-1].end() : heads[0].begin].strip() else None
    for head, following in zip(heads, (*heads[1:], None), strict=True):
        previous, speaker = speaker, None if head.unknown else head.speaker or speaker
        start = head.start if head.start is not None else _linked_time(raw, head.end)
        start, stamp = stamp if start is None else start, None
        if start is None and head.speaker is None and pieces:
            start = pieces[-1].start
        turn = layout.turns or head.unknown or (head.speaker is not None and head.speaker != previous)
        end = following.begin if following else len(raw)
        for begin, stop, kind in _without_furniture(raw, head.end, end):
            if kind == "stamp":
                stamp = start = clock_in(raw, begin, stop)
                continue
            if kind == "speech":
                pieces.append(Piece(((begin, stop),), "speech", start, None, speaker, turn))
                stamp = None
            else:  # between turns, a heading is the title of a chapter
                heading = _HEADING.match(raw, _line_begin(raw, begin))
                pieces.append(Piece(((begin, stop),), "context", listing=heading is not None))
            turn = kind == "context"
    return _with_end_stamps(raw, pieces)


def _with_end_stamps(raw: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Turns whose times stand at their ends, as programs for transcribing by hand write them.

    A turn then begins where the one before ends. Where not most turns end with a time, they are left as they are.
    """
    stamps = [_END_STAMP.search(raw, *piece.spans[-1]) if piece.kind == "speech" else None for piece in pieces]
    spoken = [piece for piece in pieces if piece.kind == "speech"]
    if sum(map(bool, stamps)) * 3 < 2 * len(spoken) or any(piece.start is not None for piece in spoken):
        return tuple(pieces)
    timed: list[Piece] = []
    start = 0.0
    for piece, stamp in zip(pieces, stamps, strict=True):
        if stamp:
            stop = seconds(stamp["time"])
            spans = (*piece.spans[:-1], (piece.spans[-1][0], stamp.start()))
            piece = replace(piece, spans=spans, start=start if start <= stop else None, stop=stop)
            start = stop
        timed.append(piece)
    return tuple(timed)


def _linked_time(raw: str, begin: int) -> float | None:
    """The time that a bullet line carries at its end."""
    end = raw.find("\n", begin)
    match = re.compile(rf"\[\[({STAMP})\]\([^()\s]*\)\]\s*$").search(raw, begin, len(raw) if end < 0 else end)
    return seconds(match[1]) if match else None


def _without_furniture(raw: str, begin: int, end: int) -> Iterator[tuple[int, int, Furniture]]:
    """Split a turn at headings and credits (context), lone times (stamps) and boilerplate (left out)."""
    found: list[tuple[int, int, Furniture | None]]
    found = [(m.start(), m.end(), "context") for p in (_HEADING, _CREDIT, _NOTICE) for m in p.finditer(raw, begin, end)]
    found += [(m.start(), m.end(), "stamp") for m in _LONE_TIME.finditer(raw, begin, end)]
    found += [(m.start(), m.end(), None) for m in BOILERPLATE.finditer(raw, begin, end)]
    for first, last, kind in sorted(found, key=lambda item: item[:2]):
        if first < begin:
            continue
        if raw[begin:first].strip():
            yield begin, first, "speech"
        if kind == "context":
            heading = _HEADING.match(raw, first, last)
            yield *(_heading_text(heading) if heading else (first, last)), kind
        elif kind is not None:
            yield first, last, kind
        begin = last
    if raw[begin:end].strip():
        yield begin, end, "speech"


def _lead_end(raw: str, begin: int) -> int:
    """Where an article's header ends: after leading headings, fields and a first line that is no sentence."""
    first = True
    for paragraph in _PARAGRAPH.finditer(raw, begin):
        text = paragraph[0].strip()
        title = first and len(text) <= 200 and "\n" not in text and not text[0].islower() and not _ENDS.search(text)
        heading = _HEADING.match(raw, paragraph.start()) or _field(text) or title
        if not heading or not raw[paragraph.end() :].strip():
            return paragraph.start()
        if isinstance(heading, re.Match) and heading.re is _HEADING and heading.end() < paragraph.end():
            return heading.end()  # its text follows on the next line
        begin, first = paragraph.end(), False
    return begin


def _paragraphs(raw: str, begin: int) -> tuple[Piece, ...]:
    """Paragraphs of a text without labels: the lines of one belong together, as do paragraphs cut in mid-sentence."""
    blocks = [
        (first, last, kind)
        for paragraph in limited(_PARAGRAPH.finditer(raw, begin))
        for first, last, kind in _without_furniture(raw, *paragraph.span())
    ]
    spoken = [raw[first:last] for first, last, kind in blocks if kind == "speech"]
    cut = sum(not _ENDS.search(text) for text in spoken[:-1])
    run_on = cut * 2 > len(spoken) - 1
    lengths = [len(line) for text in spoken for line in text.splitlines() if line.strip()]
    line_each = bool(lengths) and median(lengths) > LONG_LINE
    pieces: list[Piece] = []
    start: float | None = None
    ended = True
    for first, last, kind in blocks:
        if kind == "stamp":
            start = clock_in(raw, first, last)
        elif kind == "context":
            pieces.append(Piece(((first, last),), "context"))
            ended = True
        else:
            for span in _lines(raw, first, last) if line_each else ((first, last),):
                lower = raw[span[0] : span[0] + 1].islower()
                pieces.append(Piece((span,), start=start, turn=not run_on and (ended or not lower)))
                ended = _ENDS.search(raw, *span) is not None
    return tuple(pieces)


def _lines(raw: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(raw, begin, end):
        yield line.span()
