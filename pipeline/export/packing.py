"""Parts of a picture packed close together without touching, on a grid of small cells.

Freivalds, Dogrusoz & Kikusts 2002, "Disconnected Graph Layout and the Polyomino Packing Approach".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Position = tuple[float, float]
Spots = set[tuple[int, int]]

CELL = 12  # pixels


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes with its label beneath: to each side, above and below its centre, in pixels."""

    side: float
    above: float
    below: float


def pack(
    parts: Sequence[tuple[dict[str, Position], list[tuple[str, str]]]], boxes: Mapping[str, Box], aspect: float
) -> dict[str, Position]:
    """Each part, the largest first, as near to the centre as it fits without touching what is there."""
    packed: dict[str, Position] = {}
    taken: Spots = set()
    reach = 4 + round(math.sqrt(sum(len(part) for part, _ in parts)) * 20)
    for part, edges in parts:
        cells = sorted(_covered(part, edges, boxes))
        across, down = _free_spot(cells, taken, reach, round(aspect, 3))
        packed |= {node: (x + across * CELL, y + down * CELL) for node, (x, y) in part.items()}
        taken |= {(i + across + di, j + down + dj) for i, j in cells for di in (-1, 0, 1) for dj in (-1, 0, 1)}
    return packed


def _free_spot(cells: Sequence[tuple[int, int]], taken: Spots, reach: int, aspect: float) -> tuple[int, int]:
    """Where the cells can be moved to without meeting what is taken, the nearest such place."""
    for across, down in _spots(reach, aspect):
        if not any((i + across, j + down) in taken for i, j in cells):
            return across, down
    return _free_spot(cells, taken, 2 * reach, aspect)


@lru_cache(maxsize=1)
def _spots(reach: int, aspect: float) -> list[tuple[int, int]]:
    """Cells of the grid, those near the centre first."""
    cells = ((i, j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1))
    return sorted(cells, key=lambda spot: (math.hypot(spot[0] / aspect, spot[1]), spot))


def _covered(part: Mapping[str, Position], edges: Iterable[tuple[str, str]], boxes: Mapping[str, Box]) -> Spots:
    """Cells of the grid that the nodes, their labels and the edges cover."""
    cells: Spots = set()
    for node, (x, y) in part.items():
        box = boxes[node]
        columns = range(math.floor((x - box.side) / CELL), math.floor((x + box.side) / CELL) + 1)
        rows = range(math.floor((y - box.above) / CELL), math.floor((y + box.below) / CELL) + 1)
        cells.update((i, j) for i in columns for j in rows)
    for source, target in edges:
        (x1, y1), (x2, y2) = part[source], part[target]
        steps = 1 + int(math.hypot(x2 - x1, y2 - y1) / (CELL / 2))
        for k in range(steps + 1):
            x, y = x1 + (x2 - x1) * k / steps, y1 + (y2 - y1) * k / steps
            cells.add((math.floor(x / CELL), math.floor(y / CELL)))
    return cells
