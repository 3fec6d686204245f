"""An ontology with other words for its predicates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.learn.patterns import Pattern
from pipeline.ontology import Lexicalisation, Ontology, Predicate


def reworded(ontology: Ontology, words: Mapping[str, Sequence[Lexicalisation]]) -> Ontology:
    """The ontology with these lexicalisations (predicate IRI -> all of its own) and no others."""

    def stated(known: Mapping[str, Predicate]) -> MappingProxyType[str, Predicate]:
        changed = {iri: replace(info, lexicalisations=tuple(words.get(iri, ()))) for iri, info in known.items()}
        return MappingProxyType(changed)

    return replace(
        ontology,
        digest=hashlib.sha256(f"{ontology.digest} {sorted(words.items())}".encode()).hexdigest(),
        predicates=stated(ontology.predicates),
        attributes=stated(ontology.attributes),
    )


def own_words(ontology: Ontology) -> dict[str, tuple[Lexicalisation, ...]]:
    """Predicate IRI -> its lexicalisations."""
    return {
        iri: info.lexicalisations for known in (ontology.predicates, ontology.attributes) for iri, info in known.items()
    }


def with_patterns(ontology: Ontology, patterns: Iterable[Pattern]) -> Ontology:
    """The ontology with the patterns beside its own words; each weighs what its precision is."""
    words = {iri: list(own) for iri, own in own_words(ontology).items()}
    for pattern in patterns:
        wording = pattern.wording
        words[pattern.predicate].append(
            Lexicalisation(
                predicate=pattern.predicate,
                kind=wording.kind,
                words=(wording.words,),
                domain_roles=(wording.domain_role,),
                range_roles=(wording.range_role,),
                weight=round(pattern.precision, 2),
                domain=pattern.domain,
                range=pattern.range,
            )
        )
    return reworded(ontology, words)
