"""Pronouns and definite descriptions: resolved only where exactly one thing fits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.extract.arguments import FIRST_PERSON, SECOND_PERSON, THEY
from pipeline.extract.closed_classes import COUNTERPARTS
from pipeline.ontology import Ontology
from pipeline.records import CALLER, GUEST, SPEAKING, Document, Mention
from pipeline.resolve.pronouns import Referent
from pipeline.resolve.quoted import Quoted, quoted
from pipeline.resolve.speakers import sentence_at

BACK = 2  # sentences before the pronoun's own in which an antecedent may stand
OPENING = 12  # characters from the start of a sentence within which its subject begins
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "who"})
PLURAL = THEY | {"these", "those"}  # of single things only groups are plural
ONE_SPEAKER = frozenset("i me my mine myself".split())
PLURAL_FIRST = frozenset("we us our ours ourselves".split())
WORD_IT = re.compile(r"\bit\b", re.IGNORECASE)
IS_A = re.compile(r"[\w.'’-]+(?: [A-Z][\w.'’-]*){0,3} (?:is|was) (?:\w+ly )?(?:an?|the|our|this)\b")  # says what it is
IMPERSONAL = frozenset({"it", "its", "this", "that", "which"})
IT = frozenset({"it", "its"})
WE_ANSWER = re.compile(
    r"\W*(?:(?:yeah|yes|yep|sure|so|well|oh|um|uh|right),? )*(?:we\b|our\b|all of our\b)", re.IGNORECASE
)
# What only houses have, with what may stand before it: "your stack", "your biggest customer".
OF_HOUSES = frozenset("stack backend infrastructure investor backer headquarter office cto cfo coo".split())
RANKED = frozenset("biggest main largest first top closest best early other".split())
JOINED = 40  # characters before a name in which another stands that is joined to it
AND_BEFORE = re.compile(r"(?:^|\W)[A-Z][\w.’'-]*,? and (?:the )?$")
AND_BEHIND = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3},? and (?:the )?[A-Z][\w.’'-]*(?! (?:is|was|has|'s)\b)")
OPENS = re.compile(r"(?:(?:and|but|so|now|well|yeah),? )*(\w+)\b", re.IGNORECASE)  # the first word that says something


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved name in the text: reading offset, entity and class."""

    offset: int
    entity: str
    cls: str


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Finds what a pronoun or nominal of one document stands for.

    places: sorted by offset. speaker, organisation: sentence index -> entity that "I" and "we" stand for, or None.
    addressees: sentence index -> person and organisation that "you" stands for. house: whose occasion it is.
    kinds: what houses are, too, that are called like their products.
    channel: who puts out the document's work. guests: the guests of it, who do not call its people their own.
    personal: offset of "he" and "she" -> whom they mean.
    """

    document: Document
    ontology: Ontology
    sentences: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]
    speakers: tuple[str | None, ...]
    organisations: tuple[str | None, ...]
    classes: dict[str, str]
    addressees: tuple[tuple[str | None, str | None], ...] = ()
    house: str | None = None
    personal: Mapping[int, Referent] = field(default_factory=dict)
    channel: str | None = None
    guests: tuple[str, ...] = ()
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def find(self, mention: Mention, wanted: frozenset[str], exclude: str | None) -> tuple[str | None, float, str]:
        """The entity, how sure that is (0 to 1), and the reason; None where nothing or more than one thing fits."""
        text = mention.text.lower()
        words = text.split()
        detectors = {vote.detector for vote in mention.votes}
        if detectors & {"house", CALLER}:
            if self.house and self.house != exclude and self.ontology.is_a(self.classes[self.house], wanted):
                return self.house, 0.9, f"{mention.text} is of the house whose occasion this is"
            return None, 0.0, f"{mention.text}: of which house is not said"
        if (
            self.channel
            and "channel" in detectors
            and self.speakers[sentence_at(self.sentences, mention.begin)] not in self.guests
        ):
            return self.channel, 0.85, f"{mention.text} is who puts this out"
        if SPEAKING in detectors:
            own = self.organisations[sentence_at(self.sentences, mention.begin)]
            return own, 0.9, "the house of whoever speaks"
        if GUEST in detectors:
            return (self.guests[0] if len(self.guests) == 1 else None), 0.9, "the guest whom the title announces"
        if words and words[0] in FIRST_PERSON | SECOND_PERSON and (said := quoted(self.document.text, mention.begin)):
            return self._quoted(mention, words[0], said, wanted, exclude)
        if words and words[0] in FIRST_PERSON:
            return self._first_person(mention, words[0], wanted, exclude)
        if words and words[0] in SECOND_PERSON:
            return self._second_person(mention, wanted, exclude)
        return self._third_person(mention, text, wanted, exclude)

    def _quoted(
        self, mention: Mention, pronoun: str, said: Quoted, wanted: frozenset[str], exclude: str | None
    ) -> tuple[str | None, float, str]:
        """Who is meant in somebody else's words: the one person that their introduction names, if any."""
        people = self.ontology.class_of_ner("PERSON") or ""
        named = {p.entity for p in self.places if said.begin <= p.offset < said.end and p.cls == people}
        if pronoun in ONE_SPEAKER and len(named) == 1 and named != {exclude} and self.ontology.is_a(people, wanted):
            return named.pop(), 0.85, f"{mention.text} is who is quoted"
        return None, 0.0, f"{mention.text}: in somebody else's words"

    def _first_person(
        self, mention: Mention, pronoun: str, wanted: frozenset[str], exclude: str | None
    ) -> tuple[str | None, float, str]:
        index = sentence_at(self.sentences, mention.begin)
        person, organisation = self.speakers[index], self.organisations[index]
        group = self.ontology.class_of_ner("ORG")
        order = (person, organisation) if pronoun in ("my", "mine") else (organisation, person)
        if pronoun in ("i", "me", "myself"):
            order = (person, None)  # "my boss" is one of the organisation's; "I am joined by" is not
        if mention.kind == "nominal":  # "our company", "my son": only the organisation is ever meant
            order = (organisation, None) if any(vote.cls == group for vote in mention.votes) else (None, None)
        if pronoun in PLURAL_FIRST and organisation is None and self.ontology.is_a(group or "", wanted):
            return None, 0.0, f"{mention.text}: of which house is not said"  # "we partner with X": hardly one person
        place = exclude is not None and self.classes.get(exclude) == self.ontology.class_of_ner("GPE")
        abroad = exclude is not None and (place or self.ontology.is_nation(exclude))
        if abroad and pronoun in PLURAL_FIRST and self.channel is not None and organisation == self.channel:
            return None, 0.0, f"{mention.text}: more likely the nation, or who reports, than the channel"
        if pronoun in PLURAL_FIRST and organisation is not None and self._is_project(organisation):
            order = (organisation, None)
        for entity in order:
            if entity is not None and entity != exclude and self._fits(entity, wanted):
                return entity, 0.9, f"{mention.text} is the speaker or the speaker's organisation"
        return None, 0.0, f"{mention.text}: who speaks is not proven here, or does not fit"

    def _second_person(
        self, mention: Mention, wanted: frozenset[str], exclude: str | None
    ) -> tuple[str | None, float, str]:
        index = sentence_at(self.sentences, mention.begin)
        asked = self._asks(index)
        addressed = self.addressees[index] if self.addressees else ()
        following = self.document.text[mention.end : self.sentences[index][1]].split()
        owned = [word.strip(".,?!").lower().removesuffix("s") for word in following[:2]]
        if owned and (owned[0] in COUNTERPARTS | OF_HOUSES or (owned[0] in RANKED and owned[-1] in COUNTERPARTS)):
            addressed = addressed[::-1]  # "your competitors" are the firm's
        elif self._answered_as_we(index) or self._faces_house(exclude, wanted):
            addressed = addressed[::-1]  # "Do you use X?" - "We do."
        elif addressed and self._are_nations(exclude, addressed[1]):
            addressed = addressed[::-1]  # "your allies, X and Y", to who heads Z
        for entity in addressed:
            if entity is not None and entity != exclude and self._fits(entity, wanted):
                return entity, 0.95 if asked else 0.85, f"{mention.text} is who is spoken to"
        return None, 0.0, f"{mention.text}: who is spoken to is not proven here, or does not fit"

    def _answered_as_we(self, index: int) -> bool:
        """Whether the sentence is a question whose answer opens with "we"."""
        if not self._asks(index) or index + 1 >= len(self.sentences):
            return False
        return WE_ANSWER.match(self.document.text, *self.sentences[index + 1]) is not None

    def _faces_house(self, other: str | None, wanted: frozenset[str]) -> bool:
        """Whether a house is on the other side of what may be of people, houses and all else: it competes with one."""
        house, *others = (self.ontology.class_of_ner(label) or "" for label in ("ORG", "PERSON", "GPE", "PRODUCT"))
        faces = other is not None and self.classes.get(other) == house
        return faces and all(self.ontology.is_a(cls, wanted) for cls in others)

    def _are_nations(self, *ends: str | None) -> bool:
        """Whether a nation is on either side."""
        return all(end is not None and self.ontology.is_nation(end) for end in ends)

    def _is_project(self, entity: str) -> bool:
        """Whether it is a thing for whose makers somebody speaks, and no house."""
        organisation = self.ontology.class_of_ner("ORG") or ""
        return organisation in self.ontology.classes[self.classes[entity]].makers

    def _fits(self, entity: str, wanted: frozenset[str]) -> bool:
        """Whether a house or somebody is of such a class; a project stands in for a house."""
        organisation = self.ontology.class_of_ner("ORG") or ""
        if self.ontology.is_a(self.classes[entity], wanted):
            return True
        return self._is_project(entity) and self.ontology.is_a(organisation, wanted)

    def _asks(self, index: int) -> bool:
        return self.document.text[slice(*self.sentences[index])].rstrip().endswith("?")

    def _third_person(
        self, mention: Mention, text: str, wanted: frozenset[str], exclude: str | None
    ) -> tuple[str | None, float, str]:
        people = self.ontology.class_of_ner("PERSON")
        organisation = self.ontology.class_of_ner("ORG")
        nominal = frozenset(vote.cls for vote in mention.votes)
        index = sentence_at(self.sentences, mention.begin)
        segment = self.document.segment_at(mention.begin)
        if text in PERSONAL - {"who"}:
            referent = self.personal.get(mention.begin)
            if referent is None or referent.person == exclude or not self.ontology.is_a(people or "", wanted):
                return None, 0.0, f"{mention.text}: nobody before it fits, or more than one person"
            return referent.person, referent.sure, f"{mention.text} is who was spoken of"
        if (earlier := self._same_before(mention, index)) is not None:
            entity, sure, reason = self._third_person(earlier, earlier.text.lower(), wanted, exclude)
            if entity is not None:
                return entity, 0.95 * sure, reason
        end = bisect_left(self.places, mention.begin, key=lambda place: place.offset)
        for back in range(BACK + 1):
            if index - back < 0:
                break
            begin = self.sentences[index - back][0]
            here = self.document.segment_at(begin)
            if segment and here and (here.kind != segment.kind or here.speaker != segment.speaker):
                asked = self._asks(index - 1) and self.document.segment_at(self.sentences[index - 1][0]) is here
                if here.kind != segment.kind or not asked:
                    break  # but "Who started Acme?" - "It was started by Ann"
            start = bisect_left(self.places, begin, key=lambda place: place.offset)
            fitting = {
                place.entity
                for place in self.places[start:end]
                if place.entity != exclude
                and (self.ontology.is_a(place.cls, wanted) or not wanted.isdisjoint(self.kinds.get(place.entity, ())))
                and self.ontology.is_a(place.cls, nominal)
                and not (text in PERSONAL and place.cls != people)
                and not (text in IMPERSONAL and place.cls == people)
                and not (
                    text in PLURAL
                    and place.cls not in (people, organisation)
                    and not self.ontology.is_nation(place.entity)
                )
            }
            if len(fitting) == 1 and text in PLURAL and self.classes[min(fitting)] == people:
                return None, 0.0, f"{mention.text} are more than one"
            if len(fitting) == 1 and text in THEY and back and self._is_one_of_two(fitting, start, end):
                return None, 0.0, f"{mention.text} are more than one"
            if len(fitting) == 1:
                return fitting.pop(), 0.85 - 0.1 * back, f"the only thing that {mention.text} can stand for"
            if fitting and back and (topic := self._topic(mention, index, back, fitting)):
                return *topic, f"the subject of the sentence before fits {mention.text} best"
            if fitting:
                return None, 0.0, f"{mention.text} may stand for {len(fitting)} things"
            end = start
        return None, 0.0, f"{mention.text}: nothing before it fits"

    def _is_one_of_two(self, fitting: set[str], start: int, end: int) -> bool:
        """Whether the first name of the sentence that fits is joined to another: "A and B lead. They have X"."""
        at = next(i for i in range(start, end) if self.places[i].entity in fitting)
        begin = self.places[at].offset
        return (
            AND_BEHIND.match(self.document.text, begin) is not None
            or AND_BEFORE.search(self.document.text, max(0, begin - JOINED), begin) is not None
        )

    def _same_before(self, mention: Mention, index: int) -> Mention | None:
        """The pronoun of the same thing before: an "it" of the sentence, or what opens the one before where this one
        opens its own ("They ... Their"), or an "it" there before which no thing is named; of an "it" in a question or
        its answer the first "it" of the turn before.

        Subjects tend to stay subjects (Grosz, Joshi and Weinstein 1995, "Centering").
        """
        text, start = self.document.text, self.sentences[index][0]
        group = next((group for group in (IT, THEY) if mention.text.lower() in group), None)
        own = [match.start() for match in WORD_IT.finditer(text, start, mention.begin)] if group is IT else []
        if own:
            return _it(own[-1])  # "we wrote it in X, and it keeps everything in Y"
        if group is None or index == 0:
            return None
        begin, end = self.sentences[self._taken_up(index)]
        here, before = self.document.segment_at(mention.begin), self.document.segment_at(begin)
        asks = group is IT and here is not before and (self._asks(index) or self._asks(index - 1))
        if asks and here is not None and before is not None and here.kind == before.kind:
            found = [match.start() for match in WORD_IT.finditer(text, begin, end)]
            if found:  # "It's written in X." - "Who uses it?" - "Acme uses it."
                return _it(found[0])
        if mention.begin - start > OPENING:
            return None
        match = OPENS.match(text, begin, end) if here is before else None
        if match is not None and match[1].lower() in group:
            return Mention(match.start(1), match.end(1), match[1], "pronoun")
        if here is not before or group is not IT:
            return None
        last = max((found.start() for found in WORD_IT.finditer(text, begin, end)), default=None)
        if last is None or self._names_things(begin, last):
            return None  # "X bought it. It ..."; but "we built it on X. It ..." goes on
        return _it(last)

    def _taken_up(self, index: int) -> int:
        """The sentence that this one goes on from: the one before, or the one before a question that names nothing."""
        before = index - 1
        asked = before > 0 and self._asks(before) and not self._names_things(*self.sentences[before])
        if asked and not WORD_IT.search(self.document.text, *self.sentences[before]):
            return before - 1
        return before

    def _names_things(self, begin: int, end: int) -> bool:
        """Whether a name of something that is nobody stands there."""
        first, last = (bisect_left(self.places, place, key=lambda place: place.offset) for place in (begin, end))
        person = self.ontology.class_of_ner("PERSON")
        return any(place.cls != person for place in self.places[first:last])

    def _topic(self, mention: Mention, index: int, back: int, fitting: set[str]) -> tuple[str, float] | None:
        """Of several candidates the one that opens the sentence before, and how sure that is, for a pronoun that opens
        its own, and for every "it" behind a sentence that says what something is.

        Subjects tend to stay subjects (Grosz, Joshi and Weinstein 1995, "Centering").
        """
        if back != 1 or mention.kind != "pronoun":
            return None
        begin = self.sentences[index - 1][0]
        at = bisect_left(self.places, begin, key=lambda place: place.offset)
        first = next((place for place in self.places[at:] if place.entity in fitting), None)
        if first is None or first.offset - begin > OPENING:
            return None
        if mention.text.lower() in THEY and self._is_one_of_two(fitting, at, len(self.places)):
            return None
        opens = mention.begin - self.sentences[index][0] <= OPENING
        defined = mention.text.lower() == "it" and IS_A.match(self.document.text, first.offset) is not None
        if not (opens or defined):
            return None
        return first.entity, 0.85 if defined else 0.7  # "X is a parser in Y. Ann wrote it."


def _it(begin: int) -> Mention:
    """The pronoun "it" that stands there."""
    return Mention(begin, begin + 2, "it", "pronoun")
