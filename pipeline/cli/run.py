"""`talkgraph run`: documents to a graph."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.on_spark import refuse_local_options, run_there
from pipeline.cli.options import (
    cache_option,
    language_model,
    language_option,
    llm_options,
    model_option,
    ontology_option,
    readable,
    writable,
)
from pipeline.cli.screen import progress_bar, say, show
from pipeline.errors import InputError, ModelError, OutputError, ShapeError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.standing import Before


@click.command()
@click.argument("inputs", nargs=-1, type=readable)
@click.option(
    "-o", "--output", type=writable, default=Path("outputs"), show_default=True, help="Folder for the files it makes."
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
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that read at once.  [default: one for each core]",
)
@cache_option
@click.option(
    "--watch", is_flag=True, help="Go on: run again whenever a document or the ontology changes, until Ctrl-C."
)
@click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    show_default=True,
    is_eager=True,
    help="Where it runs: here, or on Spark, which reads and writes any address that it knows. See docs/scale.md.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only, and what of a document is not read.")
@click.pass_context
def run(
    context: click.Context,
    /,
    inputs: tuple[Any, ...],
    output: Any,
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
    jobs: int | None,
    cache: Path | None,
    watch: bool,
    engine: str,
    quiet: bool,
    **llm: Any,
) -> None:
    """Build the graph of INPUTS: RDF, tables, and a page to explore.

    INPUTS are files or folders (default: seeds/); "-" is standard input. What a run wrote is never read as a document.
    A document that cannot be read is listed at the end and stops nothing; the exit code is then 3. Facts that break a
    shape are quarantined and listed in report.json; the exit code is then 4. Without --llm nothing is sent anywhere;
    where the model is given up, the graph is written without it, and the exit code is 3.

    What was read is kept, so that the next run reads only what changed, and one that was interrupted goes on where it
    was; see talkgraph cache. With --llm every document is read anew, in one process; what is kept are the answers.
    """
    from pipeline.export.formats import chosen

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
    inputs = inputs or default_inputs()
    if engine == "spark":
        refuse_local_options(context)
        run_there(
            [str(place) for place in inputs], str(output), settings, strict=strict, jobs=jobs or cores(), quiet=quiet
        )
        return
    once = partial(
        _once, inputs, output, settings, formats, name, cache, strict=strict, jobs=jobs or cores(), quiet=quiet
    )
    if watch:
        from pipeline.watching import watched

        if Path("-") in inputs:
            raise click.BadParameter("standard input cannot be watched; name a file or folder", param_hint="--watch")
        watched(once, (*inputs, *([ontology] if ontology else [])), output, tell=lambda text: say(text, err=True))
    else:
        once()


def _once(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    formats: Sequence[str],
    name: str | None,
    cache: Path | None,
    *,
    strict: bool,
    jobs: int,
    quiet: bool,
) -> None:
    """Run where anything changed, and tell what came of it."""
    outcome = _unchanged(inputs, output, settings, formats, name, cache)
    if outcome is None:
        outcome = _run(inputs, output, settings, formats, name, cache, strict=strict, jobs=jobs, quiet=quiet)
    elif not quiet:
        say(
            f"Nothing has changed: {output} holds the graph of {outcome.documents:,} documents, with "
            f"{outcome.entities:,} entities and {outcome.facts:,} facts."
        )
        for alert in outcome.alerts:
            say(f"Attention: {alert}")
    if quiet:
        for alert in outcome.alerts:
            say(alert, err=True)
    if outcome.failures:
        for told in outcome.failures:
            say(f"Not read: {told}", err=True)
        total = len(outcome.failures) + outcome.documents
        raise InputError(f"{len(outcome.failures)} of {total} documents could not be read; the others were written")
    if outcome.stopped:
        raise ModelError(f"{outcome.stopped} (the graph was written with what was found without it)")
    if outcome.broken:
        report = output / "report.json"
        raise ShapeError(f"{outcome.broken} facts broke a shape and were left out; {report} lists them")


def _unchanged(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    formats: Sequence[str],
    name: str | None,
    cache: Path | None,
) -> Before | None:
    """What the last run came to, where this one would write the same files again."""
    from pipeline.cache import NAME, opened
    from pipeline.export.files import held
    from pipeline.export.formats import DEFAULT
    from pipeline.reading import code
    from pipeline.standing import Standing

    path = cache or output / NAME
    if settings.llm or not path.is_file():
        return None
    with held(output), opened(path, code()) as store:
        return Standing(inputs, settings, formats or DEFAULT, name).before(store, output)


def _run(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    formats: Sequence[str],
    name: str | None,
    cache: Path | None,
    *,
    strict: bool,
    jobs: int,
    quiet: bool,
) -> Before:
    """Run, tell what came of it, and return it."""
    from pipeline.run import run as run_pipeline
    from pipeline.standing import outcome_of

    began = time.monotonic()
    with progress_bar(quiet=quiet) as progress:
        result = run_pipeline(
            inputs,
            output,
            settings,
            formats=formats,
            strict=strict,
            progress=progress,
            name=name,
            jobs=jobs,
            cache=cache,
            notice=None if quiet else partial(say, err=True),
        )
    if not quiet:
        from pipeline.display.summary import summary

        show(summary(result, seconds=time.monotonic() - began))
    return outcome_of(result.graph, result.report, result.failures, result.tally)


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def default_inputs() -> tuple[Path, ...]:
    """The folder of sample documents, when the user names no input."""
    seeds = Path("seeds")
    if not seeds.exists():
        raise click.UsageError("there is no folder seeds/ here; name files or folders: talkgraph run talk.txt")
    return (seeds,)
