"""A store in a folder: Oxigraph, which pyoxigraph brings along. `oxigraph serve --location` opens the same folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from pipeline.errors import Interrupted, StoreError
from pipeline.replacing import Busy, is_unsettled, locked, replaced
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
PATIENCE = 10.0  # seconds that a reader waits while the store is being replaced
T = TypeVar("T")


class EmbeddedStore:
    """The store in `folder`, which need not exist yet.

    Every change is made to a copy (of hard links, so it costs next to nothing) that takes the folder's place at the
    end (`pipeline.replacing`): whatever happens, the store is as it was or as it should be.
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
            documents = tuple(item for item in documents_in(store) if ox.NamedNode(item.graph) in graphs)
            outdated = () if keep_versions else other_versions(before, documents)
            result = loaded(graphs, made, documents, triples, before, outdated, inferences)
            for iri in (*(document.graph for document in outdated), *result.stale):
                store.remove_graph(ox.NamedNode(iri))
            return result

        return self._changed(work)

    def unload(self, names: list[str]) -> Unloaded:
        """See `pipeline.stores.Store`."""
        documents = named(names, documents_in(self.read()), str(self.folder))

        def work(store: ox.Store) -> Unloaded:
            stale = standing_on(inferences_in(store), documents)
            for iri in (*(document.graph for document in documents), *stale):
                store.remove_graph(ox.NamedNode(iri))
            return Unloaded(documents, stale)

        return self._changed(work)

    def read(self) -> ox.Store:
        """The store to read from; others may change it meanwhile. Raises StoreError where there is none."""
        self._settle()
        try:
            return self._opened()
        except StoreError:
            if not is_unsettled(*self._change):
                raise
        self._settle()  # it was being replaced at this very moment
        return self._opened()

    def version(self) -> tuple[int, int]:
        """Another one after every change. Raises StoreError where there is no store."""
        self._settle()
        try:
            state = os.stat(self.folder / MARKER)
        except OSError as error:
            raise self._unusable(error) from error
        return state.st_ino, state.st_mtime_ns

    def _opened(self) -> ox.Store:
        if not self._is_store():
            raise StoreError(f"{self.folder}: no store here; load a graph first: talkgraph load outputs/graph.nq")
        try:
            return ox.Store.read_only(str(self.folder))
        except (OSError, RuntimeError) as error:
            raise self._unusable(error) from error

    def _changed(self, work: Callable[[ox.Store], T]) -> T:
        """Do the work on a copy and put it in place, while nobody else changes the store."""
        if not is_unsettled(*self._change):
            self._refuse_other_files()
        parent, name = self._change
        try:
            parent.mkdir(parents=True, exist_ok=True)
            with locked(parent, name):
                self._refuse_other_files()
                with replaced(parent, name) as new:
                    # Nobody holds the store open while it is replaced: RocksDB knows its files by their paths, and the
                    # former store would clean up after itself among the files of the new one.
                    if self._is_store():
                        ox.Store(str(parent / name)).backup(str(new / name))
                    return opened(new / name, work)
        except Busy as error:
            raise StoreError(f"{self.folder}: another program is loading into it; try again when it is done") from error
        except (OSError, RuntimeError) as error:
            raise self._unusable(error) from error
        except KeyboardInterrupt as error:
            raise Interrupted(f"{self.folder} is as it was") from error

    @property
    def _change(self) -> tuple[Path, str]:
        """Where and under which name the store is replaced; a link to its folder stays one."""
        place = self.folder.resolve()
        return place.parent, place.name

    def _settle(self) -> None:
        """See to it that the store is not half replaced: wait for who is at it, or finish what a killed one began."""
        if is_unsettled(*self._change):
            try:
                with locked(*self._change, wait=PATIENCE):
                    """Taking the lock does it."""
            except (Busy, OSError) as error:
                raise StoreError(
                    f"{self.folder}: half replaced by another command; wait for it, or load again as its owner"
                ) from error

    def _refuse_other_files(self) -> None:
        if self.folder.is_file() or (self.folder.is_dir() and any(self.folder.iterdir()) and not self._is_store()):
            raise StoreError(f"{self.folder}: holds other files and is no store; name a new folder")

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


def _make_room(store: ox.Store, going: set[ox.NamedNode]) -> None:
    """Remove the graphs."""
    graphs = set(store.named_graphs())
    if graphs <= going and not any(store.quads_for_pattern(None, None, None, ox.DefaultGraph())):
        store.clear()  # much faster than graph by graph
        return
    for name in graphs & going:
        store.remove_graph(name)
