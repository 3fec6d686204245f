"""What a query asks that is about the changes between two documents of a store: those that `talkgraph diff` finds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import QueryError, UnknownNameError
from pipeline.export.changes import changed
from pipeline.graph.diff import diff, of_document
from pipeline.graph.reading import graph_of_triples
from pipeline.ontology import load_ontology
from pipeline.settings import Settings


def store_of_changes(store: ox.Store, values: Mapping[str, str], ontology: Path | None = None) -> ox.Store:
    """The changes from the document `before` to the document `after`, of what both name.

    Raises QueryError where the store holds no such document.
    """
    known = load_ontology(ontology)
    whole = graph_of_triples((quad.triple for quad in store), known, "the store")
    try:
        before, after = (of_document(whole, values[name]) for name in ("before", "after"))
    except UnknownNameError as error:
        raise QueryError(str(error)) from error
    shared = {entity.iri for entity in before.entities} & {entity.iri for entity in after.entities}
    changes = [change for change in diff(before, after) if change.triple.subject in shared]
    found, name = ox.Store(), ox.NamedNode("urn:talkgraph:changes")
    for triple in changed(changes, (before, after), known, Settings()):
        found.add(ox.Quad(triple.subject, triple.predicate, triple.object, name))
    return found
