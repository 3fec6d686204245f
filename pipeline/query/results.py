"""Answers as people and programs read them: a table, CSV, JSON (all three W3C's), Turtle for triples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from pipeline.display.terminal import printable
from pipeline.errors import QueryError
from pipeline.query import failures
from pipeline.vocabulary import PREFIXES, local_name

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.query import Answer

FORMATS = ("table", "csv", "json", "turtle")
SYNTAXES = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON}
NAMES = {iri: name for name, iri in PREFIXES.items()}


def write(answer: Answer, form: str, output: IO[bytes]) -> None:
    """The answer in a format other than "table".

    Raises QueryError where the kind of answer has no such format, and where the query fails while it is answered.
    """
    rows = isinstance(answer, ox.QuerySolutions | ox.QueryBoolean)
    if form not in (SYNTAXES if rows else ("turtle",)):
        others = "table, csv or json" if rows else "turtle"
        raise QueryError(
            f"the answer is {'rows' if rows else 'triples'}, which {form} cannot hold; use --format {others}"
        )
    with failures():
        if isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
            answer.serialize(output, format=SYNTAXES[form])
        else:
            output.write(turtle(answer))


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Turtle, sorted, with the prefixes that it uses; the writer has an order of its own for them."""
    text = ox.serialize(sorted(set(triples), key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = text.splitlines(keepends=True)
    header = [line for line in lines if line.startswith(b"@prefix ")]
    body = b"".join(lines[len(header) :])
    return b"".join(sorted(line for line in header if line.split()[1] in body)) + body


def table(answer: ox.QuerySolutions | ox.QueryBoolean, hidden: Iterable[str] = ()) -> RenderableType:
    """Rows for the eye, without the `hidden` columns; numbers to the right, known namespaces short."""
    from rich.table import Table
    from rich.text import Text

    if isinstance(answer, ox.QueryBoolean):
        return Text("yes" if answer else "no")
    columns = [variable.value for variable in answer.variables if variable.value not in set(hidden)]
    with failures():
        rows = [[row[column] for column in columns] for row in answer]
    if not rows:
        return Text("No rows.")
    shown = Table(box=None, pad_edge=False)
    for index, column in enumerate(columns):
        numeric = all(_is_number(row[index]) for row in rows if row[index] is not None)
        shown.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell(term)) for term in row))
    return shown


def cell(term: object) -> str:
    """A term in a table: nothing in it can move the cursor or break the line.

    >>> cell(ox.NamedNode(PREFIXES["skos"] + "prefLabel")), cell(ox.Literal("a\\n\\x1b[31mb")), cell(None)
    ('skos:prefLabel', 'a \\ufffd[31mb', '')
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        name = local_name(term.value)
        prefix = NAMES.get(term.value[: len(term.value) - len(name)])
        text = f"{prefix}:{name}" if prefix else term.value
    else:
        text = term.value if isinstance(term, ox.Literal) else str(term)
    return printable("".join(" " if char.isspace() else char for char in text))


def _is_number(term: object) -> bool:
    return isinstance(term, ox.Literal) and local_name(term.datatype.value) in {"integer", "decimal", "double", "float"}
