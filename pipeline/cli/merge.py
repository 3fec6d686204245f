"""`talkgraph merge`: graphs of runs made apart as one."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing_file, folder, ontology_option
from pipeline.cli.screen import say


@click.command()
@click.argument("graphs", nargs=-1, required=True, type=existing_file)
@click.option(
    "-o", "--output", type=folder, default=Path("merged.nq"), show_default=True, help="The file, .nq or .trig (or .gz)."
)
@ontology_option
def merge(graphs: tuple[Path, ...], output: Path, ontology: Path | None) -> None:
    """Join GRAPHS, N-Quads or TriG of runs made apart, into the graph that one run would have written.

    The order of the files changes no byte, nor does it to name one twice or to join some of them first. The runs must
    have had the same ontology, model and --min-confidence.

    \b
    talkgraph merge monday/graph.nq tuesday/graph.nq -o week.nq
    """
    from pipeline.export.joining import join

    say(join(graphs, output, ontology=ontology))
