"""Queries in a process of their own, where the engine may end it: this one goes on and says so.

Oxigraph's sort ends the whole process where it meets values that it cannot bring into one order (docs/stores.md), and
no exception can be caught then. The other process sends its answer as a server would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from pipeline.errors import QueryError, TalkgraphError
from pipeline.query import Answer, ask, failures, graph_of

ROWS, TRIPLES = b"rows\n", b"triples\n"  # the first line of an answer
FAILED = 3  # the exit code that goes with a sentence on standard output


def ask_apart(place: Path, query: str, values: Mapping[str, str] | None = None) -> Answer:
    """As `pipeline.query.ask`, over the store in the folder `place` or the graph in that file.

    Raises QueryError also where the query ends the engine, and whatever opening the store or the file raises.
    """
    question = json.dumps({"place": str(place), "query": query, "values": dict(values or {})})
    command = [sys.executable, "-P", "-c", "from pipeline.query.apart import main; main()"]
    output = TemporaryFile(prefix="talkgraph-")  # noqa: SIM115 - the answer is read from it as it is needed
    done = subprocess.run(command, input=question.encode(), stdout=output, stderr=subprocess.DEVNULL, check=False)
    output.seek(0)
    if done.returncode == FAILED:
        raise QueryError(output.read().decode())
    if done.returncode != 0:
        raise QueryError(
            "the query ended its engine: it sorts numbers together with texts (ORDER BY STR(?x) sorts any), or took "
            "all memory; see docs/stores.md"
        )
    if output.readline() == ROWS:
        return ox.parse_query_results(output, format=ox.QueryResultsFormat.JSON)
    return (quad.triple for quad in ox.parse(output, format=ox.RdfFormat.N_TRIPLES))


def main() -> None:
    """The other process: a question on standard input, the answer on standard output."""
    question = json.load(sys.stdin)
    output = os.fdopen(os.dup(1), "wb")
    try:
        found = ask(_opened(Path(question["place"])), question["query"], question["values"])
        with failures():
            if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
                output.write(ROWS)
                found.serialize(output, format=ox.QueryResultsFormat.JSON)
            else:
                output.write(TRIPLES)
                ox.serialize(found, output, ox.RdfFormat.N_TRIPLES)
    except TalkgraphError as error:
        output.seek(0)
        output.truncate()
        output.write(str(error).encode("utf-8", "replace"))
        output.flush()
        sys.exit(FAILED)
    output.flush()


def _opened(place: Path) -> ox.Store:
    from pipeline.stores.embedded import EmbeddedStore

    return EmbeddedStore(place).read() if place.is_dir() else graph_of(place)
