"""The built wheel works by itself: outside the checkout, with the ontology and the page's template inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.ontology import default_folder

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Without isolation: the build backend is among the pinned packages, so no network is needed.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's content and comes before the checkout on Python's path."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel]
    subprocess.run([*map(str, command), "--disable-pip-version-check"], check=True, stdin=subprocess.DEVNULL)
    return folder


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd, check=False)


def test_the_wheel_carries_code_ontology_and_templates_only(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert tops == {"pipeline", "talkgraph.py", next(top for top in tops if top.endswith(".dist-info"))}
    turtle = {path.relative_to(ROOT / "ontology").as_posix() for path in (ROOT / "ontology").rglob("*.ttl")}
    assert {"schema.ttl", "shapes.ttl"} <= turtle
    assert {f"pipeline/_ontology/{name}" for name in turtle} <= names
    sources = {path for path in (ROOT / "pipeline").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {path.relative_to(ROOT).as_posix() for path in sources} <= names
    assert any("templates/" in name for name in names)
    assert any(name.endswith("LICENSE") for name in names)


def test_the_wheel_is_what_runs_and_finds_its_ontology(installed: Path, tmp_path: Path) -> None:
    code = (
        "import pipeline, pipeline.ontology as o\n"
        "print(pipeline.__file__, o.load_ontology().folder, pipeline.__version__, len(o.load_ontology().entities))"
    )
    result = run(installed, "-c", code, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    file, folder, version, entities = result.stdout.split()
    assert Path(file).parent == installed / "pipeline"
    assert Path(folder) == installed / "pipeline" / "_ontology"
    assert version[0].isdigit()
    assert int(entities) > 300


def test_the_checkout_finds_its_ontology_too() -> None:
    assert default_folder() == ROOT / "ontology"


def test_the_command_of_the_wheel_runs(installed: Path, tmp_path: Path) -> None:
    script = str(installed / "bin" / "talkgraph")
    shown = run(installed, script, "--help", cwd=tmp_path)
    assert "From talk to graph" in shown.stdout
    (tmp_path / "talk.txt").write_text("Mira Solano founded Halcyon Labs in Lisbon.", encoding="utf-8")
    made = run(installed, script, "run", "talk.txt", "-o", "made", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "made" / "graph.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    checked = run(installed, script, "validate", "made/graph.ttl", cwd=tmp_path)
    assert checked.stdout == "made/graph.ttl: conforms to the shapes\n"
    assert run(installed, script, "load", "made/graph.nq", "--store", "store", cwd=tmp_path).returncode == 0
    asked = run(installed, script, "query", "--store", "store", "--name", "founders", cwd=tmp_path)
    assert "Mira Solano" in asked.stdout, asked.stderr
