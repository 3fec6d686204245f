"""`talkgraph learn`: propose words for the predicates of an ontology, from examples."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing, folder, model_option, ontology_option
from pipeline.cli.screen import progress_bar, say, show
from pipeline.settings import Settings


@click.command()
@click.argument("examples", nargs=-1, required=True, type=existing)
@ontology_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("proposals.ttl"),
    show_default=True,
    help="The proposals, for you to read.",
)
@click.option(
    "--apply",
    "least",
    type=click.FloatRange(0, 1),
    metavar="LEAST_PRECISION",
    help="Also copy the ontology with the proposals that hold this precision (0 to 1) into --into.",
)
@click.option("--into", type=folder, metavar="DIR", help="Folder of that copy.  [default: beside the proposals]")
@click.option(
    "--documents", type=existing, multiple=True, metavar="DIR", help="Folder with the documents of gold graphs."
)
@click.option(
    "--support",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Documents, or sentences without one, that must say it so.",
)
@click.option("--partial", is_flag=True, help="The examples do not say all that their sentences state.")
@model_option
@click.option("--quiet", is_flag=True, help="No progress bar, no summary.")
def learn(
    examples: tuple[Path, ...],
    ontology: Path | None,
    output: Path,
    least: float | None,
    into: Path | None,
    documents: tuple[Path, ...],
    support: int,
    partial: bool,
    model: str,
    quiet: bool,
) -> None:
    """Learn from EXAMPLES how the predicates of an ontology are said, and write proposals for review.

    EXAMPLES are files or folders: gold graphs (*.yaml) with their documents, JSON lines (*.jsonl) of sentence, subject,
    predicate and object, or sentences with triples in Turtle (*.ttl). docs/ontology.md shows each of them.

    \b
    talkgraph learn examples.jsonl --ontology pharma/ -o proposals.ttl
    talkgraph learn examples.jsonl --ontology pharma/ --apply 0.7 --into pharma-learnt/
    """
    from pipeline.display.learning import learning
    from pipeline.learn import Demands, write
    from pipeline.learn import learn as find

    settings = Settings(ontology=ontology, model=model)
    with progress_bar(quiet=quiet) as progress:
        found = find(
            examples,
            settings,
            documents=documents,
            demands=Demands(sources=support),
            partial=partial,
            progress=progress,
        )
    written = write(found, output, least=least, into=into)
    if not quiet:
        show(learning(found))
    for path in written:
        say(path)
