"""Do confidences mean what they say? Of the facts that are 0.7 sure, about 70 in 100 should be right.

    python benchmarks/calibration.py       prints the tables and writes them to docs/confidence.md

Works on the gold graphs of ../shared/eval; without them it says so and writes nothing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from pipeline.evaluate import Evaluation
from pipeline.evaluate.gold import Names, read_gold
from pipeline.evaluate.prediction import predict
from pipeline.evaluate.score import score
from pipeline.export.rdf import quads
from pipeline.extract import extract
from pipeline.graph import build
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Fact, KnowledgeGraph, ResolvedCorpus
from pipeline.resolve import resolve
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
EDGES = (0.2, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
EVERYTHING = Settings(min_confidence=0.01)
INTRODUCTION = """# Confidence

Made by `python benchmarks/calibration.py` from all gold graphs at hand, those to train on included. A fact counts as
right where the gold graph has or accepts it. The weights were set by hand and not fitted to these figures.

The confidence of one statement is the weight of what matched (`tg:weight`, else that of its kind: verb, noun,
adjective, preposition, possessive, name) times how directly each argument is named (a name 1, a noun phrase that
stands for it 0.7 to 0.95, a pronoun 1, "his" and "her" 0.9, times what resolving it is worth). Statements that
agree are independent chances to be right: 1 - (1 - a)(1 - b)... A fact below `--min-confidence` (0.5) is kept as a
statement only.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact with the gold graph's verdict."""

    fact: Fact
    right: bool


def main() -> int:
    """Judge every fact of every gold document."""
    golds = sorted([*EVAL.glob("gold/*.yaml"), *EVAL.glob("train/gold/*.yaml")])
    if not golds:
        print("No gold graphs at hand (../shared/eval): nothing measured.")
        return 0
    judged = [verdict for gold in golds for verdict in judge(gold)]
    rows = [
        (f"{low:.1f} to {high:.1f}", [j for j in judged if low <= j.fact.confidence < high]) for low, high in bins()
    ]
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for verdict in judged:
        kinds[verdict.fact.evidence[0].rule.split(":")[0]].append(verdict)
    page = INTRODUCTION + "\n## By confidence\n\n" + table("confidence", rows)
    page += "\n## By construction\n\n" + table("construction", sorted(kinds.items()))
    (ROOT / "docs" / "confidence.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def bins() -> Iterator[tuple[float, float]]:
    """Neighbouring edges."""
    yield from zip(EDGES, (*EDGES[1:-1], 1.01), strict=False)


def judge(gold: Path) -> Iterator[Judged]:
    """Each affirmed fact of the document, scored alone against its gold graph."""
    places = (gold.parents[1] / "documents", EVAL.parent / "seeds", EVAL.parent / "transcripts", EVAL.parent)
    source = next(
        path
        for place in places
        for path in sorted(place.rglob("*"))
        if path.stem == gold.stem and path.suffix != ".yaml"
    )
    ontology = load_ontology()
    resolution = resolve(extract(read_document(source), ontology, EVERYTHING), ontology, EVERYTHING)
    graph = build(ResolvedCorpus((resolution,)), ontology, EVERYTHING)
    names = Names.of(ontology)
    for fact in graph.facts:
        if fact.asserted and fact.confidence >= EDGES[0]:
            alone = predict(quads_of(replace(graph, facts=(fact,)), ontology), names)
            yield Judged(fact, not errors(score(alone, read_gold(gold, names), names)))


def quads_of(graph: KnowledgeGraph, ontology: Ontology) -> list[ox.Triple]:
    """The graph as an evaluation reads it."""
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads(graph, ontology, EVERYTHING)]


def errors(result: Evaluation) -> list[str]:
    """What the scorer calls wrong."""
    return result.errors["wrong_relations"] + result.errors["wrong_quantities"]


def table(title: str, rows: list[tuple[str, list[Judged]]]) -> str:
    """A Markdown table of how many facts there are, how sure they claim to be and how many are right."""
    lines = [f"| {title} | facts | mean confidence | right |", "|---|---|---|---|"]
    for name, judged in rows:
        if judged:
            sure = sum(verdict.fact.confidence for verdict in judged) / len(judged)
            right = sum(verdict.right for verdict in judged) / len(judged)
            lines.append(f"| {name} | {len(judged)} | {sure:.2f} | {right:.2f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
