"""How the members of a class look, on every page the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.export.text import label_of
from pipeline.ontology import COLOURS, SHAPES, Ontology
from pipeline.records import KnowledgeGraph
from pipeline.vocabulary import digest

Colouring = tuple[str, str]  # a colour and a shape
# As seven and six have no common factor, the first 42 differ.
COLOURINGS: tuple[Colouring, ...] = tuple(
    (COLOURS[i % len(COLOURS)], SHAPES[i % len(SHAPES)]) for i in range(len(COLOURS) * len(SHAPES))
)


@dataclass(frozen=True, slots=True)
class Look:
    """How the members of a class look; `colour` is an index into `COLOURS`, the theme knows which colour that is."""

    label: str
    count: int
    colour: int
    shape: str


def looks_of(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, Look]:
    """Class IRI -> look, the most frequent class first; classes of the ontology without members come last."""
    parents = {parent for info in ontology.classes.values() for parent in info.parents}
    counts = Counter(entity.cls for entity in graph.entities)
    counts.update(dict.fromkeys(ontology.classes.keys() - parents, 0))
    given = colourings(ontology)
    return {
        iri: _look(label_of(iri, ontology.classes), count, given.get(iri) or _unknown(iri))
        for iri, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    }


def colourings(ontology: Ontology) -> Mapping[str, Colouring]:
    """Colour and shape of each class of the ontology, whatever a graph holds of it.

    What the ontology gives stands. Every other class, in the order of IRIs, takes the first of `COLOURINGS` that is
    left and has what is given of it; where none is left, they come round again.
    """
    classes = ontology.classes
    found = {iri: (info.colour, info.shape) for iri, info in classes.items() if info.colour and info.shape}
    for iri, info in classes.items():
        if iri in found:
            continue
        fitting = [
            (colour, shape) for colour, shape in COLOURINGS if info.colour in ("", colour) and info.shape in ("", shape)
        ]
        taken = Counter(found.values())
        found[iri] = min(fitting, key=lambda pair: taken[pair])
    return found


def _unknown(iri: str) -> Colouring:
    """Of a class that the ontology does not know."""
    return COLOURINGS[int(digest(iri), 16) % len(COLOURINGS)]


def _look(label: str, count: int, colouring: Colouring) -> Look:
    return Look(label, count, COLOURS.index(colouring[0]), colouring[1])
