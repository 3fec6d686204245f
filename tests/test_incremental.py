"""What was read before is not read again, and what a run writes is the same with and without it, in any number of
processes, whatever ended the run before.
"""

from __future__ import annotations

import ast
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken_shapes import SHAPES
from click.testing import CliRunner

import pipeline.reading as reading
from pipeline.cache import NAME, Cache, opened
from pipeline.cli import commands
from pipeline.errors import LeftoverWarning, OutputError
from pipeline.graph import validate
from pipeline.graph.shares import far_shape
from pipeline.ontology import default_folder, load_ontology
from pipeline.reading import Answer, Reader, Task
from pipeline.records import KnowledgeGraph, Resolution
from pipeline.run import run
from pipeline.settings import LanguageModel, Settings

pytestmark = pytest.mark.slow
TALKS = {
    "gulls.txt": "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater.\n",
    "terns.txt": "Ada Okafor leads Brightwater Institute in Ghent. She works with Halcyon Labs.\n",
    "rooks.txt": "Jonas Veld is the chief executive of Rookery Systems, a company in Oslo.\n",
}
ALIASES = 'tg:rookery a tg:Organization ; skos:prefLabel "Rookery" ; skos:altLabel "Rookery Systems" .\n'


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in TALKS.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What is read in this process: document, and how much of the work was done."""
    did: list[tuple[str, str]] = []
    read = Reader.read

    def noting(self: Reader, task: Task) -> object:
        answer = read(self, task)
        did.append((task.path.name, "all" if isinstance(answer, Answer) and answer.extraction else "resolved"))
        return answer

    monkeypatch.setattr(Reader, "read", noting)
    yield did
    did.clear()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def fresh(talks: Path, folder: Path, settings: Settings | None = None) -> dict[str, bytes]:
    """What a run without anything kept writes."""
    run([talks], folder, settings)
    return files(folder)


def test_only_what_changed_is_read(talks: Path, tmp_path: Path, done: list[tuple[str, str]]) -> None:
    out = tmp_path / "out"
    run([talks], out)
    assert sorted(name for name, _ in done) == sorted(TALKS)
    done.clear()
    (talks / "terns.txt").write_text(TALKS["terns.txt"] + "Halcyon Labs is in Porto.\n", encoding="utf-8")
    run([talks], out)
    assert done == [("terns.txt", "all")]
    done.clear()
    run([talks], out, Settings(min_confidence=0.95))
    assert done == []
    assert files(out) == fresh(talks, tmp_path / "other", Settings(min_confidence=0.95))


# What this one counts, several documents say.
COUNTING = """
tg:Homeless a sh:NodeShape ; sh:targetClass tg:Organization ;
    sh:property [ sh:path tg:locatedIn ; sh:maxCount 1 ; sh:message "one place is enough" ] .
"""


def test_only_what_changed_is_checked(talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out, checked = tmp_path / "strict", tmp_path / "out", list[int]()
    shutil.copytree(default_folder(), folder)
    (folder / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    check = validate.check

    def noting(graph: KnowledgeGraph, *rest: object) -> object:
        checked.append(len(graph.facts))
        return check(graph, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("pipeline.graph.checked.check", noting)
    settings = Settings(ontology=folder)
    first = run([talks], out, settings)
    broken = first.graph.violations
    assert len({violation.triple for violation in broken}) > 1
    whole, at_fault = checked
    assert whole > at_fault > 0
    checked.clear()
    (talks / "rooks.txt").write_text(TALKS["rooks.txt"] + "Rookery Systems acquired Wren Labs.\n", encoding="utf-8")
    second = run([talks], out, settings)
    assert second.graph.violations == broken
    assert checked == [sum("rooks" in fact.evidence[0].document for fact in second.graph.facts), at_fault]
    shutil.rmtree(tmp_path / "out")
    with monkeypatch.context() as plain:
        plain.setattr("pipeline.graph.checked.kept", lambda *_: "a far shape")
        assert run([talks], tmp_path / "other", settings).graph.violations == broken, "as where all is checked at once"
    (folder / "shapes.ttl").write_text(SHAPES + COUNTING, encoding="utf-8")
    assert far_shape(load_ontology(folder)) == "one place is enough"
    assert far_shape(load_ontology()) is None


def test_aliases_read_anew_only_where_they_are_named(talks: Path, tmp_path: Path, done: list[tuple[str, str]]) -> None:
    out = tmp_path / "out"
    run([talks], out)
    done.clear()
    (talks / "aliases.ttl").write_text(ALIASES, encoding="utf-8")
    run([talks], out)
    assert sorted(done) == [("gulls.txt", "resolved"), ("rooks.txt", "all"), ("terns.txt", "resolved")]
    assert files(out) == fresh(talks, tmp_path / "other")
    assert b"rookery" in files(out)["graph.ttl"]
    done.clear()
    (talks / "aliases.ttl").write_text(ALIASES + "tg:rookery a tg:NotAName .", encoding="utf-8")
    run([talks], out)
    assert ("gulls.txt", "resolved") in done
    assert files(out) == fresh(talks, tmp_path / "third")
    done.clear()
    (talks / "aliases.ttl").unlink()
    run([talks], out)
    assert {name for name, much in done if much == "all"} <= {"rooks.txt"}
    assert files(out) == fresh(talks, tmp_path / "fourth")


def test_the_number_of_processes_changes_no_byte(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: list[tuple[str, str]]
) -> None:
    alone = fresh(talks, tmp_path / "alone")
    (talks / "empty.txt").touch()
    run([talks], tmp_path / "alone")
    done.clear()
    monkeypatch.setattr(reading, "WORTH", 1)
    result = run([talks], tmp_path / "out", jobs=2)
    assert done == [], "not in this process"
    assert [failure.name for failure in result.failures] == ["empty.txt"]
    assert files(tmp_path / "out") == files(tmp_path / "alone") != alone


def test_a_document_on_which_the_process_dies_is_listed(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WORTH", 1)
    monkeypatch.setattr(reading, "prepared", prepared_to_die)
    result = run([talks], tmp_path / "out", jobs=2)
    assert [failure.name for failure in result.failures] == ["rooks.txt"]
    assert "was ended twice (signal 9)" in result.failures[0].message
    assert len(result.graph.documents) == 2


def prepared_to_die(*arguments: object) -> object:
    """Runs in a process of its own."""
    read = READ_APART(*arguments)  # type: ignore[arg-type]

    def dying(task: Task) -> object:
        if task.path.name == "rooks.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return read(task)

    return dying


READ_APART = reading.prepared


def test_a_document_that_talkgraph_cannot_cope_with_is_listed(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extraction = Reader.extraction

    def breaking(self: Reader, path: Path, name: str | None, data: bytes | None) -> object:
        return {}["gone"] if path.name == "gulls.txt" else extraction(self, path, name, data)

    monkeypatch.setattr(Reader, "extraction", breaking)
    result = run([talks], tmp_path / "out")
    (failure,) = result.failures
    assert failure.message.startswith("gulls.txt: talkgraph could not cope with it (KeyError at test_incremental.py:")
    assert len(result.graph.documents) == 2


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from pipeline.cache import Cache
put, left = Cache.put, [int(sys.argv[3])]

def unlucky(self, *row):
    put(self, *row)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)

Cache.put = unlucky
from pipeline.run import run
run([Path(sys.argv[1])], Path(sys.argv[2]))
"""


def test_a_run_that_is_killed_goes_on_where_it_was(talks: Path, tmp_path: Path, done: list[tuple[str, str]]) -> None:
    command = [sys.executable, "-c", KILLED_AT, str(talks), str(tmp_path / "out"), "4"]  # two rows for each document
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    run([talks], tmp_path / "out")
    assert len(done) == 1
    assert files(tmp_path / "out") == fresh(talks, tmp_path / "other")
    assert {path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")} == {
        NAME,
        ".talkgraph.lock",
    }


def test_a_damaged_cache_is_begun_anew(talks: Path, tmp_path: Path, done: list[tuple[str, str]]) -> None:
    out = tmp_path / "out"
    before = fresh(talks, out)
    cache = out / NAME
    data = bytearray(cache.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    cache.write_bytes(data)
    done.clear()
    with pytest.warns(LeftoverWarning, match="damaged; it is begun anew"):
        run([talks], out)
    assert len(done) == 3
    assert files(out) == before


def test_damaged_results_are_made_anew(talks: Path, tmp_path: Path, done: list[tuple[str, str]]) -> None:
    out = tmp_path / "out"
    before = fresh(talks, out)
    with sqlite3.connect(out / NAME) as connection:
        connection.execute("UPDATE results SET data = substr(data, 1, length(data) - 9) WHERE name = 'gulls.txt'")
        connection.execute("UPDATE results SET data = zeroblob(9) WHERE name = 'rooks.txt'")
    connection.close()
    done.clear()
    run([talks], out)
    assert sorted(name for name, _ in done) == ["gulls.txt", "rooks.txt"]
    assert files(out) == before


def test_the_file_of_another_program_is_left_alone(talks: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE results (mine TEXT)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(OutputError, match="the database of another program"):
        run([talks], tmp_path / "out", cache=other)
    assert other.read_bytes() == before


def test_what_is_kept_rests_on_all_code_that_reading_imports() -> None:
    package = Path(reading.__file__).parent
    listed = {path for part in reading.CODE for path in [package / part, *(package / part).rglob("*.py")]}
    assert [part for part in reading.CODE if not (package / part).exists()] == []
    seen: set[Path] = set()
    left = [path for path in listed if path.is_file()]
    while left:
        path = left.pop()
        if path in seen or path.is_relative_to(package / "llm"):  # what a model is asked is never kept
            continue
        seen.add(path)
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    place = package.parent.joinpath(*str(name).split("."))
                    left += [file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()]
    assert seen - listed == set()
    assert package / "rdf_file.py" in seen


def test_a_language_model_is_part_of_the_key(tmp_path: Path) -> None:
    ontology, path = load_ontology(), tmp_path / "a.txt"
    settings = [Settings(), *(Settings(llm=LanguageModel(name, cache=tmp_path)) for name in ("one", "two"))]
    keys = [reading.Keys(ontology, each) for each in settings]
    assert len({key.extraction("digest", path, None) for key in keys}) == 3
    assert len({key.resolution("digest", path, None) for key in keys}) == 3


def test_results_of_other_code_are_dropped(tmp_path: Path) -> None:
    for code in ("one", "one", "two"):
        with opened(tmp_path / "cache", code) as cache:
            held = cache.holdings()
            cache.keep("a", "run", "x", "words")
    assert held == ()


# --- on the command line


def call(*arguments: object) -> str:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_run_that_would_change_nothing_says_so_and_does_nothing(
    talks: Path, tmp_path: Path, done: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    call("run", talks, "-o", out, "-j", 1)
    before = files(out)
    times = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    with monkeypatch.context() as no_work:
        no_work.setattr("pipeline.run.assemble", lambda *_, **__: pytest.fail("work began"))
        said = call("run", talks, "-o", out, "-j", 1)
    assert said.startswith(f"Nothing has changed: {out} holds the graph of 3 documents, with ")
    assert {name: (out / name).stat().st_mtime_ns for name in before} == {name: times[name] for name in before}
    done.clear()
    (out / "graph.ttl").write_text("# mine")
    assert "Read 3 documents" in call("run", talks, "-o", out, "-j", 1), "a file that somebody changed is made anew"
    assert done == []
    assert files(out) == before
    assert "Read 3 documents" in call("run", talks, "-o", out, "-j", 1, "-f", "ttl")


def test_a_run_that_changes_nothing_ends_with_the_same_code(talks: Path, tmp_path: Path) -> None:
    (talks / "empty.txt").touch()
    results = []
    for _ in range(2):
        command = [sys.executable, "-m", "talkgraph", "run", talks, "-o", tmp_path / "out", "-q"]
        results.append(subprocess.run(command, capture_output=True, text=True, check=False))
    assert [result.returncode for result in results] == [3, 3]
    assert results[0].stderr == results[1].stderr
    assert "1 of 4 documents could not be read" in results[1].stderr


def test_the_cache_says_what_it_holds_and_cleans(talks: Path, tmp_path: Path) -> None:
    out, cache = tmp_path / "out", tmp_path / "kept.cache"
    call("run", talks, "-o", out, "--cache", cache, "-j", 1)
    assert not (out / NAME).exists()
    (talks / "rooks.txt").unlink()
    call("run", talks, "-o", out, "--cache", cache, "-j", 1)
    lines = {line.split()[0]: line.split() for line in call("cache", "--cache", cache).splitlines() if line}
    assert (lines["extraction"][-4], lines["extraction"][-1]) == ("3", "1")
    assert "Removed 4 results." in call("cache", "--cache", cache, "--clean")
    with opened(cache, reading.code()) as kept:
        assert {held.kind: held.count for held in kept.holdings()} == {
            "check": 2,
            "extraction": 2,
            "resolution": 2,
            "run": 1,
        }
    assert "is not there: nothing was kept" in call("cache", "-o", tmp_path / "nowhere")


def test_a_cache_in_memory_keeps_what_it_is_given() -> None:
    with opened(None, "code") as cache:
        assert isinstance(cache, Cache)
        assert cache.get("a", Resolution) is None
        cache.keep("a", "run", "x", "words")
        assert cache.get("a", str) == "words"
        assert cache.get("a", Resolution) is None, "another type is damage"
        assert cache.get("a", str) is None
