"""The run on Spark writes what the run here writes: the same triples and tables, for the same documents.

One session for all: a real Spark with two processes of this machine.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from broken_shapes import SHAPES
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import EngineError, InputError, OntologyError, OutputError
from pipeline.ontology import default_folder, load_ontology
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.spark import run_on_spark
from pipeline.spark.session import require_spark
from pipeline.spark.write import refuse_far_shapes

needs_spark = pytest.mark.skipif(
    not shutil.which("java") and "JAVA_HOME" not in os.environ,
    reason="Java is not installed (Debian: openjdk-17-jre-headless)",
)
TALKS = {
    "gulls and terns.txt": "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater.\n",
    "terns.txt": "Ada Okafor leads Brightwater Institute in Ghent. She works with Halcyon Labs. Okafor denies that "
    "Mira Solano founded Halcyon Labs.\n",
    "möwe.txt": "Jonas Veld is the chief executive of Rookery Systems, a company in Oslo.\n",
    "deeper/copy.txt": "Jonas Veld is the chief executive of Rookery Systems, a company in Oslo.\n",
    "deeper/rooks.vtt": "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ada Okafor>Mira Solano founded Halcyon Labs.\n\n"
    "00:06.000 --> 00:09.000\n<v Ada Okafor>Halcyon Labs is in Lisbon.\n",
    "README.txt": "This is no talk.\n",
}
ALIASES = 'tg:rookery a tg:Organization ; skos:prefLabel "Rookery" ; skos:altLabel "Rookery Systems" .\n'


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="PySpark is not installed: make spark")
    from pipeline.spark.session import spark_session

    with spark_session(2, quiet=True) as spark:
        yield spark


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talks")
    for name, text in TALKS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "aliases.ttl").write_text(ALIASES, encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9)
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontology") / "strict"
    shutil.copytree(default_folder(), folder)
    (folder / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return folder


def lines(folder: Path, name: str = "graph.nq") -> list[bytes]:
    return sorted(line for path in folder.glob(f"{name}/part-*") for line in path.read_bytes().splitlines())


def table(path: Path) -> list[str]:
    import pyarrow.parquet as pq

    return sorted(map(repr, pq.read_table(path).to_pylist()))


@pytest.mark.slow
@needs_spark
def test_what_spark_writes_is_what_a_run_here_writes(session: Any, talks: Path, shapes: Path, tmp_path: Path) -> None:
    settings = Settings(ontology=shapes, mentions=True, min_confidence=0.85)
    there = run_on_spark([str(talks)], str(tmp_path / "there"), settings)
    here = run([talks], tmp_path / "here", settings, formats=["nq", "parquet"])
    assert lines(tmp_path / "there") == sorted((tmp_path / "here" / "graph.nq").read_bytes().splitlines())
    for name in ("entities", "facts", "evidence"):
        assert table(tmp_path / "there" / f"{name}.parquet") == table(tmp_path / "here" / f"{name}.parquet"), name
    assert not (tmp_path / "there" / "_readings").exists()
    assert there.documents == len(here.graph.documents) == 4
    assert there.facts == sum(fact.asserted for fact in here.graph.facts) > 1
    assert any(not fact.asserted for fact in here.graph.facts), "so confidence is weighed"
    assert there.entities == len(here.graph.entities)
    assert b"rookery" in b"".join(lines(tmp_path / "there")), "what a person decided is heeded"
    assert there.broken == len({violation.triple for violation in here.graph.violations}) > 2
    assert b"the founder is a place here" in b"".join(lines(tmp_path / "there", "quarantine.nq"))
    assert [failure.name for failure in there.failures] == ["photo.jpg"]
    assert {failure.name for failure in here.failures} == {"photo.jpg", "empty.txt"}
    assert there.passed_over == 1
    rows = table(tmp_path / "there" / "documents.parquet")
    assert len(rows) == 6
    assert sum("'same': 'copy-" in row for row in rows) == 1, "the same content is read once"


@pytest.mark.slow
@needs_spark
def test_errors_are_told_in_a_sentence(session: Any, talks: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    with pytest.raises(InputError, match="nowhere: Spark finds nothing there"):
        run_on_spark([str(talks / "nowhere")], out)
    with pytest.raises(InputError, match=r"photo\.jpg: "):
        run_on_spark([str(talks / "photo.jpg")], out)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "graph.nq").touch()
    with pytest.raises(OutputError, match="is a file where Spark writes a folder"):
        run_on_spark([str(talks)], str(tmp_path / "taken"))
    result = CliRunner().invoke(commands, ["run", str(talks), "-o", out, "--engine", "spark", "-f", "ttl"])
    assert result.exit_code == 2
    assert "--engine spark goes without --format" in result.output


def test_a_shape_that_counts_over_documents_is_refused(shapes: Path, tmp_path: Path) -> None:
    refuse_far_shapes(load_ontology())
    refuse_far_shapes(load_ontology(shapes))
    folder = tmp_path / "counting"
    shutil.copytree(shapes, folder)
    counting = SHAPES.replace("sh:class tg:Place", "sh:maxCount 1")
    (folder / "shapes.ttl").write_text(counting, encoding="utf-8")
    with pytest.raises(OntologyError, match="«the founder is a place here» rests on what several documents say"):
        refuse_far_shapes(load_ontology(folder))


@pytest.mark.parametrize("missing", ["pyspark", "pyarrow"])
def test_without_the_extra_the_remedy_is_told(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(EngineError, match=r"pip install 'talkgraph\[spark\]'"):
        require_spark()


def test_without_java_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed: make spark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="needs Java 17 or newer"):
        require_spark()
