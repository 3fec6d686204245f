"""RDF files as stores take them: every triple in a named graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.rdf_file import read_quads
from pipeline.settings import BASE

# Graph -> the file that it was made for, None where the file itself names it.
Graphs = dict[ox.NamedNode, str | None]


def named_quads(paths: Iterable[Path], graph: str | None, seen: Graphs) -> Iterator[ox.Quad]:
    """The quads of the files; what stands outside any graph gets `graph`, or a graph named after its file.

    seen: receives the graphs. Raises GraphError for a file that cannot be read, StoreError where `graph` is no IRI.
    """
    for path in paths:
        own = _graph(graph or f"{BASE}file/{quote(path.name)}")
        last = None
        for quad in read_quads(path):
            name = quad.graph_name
            if not isinstance(name, ox.NamedNode):  # a blank node names nothing outside its file either
                seen[own] = path.name
                yield ox.Quad(quad.subject, quad.predicate, quad.object, own)
                continue
            if name != last:
                last = name
                seen.setdefault(name, None)
            yield quad


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise StoreError(f"{iri}: not an IRI ({error}); name the graph as in https://example.org/graph") from error
