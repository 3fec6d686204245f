"""Questions to a graph: SPARQL 1.1 over a store in a folder, a file, or a server; nothing is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import QueryError
from pipeline.query.mistakes import explained
from pipeline.query.text import has_keyword
from pipeline.vocabulary import PREFIXES

__all__ = ["Answer", "ask", "graph_of", "may_end_the_engine"]

# Rows, yes or no, or triples.
Answer = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def graph_of(path: Path) -> ox.Store:
    """An RDF file as a store in memory, triples outside any named graph in one of their own. Raises GraphError."""
    from pipeline.stores.reading import fill

    store = ox.Store()
    fill(store, [path], None)
    return store


def ask(
    store: ox.Store,
    query: str,
    values: Mapping[str, str] | None = None,
    *,
    default_graphs: Sequence[ox.NamedNode] = (),
    named_graphs: Sequence[ox.NamedNode] = (),
) -> Answer:
    """The answer to a query over all named graphs together; the prefixes of talkgraph's own files need no declaring.

    Where the query says by FROM and FROM NAMED what its dataset is, it is that (SPARQL 1.1 Query, 13.2).
    default_graphs, named_graphs: the dataset instead of either (SPARQL 1.1 Protocol, 2.1.4).
    values: variable -> text to which it is bound, as a literal: no text can change the query.
    Raises QueryError for a query that is not valid, changes something, or fails.
    """
    bound: dict[ox.Variable, Term] = {ox.Variable(name): ox.Literal(value) for name, value in (values or {}).items()}
    try:
        with failures():
            return store.query(
                query,
                prefixes=PREFIXES,
                use_default_graph_as_union=not (default_graphs or named_graphs or has_keyword(query, "FROM")),
                default_graph=[*default_graphs] or None,
                named_graphs=[*named_graphs] or None,
                substitutions=bound,
            )
    except SyntaxError as error:
        raise QueryError(explained(str(error), query)) from error


def may_end_the_engine(query: str) -> bool:
    """Whether answering it may end this very process: see `pipeline.query.apart`, which is for those."""
    return has_keyword(query, "ORDER")


@contextmanager
def failures() -> Iterator[None]:
    """A query fails when it is asked or while its answer is read: either way a QueryError."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        if getattr(error, "errno", None) is not None:  # the output, not the query
            raise
        raise QueryError(f"the query failed ({error}); mend it, or ask for less") from error
