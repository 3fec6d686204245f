"""`make bench`: how quick and how right, on this machine. Prints a report and writes it to benchmarks/results.md.

Times are medians of several runs. What takes part is compared with bare spaCy on the same text in the same process, as
a ratio, because absolute times say more about the machine than about the program.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import corpus
import rdf
import spark
import speed
import stores

from pipeline.evaluate import evaluate
from pipeline.ingest import find_documents, read_document
from pipeline.run import run
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
LONGER = ("seeds/no-priors-*.txt", "eval/documents/a16z-video.*", "eval/documents/alphabet-call.*")
HELP_LIMIT = 0.3  # seconds
FIGURES = ("typed_entities", "relations", "quantities")
SHARES = ("canonical_names", "relations_with_quote", "quotes_verbatim", "times_right")


def main() -> None:
    """Measure, print, write."""
    lines = [
        "# Measured",
        "",
        f"By `make bench`: Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, medians of {speed.ROUNDS}.",
        "",
        *help_time(),
        *throughput(),
        *speed.report(),
        *corpus.report(),
        *spark.report(corpus.NUMBER),
        *accuracy(),
        "",
        *rdf.writing(),
        *rdf.evidence_cost(corpora()),
        "",
        *stores.loading(),
    ]
    print("\n".join(lines))
    (ROOT / "benchmarks" / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def help_time() -> list[str]:
    """Seconds until `talkgraph --help` has printed."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main(['--help'])"]
    seconds = speed.median(lambda: subprocess.run(command, check=True, capture_output=True))
    verdict = "under" if seconds < HELP_LIMIT else "OVER"
    return ["## Help", "", f"`talkgraph --help` takes {seconds:.2f} s, {verdict} the {HELP_LIMIT} s asked for.", ""]


def throughput() -> list[str]:
    """The whole run, RDF and page included, next to the bare spaCy pipeline on the same reading text."""
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the model was made for an older spaCy; pipeline/extract/nlp.py says why
        nlp = spacy.load(Settings().model)
    rows = ["## Time", "", "| documents | words | bare spaCy | whole run | ratio |", "|---|---|---|---|---|"]
    for name, inputs in corpora().items():
        texts = [read_document(path).text for path in find_documents(inputs)]
        words = sum(len(text.split()) for text in texts)
        bare = speed.median(partial(read_all, nlp, texts))
        read_anew(inputs)  # loads the model, once for all rounds
        whole = speed.median(partial(read_anew, inputs))
        speeds = f"{words / bare:,.0f} words/s | {words / whole:,.0f} words/s"
        rows.append(f"| {name} | {words:,} | {speeds} | {whole / bare:.2f} |")
    return [*rows, ""]


def read_anew(inputs: list[Path]) -> None:
    """A run that finds nothing kept of an earlier one."""
    with tempfile.TemporaryDirectory() as folder:
        run(inputs, Path(folder))


def read_all(nlp: Callable[[str], object], texts: list[str]) -> None:
    """What bare spaCy is asked to do."""
    for text in texts:
        nlp(text)


def accuracy() -> list[str]:
    """The figures of `talkgraph evaluate` on each gold document at hand."""
    golds = sorted(EVAL.glob("gold/*.yaml"))
    if not golds:
        return ["## Accuracy", "", "No gold graphs at hand (../shared/eval)."]
    rows = [
        "## Accuracy",
        "",
        "F1 (precision / recall), then shares.",
        "",
        f"| document | {' | '.join(FIGURES + SHARES)} |",
        "|---" * (1 + len(FIGURES + SHARES)) + "|",
    ]
    for gold in golds:
        source = next(path for path in EVAL.parent.glob("*/**/*") if path.stem == gold.stem and path != gold)
        with tempfile.TemporaryDirectory() as folder:
            run([source], Path(folder))
            score = evaluate(Path(folder, "graph.ttl"), gold, source=source).score
        cells = [
            f"{part['f1']:.2f} ({part['precision']:.2f} / {part['recall']:.2f})" if part else "-"
            for part in (score[name] for name in FIGURES)
        ]
        cells += ["-" if score[name] is None else f"{score[name]:.2f}" for name in SHARES]
        rows.append(f"| {gold.stem} | {' | '.join(cells)} |")
    return rows


def corpora() -> dict[str, list[Path]]:
    """What is timed: the samples, and the longer documents where they are at hand."""
    longer = [path for name in LONGER for path in sorted(EVAL.parent.glob(name))]
    return {"the two samples": [ROOT / "seeds"]} | ({"three longer documents": longer} if longer else {})


if __name__ == "__main__":
    main()
