"""How much is found of things said in one to five sentences: 610 pieces of talk made up for this, with their facts.

    python benchmarks/sayings.py [--errors people|things]

Whoever wrote them had not seen the rules and sought wordings that people use and word lists do not have. Every other
one was worked on; of the rest only the figures are looked at.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.api import Graph
from pipeline.ontology import Ontology, load_ontology, squash
from pipeline.run import assemble
from pipeline.settings import Settings

HERE = Path(__file__).parent / "sayings"
FILES = ("people", "things")
# What counts as well where a piece has the one (`guidelines.md` of the gold graphs).
ALSO = {
    "leads": {"worksFor", "affiliatedWith"},
    "worksFor": {"affiliatedWith", "leads"},
    "affiliatedWith": {"worksFor"},
}
MUTUAL = frozenset({"partnerOf", "competesWith"})
Fact = tuple[str, str, str]
Told = tuple[tuple[str, ...], str, tuple[str, ...]]  # subject and object with all their names


@dataclass(frozen=True, slots=True)
class Saying:
    """A piece of talk, the facts that must be found in it and those that may; predicates as in "leads/worksFor"."""

    text: str
    facts: tuple[Fact, ...]
    optional: tuple[Fact, ...]


def read(name: str) -> Iterator[Saying]:
    """The pieces of a file: "T:" the text, "F:" a fact, "O:" one that may be found, "---" between them."""
    for block in (HERE / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n"):
        lines = [line.partition(":") for line in block.strip().splitlines()]
        text = next(value.strip().replace("\\n", "\n") for kind, _, value in lines if kind == "T")
        facts = {kind: tuple(_fact(value) for key, _, value in lines if key == kind) for kind in ("F", "O")}
        yield Saying(text, facts["F"], facts["O"])


def _fact(line: str) -> Fact:
    subject, predicate, target = (part.strip() for part in line.split("|"))
    return subject, predicate, target


def found(saying: Saying, path: Path, ontology: Ontology, settings: Settings) -> list[Told]:
    """The facts between entities that the pipeline asserts of the piece."""
    path.write_text(saying.text + "\n", encoding="utf-8")
    knowledge, _ = assemble([path], ontology, settings, strict=True)
    names = {
        entity.iri: (entity.label, *entity.aliases, *entity.heard, *(place.text for place in entity.occurrences))
        for entity in knowledge.entities
    }
    triples = [fact.record.triple for fact in Graph(knowledge, ontology, settings).facts]
    return [
        (names[triple.subject], triple.predicate.rsplit("#")[-1], names[triple.object])
        for triple in triples
        if isinstance(triple.object, str)
    ]


def fits(told: Told, wanted: Fact) -> bool:
    """Whether the fact told is the wanted one: by one of its names, all words of the shorter are the longer's."""
    subject, predicate, target = wanted
    predicates = {name for one in predicate.split("/") for name in (one, *ALSO.get(one, ()))}
    same = _same(told[0], subject) and _same(told[2], target)
    turned = told[1] in MUTUAL and _same(told[0], target) and _same(told[2], subject)
    return told[1] in predicates and (same or turned)


def _same(names: tuple[str, ...], wanted: str) -> bool:
    second = {squash(word) for word in wanted.split()} - {"the", ""}
    words = ({squash(word) for word in name.split()} - {"the", ""} for name in names)
    return any(first and (first <= second or second <= first) for first in words)


def main() -> None:
    """Print precision, recall and F1 of both halves, and on demand what is wrong and missing in the half worked on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--errors", metavar="NAME", choices=FILES, help="print the errors of those worked on")
    arguments = parser.parse_args()
    settings = Settings()
    ontology = load_ontology(settings.ontology)
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES if arguments.errors is None else (arguments.errors,):
            counts = {half: [0, 0, 0] for half in ("worked on", "set apart")}
            for number, saying in enumerate(read(name)):
                half = "set apart" if number % 2 == 0 else "worked on"
                facts = found(saying, Path(folder) / f"{name}{number}.txt", ontology, settings)
                right = [wanted for wanted in saying.facts if any(fits(fact, wanted) for fact in facts)]
                wrong = [fact for fact in facts if not any(fits(fact, w) for w in (*saying.facts, *saying.optional))]
                for index, count in enumerate((len(right), len(right) + len(wrong), len(saying.facts))):
                    counts[half][index] += count
                if arguments.errors and half == "worked on" and (wrong or len(right) < len(saying.facts)):
                    print(saying.text)
                    print(*(f"  wrong: {one[0]} | {predicate} | {two[0]}" for one, predicate, two in wrong), sep="\n")
                    print(*(f"  missed: {' | '.join(fact)}" for fact in saying.facts if fact not in right), sep="\n")
            for half, (right_, told, gold) in counts.items():
                precision, recall = right_ / max(told, 1), right_ / max(gold, 1)
                both = 2 * precision * recall / max(precision + recall, 1e-9)
                rates = f"F1 {both:.3f}  P {precision:.3f}  R {recall:.3f}"
                print(f"{name}, {half}: {rates}  ({right_} of {told}, {gold} said)")


if __name__ == "__main__":
    main()
