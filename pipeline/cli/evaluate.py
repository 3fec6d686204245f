"""`talkgraph evaluate`: a graph scored against a hand-made one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.options import existing_file, ontology_option
from pipeline.cli.screen import say


@click.command()
@click.argument("graph", type=existing_file)
@click.argument("gold", type=existing_file)
@click.option("--source", type=existing_file, help="The document's text: checks that quotes are verbatim.")
@ontology_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--errors", is_flag=True, help="List every miss and every wrong item.")
def evaluate(graph: Path, gold: Path, source: Path | None, ontology: Path | None, as_json: bool, errors: bool) -> None:
    """Score GRAPH against a hand-made GOLD graph.

    GRAPH is any RDF file, GOLD is YAML. Prints precision, recall and F1 of entities, relations and quantities.
    """
    from pipeline.evaluate import evaluate as score
    from pipeline.evaluate import report

    result = score(graph, gold, source=source, ontology=ontology)
    if as_json:
        shown = {"score": result.score} | ({"errors": result.errors} if errors else {})
        say(json.dumps(shown, indent=1, ensure_ascii=False))
    else:
        say(report(result, errors=errors))
