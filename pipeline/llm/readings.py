"""How a claim may be read off its quote: which of its words are subject and object, and how well they say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from pipeline.extract.cues import GUEST, HOST
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.llm.ends import WORK, Ends
from pipeline.llm.quoting import places
from pipeline.llm.records import Claim
from pipeline.llm.syntax import is_credit
from pipeline.llm.terms import Terms, plain
from pipeline.llm.windows import Window
from pipeline.llm.wording import FITS, Verdict, Wording
from pipeline.ontology import Predicate, squash

MOST = 4  # of one claim
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
class Reading:
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


class Readings:
    """Reads the claims about one document."""

    def __init__(self, ends: Ends, terms: Terms, lexicon: Lexicon) -> None:
        """lexicon: of the same ontology."""
        self.ends, self.terms, self.wording = ends, terms, Wording(terms, lexicon)
        self.document = ends.arguments.scene.document

    def predicate(self, name: str) -> tuple[Predicate, bool]:
        """The predicate that is asked for under a name or its inverse's, and whether it is the inverse's."""
        found = self.terms.inverses.get(plain(name))
        if found is None:
            raise Refused(f'"{name[:SHOWN]}" is no predicate of the ontology')
        return self.terms.ontology.predicates[found[0]], found[1]

    def of(self, claim: Claim, window: Window, predicate: Predicate) -> list[Reading]:
        """How the claim may be read off its quote, the best first. Refuses it where it may not."""
        problem = Refused("the quote runs across speakers or lines")
        found: list[Reading] = []
        for begin, end in self.quoted(claim.quote, window):
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
        return found[:MOST]

    def _read(
        self, claim: Claim, window: Window, predicate: Predicate, passage: Passage, begin: int, end: int, turned: bool
    ) -> Iterator[Reading]:
        """Readings of a quote in one passage; none where turned ends might as well stand the other way."""
        names = (claim.subject, claim.object)
        wanted = (predicate.domain, predicate.range)
        of_show = bool({HOST, GUEST} & {*predicate.discourse_roles})
        found = [self._named(name, begin, end, classes, of_show) for name, classes in zip(names, wanted, strict=True)]
        fitting = [self.fitting(*side) for side in zip(found, wanted, names, strict=True)]
        problem, none = Refused("subject and object are the same words"), True
        for first, second in self._pairs(claim, window, passage, begin, end, fitting, wanted):
            if first.index == second.index:
                continue
            typed = not (
                self.ends.fits(first.index, predicate.range) and self.ends.fits(second.index, predicate.domain)
            )
            if turned and not typed:
                continue
            verdict = self._verdict(passage, first, second, predicate, typed)
            if verdict.trigger is None:
                problem = Refused(verdict.problem)
                continue
            none = False
            yield Reading(claim, passage, begin, end, first, second, verdict, all(fitting))
        if none:
            raise problem

    def quoted(self, quote: str, window: Window) -> list[tuple[int, int]]:
        """Reading spans of a window that hold the quote. Refuses one that stands nowhere there."""
        text = self.document.text
        spans = list(places(text, quote, window.begin, window.end))
        if not spans:
            elsewhere = next(places(text, quote, 0, len(text)), None)
            raise Refused(
                "the quote stands in another passage" if elsewhere else "the quote stands nowhere in the passage"
            )
        return spans

    def _named(self, name: str, begin: int, end: int, wanted: frozenset[str], of_show: bool) -> list[int]:
        found = self.ends.named(name, begin, end)
        if not found and any(places(self.document.text, name, begin, end)):
            raise Refused(f"{name[:SHOWN]} is no name: ordinary words, or part of another name")
        if not found and self.ends.fits(WORK, wanted) and (of_show or self._is_show(name)):
            show = self.ends.elsewhere(name) if of_show else None
            return [WORK] if show is None or not self.ends.fits(show, wanted) else [show]
        return found

    def _is_show(self, name: str) -> bool:
        """Whether the name is the document's own: its show, its title or a part of that."""
        document = self.document
        titles = [*re.split(r"\s[-–—|:]+\s|: ", document.title or ""), document.title or ""]
        titles += [value for key, value in document.metadata if key in ("show", "title")]
        return squash(name) in {squash(title) for title in titles if title}

    def fitting(self, found: list[int], wanted: frozenset[str], name: str) -> list[int]:
        """The mentions of a name that may be of one of the classes. Refuses the name where none may."""
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
        yield from (
            (Argument(first, explained[0]), Argument(second, explained[1])) for first, second in product(*sides)
        )

    def _explained(self, name: str, passage: str, window: Window, before: int, wanted: frozenset[str]) -> int | None:
        """The mention of a name in the words that the model says name it."""
        text = self.document.text
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
        segment = self.document.segment_at(passage.offset(known[0].head)) if known else None
        if not role and segment is not None and segment.kind == "context" and is_credit(known[0]):
            return Verdict(known[0].head, "phrase")
        return self.wording.of_show(predicate, known[0], role) if known else NOTHING
