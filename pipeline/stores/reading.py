"""RDF files as stores take them: every triple in a named graph.

`fill` puts them into an Oxigraph store, which keeps numbers by their value; `spooled` leaves every term as it is.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.export.sorting import sorted_lines
from pipeline.rdf_file import bulk_load, read_quads, syntax_of
from pipeline.settings import BASE
from pipeline.vocabulary import expand

# Graph -> the file that it is made for.
Graphs = dict[ox.NamedNode, str]
BATCH = 20_000  # quads that become lines at once
DESCRIBING = {expand(name) for name in ("dcterms:source", "tg:digest", "prov:wasDerivedFrom")}
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


@dataclass(frozen=True, slots=True)
class Spool:
    """Named graphs that wait in files. graphs: graph -> its N-Triples, sorted, each once, and how many they are.

    made: graphs for triples outside any. about: what the graphs say of documents and inferences, as a store to ask.
    """

    graphs: Mapping[ox.NamedNode, tuple[Path, int]]
    made: Graphs
    about: ox.Store

    @property
    def triples(self) -> int:
        """In all graphs together."""
        return sum(count for _, count in self.graphs.values())


def spooled(paths: Iterable[Path], graph: str | None, folder: Path) -> Spool:
    """What the files hold, graph by graph, term by term as it stands there, in files below `folder`.

    Blank nodes of different files stay apart. Raises as `fill` does.
    """
    made: Graphs = {}
    about = ox.Store()

    def lines() -> Iterator[bytes]:
        for number, path in enumerate(paths):
            own = own_graph(path, graph)
            quads = (_apart(quad, number) for quad in read_quads(path))
            while block := list(islice(quads, BATCH)):
                text = []
                for quad in block:
                    name = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else own
                    if name is own:
                        made[own] = path.name
                    if quad.predicate.value in DESCRIBING:
                        about.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
                    text.append(f"{name} {quad.triple} .\n")
                yield "".join(text).encode()

    graphs: dict[ox.NamedNode, tuple[Path, int]] = {}
    for name, group in groupby(chain.from_iterable(sorted_lines(lines())), key=lambda line: line.partition(b" ")[0]):
        place = folder / f"{len(graphs)}.nt"
        with place.open("wb") as out:
            count = 0
            for count, line in enumerate(group, start=1):  # noqa: B007 - counts
                out.write(line.partition(b" ")[2])
        graphs[ox.NamedNode(name[1:-1].decode())] = place, count
    return Spool(graphs, made, about)


def _apart(quad: ox.Quad, number: int) -> ox.Quad:
    """The quad with blank nodes that are those of one file alone."""
    if number == 0 or "_:" not in str(quad):
        return quad
    return ox.Quad(_own(quad.subject, number), quad.predicate, _own(quad.object, number), quad.graph_name)


def _own(term: Any, number: int) -> Any:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"f{number}x{term.value}")
    if isinstance(term, ox.Triple):
        return ox.Triple(_own(term.subject, number), term.predicate, _own(term.object, number))
    return term


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
