"""What a run wrote, described for whoever finds it: `dataset.ttl`, by VoID (W3C, 2011) and DCAT 3 (W3C, 2024)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from pipeline import __version__
from pipeline.export import terms
from pipeline.export.provenance import SOFTWARE
from pipeline.export.terms import Description
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings
from pipeline.vocabulary import PREFIXES, digest, document_iri, graph_iri, local_name

DCAT, VOID, DCTERMS = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#", PREFIXES["dcterms"]
PREFIXES_USED = {"dcat": DCAT, "void": VOID}
EXAMPLES = 3  # of the most salient things


def described(graph: KnowledgeGraph, ontology: Ontology, settings: Settings, triples: int) -> Iterator[ox.Quad]:
    """The description, without blank nodes, in the default graph. triples: how many quads `export.rdf.quads` gives."""
    name = digest(*(document.id for document in graph.documents), ontology.digest, str(settings.min_confidence))
    dataset = ox.NamedNode(f"{settings.base}dataset/{name}")

    def triples_of_it() -> Description:
        yield dataset, terms.TYPE, ox.NamedNode(VOID + "Dataset")
        yield dataset, terms.TYPE, ox.NamedNode(DCAT + "Dataset")
        yield dataset, terms.TITLE, ox.Literal(_title(graph), language="en")
        yield dataset, _void("uriSpace"), ox.Literal(settings.base)
        for iri in sorted({PREFIXES["tg"], PREFIXES["skos"], PREFIXES["prov"], PREFIXES["nif"]}):
            yield dataset, _void("vocabulary"), ox.NamedNode(iri)
        counts = {"triples": triples, "entities": len(graph.entities), "documents": len(graph.documents)}
        for term, count in counts.items():
            yield dataset, _void(term), _count(count)
        for entity in graph.entities[:EXAMPLES]:
            yield dataset, _void("exampleResource"), ox.NamedNode(entity.iri)
        yield dataset, ox.NamedNode(DCTERMS + "creator"), ox.NamedNode(SOFTWARE)
        yield ox.NamedNode(SOFTWARE), terms.TYPE, terms.AGENT
        yield ox.NamedNode(SOFTWARE), terms.LABEL, ox.Literal(f"talkgraph {__version__}")
        for document in graph.documents:
            part = ox.NamedNode(graph_iri(settings.base, document.id))
            yield dataset, _void("subset"), part
            yield part, terms.TYPE, ox.NamedNode(VOID + "Dataset")
            yield part, terms.DERIVED_FROM, ox.NamedNode(document_iri(settings.base, document.id))
        yield from _partitions(dataset, "class", "entities", (entity.cls for entity in graph.entities))
        asserted = (fact.triple.predicate for fact in graph.facts if fact.asserted)
        yield from _partitions(dataset, "property", "triples", asserted)

    for triple in triples_of_it():
        yield ox.Quad(*triple)


def _title(graph: KnowledgeGraph) -> str:
    names = [document.title or document.source.name for document in graph.documents]
    return f"What {names[0]} says" if len(names) == 1 else f"What {len(names)} documents say"


def _partitions(dataset: ox.NamedNode, kind: str, counted: str, terms_used: Iterable[str]) -> Description:
    """How many there are of each class, or facts of each property."""
    for iri, count in sorted(Counter(terms_used).items()):
        part = ox.NamedNode(f"{dataset.value}#{kind}-{digest(iri, length=6)}-{local_name(iri)}")
        yield dataset, _void(f"{kind}Partition"), part
        yield part, _void(kind), ox.NamedNode(iri)
        yield part, _void(counted), _count(count)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
