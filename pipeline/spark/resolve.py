"""Resolutions of documents -> the facts and entities of all, and of each document its share of them.

An entity is merged by its IRI and a fact by its triple, as in `pipeline.graph.merge`. What a document's named graph
is written from, its share, holds its own evidence and mentions, and of everything else only what all documents
together decide: whether a fact is asserted, and how a thing is called.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pipeline.export.frames import fact_row, schemas
from pipeline.export.rdf import folded
from pipeline.graph.merge import canonical, merged_entity, merged_fact, weight, weighty_ends
from pipeline.graph.shares import entity_share, fact_shares, roles, unplaced
from pipeline.graph.validate import class_triple
from pipeline.packing import packed, unpacked
from pipeline.records import Entity, Fact, KnowledgeGraph, Resolution, Statement, Triple
from pipeline.spark.rows import Needs, Row, each, grouped

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame

T = TypeVar("T")
DOCUMENT, FACT, ENTITY = range(3)  # kinds of the rows that a share is made of


def _schema(**columns: str) -> pa.Schema:
    """Column name -> type, as pyarrow names types."""
    import pyarrow as pa

    kinds = {"texts": pa.list_(pa.string())}
    return pa.schema([(name, kinds.get(kind) or pa.type_for_alias(kind)) for name, kind in columns.items()])


def key_of(triple: Triple) -> str:
    """By which a fact is found."""
    return hashlib.sha256(packed(triple)).hexdigest()


def class_key(head: bytes) -> str:
    """The key by which a violation names an entity (packed) by itself."""
    entity = unpacked(head, Entity)
    return key_of(class_triple(entity.iri, entity.cls))


# --- facts


def facts(readings: DataFrame, needs: Needs, *, parts: int) -> DataFrame:
    """For each fact and document that says it, the document's share (packed), beside the fact's row of the table.

    first: whether it is the fact's first document, so that each fact is there once. ends: to whose salience it adds.
    roles: IRIs that the share names.
    """
    statements = each(readings, partial(_statements, needs=needs), _schema(fact="string", statement="binary"))
    kinds = _schema(key="string", document="string", first="bool", ends="texts", roles="texts", share="binary")
    table = [field for field in schemas()["facts"] if not field.name.endswith("_label") or "predicate" in field.name]
    schema = kinds
    for field in table:
        schema = schema.append(field)
    return grouped(statements, "fact", partial(_merged_fact, needs=needs), schema, parts=parts)


def _statements(rows: Iterator[Row], needs: Needs) -> Iterator[Row]:
    for resolution in _unpacked(rows, "resolution", Resolution):
        for statement in resolution.statements:
            key = key_of(canonical(statement.triple, needs.ontology))
            yield {"fact": key, "statement": packed(statement)}


def _merged_fact(rows: Iterator[Row], needs: Needs) -> Iterator[Row]:
    said = list(_unpacked(rows, "statement", Statement))
    triple = canonical(said[0].triple, needs.ontology)
    fact = merged_fact(triple, (statement.evidence for statement in said), needs.settings)
    table = fact_row(fact, {}, {**needs.ontology.predicates, **needs.ontology.quantities})
    for number, (document, share) in enumerate(sorted(fact_shares(fact).items())):
        yield table | {
            "key": key_of(triple),
            "document": document,
            "first": number == 0,
            "ends": list(weighty_ends(fact)),
            "roles": sorted(roles(share)),
            "share": packed(share),
        }


# --- entities


def said_entities(readings: DataFrame) -> DataFrame:
    """For each document and entity in it, what the document says of it (packed); nothing for who only speaks there."""
    return each(readings, _entities, _schema(iri="string", document="string", position="int64", entity="binary"))


def _entities(rows: Iterator[Row]) -> Iterator[Row]:
    for resolution in _unpacked(rows, "resolution", Resolution):
        for position, entity in enumerate(resolution.entities):
            row = {"iri": entity.iri, "document": resolution.document.id, "position": position}
            yield row | {"entity": packed(entity)}
        speakers = {sentence.speaker for sentence in resolution.sentences if sentence.speaker}
        for iri in sorted(speakers - {entity.iri for entity in resolution.entities}):
            yield {"iri": iri, "document": resolution.document.id, "position": 0}


def entities(said: DataFrame, found: DataFrame, *, parts: int) -> DataFrame:
    """Each entity of all documents (packed, without its mentions), with how often and where it is named and its weight.

    unplaced: of what was heard for it, what stands in no document, in the folded form of `pipeline.export.rdf`.
    """
    from pyspark.sql import functions as F

    head = _schema(iri="string", label="string", head="binary", unplaced="texts", documents="texts")
    counts = _schema(mentions="int64", asides="int64")
    schema = head
    for field in counts:
        schema = schema.append(field)
    merged = grouped(said, "iri", _merged_entity, schema, parts=parts, order=["document", "position"])
    ends = found.where("first").select(F.explode("ends").alias("iri"))
    joined = merged.join(ends.groupBy("iri").agg(F.count("*").alias("facts")), "iri", "left").fillna(0, ["facts"])
    weighed = schema
    for field in _schema(weight="float64"):
        weighed = weighed.append(field)
    return each(joined, _weighed, weighed)


def _merged_entity(rows: Iterator[Row]) -> Iterator[Row]:
    """Folded one by one, without the mentions: there may be millions."""
    head: Entity | None = None
    documents: dict[str, None] = {}
    texts: set[str] = set()
    mentions = asides = 0
    for entity in _unpacked((row for row in rows if row["entity"]), "entity", Entity):
        asides += sum(bool(place.aside) for place in entity.occurrences)
        mentions += len(entity.occurrences)
        documents.update(dict.fromkeys(place.document for place in entity.occurrences))
        texts.update(folded(place.text) for place in entity.occurrences)
        bare = replace(entity, occurrences=())
        head = merged_entity(head, bare) if head else bare
    if head:
        row = {"iri": head.iri, "label": head.label, "head": packed(head), "unplaced": sorted(unplaced(head, texts))}
        yield row | {"documents": sorted(documents), "mentions": mentions, "asides": asides}


def _weighed(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield row | {"weight": weight(row["mentions"] - row["asides"], row["asides"], row["facts"])}


# --- shares


def shares(readings: DataFrame, found: DataFrame, said: DataFrame, known: DataFrame, *, parts: int) -> DataFrame:
    """For each document what its named graph is written from: a KnowledgeGraph (packed) of its share of everything.

    Its entities may be more than the document names: those in its facts, and who speaks in it.
    """
    from pyspark.sql import functions as F

    named = said.select("iri", "document")
    by_role = (
        found.select(F.explode("roles").alias("iri"), "document")
        .distinct()
        .join(named, ["iri", "document"], "left_anti")
    )
    mine = said.select("iri", "document", "entity").unionByName(
        by_role.withColumn("entity", F.lit(None).cast("binary"))
    )
    heads = known.select("iri", F.col("head").alias("data"), "unplaced")
    nothing = F.lit(None)
    things = mine.join(heads, "iri").select("document", F.lit(ENTITY).alias("kind"), "data", "entity", "unplaced")
    documents = readings.select(
        F.col("id").alias("document"),
        F.lit(DOCUMENT).alias("kind"),
        F.col("resolution").alias("data"),
        nothing.cast("binary").alias("entity"),
        nothing.cast("array<string>").alias("unplaced"),
    )
    facts_ = found.select(
        "document",
        F.lit(FACT).alias("kind"),
        F.col("share").alias("data"),
        nothing.cast("binary").alias("entity"),
        nothing.cast("array<string>").alias("unplaced"),
    )
    rows = documents.unionByName(facts_).unionByName(things)
    return grouped(rows, "document", _share, _schema(document="string", share="binary"), parts=parts, order=["kind"])


def _share(rows: Iterator[Row]) -> Iterator[Row]:
    """One document's, whose rows come in the order of their kinds."""
    resolution: Resolution | None = None
    said: list[Fact] = []
    named: dict[str, Entity] = {}
    for row in rows:
        if row["kind"] == DOCUMENT:
            resolution = unpacked(row["data"], Resolution)
        elif row["kind"] == FACT:
            said.append(unpacked(row["data"], Fact))
        else:
            head = unpacked(row["data"], Entity)
            occurrences = unpacked(row["entity"], Entity).occurrences if row["entity"] else ()
            occurrences += named[head.iri].occurrences if head.iri in named else ()
            named[head.iri] = entity_share(head, occurrences, row["unplaced"])
    if resolution is None:
        raise LookupError("facts of a document that was not read")
    document = resolution.document
    share = KnowledgeGraph((document,), tuple(named.values()), tuple(said), sentences=resolution.sentences)
    yield {"document": document.id, "share": packed(share)}


def _unpacked(rows: Iterator[Row], column: str, kind: type[T]) -> Iterator[T]:
    for row in rows:
        yield unpacked(row[column], kind)
