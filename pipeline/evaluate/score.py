"""Comparing a prediction with a gold graph, figure by figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.gold import Gold, Names, Reading, normal, seconds
from pipeline.evaluate.plain import plain
from pipeline.evaluate.prediction import Prediction, Relation

LOOSE_CLASS = "Concept"  # gold lists of ideas are never complete: a few unlisted ones are fair, a heap is noise
LONGEST_QUOTE = 400
EARLIEST, LATEST = -5, 90  # seconds from the gold time, the start of a passage, within which a start time is right

Score = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures, and under each kind of error the items that are wrong or missing."""

    score: Score
    errors: dict[str, list[str]]


def score(prediction: Prediction, gold: Gold, names: Names, *, text: str | None = None) -> Evaluation:
    """Compare what a graph holds with what it should hold."""
    home = align(prediction, gold)
    figures, errors = score_entities(prediction, gold, home, text)
    relation_figures, relation_errors = score_relations(prediction, gold, names, home)
    quantity_figures, quantity_errors = score_quantities(prediction, gold, home)
    figures |= {"relations": relation_figures, "quantities": quantity_figures}
    figures |= score_evidence(prediction, gold, names, home, text)
    return Evaluation(figures, errors | relation_errors | quantity_errors)


def align(prediction: Prediction, gold: Gold) -> dict[str, int]:
    """Which gold entity each node is: the one that most of its labels spell, its preferred label counting more."""
    spelled: dict[str, list[int]] = {}
    for index, entity in enumerate(gold.entities):
        for surface in entity.surfaces:
            spelled.setdefault(surface, []).append(index)
    home = {}
    for node, labels in prediction.labels.items():
        preferred = normal(prediction.preferred[node])
        votes = Counter[int]()
        for label in labels:
            votes.update(spelled.get(label, ()))
        weights = {index: float(number) for index, number in votes.items()}
        for index in spelled.get(preferred, ()):
            weights[index] += 1.5 + (normal(gold.entities[index].name) == preferred)
        if weights:
            home[node] = max(weights, key=lambda index: (weights[index], -index))
    return home


def score_entities(
    prediction: Prediction, gold: Gold, home: Mapping[str, int], text: str | None
) -> tuple[Score, dict[str, list[str]]]:
    """Entities found, with their class and canonical name; spellings that lead to them; what is there too much."""
    nodes: dict[int, list[str]] = {}
    for node, index in home.items():
        nodes.setdefault(index, []).append(node)
    required = [index for index, entity in enumerate(gold.entities) if not entity.optional]
    found = [index for index in required if index in nodes]
    typed = [
        index
        for index in found
        if any(prediction.classes[node] <= gold.entities[index].classes for node in nodes[index])
    ]
    named = [
        index
        for index in found
        if any(normal(prediction.preferred[node]) == normal(gold.entities[index].name) for node in nodes[index])
    ]
    strays = [node for node in prediction.classes if node not in home]
    concepts = [node for node in strays if prediction.classes[node] == {LOOSE_CLASS}]
    spurious = [node for node in strays if prediction.classes[node] != {LOOSE_CLASS}]
    listed = [
        index for index, entity in enumerate(gold.entities) if entity.optional and entity.first_class == LOOSE_CLASS
    ]
    fragments = sum(len(nodes[index]) - 1 for index in found)
    heap = max(0, len(concepts) - (len(listed) + 1) // 2)
    predicted = len(found) + fragments + len(spurious) + heap

    flat = f" {normal(plain(text))} " if text is not None else None
    heard = [
        (index, surface) for index in found for surface in gold.entities[index].surfaces if not flat or surface in flat
    ]
    reached = sum(any(surface in prediction.labels[node] for node in nodes[index]) for index, surface in heard)
    others = {surface for entity in gold.entities for surface in entity.surfaces}
    conflicts = sorted(
        f"{label!r} on {gold.entities[index].name}"
        for node, index in home.items()
        for label in prediction.labels[node]
        if label in others and label not in gold.entities[index].surfaces
    )
    shown = lambda node: f"{prediction.preferred[node]} ({'/'.join(sorted(prediction.classes[node]))})"  # noqa: E731
    figures: Score = {
        "entities": rates(len(found), predicted, len(required)),
        "typed_entities": rates(len(typed), predicted, len(required)),
        "canonical_names": share(len(named), len(found)) or 0.0,
        "type_accuracy": share(len(typed), len(found)) or 0.0,
        "surface_recall": share(reached, len(heard)),
        "surface_conflicts": len(conflicts),
        "fragments": fragments,
        "spurious": len(spurious),
        "concept_recall": share(sum(index in nodes for index in listed), len(listed)),
        "stray_concepts": len(concepts),
    }
    errors = {
        "missed_entities": sorted(gold.entities[index].name for index in required if index not in nodes),
        "wrong_type": sorted(
            f"{gold.entities[index].name}: {sorted(set().union(*(prediction.classes[node] for node in nodes[index])))}"
            for index in set(found) - set(typed)
        ),
        "wrong_name": sorted(
            f"{gold.entities[index].name}: {prediction.preferred[nodes[index][0]]}" for index in set(found) - set(named)
        ),
        "surface_conflicts": conflicts,
        "spurious_entities": sorted(map(shown, spurious)),
        "stray_concepts": sorted(prediction.preferred[node] for node in concepts),
        "fragmented": sorted(
            f"{gold.entities[index].name}: {[prediction.preferred[node] for node in nodes[index]]}"
            for index in found
            if len(nodes[index]) > 1
        ),
    }
    return figures, errors


def score_relations(
    prediction: Prediction, gold: Gold, names: Names, home: Mapping[str, int]
) -> tuple[Score | None, dict[str, list[str]]]:
    """Relations found and relations that neither gold list accepts; a symmetric one counts once."""
    needed, allowed = accepted(gold.required, names), accepted(gold.allowed, names)
    said = {named(relation, prediction, gold, home) for relation in prediction.relations}
    said = {relation for relation in said if relation[0] != relation[2]}
    wanted = {readings[0] for readings in gold.required}
    hits = {needed[relation] for relation in said if relation in needed}
    wrong = sorted(relation for relation in said if relation not in needed and relation not in allowed)
    once = {
        (*sorted((subject, object_)), predicate) if predicate in names.symmetric else (subject, object_, predicate)
        for subject, predicate, object_ in wrong
    }
    return rates(len(hits), len(hits) + len(once), len(wanted)), {
        "missed_relations": sorted(" ".join(relation) for relation in wanted - hits),
        "wrong_relations": [" ".join(relation) for relation in wrong],
    }


def accepted(items: Iterable[tuple[Reading, ...]], names: Names) -> dict[Reading, Reading]:
    """Every triple that satisfies an item, also by a more general predicate or the other way round, with the item."""
    out: dict[Reading, Reading] = {}
    for readings in items:
        for subject, predicate, object_ in readings:
            for name in (predicate, *names.generalisations.get(predicate, ())):
                out.setdefault((subject, name, object_), readings[0])
                if name in names.symmetric:
                    out.setdefault((object_, name, subject), readings[0])
    return out


def score_quantities(
    prediction: Prediction, gold: Gold, home: Mapping[str, int]
) -> tuple[Score | None, dict[str, list[str]]]:
    """Numbers in base units, equal to one part in a million; accepted optional ones are left out of the count."""
    said = {(name_of(node, prediction, gold, home), name, value) for node, name, value in prediction.quantities}
    said -= gold.optional_quantities - gold.quantities
    hits = {
        wanted
        for wanted in gold.quantities
        for item in said
        if item[:2] == wanted[:2] and abs(item[2] - wanted[2]) <= 1e-6 * max(1, abs(wanted[2]))
    }
    wrong = said - gold.quantities
    shown = lambda item: f"{item[0]} {item[1]} {item[2]:g}"  # noqa: E731
    return rates(len(hits), len(hits) + len(wrong), len(gold.quantities)), {
        "missed_quantities": sorted(map(shown, gold.quantities - hits)),
        "wrong_quantities": sorted(map(shown, wrong)),
    }


def score_evidence(
    prediction: Prediction, gold: Gold, names: Names, home: Mapping[str, int], text: str | None
) -> Score:
    """Shares of relations that carry a quote, whose quote stands in the text, whose time is right."""
    needed = accepted(gold.required, names)
    flat = plain(text) if text is not None else None
    quoted = verbatim = 0
    timely: dict[Reading, bool] = {}
    for relation in prediction.relations:
        subject, predicate, object_ = relation
        said = prediction.evidence.get(relation, ())
        if not said and predicate in names.symmetric:
            said = prediction.evidence.get((object_, predicate, subject), ())
        quotes = [quote for item in said for quote in item.quotes if 0 < len(quote.strip()) <= LONGEST_QUOTE]
        quoted += bool(quotes)
        verbatim += flat is not None and any(plain(quote) in flat for quote in quotes)
        item = needed.get(named(relation, prediction, gold, home))
        if item is not None and item in gold.times:
            starts = [seconds(start) for said_once in said for start in said_once.starts]
            right = any(start is not None and EARLIEST <= start - gold.times[item] <= LATEST for start in starts)
            timely[item] = timely.get(item, False) or right
    number = len(prediction.relations)
    return {
        "relations_with_quote": share(quoted, number) or 0.0,
        "quotes_verbatim": share(verbatim, number) if flat is not None else None,
        "times_right": share(sum(timely.values()), len(timely)),
    }


def name_of(node: str, prediction: Prediction, gold: Gold, home: Mapping[str, int]) -> str:
    """The gold name of a node; a question mark leads the name of one that gold does not list."""
    return gold.entities[home[node]].name if node in home else f"?{prediction.preferred[node]}"


def named(relation: Relation, prediction: Prediction, gold: Gold, home: Mapping[str, int]) -> Reading:
    """The relation between gold names."""
    subject, predicate, object_ = relation
    return name_of(subject, prediction, gold, home), predicate, name_of(object_, prediction, gold, home)


def rates(right: int, predicted: int, wanted: int) -> Score | None:
    """Precision, recall and their harmonic mean; None where there is nothing to find and nothing claimed.

    >>> rates(2, 4, 2)
    {'precision': 0.5, 'recall': 1.0, 'f1': 0.667, 'tp': 2, 'predicted': 4, 'gold': 2}
    """
    if not predicted and not wanted:
        return None
    precision = right / predicted if predicted else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / both, 3) if both else 0.0,
        "tp": right,
        "predicted": predicted,
        "gold": wanted,
    }


def share(part: int, whole: int) -> float | None:
    """The part of the whole, None of nothing."""
    return round(part / whole, 3) if whole else None


def report(result: Evaluation, *, errors: bool = False) -> str:
    """The figures as lines of text, one each, and on request every error below them."""
    lines = []
    for name, value in result.score.items():
        if isinstance(value, dict):
            value = (
                f"precision {value['precision']:.3f}  recall {value['recall']:.3f}  F1 {value['f1']:.3f}"
                f"   ({value['tp']} right of {value['predicted']} predicted, {value['gold']} in gold)"
            )
        lines.append(f"{name:22} {'-' if value is None else value}")
    if errors:
        for name, items in result.errors.items():
            lines += ["", f"{name} ({len(items)})", *(f"   {item}" for item in items)]
    return "\n".join(lines)
