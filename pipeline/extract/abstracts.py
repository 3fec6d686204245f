"""The reading text with one character for each name of a person: cues are short patterns over words and names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pipeline.extract.arguments import Arguments
from pipeline.extract.cues import FIRST, NAME
from pipeline.extract.quotes import QUOTE
from pipeline.ontology import Predicate
from pipeline.records import Document, Mention, Relation

WORK = 0  # index of the mention that stands for the document's own work
AFTER = 8  # characters behind a cue in which the name of the show begins: " the "
AHEAD = 60  # and in which a name ends that is not known
OWN = frozenset({"show", "title", "account", "channel"})  # fields that name what the document is of
# What follows "this is" where a show is named: its article, and more than one word.
TITLED = re.compile(r"(?<=\b[Tt]he )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+(?=[.,!]| (?:from|with|on|for|and|where)\b)")
ALIKE = 0.75  # how alike a word of the show's name is where it was only misheard
OPENING = 3000  # characters of the talk in which it introduces itself
CLOSING = 3000  # characters of the talk in which it takes its leave
STAGE = re.compile(r"\b(?:at|closed|opened|live from)(?: the| this year['’]s| [A-Z][\w ]*['’]s?)?\s$", re.IGNORECASE)
# "N official-turned N supporter N": whose official or supporter the last of them is
_LINKS = r"(?!(?:and|or|with|by|to|as|is|was|for|from|of|in|on|at|the|an?|his|her|their|our|my)\b)"
WHOSE = re.compile(rf"{NAME} (?P<role>{_LINKS}[a-z]+(?:[ -]{_LINKS}[a-z]+)? )(?={NAME})")
# What says behind an introduction of oneself of which show it is.
ELSEWHERE = re.compile(
    r",? (?:(?:the )?(?:co-?)?host of (?!the show|(?-i:this|our|your) )(?:the )?|and on the )"
    r"(?P<show>(?-i:[A-Z])[^,.!?\n]*)",
    re.IGNORECASE,
)


class Abstract:
    """The reading text with one character for each name of a person."""

    def __init__(self, arguments: Arguments) -> None:
        """`arguments`: of the document, whose mentions grow by the speakers and pronouns that are asked for."""
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

    def bearers(self, begin: int, end: int) -> list[int]:
        """As `names`, but who stands behind "N adviser" and the like for N, whose adviser it is."""
        found: list[int] = []
        for place in (at for at in range(begin, end) if "\U000f0000" <= self.text[at] <= "\U000ffffd"):
            at = place
            while (match := WHOSE.match(self.text, at)) and self._are_role(match["role"]):
                at = match.end()
            index = self.indices[ord(self.text[at]) - FIRST]
            if index not in found:
                found.append(index)
        return found

    def _are_role(self, words: str) -> bool:
        return not self.arguments.scene.roles.isdisjoint(re.findall("[a-z]+", words))

    def where(self, place: int) -> str:
        """Whether the place is in the title, the notes, a list of links or chapters, or the talk."""
        offset = self.offset(place)
        segment = self.document.segment_at(offset)
        if segment is None or segment.kind == "speech":
            return "opening" if offset < self.talk + OPENING else "talk"
        return "list" if segment.listing else "title" if segment.field == "title" else "notes"

    def behind(self, places: Iterable[str]) -> int:
        """Place behind which the abstract text is in none of the places, of which none is "talk"."""
        segments = self.document.segments
        ends = [s.end for s in segments if s.kind != "speech" and not {"title", "notes"}.isdisjoint(places)]
        end = max([*ends, self.talk + OPENING] if "opening" in places else ends, default=0)
        index = bisect_right(self.offsets, end) - 1
        return self.starts[index] + end - self.offsets[index]

    def closes(self, place: int) -> bool:
        """Whether the talk takes its leave there."""
        return self.offset(place) > len(self.document.text) - CLOSING

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

    def show(self, span: tuple[int, int], naming: re.Pattern[str], known: bool) -> int | None:
        """The show that the cue names, whatever show the document is of: "I'm N. This is Night Talk".

        known: whether it must be a known one, as where somebody says hello; who joined one is where the sentence says.
        """
        begin, end = self.offset(span[0]), self.offset(span[1]) + AFTER
        work = self.arguments.scene.work
        named = (
            (mention.begin, index)
            for index, mention in enumerate(self.arguments.mentions)
            if mention.kind == "name" and mention.votes and begin <= mention.begin < end
            if mention.votes[0].cls == work and (mention.candidates or not known)
            if naming.search(self.document.text, begin, mention.begin)
        )
        return min(named, default=(0, None))[1]

    def other_show(self, span: tuple[int, int], naming: re.Pattern[str], hosts: list[int]) -> bool:
        """Whether the cue names another show than the header, which neither that nor whoever says so resembles."""
        text, scene = self.document.text, self.arguments.scene
        fields = [text[s.begin : s.end] for s in self.document.segments if s.field in OWN and s.kind != "speech"]
        header = re.findall(r"\w{3,}", " ".join(fields).casefold())
        begin, end = self.offset(span[0]), self.offset(span[1]) + AHEAD
        for match in TITLED.finditer(text, begin, end) if header else ():
            if not naming.search(text, begin, match.start()) or scene.is_known(match[0], scene.place):
                continue
            said = " ".join([match[0], *(self.arguments.mentions[host].text for host in hosts)]).casefold()
            return not any(get_close_matches(word, header, 1, ALIKE) for word in re.findall(r"\w{3,}", said))
        return False

    def elsewhere(self, place: int) -> bool:
        """Whether who introduces himself goes on with a show that the header does not name: "I'm N, host of X"."""
        match = ELSEWHERE.match(self.text, place)
        return match is not None and match["show"].casefold() not in self.document.text[: self.talk].casefold()

    def opening(self, place: int) -> int:
        """The work whose name opens the paragraph of the notes, else the document's own: "Night Garden is ... by N"."""
        begin = self.document.text.rfind("\n", 0, self.offset(place)) + 1
        work = self.arguments.scene.work
        for index, mention in enumerate(self.arguments.mentions):
            if mention.begin == begin and mention.kind == "name" and any(vote.cls == work for vote in mention.votes):
                return index
        return WORK

    def start_of_line(self, place: int) -> int:
        """Where the line of a place in the abstract text begins."""
        return self.text.rfind("\n", 0, place) + 1

    def quoted(self, place: int) -> bool:
        """Whether the place lies in a quotation of its line."""
        line = self.text[self.start_of_line(place) : place]
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
