"""Spark itself, and the files that it reaches."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import EngineError, OutputError
from pipeline.export.frames import require_tables

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = "install it (Debian: openjdk-17-jre-headless), or name its folder in JAVA_HOME"
# On this machine alone nothing listens to others, and Java, whose part is small, takes no time to compile itself well.
ALONE = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
SUBMITTED = "PYSPARK_GATEWAY_PORT"  # by which spark-submit tells the program that it began
TOLD = 300  # characters of what Spark says


def require_spark() -> None:
    """Raise EngineError, with the remedy, where PySpark, pandas, pyarrow or Java is not installed."""
    try:
        require_tables()
        import pyspark  # noqa: F401
    except (ImportError, OutputError) as error:
        raise EngineError(
            "--engine spark needs PySpark, pandas and pyarrow; install them: pip install 'talkgraph[spark]'"
        ) from error
    home = os.environ.get("JAVA_HOME")
    if SUBMITTED not in os.environ and not shutil.which("java", path=f"{home}/bin" if home else None):
        raise EngineError(f"--engine spark needs Java 17 or newer, and there is none here; {JAVA}")


@contextmanager
def spark_session(jobs: int, *, quiet: bool) -> Iterator[SparkSession]:
    """The session that is active, or that of spark-submit, or one of this machine alone with so many processes.

    One that was made here ends with the block. What Spark gives up with becomes EngineError, in one sentence.
    """
    require_spark()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    try:
        with warnings.catch_warnings():
            # Of pandas only its presence is asked for: all rows are Arrow's.
            warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
            session = active or _begun(jobs, quiet)
            yield session
    except (PySparkException, Py4JError) as error:
        raise EngineError(f"Spark gave up: {_told(error)}") from error
    finally:
        if not active and (made := SparkSession.getActiveSession()):
            made.stop()


def _begun(jobs: int, quiet: bool) -> SparkSession:
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.appName("talkgraph")
    if SUBMITTED not in os.environ:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(f"local[{jobs}]")
        for key, value in (ALONE | {"spark.ui.showConsoleProgress": str(not quiet).lower()}).items():
            builder = builder.config(key, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _told(error: Exception) -> str:
    """What Spark says, without the stacks: the last line of Python's, or the first that says anything."""
    if "JAVA_GATEWAY_EXITED" in str(error):
        return f"Java did not start, or is older than 17; {JAVA}"
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    python = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception")) and ": " in line]
    return (python or lines or [type(error).__name__])[-1 if python else 0][:TOLD]


class Files:
    """What lies in the file systems that Spark reaches (Hadoop's interface)."""

    def __init__(self, spark: SparkSession) -> None:
        """As the session is configured."""
        self._jvm: Any = spark.sparkContext._jvm
        self._settings: Any = spark.sparkContext._jsc.hadoopConfiguration()

    def exists(self, address: str) -> bool:
        """Whether there is a file or folder."""
        path, system = self._at(address)
        return bool(system.exists(path))

    def is_file(self, address: str) -> bool:
        """Whether there is a file."""
        path, system = self._at(address)
        return bool(system.exists(path)) and bool(system.getFileStatus(path).isFile())

    def count(self, address: str) -> int:
        """How many files there are in a folder, or in all that a pattern means, and below."""
        path, system = self._at(address)
        places = system.globStatus(path) or ()
        return sum(int(system.getContentSummary(place.getPath()).getFileCount()) for place in places)

    def remove(self, address: str) -> None:
        """A folder with all it holds, where it is there."""
        path, system = self._at(address)
        system.delete(path, True)

    def full(self, address: str) -> str:
        """The address in full, as Spark tells it of a file."""
        path, system = self._at(address)
        return str(system.makeQualified(path).toString())

    def _at(self, address: str) -> tuple[Any, Any]:
        path = self._jvm.org.apache.hadoop.fs.Path(address)
        return path, path.getFileSystem(self._settings)
