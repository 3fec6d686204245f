"""`talkgraph load` and `talkgraph unload`: documents into a store and out of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import existing_file
from pipeline.cli.screen import say

if TYPE_CHECKING:
    from pipeline.stores import Loaded, Login, Store

DEFAULT_STORE = "outputs/store"


Options = tuple[Callable[..., Any], ...]


def login_options() -> Options:
    """How to log in to a server, and how long to wait for it."""
    return (
        click.option("--user", envvar="TALKGRAPH_USER", show_envvar=True, help="Name to log in with."),
        click.option("--password", envvar="TALKGRAPH_PASSWORD", show_envvar=True, help="Better in the variable."),
        click.option("--digest", is_flag=True, help="Log in by HTTP Digest, which Virtuoso wants."),
        click.option("--token", envvar="TALKGRAPH_TOKEN", show_envvar=True, help="Bearer token, instead of these."),
        click.option(
            "--timeout",
            type=click.FloatRange(0, min_open=True),
            default=300,
            show_default=True,
            metavar="SECONDS",
            help="How long a server may take to answer.",
        ),
    )


def store_options() -> Options:
    """Which store, and how to log in."""
    return (
        click.option(
            "--store",
            default=DEFAULT_STORE,
            show_default=True,
            metavar="PATH|URL",
            help="Folder of an Oxigraph store, or URL of a SPARQL 1.1 Graph Store.",
        ),
        click.option("--update", is_flag=True, help="The URL is a SPARQL Update endpoint."),
        click.option("--query-url", metavar="URL", help="SPARQL endpoint that tells which documents the server holds."),
        *login_options(),
    )


def with_options(options: Options) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The command with these options; those of a login arrive as one `login`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(*, user: str | None, password: str | None, digest: bool, token: str | None, **rest: Any) -> None:
            from pipeline.stores import Login

            command(login=Login(user, password, token, digest), **rest)

        for option in reversed(options):
            called = option(called)
        return called

    return decorate


@click.command()
@click.argument("graphs", nargs=-1, required=True, type=existing_file)
@with_options(store_options())
@click.option(
    "--graph", metavar="IRI", help="Named graph for triples outside any.  [default: one named after the file]"
)
@click.option("--keep-versions", is_flag=True, help="Keep other versions of the same document (same file name).")
def load(graphs: tuple[Path, ...], graph: str | None, keep_versions: bool, **where: Any) -> None:
    """Load GRAPHS, RDF files of any format, into a store.

    Each named graph (in graph.nq: a document) replaces its former self, so that loading twice changes nothing. A
    document whose file changed replaces its older versions, by file name. What was inferred from a replaced document
    goes, so load the run's inferred.nq too. Loading that fails or is interrupted leaves a store in a folder as it was,
    and a server with whole graphs, and says which.
    """
    loaded = _store(**where).load(list(graphs), graph=graph, keep_versions=keep_versions)
    for line in _told(loaded, where["store"]):
        say(line)


@click.command()
@click.argument("documents", nargs=-1, required=True)
@with_options(store_options())
def unload(documents: tuple[str, ...], **where: Any) -> None:
    """Take DOCUMENTS, with all that they say and what was inferred from them, out of a store.

    A document is named by its file name, its id, or its IRI.
    """
    unloaded = _store(**where).unload(list(documents))
    for document in unloaded.documents:
        say(f"Removed {document.name}" + (f" ({document.iri})" if document.name != document.iri else ""))
    for graph in unloaded.stale:
        say(f"Removed what was inferred from it ({graph}); run talkgraph over the documents left to infer again")
    if not unloaded.checked:
        say("Not checked: what was inferred from these documents; name --query-url to have it taken out")


def _store(store: str, update: bool, query_url: str | None, login: Login, timeout: float) -> Store:
    from pipeline.stores import is_url, open_store

    if (update or query_url) and not is_url(store):
        raise click.UsageError("--update and --query-url go with a URL: --store https://example.org/store")
    return open_store(store, login=login, update=update, query_url=query_url, timeout=timeout)


def _told(loaded: Loaded, place: str) -> list[str]:
    from pipeline.stores.http import shown

    new = len(loaded.documents) - len(loaded.replaced)
    known = f": {new} new, {len(loaded.replaced)} replaced" if loaded.checked else ""
    lines = [
        f"Loaded {loaded.triples} triples in {len(loaded.graphs)} graphs into {shown(place)}",
        f"Documents: {len(loaded.documents)}{known}",
        *(f"{item.name}: this version took the place of {item.id}" for item in loaded.outdated),
        *(
            f"Removed what was inferred from documents that were replaced ({graph})"
            + ("" if _folder(graph) in map(_folder, loaded.graphs) else "; load the run's inferred.nq too")
            for graph in loaded.stale
        ),
        *(
            f"{file}: has triples outside any named graph; they are now the graph {graph}"
            for graph, file in loaded.unnamed
        ),
    ]
    if not loaded.checked:
        lines.append(
            "Not checked: whether all of it arrived, and whether older versions of these documents, or inferences from "
            "them, are there; name --query-url to have it done"
        )
    return lines


def _folder(graph: str) -> str:
    """What graphs of one kind have in common."""
    return graph.rpartition("/")[0]
