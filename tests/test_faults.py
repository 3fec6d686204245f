"""Bad luck with whole commands: whatever strikes, a second run gives what an undisturbed one gives; nothing is lost.

`benchmarks/faults.py` does the same at every moment, and also with `talkgraph run`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from injection import KILLED, Case, prepared

from pipeline.errors import InputError
from pipeline.reading import Reader
from pipeline.records import Document, Extraction
from pipeline.run import run

ROOT = Path(__file__).parents[1]
GOOD = "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater.\n"


@pytest.fixture(scope="module")
def prepare(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """Each command over the graph of the samples, prepared once."""
    inputs = {"graph.ttl": (ROOT / "outputs" / "example.ttl").read_text(encoding="utf-8")}
    return cache(lambda name: prepared(name, inputs, tmp_path_factory.mktemp("case") / name))


@pytest.mark.parametrize(
    ("how", "part"), [("kill", 0), ("kill", 1), ("kill", 2), ("ENOSPC", 1), ("ENOSPC", 2), ("EIO", 2)]
)
@pytest.mark.parametrize("name", ["export", "load"])
def test_whatever_strikes_a_second_run_is_undisturbed(
    prepare: Callable[[str], Case], tmp_path: Path, name: str, how: str, part: int
) -> None:
    """At three moments, of which the last is in the midst of moving things into place."""
    case, folder = prepare(name), tmp_path / "out"
    at = case.moments[(0, len(case.moments) // 2, -5)[part]]
    before = case.begin(folder)
    done = case.strike(folder, how, at)
    assert done.returncode in ((KILLED,) if how == "kill" else (0, 3)), done.stderr
    assert "Traceback" not in done.stderr
    if how != "kill":
        assert case.state(folder) in (before, case.after)
    again = case.run(folder)
    assert again.returncode == 0, again.stderr
    assert case.state(folder) == case.after


def test_a_file_that_vanishes_in_the_middle_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD)
    extraction = Reader.extraction

    def vanishing(self: Reader, path: Path, name: str | None, data: bytes | None) -> Extraction:
        (tmp_path / "b.txt").unlink(missing_ok=True)
        return extraction(self, path, name, data)

    monkeypatch.setattr(Reader, "extraction", vanishing)
    result = run([tmp_path], tmp_path / "out", formats=["ttl"])
    assert [failure.told for failure in result.failures] == [f"{tmp_path / 'b.txt'}: no such file; check the path."]
    assert "Halcyon Labs" in (tmp_path / "out" / "graph.ttl").read_text()


def test_two_runs_into_one_folder_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "talk.txt").write_text(GOOD)
    code = "from pipeline.cli import main; import sys; main(sys.argv[1:])"
    seen: list[subprocess.CompletedProcess[str]] = []
    extraction = Reader.extraction

    def meanwhile(self: Reader, path: Path, name: str | None, data: bytes | None) -> Extraction:
        command = [sys.executable, "-c", code, "run", str(path), "-o", str(tmp_path / "out")]
        seen.append(subprocess.run(command, capture_output=True, text=True, check=False))
        return extraction(self, path, name, data)

    monkeypatch.setattr(Reader, "extraction", meanwhile)
    run([tmp_path / "talk.txt"], tmp_path / "out", formats=["ttl"])
    assert seen[0].returncode == 3
    assert seen[0].stderr.startswith(f"Error: {tmp_path / 'out'}: another run writes into it; wait for it, or name")
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"graph.ttl", "report.json"}


def test_a_document_that_breaks_its_reader_does_not_take_the_others_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pipeline.ingest as ingest

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD + name)
    reading = ingest.read_document

    def refusing(path: Path, **options: str | None) -> Document:
        if path.name == "a.txt":
            raise InputError(f"{path}: cannot be read (Input/output error); check its permissions.")
        return reading(path, **options)

    monkeypatch.setattr(ingest, "read_document", refusing)
    result = run([tmp_path], tmp_path / "out", formats=["ttl"])
    assert len(result.failures) == len(result.graph.documents) == 1


# --- real disks, where this may mount one


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if (
        os.geteuid() != 0
        or not shutil.which("mount")
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("no right to mount a disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def said(stderr: str) -> list[str]:
    """The lines but for notes, which may stand before what goes wrong."""
    return [line for line in stderr.splitlines() if not line.startswith("Note: ")]


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with suppress(OSError), path.open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))


@pytest.mark.parametrize("name", ["export", "load"])
def test_a_disk_that_fills_up_is_one_sentence_and_leaves_all_as_it_was(
    disk: Path, prepare: Callable[[str], Case], name: str
) -> None:
    case, folder = prepare(name), disk / "out"
    before = case.begin(folder)
    fill(disk / "filler")
    done = case.run(folder)
    assert done.returncode == 3
    assert "cannot be written" in done.stderr or "store: cannot be used" in done.stderr
    assert "No space left on device" in done.stderr
    assert len(said(done.stderr)) == 2, "the sentence, and the count of the test"
    (disk / "filler").unlink()
    assert case.state(folder) == before
    assert case.run(folder).returncode == 0
    assert case.state(folder) == case.after


@pytest.mark.parametrize("name", ["export", "load"])
def test_a_read_only_disk_is_one_sentence(disk: Path, prepare: Callable[[str], Case], name: str) -> None:
    case, folder = prepare(name), disk / "out"
    before = case.begin(folder)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = case.run(folder)
    assert done.returncode == 3
    assert "Read-only file system" in done.stderr
    assert len(said(done.stderr)) == 2, "the sentence, and the count of the test"
    assert case.state(folder) == before
