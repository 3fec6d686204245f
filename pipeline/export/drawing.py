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

from pipeline.export.layout import Box, layout
from pipeline.export.text import label_of
from pipeline.ontology import Ontology
from pipeline.records import Entity, KnowledgeGraph

# Seven colours after Okabe and Ito (2008), told apart by colour-blind people and legible on light and dark (they are in
# page.css), times six shapes: as the numbers have no common factor, the first 42 classes all look different.
COLOURS = 7
SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "triangleDown")
MAX_LABEL = 32
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 2, "borderWidthSelected": 3},
    "edges": {"width": 1.2, "hoverWidth": 0.6, "selectionWidth": 1},
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


def draw(graph: KnowledgeGraph, network: nx.MultiDiGraph, ontology: Ontology, looks: Mapping[str, Look]) -> Network:
    """The pyvis network, everything in its place. Ids are positions in `graph.entities` and `graph.facts`.

    `loose` marks nodes without edges; the page shows them on demand.
    """
    highest = max((entity.salience for entity in graph.entities), default=0.0) or 1.0
    linked = {node for edge in network.edges() for node in edge}
    sizes = {entity.iri: _sizes(entity, highest, linked) for entity in graph.entities}
    boxes = {entity.iri: _box(_short(entity.label), *sizes[entity.iri]) for entity in graph.entities}
    places = layout(network, boxes, {entity.iri: looks[entity.cls].label for entity in graph.entities})
    drawing = Network(directed=True, cdn_resources="in_line")  # an undirected one drops parallel edges
    drawing.set_options(json.dumps(OPTIONS))
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    for entity in graph.entities:
        size, font = sizes[entity.iri]
        drawing.add_node(
            ids[entity.iri],
            label=_short(entity.label),
            shape=looks[entity.cls].shape,
            group=entity.cls,
            size=round(size, 1),
            font={"size": round(font, 1)},
            x=places[entity.iri][0],
            y=places[entity.iri][1],
            loose=entity.iri not in linked,
        )
    edges = {
        index: (ids[fact.triple.subject], ids[fact.triple.object])
        for index, fact in enumerate(graph.facts)
        if fact.asserted and fact.triple.subject in ids and fact.triple.object in ids
    }
    for index, bend in _bends(edges).items():
        iri = graph.facts[index].triple.predicate
        mutual = iri in ontology.predicates and ontology.predicates[iri].symmetric
        arrows = {"to": {"enabled": not mutual, "scaleFactor": 0.5}}
        label = label_of(iri, ontology.predicates)
        drawing.add_edge(*edges[index], id=index, label=label, smooth=bend, arrows=arrows)
    return drawing


def _sizes(entity: Entity, highest: float, linked: set[str]) -> tuple[float, float]:
    """Radius and font size in pixels, by salience; small for what has no facts."""
    if entity.iri not in linked:
        return 6, 12
    rank = math.sqrt(max(entity.salience, 0.0) / highest)
    return 8 + 16 * rank, 15 + 6 * rank


def _box(label: str, size: float, font: float) -> Box:
    """Room for a symbol with its label beneath; letters of East Asian scripts are twice as wide."""
    width = sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.55 for char in label) * font
    return Box(side=max(size, width / 2) + 8, above=size + 8, below=size + font + 16)


def _short(label: str) -> str:
    text = " ".join(label.split())
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1].rstrip() + "…"


def _bends(edges: Mapping[int, tuple[int, int]]) -> dict[int, bool | dict[str, str | float]]:
    """How each edge is bent: straight where it is alone between two nodes, else fanned out to both sides."""
    parallel: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (source, target) in edges.items():
        parallel[min(source, target), max(source, target)].append(index)
    bends: dict[int, bool | dict[str, str | float]] = {}
    for (first, _), group in parallel.items():
        for rank, index in enumerate(group):
            # The side is meant as seen in the direction of the edge.
            side = "curvedCW" if (rank % 2 == 0) == (edges[index][0] == first) else "curvedCCW"
            bends[index] = {"type": side, "roundness": 0.15 + 0.2 * (rank // 2)} if len(group) > 1 else False
    return dict(sorted(bends.items()))
