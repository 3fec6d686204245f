"""How quickly `talkgraph load` fills the embedded store, next to pyoxigraph's own bulk loader, in one run.

Both get the same million triples as N-Quads and both end with everything on disk. Ours also checks that every quad has
a named graph, notes which there are, and puts the new store in place of the old one.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from rdf import TRIPLES, synthetic

from pipeline.stores.embedded import EmbeddedStore

ROUNDS = 3
WANTED = 0.8


def loading() -> list[str]:
    """Lines for `benchmarks/results.md`."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = folder / "graph.nq"
        ox.serialize(synthetic(TRIPLES), str(data), ox.RdfFormat.N_QUADS)
        theirs, ours, again = [], [], []
        for number in range(ROUNDS):  # in turns, so that a busy moment of the machine strikes both
            theirs.append(seconds(lambda place=folder / f"theirs-{number}": bulk_load(place, data)))
            store = EmbeddedStore(folder / f"ours-{number}")
            ours.append(seconds(lambda store=store: check(store.load([data]).triples)))
            again.append(seconds(lambda store=store: check(store.load([data]).triples)))
            for path in folder.glob(f"*-{number}"):
                shutil.rmtree(path)
    ratio = min(theirs) / min(ours)
    verdict = "at least" if ratio >= WANTED else "UNDER"
    return [
        "## Stores",
        "",
        f"{TRIPLES:,} synthetic triples of 100 documents from N-Quads, the quickest of {ROUNDS} each: pyoxigraph's "
        f"bulk loader takes {min(theirs):.1f} s, `talkgraph load` into a new store "
        f"{min(ours):.1f} s, that is {ratio:.0%} of its speed, {verdict} the {WANTED:.0%} asked for. "
        f"Loading the same again, which replaces every document, takes {min(again):.1f} s.",
        "",
    ]


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
    print("\n".join(loading()))
