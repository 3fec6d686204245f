"""Nodes and edges as pyvis draws them: colours, shapes, sizes, places."""

from __future__ import annotations

import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx  # type: ignore[import-untyped]
from pyvis.network import Network  # type: ignore[import-untyped]

from pipeline.export.layout import DENSITY, FIRST, STAGE, cell_spacing, layout
from pipeline.export.lines import Pair, first_picture, lines_of, pairs_of
from pipeline.export.looks import Look, looks_of
from pipeline.export.packing import Box
from pipeline.graph.views import conclusions
from pipeline.ontology import Ontology
from pipeline.records import Entity, KnowledgeGraph, Triple

SHAPES = {"circle": "dot", "wedge": "triangleDown"}  # as vis-network calls them; it calls the others as we do
MAX_LABEL = 28
UNDIRECTED = {"to": {"enabled": False}}
FULL = 0.45  # share of the stage that names and symbols may take: beyond, it is no picture but a heap
SYMBOL = 7.0  # radius of a symbol, taken for all
FEWEST = 40
ROOMY = 70  # nodes in the first picture up to which symbols need not shrink
FONT = 11  # pixels, as labels.js writes most names; a few are a little larger
# The page moves the view, finds what is under the pointer and writes the labels itself, for every renderer alike.
OPTIONS = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "dragView": False,
        "zoomView": False,
        "selectable": False,
        "hover": False,
        "keyboard": {"enabled": False},
    },
    "nodes": {"borderWidth": 1.5},
}


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two entities, by their positions in `KnowledgeGraph.entities`."""

    source: int
    target: int
    predicate: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn. Entities are positions in `KnowledgeGraph.entities`.

    claims: the triples of all facts, then of all conclusions; links: those that are edges. lines: positions in `pairs`
    of those that are drawn. first: what the picture begins with. points, radii: of each entity, in pixels.
    """

    claims: Sequence[Triple]
    links: Mapping[int, Link]
    looks: Mapping[str, Look]
    pairs: Sequence[Pair]
    lines: Sequence[int]
    first: Sequence[int]
    points: Sequence[tuple[float, float]]
    radii: Sequence[float]


def links_of(graph: KnowledgeGraph, claims: Sequence[Triple]) -> dict[int, Link]:
    """What is drawn as an edge, by position in `claims`: asserted facts and conclusions, between entities."""
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    asserted = [fact.asserted for fact in graph.facts] + [True] * (len(claims) - len(graph.facts))
    return {
        index: Link(ids[triple.subject], ids[triple.object], triple.predicate)
        for index, triple in enumerate(claims)
        if asserted[index] and triple.subject in ids and triple.object in ids
    }


def arrange(graph: KnowledgeGraph, ontology: Ontology) -> Picture:
    """The picture of a graph: what is joined, what it begins with, where everything stands and how it looks.

    Positions by `layout.layout` over what was said and what is said together; radii by salience, small for what has no
    edges.
    """
    claims = [fact.triple for fact in graph.facts] + [each.triple for each in conclusions(graph, ontology)]
    links, looks, pairs = links_of(graph, claims), looks_of(graph, ontology), pairs_of(graph)
    said = [(link.source, link.target) for index, link in links.items() if index < len(graph.facts)]
    lines = lines_of(pairs, said)
    faint = [(pairs[line].first, pairs[line].second) for line in lines]
    first = legible(first_picture(len(graph.entities), said, faint, FIRST), graph)
    highest = max((entity.salience for entity in graph.entities), default=0.0) or 1.0
    strong = {end for ends in said for end in ends}
    linked = strong | {end for ends in faint for end in ends}
    number = len(first) or 1
    radii = [
        _radius(entity, highest, i in strong, number) if i in linked else 4.0 for i, entity in enumerate(graph.entities)
    ]
    member = min(4.0, cell_spacing(len(linked), FIRST) * 0.4)  # beside the first picture dots must not touch
    for later in linked.difference(first):
        radii[later] = min(radii[later], member)
    iris = [entity.iri for entity in graph.entities]
    boxes = {
        entity.iri: _box(short(entity.label), radius) for entity, radius in zip(graph.entities, radii, strict=True)
    }
    network = nx.Graph()
    network.add_edges_from(((iris[a], iris[b]) for a, b in faint), faint=True)
    network.add_edges_from(((iris[a], iris[b]) for a, b in said), faint=False)
    groups = {entity.iri: looks[entity.cls].label for entity in graph.entities}
    found = layout(network, boxes, groups, [iris[node] for node in first])
    points = tuple(found[iri] for iri in iris)
    return Picture(claims, links, looks, pairs, lines, first, points, tuple(round(radius, 1) for radius in radii))


def legible(nodes: Sequence[int], graph: KnowledgeGraph) -> list[int]:
    """The first of the nodes, as many as have room for their names (at least `FEWEST`)."""
    room = FULL * STAGE[0] * STAGE[1]
    kept: list[int] = []
    if len(nodes) == FIRST:  # there is more than can be shown, and that takes room too
        room *= 1 - DENSITY
    for node in nodes:
        box = _box(short(graph.entities[node].label), SYMBOL)
        room -= 2 * box.side * (box.above + box.below)
        if room < 0 and len(kept) >= FEWEST:
            break
        kept.append(node)
    return kept


def draw(graph: KnowledgeGraph, ontology: Ontology, picture: Picture) -> Network:
    """The pyvis network, everything in its place. Nodes are positions in `graph.entities`, edges in `picture.claims`;
    the lines of what is said together are numbered after them.
    """
    drawing = Network(directed=True, cdn_resources="in_line")  # an undirected one drops parallel edges
    drawing.set_options(json.dumps(OPTIONS))
    for index, entity in enumerate(graph.entities):
        x, y = picture.points[index]
        shape = picture.looks[entity.cls].shape
        symbol = SHAPES.get(shape, shape)
        drawing.add_node(index, label=short(entity.label), shape=symbol, size=picture.radii[index], x=x, y=y)
    for index, bend in bends_of(picture.links, len(graph.facts)).items():
        link = picture.links[index]
        smooth = {"type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)} if bend else False
        dashes = index >= len(graph.facts)
        arrows = {"to": {"enabled": not is_mutual(link.predicate, ontology)}}
        drawing.add_edge(link.source, link.target, id=index, smooth=smooth, dashes=dashes, arrows=arrows)
    for index, line in enumerate(picture.lines, len(picture.claims)):
        pair = picture.pairs[line]
        drawing.add_edge(pair.first, pair.second, id=index, smooth=False, dashes=False, arrows=UNDIRECTED)
    return drawing


def is_mutual(predicate: str, ontology: Ontology) -> bool:
    """Whether the predicate says the same in both directions, so that an arrow would mislead."""
    return predicate in ontology.predicates and ontology.predicates[predicate].symmetric


def bends_of(links: Mapping[int, Link], said: int) -> dict[int, float]:
    """How each edge is bent, as vis-network's roundness (negative: to the other side).

    Straight where it is alone between two nodes, else fanned out to both sides; from `said` on they are inferences,
    which bend around the one fact between two nodes.
    """
    parallel: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, link in sorted(links.items()):
        parallel[min(link.source, link.target), max(link.source, link.target)].append(index)
    bends: dict[int, float] = {}
    for (first, _), group in parallel.items():
        straight = group[:1] if len(group) == 1 or group[1] >= said else []
        bends |= dict.fromkeys(straight, 0.0)
        for rank, index in enumerate(group[len(straight) :]):
            # The side is meant as seen in the direction of the edge.
            side = 1 if (rank % 2 == 0) == (links[index].source == first) else -1
            bends[index] = round(side * (0.15 + 0.2 * (rank // 2)), 2)
    return dict(sorted(bends.items()))


def short(label: str) -> str:
    """The label in one line, cut where it is long.

    >>> short("a  b"), short("An Institute with Quite a Long Name")
    ('a b', 'An Institute with Quite a L…')
    """
    text = " ".join(label.split())
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1].rstrip() + "…"


def _radius(entity: Entity, highest: float, is_strong: bool, number: int) -> float:
    """By salience; smaller for what is only said together with others, and where many stand in the picture."""
    least, more = (4.5, 8) if is_strong else (3.5, 6)
    return least + more * math.sqrt(max(entity.salience, 0.0) / highest) * min(1.0, math.sqrt(ROOMY / number))


def _box(label: str, radius: float) -> Box:
    """Room for a symbol with its label beneath; letters of East Asian scripts are twice as wide."""
    width = sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.53 for char in label) * FONT
    return Box(side=max(radius, width / 2) + 3, above=radius + 3, below=radius + FONT + 5)
