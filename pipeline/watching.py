"""A run again whenever something that it reads changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import Interrupted, TalkgraphError

Tell = Callable[[str], None]


def watched(once: Callable[[], None], inputs: Sequence[Path], output: Path, *, tell: Tell) -> None:
    """Call `once`, and again after each change to a file at or below the inputs, until the user interrupts.

    What goes wrong with a run is told, and the next change tries again: a document may be half written. Hidden files
    and what lies in `output` do not count. Raises Interrupted.
    """
    from watchfiles import watch

    inside = output.resolve()

    def matters(_: object, changed: str) -> bool:
        path = Path(changed)
        return not (path.name.startswith(".") or path.is_relative_to(inside)) and any(
            path.is_relative_to(item.resolve()) for item in inputs
        )

    # Of a file its folder is watched: many programs put a new file in the place of the old one.
    folders = {item if item.is_dir() else item.parent for item in inputs}
    try:
        _tried(once, tell)
        tell("Watching for changes; Ctrl-C ends it.")
        for _ in watch(*sorted(folders), watch_filter=matters, raise_interrupt=True):
            _tried(once, tell)
    except KeyboardInterrupt as error:
        raise Interrupted(f"{output} holds what was read last") from error


def _tried(once: Callable[[], None], tell: Tell) -> None:
    try:
        once()
    except TalkgraphError as error:
        tell(f"Error: {error}")
