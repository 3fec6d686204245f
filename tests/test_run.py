"""A whole run: the same bytes whatever the hash seed, the order of the inputs or the place; and so from Python."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import build_graph
from pipeline.errors import InputError, OutputError
from pipeline.evaluate.prediction import identifier
from pipeline.export.formats import NAMES, chosen
from pipeline.rdf_file import read_triples
from pipeline.vocabulary import PREFIXES

ROOT = Path(__file__).parents[1]
SEEDS = [ROOT / "seeds" / name for name in ("deep-water.vtt", "open-models-hour.txt")]
TALK = "Mira Solano founded Halcyon Labs in Lisbon. Halcyon Labs developed Brightwater.\n"
pytestmark = pytest.mark.slow


def files_of(output: Path, inputs: Sequence[Path], *, hash_seed: str, formats: Sequence[str] = ()) -> dict[str, bytes]:
    """What a run in a process of its own writes."""
    options = [part for name in formats for part in ("--format", name)]
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import main; main()",
        "run",
        *inputs,
        "-q",
        "-o",
        output,
        *options,
    ]
    env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, env=env, cwd=output.parent)
    files = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not path.name.startswith(".")}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    copies = [Path(shutil.copy(seed, tmp_path / "elsewhere")) for seed in reversed(SEEDS)]
    formats = (*NAMES, "nq.gz", "ttl.gz")
    first = files_of(tmp_path / "first", SEEDS, hash_seed="1", formats=formats)
    second = files_of(tmp_path / "second", copies, hash_seed="2", formats=formats)
    assert first.keys() == second.keys()
    assert {name.partition("/")[0] for name in first} == {*chosen(formats), "obsidian", "report.json"}
    assert [name for name in first if first[name] != second[name]] == []
    assert all(str(tmp_path).encode() not in content for content in first.values())


def test_the_graph_in_python_is_the_graph_of_the_command(tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(TALK, encoding="utf-8")
    written = files_of(tmp_path / "out", [talk], hash_seed="0")
    graph = build_graph([str(talk)])
    for name in ("graph.ttl", "graph.nq", "graph.jsonld", "graph.graphml", "graph.html"):
        graph.save(tmp_path / f"saved{Path(name).suffix}")
        assert (tmp_path / f"saved{Path(name).suffix}").read_bytes() == written[name], name
    graph.save(tmp_path / "my.talk.nq.gz")
    assert gzip.decompress((tmp_path / "my.talk.nq.gz").read_bytes()) == written["graph.nq"]
    graph.save(tmp_path / "folder")
    assert {
        path.name: path.read_bytes() for path in (tmp_path / "folder").iterdir() if not path.name.startswith(".")
    } == written
    assert len(graph.to_rdflib()) == len(read_triples(tmp_path / "saved.ttl"))
    labels = {entity.label for entity in graph.entities}
    assert {"Mira Solano", "Halcyon Labs"} <= labels
    assert graph.contradictions == ()
    assert {inference.triple for inference in graph.inferences}
    assert not {inference.triple for inference in graph.inferences} & {fact.triple for fact in graph.facts}
    assert set(graph.to_networkx()) == {entity.iri for entity in graph.entities}
    said = {identifier(t.subject) for t in read_triples(tmp_path / "saved.ttl") if t.predicate.value.endswith("#quote")}
    assert len(said) == sum(len(fact.evidence) for fact in graph.facts) > 0
    with pytest.raises(OutputError, match="no format has this suffix"):
        graph.save(tmp_path / "graph.docx")


def test_a_file_that_cannot_be_read_is_an_error_in_python(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match="empty"):
        build_graph([tmp_path / "empty.txt"])


def test_entities_of_the_samples_have_one_class_and_one_name(tmp_path: Path) -> None:
    build_graph(SEEDS).save(tmp_path / "graph.ttl")
    names: dict[str, list[str]] = {}
    for triple in read_triples(tmp_path / "graph.ttl"):
        if triple.predicate.value == PREFIXES["skos"] + "prefLabel":
            names.setdefault(identifier(triple.subject), []).append(str(triple.object))
    assert len(names) > 50
    assert [iri for iri, labels in names.items() if len(labels) != 1] == []


@pytest.mark.slow
def test_a_copy_of_a_file_counts_once(tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("Ada Okafor founded Brightwater Institute in Ghent.", encoding="utf-8")
    alone = build_graph([talk])
    (tmp_path / "copy.txt").write_bytes(talk.read_bytes())
    both = build_graph([tmp_path])
    (document,) = both.knowledge.documents
    assert document.warnings == ("talk.txt has the same content and is left out",)
    assert [fact.confidence for fact in both.facts] == [fact.confidence for fact in alone.facts]
