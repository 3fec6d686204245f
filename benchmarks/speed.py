"""What finding and resolving names costs.

    python benchmarks/speed.py

Times are medians of several rounds in one process; `make bench` writes the same lines into benchmarks/results.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from pipeline.extract import document as extraction_module
from pipeline.extract.gazetteer import gazetteer
from pipeline.extract.mentions import find_mentions
from pipeline.extract.names import NameIndex
from pipeline.extract.nlp import load_model, parse
from pipeline.extract.scene import Scene
from pipeline.ingest import find_documents, read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Extraction, Mention
from pipeline.resolve.clusters import gather
from pipeline.resolve.merging import merge
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
NAMES = 10_000
ROUNDS = 5


def report() -> list[str]:
    """The lines of the report."""
    paths = sorted(SHARED.glob("seeds/*.txt")) + sorted(SHARED.glob("eval/documents/*")) or [ROOT / "seeds"]
    documents = [read_document(path) for path in find_documents(paths)]
    words = sum(len(document.text.split()) for document in documents)
    ontology, nlp = load_ontology(), load_model(Settings().model)
    index = NameIndex(dict(islice(ontology.names.items(), NAMES)))
    matching = median(lambda: [list(index.find(document.text)) for document in documents])
    full, _ = extraction_module._compiled(ontology.digest, ontology)
    passages = [parse(document, nlp) for document in documents]
    bare = median(lambda: [parse(document, nlp) for document in documents])

    def detect() -> list[Extraction]:
        found = []
        for document, parsed in zip(documents, passages, strict=True):
            list(gazetteer(Scene(document, (), ontology, nlp, full)))  # sure names are capitalised before parsing
            mentions, _ = find_mentions(Scene(document, parsed, ontology, nlp, full))
            found.append(Extraction(document, (Mention(0, 0, "", "work"), *mentions), ()))
        return found

    extractions = detect()  # builds what is built once
    resolve(extractions, ontology)
    detecting = median(detect)
    resolving = median(lambda: resolve(extractions, ontology))
    share = (detecting + resolving) / bare
    return [
        f"Matching {len(index.keys):,} names: {words / matching:,.0f} words/s.",
        f"On {words:,} words, finding names takes {detecting / bare:.0%} and merging them {resolving / bare:.0%} "
        f"of the time of bare spaCy: together {share:.0%}.",
        "",
    ]


def resolve(extractions: list[Extraction], ontology: Ontology) -> None:
    """Gather and merge the mentions."""
    for extraction in extractions:
        merge(gather(extraction.document, extraction.mentions, ontology), ontology, extraction.document.id)


def median(work: Callable[[], object]) -> float:
    """Median wall-clock seconds of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


if __name__ == "__main__":
    print("\n".join(report()))
