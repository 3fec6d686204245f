"""Debian's Java libraries as second opinions: Jena reads RDF, the OWL API checks profiles."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from zipfile import ZipFile

JARS = Path("/usr/share/java")
# Without versions, which are the same files again; of the logging back ends, which exclude each other, one.
UNWANTED = re.compile(r"-\d|slf4j|log4j|logback|commons-logging")
LOGGING = ("slf4j-api.jar", "slf4j-simple.jar", "jcl-over-slf4j.jar")

HAS_JENA = bool(shutil.which("java")) and (JARS / "jena-cmds.jar").exists()
HAS_OWL_API = bool(shutil.which("java")) and (JARS / "owlapi-distribution.jar").exists()
NO_JENA = "Jena is not installed (Debian: libapache-jena-java and a Java runtime)"
NO_OWL_API = "the OWL API is not installed (Debian: libowlapi-java and a Java development kit)"


def java(main: str | Path, *arguments: str | Path) -> bytes:
    """What a class, or a source file with a main method, prints. Fails the test with the end of its complaint."""
    command = ["java", "-cp", class_path(), str(main), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


@cache
def class_path() -> str:
    """All of Debian's Java libraries."""
    jars = [jar for jar in sorted(JARS.glob("*.jar")) if not UNWANTED.search(jar.name)]
    return ":".join(map(str, [*misplaced(), *jars, *(JARS / name for name in LOGGING)]))


def misplaced() -> list[Path]:
    """Debian's Jena 4.5.0 looks for its XML messages in another package than it keeps them in, and fails without."""
    if not HAS_JENA:
        return []
    folder = Path(tempfile.mkdtemp(prefix="talkgraph-jena-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            inner = name.removeprefix("org/apache/jena/ext/")
            if inner.startswith("xerces/") and name != inner and name.endswith(".properties"):
                (folder / inner).parent.mkdir(parents=True, exist_ok=True)
                (folder / inner).write_bytes(jar.read(name))
    return [folder]
