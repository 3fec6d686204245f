"""Shares of documents -> what breaks a shape, N-Quads and Parquet tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from pipeline.errors import OntologyError
from pipeline.export.frames import entity_row, evidence_rows, schemas
from pipeline.export.rdf import quads, quarantined
from pipeline.export.syntax import n_quads
from pipeline.graph.merge import salience
from pipeline.graph.shares import far_shape, united
from pipeline.graph.validate import check
from pipeline.ontology import Ontology
from pipeline.packing import unpacked
from pipeline.records import Entity, KnowledgeGraph
from pipeline.spark.resolve import key_of
from pipeline.spark.rows import Needs, Row, each

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame

TOGETHER = 50  # documents that are checked at once: to begin a check takes as long as to check some of them


@dataclass(frozen=True, slots=True)
class Broken:
    """What broke a shape: keys of facts and IRIs of entities."""

    facts: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


def refuse_far_shapes(ontology: Ontology) -> None:
    """Raise OntologyError where a shape cannot be checked document by document."""
    if shape := far_shape(ontology):
        raise OntologyError(
            f"{ontology.folder}: the shape «{shape}» rests on what several documents say together, and Spark does not "
            "check that; leave it out here, and check the files it writes with talkgraph validate"
        )


def _text(*names: str) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in names])


# --- what breaks a shape


def violations(shares: DataFrame, needs: Needs) -> DataFrame:
    """What breaks a shape: key of the fact, IRI of the entity, the reason; and N-Quads for the quarantine.

    A fact has a row for each document that says it and each reason.
    """
    return each(shares, partial(_checked, needs=needs), _text("fact", "entity", "message", "value"))


def _checked(rows: Iterator[Row], needs: Needs) -> Iterator[Row]:
    while batch := [unpacked(row["share"], KnowledgeGraph) for row in islice(rows, TOGETHER)]:
        graph = united(batch)
        found = check(graph, needs.ontology, needs.settings)
        for violation in found:
            whole = replace(graph, violations=(violation,))
            text = _lines(n_quads(quarantined(whole, needs.ontology, needs.settings)))
            row = {"fact": key_of(violation.triple), "entity": violation.triple.subject}
            yield row | {"message": violation.message, "value": text}


# --- files


def named_graphs(shares: DataFrame, needs: Needs, broken: Broken) -> DataFrame:
    """The N-Quads of each document, without what is broken."""
    return each(shares, partial(_quads, needs=needs, broken=broken), _text("value"))


def _quads(rows: Iterator[Row], needs: Needs, broken: Broken) -> Iterator[Row]:
    for row in rows:
        graph = sound(unpacked(row["share"], KnowledgeGraph), broken)
        said = quads(graph, needs.ontology, needs.settings)
        named = (quad for quad in said if quad.graph_name != ox.DefaultGraph())  # what it does not name, others may
        yield {"value": _lines(n_quads(named))}


def loose_things(known: DataFrame, needs: Needs) -> DataFrame:
    """The N-Quads of things that no document names."""
    return each(known, partial(_loose, needs=needs), _text("value"))


def _loose(rows: Iterator[Row], needs: Needs) -> Iterator[Row]:
    for row in rows:
        graph = KnowledgeGraph((), (unpacked(row["head"], Entity),), ())
        yield {"value": _lines(n_quads(quads(graph, needs.ontology, needs.settings)))}


def evidence_table(shares: DataFrame, broken: Broken) -> DataFrame:
    """The table of evidence, as the local engine's."""
    return each(shares, partial(_evidence, broken=broken), schemas()["evidence"])


def _evidence(rows: Iterator[Row], broken: Broken) -> Iterator[Row]:
    for row in rows:
        graph = sound(unpacked(row["share"], KnowledgeGraph), broken)
        labels = {entity.iri: entity.label for entity in graph.entities}
        for fact in graph.facts:
            yield from evidence_rows(fact, labels)


def entity_table(known: DataFrame, needs: Needs, highest: float) -> DataFrame:
    """The table of entities, as the local engine's. highest: weight of all."""
    return each(known, partial(_entity, needs=needs, highest=highest), schemas()["entities"])


def _entity(rows: Iterator[Row], needs: Needs, highest: float) -> Iterator[Row]:
    for row in rows:
        entity = replace(unpacked(row["head"], Entity), salience=salience(row["weight"], highest))
        yield entity_row(entity, row["mentions"], row["documents"], needs.ontology)


def fact_table(found: DataFrame, known: DataFrame) -> DataFrame:
    """The table of facts, as the local engine's."""
    labels = known.select("iri", "label")
    subjects = labels.toDF("subject", "subject_label")
    objects = labels.toDF("object", "object_label")
    joined = found.where("first").join(subjects, "subject", "left").join(objects, "object", "left")
    return joined.select(*(field.name for field in schemas()["facts"]))


def sound(graph: KnowledgeGraph, broken: Broken) -> KnowledgeGraph:
    """The share without what is broken."""
    if not broken.facts and not broken.entities:
        return graph
    return replace(
        graph,
        entities=tuple(entity for entity in graph.entities if entity.iri not in broken.entities),
        facts=tuple(fact for fact in graph.facts if key_of(fact.triple) not in broken.facts),
    )


def _lines(pieces: Iterator[bytes]) -> str:
    """Without the last line end, which Spark writes."""
    return b"".join(pieces).decode().removesuffix("\n")
