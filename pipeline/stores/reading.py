"""RDF files as stores take them: every triple in a named graph."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.rdf_file import bulk_load, read_quads, syntax_of
from pipeline.settings import BASE

T = TypeVar("T")


@dataclass
class Contents:
    """What files hold.

    graphs: each with the file that it is made for, None where a file itself names it.
    mixed: files that have named graphs and triples outside any.
    """

    paths: list[Path]
    graph: str | None
    graphs: dict[ox.NamedNode, str | None] = field(default_factory=dict)
    mixed: set[Path] = field(default_factory=set)

    def own(self, path: Path) -> ox.NamedNode:
        """The graph for triples outside any: the one that the user names, or one that is named after the file."""
        iri = self.graph or f"{BASE}file/{quote(path.name)}"
        try:
            return ox.NamedNode(iri)
        except ValueError as error:
            raise StoreError(f"{iri}: not an IRI ({error}); name the graph as in https://example.org/graph") from error


def contents(paths: list[Path], graph: str | None) -> Contents:
    """Read the files once to see which graphs they hold.

    Raises GraphError for a file that cannot be read, StoreError where `graph` is no IRI.
    """
    found = Contents(paths, graph)
    for path in paths:
        own, last = found.own(path), None
        if not syntax_of(path).supports_datasets:
            found.graphs[own] = path.name
            continue
        for quad in read_quads(path):
            name = quad.graph_name
            if name == last:
                continue
            last = name
            if isinstance(name, ox.NamedNode):
                found.graphs.setdefault(name, None)
            else:  # a blank node names nothing outside its file either
                found.graphs[own] = path.name
                found.mixed.add(path)
    return found


def fill(store: ox.Store, found: Contents) -> None:
    """Add what the files hold to an Oxigraph store."""
    for path in found.paths:
        if path in found.mixed:
            store.bulk_extend(_named(read_quads(path), found.own(path)))
        else:
            bulk_load(store, path, found.own(path))


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


def _named(quads: Iterable[ox.Quad], own: ox.NamedNode) -> Iterator[ox.Quad]:
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            yield quad
        else:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, own)
