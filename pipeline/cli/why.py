"""`talkgraph why`: what a fact rests on."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing_file, ontology_option
from pipeline.cli.screen import say


@click.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@click.option(
    "--graph",
    type=existing_file,
    default=Path("outputs/graph.ttl"),
    show_default=True,
    help="What a run wrote.",
)
@ontology_option
def why(subject: str, predicate: str, object_: str, graph: Path, ontology: Path | None) -> None:
    """Explain a fact: who said it, when, in which words, or from what it follows.

    SUBJECT and OBJECT are labels, prefixed names or IRIs, PREDICATE likewise ("works for", worksFor, tg:worksFor).
    """
    from pipeline.graph.why import why as explain
    from pipeline.ontology import load_ontology

    for line in explain(graph, subject, predicate, object_, load_ontology(ontology)):
        say(line)
