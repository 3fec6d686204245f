"""Files that appear together or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import OutputError

KEPT = {"example.ttl", "store"}  # the committed example, and what `talkgraph load` makes


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into `folder`, replacing those of an earlier run, and leave everything else alone.

    They are first written in full to a hidden temporary folder, then moved into place; when that fails or is
    interrupted, what was moved goes back, and the folder is as it was. The temporary folder lies inside `folder`, not
    beside it: only there is a move certain to stay on one file system and the right to write certain to be the same.

    Raises OutputError where the folder cannot be written.
    """
    made = _make(folder)
    try:
        with TemporaryDirectory(prefix=".talkgraph-", dir=folder) as temporary:
            new, old = Path(temporary, "new"), Path(temporary, "old")
            new.mkdir()
            old.mkdir()
            for name, content in files.items():
                (new / name).write_bytes(content)
            _swap(folder, new, old, tuple(files))
    except BaseException as error:
        for path in made:
            path.rmdir()
        if isinstance(error, OSError):
            raise _unwritable(folder, error) from error
        raise


def check_writable(folder: Path) -> None:
    """Raise the OutputError of `write_together` before the long work instead of after it; leaves no trace."""
    made = _make(folder)
    try:
        with TemporaryDirectory(prefix=".talkgraph-", dir=folder):
            return
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        for path in made:
            path.rmdir()


def foreign_files(folder: Path, made: Mapping[str, bytes]) -> tuple[str, ...]:
    """What lies in the folder and is not of this run, sorted; but for hidden files and what is `KEPT`."""
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return tuple(sorted(names - made.keys() - KEPT))


def _make(folder: Path) -> list[Path]:
    """Make the folder and its parents; those that were made, the innermost first."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    if os.path.lexists(folder) and not folder.is_dir():
        raise OutputError(f"{folder}: is a file, not a folder; name a folder for the output")
    made: list[Path] = []
    try:
        for path in reversed(missing):
            path.mkdir()
            made.insert(0, path)
    except OSError as error:
        for path in made:
            path.rmdir()
        raise _unwritable(folder, error) from error
    return made


def _swap(folder: Path, new: Path, old: Path, names: tuple[str, ...]) -> None:
    """Move new files in and old ones out; undo all of it when one move fails."""
    with ExitStack() as undo:
        for name in names:
            target = folder / name
            if target.is_dir() and not target.is_symlink():
                raise OutputError(f"{target}: is a folder where a file must be written; move it away")
            if os.path.lexists(target):
                undo.callback(_put_back, old / name, target)
                os.replace(target, old / name)
            undo.callback(_put_back, target, new / name)
            os.replace(new / name, target)
        undo.pop_all()


def _put_back(source: Path, target: Path) -> None:
    """Undo a move; where it was interrupted before it happened there is nothing to undo."""
    if os.path.lexists(source):
        os.replace(source, target)


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder}: cannot be written ({error.strerror or error}); name another output folder")
