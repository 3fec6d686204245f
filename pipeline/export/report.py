"""`report.json`: what was read, kept, refused and written, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pipeline import __version__
from pipeline.export.text import label_of
from pipeline.graph.views import conclusions
from pipeline.ontology import Ontology
from pipeline.records import Document, Evidence, ExportedFile, Failure, KnowledgeGraph, Quantity, Triple
from pipeline.settings import Settings


def report(
    graph: KnowledgeGraph,
    ontology: Ontology,
    settings: Settings,
    *,
    failures: Iterable[Failure] = (),
    files: Iterable[ExportedFile] = (),
) -> bytes:
    """The report as JSON. It holds no time, duration or path: the same run gives the same bytes.

    `claims` adds up: kept (statements of all facts) plus refused (rejections) is what extraction proposed.
    """
    data = {
        "talkgraph": __version__,
        "ontology": ontology.digest,
        "settings": {"model": settings.model, "min_confidence": settings.min_confidence, "base": settings.base}
        | ({"llm": settings.llm.name} if settings.llm else {}),
        "documents": [_document(document) for document in graph.documents],
        "failures": [{"name": failure.name, "message": failure.message} for failure in failures],
        "counts": _counts(graph, ontology),
        "claims": {
            "kept": sum(len(fact.evidence) for fact in graph.facts),
            "refused": len(graph.rejections),
            "reasons": _ranked(rejection.reason for rejection in graph.rejections),
        },
        "rejections": [
            {"document": item.document, "begin": item.begin, "what": item.what, "reason": item.reason}
            for item in graph.rejections
        ],
        "violations": [
            _triple(violation.triple)
            | {"message": violation.message, "evidence": [_evidence(evidence) for evidence in violation.evidence]}
            for violation in graph.violations
        ],
        "contradictions": [
            {"message": contradiction.message, "facts": [_triple(triple) for triple in contradiction.triples]}
            for contradiction in graph.contradictions
        ],
        "files": [{"name": file.name, "sha256": file.digest, "size": file.size} for file in files],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "name": document.source.name,
        "format": document.source.format,
        "sha256": document.source.digest,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "words": len(document.text.split()),
        "segments": len(document.segments),
        "warnings": list(document.warnings),
    }


def _counts(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, Any]:
    asserted = [fact for fact in graph.facts if fact.asserted]
    properties: dict[str, Any] = {**ontology.predicates, **ontology.quantities}
    return {
        "documents": len(graph.documents),
        "entities": len(graph.entities),
        "entities_only_in_asides": _ranked(kind for entity in graph.entities if (kind := entity.aside())),
        "facts_asserted": len(asserted),
        "facts_not_asserted": len(graph.facts) - len(asserted),
        "conclusions": len(conclusions(graph, ontology)),
        "triples_inferred": len(graph.inferences),
        "mentions": sum(len(entity.occurrences) for entity in graph.entities),
        "pairs_said_together": len({(pair.first, pair.second) for pair in graph.together}),
        "classes": _ranked(label_of(entity.cls, ontology.classes) for entity in graph.entities),
        "predicates": _ranked(label_of(fact.triple.predicate, properties) for fact in asserted),
    }


def _triple(triple: Triple) -> dict[str, Any]:
    value = triple.object.value if isinstance(triple.object, Quantity) else triple.object
    return {"subject": triple.subject, "predicate": triple.predicate, "object": value}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence.document,
        "begin": evidence.begin,
        "end": evidence.end,
        "start": evidence.start,
        "quote": evidence.quote,
    }


def _ranked(names: Iterable[str]) -> dict[str, int]:
    """Counts, the highest first, equal ones by name."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
