"""The show and its people: who hosts it, who is its guest, who made it, by the words around their names.

Read over the whole document at once, header, show notes and talk: names of people are replaced by one character each, so
that a cue is a short pattern over words and names ("welcome to the show, N"). Each cue says in which role it puts whom
and how sure that is; which role a person has in the end is decided when it is known who is who (`resolve.cast`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.arguments import Arguments
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.quotes import QUOTE
from pipeline.ontology import Ontology, Predicate
from pipeline.records import Document, Mention, Relation

WORK = 0  # index of the mention that stands for the document's own work
HOST, GUEST = "host", "guest"
_FIRST = 0xF0000  # private use: one character for each name of a person
_NAME = "[\U000f0000-\U000ffffd]"
_LIST = rf"{_NAME}(?:(?:,? (?:and|&|plus|with) |, |; |/)(?:(?:also|our|the|my) )?(?:[\w.'’-]+ ){{0,3}}?{_NAME}){{0,9}}"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that put names into a role.

    where: "talk", "opening" (of the talk), "notes" (header and show notes), "title", or "" for any. speaker: the role of who says them.
    The groups "host" and "guest" of the pattern hold the names.
    """

    name: str
    where: str
    speaker: str
    confidence: float
    pattern: re.Pattern[str]


def _cue(name: str, where: str, speaker: str, confidence: float, *pattern: str) -> Cue:
    """`pattern` in parts: N is one name, L a list of names; `host` and `guest` before them name their role."""
    whole = "".join(pattern)
    for role in (HOST, GUEST):
        whole = whole.replace(f"<{role}:N>", f"(?P<{role}>{_NAME})").replace(f"<{role}:L>", f"(?P<{role}>{_LIST})")
    for short, long in _SHORT.items():
        whole = whole.replace(f"<{short}>", long)
    return Cue(name, where, speaker, confidence, re.compile(whole, re.IGNORECASE))


_SHORT = {
    "own": r"(?:the |this |our |my |another |today['’]s |\w+ (?:edition|episode) of )*",
    "show": r"\b(?:show|podcast|pod|program(?:me)?|episode|series|channel|broadcast|conversation|interview)\b",
    "few": r"(?:[\w’'-]+,? ){0,5}?",
    "rest": r"[^.!?\n]{0,40}?",
    "am": r"\b(?:I['’]m|I am|my name is|my name['’]s|this is)(?: (?:your host|Dr\.?|Professor)\b,?)? ",
    "not me": r"(?<!I['’]m )(?<!I am )(?<!is )(?<!me, )(?<!me )",
    "glad": r"\b(?:great|good|nice|happy|glad|excited|delighted|thrilled|privileged|lucky|pleasure|honou?red|fun|awesome)\b",
    "thanks": r"\b(?:thank(?:s| you)|appreciate you)\b[^.!?\n]{0,30}?",
    "here": r"(?:(?:today|tonight|here|with us|on|the show|this week|back|again|for today)\b,? ?){0,4}",
    "talk": r"\b(?:talk|speak|spoke|chat|sit|sat|interview|convers)(?:s|ed|ted|ing|ting)?\b(?: down)?(?: again)?(?: with| to)?",
}
# More than one cue may speak of a person, and the roles are weighed when all are known.
CUES: tuple[Cue, ...] = (
    _cue("host", "", "", 0.9, r"\b(?:your|our|my|its|guest) (?:\w+ )?(?:co-?)?hosts?\b,?(?: (?:is|are),?)? ?<here><few><host:L>"),
    _cue("hosted by", "", "", 0.9, r"\b(?:co-?)?(?:hosted|moderated|presented|anchored) by <few><host:L>"),
    _cue("host label", "notes", "", 0.9, r"(?:^|\n|[.|•] ?|, )(?:co-?)?(?:hosts?|presenters?|moderators?|interviewers?|anchors?)\b",
         r" ?[:|–—-]? ?<few><host:L>"),
    _cue("opens the show", "talk", "", 0.85, r"\b(?:welcome (?:back )?to|this is|time for|listening to|it['’]s|from) [^.!?\n]{2,70}",
         r"[.!?,] (?:[^.!?\n]{1,40}[.!?] )?(?:and )?<am><host:N>(?!['’])"),
    _cue("opens with a name", "talk", "", 0.8, r"<am><host:N>(?!['’])[^.!?\n]{0,60}[.!?,]? (?:and )?(?:welcome (?:back )?to|you['’]re listening to",
         r"|this is|here['’]s|here are|coming up|in this (?:video|episode)|today)\b"),
    _cue("signs off", "talk", "", 0.85, r"\b(?:I['’]m|I am|this is|this has been) (?:\w+ ){0,2}?<host:N>(?!['’])[.,!]?",
         r"(?: (?:and )?(?:thanks|thank you) (?:\w+ )?for (?:listening|watching|tuning)| signing off)"),
    _cue("thanks the host", "talk", GUEST, 0.85, r"<thanks> for (?:having|inviting) (?:me|us)\b<rest>,? <host:L>[.,!?]"),
    _cue("glad to be here", "talk", GUEST, 0.8, r"<glad><rest> to be <here><rest>,? <host:L>[.,!]"),
    _cue("is invited", "talk", GUEST, 0.8, r"<thanks> for (?:having|inviting) (?:me|us)\b|<glad> to be (?:here|back|on)\b"),
    _cue("name's show", "", "", 0.6, r"<host:N>['’]s? <few>(?:show|podcast)\b"),
    _cue("talks with", "notes", "", 0.66, r"<host:N>,? <few>(?:<talk>|(?:is|are) joined by|welcomes?|catches up with) <few><guest:L>"),
    _cue("joins", "notes", "", 0.8, r"<guest:L>(?:,[^.!?\n]{1,90},)? (?:joins?|joined) <few><host:L>"),
    _cue("guest", "talk", HOST, 0.85, r"\b(?:my|our|today['’]s|this week['’]s|tonight['’]s|special|first|next|the|favou?rite) (?:\w+ ){0,2}?guests?\b ?",
         r"<here>(?:is|are|was|has been|will be)?(?:,|:| -| –)? ?(?:[^.!?\n]{0,60}?[ ,])??<guest:L>"),
    _cue("guest label", "notes", "", 0.88, r"(?:^|\n|[.|•] ?)(?:(?:special |featured )?guests?|featuring|feat\.|panell?ists?|interviewees?|",
         r"in conversation with)\b ?[:|–—-]? ?(?:[\w’'.-]+ ){0,2}?<guest:L>"),
    _cue("joined by", "", HOST, 0.82, r"\bjoin(?:ed|ing)\b(?:(?! host| co-?host)[^.!?\n]){0,40}?\b(?:by|me|us|with|today|is|are)\b",
         r"(?:(?! host| co-?host)[^.!?\n]){0,40}?<guest:L>"),
    _cue("welcomes", "talk", HOST, 0.82, r"\bwelcom(?:e|ing)\b(?: back| again| everyone| everybody)*(?: (?:to|on|onto) [^,.!?\n]{0,40}?)?,? ",
         r"(?:(?!with )[\w’'-]+ ){0,3}?<not me><guest:L>[.,!?\n ]"),
    _cue("N, welcome", "talk", HOST, 0.82, r"<not me><guest:L>[.,!]? <few>welcome\b"),
    _cue("thanks the guest", "talk", HOST, 0.85, r"<thanks> for (?:joining|coming|being (?:here|on|with)|taking the time|doing this|your time)\b",
         r"<rest>,? <guest:L>"),
    _cue("N, thanks", "talk", HOST, 0.85, r"<not me><guest:L>[.,!]? <few><thanks> for (?:joining|coming|being (?:here|on|with)|taking the time|doing this)\b"),
    _cue("good to have", "talk", HOST, 0.78, r"<glad><rest> to (?:finally )?(?:have|welcome) (?:you )?<here>,? ?<few><guest:L>"),
    _cue("N, good to have", "talk", HOST, 0.8, r"<not me><guest:L>[.,!]? (?:I['’]m |it['’]s |we['’]re |so |really |such )*<glad><rest> to (?:finally )?have you\b"),
    _cue("speaks with", "opening", HOST, 0.72, r"\b(?:today|tonight|this week|this time|in this (?:episode|video)|we['’]re|I['’]m|we are|I am|I['’]ll be|",
         r"we['’]ll be|privilege of)\b<rest>(?:<talk>(?<= with)|<talk>(?<= to)|hear(?:ing)? from|back with|here with|I['’]m with|with) <few><guest:L>"),
    _cue("we have", "opening", HOST, 0.6, r"\b(?:we have|we['’]ve got|I have|I['’]ve got|privileged to have) (?:(?:with us|here|on the show|today|a|an|very|special)\b ?)",
         r"{1,5}<few><guest:L>"),
    _cue("please welcome", "", HOST, 0.85, r"\b(?:please (?:help me )?(?:welcome|enjoy)|give it up for|a warm welcome to)\b <few><guest:L>"),
    _cue("is here", "opening", "", 0.78, r"<guest:L>(?:,[^.!?\n]{1,80},)? (?:joins? (?:me|us|the)|(?:is|are) (?:here|with us|back|our guests?)|returns|stops by)\b"),
    _cue("joins us", "notes", "", 0.78, r"<guest:L>(?:,[^.!?\n]{1,80},)? (?:joins? (?:me|us|the)|returns|stops by)\b"),
    _cue("conversation", "notes", "", 0.75, r"\b(?:conversation|interview|chat|discussion|talk|episode|q&a|fireside|podcast)s? (?:I did )?with <few><guest:L>"),
    _cue("our conversation", "talk", HOST, 0.75, r"\b(?:this|my|our|today['’]s) (?:\w+ )?(?:conversation|interview|chat|discussion|talk|episode|podcast) with <few><guest:L>"),
    _cue("spoke with", "opening", HOST, 0.72, r"\b(?:we|I) (?:recently |also )?(?:<talk>(?<= with)|<talk>(?<= to)|interview(?:ed)?) <few><guest:L>"),
    _cue("sat down with", "notes", "", 0.72, r"\b(?:we|I) (?:recently |also )?(?:<talk>(?<= with)|<talk>(?<= to)|interview(?:ed)?) <few><guest:L>"),
    _cue("explains", "notes", "", 0.7, r"(?:^|\n|[.!?] )(?:in this (?:\w+ )?<show><rest>,? |on (?:the |this )<rest>, )?<few><guest:L>",
         r"(?:,[^.!?\n]{1,120},| \([^()\n]{1,80}\))? (?:explains?|describes?|shares?|reveals?|reflects?|breaks? down|walks?|talks?|tells?|argues|",
         r"outlines|discusse?s?|answers|offers|recounts|unpacks|explores?)\b"),
    _cue("title with", "title", "", 0.78, r"\b(?:with|w/|ft\.?|feat\.?|featuring) (?:[\w’'.-]+ ){0,3}?<guest:L>"),
    _cue("title", "title", "", 0.72, r"(?:^|[|:–—-] ?|#\d+ (?:- )?|\d+ )<guest:L> ?(?:$|[|:–—(-]|on\b|explains)"),
    _cue("welcomes all", "talk", HOST, 0.7, r"\bwelcome (?:back )?to (?:the|this|our|another|[A-Z])"),
)  # fmt: skip


def find_cast(arguments: Arguments, ontology: Ontology) -> Iterator[Relation]:
    """Claims that people host or visit the document's own work: those named by a cue, and who says it."""
    predicates = {role: next(iter(ontology.with_role(role)), None) for role in (HOST, GUEST)}
    text = _Abstract(arguments)
    for cue in CUES:
        for match in cue.pattern.finditer(text.text):
            where = text.where(match.start())
            if where == "list" or (cue.where and where not in _PLACES[cue.where]):
                continue
            named = [(role, text.names(*match.span(role))) for role, found in match.groupdict().items() if found]
            if cue.speaker and text.speaks(match.start()):
                named.append((cue.speaker, [text.speaker(match.start())]))
            for role, mentions in named:
                if (predicate := predicates[role]) is not None:
                    for mention in mentions:
                        yield text.claim(mention, predicate, f"cast:{cue.name}", match.span(), cue.confidence)


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
            if where == "notes" or (where != "list" and match["by"].casefold() == "by"):
                for mention in text.names(*match.span("names")):
                    found.setdefault(mention, (match.span(), match["word"].casefold()))
        for mention, place, field in text.by_field():
            if field in fields:
                found.setdefault(mention, (place, field))
        for mention, (span, word) in found.items():
            claim = text.claim(mention, predicate, f"credit:{word}", span, credit.weight, role=word)
            if credit.domain_roles == ("work",):
                claim = replace(claim, subject=WORK, object=mention)
            yield claim


@lru_cache(maxsize=64)
def _credit(words: str) -> re.Pattern[str]:
    """ "music by N", "Music: N", "our editor is N", "mixed and mastered by N"."""
    between = rf"(?:,? (?:and|&|/) (?:\w+ ){{0,2}}?\w+(?:ed|ing)?|,? (?:{words})| \w+)?"
    joint = r" ?(?P<by>\bby\b|:|\bis\b|\bare\b|\b(?:also )?includes?\b|\bfrom\b)"
    return re.compile(
        rf"\b(?P<word>{words})\b{between}{joint} ?(?:[\w’'.-]+ ){{0,2}}?(?P<names>{_LIST})", re.IGNORECASE
    )


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
            for piece, offset in ((self.document.text[at:begin], at), (chr(_FIRST + len(self.indices)), begin)):
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
            self.indices[ord(char) - _FIRST] for char in self.text[begin:end] if "\U000f0000" <= char <= "\U000ffffd"
        ]

    def where(self, place: int) -> str:
        """Whether the place is in the title, the notes, a list of links or chapters, or the talk."""
        offset = self.offset(place)
        segment = self.document.segment_at(offset)
        if segment is None or segment.kind == "speech":
            return "opening" if offset < self.talk + OPENING else "talk"
        return "list" if segment.listing else "title" if segment.field == "title" else "notes"

    def speaks(self, place: int) -> bool:
        """Whether it is labelled who speaks there."""
        segment = self.document.segment_at(self.offset(place))
        return segment is not None and segment.kind == "speech" and bool(segment.speaker)

    def speaker(self, place: int) -> int:
        """A new mention that stands for who speaks there."""
        begin = self.offset(place)
        self.arguments.mentions.append(Mention(begin, begin, "I", "pronoun"))
        return len(self.arguments.mentions) - 1

    def by_field(self) -> Iterator[tuple[int, tuple[int, int], str]]:
        """Each name that a field of the header gives as its value, where it stands, and the field."""
        for number, index in enumerate(self.indices):
            mention = self.arguments.mentions[index]
            segment = self.document.segment_at(mention.begin)
            if segment is not None and segment.field and not segment.listing:
                before = self.document.text[segment.begin : mention.begin].rstrip()
                if not before or before[-1] in ":,;&" or before.endswith("and"):
                    place = self.text.index(chr(_FIRST + number))
                    yield index, (place, place + 1), segment.field

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
        low = max(text.rfind("\n", 0, begin + 1) + 1, *(text.rfind(mark, 0, begin) + 2 for mark in (". ", "? ", "! ")))
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
