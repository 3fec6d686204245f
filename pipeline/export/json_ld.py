"""JSON-LD 1.1, compacted by a context that the ontology gives: its terms, and those that the code itself writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from pipeline.errors import OutputError
from pipeline.ontology import Ontology
from pipeline.vocabulary import PREFIXES, WRITTEN, expand, local_name, prefixed

TYPE = PREFIXES["rdf"] + "type"
STRING = PREFIXES["xsd"] + "string"
LANGUAGE = "en"  # the one that plain strings under the context's words are in
LANGUAGE_STRINGS = {PREFIXES["rdf"] + "langString", PREFIXES["rdf"] + "dirLangString"}

Graphs = Iterable[tuple[str, Iterable[Iterable[ox.Triple]]]]


def context(ontology: Ontology) -> dict[str, Any]:
    """The value of @context: prefixes, and a short name for every class and property.

    A property whose values are always things, or always of one datatype, says so; they are then plain strings. Of two
    terms with the same local name the first in order of IRIs has the short one.
    """
    kinds: dict[str, str | None] = dict.fromkeys(ontology.classes)
    kinds |= {expand(name): _kind(kind) for name, kind in WRITTEN.items() if name != "rdf:type"}
    kinds |= dict.fromkeys(ontology.predicates, "@id")
    kinds |= {iri: quantity.datatype for iri, quantity in ontology.quantities.items()}
    prefixes = {name: iri for name, iri in sorted(ontology.prefixes.items()) if name}
    terms: dict[str, Any] = {}
    for iri, kind in sorted(kinds.items()):
        name = local_name(iri)
        if not re.fullmatch(r"[A-Za-z_][\w-]*", name, re.ASCII) or name in terms or name in prefixes:
            continue
        written = prefixed(iri, prefixes)
        if kind == "@language":
            terms[name] = {"@id": written, "@language": LANGUAGE}
        else:
            terms[name] = {"@id": written, "@type": prefixed(kind, prefixes)} if kind else written
    return prefixes | dict(sorted(terms.items()))


def document(graphs: Graphs, context: Mapping[str, Any]) -> Iterator[bytes]:
    """The file in pieces, one node a line; a named graph is a node with @graph."""
    yield b'{\n"@context": ' + json_bytes(context, indent=1) + b',\n"@graph": ['
    names = _Names(context)
    separator = b"\n"
    for name, batches in graphs:
        if name:
            yield separator + b'{"@id": ' + json_bytes(_identifier(name)) + b', "@graph": ['
            separator = b"\n"
        for triples in batches:
            for subject, description in groupby(triples, key=lambda triple: triple.subject):
                yield separator + json_bytes(names.node(_identifier(str(subject)), description))
                separator = b",\n"
        if name:
            yield b"\n]}"
    yield b"\n]\n}\n"


class _Names:
    """Full IRI -> short name and the kind of value that the context foresees."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri[-1] in "#/"}
        self.terms: dict[str, tuple[str, str | None]] = {}
        for name, meaning in context.items():
            if name not in self.prefixes:
                iri, kind = (meaning, None) if isinstance(meaning, str) else (meaning["@id"], meaning.get("@type"))
                kind = "@language" if "@language" in meaning else kind and self._full(kind)
                self.terms[self._full(iri)] = name, kind

    def node(self, identifier: str, description: Iterable[ox.Triple]) -> dict[str, Any]:
        """One subject; several values of a property become a list."""
        result: dict[str, Any] = {"@id": identifier}
        for predicate, triples in groupby(description, key=lambda triple: triple.predicate):
            iri = predicate.value
            if iri == TYPE:
                values: list[Any] = [self._type(triple.object) for triple in triples]
                name = "@type"
            else:
                name, kind = self.terms.get(iri, (prefixed(iri, self.prefixes), None))
                values = [self._value(triple.object, kind) for triple in triples]
            result[name] = values[0] if len(values) == 1 else values
        return result

    def _type(self, term: object) -> str:
        iri = _identifier(str(term))
        return self.terms[iri][0] if iri in self.terms else prefixed(iri, self.prefixes)

    def _value(self, term: object, kind: str | None) -> Any:
        if isinstance(term, ox.Triple):
            raise OutputError("JSON-LD has no way to write a triple term; write Turtle of RDF 1.2 instead")
        if not isinstance(term, ox.Literal):
            identifier = _identifier(str(term))
            return identifier if kind == "@id" else {"@id": identifier}
        datatype = term.datatype.value
        if datatype in LANGUAGE_STRINGS:
            if kind == "@language" and term.language == LANGUAGE and term.direction is None:
                return term.value
            return {"@value": term.value, "@language": term.language}
        if datatype == (kind or STRING):
            return term.value
        value = {"@value": term.value}
        return value if datatype == STRING else value | {"@type": prefixed(datatype, self.prefixes)}

    def _full(self, iri: str) -> str:
        prefix, _, name = iri.partition(":")
        return self.prefixes[prefix] + name if prefix in self.prefixes else iri


def _kind(kind: str | None) -> str | None:
    return expand(kind) if kind and not kind.startswith("@") else kind


def _identifier(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def json_bytes(value: Any, indent: int | None = None) -> bytes:
    """JSON as UTF-8, without a line end."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()
