"""Feed damaged input to everything that reads from strangers: `make fuzz`, or `python tests/fuzz/run.py --help`.

Each target runs in a process of its own with a bound on memory; each input has a bound on CPU time. What fails is kept
in tests/fuzz/corpus/, where tests/test_fuzz.py holds for good that it does not fail again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import resource
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_inputs import mutated
from fuzz_targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
SHARED = Path(__file__).parents[3] / "shared" / "transcripts"
CPU_SECONDS = 5  # for one input of at most 20 kB
MEMORY = 1 << 30  # bytes that one input may add to the process
SHARES = {"readers": 70, "containers": 10, "ontology": 4, "gold": 4, "requests": 4}  # of a hundred; RDF shares the rest
HEADS = (1_500,) * 9 + (20_000,)  # bytes of each real file that serve as seeds; the long take half of the time


class Slow(Exception):
    """An input took too long."""


def work(name: str, inputs: int, seed: int, seconds: float, found: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    """Fuzz one target; tell how many inputs it was, how long the slowest took, and what failed."""
    target = TARGETS[name]
    seeds = [*target.seeds] * len(HEADS) + [*(real_files() if name == "readers" else ())]
    signal.signal(signal.SIGVTALRM, _too_slow)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    failures, slowest, done = [], 0.0, 0
    until = time.monotonic() + seconds
    for number in range(seed, seed + inputs):
        data = mutated(seeds, number)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
        try:
            target.call(data)
        except BaseException as error:
            failures.append((number, type(error).__name__, traceback.format_exc()[-1500:]))
            keep(name, data)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        slowest, done = max(slowest, time.process_time() - began), done + 1
        if len(failures) >= 10 or time.monotonic() > until:
            break
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    found.put({"target": name, "inputs": done, "slowest": slowest, "memory": memory, "failures": failures})


def real_files() -> Sequence[bytes]:
    """The heads of the real transcripts beside the project, where they are there."""
    files = sorted(path for path in SHARED.glob("*/*") if path.is_file()) if SHARED.is_dir() else []
    return [path.read_bytes()[:size] for path in files for size in HEADS]


def keep(name: str, data: bytes) -> None:
    """Add an input to the corpus."""
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)


def _too_slow(signum: int, frame: object) -> None:
    raise Slow(f"more than {CPU_SECONDS} s of CPU")


def main() -> int:
    """Run all targets, or those that are named; 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="how many in all")
    parser.add_argument("--seconds", type=float, default=120, help="how long in all, whatever comes first")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9, help="number of the first input")
    parser.add_argument("--target", action="append", choices=[*TARGETS], help="only this one")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    names = options.target or [*TARGETS]
    rest = [name for name in TARGETS if name not in SHARES]
    shares = {name: SHARES.get(name, (100 - sum(SHARES.values())) / len(rest)) for name in names}
    figures, bad = [], False
    print(f"first input: number {options.seed}")
    for name in names:
        share = shares[name] / sum(shares.values())
        found = multiprocessing.Queue()
        arguments = (name, max(1, round(options.inputs * share)), options.seed, options.seconds * share, found)
        process = multiprocessing.Process(target=work, args=arguments)
        process.start()
        while process.is_alive() and found.empty():
            process.join(0.05)
        result = (
            found.get()
            if not found.empty()
            else {"target": name, "inputs": 0, "failures": [(0, "died", str(process.exitcode))]}
        )
        process.join()
        figures.append(result)
        failed = [*result["failures"]]
        over = result.get("memory", 0) > MEMORY
        bad = bad or bool(failed) or over
        print(
            f"{name}: {result['inputs']} inputs, {len(failed)} failed, slowest {result.get('slowest', 0):.2f} s, "
            f"memory {result.get('memory', 0) >> 20} MB{' TOO MUCH' if over else ''}"
        )
        for number, kind, text in failed[:3]:
            print(f"  number {number}: {kind}\n{text}")
    if options.json:
        options.json.write_text(json.dumps({"seed": options.seed, "targets": figures}, indent=1) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
