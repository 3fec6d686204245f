"""How right resolution by sound is: on pairs of names, and on the gold graphs.

    python benchmarks/sound.py

`benchmarks/ablation.py` writes the same lines into docs/accuracy.md.
"""

from __future__ import annotations

import re
from pathlib import Path

import jellyfish
import yaml
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.evaluate.gold import normal
from pipeline.extract import extract
from pipeline.ingest import read_document
from pipeline.ontology import load_ontology, squash
from pipeline.resolve import resolve
from pipeline.resolve.labels import SURE, mishearing, same_digits
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
MERGED = re.compile(r"^(.+) sounds like (.+)$")


def report() -> list[str]:
    """The lines of the report."""
    return ["## Resolution by sound", "", *pairs(), "", *merges()]


def pairs() -> list[str]:
    """Pairs of names, by this measure and by letters and Metaphone alone."""
    data = yaml.safe_load((ROOT / "tests" / "sound" / "pairs.yaml").read_text(encoding="utf-8"))
    heard, different = list(data["heard"].items()), [tuple(pair) for pair in data["different"]]
    rows = [
        f"{len(heard)} mis-hearings and {len(different)} pairs of different names (tests/sound/pairs.yaml):",
        "",
        "| measure | mis-hearings recognised | different names taken for one |",
        "|---|---|---|",
    ]
    measures = {
        "letters, sounds and consonants (in use)": lambda a, b: same_digits(a, b) and mishearing(a, b) >= SURE,
        "letters and consonants, at 0.84": lambda a, b: _without_sounds(a, b) >= 0.84,
        "letters and consonants, at 0.90": lambda a, b: _without_sounds(a, b) >= 0.90,
    }
    for name, alike in measures.items():
        found, wrong = (sum(bool(alike(*pair)) for pair in part) for part in (heard, different))
        rows.append(f"| {name} | {found} | {wrong} |")
    return rows


def _without_sounds(left: str, right: str) -> float:
    letters = DamerauLevenshtein.normalized_similarity(squash(left), squash(right))
    keys = (re.sub("^[AEIOU]", "A", jellyfish.metaphone(label).replace(" ", "")) for label in (left, right))
    return (letters + DamerauLevenshtein.normalized_similarity(*keys)) / 2


def merges() -> list[str]:
    """Every merge by sound in the documents that have a gold graph: right where gold gives both names to one thing.

    A spelling of the gold graph may hold more words than were merged.
    """
    golds = sorted(EVAL.glob("gold/*.yaml"))
    if not golds:
        return ["No gold graphs at hand (../shared/eval): precision not measured."]
    ontology = load_ontology()
    rows = ["| document | right | wrong | neither name is in the gold graph |", "|---|---|---|---|"]
    totals = [0, 0, 0]
    for gold in golds:
        source = next(path for path in sorted(EVAL.parent.glob("*/**/*")) if path.stem == gold.stem and path != gold)
        owners = _owners(gold)
        extraction = extract(read_document(source), ontology, Settings())
        counts = [0, 0, 0]
        for entity in resolve(extraction, ontology, Settings()).entities:
            for reason in entity.reason.split("; "):
                if match := MERGED.match(reason):
                    one, other = (_meant(owners, name) for name in (match[1], entity.label))
                    counts[0 if one & other else 1 if one or other else 2] += 1
        rows.append(f"| {gold.stem} | {' | '.join(map(str, counts))} |")
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    judged = totals[0] + totals[1]
    precision = f"{totals[0] / judged:.2f}" if judged else "-"
    return [*rows, f"| all | {' | '.join(map(str, totals))} |", "", f"Precision of what can be judged: {precision}."]


def _meant(owners: dict[str, set[int]], name: str) -> set[int]:
    """Numbers of the gold entities that have the spelling, or one that holds it ("in struct" for "struct")."""
    wanted = normal(name)
    holding = (numbers for spelling, numbers in owners.items() if f" {wanted} " in f" {spelling} ")
    return owners.get(wanted) or set().union(*holding)


def _owners(gold: Path) -> dict[str, set[int]]:
    """Normalised spelling -> numbers of the gold entities that it names."""
    owners: dict[str, set[int]] = {}
    for number, entity in enumerate(yaml.safe_load(gold.read_text(encoding="utf-8"))["entities"]):
        for label in (entity["name"], *entity.get("surface", ())):
            owners.setdefault(normal(label), set()).add(number)
    return owners


if __name__ == "__main__":
    print("\n".join(report()))
