"""Grounded or gone: what a model proposes is held against the words of its window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.extract.arguments import FIRST_PERSON, Arguments
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
from pipeline.llm.wording import Fit, Verdict, Wording
from pipeline.ontology import Predicate, squash
from pipeline.records import Quantity, Rejection, Relation

# How sure a grounded claim is, by how well the words fit; calibrated apart from the rules (docs/llm.md).
SURE: Mapping[Fit, float] = {"worded": 0.75, "close": 0.6, "unclear": 0.4, "implied": 0.4}
BY_PASSAGE = 0.4  # of a pronoun that nothing but the model's passage explains: a statement, no fact
NUMBER = 0.7
SHOWN = 80  # characters of a model's words that a refusal shows


class Refused(Exception):
    """Why a claim does not enter."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a claim stands: its quote, the passage that holds it and the indices of its arguments."""

    passage: Passage
    begin: int
    end: int
    subject: int
    target: int


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

    def _grounded(self, claim: Claim, window: Window) -> Iterator[Relation]:
        predicate, turned = self._predicate(claim.predicate)
        if turned:
            claim = replace(claim, subject=claim.object, object=claim.subject)
        place, claim, typed = self._place(claim, window, predicate)
        verdict = self._verdict(place, predicate, typed)
        if verdict.trigger is None:
            raise Refused(verdict.problem)
        stance = self._stance(place, verdict, claim)
        return self._relations(claim, place, predicate, verdict, stance, window)

    def _predicate(self, name: str) -> tuple[Predicate, bool]:
        found = self.terms.inverses.get(plain(name))
        if found is None:
            raise Refused(f'"{name[:SHOWN]}" is no predicate of the ontology')
        return self.ontology.predicates[found[0]], found[1]

    def _place(self, claim: Claim, window: Window, predicate: Predicate) -> tuple[_Place, Claim, bool]:
        """Where the claim stands, the claim with ends as the classes want them, whether those leave no choice."""
        spans = self._quoted(claim.quote, window)
        problem = Refused("nothing in the quote is the subject or stands for it")
        for begin, end in spans:
            passage = self.ends.passage(begin, end)
            if passage is None:
                problem = Refused("the quote runs across speakers or lines")
                continue
            for turned in (False, True):
                subject, target = (claim.object, claim.subject) if turned else (claim.subject, claim.object)
                try:
                    first, second = self._arguments(passage, begin, end, subject, target, predicate)
                except Refused as error:
                    problem = problem if turned else error
                    continue
                typed = not (self.ends.fits(first, predicate.range) and self.ends.fits(second, predicate.domain))
                if turned and not typed:
                    continue  # as good the one way as the other
                if turned:
                    claim = replace(claim, subject=subject, object=target)
                return _Place(passage, begin, end, first, second), claim, typed
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

    def _arguments(
        self, passage: Passage, begin: int, end: int, subject: str, target: str, predicate: Predicate
    ) -> tuple[int, int]:
        """Mentions that the two names denote in a quote, of classes that the predicate takes."""
        if squash(subject) == squash(target):
            raise Refused("subject and object are the same")
        firsts, seconds = (self._named(name, begin, end, predicate) for name in (subject, target))
        if not firsts and not seconds:
            raise Refused("neither subject nor object is named in the quote")
        first = self._choose(firsts, predicate.domain, subject)
        second = self._choose(seconds, predicate.range, target)
        if first is None:
            first = self._stand_in(passage, begin, end, second, predicate.domain, subject)
        if second is None:
            second = self._stand_in(passage, begin, end, first, predicate.range, target)
        if first == second:
            raise Refused("subject and object are the same words")
        return first, second

    def _named(self, name: str, begin: int, end: int, predicate: Predicate) -> list[int]:
        found = self.ends.named(name, begin, end)
        if not found and predicate.discourse_roles and self._is_show(name):
            return [WORK]
        return found

    def _is_show(self, name: str) -> bool:
        """Whether the name is the document's own: its title or show."""
        document = self.arguments.scene.document
        titles = [document.title or "", *(value for key, value in document.metadata if key in ("show", "title"))]
        return any(squash(name) and squash(name) in squash(title) for title in titles)

    def _choose(self, found: list[int], wanted: frozenset[str], name: str) -> int | None:
        if not found:
            return None
        fitting = [index for index in found if self.ends.fits(index, wanted)]
        if not fitting:
            raise Refused(f"{name[:SHOWN]} is of the wrong class")
        return fitting[0]

    def _stand_in(
        self, passage: Passage, begin: int, end: int, other: int | None, wanted: frozenset[str], name: str
    ) -> int:
        there = self.ends.end(passage, other) if other is not None else None
        index = self.ends.standing_for(passage, begin, end, there, wanted) if there else None
        if index is None:
            raise Refused(f"{name[:SHOWN]} is not named in the quote, and no pronoun in it can mean it")
        return index

    def _verdict(self, place: _Place, predicate: Predicate, typed: bool) -> Verdict:
        ends = [self.ends.end(place.passage, index) for index in (place.subject, place.target)]
        if None in ends:  # the show itself, which no words need to name
            known = [end for end in ends if end is not None]
            return (
                self.wording.of_show(predicate, known[0])
                if known
                else Verdict(None, problem="no argument in the quote")
            )
        return self.wording.judge(predicate, ends[0], ends[1], typed=typed)  # type: ignore[arg-type]

    def _stance(self, place: _Place, verdict: Verdict, claim: Claim) -> Standing:
        """How the words stand. Refuses a claim that says otherwise."""
        mentions = [self.arguments.mentions[index] for index in (place.subject, place.target) if index != WORK]
        tokens = self.arguments.tokens(place.passage, mentions)
        triggers = [token for token in (verdict.trigger, *verdict.others) if token is not None]
        stances = [standing(trigger, tokens) for trigger in triggers]
        for stance in stances:
            if stance.polarity != claim.polarity:
                raise Refused(f"the words are {stance.polarity}, the model has them {claim.polarity}")
            if stance.modality != claim.modality:
                raise Refused(f"the words are {stance.modality}, the model has them {claim.modality}")
        return stances[0]

    def _relations(
        self, claim: Claim, place: _Place, predicate: Predicate, verdict: Verdict, stance: Standing, window: Window
    ) -> Iterator[Relation]:
        trigger = verdict.trigger
        assert trigger is not None
        mentions = self.arguments.mentions
        ends = [mentions[index] for index in (place.subject, place.target) if index != WORK]
        begin, end = quote_span(place.passage, trigger, ends)
        iri = predicate.iri
        if predicate.past is None:
            stance = replace(stance, tense="present")
        elif stance.tense == "past":
            iri = predicate.past
        relation = Relation(
            subject=place.subject,
            predicate=iri,
            object=place.target,
            rule=self.rule,
            trigger=place.passage.offset(trigger),
            begin=begin,
            end=end,
            confidence=SURE[verdict.fit],
            polarity=stance.polarity,
            modality=stance.modality,
            tense=stance.tense,
            when=stance.when,
            role=claim.role if any(places(place.passage.doc.text, claim.role, 0, len(place.passage.doc.text))) else "",
            attributed_to=self._source(claim, place, begin, end),
            domain=predicate.domain,
            range=predicate.range,
            named=(claim.subject, claim.object),
        )
        found = [relation]
        for role, index, name in (("subject", place.subject, claim.subject), ("object", place.target, claim.object)):
            if mentions[index].kind in ("pronoun", "nominal"):
                found += self._explained(relation, role, name, claim.passage, window)
        return iter(found)

    def _source(self, claim: Claim, place: _Place, begin: int, end: int) -> int | None:
        """Who it is from by the model. Refuses one that the sentence does not name, unless it is who speaks anyway."""
        if not claim.source or claim.source.casefold() in FIRST_PERSON:
            return None
        segment = self.arguments.scene.document.segment_at(begin)
        if segment is not None and segment.speaker and squash(claim.source) == squash(segment.speaker):
            return None
        sources = self.ends.named(claim.source, begin, end)
        if not sources:
            raise Refused(f"its source, {claim.source[:SHOWN]}, is not named there")
        return sources[0] if sources[0] not in (place.subject, place.target) else None

    def _explained(self, relation: Relation, role: str, name: str, passage: str, window: Window) -> Iterator[Relation]:
        """The claim with the name that the model's passage gives for a pronoun: too weak to be a fact by itself."""
        text = self.arguments.scene.document.text
        for begin, end in places(text, passage, window.before, relation.trigger):
            wanted = relation.domain if role == "subject" else relation.range
            named = [index for index in self.ends.named(name, begin, end) if self.ends.fits(index, wanted)]
            if named and named[0] not in (relation.subject, relation.object):
                yield replace(relation, confidence=min(BY_PASSAGE, relation.confidence), **{role: named[0]})  # type: ignore[arg-type]
                return

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
            subject = self._choose(self.ends.named(number.subject, begin, end), prop.domain, number.subject)
            if subject is None:
                problem = Refused(f"{number.subject[:SHOWN]} is not named in the quote")
                continue
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
    "no word of the quote says": "no word of the quote says it",
    'the words say "': "the words say another predicate",
    "the words are": "the words are denied, asked or supposed, or the model has them so",
}
