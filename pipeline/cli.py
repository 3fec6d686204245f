"""The command line: options in, one call, exit code out. Heavy imports happen in the command that needs them."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import __version__
from pipeline.errors import InputError, OntologyError, OutputError, ShapeError, TalkgraphError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from rich.console import RenderableType

INTERRUPTED = 130
PLAIN_WIDTH = 10_000  # a pipe has no edge to wrap at

existing = click.Path(exists=True, path_type=Path)
existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)
folder = click.Path(file_okay=True, path_type=Path)  # an unusable one is exit 3, not wrong usage
ontology_option = click.option(
    "--ontology", type=existing, metavar="DIR", help="Folder of Turtle files.  [default: the one that ships]"
)
model_option = click.option(
    "--model", default=Settings().model, show_default=True, metavar="NAME", help="An installed spaCy pipeline."
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the one place where errors become exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still gets the rest
    try:
        sys.exit(commands.main(args=arguments, prog_name="talkgraph", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except TalkgraphError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted: files of an earlier run are as they were.", err=True)
        sys.exit(INTERRUPTED)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="talkgraph")
def commands() -> None:
    """From talk to graph: a knowledge graph out of transcripts and articles.

    Every fact leads back to who said it, when, and in which words. Start with: talkgraph run

    Exit codes: 0 success, 2 wrong usage or a missing path, 3 an input, ontology or output folder that cannot be used,
    4 facts broke a shape, 130 interrupted.
    """


@commands.command()
@click.argument("inputs", nargs=-1, type=existing)
@click.option(
    "-o", "--output", type=folder, default=Path("outputs"), show_default=True, help="Folder for the files it makes."
)
@ontology_option
@model_option
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
    help="What to write, several times for several: ttl, nt, nq, trig, jsonld, rdf, rdf12.ttl, graphml, csv, html; "
    "with .gz (nq.gz) compressed.  [default: ttl, nq, jsonld, graphml, csv, html]",
)
@click.option("--strict", is_flag=True, help="Stop at the first document that cannot be read.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def run(
    inputs: tuple[Path, ...],
    output: Path,
    ontology: Path | None,
    model: str,
    min_confidence: float,
    formats: tuple[str, ...],
    strict: bool,
    quiet: bool,
) -> None:
    """Build the graph of INPUTS: RDF, tables, and a page to explore.

    INPUTS are files or folders (default: seeds/). A document that cannot be read is listed at the end and stops
    nothing; the exit code is then 3. Facts that break a shape are quarantined and listed in report.json; the exit
    code is then 4.
    """
    from pipeline.display.summary import summary
    from pipeline.export.formats import chosen
    from pipeline.run import run as run_pipeline

    try:
        chosen(formats)
    except OutputError as error:
        raise click.BadParameter(str(error), param_hint="--format") from error
    settings = Settings(ontology=ontology, model=model, min_confidence=min_confidence)
    began = time.monotonic()
    with progress_bar(quiet=quiet) as progress:
        result = run_pipeline(
            inputs or default_inputs(), output, settings, formats=formats, strict=strict, progress=progress
        )
    if not quiet:
        show(summary(result, seconds=time.monotonic() - began))
    if result.failures:
        for failure in result.failures:
            click.echo(f"Not read: {failure.message}", err=True)
        total = len(result.failures) + len(result.graph.documents)
        raise InputError(f"{len(result.failures)} of {total} documents could not be read; the others were written")
    if result.graph.violations:
        broken = len({violation.triple for violation in result.graph.violations})
        raise ShapeError(f"{broken} facts broke a shape and were left out; {output / 'report.json'} lists them")


@commands.command()
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
        click.echo(json.dumps(shown, indent=1, ensure_ascii=False))
    else:
        click.echo(report(result, errors=errors))


@commands.command()
@click.argument("graph", type=existing_file)
@ontology_option
def validate(graph: Path, ontology: Path | None) -> None:
    """Check GRAPH against the shapes of the ontology.

    GRAPH is any RDF file. Prints one sentence for each place that breaks a shape; the exit code is then 4.
    """
    from pipeline.graph.validate import validate_file

    complaints = validate_file(graph, ontology)
    for complaint in complaints:
        click.echo(complaint)
    if complaints:
        raise ShapeError(f"{graph}: {len(complaints)} places break a shape; mend what the lines above name")
    click.echo(f"{graph}: conforms to the shapes")


@commands.command()
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
        click.echo(line)


@commands.command()
@click.argument("file", type=existing_file)
@ontology_option
@model_option
def inspect(file: Path, ontology: Path | None, model: str) -> None:
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
    extraction = extract(read_document(file), known, settings)
    show(inspection(extraction, resolve(extraction, known, settings), known))


@commands.group()
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
        click.echo(f"{finding.kind}: {finding.term}: {finding.message}")
    mistakes = sum(finding.kind == "mistake" for finding in findings)
    if mistakes:
        raise OntologyError(f"{known.folder}: mistakes found: {mistakes}; mend what the lines above name")
    click.echo(
        f"{len(known.classes)} classes, {len(known.predicates)} predicates, {len(known.entities)} entities: usable"
    )


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
            click.echo(output / name)


def default_inputs() -> tuple[Path, ...]:
    """The folder of sample documents, when the user names no input."""
    seeds = Path("seeds")
    if not seeds.exists():
        raise click.UsageError("there is no folder seeds/ here; name files or folders: talkgraph run talk.txt")
    return (seeds,)


def show(renderable: RenderableType) -> None:
    """Print: with colours, as wide as the window, in a terminal; in a pipe plain text that is never wrapped."""
    from rich.console import Console

    out = Console(highlight=False, markup=False, emoji=False)
    if out.is_terminal:
        out.print(renderable)
        return
    out.width = PLAIN_WIDTH
    with out.capture() as text:
        out.print(renderable)
    click.echo("\n".join(line.rstrip() for line in text.get().splitlines()))


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error while the work runs; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True, markup=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda step, done, total: bar.update(task, description=step, completed=done, total=total)
