"""`talkgraph run --engine spark`: what of the command goes there, and what it tells."""

from __future__ import annotations

import time
from collections.abc import Sequence

import click
from click.core import ParameterSource

from pipeline.cli.screen import say
from pipeline.errors import InputError, ShapeError
from pipeline.settings import Settings

LISTED = 20  # documents that are named at the end; all stand in documents.parquet
LOCAL = "name formats together llm llm_url llm_max_tokens llm_jobs llm_timeout llm_cache cache watch".split()


def refuse_local_options(context: click.Context) -> None:
    """Raise click.UsageError for an option that Spark cannot heed."""
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "") not in (ParameterSource.DEFAULT, None)
        if parameter.name in LOCAL and given:
            raise click.UsageError(
                f"--engine spark goes without {parameter.opts[-1]}; leave it out, or run without Spark"
            )


def run_there(inputs: Sequence[str], output: str, settings: Settings, *, strict: bool, jobs: int, quiet: bool) -> None:
    """Run on Spark and tell what came of it. Raises as `pipeline.spark.run_on_spark` does, and as the command does."""
    from pipeline.spark import run_on_spark

    began = time.monotonic()
    result = run_on_spark(inputs, output, settings, jobs=jobs, strict=strict, quiet=quiet)
    if not quiet:
        say(
            f"Read {result.documents:,} documents, {result.words:,} words, in {time.monotonic() - began:.0f} s: "
            f"{result.entities:,} entities and {result.facts:,} facts in {output}/graph.nq and the tables beside it "
            "(entities, facts, evidence, documents)."
        )
    if result.passed_over:
        say(
            f"Attention: Spark passes over {result.passed_over:,} files, empty or with a name that begins with . or _",
            err=quiet,
        )
    for failure in result.failures[:LISTED]:
        say(f"Not read: {failure.told}", err=True)
    if result.failures:
        raise InputError(
            f"{len(result.failures)} of {len(result.failures) + result.documents} documents could not be read; the "
            f"others were written; {output}/documents.parquet lists them"
        )
    if result.broken:
        raise ShapeError(f"{result.broken} facts broke a shape and were left out; {output}/quarantine.nq holds them")
