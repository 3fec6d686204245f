"""Why does a graph hold a fact? The words that say it, or the rule and the facts from which it follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import GraphError
from pipeline.export.text import label_of
from pipeline.graph.inference import TYPE, Known, known_from
from pipeline.graph.reading import as_number, read_graph
from pipeline.graph.wording import Wording
from pipeline.media import media_link
from pipeline.ontology import Ontology, squash
from pipeline.records import Entity, Evidence, KnowledgeGraph, Quantity, Triple
from pipeline.vocabulary import local_name

INDENT = "  "
_LABELS: tuple[Callable[[Entity], Iterable[str]], ...] = (
    lambda entity: (entity.label,),
    lambda entity: entity.aliases,
    lambda entity: entity.heard,
)


def why(path: Path, subject: str, predicate: str, value: str, ontology: Ontology) -> tuple[str, ...]:
    """Lines that explain the fact in the graph of the file; each step down is indented.

    Subject and object are labels, prefixed names or IRIs, the object also a number or a class; the predicate is its
    label, its local name, a prefixed name or an IRI. Raises GraphError where a name means nothing or several things in
    the graph, and where nobody said the fact and nothing implies it.
    """
    graph = read_graph(path, ontology)
    known = known_from(graph, ontology)
    names = _Names(path, graph, ontology)
    relation = names.predicate(predicate)
    wanted = Triple(names.thing(subject), relation, names.object(relation, value))
    words = Wording(graph, ontology)
    if wanted not in known and wanted not in words.facts:
        raise GraphError(f"{path}: nobody says {words.triple(wanted)}, and nothing in it implies that")
    return tuple(_explained(wanted, known, words, ""))


def _explained(triple: Triple, known: Known, words: Wording, indent: str) -> Iterator[str]:
    yield indent + words.triple(triple)
    inner = indent + INDENT
    fact, inference = words.facts.get(triple), known.get(triple)
    for evidence in fact.evidence if fact else ():
        yield inner + _said(evidence, words)
    if triple not in known:
        yield inner + "so it is not asserted"
    elif inference:
        yield f"{inner}follows, because {inference.rule}, from"
        for premise in inference.premises:
            yield from _explained(premise, known, words, inner + INDENT)
    elif triple.predicate == TYPE:
        yield inner + "is how the thing is classified"


def _said(evidence: Evidence, words: Wording) -> str:
    usual = ("affirmed", "asserted", "present")
    standing = (evidence.polarity, evidence.modality, evidence.tense)
    what = " and ".join(word for word in standing if word not in usual) or "said"
    office = "".join(f", {word}" for word in (evidence.role, evidence.when) if word)
    link = media_link(words.addresses.get(evidence.document), evidence.start)
    heard = f", hear it at {link}" if link else ""
    sure = f"confidence {evidence.confidence:.2f}"
    return f'{what} in {words.place(evidence)}: "{evidence.quote}" ({sure}{office}{heard})'


class _Names:
    """What people call the things and terms of one graph."""

    def __init__(self, path: Path, graph: KnowledgeGraph, ontology: Ontology) -> None:
        self.path = path
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
        raise GraphError(f"{self.path}: nothing in it is called {name!r}; give a label or an IRI from the graph")

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
            raise GraphError(f"{name!r} is no {kind} of the ontology; give its label, local name or IRI")
        return self._only(name, {iri: terms[iri].label for iri in found})

    def _expanded(self, name: str) -> str:
        iri = name.removeprefix("<").removesuffix(">")
        prefix, colon, local = iri.partition(":")
        return self.ontology.prefixes[prefix] + local if colon and prefix in self.ontology.prefixes else iri

    def _only(self, name: str, found: Mapping[str, str]) -> str:
        if len(found) > 1:
            meant = "; ".join(f"<{iri}> ({what})" for iri, what in sorted(found.items()))
            raise GraphError(f"{self.path}: {name!r} is the name of {len(found)}: {meant}; give the IRI of one")
        return next(iter(found))
