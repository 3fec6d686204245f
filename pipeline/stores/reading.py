"""RDF files as stores take them: every triple in a named graph."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.rdf_file import bulk_load, read_quads, syntax_of
from pipeline.settings import BASE

# Graph -> the file that it is made for.
Graphs = dict[ox.NamedNode, str]
ASIDE = "<urn:talkgraph:aside>"
T = TypeVar("T")


def fill(store: ox.Store, paths: Iterable[Path], graph: str | None) -> Graphs:
    """Add what the files hold to an Oxigraph store; what stands outside any graph there already stays there.

    What the files have outside any graph goes to `graph`, or to one that is named after its file; those graphs are
    returned. Raises GraphError for a file that cannot be read, StoreError where `graph` is no IRI.
    """
    made: Graphs = {}
    aside = any(_loose(store))
    if aside:
        store.update(f"MOVE DEFAULT TO {ASIDE}")
    for path in paths:
        own = own_graph(path, graph)
        bulk_load(store, path, own)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, own) for quad in _loose(store))
        for name in _unnamed_graphs(store):
            store.remove_graph(name)
        if any(store.quads_for_pattern(None, None, None, own)):
            made[own] = path.name
    if aside:
        store.update(f"MOVE {ASIDE} TO DEFAULT")
    return made


def graphs_in(paths: Iterable[Path], graph: str | None) -> set[ox.NamedNode]:
    """The graphs to which `fill` would add; reads the files once. Raises as `fill` does."""
    found: set[ox.NamedNode] = set()
    for path in paths:
        own, last = own_graph(path, graph), None
        if not syntax_of(path).supports_datasets:
            found.add(own)
            continue
        for quad in read_quads(path):
            if quad.graph_name != last:
                last = quad.graph_name
                found.add(last if isinstance(last, ox.NamedNode) else own)
    return found


def own_graph(path: Path, graph: str | None) -> ox.NamedNode:
    """The graph for triples outside any: the one that the user names, or one that is named after the file."""
    iri = graph or f"{BASE}file/{quote(path.name)}"
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise StoreError(f"{iri}: not an IRI ({error}); name the graph as in https://example.org/graph") from error


def opened(folder: Path, work: Callable[[ox.Store], T]) -> T:
    """Open the Oxigraph store in the folder, work, and close it, also when the work fails.

    pyoxigraph closes a store when nobody holds it any more, and the frames of an exception do: they are cleared, or the
    folder could be neither moved nor removed while the exception is on its way.
    """
    store = ox.Store(str(folder))
    try:
        result = work(store)
        store.flush()
        return result
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)
        raise
    finally:
        del store


def _loose(store: ox.Store) -> Iterator[ox.Quad]:
    """What stands outside any named graph; a blank node names nothing outside its file either."""
    for name in _unnamed_graphs(store):
        yield from store.quads_for_pattern(None, None, None, name)


def _unnamed_graphs(store: ox.Store) -> list[ox.DefaultGraph | ox.BlankNode]:
    return [ox.DefaultGraph(), *(name for name in store.named_graphs() if isinstance(name, ox.BlankNode))]
