"""Where things stand on the page, computed beforehand so that it opens at once and always the same.

The most salient nodes make the first picture. Every other node belongs to the cell of the first-picture node that is
nearest along the edges, so communities stay together (graph Voronoi cells; Erwig 2000, "The graph Voronoi diagram with
applications"), and stands on a ring around it. The first picture itself, whose links are those between cells, is laid
out part by part: stress majorisation (Gansner, Koren & North 2004, "Graph Drawing by Stress Majorization"), turned so
that the longer side lies flat, pushed apart until no label covers another, and packed (`packing.py`). What has no edges
follows below, in rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from pipeline.export.cells import Cell, cells_of
from pipeline.export.packing import Box, Position, pack

FIRST = 200  # nodes with edges in the first picture
LEAST = 150  # nodes in the first picture where there are as many; what has no edges fills it up
STAGE = (880, 720)  # pixels that the first picture should fit into, so that its labels are read without zooming
DENSITY = 0.08  # share of the stage that the members of all cells take
SPACING = 11.0  # pixels between members of a cell where there is room
EDGE_LENGTH = 110  # room for the predicate's label between two nodes
FAINT = 1.2  # how many times longer faint edges are
CROWDING = 5  # what each further neighbour adds to the edges of a hub
SHRINKS = (1.0, 0.75, 0.55, 0.42, 0.35, 0.28)
ASPECT = 1.2  # of what stands below the first picture
BIAS = 2.0  # of two ways apart, across is preferred to down: the stage is wide
MAX_ROUNDS = 200
COLUMNS = 6  # of names without edges, each to the right of its symbol
ROW = 19
GAP = 46  # pixels between them and the rest


def layout(
    network: nx.Graph, boxes: Mapping[str, Box], groups: Mapping[str, str], first: Sequence[str]
) -> dict[str, Position]:
    """Position (x to the right, y down, in pixels) of every node.

    network: an edge may be `faint`, which makes it longer. boxes: in order of importance. groups: what entities without
    edges are sorted by, below the rest. first: the nodes of the first picture, as long as they have edges. Time grows
    with the square of their number and in proportion to nodes and edges.
    """
    graph = nx.Graph()
    graph.add_nodes_from(boxes)
    graph.add_edges_from((a, b, data) for a, b, data in network.edges(data=True) if a != b)
    looped = {a for a, b in network.edges() if a == b}
    linked = {node: None for node in boxes if graph.degree[node] or node in looped}
    cells = cells_of(graph, [node for node in first if node in linked])
    spacing = cell_spacing(len(linked), len(cells))
    inner = {node: boxes[node].above for node in cells}
    grown = {node: _around(boxes[node], cell.radius(spacing, inner[node])) for node, cell in cells.items()}
    loose = [node for node in boxes if node not in linked]
    beside = loose[: max(0, LEAST - len(linked))]
    below = GAP + ROW * math.ceil(len(beside) / COLUMNS) if beside else 0.0
    stage = (STAGE[0], max(STAGE[1] / 2, STAGE[1] - below))
    placed = _first_picture(_links(graph, cells), grown, stage)
    for centre, cell in cells.items():
        placed |= cell.places(placed[centre], spacing, inner[centre])
    placed |= _rows(sorted(beside, key=lambda node: (groups[node], node)), placed, boxes, (STAGE[0] / COLUMNS, ROW))
    stranded = [sorted(part) for part in nx.connected_components(graph) if part.isdisjoint(placed) and len(part) > 1]
    rest = [node for part in sorted(stranded, key=_largest_first) for node in part]
    rest += sorted(set(graph) - set(placed) - set(rest), key=lambda node: (groups[node], node))
    placed |= _rows(rest, placed, boxes, (STAGE[0] / COLUMNS, ROW) if len(rest) <= FIRST else (SPACING, SPACING))
    return {node: (round(placed[node][0], 1), round(placed[node][1], 1)) for node in sorted(placed)}


def cell_spacing(linked: int, centres: int) -> float:
    """Pixels between members of a cell, so that all cells together take their share of the stage."""
    return min(SPACING, math.sqrt(DENSITY * STAGE[0] * STAGE[1] / max(1, linked - centres)))


def _around(box: Box, radius: float) -> Box:
    return replace(box, side=max(box.side, radius), above=max(box.above, radius), below=max(box.below, radius))


def _links(graph: nx.Graph, cells: Mapping[str, Cell]) -> nx.Graph:
    """The graph of the cells' centres, linked where any of their members are; faint where all those edges are."""
    owner = {member: centre for centre, cell in cells.items() for member in (centre, *cell.members)}
    links = nx.Graph()
    links.add_nodes_from(sorted(cells))
    strong: dict[tuple[str, str], bool] = {}
    for a, b, faint in graph.edges(data="faint", default=False):
        one, other = owner.get(a, ""), owner.get(b, "")
        if one and other and one != other:
            key = (min(one, other), max(one, other))
            strong[key] = strong.get(key, False) or not faint
    links.add_edges_from((a, b, {"faint": not is_strong}) for (a, b), is_strong in sorted(strong.items()))
    return links


def _first_picture(links: nx.Graph, boxes: Mapping[str, Box], stage: tuple[float, float]) -> dict[str, Position]:
    """All parts, drawn as tightly as it takes to fit the stage."""
    parts = sorted((sorted(part) for part in nx.connected_components(links)), key=_largest_first)
    shapes = [(part, _shape(links, part), _edges(links, part)) for part in parts]
    aspect = stage[0] / stage[1]
    best: dict[str, Position] = {}
    for shrink in SHRINKS:
        scale = shrink * np.array((math.sqrt(aspect) * 1.2, 1))  # labels are wide, and so is the stage
        drawn = [(_spaced(part, shape * scale, boxes), edges) for part, shape, edges in shapes]
        placed = pack(drawn, boxes, aspect)
        if not best or _excess(placed, boxes, stage) < _excess(best, boxes, stage):
            best = placed
        if _excess(placed, boxes, stage) <= 1:
            break
    return _filling(best, boxes, stage)


def _filling(placed: dict[str, Position], boxes: Mapping[str, Box], stage: tuple[float, float]) -> dict[str, Position]:
    """A picture that is tight in one direction is drawn out in the other, which takes nothing closer together."""
    across, down = _excesses(placed, boxes, stage)
    tight = max(across, down)
    if tight < 0.9:
        return placed
    wide, high = min(1.6, tight / across), min(1.6, tight / down)
    return {node: (x * wide, y * high) for node, (x, y) in placed.items()}


def _excess(placed: Mapping[str, Position], boxes: Mapping[str, Box], stage: tuple[float, float]) -> float:
    """How many times too large the picture is for the stage."""
    return max(_excesses(placed, boxes, stage))


def _excesses(
    placed: Mapping[str, Position], boxes: Mapping[str, Box], stage: tuple[float, float]
) -> tuple[float, float]:
    """The same across and down."""
    if not placed:
        return 0.0, 0.0
    left = min(x - boxes[node].side for node, (x, _) in placed.items())
    right = max(x + boxes[node].side for node, (x, _) in placed.items())
    top = min(y - boxes[node].above for node, (_, y) in placed.items())
    bottom = max(y + boxes[node].below for node, (_, y) in placed.items())
    return (right - left) / stage[0], (bottom - top) / stage[1]


def _largest_first(part: Sequence[str]) -> tuple[int, Sequence[str]]:
    return -len(part), part


def _edges(graph: nx.Graph, part: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((a, b) for a in part for b in graph[a] if a < b)


def _shape(graph: nx.Graph, part: Sequence[str]) -> np.ndarray:
    """One connected part around (0, 0), before room is made for the labels; shape (n, 2)."""
    index = {node: i for i, node in enumerate(part)}
    edges = [(index[a], index[b]) for a, b in _edges(graph, part)]
    lengths = [
        EDGE_LENGTH * (FAINT if graph[a][b]["faint"] else 1) + CROWDING * max(graph.degree[a], graph.degree[b])
        for a, b in _edges(graph, part)
    ]
    return _turned(_stress(_distances(len(part), edges, lengths)))


def _spaced(part: Sequence[str], shape: np.ndarray, boxes: Mapping[str, Box]) -> dict[str, Position]:
    positions = [(float(x), float(y)) for x, y in shape]
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
    """Push overlapping boxes apart, in place, the way that costs less, until none overlap or the rounds are over."""
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
    if across < down * BIAS:
        step = math.copysign(across / 2, x2 - x1)
        positions[first], positions[second] = (x1 - step, y1), (x2 + step, y2)
    else:
        step = math.copysign(down / 2, y2 - y1)
        positions[first], positions[second] = (x1, y1 - step), (x2, y2 + step)
    return True


def _rows(
    nodes: Sequence[str], above: Mapping[str, Position], boxes: Mapping[str, Box], cell: tuple[float, float]
) -> dict[str, Position]:
    """Nodes in even rows below what is already placed; in narrow cells about as wide as that."""
    if not nodes:
        return {}
    left = min((x - boxes[node].side for node, (x, _) in above.items()), default=0)
    right = max((x + boxes[node].side for node, (x, _) in above.items()), default=0)
    bottom = max((y + boxes[node].below for node, (_, y) in above.items()), default=0)
    wide, high = cell
    columns = max(COLUMNS, int(max(right - left, math.sqrt(ASPECT * len(nodes) * wide * high)) / wide))
    start = (left + right) / 2 - min(columns, len(nodes)) * wide / 2
    return {node: (start + i % columns * wide, bottom + GAP + i // columns * high) for i, node in enumerate(nodes)}
