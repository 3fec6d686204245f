"""What talkgraph stands on: every file pinned by its hash, every licence known, a bill of materials that is current."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BILL = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
# Licences under which what ships may stand beside MIT.
PERMISSIVE = {
    *("MIT", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0", "ISC", "PSF-2.0", "MIT OR Apache-2.0", "0BSD"),
    *("Apache-2.0 OR BSD-2-Clause", "MPL-2.0", "MPL-2.0 AND MIT", "W3C-20150513"),
    "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
}
# Tools of our own tests; nothing of them ships, and no installation needs them.
TOOLS = {"owlready2": "LGPL-3.0-or-later"}


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "docs" / "sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pins(sbom: ModuleType) -> dict[str, tuple[str, list[str], str]]:
    found: dict[str, tuple[str, list[str], str]] = {}
    for path in sbom.PINNED:
        found |= sbom.pins(path.read_text(encoding="utf-8"))
    return found


def needed() -> list[str]:
    extras = PROJECT["optional-dependencies"]
    return [
        re.split(r"[<>=\[ ]", item)[0] for item in (*PROJECT["dependencies"], *(i for e in extras.values() for i in e))
    ]


def test_every_dependency_is_pinned_by_the_hashes_of_its_files(
    sbom: ModuleType, pins: dict[str, tuple[str, list[str], str]]
) -> None:
    lines = [line for path in sbom.PINNED for line in path.read_text(encoding="utf-8").splitlines()]
    form = r"[\w.-]+==[\w.+!-]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
    assert all(re.fullmatch(form, line) for line in lines), "names, versions and hashes, nothing else: make constraints"
    assert {sbom.folded(name) for name in needed()} <= pins.keys(), "make constraints"
    assert all(hashes for _, hashes, _ in pins.values())
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"--require-hashes .*-r {path.name}\n", made) for path in sbom.PINNED)


def test_the_bill_of_materials_is_current(sbom: ModuleType, pins: dict[str, tuple[str, list[str], str]]) -> None:
    here = {
        name: version
        for name, (version, _, marker) in pins.items()
        if not marker or Marker(marker).evaluate({"python_full_version": "3.11.0", "sys_platform": "linux"})
    }
    listed = {sbom.folded(item["name"]): item["version"] for item in BILL["components"]}
    assert listed == here, "run `make sbom` and commit docs/sbom.cdx.json"
    assert BILL["bomFormat"] == "CycloneDX"


@pytest.mark.parametrize("component", BILL["components"], ids=lambda item: item["name"])
def test_every_licence_is_known_and_may_stand_beside_ours(component: dict[str, object], sbom: ModuleType) -> None:
    (licence,) = component["licenses"]  # type: ignore[misc]
    name = sbom.folded(component["name"])
    if name in TOOLS:
        assert licence["expression"] == TOOLS[name]
        assert name not in {sbom.folded(re.split(r"[<>=\[ ]", item)[0]) for item in PROJECT["dependencies"]}
    else:
        assert licence["expression"] in PERMISSIVE


def test_nothing_that_could_run_code_is_read() -> None:
    """No pickle, marshal or shelve, no eval or exec, no shell: not of a model, nor of a cache, nor of a document."""
    forbidden = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "ctypes"}
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name.split(".")[0] for alias in node.names} if isinstance(node, ast.Import) else set()
                names |= {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) else set()
                assert not names & forbidden, f"{path}: {names & forbidden}"
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                plain = isinstance(node.func, ast.Name)
                assert not (plain and called in {"eval", "exec", "compile", "__import__"}), f"{path}:{node.lineno}"
                assert not any(word.arg == "shell" for word in node.keywords), f"{path}:{node.lineno}"
                assert called not in {"system", "popen", "unsafe_load", "full_load"}, f"{path}:{node.lineno}"
