"""Files that appear together or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.records import ExportedFile
from pipeline.replacing import OUTPUTS, Busy, is_unsettled, lock_file, locked, replaced

KEPT = {"example.ttl", "store"}  # the committed example, and what `talkgraph load` makes
PATIENCE = 10.0  # seconds that a reader waits while somebody moves files into place


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
            out.flush()
            os.fsync(out.fileno())  # the disk has it before the journal says so
        self.files.append(ExportedFile(name=name, digest=content.hexdigest(), size=size))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder where it is missing, and keep everybody else from writing into it; may be nested.

    Where the block ends with an error, folders that were made for it go again. Raises OutputError where the folder
    cannot be written, or somebody else writes into it.
    """
    made = _make(folder)
    with ExitStack() as stack:
        try:
            stack.enter_context(_lock(folder))
        except OutputError:
            _unmake(made)
            raise
        try:
            yield
        except BaseException:
            _unmake(made)
            raise


@contextmanager
def written_together(folder: Path) -> Iterator[Staged]:
    """Write files into `folder`, replacing those of an earlier run, and leave everything else alone.

    They are first written in full and then, where the block ends without an error, moved into place; see
    `pipeline.replacing` for what happens when that fails or is killed. Raises OutputError as `held` does.
    """
    with held(folder):
        try:
            with replaced(folder, OUTPUTS) as new:
                staged = Staged(new)
                yield staged
                for file in staged.files:
                    target = folder / file.name
                    if target.is_dir() and not target.is_symlink():
                        raise OutputError(f"{target}: is a folder where a file must be written; move it away")
        except OSError as error:
            raise _unwritable(folder, error) from error


def settle(folder: Path) -> None:
    """Move into place what a run that was killed had ready, so that nobody reads files of two runs.

    Raises OutputError where that cannot be done.
    """
    if is_unsettled(folder, OUTPUTS):
        with _lock(folder, wait=PATIENCE):
            """Taking the lock does it."""


def foreign_files(folder: Path, made: Iterable[ExportedFile]) -> tuple[str, ...]:
    """What lies where this run writes and is not of it, sorted; but for hidden files and what is `KEPT`."""
    names = {file.name for file in made}
    folders = {".", *(Path(name).parent.as_posix() for name in names)}
    there = (path for name in folders for path in (folder / name).iterdir() if not path.name.startswith("."))
    return tuple(sorted({path.relative_to(folder).as_posix() for path in there} - names - folders - KEPT))


@contextmanager
def _lock(folder: Path, wait: float = 0) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(folder, OUTPUTS, wait=wait))
        except Busy as error:
            raise OutputError(f"{folder}: another run writes into it; wait for it, or name another folder") from error
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield


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
        _unmake(made)
        raise _unwritable(folder, error) from error
    return made


def _unmake(made: list[Path]) -> None:
    """Remove the folders again where they hold nothing but the lock, which the caller holds."""
    if made and not any(path != lock_file(made[0], OUTPUTS) for path in made[0].iterdir()):
        with suppress(OSError):  # they are in use, then
            lock_file(made[0], OUTPUTS).unlink(missing_ok=True)
            for path in made:
                path.rmdir()


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder}: cannot be written ({error.strerror or error}); name another output folder")
