"""What runs write, told from what people say: a run never reads its own or another run's output as a document."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest.pieces import Reading

HEAD = 4096  # bytes that tell
_GRAPHS = (
    r"\s*(?:#[^\n]*\n\s*)*(?:@prefix|@base|prefix|base)\s+[\w.-]*:?\s*<",  # Turtle, TriG
    r"\s*(?:<[^<>\s]+>|_:\w+)\s+<[^<>\s]+>\s+(?:<[^<>\s]+>|_:\w+|\")",  # N-Triples, N-Quads
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:rdf:RDF|graphml|gexf)\b",
    r"\s*\{\s*\"@context\"(?![\s\S]*\"transcript\")",
    r"\s*\{\s*\"talkgraph\"\s*:",
    r"\s*\{\s*\"directed\"\s*:\s*(?:true|false),\s*\"multigraph\"",
    r"(?:iri,label,class,class_iri|iri:ID,|:START_ID,:END_ID,|subject,subject_label,predicate|entity,label,document,begin"
    r"|first,first_label,second,)",
    r"---\ngenerator: talkgraph\b",  # notes
    r"\s*(?:CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(|MERGE \(n:\w+ \{iri)",
    r"\s*<!DOCTYPE html>[\s\S]{0,2000}<meta name=\"generator\" content=\"talkgraph",
    r"PAR1",
)
_GRAPH = re.compile("|".join(_GRAPHS), re.IGNORECASE)
_PACKED = re.compile(
    r"(?:graph|inferred|quarantine|together|entities|relations|mentions|nodes|relationships|facts|evidence)\.[\w.-]+\.gz"
)
_LINES = (".nt", ".nq")  # a graph of nothing is an empty file
_STORE = ("CURRENT", "IDENTITY")  # files of an Oxigraph store


def is_graph(head: str) -> bool:
    """Whether a text is a graph, or another file that a run writes.

    >>> is_graph("@prefix ex: <https://example.org/> ."), is_graph("Prefixes are words, too.")
    (True, False)
    """
    return _GRAPH.match(head[:HEAD]) is not None


def refuse_graph(raw: str) -> Reading:
    """Refuse a file that a run wrote. Raises InputError."""
    raise InputError("this is a graph or table that a program wrote, not a transcript; leave it out.")


def is_output(path: Path) -> bool:
    """Whether a file in a folder of documents is what a run wrote there; one that cannot be opened is none."""
    if _PACKED.fullmatch(path.name):
        return True
    try:
        with path.open("rb") as file:
            return is_written(path.name, file.read(HEAD))
    except OSError:
        return False


def is_written(name: str, head: bytes) -> bool:
    """Whether a run wrote a file with this name that begins so."""
    if _PACKED.fullmatch(name):
        return True
    return is_graph(head[:HEAD].decode("utf-8-sig", errors="replace")) or (not head and name.endswith(_LINES))


def is_store(folder: Path) -> bool:
    """Whether a folder is a store that `talkgraph load` made."""
    return all((folder / name).is_file() for name in _STORE)
