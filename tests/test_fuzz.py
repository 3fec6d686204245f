"""What once failed does not fail again; of what was fuzzed by hand (docs/security.md) a thousandth is fuzzed here."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent / "fuzz"
sys.path.insert(0, str(FUZZ))

from fuzz_inputs import LARGEST, mutated  # noqa: E402
from fuzz_targets import TARGETS, Target  # noqa: E402

CORPUS = sorted(path for path in (FUZZ / "corpus").rglob("*") if path.is_file())
EACH = 100  # inputs of a target
FOR_READERS = 600
SECONDS = 5.0  # of CPU for one input


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """No input takes long; what is counted is this process's own time."""
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS * EACH


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_failed(path: Path) -> None:
    began = time.process_time()
    TARGETS[path.parent.name].call(path.read_bytes())
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", TARGETS)
def test_sound_and_damaged_inputs(name: str) -> None:
    target: Target = TARGETS[name]
    for seed in target.seeds:
        target.call(seed)
    for number in range(FOR_READERS if name == "readers" else EACH):
        data = mutated(target.seeds, number)
        assert len(data) <= LARGEST
        began = time.process_time()
        target.call(data)
        assert time.process_time() - began < SECONDS, f"input {number}"


def test_a_number_means_an_input() -> None:
    seeds = TARGETS["readers"].seeds
    assert [mutated(seeds, number) for number in range(50)] == [mutated(seeds, number) for number in range(50)]
    assert len({mutated(seeds, number) for number in range(200)}) > 190
