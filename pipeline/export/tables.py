"""CSV (RFC 4180, UTF-8): one row per entity, per piece of evidence of a fact, per mention, per pair said together.

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
from pipeline.graph.passages import mentions_of
from pipeline.media import media_link
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
MENTION_COLUMNS = (
    *("entity", "label", "document", "begin", "end", "words", "aside"),
    *("start", "stop", "speaker", "link", "quote"),
)
TOGETHER_COLUMNS = (
    *("first", "first_label", "second", "second_label", "window"),
    *("both", "with_first", "with_second", "windows", "likelihood"),
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


def mentions_csv(graph: KnowledgeGraph) -> bytes:
    """One row per mention, by entity (the most salient first), document and place; `quote` is its sentence.

    begin, end: characters in the raw file. start, stop: seconds, of the sentence. link: into the recording.
    """
    labels = {entity.iri: entity.label for entity in graph.entities}
    urls = {document.id: document.url for document in graph.documents}
    rows: list[Sequence[Cell]] = []
    for iri, mentions in mentions_of(graph).items():
        for mention in mentions:
            place, passage = mention.occurrence, mention.passage
            rows.append(
                (
                    *(iri, labels[iri], place.document, place.begin, place.end, place.text, place.aside),
                    *((passage.start, passage.stop) if passage else (None, None)),
                    labels.get(passage.speaker or "", passage.speaker) if passage else None,
                    media_link(urls.get(place.document), passage.start) if passage else None,
                    passage.text if passage else None,
                )
            )
    return _csv(MENTION_COLUMNS, rows)


def together_csv(graph: KnowledgeGraph) -> bytes:
    """One row per pair of entities and window, the likeliest first (see `pipeline.graph.together`)."""
    labels = {entity.iri: entity.label for entity in graph.entities}
    rows = [
        (
            *(pair.first, labels.get(pair.first), pair.second, labels.get(pair.second), pair.window),
            *(pair.both, pair.with_first, pair.with_second, pair.windows, pair.likelihood),
        )
        for pair in graph.together
    ]
    return _csv(TOGETHER_COLUMNS, rows)


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


def _plain(value: float | str) -> Cell:
    return value if isinstance(value, str) or value != value // 1 else int(value)
