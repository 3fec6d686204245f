"""Offices and careers: "Jane Doe, chief executive and co-founder of Acme", "Acme's editor Jane Doe", "she was head of
research at A, an analyst at B and a trader at C".

One construction for all of them: a run of offices that belong to one holder, each with the house it is held in. Found
on the words themselves, since parsers lose their way in long titles; where the words beside the run do not say it, the
parse is asked whom it describes and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import DEPARTMENTAL, SUCCEEDING
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import FORMER, in_its_time, standing
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation, Predicate
from pipeline.records import Mention, Relation, Vote

HOUSED = frozenset("of at for with from in on within to".split())
SUPPOSED = frozenset("suspected alleged accused reputed supposed purported presumed so-called would-be".split())
PARTICLES = frozenset("over out here up down back there".split())
DETERMINERS = frozenset("the a an our their its his her my your this that".split())
DEPUTY = frozenset("vice deputy assistant associate junior sub under acting interim".split())
SEPARATORS = frozenset([",", "(", "-", "–", "—", ":", "|", "·", "["])
JOINTS = frozenset([",", "and", "&", "/", "as", "well", "also", "then", "plus", "or", "+"])
SKIPPED = FORMER | frozenset("also currently now longtime long-time then current new founding senior formerly".split())
COPULAS = frozenset("is was 's ’s are were 're am 'm ’m be been being became become as".split())
MISSIONS = frozenset("envoy ambassador correspondent reporter".split())
LONGEST = 5  # tokens of an office as the ontology spells it
TOPIC = 9  # words of what an office is of, before the house it is at: "VP of clinical and medical affairs at X"
MODIFIERS = frozenset(["NOUN", "ADJ", "PROPN", "NUM", "VERB"])
HONORED = frozenset("and emeritus dr. dr prof. mr. ms. mrs.".split())
SINGULAR = frozenset("my mine his her hers your yours".split())  # a person's
PERSONAL = frozenset("i he she who we they you".split())

Fillers = tuple[tuple[int, float], ...]  # mentions with how direct each is


@dataclass(frozen=True, slots=True)
class Office:
    """Tokens of an office, the house it is in, and where it ends with that. topic: what it is of is no house."""

    start: int
    end: int
    stop: int
    lexicalisations: tuple[Lexicalisation, ...]
    houses: Fillers
    topic: bool


def find_offices(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims that people hold offices."""
    reader = _Reader(arguments, lexicon, fit)
    before: Passage | None = None
    for passage in arguments.scene.passages:
        for run in reader.runs(passage):
            yield from reader.claims(passage, run, before)
        before = passage


class _Reader:
    """Reads the offices of one document."""

    def __init__(self, arguments: Arguments, lexicon: Lexicon, fit: Fit) -> None:
        self.arguments = arguments
        self.lexicon = lexicon
        self.fit = fit
        self.house_classes = frozenset(cls for lex in lexicon.offices for cls in self._house_classes(lex))

    # --- runs of offices

    def runs(self, passage: Passage) -> Iterator[list[Office]]:
        """Offices that follow each other, joined by commas and conjunctions."""
        doc, at = passage.doc, 0
        lengths = [[len(words) for words, _ in self.lexicon.offices_at(doc, last)] for last in range(len(doc))]
        run: list[Office] = []
        while at < len(doc):
            window = range(at, min(at + LONGEST, len(doc)))
            longest = max(window, key=lambda last: (_covers(lengths[last], at, last), -last))
            office = self.office(passage, longest)
            if office is None:
                at += 1
                continue
            joined = run and run[-1].stop <= office.start and self._joined(doc, run[-1].stop, office.start)
            if run and not joined:
                yield run
                run = []
            run.append(office)
            at = office.stop
        if run:
            yield run

    @staticmethod
    def _joined(doc: Doc, begin: int, end: int) -> bool:
        between = [token.lower_ for token in doc[begin:end]]
        allowed = JOINTS | DETERMINERS | SKIPPED
        return all(word in allowed for word in between) and doc[begin - 1].sent == doc[end].sent

    def office(self, passage: Passage, last: int) -> Office | None:
        """The office whose own words end at the token, with what it is of and at; None where none does."""
        doc = passage.doc
        token = doc[last]
        if token.pos_ not in ("NOUN", "PROPN", "X", "ADJ") or self._named(passage, token):
            return None
        found = self.lexicon.offices_at(doc, last)
        modified = token.head
        if not found or (
            token.dep_ in ("compound", "amod", "nmod") and modified.i == last + 1 and not self._named(passage, modified)
        ):
            return None  # "the lead engineer", "market leader": the noun behind it is the office, if any
        start = min(last + 1 - len(words) for words, _ in found)
        longest = max(len(words) for words, _ in found)
        lexicalisations = tuple(lexicalisation for words, lexicalisation in found if len(words) == longest)
        while (
            start > token.sent.start
            and self._modifies(passage, doc[start - 1])
            and not self.arguments.demonym(doc, start - 1)  # "South African"
        ):
            start -= 1
        houses, stop, topic = self._complement(passage, last + 1)
        return Office(start, last + 1, stop, lexicalisations, houses, topic)

    def _modifies(self, passage: Passage, token: Token) -> bool:
        if self._named(passage, token) or token.lower_ in FORMER | DETERMINERS | self.arguments.scene.demonyms.keys():
            return False
        if token.text == "-" and token.i and not token.nbor(-1).is_punct and not token.nbor(-1).whitespace_:
            return not token.whitespace_ and token.nbor(-1).lower_ not in FORMER
        return token.pos_ in MODIFIERS and (token.pos_ != "VERB" or token.tag_ in ("VBG", "VBN"))

    def _complement(self, passage: Passage, at: int) -> tuple[Fillers, int, bool]:
        """The houses named behind an office, the token after them, and whether a topic stands between."""
        doc = passage.doc
        end = doc[at - 1].sent.end
        stop, topic = at, False
        if at + 1 < end and doc[at].lower_ in PARTICLES and doc[at + 1].lower_ in HOUSED:
            at += 1  # "over at"
        while at < end and doc[at].lower_ in HOUSED:
            houses, after = self._names(passage, at + 1, end)
            if any(self._is_house(index) for index, _ in houses) and not (
                doc[at].lower_ == "in" and self._is_event(houses[0][0])
            ):
                return houses, after, topic or self._owns(passage, houses[-1][0])
            inner = at + 1
            while inner < min(end, at + 1 + TOPIC) and self._is_topic(passage, doc[inner]):
                inner += 1
            if inner == at + 1 or doc[at].lower_ not in ("of", "for", "in", "to", "on"):
                break
            while doc[inner - 1].text in (",", "and", "&"):
                inner -= 1  # what is coordinated may be the next office
            at = stop = inner
            topic = True
        return self._set_off(passage, stop, end), stop, topic

    def _owns(self, passage: Passage, index: int) -> bool:
        """Whether the name owns what follows: "director of Acme's North Program" directs a part of it."""
        after = passage.doc.text[self.arguments.mentions[index].end - passage.begin :]
        return after.startswith(("'s ", "’s "))

    def _set_off(self, passage: Passage, at: int, end: int) -> Fillers:
        """ "(CTO, Acme)", and "Senior Fellow, Acme" on a line of its own."""
        doc = passage.doc
        if at >= end or doc[at].text != ",":
            return ()
        houses, after = self._names(passage, at + 1, end)
        enclosed = any(token.text in ("(", "[") for token in doc[max(0, at - TOPIC) : at])
        closed = after >= end or doc[after].text in (")", "]") or after == len(doc)
        return houses if closed and (enclosed or self._written(passage)) else ()

    def _written(self, passage: Passage) -> bool:
        """Whether it stands in header or notes rather than in talk."""
        segment = self.arguments.scene.document.segment_at(passage.begin)
        return segment is not None and segment.kind == "context"

    def _is_topic(self, passage: Passage, token: Token) -> bool:
        index = self.arguments.name_at(passage, token)
        if index is not None and self._named(passage, token) and self._is_house(index):
            return False
        if token.text in (",", "&", "-", "/") or token.lower_ in ("and", "the"):
            return not self.lexicon.offices_at(token.doc, min(token.i + 1, len(token.doc) - 1))
        return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and token.tag_ not in ("VBD", "VBZ", "VBP", "MD")

    def _is_house(self, index: int) -> bool:
        """Whether the name may be of something that has offices; no field or technique ("director of robotics")."""
        return self.fit(self.arguments.mentions[index], self.house_classes)

    def _is_event(self, index: int) -> bool:
        """ "A commander in the Six Day War" has no house there."""
        votes = self.arguments.mentions[index].votes
        return bool(votes) and votes[0].cls == self.fit.ontology.class_of_ner("EVENT")

    def _house_classes(self, lexicalisation: Lexicalisation) -> frozenset[str]:
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        if lexicalisation.domain_roles == ("house",):
            return lexicalisation.domain or predicate.domain
        return lexicalisation.range or predicate.range

    def _names(self, passage: Passage, at: int, end: int) -> tuple[Fillers, int]:
        """Names from the token on, joined by commas and "and", and the token after the last."""
        doc = passage.doc
        while at < end and (
            doc[at].lower_ in DETERMINERS or (doc[at].pos_ == "ADJ" and not self._named(passage, doc[at]))
        ):
            at += 1
        found: list[tuple[int, float]] = []
        after = at
        while at < end and (index := self.arguments.name_at(passage, doc[at])) is not None:
            if found and not self._same_kind(found[0][0], index):
                break
            found.append((index, 1.0))
            while at < end and self.arguments.name_at(passage, doc[at]) == index:
                at += 1
            if at < end and doc[at].tag_ == "POS":
                break
            after = at
            while at < end and doc[at].lower_ in (",", "and", "&", "the"):
                at += 1
            if doc[at : at + 3].text.lower() == "as well as":
                at += 3 + (doc[min(at + 3, end - 1)].lower_ == "the")
        return tuple(found), after

    def _same_kind(self, one: int, other: int) -> bool:
        classes = [{vote.cls for vote in self.arguments.mentions[index].votes} for index in (one, other)]
        return not classes[1] or bool(classes[0] & classes[1])

    def _named(self, passage: Passage, token: Token) -> bool:
        """Whether the token belongs to a name that something is known of."""
        index = self.arguments.name_at(passage, token)
        return index is not None and bool(self.arguments.mentions[index].votes)

    # --- holder and house of a run

    def claims(self, passage: Passage, run: list[Office], before: Passage | None) -> Iterator[Claim]:
        """What the run says of its holder."""
        holders, behind = self._holders(passage, run, before)
        if not holders:
            return
        first = self._house_before(passage, run[0])
        for number, office in enumerate(run):
            implied = any(lexicalisation.implied for lexicalisation in office.lexicalisations)
            houses = self._housed(passage, office) or (first if number == 0 else ())
            if not houses and (implied or number == 0):
                later = (other.houses for other in run[number:] if other.houses) if implied else iter(())
                houses = next(later, ()) or first or self._house_behind(passage, run, holders)
            if not houses and (implied or not self._is_one_of_many(passage, run, number)):
                houses = self._owners(passage, office, run, implied, behind)
            for lexicalisation in office.lexicalisations:
                yield from self._claims(passage, office, lexicalisation, holders, houses)

    def _housed(self, passage: Passage, office: Office) -> Fillers:
        """The houses behind the office; "ambassador to X" says where, not for whom."""
        abroad = office.end < len(passage.doc) and passage.doc[office.end].lower_ == "to"
        place = frozenset({self.arguments.scene.place or ""})
        return (
            ()
            if abroad and any(self.fit(self.arguments.mentions[i], place) for i, _ in office.houses)
            else office.houses
        )

    @staticmethod
    def _is_one_of_many(passage: Passage, run: list[Office], number: int) -> bool:
        """ "A scientist and founder of X": the founder's house is not the scientist's; "a writer and editor at X"."""
        doc, start = passage.doc, run[number].start
        later = next((doc[office.end].lower_ for office in run[number + 1 :] if office.houses), "")
        return start > 0 and doc[start - 1].lower_ in ("a", "an") and later == "of"

    def _holders(self, passage: Passage, run: list[Office], before: Passage | None) -> tuple[Fillers, bool]:
        """Who holds the offices, and whether the name stands in front of them."""
        first, last = run[0], run[-1]
        person = frozenset({self.arguments.scene.person or ""})
        named_after = self._is_the(passage, first) and any(
            self._is_person(index, person) for index, _ in self._right(passage, last)
        )
        for found, ahead in (
            (self._title(passage, last), False),
            ((), True) if named_after else (self._left(passage, first), True),
            (self._right(passage, last), False),
            (self._line_before(passage, first, before), True),
            (self._parsed(passage, first, person), True),
        ):
            people = tuple((index, sure) for index, sure in found if self._is_person(index, person))
            if people:
                return people, ahead
        return (), False

    def _is_the(self, passage: Passage, office: Office) -> bool:
        """ "..., the president of X, Jane Doe": whoever is named behind it, not before."""
        return office.start > 0 and passage.doc[office.start - 1].lower_ == "the"

    def _title(self, passage: Passage, office: Office) -> Fillers:
        """ "Acme CEO Jane Doe": a name that follows at once."""
        doc, at = passage.doc, office.stop
        if office.stop != office.end or at >= doc[office.start].sent.end:
            return ()
        index = self.arguments.name_at(passage, doc[at])
        return ((index, 1.0),) if index is not None else ()

    def _parsed(self, passage: Passage, office: Office, person: frozenset[str]) -> Fillers:
        """Whom the parse says the office describes, where no other name stands between."""
        doc = passage.doc
        found: list[tuple[int, float]] = []
        for token in fillers(doc[office.end - 1], "bearer"):
            low, high = sorted((token.i, office.end - 1))
            between = {self.arguments.name_at(passage, other) for other in doc[low + 1 : high]} - {None}
            denoted = list(self.arguments.denoted(passage, token))
            others = between - {index for index, _ in denoted}
            if not any(index is not None and self._is_person(index, person) for index in others):
                found += denoted
        return tuple(found)

    def _house_behind(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "The principal Jane Doe of the Price School": the house behind the holder."""
        doc, at = passage.doc, run[-1].stop
        end = doc[run[0].start].sent.end
        while at < end and self.arguments.name_at(passage, doc[at]) in {index for index, _ in holders}:
            at += 1
        if at < end and at > run[-1].stop and doc[at].lower_ in ("of", "at", "from", "with"):
            return self._names(passage, at + 1, end)[0]
        return ()

    def _is_person(self, index: int, person: frozenset[str]) -> bool:
        mention = self.arguments.mentions[index]
        if mention.kind == "pronoun":
            return mention.text.lower() in PERSONAL
        return mention.kind == "name" and self.fit(mention, person) and bool(mention.votes)

    def _left(self, passage: Passage, office: Office) -> Fillers:
        """ "Jane Doe, the head", "Jane Doe is head", "I'm an engineer", "Jane Doe (CEO, Acme)", "Jane Doe CEO"."""
        doc, at = passage.doc, office.start - 1
        begin = doc[office.start].sent.start
        index = self.arguments.name_at(passage, doc[at]) if at >= begin else None
        alone = index is not None and self.arguments.name_at(passage, doc[begin]) == index
        if index is not None and alone and self._written(passage) and doc[office.start].text[0].isupper():
            return ((index, 0.95),)  # a line of a header: a name and an office
        if at >= begin and (doc[at].tag_ == "POS" or self._named(passage, doc[at]) or self.arguments.demonym(doc, at)):
            at = self._before_house(passage, at)  # "Jane Doe, Acme's head"
        while at >= begin and (
            doc[at].lower_ in DETERMINERS | SKIPPED
            or (doc[at].text in ("ex", "-") and doc[at].lower_ != "-")
            or doc[at].pos_ == "ADV"
        ):
            at -= 1
        if at < begin:
            return ()
        mark = doc[at]
        if mark.lower_ == "as" and mark.head.lemma_ in SUCCEEDING:
            return ()  # "Ann succeeded Bob as head": not Bob
        if mark.text in SEPARATORS or mark.lower_ in COPULAS:
            at -= 1
            while (at > begin and doc[at].lower_ in ("who", ",", "also", "currently", "now", "and")) or (
                at > begin and doc[at].pos_ == "ADV"
            ):
                at -= 1
            if at >= begin:
                index = self.arguments.name_at(passage, doc[at])
                if index is not None:
                    return ((index, 1.0),)
                if mark.lower_ in COPULAS and doc[at].lower_ in PERSONAL:
                    return tuple(self.arguments.denoted(passage, doc[at]))
        return ()

    def _before_house(self, passage: Passage, at: int) -> int:
        doc = passage.doc
        if doc[at].tag_ == "POS":
            at -= 1
        index = self.arguments.name_at(passage, doc[at])
        while at > 0 and (
            self.arguments.name_at(passage, doc[at]) == index if index is not None else self.arguments.demonym(doc, at)
        ):
            at -= 1
        return at

    def _right(self, passage: Passage, office: Office) -> Fillers:
        """ "The head of Acme, Jane Doe", "our editor is Jane Doe"."""
        doc, at = passage.doc, office.stop
        end = doc[office.start].sent.end
        if at >= end or not (doc[at].text in (",", ":", "–", "-") or doc[at].lower_ in ("is", "was", "'s", "are")):
            return ()
        at += 1
        first = doc[at].lower_ if at < end else ""
        while at < end and doc[at].lower_ in HONORED:
            at += 1
        index = self.arguments.name_at(passage, doc[at]) if at < end else None
        if index is None or (first == "and" and _opens_clause(doc[at])):
            return ()  # "Ann was head of Acme, and Bob is ..."
        return ((index, 1.0),)

    def _line_before(self, passage: Passage, office: Office, before: Passage | None) -> Fillers:
        """A line that is nothing but a name, above one that begins with an office, as header lines have it."""
        segment = self.arguments.scene.document.segment_at(passage.begin)
        if before is None or office.start > 1 or segment is None or segment.kind != "context":
            return ()
        index = self.arguments.name_at(before, before.doc[0])
        if index is None or self.arguments.name_at(before, before.doc[-1]) != index:
            return ()
        return ((index, 0.95),)

    def _house_before(self, passage: Passage, office: Office) -> Fillers:
        """ "Acme CEO", "Acme's CEO", "the Chilean president"."""
        doc, at = passage.doc, office.start - 1
        begin = doc[office.start].sent.start
        while at >= begin and doc[at].lower_ in FORMER:
            at -= 1
        if at >= begin and doc[at].tag_ == "POS":
            at -= 1
        if at < begin or doc[office.start].text == "-":
            return ()  # "the prize-winning economist"
        if place := self.arguments.demonym(doc, at):
            return ((self.arguments.belonging(passage, doc, at, place), 1.0),)
        index = self.arguments.name_at(passage, doc[at])
        if index is not None and doc[office.end - 1].lemma_.lower() in MISSIONS and self._is_region(index):
            while at >= begin and self.arguments.name_at(passage, doc[at]) == index:
                at -= 1  # "Acme News Middle East correspondent"
            index = self.arguments.name_at(passage, doc[at]) if at >= begin else None
        if index is not None and not self._is_person(index, frozenset({self.arguments.scene.person or ""})):
            return ((index, 1.0),)
        return ()

    def _is_region(self, index: int) -> bool:
        """Whether the name is of a place that sends nobody."""
        mention = self.arguments.mentions[index]
        place = bool(mention.votes) and mention.votes[0].cls == self.arguments.scene.place
        return place and not self.fit.is_country(mention)

    def _owners(self, passage: Passage, office: Office, run: list[Office], implied: bool, behind: bool) -> Fillers:
        """Whose the office is by the parse: "our CEO", "the company's founder"; else a house just named or speaking."""
        head = passage.doc[office.end - 1]
        owners = [token for token in fillers(head, "possessor") if token.lower_ not in SINGULAR]
        found = [pair for token in owners for pair in self.arguments.denoted(passage, token)]
        if head.lemma_.lower() in MISSIONS:
            found = [(index, sure) for index, sure in found if not self._is_region(index)]
        if found:
            return tuple((index, 0.95 * sure) for index, sure in found)
        first = passage.doc[run[0].start]
        article = first.nbor(-1).lower_ if first.i > first.sent.start else ""
        if not implied or head.tag_ in ("NNS", "NNPS") or article in ("a", "an"):
            return ()
        if (article != "the" and not behind) or (article == "the" and office.topic):
            return ()  # "President Doe": of what, the title does not say; "the president of peace"
        detector = "nominal" if article == "the" else "house"
        classes = frozenset(cls for lex in office.lexicalisations for cls in self._house_classes(lex))
        votes = tuple(Vote(cls, detector, 0.5, f"what has a {head.text}") for cls in sorted(classes))
        return ((self.arguments.add_nominal(passage, head, votes), 0.8),)

    # --- claims

    def _claims(
        self, passage: Passage, office: Office, lexicalisation: Lexicalisation, holders: Fillers, houses: Fillers
    ) -> Iterator[Claim]:
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        turned = lexicalisation.domain_roles == ("house",)
        wanted = self._house_classes(lexicalisation)
        doc = passage.doc
        words = doc[office.start : office.stop if office.topic and not office.houses else office.end]
        trigger = doc[office.end - 1]
        deputy = any(token.lower_ in DEPUTY for token in doc[office.start : office.end])
        for holder, near in holders:
            for house, far in houses:
                mention = self.arguments.mentions[house]
                if holder == house or not self.fit(mention, wanted) or self._is_department(passage, trigger, mention):
                    continue
                claimed = self._wider(predicate) if (office.topic or deputy) and not turned else predicate
                ends = [self.arguments.mentions[holder], mention]
                stance = standing(trigger, self.arguments.tokens(passage, ends))
                if any(
                    token.lower_ in SUPPOSED for token in doc[max(trigger.sent.start, office.start - 4) : office.end]
                ):
                    stance = replace(stance, modality="hypothetical")
                iri, stance = in_its_time(claimed, stance)
                claimed = self.fit.ontology.predicates[iri]
                begin, end = quote_span(passage, trigger, ends)
                yield (
                    lexicalisation,
                    Relation(
                        subject=house if turned else holder,
                        predicate=claimed.iri,
                        object=holder if turned else house,
                        rule=f"office:{trigger.lemma_.lower()}",
                        trigger=passage.offset(trigger),
                        begin=begin,
                        end=end,
                        confidence=round(lexicalisation.weight * near * far, 4),
                        polarity=stance.polarity,
                        modality=stance.modality,
                        tense=stance.tense,
                        when=stance.when,
                        role=self._role(words.text),
                        domain=lexicalisation.domain or claimed.domain,
                        range=lexicalisation.range or claimed.range,
                    ),
                )

    def _is_department(self, passage: Passage, office: Token, house: Mention) -> bool:
        """Whether ordinary words say what the office is about: "Vice President of Investor Relations", not "at"."""
        deputy = office.i > 0 and office.nbor(-1).lower_ == "vice"
        departmental = deputy or office.lemma_.lower() in DEPARTMENTAL
        words = house.text.split()
        unknown = house.kind == "name" and not house.candidates and len(words) > 1
        housed = passage.doc.text[: house.begin - passage.begin].rstrip().endswith(" at")
        scene = self.arguments.scene
        organised = any(word.casefold() in scene.endings.keys() | scene.openings.keys() for word in words)
        return departmental and unknown and not (housed or organised) and all(map(scene.listed, words))

    def _wider(self, predicate: Predicate) -> Predicate:
        """What holds of a deputy or of the head of a part: that they work there."""
        parents: Mapping[str, Predicate] = self.fit.ontology.predicates
        return next((parents[parent] for parent in predicate.parents if parent in parents), predicate)

    @staticmethod
    def _role(words: str) -> str:
        return " ".join(words.split()).strip(" -,")


def _opens_clause(token: Token) -> bool:
    """Whether the name that begins at the token is the subject of a verb behind it."""
    name = next((word for word in (token, *token.ancestors) if word.dep_ not in ("compound", "nmod", "amod")), token)
    return name.dep_ in ("nsubj", "nsubjpass") and name.head.i > name.i


def _covers(lengths: Sequence[int], first: int, last: int) -> int:
    """How many tokens of the offices of these lengths that end at the last begin at the first; 0 where none do."""
    return max((length for length in lengths if last + 1 - length <= first), default=0)
