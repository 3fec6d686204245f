"""Quads to Turtle, N-Quads and JSON-LD, the same bytes on every run.

pyoxigraph writes all three. Measured with rdflib 7.6: its JSON-LD turns "540000000000.0"^^xsd:double into an integer
and its Turtle rewrites it as 5.4e+11, so that the files would not hold the same triples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import pyoxigraph as ox
import rdflib

from pipeline.export.rdf import TYPE, quad_key
from pipeline.rdf_file import as_rdflib


def to_rdflib(statements: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples of the quads, graph names aside, as an rdflib graph."""
    return as_rdflib(quad.triple for quad in statements)


def turtle(statements: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> bytes:
    """Turtle of the triples, graph names aside, a blank line between subjects."""
    triples = {quad.triple: None for quad in sorted(statements, key=lambda quad: quad_key(quad)[1:])}
    lines = _write(triples, ox.RdfFormat.TURTLE, prefixes).splitlines(keepends=True)
    header = sorted(line for line in lines if line.startswith(b"@prefix "))  # the writer has its own order
    body = b"".join(lines[len(header) :])
    # Line ends within literals are escaped, so these stand between subjects.
    return b"".join(header) + b"\n" * bool(header) + body.replace(b" .\n<", b" .\n\n<")


def n_quads(statements: Iterable[ox.Quad]) -> bytes:
    """N-Quads, sorted by line: the canonical file."""
    return b"".join(sorted(_write(statements, ox.RdfFormat.N_QUADS).splitlines(keepends=True)))


def json_ld(statements: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> bytes:
    """JSON-LD with named graphs, compacted by a context of prefixes."""
    expanded = json.loads(_write(statements, ox.RdfFormat.JSON_LD))
    context = {name: iri for name, iri in sorted(prefixes.items()) if name}
    body = {"@context": context, "@graph": _compact(expanded, {iri: name for name, iri in context.items()})}
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def _write(
    items: Iterable[ox.Quad] | Iterable[ox.Triple], syntax: ox.RdfFormat, prefixes: Mapping[str, str] | None = None
) -> bytes:
    buffer = BytesIO()
    ox.serialize(items, buffer, syntax, prefixes=dict(sorted((prefixes or {}).items())))
    return buffer.getvalue()


def _compact(value: Any, names: Mapping[str, str]) -> Any:
    """Expanded JSON-LD with shortened keys and types, single values unwrapped; IRIs of things stay whole."""
    if isinstance(value, list):
        return [_compact(item, names) for item in value]
    if value.keys() == {"@value"}:
        return value["@value"]
    result: dict[str, Any] = {}
    for key, inner in value.items():
        if key == TYPE.value:
            result["@type"] = _single([_short(item["@id"], names) for item in inner])
        elif key == "@type":
            result[key] = _short(inner, names)
        elif key in ("@id", "@value"):
            result[key] = inner
        elif key == "@graph":
            result[key] = _compact(inner, names)
        else:
            result[_short(key, names)] = _single(_compact(inner, names))
    return result


def _single(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def _short(iri: str, names: Mapping[str, str]) -> str:
    """The IRI as prefix:name where a prefix fits and the name is plain."""
    match = re.fullmatch(r"(.*[#/])([A-Za-z_][\w-]*)", iri, re.ASCII)
    return f"{names[match[1]]}:{match[2]}" if match and match[1] in names else iri
