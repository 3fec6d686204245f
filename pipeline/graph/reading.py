"""A graph that a run wrote, read back into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox

from pipeline.errors import GraphError
from pipeline.graph.mention_reading import read_mentions, read_together, with_sentences
from pipeline.graph.merge import ranked, triple_order
from pipeline.graph.merge import together as agreed
from pipeline.ontology import Ontology
from pipeline.rdf_file import read_triples
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Modality,
    Occurrence,
    Polarity,
    Quantity,
    Source,
    Tense,
    Triple,
)
from pipeline.vocabulary import expand, local_name

# Datatypes whose literals are no numbers.
TEXTS = frozenset(expand(f"xsd:{name}") for name in "string date dateTime gYearMonth gMonthDay".split())

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node = Mapping[str, list[Term]]  # a node's properties: predicate IRI -> objects


def read_graph(path: Path, ontology: Ontology) -> KnowledgeGraph:
    """The entities, facts and evidence in an RDF file that a run wrote; documents without their text.

    Where the file does not hold every mention (`--mentions`), an entity occurs once in each document that mentions it.

    Raises GraphError for a file that cannot be read or in which nothing belongs to a class of the ontology.
    """
    return graph_of_triples(read_triples(path), ontology, str(path))


def graph_of_triples(triples: Iterable[ox.Triple], ontology: Ontology, where: str) -> KnowledgeGraph:
    """The same of triples that were read already; where: what messages call the place that they come from."""
    nodes: dict[str, dict[str, list[Term]]] = {}
    for read in triples:
        nodes.setdefault(_value(read.subject), {}).setdefault(read.predicate.value, []).append(read.object)
    mentioned: dict[str, list[Occurrence]] = defaultdict(list)
    found = read_mentions(nodes, _text, _short)
    for mention in found:
        mentioned[mention.entity].append(mention.place)
    placed = {mention.place.document for mention in found}
    for iri, node in sorted(nodes.items()):
        if _short(iri) not in placed:
            for thing in _texts(node, "schema:mentions"):
                mentioned[thing].append(Occurrence(_short(iri), 0, 0, ""))
    entities = [
        replace(entity, occurrences=tuple(mentioned[iri]))
        for iri, node in sorted(nodes.items())
        for entity in _entity(iri, node, ontology)
    ]
    if not entities:
        raise GraphError(f"{where}: nothing in it belongs to a class of the ontology; name a graph that a run wrote")
    asserted = {triple for entity in entities for triple in _facts(entity.iri, nodes[entity.iri], ontology)}
    said: dict[Triple, list[Evidence]] = defaultdict(list)
    for node in nodes.values():
        for triple in _stated(node):
            said[triple].append(_evidence(node, nodes))
    facts = []
    for triple in sorted(asserted | said.keys(), key=triple_order):
        evidence = tuple(sorted(said[triple], key=lambda item: (item.document, item.begin, item.end, item.rule)))
        facts.append(Fact(triple, agreed(evidence), triple in asserted, evidence))
    documents, sentences = with_sentences(_documents(nodes), found)
    together = tuple(read_together(nodes.values(), _text))
    return KnowledgeGraph(documents, ranked(entities, facts), tuple(facts), sentences=sentences, together=together)


def _entity(iri: str, node: Node, ontology: Ontology) -> Iterator[Entity]:
    """The entity that the node is, if it is one."""
    classes = [cls for cls in _texts(node, "rdf:type") if cls in ontology.classes]
    if classes:
        label = _text(node, "skos:prefLabel") or iri
        aliases, heard = (tuple(sorted(_texts(node, name))) for name in ("skos:altLabel", "skos:hiddenLabel"))
        yield Entity(iri, label, classes[0], aliases, heard)


def _facts(subject: str, node: Node, ontology: Ontology) -> Iterator[Triple]:
    for predicate, values in node.items():
        if predicate in ontology.predicates or predicate in ontology.quantities:
            for value in values:
                yield from _triple(subject, predicate, value)


def _stated(node: Node) -> Iterator[Triple]:
    """The triple that the node is a statement of."""
    parts = [node.get(expand(name), [None])[0] for name in ("rdf:subject", "rdf:predicate", "rdf:object")]
    if all(part is not None for part in parts):
        yield from _triple(_value(parts[0]), _value(parts[1]), parts[2])


def _triple(subject: str, predicate: str, value: object) -> Iterator[Triple]:
    """The triple; a literal that is a text or a date keeps its datatype."""
    if not isinstance(value, ox.Literal):
        yield Triple(subject, predicate, _value(value))
    elif value.datatype.value in TEXTS:
        yield Triple(subject, predicate, Quantity(value.value, value.datatype.value))
    elif (number := as_number(value.value)) is not None:
        yield Triple(subject, predicate, Quantity(number))


def _evidence(node: Node, nodes: Mapping[str, Node]) -> Evidence:
    passage = _text(node, "prov:wasDerivedFrom")
    return Evidence(
        document=_short(_text(nodes.get(passage, {}), "dcterms:isPartOf") or passage.partition("#")[0]),
        begin=int(as_number(_text(node, "nif:beginIndex")) or 0),
        end=int(as_number(_text(node, "nif:endIndex")) or 0),
        quote=_text(node, "tg:quote"),
        rule=_text(node, "tg:rule"),
        confidence=as_number(_text(node, "tg:confidence")) or 0.0,
        polarity=cast(Polarity, _standing(node, "tg:polarity", "affirmed")),
        modality=cast(Modality, _standing(node, "tg:modality", "asserted")),
        start=as_number(_text(node, "tg:startTime")),
        stop=as_number(_text(node, "tg:endTime")),
        speaker=_text(node, "tg:speaker") or None,
        attributed_to=_text(node, "tg:attributedTo") or None,
        aside=_text(node, "tg:aside"),
        tense=cast(Tense, _standing(node, "tg:tense", "present")),
        role=_text(node, "tg:role"),
        when=_text(node, "tg:when"),
    )


def _standing(node: Node, name: str, usual: str) -> str:
    """The word of a concept; files of earlier days have the word itself."""
    return local_name(_text(node, name)) or usual


def _documents(nodes: Mapping[str, Node]) -> Iterator[Document]:
    """Whatever has a digest of its source."""
    for iri, node in sorted(nodes.items()):
        if digest := _text(node, "tg:digest"):
            source = Source(_text(node, "dcterms:source") or iri, "", digest)
            title, date, url = (_text(node, name) or None for name in ("dcterms:title", "dcterms:date", "schema:url"))
            language = _text(node, "dcterms:language") or "en"
            yield Document(_short(iri), source, "", "", (), (), title=title, date=date, url=url, language=language)


def _short(iri: str) -> str:
    """The id of a document: the reverse of `vocabulary.document_iri`."""
    return unquote(iri.rpartition("/document/")[2])


def _texts(node: Node, name: str) -> list[str]:
    return [_value(value) for value in node.get(expand(name), ())]


def _text(node: Node, name: str) -> str:
    return next(iter(_texts(node, name)), "")


def _value(term: object) -> str:
    """The IRI of a node or the text of a literal; blank nodes keep their label."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def as_number(text: str) -> float | None:
    """The number that the text is; None where it is none."""
    try:
        return float(text)
    except ValueError:
        return None
