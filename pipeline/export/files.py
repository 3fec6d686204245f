"""Files that appear together or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import OutputError
from pipeline.records import ExportedFile

KEPT = {"example.ttl", "store"}  # the committed example, and what `talkgraph load` makes


class Staged:
    """Files that are written in full but not yet in place."""

    def __init__(self, folder: Path) -> None:
        """Write into `folder`, which exists; `files` is what was written so far."""
        self.folder = folder
        self.files: list[ExportedFile] = []

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file, also in a folder below, from its pieces; none but the current one is in memory."""
        content, size = hashlib.sha256(), 0
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (self.folder / name).open("wb") as out:
            for piece in pieces:
                content.update(piece)
                size += out.write(piece)
        self.files.append(ExportedFile(name=name, digest=content.hexdigest(), size=size))


@contextmanager
def written_together(folder: Path) -> Iterator[Staged]:
    """Write files into `folder`, replacing those of an earlier run, and leave everything else alone.

    They are first written in full to a hidden temporary folder and, where the block ends without an error, moved into
    place; when that fails or is interrupted, what was moved goes back, and the folder is as it was. The temporary
    folder lies inside `folder`, not beside it: only there is a move certain to stay on one file system and the right to
    write certain to be the same.

    Raises OutputError where the folder cannot be written.
    """
    made = _make(folder)
    try:
        with TemporaryDirectory(prefix=".talkgraph-", dir=folder) as temporary:
            new, old = Path(temporary, "new"), Path(temporary, "old")
            new.mkdir()
            old.mkdir()
            staged = Staged(new)
            yield staged
            _swap(folder, new, old, tuple(file.name for file in staged.files))
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


def foreign_files(folder: Path, made: Iterable[ExportedFile]) -> tuple[str, ...]:
    """What lies in the folder and is not of this run, sorted; but for hidden files and what is `KEPT`."""
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return tuple(sorted(names - {file.name.partition("/")[0] for file in made} - KEPT))


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
            for made in _make(target.parent):
                undo.callback(made.rmdir)
            (old / name).parent.mkdir(parents=True, exist_ok=True)
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
