"""Header lines: titles, shows, descriptions, credits, chapters, links. They stand around a talk and are never speech.

Each line becomes a piece of kind "context" that knows which field it gives the value of, and whether it only lists
what is talked of or linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.cleaning import PROSE, plain, usual_letters
from pipeline.ingest.fields import is_field_name, is_people, normal, usual, word_set
from pipeline.ingest.pieces import Piece, limited
from pipeline.ingest.times import DATE, STAMP, after_leading_time, iso_date

Span = tuple[int, int]

LISTS = word_set(
    "resources resource links link follow connect subscribe listen find reading mentioned sources chapters chapter "
    "timestamps timestamp timecodes timecode contents outline references social socials stay visit download watch "
    "merch topics covered covering episodes related further more"
)
MOST_LISTED = 12  # words beside a link; what has more is a sentence that happens to hold one
MOST_HEADING = 6
_LINE = re.compile(r"\S[^\r\n]*")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(?=\S)")
_BULLET = re.compile(r"(?:\\?[-*+–—|][ \t]+|[•·►▶▸»☞→][ \t]*)+|\d{1,2}[.)][ \t]+")
_LINK = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?<!\w)@\w+"
    r"|(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|io|fm|tv|co|ai|news|ly|be|uk)\b\S*"
)
LONGEST_LISTED = 1000  # characters of a line; a longer one is no heading, list or credit
_HASHTAGS = re.compile(r"(?:[#＃][^\s#]{1,100}[\s,]*)+")
_CHAPTER_END = re.compile(rf"(?<=[-–—|·\s(\[]){STAMP}[)\]]?\s{{0,20}}$")
_FLAT = re.compile(rf"(?<![\d:])[\[(]?{STAMP}[\])]?\s{{0,3}}[-–—]")
_OFFICE = re.compile(r"\([^()]{1,80}(?:,| of | at )[^()]{1,80}\)|\b(?:by|with)(?: [A-Z][\w.'’-]{1,30}){2}")
_FIELD = re.compile(
    r"[*_]{0,3}(?P<key>[A-Z][A-Za-z-]{0,30}(?:[ /&]{1,3}[A-Za-z-]{1,30}){0,3})[*_]{0,3}:[*_]{0,3}(?!//)[ \t]*"
    r"(?P<value>.*)",
    re.DOTALL,
)
# Credits in a sentence of their own: "We're edited by X", "Original music by A and B".
_CREDIT = re.compile(
    r"^(?!follow|find|subscribe|connect|visit|watch|listen|download)[^:]{0,60}?\b(?:host|guest|produc|edit|engineer|music|"
    r"present|narrat|moderat|featur|speaker|panel|interview|written|direct|sponsor)[a-z]*\b[^:]{0,40}?(?::|\bby\b|\bare\b)"
    r"\W*+[^\W\d_]",
    re.IGNORECASE,
)
_SHOW = re.compile(
    r"\s*+[*_]{0,3}(?P<show>[^*_\n\[\]]{1,120}?)[ \t]*:?[*_]{0,3}:?\s{0,3}\[(?P<date>[^\[\]\n]{4,40})\]"
    r"\((?P<url>https?://[^()\s]{1,2000})\)\s*"
)
_DATED = re.compile(
    r"\b(?:recorded|published|aired|released|premiered|uploaded|posted|date|broadcast|held|livestreamed)\b",
    re.IGNORECASE,
)
_SET_APART = re.compile(rf"(?:^|[-–—|,(\[:·•]\s{{0,3}})(?:{DATE.pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a header: its words without heading marks, bullet and time, and what can be told from it alone.

    gap: an empty line stands before it. words: their number beside links. chapter: it opens or ends with a time.
    """

    begin: int
    end: int
    text: str
    gap: bool
    heading: bool
    words: int
    linked: bool
    chapter: bool


def lines_between(raw: str, begin: int, end: int) -> list[Span]:
    """Spans of the lines of a stretch that are not empty."""
    return [match.span() for match in limited(_LINE.finditer(raw, begin, end))]


@dataclass(frozen=True, slots=True)
class Header:
    """The lines of a header as pieces, and what they state of the recording.

    dates: of the recording or its publication, each with how little sure it is.
    """

    pieces: tuple[Piece, ...] = ()
    dates: tuple[tuple[int, str], ...] = ()
    show: str | None = None
    url: str | None = None

    def __add__(self, other: Header) -> Header:
        """Both, one after the other; what the first states goes before."""
        return Header(
            self.pieces + other.pieces, self.dates + other.dates, self.show or other.show, self.url or other.url
        )

    @property
    def date(self) -> str | None:
        """The surest date."""
        return min(self.dates, key=lambda item: item[0])[1] if self.dates else None


def read_header(raw: str, spans: Iterable[Span], field: str = "") -> Header:
    """Read the lines of a header, a description or a list of credits.

    field: what all of them belong to ("description"), unless a line says otherwise.
    """
    spans = list(spans)
    lists = field in ("", "description") or len(spans) > 2
    shows = {span: match for span in spans if (match := show_line(raw, *span))}
    lines = [line for line in _lines(raw, spans) if any(char.isalnum() for char in line.text)]
    chapters = sum(line.chapter for line in lines)
    pieces: list[Piece] = []
    section, listing, spaced, credited = field, False, False, False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if match := shows.get((line.begin, line.end)):
            pieces.append(Piece((match.span("show"),), "context", field="show"))
            continue
        if _is_heading(line, following, field):
            key = normal(re.sub(r"\W+", " ", line.text))
            listing = lists and bool(LISTS & set(key.split()))
            section = key if not listing and is_field_name(key, of_file=False) else field
            spaced = following is not None and following.gap
            pieces.append(Piece(((line.begin, line.end),), "context", field=section, listing=listing))
            continue
        if line.gap and not spaced and not listing:
            section = field
        label = "" if line.heading else _label(line)
        credit = _CREDIT.search(_without_links(line.text)) is not None
        listed = lists and not credit and _is_listed(line, following, chapters, within=listing)
        listing = listing and (listed or not label)
        credited = _names_field(label) or (credited and bool(label) and not line.gap and not listed)
        own = usual(normal(label)) if credited else section
        pieces += _cut_chapters(raw, Piece(((line.begin, line.end),), "context", field=own, listing=listed))
    show = next(iter(shows.values()), None)
    published = [(0, date)] if show and (date := iso_date(show["date"])) else []
    return Header(
        tuple(pieces),
        (*published, *_dates([line.text for line in lines], title=not field)),
        plain(show["show"], 0, len(show["show"]), PROSE) if show else None,
        show["url"] if show else None,
    )


def _lines(raw: str, spans: Iterable[Span]) -> Iterator[Line]:
    """What stands in each span, hard-wrapped lines of one paragraph put together."""
    previous = 0
    for begin, end in _unwrapped(raw, list(spans)):
        gap = raw.count("\n", previous, begin) > 1 or raw.count("\\n", previous, begin) > 1
        previous = end
        heading = _HEADING.match(raw, begin, end)
        if heading:
            begin = heading.end()
        elif bullet := _BULLET.match(raw, begin, end):
            begin = bullet.end() if raw[bullet.end() : end].strip() else begin
        start = after_leading_time(raw, begin, end)
        if end - start > LONGEST_LISTED:
            yield Line(start, end, "…" + raw[start : start + 20] + "…", gap, False, LONGEST_LISTED, False, False)
            continue
        text = plain(raw, start, end, PROSE)
        if heading:
            text = text.rstrip("#").rstrip()
        rest = _without_links(text)
        chapter = start > begin or _CHAPTER_END.search(raw, begin, end) is not None
        words = sum(any(char.isalnum() for char in word) for word in rest.split())
        yield Line(start, end, text, gap, heading is not None, words, len(rest) < len(text), chapter)


def _unwrapped(raw: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Lines of 60 to 100 characters that follow each other without an end of sentence are one, broken to fit."""
    at = 0
    while at < len(spans):
        last = at
        while last + 1 < len(spans) and _goes_on(raw, spans[last], spans[last + 1]):
            last += 1
        yield spans[at][0], spans[last][1]
        at = last + 1


def _goes_on(raw: str, line: Span, following: Span) -> bool:
    text = raw[slice(*line)].rstrip()
    return not raw.startswith("  ", line[1] - 2) and (
        60 <= len(text) <= 100
        and text[-1] not in ".?!:)"
        and text[0] not in "#*-[|\\"
        and raw.count("\n", line[1], following[0]) == 1
        and raw[following[0]] not in "#*-[|\\•"
        and not _LINK.search(text)
        and after_leading_time(raw, *following) == following[0]
        and not _FIELD.match(raw, *following)
        and not _CREDIT.match(raw[slice(*following)])
    )


def _without_links(text: str) -> str:
    return _LINK.sub("", text)


def _label(line: Line) -> str:
    match = _FIELD.fullmatch(line.text)
    return match["key"] if match and match["value"] else ""


def _names_field(label: str) -> bool:
    """Whether a label names a field of its own, and not where to find something: "Host", not "Follow our host"."""
    words = set(normal(label).split())
    return bool(words) and is_field_name(label, of_file=False) and not words & LISTS


def _is_heading(line: Line, following: Line | None, field: str) -> bool:
    """Whether a line names what the lines after it are: short, and ended by a colon, set off, or a known name."""
    if following is None or line.chapter or line.linked or not 0 < line.words <= MOST_HEADING:
        return False
    text = line.text.rstrip(" *_")
    if text.endswith(":"):
        return True
    if text[-1] in ".?!,;)" or (not field and line.heading):
        return False
    letters = usual_letters(text) if ord(text[0]) > 0x1D000 else text
    words = re.findall(r"\w+", letters.lower())
    if words[0] in LISTS and len(words) < MOST_HEADING:
        return not _label(line)
    named = bool(LISTS.intersection(words)) or is_field_name(letters, of_file=False)
    return named and (line.words <= 3 or letters.isupper() or text != letters) and not _label(line)


def _is_listed(line: Line, following: Line | None, chapters: int, *, within: bool) -> bool:
    """Whether a line only lists what is talked of or linked."""
    if _HASHTAGS.fullmatch(line.text):
        return True
    if line.chapter and (chapters > 1 or within):
        return not _OFFICE.search(line.text)
    if _OFFICE.search(line.text):
        return False
    sentence = line.words > MOST_LISTED or (line.text[-1] in ".?!" and line.words > MOST_HEADING)
    if line.linked:
        return line.words <= MOST_LISTED
    if following is not None and following.linked and following.words == 0 and not following.gap:
        return not sentence
    return within and not sentence


def _cut_chapters(raw: str, piece: Piece) -> Iterator[Piece]:
    """A description whose chapters run on in one line: they are listed, what stands before them is not."""
    begin, end = piece.spans[0]
    marks = [match.start() for match in _FLAT.finditer(raw, begin, end)]
    if piece.listing or len(marks) < 3:
        yield piece
        return
    if raw[begin : marks[0]].strip():
        yield replace(piece, spans=((begin, marks[0]),))
    yield replace(piece, spans=((marks[0], end),), listing=True)


# --- what a header states


def people_in(raw: str, pieces: Iterable[Piece]) -> Iterator[str]:
    """The values of fields that name people, as the file writes them."""
    for piece in pieces:
        if not is_people(piece.field) or piece.listing:
            continue
        text = " ".join(plain(raw, *span, PROSE) for span in piece.spans)
        match = _FIELD.fullmatch(text)
        value = match["value"] if match and usual(normal(match["key"])) == piece.field else text
        if value and normal(value.strip(" :")) != piece.field:
            yield value


def described_in(raw: str, pieces: Iterable[Piece]) -> str:
    """The description among the pieces of a header, without its lists."""
    spans = (span for p in pieces if p.field == "description" and not p.listing for span in p.spans)
    return " ".join(plain(raw, *span, PROSE) for span in spans)


def show_line(raw: str, begin: int, end: int) -> re.Match[str] | None:
    """The match of a line "**Show:** [March 14, 2023](address)"; None for any other."""
    match = _SHOW.fullmatch(raw, begin, end)
    return match if match and iso_date(match["date"]) else None


def _dates(texts: Sequence[str], *, title: bool) -> Iterator[tuple[int, str]]:
    """Dates that a line gives as such: as its field, beside "recorded" or "aired", or with hardly a word more.

    title: the first line is the document's title, in which a date must be set apart.
    """
    for index, text in enumerate(map(_without_links, texts)):
        if date := iso_date(text):
            ranked = _TITLE_DATES if title and index == 0 else _LINE_DATES
            yield from ((rank, date) for rank, fits in ranked if fits(text))


def _is_dated_field(text: str) -> bool:
    field = _FIELD.fullmatch(text)
    return field is not None and _DATED.search(field["key"]) is not None


def _is_said_of_recording(text: str) -> bool:
    return _DATED.search(text) is not None and len(text) < 160


def _is_short(text: str) -> bool:
    return len(text.split()) <= 10


def _is_set_apart(text: str) -> bool:
    return _SET_APART.search(text) is not None


_LINE_DATES = ((1, _is_dated_field), (2, _is_said_of_recording), (3, _is_short))
_TITLE_DATES = ((4, _is_set_apart),)
