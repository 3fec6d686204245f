"""Spark with two processes of this machine against the local engine with two: the time of both, and the same triples.

    python benchmarks/spark.py [NUMBER]         of transcripts of ../shared/corpus (default 200)

Both times are by the clock and of whole commands, so that of Spark holds the start of Java and of the session.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from corpus import CORPUS, cost

NUMBER = 200


def report(number: int = NUMBER) -> list[str]:
    """The lines of the report."""
    paths = sorted(CORPUS.glob("[12]*.md"))[:number]
    if not paths:
        return ["No corpus at hand (../shared/corpus).", ""]
    if not find_spec("pyspark") or not shutil.which("java"):
        return ["No Spark at hand (`make spark`, and Java).", ""]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs, here, there = folder / "in", folder / "here", folder / "there"
        inputs.mkdir()
        for path in paths:
            shutil.copy(path, inputs)
        command = (sys.executable, "-m", "talkgraph", "run", inputs, "-q", "-j", 2, "-o")
        local = cost(*command, here, "-f", "nq", "-f", "parquet")
        spark = cost(*command, there, "--engine", "spark")
        same = sorted((here / "graph.nq").read_bytes().splitlines()) == sorted(
            line for part in there.glob("graph.nq/part-*") for line in part.read_bytes().splitlines()
        )
    return [
        f"Spark `local[2]` takes {spark.seconds / local.seconds:.2f} times the time of two local processes over "
        f"{len(paths)} transcripts ({spark.seconds:.0f} s and {local.seconds:.0f} s); "
        f"the triples are {'the same' if same else 'NOT the same'}.",
        "",
    ]


if __name__ == "__main__":
    print("\n".join(report(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER)))
