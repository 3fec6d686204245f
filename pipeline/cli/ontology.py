"""`talkgraph ontology`: work with an ontology folder."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import existing, existing_file, folder, model_option
from pipeline.cli.screen import say
from pipeline.errors import OntologyError
from pipeline.settings import Settings


@click.group()
def ontology() -> None:
    """Work with an ontology folder."""


@ontology.command(name="check")
@click.argument("directory", type=existing, required=False)
@click.argument("documents", type=existing_file, nargs=-1)
@model_option
def check_ontology(directory: Path | None, documents: tuple[Path, ...], model: str) -> None:
    """Find mistakes in the ontology folder DIRECTORY (default: the one that ships).

    With DOCUMENTS also names the predicates and quantities that never fire on them. Mistakes end with exit code 3;
    notes are only shown.
    """
    from pipeline.ontology import load_ontology
    from pipeline.ontology_check import check

    known = load_ontology(directory)
    findings = check(known, documents, Settings(ontology=directory, model=model))
    for finding in findings:
        say(f"{finding.kind}: {finding.term}: {finding.message}")
    mistakes = sum(finding.kind == "mistake" for finding in findings)
    if mistakes:
        raise OntologyError(f"{known.folder}: mistakes found: {mistakes}; mend what the lines above name")
    say(f"{len(known.classes)} classes, {len(known.predicates)} predicates, {len(known.entities)} entities: usable")


@ontology.command(name="docs")
@click.argument("directory", type=existing, required=False)
@click.option("-o", "--output", type=folder, default=Path(), show_default=True, help="Folder for the two files.")
def document_ontology(directory: Path | None, output: Path) -> None:
    """Write the ontology folder DIRECTORY (default: the one that ships) as a web page and a JSON-LD context."""
    from pipeline.export.files import written_together
    from pipeline.export.vocabulary_page import vocabulary_files
    from pipeline.ontology import load_ontology

    files = vocabulary_files(load_ontology(directory))
    with written_together(output) as staged:
        for name, content in files.items():
            staged.write(name, [content])
            say(output / name)
