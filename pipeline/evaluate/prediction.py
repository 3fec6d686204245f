"""What an RDF graph claims, reduced to what can be scored: entities, relations, quantities and their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from pipeline.evaluate.gold import Names, normal
from pipeline.vocabulary import PREFIXES, local_name

RDF, RDFS, OWL, SKOS = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "skos"))
# Local names, whatever the vocabulary: graphs of other tools are scored too.
LABELS = frozenset({"label", "prefLabel", "altLabel", "hiddenLabel", "name", "alternateName"})
QUOTES = frozenset({"quote", "exact", "value"})
STARTS = frozenset({"startTime", "start"})

# Subject node, predicate name, object node.
Relation = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of evidence: its quotes and start times as they are written."""

    quotes: tuple[str, ...]
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """Nodes by their identifier. labels are normalised; the preferred label is as written."""

    classes: Mapping[str, frozenset[str]]
    labels: Mapping[str, frozenset[str]]
    preferred: Mapping[str, str]
    relations: frozenset[Relation]
    quantities: frozenset[tuple[str, str, float]]
    evidence: Mapping[Relation, tuple[Said, ...]]


Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# A node's properties: predicate IRI -> objects in the order of the file.
Properties = Mapping[str, list[Term]]


def predict(triples: Iterable[ox.Triple], names: Names) -> Prediction:
    """Read the claims of a graph; classes and predicates that the ontology does not declare are left aside."""
    index: dict[str, dict[str, list[Term]]] = {}
    for triple in triples:
        objects = index.setdefault(identifier(triple.subject), {}).setdefault(triple.predicate.value, [])
        objects.append(triple.object)
    classes = dict(_classes(index, names))
    preferred = {node: _preferred(node, index[node]) for node in classes}
    labels = {node: frozenset(map(normal, (preferred[node], *_literals(index[node], LABELS)))) for node in classes}
    relations, quantities = set(), set()
    for node in classes:
        for predicate, objects in index[node].items():
            for value in objects:
                if isinstance(value, ox.Literal):
                    if predicate in names.quantities and (number := _number(value.value)) is not None:
                        quantities.add((node, names.quantities[predicate], number))
                elif predicate in names.predicates and identifier(value) in classes:
                    relations.add(_canonical(node, predicate, identifier(value), names))
    evidence: dict[Relation, list[Said]] = {}
    for relation, said in _evidence(index, names):
        evidence.setdefault(relation, []).append(said)
    return Prediction(
        classes,
        labels,
        preferred,
        frozenset(relations),
        frozenset(quantities),
        {relation: tuple(said) for relation, said in evidence.items()},
    )


def identifier(term: object) -> str:
    """A node's identifier: an IRI bare, a blank node with its underscore, a literal in quotes."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _classes(index: Mapping[str, Properties], names: Names) -> Iterator[tuple[str, frozenset[str]]]:
    """Each node that is an entity, with the classes that count. Subclasses that the graph declares count too."""
    schema = {OWL + "Class", RDFS + "Class"}

    def known(cls: str, seen: tuple[str, ...]) -> Iterator[str]:
        if cls in names.classes:
            yield names.classes[cls]
            return
        for above in map(identifier, index.get(cls, {}).get(RDFS + "subClassOf", ())):
            if above not in seen:
                yield from known(above, (*seen, cls))

    for node, properties in index.items():
        types = [identifier(kind) for kind in properties.get(RDF + "type", ())]
        found = frozenset(name for kind in types for name in known(kind, ()))
        if found and not schema & set(types):
            yield node, found


def _preferred(node: str, properties: Properties) -> str:
    for term in (SKOS + "prefLabel", RDFS + "label"):
        if label := next(iter(_literals({term: properties.get(term, [])}, LABELS)), ""):
            return label
    return next(iter(_literals(properties, {"name"})), "") or local_name(node)


def _literals(properties: Properties, wanted: Iterable[str]) -> Iterator[str]:
    """Literal values under predicates with one of the local names."""
    for predicate, objects in properties.items():
        if local_name(predicate) in wanted:
            yield from (value.value for value in objects if isinstance(value, ox.Literal))


def _canonical(subject: str, predicate: str, object_: str, names: Names) -> Relation:
    name, inverse = names.predicates[predicate]
    return (object_, name, subject) if inverse else (subject, name, object_)


def _evidence(index: Mapping[str, Properties], names: Names) -> Iterator[tuple[Relation, Said]]:
    """Each rdf:Statement about a predicate of the ontology, by the relation that it states."""
    for properties in index.values():
        if RDF + "Statement" not in map(identifier, properties.get(RDF + "type", ())):
            continue
        parts = [properties.get(RDF + part, []) for part in ("subject", "predicate", "object")]
        if all(parts):
            subject, predicate, object_ = (identifier(part[0]) for part in parts)
            if predicate in names.predicates:
                said = Said(tuple(_literals(properties, QUOTES)), tuple(_literals(properties, STARTS)))
                yield _canonical(subject, predicate, object_, names), said


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
