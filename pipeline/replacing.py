"""Entries of a folder that are replaced together, by one program at a time, whatever kills it in between.

A change called NAME in a folder goes through hidden folders there:

    .NAME.new/     being filled; whoever is killed now leaves everything as it was
    .NAME.ready/   full: renaming the one to the other decides the change
    .NAME.old/     what has been replaced, until the change is done

Where `.NAME.ready` is left behind, the next program that comes by moves the rest of it into place; what else is left
behind goes. All of it happens under the lock `.NAME.lock`, which the system takes back when its holder ends. They all
lie inside the folder they serve: only there is a move certain to stay on one file system, and the right to write
certain to be the same.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import LeftoverWarning

OUTPUTS = "talkgraph"  # the change that a run, or a conversion, makes to its output folder


class Busy(Exception):
    """Another program holds the lock."""


@contextmanager
def locked(folder: Path, name: str, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock of the change `name` in a folder that exists; whoever holds it may take it again.

    On the way in, what a program that was killed left behind is put right, and a LeftoverWarning tells it.
    wait: seconds. Raises Busy where another program, or another thread, holds the lock after that; OSError where the
    folder cannot be written.
    """
    lock = FileLock(lock_file(folder.resolve(), name), is_singleton=True, fallback_to_soft=False)
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise Busy(str(folder)) from error
    try:
        if lock.lock_counter == 1:
            _settle(folder, name)
        yield
    finally:
        lock.release()


def lock_file(folder: Path, name: str) -> Path:
    """The file that carries the lock. It stays: were it removed, two programs could hold two locks of one name."""
    return folder / f".{name}.lock"


def is_unsettled(folder: Path, name: str) -> bool:
    """Whether a change is decided and not all in place: somebody is at it this moment, or was killed at it."""
    return _places(folder, name)[1].exists()


@contextmanager
def replaced(folder: Path, name: str) -> Iterator[Path]:
    """A new empty folder to fill; in the end each entry of it takes the place of what has its name in `folder`.

    Of `OUTPUTS` each file does, also in folders below, and what else lies in those stays. Where the block, or a move,
    fails or is interrupted, everything is as it was. The caller holds the lock. Raises OSError where the folder cannot
    be written.
    """
    new, ready, old = places = _places(folder, name)
    names: list[str] = []
    new.mkdir()
    try:
        yield new
        names = _entries(new, name)
        _sync(new, names)
        new.rename(ready)
        _forward(folder, name, ready, old)
    except BaseException:
        if ready.exists():
            _back(folder, names, places)  # where even this fails, all stays for the next program to go on
        _remove(old, new)
        raise
    _remove(old, ready)


def _settle(folder: Path, name: str) -> None:
    new, ready, old = places = _places(folder, name)
    if not any(place.exists() for place in places):
        return
    decided = ready.exists()
    if decided:
        _forward(folder, name, ready, old)
    _remove(old, ready, new)
    done = "what it had ready is in place now" if decided else "what it had begun is removed"
    warnings.warn(f"{folder}: an earlier command was ended while it wrote here; {done}", LeftoverWarning, stacklevel=2)


def _places(folder: Path, name: str) -> tuple[Path, Path, Path]:
    return folder / f".{name}.new", folder / f".{name}.ready", folder / f".{name}.old"


def _entries(place: Path, name: str) -> list[str]:
    """What moves as one, by its path: a store with all it holds, of outputs each file."""
    if name != OUTPUTS:
        return sorted(item.name for item in place.iterdir())
    return sorted(item.relative_to(place).as_posix() for item in place.rglob("*") if not item.is_dir())


def _forward(folder: Path, name: str, ready: Path, old: Path) -> None:
    """Move what is ready into place. Begun once more, it goes on where it ended."""
    _sync(folder)
    old.mkdir(exist_ok=True)
    entries = _entries(ready, name)
    for entry in entries:
        target, former = folder / entry, old / entry
        target.parent.mkdir(parents=True, exist_ok=True)
        former.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(target):
            os.replace(target, former)
        os.replace(ready / entry, target)
    _sync(folder, entries)


def _back(folder: Path, names: Sequence[str], places: tuple[Path, Path, Path]) -> None:
    """Undo `_forward` as far as it came, and then the decision."""
    new, ready, old = places
    for name in reversed(names):
        target = folder / name
        if not os.path.lexists(ready / name):
            os.replace(target, ready / name)
        if os.path.lexists(old / name):
            os.replace(old / name, target)
        for parent in Path(name).parents[:-1]:
            with suppress(OSError):  # it holds something else, then
                (folder / parent).rmdir()
    ready.rename(new)


def _remove(*places: Path) -> None:
    """In an order in which an end in the middle leaves nothing that looks undecided and is not."""
    for place in places:
        shutil.rmtree(place, ignore_errors=True)


def _sync(folder: Path, entries: Iterable[str] = ()) -> None:
    """Have the folder's entries on the disk, also those below, before what relies on them; where that can be."""
    for place in sorted({folder, *((folder / entry).parent for entry in entries)}) if os.name == "posix" else ():
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
