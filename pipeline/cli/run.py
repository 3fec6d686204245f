"""`talkgraph run`: documents to a graph."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import (
    existing_or_dash,
    folder,
    language_model,
    language_option,
    llm_options,
    model_option,
    ontology_option,
)
from pipeline.cli.screen import progress_bar, say, show
from pipeline.errors import InputError, ModelError, OutputError, ShapeError
from pipeline.settings import Settings


@click.command()
@click.argument("inputs", nargs=-1, type=existing_or_dash)
@click.option(
    "-o", "--output", type=folder, default=Path("outputs"), show_default=True, help="Folder for the files it makes."
)
@ontology_option
@model_option
@language_option
@click.option("--name", metavar="NAME", help="What to call the one document, e.g. the one on standard input.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=Settings().min_confidence,
    show_default=True,
    help="A fact below it is kept as a statement and not asserted.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help="What to write, several times for several: ttl, nt, nq, trig, jsonld, rdf, rdf12.ttl, rdf12.nq, rdf12.trig, "
    "graphml, gexf, node-link.json, neo4j.csv, cypher, csv, parquet, html (with .gz, as nq.gz, compressed), obsidian.  "
    "[default: ttl, nq, jsonld, graphml, csv, html]",
)
@click.option("--with-text", is_flag=True, help="Have the RDF hold the text of each document, too.")
@click.option("--mentions", is_flag=True, help="Write every mention into the RDF too, with its words (tg:Mention).")
@click.option(
    "--together", is_flag=True, help="Write names that are said together as RDF too: together.ttl, together.nq."
)
@llm_options
@click.option("--strict", is_flag=True, help="Stop at the first document that cannot be read.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only, and what of a document is not read.")
def run(
    inputs: tuple[Path, ...],
    output: Path,
    ontology: Path | None,
    model: str,
    language: str | None,
    name: str | None,
    min_confidence: float,
    formats: tuple[str, ...],
    with_text: bool,
    mentions: bool,
    together: bool,
    strict: bool,
    quiet: bool,
    **llm: Any,
) -> None:
    """Build the graph of INPUTS: RDF, tables, and a page to explore.

    INPUTS are files or folders (default: seeds/); "-" is standard input. What a run wrote is never read as a document.
    A document that cannot be read is listed at the end and stops nothing; the exit code is then 3. Facts that break a
    shape are quarantined and listed in report.json; the exit code is then 4. Without --llm nothing is sent anywhere;
    where the model is given up, the graph is written without it, and the exit code is 3.
    """
    from pipeline.display.summary import summary
    from pipeline.export.formats import chosen
    from pipeline.run import run as run_pipeline

    try:
        chosen(formats)
    except OutputError as error:
        raise click.BadParameter(str(error), param_hint="--format") from error
    settings = Settings(
        ontology=ontology,
        model=model,
        min_confidence=min_confidence,
        mentions=mentions,
        together=together,
        language=language,
        with_text=with_text,
        llm=language_model(**llm),
    )
    began = time.monotonic()
    with progress_bar(quiet=quiet) as progress:
        result = run_pipeline(
            inputs or default_inputs(),
            output,
            settings,
            formats=formats,
            strict=strict,
            progress=progress,
            name=name,
            notice=None if quiet else partial(say, err=True),
        )
    if not quiet:
        show(summary(result, seconds=time.monotonic() - began))
    else:
        for document in result.graph.documents:
            for alert in document.alerts:
                say(f"{document.source.name}: {alert}", err=True)
    if result.failures:
        for failure in result.failures:
            say(f"Not read: {failure.told}", err=True)
        total = len(result.failures) + len(result.graph.documents)
        raise InputError(f"{len(result.failures)} of {total} documents could not be read; the others were written")
    if result.tally and result.tally.stopped:
        raise ModelError(f"{result.tally.stopped} (the graph was written with what was found without it)")
    if result.graph.violations:
        broken = len({violation.triple for violation in result.graph.violations})
        raise ShapeError(f"{broken} facts broke a shape and were left out; {output / 'report.json'} lists them")


def default_inputs() -> tuple[Path, ...]:
    """The folder of sample documents, when the user names no input."""
    seeds = Path("seeds")
    if not seeds.exists():
        raise click.UsageError("there is no folder seeds/ here; name files or folders: talkgraph run talk.txt")
    return (seeds,)
