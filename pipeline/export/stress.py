"""One connected part of the first picture.

Stress majorisation (Gansner, Koren & North 2004, "Graph Drawing by Stress Majorization"), turned so that the longer
side lies flat. Room for the labels is made while it goes on: they grow from small to full size, pushing each other
apart, facts push aside the symbols that they would run through, and between the pushes the distances are mended, so
that the shape stays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from pipeline.export.packing import Box, Position

EDGE_LENGTH = 110  # pixels: room for the predicate's label between two nodes
FAINT = 1.1  # how many times longer faint edges are
CROWDING = 5  # what each further neighbour adds to the edges of a hub
FAR = 0.85  # a power: long ways are drawn shorter than they are, so that the middle has room
BOND = 2.0  # how much more than others the length of a fact counts
MAX_ROUNDS = 200
STEPS = 40  # in which the labels grow
PUSHES = 4  # in each of them
PULL = 0.5  # how much of the mending of distances is done between pushes, at first
CLEAR = 5.0  # pixels between a fact and a symbol that it passes; else three on a line look like a chain
SLIGHT = 0.5  # pixels of an overlap that nobody sees
BIAS = 2.0  # of two ways apart, across is preferred to down: the stage is wide


@dataclass(frozen=True, slots=True)
class Rooms:
    """What boxes need to either side, above and below, shape (n,) each."""

    side: np.ndarray
    above: np.ndarray
    below: np.ndarray

    @classmethod
    def of(cls, boxes: Sequence[Box]) -> Rooms:
        """Those of the boxes, in order."""
        return cls(*(np.array([getattr(box, name) for box in boxes], dtype=float) for name in cls.__slots__))

    def overlaps(self, gaps: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
        """How far boxes of this share of their size reach into each other, across and down, shape (n, n) each.

        gaps: from the first to the second of each pair, shape (n, n, 2).
        """
        side, above, below = share * self.side, share * self.above, share * self.below
        reach = below[:, None] + above[None]
        across = side[:, None] + side[None] - np.abs(gaps[..., 0])
        return across, np.where(gaps[..., 1] >= 0, reach, reach.T) - np.abs(gaps[..., 1])


@dataclass(frozen=True, slots=True)
class Shape:
    """Points of a part around (0, 0) before room is made for the labels, shape (n, 2), and what they are made of.

    wanted, weights: distances and how much each counts, shape (n, n); inverse: of the weighted Laplacian.
    facts: pairs of points that a strong edge joins, shape (m, 2).
    """

    part: Sequence[str]
    points: np.ndarray
    wanted: np.ndarray
    weights: np.ndarray
    inverse: np.ndarray
    facts: np.ndarray

    def spaced(self, scale: tuple[float, float], boxes: Mapping[str, Box]) -> dict[str, Position]:
        """The part at this scale with room for every label."""
        rooms = Rooms.of([boxes[node] for node in self.part])
        factor = np.array(scale)
        points = self.points * factor
        for step in range(STEPS):
            share = (step + 1) / STEPS
            if step:
                mended = _majorised(points / factor, self) * factor
                points = points + PULL * (1 - share) * (mended - points)
            for _ in range(PUSHES):
                points = points + _pushes(points, rooms, share)
            if step % 2:
                points = points + _clearings(points, self.facts, rooms)
        for _ in range(STEPS // 2):
            points = points + _clearings(points, self.facts, rooms)
            points = points + _pushes(points, rooms, 1)
        return dict(zip(self.part, _spread(points, rooms, [boxes[node] for node in self.part]), strict=True))


def shape_of(graph: nx.Graph, part: Sequence[str]) -> Shape:
    """The shape of a connected part of the graph; an edge may be `faint`."""
    index = {node: i for i, node in enumerate(part)}
    edges = sorted((index[a], index[b]) for a in part for b in graph[a] if a < b)
    wanted = np.zeros((len(part), len(part)))
    lengths = nx.Graph()
    lengths.add_nodes_from(range(len(part)))
    for a, b in edges:
        one, other = part[a], part[b]
        faint = graph[one][other]["faint"]
        length = EDGE_LENGTH * (FAINT if faint else 1) + CROWDING * max(graph.degree[one], graph.degree[other])
        lengths.add_edge(a, b, weight=length, bond=1.0 if faint else BOND)
    for source, targets in nx.all_pairs_dijkstra_path_length(lengths):
        for target, length in targets.items():
            wanted[source, target] = EDGE_LENGTH * (length / EDGE_LENGTH) ** FAR
    weights = np.divide(1, wanted**2, out=np.zeros_like(wanted), where=wanted > 0)
    for a, b, bond in lengths.edges(data="bond"):
        weights[a, b] = weights[b, a] = bond * weights[a, b]
    laplacian = np.diag(weights.sum(axis=1)) - weights
    facts = np.array([(a, b) for a, b in edges if not graph[part[a]][part[b]]["faint"]], dtype=int).reshape(-1, 2)
    inverse = np.linalg.inv(laplacian + 1 / len(part)) - 1 / len(part)  # the pseudo-inverse, as the part is connected
    raw = Shape(part, _scaled(wanted), wanted, weights, inverse, facts)
    return replace(raw, points=_turned(_stress(raw)))


def _scaled(wanted: np.ndarray) -> np.ndarray:
    """Where to begin, so that nothing is left to chance: classical scaling, the two main axes of the distances."""
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
    return np.stack(axes, axis=1) + 0.1 * EDGE_LENGTH * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _stress(shape: Shape) -> np.ndarray:
    """Points whose distances come close to the wanted ones."""
    points = shape.points
    for _ in range(_rounds(len(points))):
        moved = _majorised(points, shape)
        if float(np.abs(moved - points).max()) < 0.1:
            return moved
        points = moved
    return points


def _majorised(points: np.ndarray, shape: Shape) -> np.ndarray:
    """One step of majorisation."""
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
    ratio = np.divide(shape.weights * shape.wanted, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
    moved: np.ndarray = shape.inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ points)
    centred: np.ndarray = moved + points.mean(axis=0)
    return centred


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


def _pushes(points: np.ndarray, rooms: Rooms, share: float) -> np.ndarray:
    """How far each point goes so that boxes of this share of their size overlap less, the way that costs less."""
    gaps = points[None] - points[:, None]
    across, down = rooms.overlaps(gaps, share)
    one, other = np.nonzero(np.triu((across > 0) & (down > 0), 1))
    wide, high = across[one, other], down[one, other]
    axis = np.where(wide < high * BIAS, 0, 1)
    step = np.copysign(np.where(axis == 0, wide, high) / 2, gaps[one, other, axis])
    total = np.zeros_like(points)
    np.subtract.at(total, (one, axis), step)
    np.add.at(total, (other, axis), step)
    crowd = np.bincount(np.concatenate([one, other]), minlength=len(points))
    pushed: np.ndarray = total / np.sqrt(np.maximum(1, crowd))[:, None]
    return pushed


def _clearings(points: np.ndarray, facts: np.ndarray, rooms: Rooms) -> np.ndarray:
    """How far each point goes so that no fact between two others runs through its symbol; the two give way, too."""
    total = np.zeros_like(points)
    way = points[facts[:, 1]] - points[facts[:, 0]]
    length = np.maximum(np.linalg.norm(way, axis=1), 1e-9)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / length[:, None]
    gaps = points[None] - points[facts[:, 0]][:, None]  # from the beginning of each fact to each point
    along = (gaps * way[:, None]).sum(axis=2) / length[:, None] ** 2
    aside = (gaps * normal[:, None]).sum(axis=2)
    short = rooms.above[None] + CLEAR - np.abs(aside)
    meet = (along > 0) & (along < 1) & (short > 0)
    for end in (0, 1):
        meet[np.arange(len(facts)), facts[:, end]] = False
    moves = np.where(meet, np.where(aside < 0, -short, short), 0)[..., None] * normal[:, None] / 2
    total += moves.sum(axis=0) / np.sqrt(np.maximum(1, meet.sum(axis=0)))[:, None]
    for end, share in ((0, 1 - along), (1, along)):
        np.add.at(total, facts[:, end], -(moves * share[..., None]).sum(axis=1) / 2)
    return total


def _spread(points: np.ndarray, rooms: Rooms, boxes: Sequence[Box]) -> list[Position]:
    """Push overlapping boxes apart, the way that costs less, until none overlap or the rounds are over."""
    positions = [(float(x), float(y)) for x, y in points]
    for _ in range(_rounds(len(boxes))):
        placed = np.array(positions)
        across, down = rooms.overlaps(placed[None] - placed[:, None], 1)
        pairs = np.argwhere(np.triu((across > SLIGHT) & (down > SLIGHT), 1))
        if not len(pairs):
            break
        for first, second in pairs.tolist():
            _push(positions, boxes, first, second)
    return positions


def _push(positions: list[Position], boxes: Sequence[Box], first: int, second: int) -> None:
    """Move two nodes apart where their boxes overlap."""
    (x1, y1), (x2, y2) = positions[first], positions[second]
    one, two = boxes[first], boxes[second]
    across = one.side + two.side - abs(x2 - x1)
    down = (one.below + two.above - (y2 - y1)) if y2 >= y1 else (two.below + one.above - (y1 - y2))
    if across <= SLIGHT or down <= SLIGHT:
        return
    if across < down * BIAS:
        step = math.copysign(across / 2, x2 - x1)
        positions[first], positions[second] = (x1 - step, y1), (x2 + step, y2)
    else:
        step = math.copysign(down / 2, y2 - y1)
        positions[first], positions[second] = (x1, y1 - step), (x2, y2 + step)
