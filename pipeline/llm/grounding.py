"""Grounded or gone: what a model proposes is held against the words of its window."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from spacy.tokens import Token

from pipeline.extract.arguments import FIRST_PERSON, Arguments
from pipeline.extract.cues import GUEST, HOST
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import Standing, standing
from pipeline.llm.ends import FAR, WORK, Ends, distance
from pipeline.llm.names import hear, take_names
from pipeline.llm.numbers import says_number
from pipeline.llm.quoting import places
from pipeline.llm.records import Claim, Number, Proposals, Proposed
from pipeline.llm.terms import Terms, plain
from pipeline.llm.windows import Window
from pipeline.llm.wording import FITS, Fit, Verdict, Wording
from pipeline.ontology import Predicate, squash
from pipeline.records import Quantity, Rejection, Relation

# How sure a grounded claim is, by how well the words fit; calibrated apart from the rules (docs/llm.md). What no word
# says, or says of a list or of two sentences, is a statement and no fact.
IMPLIED = 0.4
SURE: Mapping[Fit, float] = {
    "worded": 0.85,
    "cued": 0.7,
    "phrase": 0.7,
    "near": 0.6,
    "close": 0.55,
    "unclear": 0.55,
    **dict.fromkeys(("linked", "far", "listed", "apart", "show"), IMPLIED),
}
NUMBER = 0.7
MOST_READINGS = 4  # of one claim
NOTHING = Verdict(None, problem="neither subject nor object is named in the quote")
SHOWN = 80  # characters of a model's words that a refusal shows


class Refused(Exception):
    """Why a claim does not enter."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention as an end of a claim. explained: the mention that names it by the model, where it is a pronoun."""

    index: int
    explained: int | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a claim may be read off its quote: the passage that holds it, its arguments and how well it is said."""

    claim: Claim
    passage: Passage
    begin: int
    end: int
    subject: Argument
    target: Argument
    verdict: Verdict
    is_named: bool  # whether the quote names both

    @property
    def ends(self) -> tuple[Argument, Argument]:
        """Subject and object."""
        return self.subject, self.target

    @property
    def rank(self) -> int:
        """Place among the readings of a claim: how well the words fit."""
        return FITS.index(self.verdict.fit)

    @property
    def is_loose(self) -> bool:
        """Whether a pronoun stands in a phrase that has no word for the claim: "that is our Ada"."""
        return self.verdict.fit == "phrase" and not self.is_named


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
        self.wording = Wording(terms, lexicon)
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
        predicate, turned = self._predicate(claim.predicate)
        if turned:
            claim = replace(claim, subject=claim.object, object=claim.subject)
        if squash(claim.subject) == squash(claim.object):
            raise Refused("subject and object are the same")
        self._claims += 1
        problem, found = None, []
        for reading in self._readings(claim, window, predicate):
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

    def _predicate(self, name: str) -> tuple[Predicate, bool]:
        found = self.terms.inverses.get(plain(name))
        if found is None:
            raise Refused(f'"{name[:SHOWN]}" is no predicate of the ontology')
        return self.ontology.predicates[found[0]], found[1]

    def _readings(self, claim: Claim, window: Window, predicate: Predicate) -> list[_Reading]:
        """How the claim may be read off its quote, the best first. Refuses it where it may not."""
        problem = Refused("the quote runs across speakers or lines")
        found: list[_Reading] = []
        for begin, end in self._quoted(claim.quote, window):
            for passage, first, last in self.ends.parts(begin, end):
                for turned in (False, True):
                    said = replace(claim, subject=claim.object, object=claim.subject) if turned else claim
                    try:
                        found += self._read(said, window, predicate, passage, first, last, turned)
                    except Refused as error:
                        problem = problem if turned else error
        if not found:
            raise problem
        found.sort(key=lambda reading: (reading.rank, not reading.is_named))
        if found[0].is_named and found[0].rank <= FITS.index("phrase"):
            return found[:1]
        return found[:MOST_READINGS]

    def _read(
        self, claim: Claim, window: Window, predicate: Predicate, passage: Passage, begin: int, end: int, turned: bool
    ) -> Iterator[_Reading]:
        """Readings of a quote in one passage; none where turned ends might as well stand the other way.

        What the words between two names say is not to be read otherwise by a pronoun.
        """
        names = (claim.subject, claim.object)
        wanted = (predicate.domain, predicate.range)
        of_show = bool({HOST, GUEST} & {*predicate.discourse_roles})
        found = [self._named(name, begin, end, classes, of_show) for name, classes in zip(names, wanted, strict=True)]
        fitting = [self._fitting(*side) for side in zip(found, wanted, names, strict=True)]
        problem, none = Refused("subject and object are the same words"), True
        for first, second in self._pairs(claim, window, passage, begin, end, fitting, wanted):
            if first.index == second.index:
                continue
            typed = not (self.ends.fits(first.index, predicate.range) and self.ends.fits(second.index, predicate.domain))
            if turned and not typed:
                continue
            verdict = self._verdict(passage, first, second, predicate, typed)
            if verdict.trigger is None:
                problem = Refused(verdict.problem)
                continue
            none = False
            yield _Reading(claim, passage, begin, end, first, second, verdict, all(fitting))
        if none:
            raise problem

    def _quoted(self, quote: str, window: Window) -> list[tuple[int, int]]:
        text = self.arguments.scene.document.text
        spans = list(places(text, quote, window.begin, window.end))
        if not spans:
            elsewhere = next(places(text, quote, 0, len(text)), None)
            raise Refused(
                "the quote stands in another passage" if elsewhere else "the quote stands nowhere in the passage"
            )
        return spans

    def _named(self, name: str, begin: int, end: int, wanted: frozenset[str], of_show: bool) -> list[int]:
        found = self.ends.named(name, begin, end)
        if not found and any(places(self.arguments.scene.document.text, name, begin, end)):
            raise Refused(f"{name[:SHOWN]} is no name: ordinary words, or part of another name")
        if not found and self.ends.fits(WORK, wanted) and (of_show or self._is_show(name)):
            show = self.ends.elsewhere(name) if of_show else None
            return [WORK] if show is None or not self.ends.fits(show, wanted) else [show]
        return found

    def _is_show(self, name: str) -> bool:
        """Whether the name is the document's own: its show, its title or a part of that."""
        document = self.arguments.scene.document
        titles = [*re.split(r"\s[-–—|:]+\s|: ", document.title or ""), document.title or ""]
        titles += [value for key, value in document.metadata if key in ("show", "title")]
        return squash(name) in {squash(title) for title in titles if title}

    def _fitting(self, found: list[int], wanted: frozenset[str], name: str) -> list[int]:
        fitting = [index for index in found if self.ends.fits(index, wanted)]
        if found and not fitting:
            raise Refused(f"{name[:SHOWN]} is of the wrong class")
        return fitting

    def _pairs(
        self,
        claim: Claim,
        window: Window,
        passage: Passage,
        begin: int,
        end: int,
        fitting: list[list[int]],
        wanted: tuple[frozenset[str], frozenset[str]],
    ) -> Iterator[tuple[Argument, Argument]]:
        """What may be subject and object: names of the quote, and what in it may stand for one of them."""
        yield from ((Argument(first), Argument(second)) for first, second in product(*fitting))
        explained = [
            self._explained(name, claim.passage, window, begin, classes)
            for name, classes in zip((claim.subject, claim.object), wanted, strict=True)
        ]
        problem = ""
        for side in (0, 1):
            named = fitting[1 - side]
            for other in named[:2]:
                there = self.ends.end(passage, other)
                stand_ins = self.ends.standing_for(passage, begin, end, there, wanted[side]) if there else []
                if not stand_ins and not fitting[side]:
                    problem = (claim.subject, claim.object)[side]
                for index in stand_ins:
                    pair = (Argument(index, explained[side]), Argument(other))
                    yield pair if side == 0 else (pair[1], pair[0])
        if problem:
            raise Refused(f"{problem[:SHOWN]} is not named in the quote, and no pronoun in it can mean it")
        if not any(fitting):
            yield from self._both_stand_in(passage, begin, end, explained, wanted)

    def _both_stand_in(
        self,
        passage: Passage,
        begin: int,
        end: int,
        explained: list[int | None],
        wanted: tuple[frozenset[str], frozenset[str]],
    ) -> Iterator[tuple[Argument, Argument]]:
        sides = [self.ends.pronouns(passage, begin, end, classes) for classes in wanted]
        if not all(sides):
            raise Refused("neither subject nor object is named in the quote")
        yield from ((Argument(first, explained[0]), Argument(second, explained[1])) for first, second in product(*sides))

    def _explained(
        self, name: str, passage: str, window: Window, before: int, wanted: frozenset[str]
    ) -> int | None:
        """The mention of a name in the words that the model says name it."""
        text = self.arguments.scene.document.text
        for begin, end in places(text, passage, window.before, before) if passage else ():
            found = [index for index in self.ends.named(name, begin, end) if self.ends.fits(index, wanted)]
            if found:
                return found[0]
        return None

    def _verdict(
        self, passage: Passage, first: Argument, second: Argument, predicate: Predicate, typed: bool
    ) -> Verdict:
        ends = [self.ends.end(passage, argument.index) for argument in (first, second)]
        if ends[0] is not None and ends[1] is not None:
            return self.wording.judge(predicate, ends[0], ends[1], typed=typed)
        known = [end for end in ends if end is not None]  # the show itself, which no words need to name
        role = next((role for role in (HOST, GUEST) if role in predicate.discourse_roles), "")
        return self.wording.of_show(predicate, known[0], role) if known else NOTHING

    def _stance(self, reading: _Reading) -> Standing:
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

    def _relation(self, reading: _Reading, predicate: Predicate, stance: Standing) -> Relation:
        claim, passage, trigger = reading.claim, reading.passage, reading.verdict.trigger
        assert trigger is not None
        indices = [argument.index for argument in reading.ends]
        begin, end = quote_span(
            passage, trigger, [self.arguments.mentions[index] for index in indices if index != WORK]
        )
        iri = predicate.iri
        if predicate.past is None:
            stance = replace(stance, tense="present")
        elif stance.tense == "past":
            iri = predicate.past
        text = passage.doc.text
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
        for begin, end in self._quoted(number.quote, window):
            passage = self.ends.passage(begin, end)
            found = says_number(passage, begin, end, prop, number.value) if passage else None
            if passage is None or found is None:
                continue
            subjects = self._fitting(self.ends.named(number.subject, begin, end), prop.domain, number.subject)
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
