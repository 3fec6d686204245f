"""What is fuzzed: each target takes bytes from a stranger, and ends well or with a sentence of ours."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fuzz_samples as samples

from pipeline.errors import GraphError, InputError, OntologyError, TalkgraphError
from pipeline.evaluate.gold import Names, read_gold
from pipeline.graph.reading import read_graph
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.rdf_file import read_quads
from pipeline.serve import Serving
from pipeline.serve.answers import Reply
from pipeline.serve.http import Handler

KNOWN = {200, 204, 400, 403, 404, 405, 408, 411, 413, 414, 415, 421, 431, 505}  # what serve may answer
MEMORY = Path("/dev/shm")  # writing a small file anew on a disk takes several times as long as reading it
FOLDER = Path(tempfile.mkdtemp(prefix="talkgraph-fuzz-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


@dataclass(frozen=True)
class Target:
    """seeds: sound inputs. call: raises whatever is a fault; what a user would be told is none."""

    seeds: Sequence[bytes]
    call: Callable[[bytes], None]


def sentence(error: TalkgraphError, place: Path) -> None:
    """Hold that the complaint is one sentence that names the place, and drives no terminal."""
    text = str(error)
    assert text.startswith(str(place)), text[:200]
    assert "\n" not in text, text[:200]
    assert len(text) < 3000, text[:200]


def reader(data: bytes) -> None:
    """Any file as a document."""
    path = FOLDER / "talk"
    path.write_bytes(data)
    try:
        document = read_document(path)
    except InputError as error:
        sentence(error, path)
        return
    for one, other in pairwise(document.segments):
        assert one.begin <= one.end <= other.begin
    for run in document.runs:
        assert 0 <= run.raw_begin <= run.raw_end <= len(document.raw)


def ontology(data: bytes) -> None:
    """A schema, as `--ontology` reads it."""
    folder = FOLDER / "ontology"
    folder.mkdir(exist_ok=True)
    (folder / "schema.ttl").write_bytes(data)
    try:
        known = load_ontology(folder)
    except OntologyError as error:
        sentence(error, folder)
        return
    Names.of(known)
    for cls in known.classes:
        known.is_a(cls, frozenset({"x:none"}))


@cache
def _small() -> Ontology:
    folder = FOLDER / "small"
    folder.mkdir(exist_ok=True)
    (folder / "schema.ttl").write_bytes(samples.SCHEMA)
    return load_ontology(folder)


def gold(data: bytes) -> None:
    """A gold graph, as `evaluate` reads it."""
    path = FOLDER / "gold.yaml"
    path.write_bytes(data)
    try:
        read_gold(path, Names.of(_small()))
    except GraphError as error:
        sentence(error, path)


def rdf(suffix: str) -> Callable[[bytes], None]:
    """An RDF file of one format: its quads, and what `export` and `why` make of them."""
    path = FOLDER / f"graph.{suffix}"

    def call(data: bytes) -> None:
        path.write_bytes(data)
        for read in (lambda: list(read_quads(path)), lambda: read_graph(path, _small())):
            try:
                read()
            except GraphError as error:
                sentence(error, path)

    return call


class _Workers:
    """Answers no question: what a query may do is the engine's business, and kept in other processes."""

    def answer(self, question: object) -> Reply:
        return Reply(200, "text/plain", b"answered\n")


SERVER = SimpleNamespace(
    serving=Serving(FOLDER / "store"),
    workers=_Workers(),
    hosts={"localhost:1", "127.0.0.1:1"},
    hears=lambda connection, *, still: None,
)


def requests(data: bytes) -> None:
    """Bytes that arrive at `serve`: answered by whole replies, a sentence each unless it is an answer."""
    near, far = socket.socketpair()
    with near, far:
        far.settimeout(60)
        far.sendall(data)
        far.shutdown(socket.SHUT_WR)
        server: Any = SERVER
        Handler(near, ("127.0.0.1", 1), server)
        near.shutdown(socket.SHUT_WR)
        received = far.makefile("rb").read()
    for status in re.findall(rb"^HTTP/1\.1 (\d+)", received, re.MULTILINE):
        assert int(status) in KNOWN, status
    assert received.startswith(b"HTTP/1.1 ") or not received
    assert b"<" not in received, "no page of an error, and no words of the request"
    assert b"\x1b" not in received


TARGETS: dict[str, Target] = {
    "readers": Target([*samples.TRANSCRIPTS.values()], reader),
    "containers": Target([samples.epub(), samples.docx(), samples.pdf()], reader),
    "ontology": Target([samples.SCHEMA], ontology),
    "gold": Target([samples.GOLD], gold),
    **{f"rdf-{suffix}": Target([data], rdf(suffix)) for suffix, data in samples.RDF.items()},
    "requests": Target([*samples.REQUESTS], requests),
}
