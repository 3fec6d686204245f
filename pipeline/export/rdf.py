"""The graph as RDF: `quads` builds the one list of quads that every serialisation in `syntax.py` writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from pipeline.export.text import well_formed
from pipeline.media import time_fragment
from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Quantity
from pipeline.settings import Settings
from pipeline.vocabulary import PREFIXES, digest, document_iri


def _term(name: str) -> ox.NamedNode:
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


TYPE, STATEMENT = _term("rdf:type"), _term("rdf:Statement")
SUBJECT, PREDICATE, OBJECT = _term("rdf:subject"), _term("rdf:predicate"), _term("rdf:object")
PREF_LABEL, ALT_LABEL, HIDDEN_LABEL = _term("skos:prefLabel"), _term("skos:altLabel"), _term("skos:hiddenLabel")
QUOTE, RULE, CONFIDENCE = _term("tg:quote"), _term("tg:rule"), _term("tg:confidence")
POLARITY, MODALITY, ASIDE = (_term(f"tg:{name}") for name in ("polarity", "modality", "aside"))
SPEAKER, ATTRIBUTED_TO = _term("tg:speaker"), _term("tg:attributedTo")
START_TIME, END_TIME = _term("tg:startTime"), _term("tg:endTime")
BEGIN_INDEX, END_INDEX = _term("nif:beginIndex"), _term("nif:endIndex")
DERIVED_FROM, PROV_ENTITY = _term("prov:wasDerivedFrom"), _term("prov:Entity")
CREATIVE_WORK, MENTIONS, URL = _term("schema:CreativeWork"), _term("schema:mentions"), _term("schema:url")
TITLE, DATE, SOURCE = _term("dcterms:title"), _term("dcterms:date"), _term("dcterms:source")
DIGEST = _term("tg:digest")
XSD = PREFIXES["xsd"]
XSD_DATE, XSD_DECIMAL, XSD_DOUBLE = _term("xsd:date"), _term("xsd:decimal"), _term("xsd:double")
XSD_ANY_URI, XSD_COUNT = _term("xsd:anyURI"), _term("xsd:nonNegativeInteger")
FLOATS = {XSD + name for name in ("double", "float")}
INTEGERS = {XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "long", "int", "gYear")}

Description = Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]


def quads(graph: KnowledgeGraph, ontology: Ontology, settings: Settings) -> list[ox.Quad]:
    """Everything that the RDF files say, sorted by graph, subject, predicate (rdf:type first) and object.

    Each document has a named graph under its own IRI, which holds its description, its facts with their evidence,
    and the entities it mentions. A fact that was not asserted has statements (rdf:Statement) only. No blank nodes.
    An entity that no document mentions stands in the default graph.
    """
    graph = well_formed(graph)
    entities = {entity.iri: entity for entity in graph.entities}
    mentioned = _mentioned(graph, entities)
    found: set[ox.Quad] = set()

    def add(document: str, triples: Description) -> None:
        name = ox.NamedNode(document_iri(settings.base, document))
        found.update(ox.Quad(*triple, name) for triple in triples)

    for document in graph.documents:
        add(document.id, _document(document, settings))
    for fact in graph.facts:
        for document_id in _speaking_documents(fact):
            add(document_id, _fact(fact, ontology))
        for evidence in fact.evidence:
            add(evidence.document, _statement(fact, evidence, entities, ontology, settings))
    for document_id, iris in mentioned.items():
        for iri in iris:
            add(document_id, _entity(entities[iri], document_id))
            about = (ox.NamedNode(document_iri(settings.base, document_id)), MENTIONS, ox.NamedNode(iri))
            add(document_id, iter([about]))
    for iri in entities.keys() - set().union(*mentioned.values()):
        found.update(ox.Quad(*triple) for triple in _entity(entities[iri], None))
    return sorted(found, key=quad_key)


def number(value: float, datatype: str) -> ox.Literal:
    """A number as a literal, never with an exponent where the datatype allows none.

    A fraction where the datatype wants an integer is written as xsd:decimal: better a shape that complains than a
    number that was not said.

    >>> number(5.4e11, XSD + "integer").value, number(0.9, XSD + "integer"), number(1998, XSD + "gYear").value
    ('540000000000', <Literal value=0.9 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>, '1998')
    """
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        return ox.Literal({"inf": "INF", "-inf": "-INF"}.get(repr(value), "NaN"), datatype=XSD_DOUBLE)
    kind = ox.NamedNode(datatype)
    if datatype in FLOATS:
        return ox.Literal(repr(float(value)), datatype=kind)
    if datatype not in INTEGERS:
        return ox.Literal(f"{exact:f}", datatype=kind)
    if exact != exact.to_integral_value():
        return ox.Literal(f"{exact:f}", datatype=XSD_DECIMAL)
    return ox.Literal(f"{int(exact):04}" if datatype == XSD + "gYear" else str(int(exact)), datatype=kind)


def quad_key(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    """The order of the files: graph, subject, predicate (rdf:type first), object."""
    name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
    return name, str(quad.subject), quad.predicate != TYPE, quad.predicate.value, str(quad.object)


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


def _speaking_documents(fact: Fact) -> set[str]:
    """Ids of the documents in whose graph the plain triple stands: those that affirm an asserted fact."""
    if not fact.asserted:
        return set()
    affirming = {evidence.document for evidence in fact.evidence if evidence.polarity == "affirmed"}
    return affirming or {evidence.document for evidence in fact.evidence}


def _document(document: Document, settings: Settings) -> Description:
    node = ox.NamedNode(document_iri(settings.base, document.id))
    yield node, TYPE, PROV_ENTITY
    yield node, TYPE, CREATIVE_WORK
    yield node, SOURCE, ox.Literal(document.source.name)
    yield node, DIGEST, ox.Literal(document.source.digest)
    if document.title:
        yield node, TITLE, ox.Literal(document.title)
    if document.date:
        yield node, DATE, _date(document.date)
    if document.url:
        yield node, URL, ox.Literal(document.url, datatype=XSD_ANY_URI)


def _date(text: str) -> ox.Literal:
    """Typed where it is a full ISO date; other ways of writing it stay text."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return ox.Literal(text)
    try:
        date.fromisoformat(text)
    except ValueError:
        return ox.Literal(text)
    return ox.Literal(text, datatype=XSD_DATE)


def _entity(entity: Entity, document: str | None) -> Description:
    """Class and labels; of what was heard, what was heard in this document or cannot be placed in any."""
    node = ox.NamedNode(entity.iri)
    yield node, TYPE, ox.NamedNode(entity.cls)
    yield node, PREF_LABEL, ox.Literal(entity.label)
    if document and (aside := entity.aside(document)):
        yield node, ASIDE, ox.Literal(aside)
    for alias in entity.aliases:
        yield node, ALT_LABEL, ox.Literal(alias)
    for heard in entity.heard:
        places = {place.document for place in entity.occurrences if _folded(place.text) == _folded(heard)}
        if document in places or not places:
            yield node, HIDDEN_LABEL, ox.Literal(heard)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _object(fact: Fact, ontology: Ontology) -> ox.NamedNode | ox.Literal:
    triple = fact.triple
    if not isinstance(triple.object, Quantity):
        return ox.NamedNode(triple.object)
    quantity = ontology.quantities.get(triple.predicate)
    return number(triple.object.value, quantity.datatype if quantity else XSD_DECIMAL.value)


def _fact(fact: Fact, ontology: Ontology) -> Description:
    yield ox.NamedNode(fact.triple.subject), ox.NamedNode(fact.triple.predicate), _object(fact, ontology)


def _statement(
    fact: Fact, evidence: Evidence, entities: Mapping[str, Entity], ontology: Ontology, settings: Settings
) -> Description:
    """One occurrence of a fact: RDF reification with its quote, place, time, speaker and standing."""
    subject, predicate, value = next(_fact(fact, ontology))
    span = str(evidence.begin), str(evidence.end)
    name = digest(evidence.document, subject.value, predicate.value, value.value, *span, evidence.rule)
    node = ox.NamedNode(f"{settings.base}statement/{name}")
    yield node, TYPE, STATEMENT
    yield node, SUBJECT, subject
    yield node, PREDICATE, predicate
    yield node, OBJECT, value
    yield node, QUOTE, ox.Literal(evidence.quote)
    yield node, RULE, ox.Literal(evidence.rule)
    yield node, POLARITY, ox.Literal(evidence.polarity)
    yield node, MODALITY, ox.Literal(evidence.modality)
    if evidence.aside:
        yield node, ASIDE, ox.Literal(evidence.aside)
    yield node, CONFIDENCE, ox.Literal(f"{evidence.confidence:.2f}", datatype=XSD_DECIMAL)
    yield node, BEGIN_INDEX, ox.Literal(span[0], datatype=XSD_COUNT)
    yield node, END_INDEX, ox.Literal(span[1], datatype=XSD_COUNT)
    yield node, DERIVED_FROM, ox.NamedNode(document_iri(settings.base, evidence.document) + _fragment(evidence))
    for term, seconds in ((START_TIME, evidence.start), (END_TIME, evidence.stop)):
        if seconds is not None:
            yield node, term, ox.Literal(str(round(float(seconds), 3)), datatype=XSD_DECIMAL)
    for term, who in ((SPEAKER, evidence.speaker), (ATTRIBUTED_TO, evidence.attributed_to)):
        if who:
            yield node, term, ox.NamedNode(who) if who in entities else ox.Literal(who)


def _fragment(evidence: Evidence) -> str:
    """The passage within its document: a W3C media fragment where it has a time, else RFC 5147."""
    if evidence.start is None:
        return f"#char={evidence.begin},{evidence.end}"
    return f"#{time_fragment(evidence.start, evidence.stop)}"
