"""Quads to RDF files: each writer takes any number of quads and yields the file in pieces, sorted, the same every time.

However many quads there are, a writer holds one block of them (`pipeline.export.sorting`) or what is said of one
subject, whichever is larger. pyoxigraph writes every term. Measured with rdflib 7.6: its JSON-LD turns
"540000000000.0"^^xsd:double into an integer and its Turtle rewrites it as 5.4e+11, so that the files would not hold
the same triples.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby, islice
from types import MappingProxyType
from typing import TypeVar
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox
import rdflib

from pipeline.errors import OutputError
from pipeline.export.json_ld import context, document
from pipeline.export.sorting import sorted_lines
from pipeline.export.terms import OBJECT, PREDICATE, REIFIES, STATEMENT, SUBJECT, TYPE
from pipeline.ontology import Ontology
from pipeline.rdf_file import as_rdflib
from pipeline.vocabulary import PREFIXES

Item = TypeVar("Item", ox.Quad, ox.Triple)
Writer = Callable[[Iterable[ox.Quad], Ontology], Iterator[bytes]]

BATCH = 20_000  # quads that go through pyoxigraph at once
IS_TYPE = f"{TYPE} ".encode()
PARTS = {SUBJECT, PREDICATE, OBJECT}
_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")
# XML 1.0 has no way to write these, not even escaped: C0 controls, U+FFFE and U+FFFF.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def n_quads(quads: Iterable[ox.Quad], ontology: Ontology | None = None) -> Iterator[bytes]:
    """N-Quads, sorted by line: the canonical file."""
    return map(b"".join, sorted_lines(_serialized(quads, ox.RdfFormat.N_QUADS)))


def n_triples(quads: Iterable[ox.Quad], ontology: Ontology | None = None) -> Iterator[bytes]:
    """N-Triples of the quads, graph names aside, sorted by line."""
    return map(b"".join, _triple_lines(quads))


def turtle(
    quads: Iterable[ox.Quad], ontology: Ontology, *, prefixes: Mapping[str, str] = MappingProxyType({})
) -> Iterator[bytes]:
    """Turtle of the triples, graph names aside, a blank line between subjects, the type first.

    prefixes: more than those of the ontology.
    """
    return _turtle(_descriptions(_triple_lines(quads)), {**ontology.prefixes, **prefixes})


def turtle_12(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[bytes]:
    """Turtle of RDF 1.2: a statement names its triple by rdf:reifies and a triple term, not by its three parts."""
    return _turtle(map(_reifying, _descriptions(_triple_lines(quads))), ontology.prefixes)


def n_quads_12(quads: Iterable[ox.Quad], ontology: Ontology | None = None) -> Iterator[bytes]:
    """N-Quads of RDF 1.2, sorted by line, with triple terms as `turtle_12` has them."""

    def reified() -> Iterator[bytes]:
        for name, batches in _by_graph(quads):
            graph = ox.NamedNode(_iri(name)) if name else ox.DefaultGraph()
            for triples in batches:
                found = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in _reifying(triples))
                yield from _serialized(found, ox.RdfFormat.N_QUADS)

    return map(b"".join, sorted_lines(reified()))


def trig(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[bytes]:
    """TriG, graph by graph, each as `turtle` writes it."""
    return _trig(_by_graph(quads), ontology.prefixes)


def trig_12(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[bytes]:
    """TriG of RDF 1.2, with triple terms as `turtle_12` has them."""
    return _trig(((name, map(_reifying, batches)) for name, batches in _by_graph(quads)), ontology.prefixes)


def _trig(graphs: Iterable[tuple[str, Iterable[list[ox.Triple]]]], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    yield _header(prefixes)
    for name, batches in graphs:
        yield f"\n{name} {{\n".encode() if name else b""
        for triples in batches:
            yield b"\n" + _body(triples, prefixes)
        yield b"\n}\n" if name else b""


def _iri(name: str) -> str:
    """Of a graph's name as N-Quads write it."""
    return name[1:-1]


def rdf_xml(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[bytes]:
    """RDF/XML of the triples, graph names aside. Characters that XML cannot hold become U+FFFD, as in GraphML.

    Raises OutputError for a class or property whose IRI does not end in an XML name: XML elements cannot have it.
    """
    names = {**ontology.prefixes, "rdf": PREFIXES["rdf"]}
    declared = "".join(f" xmlns:{name}={quoteattr(iri)}" for name, iri in sorted(names.items()) if name)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode()
    for triples in _descriptions(_triple_lines(quads)):
        for term in {t.object if t.predicate == TYPE else t.predicate for t in triples}:
            if not _XML_NAME.search(getattr(term, "value", "")):
                raise OutputError(f"RDF/XML cannot write the class or property {term}; choose another format")
        text = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=names) or b""
        body = text[text.index(b">", text.index(b"<rdf:RDF")) + 2 : text.rindex(b"</rdf:RDF>")]
        yield _NOT_XML.sub("\ufffd".encode(), body).replace(b"\r", b"&#13;")
    yield b"</rdf:RDF>\n"


def json_ld(quads: Iterable[ox.Quad], ontology: Ontology) -> Iterator[bytes]:
    """JSON-LD with named graphs, compacted by the vocabulary's own context, which stands in the file."""
    return document(_by_graph(quads), context(ontology))


SYNTAXES: Mapping[str, Writer] = MappingProxyType(
    {
        "ttl": turtle,
        "nt": n_triples,
        "nq": n_quads,
        "trig": trig,
        "jsonld": json_ld,
        "rdf": rdf_xml,
        "rdf12.ttl": turtle_12,
        "rdf12.nq": n_quads_12,
        "rdf12.trig": trig_12,
    }
)


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces as one gzip member, without a name or a time in its header: same input, same bytes."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples of the quads, graph names aside, as an rdflib graph."""
    return as_rdflib(quad.triple for quad in quads)


def _serialized(items: Iterable[Item], syntax: ox.RdfFormat) -> Iterator[bytes]:
    """The items in blocks of whole lines."""
    remaining = iter(items)
    while block := ox.serialize(islice(remaining, BATCH), format=syntax):
        yield block


def _triple_lines(quads: Iterable[ox.Quad]) -> Iterator[list[bytes]]:
    return sorted_lines(_serialized((quad.triple for quad in quads), ox.RdfFormat.N_TRIPLES))


def _by_graph(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, Iterator[list[ox.Triple]]]]:
    """Each graph's name as N-Quads write it ("" for the default graph, which comes first) and its descriptions."""
    items = iter(quads)

    def blocks() -> Iterator[bytes]:
        while block := list(islice(items, BATCH)):
            yield "".join(f"{_graph_name(quad)} {quad.triple} .\n" for quad in block).encode()

    lines = chain.from_iterable(sorted_lines(blocks()))
    for name, group in groupby(lines, key=_first_word):
        yield name.decode(), _descriptions([line.partition(b" ")[2]] for line in group)


def _graph_name(quad: ox.Quad) -> str:
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)


def _descriptions(blocks: Iterable[list[bytes]]) -> Iterator[list[ox.Triple]]:
    """The triples of sorted N-Triples lines, the type first within a subject; no subject is spread over two lists."""
    batch: list[bytes] = []
    for _, lines in groupby(chain.from_iterable(blocks), key=_first_word):
        batch += sorted(lines, key=_is_no_type)  # a stable sort: the others keep their order
        if len(batch) >= BATCH:
            yield _parsed(batch)
            batch = []
    if batch:
        yield _parsed(batch)


def _first_word(line: bytes) -> bytes:
    return line.partition(b" ")[0]


def _is_no_type(line: bytes) -> bool:
    return not line.startswith(IS_TYPE, line.index(b" ") + 1)


def _parsed(lines: list[bytes]) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)]


def _reifying(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The descriptions with each statement's type, subject, predicate and object replaced by one triple term."""
    result: list[ox.Triple] = []
    for node, group in groupby(triples, key=lambda triple: triple.subject):
        description = list(group)
        parts = {triple.predicate: triple.object for triple in description}
        if ox.Triple(node, TYPE, STATEMENT) in description and parts.keys() >= PARTS:
            term = ox.Triple(*(parts[part] for part in (SUBJECT, PREDICATE, OBJECT)))  # type: ignore[arg-type]
            said = [t for t in description if t.predicate not in PARTS and t.object != STATEMENT]
            description = [ox.Triple(node, REIFIES, term), *said]
        result += description
    return result


def _turtle(batches: Iterable[list[ox.Triple]], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    yield _header(prefixes)
    for triples in batches:
        yield b"\n" + _body(triples, prefixes)


def _header(prefixes: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items())).encode()


def _body(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """Turtle without its prefixes, which the writer gives in an order of its own."""
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    start = 0
    while text.startswith(b"@prefix ", start):
        start = text.index(b"\n", start) + 1
    # Line ends within literals are escaped, so these stand between subjects.
    return text[start:].replace(b" .\n<", b" .\n\n<")
