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
from pipeline.replacing import OUTPUTS, Busy, is_unsettled, locked, replaced

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


# --- outputs: each file moves alone


NOTES = WRITER.replace('"change"', '"talkgraph"')
assert NOTES != WRITER
MINE = {"store/mine": "mine", "other/mine": "mine"}  # what a user keeps in folders that a run writes into, and beside


@pytest.mark.parametrize("how", ["kill", "ENOSPC"])
def test_of_outputs_each_file_moves_alone(folder: Path, how: str) -> None:
    """A user's own notes stay where they lie, whatever strikes, and nothing is lost."""
    (folder / "other").mkdir()
    for name, text in MINE.items():
        (folder / name).write_text(text)
    seen = set()
    for at in count(2):
        done = unlucky(how, at, folder, folder, code=NOTES)
        if done.returncode == 0 and content(folder) == NEW | MINE:
            break
        with warnings.catch_warnings(action="ignore"), locked(folder, OUTPUTS):
            now = content(folder, hidden=True)
        now.pop(f".{OUTPUTS}.lock", None)
        assert now in (OLD | MINE, NEW | MINE)
        assert how == "kill" or now == OLD | MINE, "an error undoes it"
        seen.add(now == NEW | MINE)
        (folder / "two").unlink(missing_ok=True)
        for name, text in OLD.items():
            (folder / name).write_text(text)
    assert seen == ({True, False} if how == "kill" else {False})
    assert at > 10


def test_a_folder_that_an_undone_change_made_goes_again(tmp_path: Path) -> None:
    (tmp_path / "two").write_text("mine")  # where a folder must be made: the last move fails

    def change() -> None:
        with locked(tmp_path, OUTPUTS), replaced(tmp_path, OUTPUTS) as new:
            for name in ("notes", "two"):
                (new / name).mkdir()
                (new / name / "file").write_text("new")

    with pytest.raises(OSError, match="two"):
        change()
    assert content(tmp_path) == {"two": "mine"}
    assert not (tmp_path / "notes").exists()


def reset(folder: Path) -> None:
    (folder / "two").unlink()
    for name, text in OLD.items():
        (folder / name).write_text(text)
