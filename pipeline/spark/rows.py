"""Rows of packed records in Arrow batches, worked through one by one or group by group, in constant memory.

What the work needs besides its rows is loaded once in each Python worker and stays for its later tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.ontology import Ontology, load_ontology
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame

Row = dict[str, Any]
BATCH = 200  # rows that leave a worker at once
ONTOLOGY, DECIDED = "ontology", "decided"  # folders of the archive


@dataclass(frozen=True, slots=True)
class Needs:
    """What a worker works with. archive: the one that Spark brings to it, with the files of ontology and decisions."""

    archive: str
    digest: str
    settings: Settings

    @property
    def ontology(self) -> Ontology:
        """The ontology, loaded once in each worker."""
        return _ontology(self.archive, self.digest)


@cache
def _ontology(archive: str, digest: str) -> Ontology:
    from pyspark import SparkFiles

    folder = Path(SparkFiles.get(archive))
    return load_ontology(folder / ONTOLOGY, confirmed=sorted((folder / DECIDED).glob("*")))


def each(rows: DataFrame, work: Callable[[Iterator[Row]], Iterable[Row]], schema: pa.Schema) -> DataFrame:
    """What the work makes of the rows of each partition."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return rows.mapInArrow(partial(_worked, work=work, schema=schema), from_arrow_schema(schema))


def grouped(
    rows: DataFrame,
    key: str,
    work: Callable[[Iterator[Row]], Iterable[Row]],
    schema: pa.Schema,
    *,
    parts: int,
    order: Sequence[str] = (),
) -> DataFrame:
    """What the work makes of the rows of each key, which come in this order."""
    sorted_rows = rows.repartition(parts, key).sortWithinPartitions(key, *order)
    return each(sorted_rows, partial(_by_key, key=key, work=work), schema)


def _by_key(rows: Iterator[Row], key: str, work: Callable[[Iterator[Row]], Iterable[Row]]) -> Iterator[Row]:
    for _, group in groupby(rows, key=itemgetter(key)):
        yield from work(group)


def _worked(
    batches: Iterator[pa.RecordBatch], work: Callable[[Iterator[Row]], Iterable[Row]], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    made: list[Row] = []
    for row in work(row for batch in batches for row in batch.to_pylist()):
        made.append(row)
        if len(made) >= BATCH:
            yield pa.RecordBatch.from_pylist(made, schema=schema)
            made = []
    if made:
        yield pa.RecordBatch.from_pylist(made, schema=schema)
