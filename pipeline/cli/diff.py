"""`talkgraph diff`: what is new, gone and changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.options import Existing, existing_file, ontology_option


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--graph", type=existing_file, help="BEFORE and AFTER are documents of this graph, by file name or id.")
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True)
@ontology_option
@click.pass_context
def diff(context: click.Context, before: str, after: str, graph: Path | None, form: str, ontology: Path | None) -> None:
    """Show what is new, gone and changed from BEFORE to AFTER.

    BEFORE and AFTER are graphs that runs wrote; with --graph, two documents of one graph. Changed is a fact with
    another number, verdict (asserted, denied, planned ...) or tense, and a name with another label or class.

    \b
    talkgraph diff monday/graph.nq tuesday/graph.nq
    talkgraph diff episode-1.vtt episode-2.vtt --graph outputs/graph.nq

    Exit codes: 0 compared, 2 wrong usage, a missing path or an unknown document, 3 a graph or ontology that cannot be
    used.
    """
    from pipeline.display.difference import Difference
    from pipeline.export.changes import changed
    from pipeline.graph.diff import diff as compare
    from pipeline.graph.diff import of_document
    from pipeline.graph.reading import read_graph
    from pipeline.ontology import load_ontology
    from pipeline.query.results import turtle
    from pipeline.settings import Settings

    known = load_ontology(ontology)
    if graph:
        whole = read_graph(graph, known)
        old, new = (of_document(whole, name) for name in (before, after))
    else:
        paths = [Existing(dir_okay=False).convert(path, None, context) for path in (before, after)]
        old, new = (read_graph(path, known) for path in paths)
    changes = compare(old, new)
    if form == "turtle":
        sys.stdout.buffer.write(turtle(changed(changes, (old, new), known, Settings())))
        return
    difference = Difference(changes, old, new, known)
    click.echo(difference.json() if form == "json" else "\n".join(difference.lines()))
