"""What commands print on: a terminal or a pipe. Nothing that they print can drive a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipeline.display.terminal import printable

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

PLAIN_WIDTH = 10_000  # a pipe has no edge to wrap at


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Print a line on standard output, or on standard error."""
    click.echo(printable(str(text)), err=err, nl=nl)


def show(renderable: RenderableType) -> None:
    """Print: with colours, as wide as the window, in a terminal; in a pipe plain text that is never wrapped."""
    from rich.console import Console

    renderable = _Safe(renderable)
    out = Console(highlight=False, markup=False, emoji=False)
    if out.is_terminal:
        out.print(renderable)
        return
    out.width = PLAIN_WIDTH
    with out.capture() as text:
        out.print(renderable)
    click.echo("\n".join(line.rstrip() for line in text.get().splitlines()))


class _Safe:
    """A renderable whose text is printable; the colours, which rich adds, are none of its text."""

    def __init__(self, renderable: RenderableType) -> None:
        self.renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.renderable, options):
            yield segment._replace(text=printable(segment.text))


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int, int], None]]:
    """A bar on standard error while the work runs, with documents, words per second and the time left.

    Nothing where nobody watches.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    screen = Console(stderr=True, markup=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    began = time.monotonic()
    with Progress(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as bar:
        task = bar.add_task("starting", total=None, speed="")

        def tell(step: str, done: int, total: int, words: int) -> None:
            speed = f"{words / max(1e-9, time.monotonic() - began):,.0f} words/s" if words else ""
            bar.update(task, description=printable(step), completed=done, total=total, speed=speed)

        yield tell
