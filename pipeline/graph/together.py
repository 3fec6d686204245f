"""Names that are said together more often than chance would have it.

The log-likelihood ratio of Dunning (1993), "Accurate Methods for the Statistics of Surprise and Coincidence", over
windows of two sizes: sentences, and turns. Of two names only the documents count that name both, so that being of one
episode is no reason to be joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import log

from pipeline.graph.passages import named_in, turns
from pipeline.records import KnowledgeGraph, Together, Window

TURN = 8  # sentences of one turn that are one window: about the time that one answer takes
LEAST = 3.84  # likelihood: chance would have it so one time in twenty (chi-squared, one degree of freedom)


def said_together(graph: KnowledgeGraph) -> tuple[Together, ...]:
    """Pairs of entities whose likelihood is at least `LEAST`, the likeliest first."""
    named = named_in(graph)
    cut = turns(graph, TURN)
    found: list[Together] = []
    windows: tuple[tuple[Window, Sequence[int]], ...] = (("sentence", range(len(graph.sentences))), ("turn", cut))
    for window, numbers in windows:
        members: dict[int, set[str]] = defaultdict(set)
        for sentence, entities in named.items():
            members[numbers[sentence]] |= entities
        home = {number: sentence.document for number, sentence in zip(numbers, graph.sentences, strict=True)}
        found += _pairs(window, members, home)
    return tuple(sorted(found, key=lambda pair: (-pair.likelihood, pair.first, pair.second, pair.window)))


def _pairs(window: Window, members: Mapping[int, set[str]], home: Mapping[int, str]) -> Iterable[Together]:
    """home: window -> document."""
    sizes = Counter(home.values())
    counts: dict[str, Counter[str]] = defaultdict(Counter)  # entity -> document -> windows that name it
    both: Counter[tuple[str, str]] = Counter()
    for number, entities in members.items():
        for entity in entities:
            counts[entity][home[number]] += 1
        both.update(combinations(sorted(entities), 2))
    for (first, second), together in both.items():
        shared = counts[first].keys() & counts[second].keys()
        with_first, with_second = (sum(counts[entity][name] for name in shared) for entity in (first, second))
        windows = sum(sizes[name] for name in shared)
        ratio = likelihood(together, with_first, with_second, windows)
        if ratio >= LEAST:
            yield Together(first, second, window, together, with_first, with_second, windows, round(ratio, 2))


def likelihood(both: int, first: int, second: int, windows: int) -> float:
    """The log-likelihood ratio G² of a two by two table of windows; 0 where they meet no more often than by chance.

    >>> round(likelihood(4, 5, 6, 100), 1), likelihood(1, 10, 10, 100)
    (21.0, 0.0)
    """
    if both * windows <= first * second:
        return 0.0
    observed = (both, first - both, second - both, windows - first - second + both)
    rows, columns = (first, windows - first), (second, windows - second)
    expected = (
        rows[0] * columns[0] / windows,
        rows[0] * columns[1] / windows,
        rows[1] * columns[0] / windows,
        rows[1] * columns[1] / windows,
    )
    return 2 * sum(seen * log(seen / chance) for seen, chance in zip(observed, expected, strict=True) if seen)
