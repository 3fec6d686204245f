"""What joins names in the picture besides facts: that they are said together; and what the picture begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import networkx as nx  # type: ignore[import-untyped]

from pipeline.records import KnowledgeGraph, Together, Window

STRONGEST = 2  # lines of each name that are drawn; all of them stand in the panel and in together.csv


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities, by position, that are said together, with what was counted in each kind of window."""

    first: int
    second: int
    counts: Mapping[Window, Together]

    @property
    def likelihood(self) -> float:
        """That of the clearer window."""
        return max(counted.likelihood for counted in self.counts.values())


def pairs_of(graph: KnowledgeGraph) -> list[Pair]:
    """Every pair that is said together, the likeliest first."""
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    counts: dict[tuple[str, str], dict[Window, Together]] = defaultdict(dict)
    for counted in graph.together:
        if counted.first in ids and counted.second in ids:
            counts[counted.first, counted.second][counted.window] = counted
    pairs = [Pair(ids[first], ids[second], windows) for (first, second), windows in counts.items()]
    return sorted(pairs, key=lambda pair: (-pair.likelihood, pair.first, pair.second))


def lines_of(pairs: Sequence[Pair], facts: Iterable[tuple[int, int]]) -> list[int]:
    """Positions in `pairs` of those that are drawn: enough to connect what can be connected, and each name's strongest.

    facts: what is joined already. With them the lines hold a spanning forest of maximum likelihood (Kruskal 1956).
    """
    joined = {(min(ends), max(ends)) for ends in facts}
    forest = nx.utils.UnionFind()
    for ends in sorted(joined):
        forest.union(*ends)
    drawn: list[int] = []
    numbers: dict[int, int] = defaultdict(int)
    for position, pair in enumerate(pairs):
        ends = (min(pair.first, pair.second), max(pair.first, pair.second))
        if ends in joined:
            continue
        connects = forest[pair.first] != forest[pair.second]
        if connects or min(numbers[pair.first], numbers[pair.second]) < STRONGEST:
            drawn.append(position)
            forest.union(*ends)
            for end in ends:
                numbers[end] += 1
    return drawn


def first_picture(
    size: int, strong: Iterable[tuple[int, int]], faint: Iterable[tuple[int, int]], limit: int
) -> list[int]:
    """Which of the nodes 0 to `size` - 1, the most salient first, the picture begins with: connected as far as can be.

    It grows from the most salient node with an edge, always by the most salient neighbour of what is there; one that a
    fact joins counts as if a quarter of all nodes fewer were before it. Where nothing is left to reach, it begins anew.
    """
    facts, lines = _neighbours(strong), _neighbours(faint)
    starts = iter(sorted({*facts, *lines}))
    chosen: dict[int, None] = {}
    border: list[tuple[int, int]] = []
    while len(chosen) < limit:
        node = heappop(border)[1] if border else next((node for node in starts if node not in chosen), None)
        if node is None:
            break
        if node in chosen:
            continue
        chosen[node] = None
        for neighbour in facts.get(node, ()):
            heappush(border, (neighbour, neighbour))
        for neighbour in lines.get(node, ()):
            heappush(border, (neighbour + size // 4, neighbour))
    return list(chosen)


def _neighbours(edges: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        if one != other:
            found[one].append(other)
            found[other].append(one)
    return found
