"""`talkgraph inspect`: how one document was read."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing_file_or_dash, language_option, model_option, ontology_option
from pipeline.cli.screen import show
from pipeline.settings import Settings


@click.command()
@click.argument("file", type=existing_file_or_dash)
@ontology_option
@model_option
@language_option
def inspect(file: Path, ontology: Path | None, model: str, language: str | None) -> None:
    """Show how FILE was read.

    Its metadata, segments, mentions with the votes for their class, relations as the sentences say them (rule, word,
    arguments, denied or supposed), what they say about entities, and what was refused and why.
    """
    from pipeline.display.inspection import inspection
    from pipeline.extract import extract
    from pipeline.ingest import read_document
    from pipeline.ontology import load_ontology
    from pipeline.resolve import resolve

    settings = Settings(ontology=ontology, model=model)
    known = load_ontology(ontology)
    extraction = extract(read_document(file, language=language), known, settings)
    show(inspection(extraction, resolve(extraction, known, settings), known))
