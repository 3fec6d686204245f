"""How much of written dialogues is found: 48 talks made up for this, with gold graphs by those who made them up.

    python benchmarks/dialogues.py [--errors NAME]

Whoever wrote them had not seen the rules. The figures of `SEEN` were worked on; those of the others are only looked at,
never their errors, so that they tell what a change does on talk that had no part in it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from pipeline.api import Graph
from pipeline.evaluate import Evaluation, evaluate
from pipeline.evaluate.score import rates
from pipeline.ontology import load_ontology
from pipeline.run import assemble
from pipeline.settings import Settings

HERE = Path(__file__).parent / "dialogues"
SEEN = frozenset(
    "biotech-wet-lab call-veldt-semi devpod-flaky-test devpod-plaintext history-lecture-colossus keynote-riverconf "
    "local-harbour-tenants news-parliament-evening oss-thistle-meeting sports-far-post vc-saltbox "
    "yt-deck-six-months".split()
)
FIGURES = ("relations", "typed_entities", "quantities")


def run(folder: Path) -> dict[str, Evaluation]:
    """Name of each dialogue -> its evaluation; graphs are written into the folder."""
    settings = Settings()
    ontology = load_ontology(settings.ontology)
    found = {}
    for path in sorted((HERE / "documents").iterdir()):
        knowledge, _ = assemble([path], ontology, settings, strict=True)
        graph = folder / f"{path.stem}.ttl"
        Graph(knowledge, ontology, settings).to_rdflib().serialize(graph)
        found[path.stem] = evaluate(graph, HERE / "gold" / f"{path.stem}.yaml", source=path)
    return found


def pooled(part: list[Evaluation]) -> list[str]:
    """A line for each figure, its counts added up over the dialogues."""
    lines = []
    for figure in FIGURES:
        counts: Counter[str] = Counter()
        for evaluation in part:
            counts.update(
                {key: (evaluation.score.get(figure) or {}).get(key, 0) for key in ("tp", "predicted", "gold")}
            )
        rate = rates(counts["tp"], counts["predicted"], counts["gold"])
        if rate:
            lines.append(
                f"  {figure:15} F1 {rate['f1']:.3f}  P {rate['precision']:.3f}  R {rate['recall']:.3f}"
                f"  ({counts['tp']} of {counts['predicted']}, {counts['gold']} in gold)"
            )
    return lines


def main() -> None:
    """Print the figures of both parts, or what is wrong and missing in one of the dialogues that may be looked at."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--errors", metavar="NAME", choices=sorted(SEEN), help="one of the dialogues worked on")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder))
    if arguments.errors:
        for kind, items in found[arguments.errors].errors.items():
            print(*(f"{kind}: {item}" for item in items), sep="\n")
        return
    for title, names in (("worked on", SEEN), ("set apart", found.keys() - SEEN)):
        print(f"{title}: {len(names)} dialogues", *pooled([found[name] for name in sorted(names)]), sep="\n")


if __name__ == "__main__":
    main()
