"""Namespaces, the terms that the code itself writes, and how IRIs are minted.

Domain classes and predicates have no names here: they come from the loaded ontology.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote

SCHEMA = "https://w3id.org/talkgraph/schema#"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tg": SCHEMA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Every property that the code itself writes, and what its values are: things ("@id"), literals of one datatype, words
# in the language of their document ("@language"), plain strings (None) or a mixture ("").
WRITTEN: Mapping[str, str | None] = MappingProxyType(
    {
        "dcterms:date": "",
        "dcterms:isPartOf": "@id",
        "dcterms:language": None,
        "dcterms:source": None,
        "dcterms:title": "@language",
        "nif:beginIndex": "xsd:nonNegativeInteger",
        "nif:endIndex": "xsd:nonNegativeInteger",
        "nif:isString": None,
        "nif:referenceContext": "@id",
        "prov:used": "@id",
        "prov:wasAssociatedWith": "@id",
        "prov:wasDerivedFrom": "@id",
        "prov:wasGeneratedBy": "@id",
        "rdf:object": "",
        "rdf:predicate": "@id",
        "rdf:reifies": "",
        "rdf:subject": "@id",
        "rdf:type": "@id",
        "rdfs:comment": None,
        "rdfs:label": None,
        "schema:mentions": "@id",
        "schema:softwareVersion": None,
        "schema:text": "@language",
        "schema:url": "xsd:anyURI",
        "skos:altLabel": "@language",
        "skos:exactMatch": "@id",
        "skos:hiddenLabel": "@language",
        "skos:prefLabel": "@language",
        "tg:attributedTo": "",
        "tg:confidence": "xsd:decimal",
        "tg:digest": None,
        "tg:endTime": "xsd:decimal",
        "tg:minConfidence": "xsd:decimal",
        "tg:modality": "@id",
        "tg:aside": None,
        "tg:model": None,
        "tg:ontologyDigest": None,
        "tg:polarity": "@id",
        "tg:quote": "@language",
        "tg:role": "@language",
        "tg:rule": None,
        "tg:speaker": "",
        "tg:startTime": "xsd:decimal",
        "tg:tense": "@id",
        "tg:when": "@language",
    }
)


def expand(name: str) -> str:
    """The IRI of a prefixed name.

    >>> expand("rdf:type")
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def prefixed(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI as prefix:name where a prefix fits and the name is plain.

    >>> prefixed(SCHEMA + "quote", PREFIXES), prefixed(SCHEMA + "a/b", PREFIXES)
    ('tg:quote', 'https://w3id.org/talkgraph/schema#a/b')
    """
    match = re.fullmatch(r"(.*[#/])([A-Za-z_][\w-]*)", iri, re.ASCII)
    prefix = next((prefix for prefix, space in prefixes.items() if match and space == match[1]), None)
    return f"{prefix}:{match[2]}" if match and prefix else iri


def slug(label: str) -> str:
    """The label as an IRI segment: folded case, hyphens between words, letters of any script kept.

    >>> slug("Harbour Light"), slug("ABC-3"), slug("L'Été"), slug("C++")
    ('harbour-light', 'abc-3', 'l-été', 'c-2b-2b')
    """
    text = unicodedata.normalize("NFKC", label).casefold()
    text = re.sub(r"[+#*]", lambda match: f"-{ord(match[0]):x}", text)  # C, C++ and C# are three things
    return re.sub(r"[\W_]+", "-", text).strip("-") or digest(label)


def local_name(iri: str) -> str:
    """The part after the last `#` or `/`."""
    return re.split(r"[#/]", iri)[-1]


def digest(*parts: str, length: int = 12) -> str:
    """A short stable name for content: hexadecimal SHA-256 of the parts, cut."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def entity_iri(base: str, cls: str, label: str, document: str | None = None) -> str:
    """IRI of an entity, corpus-wide or, where `document` is given, scoped to that document.

    >>> entity_iri("https://example.org/", SCHEMA + "Person", "Ada Lovelace")
    'https://example.org/person/ada-lovelace'
    """
    scope = f"document/{document}/" if document else ""
    return f"{base}{scope}{local_name(cls).lower()}/{slug(label)}"


def document_iri(base: str, document: str) -> str:
    """IRI of a document."""
    return f"{base}document/{quote(document, safe='-')}"


def graph_iri(base: str, document: str) -> str:
    """IRI of the named graph that holds what a document says.

    >>> graph_iri("https://example.org/", "talk-1")
    'https://example.org/graph/talk-1'
    """
    return f"{base}graph/{quote(document, safe='-')}"


def inferred_iri(base: str, documents: Iterable[str]) -> str:
    """IRI of the graph that holds what follows from the facts of these documents, in whatever order.

    A document's id holds a digest of its content, so other content has another graph.

    >>> inferred_iri("https://example.org/", ["b-2", "a-1"])
    'https://example.org/inferred/e9910f4f5e2f'
    """
    return f"{base}inferred/{digest(*sorted(documents))}"
