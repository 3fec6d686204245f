"""Entities, facts, evidence, mentions: Parquet files and pandas frames (`pip install 'talkgraph[tables]'`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipeline.errors import OutputError
from pipeline.export.text import label_of
from pipeline.graph.passages import Mention, mentions_of
from pipeline.ontology import Ontology
from pipeline.records import Entity, Fact, KnowledgeGraph, Quantity

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import pyarrow as pa  # type: ignore[import-untyped]

TABLES = ("entities", "facts", "evidence", "mentions", "together")
Row = dict[str, Any]


def require_tables() -> None:
    """Raise OutputError, with the remedy, where pandas or pyarrow is not installed."""
    try:
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise OutputError(f"tables need {error.name}; install it: pip install 'talkgraph[tables]'") from error


def arrow_tables(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, pa.Table]:
    """Table name -> Arrow table. Raises OutputError as `require_tables` does."""
    require_tables()
    import pyarrow as pa

    rows = _rows(graph, ontology)
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in schemas().items()}


def schemas() -> dict[str, pa.Schema]:
    """Table name -> its columns.

    A fact has one of `object` (IRI), `value` (number) and `text` (other literal); its evidence joins by those.
    begin, end: characters in the raw file. start, stop: seconds.
    """
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    triple = [("subject", text), ("predicate", text), ("object", text), ("value", pa.float64()), ("text", text)]
    columns = {
        "entities": [
            *(("iri", text), ("label", text), ("class", text), ("class_iri", text), ("aliases", texts)),
            *(("heard", texts), ("mentions", pa.int64()), ("documents", texts), ("salience", pa.float64())),
        ],
        "facts": [
            *triple,
            *(("subject_label", text), ("predicate_label", text), ("object_label", text)),
            *(("asserted", pa.bool_()), ("confidence", pa.float64()), ("evidence", pa.int64())),
        ],
        "evidence": [
            *triple,
            *(("document", text), ("begin", pa.int64()), ("end", pa.int64())),
            *(("start", pa.float64()), ("stop", pa.float64()), ("speaker", text), ("attributed_to", text)),
            *(("polarity", text), ("modality", text), ("tense", text), ("role", text), ("when", text)),
            *(("confidence", pa.float64()), ("rule", text), ("quote", text)),
        ],
        "mentions": [
            *(("entity", text), ("label", text), ("document", text), ("begin", pa.int64()), ("end", pa.int64())),
            *(("words", text), ("aside", text), ("start", pa.float64()), ("stop", pa.float64())),
            *(("speaker", text), ("quote", text)),
        ],
        "together": [
            *(("first", text), ("first_label", text), ("second", text), ("second_label", text), ("window", text)),
            *((name, pa.int64()) for name in ("both", "with_first", "with_second", "windows")),
            ("likelihood", pa.float64()),
        ],
    }
    return {name: pa.schema(columns[name]) for name in TABLES}


def parquet(table: pa.Table) -> bytes:
    """A table as a Parquet file."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    buffer = BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def pandas_frames(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, pd.DataFrame]:
    """Table name -> pandas frame. Raises OutputError as `require_tables` does."""
    return {name: table.to_pandas() for name, table in arrow_tables(graph, ontology).items()}


def _rows(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, list[Row]]:
    labels = {entity.iri: entity.label for entity in graph.entities}
    terms = {**ontology.predicates, **ontology.quantities}
    return {
        "entities": [
            entity_row(entity, len(entity.occurrences), {place.document for place in entity.occurrences}, ontology)
            for entity in graph.entities
        ],
        "facts": [fact_row(fact, labels, terms) for fact in graph.facts],
        "evidence": [row for fact in graph.facts for row in evidence_rows(fact, labels)],
        "mentions": [_mention(mention, labels) for mentions in mentions_of(graph).values() for mention in mentions],
        "together": [
            asdict(pair) | {"first_label": labels.get(pair.first), "second_label": labels.get(pair.second)}
            for pair in graph.together
        ],
    }


def entity_row(entity: Entity, mentions: int, documents: Iterable[str], ontology: Ontology) -> Row:
    """An entity, which is named so often and in these documents."""
    return {
        "iri": entity.iri,
        "label": entity.label,
        "class": label_of(entity.cls, ontology.classes),
        "class_iri": entity.cls,
        "aliases": entity.aliases,
        "heard": entity.heard,
        "mentions": mentions,
        "documents": sorted(documents),
        "salience": entity.salience,
    }


def fact_row(fact: Fact, labels: Mapping[str, str], terms: Mapping[str, Any]) -> Row:
    """A fact. labels: of entities, terms: of the ontology, by IRI."""
    return {
        **_triple(fact),
        "subject_label": labels.get(fact.triple.subject),
        "predicate_label": label_of(fact.triple.predicate, terms),
        "object_label": labels.get(str(fact.triple.object)),
        "asserted": fact.asserted,
        "confidence": fact.confidence,
        "evidence": len(fact.evidence),
    }


def evidence_rows(fact: Fact, labels: Mapping[str, str]) -> list[Row]:
    """Each piece of evidence of a fact."""
    return [
        {
            **_triple(fact),
            **{name: getattr(said, name) for name in ("document", "begin", "end", "start", "stop", "polarity")},
            **{name: getattr(said, name) for name in ("modality", "tense", "role", "when")},
            **{name: getattr(said, name) for name in ("confidence", "rule", "quote")},
            "speaker": labels.get(said.speaker or "", said.speaker),
            "attributed_to": labels.get(said.attributed_to or "", said.attributed_to),
        }
        for said in fact.evidence
    ]


def _mention(mention: Mention, labels: Mapping[str, str]) -> Row:
    place, passage = mention.occurrence, mention.passage
    row: Row = {"entity": mention.entity, "label": labels[mention.entity], "words": place.text}
    row |= {name: getattr(place, name) for name in ("document", "begin", "end", "aside")}
    if passage:
        row |= {"start": passage.start, "stop": passage.stop, "quote": passage.text}
        row["speaker"] = labels.get(passage.speaker or "", passage.speaker)
    return row


def _triple(fact: Fact) -> Row:
    subject, predicate, value = fact.triple.subject, fact.triple.predicate, fact.triple.object
    row: Row = {"subject": subject, "predicate": predicate, "object": None, "value": None, "text": None}
    if not isinstance(value, Quantity):
        column: str = "object"
    else:
        column = "text" if isinstance(value.value, str) else "value"
    return {**row, column: value.value if isinstance(value, Quantity) else value}
