"""The terms that the RDF files use, from the closed list of `pipeline.vocabulary`, and literals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from pipeline.ontology import Ontology
from pipeline.records import Quantity, Triple
from pipeline.vocabulary import PREFIXES, SCHEMA, WRITTEN, expand


def _class(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def term(name: str) -> ox.NamedNode:
    """A property of the closed list; a misspelt one fails here."""
    if name not in WRITTEN:
        raise KeyError(name)
    return _class(name)


STATEMENT, PROV_ENTITY, ACTIVITY = _class("rdf:Statement"), _class("prov:Entity"), _class("prov:Activity")
CREATIVE_WORK, AGENT, CONTEXT = _class("schema:CreativeWork"), _class("prov:SoftwareAgent"), _class("nif:Context")
TYPE, COMMENT, LABEL = term("rdf:type"), term("rdfs:comment"), term("rdfs:label")
SUBJECT, PREDICATE, OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
REIFIES = term("rdf:reifies")
PREF_LABEL, ALT_LABEL = term("skos:prefLabel"), term("skos:altLabel")
HIDDEN_LABEL, EXACT_MATCH = term("skos:hiddenLabel"), term("skos:exactMatch")
QUOTE, RULE, CONFIDENCE = term("tg:quote"), term("tg:rule"), term("tg:confidence")
POLARITY, MODALITY, ASIDE = term("tg:polarity"), term("tg:modality"), term("tg:aside")
TENSE, ROLE, WHEN = term("tg:tense"), term("tg:role"), term("tg:when")
SPEAKER, ATTRIBUTED_TO = term("tg:speaker"), term("tg:attributedTo")
START_TIME, END_TIME = term("tg:startTime"), term("tg:endTime")
BEGIN_INDEX, END_INDEX = term("nif:beginIndex"), term("nif:endIndex")
REFERENCE_CONTEXT, IS_STRING, TEXT = term("nif:referenceContext"), term("nif:isString"), term("schema:text")
GENERATED_BY, ASSOCIATED_WITH = term("prov:wasGeneratedBy"), term("prov:wasAssociatedWith")
DERIVED_FROM, USED, PART_OF = term("prov:wasDerivedFrom"), term("prov:used"), term("dcterms:isPartOf")
MENTIONS, URL = term("schema:mentions"), term("schema:url")
TITLE, DATE, SOURCE = term("dcterms:title"), term("dcterms:date"), term("dcterms:source")
LANGUAGE = term("dcterms:language")
DIGEST, VERSION, MODEL = term("tg:digest"), term("schema:softwareVersion"), term("tg:model")
ONTOLOGY_DIGEST, MIN_CONFIDENCE = term("tg:ontologyDigest"), term("tg:minConfidence")
XSD = PREFIXES["xsd"]
XSD_DATE, XSD_DECIMAL, XSD_DOUBLE = _class("xsd:date"), _class("xsd:decimal"), _class("xsd:double")
XSD_ANY_URI, XSD_COUNT = _class("xsd:anyURI"), _class("xsd:nonNegativeInteger")
FLOATS = {XSD + name for name in ("double", "float")}
INTEGERS = {XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "long", "int", "gYear")}

MENTION, TOGETHER = _class("tg:Mention"), _class("tg:Together")
DENOTES, ANCHOR, SAID_WITH = term("tg:denotes"), term("nif:anchorOf"), term("tg:saidWith")
FIRST, SECOND, WINDOW = term("tg:first"), term("tg:second"), term("tg:window")
WITH_BOTH, WITH_FIRST, WITH_SECOND = term("tg:withBoth"), term("tg:withFirst"), term("tg:withSecond")
CHANGE, KIND = _class("tg:Change"), term("tg:change")
WAS, NOW = term("tg:was"), term("tg:now")
WINDOWS, LIKELIHOOD = term("tg:windows"), term("tg:likelihood")

Parts = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Description = Iterator[Parts]


def words(text: str, language: str) -> ox.Literal:
    """Words with the tag of their language (BCP 47), without where that is none.

    >>> words("sea", "en"), words("sea", "?")
    (<Literal value=sea language=en>, <Literal value=sea datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>)
    """
    known = re.fullmatch(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", language, re.ASCII)
    return ox.Literal(text, language=language) if known else ox.Literal(text)


def standing(word: str) -> ox.NamedNode:
    """The concept for a polarity, a modality or a tense."""
    return ox.NamedNode(SCHEMA + word)


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


def literal(quantity: Quantity, datatype: str) -> ox.Literal:
    """A quantity as a literal; a number has the datatype of its property."""
    if isinstance(quantity.value, str):
        return ox.Literal(quantity.value, datatype=ox.NamedNode(quantity.datatype or XSD + "string"))
    return number(quantity.value, datatype)


def plain(triple: Triple, ontology: Ontology, *, measured_by: str | None = None) -> Parts:
    """The triple as terms. A number has the datatype of its property or of the one that it was said with."""
    value: ox.NamedNode | ox.Literal
    if isinstance(triple.object, Quantity):
        quantity = ontology.quantities.get(measured_by or triple.predicate)
        value = literal(triple.object, quantity.datatype if quantity else XSD_DECIMAL.value)
    else:
        value = ox.NamedNode(triple.object)
    return ox.NamedNode(triple.subject), ox.NamedNode(triple.predicate), value
