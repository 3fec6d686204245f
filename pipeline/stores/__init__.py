"""Stores that take the graph: an Oxigraph store in a folder, or any SPARQL 1.1 store over HTTP.

A document's facts are one named graph, and loading replaces graphs as a whole: loading twice changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pipeline.stores.records import Loaded, Login, StoredDocument, Unloaded

__all__ = ["Loaded", "Login", "Store", "StoredDocument", "Unloaded", "open_store"]


class Store(Protocol):
    """What every store can do."""

    def load(self, paths: list[Path], *, graph: str | None, keep_versions: bool) -> Loaded:
        """Put the named graphs of RDF files in, each replacing its former self.

        What was inferred from documents that are replaced is taken out, unless it is among what is loaded.
        graph: IRI for triples that stand outside any named graph; None makes one of the file's name.
        keep_versions: leave other versions (same name, other content) of the loaded documents where they are.
        Raises GraphError for a file that cannot be read (nothing is changed then), StoreError for a store that cannot
        be used, Interrupted when the user stops it.
        """
        ...

    def unload(self, names: list[str]) -> Unloaded:
        """Take documents out, each named by its IRI, its id or its file name, and what was inferred from them.

        Raises StoreError for a name that means no document here, or several; nothing is changed then.
        """
        ...


def open_store(
    place: str, *, login: Login | None = None, update: bool = False, query_url: str | None = None, timeout: float = 300
) -> Store:
    """The store at `place`: a folder, or the URL of a SPARQL Graph Store (with `update`, of an Update endpoint).

    query_url: SPARQL endpoint of the same server, which tells what it holds. timeout: seconds for an answer, all of it.
    """
    if not is_url(place):
        from pipeline.stores.embedded import EmbeddedStore

        return EmbeddedStore(Path(place))
    from pipeline.stores.http import Server
    from pipeline.stores.remote import GraphStore, RemoteStore, UpdateEndpoint

    server = Server(login or Login(), timeout)
    writer = UpdateEndpoint(server, place) if update else GraphStore(server, place)
    return RemoteStore(writer, server, query_url or (place if update else None))


def is_url(place: str) -> bool:
    """Whether this names a server and not a folder.

    >>> is_url("http://127.0.0.1:7878/store"), is_url("outputs/store")
    (True, False)
    """
    return "://" in place
