"""`talkgraph inspect`: how one document was read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import (
    existing_file_or_dash,
    language_model,
    language_option,
    llm_options,
    model_option,
    ontology_option,
)
from pipeline.cli.screen import show
from pipeline.settings import Settings


@click.command()
@click.argument("file", type=existing_file_or_dash)
@ontology_option
@model_option
@language_option
@llm_options
def inspect(file: Path, ontology: Path | None, model: str, language: str | None, **llm: Any) -> None:
    """Show how FILE was read.

    Its metadata, segments, mentions with the votes for their class, relations as the sentences say them (rule, word,
    arguments, denied or supposed), what they say about entities, and what was refused and why.
    """
    from pipeline.display.asked import asked
    from pipeline.display.inspection import inspection
    from pipeline.extract import extract
    from pipeline.ingest import read_document
    from pipeline.ontology import load_ontology
    from pipeline.resolve import resolve
    from pipeline.run import model_reader

    settings = Settings(ontology=ontology, model=model, llm=language_model(**llm))
    known = load_ontology(ontology)
    reader = model_reader(settings, known)
    extraction = extract(read_document(file, language=language), known, settings, reader)
    resolution = resolve(extraction, known, settings)
    if reader is not None:
        show(asked(reader.tally, (statement.evidence for statement in resolution.statements)))
    show(inspection(extraction, resolution, known))
