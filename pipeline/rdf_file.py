"""RDF from outside: files that users name, read strictly and with a sentence for what is wrong; triples for rdflib."""

from __future__ import annotations

import codecs
import gzip
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

    Raises GraphError as `read_quads` does; part of the file may be in the store then.
    """
    form = syntax_of(path)
    with _opened(path) as stream:
        store.bulk_load(stream, format=form, to_graph=None if form.supports_datasets else graph)


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
            yield cast(IO[bytes], stream)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise GraphError(f"{path}: cannot be read ({reason}); check the path and its permissions") from error
    except (SyntaxError, ValueError) as error:
        if _suffix(path) in FORMATS:
            raise GraphError(f"{path}: not valid {syntax_of(path).name} ({error}); mend the place it names") from error
        neither = f"neither is its suffix one of RDF ({' '.join(FORMATS)}) nor is it Turtle ({error})"
        raise GraphError(f"{path}: {neither}; name a graph that a run wrote") from error


def unfolded(triple: ox.Triple) -> tuple[ox.Triple, ...]:
    """The triple, or where it reifies a triple term the four of RDF 1.1 that say the same."""
    term = triple.object
    if triple.predicate.value != expand("rdf:reifies") or not isinstance(term, ox.Triple):
        return (triple,)
    statement = ox.NamedNode(expand("rdf:Statement"))
    parts = {"type": statement, "subject": term.subject, "predicate": term.predicate, "object": term.object}
    return tuple(ox.Triple(triple.subject, ox.NamedNode(expand(f"rdf:{name}")), part) for name, part in parts.items())


def as_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph, by way of N-Triples, which both libraries write and read alike."""
    import rdflib

    return rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
