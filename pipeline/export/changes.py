"""Differences between two graphs as RDF: a `tg:Change` for each, with the triple that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from pipeline.export import terms
from pipeline.export.provenance import passage_iri
from pipeline.export.terms import literal, plain
from pipeline.graph.diff import Change, Term
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, Quantity
from pipeline.settings import Settings
from pipeline.vocabulary import digest


def changed(
    changes: Iterable[Change], graphs: Iterable[KnowledgeGraph], ontology: Ontology, settings: Settings
) -> Iterator[ox.Triple]:
    """The changes and the labels of what they are about, as any of the graphs has them; the last wins."""
    labels = {entity.iri: entity.label for graph in graphs for entity in graph.entities}
    named: dict[str, None] = {}
    for change in changes:
        subject, predicate, value = plain(change.triple, ontology)
        name = digest(change.kind, subject.value, predicate.value, value.value)
        node = ox.NamedNode(f"{settings.base}change/{name}")
        yield ox.Triple(node, terms.TYPE, terms.CHANGE)
        yield ox.Triple(node, terms.KIND, ox.Literal(change.kind))
        for term, part in ((terms.SUBJECT, subject), (terms.PREDICATE, predicate), (terms.OBJECT, value)):
            yield ox.Triple(node, term, part)
        for term, state in ((terms.WAS, change.was), (terms.NOW, change.now)):
            if state is not None:
                yield ox.Triple(node, term, _literal(state, predicate.value, ontology))
        if change.evidence:
            yield ox.Triple(node, terms.QUOTE, ox.Literal(change.evidence.quote))
            yield ox.Triple(node, terms.DERIVED_FROM, passage_iri(change.evidence, settings))
        named |= {end: None for end in (change.triple.subject, str(change.triple.object)) if end in labels}
    for iri in named:
        yield ox.Triple(ox.NamedNode(iri), terms.PREF_LABEL, ox.Literal(labels[iri]))


def _literal(state: Term, predicate: str, ontology: Ontology) -> ox.Literal:
    if not isinstance(state, Quantity):
        return ox.Literal(state)
    known = ontology.quantities.get(predicate)
    return literal(state, known.datatype if known else terms.XSD_DECIMAL.value)
