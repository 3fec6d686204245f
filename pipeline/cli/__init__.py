"""The command line: options in, one call, exit code out. Heavy imports happen in the command that needs them.

Each command has its module, which gathers options and calls one plain function; `COMMANDS` lists them all.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from pipeline import __version__
from pipeline.cli import (
    cache,
    diff,
    doctor,
    evaluate,
    export,
    inspect,
    learn,
    merge,
    ontology,
    query,
    run,
    serve,
    stores,
    validate,
    why,
)
from pipeline.cli.screen import say
from pipeline.errors import Interrupted, LeftoverWarning, TalkgraphError, is_no_room

COMMANDS = (
    run.run,
    cache.cache,
    inspect.inspect,
    export.export,
    merge.merge,
    stores.load,
    stores.unload,
    query.query,
    serve.serve,
    why.why,
    diff.diff,
    validate.validate,
    evaluate.evaluate,
    ontology.ontology,
    learn.learn,
    doctor.doctor,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the one place where errors become exit codes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still gets the rest
    with _told():
        try:
            commands.main(args=arguments, prog_name="talkgraph", standalone_mode=False)
            sys.stdout.flush()
            sys.exit(0)
        except SystemExit as error:  # 1 is how click ends where nobody reads standard output any more
            sys.exit(BROKEN_PIPE if error.code == 1 else error.code)
        except click.ClickException as error:
            error.show(complaint := io.StringIO())
            say(complaint.getvalue().rstrip("\n"), err=True)
            sys.exit(error.exit_code)
        except Interrupted as error:
            say(f"Interrupted: {error}", err=True)
            sys.exit(error.exit_code)
        except TalkgraphError as error:
            say(f"Error: {error}", err=True)
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            say("Interrupted: files of an earlier run are as they were.", err=True)
            sys.exit(Interrupted.exit_code)
        except (MemoryError, ImportError, ValueError) as error:
            if not is_no_room(error):
                raise
            say("Error: there is not enough memory for this; free some, or give fewer or shorter documents", err=True)
            sys.exit(TalkgraphError.exit_code)
        except OSError as error:
            if error.filename is not None:
                raise
            sys.exit(_unwritten(error))


BROKEN_PIPE = 141  # as a shell counts a program that SIGPIPE ended: `talkgraph query ... | head` is no mistake


def _unwritten(error: OSError) -> int:
    """Standard output cannot be written: say why, and keep Python from trying again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return BROKEN_PIPE
    say(f"Error: standard output cannot be written ({error.strerror or error}); send it elsewhere", err=True)
    return TalkgraphError.exit_code


@contextmanager
def _told() -> Iterator[None]:
    """What was put right on the way is one line on standard error."""
    with warnings.catch_warnings():
        others = warnings.showwarning

        def tell(message: Warning | str, category: type[Warning], *place: Any, **options: Any) -> None:
            if issubclass(category, LeftoverWarning):
                say(f"Note: {message}", err=True)
            else:
                others(message, category, *place, **options)

        warnings.simplefilter("always", LeftoverWarning)
        warnings.showwarning = tell
        yield


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
