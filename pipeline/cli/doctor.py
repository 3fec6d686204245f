"""`talkgraph doctor`: is this installation sound?"""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import folder, model_option, ontology_option
from pipeline.cli.screen import say
from pipeline.errors import UnusableError
from pipeline.settings import Settings

MARKS = {"ok": "ok ", "bad": "BAD", "none": "-- "}


@click.command()
@click.option(
    "-o", "--output", type=folder, default=Path("outputs"), show_default=True, help="The folder that runs write into."
)
@ontology_option
@model_option
def doctor(output: Path, ontology: Path | None, model: str) -> None:
    """Say whether this installation is sound, and what to do where it is not.

    A line each for Python, libraries, model, ontology, folders, store, extras and programs; "--" marks what only some
    uses need. Nothing is changed. The exit code is 3 where something needs doing.
    """
    from pipeline.doctor import examine

    findings = examine(Settings(ontology=ontology, model=model), output)
    for finding in findings:
        say(f"{MARKS[finding.state]} {finding.name}: {finding.found}" + (f"; {finding.remedy}" * bool(finding.remedy)))
    bad = [finding.name for finding in findings if finding.state == "bad"]
    if bad:
        raise UnusableError(f"{', '.join(bad)}: not sound; do what the lines above say")
