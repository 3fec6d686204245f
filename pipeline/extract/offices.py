"""Offices and careers: "Jane Doe, chief executive and co-founder of Acme", "Acme's editor Jane Doe", "she was head of
research at A, an analyst at B and a trader at C".

One construction for all of them: a run of offices that belong to one holder, each with the house it is held in. Found
on the words themselves, since parsers lose their way in long titles; where the words beside the run do not say it, the
parse is asked whom it describes and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from spacy.tokens import Span, Token

from pipeline.extract.appointments import appointed, appointing, fellows, successor
from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import OCCASIONS, REPORTERS, SUCCEEDING
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.office_limits import (
    is_at,
    is_ended,
    is_long_ago,
    is_made,
    is_of_some,
    is_one_of_many,
    is_portfolio,
    is_spoken_to,
    is_supposed,
    is_wanted,
    nation_of,
    opens_clause,
)
from pipeline.extract.office_reach import house_around
from pipeline.extract.office_runs import (
    DETERMINERS,
    MANY,
    SCHOLARS,
    SKIPPED,
    Fillers,
    Office,
    OfficeRuns,
)
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import in_its_time, standing
from pipeline.extract.syntax import fillers
from pipeline.extract.tenses import FORMER
from pipeline.ontology import Lexicalisation, Predicate
from pipeline.records import GUEST, SPEAKING, Mention, Relation, Vote

DEPUTY = frozenset("vice deputy assistant associate junior sub under acting interim regional divisional".split())
SEPARATORS = frozenset([",", "(", "-", "–", "—", ":", "|", "·", "["])
COPULAS = frozenset("is was 's ’s are were 're am 'm ’m be been being became become as".split())
MISSIONS = REPORTERS | {"envoy", "ambassador"}
AFTERWARDS = frozenset("ever yet now today then there".split())
COLLEAGUES = REPORTERS | {"colleague"}  # those whom a channel calls its own
HONORED = frozenset("and emeritus dr. dr prof. mr. ms. mrs.".split())
SINGULAR = frozenset("my mine his her hers your yours".split())  # a person's
PERSONAL = frozenset("i he she who we they you".split())
# What a title says that its guest does: "Acme CEO on boats", "Acme's founder explains".
SPEAKS = frozenset(
    "on : explains says talks speaks discusses defends answers tells shares reveals responds reacts warns".split()
)


def find_offices(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims that people hold offices."""
    reader = _Reader(arguments, lexicon, fit)
    before: Passage | None = None
    for passage in arguments.scene.passages:
        for run in reader.words.of(passage):
            yield from reader.claims(passage, run, before)
        before = passage


class _Reader:
    """Reads who holds the offices of one document, and where."""

    def __init__(self, arguments: Arguments, lexicon: Lexicon, fit: Fit) -> None:
        self.arguments = arguments
        self.fit = fit
        self.words = OfficeRuns(arguments, lexicon, fit)
        self.person = frozenset({arguments.scene.person or ""})
        self.work = frozenset({arguments.scene.work or ""})
        self.said: tuple[Span, Fillers] | None = None  # the sentence of the last title with a house, and its house
        self.ours: tuple[Span, Fillers] | None = None  # the same of "our correspondent"
        self.colleagues: set[int] = set()  # who that is

    # --- holder and house of a run

    def claims(self, passage: Passage, run: list[Office], before: Passage | None) -> Iterator[Claim]:
        """What the run says of its holder."""
        holders, behind = self._holders(passage, run, before)
        if not holders:
            return
        first = self._house_before(passage, run[0])
        by = appointed(self.arguments, passage, run[0])[1]
        earlier = self._people(successor(self.arguments, passage, run[0])[1])
        yield from self._membership(passage, run[0], holders)
        since = False  # whether the offices that follow are over: "was head of X, then of Y"
        for number, office in enumerate(run):
            implied = any(lexicalisation.implied for lexicalisation in office.lexicalisations)
            houses = self._housed(passage, office) or (first if number == 0 else ())
            if not houses and (implied or number == 0):
                later = (other.houses for other in run[number:] if other.houses) if implied else iter(())
                houses = next(later, ()) or first or self._house_behind(passage, run, holders)
            if not houses and number == 0:
                houses = by
            if not houses and (implied or self._serves(office)):
                houses = self._carried(passage, run, holders)
            if not houses and number == 0:
                houses = self._ours_too(passage, run, holders) or house_around(self.words, passage, office, holders)
            if not houses and (implied or not is_one_of_many(passage.doc, run, number)):
                houses = self._owners(passage, office, run, implied, behind)
            over = since
            if not houses and office == run[-1] and office.stop == office.end:
                houses, over = self.words.governed(office, holders)
            if self.ours is not None and houses == self.ours[1]:
                self.colleagues = {index for index, _ in holders}
            for lexicalisation in office.lexicalisations:
                if number == 0:
                    yield from self._claims(passage, office, lexicalisation, earlier, houses, over=True)
                if lexicalisation.domain_roles == ("house",):  # who founded it
                    beside = fellows(self.words, passage, office)
                    yield from self._claims(passage, office, lexicalisation, beside, houses, over)
                for claim in self._claims(passage, office, lexicalisation, holders, houses, over):
                    since |= claim[1].tense == "past" and not office.former and not first
                    yield claim
            if first and implied and number == 0 and not self.words.was_before(passage, office, first[0][0]):
                self.said = passage.doc[office.start].sent, first

    def _carried(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "Acme CEO Jane Doe, and later CFO John Roe": the house of a title goes on to the next of its sentence."""
        sentence = passage.doc[run[0].start].sent
        if self.said is None or self.said[0] != sentence or self._title(passage, run[-1]) != holders:
            return ()
        of_place = any(self.arguments.scene.place in self.words.house_classes(lex) for lex in run[0].lexicalisations)
        if of_place and not self._serves(run[0]):
            return ()  # presidents have houses of their own
        return tuple((index, 0.8 * sure) for index, sure in self.said[1])

    def _ours_too(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "Our correspondent Jane Doe and camera journalist John Roe": both are ours."""
        before = passage.doc[run[0].start - 1] if run[0].start else None
        joined = before is not None and before.lower_ == "and" and self._title(passage, run[-1]) == holders
        if self.ours is None or not joined or self.ours[0] != passage.doc[run[0].start].sent or run[0].start < 2:
            return ()
        if self.arguments.name_at(passage, passage.doc[run[0].start - 2]) not in self.colleagues:
            return ()  # "our colleague Jane Doe told of Ann Lee and Prime Minister Bo Roe"
        return tuple((index, 0.9 * sure) for index, sure in self.ours[1])

    def _serves(self, office: Office) -> bool:
        """Whether a minister: who is in the service of a nation and does not lead it."""
        predicates = self.fit.ontology.predicates
        places = [lex for lex in office.lexicalisations if self.arguments.scene.place in self.words.house_classes(lex)]
        return bool(places) and all(predicates[lex.predicate].past == lex.predicate for lex in places)

    def _housed(self, passage: Passage, office: Office) -> Fillers:
        """The houses behind the office; "ambassador to X", "envoy for X" say where, not for whom."""
        behind = passage.doc[office.end].lower_ if office.end < len(passage.doc) else ""
        word = passage.doc[office.end - 1].lemma_.lower()
        abroad = behind == "to" or (behind in ("for", "in") and word in MISSIONS - REPORTERS)
        abroad |= behind == "for" and word in REPORTERS
        place = frozenset({self.arguments.scene.place or ""})
        away = any(self.fit(self.arguments.mentions[i], place) for i, _ in office.houses)
        return () if abroad and (away or word in MISSIONS - REPORTERS) else office.houses

    def _holders(self, passage: Passage, run: list[Office], before: Passage | None) -> tuple[Fillers, bool]:
        """Who holds the offices, and whether the name stands in front of them."""
        first, last = run[0], run[-1]
        after = self._right(passage, last) if self._is_the(passage, first) else self._beyond(passage, last)
        named_after = any(self._is_person(index) for index, _ in after)
        for found, ahead in (
            (successor(self.arguments, passage, first)[0], True),
            (appointed(self.arguments, passage, first)[0], True),
            (self._title(passage, last), False),
            ((), True) if named_after else (self._left(passage, first), True),
            (() if self._is_anothers(passage, first) else self._right(passage, last), False),
            (self._beyond(passage, last), False),
            (self.words.line_before(passage, first, before), True),
            (self._visitor(passage, run), False),
            (self._parsed(passage, first), True),
            (self.words.named_next(passage, run), False),
        ):
            people = self._people(found)
            people = tuple(pair for pair in people if not is_spoken_to(self.arguments, passage, run, pair[0]))
            if people:
                return people, ahead
        return (), False

    def _people(self, found: Fillers) -> Fillers:
        return tuple((index, sure) for index, sure in found if self._is_person(index))

    def _is_the(self, passage: Passage, office: Office) -> bool:
        """ "..., the president of X, Jane Doe": whoever is named behind it, not before."""
        return office.start > 0 and passage.doc[office.start - 1].lower_ == "the"

    def _title(self, passage: Passage, office: Office) -> Fillers:
        """ "Acme CEO Jane Doe": a name that follows at once."""
        doc, at = passage.doc, office.stop
        if office.stop != office.end or at >= doc[office.start].sent.end:
            return ()
        if doc[at].lower_ == "emeritus" and at + 1 < len(doc):
            at += 1
        index = self.arguments.name_at(passage, doc[at])
        if index is not None and doc[office.end - 1].tag_ in MANY:
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
            if not any(index is not None and self._is_person(index) for index in others):
                found += denoted
        return tuple(found)

    def _is_of_next(self, words: Span) -> bool:
        """Whether another office opens there, with an article: "the mayor of X and the Chilean president, Jane Doe"."""
        joined = any(token.lower_ == "and" and token.nbor().lower_ == "the" for token in words[:-1])
        return joined and any(self.words.lexicon.offices_at(words.doc, token.i) for token in words)

    def _house_behind(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "The principal Jane Doe of the Price School": the house behind the holder."""
        doc, at = passage.doc, run[-1].stop
        end = doc[run[0].start].sent.end
        owned = run[0].start > 0 and doc[run[0].start - 1].tag_ == "PRP$"
        if owned and any(lexicalisation.implied for lexicalisation in run[-1].lexicalisations):
            return ()  # "she met her co-founder Jane Doe at Acme"
        while at < end and self.arguments.name_at(passage, doc[at]) in {index for index, _ in holders}:
            at += 1
        if at < end and at > run[-1].stop and doc[at].lower_ in ("of", "at", "from", "with"):
            houses, after = self.words.names(passage, at + 1, end)
            met = doc[at].lower_ in ("at", "from", "with") and doc[at].head.pos_ == "VERB"
            occasion = after < end and doc[after].lemma_.lower() in OCCASIONS
            return () if met or occasion else houses  # "to meet President Doe at X", "Senator Doe from the X meeting"
        return ()

    def _is_person(self, index: int) -> bool:
        mention = self.arguments.mentions[index]
        if mention.kind == "pronoun":
            return mention.text.lower() in PERSONAL or any(vote.detector == GUEST for vote in mention.votes)
        named = mention.kind == "name" and bool(mention.votes) and not self.words.is_office(index)
        return named and self.fit(mention, self.person)

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
            at = self._before_house(passage, at)  # "Jane Doe, Acme's head"
        while at >= begin and (
            doc[at].lower_ in DETERMINERS | SKIPPED
            or (doc[at].text in ("ex", "-") and doc[at].lower_ != "-")
            or doc[at].pos_ == "ADV"
            or (doc[at].lower_ == "both" and doc[office.end - 1].tag_ in MANY)
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
                    many = doc[office.end - 1].tag_ in MANY
                    return ((index, 1.0), *(self.words.people_before(passage, at, begin) if many else ()))
                if mark.lower_ in COPULAS and doc[at].lower_ in PERSONAL:
                    return self.arguments.denoted(passage, doc[at])
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
        if doc[office.end - 1].tag_ in MANY:
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
        beside = office.start > 0 and doc[office.start - 1].text == ","
        if index is None or (first == "and" and (beside or opens_clause(doc[at]))):
            return ()  # "Ann was head of Acme, and Bob is ...", "Ann of Oslo, head of Acme, and Bob"
        return ((index, 1.0),)

    def _is_anothers(self, passage: Passage, office: Office) -> bool:
        """Whether the name behind may be of somebody else: "the wife of Acme's head, Jane Doe", "a friend of"."""
        head, scene = passage.doc[office.end - 1], self.arguments.scene
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
        if other is None or not self._is_person(other):
            return False
        after = self.words.behind(passage, at + 1, end)
        return after >= end or doc[after].is_punct

    def _beyond(self, passage: Passage, office: Office) -> Fillers:
        """ "Jane Doe Interviews President of Chile John Roe": the name that follows the house at once."""
        doc, at = passage.doc, office.stop
        if office.stop == office.end or at >= doc[office.start].sent.end or doc[office.end - 1].tag_ in MANY:
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
        opens = self._before_house(passage, office.start - 1) == 0 and self._house_before(passage, office)
        if not opens or office.houses or office.end >= len(doc) or doc[office.end].lower_ not in SPEAKS:
            return ()
        votes = tuple(Vote(cls, GUEST, 0.5, "whom the title announces") for cls in sorted(self.person))
        return ((self.arguments.add_nominal(passage, doc[office.end - 1], votes, "pronoun"), 0.8),)

    def _house_before(self, passage: Passage, office: Office) -> Fillers:
        """ "Acme CEO", "Acme's CEO", "the Chilean president"."""
        doc = passage.doc
        begin = doc[office.start].sent.start
        at = self._modifier(passage, office, office.start)
        if self._party(passage, office) is not None:
            at = self._modifier(passage, office, at)  # "New York's Republican governor"
        if at < begin or doc[office.start].text == "-":
            return ()  # "the prize-winning economist"
        if place := self.arguments.demonym(doc, at, titled=doc[office.start].text[0].isupper()):
            return ((self.arguments.belonging(passage, doc, at, place), 1.0),)
        index = self.arguments.name_at(passage, doc[at])
        if index is not None and doc[office.end - 1].lemma_.lower() in MISSIONS:
            while at >= begin and self.arguments.name_at(passage, doc[at]) == index:
                at -= 1  # "Acme News Middle East correspondent"
            at -= at >= begin and doc[at].tag_ == "POS"  # "Acme News' Senate reporter"
            outer = self.arguments.name_at(passage, doc[at]) if at >= begin else None
            if outer is not None or self._is_region(index):
                index = outer
        if index is not None and self._serves(office) and is_portfolio(self.arguments, passage, office, index):
            at = self._before_house(passage, at)
            place = self.arguments.demonym(doc, at, titled=True) if at >= begin else None
            return ((self.arguments.belonging(passage, doc, at, place), 1.0),) if place else ()
        if index is not None and not self._is_person(index):
            return ((index, 1.0),)
        return nation_of(self.arguments, index) if index is not None and doc[office.start - 1].tag_ == "POS" else ()

    def _modifier(self, passage: Passage, office: Office, at: int) -> int:
        """Where what stands in front of the token ends, without an apostrophe or "former"."""
        doc, begin = passage.doc, passage.doc[office.start].sent.start
        at -= 1
        while at >= begin and doc[at].lower_ in FORMER:
            at -= 1
        return at - (at >= begin and doc[at].tag_ == "POS")

    def _party(self, passage: Passage, office: Office) -> int | str | None:
        """The mention or the IRI of the party that an adjective in front names: "the Republican governor"."""
        doc, at = passage.doc, self._modifier(passage, office, office.start)
        if at < doc[office.start].sent.start:
            return None
        if iri := self.arguments.demonym(doc, at, titled=doc[office.start].text[0].isupper()):
            return iri if self.fit.ontology.entities[iri].cls == self.arguments.scene.organisation else None
        named = self.arguments.name_at(passage, doc[at])
        return named if named is not None and self.arguments.is_party(named) else None

    def _is_region(self, index: int) -> bool:
        """Whether the name is of a place that sends nobody."""
        mention = self.arguments.mentions[index]
        place = bool(mention.votes) and mention.votes[0].cls == self.arguments.scene.place
        return place and not self.fit.is_country(mention)

    def _is_house(self, passage: Passage, token: Token) -> bool:
        """Whether the token is in a name of what may be a house."""
        index = self.arguments.name_at(passage, token)
        return index is not None and self.fit(
            self.arguments.mentions[index], frozenset({self.arguments.scene.organisation or ""})
        )

    def _owners(self, passage: Passage, office: Office, run: list[Office], implied: bool, behind: bool) -> Fillers:
        """Whose the office is by the parse: "our CEO", "the company's founder"; else a house just named or speaking."""
        head = passage.doc[office.end - 1]
        taught = range(office.end, office.stop if head.lemma_.lower() in SCHOLARS else office.end)
        words = [word for word in fillers(head, "possessor") if word.lower_ not in SINGULAR and word.i not in taught]
        words = [word for word in words if not office.start <= word.i < office.end]  # "White House correspondent"
        words = [
            word for word in words if word.i < head.i or word.dep_ not in ("compound", "nmod")
        ]  # "and Acme fellow"
        found = [pair for token in words for pair in self.arguments.denoted(passage, token)]
        before = passage.doc[office.start - 1] if office.start > head.sent.start else head
        if len(run) == 1 and head.lemma_.lower() in COLLEAGUES and before.lower_ in ("our", "my"):
            theirs = (Vote(self.arguments.scene.organisation or "", "channel", 0.5, f"whose {head.text}"),)
            self.ours = head.sent, ((self.arguments.add_nominal(passage, before, theirs, "pronoun"), 0.9),)
            return self.ours[1]
        alone = not any(self._is_house(passage, token) for token in head.sent)
        if implied and alone and before.lower_ == "my" and head.lower_.startswith(("co-", "cofounder")):
            ours = (Vote(self.arguments.scene.organisation or "", SPEAKING, 0.5, f"what has a {head.text}"),)
            mine = self.arguments.add_nominal(passage, before, ours, "pronoun")  # "my co-founder" is of my house
            return ((mine, 0.9),)
        if passage.doc[office.start].text == "-":
            return ()  # "the prize-winning economist"
        if head.lemma_.lower() in MISSIONS:
            found = [(index, sure) for index, sure in found if not self._is_region(index)]
        wanted = [self.words.house_classes(lexicalisation) for lexicalisation in office.lexicalisations]
        mentions = self.arguments.mentions
        if owners := tuple((i, 0.95 * sure) for i, sure in found if any(self.fit(mentions[i], of) for of in wanted)):
            return owners
        first = passage.doc[run[0].start]
        article = first.nbor(-1).lower_ if first.i > first.sent.start else ""
        if not implied or head.tag_ in ("NNS", "NNPS") or article in ("a", "an"):
            return ()
        of_place = any(self.arguments.scene.place in self.words.house_classes(lex) for lex in office.lexicalisations)
        if (article != "the" and not behind and of_place) or (article == "the" and office.topic):
            return ()  # "President Doe": of what, the title does not say; "the president of peace"
        detector = "nominal" if article == "the" else "house"
        classes = frozenset(cls for lex in office.lexicalisations for cls in self.words.house_classes(lex))
        votes = tuple(Vote(cls, detector, 0.5, f"what has a {head.text}") for cls in sorted(classes))
        return ((self.arguments.add_nominal(passage, head, votes), 0.8),)

    # --- claims

    def _membership(self, passage: Passage, office: Office, holders: Fillers) -> Iterator[Claim]:
        """Who holds an office for a party is of it, and does not lead it: "the Republican governor"."""
        party = self._party(passage, office)
        if party is None:
            return
        if isinstance(party, str):
            at = self._modifier(passage, office, office.start)
            party = self.arguments.belonging(passage, passage.doc, at, party)
        member = {predicate.iri: predicate for predicate in self.fit.ontology.with_role("member")}
        widest = next(iri for iri, predicate in member.items() if not set(predicate.parents) & set(member))
        for lexicalisation in office.lexicalisations:
            if claims := list(self._claims(passage, office, lexicalisation, holders, ((party, 1.0),), over=False)):
                yield from ((lexicalisation, replace(claim, predicate=widest)) for _, claim in claims)
                return

    def _claims(
        self,
        passage: Passage,
        office: Office,
        lexicalisation: Lexicalisation,
        holders: Fillers,
        houses: Fillers,
        over: bool,
    ) -> Iterator[Claim]:
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        turned = lexicalisation.domain_roles == ("house",)
        wanted = self.words.house_classes(lexicalisation)
        doc = passage.doc
        words = doc[office.start : office.stop if office.topic and not office.houses else office.end]
        trigger = doc[office.end - 1]
        deputy = any(token.lower_ in DEPUTY for token in doc[office.start : office.end])
        put = appointing(self.arguments, passage, office)
        for (holder, near), (house, far) in _pairs(holders, houses, predicate, many=trigger.tag_ in MANY):
            mention = self.arguments.mentions[house]
            known = self._known_as(passage, office, lexicalisation, mention)
            if (
                holder == house
                or not self.fit(mention, wanted | known)
                or (lexicalisation.of_teams and not self.fit.is_country(mention))
                or (wanted == frozenset({self.arguments.scene.product}) and not known & wanted)
                or self.words.is_department(passage, trigger, mention)
                or is_made(self.arguments, passage, office, mention)
                or (wanted == self.work and is_at(passage, office))
                or (self.arguments.scene.organisation not in wanted and is_at(passage, office, ("at",)))
            ):
                continue
            if predicate.past not in (None, predicate.iri) and is_of_some(self.arguments, passage, office, mention):
                continue
            claimed = self._wider(predicate) if (office.topic or deputy) and not turned else predicate
            ends = [self.arguments.mentions[holder], mention]
            stance = standing(put[1] if put else trigger, self.arguments.tokens(passage, ends))
            stance = replace(stance, tense="present") if put else stance  # who was put there is there
            if is_wanted(self.words, passage, office) or is_supposed(passage, office):
                stance = replace(stance, modality="hypothetical")
            if (
                over
                or office.former
                or is_ended(passage, self.arguments.mentions[holder])
                or self.words.was_before(passage, office, house)
                or is_long_ago(self.arguments.scene.document, stance.when)
            ):
                stance = replace(stance, tense="past")
            iri, stance = in_its_time(claimed, stance)
            claimed = self.fit.ontology.predicates[iri]
            here = [end for end in ends if passage.begin <= end.begin < passage.end]
            begin, end = quote_span(passage, trigger, here)
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
                    range=(lexicalisation.range or claimed.range) | known,
                ),
            )

    def _known_as(
        self, passage: Passage, office: Office, lexicalisation: Lexicalisation, house: Mention
    ) -> frozenset[str]:
        """What else the house may be, as it is known as that: the CEO of an app, an engineer at one."""
        kinds = {self.fit.ontology.entities[iri].cls for iri in house.candidates}
        senses = (
            sense
            for sense in office.lexicalisations
            if sense.predicate == lexicalisation.predicate and not sense.of_teams
        )
        taken = [self.words.house_classes(sense) for sense in senses]
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        if is_at(passage, office, ("at",)) and "member" in predicate.discourse_roles:
            taken.append(predicate.range)
        return frozenset(cls for classes in taken for cls in kinds & classes)

    def _wider(self, predicate: Predicate) -> Predicate:
        """What holds of a deputy or of the head of a part: what holds of those who headed it once, they work there."""
        known: Mapping[str, Predicate] = self.fit.ontology.predicates
        return known.get(predicate.past or "", predicate)

    @staticmethod
    def _role(words: str) -> str:
        return " ".join(words.split()).strip(" -,")


def _pairs(
    holders: Fillers, houses: Fillers, predicate: Predicate, *, many: bool
) -> Iterator[tuple[tuple[int, float], tuple[int, float]]]:
    """Who may hold the office where; of several holders and as many houses the first the first: "the heads of A and B,
    Ann and Bo". Where nobody can tell who heads which, nobody does.
    """
    if many and len(houses) > 1:
        if len(holders) == len(houses):
            yield from zip(sorted(holders), sorted(houses), strict=True)
            return
        if predicate.past not in (None, predicate.iri):
            return
    yield from product(holders, houses)
