"""RDF from outside: files that users name, read strictly and with a sentence for what is wrong; triples for rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

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

    What RDF 1.2 says of a triple term by rdf:reifies is read as the rdf:Statement that it stands for.

    The format is that of the suffix, Turtle where it is unknown. Raises GraphError for a file that cannot be opened or
    is not valid in its format.
    """
    form = FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE)
    try:
        # From text: a broken byte then fails here, and not as a quad of its own.
        data = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    except UnicodeDecodeError as error:
        raise GraphError(f"{path}: not UTF-8 text at byte {error.start}; name an RDF file") from error
    try:
        return tuple(dict.fromkeys(triple for quad in ox.parse(data, format=form) for triple in unfolded(quad.triple)))
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not valid {form.name} ({error}); mend the place it names") from error


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
