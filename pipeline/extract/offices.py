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

from spacy.tokens import Span

from pipeline.extract.appointments import appointed, appointing, fellows, successor
from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import REPORTERS
from pipeline.extract.fit import Fit
from pipeline.extract.governments import governments
from pipeline.extract.legislatures import Legislatures
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.office_holders import Holders
from pipeline.extract.office_houses import Houses
from pipeline.extract.office_limits import (
    is_at,
    is_ended,
    is_followed,
    is_long_ago,
    is_made,
    is_of_some,
    is_one_of_many,
    is_supposed,
    is_wanted,
)
from pipeline.extract.office_reach import governed, house_around
from pipeline.extract.office_runs import (
    Fillers,
    Office,
    OfficeRuns,
)
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import in_its_time, standing
from pipeline.ontology import Lexicalisation, Predicate
from pipeline.records import Mention, Relation

JOURNALISTS = REPORTERS | {"journalist", "producer", "cameraman", "photographer"}  # who are out together for a house
PUT_FORWARD = frozenset({"nominee", "nominees"})
DEPUTY = frozenset("vice deputy assistant associate junior sub under acting interim regional divisional".split())


def find_offices(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims that people hold offices."""
    reader = _Reader(arguments, lexicon, fit)
    before: Passage | None = None
    for passage in arguments.scene.passages:
        for run in reader.words.of(passage):
            yield from reader.claims(passage, run, before)
        yield from reader.heads(passage, lexicon)
        before = passage


class _Reader:
    """Reads who holds the offices of one document, and where."""

    def __init__(self, arguments: Arguments, lexicon: Lexicon, fit: Fit) -> None:
        self.arguments = arguments
        self.fit = fit
        self.words = OfficeRuns(arguments, lexicon, fit)
        self.houses = Houses(self.words)
        self.holders = Holders(self.houses)
        self.legislatures = Legislatures(arguments, lexicon)
        self.work = frozenset({arguments.scene.work or ""})
        self.said: tuple[Span, Fillers] | None = None  # the sentence of the last title with a house, and its house
        self.colleagues: set[int] = set()  # who "our correspondent" is

    def claims(self, passage: Passage, run: list[Office], before: Passage | None) -> Iterator[Claim]:
        """What the run says of its holder."""
        holders, behind = self.holders.of(passage, run, before)
        if not holders:
            return
        first = self.houses.before(passage, run[0])
        by = appointed(self.arguments, passage, run[0])[1]
        earlier = self.holders.people(successor(self.arguments, passage, run[0])[1])
        of_party, sent_by = self.legislatures.marked(passage, run[-1], holders)
        yield from self._membership(passage, run[0], holders, of_party)
        since = False  # whether the offices that follow are over: "was head of X, then of Y"
        for number, office in enumerate(run):
            implied = any(lexicalisation.implied for lexicalisation in office.lexicalisations)
            houses = self.houses.stated(passage, office) or (first if number == 0 else ())
            if not houses and (implied or number == 0):
                later = (other.houses for other in run[number:] if other.houses) if implied else iter(())
                houses = next(later, ()) or first or self.houses.behind(passage, run, holders)
            if not houses and number == 0:
                houses = by
            reports = passage.doc[office.end - 1].lemma_.lower() in JOURNALISTS
            if not houses and (implied or self.houses.serves(office) or (reports and self._is_joined(passage, run))):
                houses = self._carried(passage, run, holders)
            if not houses:
                houses = self.legislatures.head_of(passage, office, holders)
            if not houses and number == 0:
                houses = self._ours_too(passage, run, holders) or house_around(self.words, passage, office, holders)
            if not houses and (implied or not is_one_of_many(passage.doc, run, number)):
                houses = self.houses.by_parse(passage, office, run, implied, behind)
            over = since
            if not houses and office == run[-1] and office.stop == office.end:
                houses, over = governed(self.words, office, holders)
            houses += sent_by if office == run[-1] and not set(sent_by) & set(houses) else ()
            houses = self.legislatures.housed(passage, office, holders, houses)
            if passage.doc[office.end - 1].lower_ in PUT_FORWARD:
                houses = ()  # of the party that puts them forward, and of no house yet
            if self.houses.ours is not None and houses == self.houses.ours[1]:
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
            if (
                first
                and (implied or reports)
                and number == 0
                and not self.words.was_before(passage, office, first[0][0])
            ):
                self.said = passage.doc[office.start].sent, first

    def heads(self, passage: Passage, lexicon: Lexicon) -> Iterator[Claim]:
        """What governments that are called by their heads say of them."""
        for office, holders, houses, over in governments(self.words, lexicon, passage):
            for lexicalisation in office.lexicalisations:
                yield from self._claims(passage, office, lexicalisation, holders, houses, over)

    def _carried(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "Acme CEO Jane Doe, and later CFO John Roe": the house of a title goes on to the next of its sentence."""
        sentence = passage.doc[run[0].start].sent
        if self.said is None or self.said[0] != sentence or self.holders.title(passage, run[-1]) != holders:
            return ()
        of_place = any(self.arguments.scene.place in self.words.house_classes(lex) for lex in run[0].lexicalisations)
        if of_place and not self.houses.serves(run[0]):
            return ()  # presidents have houses of their own
        return tuple((index, 0.8 * sure) for index, sure in self.said[1])

    def _is_joined(self, passage: Passage, run: list[Office]) -> bool:
        """Whether "and" joins the offices to a name right before: "Jane Doe and camera journalist John Roe"."""
        doc, at = passage.doc, run[0].start
        return at > 1 and doc[at - 1].lower_ == "and" and self.arguments.name_at(passage, doc[at - 2]) is not None

    def _ours_too(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "Our correspondent Jane Doe and camera journalist John Roe": both are ours."""
        ours = self.houses.ours
        if ours is None or ours[0] != passage.doc[run[0].start].sent or not self._is_joined(passage, run):
            return ()
        if self.holders.title(passage, run[-1]) != holders:
            return ()
        if self.arguments.name_at(passage, passage.doc[run[0].start - 2]) not in self.colleagues:
            return ()  # "our colleague Jane Doe told of Ann Lee and Prime Minister Bo Roe"
        return tuple((index, 0.9 * sure) for index, sure in ours[1])

    def _membership(self, passage: Passage, office: Office, holders: Fillers, marked: Fillers) -> Iterator[Claim]:
        """Who holds an office for a party is of it, and does not lead it: "the Republican governor", "Doe, R-Ohio"."""
        party = self.houses.party(passage, office)
        if isinstance(party, str):
            at = self.houses.modifier(passage, office, office.start)
            party = self.arguments.belonging(passage, passage.doc, at, party)
        if party is None and not marked:
            return
        party = marked[0][0] if party is None else party
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
        for (holder, near), (house, far) in _pairs(holders, houses, predicate, many=office.many):
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
                or is_followed(passage, office)
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
