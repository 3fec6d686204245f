"""The share of one document in a graph: what its named graph is written from, and what it takes to check it.

A share holds the document's own evidence and mentions, and of everything else only what all documents together decide.
Shapes look at one thing at a time, its properties and the classes of their values; all of that stands in the shares of
the documents that say it. So each document can be checked by itself, wherever and whenever it is, with the outcome of a
check of the whole; but for shapes that count or compare what several documents say, which `far_shape` names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, PROV, SH

from pipeline.export.rdf import folded, speaking_documents
from pipeline.graph.merge import merged_entity
from pipeline.graph.shapes import read_shapes
from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Occurrence, Sentence
from pipeline.vocabulary import expand

NEAR = {PROV.wasDerivedFrom, DCTERMS.isPartOf}  # from a statement to its document, which has one graph
# What a shape says of all values of a property together.
COUNTING = (
    *(SH.minCount, SH.maxCount, SH.uniqueLang, SH.qualifiedMinCount, SH.qualifiedMaxCount),
    *(SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals, SH.hasValue),
)


def far_shape(ontology: Ontology) -> str | None:
    """A hand-made shape, by its message, that rests on what several documents say together; None where there is none.

    One that counts or compares the values of a property of things, or looks further than one thing's properties.
    """
    shapes = read_shapes(ontology.folder)
    terms = {*ontology.predicates, *ontology.quantities, *ontology.attributes, expand("schema:mentions")}
    for shape, path in sorted(shapes.subject_objects(SH.path), key=str):
        far = isinstance(path, rdflib.BNode) and not set(Collection(shapes, path)) <= NEAR
        counts = str(path) in terms and any((shape, part, None) in shapes for part in COUNTING)
        if far or counts or (shape, SH.node | SH.property, None) in shapes:
            return str(shapes.value(shape, SH.message) or path)
    for shape in shapes.subjects(SH.sparql | SH.targetObjectsOf, None):
        return str(shapes.value(shape, SH.message) or shape)
    return None


def fact_shares(fact: Fact) -> dict[str, Fact]:
    """Id of each document that says the fact -> its share; asserted where the plain triple stands in its graph."""
    speaking = speaking_documents(fact)
    mine: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in fact.evidence:
        mine[evidence.document].append(evidence)
    return {
        document: replace(fact, asserted=document in speaking, evidence=tuple(said)) for document, said in mine.items()
    }


def roles(fact: Fact) -> set[str]:
    """IRIs of the things that the fact, or who says it, names; and speakers that are only a name."""
    named = {fact.triple.subject, fact.triple.object}
    named.update(who for evidence in fact.evidence for who in (evidence.speaker, evidence.attributed_to) if who)
    return {name for name in named if isinstance(name, str)}


def unplaced(entity: Entity, texts: Iterable[str]) -> set[str]:
    """What was heard for the entity and stands in no document, folded; texts: the folded words of all its mentions."""
    return {folded(heard) for heard in entity.heard} - set(texts)


def entity_share(entity: Entity, mine: tuple[Occurrence, ...], nowhere: Iterable[str]) -> Entity:
    """An entity with the mentions of one document, and what was heard there, or nowhere (see `unplaced`)."""
    here = {folded(place.text) for place in mine} | set(nowhere)
    return replace(entity, occurrences=mine, heard=tuple(text for text in entity.heard if folded(text) in here))


def shares(graph: KnowledgeGraph) -> Iterator[KnowledgeGraph]:
    """The share of each document, and one without a document of the things that none names, if there are any."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    named: dict[str, set[str]] = defaultdict(set)
    for fact in graph.facts:
        for document, share in fact_shares(fact).items():
            facts[document].append(share)
            named[document] |= roles(share)
    entities: dict[str, list[Entity]] = defaultdict(list)
    users: dict[str, set[str]] = defaultdict(set)
    for document, things in named.items():
        for thing in things:
            users[thing].add(document)
    for entity in graph.entities:
        mine: dict[str, list[Occurrence]] = defaultdict(list)
        for place in entity.occurrences:
            mine[place.document].append(place)
        nowhere = unplaced(entity, (folded(place.text) for place in entity.occurrences)) if entity.heard else set()
        for document in (mine.keys() | users[entity.iri]) or {""}:
            entities[document].append(entity_share(entity, tuple(mine[document]), nowhere))
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in graph.sentences:
        sentences[sentence.document].append(sentence)
    documents = {document.id: document for document in graph.documents}
    for name in sorted(documents.keys() | facts.keys() | entities.keys()):
        own = (documents[name],) if name in documents else ()
        yield KnowledgeGraph(own, tuple(entities[name]), tuple(facts[name]), sentences=tuple(sentences[name]))


def united(parts: Iterable[KnowledgeGraph]) -> KnowledgeGraph:
    """Shares of several documents as one graph, to be checked; a fact stands in it once for each."""
    named: dict[str, Entity] = {}
    documents: list[Document] = []
    said: list[Fact] = []
    sentences: list[Sentence] = []
    for part in parts:
        documents += part.documents
        said += part.facts
        sentences += part.sentences
        for entity in part.entities:
            known = named.get(entity.iri)
            named[entity.iri] = merged_entity(known, entity) if known else entity
    return KnowledgeGraph(tuple(documents), tuple(named.values()), tuple(said), sentences=tuple(sentences))
