"""Documents from wherever Spark reads -> one packed Resolution each, by the local engine's `Reader`."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.errors import EngineError, InputError
from pipeline.ingest.document import MOST_BYTES, document_id, is_no_document, too_large
from pipeline.ontology import Ontology, default_folder, load_ontology
from pipeline.reading import Answer, Reader, Task
from pipeline.run import ALIASES
from pipeline.settings import Settings
from pipeline.spark.rows import DECIDED, ONTOLOGY, Needs, Row, grouped

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame, SparkSession

    from pipeline.spark.session import Files

DOCUMENTS_A_TASK = 8  # few, so that no worker is left with a long tail; the model is loaded once for all tasks
MOST_TASKS = 20_000


def readings_schema() -> pa.Schema:
    """A row for each file: the document it holds, or the sentence that says why none (error, which names the file).

    words: none of a file whose content another document has, too; its `same` names that.
    """
    import pyarrow as pa

    texts = [pa.field(name, pa.string()) for name in ("path", "name", "id", "digest", "title", "date", "url")]
    told = [pa.field(name, pa.string()) for name in ("language", "same", "error")]
    lists = [pa.field(name, pa.list_(pa.string())) for name in ("warnings", "alerts")]
    return pa.schema([*texts, *told, *lists, pa.field("words", pa.int64()), pa.field("resolution", pa.binary())])


def found_files(spark: SparkSession, inputs: Sequence[str], files: Files) -> DataFrame:
    """Path, length and content of every file; no content where that is more than is read.

    Raises InputError for an address where there is nothing.
    """
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as F

    try:
        rows = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(list(inputs))
    except AnalysisException as error:
        where = next((place for place in inputs if not _is_pattern(place) and not files.exists(place)), inputs[0])
        raise InputError(f"{where}: Spark finds nothing there; check the address") from error
    columns = ("path", "length", "content")
    large = rows.where(F.col("length") > MOST_BYTES).select(
        "path", "length", F.lit(None).cast("binary").alias("content")
    )
    return rows.where(F.col("length") <= MOST_BYTES).select(*columns).unionByName(large)


def _is_pattern(address: str) -> bool:
    return any(sign in address for sign in "*?[{")


def readings(rows: DataFrame, inputs: Sequence[str], needs: Needs, files: Files, *, parts: int) -> DataFrame:
    """What is read of the files, each content once. Files that are named are read whatever they are called."""
    from pyspark.sql import functions as F

    named = frozenset(files.full(place) for place in inputs if not _is_pattern(place) and files.is_file(place))
    digest = F.coalesce(F.sha2("content", 256), F.col("path"))
    read = partial(_read, needs=needs, named=named)
    return grouped(rows.withColumn("digest", digest), "digest", read, readings_schema(), parts=parts, order=["path"])


def _read(rows: Iterator[Row], needs: Needs, named: frozenset[str]) -> Iterator[Row]:
    """Files with one content: the first, by its id, is read."""
    contents: dict[tuple[str, str], Row] = {}
    for row in rows:
        name = PurePosixPath(row["path"]).name
        content = row["content"]
        if row["path"] in named or not is_no_document(name, content if content is not None else b"-"):
            contents[document_id(name, row["digest"]), name] = row | {"name": name}
    first: Row = {}
    for (id_, name), row in sorted(contents.items()):
        told = {"path": row["path"], "name": name, "digest": row["digest"]}
        if first.get("resolution"):
            yield told | {"same": first["id"], "words": 0, "warnings": [], "alerts": []}
            continue
        first = told | {"id": id_} | _reading(row, needs)
        yield first


def _reading(row: Row, needs: Needs) -> Row:
    from pipeline.packing import unpacked
    from pipeline.records import Resolution

    path = Path(row["name"])
    if row["content"] is None:
        return {"error": str(too_large(path, row["length"]))}
    answer = _reader(needs).read(Task(path, row["name"], row["length"], "", data=row["content"]))
    if not isinstance(answer, Answer):
        return {"error": str(answer)}
    document = unpacked(answer.resolution, Resolution).document
    told = {name: getattr(document, name) for name in ("title", "date", "url", "language", "warnings", "alerts")}
    return told | {"words": answer.words, "resolution": answer.resolution}


@cache
def _reader(needs: Needs) -> Reader:
    """With the model in memory, once in each worker."""
    return Reader(needs.ontology, needs.settings)


# --- what the workers need


@contextmanager
def needed(spark: SparkSession, rows: DataFrame, settings: Settings, files: Files) -> Iterator[tuple[Needs, Ontology]]:
    """The ontology with what a person decided beside the documents, brought to every worker by Spark.

    Raises OntologyError as `load_ontology` does, EngineError where a decision cannot be had.
    """
    from pyspark.sql import functions as F

    folders = rows.select(F.regexp_extract("path", r"^(.*)/[^/]*$", 1).alias("folder")).distinct().collect()
    decided = sorted(place for row in folders if files.is_file(place := f"{row.folder}/{ALIASES}"))
    contents = {}
    if decided:
        texts = spark.read.format("binaryFile").load(decided).select("path", "content").collect()
        contents = {row.path: bytes(row.content) for row in texts}
    folder = settings.ontology or default_folder()
    with tempfile.TemporaryDirectory(prefix="talkgraph-") as place:
        copies = [Path(place, f"{number:06}-{ALIASES}") for number in range(len(decided))]
        for path, address in zip(copies, decided, strict=True):
            if address not in contents:
                raise EngineError(f"{address}: Spark does not read it; check its permissions")
            path.write_bytes(contents[address])
        ontology = load_ontology(folder, confirmed=copies)
        archive = Path(place, f"talkgraph-{ontology.digest[:16]}.zip")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*.ttl")):
                packed.write(path, f"{ONTOLOGY}/{path.relative_to(folder).as_posix()}")
            for path in copies:
                packed.write(path, f"{DECIDED}/{path.name}")
        spark.sparkContext.addArchive(str(archive))
        yield Needs(archive.name, ontology.digest, settings), ontology  # executors fetch the archive as they begin
