"""An ontology as a web page for people and as a JSON-LD context for programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pyoxigraph as ox

from pipeline.errors import OntologyError
from pipeline.export.json_ld import context, json_bytes
from pipeline.ontology import Ontology
from pipeline.rdf_file import read_triples
from pipeline.vocabulary import expand, local_name, prefixed

TEMPLATES = Path(__file__).parent / "templates"
PAGE, CONTEXT = "vocabulary.html", "context.jsonld"
# Kinds of terms in the order of the page: heading and the OWL class that declares them.
KINDS = (
    ("Classes", "owl:Class"),
    ("Relations", "owl:ObjectProperty"),
    ("Quantities and other values", "owl:DatatypeProperty"),
    ("Annotations", "owl:AnnotationProperty"),
)
# What is told of a term: heading, and the property whose values are listed.
DETAILS = (
    ("narrower than", "rdfs:subClassOf"),
    ("implies", "rdfs:subPropertyOf"),
    ("from", "rdfs:domain"),
    ("from one of", "schema:domainIncludes"),
    ("to", "rdfs:range"),
    ("to one of", "schema:rangeIncludes"),
    ("inverse of", "owl:inverseOf"),
    ("excludes", "owl:disjointWith"),
    ("the same as", "skos:exactMatch"),
    ("close to", "skos:closeMatch"),
    ("see also", "rdfs:seeAlso"),
)
TRAITS = {
    "owl:SymmetricProperty": "symmetric",
    "owl:TransitiveProperty": "transitive",
    "owl:FunctionalProperty": "one value only",
    "owl:AsymmetricProperty": "never both ways",
    "owl:IrreflexiveProperty": "never to itself",
}

Node = Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Link:
    """A term as the page shows it; `address` leads to its place on the page or, on the web, to its IRI."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the page."""

    anchor: str
    iri: str
    label: str
    definition: str
    traits: tuple[str, ...]
    details: tuple[tuple[str, tuple[Link, ...]], ...]


def vocabulary_files(ontology: Ontology) -> dict[str, bytes]:
    """The page and the context of an ontology folder, by file name.

    Raises OntologyError where two of its terms have the same local name, since they would share a place on the page.
    """
    return {PAGE: vocabulary_page(ontology), CONTEXT: json_bytes({"@context": context(ontology)}, indent=1) + b"\n"}


def vocabulary_page(ontology: Ontology) -> bytes:
    """Every class and property that the folder itself defines, with definition, place in the schema and alignments."""
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(ontology.folder.glob("*.ttl")):
        for triple in read_triples(path):
            if isinstance(triple.subject, ox.NamedNode):
                nodes[triple.subject.value][triple.predicate.value].append(triple.object)
    own = {iri: node for iri, node in nodes.items() if node.get(expand("rdfs:label"))}
    anchors = {iri: local_name(iri) for iri in own}
    if len(set(anchors.values())) < len(anchors):
        raise OntologyError(f"{ontology.folder}: two terms have the same local name; rename one")
    sections = []
    for heading, kind in KINDS:
        terms = sorted(iri for iri, node in own.items() if expand(kind) in _iris(node, "rdf:type"))
        entries = [_entry(iri, own, anchors, ontology) for iri in terms]
        if entries:
            sections.append((heading, entries))
    heads = [node for node in nodes.values() if expand("owl:Ontology") in _iris(node, "rdf:type")]
    facts = {name: _text(head, f"dcterms:{name}") for head in heads[:1] for name in ("title", "description", "license")}
    version = next((_text(head, "owl:versionInfo") for head in heads), "")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
    template = environment.get_template(PAGE)
    return template.render(sections=sections, version=version, prefixes=ontology.prefixes, **facts).encode() + b"\n"


def _entry(iri: str, own: Mapping[str, Node], anchors: Mapping[str, str], ontology: Ontology) -> Entry:
    node = own[iri]
    listed = {name: _iris(node, name) for _, name in DETAILS}
    listed["owl:disjointWith"] += sorted(b for a, b in ontology.axioms.disjoint_classes if a == iri)
    listed["owl:inverseOf"] += sorted({b for a, b in ontology.axioms.inverses if a == iri} - {*listed["owl:inverseOf"]})
    if iri in ontology.predicates:
        for side, classes in zip(("domain", "range"), _ends(iri, ontology), strict=True):
            listed[f"rdfs:{side}"] = sorted(classes) if len(classes) == 1 else []
            listed[f"schema:{side}Includes"] = sorted(classes) if len(classes) > 1 else []
    for side in ("domain", "range"):  # one of several classes says more than what they have in common
        listed[f"rdfs:{side}"] = [] if listed[f"schema:{side}Includes"] else listed[f"rdfs:{side}"]
    traits = [word for kind, word in TRAITS.items() if expand(kind) in _iris(node, "rdf:type")]
    traits += ["never in a circle"] if iri in ontology.axioms.acyclic else []
    return Entry(
        anchor=anchors[iri],
        iri=iri,
        label=_text(node, "rdfs:label"),
        definition=_text(node, "skos:definition"),
        traits=tuple(traits),
        details=tuple(
            (heading, tuple(_link(value, anchors, ontology) for value in dict.fromkeys(listed[name])))
            for heading, name in DETAILS
            if listed[name]
        ),
    )


def _ends(iri: str, ontology: Ontology) -> tuple[frozenset[str], frozenset[str]]:
    """Domain and range as the reader resolved them, of a predicate that has none those of its inverse."""
    predicate = ontology.predicates[iri]
    others = [ontology.predicates[b] for a, b in sorted(ontology.axioms.inverses) if a == iri]
    domain, range_ = predicate.domain, predicate.range
    for other in others:
        domain, range_ = domain or other.range, range_ or other.domain
    return domain, range_


def _link(iri: str, anchors: Mapping[str, str], ontology: Ontology) -> Link:
    if iri in anchors:
        return Link(anchors[iri], f"#{anchors[iri]}")
    return Link(prefixed(iri, ontology.prefixes), iri if iri.startswith(("http://", "https://")) else "")


def _iris(node: Node, name: str) -> list[str]:
    return [value.value for value in node.get(expand(name), ()) if isinstance(value, ox.NamedNode)]


def _text(node: Node, name: str) -> str:
    values: Iterable[Any] = node.get(expand(name), ())
    return next((value.value for value in values if isinstance(value, ox.Literal | ox.NamedNode)), "")
