"""Who holds an office: named before or behind it, by the parse, or spoken of by a pronoun."""

from __future__ import annotations

from spacy.tokens import Span

from pipeline.extract.appointments import appointed, successor
from pipeline.extract.closed_classes import SUCCEEDING
from pipeline.extract.nlp import Passage
from pipeline.extract.office_houses import PERSONAL, Houses, before_house
from pipeline.extract.office_limits import is_spoken_to, opens_clause
from pipeline.extract.office_runs import DETERMINERS, SKIPPED, Fillers, Office
from pipeline.extract.syntax import fillers
from pipeline.records import GUEST, Vote

SEPARATORS = frozenset([",", "(", "-", "–", "—", ":", "|", "·", "["])
COPULAS = frozenset("is was 's ’s are were 're am 'm ’m be been being became become as".split())
SAYING = frozenset("say think believe tell claim argue recall".split())
ONE_OF = 5  # tokens before an office in which "one of the two" stands
AFTERWARDS = frozenset("ever yet now today then there".split())
HONORED = frozenset("and emeritus dr. dr prof. mr. ms. mrs.".split())
# What a title says that its guest does: "Acme CEO on boats", "Acme's founder explains".
SPEAKS = frozenset(
    "on : explains says talks speaks discusses defends answers tells shares reveals responds reacts warns".split()
)


class Holders:
    """Finds who holds the offices of one document."""

    def __init__(self, houses: Houses) -> None:
        """The houses of the document's offices help to tell who is no holder."""
        self.houses = houses
        self.words = houses.words
        self.arguments = houses.arguments

    def of(self, passage: Passage, run: list[Office], before: Passage | None) -> tuple[Fillers, bool]:
        """Who holds the offices, and whether the name stands in front of them."""
        first, last = run[0], run[-1]
        after = self._right(passage, last) if self._is_the(passage, first) else self._beyond(passage, last)
        named_after = any(self.houses.is_person(index) for index, _ in after)
        for found, ahead in (
            (successor(self.arguments, passage, first)[0], True),
            (appointed(self.arguments, passage, first)[0], True),
            (self.title(passage, last), False),
            ((), True) if named_after else (self._left(passage, first), True),
            (() if self._is_anothers(passage, first) else self._right(passage, last), False),
            (self._beyond(passage, last), False),
            (self.words.line_before(passage, first, before), True),
            (self._visitor(passage, run), False),
            (self._parsed(passage, first), True),
            (self.words.named_next(passage, run), False),
        ):
            people = self.people(found)
            people = tuple(pair for pair in people if not is_spoken_to(self.arguments, passage, run, pair[0]))
            if people:
                return people, ahead
        return (), False

    def people(self, found: Fillers) -> Fillers:
        """Those of the mentions that may be people."""
        return tuple((index, sure) for index, sure in found if self.houses.is_person(index))

    def _is_the(self, passage: Passage, office: Office) -> bool:
        """ "..., the president of X, Jane Doe": whoever is named behind it, not before."""
        return office.start > 0 and passage.doc[office.start - 1].lower_ == "the"

    def title(self, passage: Passage, office: Office) -> Fillers:
        """ "Acme CEO Jane Doe": a name that follows at once."""
        doc, at = passage.doc, office.stop
        if office.stop != office.end or at >= doc[office.start].sent.end:
            return ()
        if doc[at].lower_ == "emeritus" and at + 1 < len(doc):
            at += 1
        index = self.arguments.name_at(passage, doc[at])
        if index is not None and office.many:
            return self.words.people(passage, at, doc[office.start].sent.end)[0]
        return ((index, 1.0),) if index is not None else ()

    def _parsed(self, passage: Passage, office: Office) -> Fillers:
        """Whom the parse says the office describes, where no other name stands between."""
        doc = passage.doc
        found: list[tuple[int, float]] = []
        for token in fillers(doc[office.end - 1], "bearer"):
            low, high = sorted((token.i, office.end - 1))
            between = {self.arguments.name_at(passage, other) for other in doc[low + 1 : high]} - {None}
            denoted = self.arguments.denoted(passage, token)
            others = between - {index for index, _ in denoted}
            if token.i > office.end and self._is_of_next(doc[office.end : token.i]):
                continue
            if not any(index is not None and self.houses.is_person(index) for index in others):
                found += denoted
        return tuple(found)

    def _is_of_next(self, words: Span) -> bool:
        """Whether another office opens there, with an article: "the mayor of X and the Chilean president, Jane Doe"."""
        joined = any(token.lower_ == "and" and token.nbor().lower_ == "the" for token in words[:-1])
        return joined and any(self.words.lexicon.offices_at(words.doc, token.i) for token in words)

    def _left(self, passage: Passage, office: Office) -> Fillers:
        """ "Jane Doe, the head", "Jane Doe is head", "I'm an engineer", "Jane Doe (CEO, Acme)", "Jane Doe CEO".

        Plurals are of all of "Jane Doe and John Roe, both engineers".
        """
        doc, at = passage.doc, office.start - 1
        begin = doc[office.start].sent.start
        index = self.arguments.name_at(passage, doc[at]) if at >= begin else None
        alone = index is not None and self.arguments.name_at(passage, doc[begin]) == index
        if index is not None and alone and self.words.written(passage) and doc[office.start].text[0].isupper():
            return ((index, 0.95),)  # a line of a header: a name and an office
        if at >= begin and (
            doc[at].tag_ == "POS" or self.words.named(passage, doc[at]) or self.arguments.demonym(doc, at)
        ):
            at = before_house(self.arguments, passage, at)  # "Jane Doe, Acme's head"
        while at >= begin and (
            doc[at].lower_ in DETERMINERS | SKIPPED
            or (doc[at].text in ("ex", "-") and doc[at].lower_ != "-")
            or doc[at].pos_ == "ADV"
            or (doc[at].lower_ == "both" and office.many)
        ):
            at -= 1
        if at < begin:
            return ()
        mark = doc[at]
        if mark.lower_ == "as" and mark.head.lemma_ in SUCCEEDING:
            return ()  # "Ann succeeded Bob as head": not Bob
        if mark.text in SEPARATORS or mark.lower_ in COPULAS:
            at -= 1
            while (at > begin and doc[at].lower_ in ("who", ",", "also", "currently", "now", "and", "this")) or (
                at > begin and doc[at].pos_ == "ADV"
            ):
                at -= 1
            if at >= begin:
                index = self.arguments.name_at(passage, doc[at])
                if index is not None:
                    others = self.words.people_before(passage, at, begin) if office.many else ()
                    alone = office.many and not others and mark.text in SEPARATORS
                    return () if alone else ((index, 1.0), *others)  # "No, Jane, Republicans say so"
                if mark.lower_ in COPULAS and doc[at].lower_ in PERSONAL:
                    return self.arguments.denoted(passage, doc[at])
        return ()

    def _right(self, passage: Passage, office: Office) -> Fillers:
        """ "The head of Acme, Jane Doe", "our editor is Jane Doe"."""
        doc, at = passage.doc, office.stop
        end = doc[office.start].sent.end
        if office.many and not _is_one_of(passage, office):
            return self.words.several(passage, at, end)
        at += at < end and doc[at].lower_ in AFTERWARDS  # "our worst president ever, Jane Doe"
        if at >= end or not (doc[at].text in (",", ":", "–", "-") or doc[at].lower_ in ("is", "was", "'s", "are")):
            return ()
        at += 1
        first = doc[at].lower_ if at < end else ""
        while at < end and doc[at].lower_ in HONORED:
            at += 1
        index = self.arguments.name_at(passage, doc[at]) if at < end else None
        if index is not None and doc[at - 1].text == "," and self._is_among(passage, at, end):
            return ()
        after = self.words.behind(passage, at, end) if index is not None else end
        if after + 1 < end and doc[after].lemma_ in SAYING and doc[after + 1].text == ",":
            return ()  # "the head of Acme, Jane Doe says, has left"
        beside = office.start > 0 and doc[office.start - 1].text == ","
        if index is None or (first == "and" and (beside or opens_clause(doc[at]))):
            return ()  # "Ann was head of Acme, and Bob is ...", "Ann of Oslo, head of Acme, and Bob"
        return ((index, 1.0),)

    def _is_anothers(self, passage: Passage, office: Office) -> bool:
        """Whether the name behind may be of somebody else: "the wife of Acme's head, Jane Doe", "a friend of"."""
        head, scene = passage.doc[office.start : office.end].root, self.arguments.scene
        if head.dep_ != "pobj" or head.head.lower_ not in ("of", "to", "for"):
            return False
        whose = head.head.head.lemma_.lower()
        return whose in scene.roles or scene.class_nouns.get(whose) == scene.person

    def _is_among(self, passage: Passage, at: int, end: int) -> bool:
        """Whether the name is one of several set down one after the other: "the head of Acme, Ann Lee, Bo Roe."."""
        doc, at = passage.doc, self.words.behind(passage, at, end)
        if at + 1 >= end or doc[at].text != ",":
            return False
        other = self.arguments.name_at(passage, doc[at + 1])
        if other is None or not self.houses.is_person(other):
            return False
        after = self.words.behind(passage, at + 1, end)
        return after >= end or doc[after].is_punct

    def _beyond(self, passage: Passage, office: Office) -> Fillers:
        """ "Jane Doe Interviews President of Chile John Roe": the name that follows the house at once."""
        doc, at = passage.doc, office.stop
        if office.stop == office.end or at >= doc[office.start].sent.end or office.many:
            return ()
        at += doc[at].text in ("”", '"') and at + 1 < len(doc)
        index = self.arguments.name_at(passage, doc[at])
        return ((index, 0.9),) if index is not None else ()

    def _visitor(self, passage: Passage, run: list[Office]) -> Fillers:
        """ "Acme CEO on boats" as the title: whoever is the guest."""
        doc, office = passage.doc, run[0]
        segment = self.arguments.scene.document.segment_at(passage.begin)
        if segment is None or segment.field != "title" or office.start == 0 or len(run) > 1 or office.former:
            return ()
        opens = before_house(self.arguments, passage, office.start - 1) == 0 and self.houses.before(passage, office)
        if not opens or office.houses or office.end >= len(doc) or doc[office.end].lower_ not in SPEAKS:
            return ()
        votes = tuple(Vote(cls, GUEST, 0.5, "whom the title announces") for cls in sorted(self.houses.person))
        return ((self.arguments.add_nominal(passage, doc[office.end - 1], votes, "pronoun"), 0.8),)


def _is_one_of(passage: Passage, office: Office) -> bool:
    """ "One of the founders of Acme, Jane Doe": of many who hold it the one."""
    doc, first = passage.doc, max(passage.doc[office.start].sent.start, office.start - ONE_OF)
    return any(doc[at].lower_ == "one" and doc[at + 1].lower_ == "of" for at in range(first, office.start - 1))
