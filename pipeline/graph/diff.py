"""What is new, gone and changed between two graphs, or between two documents of one graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.errors import UnknownNameError
from pipeline.graph.inference import TYPE
from pipeline.graph.merge import triple_order
from pipeline.graph.naming import suggestion
from pipeline.graph.views import best_evidence
from pipeline.records import Entity, Evidence, Fact, KnowledgeGraph, Quantity, Triple
from pipeline.vocabulary import expand

LABEL = expand("skos:prefLabel")
Kind = Literal["new", "gone", "other name", "other class", "other number", "other verdict", "other tense"]
Term = str | Quantity


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. A name that is new or gone is the triple of its class.

    triple: as it is after, where it is gone as it was before. was, now: number, verdict, tense, label or class before
    and after; None where there is none. evidence: the clearest, of a fact.
    """

    kind: Kind
    triple: Triple
    was: Term | None = None
    now: Term | None = None
    evidence: Evidence | None = None

    @property
    def of_name(self) -> bool:
        """Whether it is about a name and not about a fact."""
        return self.triple.predicate in (TYPE, LABEL)


def diff(before: KnowledgeGraph, after: KnowledgeGraph) -> tuple[Change, ...]:
    """Names first, then facts; each in the order new, gone, changed."""
    old, new = ({entity.iri: entity for entity in graph.entities} for graph in (before, after))
    names = [*_names(old, new)]
    facts = [*_facts(before, after)]
    return tuple(sorted(names, key=_order)) + tuple(sorted(facts, key=_order))


def of_document(graph: KnowledgeGraph, name: str) -> KnowledgeGraph:
    """What one document of the graph says; name: its id, its file name or its title.

    Raises UnknownNameError where the graph holds no such document, or several.
    """
    called = {document.id: (document.id, document.source.name, document.title or "") for document in graph.documents}
    exact = [key for key in called if key == name]
    found = exact or [key for key, names in called.items() if name in names]
    if len(found) != 1:
        hint = suggestion(name, [each for names in called.values() for each in names if each])
        known = hint or f"it holds: {', '.join(sorted(called)[:10])}"
        several = f"{name!r} is the name of {', '.join(found)}; give the id of one"
        raise UnknownNameError(several if found else f"no document is called {name!r}; {known}")
    document = found[0]
    entities = tuple(
        replace(entity, occurrences=places)
        for entity in graph.entities
        if (places := tuple(place for place in entity.occurrences if place.document == document))
    )
    facts = tuple(
        replace(fact, evidence=said, asserted=fact.asserted and any(map(_affirms, said)))
        for fact in graph.facts
        if (said := tuple(evidence for evidence in fact.evidence if evidence.document == document))
    )
    documents = tuple(each for each in graph.documents if each.id == document)
    return KnowledgeGraph(documents, entities, facts)


def _names(old: Mapping[str, Entity], new: Mapping[str, Entity]) -> Iterator[Change]:
    for iri, entity in new.items():
        if iri not in old:
            yield Change("new", Triple(iri, TYPE, entity.cls))
            continue
        if entity.label != old[iri].label:
            yield Change("other name", Triple(iri, LABEL, entity.label), old[iri].label, entity.label)
        if entity.cls != old[iri].cls:
            yield Change("other class", Triple(iri, TYPE, entity.cls), old[iri].cls, entity.cls)
    for iri, entity in old.items():
        if iri not in new:
            yield Change("gone", Triple(iri, TYPE, entity.cls))


def _facts(before: KnowledgeGraph, after: KnowledgeGraph) -> Iterator[Change]:
    old, new = ({fact.triple: fact for fact in graph.facts} for graph in (before, after))
    numbers = _numbers(before), _numbers(after)
    replaced: set[Triple] = set()
    for key, now in numbers[1].items():
        was = numbers[0].get(key, {})
        if was and was.keys().isdisjoint(now):
            first, last = next(iter(was)), next(iter(now))
            yield Change("other number", last, first.object, last.object, _best(new[last]))
            replaced |= was.keys() | now.keys()
    for triple, fact in new.items():
        former = old.get(triple)
        if former is None:
            if triple not in replaced:
                yield Change("new", triple, None, verdict(fact), _best(fact))
            continue
        if verdict(former) != verdict(fact):
            yield Change("other verdict", triple, verdict(former), verdict(fact), _best(fact))
        elif _tense(former) != _tense(fact):
            yield Change("other tense", triple, _tense(former), _tense(fact), _best(fact))
    for triple, fact in old.items():
        if triple not in new and triple not in replaced:
            yield Change("gone", triple, verdict(fact), None, _best(fact))


def _numbers(graph: KnowledgeGraph) -> dict[tuple[str, str], dict[Triple, None]]:
    """Subject and predicate -> the asserted triples with a number."""
    found: dict[tuple[str, str], dict[Triple, None]] = defaultdict(dict)
    for fact in graph.facts:
        if fact.asserted and isinstance(fact.triple.object, Quantity):
            found[fact.triple.subject, fact.triple.predicate][fact.triple] = None
    return found


def verdict(fact: Fact) -> str:
    """Whether the fact is asserted, and if not, how it is said: denied, planned, hypothetical, questioned, unsure."""
    if fact.asserted:
        return "asserted"
    best = _best(fact)
    if best is None:
        return "unsure"
    return "denied" if best.polarity == "denied" else best.modality if best.modality != "asserted" else "unsure"


def _affirms(evidence: Evidence) -> bool:
    return evidence.polarity == "affirmed" and evidence.modality == "asserted"


def _tense(fact: Fact) -> str:
    best = _best(fact)
    return best.tense if best else "present"


def _best(fact: Fact) -> Evidence | None:
    return best_evidence(fact) if fact.evidence else None


def _order(change: Change) -> tuple[int, tuple[str, str, bool, str, float]]:
    return {"new": 0, "gone": 1}.get(change.kind, 2), triple_order(change.triple)
