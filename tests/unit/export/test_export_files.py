from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from samples import FAILURES, GROWN_BY, MAUD, ROSE, garden_graph

import pipeline.replacing
from pipeline.errors import OutputError
from pipeline.export import export_graph
from pipeline.export.formats import DEFAULT, FORMATS, Material, chosen
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings

NAMES = {*chosen(DEFAULT), "report.json"}


LOCK = ".talkgraph.lock"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK}


def test_every_format_of_the_table_is_written(graph: KnowledgeGraph, garden: Ontology, tmp_path: Path) -> None:
    report = export_graph(graph, garden, Settings(), tmp_path / "a" / "b", failures=FAILURES)
    written = contents(tmp_path / "a" / "b")
    assert written.keys() == NAMES
    assert {file.name: file.digest for file in report.files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in written.items()
    }
    assert {file.name: file.size for file in report.files} == {name: len(data) for name, data in written.items()}
    assert report.folder == str(tmp_path / "a" / "b")
    assert report.foreign == ()


def test_no_format_stumbles_over_hostile_text(garden: Ontology) -> None:
    material = Material(garden_graph("\ud800 </script> \x00 =1 | \u202e \r\n"), garden, Settings())
    for name, write in FORMATS.items():
        data = b"".join(write(material))
        if name.endswith(".parquet"):  # no text; test_export_property_graph.py opens it
            continue
        text = data.decode()
        assert "\ufffd" in text or not name.startswith(("graph", "entities")), name
    assert "\ufffd \\u003c/script\\u003e".encode() in b"".join(FORMATS["graph.html"](material))


def test_files_of_others_are_left_alone_and_named(graph: KnowledgeGraph, garden: Ontology, tmp_path: Path) -> None:
    for name in ("notes.txt", "example.ttl", ".hidden", "graph.ttl"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    report = export_graph(graph, garden, Settings(), tmp_path)
    assert report.foreign == ("notes.txt", "sub")
    assert {(tmp_path / name).read_text() for name in ("notes.txt", "example.ttl", ".hidden")} == {"mine"}
    assert b"grownBy" in (tmp_path / "graph.ttl").read_bytes(), "the earlier run's file is replaced"
    left = {"notes.txt", "example.ttl", ".hidden", "sub", LOCK}
    assert {path.name for path in tmp_path.iterdir()} == NAMES | left


def test_second_run_writes_the_same_bytes(graph: KnowledgeGraph, garden: Ontology, tmp_path: Path) -> None:
    export_graph(graph, garden, Settings(), tmp_path / "one")
    export_graph(graph, garden, Settings(), tmp_path / "one")
    export_graph(garden_graph(), garden, Settings(), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from samples import *;"
        "from pipeline.export import export_graph; from pipeline.settings import Settings;"
        "folder = Path(sys.argv[1]);"
        "export_graph(garden_graph(), garden_ontology(folder / 'o'), Settings(), folder / 'out', failures=FAILURES)"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], check=True, env=environment)
    assert contents(tmp_path / "1" / "out") == contents(tmp_path / "2" / "out")


@pytest.mark.parametrize("failing", range(2 * len(NAMES) - 1))
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_interruption_leaves_the_earlier_files(
    failing: int,
    error: BaseException | type[BaseException],
    graph: KnowledgeGraph,
    garden: Ontology,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    earlier = {name: name.encode() for name in NAMES - {"graph.nq"}}  # one file is new
    for name, content in earlier.items():
        (tmp_path / name).write_bytes(content)
    real, calls = os.replace, iter(range(1000))

    def replace(source: Path, target: Path) -> None:
        if next(calls) == failing:
            raise error
        real(source, target)

    monkeypatch.setattr(pipeline.replacing.os, "replace", replace)
    with pytest.raises(KeyboardInterrupt if error is KeyboardInterrupt else OutputError):
        export_graph(graph, garden, Settings(), tmp_path)
    assert contents(tmp_path) == earlier


def test_interruption_removes_the_folders_it_made(
    graph: KnowledgeGraph, garden: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.replacing, "_forward", interrupt)
    with pytest.raises(KeyboardInterrupt):
        export_graph(graph, garden, Settings(), tmp_path / "new" / "out")
    assert list(tmp_path.iterdir()) == []


def test_output_that_cannot_be_is_one_clear_sentence(graph: KnowledgeGraph, garden: Ontology, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "taken" / "graph.ttl").mkdir(parents=True)
    for folder, problem in (
        (tmp_path / "file", "is a file, not a folder"),
        (tmp_path / "file" / "below", "cannot be written"),
        (tmp_path / "taken", "is a folder where a file must be written"),
    ):
        with pytest.raises(OutputError, match=problem) as caught:
            export_graph(graph, garden, Settings(), folder)
        assert str(folder) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert {path.name for path in (tmp_path / "taken").iterdir()} == {"graph.ttl", LOCK}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_folder(graph: KnowledgeGraph, garden: Ontology, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="cannot be written"):
        export_graph(graph, garden, Settings(), tmp_path)
    tmp_path.chmod(0o755)


def test_report_says_what_was_read_kept_refused_and_written(
    graph: KnowledgeGraph, garden: Ontology, tmp_path: Path
) -> None:
    export_graph(graph, garden, Settings(), tmp_path, failures=FAILURES)
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    report = json.loads(text)
    assert [document["id"] for document in report["documents"]] == ["show 2", "show-1"]
    assert report["documents"][1]["words"] == 4
    assert report["failures"] == [{"name": "broken.bin", "message": "broken.bin: not text; convert it to UTF-8"}]
    assert report["counts"] == {
        "documents": 2,
        "entities": 5,
        "entities_only_in_asides": {},
        "facts_asserted": 5,
        "facts_not_asserted": 1,
        "facts_inferred": 0,
        "classes": {"Plant": 3, "Gardener": 2},
        "predicates": {"bred in": 1, "grown by": 1, "height": 1, "mass": 1, "petals": 1},
    }
    assert report["claims"] == {"kept": 7, "refused": 1, "reasons": {"no object of a class in range": 1}}
    assert report["rejections"][0]["what"] == "Maud grows old"
    assert report["violations"][0]["message"] == "Maud is no plant."
    assert report["contradictions"] == [
        {"message": "Maud cannot be a rose.", "facts": [{"subject": ROSE, "predicate": GROWN_BY, "object": MAUD}]}
    ]
    assert report["ontology"] == garden.digest
    assert {file["name"] for file in report["files"]} == NAMES - {"report.json"}
    assert str(tmp_path) not in text
