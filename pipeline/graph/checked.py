"""What of a graph has to be checked: the documents whose share was not found to conform before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from pipeline.cache import Cache
from pipeline.graph.shapes import shapes_digest
from pipeline.graph.shares import far_shape, roles, shares, united
from pipeline.graph.validate import check, class_triple
from pipeline.kept import code_digest, kept
from pipeline.ontology import Ontology
from pipeline.packing import packed
from pipeline.reading import versions
from pipeline.records import Entity, Fact, KnowledgeGraph, Triple, Violation
from pipeline.settings import Settings
from pipeline.vocabulary import document_iri

KIND = "check"  # of results in the cache


def check_anew(graph: KnowledgeGraph, ontology: Ontology, settings: Settings, store: Cache) -> tuple[Violation, ...]:
    """As `check`; what the store knows to conform is not checked again, and what is found to is kept there."""
    if kept("far-shape", shapes_digest(ontology), str, lambda: far_shape(ontology) or ""):
        return check(graph, ontology, settings)
    base = packed(
        (code_digest(), versions(), shapes_digest(ontology), settings.base, settings.with_text, settings.mentions)
    )
    parts = {hashlib.sha256(base + packed(_bare(share, settings))).hexdigest(): share for share in shares(graph)}
    sound = {key: store.get(f"{KIND} {key}", bool) for key in parts}
    new = [key for key, known in sound.items() if known is None]
    found = check(united(parts[key] for key in new), ontology, settings) if new else ()
    broken = {violation.triple for violation in found}
    placed: set[Triple] = set()
    for key in new:
        here = broken & _triples(parts[key], settings)
        placed |= here
        sound[key] = not here
    if placed != broken:  # at fault is something that is no fact, thing or document
        return check(graph, ontology, settings)
    for key in new:
        name = next((document.source.name for document in parts[key].documents), "")
        store.keep(f"{KIND} {key}", KIND, name, sound[key])
    at_fault = [parts[key] for key, is_sound in sound.items() if not is_sound]
    return check(_whole(graph, at_fault), ontology, settings) if at_fault else ()


def _bare(share: KnowledgeGraph, settings: Settings) -> KnowledgeGraph:
    """The share without what no shape sees; its documents' text has its digest in them."""
    documents = (replace(d, raw="", text="", runs=(), segments=(), warnings=(), alerts=()) for d in share.documents)
    return replace(
        share,
        documents=tuple(documents),
        sentences=share.sentences if settings.mentions else (),
        facts=tuple(replace(fact, confidence=0.0, asserted=True) for fact in share.facts),
        entities=tuple(sorted((replace(e, reason="", salience=0.0) for e in share.entities), key=lambda e: e.iri)),
    )


def _triples(share: KnowledgeGraph, settings: Settings) -> set[Triple]:
    """By which a violation may name something of the share."""
    documents = (class_triple(document_iri(settings.base, document.id), "") for document in share.documents)
    return {*(fact.triple for fact in share.facts), *map(_class, share.entities), *documents}


def _class(entity: Entity) -> Triple:
    return class_triple(entity.iri, entity.cls)


def _whole(graph: KnowledgeGraph, at_fault: Iterable[KnowledgeGraph]) -> KnowledgeGraph:
    """What the shares tell of, with all that the graph says of it, so that it is cited from wherever it is clearest."""
    things: set[str] = set()
    triples: set[Triple] = set()
    for share in at_fault:
        things.update(entity.iri for entity in share.entities)
        triples.update(fact.triple for fact in share.facts)
    facts: tuple[Fact, ...] = tuple(fact for fact in graph.facts if fact.triple in triples)
    for fact in facts:
        things |= roles(fact)
    return replace(graph, entities=tuple(e for e in graph.entities if e.iri in things), facts=facts)
