"""Nodes and edges as pyvis draws them: colours, shapes, sizes, places."""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx  # type: ignore[import-untyped]
from pyvis.network import Network  # type: ignore[import-untyped]

from pipeline.export.layout import FIRST, cell_spacing, layout
from pipeline.export.packing import Box
from pipeline.export.text import label_of
from pipeline.ontology import Ontology
from pipeline.records import Entity, KnowledgeGraph, Triple

# Seven colours after Okabe and Ito (2008), told apart by colour-blind people and legible on light and dark (they are in
# page.css), times six shapes: as the numbers have no common factor, the first 42 classes all look different.
COLOURS = 7
SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "triangleDown")
MAX_LABEL = 28
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
class Look:
    """How the members of a class look; `colour` is an index, the theme knows which colour that is."""

    label: str
    count: int
    colour: int
    shape: str


def looks_of(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, Look]:
    """Class IRI -> look, the most frequent class first, so that those differ in colour and not only in shape."""
    counts = Counter(entity.cls for entity in graph.entities)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {
        iri: Look(label_of(iri, ontology.classes), count, rank % COLOURS, SHAPES[rank % len(SHAPES)])
        for rank, (iri, count) in enumerate(ranked)
    }


@dataclass(frozen=True, slots=True)
class Places:
    """Where each entity stands and how large it is, in pixels; the order is that of `KnowledgeGraph.entities`."""

    points: tuple[tuple[float, float], ...]
    radii: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two entities, by their positions in `KnowledgeGraph.entities`."""

    source: int
    target: int
    predicate: str


def links_of(graph: KnowledgeGraph) -> dict[int, Link]:
    """What is drawn as an edge, by position in `claims_of(graph)`: asserted facts and inferences, between entities."""
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    asserted = [fact.asserted for fact in graph.facts] + [True] * len(graph.inferences)
    return {
        index: Link(ids[triple.subject], ids[triple.object], triple.predicate)
        for index, triple in enumerate(claims_of(graph))
        if asserted[index] and triple.subject in ids and triple.object in ids
    }


def claims_of(graph: KnowledgeGraph) -> list[Triple]:
    """The triples of all facts, then of all inferences."""
    return [fact.triple for fact in graph.facts] + [inference.triple for inference in graph.inferences]


def places_of(graph: KnowledgeGraph, links: Mapping[int, Link], looks: Mapping[str, Look]) -> Places:
    """Positions by `layout.layout` over what was said; radii by salience, small for what has no edges."""
    highest = max((entity.salience for entity in graph.entities), default=0.0) or 1.0
    said = [link for index, link in links.items() if index < len(graph.facts)]
    linked = {end for link in said for end in (link.source, link.target)}
    radii = [_radius(entity, highest) if i in linked else 4.0 for i, entity in enumerate(graph.entities)]
    member = min(4.0, cell_spacing(len(linked), FIRST) * 0.4)  # beside the first picture dots must not touch
    for later in sorted(linked)[FIRST:]:
        radii[later] = min(radii[later], member)
    iris = [entity.iri for entity in graph.entities]
    boxes = {
        entity.iri: _box(short(entity.label), radius) for entity, radius in zip(graph.entities, radii, strict=True)
    }
    network = nx.MultiDiGraph()
    network.add_edges_from((iris[link.source], iris[link.target]) for link in said)
    found = layout(network, boxes, {entity.iri: looks[entity.cls].label for entity in graph.entities})
    return Places(tuple(found[iri] for iri in iris), tuple(round(radius, 1) for radius in radii))


def draw(
    graph: KnowledgeGraph,
    ontology: Ontology,
    *,
    links: Mapping[int, Link],
    looks: Mapping[str, Look],
    places: Places,
) -> Network:
    """The pyvis network, everything in its place. Ids are positions in `graph.entities` and `claims_of(graph)`."""
    drawing = Network(directed=True, cdn_resources="in_line")  # an undirected one drops parallel edges
    drawing.set_options(json.dumps(OPTIONS))
    for index, entity in enumerate(graph.entities):
        x, y = places.points[index]
        shape = looks[entity.cls].shape
        drawing.add_node(index, label=short(entity.label), shape=shape, size=places.radii[index], x=x, y=y)
    for index, bend in bends_of(links, len(graph.facts)).items():
        link = links[index]
        smooth = {"type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)} if bend else False
        dashes = index >= len(graph.facts)
        arrows = {"to": {"enabled": not is_mutual(link.predicate, ontology)}}
        drawing.add_edge(link.source, link.target, id=index, smooth=smooth, dashes=dashes, arrows=arrows)
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


def _radius(entity: Entity, highest: float) -> float:
    return 4.5 + 8 * math.sqrt(max(entity.salience, 0.0) / highest)


def _box(label: str, radius: float) -> Box:
    """Room for a symbol with its label beneath; letters of East Asian scripts are twice as wide."""
    width = sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.53 for char in label) * FONT
    return Box(side=max(radius, width / 2) + 3, above=radius + 3, below=radius + FONT + 5)
