"""Cells: what belongs to each node of the first picture, and where it stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Cell:
    """The members of a cell, nearest to the centre first and, at one distance, those with one parent together."""

    members: tuple[str, ...]

    def radius(self, spacing: float) -> float:
        """Radius of the disc that holds the members, in pixels; 0 where there are none."""
        return spacing * (_rings(len(self.members)) + 0.5) if self.members else 0.0

    def places(self, centre: tuple[float, float], spacing: float) -> dict[str, tuple[float, float]]:
        """Members on rings around the centre, six on the first, six more on each that follows."""
        places: dict[str, tuple[float, float]] = {}
        begin = 0
        for ring in range(1, _rings(len(self.members)) + 1):
            members = self.members[begin : begin + 6 * ring]
            begin += len(members)
            for rank, member in enumerate(members):
                angle = 2 * math.pi * (rank / len(members) + 0.0618 * ring)
                places[member] = (
                    centre[0] + spacing * ring * math.cos(angle),
                    centre[1] + spacing * ring * math.sin(angle),
                )
        return places


def cells_of(graph: nx.Graph, centres: Sequence[str]) -> dict[str, Cell]:
    """Centre -> cell: every node that a centre reaches, with the nearest one; of equals, the first in `centres`.

    >>> cells_of(nx.path_graph(["a", "b", "c", "d", "e"]), ["a", "e"])["a"].members
    ('b', 'c')
    """
    owner = {centre: centre for centre in centres}
    members: dict[str, list[str]] = {centre: [] for centre in centres}
    border = list(centres)
    while border:
        found: list[str] = []
        for node in border:
            for neighbour in _new(graph, node, owner):
                owner[neighbour] = owner[node]
                members[owner[node]].append(neighbour)
                found.append(neighbour)
        border = found
    return {centre: Cell(tuple(names)) for centre, names in members.items()}


def _new(graph: nx.Graph, node: str, owner: dict[str, str]) -> Iterable[str]:
    return sorted(neighbour for neighbour in graph[node] if neighbour not in owner)


def _rings(size: int) -> int:
    """How many rings of 6, 12, 18, ... hold so many: the least r with 3 r (r + 1) >= size.

    >>> [_rings(size) for size in (1, 6, 7, 18, 19)]
    [1, 1, 2, 2, 3]
    """
    return math.ceil((math.sqrt(1 + 4 * size / 3) - 1) / 2)
