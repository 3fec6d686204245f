"""Names that are said together as RDF, on request: a named graph of its own, never mixed with facts."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from pipeline.export import terms
from pipeline.export.rdf import in_order
from pipeline.export.terms import Description
from pipeline.records import KnowledgeGraph, Together
from pipeline.settings import Settings
from pipeline.vocabulary import digest, document_iri, together_iri


def companions(graph: KnowledgeGraph, settings: Settings) -> Iterator[ox.Quad]:
    """A plain triple per pair and its counts per window, in a graph that says from which documents it is derived.

    A store takes the graph out together with any of the documents (`pipeline.stores`).
    """
    if not graph.together:
        return
    name = ox.NamedNode(together_iri(settings.base, (document.id for document in graph.documents)))

    def triples() -> Description:
        yield name, terms.TYPE, terms.PROV_ENTITY
        for document in graph.documents:
            yield name, terms.DERIVED_FROM, ox.NamedNode(document_iri(settings.base, document.id))
        for pair in graph.together:
            yield ox.NamedNode(pair.first), terms.SAID_WITH, ox.NamedNode(pair.second)
            yield from _counts(pair, settings)

    yield from in_order(triples(), name)


def _counts(pair: Together, settings: Settings) -> Description:
    node = ox.NamedNode(f"{settings.base}together/{digest(pair.first, pair.second, pair.window)}")
    yield node, terms.TYPE, terms.TOGETHER
    yield node, terms.FIRST, ox.NamedNode(pair.first)
    yield node, terms.SECOND, ox.NamedNode(pair.second)
    yield node, terms.WINDOW, ox.Literal(pair.window)
    counts = (
        (terms.WITH_BOTH, pair.both),
        (terms.WITH_FIRST, pair.with_first),
        (terms.WITH_SECOND, pair.with_second),
        (terms.WINDOWS, pair.windows),
    )
    for term, count in counts:
        yield node, term, ox.Literal(str(count), datatype=terms.XSD_COUNT)
    yield node, terms.LIKELIHOOD, ox.Literal(f"{pair.likelihood:.2f}", datatype=terms.XSD_DECIMAL)
