"""A store in a folder: Oxigraph, which pyoxigraph brings along. `oxigraph serve --location` opens the same folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyoxigraph as ox
from filelock import FileLock, Timeout

from pipeline.errors import Interrupted, StoreError
from pipeline.stores.documents import (
    documents_in,
    inferences_in,
    loaded,
    named,
    named_graphs,
    other_versions,
    standing_on,
)
from pipeline.stores.reading import fill, graphs_in, opened
from pipeline.stores.records import Loaded, Unloaded

MARKER = "CURRENT"  # the file that every RocksDB folder has
T = TypeVar("T")


class EmbeddedStore:
    """The store in `folder`, which need not exist yet.

    Every change is made to a copy (of hard links, so it costs next to nothing) that takes the folder's place at the
    end: whatever happens, the store is as it was or as it should be.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self.folder = folder

    def load(self, paths: list[Path], *, graph: str | None = None, keep_versions: bool = False) -> Loaded:
        """See `pipeline.stores.Store`."""

        def work(store: ox.Store) -> Loaded:
            before, inferences = documents_in(store), inferences_in(store)
            others, graphs = 0, None
            if len(store):
                graphs = graphs_in(paths, graph)
                _make_room(store, graphs)
                others = len(store)
            made = fill(store, paths, graph)
            triples = len(store) - others
            graphs = named_graphs(store) if graphs is None else graphs
            documents = tuple(item for item in documents_in(store) if ox.NamedNode(item.iri) in graphs)
            outdated = () if keep_versions else other_versions(before, documents)
            result = loaded(graphs, made, documents, triples, before, outdated, inferences)
            for iri in (*(document.iri for document in outdated), *result.stale):
                store.remove_graph(ox.NamedNode(iri))
            return result

        return self._change(work)

    def unload(self, names: list[str]) -> Unloaded:
        """See `pipeline.stores.Store`."""
        documents = named(names, documents_in(self.read()), str(self.folder))

        def work(store: ox.Store) -> Unloaded:
            stale = standing_on(inferences_in(store), documents)
            for iri in (*(document.iri for document in documents), *stale):
                store.remove_graph(ox.NamedNode(iri))
            return Unloaded(documents, stale)

        return self._change(work)

    def read(self) -> ox.Store:
        """The store to read from; others may change it meanwhile. Raises StoreError where there is none."""
        if not (self.folder / MARKER).is_file():
            raise StoreError(f"{self.folder}: no store here; load a graph first: talkgraph load outputs/graph.nq")
        try:
            return ox.Store.read_only(str(self.folder))
        except (OSError, RuntimeError) as error:
            raise self._unusable(error) from error

    def _change(self, work: Callable[[ox.Store], T]) -> T:
        """Do the work on a copy and put it in place, while nobody else changes the store."""
        if self.folder.is_file() or (self.folder.is_dir() and any(self.folder.iterdir()) and not self._is_store()):
            raise StoreError(f"{self.folder}: holds other files and is no store; name a new folder")
        place = self.folder.resolve()  # a link to a folder stays one
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(place.parent / f".{place.name}.lock", timeout=0):
                return _replaced(place, work)
        except Timeout as error:
            raise StoreError(f"{self.folder}: another program is loading into it; try again when it is done") from error
        except (OSError, RuntimeError) as error:
            raise self._unusable(error) from error
        except KeyboardInterrupt as error:
            raise Interrupted(f"{self.folder} is as it was") from error

    def _is_store(self) -> bool:
        return (self.folder / MARKER).is_file()

    def _unusable(self, error: OSError | RuntimeError) -> StoreError:
        if not isinstance(error, OSError):
            reason = str(error).split(".")[0]
            return StoreError(f"{self.folder}: is damaged ({reason}); delete it and load the graphs again")
        if "LOCK" in str(error):
            return StoreError(f"{self.folder}: in use by another program; end that one, or name another folder")
        reason = error.strerror or str(error).rpartition(": ")[2]  # RocksDB tells a whole chain; the cause stands last
        return StoreError(f"{self.folder}: cannot be used ({reason}); name another folder")


def _replaced(place: Path, work: Callable[[ox.Store], T]) -> T:
    """Change a copy of the store and move it into place.

    Nobody holds the store open while it is replaced: RocksDB knows its files by their paths, and the former store would
    clean up after itself among the files of the new one.
    """
    known = (place / MARKER).is_file()
    try:
        with TemporaryDirectory(prefix=".talkgraph-", dir=place.parent) as temporary:
            new, old = Path(temporary, "new"), Path(temporary, "old")
            ox.Store(str(place)).backup(str(new))
            result = opened(new, work)
            try:
                os.rename(place, old)
                os.rename(new, place)
            except BaseException:
                if not place.exists():
                    os.rename(old, place)
                raise
            known = True
            return result
    finally:
        if not known:
            shutil.rmtree(place, ignore_errors=True)


def _make_room(store: ox.Store, going: set[ox.NamedNode]) -> None:
    """Remove the graphs."""
    graphs = set(store.named_graphs())
    if graphs <= going and not any(store.quads_for_pattern(None, None, None, ox.DefaultGraph())):
        store.clear()  # much faster than graph by graph
        return
    for name in graphs & going:
        store.remove_graph(name)
