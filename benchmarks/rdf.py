"""How quickly RDF is written, next to pyoxigraph's own dump of the same data, and what evidence costs in triples.

Ratios are of one run in one process, so that the machine does not matter.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from pipeline.api import Graph
from pipeline.export.rdf import quads
from pipeline.export.syntax import SYNTAXES
from pipeline.ontology import load_ontology
from pipeline.run import build_graph
from pipeline.vocabulary import SCHEMA, expand

TRIPLES = 1_000_000
SLOWEST = 2.5  # times pyoxigraph's dump
MOST = 1024  # MiB
BASE = "https://example.org/id/"


def writing() -> list[str]:
    """What `measure` and `stream` say, each in a process of its own: its memory is then nobody else's."""
    lines: list[str] = []
    for work in (measure, stream):
        command = [sys.executable, __file__, work.__name__]
        lines += subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return lines


def synthetic(triples: int) -> Iterator[ox.Quad]:
    """Statements as a run writes them, ten triples each in a hundred documents, in no order."""
    literals = [ox.NamedNode(SCHEMA + name) for name in ("quote", "rule", "confidence", "polarity", "speaker")]
    parts = ("rdf:subject", "rdf:predicate", "rdf:object", "prov:wasDerivedFrom")
    things = [ox.NamedNode(expand(name)) for name in parts]
    kind, statement = ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("rdf:Statement"))
    count = triples // 10
    for index in range(count):
        number = index * 7919 % count  # a prime: every statement once, far from its neighbours
        subject = ox.NamedNode(f"{BASE}statement/{number:012x}")
        document = ox.NamedNode(f"{BASE}document/{number % 100}")
        yield ox.Quad(subject, kind, statement, document)
        for place, name in enumerate(literals):
            words = ox.Literal(f"what somebody said, number {number}, in words of its own for {place}")
            yield ox.Quad(subject, name, words, document)
        for place, name in enumerate(things):
            yield ox.Quad(subject, name, ox.NamedNode(f"{BASE}person/{number * place % 5000}"), document)


def measure() -> list[str]:
    """Seconds and memory of writing the synthetic graph."""
    ontology = load_ontology()
    items = list(synthetic(TRIPLES))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.nq")

        def written(name: str) -> Callable[[], None]:
            return lambda: save(path, SYNTAXES[name](items, ontology))

        before = peak()
        seconds = {"nq": best(written("nq"))}
        memory = peak()
        seconds |= {name: best(written(name), 1) for name in SYNTAXES if name != "nq"}
        unsorted = best(lambda: ox.serialize(items, str(path), ox.RdfFormat.N_QUADS))
        store = ox.Store()
        store.bulk_extend(items)
        dumped = best(lambda: store.dump(str(path), ox.RdfFormat.N_QUADS))
    ratio = seconds["nq"] / dumped
    verdict = "within" if ratio <= SLOWEST and memory <= MOST else "OVER"
    return [
        "## Writing RDF",
        "",
        f"A synthetic graph of {TRIPLES:,} triples in 100 named graphs, from a list in memory.",
        "",
        "| what | time | ratio |",
        "|---|---|---|",
        f"| pyoxigraph's dump of a store as N-Quads, unsorted | {dumped:.2f} s | 1.00 |",
        f"| pyoxigraph's serialize of the list as N-Quads, unsorted | {unsorted:.2f} s | {unsorted / dumped:.2f} |",
        *(f"| sorted, as {name} | {taken:.2f} s | {taken / dumped:.2f} |" for name, taken in seconds.items()),
        "",
        f"Sorted N-Quads take {ratio:.2f} times the dump and {memory:,.0f} MiB, {before:,.0f} MiB of them the list; "
        f"{verdict} the {SLOWEST} times and {MOST:,} MiB asked for.",
        "",
    ]


def stream() -> list[str]:
    """Memory of writing three times as many triples that are made one by one."""
    ontology = load_ontology()
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        save(Path(folder, "graph.nq"), SYNTAXES["nq"](synthetic(3 * TRIPLES), ontology))
    took = f"of which {before:,.0f} MiB were there before"
    return [f"From a stream, {3 * TRIPLES:,} triples take {peak():,.0f} MiB, {took}.", ""]


def evidence_cost(corpora: dict[str, list[Path]]) -> list[str]:
    """Triples by what they describe, for each fact."""
    rows = [
        "## Triples per fact",
        "",
        "| documents | facts | statements | triples | plain | in statements | of passages | all |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, inputs in corpora.items():
        rows.append(f"| {name} | {' | '.join(_cost(build_graph(inputs)))} |")
    return [*rows, ""]


def _cost(graph: Graph) -> list[str]:
    triples = {quad.triple for quad in quads(graph.knowledge, graph.ontology, graph.settings)}
    statements = {t.subject for t in triples if t.object == ox.NamedNode(expand("rdf:Statement"))}
    passages = {t.object for t in triples if t.predicate.value == expand("prov:wasDerivedFrom")}
    facts = len(graph.facts)
    properties = graph.ontology.predicates.keys() | graph.ontology.quantities.keys()
    shares = (
        sum(t.predicate.value in properties for t in triples),
        sum(t.subject in statements for t in triples),
        sum(t.subject in passages for t in triples),
        len(triples),
    )
    return [str(facts), str(len(statements)), f"{len(triples):,}", *(f"{share / facts:.2f}" for share in shares)]


def save(path: Path, pieces: Iterable[bytes]) -> None:
    """As an export does."""
    with path.open("wb") as out:
        for piece in pieces:
            out.write(piece)


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Least wall-clock seconds of several rounds: what disturbs makes it longer, never shorter."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def peak() -> float:
    """The most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print("\n".join({"measure": measure, "stream": stream}[sys.argv[1]]()))
