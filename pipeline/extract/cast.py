"""The show and its people: who hosts it, who is its guest, who made it, by the words around their names.

Read over the whole document at once, header, show notes and talk: names of people are replaced by one character each,
so that a cue is a short pattern over words and names ("welcome to the show, N"). Each cue says in which role it puts
whom and how sure that is; which role a person has in the end is decided when it is known who is who (`resolve.cast`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.extract.arguments import Arguments
from pipeline.extract.cues import CUES, FIRST, GUEST, HOST, LIST
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.quotes import QUOTE
from pipeline.ingest import is_people_field
from pipeline.ontology import Ontology, Predicate
from pipeline.records import Document, Mention, Relation

# Words of fields of a header, and of its headings, that name a role.
FIELDS = {
    HOST: frozenset("host hosts cohost cohosts co-host co-hosts presenter presenters moderator moderators".split()),
    GUEST: frozenset("guest guests panelist panelists interviewee interviewees featured".split()),
}
DENIED = re.compile(r"(?:\b(?:not|never)|n['’]t)(?: \w+)?\s*$", re.IGNORECASE)
NEAR = 30  # characters before a cue that may deny it
AFTER = 8  # characters behind a cue in which the name of the show begins: " the "
SAYS = re.compile(
    r"\b(?:this is|welcome(?: back)? to|listening to|watching) (?:the |another \w+ of )?[\"“]?$", re.IGNORECASE
)
JOINS = re.compile(r"\bjoin(?:s|ed|ing)? (?:us on |the )?[\"“'‘]?$", re.IGNORECASE)
KIN = re.compile(
    r"\b(?:grand)?(?:son|daughter|mother|father|brother|sister|wife|husband|widow|niece|nephew|cousin|child) of "
    r"[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
PRONOUN = "pronoun"  # the group of a cue that holds "he" or "she"
WORK = 0  # index of the mention that stands for the document's own work


def find_cast(arguments: Arguments, ontology: Ontology) -> Iterator[Relation]:
    """Claims that people host or visit the document's own work: those named by a cue, and who says it."""
    predicates = {role: next(iter(ontology.with_role(role)), None) for role in (HOST, GUEST)}
    text = _Abstract(arguments)
    yield from _by_heading(text, predicates)
    for cue in CUES:
        for match in cue.pattern.finditer(text.text):
            where = text.where(match.start())
            if where == "list" or (cue.where and where not in _PLACES[cue.where]):
                continue
            if DENIED.search(text.text, max(0, match.start() - NEAR), match.start()):
                continue  # "I'm not joined by X"
            if where in ("opening", "talk") and text.quoted(match.start()):
                continue  # a clip of another show
            found = {group for group, words in match.groupdict().items() if words}
            named = [(role, text.names(*match.span(role))) for role in sorted(found - {PRONOUN})]
            if PRONOUN in found:
                named.append((GUEST, [text.pronoun(match.span(PRONOUN))]))
            if cue.speaker and text.speaks(match.start()):
                named.append((cue.speaker, [text.speaker(match.start())]))
            if KIN.search(text.text, 0, match.start()):
                continue  # "she is the daughter of N. Thank you for joining us"
            stage = text.stage(match.span()) if where == "notes" else None
            if cue.name.startswith("opens"):
                stage = text.show(match.span(), SAYS)
            elif cue.name.startswith("joins"):
                stage = text.show(match.span(), JOINS) or stage
            for role, mentions in named:
                if (predicate := predicates[role]) is not None:
                    for mention in mentions:
                        if where != "title" and arguments.modifies(mention):
                            continue  # "a chat with Doe officials", "joined by Doe's lawyer"
                        claim = text.claim(mention, predicate, f"cast:{cue.name}", match.span(), cue.confidence)
                        yield claim if stage is None else replace(claim, object=stage)


def _by_heading(text: _Abstract, predicates: Mapping[str, Predicate | None]) -> Iterator[Relation]:
    """Who stands in a field or under a heading of the header that names a role: "Hosts", "guest name"."""
    for mention, place, field in text.by_field():
        words = field.split()
        role = next((role for role, names in FIELDS.items() if names.intersection(words)), None)
        if text.goes_on(mention):
            continue  # "Ann Lee fellow": called after her
        if is_people_field(field) and role is not None and (predicate := predicates[role]) is not None:
            sure = 0.7 if "featured" in words else 0.88
            yield text.claim(mention, predicate, f"cast:{role} field", place, sure)


def find_credits(arguments: Arguments, lexicon: Lexicon) -> Iterator[Relation]:
    """Claims of credits: "Producer: N", "music by N and N", "our senior editor is N"."""
    if not lexicon.credits:
        return
    text = _Abstract(arguments)
    for credit in lexicon.credits:
        predicate = lexicon.ontology.predicates[credit.predicate]
        words = "|".join(re.escape(word) for word in sorted(credit.words, key=len, reverse=True))
        pattern = _credit(words)
        fields = {word.casefold() for word in credit.words}
        found: dict[int, tuple[tuple[int, int], str]] = {}
        for match in pattern.finditer(text.text):
            where = text.where(match.start())
            if match["by"].casefold() in ("is", "are") and NAMED.search(text.text, 0, match.start()):
                continue  # "the producer of Acme Audio is": the end of a name
            if where == "notes" or (where != "list" and match["by"].casefold() == "by"):
                for mention in text.names(*match.span("names")):
                    found.setdefault(mention, (match.span(), match["word"].casefold()))
        for mention, place, field in text.by_field():
            if field in fields:
                found.setdefault(mention, (place, field))
        for mention, (span, word) in found.items():
            claim = text.claim(mention, predicate, f"credit:{word}", span, credit.weight, role=word)
            work = text.opening(span[0])
            turned = credit.domain_roles == ("work",)
            yield replace(claim, subject=work, object=mention) if turned else replace(claim, object=work)


def find_authors(arguments: Arguments, lexicon: Lexicon) -> Iterator[Relation]:
    """Claims of "N and N ... In their new book, X", where nobody else is named between: of all of them."""
    text = _Abstract(arguments)
    works = {mention.begin: index for index, mention in enumerate(arguments.mentions) if mention.kind == "name"}
    work = arguments.scene.work
    for lexicalisation in lexicon.makings:
        predicate = lexicon.ontology.predicates[lexicalisation.predicate]
        for match in _authors("|".join(map(re.escape, lexicalisation.words))).finditer(text.text):
            index = works.get(text.offset(match.end()))
            names = text.names(*match.span("names"))
            if index is None or (len(names) > 1) != (match["whose"].lower() == "their"):
                continue
            known = {word for name in names for word in arguments.mentions[name].text.split()}
            if any(
                not known.issuperset(arguments.mentions[o].text.split()) for o in text.names(*match.span("between"))
            ):
                continue  # somebody else is spoken of
            if any(vote.cls == work for vote in arguments.mentions[index].votes):
                for mention in names:
                    claim = text.claim(mention, predicate, f"authors:{match['word'].lower()}", match.span(), 0.85)
                    yield replace(claim, subject=index, object=mention)


@lru_cache(maxsize=16)
def _authors(words: str) -> re.Pattern[str]:
    """The people, and then "her new book", up to its name."""
    adjectives = r"(?:(?:new|latest|recent|first|second|own|upcoming|forthcoming|debut|best-?selling),? )+"
    return re.compile(
        rf"(?P<names>{LIST})(?P<between>[^\n]{{0,300}}?)\b(?P<whose>his|her|their) {adjectives}(?P<word>{words}),? "
        r"(?:is |called |titled |entitled )*(?:called |titled )?[“\"‘']?(?=[A-Z\d])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _credit(words: str) -> re.Pattern[str]:
    """ "music by N", "Music: N", "our editor is N", "mixed and mastered by N"."""
    between = rf"(?:,? (?:and|&|/) (?:\w+ ){{0,2}}?\w+(?:ed|ing)?|,? (?:{words})| \w+)?"
    joint = r" ?(?P<by>\bby\b|:|\bis\b|\bare\b|\b(?:also )?includes?\b|\bfrom\b)"
    return re.compile(rf"\b(?P<word>{words})\b{between}{joint} ?(?:[\w’'.-]+ ){{0,2}}?(?P<names>{LIST})", re.IGNORECASE)


STAGE = re.compile(r"\b(?:at|closed|opened|live from)(?: the| this year['’]s| [A-Z][\w ]*['’]s?)?\s$", re.IGNORECASE)
NAMED = re.compile(r"[A-Z]\w+ $")
_PLACES = {"talk": ("talk", "opening"), "opening": ("opening",), "notes": ("notes", "title"), "title": ("title",)}
OPENING = 3000  # characters of the talk in which it introduces itself


class _Abstract:
    """The reading text with one character for each name of a person."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.document: Document = arguments.scene.document
        self.talk = next((segment.begin for segment in self.document.segments if segment.kind == "speech"), 0)
        person = arguments.scene.person
        names = [
            (mention.begin, mention.end, index)
            for index, mention in enumerate(arguments.mentions)
            if mention.kind == "name" and _is_person(mention, person)
        ]
        parts: list[str] = []
        self.starts: list[int] = []  # where each stretch begins in the abstract text
        self.offsets: list[int] = []  # and in the reading text
        self.indices: list[int] = []  # mention by number of its character
        at = length = 0
        for begin, end, index in sorted(names):
            if begin < at:
                continue
            for piece, offset in ((self.document.text[at:begin], at), (chr(FIRST + len(self.indices)), begin)):
                self.starts.append(length)
                self.offsets.append(offset)
                parts.append(piece)
                length += len(piece)
            self.indices.append(index)
            at = end
        self.starts.append(length)
        self.offsets.append(at)
        parts.append(self.document.text[at:])
        self.text = "".join(parts)

    def offset(self, place: int) -> int:
        """Reading offset of a place in the abstract text."""
        index = bisect_right(self.starts, place) - 1
        return min(self.offsets[index] + place - self.starts[index], len(self.document.text))

    def names(self, begin: int, end: int) -> list[int]:
        """Indices of the mentions of people that stand in a stretch of the abstract text."""
        return [
            self.indices[ord(char) - FIRST] for char in self.text[begin:end] if "\U000f0000" <= char <= "\U000ffffd"
        ]

    def where(self, place: int) -> str:
        """Whether the place is in the title, the notes, a list of links or chapters, or the talk."""
        offset = self.offset(place)
        segment = self.document.segment_at(offset)
        if segment is None or segment.kind == "speech":
            return "opening" if offset < self.talk + OPENING else "talk"
        return "list" if segment.listing else "title" if segment.field == "title" else "notes"

    def stage(self, span: tuple[int, int]) -> int | None:
        """The event that a sentence of the notes says it happened at: "At Harbour Summit, N talks with N"."""
        event = self.arguments.scene.ontology.class_of_ner("EVENT")
        text = self.document.text
        end = self.offset(span[1])
        begin = max(text.rfind(mark, 0, self.offset(span[0]) + 1) for mark in ("\n", ". ", "? ", "! ")) + 1
        for index, mention in enumerate(self.arguments.mentions):
            is_event = mention.kind == "name" and any(vote.cls == event for vote in mention.votes)
            if is_event and begin <= mention.begin < end and STAGE.search(text, begin, mention.begin):
                return index
        return None

    def show(self, span: tuple[int, int], naming: re.Pattern[str]) -> int | None:
        """The show that the cue names, whatever show the document is of: "I'm N. This is Night Talk".

        Who says hello must name a known one; who is said to have joined something is where the sentence says.
        """
        begin, end = self.offset(span[0]), self.offset(span[1]) + AFTER
        work = self.arguments.scene.work
        named = (
            (mention.begin, index)
            for index, mention in enumerate(self.arguments.mentions)
            if mention.kind == "name" and mention.votes and begin <= mention.begin < end
            if mention.votes[0].cls == work and (mention.candidates or naming is JOINS)
            if naming.search(self.document.text, begin, mention.begin)
        )
        return min(named, default=(0, None))[1]

    def opening(self, place: int) -> int:
        """The work whose name opens the paragraph of the notes, else the document's own: "Night Garden is ... by N"."""
        begin = self.document.text.rfind("\n", 0, self.offset(place)) + 1
        work = self.arguments.scene.work
        for index, mention in enumerate(self.arguments.mentions):
            if mention.begin == begin and mention.kind == "name" and any(vote.cls == work for vote in mention.votes):
                return index
        return WORK

    def quoted(self, place: int) -> bool:
        """Whether the place lies in a quotation of its line."""
        line = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return line.count('"') % 2 == 1 or line.count("“") > line.count("”")

    def speaks(self, place: int) -> bool:
        """Whether it is labelled who speaks there."""
        segment = self.document.segment_at(self.offset(place))
        return segment is not None and segment.kind == "speech" and bool(segment.speaker)

    def speaker(self, place: int) -> int:
        """A new mention that stands for who speaks there."""
        begin = self.offset(place)
        self.arguments.mentions.append(Mention(begin, begin, "I", "pronoun"))
        return len(self.arguments.mentions) - 1

    def pronoun(self, span: tuple[int, int]) -> int:
        """A new mention of the pronoun that stands there."""
        begin, end = map(self.offset, span)
        self.arguments.mentions.append(Mention(begin, end, self.document.text[begin:end], "pronoun"))
        return len(self.arguments.mentions) - 1

    def by_field(self) -> Iterator[tuple[int, tuple[int, int], str]]:
        """Each name that a field of the header gives as its value, where it stands, and the field."""
        for number, index in enumerate(self.indices):
            mention = self.arguments.mentions[index]
            segment = self.document.segment_at(mention.begin)
            if segment is not None and segment.field and not segment.listing:
                before = self.document.text[segment.begin : mention.begin].rstrip()
                if not before or before[-1] in ":,;&" or before.endswith("and"):
                    place = self.text.index(chr(FIRST + number))
                    yield index, (place, place + 1), segment.field

    def goes_on(self, mention: int) -> bool:
        """Whether a word in small letters follows that is no conjunction, so that the name may only say which."""
        end = self.arguments.mentions[mention].end
        return (
            re.match(r" (?!and\b|with\b|from\b|of\b|at\b|is\b|on\b|for\b|to\b)[a-z]", self.document.text[end:])
            is not None
        )

    def claim(
        self, mention: int, predicate: Predicate, rule: str, span: tuple[int, int], confidence: float, role: str = ""
    ) -> Relation:
        """That the mention stands in the predicate to the document's work, quoted by the sentences of the cue."""
        begin, end = self.quote(self.offset(span[0]), self.offset(span[1]), self.arguments.mentions[mention])
        return Relation(
            subject=mention,
            predicate=predicate.iri,
            object=WORK,
            rule=rule,
            trigger=self.arguments.mentions[mention].begin,
            begin=begin,
            end=end,
            confidence=confidence,
            domain=predicate.domain,
            range=predicate.range,
            role=role,
        )

    def quote(self, begin: int, end: int, mention: Mention) -> tuple[int, int]:
        """The cue, widened to whole sentences of its line where that is not too long."""
        text = self.document.text
        begin, end = min(begin, mention.begin), max(end, mention.end)
        starts = [text.rfind("\n", 0, begin + 1) + 1]
        starts += [at + 2 for mark in (". ", "? ", "! ") if (at := text.rfind(mark, 0, begin)) >= 0]
        low = max(starts)
        stops = [
            text.find(mark, end - 1) + 1
            for mark in (". ", "? ", "! ", ".\n", "?\n", "!\n")
            if text.find(mark, end - 1) >= 0
        ]
        line = text.find("\n", end)
        high = min([*stops, line if line >= 0 else len(text)])
        if high - low <= QUOTE:
            return low, high
        return begin, min(end, begin + QUOTE)


def _is_person(mention: Mention, person: str | None) -> bool:
    """Whether the strongest opinions say that the name is a person's."""
    weights: dict[str, float] = {}
    for vote in mention.votes:
        weights[vote.cls] = weights.get(vote.cls, 0.0) + vote.weight
    return bool(weights) and person is not None and weights.get(person, 0.0) >= max(weights.values())
