"""How quick a collection is read: the first time, again, in several processes; what it costs in memory.

    python benchmarks/corpus.py [NUMBER]         of transcripts of ../shared/corpus (default 50)

Everything is a process of its own, as a user starts it, and a ratio of two of them from one run of this script;
benchmarks/README.md says what each figure means. `make bench` writes the same lines into benchmarks/results.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.graph.merge import merge
from pipeline.ontology import load_ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Occurrence,
    Resolution,
    ResolvedCorpus,
    Source,
    Statement,
    Triple,
)
from pipeline.settings import Settings

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
NUMBER = 50
LINE = "Mira Solano founded Halcyon Labs in Lisbon.\n"
BARE = """
import sys, warnings
warnings.simplefilter("ignore")
import spacy
nlp = spacy.load(sys.argv[1])
texts = [open(path, encoding="utf-8").read() for path in sys.argv[2:]]
for doc in nlp.pipe(texts, batch_size=16):
    pass
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of the processors, and the memory of the largest process in megabytes."""

    seconds: float
    busy: float
    memory: float


def cost(*command: object) -> Cost:
    """What a command costs, with all its processes. Raises CalledProcessError where it fails."""
    began = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):  # 4: a fact broke a shape
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def run(inputs: Path, output: Path, jobs: int) -> Cost:
    """One run of the command."""
    return cost(sys.executable, "-m", "talkgraph", "run", inputs, "-o", output, "-q", "-j", jobs)


def report(number: int = NUMBER) -> list[str]:
    """The lines of the report."""
    paths = sorted(CORPUS.glob("[12]*.md"))
    if not paths:
        return ["## A collection", "", "No corpus at hand (../shared/corpus).", "", *quick(), *resolution()]
    chosen = paths[:: max(1, len(paths) // number)][:number]
    with tempfile.TemporaryDirectory() as folder:
        rows = _measured(chosen, Path(folder))
    return [
        f"## A collection of {len(chosen)} transcripts",
        "",
        "| | time | time of the processors |",
        "|---|---|---|",
        *(f"| {name} | {figure} |" for name, figure in rows),
        "",
        *quick(),
        *resolution(),
    ]


def _measured(paths: list[Path], folder: Path) -> list[tuple[str, str]]:
    inputs, out = folder / "in", folder / "out"
    inputs.mkdir()
    for path in paths:
        shutil.copy(path, inputs)
    cost(sys.executable, "-c", "from pipeline.ontology import load_ontology; load_ontology()")
    bare = cost(sys.executable, "-c", BARE, Settings().model, *sorted(inputs.iterdir()))
    one = run(inputs, out, 1)
    again = run(inputs, out, 1)
    first = min(inputs.iterdir())
    first.write_text(first.read_text(encoding="utf-8") + "\nThat was all.\n", encoding="utf-8")
    changed = run(inputs, out, 1)
    two = run(inputs, folder / "two", 2)
    part = folder / "part"
    part.mkdir()
    for path in sorted(inputs.iterdir())[: max(1, len(paths) // 5)]:
        shutil.copy(path, part)
    small = run(part, folder / "three", 1)
    return [
        ("one process, against one that only runs bare spaCy", _ratio(one, bare)),
        ("two processes, against one", _ratio(two, one)),
        ("second run, nothing changed", _ratio(again, one)),
        ("second run, one changed", _ratio(changed, one)),
        ("memory of the largest process, all against a fifth of them", f"{one.memory / small.memory:.2f} | "),
    ]


def _ratio(one: Cost, other: Cost) -> str:
    return f"{one.seconds / other.seconds:.3f} | {one.busy / other.busy:.3f}"


def quick() -> list[str]:
    """Seconds of the smallest run, after one that filled the caches."""
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(folder, "talk.txt")
        talk.write_text(LINE, encoding="utf-8")
        run(talk, Path(folder, "first"), 1)
        line = run(talk, Path(folder, "second"), 1)
    return [f"A run of a file of one line takes {line.seconds:.1f} s ({line.busy:.1f} s of the processor).", ""]


def resolution() -> list[str]:
    """How the time to bring documents together grows with what they say."""
    ontology = load_ontology()
    seconds = []
    for number in (300, 3000):
        corpus = _made_up(number)
        began = time.perf_counter()
        merge(corpus, ontology, Settings())
        seconds.append(time.perf_counter() - began)
    return [f"Ten times the mentions take {seconds[1] / seconds[0]:.1f} times the time to bring together.", ""]


def _made_up(documents: int, names: int = 40) -> ResolvedCorpus:
    """Documents that say as much as transcripts do, of things that many of them name."""
    found = []
    for number in range(documents):
        id_ = f"talk-{number:05}"
        iris = [f"https://example.org/{(number * 7 + index * index) % (documents * 4)}" for index in range(names)]
        entities = tuple(
            Entity(iri, f"Thing {iri[20:]}", "Thing", (), (), (Occurrence(id_, at, at + 5, "Thing"),))
            for at, iri in enumerate(sorted(set(iris)))
        )
        statements = tuple(
            Statement(Triple(one, "knows", other), Evidence(id_, at, at + 9, "words", "verb:know", 0.8))
            for at, (one, other) in enumerate(pairwise(iris))
        )
        found.append(Resolution(Document(id_, Source(id_, "text", id_), "", "", (), ()), entities, statements))
    return ResolvedCorpus(tuple(found))


if __name__ == "__main__":
    print("\n".join(report(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER)))
