"""Entries are replaced together: whatever kills a program in the middle, no mixture stays and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from injection import KILLED, unlucky

from pipeline.errors import LeftoverWarning
from pipeline.replacing import Busy, is_unsettled, locked, replaced

WRITER = """
from pathlib import Path
from pipeline.replacing import locked, replaced

folder = Path(sys.argv[1])
with locked(folder, "change"), replaced(folder, "change") as new:
    (new / "one").write_text("new")
    (new / "two").write_text("new")
    (new / "store").mkdir()
    (new / "store" / "data").write_text("new")
"""
OLD, NEW = (
    {"one": "old", "store/data": "old", "mine": "mine"},
    {"one": "new", "two": "new", "store/data": "new", "mine": "mine"},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out" / "store").mkdir(parents=True)
    for name, text in OLD.items():
        (tmp_path / "out" / name).write_text(text)
    return tmp_path / "out"


def content(folder: Path, *, hidden: bool = False) -> dict[str, str]:
    """Files by name; hidden ones too, but for the lock."""
    names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    seen = [name for name in names if hidden or not name.parts[0].startswith(".")]
    return {str(name): (folder / name).read_text() for name in seen if str(name) != ".change.lock"}


def take(folder: Path) -> list[str]:
    """Take the lock, as the next program does; what it is told."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with locked(folder, "change"):
            pass
    return [str(item.message) for item in told if item.category is LeftoverWarning]


def kills(folder: Path) -> Iterator[int]:
    """The numbers of all changes, at each of which the writer was just killed."""
    for at in count(1):
        done = unlucky("kill", at, folder, folder, code=WRITER)
        if done.returncode != KILLED:
            assert done.returncode == 0, done.stderr
            return
        yield at


def test_a_kill_at_any_moment_is_put_right_by_the_next_program(folder: Path) -> None:
    seen = []
    for _ in kills(folder):
        decided = is_unsettled(folder, "change")
        told = take(folder)
        assert content(folder, hidden=True) == (NEW if decided or content(folder) == NEW else OLD)
        assert not is_unsettled(folder, "change")
        seen.append(told[0].partition("; ")[2] if told else "")
        if content(folder) == NEW:
            reset(folder)
    assert len(seen) >= 15
    assert set(seen) >= {"what it had begun is removed", "what it had ready is in place now"}
    assert content(folder, hidden=True) == NEW


def test_a_kill_while_putting_right_is_put_right_too(folder: Path) -> None:
    first = next(at for at in kills(folder) if is_unsettled(folder, "change"))
    for at in count(1):
        done = unlucky("kill", at, folder, folder, code="from pathlib import Path\nfrom pipeline.replacing import *\n"
                       "with locked(Path(sys.argv[1]), 'change'): pass\n")  # fmt: skip
        if done.returncode != KILLED:
            break
    assert at > 5
    assert content(folder, hidden=True) == NEW
    assert first > 1


@pytest.mark.parametrize("error", ["ENOSPC", "EROFS", "EIO"])
def test_an_error_at_any_moment_leaves_everything_as_it_was(folder: Path, error: str) -> None:
    for at in count(2):  # the first only looks whether the folder is there
        done = unlucky(error, at, folder, folder, code=WRITER)
        if done.returncode == 0 and content(folder) == NEW:
            break
        assert done.returncode == 1, "an OSError that the caller turns into a sentence"
        assert error in done.stderr or "Errno" in done.stderr
        take(folder)
        assert content(folder, hidden=True) == OLD
    assert at > 10


def test_an_error_in_the_block_leaves_everything_as_it_was(folder: Path) -> None:
    def fail() -> None:
        with locked(folder, "change"), replaced(folder, "change") as new:
            (new / "one").write_text("new")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert content(folder, hidden=True) == OLD


def test_two_programs_do_not_meet(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.replacing import locked\n"
        "with locked(Path(sys.argv[1]), 'change'):\n    print('in', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(Busy), locked(folder, "change"):
            pass
        with locked(folder, "something else"):
            pass
        other.kill()
        other.wait()
    with locked(folder, "change"), locked(folder, "change"):
        assert take(folder) == [], "whoever holds it may take it again"
        busy: list[bool] = []

        def try_it() -> None:
            try:
                with locked(folder, "change"):
                    busy.append(False)
            except Busy:
                busy.append(True)

        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
        assert busy == [True], "another thread may not"


def reset(folder: Path) -> None:
    (folder / "two").unlink()
    for name, text in OLD.items():
        (folder / name).write_text(text)
