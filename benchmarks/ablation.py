"""What each detector and each step of resolution brings, and what bad text and a thin gazetteer cost.

    python benchmarks/ablation.py          prints the tables and writes them to docs/accuracy.md

Works on three gold graphs of ../shared/eval; without them it says so and writes nothing. What people wrote between the
two tables stays.
"""

from __future__ import annotations

import functools
import math
import re
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

from sound import report as sound_report
from stability import BEGIN, halved

from pipeline.evaluate import evaluate
from pipeline.export.rdf import quads
from pipeline.export.syntax import n_quads
from pipeline.extract import document as extraction_module
from pipeline.extract import extract
from pipeline.extract import mentions as mentions_module
from pipeline.graph import build
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Document, ResolvedCorpus, Run
from pipeline.resolve import document as resolution_module
from pipeline.resolve import merging as merging_module
from pipeline.resolve import resolve
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
DOCUMENTS = frozenset({"a16z-video", "alphabet-call", "no-priors-stability-ai"})  # of all, a table nobody could read
WRITTEN, SOUND = "## Relations, round by round", "## Resolution by sound"  # what stands between is written by people
PUNCTUATION = re.compile(r"[^\w\s'’@]|(?<!\w)['’]|['’](?!\w)")


def main() -> int:
    """Measure every variant on these documents."""
    golds = [gold for gold in sorted(EVAL.glob("gold/*.yaml")) if gold.stem in DOCUMENTS]
    if not golds:
        print("No gold graphs at hand (../shared/eval): nothing measured.")
        return 0
    documents = {gold.stem: _source(gold) for gold in golds}
    extraction_module.parse = _remembering(extraction_module.parse)  # most variants parse the same text
    lines = [
        "# Accuracy",
        "",
        "Made by `python benchmarks/ablation.py`. The gold graphs are for development: figures on documents that",
        "nobody has looked at will be lower.",
        "Each cell: typed_entities F1 / canonical_names / surface_recall / relations F1.",
        "",
        f"| variant | {' | '.join(documents)} | mean |",
        "|---" * (len(documents) + 2) + "|",
    ]
    for name, variant in VARIANTS.items():
        with variant() as (ontology, change):
            scores = [
                _score(path, EVAL / "gold" / f"{stem}.yaml", ontology, change) for stem, path in documents.items()
            ]
        means = [sum(column) / len(column) for column in zip(*scores, strict=True)]
        cells = [" / ".join(f"{figure:.2f}" for figure in row) for row in (*scores, means)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    written = page[page.index(WRITTEN) : page.index(SOUND)].rstrip()
    text = "\n".join([*lines, "", written, "", *sound_report(), "", page[page.index(BEGIN) :]])
    (ROOT / "docs" / "accuracy.md").write_text(text, encoding="utf-8")
    return 0


def _remembering(parse: Callable[..., tuple[object, ...]]) -> Callable[..., tuple[object, ...]]:
    """The same function, which does not parse the same document with the same names twice."""
    known: dict[object, tuple[object, ...]] = {}

    @functools.wraps(parse)
    def remembered(document: Document, nlp: object, names: list[tuple[int, int, str]]) -> tuple[object, ...]:
        key = document.text, tuple(names)
        if key not in known:
            known[key] = parse(document, nlp, names)
        return known[key]

    return remembered


def _source(gold: Path) -> Path:
    return next(path for path in sorted(EVAL.parent.glob("*/**/*")) if path.stem == gold.stem and path != gold)


def _score(path: Path, gold: Path, ontology: Ontology, change: Callable[[Document], Document]) -> tuple[float, ...]:
    document = change(read_document(path))
    resolution = resolve(extract(document, ontology, Settings()), ontology, Settings())
    graph = build(ResolvedCorpus((resolution,)), ontology, Settings())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "graph.nq")
        file.write_bytes(b"".join(n_quads(quads(graph, ontology, Settings()))))
        score = evaluate(file, gold, source=path).score
    return (
        score["typed_entities"]["f1"],
        score["canonical_names"],
        score["surface_recall"],
        score["relations"]["f1"] if score["relations"] else math.nan,  # of a gold graph that asks for none
    )


# --- variants


Variant = tuple[Ontology, Callable[[Document], Document]]


def degraded(document: Document) -> Document:
    """Lower-cased and without punctuation, as a file that was like this from the start would be read."""
    text = PUNCTUATION.sub(lambda match: " " * len(match[0]), document.text)
    kept = [place for place, char in enumerate(text) if char != " " or text[place - 1 : place].strip()]
    lower = "".join(text[place].lower() if len(text[place].lower()) == 1 else text[place] for place in kept)
    segments = tuple(
        replace(segment, begin=bisect_left(kept, segment.begin), end=bisect_left(kept, segment.end))
        for segment in document.segments
    )
    return replace(document, raw=lower, text=lower, runs=(Run(0, len(lower), 0, len(lower)),), segments=segments)


@contextmanager
def plain() -> Iterator[Variant]:
    """The pipeline as it is."""
    yield load_ontology(), lambda document: document


@contextmanager
def bad_text() -> Iterator[Variant]:
    """Without case and punctuation."""
    yield load_ontology(), degraded


@contextmanager
def thin_gazetteer() -> Iterator[Variant]:
    """With half of the gazetteer."""
    yield halved(load_ontology()), lambda document: document


def without_detector(name: str) -> Callable[[], object]:
    """Without one detector."""

    @contextmanager
    def variant() -> Iterator[Variant]:
        kept = tuple(detector for detector in mentions_module.DETECTORS if detector.__name__ != name)
        with mock.patch.object(mentions_module, "DETECTORS", kept):
            yield load_ontology(), lambda document: document

    return variant


def without_step(module: object, name: str, nothing: Callable[..., object]) -> Callable[[], object]:
    """With one step of resolution replaced by one that does nothing."""

    @contextmanager
    def variant() -> Iterator[Variant]:
        with mock.patch.object(module, name, nothing):
            yield load_ontology(), lambda document: document

    return variant


def _unmerged(clusters: list[object], *_: object, **__: object) -> tuple[list[object], list[object]]:
    return clusters, []


VARIANTS = {
    "as it is": plain,
    "no case, no punctuation": bad_text,
    "half of the gazetteer": thin_gazetteer,
    **{f"without {d.__name__}": without_detector(d.__name__) for d in mentions_module.DETECTORS},
    "without short forms": without_step(merging_module, "short_forms", _unmerged),
    "without sound in the document": without_step(merging_module, "heard_in_document", _unmerged),
    "without sound in the gazetteer": without_step(merging_module, "heard_in_gazetteer", _unmerged),
    "without known people": without_step(resolution_module, "recognise_people", lambda *_: 0),
    "without votes of claims": without_step(resolution_module, "vote_by_argument", lambda *_: None),
}

if __name__ == "__main__":
    sys.exit(main())
