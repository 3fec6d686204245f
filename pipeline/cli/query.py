"""`talkgraph query`: questions to a graph."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import existing_file, ontology_option
from pipeline.cli.screen import say, show
from pipeline.cli.stores import DEFAULT_STORE, login_options, with_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from pipeline.query import Answer
    from pipeline.query.named import NamedQuery
    from pipeline.stores import Login


def assignments(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Each `key=value` in its two parts."""
    for value in values:
        if value.find("=") < 1:
            raise click.BadParameter(f"{value!r} is not of the form key=value")
    return {key: text for key, _, text in (value.partition("=") for value in values)}


@click.command()
@click.argument("sparql", required=False)
@click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="PATH|URL",
    help="Folder of an Oxigraph store, or URL of a SPARQL endpoint.",
)
@click.option("--graph", type=existing_file, help="An RDF file, instead of a store.")
@click.option("--file", type=existing_file, help="File with the query.")
@click.option("--name", help="One of the queries that --list shows.")
@click.option(
    "--set",
    "values",
    multiple=True,
    callback=assignments,
    metavar="KEY=VALUE",
    help="Value for a named query's parameter.",
)
@click.option("--list", "listing", is_flag=True, help="List the named queries and their parameters.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    help="[default: table; turtle for CONSTRUCT and DESCRIBE]",
)
@ontology_option
@with_options(login_options())
def query(
    sparql: str | None,
    store: str,
    graph: Path | None,
    file: Path | None,
    name: str | None,
    values: dict[str, str],
    listing: bool,
    form: str | None,
    ontology: Path | None,
    login: Login,
    timeout: float,
) -> None:
    """Ask a graph: in SPARQL 1.1, or by the name of a query.

    All documents are asked together, and the prefixes of talkgraph's files (tg, skos, prov ...) are known. Nothing is
    ever changed.

    \b
    talkgraph query --name about --set about="Ada Lovelace"
    talkgraph query --format csv 'SELECT * { ?who tg:worksFor ?whom }'
    """
    from pipeline.errors import QueryError
    from pipeline.query.named import named_queries, named_query

    if listing:
        show(_listed(named_queries(ontology)))
        return
    if sum(source is not None for source in (sparql, file, name)) != 1:
        raise click.UsageError("give one query: as an argument, by --file, or by --name (see --list)")
    if name is not None:
        try:
            text = named_query(name, values, ontology).text
        except QueryError as error:
            raise click.UsageError(str(error)) from error
    elif values:
        raise click.UsageError("--set goes with --name; write the value into your own query")
    else:
        text = sparql if sparql is not None else _read(file)
    _print(_answer(text, values, store, graph, login, timeout), form, hidden=values)


def _listed(queries: Mapping[str, NamedQuery]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, show_header=False)
    for query in queries.values():
        parameters = [f"--set {name}=...  {meaning}" for name, meaning in query.required.items()]
        parameters += [f"[--set {name}=...]  {meaning}" for name, meaning in query.optional.items()]
        shown.add_row(Text(query.name), Text("\n".join([query.description, *(f"  {line}" for line in parameters)])))
    return shown


def _answer(text: str, bound: dict[str, str], store: str, graph: Path | None, login: Login, timeout: float) -> Answer:
    from pipeline.query import ask, graph_of, may_end_the_engine
    from pipeline.query.apart import ask_apart
    from pipeline.stores import is_url

    if graph is not None or not is_url(store):
        from pipeline.stores.embedded import EmbeddedStore

        if may_end_the_engine(text):
            return ask_apart(graph or Path(store), text, bound)
        return ask(graph_of(graph) if graph else EmbeddedStore(Path(store)).read(), text, bound)
    if bound:
        raise click.UsageError("--set goes with a store in a folder or a --graph; a server cannot bind values safely")
    from pipeline.query.remote import ask_server
    from pipeline.stores.http import Server

    return ask_server(Server(login, timeout), store, text)


def _print(answer: Answer, form: str | None, hidden: dict[str, str]) -> None:
    import pyoxigraph as ox

    from pipeline.query.results import table, write

    if form in (None, "table") and isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
        show(table(answer, hidden))
    elif sys.stdout.isatty():
        write(answer, form or "turtle", output := io.BytesIO())
        say(output.getvalue().decode(), nl=False)
    else:
        write(answer, form or "turtle", sys.stdout.buffer)


def _read(file: Path | None) -> str:
    from pipeline.errors import QueryError

    assert file is not None
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read ({error}); name a file with a query in UTF-8") from error
