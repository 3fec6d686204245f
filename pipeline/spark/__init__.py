"""The same run on Spark, for archives that one machine cannot hold: the local engine's records and functions, moved
between machines by Spark.

    read.py      documents from wherever Spark reads -> one Resolution each
    resolve.py   Resolutions -> entities and facts of the whole, and of each document its share of them
    write.py     shares -> N-Quads and Parquet
    rows.py      rows of packed records, group by group, in workers that load model and ontology once
    session.py   Spark itself, and the files that it reaches

What documents have in common is found by the keys by which the local engine merges them, the IRI of an entity and the
triple of a fact, so rows are joined on these and nothing is ever compared in pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Failure
from pipeline.settings import Settings

__all__ = ["SparkResult", "run_on_spark"]


@dataclass(frozen=True, slots=True)
class SparkResult:
    """What a run on Spark came to. facts: that are asserted; broken: that broke a shape and were left out.

    passed_over: files that Spark does not show, for they are empty or their name begins with "." or "_".
    """

    documents: int
    words: int
    entities: int
    facts: int
    broken: int
    failures: tuple[Failure, ...]
    passed_over: int = 0


def run_on_spark(
    inputs: Sequence[str],
    output: str,
    settings: Settings | None = None,
    *,
    jobs: int = 1,
    strict: bool = False,
    quiet: bool = True,
) -> SparkResult:
    """Build the graph of the documents at `inputs` and write it into the folder `output`, both as Spark addresses them.

    In it are written, each a folder of parts: graph.nq and quarantine.nq, and the Parquet tables entities, facts and
    evidence, which hold what the files of the local engine hold, and documents. Those of an earlier run are replaced.
    Spark is the session that is active, or that of spark-submit, or else `jobs` processes of this machine.

    Raises EngineError where Spark is missing or gives up, InputError where no document could be read (with `strict`
    where any could not), OutputError, OntologyError and ModelError as `pipeline.run.run` does.
    """
    from pipeline.spark.session import spark_session
    from pipeline.spark.steps import steps

    with spark_session(jobs, quiet=quiet) as spark:
        return steps(spark, inputs, output.rstrip("/"), settings or Settings(), strict=strict)
