"""Which documents a store holds, and which of them a name means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.stores.records import Loaded, StoredDocument
from pipeline.vocabulary import PREFIXES, inferred_iri

# Graph of inferences, document on which it stands.
Inferences = tuple[tuple[str, str], ...]
# Every store understands it: a graph says from which document it is, and describes that. In files of earlier days the
# document names its graph.
DOCUMENTS = f"""SELECT DISTINCT ?graph ?document ?name WHERE {{
  {{ GRAPH ?graph {{ ?graph <{PREFIXES["prov"]}wasDerivedFrom> ?document .
    ?document <{PREFIXES["dcterms"]}source> ?name ; <{PREFIXES["tg"]}digest> ?digest }} }}
  UNION {{ GRAPH ?document {{ ?document <{PREFIXES["dcterms"]}source> ?name ; <{PREFIXES["tg"]}digest> ?digest }}
    BIND(?document AS ?graph) }}
}}"""

# What follows from documents says so in its own graph.
INFERENCES = f"""SELECT DISTINCT ?graph ?document WHERE {{
  GRAPH ?graph {{ ?graph <{PREFIXES["prov"]}wasDerivedFrom> ?document }}
}}"""


def documents_in(store: ox.Store) -> tuple[StoredDocument, ...]:
    """The documents of an Oxigraph store, sorted."""
    solutions = store.query(DOCUMENTS)
    assert isinstance(solutions, ox.QuerySolutions)
    return documents_of(solutions)


def inferences_in(store: ox.Store) -> Inferences:
    """The graphs of inferences of an Oxigraph store."""
    solutions = store.query(INFERENCES)
    assert isinstance(solutions, ox.QuerySolutions)
    return inferences_of(solutions)


def named_graphs(store: ox.Store) -> set[ox.NamedNode]:
    """The graphs of an Oxigraph store that have an IRI."""
    return {name for name in store.named_graphs() if isinstance(name, ox.NamedNode)}


def documents_of(solutions: ox.QuerySolutions) -> tuple[StoredDocument, ...]:
    """The answer to `DOCUMENTS`, sorted; what is no document of ours is left aside."""
    rows = ((row["document"], row["name"], row["graph"]) for row in solutions)
    terms = (ox.NamedNode, ox.Literal)
    return tuple(
        sorted(
            {
                StoredDocument(iri.value, name.value, graph.value)
                for iri, name, graph in rows
                if isinstance(iri, terms) and isinstance(name, terms) and isinstance(graph, terms)
            }
        )
    )


def inferences_of(solutions: ox.QuerySolutions) -> Inferences:
    """The answer to `INFERENCES`; other graphs that somebody derived from documents are left aside."""
    rows = ((row["graph"], row["document"]) for row in solutions)
    named = ((a.value, b.value) for a, b in rows if isinstance(a, ox.NamedNode) and isinstance(b, ox.NamedNode))
    return tuple(
        (graph, document)
        for graph, document in named
        if graph.startswith(inferred_iri(document.rpartition("document/")[0], ()).rpartition("/")[0] + "/")
    )


def standing_on(inferences: Inferences, documents: Iterable[StoredDocument]) -> tuple[str, ...]:
    """The graphs of inferences that stand on any of the documents, sorted."""
    iris = {document.iri for document in documents}
    return tuple(sorted({graph for graph, document in inferences if document in iris}))


def loaded(
    graphs: Iterable[ox.NamedNode],
    made: Mapping[ox.NamedNode, str],
    documents: tuple[StoredDocument, ...],
    triples: int,
    before: tuple[StoredDocument, ...] | None,
    outdated: tuple[StoredDocument, ...],
    inferences: Inferences,
) -> Loaded:
    """The record of a load.

    made: graphs for triples outside any. before, inferences: what the store held; `before` is None where it could not
    be asked.
    """
    names = {name.value for name in graphs}
    known = {document.iri for document in before or ()}
    replaced = tuple(document for document in documents if document.iri in known)
    stale = standing_on(inferences, (*replaced, *outdated))
    return Loaded(
        graphs=tuple(sorted(names)),
        documents=documents,
        triples=triples,
        replaced=replaced,
        outdated=outdated,
        stale=tuple(graph for graph in stale if graph not in names),
        unnamed=tuple(sorted((name.value, file) for name, file in made.items())),
        checked=before is not None,
    )


def other_versions(before: Iterable[StoredDocument], loaded: Iterable[StoredDocument]) -> tuple[StoredDocument, ...]:
    """Documents with the name of a loaded one and another graph: one of other content, or of earlier days."""
    loaded = tuple(loaded)
    names, graphs = {document.name for document in loaded}, {document.graph for document in loaded}
    return tuple(document for document in before if document.name in names and document.graph not in graphs)


def named(names: Iterable[str], documents: Iterable[StoredDocument], store: str) -> tuple[StoredDocument, ...]:
    """The documents that the names mean. Raises StoreError where a name means none, or a file name several."""
    documents = tuple(documents)
    found = []
    for name in names:
        exact = [document for document in documents if name in (document.iri, document.graph, document.id)]
        matches = exact or [document for document in documents if document.name == name]
        if not matches:
            known = ", ".join(document.id for document in documents[:10]) or "none"
            raise StoreError(f"{store}: holds no document {name}; it holds: {known}")
        if len(matches) > 1:
            ids = ", ".join(document.id for document in matches)
            raise StoreError(f"{store}: {name} is the name of several documents; name one of {ids}")
        found.append(matches[0])
    return tuple(dict.fromkeys(found))
