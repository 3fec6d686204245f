"""Real servers for the tests: started on 127.0.0.1 at a free port with a folder of their own, and always stopped."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import requests

from pipeline.stores import Login

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
NO_OXIGRAPH = "oxigraph is not installed (PyPI: oxigraph)"
NO_VIRTUOSO = "Virtuoso is not installed (Debian: virtuoso-opensource)"
READY_SECONDS = 60  # how long a server may take to start

VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = 2000
MaxDirtyBuffers = 1000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass(frozen=True)
class Running:
    """A server that runs: where to load, where to update, where to ask, how to log in."""

    graph_store: str
    update: str
    query: str
    login: Login
    process: subprocess.Popen[bytes]

    def ask(self, query: str) -> list[ox.QuerySolution]:
        """The rows of a SELECT, by nothing of ours."""
        accept = {"Accept": "application/sparql-results+json"}
        answer = requests.post(self.query, data={"query": query}, headers=accept, timeout=60)
        answer.raise_for_status()
        return list(ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON))

    def count(self) -> int:
        """Triples in the graphs that talkgraph wrote."""
        rows = self.ask(
            "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/')) }"
        )
        return int(rows[0]["n"].value)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[subprocess.Popen[bytes]]:
    """The process, once it is ready; killed at the end."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + READY_SECONDS
            while not ready():
                said = (folder / "server.log").read_text(errors="replace")[-500:]
                assert process.poll() is None, f"{command[0]} ended: {said}"
                assert time.monotonic() < deadline, f"{command[0]} is not ready: {said}"
                time.sleep(0.05)
            yield process
        finally:
            process.kill()
            process.wait()


def answers(url: str) -> bool:
    """Whether a server is there."""
    try:
        requests.get(url, timeout=5)
    except requests.RequestException:
        return False
    return True


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """`oxigraph serve`: no login."""
    assert OXIGRAPH is not None
    url = f"127.0.0.1:{free_port()}"
    command = [OXIGRAPH, "serve", "--location", str(folder / "data"), "--bind", url]
    with running(command, folder, lambda: answers(f"http://{url}/query")) as process:
        yield Running(f"http://{url}/store", f"http://{url}/update", f"http://{url}/query", Login(), process)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Virtuoso: HTTP Digest, user and password as they come from the factory."""
    assert VIRTUOSO is not None
    url = f"http://127.0.0.1:{(port := free_port())}"
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(http=port, sql=free_port()), encoding="utf-8")
    command = [VIRTUOSO, "+configfile", "virtuoso.ini", "+foreground"]
    with running(command, folder, lambda: answers(f"{url}/sparql")) as process:
        login = Login("dba", "dba", digest=True)
        yield Running(f"{url}/sparql-graph-crud-auth", f"{url}/sparql-auth", f"{url}/sparql", login, process)
