"""The examples: ontologies of other domains, read by the unchanged code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import build_graph
from pipeline.evaluate import evaluate
from pipeline.ontology import load_ontology
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

ROOT = Path(__file__).parents[1]
FOOTBALL = ROOT / "examples" / "football"


@pytest.mark.slow
def test_football_reaches_its_floor(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    build_graph([FOOTBALL / "transcript.txt"], Settings(ontology=FOOTBALL / "ontology")).save(graph)
    result = evaluate(
        graph, FOOTBALL / "expected.yaml", source=FOOTBALL / "transcript.txt", ontology=FOOTBALL / "ontology"
    )
    assert result.score["relations"]["f1"] >= 0.70, result.errors
    assert result.score["relations"]["precision"] >= 0.75, result.errors
    assert result.score["quantities"]["f1"] >= 0.70, result.errors


def test_python_knows_no_predicate_of_football() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    ontology = load_ontology(FOOTBALL / "ontology")
    names = {local_name(iri) for iri in (*ontology.predicates, *ontology.quantities)} - {"locatedIn", "won"}
    assert [name for name in sorted(names) if re.search(rf"\b{name}\b", code)] == []
