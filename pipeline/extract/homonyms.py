"""Places that bear the name of a known one and lie elsewhere: "Valparaiso, Indiana" is not the one in Chile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.extract.scene import Finding, Scene
from pipeline.ontology import squash

LISTED = re.compile(r",? (?:and|or|&)\b|, [A-Z]")  # behind a name of a list
ELSEWHERE = "elsewhere"  # the detector of such places
Span = tuple[int, int]


def lying_elsewhere(scene: Scene, spans: Mapping[Span, Sequence[Finding]]) -> frozenset[tuple[str, str]]:
    """Squashed name and IRI of known places that the text puts into a country or state in which they do not lie."""
    located = [
        predicate.iri
        for predicate in scene.ontology.predicates.values()
        if predicate.range == frozenset({scene.place}) and predicate.iri in scene.ontology.axioms.acyclic
    ]
    known = {begin: found for (begin, _), found in spans.items()}
    text, refused = scene.document.text, set()
    for (_, end), found in spans.items():
        behind = [finding for finding in known.get(end + 2, ()) if scene.is_place(finding)]
        if text[end : end + 2] != ", " or not behind or LISTED.match(text, behind[0].end):
            continue
        regions = {iri for finding in behind for iri in finding.candidates if scene.ontology.is_nation(iri)}
        for iri in {iri for finding in found if scene.is_place(finding) for iri in finding.candidates[:1]}:
            around = {other for predicate in located for other in scene.ontology.around(iri, predicate)}
            region = iri in scene.regions or scene.ontology.is_nation(iri)  # "France, Germany": side by side
            if regions and around and around.isdisjoint(regions) and not region:
                refused.add((squash(text[found[0].begin : end]), iri))
    return frozenset(refused)
