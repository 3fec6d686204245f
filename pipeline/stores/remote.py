"""Stores over HTTP: the SPARQL 1.1 Graph Store Protocol, and SPARQL 1.1 Update for servers that lack it.

Both W3C Recommendations of 2013. Each graph is one request, or, where an update would be too long, is built under
another name and moved into place by one: a graph is as it was or as it should be.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Protocol

import pyoxigraph as ox

from pipeline.errors import Interrupted, LeftoverWarning, StoreError
from pipeline.stores.documents import (
    DOCUMENTS,
    INFERENCES,
    Inferences,
    documents_in,
    documents_of,
    inferences_of,
    loaded,
    named,
    other_versions,
    standing_on,
)
from pipeline.stores.http import Server, shown
from pipeline.stores.reading import spooled
from pipeline.stores.records import Loaded, StoredDocument, Unloaded

TURTLE = "text/turtle"  # N-Triples are Turtle, and every server takes that
JSON_RESULTS = "application/sparql-results+json"
# A graph that is being built says so of itself until it is moved into place.
LOADING = ox.NamedNode("urn:talkgraph:loading")
UNFINISHED = f"SELECT DISTINCT ?graph ?target WHERE {{ GRAPH ?graph {{ ?graph {LOADING} ?target }} }}"
LINES = 2_000  # triples in one update; Virtuoso stops at 10,000 lines of text


class Writer(Protocol):
    """Puts and deletes whole graphs. `url` is the server's address."""

    url: str

    def put(self, graph: ox.NamedNode, triples: IO[bytes]) -> None:
        """Make the graph hold exactly these N-Triples."""
        ...

    def delete(self, graph: ox.NamedNode) -> None:
        """Remove the graph; one that is not there is no error."""
        ...


class GraphStore:
    """A SPARQL 1.1 Graph Store."""

    def __init__(self, server: Server, url: str) -> None:
        """url: of the store, to which `?graph=` is added."""
        self.server, self.url = server, url

    def put(self, graph: ox.NamedNode, triples: IO[bytes]) -> None:
        """See `Writer`."""
        self.server.send("PUT", self.url, params={"graph": graph.value}, body=triples, content_type=TURTLE)

    def delete(self, graph: ox.NamedNode) -> None:
        """See `Writer`."""
        self.server.send("DELETE", self.url, params={"graph": graph.value}, missing_is_fine=True)


class UpdateEndpoint:
    """A SPARQL 1.1 Update endpoint. N-Triples may stand in an update as they are."""

    def __init__(self, server: Server, url: str) -> None:
        """url: to which updates are posted."""
        self.server, self.url = server, url

    def put(self, graph: ox.NamedNode, triples: IO[bytes]) -> None:
        """See `Writer`."""
        first, rest = _chunk(triples), _chunk(triples)
        if not rest:
            self._update(b"DROP SILENT GRAPH %b ;\n" % _n(graph) + _insert(graph, first))
            return
        made = ox.NamedNode(f"{graph.value}#loading")
        mark = f"{made} {LOADING} {graph} .\n".encode()
        self._update(b"DROP SILENT GRAPH %b ;\n" % _n(made) + _insert(made, mark + first))
        while rest:
            self._update(_insert(made, rest))
            rest = _chunk(triples)
        unmark = b"DELETE DATA { GRAPH %b { %b } } ;\n" % (_n(made), mark)
        self._update(unmark + b"MOVE GRAPH %b TO GRAPH %b" % (_n(made), _n(graph)))

    def delete(self, graph: ox.NamedNode) -> None:
        """See `Writer`."""
        self._update(b"DROP SILENT GRAPH %b" % _n(graph))

    def _update(self, text: bytes) -> None:
        self.server.send("POST", self.url, body=text, content_type="application/sparql-update")


class RemoteStore:
    """A store on a server. The files are read and checked in full before the first request."""

    def __init__(self, writer: Writer, server: Server, query_url: str | None) -> None:
        """query_url: a SPARQL endpoint that tells what the store holds; without it older versions go unnoticed."""
        self.writer, self.server, self.query_url = writer, server, query_url
        self.place = shown(writer.url)

    def load(self, paths: list[Path], *, graph: str | None = None, keep_versions: bool = False) -> Loaded:
        """See `pipeline.stores.Store`."""

        with TemporaryDirectory(prefix="talkgraph-") as temporary:
            spool = spooled(paths, graph, Path(temporary))
            before, inferences = self.documents(), self.inferences()
            self._clear_up()
            documents = documents_in(spool.about)
            outdated = () if keep_versions else other_versions(before or (), documents)
            result = loaded(spool.graphs, spool.made, documents, spool.triples, before, outdated, inferences)
            done: list[str] = []
            with self._telling(done, len(spool.graphs)):
                for name, (path, count) in spool.graphs.items():
                    with path.open("rb") as triples:
                        self.writer.put(name, triples)
                    self._count(name, count, path)
                    done.append(name.value)
                for iri in (*(document.graph for document in outdated), *result.stale):
                    self.writer.delete(ox.NamedNode(iri))
            return result

    def unload(self, names: list[str]) -> Unloaded:
        """See `pipeline.stores.Store`. Without a `query_url` only IRIs are understood, and taken on trust."""
        known = self.documents()
        self._clear_up()
        if known is None:
            short = [name for name in names if ":" not in name]
            if short:
                raise StoreError(f"{short[0]}: only an IRI is understood here; give it, or --query-url to look it up")
            documents = tuple(StoredDocument(name, name, name) for name in names)
            graphs = tuple(graph for name in names for graph in _graphs(name))
        else:
            documents = named(names, known, self.place)
            graphs = tuple(document.graph for document in documents)
        stale = standing_on(self.inferences(), documents)
        graphs = (*stale, *graphs)  # while the documents are there, it can be redone
        done: list[str] = []
        with self._telling(done, len(graphs)):
            for iri in graphs:
                self.writer.delete(ox.NamedNode(iri))
                done.append(iri)
        return Unloaded(documents, stale, checked=known is not None)

    def documents(self) -> tuple[StoredDocument, ...] | None:
        """What the store holds, None where it cannot be asked."""
        return documents_of(self._select(self.query_url, DOCUMENTS)) if self.query_url else None

    def inferences(self) -> Inferences:
        """The graphs of inferences that the store holds, none where it cannot be asked."""
        return inferences_of(self._select(self.query_url, INFERENCES)) if self.query_url else ()

    def _clear_up(self) -> None:
        """Remove what loads that were killed had begun to build, where the store can be asked for it."""
        for row in self._select(self.query_url, UNFINISHED) if self.query_url else ():
            graph, target = row["graph"], row["target"]
            if isinstance(graph, ox.NamedNode) and isinstance(target, ox.NamedNode):
                self.writer.delete(graph)
                begun = f"an earlier load was ended while it built {target.value}; what it had begun is removed"
                told = f"{self.place}: {begun}"
                warnings.warn(told, LeftoverWarning, stacklevel=2)

    def _count(self, graph: ox.NamedNode, count: int, path: Path) -> None:
        """Ask, where the store can be asked, whether it now holds the graph: any server may say yes to anything.

        Two spellings of a number may have become one triple there, as they do in Oxigraph.
        """
        if not self.query_url:
            return
        query = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        found = sum(int(getattr(row["count"], "value", 0)) for row in self._select(self.query_url, query))
        if found != count and not _distinct(path) <= found < count:
            raise StoreError(
                f"{self.place}: took the graph {graph.value}, but {shown(self.query_url)} knows {found} of its {count} "
                "triples; check that both addresses are of one store"
            )

    def _select(self, url: str, query: str) -> ox.QuerySolutions:
        try:
            answer = self.server.send("POST", url, body={"query": query}, accept=JSON_RESULTS)
        except StoreError as error:
            if url != self.writer.url:
                raise
            raise StoreError(f"{error}; if queries go to another address, name it by --query-url") from error
        try:
            solutions = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{shown(url)}: gives no SPARQL results; check the address") from error
        if not isinstance(solutions, ox.QuerySolutions):
            raise StoreError(f"{shown(url)}: answers yes or no to a SELECT; check the address")
        wanted = {word.strip("?)") for word in query.partition("WHERE")[0].split() if word.startswith("?")}
        if {variable.value for variable in solutions.variables} != wanted:
            raise StoreError(f"{shown(url)}: answers another question; check the address")
        return solutions

    @contextmanager
    def _telling(self, done: list[str], total: int) -> Iterator[None]:
        """When something stops the work in the middle, say how far it got: each graph is old or new, never half."""
        try:
            yield
        except StoreError as error:
            raise StoreError(f"{error}{self._progress(done, total)}" if done else str(error)) from error
        except KeyboardInterrupt as error:
            state = self._progress(done, total) if done else "; nothing was changed"
            raise Interrupted(f"{self.place}{state}") from error

    def _progress(self, done: list[str], total: int) -> str:
        return f"; {len(done)} of {total} graphs were done before, the last {done[-1]}; do it again for the others"


def _graphs(iri: str) -> tuple[str, ...]:
    """The graphs that may hold what a document says, or of what has another IRI the graph of that name."""
    base, kind, name = iri.rpartition("/document/")
    return (iri, f"{base}/graph/{name}") if kind else (iri,)


def _distinct(path: Path) -> int:
    """How many triples there are where numbers count by their value."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return len(store)


def _n(graph: ox.NamedNode) -> bytes:
    return str(graph).encode()


def _chunk(lines: IO[bytes]) -> bytes:
    return b"".join(itertools.islice(lines, LINES))


def _insert(graph: ox.NamedNode, triples: bytes) -> bytes:
    return b"INSERT DATA { GRAPH %b {\n%b} }" % (_n(graph), triples)
