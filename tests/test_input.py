"""What the command line reads: standard input, names, languages; never what a run wrote."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main

GOOD = "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater.\n"
GERMAN = "Heute sprechen wir über Brücken und darüber, wie man sie baut, damit sie lange stehen. " * 3

Result = tuple[int, str, str]


@pytest.fixture
def talkgraph(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """The command in this process: exit code, standard output, standard error."""

    def call(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return int(caught.value.code or 0), captured.out, captured.err

    return call


def stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


@pytest.mark.slow
def test_standard_input_is_one_document(talkgraph, tmp_path, monkeypatch):
    stdin(monkeypatch, GOOD)
    code, out, _ = talkgraph("run", "-", "--name", "yard call.txt", "-o", tmp_path / "out", "-f", "csv")
    assert code == 0
    assert "yard call.txt" in out
    assert "Mira Solano" in (tmp_path / "out" / "entities.csv").read_text()
    stdin(monkeypatch, GOOD)
    code, out, _ = talkgraph("inspect", "-")
    assert code == 0
    assert "Halcyon Labs" in out


def test_standard_input_that_is_empty(talkgraph, tmp_path, monkeypatch):
    stdin(monkeypatch, "")
    code, _, err = talkgraph("run", "-", "-o", tmp_path / "out", "-f", "csv")
    assert code == 3
    assert "-: the file is empty" in err


def test_a_name_for_two_documents(talkgraph, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD)
    code, _, err = talkgraph("run", tmp_path, "--name", "c.txt", "-o", tmp_path / "out")
    assert code == 3
    assert "--name names one document, here are 2" in err


@pytest.mark.slow
def test_a_second_run_reads_nothing_that_the_first_wrote(talkgraph, tmp_path, monkeypatch):
    (tmp_path / "talk.txt").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    first = talkgraph("run", ".", "-q")
    files = {path.name: path.read_bytes() for path in Path("outputs").iterdir()}
    names = ("ttl", "nt", "nq.gz", "trig", "rdf", "gexf", "cypher", "node-link.json", "neo4j.csv", "obsidian")
    formats = (flag for name in names for flag in ("-f", name))
    again = talkgraph("run", ".", "-q", *formats, "--together", "--mentions", "-o", "others/deep")
    third = talkgraph("run", ".", "-q")
    assert first == again == third == (0, "", "")
    assert files == {path.name: path.read_bytes() for path in Path("outputs").iterdir()}


@pytest.mark.slow
def test_another_language_is_named_even_when_quiet(talkgraph, tmp_path):
    path = tmp_path / "rede.txt"
    path.write_text(GERMAN)
    code, out, err = talkgraph("run", path, "-q", "-o", tmp_path / "out", "-f", "csv")
    assert (code, out) == (0, "")
    assert "rede.txt: the language seems to be 'de', not English" in err
    code, out, err = talkgraph("run", path, "-o", tmp_path / "out", "-f", "csv")
    assert "Attention: rede.txt: the language seems to be 'de'" in out
    assert talkgraph("run", path, "-q", "--language", "en", "-o", tmp_path / "out", "-f", "csv") == (0, "", "")
