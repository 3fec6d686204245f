"""What the panels of the page say, as plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.export.drawing import Look
from pipeline.export.text import clock, label_of
from pipeline.ontology import Ontology
from pipeline.records import Entity, Evidence, Fact, KnowledgeGraph, Quantity
from pipeline.vocabulary import PREFIXES

YEAR = PREFIXES["xsd"] + "gYear"


def page_data(graph: KnowledgeGraph, ontology: Ontology, looks: Mapping[str, Look]) -> dict[str, Any]:
    """Documents, classes, entities and facts; entities and facts refer to each other by position.

    Absent values are left out.
    """
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    titles = {document.id: document.title or document.source.name for document in graph.documents}
    labels = {entity.iri: entity.label for entity in graph.entities}
    return {
        "documents": [
            _filled({"title": titles[document.id], "name": document.source.name, "date": document.date})
            for document in graph.documents
        ],
        "classes": [{"iri": iri, **asdict(look)} for iri, look in looks.items()],
        "entities": [_entity(entity) for entity in graph.entities],
        "facts": [_fact(fact, ontology, ids, titles, labels) for fact in graph.facts],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return _filled(
        {
            "iri": entity.iri,
            "label": entity.label,
            "cls": entity.cls,
            "aliases": entity.aliases,
            "heard": entity.heard,
            "mentions": len(entity.occurrences),
            "aside": entity.aside(),
        }
    )


def _fact(
    fact: Fact, ontology: Ontology, ids: Mapping[str, int], titles: Mapping[str, str], labels: Mapping[str, str]
) -> dict[str, Any]:
    """`s` and `o` are entities, `value` a number as people read it; what is no entity shows its IRI."""
    triple = fact.triple
    known = {**ontology.predicates, **ontology.quantities}
    result = {
        "s": ids.get(triple.subject),
        "p": label_of(triple.predicate, known),
        "asserted": fact.asserted,
        "confidence": round(fact.confidence, 2),
        "evidence": [_evidence(evidence, titles, labels) for evidence in fact.evidence],
    }
    if isinstance(triple.object, Quantity):
        quantity = ontology.quantities.get(triple.predicate)
        return _filled(result | {"value": _number(triple.object.value, quantity.datatype if quantity else "")})
    return _filled(result | {"o": ids.get(triple.object)} | ({} if triple.object in ids else {"value": triple.object}))


def _evidence(evidence: Evidence, titles: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, Any]:
    return _filled(
        {
            "quote": evidence.quote,
            "time": None if evidence.start is None else clock(evidence.start),
            "speaker": labels.get(evidence.speaker or "", evidence.speaker),
            "source": labels.get(evidence.attributed_to or "", evidence.attributed_to),
            "document": titles.get(evidence.document, evidence.document),
            "confidence": round(evidence.confidence, 2),
            "polarity": None if evidence.polarity == "affirmed" else evidence.polarity,
            "modality": None if evidence.modality == "asserted" else evidence.modality,
            "aside": evidence.aside,
            "rule": evidence.rule,
        }
    )


def _number(value: float, datatype: str) -> str:
    """
    >>> _number(5.4e11, ""), _number(0.9, ""), _number(1998.0, YEAR)
    ('540,000,000,000', '0.9', '1998')
    """
    whole = int(value) if float(value).is_integer() else value
    return str(whole) if datatype == YEAR else f"{whole:,}"


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None and value != () and value != ""}
