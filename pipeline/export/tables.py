"""CSV (RFC 4180, UTF-8): one row per entity, and one row per piece of evidence of a fact.

Cells with several values join them by " | "; a "|" within a value is written "\\|".

A spreadsheet runs a cell that begins with =, +, -, @, a tab or a line break as a formula. Such a text cell gets an
apostrophe in front, as OWASP advises, and so does one that begins with an apostrophe: a reader that removes one
leading apostrophe has the text as it was. Numbers are never touched.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from pipeline.export.text import label_of
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, Quantity

ENTITY_COLUMNS = (
    "iri",
    "label",
    "class",
    "class_iri",
    "aliases",
    "heard",
    "mentions",
    "documents",
    "salience",
    "aside",
)
RELATION_COLUMNS = (
    *("subject", "subject_label", "predicate", "predicate_label", "object", "object_label"),
    *("asserted", "fact_confidence", "document", "begin", "end", "start", "stop", "speaker", "attributed_to"),
    *("polarity", "modality", "tense", "role", "when", "confidence", "rule", "quote"),
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")

Cell = str | int | float | None


def entities_csv(graph: KnowledgeGraph, ontology: Ontology) -> bytes:
    """One row per entity, the most salient first. `documents` are ids, `mentions` counts occurrences in them."""
    rows: list[Sequence[Cell]] = []
    for entity in graph.entities:
        documents = sorted({occurrence.document for occurrence in entity.occurrences})
        rows.append(
            (
                *(entity.iri, entity.label, label_of(entity.cls, ontology.classes), entity.cls),
                *(_join(entity.aliases), _join(entity.heard), len(entity.occurrences), _join(documents)),
                round(entity.salience, 4),
                entity.aside(),
            )
        )
    return _csv(ENTITY_COLUMNS, rows)


def relations_csv(graph: KnowledgeGraph, ontology: Ontology) -> bytes:
    """One row per fact and piece of evidence, also of facts that were not asserted. Quantities stand in `object`.

    begin, end: characters in the raw file. start, stop: seconds.
    """
    labels = {entity.iri: entity.label for entity in graph.entities}
    terms = {**ontology.predicates, **ontology.quantities}
    rows: list[Sequence[Cell]] = []
    for fact in graph.facts:
        subject, predicate, value = fact.triple.subject, fact.triple.predicate, fact.triple.object
        if isinstance(value, Quantity):
            target: tuple[Cell, Cell] = _plain(value.value), None
        else:
            target = value, labels.get(value)
        for said in fact.evidence:
            rows.append(
                (
                    *(subject, labels.get(subject), predicate, label_of(predicate, terms), *target),
                    *("yes" if fact.asserted else "no", fact.confidence, said.document, said.begin, said.end),
                    *(said.start, said.stop, labels.get(said.speaker or "", said.speaker)),
                    *(labels.get(said.attributed_to or "", said.attributed_to), said.polarity, said.modality),
                    *(said.tense, said.role, said.when, round(said.confidence, 2), said.rule, said.quote),
                )
            )
    return _csv(RELATION_COLUMNS, rows)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode()


def _safe(cell: Cell) -> Cell:
    """No formula: see the top of this module.

    >>> _safe("=1+1"), _safe("C++"), _safe(-1)
    ("'=1+1", 'C++', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _join(values: Iterable[str]) -> str:
    return " | ".join(value.replace("|", "\\|") for value in values)


def _plain(value: float) -> int | float:
    return int(value) if value == value // 1 else value
