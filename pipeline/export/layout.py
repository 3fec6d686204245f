"""Where things stand on the page, computed beforehand so that it opens at once and always the same.

Connected parts are laid out by force (Fruchterman and Reingold 1991, through networkx), turned so that the longer side
lies flat, then pushed apart until no label covers another, and packed in rows. Entities without facts follow below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

Position = tuple[float, float]

EDGE_LENGTH = 170  # room for the predicate's label between two nodes
GAP = 60
ASPECT = 1.5


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes with its label beneath: to each side, above and below its centre, in pixels."""

    side: float
    above: float
    below: float


def layout(network: nx.MultiDiGraph, boxes: Mapping[str, Box], groups: Mapping[str, str]) -> dict[str, Position]:
    """Position (x to the right, y down, in pixels) of every node, centred on (0, 0).

    groups: what entities without edges are sorted by, below the rest.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(network))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in network.edges() if a != b}))
    linked = {node for edge in network.edges() for node in edge}
    parts = [sorted(part) for part in nx.connected_components(simple) if part & linked]
    parts.sort(key=lambda part: (-len(part), part))
    placed = _pack([_part(simple.subgraph(part), part, boxes) for part in parts], boxes)
    loose = sorted(set(simple) - linked, key=lambda node: (groups[node], node))
    centred = _centred(placed, boxes)
    return {node: (round(x), round(y)) for node, (x, y) in (centred | _rows(loose, centred, boxes)).items()}


def _part(part: nx.Graph, order: Sequence[str], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """One connected part, its centre of mass at (0, 0)."""
    graph = nx.Graph()  # in sorted order: a subgraph view keeps the order of a set
    graph.add_nodes_from(order)
    graph.add_edges_from(sorted((min(edge), max(edge)) for edge in part.edges()))
    found = nx.spring_layout(graph, seed=1, iterations=300 if len(order) < 500 else 60)
    points = np.array([found[node] for node in order])
    points = _turned(points - points.mean(axis=0))
    index = {node: i for i, node in enumerate(order)}
    lengths = [float(np.hypot(*(points[index[a]] - points[index[b]]))) for a, b in graph.edges()]
    points = points * (EDGE_LENGTH / max(float(np.median(lengths)), 1e-9) if lengths else 1)
    positions = [(float(x), float(y)) for x, y in points]
    _spread(positions, [boxes[node] for node in order])
    return dict(zip(order, positions, strict=True))


def _turned(points: np.ndarray) -> np.ndarray:
    """Turned so that the widest spread is horizontal; signs fixed, since an axis has two ends."""
    if len(points) < 2:
        return points
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    signs = [[1.0 if axis[int(np.argmax(np.abs(axis)))] > 0 else -1.0] for axis in axes]
    turned: np.ndarray = points @ (axes * np.array(signs)).T
    return turned


def _spread(positions: list[Position], boxes: Sequence[Box]) -> None:
    """Push overlapping boxes apart, in place, along the shorter way, until none overlap (or 300 rounds)."""
    reach = 2 * max(box.side for box in boxes)
    for _ in range(300):
        moved = False
        order = sorted(range(len(positions)), key=lambda i: (positions[i], i))
        for rank, first in enumerate(order):
            for second in order[rank + 1 :]:
                if positions[second][0] - positions[first][0] > reach:
                    break
                moved |= _part_pair(positions, boxes, first, second)
        if not moved:
            return


def _part_pair(positions: list[Position], boxes: Sequence[Box], first: int, second: int) -> bool:
    (x1, y1), (x2, y2) = positions[first], positions[second]
    one, two = boxes[first], boxes[second]
    across = one.side + two.side - abs(x2 - x1)
    down = (one.below + two.above - (y2 - y1)) if y2 >= y1 else (two.below + one.above - (y1 - y2))
    if across <= 0.5 or down <= 0.5:
        return False
    if across < down:
        step = math.copysign(across / 2, x2 - x1)
        positions[first], positions[second] = (x1 - step, y1), (x2 + step, y2)
    else:
        step = down / 2 if y2 >= y1 else -down / 2
        positions[first], positions[second] = (x1, y1 - step), (x2, y2 + step)
    return True


def _bounds(placed: Mapping[str, Position], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is placed; zeros for nothing."""
    if not placed:
        return 0, 0, 0, 0
    return (
        min(x - boxes[node].side for node, (x, _) in placed.items()),
        min(y - boxes[node].above for node, (_, y) in placed.items()),
        max(x + boxes[node].side for node, (x, _) in placed.items()),
        max(y + boxes[node].below for node, (_, y) in placed.items()),
    )


def _pack(parts: Iterable[dict[str, Position]], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """Parts side by side in rows, the largest first."""
    sized = [(part, _bounds(part, boxes)) for part in parts]
    area = sum((right - left + GAP) * (bottom - top + GAP) for _, (left, top, right, bottom) in sized)
    limit = max([math.sqrt(area * ASPECT), *(right - left for _, (left, _, right, _) in sized)])
    packed: dict[str, Position] = {}
    x = y = height = 0.0
    for part, (left, top, right, bottom) in sized:
        if x and x + right - left > limit:
            x, y, height = 0.0, y + height + GAP, 0.0
        packed |= {node: (x + px - left, y + py - top) for node, (px, py) in part.items()}
        x, height = x + right - left + GAP, max(height, bottom - top)
    return packed


def _centred(placed: Mapping[str, Position], boxes: Mapping[str, Box]) -> dict[str, Position]:
    left, top, right, bottom = _bounds(placed, boxes)
    return {node: (x - (left + right) / 2, y - (top + bottom) / 2) for node, (x, y) in placed.items()}


def _rows(loose: Sequence[str], above: Mapping[str, Position], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """Nodes in even rows below what is already placed, as wide as that."""
    if not loose:
        return {}
    left, _, right, bottom = _bounds(above, boxes)
    wide = 2 * max(boxes[node].side for node in loose)
    high = max(boxes[node].above + boxes[node].below for node in loose) + 8
    columns = max(1, int((right - left) / wide), round(math.sqrt(len(loose) * ASPECT * high / wide)))
    top = bottom + (2 * GAP if above else 0)
    start = (left + right) / 2 - (min(columns, len(loose)) - 1) * wide / 2
    return {node: (start + i % columns * wide, top + i // columns * high) for i, node in enumerate(loose)}
