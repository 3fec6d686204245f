"""`talkgraph validate`: a graph checked against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing_file, ontology_option
from pipeline.cli.screen import say
from pipeline.errors import ShapeError


@click.command()
@click.argument("graph", type=existing_file)
@ontology_option
def validate(graph: Path, ontology: Path | None) -> None:
    """Check GRAPH against the shapes of the ontology.

    GRAPH is any RDF file. Prints one sentence for each place that breaks a shape; the exit code is then 4.
    """
    from pipeline.graph.validate import validate_file

    complaints = validate_file(graph, ontology)
    for complaint in complaints:
        say(complaint)
    if complaints:
        raise ShapeError(f"{graph}: {len(complaints)} places break a shape; mend what the lines above name")
    say(f"{graph}: conforms to the shapes")
