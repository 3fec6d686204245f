"""What the annotated documents teach about the shipped predicates.

    python benchmarks/learning.py alone     learns from the 120 without a word of our own
    python benchmarks/learning.py beside    what the 120 and the 18 would add to our words: writes build/proposals.ttl

Both score the nine set apart, and tell what patterns claim of shows that had no part in learning them (a fifth of the
shows left out at a time), predicate by predicate. Works on ../shared/eval; without it says so and writes nothing. Takes
some ten minutes.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from pipeline.evaluate.gold import Names, read_gold
from pipeline.evaluate.prediction import predict
from pipeline.evaluate.score import score
from pipeline.export.rdf import quads
from pipeline.extract import extract
from pipeline.graph import build
from pipeline.ingest import read_document
from pipeline.learn import Demands, Proposals, propose
from pipeline.learn.applying import reworded, with_patterns
from pipeline.learn.examples import document_of, read_examples
from pipeline.learn.writing import turtle
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import ResolvedCorpus
from pipeline.resolve import resolve
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

LEAST = 0.5  # precision whose figures are told predicate by predicate
APPLIED = (0.5, 0.6, 0.75)  # precisions from which patterns are tried on the nine
ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
PLACES = (EVAL / "documents", EVAL / "train" / "documents", EVAL.parent / "seeds")
SHOW = re.compile(r"^\d+-|-\d+s(?=-[0-9a-f]{8}$)|-[0-9a-f]{8}$")  # what is not of the show in the id of a document


def main() -> int:
    """Learn, tell, and score."""
    alone = sys.argv[1:] == ["alone"]
    if not EVAL.is_dir() or (not alone and sys.argv[1:] != ["beside"]):
        print(__doc__ if EVAL.is_dir() else "No gold graphs at hand (../shared/eval): nothing measured.")
        return 0
    shipped = load_ontology()
    ontology = reworded(shipped, {}) if alone else shipped
    gold = sorted((EVAL / "train" / "gold").glob("*.yaml"))
    others = sorted((EVAL / "gold").glob("*.yaml"))
    apart = [path for path in others if path.stem in set_apart()]
    if not alone:
        gold += [path for path in others if path not in apart]
    examples = read_examples(gold, ontology, documents=PLACES)
    examples = [replace(each, source=SHOW.sub("", each.document.id)) for each in examples]
    proposals = propose(examples, ontology, Settings(), demands=Demands())
    tell(proposals)
    print("nine set apart (F1, precision, recall), without what was learnt and with what holds a precision:")
    print("  without {:.3f} {:.2f} {:.2f}".format(*relations(apart, ontology)))
    for least in APPLIED:
        known = with_patterns(ontology, (pattern for pattern in proposals.patterns if pattern.held >= least))
        print("  {:7} {:.3f} {:.2f} {:.2f}".format(least, *relations(apart, known)))
    if not alone:
        (ROOT / "build").mkdir(exist_ok=True)
        (ROOT / "build" / "proposals.ttl").write_text(turtle(proposals), encoding="utf-8")
    return 0


def set_apart() -> set[str]:
    """Documents whose figures may be looked at, never their texts: nothing is learnt from them."""
    stated = re.search(r"^SET_APART = (\{.*?\})", (EVAL / "pool.py").read_text(encoding="utf-8"), re.MULTILINE)
    return set(ast.literal_eval(stated[1])) if stated else set()


def tell(proposals: Proposals) -> None:
    """The figures in shows that had no part in learning, for all predicates at several levels and for each at one."""
    for level in proposals.levels:
        counts = f"{level.patterns} patterns, {level.right} right, {level.wrong} wrong"
        print(f"at least {level.least}: {counts}; precision {level.precision:.2f}, recall {level.recall:.2f}")
    level = next(level for level in proposals.levels if level.least == LEAST)
    patterns = Counter(pattern.predicate for pattern in proposals.patterns if pattern.held >= LEAST)
    print(f"at least {LEAST}:\n| predicate | patterns | said | right | wrong |\n|---|---|---|---|---|")
    for predicate, (right, wrong, said) in sorted(level.each.items(), key=lambda item: (-item[1][0], item[0])):
        print(f"| `{local_name(predicate)}` | {patterns[predicate]} | {said} | {right} | {wrong} |")


def relations(gold: Sequence[Path], ontology: Ontology) -> tuple[float, float, float]:
    """F1, precision and recall of relations, pooled over documents."""
    names, settings, sums = Names.of(ontology), Settings(), Counter[str]()
    for path in gold:
        document = read_document(document_of(path, path.stem, PLACES))
        resolution = resolve(extract(document, ontology, settings), ontology, settings)
        graph = build(ResolvedCorpus((resolution,)), ontology, settings)
        triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads(graph, ontology, settings)]
        sums.update(score(predict(triples, names), read_gold(path, names), names).score["relations"])
    right, predicted, wanted = (sums[key] for key in ("tp", "predicted", "gold"))
    return 2 * right / max(1, predicted + wanted), right / max(1, predicted), right / max(1, wanted)


if __name__ == "__main__":
    sys.exit(main())
