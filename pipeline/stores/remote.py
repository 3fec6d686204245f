"""Stores over HTTP: the SPARQL 1.1 Graph Store Protocol, and SPARQL 1.1 Update for servers that lack it.

Both W3C Recommendations of 2013. Each graph is one request, or, where an update would be too long, is built under
another name and moved into place by one: a graph is as it was or as it should be.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Protocol

import pyoxigraph as ox

from pipeline.errors import Interrupted, StoreError
from pipeline.stores.documents import (
    DOCUMENTS,
    INFERENCES,
    Inferences,
    documents_in,
    documents_of,
    inferences_of,
    loaded,
    named,
    named_graphs,
    other_versions,
    standing_on,
)
from pipeline.stores.http import Server, shown
from pipeline.stores.reading import fill, opened
from pipeline.stores.records import Loaded, StoredDocument, Unloaded

TURTLE = "text/turtle"  # N-Triples are Turtle, and every server takes that
JSON_RESULTS = "application/sparql-results+json"
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
        self._update(b"DROP SILENT GRAPH %b ;\n" % _n(made) + _insert(made, first))
        while rest:
            self._update(_insert(made, rest))
            rest = _chunk(triples)
        self._update(b"MOVE GRAPH %b TO GRAPH %b" % (_n(made), _n(graph)))

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

        def send(stage: ox.Store) -> Loaded:
            made = fill(stage, paths, graph)
            before, inferences = self.documents(), self.inferences()
            graphs = named_graphs(stage)
            documents = documents_in(stage)
            outdated = () if keep_versions else other_versions(before or (), documents)
            result = loaded(graphs, made, documents, len(stage), before, outdated, inferences)
            done: list[str] = []
            with self._telling(done, len(graphs)):
                for name in sorted(graphs, key=lambda node: node.value):
                    with TemporaryFile() as triples:
                        stage.dump(triples, ox.RdfFormat.N_TRIPLES, from_graph=name)
                        triples.seek(0)
                        self.writer.put(name, triples)
                    done.append(name.value)
                for iri in (*(document.iri for document in outdated), *result.stale):
                    self.writer.delete(ox.NamedNode(iri))
            return result

        with TemporaryDirectory(prefix="talkgraph-") as temporary:
            return opened(Path(temporary), send)

    def unload(self, names: list[str]) -> Unloaded:
        """See `pipeline.stores.Store`. Without a `query_url` only IRIs are understood, and taken on trust."""
        known = self.documents()
        if known is None:
            short = [name for name in names if ":" not in name]
            if short:
                raise StoreError(f"{short[0]}: only an IRI is understood here; give it, or --query-url to look it up")
            documents = tuple(StoredDocument(name, name) for name in names)
        else:
            documents = named(names, known, self.place)
        stale = standing_on(self.inferences(), documents)
        graphs = (*stale, *(document.iri for document in documents))  # while the documents are there, it can be redone
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


def _n(graph: ox.NamedNode) -> bytes:
    return str(graph).encode()


def _chunk(lines: IO[bytes]) -> bytes:
    return b"".join(itertools.islice(lines, LINES))


def _insert(graph: ox.NamedNode, triples: bytes) -> bytes:
    return b"INSERT DATA { GRAPH %b {\n%b} }" % (_n(graph), triples)
