"""Where things stand on the page, computed beforehand so that it opens at once and always the same.

Each connected part is laid out by stress majorisation (Gansner, Koren & North 2004, "Graph Drawing by Stress
Majorization"), turned so that its longer side lies flat, and pushed apart until no label covers another. The parts are
packed around the largest, cell by cell, so that small ones fill its gaps (Freivalds, Dogrusoz & Kikusts 2002,
"Disconnected Graph Layout and the Polyomino Packing Approach"). Entities without facts follow below, in rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

Position = tuple[float, float]
Cells = set[tuple[int, int]]

EDGE_LENGTH = 115  # room for the predicate's label between two nodes
CROWDING = 5  # what each further neighbour adds to the edges of a hub
STRETCH = 1.25  # labels are wide, and so are screens
ASPECT = 1.2
CELL = 24
MAX_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes with its label beneath: to each side, above and below its centre, in pixels."""

    side: float
    above: float
    below: float


def layout(network: nx.MultiDiGraph, boxes: Mapping[str, Box], groups: Mapping[str, str]) -> dict[str, Position]:
    """Position (x to the right, y down, in whole pixels) of every node.

    groups: what entities without edges are sorted by, below the rest. Time grows with the square of the largest part:
    0.3 s for 100 nodes, some 10 s for 1,500, which may then overlap here and there.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(network))
    graph.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in network.edges() if a != b}))
    linked = {node for edge in network.edges() for node in edge}
    parts = sorted((sorted(part) for part in nx.connected_components(graph) if part & linked), key=_largest_first)
    placed = _pack([(_part(graph, part, boxes), _edges(graph, part)) for part in parts], boxes)
    loose = sorted(set(graph) - linked, key=lambda node: (groups[node], node))
    return {node: (round(x), round(y)) for node, (x, y) in (placed | _rows(loose, placed, boxes)).items()}


def _largest_first(part: Sequence[str]) -> tuple[int, Sequence[str]]:
    return -len(part), part


def _edges(graph: nx.Graph, part: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((a, b) for a in part for b in graph[a] if a < b)


def _part(graph: nx.Graph, part: Sequence[str], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """One connected part around (0, 0)."""
    index = {node: i for i, node in enumerate(part)}
    edges = [(index[a], index[b]) for a, b in _edges(graph, part)]
    lengths = [EDGE_LENGTH + CROWDING * max(graph.degree[a], graph.degree[b]) for a, b in _edges(graph, part)]
    points = _turned(_stress(_distances(len(part), edges, lengths))) * (STRETCH, 1)
    positions = [(float(x), float(y)) for x, y in points]
    _spread(positions, [boxes[node] for node in part])
    return dict(zip(part, positions, strict=True))


def _distances(size: int, edges: Sequence[tuple[int, int]], lengths: Sequence[float]) -> np.ndarray:
    """Lengths of the shortest paths between all pairs of nodes of a connected graph."""
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from((a, b, length) for (a, b), length in zip(edges, lengths, strict=True))
    found = np.zeros((size, size))
    for source, targets in nx.all_pairs_dijkstra_path_length(graph):
        for target, length in targets.items():
            found[source, target] = length
    return found


def _stress(wanted: np.ndarray) -> np.ndarray:
    """Points whose distances come close to the wanted ones, near ones counting most; shape (n, 2).

    The start is classical scaling (the two main axes of the wanted distances), so that nothing is left to chance.
    """
    size = len(wanted)
    if size == 1:
        return np.zeros((1, 2))
    centring = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centring @ wanted**2 @ centring)
    axes = [
        _signed(vectors[:, -1]) * math.sqrt(max(values[-1], 1)),
        _signed(vectors[:, -2]) * math.sqrt(max(values[-2], 1)),
    ]
    angles = np.arange(size) * 2.4  # the golden angle: takes apart the leaves of a star, which scaling puts on one spot
    points = np.stack(axes, axis=1) + 0.1 * EDGE_LENGTH * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    weights = np.divide(1, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_rounds(size)):
        gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = np.divide(weights * wanted, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
        moved: np.ndarray = inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ points)
        if float(np.abs(moved - points).max()) < 0.1:
            return moved
        points = moved
    return points


def _rounds(size: int) -> int:
    """How often to repeat a step that looks at all pairs: fewer times where they are many."""
    return max(15, min(MAX_ROUNDS, 30_000_000 // size**2))


def _signed(axis: np.ndarray) -> np.ndarray:
    """The axis pointing one fixed way: an eigenvector may come out with either sign."""
    return axis if axis[int(np.argmax(np.abs(axis)))] > 0 else -axis


def _turned(points: np.ndarray) -> np.ndarray:
    """Turned so that the widest spread is horizontal."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: np.ndarray = centred @ np.array([_signed(axis) for axis in axes]).T
    return turned if turned.shape == points.shape else centred


def _spread(positions: list[Position], boxes: Sequence[Box]) -> None:
    """Push overlapping boxes apart, in place, along the shorter way, until none overlap or the rounds are over."""
    reach = 2 * max(box.side for box in boxes)
    for _ in range(_rounds(len(boxes))):
        moved = False
        order = sorted(range(len(positions)), key=lambda i: (positions[i], i))
        for rank, first in enumerate(order):
            for second in order[rank + 1 :]:
                if positions[second][0] - positions[first][0] > reach:
                    break
                moved |= _push(positions, boxes, first, second)
        if not moved:
            return


def _push(positions: list[Position], boxes: Sequence[Box], first: int, second: int) -> bool:
    """Move two nodes apart where their boxes overlap; whether they did."""
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
        step = math.copysign(down / 2, y2 - y1)
        positions[first], positions[second] = (x1, y1 - step), (x2, y2 + step)
    return True


def _pack(
    parts: Sequence[tuple[dict[str, Position], list[tuple[str, str]]]], boxes: Mapping[str, Box]
) -> dict[str, Position]:
    """Each part, the largest first, as near to the centre as it fits without touching what is there."""
    packed: dict[str, Position] = {}
    taken: Cells = set()
    reach = 4 + round(math.sqrt(sum(len(part) for part, _ in parts)) * 20)
    spots = sorted(
        ((i, j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)),
        key=lambda spot: (math.hypot(spot[0] / ASPECT, spot[1]), spot),
    )
    for part, edges in parts:
        cells = sorted(_cells(part, edges, boxes))
        across, down = next(spot for spot in spots if not any((i + spot[0], j + spot[1]) in taken for i, j in cells))
        packed |= {node: (x + across * CELL, y + down * CELL) for node, (x, y) in part.items()}
        taken |= {(i + across + di, j + down + dj) for i, j in cells for di in (-1, 0, 1) for dj in (-1, 0, 1)}
    return packed


def _cells(part: Mapping[str, Position], edges: Iterable[tuple[str, str]], boxes: Mapping[str, Box]) -> Cells:
    """Cells of the grid that the nodes, their labels and the edges cover."""
    cells: Cells = set()
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


def _rows(loose: Sequence[str], above: Mapping[str, Position], boxes: Mapping[str, Box]) -> dict[str, Position]:
    """Nodes in even rows below what is already placed, as wide as that."""
    if not loose:
        return {}
    left = min((x - boxes[node].side for node, (x, _) in above.items()), default=0)
    right = max((x + boxes[node].side for node, (x, _) in above.items()), default=0)
    bottom = max((y + boxes[node].below for node, (_, y) in above.items()), default=0)
    wide = 2 * max(boxes[node].side for node in loose)
    high = max(boxes[node].above + boxes[node].below for node in loose) + 8
    columns = max(1, int((right - left) / wide), round(math.sqrt(len(loose) * ASPECT * high / wide)))
    top = bottom + 4 * CELL
    start = (left + right) / 2 - (min(columns, len(loose)) - 1) * wide / 2
    return {node: (start + i % columns * wide, top + i // columns * high) for i, node in enumerate(loose)}
