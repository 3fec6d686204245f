"""What the page knows, as plain JSON values in columns: one list per property, so that large graphs stay compact.

Entities are numbered as in `KnowledgeGraph.entities`, claims (facts, then inferences) as by `drawing.claims_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from pipeline.export.drawing import Link, Look, Places, bends_of, claims_of, is_mutual
from pipeline.export.layout import FIRST, LEAST
from pipeline.export.marks import Marker
from pipeline.export.terms import number
from pipeline.export.text import label_of
from pipeline.media import media_link
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, Quantity, Triple

SAID, DOUBTFUL, INFERRED = 0, 1, 2  # kinds of claims: asserted facts, other facts, inferences


class Table:
    """Values numbered in the order in which they first come."""

    def __init__(self) -> None:
        """An empty table."""
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        """The value's number; a new value gets the next one."""
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


def drawn_data(
    graph: KnowledgeGraph, ontology: Ontology, *, links: Mapping[int, Link], looks: Mapping[str, Look], places: Places
) -> dict[str, Any]:
    """What the first picture needs: documents, classes, predicates, entities with places, claims without evidence.

    A claim's subject or object is -1 where it is no entity; `holder` or `value` then has what to show. Places are in
    tenths of a pixel, confidences in hundredths.
    """
    known = {**ontology.predicates, **ontology.quantities}
    claims = claims_of(graph)
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    classes, predicates = {iri: i for i, iri in enumerate(looks)}, Table()
    bends = bends_of(links, len(graph.facts))
    values = {i: _value(triple, ontology, ids) for i, triple in enumerate(claims) if triple.object not in ids}
    return {
        "first": FIRST,
        "least": LEAST,
        "documents": [
            {"title": document.title or document.source.name, "name": document.source.name, "date": document.date or ""}
            for document in graph.documents
        ],
        "classes": [{"iri": iri, **asdict(look)} for iri, look in looks.items()],
        "entities": {
            "label": [entity.label for entity in graph.entities],
            "cls": [classes[entity.cls] for entity in graph.entities],
            "x": [round(x * 10) for x, _ in places.points],
            "y": [round(y * 10) for _, y in places.points],
            "r": [round(radius * 10) for radius in places.radii],
        },
        "claims": {
            "s": [ids.get(triple.subject, -1) for triple in claims],
            "p": [predicates.number(triple.predicate) for triple in claims],
            "o": [ids.get(triple.object, -1) if isinstance(triple.object, str) else -1 for triple in claims],
            "sure": [round(fact.confidence * 100) for fact in graph.facts] + [100] * len(graph.inferences),
            "kind": [SAID if fact.asserted else DOUBTFUL for fact in graph.facts] + [INFERRED] * len(graph.inferences),
            "bend": {index: bend for index, bend in bends.items() if bend},
            "value": values,
            "holder": {i: triple.subject for i, triple in enumerate(claims) if triple.subject not in ids},
        },
        "predicates": [
            {"iri": iri, "label": label_of(iri, known), "mutual": is_mutual(iri, ontology)} for iri in predicates.values
        ],
    }


def read_data(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, Any]:
    """What is read on demand: names of entities, evidence of claims, grounds of inferences, quantities as RDF literals.

    Evidence of claim i is at positions `of[i]` to `of[i + 1]`; quotes, speakers and sources are numbers of `texts`,
    -1 where there is none. Times are in tenths of a second, -1 where unknown. Marks are where subject and object stand
    in the quote.
    """
    texts, marker = Table(), Marker(graph)
    labels = {entity.iri: entity.label for entity in graph.entities}
    documents = {document.id: i for i, document in enumerate(graph.documents)}
    urls = {document.id: document.url for document in graph.documents}
    numbers = {triple: i for i, triple in enumerate(claims_of(graph))}
    said = [(fact, evidence) for fact in graph.facts for evidence in fact.evidence]

    def named(iri: str | None) -> int:
        return texts.number(labels.get(iri, iri)) if iri else -1

    return {
        "entities": {
            "iri": [entity.iri for entity in graph.entities],
            "aliases": _filled(entity.aliases for entity in graph.entities),
            "heard": _filled(entity.heard for entity in graph.entities),
            "mentions": [len(entity.occurrences) for entity in graph.entities],
            "aside": _filled(entity.aside() for entity in graph.entities),
        },
        "evidence": {
            "of": _offsets(len(fact.evidence) for fact in graph.facts),
            "document": [documents.get(evidence.document, -1) for _, evidence in said],
            "quote": [texts.number(evidence.quote) for _, evidence in said],
            "start": [-1 if evidence.start is None else round(evidence.start * 10) for _, evidence in said],
            "speaker": [named(evidence.speaker) for _, evidence in said],
            "source": [named(evidence.attributed_to) for _, evidence in said],
            "sure": [round(evidence.confidence * 100) for _, evidence in said],
            "denied": [i for i, (_, evidence) in enumerate(said) if evidence.polarity == "denied"],
            "modality": {i: item.modality for i, (_, item) in enumerate(said) if item.modality != "asserted"},
            "past": [i for i, (_, evidence) in enumerate(said) if evidence.tense == "past"],
            "role": _filled(evidence.role for _, evidence in said),
            "when": _filled(evidence.when for _, evidence in said),
            "aside": _filled(evidence.aside for _, evidence in said),
            "link": _filled(media_link(urls.get(evidence.document), evidence.start) for _, evidence in said),
            "marks": _filled(marker.marks(fact.triple, evidence) for fact, evidence in said),
        },
        "inferences": [
            {"rule": inference.rule, "premises": [numbers[p] for p in inference.premises if p in numbers]}
            for inference in graph.inferences
        ],
        "literal": {
            i: str(number(triple.object.value, ontology.quantities[triple.predicate].datatype))
            for triple, i in numbers.items()
            if isinstance(triple.object, Quantity) and triple.predicate in ontology.quantities
        },
        "texts": texts.values,
    }


def _filled(values: Iterable[Any]) -> dict[int, Any]:
    """Values by position, without the empty ones."""
    return {i: value for i, value in enumerate(values) if value}


def _offsets(lengths: Iterable[int]) -> list[int]:
    """Where each group begins, and at last where all end.

    >>> _offsets([2, 0, 1])
    [0, 2, 2, 3]
    """
    offsets = [0]
    for length in lengths:
        offsets.append(offsets[-1] + length)
    return offsets


def _value(triple: Triple, ontology: Ontology, ids: Mapping[str, int]) -> str:
    """A quantity as people read it; what is no entity shows its IRI."""
    if isinstance(triple.object, Quantity):
        quantity = ontology.quantities.get(triple.predicate)
        return _number(triple.object.value, year=bool(quantity and quantity.year))
    return triple.object


def _number(value: float, *, year: bool = False) -> str:
    """
    >>> _number(5.4e11), _number(0.9), _number(1998.0, year=True)
    ('540,000,000,000', '0.9', '1998')
    """
    whole = int(value) if float(value).is_integer() else value
    return str(whole) if year else f"{whole:,}"
