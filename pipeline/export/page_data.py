"""What the first picture needs, as plain JSON values in columns: one list per property, so that it stays compact.

Entities are numbered as in `KnowledgeGraph.entities`, claims as in `Picture.claims`: facts, then conclusions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pipeline.export.drawing import Picture, bends_of, is_mutual
from pipeline.export.layout import COLUMNS, FIRST, LEAST, STAGE
from pipeline.export.text import label_of
from pipeline.media import media_link
from pipeline.ontology import Ontology
from pipeline.records import Document, KnowledgeGraph, Quantity, Triple
from pipeline.settings import Settings
from pipeline.vocabulary import digest

SAID, DOUBTFUL, INFERRED = 0, 1, 2  # kinds of claims: asserted facts, other facts, conclusions


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


def drawn_data(graph: KnowledgeGraph, ontology: Ontology, settings: Settings, picture: Picture) -> dict[str, Any]:
    """Documents, classes, predicates, entities with places, claims without evidence, lines of what is said together.

    Classes without members are there too: a correction may give them one.
    A claim's subject or object is -1 where it is no entity; `holder` or `value` then has what to show. Places are in
    tenths of a pixel, confidences in hundredths.
    """
    known = {**ontology.predicates, **ontology.quantities}
    claims, looks = picture.claims, picture.looks
    ids = {entity.iri: index for index, entity in enumerate(graph.entities)}
    classes, predicates = {iri: i for i, iri in enumerate(looks)}, Table()
    bends = bends_of(picture.links, len(graph.facts))
    values = {i: _value(triple, ontology, ids) for i, triple in enumerate(claims) if triple.object not in ids}
    inferred = len(claims) - len(graph.facts)
    return {
        "base": settings.base,
        "edition": digest(*sorted(document.source.digest for document in graph.documents)),
        "decided": ontology.decisions.text,
        "first": picture.first,
        "most": FIRST,
        "least": LEAST,
        "column": round(STAGE[0] / COLUMNS),
        "documents": [_document(document) for document in graph.documents],
        "classes": [{"iri": iri, **asdict(look)} for iri, look in looks.items()],
        "entities": {
            "label": [entity.label for entity in graph.entities],
            "cls": [classes[entity.cls] for entity in graph.entities],
            "x": [round(x * 10) for x, _ in picture.points],
            "y": [round(y * 10) for _, y in picture.points],
            "r": [round(radius * 10) for radius in picture.radii],
        },
        "claims": {
            "s": [ids.get(triple.subject, -1) for triple in claims],
            "p": [predicates.number(triple.predicate) for triple in claims],
            "o": [ids.get(triple.object, -1) if isinstance(triple.object, str) else -1 for triple in claims],
            "sure": [round(fact.confidence * 100) for fact in graph.facts] + [100] * inferred,
            "kind": [SAID if fact.asserted else DOUBTFUL for fact in graph.facts] + [INFERRED] * inferred,
            "bend": {index: bend for index, bend in bends.items() if bend},
            "value": values,
            "holder": {i: triple.subject for i, triple in enumerate(claims) if triple.subject not in ids},
        },
        "lines": {
            "pair": picture.lines,
            "a": [picture.pairs[line].first for line in picture.lines],
            "b": [picture.pairs[line].second for line in picture.lines],
        },
        "predicates": [
            {"iri": iri, "label": label_of(iri, known), "mutual": is_mutual(iri, ontology)} for iri in predicates.values
        ],
    }


def _document(document: Document) -> dict[str, str]:
    """`recording` is the address to which a point in time is added."""
    link = media_link(document.url, 0.0) or ""
    return {
        "id": document.id,
        "title": document.title or document.source.name,
        "name": document.source.name,
        "date": document.date or "",
        "recording": link.partition("#")[0],
    }


def _value(triple: Triple, ontology: Ontology, ids: Mapping[str, int]) -> str:
    """A quantity as people read it; what is no entity shows its IRI."""
    if isinstance(triple.object, Quantity):
        quantity = ontology.quantities.get(triple.predicate)
        return _number(triple.object.value, year=bool(quantity and quantity.year))
    return triple.object


def _number(value: float | str, *, year: bool = False) -> str:
    """A number with separators, a year or another literal as it is.

    >>> _number(5.4e11), _number(0.9), _number(1998.0, year=True)
    ('540,000,000,000', '0.9', '1998')
    """
    if isinstance(value, str):
        return value
    whole = int(value) if float(value).is_integer() else value
    return str(whole) if year else f"{whole:,}"
