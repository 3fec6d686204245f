"""What people call the things and terms of one graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.errors import UnknownNameError
from pipeline.export.text import label_of
from pipeline.graph.inference import TYPE
from pipeline.graph.reading import as_number
from pipeline.ontology import Ontology, squash
from pipeline.records import Entity, KnowledgeGraph, Quantity
from pipeline.vocabulary import local_name

NEAR = 70  # likeness in percent from which a name is worth suggesting
SUGGESTED = 3
_LABELS: tuple[Callable[[Entity], Iterable[str]], ...] = (
    lambda entity: (entity.label,),
    lambda entity: entity.aliases,
    lambda entity: entity.heard,
)


class Names:
    """Finds entities by label or IRI, terms by label, local name, prefixed name or IRI.

    Every method raises UnknownNameError for a name that means nothing, with near ones, or several things.
    """

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology, where: str) -> None:
        """where: what messages call the graph, the name of its file."""
        self.where = where
        self.ontology = ontology
        self.entities = {entity.iri: entity for entity in graph.entities}
        axioms = ontology.axioms
        related = axioms.sub_properties | axioms.inverses
        self.properties = {*ontology.predicates, *ontology.quantities, *(iri for pair in related for iri in pair), TYPE}
        self.classes = {*ontology.classes, *(iri for pair in axioms.sub_classes for iri in pair)}

    def thing(self, name: str) -> str:
        """IRI of an entity: given as such, or by a label; the preferred one wins over others."""
        iri = self._expanded(name)
        if iri in self.entities:
            return iri
        for labels in _LABELS:
            found = [e for e in self.entities.values() if squash(name) in map(squash, labels(e))]
            if found:
                kinds = {e.iri: f"{e.label}, {label_of(e.cls, self.ontology.classes)}" for e in found}
                return self._only(name, kinds)
        labels_of_all = [label for e in self.entities.values() for labels in _LABELS for label in labels(e)]
        hint = suggestion(name, labels_of_all) or "give a label or an IRI from the graph"
        raise UnknownNameError(f"{self.where}: nothing in it is called {name!r}; {hint}")

    def predicate(self, name: str) -> str:
        """IRI of a property of the ontology or of one that it is aligned with."""
        terms = {**self.ontology.predicates, **self.ontology.quantities}
        return TYPE if name == "a" else self._term(name, self.properties, terms, "predicate")

    def object(self, predicate: str, name: str) -> str | Quantity:
        """A class after rdf:type, else an entity or a number."""
        if predicate == TYPE:
            return self._term(name, self.classes, self.ontology.classes, "class")
        number = as_number(name)
        known = number is None or any(squash(name) == squash(e.label) for e in self.entities.values())
        return self.thing(name) if known or number is None else Quantity(number)

    def _term(self, name: str, known: set[str], terms: Mapping[str, Any], kind: str) -> str:
        iri = self._expanded(name)
        if iri in known:
            return iri
        found = [iri for iri in terms if squash(name) in (squash(terms[iri].label), squash(local_name(iri)))]
        if not found:
            hint = suggestion(name, [terms[iri].label for iri in terms]) or "give its label, local name or IRI"
            raise UnknownNameError(f"{name!r} is no {kind} of the ontology; {hint}")
        return self._only(name, {iri: terms[iri].label for iri in found})

    def _expanded(self, name: str) -> str:
        iri = name.removeprefix("<").removesuffix(">")
        prefix, colon, local = iri.partition(":")
        return self.ontology.prefixes[prefix] + local if colon and prefix in self.ontology.prefixes else iri

    def _only(self, name: str, found: Mapping[str, str]) -> str:
        if len(found) > 1:
            meant = "; ".join(f"<{iri}> ({what})" for iri, what in sorted(found.items()))
            raise UnknownNameError(f"{self.where}: {name!r} is the name of {len(found)}: {meant}; give the IRI of one")
        return next(iter(found))


def suggestion(name: str, known: Iterable[str]) -> str:
    """The nearest of the known names, as the end of a sentence; empty where none is near.

    >>> suggestion("Ada Lovelase", ["Ada Lovelace", "Grace Hopper"]), suggestion("zzz", ["Ada"])
    ('did you mean Ada Lovelace?', '')
    """
    spellings = {squash(label): label for label in sorted(known, reverse=True)}  # one of those that differ in nothing
    found = process.extract(squash(name), list(spellings), scorer=fuzz.WRatio, limit=SUGGESTED, score_cutoff=NEAR)
    near = [spellings[key] for key, _, _ in found]
    return f"did you mean {' or '.join(near)}?" if near else ""
