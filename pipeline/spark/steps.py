"""The steps of a run on Spark, in order: what the session does, and what is kept between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.errors import InputError, OutputError
from pipeline.model import model_folder
from pipeline.records import Failure
from pipeline.settings import Settings
from pipeline.spark import SparkResult, read, resolve, write
from pipeline.spark.session import Files

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from pipeline.spark.rows import Needs

READINGS = "_readings"  # the folder of what was read, while the run needs it: it is read once, whatever fails later
TABLES = ("entities", "facts", "evidence", "documents")
WRITTEN = ("graph.nq", "quarantine.nq", *(f"{table}.parquet" for table in TABLES))
SHARE = 200  # documents of which a task of the later steps has a share


def steps(spark: SparkSession, inputs: Sequence[str], output: str, settings: Settings, *, strict: bool) -> SparkResult:
    """Read, resolve, check and write. Raises as `run_on_spark` does."""
    from pyspark.sql import functions as F

    model_folder(settings.model)  # told here, and not by the first worker
    files = Files(spark)
    for name in ("", *WRITTEN):
        if files.is_file(place := f"{output}/{name}".rstrip("/")):
            raise OutputError(f"{place}: is a file where Spark writes a folder; name another output folder")
    rows = read.found_files(spark, inputs, files)
    number = rows.select("path").count()
    passed_over = sum(map(files.count, inputs)) - number
    kept = f"{output}/{READINGS}"
    with read.needed(spark, rows, settings, files) as (needs, ontology):
        write.refuse_far_shapes(ontology)
        workers = spark.sparkContext.defaultParallelism
        parts = min(max(workers, number // read.DOCUMENTS_A_TASK), read.MOST_TASKS)
        try:
            read.readings(rows, inputs, needs, files, parts=parts).write.mode("overwrite").parquet(kept)
            readings = spark.read.parquet(kept)
            failures = _failures(readings, strict=strict)
            documents, words = readings.where("resolution is not null").agg(F.count("*"), F.sum("words")).collect()[0]
            if not documents:
                told = "\n".join(failure.told for failure in failures)
                raise InputError(
                    told or f"{', '.join(inputs)}: no documents here; name files or a folder that holds some"
                )
            parts = max(workers, number // SHARE)
            entities, facts, broken = _written(readings, output, needs, parts=parts)
        finally:
            files.remove(kept)
    return SparkResult(documents, words, entities, facts, broken, failures, passed_over)


def _failures(readings: DataFrame, *, strict: bool) -> tuple[Failure, ...]:
    """The files that could not be read. Raises InputError for the first where there must be none."""
    rows = readings.where("error is not null").select("path", "name", "error").orderBy("path").collect()
    failures = tuple(
        Failure(row["name"], row["error"], row["error"].replace(row["name"], row["path"], 1)) for row in rows
    )
    if strict and failures:
        raise InputError(failures[0].told)
    return failures


def _written(readings: DataFrame, output: str, needs: Needs, *, parts: int) -> tuple[int, int, int]:
    """Write everything; how many entities there are, facts that are asserted, and facts that broke a shape."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as F

    read_ = readings.where("resolution is not null")
    said = resolve.said_entities(read_)
    found = resolve.facts(read_, needs, parts=parts).persist(StorageLevel.DISK_ONLY)
    known = resolve.entities(said, found, parts=parts).persist(StorageLevel.DISK_ONLY)
    shares = resolve.shares(read_, found, said, known, parts=parts).persist(StorageLevel.DISK_ONLY)
    wrong = write.violations(shares, needs).persist(StorageLevel.DISK_ONLY)
    try:
        keys = wrong.select("fact", "entity").distinct().collect()
        things = {row["entity"] for row in keys}
        of_things = known.where(F.col("iri").isin(*things)) if things else known.limit(0)
        classes = {row["iri"]: resolve.class_key(row["head"]) for row in of_things.select("iri", "head").collect()}
        broken = write.Broken(
            frozenset(row["fact"] for row in keys),
            frozenset(row["entity"] for row in keys if classes.get(row["entity"]) == row["fact"]),
        )
        wrong.select("value").write.mode("overwrite").text(f"{output}/quarantine.nq")
        sound_things = known.where(~F.col("iri").isin(*broken.entities)) if broken.entities else known
        sound_facts = found.where(~F.col("key").isin(*broken.facts)) if broken.facts else found
        unnamed = sound_things.where(F.size("documents") == 0)
        loose = unnamed.join(sound_facts.select(F.explode("roles").alias("iri")), "iri", "left_anti")
        lines = write.named_graphs(shares, needs, broken).unionByName(write.loose_things(loose, needs))
        lines.write.mode("overwrite").text(f"{output}/graph.nq")
        highest = known.agg(F.max("weight")).collect()[0][0] or 0.0
        tables = {
            "entities": write.entity_table(sound_things, needs, highest),
            "facts": write.fact_table(sound_facts, sound_things),
            "evidence": write.evidence_table(shares, broken),
            "documents": readings.drop("resolution"),
        }
        for name, table in tables.items():
            table.write.mode("overwrite").parquet(f"{output}/{name}.parquet")
        return sound_things.count(), sound_facts.where("first and asserted").count(), len(broken.facts)
    finally:
        for frame in (found, known, shares, wrong):
            frame.unpersist()
