"""`talkgraph serve`: SPARQL endpoint and explorer on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.screen import say
from pipeline.cli.stores import DEFAULT_STORE

DEFAULT_PAGE = Path("outputs/graph.html")


@click.command()
@click.option("--store", type=click.Path(path_type=Path), default=DEFAULT_STORE, show_default=True, metavar="PATH")
@click.option(
    "--page",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"The explorer.  [default: {DEFAULT_PAGE}, if it is there]",
)
@click.option("--port", type=click.IntRange(0, 65535), default=7871, show_default=True, help="0 for any that is free.")
@click.option(
    "--allow-origin", "origin", metavar="ORIGIN", help="A web page's origin that may ask, e.g. https://a.example"
)
@click.option(
    "--query-timeout",
    "seconds",
    type=click.FloatRange(0, min_open=True),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long one query may take.",
)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Queries at once.")
def serve(store: Path, page: Path | None, port: int, origin: str | None, seconds: float, workers: int) -> None:
    """Serve a store on this machine: SPARQL 1.1 queries at /sparql, the explorer at /.

    Only programs on this machine reach it, and nothing can be changed through it. A load while it runs is seen by the
    next query. Ctrl-C ends it.
    """
    from pipeline.serve import Serving
    from pipeline.serve import serve as run

    page = page or (DEFAULT_PAGE if DEFAULT_PAGE.is_file() else None)

    def ready(address: str) -> None:
        if page:
            say(f"Explorer: {address}")
        say(f"SPARQL:   {address}sparql")
        say("End it with Ctrl-C.")

    try:
        run(Serving(store, page, port, origin, seconds, workers), ready)
    except KeyboardInterrupt:
        say("\nEnded.")
