"""From cases to patterns: which wordings hold, how narrow their classes must be, and how sure each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.learn.observing import TRUE, Wording
from pipeline.learn.reading import Case, Triple

PARSELESS = ("between", "together")  # kinds that do without a parse, the surer first
CAUTION = 1.0  # cases that a construction weighs against those of one of its words

Pair = tuple[str, str]  # classes of subject and object
Claim = tuple[str, Triple]  # name of a document, and what is claimed of it
Place = tuple[int, int]  # reading span of a sentence
Construction = tuple[str, str, str, str]  # predicate, kind and roles, whatever the word
Row = tuple[str, str, str, Wording, Case]  # source, document, predicate of the pattern, wording, what it claims
Fits = Callable[[str, frozenset[str]], bool]  # whether a class is one of several; any is none of them


@dataclass(slots=True)
class Tally:
    """Right and wrong claims of one wording, by source, each with a sentence that says it."""

    right: dict[str, dict[Claim, Place]] = field(default_factory=dict)
    wrong: dict[str, dict[Claim, Place]] = field(default_factory=dict)

    def add(self, source: str, document: str, case: Case) -> None:
        """Count a case; a triple counts once in a document."""
        side = self.right if case.right else self.wrong
        side.setdefault(source, {}).setdefault((document, case.triple), (case.begin, case.end))

    def absorb(self, other: Tally) -> None:
        """Add what the other counts."""
        for mine, theirs in ((self.right, other.right), (self.wrong, other.wrong)):
            for source, found in theirs.items():
                mine.setdefault(source, {}).update(found)

    @property
    def counts(self) -> tuple[int, int]:
        """How many triples are right, and how many wrong."""
        return sum(map(len, self.right.values())), sum(map(len, self.wrong.values()))

    def precision(self, prior: float, *, without: str = "") -> float:
        """Share of right triples, drawn to the prior where there are few; without those of one source."""
        right, wrong = self.counts
        right -= len(self.right.get(without, ()))
        wrong -= len(self.wrong.get(without, ()))
        return (right + CAUTION * prior) / (right + wrong + CAUTION)

    def held(self, prior: float) -> float:
        """The least precision when each source that supports it is left out in turn."""
        return min((self.precision(prior, without=source) for source in self.right), default=0.0)

    def beyond(self, told: set[Claim]) -> Tally:
        """The rest, without what is told already."""
        rest = Tally()
        for mine, theirs in ((rest.right, self.right), (rest.wrong, self.wrong)):
            for source, found in theirs.items():
                if left := {claim: place for claim, place in found.items() if claim not in told}:
                    mine[source] = left
        return rest

    @property
    def said(self) -> set[Claim]:
        """What is right of it."""
        return set().union(*self.right.values())

    @property
    def mistaken(self) -> set[Claim]:
        """What is wrong of it."""
        return set().union(*self.wrong.values())


Tallies = Mapping[tuple[str, Wording], Mapping[Pair, Tally]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording that expresses a predicate, narrowed to classes where they are given (empty: any that fits).

    precision: how often it is right, drawn to the prior of its construction; held: the least when each of its
    sources is left out.
    """

    predicate: str
    wording: Wording
    domain: frozenset[str]
    range: frozenset[str]
    prior: float
    tally: Tally

    @property
    def precision(self) -> float:
        """See the class."""
        return self.tally.precision(self.prior)

    @property
    def held(self) -> float:
        """See the class."""
        return self.tally.held(self.prior)

    def of(self, tallies: Tallies, fits: Fits) -> Tally:
        """What the pattern claims of other documents."""
        return _within(tallies.get((self.predicate, self.wording), {}), self.domain, self.range, fits)


@dataclass(frozen=True, slots=True)
class Demands:
    """What a pattern must show. sources: that support it. precision: also when any of them is left out."""

    sources: int = 2
    precision: float = 0.5


def tallied(cases: Iterable[Row]) -> Tallies:
    """Cases by predicate, wording and classes."""
    found: dict[tuple[str, Wording], dict[Pair, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for source, document, predicate, wording, case in cases:
        if case.right is not None:
            found[predicate, wording][case.domain, case.range].add(source, document, case)
    return found


def find_patterns(tallies: Tallies, demands: Demands, fits: Fits) -> list[Pattern]:
    """Patterns that meet the demands, the best supported first."""
    found = []
    expected = _priors(tallies)
    for (predicate, wording), pairs in tallies.items():
        prior = expected.get((predicate, wording.kind, wording.domain_role, wording.range_role), 0.0)
        for domain, range_ in _narrowings(pairs, prior, demands.precision):
            whole = _within(pairs, domain, range_, fits)
            if len(whole.right) >= demands.sources and whole.held(prior) >= demands.precision:
                found.append(Pattern(predicate, wording, domain, range_, prior, whole))
                break
    return list(_needed(found, demands))


def _within(pairs: Mapping[Pair, Tally], domain: frozenset[str], range_: frozenset[str], fits: Fits) -> Tally:
    """What is of these classes."""
    whole = Tally()
    for (one, other), tally in pairs.items():
        if fits(one, domain) and fits(other, range_):
            whole.absorb(tally)
    return whole


def _needed(patterns: Iterable[Pattern], demands: Demands) -> Iterator[Pattern]:
    """Patterns of the parse, then those that do without it as far as what they add holds, the surest first.

    Words that merely stand in the sentence of two names are right of the examples and say little of other sentences.
    """
    told: set[Claim] = set()
    for pattern in sorted(patterns, key=_trust):
        rest = pattern.tally.beyond(told)
        adds = len(rest.right) >= demands.sources and rest.precision(pattern.prior) >= demands.precision
        if pattern.wording.kind not in PARSELESS or adds:
            told |= pattern.tally.said | pattern.tally.mistaken
            yield pattern


def _trust(pattern: Pattern) -> tuple[int, bool, float, int, str, Wording]:
    wording = pattern.wording
    rank = PARSELESS.index(wording.kind) + 1 if wording.kind in PARSELESS else 0
    alone = rank > 0 and wording.words == TRUE
    return rank, alone, -pattern.held, -len(pattern.tally.right), pattern.predicate, wording


def _priors(tallies: Tallies) -> dict[Construction, float]:
    """Precision of each construction of a predicate, whatever the word, by the rule of succession."""
    counts: dict[Construction, list[int]] = defaultdict(lambda: [0, 0])
    for (predicate, wording), pairs in tallies.items():
        for found in pairs.values():
            right, wrong = found.counts
            key = predicate, wording.kind, wording.domain_role, wording.range_role
            counts[key][0] += right
            counts[key][1] += wrong
    return {key: (right + 1) / (right + wrong + 2) for key, (right, wrong) in counts.items()}


def _narrowings(
    pairs: Mapping[Pair, Tally], prior: float, least: float
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Class restrictions to try, the widest first: none, one side, both; each leaves out what does not hold."""
    by_domain: dict[str, list[Tally]] = defaultdict(list)
    by_range: dict[str, list[Tally]] = defaultdict(list)
    for (domain, range_), found in pairs.items():
        by_domain[domain].append(found)
        by_range[range_].append(found)
    domains = frozenset(cls for cls, found in by_domain.items() if cls and _share(found, prior) >= least)
    ranges = frozenset(cls for cls, found in by_range.items() if cls and _share(found, prior) >= least)
    both = [pair for pair, found in pairs.items() if all(pair) and _share([found], prior) >= least]
    yield frozenset(), frozenset()
    if ranges:
        yield frozenset(), ranges
    if domains:
        yield domains, frozenset()
    if both:
        yield frozenset(domain for domain, _ in both), frozenset(range_ for _, range_ in both)


def _share(found: Iterable[Tally], prior: float) -> float:
    counts = [tally.counts for tally in found]
    right, wrong = sum(r for r, _ in counts), sum(w for _, w in counts)
    return (right + CAUTION * prior) / (right + wrong + CAUTION) if right else 0.0
