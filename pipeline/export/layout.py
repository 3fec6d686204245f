"""Where things stand on the page, computed beforehand so that it opens at once and always the same.

The first picture is given. Every other node belongs to the cell of the first-picture node that is nearest along the
edges, so communities stay together (graph Voronoi cells; Erwig 2000, "The graph Voronoi diagram with applications"),
and stands on a ring around it; parts that the first picture does not reach stand below it. The first picture itself is
laid out part by part (`stress.py`) and packed (`packing.py`). What has no edges follows below, in rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import networkx as nx  # type: ignore[import-untyped]

from pipeline.export.cells import Cell, cells_of
from pipeline.export.packing import Box, Position, pack
from pipeline.export.stress import shape_of

FIRST = 200  # nodes with edges in the first picture
LEAST = 150  # nodes in the first picture where there are as many; what has no edges fills it up
STAGE = (880, 720)  # pixels that the first picture should fit into, so that its labels are read without zooming
DENSITY = 0.3  # share of the stage that the members of all cells take
SHELF = 16.0  # the same in parts that the first picture does not reach, and between those
SPACING = 16.0  # pixels between members of a cell where there is room
SHRINKS = (1.0, 0.75, 0.55, 0.42, 0.35, 0.28)
ASPECT = 1.2  # of what stands below the first picture
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
    stranded = [node for node in linked if node not in placed]
    placed |= _shelves(_parts(graph, stranded), placed, boxes)
    rest = sorted(set(graph) - set(placed), key=lambda node: (groups[node], node))
    written_out = len(rest) <= LEAST and len(linked) <= len(cells)  # else names are read by zooming in
    placed |= _rows(rest, placed, boxes, (STAGE[0] / COLUMNS, ROW) if written_out else (2 * SPACING, SPACING))
    return {node: (round(placed[node][0], 1), round(placed[node][1], 1)) for node in sorted(placed)}


def cell_spacing(linked: int, centres: int) -> float:
    """Pixels between members of a cell, so that all cells together take their share of the stage."""
    return min(SPACING, math.sqrt(DENSITY * STAGE[0] * STAGE[1] / max(1, linked - centres)))


def _around(box: Box, radius: float) -> Box:
    return replace(box, side=max(box.side, radius), above=max(box.above, radius), below=max(box.below, radius))


def _links(graph: nx.Graph, cells: Mapping[str, Cell]) -> nx.Graph:
    """The graph of the cells' centres, linked as they are themselves; where that leaves parts, as their members are.

    What members add is faint.
    """
    owner = {member: centre for centre, cell in cells.items() for member in (centre, *cell.members)}
    links = nx.Graph()
    links.add_nodes_from(sorted(cells))
    links.add_edges_from(
        (a, b, data) for a, b, data in sorted(graph.edges(data=True), key=_ends) if a in cells and b in cells
    )
    parts = nx.utils.UnionFind(links)
    for a, b in links.edges():
        parts.union(a, b)
    for a, b in sorted((min(a, b), max(a, b)) for a, b in graph.edges()):
        one, other = owner.get(a), owner.get(b)
        if one and other and parts[one] != parts[other]:
            links.add_edge(one, other, faint=True)
            parts.union(one, other)
    return links


def _first_picture(links: nx.Graph, boxes: Mapping[str, Box], stage: tuple[float, float]) -> dict[str, Position]:
    """All parts, drawn as tightly as it takes to fit the stage, which halving the choice finds in few drawings."""
    parts = sorted((sorted(part) for part in nx.connected_components(links)), key=_largest_first)
    shapes = [(shape_of(links, part), _edges(links, part)) for part in parts]
    aspect = stage[0] / stage[1]
    drawn: list[tuple[float, dict[str, Position]]] = []
    begin, end = 0, len(SHRINKS)
    while begin < end:
        middle = (begin + end) // 2
        shrink = SHRINKS[middle]
        scale = shrink * math.sqrt(aspect) * 1.2, shrink  # labels are wide, and so is the stage
        placed = pack([(shape.spaced(scale, boxes), edges) for shape, edges in shapes], boxes, aspect)
        drawn.append((_excess(placed, boxes, stage), placed))
        begin, end = (begin, middle) if drawn[-1][0] <= 1 else (middle + 1, end)
    fitting = [placed for excess, placed in drawn if excess <= 1]  # the last one is the widest
    return _filling(fitting[-1] if fitting else min(drawn, key=lambda item: item[0])[1], boxes, stage)


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


def _ends(edge: tuple[str, str, object]) -> tuple[str, str]:
    return min(edge[:2]), max(edge[:2])


def _largest_first(part: Sequence[str]) -> tuple[int, Sequence[str]]:
    return -len(part), part


def _edges(graph: nx.Graph, part: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((a, b) for a in part for b in graph[a] if a < b)


def _parts(graph: nx.Graph, nodes: Sequence[str]) -> list[tuple[str, Cell]]:
    """Parts of the graph that the first picture does not reach, each as a cell around its first node; largest first."""
    chosen: dict[str, None] = {}
    seen: set[str] = set()
    for node in nodes:
        if node not in seen:
            chosen[node] = None
            seen |= nx.node_connected_component(graph, node)
    return sorted(cells_of(graph, list(chosen)).items(), key=lambda item: (-len(item[1].members), item[0]))


def _shelves(
    parts: Sequence[tuple[str, Cell]], above: Mapping[str, Position], boxes: Mapping[str, Box]
) -> dict[str, Position]:
    """Small parts side by side below what is already placed, about as wide as that."""
    if not parts:
        return {}
    left, right, bottom = _extent(above, boxes)
    width = max(right - left, float(STAGE[0]))
    placed: dict[str, Position] = {}
    x, y, high = left, bottom + GAP, 0.0
    for centre, cell in parts:
        inner = boxes[centre].above
        radius = max(cell.radius(SHELF, inner), inner)
        if x + 2 * radius > left + width and x > left:
            x, y, high = left, y + high + SHELF, 0.0
        middle = x + radius, y + radius
        placed |= {centre: middle, **cell.places(middle, SHELF, inner)}
        x, high = x + 2 * radius + SHELF, max(high, 2 * radius)
    return placed


def _extent(placed: Mapping[str, Position], boxes: Mapping[str, Box]) -> tuple[float, float, float]:
    """Left, right and lower edge of what is placed."""
    left = min((x - boxes[node].side for node, (x, _) in placed.items()), default=0.0)
    right = max((x + boxes[node].side for node, (x, _) in placed.items()), default=0.0)
    bottom = max((y + boxes[node].below for node, (_, y) in placed.items()), default=0.0)
    return left, right, bottom


def _rows(
    nodes: Sequence[str], above: Mapping[str, Position], boxes: Mapping[str, Box], cell: tuple[float, float]
) -> dict[str, Position]:
    """Nodes in even rows below what is already placed; in narrow cells about as wide as that."""
    if not nodes:
        return {}
    left, right, bottom = _extent(above, boxes)
    wide, high = cell
    columns = max(COLUMNS, int(max(right - left, math.sqrt(ASPECT * len(nodes) * wide * high)) / wide))
    start = (left + right) / 2 - min(columns, len(nodes)) * wide / 2
    return {node: (start + i % columns * wide, bottom + GAP + i // columns * high) for i, node in enumerate(nodes)}
