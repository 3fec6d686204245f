"""How much of talk as it is really spoken is found: 28 talks made up for this, with lists of their facts.

    python benchmarks/talks.py [--errors NAME]

Harder than `dialogues.py`: most facts stand in no single sentence ("Who makes it?" - "A firm in Graz, called X."). The
seven first of each of the two writers were worked on, the seven last are only looked at as figures, never their errors.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.api import Graph
from pipeline.ontology import load_ontology
from pipeline.run import assemble
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

HERE = Path(__file__).parent / "talks"
SEEN = 7  # talks of each writer that may be looked at
# What a fact of the list may be told as: the same tie, more or less close.
ALIKE = {
    "worksFor": {"worksFor", "leads", "affiliatedWith"},
    "leads": {"leads", "worksFor", "affiliatedWith"},
    "affiliatedWith": {"affiliatedWith", "worksFor"},
}
SYMMETRIC = frozenset({"partnerOf", "competesWith"})
Said = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """Facts of the list that are told and that are not, and what is told beside it."""

    right: list[Said]
    missing: list[Said]
    beside: list[Said]


def listed(path: Path) -> Iterator[Said]:
    """The facts of a list: lines "subject | predicate | object | words | kind", without those that open with NOT."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) >= 4 and cells[0] != "NOT":
            yield cells[0], cells[1].replace("(past)", "").strip(), cells[2]


def is_same(one: str, other: str) -> bool:
    """Whether one name has all words of the other.

    >>> is_same("Acme", "Acme Labs"), is_same("Ann Lee", "Bo Lee")
    (True, False)
    """
    first, second = (set(re.findall(r"[^\W_]+", name.casefold())) - {"the", "a", "of"} for name in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def fits(told: Said, fact: Said) -> bool:
    """Whether what is told is the fact of the list."""
    if told[1] not in ALIKE.get(fact[1], {fact[1]}):
        return False
    straight = is_same(told[0], fact[0]) and is_same(told[2], fact[2])
    return straight or (fact[1] in SYMMETRIC and is_same(told[0], fact[2]) and is_same(told[2], fact[0]))


def run() -> dict[str, Result]:
    """Name of each talk -> how it fares."""
    settings = Settings()
    ontology = load_ontology(settings.ontology)
    results = {}
    for path in sorted(HERE.glob("*.txt")):
        knowledge, _ = assemble([path], ontology, settings, strict=True)
        told = [
            (str(fact.subject), local_name(fact.record.triple.predicate), str(fact.object))
            for fact in Graph(knowledge, ontology, settings).facts
        ]
        facts = list(listed(path.with_suffix(".facts")))
        results[path.stem] = Result(
            [fact for fact in facts if any(fits(said, fact) for said in told)],
            [fact for fact in facts if not any(fits(said, fact) for said in told)],
            [said for said in told if not any(fits(said, fact) for fact in facts)],
        )
    return results


def main() -> None:
    """Print the figures of both parts, or what is wrong and missing in one of the talks that may be looked at."""
    seen = sorted(path.stem for path in HERE.glob("*.txt") if int(path.stem[1:]) <= SEEN)
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--errors", metavar="NAME", choices=seen, help="one of the talks worked on")
    arguments = parser.parse_args()
    results = run()
    if arguments.errors:
        result = results[arguments.errors]
        for kind, facts in (("missing", result.missing), ("beside the list", result.beside)):
            print(*(f"{kind}: {' '.join(fact)}" for fact in facts), sep="\n")
        return
    for title, names in (("worked on", seen), ("set apart", sorted(results.keys() - seen))):
        right, missing, beside = (
            sum(len(getattr(results[name], part)) for name in names) for part in ("right", "missing", "beside")
        )
        print(
            f"{title}: {len(names)} talks, {right} of {right + missing} facts told ({right / (right + missing):.3f}),"
            f" {beside} told beside the lists"
        )


if __name__ == "__main__":
    main()
