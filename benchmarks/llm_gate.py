"""What the gate of `--llm` lets through, without a model: claims of the annotated documents are sent as a model's.

    python benchmarks/llm_gate.py [--documents N]      prints tables, by how well the words fit

A reader that makes no mistake answers with the quotes that annotators gave for each fact (`evidence`), a careless one
with what they noted as tempting but wrong (`not_stated`). Works on the training documents of ../shared/eval, which the
rules were learnt from, so it measures the gate and not the rules.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.extract import extract
from pipeline.ingest import read_document
from pipeline.llm import Reader
from pipeline.llm.quoting import places
from pipeline.llm.records import Answer
from pipeline.ontology import Ontology, load_ontology, squash
from pipeline.records import Resolution
from pipeline.resolve import resolve
from pipeline.settings import LanguageModel, Settings

EVAL = Path(__file__).parents[2] / "shared" / "eval" / "train"
FITS = {0.75: "worded", 0.6: "close", 0.4: "unclear"}


@dataclass(frozen=True)
class Annotated:
    """A claim of the annotation: is it right, its words, the spellings of its ends, what is sent."""

    right: bool
    quote: str
    subject: frozenset[str]
    predicate: str
    target: frozenset[str]
    sent: dict[str, str] = field(hash=False)


def annotated(gold: dict[str, Any]) -> Iterator[Annotated]:
    """Claims of one gold graph."""
    spellings = {item["name"]: [item["name"], *map(str, item.get("surface") or ())] for item in gold["entities"]}
    for right, key in ((True, "evidence"), (False, "not_stated")):
        for entry in gold.get(key) or ():
            subject, predicate, target, quote = map(str, entry[:4])
            if subject not in spellings or target not in spellings:
                continue
            ends = [spellings[subject], spellings[target]]
            words = [max((s for s in end if squash(s) in squash(quote)), key=len, default=end[0]) for end in ends]
            sent = {
                **{"polarity": "affirmed", "modality": "asserted", "tense": "present", "role": "", "source": ""},
                **{"quote": quote, "subject": words[0], "predicate": predicate, "object": words[1], "passage": ""},
            }
            sides = [frozenset(map(squash, end)) for end in ends]
            yield Annotated(right, quote, sides[0], predicate, sides[1], sent)


class Recited(Reader):
    """Answers out of the annotation."""

    claims: tuple[Annotated, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    sent: set[Annotated]

    def _answer(self, text: str) -> tuple[Answer | None, bool, None]:
        passage = text.partition("<passage>\n")[2].partition("\n</passage>")[0]
        here = [claim for claim in self.claims if any(places(passage, claim.quote, 0, len(passage)))]
        self.sent |= set(here)
        names = [{"name": n, "class": c} for n, c in self.names if any(places(passage, n, 0, len(passage)))]
        answer = {"claims": [claim.sent for claim in here][:24], "names": names[:24]}
        return Answer(json.dumps(answer), 1, 1), False, None


def kept(claim: Annotated, resolution: Resolution, ontology: Ontology, reader: Recited) -> str:
    """What became of a claim: its fit where it is a fact, "statement", or "refused"."""
    labels = {
        entity.iri: {squash(label) for label in (entity.label, *entity.aliases, *entity.heard)}
        for entity in resolution.entities
    }
    iri = reader.terms.inverses[claim.predicate.casefold()][0]
    best = ""
    for statement in resolution.statements:
        triple, evidence = statement.triple, statement.evidence
        if not evidence.rule.startswith("llm:") or triple.predicate not in {iri, ontology.predicates[iri].past}:
            continue
        ends = [claim.subject & labels[triple.subject], claim.target & labels.get(str(triple.object), set())]
        if ontology.predicates[iri].symmetric and not all(ends):
            ends = [claim.target & labels[triple.subject], claim.subject & labels.get(str(triple.object), set())]
        words = squash(claim.quote), squash(evidence.quote)
        if all(ends) and (words[0][:30] in words[1] or words[1] in words[0]):
            sure = evidence.confidence >= Settings().min_confidence and evidence.polarity == "affirmed"
            best = "fact" if sure or best == "fact" else "statement"
    return best or "refused"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=30)
    options = parser.parse_args()
    if not EVAL.is_dir():
        sys.exit("the check needs the documents of ../shared/eval")
    ontology, settings = load_ontology(None), Settings()
    counts: Counter[tuple[bool, str]] = Counter()
    reasons: Counter[tuple[bool, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((EVAL / "gold").glob("*.yaml"))[:: max(1, 120 // options.documents)]:
            gold = yaml.safe_load(path.read_text(encoding="utf-8"))
            (source,) = (EVAL / "documents").glob(f"{path.stem}.*")
            claims = tuple(annotated(gold))
            for right in (True, False):
                reader = Recited(LanguageModel("recited", jobs=1, cache=Path(folder)), ontology)
                reader.claims = tuple(claim for claim in claims if claim.right == right)
                reader.sent = set()
                reader.names = tuple(
                    (spelling, item["type"][0] if isinstance(item["type"], list) else item["type"])
                    for item in gold["entities"]
                    for spelling in map(str, item.get("surface") or [item["name"]])
                )
                extraction = extract(read_document(source), ontology, settings, reader)
                resolution = resolve(extraction, ontology, settings)
                for claim in reader.sent:
                    counts[right, kept(claim, resolution, ontology, reader)] += 1
                reasons.update((right, reason) for reason in reader.tally.reasons.elements())
            print(path.stem, dict(counts), flush=True)
    for right, title in ((True, "right"), (False, "tempting but wrong")):
        total = sum(number for (kind, _), number in counts.items() if kind == right)
        print(f"\n{title}: {total} claims")
        for what in ("fact", "statement", "refused"):
            print(f"  {what}: {counts[right, what]} ({counts[right, what] / max(1, total):.0%})")
        for (kind, reason), number in reasons.most_common():
            if kind == right:
                print(f"    {number:4} {reason}")


if __name__ == "__main__":
    main()
