"""Runs of offices in the words of a passage, each with what it is of and the houses named behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import ANYBODY, COUNTERPARTS, DEPARTMENTAL, OCCASIONS
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.office_words import MANY, covers, describes, is_superlative, singulars
from pipeline.extract.tenses import FORMER
from pipeline.ontology import Lexicalisation
from pipeline.records import Mention

HOUSED = frozenset("of at for with from in on within to".split())
PARTICLES = frozenset("over out here up down back there".split())
DETERMINERS = frozenset("the a an our their its his her my your this that".split())
JOINTS = frozenset([",", "and", "&", "/", "as", "well", "also", "then", "plus", "or", "+"])
OURS = frozenset("my our".split())
EARLIER = ("before", "that")  # "head of Acme and, before that, of Bolt": what follows is over
SKIPPED = FORMER | frozenset("also currently now longtime long-time then current new founding senior formerly".split())
LONGEST = 5  # tokens of an office as the ontology spells it
RANKED = 2  # words between a rank and the office that it is a rank of
TOPIC = 9  # words of what an office is of, before the house it is at: "VP of clinical and medical affairs at X"
COMMERCIAL = frozenset("market industry category thought opinion".split())
ASPIRING = frozenset("nominee candidate hopeful contender aspirant".split())
DEPARTMENTS = frozenset("relations affairs operations sales marketing communications".split())  # also of misheard names
SCHOLARS = frozenset("professor lecturer scholar student teacher instructor".split())  # "of" says of what subject
# "The head of what was known as X", "of what is now X".
CALLED = re.compile(
    r"what (?:is|was|'s|’s|would become|later became|became)(?: now| then| today)?(?: known as| called)?(?: the)?\b",
    re.IGNORECASE,
)
NAMING = frozenset("named appointed elected made".split())
MODIFIERS = frozenset(["NOUN", "ADJ", "PROPN", "NUM", "VERB"])
FINITE = frozenset("VBD VBP VBZ MD".split())
Fillers = tuple[tuple[int, float], ...]  # mentions with how direct each is


@dataclass(frozen=True, slots=True)
class Office:
    """Tokens of an office, the house it is in, and where it ends with that. topic: what it is of is no house.

    former: it is said to be over. many: several people hold it.
    """

    start: int
    end: int
    stop: int
    lexicalisations: tuple[Lexicalisation, ...]
    houses: Fillers
    topic: bool
    former: bool
    many: bool


class OfficeRuns:
    """Finds the runs of offices of one document, and the names that belong to them."""

    def __init__(self, arguments: Arguments, lexicon: Lexicon, fit: Fit) -> None:
        """Offices are those of the lexicon; houses are what its words for offices take."""
        self.arguments = arguments
        self.lexicon = lexicon
        self.fit = fit
        self.words = frozenset(word.casefold() for lex in lexicon.offices for word in lex.words if " " not in word)
        self.possible = frozenset(cls for lex in lexicon.offices for cls in self.house_classes(lex))

    def of(self, passage: Passage) -> Iterator[list[Office]]:
        """Offices that follow each other, joined by commas and conjunctions."""
        doc, at = passage.doc, 0
        lengths = [[len(words) for words, _ in self.lexicon.offices_at(doc, last)] for last in range(len(doc))]
        run: list[Office] = []
        while at < len(doc):
            window = (last for last in range(at, min(at + LONGEST, len(doc))) if lengths[last])
            covered, last = max(((covers(lengths[last], at, last), -last) for last in window), default=(0, 0))
            office = self.office(passage, -last) if covered else None
            if office is None:
                at += 1
                continue
            joined = run and run[-1].stop <= office.start and self._joined(doc, run[-1].stop, office.start)
            joined = joined and run[-1].many == office.many  # "the directors or chief Jane Doe"
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
        allowed = JOINTS | (DETERMINERS - OURS) | SKIPPED | frozenset(EARLIER)  # "head of Acme, and our CTO is Bo"
        return all(word in allowed for word in between) and doc[begin - 1].sent == doc[end].sent

    def office(self, passage: Passage, last: int) -> Office | None:
        """The office whose own words end at the token, with what it is of and at; None where none does."""
        doc = passage.doc
        token = doc[last]
        if token.pos_ not in ("NOUN", "PROPN", "X", "ADJ") and not self._is_set_between(passage, last):
            return None
        named = self.arguments.name_at(passage, token)
        if self.named(passage, token) and not self.is_office(named):
            return None
        found = self.lexicon.offices_at(doc, last)
        modified = token.head
        if last + 1 < len(doc) and doc[last + 1].lower_ in ASPIRING:
            return None  # "the director nominee" is none yet
        if last + 2 < len(doc) and doc[last + 1].text == "-" and doc[last + 2].lower_ == "elect":
            return None  # nor "Senator-elect Jane Doe"
        aspires = token.lower_ in ASPIRING and last > 0 and self.lexicon.offices_at(doc, last - 1)
        if aspires and not self.arguments.demonym(doc, last - 1):
            return None  # nor is it of the house yet, unlike "the Republican nominee" of the party
        if token.lower_ == "leader" and last and doc[last - 1].lower_ in COMMERCIAL:
            return None  # "the market leader" heads nothing
        if not found or (
            token.dep_ in ("compound", "amod", "nmod") and modified.i == last + 1 and not self.named(passage, modified)
        ):
            return None  # "the lead engineer", "market leader": the noun behind it is the office, if any
        if self._is_rank(passage, last):
            return None  # "chief political correspondent"
        start = min(last + 1 - len(words) for words, _ in found)
        longest = max(len(words) for words, _ in found)
        lexicalisations = tuple(lexicalisation for words, lexicalisation in found if len(words) == longest)
        while (
            start > token.sent.start
            and self._modifies(passage, doc[start - 1])
            and not self.arguments.demonym(doc, start - 1)  # "South African"
        ):
            start -= 1
        start = self._joined_modifiers(passage, start)
        houses, stop, topic = self._complement(passage, last + 1)
        if token.lower_ in ANYBODY and not houses:
            return None
        if last + 1 < len(doc) and doc[last + 1].lower_ == "in" and is_superlative(doc[start : last + 1]):
            houses = ()  # "the most powerful leader in Europe" leads no Europe
        former = start > 0 and (doc[start - 1].lower_ in FORMER - {"then"} or self._is_earlier(doc, start))
        if describes(token) and (iri := self.arguments.demonym(doc, last)):
            houses = ((self.arguments.belonging(passage, doc, last, iri), 1.0),)  # "a Republican from Ohio"
        elif named is not None and self.is_office(named) and self.arguments.mentions[named].candidates:
            houses = ((named, 1.0),)  # "Democrats like Jane Doe"
        many = token.tag_ in MANY or (
            token.lower_ not in self.words and not self.words.isdisjoint(singulars(token.lower_))
        )
        return Office(start, last + 1, stop, lexicalisations, houses, topic, former, many)

    def _is_set_between(self, passage: Passage, at: int) -> bool:
        """Whether a house and its holder stand at either side of what looks like an adverb: "Gulls forward N"."""
        doc = passage.doc
        if not 0 < at < len(doc) - 1 or doc[at].sent != doc[at + 1].sent:
            return False
        before, after = (self.arguments.name_at(passage, doc[i]) for i in (at - 1, at + 1))
        if before is None or after is None or not self._is_somebody(after):
            return False
        return doc[at].pos_ == "ADV" and self._is_house(before) and not self._is_somebody(before)

    def _joined_modifiers(self, passage: Passage, start: int) -> int:
        """Where an office begins whose modifiers "and" joins behind whose it is: "Acme's consumer and retail CFO"."""
        doc, at = passage.doc, start
        while at > doc[start].sent.start and at > start - TOPIC:
            before = doc[at - 1]
            if before.tag_ == "POS":
                return at
            if before.lower_ not in ("and", "&") and not self._modifies(passage, before):
                break
            at -= 1
        return start

    @staticmethod
    def _is_earlier(doc: Doc, at: int) -> bool:
        """Whether "before that" stands in front of the token."""
        while at > 0 and doc[at - 1].lower_ in DETERMINERS - set(EARLIER) | {","}:
            at -= 1
        return at > 1 and tuple(token.lower_ for token in doc[at - 2 : at]) == EARLIER

    def _is_rank(self, passage: Passage, last: int) -> bool:
        """Whether adjectives lead on from the word to another office: the whole is one."""
        doc, at = passage.doc, last + 1
        while at < doc[last].sent.end - 1 and at <= last + RANKED and doc[at].pos_ in ("ADJ", "NOUN", "PROPN"):
            if self.named(passage, doc[at]):
                return False
            at += 1
            if doc[at].pos_ in ("NOUN", "PROPN") and self.lexicon.offices_at(doc, at):
                return not self.named(passage, doc[at])
        return False

    def _modifies(self, passage: Passage, token: Token) -> bool:
        word = token.lower_
        if word in FORMER | NAMING | DETERMINERS or word in self.arguments.scene.demonyms or self.named(passage, token):
            return False
        if token.text == "-" and token.i and not token.nbor(-1).is_punct and not token.nbor(-1).whitespace_:
            return not token.whitespace_ and token.nbor(-1).lower_ not in FORMER
        if token.pos_ == "VERB":  # "managing director", not "giving President Okafor"
            return token.tag_ in ("VBG", "VBN") and token.dep_ in ("amod", "compound", "nmod")
        return token.pos_ in MODIFIERS

    def _complement(self, passage: Passage, at: int) -> tuple[Fillers, int, bool]:
        """The houses named behind an office, the token after them, and whether a topic stands between."""
        doc = passage.doc
        end = doc[at - 1].sent.end
        stop, topic = at, False
        if at + 1 < end and doc[at].lower_ in PARTICLES and doc[at + 1].lower_ in HOUSED:
            at += 1  # "over at"
        while at < end and doc[at].lower_ in HOUSED and doc[at].tag_ != "TO":  # "the first leader to meet X at Y"
            houses, after = self.names(passage, at + 1, end)
            if houses and doc[at].lower_ == "of" and self._is_subject(doc[at - 1], houses):
                at = stop = after
                topic = True
                continue
            if any(self._is_house(index) for index, _ in houses) and not (
                doc[at].lower_ == "in" and self._is_event(houses[0][0])
            ):
                if after < end and doc[after].tag_ == "NNS" and self.arguments.modifies(houses[-1][0]):
                    return (), after, True  # "chairman of the Acme councils": of none of them in particular
                if doc[at].lower_ in ("from", "at") and after < end and doc[after].lemma_.lower() in OCCASIONS:
                    return (), after, True  # "a senator from the Acme meeting"
                after += after < end and self._is_kind_of(houses[-1][0], doc[after])
                if after < end and doc[after].lower_ in (("for",) if doc[at].lower_ == "at" else ("for", "at")):
                    houses, after = self._and_for(passage, houses, after, end)
                if doc[at].lower_ == "at":
                    houses, after = self._and_at(passage, houses, after, end)
                part = self._part(passage, houses[-1][0])
                if part is None:
                    return houses, after, topic
                if part.lemma_.lower() in COUNTERPARTS or part.lemma_.lower() in self.arguments.scene.roles:
                    return (), part.i + 1, True  # "the head of Acme's rival"
                return houses, max(after, part.i + 1), True
            inner = at + 1
            while inner < min(end, at + 1 + TOPIC) and self._is_topic(passage, doc[inner]):
                inner += 1
            if inner == at + 1 or doc[at].lower_ not in ("of", "for", "in", "to", "on"):
                break
            if doc[at].lower_ == "to" and self._is_title(passage, inner):
                break  # "adviser to Prime Minister Jane Doe"
            while doc[inner - 1].text in (",", "and", "&"):
                inner -= 1  # what is coordinated may be the next office
            at = stop = inner
            topic = True
        return self._set_off(passage, stop, end), stop, topic

    def _part(self, passage: Passage, house: int) -> Token | None:
        """The noun for what of a house it is that somebody heads: "unit" of "Acme's cloud unit"."""
        part = self.arguments.owned(passage, house)
        while part is not None and part.dep_ in ("amod", "compound", "nmod") and part.head.i > part.i:
            part = part.head
        return part

    def _is_title(self, passage: Passage, at: int) -> bool:
        """Whether an office, written as a title, ends before somebody's name at the token."""
        doc = passage.doc
        titled = at < len(doc) and doc[at - 1].text[0].isupper() and bool(self.lexicon.offices_at(doc, at - 1))
        index = self.arguments.name_at(passage, doc[at]) if titled else None
        return index is not None and self._is_somebody(index)

    def _is_kind_of(self, index: int, noun: Token) -> bool:
        """Whether the noun behind a name says what it is: "the Night Talk podcast"."""
        cls = self.arguments.scene.class_nouns.get(noun.lemma_.lower()) if noun.tag_ == "NN" else None
        return cls is not None and self.fit(self.arguments.mentions[index], frozenset({cls}))

    def _and_for(self, passage: Passage, houses: Fillers, at: int, end: int) -> tuple[Fillers, int]:
        """ "VP of the Medical Organisation for Acme", "an engineer on the Rocket team at Acme": Acme, too."""
        group = frozenset({self.arguments.scene.organisation or ""})
        wider, after = self.names(passage, at + 1, end)
        if wider and all(self.fit(self.arguments.mentions[index], group) for index, _ in wider):
            return houses + wider, after
        return houses, at

    def _and_at(self, passage: Passage, houses: Fillers, at: int, end: int) -> tuple[Fillers, int]:
        """ "An engineer at Acme and then at Bolt": there, too."""
        doc, behind = passage.doc, at
        while behind < end and doc[behind].lower_ in (",", "and", "then", "later", "before", "that"):
            behind += 1
        if not at < behind < end or doc[behind].lower_ != "at":
            return houses, at
        more, after = self.names(passage, behind + 1, end)
        if more and all(self._is_house(index) for index, _ in more):
            return self._and_at(passage, houses + more, after, end)
        return houses, at

    def _set_off(self, passage: Passage, at: int, end: int) -> Fillers:
        """ "(CTO, Acme)", and "Senior Fellow, Acme" on a line of its own."""
        doc = passage.doc
        if at >= end or doc[at].text != ",":
            return ()
        houses, after = self.names(passage, at + 1, end)
        enclosed = any(token.text in ("(", "[") for token in doc[max(0, at - TOPIC) : at])
        closed = after >= end or doc[after].text in (")", "]") or after == len(doc)
        return houses if closed and (enclosed or self.written(passage)) else ()

    def written(self, passage: Passage) -> bool:
        """Whether it stands in header or notes rather than in talk."""
        segment = self.arguments.scene.document.segment_at(passage.begin)
        return segment is not None and segment.kind == "context"

    def _is_topic(self, passage: Passage, token: Token) -> bool:
        index = self.arguments.name_at(passage, token)
        if index is not None and self.named(passage, token) and (self._is_house(index) or self._is_somebody(index)):
            return False
        if token.text in (",", "&", "-", "/") or token.lower_ in ("and", "the"):
            return not self.lexicon.offices_at(token.doc, min(token.i + 1, len(token.doc) - 1))
        return token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and token.tag_ not in ("VBD", "VBZ", "VBP", "MD")

    def _is_house(self, index: int) -> bool:
        """Whether the name may be of something that has offices; no field or technique ("director of robotics")."""
        return self.fit(self.arguments.mentions[index], self.possible)

    def _is_subject(self, before: Token, names: Fillers) -> bool:
        """ "Professor of Genocide Studies": names that nothing is known of are what is taught."""
        group = self.fit.ontology.class_of_ner("ORG")
        mentions = [self.arguments.mentions[index] for index, _ in names]
        known = any(vote.cls == group for mention in mentions if mention.candidates for vote in mention.votes)
        return before.lemma_.lower() in SCHOLARS and not known

    def _is_event(self, index: int) -> bool:
        """ "A commander in the Six Day War" has no house there."""
        votes = self.arguments.mentions[index].votes
        return bool(votes) and votes[0].cls == self.fit.ontology.class_of_ner("EVENT")

    def house_classes(self, lexicalisation: Lexicalisation) -> frozenset[str]:
        """Classes of what has offices of this kind."""
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        if lexicalisation.domain_roles == ("house",):
            return lexicalisation.domain or predicate.domain
        return lexicalisation.range or predicate.range

    def is_department(self, passage: Passage, office: Token, house: Mention) -> bool:
        """Whether ordinary words say what the office is about: "Vice President of Investor Relations", not "at"."""
        deputy = office.i > 0 and office.nbor(-1).lower_ == "vice"
        departmental = deputy or office.lemma_.lower() in DEPARTMENTAL
        words = house.text.split()
        unknown = house.kind == "name" and not house.candidates and len(words) > 1
        housed = passage.text[: house.begin - passage.begin].rstrip().endswith(" at")
        scene = self.arguments.scene
        organised = any(word.casefold() in scene.endings or word.casefold() in scene.openings for word in words)
        plain = all(map(scene.listed, words)) or (deputy and words[-1].casefold() in DEPARTMENTS)
        return departmental and unknown and not (housed or organised) and plain

    def was_before(self, passage: Passage, office: Office, house: int) -> bool:
        """ "Retired Navy captain": what is over is said before the house."""
        mention = self.arguments.mentions[house]
        span = passage.span(mention.begin, mention.end)
        if span is None or not 0 < span.start < span.end <= office.start:
            return False
        return passage.doc[span.start - 1].lower_ in FORMER

    def behind(self, passage: Passage, at: int, end: int) -> int:
        """The token behind the name that the token stands in; `end` where that goes on."""
        index = self.arguments.name_at(passage, passage.doc[at])
        while at < end and self.arguments.name_at(passage, passage.doc[at]) == index:
            at += 1
        return at

    def names(self, passage: Passage, at: int, end: int) -> tuple[Fillers, int]:
        """Names from the token on, joined by commas and "and", and the token after the last."""
        doc = passage.doc
        if at < end and (so := CALLED.match(doc[at:end].text)) is not None:
            at += len(doc.char_span(doc[at].idx, doc[at].idx + so.end(), alignment_mode="expand") or ())
        while at < end and not self.named(passage, doc[at]) and self._introduces(doc[at]):
            at += 1
        found: list[tuple[int, float]] = []
        after = at
        while at < end and (index := self.arguments.name_at(passage, doc[at])) is not None:
            begin = at
            at = self.behind(passage, at, end)
            same = not found or self._same_kind(found[0][0], index)
            if found and (self._is_somebody(index) or (at < end and doc[at].tag_ in ("WP", "WP$"))):
                at = begin  # "CEO of Acme and Jane Doe, who ..."
                break
            if found and at < end and doc[at].text[0].isupper() and self.lexicon.offices_at(doc, at):
                at = begin  # "Governor of X and Y Governor Jane Doe"
                break
            if same:
                found.append((index, 1.0))
            if at < end and doc[at].tag_ == "POS":
                if (owned := self._owned(passage, at + 1, end)) is not None:
                    found[-1:], after = [(owned[0], 1.0)], owned[1]
                break
            after = at
            while at < end and (doc[at].lower_ in (",", "and", "&", "the") or doc[at].is_quote):
                at += 1
            if doc[at : at + 3].text.lower() == "as well as":
                at += 3 + (doc[min(at + 3, end - 1)].lower_ == "the")
        return tuple(found), after

    def _owned(self, passage: Passage, at: int, end: int) -> tuple[int, int] | None:
        """The body that belongs to the name before, and the token after it: "head of Ruritania's Inland Fleet"."""
        index = self.arguments.name_at(passage, passage.doc[at]) if at < end else None
        group = frozenset({self.arguments.scene.organisation or ""})
        if (
            index is None
            or not self.named(passage, passage.doc[at])
            or not self.fit(self.arguments.mentions[index], group)
        ):
            return None
        while at < end and self.arguments.name_at(passage, passage.doc[at]) == index:
            at += 1
        return index, at

    def several(self, passage: Passage, at: int, end: int) -> Fillers:
        """The people behind a plural: ", Jane Doe and John Roe", ", like Jane Doe"; one name alone is no list."""
        doc, marked = passage.doc, at
        while at < end and (doc[at].text in (",", ":", "–", "-") or doc[at].lower_ in ("are", "were")):
            at += 1
        exemplified = at < end and (doc[at].lower_ in ("like", "including") or doc[at : at + 2].text == "such as")
        at += 0 if not exemplified else 2 if doc[at].lower_ == "such" else 1
        names, _ = self.people(passage, at, end) if exemplified or at > marked else ((), at)
        return names if exemplified or len(names) > 1 else ()

    def people(self, passage: Passage, at: int, end: int) -> tuple[Fillers, int]:
        """People named from the token on, joined by commas and "and", and the token after the last."""
        doc, found, after = passage.doc, [], at
        while at < end and (index := self.arguments.name_at(passage, doc[at])) is not None and self._is_somebody(index):
            found.append((index, 1.0))
            after = at = self.behind(passage, at, end)
            while at < end and doc[at].lower_ in (",", "and", "&"):
                at += 1
        return tuple(found), after

    def people_before(self, passage: Passage, at: int, begin: int) -> Fillers:
        """People whom commas and "and" join to the one named at the token: "Jane Doe and John Roe are engineers"."""
        doc, found = passage.doc, []
        index = self.arguments.name_at(passage, doc[at])
        while index is not None:
            while at >= begin and self.arguments.name_at(passage, doc[at]) == index:
                at -= 1
            if at < begin or doc[at].lower_ not in (",", "and", "&"):
                break
            while at >= begin and doc[at].lower_ in (",", "and", "&"):
                at -= 1
            index = self.arguments.name_at(passage, doc[at]) if at >= begin else None
            if index is not None and self._is_somebody(index):
                found.append((index, 1.0))
            else:
                break
        return tuple(found)

    def line_before(self, passage: Passage, office: Office, before: Passage | None) -> Fillers:
        """A line that is nothing but a name, above one that begins with an office, as header lines have it."""
        segment = self.arguments.scene.document.segment_at(passage.begin)
        if before is None or office.start > 1 or segment is None or segment.kind != "context":
            return ()
        index = self.arguments.name_at(before, before.doc[0])
        if index is None or self.arguments.name_at(before, before.doc[-1]) != index:
            return ()
        return ((index, 0.95),)

    def named_next(self, passage: Passage, run: list[Office]) -> Fillers:
        """ "Joining us, a columnist for Acme. Jane Doe.": captions end a sentence before the name."""
        doc, sentence = passage.doc, passage.doc[run[0].start].sent
        closed = all(token.is_punct for token in doc[run[-1].stop : sentence.end])
        if not closed or sentence.end == len(doc) or any(token.tag_ in FINITE for token in sentence):
            return ()
        index = self.arguments.name_at(passage, doc[sentence.end])
        after = sentence.end
        while after < len(doc) and self.arguments.name_at(passage, doc[after]) == index:
            after += 1
        alone = index is not None and (after == len(doc) or doc[after].is_punct)
        return ((index, 0.9),) if alone and index is not None else ()

    def _same_kind(self, one: int, other: int) -> bool:
        classes = [{vote.cls for vote in self.arguments.mentions[index].votes} for index in (one, other)]
        return not classes[1] or bool(classes[0] & classes[1])

    def _introduces(self, token: Token) -> bool:
        """Whether the word only leads up to a name: "the", "new", the noun of its class, a quotation mark."""
        classes = self.arguments.scene.class_nouns
        return token.lower_ in DETERMINERS or token.pos_ == "ADJ" or token.is_quote or token.lemma_.lower() in classes

    def is_office(self, index: int | None) -> bool:
        """Whether what was taken for a name is nothing but an office: "the Taoiseach", "Democrats"."""
        text = self.arguments.mentions[index].text.casefold() if index is not None else ""
        return text in self.words or text.removesuffix("s") in self.words

    def _is_somebody(self, index: int) -> bool:
        """Whether the name is of a person."""
        votes = self.arguments.mentions[index].votes
        return bool(votes) and votes[0].cls == self.arguments.scene.person

    def is_put_before(self, passage: Passage, token: Token) -> bool:
        """Whether the word may stand before an office and belong to it: an article, whose it is."""
        house = self.arguments.name_at(passage, token) is not None or self.arguments.demonym(token.doc, token.i)
        return bool(house) or token.tag_ == "POS" or token.lower_ in DETERMINERS | SKIPPED

    def named(self, passage: Passage, token: Token) -> bool:
        """Whether the token belongs to a name that something is known of."""
        index = self.arguments.name_at(passage, token)
        return index is not None and bool(self.arguments.mentions[index].votes)
