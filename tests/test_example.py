"""outputs/example.ttl is what the two sample documents give today, compared by meaning."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline import build_graph
from pipeline.rdf_file import read_triples
from pipeline.vocabulary import expand

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "outputs" / "example.ttl"
SEEDS = ("deep-water.vtt", "open-models-hour.txt")


def triples_of(path: Path) -> set[ox.Triple]:
    """All but the description of the run, which names the ontology's digest and changes with every gazetteer entry."""
    found = read_triples(path)
    runs = {t.subject for t in found if t.predicate.value == expand("tg:ontologyDigest")}
    assert len(runs) == 1
    return {triple for triple in found if triple.subject not in runs}


@pytest.mark.slow
def test_the_example_is_what_the_samples_give(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fresh = tmp_path / "graph.ttl"
    build_graph([ROOT / "seeds" / name for name in SEEDS]).save(fresh)
    if request.config.getoption("--rewrite-example"):
        EXAMPLE.write_bytes(fresh.read_bytes())
    committed, made = triples_of(EXAMPLE), triples_of(fresh)
    # Without blank nodes, equal sets of triples are equal graphs.
    lost = sorted(map(str, committed - made))
    new = sorted(map(str, made - committed))
    assert not lost + new, (
        "the samples now give another graph; if that is right, run `make example` and commit the file\n"
        + "\n".join([*(f"- {triple}" for triple in lost), *(f"+ {triple}" for triple in new)])
    )
    assert len(made) > 300


def test_the_example_has_no_blank_nodes() -> None:
    assert "_:" not in "".join(f"{triple.subject} {triple.object}" for triple in read_triples(EXAMPLE))
