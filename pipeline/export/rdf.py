"""The graph as RDF: `quads` gives what was said to every serialisation in `syntax.py`; `inferred` what follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

import pyoxigraph as ox

from pipeline.export import terms
from pipeline.export.mentions import mentions
from pipeline.export.provenance import activity, context, passage, statement
from pipeline.export.terms import Description, plain
from pipeline.export.text import well_formed
from pipeline.graph.passages import Mention, mentions_of
from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Fact, KnowledgeGraph, Triple
from pipeline.settings import Settings
from pipeline.vocabulary import digest, document_iri, graph_iri, inferred_iri


def quads(graph: KnowledgeGraph, ontology: Ontology, settings: Settings) -> Iterator[ox.Quad]:
    """Everything that was said, sorted by graph, subject, predicate (rdf:type first) and object.

    Each document has a named graph, which says of itself from which document and by which run it is, and holds the
    document's description, its facts with their evidence, the entities it mentions (on request every mention) and the
    run. A fact that was not asserted has statements (rdf:Statement) only. No blank nodes. An entity that no document
    mentions stands in the default graph. The quads of one document are in memory at a time.
    """
    graph = well_formed(graph)
    entities = {entity.iri: entity for entity in graph.entities}
    mentioned = _mentioned(graph, entities)
    documents = {document.id: document for document in graph.documents}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in graph.facts:
        for document_id in {evidence.document for evidence in fact.evidence}:
            facts[document_id].append(fact)

    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in chain.from_iterable(mentions_of(graph).values()) if settings.mentions else ():
        places[mention.occurrence.document].append(mention)

    def said(document_id: str) -> Description:
        name = document_iri(settings.base, document_id)
        document = documents.get(document_id)
        language = document.language if document else ""
        if document:
            yield from _document(document, settings)
            yield from context(document, settings)
            yield from activity(name, graph_iri(settings.base, document_id), ontology, settings)
        for fact in facts[document_id]:
            if document_id in speaking_documents(fact):
                yield plain(fact.triple, ontology)
            for evidence in fact.evidence:
                if evidence.document == document_id:
                    yield from statement(fact.triple, evidence, entities, ontology, settings, document)
                    yield from passage(evidence, document, settings)
        for iri in mentioned[document_id]:
            yield from _entity(entities[iri], document_id, language, ontology)
            yield ox.NamedNode(name), terms.MENTIONS, ox.NamedNode(iri)
        yield from mentions(places[document_id], document, entities, settings)

    loose = entities.keys() - set().union(*mentioned.values())
    yield from in_order(
        (triple for iri in loose for triple in _entity(entities[iri], None, "", ontology)), ox.DefaultGraph()
    )
    ids = documents.keys() | facts.keys() | mentioned.keys()
    for name, document_id in sorted((graph_iri(settings.base, document_id), document_id) for document_id in ids):
        yield from in_order(said(document_id), ox.NamedNode(name))


def inferred(graph: KnowledgeGraph, ontology: Ontology, settings: Settings) -> Iterator[ox.Quad]:
    """What follows from what was said, in a graph of its own, which says from which documents it is derived.

    Plain triples only. A store takes the graph out together with any of the documents (`pipeline.stores`).
    """
    if not graph.inferences:
        return
    name = ox.NamedNode(inferred_iri(settings.base, (document.id for document in graph.documents)))
    derived = {inference.triple: inference for inference in graph.inferences}

    def said(triple: Triple) -> Triple:
        """The fact at the beginning, whose predicate tells the datatype of a number."""
        premises = derived[triple].premises if triple in derived else ()
        return said(premises[0]) if premises else triple

    def triples() -> Description:
        yield name, terms.TYPE, terms.PROV_ENTITY
        for document in graph.documents:
            yield name, terms.DERIVED_FROM, ox.NamedNode(document_iri(settings.base, document.id))
        for triple in derived:
            yield plain(triple, ontology, measured_by=said(triple).predicate)

    yield from in_order(triples(), name)


def quarantined(graph: KnowledgeGraph, ontology: Ontology, settings: Settings) -> Iterator[ox.Quad]:
    """What broke a shape: a statement for each piece of its evidence, and the reasons as comments."""
    graph = well_formed(graph)
    entities = {entity.iri: entity for entity in graph.entities}
    documents = {document.id: document for document in graph.documents}

    def statements() -> Description:
        for violation in graph.violations:
            for evidence in violation.evidence:
                source = documents.get(evidence.document)
                described = tuple(statement(violation.triple, evidence, entities, ontology, settings, source))
                yield from described
                yield described[0][0], terms.COMMENT, ox.Literal(violation.message)
            if not violation.evidence:  # an entity by itself
                subject, predicate, value = plain(violation.triple, ontology)
                node = ox.NamedNode(f"{settings.base}statement/{digest(subject.value, predicate.value, value.value)}")
                yield node, terms.TYPE, terms.STATEMENT
                yield node, terms.SUBJECT, subject
                yield node, terms.PREDICATE, predicate
                yield node, terms.OBJECT, value
                yield node, terms.COMMENT, ox.Literal(violation.message)

    yield from in_order(statements(), ox.DefaultGraph())


def quad_key(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    """The order of the files: graph, subject, predicate (rdf:type first), object."""
    name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
    return name, str(quad.subject), quad.predicate != terms.TYPE, quad.predicate.value, str(quad.object)


def in_order(triples: Description, name: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    """The triples in the order of the files."""
    return sorted({ox.Quad(*triple, name) for triple in triples}, key=quad_key)


def _mentioned(graph: KnowledgeGraph, entities: Mapping[str, Entity]) -> dict[str, set[str]]:
    """Document id -> IRIs of the entities that it names or says something about."""
    mentioned: dict[str, set[str]] = defaultdict(set)
    for entity in graph.entities:
        for occurrence in entity.occurrences:
            mentioned[occurrence.document].add(entity.iri)
    for fact in graph.facts:
        for evidence in fact.evidence:
            roles = {fact.triple.subject, fact.triple.object, evidence.speaker, evidence.attributed_to}
            mentioned[evidence.document].update(str(role) for role in roles if role in entities)
    return mentioned


def speaking_documents(fact: Fact) -> set[str]:
    """Ids of the documents in whose graph the plain triple stands: those that affirm an asserted fact."""
    if not fact.asserted:
        return set()
    affirming = {evidence.document for evidence in fact.evidence if evidence.polarity == "affirmed"}
    return affirming or {evidence.document for evidence in fact.evidence}


def _document(document: Document, settings: Settings) -> Description:
    node = ox.NamedNode(document_iri(settings.base, document.id))
    yield node, terms.TYPE, terms.PROV_ENTITY
    yield node, terms.TYPE, terms.CREATIVE_WORK
    yield node, terms.SOURCE, ox.Literal(document.source.name)
    yield node, terms.DIGEST, ox.Literal(document.source.digest)
    yield node, terms.LANGUAGE, ox.Literal(document.language)
    if document.title:
        yield node, terms.TITLE, terms.words(document.title, document.language)
    if settings.with_text:
        yield node, terms.TEXT, terms.words(document.text, document.language)
    if document.date:
        yield node, terms.DATE, _date(document.date)
    if document.url:
        yield node, terms.URL, ox.Literal(document.url, datatype=terms.XSD_ANY_URI)


def _date(text: str) -> ox.Literal:
    """Typed where it is a full ISO date; other ways of writing it stay text."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return ox.Literal(text)
    try:
        date.fromisoformat(text)
    except ValueError:
        return ox.Literal(text)
    return ox.Literal(text, datatype=terms.XSD_DATE)


def _entity(entity: Entity, document: str | None, language: str, ontology: Ontology) -> Description:
    """Class and labels; of what was heard, what was heard in this document or cannot be placed in any."""
    node = ox.NamedNode(entity.iri)
    yield node, terms.TYPE, ox.NamedNode(entity.cls)
    yield node, terms.PREF_LABEL, terms.words(entity.label, language)
    if document and (aside := entity.aside(document)):
        yield node, terms.ASIDE, ox.Literal(aside)
    for alias in entity.aliases:
        yield node, terms.ALT_LABEL, terms.words(alias, language)
    for heard in entity.heard:
        places = {place.document for place in entity.occurrences if folded(place.text) == folded(heard)}
        if document in places or not places:
            yield node, terms.HIDDEN_LABEL, terms.words(heard, language)


def folded(text: str) -> str:
    """A name in the form in which what was heard is told from what stands in a document."""
    return " ".join(text.split()).casefold()
