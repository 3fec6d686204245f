"""Grounded or gone: what a model proposes is held against the words of its window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.arguments import FIRST_PERSON, Arguments
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import Standing, in_its_time, standing
from pipeline.llm.ends import FAR, WORK, Ends, distance
from pipeline.llm.names import hear, take_names
from pipeline.llm.numbers import says_number
from pipeline.llm.quoting import places
from pipeline.llm.readings import SHOWN, Reading, Readings, Refused
from pipeline.llm.records import Claim, Number, Proposals, Proposed
from pipeline.llm.terms import Terms, plain
from pipeline.llm.windows import Window
from pipeline.llm.wording import Fit
from pipeline.ontology import Predicate, squash
from pipeline.records import Quantity, Rejection, Relation

# How sure a claim is by how well its words fit: fitted on annotated claims, apart from the rules (docs/llm.md). What no
# word says for certain is a statement and no fact.
IMPLIED = 0.4
SURE: Mapping[Fit, float] = {
    "worded": 0.85,
    "cued": 0.65,
    "phrase": 0.65,
    "close": 0.6,
    "unclear": 0.6,
    **dict.fromkeys(("near", "linked", "far", "listed", "apart", "show"), IMPLIED),
}
NUMBER = 0.7


class Grounding:
    """Holds the proposals of one document's windows against its words."""

    def __init__(
        self,
        arguments: Arguments,
        terms: Terms,
        lexicon: Lexicon,
        classes: Mapping[str, frozenset[str]],
        rule: str,
    ) -> None:
        """classes: squashed name -> classes that detectors proposed for it anywhere. rule: as evidence names it."""
        self.arguments, self.terms, self.ontology, self.rule = arguments, terms, terms.ontology, rule
        self.ends = Ends(arguments, terms.ontology, dict(classes))
        self.readings = Readings(self.ends, terms, lexicon)
        self.relations: list[Relation] = []
        self.rejections: list[Rejection] = []
        self.reasons: Counter[str] = Counter()
        self.proposals: list[Proposed] = []
        self.proposed = 0
        self._claims = 0

    def hold(self, window: Window, proposals: Proposals) -> None:
        """Keep what the window says; refuse the rest with the reason."""
        for what, reason in proposals.faults:
            (self._count if reason.startswith("wrong shape") else self.refuse)(what, reason, window.begin)
        take_names(self.ends, self.terms, window, proposals.names, self.refuse)
        self.proposals += hear(self.ends, self.terms, window, proposals.spellings)
        for claim in proposals.claims:
            try:
                self.relations += self._grounded(claim, window)
                self.proposed += 1
            except Refused as error:
                self._count(f"{claim.subject} {claim.predicate} {claim.object}", str(error), window.begin, claim.quote)
        for number in proposals.numbers:
            try:
                self.relations.append(self._measured(number, window))
                self.proposed += 1
            except Refused as error:
                self._count(
                    f"{number.subject} {number.property} {number.value:g}", str(error), window.begin, number.quote
                )

    def refuse(self, what: str, reason: str, begin: int, quote: str = "") -> None:
        """Note that something does not enter. begin: reading offset."""
        document = self.arguments.scene.document
        shown = what if len(what) <= SHOWN else what[: SHOWN - 1] + "…"
        said = f', quoting "{quote if len(quote) <= SHOWN else quote[: SHOWN - 1] + "…"}"' if quote else ""
        raw, _ = document.raw_span(begin, begin + 1)
        self.rejections.append(Rejection(document.id, f"{shown} ({self.rule}{said})", reason, raw))

    def _count(self, what: str, reason: str, begin: int, quote: str = "") -> None:
        self.proposed += 1
        self.reasons[_kind(reason)] += 1
        self.refuse(what, reason, begin, quote)

    # --- relations

    def _grounded(self, claim: Claim, window: Window) -> list[Relation]:
        """The readings of a claim; which of them holds depends on whom its pronouns mean, which is found out later."""
        predicate, turned = self.readings.predicate(claim.predicate)
        if turned:
            claim = replace(claim, subject=claim.object, object=claim.subject)
        if squash(claim.subject) == squash(claim.object):
            raise Refused("subject and object are the same")
        self._claims += 1
        problem, found = None, []
        for reading in self.readings.of(claim, window, predicate):
            try:
                found.append(self._relation(reading, predicate, self._stance(reading)))
            except Refused as error:
                if reading.is_named:
                    raise
                problem = problem or error
        if not found:
            assert problem
            raise problem
        return found

    def _stance(self, reading: Reading) -> Standing:
        """How the words stand. Refuses a claim that says otherwise."""
        claim, verdict = reading.claim, reading.verdict
        indices = [argument.index for argument in reading.ends if argument.index != WORK]
        tokens = self.arguments.tokens(reading.passage, [self.arguments.mentions[index] for index in indices])
        triggers = [token for token in (verdict.trigger, *verdict.others) if token is not None]
        stances = [standing(trigger, tokens) for trigger in triggers]
        for stance in stances:
            if stance.polarity != claim.polarity:
                raise Refused(f"the words are {stance.polarity}, the model has them {claim.polarity}")
            if stance.modality != claim.modality:
                raise Refused(f"the words are {stance.modality}, the model has them {claim.modality}")
        return stances[0]

    def _relation(self, reading: Reading, predicate: Predicate, stance: Standing) -> Relation:
        claim, passage, trigger = reading.claim, reading.passage, reading.verdict.trigger
        assert trigger is not None
        indices = [argument.index for argument in reading.ends]
        begin, end = quote_span(
            passage, trigger, [self.arguments.mentions[index] for index in indices if index != WORK]
        )
        iri, stance = in_its_time(predicate, stance)
        text = passage.text
        return Relation(
            subject=indices[0],
            predicate=iri,
            object=indices[1],
            rule=self.rule,
            trigger=passage.offset(trigger),
            begin=begin,
            end=end,
            confidence=IMPLIED if reading.is_loose else SURE[reading.verdict.fit],
            polarity=stance.polarity,
            modality=stance.modality,
            tense=stance.tense,
            when=stance.when,
            role=claim.role if any(places(text, claim.role, 0, len(text))) else "",
            attributed_to=self._source(claim, indices, begin, end),
            domain=predicate.domain,
            range=predicate.range,
            named=(claim.subject, claim.object),
            explained=(reading.subject.explained, reading.target.explained),
            claim=self._claims,
        )

    def _source(self, claim: Claim, ends: list[int], begin: int, end: int) -> int | None:
        """Who it is from by the model. Refuses one that the sentence does not name, unless it is who speaks anyway."""
        if not claim.source or claim.source.casefold() in FIRST_PERSON:
            return None
        segment = self.arguments.scene.document.segment_at(begin)
        if segment is not None and segment.speaker and squash(claim.source) == squash(segment.speaker):
            return None
        sources = self.ends.named(claim.source, begin, end)
        if not sources:
            raise Refused(f"its source, {claim.source[:SHOWN]}, is not named there")
        return sources[0] if sources[0] not in ends else None

    # --- quantities

    def _measured(self, number: Number, window: Window) -> Relation:
        iri = next((iri for name, iri in self.terms.quantities.items() if plain(name) == plain(number.property)), None)
        if iri is None:
            raise Refused(f'"{number.property[:SHOWN]}" is no quantity of the ontology')
        prop = self.ontology.quantities[iri]
        problem = Refused("the number does not stand in the quote with its unit")
        for begin, end in self.readings.quoted(number.quote, window):
            passage = self.ends.passage(begin, end)
            found = says_number(passage, begin, end, prop, number.value) if passage else None
            if passage is None or found is None:
                continue
            subjects = self.readings.fitting(self.ends.named(number.subject, begin, end), prop.domain, number.subject)
            if not subjects:
                problem = Refused(f"{number.subject[:SHOWN]} is not named in the quote")
                continue
            subject = subjects[0]
            if not self._owns(passage, found, subject, prop.domain):
                problem = Refused(f"the number may be of something else than {number.subject[:SHOWN]}")
                continue
            stance = standing(_governor(found), self.arguments.tokens(passage, [self.arguments.mentions[subject]]))
            if (stance.polarity, stance.modality) != ("affirmed", "asserted"):
                raise Refused(f"the words are {stance.polarity} and {stance.modality}, the model has them affirmed")
            first, last = quote_span(passage, found, [self.arguments.mentions[subject]])
            return Relation(
                subject=subject,
                predicate=iri,
                object=Quantity(number.value),
                rule=self.rule,
                trigger=passage.offset(found),
                begin=first,
                end=last,
                confidence=NUMBER,
                tense=stance.tense,
                when=stance.when,
                domain=prop.domain,
                named=(number.subject, ""),
            )
        raise problem

    def _owns(self, passage: Passage, number: Token, subject: int, wanted: frozenset[str]) -> bool:
        """Whether no other thing of such a class in the sentence is as near to the number in the parse."""
        steps: dict[int, int] = {}
        for token in number.sent:
            index = self.arguments.name_at(passage, token)
            if index is not None and self.ends.fits(index, wanted):
                steps[index] = min(steps.get(index, FAR), distance(token, number))
        others = [near for index, near in steps.items() if index != subject]
        return subject in steps and all(steps[subject] < near for near in others)


def _governor(token: Token) -> Token:
    return next((word for word in token.ancestors if word.pos_ in ("VERB", "AUX")), token)


def _kind(reason: str) -> str:
    """A reason without the words of one claim, to count by."""
    for known in (
        "is no predicate",
        "is no quantity",
        "is of the wrong class",
        "is not named",
        "is no argument of",
        "no word of the quote says",
        'the words say "',
        "the words say it the other way round",
        "wrong shape",
        "the words are",
        "is no name",
    ):
        if known in reason:
            return KINDS.get(known, known)
    return reason


KINDS = {
    "is no predicate": "no predicate of the ontology",
    "is no quantity": "no quantity of the ontology",
    "is of the wrong class": "an argument of the wrong class",
    "is not named": "an argument that the quote does not name",
    "is no argument of": "an argument of another clause",
    "is no name": "an argument that is no name",
    "no word of the quote says": "no word of the quote says it",
    'the words say "': "the words say another predicate",
    "the words are": "the words are denied, asked or supposed, or the model has them so",
}
