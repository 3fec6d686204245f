"""The terms that the RDF files use, from the closed list of `pipeline.vocabulary`, and literals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from pipeline.ontology import Ontology
from pipeline.records import Quantity, Triple
from pipeline.vocabulary import PREFIXES, WRITTEN, expand


def _class(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _property(name: str) -> ox.NamedNode:
    """A property of the closed list; a misspelt one fails here."""
    if name not in WRITTEN:
        raise KeyError(name)
    return _class(name)


STATEMENT, PROV_ENTITY, ACTIVITY = _class("rdf:Statement"), _class("prov:Entity"), _class("prov:Activity")
CREATIVE_WORK = _class("schema:CreativeWork")
TYPE, COMMENT = _property("rdf:type"), _property("rdfs:comment")
SUBJECT, PREDICATE, OBJECT = _property("rdf:subject"), _property("rdf:predicate"), _property("rdf:object")
REIFIES = _property("rdf:reifies")
PREF_LABEL, ALT_LABEL = _property("skos:prefLabel"), _property("skos:altLabel")
HIDDEN_LABEL = _property("skos:hiddenLabel")
QUOTE, RULE, CONFIDENCE = _property("tg:quote"), _property("tg:rule"), _property("tg:confidence")
POLARITY, MODALITY, ASIDE = _property("tg:polarity"), _property("tg:modality"), _property("tg:aside")
TENSE, ROLE, WHEN = _property("tg:tense"), _property("tg:role"), _property("tg:when")
SPEAKER, ATTRIBUTED_TO = _property("tg:speaker"), _property("tg:attributedTo")
START_TIME, END_TIME = _property("tg:startTime"), _property("tg:endTime")
BEGIN_INDEX, END_INDEX = _property("nif:beginIndex"), _property("nif:endIndex")
DERIVED_FROM, USED, PART_OF = _property("prov:wasDerivedFrom"), _property("prov:used"), _property("dcterms:isPartOf")
MENTIONS, URL = _property("schema:mentions"), _property("schema:url")
TITLE, DATE, SOURCE = _property("dcterms:title"), _property("dcterms:date"), _property("dcterms:source")
DIGEST, VERSION, MODEL = _property("tg:digest"), _property("schema:softwareVersion"), _property("tg:model")
ONTOLOGY_DIGEST, MIN_CONFIDENCE = _property("tg:ontologyDigest"), _property("tg:minConfidence")
XSD = PREFIXES["xsd"]
XSD_DATE, XSD_DECIMAL, XSD_DOUBLE = _class("xsd:date"), _class("xsd:decimal"), _class("xsd:double")
XSD_ANY_URI, XSD_COUNT = _class("xsd:anyURI"), _class("xsd:nonNegativeInteger")
FLOATS = {XSD + name for name in ("double", "float")}
INTEGERS = {XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "long", "int", "gYear")}

MENTION, TOGETHER = _class("tg:Mention"), _class("tg:Together")
DENOTES, ANCHOR, SAID_WITH = _property("tg:denotes"), _property("nif:anchorOf"), _property("tg:saidWith")
FIRST, SECOND, WINDOW = _property("tg:first"), _property("tg:second"), _property("tg:window")
WITH_BOTH, WITH_FIRST, WITH_SECOND = _property("tg:withBoth"), _property("tg:withFirst"), _property("tg:withSecond")
CHANGE, KIND = _class("tg:Change"), _property("tg:change")
WAS, NOW = _property("tg:was"), _property("tg:now")
WINDOWS, LIKELIHOOD = _property("tg:windows"), _property("tg:likelihood")

Parts = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Description = Iterator[Parts]


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


def seconds(value: float) -> ox.Literal:
    """A time, to the thousandth of a second."""
    return ox.Literal(str(round(float(value), 3)), datatype=XSD_DECIMAL)


def plain(triple: Triple, ontology: Ontology, *, measured_by: str | None = None) -> Parts:
    """The triple as terms. A number has the datatype of its property or of the one that it was said with."""
    value: ox.NamedNode | ox.Literal
    if isinstance(triple.object, Quantity):
        quantity = ontology.quantities.get(measured_by or triple.predicate)
        value = number(triple.object.value, quantity.datatype if quantity else XSD_DECIMAL.value)
    else:
        value = ox.NamedNode(triple.object)
    return ox.NamedNode(triple.subject), ox.NamedNode(triple.predicate), value
