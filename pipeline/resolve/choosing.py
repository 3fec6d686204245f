"""What all steps of merging share: candidates are listed by one act, and the best is chosen by another, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from pipeline.ontology import Ontology, squash
from pipeline.records import Rejection
from pipeline.resolve.clusters import Cluster

MARGIN = 0.03  # likeness by which the best candidate must lead

Choice = tuple[Cluster, float]


def _choose(candidates: list[Choice]) -> Cluster | None:
    """The best candidate if it leads by MARGIN."""
    ranked = sorted(candidates, key=lambda choice: (-choice[1], choice[0].first))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
        return None
    return ranked[0][0]


def fold(
    clusters: list[Cluster],
    document: str,
    propose: Callable[[Cluster, Iterable[Cluster]], list[Choice]],
    *,
    short: bool,
    reason: str,
) -> tuple[list[Cluster], list[Rejection]]:
    """Fold every cluster into the one that `propose` ranks first, if it leads."""
    gone: set[int] = set()
    undecided: list[Rejection] = []
    for cluster in clusters:
        candidates = propose(cluster, (other for other in clusters if id(other) not in gone and other is not cluster))
        chosen = _choose(candidates)
        if chosen is not None:
            chosen.absorb(cluster, reason.format(cluster.label, chosen.label), short=short)
            gone.add(id(cluster))
        elif candidates:
            names = ", ".join(sorted(choice.label for choice, _ in candidates))
            undecided.append(Rejection(document, cluster.label, f"may be any of: {names}", cluster.first))
    return [cluster for cluster in clusters if id(cluster) not in gone], undecided


def compatible(cluster: Cluster, other: Cluster, ontology: Ontology) -> bool:
    """Whether no detector insists that they are of different classes.

    The recogniser alone does not insist, nor does the ending of a name that goes on ("Safe Harbor" of "Safe Harbor
    Robotics").
    """
    theirs = other.cls(ontology)
    longer = any(text.casefold().startswith(f"{cluster.label.casefold()} ") for text in other.texts)
    unsure = {"recogniser", "ending"} if longer else {"recogniser"}
    insisted = {vote.cls for vote in cluster.votes if vote.detector not in unsure}
    wider = theirs is not None and any(ontology.is_a(theirs, frozenset({cls})) for cls in insisted)
    return theirs is None or not insisted or wider or theirs in cluster.scores(ontology)


def bearers_of(ontology: Ontology, heard: str) -> frozenset[str]:
    """IRIs of the places and parties whose people are called so."""
    if ontology.digest not in _BEARERS:
        bearers: dict[str, set[str]] = defaultdict(set)
        for entity in ontology.entities.values():
            for word in entity.demonyms:
                bearers[squash(word)].add(entity.iri)
        _BEARERS.clear()
        _BEARERS[ontology.digest] = {word: frozenset(iris) for word, iris in bearers.items()}
    return _BEARERS[ontology.digest].get(squash(heard).removesuffix("s"), frozenset())


_BEARERS: dict[str, dict[str, frozenset[str]]] = {}
