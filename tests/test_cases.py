"""The challenge set: short texts, one construction per file, with exactly the facts that should come out.

A case that does not pass yet says why (`fails`); it must then really fail.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.extract import extract
from pipeline.graph.merge import merge
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import KNOWN, ResolvedCorpus
from pipeline.resolve import resolve
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

FOLDER = Path(__file__).parent / "cases"
LEAST = 150
SHARE = 0.85  # of the cases that must pass

Said = tuple[str, str, str]


def load_cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.stem}/{case['name']}", {**case, "of": path.stem})
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


CASES = load_cases()


@lru_cache(maxsize=1)
def ontology_once() -> Ontology:
    """Reading the folder takes longer than a case."""
    return load_ontology()


def facts(text: str, folder: Path, *, known: bool, suffix: str = ".txt") -> set[Said]:
    """What becomes a plain triple, by labels; numbers as %g. known: with what the ontology knows, besides the words."""
    path = folder / f"case{suffix}"
    path.write_text(text, encoding="utf-8")
    ontology, settings = ontology_once(), Settings()
    resolution = resolve(extract(read_document(path), ontology, settings), ontology, settings)
    graph = merge(ResolvedCorpus((resolution,)), ontology, settings)
    labels = {entity.iri: entity.label for entity in graph.entities}
    said = set()
    for fact in graph.facts:
        if fact.asserted and (known or any(item.rule != KNOWN for item in fact.evidence)):
            target = fact.triple.object
            predicate = ontology.predicates.get(fact.triple.predicate)
            ends = [labels[fact.triple.subject], labels[target] if isinstance(target, str) else f"{target.value:g}"]
            said.add(as_said(ends, local_name(fact.triple.predicate), bool(predicate and predicate.symmetric)))
    return said


def as_said(ends: list[str], predicate: str, symmetric: bool) -> Said:
    first, second = sorted(ends) if symmetric else ends
    return first, predicate, second


def wanted(case: dict[str, Any]) -> set[Said]:
    symmetric = {local_name(iri) for iri, info in ontology_once().predicates.items() if info.symmetric}
    return {
        as_said([subject, target if isinstance(target, str) else f"{target:g}"], predicate, predicate in symmetric)
        for subject, predicate, target in case["expect"]
    }


def test_the_set_is_whole() -> None:
    names = [name for name, _ in CASES]
    assert len(names) == len(set(names)) >= LEAST
    silent = sum(not case["expect"] for _, case in CASES)
    assert silent >= 0.38 * len(CASES), "about as often as not, nothing should come out"
    assert sum("fails" not in case for _, case in CASES) >= SHARE * len(CASES)


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=name, marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
        )
        for name, case in CASES
    ],
)
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    found, expected = facts(case["text"], tmp_path, known=case["of"] == KNOWN), wanted(case)
    assert found == expected, (
        f"{case['text']!r}\n  missing: {sorted(expected - found)}\n  not said: {sorted(found - expected)}"
    )
