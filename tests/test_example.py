"""outputs/example.ttl is what the two sample documents give today, compared by meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import build_graph
from pipeline.rdf_file import read_triples

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "outputs" / "example.ttl"
SEEDS = ("deep-water.vtt", "open-models-hour.txt")


@pytest.mark.slow
def test_the_example_is_what_the_samples_give(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fresh = tmp_path / "graph.ttl"
    build_graph([ROOT / "seeds" / name for name in SEEDS]).save(fresh)
    if request.config.getoption("--rewrite-example"):
        EXAMPLE.write_bytes(fresh.read_bytes())
    committed, made = set(read_triples(EXAMPLE)), set(read_triples(fresh))
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
