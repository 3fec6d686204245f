"""The command line: options in, one call, exit code out. Heavy imports happen in the command that needs them.

Each command has its module, which gathers options and calls one plain function; `COMMANDS` lists them all.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from pipeline import __version__
from pipeline.cli import diff, evaluate, export, inspect, ontology, query, run, serve, stores, validate, why
from pipeline.errors import Interrupted, TalkgraphError

COMMANDS = (
    run.run,
    inspect.inspect,
    export.export,
    stores.load,
    stores.unload,
    query.query,
    serve.serve,
    why.why,
    diff.diff,
    validate.validate,
    evaluate.evaluate,
    ontology.ontology,
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
    except Interrupted as error:
        click.echo(f"Interrupted: {error}", err=True)
        sys.exit(error.exit_code)
    except TalkgraphError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted: files of an earlier run are as they were.", err=True)
        sys.exit(Interrupted.exit_code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="talkgraph")
def commands() -> None:
    """From talk to graph: a knowledge graph out of transcripts and articles.

    Every fact leads back to who said it, when, and in which words. Start with: talkgraph run

    Exit codes: 0 success, 2 wrong usage or a missing path, 3 an input, ontology, store or output folder that cannot be
    used, 4 facts broke a shape, 130 interrupted.
    """


for command in COMMANDS:
    commands.add_command(command)
