"""How quickly `talkgraph load` fills the embedded store, next to pyoxigraph's own bulk loader, in one run.

Both get the same million triples as N-Quads and both end with everything on disk. Ours also checks that every quad has
a named graph, notes which there are, and puts the new store in place of the old one.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from pipeline.stores.embedded import EmbeddedStore
from pipeline.vocabulary import PREFIXES

TRIPLES = 1_000_000
PER_DOCUMENT = 20_000
ROUNDS = 3
WANTED = 0.8
BASE = "https://example.org/id/"
DESCRIPTION = 2  # triples that describe a document


def report() -> list[str]:
    """Lines for `benchmarks/results.md`."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = folder / "graph.nq"
        with data.open("w", encoding="utf-8") as file:
            file.writelines(synthetic())
        theirs, ours, again = [], [], []
        for number in range(ROUNDS):  # in turns, so that a busy moment of the machine strikes both
            theirs.append(seconds(lambda place=folder / f"theirs-{number}": bulk_load(place, data)))
            store = EmbeddedStore(folder / f"ours-{number}")
            ours.append(seconds(lambda store=store: check(store.load([data]).triples)))
            again.append(seconds(lambda store=store: check(store.load([data]).triples)))
            for path in folder.glob(f"*-{number}"):
                shutil.rmtree(path)
    ratio = statistics.median(theirs) / statistics.median(ours)
    verdict = "at least" if ratio >= WANTED else "UNDER"
    return [
        "## Stores",
        "",
        f"{TRIPLES:,} triples of {TRIPLES // PER_DOCUMENT} documents from N-Quads, medians of {ROUNDS}: pyoxigraph's "
        f"bulk loader takes {statistics.median(theirs):.1f} s, `talkgraph load` into a new store "
        f"{statistics.median(ours):.1f} s, that is {ratio:.0%} of its speed, {verdict} the {WANTED:.0%} asked for. "
        f"Loading the same again, which replaces every document, takes {statistics.median(again):.1f} s.",
        "",
    ]


def synthetic() -> Iterator[str]:
    """N-Quads like those of a run: documents that describe themselves, labels, links, numbers and quotes."""
    for document in range(TRIPLES // PER_DOCUMENT):
        graph = f"<{BASE}document/{document}>"
        yield f'{graph} <{PREFIXES["dcterms"]}source> "{document}.txt" {graph} .\n'
        yield f'{graph} <{PREFIXES["tg"]}digest> "{document}" {graph} .\n'
        for number in range(PER_DOCUMENT - DESCRIPTION):
            subject, kind = f"<{BASE}statement/{document}-{number // 4}>", number % 4
            yield (
                f"{subject} <{PREFIXES['rdf']}subject> <{BASE}person/{number * 7919 % 50_021}> {graph} .\n",
                f"{subject} <{PREFIXES['rdf']}object> <{BASE}place/{number * 104_729 % 9973}> {graph} .\n",
                f'{subject} <{PREFIXES["tg"]}confidence> "0.{number % 90 + 10}" {graph} .\n',
                f'{subject} <{PREFIXES["tg"]}quote> "what was said in sentence {number} of {document}" {graph} .\n',
            )[kind]


def bulk_load(place: Path, data: Path) -> None:
    """What pyoxigraph does by itself."""
    store = ox.Store(str(place))
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    store.flush()
    check(len(store))


def check(triples: int) -> None:
    """A load that loses something is no load."""
    if triples != TRIPLES:
        raise AssertionError(f"{triples} triples arrived")


def seconds(work: Callable[[], None]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    print("\n".join(report()))
