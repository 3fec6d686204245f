"""Cells: what belongs to each node of the first picture, and where it stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import networkx as nx  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Cell:
    """The members of a cell, nearest to the centre first and, at one distance, those with one parent together."""

    members: tuple[str, ...]

    def radius(self, spacing: float, inner: float) -> float:
        """Radius of the disc that holds the members, in pixels; 0 where there are none."""
        rings = _rings(len(self.members), spacing, inner)
        return inner + spacing * (len(rings) + 0.5) if rings else 0.0

    def places(self, centre: tuple[float, float], spacing: float, inner: float) -> dict[str, tuple[float, float]]:
        """Members on rings around the centre; `inner` is the radius of what stands in the centre."""
        places: dict[str, tuple[float, float]] = {}
        members = iter(self.members)
        for ring, size in enumerate(_rings(len(self.members), spacing, inner), 1):
            far = inner + spacing * ring
            for rank, member in enumerate(islice(members, size)):
                angle = 2 * math.pi * (rank / size + 0.0618 * ring)
                places[member] = (centre[0] + far * math.cos(angle), centre[1] + far * math.sin(angle))
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


def _rings(size: int, spacing: float, inner: float) -> list[int]:
    """How many members stand on each ring, the innermost first; neighbours on a ring are `spacing` apart or more.

    >>> _rings(20, 10.0, 0.0), _rings(3, 10.0, 5.0), _rings(0, 10.0, 0.0)
    ([6, 12, 2], [3], [])
    """
    rings: list[int] = []
    while size > 0:
        room = int(2 * math.pi * (inner + spacing * (len(rings) + 1)) / spacing)
        rings.append(min(size, room))
        size -= room
    return rings
