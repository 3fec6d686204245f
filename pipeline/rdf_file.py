"""RDF from outside: files that users name, read strictly and with a sentence for what is wrong; triples for rdflib."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from pipeline.errors import GraphError
from pipeline.vocabulary import expand

if TYPE_CHECKING:
    import rdflib

PROLOG = 1 << 16  # bytes at the beginning of an RDF/XML file within which its entities must be declared
ENTITY = re.compile(rb"""<!ENTITY\s+[^\s%"'>]+\s+(?:"([^"]*)"|'([^']*)')\s*>""")
NO_ELEMENT = re.compile(rb"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'""", re.DOTALL)
LONGEST_ENTITY = 200  # bytes
LARGEST_WITH_ENTITIES = 16 << 20  # bytes of a file
LONGEST = 300  # characters of a parser's complaint that are passed on
FORMATS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        ".ttl": ox.RdfFormat.TURTLE,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".nq": ox.RdfFormat.N_QUADS,
        ".trig": ox.RdfFormat.TRIG,
        ".jsonld": ox.RdfFormat.JSON_LD,
        ".json": ox.RdfFormat.JSON_LD,
        ".rdf": ox.RdfFormat.RDF_XML,
        ".xml": ox.RdfFormat.RDF_XML,
    }
)


def read_triples(path: Path) -> tuple[ox.Triple, ...]:
    """The distinct triples of an RDF file of any format, in the order of the file; graph names are set aside.

    What RDF 1.2 says of a triple term by rdf:reifies is read as the rdf:Statement that it stands for. Raises GraphError
    as `read_quads` does.
    """
    return tuple(dict.fromkeys(triple for quad in read_quads(path) for triple in unfolded(quad.triple)))


def read_quads(path: Path) -> Iterator[ox.Quad]:
    """The quads of an RDF file of any format, one after the other, however large it is.

    The format is that of the suffix, Turtle where it is unknown; what ends in .gz is unpacked. Raises GraphError for a
    file that cannot be opened, and at the first place that is not valid in its format.
    """
    with _opened(path) as stream:
        yield from ox.parse(stream, format=syntax_of(path))


def bulk_load(store: ox.Store, path: Path, graph: ox.NamedNode) -> None:
    """Add a file as `read_quads` reads it, by the store's quickest way; triples of a format without graphs to `graph`.

    Raises GraphError as `read_quads` does, OSError where the store cannot be written; part of the file may be in the
    store then.
    """
    form = syntax_of(path)
    unwritten: OSError | None = None
    with _opened(path) as stream:
        try:
            store.bulk_load(stream, format=form, to_graph=None if form.supports_datasets else graph)
        except OSError as error:
            if error.errno is not None or isinstance(error, gzip.BadGzipFile):  # Python's, from reading
                raise
            unwritten = error
    if unwritten:
        raise unwritten


def syntax_of(path: Path) -> ox.RdfFormat:
    """The format that the suffix means, Turtle where it is unknown.

    >>> syntax_of(Path("graph.nq.gz")).name
    'N-Quads'
    """
    return FORMATS.get(_suffix(path), ox.RdfFormat.TURTLE)


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of the file, unpacked, without a byte-order mark; what goes wrong with them is one sentence."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            if stream.peek(len(codecs.BOM_UTF8))[: len(codecs.BOM_UTF8)] == codecs.BOM_UTF8:
                stream.read(len(codecs.BOM_UTF8))
            if syntax_of(path) == ox.RdfFormat.RDF_XML:
                _refuse_bombs(cast(io.BufferedReader, stream), path.stat().st_size)
            yield cast(IO[bytes], stream)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraphError(f"{path}: cannot be read ({reason}); check the path and its permissions") from error
    except (SyntaxError, ValueError) as error:
        said = complaint(error)
        if _suffix(path) in FORMATS:
            raise GraphError(f"{path}: not valid {syntax_of(path).name} ({said}); mend the place it names") from error
        neither = f"neither is its suffix one of RDF ({' '.join(FORMATS)}) nor is it Turtle ({said})"
        raise GraphError(f"{path}: {neither}; name a graph that a run wrote") from error


def complaint(error: Exception) -> str:
    """What a parser says, on one line and not too long: it quotes the file."""
    text = " ".join(str(error).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _refuse_bombs(stream: io.BufferedReader, size: int) -> None:
    """Raise ValueError for RDF/XML whose entities would unpack to much more than the file ("billion laughs").

    Entities that stand for the beginnings of IRIs, as editors write them, pass. The stream stays where it is.
    """
    begin = stream.tell()
    head = stream.read(PROLOG)
    stream.seek(begin)
    values = [one or other for one, other in ENTITY.findall(head)]
    if len(values) < head.count(b"<!ENTITY") or any(b"&" in value or len(value) > LONGEST_ENTITY for value in values):
        raise ValueError("it declares entities that are no short texts; write them out")
    if values and size > LARGEST_WITH_ENTITIES:
        raise ValueError("it is too large for a file with entities; write them out")
    if len(head) == PROLOG and not re.search(rb"<[A-Za-z_:\x80-\xff]", NO_ELEMENT.sub(b"", head)):
        raise ValueError(f"no element begins within its first {PROLOG >> 10} kB; shorten what stands before")


def unfolded(triple: ox.Triple) -> tuple[ox.Triple, ...]:
    """The triple, or where it reifies a triple term the four of RDF 1.1 that say the same."""
    term = triple.object
    if triple.predicate.value != expand("rdf:reifies") or not isinstance(term, ox.Triple):
        return (triple,)
    statement = ox.NamedNode(expand("rdf:Statement"))
    parts = {"type": statement, "subject": term.subject, "predicate": term.predicate, "object": term.object}
    return tuple(ox.Triple(triple.subject, ox.NamedNode(expand(f"rdf:{name}")), part) for name, part in parts.items())


def as_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph, which keeps the names of blank nodes."""
    import rdflib

    terms: dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, rdflib.term.Node] = {}
    graph = rdflib.Graph()
    for triple in triples:
        for term in triple:
            if term not in terms:
                terms[term] = _rdflib_term(term)
        graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
    return graph


def _rdflib_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError("rdflib has no terms that are triples; `unfolded` says the same without them")
    datatype = None if term.datatype.value == expand("xsd:string") else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=None if term.language else datatype)
