"""What commands print never drives a terminal, and what goes wrong while they print is one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.table import Table

from pipeline.cli import main
from pipeline.cli.screen import show
from pipeline.display.terminal import printable

HOSTILE = "a\x1b]0;title\x07\x1b[31m\x9b2J\x08\r\u202eb"
SAFE = "a\ufffd]0;title\ufffd\ufffd[31m\ufffd2J\ufffd\ufffd\ufffdb"
CODE = "from pipeline.cli import main; import sys; main(sys.argv[1:])"


def test_joiners_lines_and_tabs_stay() -> None:
    assert printable("👩🏽\u200d🔬 ни\u200cх\n\tשלום") == "👩🏽\u200d🔬 ни\u200cх\n\tשלום"
    assert printable(HOSTILE) == SAFE


def quiet(text: str) -> None:
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


@pytest.mark.skipif(os.name == "nt", reason="no such file names on Windows")
def test_nothing_that_is_printed_drives_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = HOSTILE.replace("/", "")
    (tmp_path / f"{name}.ttl").write_text("<x:a> a <https://w3id.org/talkgraph/schema#Person> .", encoding="utf-8")
    (tmp_path / f"{name}.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    for arguments in (
        ["validate", f"{name}.ttl"],
        ["validate", f"{name}.missing"],
        ["export", f"{name}.ttl", "--to", "nt", "-o", f"{name}.nt"],
        ["load", f"{name}.ttl", "--store", f"{name}-store"],
        ["unload", name, "--store", f"{name}-store"],
        ["query", "--store", f"{name}-store", f"SELECT ?x {{ VALUES ?x {{ '{chr(27)}[2J' }} }}"],
        ["query", "--store", f"{name}-store", f"SELECT {chr(27)}"],
        ["run", f"{name}.txt"],
        ["run", "--format", HOSTILE],
        [HOSTILE],
        ["inspect", f"{name}.txt"],
        ["why", HOSTILE, "a", "Person", "--graph", f"{name}.ttl"],
        ["load", f"{name}.ttl", "--store", f"http://127.0.0.1:1/{name}"],
        ["evaluate", f"{name}.ttl", f"{name}.txt"],
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        out, err = capsys.readouterr()
        assert out + err, arguments
        quiet(out + err)


def test_tables_are_safe_too(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(title=HOSTILE)
    table.add_column(HOSTILE)
    table.add_row(HOSTILE)
    show(table)
    out = capsys.readouterr().out
    quiet(out)
    assert "]0;title" in out


def run(*arguments: str, setup: str = "", **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", setup + CODE, *arguments]
    return subprocess.run(command, text=True, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("arguments", [["query", "--list"], ["--help"], ["run", "--help"]])
def test_a_full_standard_output_is_one_sentence(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = run(*arguments, stdout=full)
    assert done.returncode == 3
    assert done.stderr == "Error: standard output cannot be written (No space left on device); send it elsewhere\n"


def test_a_closed_pipe_is_no_mistake() -> None:
    near, far = os.pipe()
    os.close(near)
    done = run("query", "--list", stdout=far)
    os.close(far)
    assert (done.returncode, done.stderr) == (141, "")


def no_memory(limit: int) -> str:
    return f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [450, 600])
def test_too_little_memory_is_one_sentence(tmp_path: Path, megabytes: int) -> None:
    (tmp_path / "talk.txt").write_text("Mira Solano founded Halcyon Labs in Lisbon.", encoding="utf-8")
    arguments = ["run", str(tmp_path / "talk.txt"), "-o", str(tmp_path / "out")]
    # Threads of numerical libraries are not at issue; where one cannot start, such a library may wait for it for ever.
    single = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = run(*arguments, setup=no_memory(megabytes << 20), stdout=subprocess.DEVNULL, env=single)
    assert done.returncode == 3, done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: there is not enough memory")
    assert "Traceback" not in done.stderr


def test_another_error_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import pipeline.query.named

    def raising(error: BaseException) -> Callable[..., object]:
        def fail(*arguments: object) -> object:
            raise error

        return fail

    for error in (ImportError("no module"), OSError(5, "Input/output error", "file")):
        monkeypatch.setattr(pipeline.query.named, "named_queries", raising(error))
        with pytest.raises(type(error)):
            main(["query", "--list"])
