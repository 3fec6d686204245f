"""The ontology folder, read once into one frozen record."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import pyoxigraph as ox

from pipeline.errors import OntologyError
from pipeline.kept import kept
from pipeline.ontology.axioms import rdf_list, read_axioms
from pipeline.ontology.deciding import as_decided, names_of
from pipeline.ontology.decisions import PREAMBLE, read_decisions
from pipeline.ontology.folder import default_folder, ontology_files
from pipeline.ontology.records import (
    COLOURS,
    SHAPES,
    AsideCues,
    ClassInfo,
    KnownEntity,
    Lexicalisation,
    LexicalKind,
    Measure,
    Ontology,
    Predicate,
    QuantityProperty,
)
from pipeline.packing import packed
from pipeline.rdf_file import complaint
from pipeline.vocabulary import PREFIXES, SCHEMA

T = TypeVar("T")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node = Mapping[str, list[Term]]  # a node's properties: predicate IRI -> objects in the order of the file

RDF, RDFS, OWL, SKOS = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "skos"))
PROV_ENTITY = PREFIXES["prov"] + "Entity"  # what only says where knowledge comes from
LABEL, SCHEME, STANDING = RDFS + "label", SKOS + "inScheme", SCHEMA + "standing"
OF_NAMES = ("apposition", "credit", "field", "name", "office")  # kinds of lexicalisation that tie two names
STATEMENT_FIELDS = ("role", "attributedTo")  # what a statement says in words of its own
DOMAIN_INCLUDES, RANGE_INCLUDES = (PREFIXES["schema"] + term for term in ("domainIncludes", "rangeIncludes"))
DEFAULT_WEIGHT: Mapping[LexicalKind, float] = MappingProxyType(
    {
        "verb": 0.88,
        "noun": 0.9,
        "adjective": 0.82,
        "preposition": 0.75,
        "possessive": 0.75,
        "name": 0.75,
        "office": 0.9,
        "credit": 0.85,
        "field": 0.75,
        "apposition": 0.75,
        "between": 0.75,
        "together": 0.6,
        "known": 0.7,
    }
)


def load_ontology(folder: Path | None = None, *, confirmed: Iterable[Path] = ()) -> Ontology:
    """Read every Turtle file below `folder` (default: the one that ships with the package).

    confirmed: further Turtle files in which a person decided what names mean; their labels win over the folder's and
    need no evidence in the text.

    Raises OntologyError naming the file and place: no such folder, no Turtle in it, a syntax error, a class or
    predicate that is used but not declared, a label claimed by two entities.
    """
    folder = folder or default_folder()
    if not folder.is_dir():
        raise OntologyError(f"{folder}: no such ontology folder; name a folder that holds Turtle files (*.ttl)")
    files = ontology_files(folder)
    if not files:
        raise OntologyError(f"{folder}: no Turtle file (*.ttl) in this ontology folder; put schema.ttl there")
    shipped = {path: _read(path) for path in files}
    decided = {path: _read(path) for path in confirmed}
    key = packed([[hashlib.sha256(data).hexdigest() for data in part.values()] for part in (shipped, decided)]).hex()
    ontology = kept("ontology", key, Ontology, partial(_compiled, folder, shipped, decided))
    return replace(
        ontology,
        folder=folder,
        classes=MappingProxyType(ontology.classes),
        predicates=MappingProxyType(ontology.predicates),
        quantities=MappingProxyType(ontology.quantities),
        entities=MappingProxyType(ontology.entities),
        names=MappingProxyType(ontology.names),
        subjects=MappingProxyType(ontology.subjects),
        products=MappingProxyType(ontology.products),
        prefixes=MappingProxyType(ontology.prefixes),
    )


def _compiled(folder: Path, shipped: Mapping[Path, bytes], confirmed: Mapping[Path, bytes]) -> Ontology:
    """The ontology out of the contents of its files."""
    nodes: dict[str, dict[str, list[Term]]] = {}
    for path, data in shipped.items():
        for subject, predicate, value in _triples(path, data):
            nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    decided: dict[str, dict[str, list[Term]]] = {}
    for path, data in confirmed.items():
        for subject, predicate, value in _triples(path, PREAMBLE + data.removeprefix(codecs.BOM_UTF8)):
            decided.setdefault(subject, {}).setdefault(predicate, []).append(value)
    texts = {path: data.decode("utf-8-sig", errors="replace") for path, data in confirmed.items()}
    digest = hashlib.sha256(b"".join((*shipped.values(), *confirmed.values()))).hexdigest()
    return _Builder(nodes, folder, digest, decided, texts).build()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror}); check the file's permissions") from error


def _triples(path: Path, data: bytes) -> Iterator[tuple[str, str, Term]]:
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            subject = (
                str(quad.subject) if isinstance(quad.subject, ox.BlankNode) else getattr(quad.subject, "value", "")
            )
            yield subject, quad.predicate.value, quad.object
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path}: not valid Turtle ({complaint(error)}); mend the line it names") from error


class _Builder:
    """Turns raw triples into the frozen record; lives only while the folder is loaded."""

    def __init__(
        self,
        nodes: Mapping[str, Node],
        folder: Path,
        digest: str,
        decided: Mapping[str, Node],
        files: Mapping[Path, str],
    ) -> None:
        self.decided = decided  # what stands in the files in which a person decided
        self.text, self.where = "\n".join(files.values()), ", ".join(map(str, files))
        self.nodes = nodes
        self.folder = folder
        self.digest = digest

    def build(self) -> Ontology:
        all_classes = self._typed(OWL + "Class", RDFS + "Class")
        self.records = {iri for iri, node in all_classes if PROV_ENTITY in _values(node, RDFS + "subClassOf")}
        declared = [item for item in all_classes if not self._is_foreign(item[1]) and item[0] not in self.records]
        names = {iri for iri, _ in declared}
        classes = {iri: self._class(iri, node, names) for iri, node in declared}
        self.classes = classes
        self._refuse_circles(classes)
        predicates = {
            iri: self._predicate(iri, node)
            for iri, node in self._typed(OWL + "ObjectProperty", OWL + "SymmetricProperty")
            if not self._is_foreign(node) and not self._is_evidence(node)
        }
        self.relations = predicates.keys()
        literals = [
            (iri, node)
            for iri, node in self._typed(OWL + "DatatypeProperty")
            if not self._is_foreign(node) and not self._is_evidence(node)
        ]
        attributes = {
            iri: self._attribute(iri, node)
            for iri, node in literals
            if node.get(SCHEMA + "lexicalisation") or classes.keys() & {*_values(node, RDFS + "domain")}
        }
        quantities = {
            iri: self._quantity(iri, node)
            for iri, node in literals
            if node.get(SCHEMA + "measure") or iri in attributes
        }
        decisions = read_decisions(self.decided, classes, self.text, self.where)
        entities = {iri: entity for iri, node in self.nodes.items() if (entity := self._entity(iri, node))}
        entities = as_decided(entities, self.decided, decisions)
        if not classes or not predicates:
            raise OntologyError(
                f"{self.folder}: declares no owl:Class or no owl:ObjectProperty; add them to schema.ttl"
            )
        for predicate in predicates.values():
            others = [("the inverse", inverse) for inverse in predicate.inverses]
            others += [("the past form", predicate.past)] if predicate.past else []
            for what, other in others:
                if other not in predicates:
                    raise OntologyError(
                        f"{self.folder}: {predicate.iri} has {what} {other}, which is not declared; declare it"
                    )
        return Ontology(
            folder=self.folder,
            digest=self.digest,
            classes=_frozen(classes),
            predicates=_frozen(predicates),
            quantities=_frozen(quantities),
            attributes=_frozen(attributes),
            entities=_frozen(entities),
            names=_frozen(names_of(entities, decisions, self.folder, self.where)),
            confirmed=frozenset(decisions.names),
            decisions=decisions,
            axioms=read_axioms(self.nodes),
            subjects=_frozen(
                {iri: about for iri, node in self.nodes.items() if (about := _values(node, SCHEMA + "about"))}
            ),
            homes=frozenset(
                iri for iri, node in self.nodes.items() if _first(node, SCHEMA + "calledByPlace") == "true"
            ),
            products=_frozen(
                {iri: cls for iri, node in self.nodes.items() if (cls := _first(node, SCHEMA + "productClass"))}
            ),
            any_name=next((iri for iri, info in classes.items() if info.any_name), None),
            asides=tuple(
                AsideCues(
                    self._label(iri, node), _values(node, SCHEMA + "asideOpening"), _values(node, SCHEMA + "asideCue")
                )
                for iri, node in sorted(self.nodes.items())
                if node.get(SCHEMA + "asideCue") and SKOS + "Concept" in _values(node, RDF + "type")
            ),
            standings=self._definitions(node for node in self.nodes.values() if STANDING in _values(node, SCHEME)),
            statement_fields=self._definitions(self.nodes.get(SCHEMA + term, {}) for term in STATEMENT_FIELDS),
        )

    def _definitions(self, nodes: Iterable[Node]) -> Mapping[str, str]:
        """Label -> definition of the terms that have both."""
        return _frozen({_first(node, LABEL): said for node in nodes if (said := _first(node, SKOS + "definition"))})

    def _is_foreign(self, node: Node) -> bool:
        """Whether another vocabulary defines the term and this one only refers to it."""
        homes = _values(node, RDFS + "isDefinedBy")
        return bool(homes) and not any(home in self.nodes for home in homes)

    def _is_evidence(self, node: Node) -> bool:
        """Whether the property describes statements, mentions and the like, not entities."""
        described = {*_values(node, RDFS + "domain"), *_values(node, DOMAIN_INCLUDES)}
        return not described.isdisjoint({RDF + "Statement", *self.records})

    def _typed(self, *types: str) -> list[tuple[str, Node]]:
        """Named nodes that have one of the types."""
        return sorted(
            (iri, node)
            for iri, node in self.nodes.items()
            if not iri.startswith("_:") and any(_value(kind) in types for kind in node.get(RDF + "type", ()))
        )

    def _class(self, iri: str, node: Node, declared: set[str]) -> ClassInfo:
        return ClassInfo(
            iri=iri,
            label=self._label(iri, node),
            definition=_first(node, SKOS + "definition"),
            parents=tuple(parent for parent in _values(node, RDFS + "subClassOf") if parent in declared),
            nouns=_values(node, SCHEMA + "noun"),
            endings=_values(node, SCHEMA + "nameEnding"),
            openings=_values(node, SCHEMA + "nameOpening"),
            suffixes=_values(node, SCHEMA + "nameSuffix"),
            contexts=self._contexts(iri, node),
            given_names=_values(node, SCHEMA + "givenName"),
            nicknames=_values(node, SCHEMA + "nickname"),
            family_names=_values(node, SCHEMA + "familyName"),
            optional_endings=_values(node, SCHEMA + "optionalEnding"),
            ner_labels=_values(node, SCHEMA + "nerLabel"),
            colour=self._one_of(COLOURS, iri, node, "colour"),
            shape=self._one_of(SHAPES, iri, node, "shape"),
            verbs=_values(node, SCHEMA + "subjectVerb"),
            used_by=_values(node, SCHEMA + "objectVerb"),
            agents=_values(node, SCHEMA + "agentNoun"),
            versioned=_first(node, SCHEMA + "versioned") == "true",
            makers=_values(node, SCHEMA + "namedLike"),
            any_name=_first(node, SCHEMA + "anyName") == "true",
            parsed_as=_first(node, SCHEMA + "parsedAs"),
        )

    def _contexts(self, iri: str, node: Node) -> tuple[str, ...]:
        """What stands around names of the class: each has one place for the name and words beside it."""
        contexts = _values(node, SCHEMA + "nameContext")
        for context in contexts:
            if context.split().count("~") != 1 or context.strip() == "~":
                raise OntologyError(f"{self.folder}: {iri} has the name context {context!r}; write words around one ~")
        return contexts

    def _one_of(self, known: Sequence[str], iri: str, node: Node, term: str) -> str:
        """The value of a term that knows only some words; empty where there is none."""
        word = _first(node, SCHEMA + term)
        if word and word not in known:
            raise OntologyError(f"{self.folder}: {iri} has the {term} {word!r}; use one of {', '.join(known)}")
        return word

    def _predicate(self, iri: str, node: Node) -> Predicate:
        return Predicate(
            iri=iri,
            label=self._label(iri, node),
            definition=_first(node, SKOS + "definition"),
            domain=self._class_set(iri, node, RDFS + "domain", DOMAIN_INCLUDES),
            range=self._class_set(iri, node, RDFS + "range", RANGE_INCLUDES),
            inverses=_values(node, OWL + "inverseOf"),
            symmetric=OWL + "SymmetricProperty" in _values(node, RDF + "type"),
            parents=_values(node, RDFS + "subPropertyOf"),
            discourse_roles=_values(node, SCHEMA + "discourseRole"),
            past=_first(node, SCHEMA + "inThePast") or None,
            lexicalisations=self._all_lexicalisations(iri, node),
        )

    def _attribute(self, iri: str, node: Node) -> Predicate:
        """A datatype property as a predicate whose range is its datatype."""
        words = self._all_lexicalisations(iri, node)
        if refused := sorted({each.kind for each in words if each.kind in OF_NAMES}):
            raise OntologyError(
                f"{self.folder}: {iri} has a lexicalisation with tg:{refused[0]}, which ties two names; a number, date "
                "or text is none, use another kind"
            )
        return Predicate(
            iri=iri,
            label=self._label(iri, node),
            definition=_first(node, SKOS + "definition"),
            domain=self._class_set(iri, node, RDFS + "domain", DOMAIN_INCLUDES),
            range=frozenset(_values(node, RANGE_INCLUDES) or (self._datatype(node),)),
            inverses=(),
            symmetric=False,
            parents=(),
            discourse_roles=(),
            lexicalisations=words,
        )

    @staticmethod
    def _datatype(node: Node) -> str:
        return _first(node, RANGE_INCLUDES) or _first(node, RDFS + "range") or PREFIXES["xsd"] + "decimal"

    def _all_lexicalisations(self, iri: str, node: Node) -> tuple[Lexicalisation, ...]:
        return tuple(
            lexicalisation
            for blank in node.get(SCHEMA + "lexicalisation", ())
            for lexicalisation in self._lexicalisations(iri, self.nodes.get(str(blank), {}))
        )

    def _refuse_circles(self, classes: Mapping[str, ClassInfo]) -> None:
        """Everything else walks upwards from a class and relies on coming to an end."""
        above = {iri: set(info.parents) for iri, info in classes.items()}
        while ends := {iri for iri, parents in above.items() if not parents}:
            above = {iri: parents - ends for iri, parents in above.items() if iri not in ends}
        if above:
            circle = " and ".join(sorted(above)[:3])
            raise OntologyError(
                f"{self.folder}: {circle} are below themselves by rdfs:subClassOf; take one of these triples away"
            )

    def _lexicalisations(self, iri: str, node: Node) -> Iterator[Lexicalisation]:
        domain_roles = _values(node, SCHEMA + "domainRole")
        range_roles = _values(node, SCHEMA + "rangeRole")
        if not domain_roles or not range_roles:
            raise OntologyError(
                f"{self.folder}: a lexicalisation of {iri} lacks tg:domainRole or tg:rangeRole; state both roles"
            )
        found = False
        for kind in DEFAULT_WEIGHT:
            words = _values(node, SCHEMA + kind)
            if words:
                found = True
                yield Lexicalisation(
                    predicate=iri,
                    kind=kind,
                    words=words,
                    domain_roles=domain_roles,
                    range_roles=range_roles,
                    weight=float(_first(node, SCHEMA + "weight") or DEFAULT_WEIGHT[kind]),
                    domain=frozenset(_values(node, SCHEMA + "domainClass")),
                    range=frozenset(_values(node, SCHEMA + "rangeClass")),
                    implied=_first(node, SCHEMA + "implied") == "true",
                    active=_first(node, SCHEMA + "active") == "true",
                    denied=_first(node, SCHEMA + "onlyDenied") == "true",
                    of_teams=_first(node, SCHEMA + "ofTeams") == "true",
                )
        if not found:
            raise OntologyError(
                f"{self.folder}: a lexicalisation of {iri} has no word; give it one of "
                + ", ".join(f"tg:{kind}" for kind in DEFAULT_WEIGHT)
            )

    def _quantity(self, iri: str, node: Node) -> QuantityProperty:
        measures = []
        for blank in node.get(SCHEMA + "measure", ()):
            inner = self.nodes.get(str(blank), {})
            units, users_of = _values(inner, SCHEMA + "unit"), _values(inner, SCHEMA + "usersOf")
            if not units and not users_of:
                raise OntologyError(f"{self.folder}: a measure of {iri} has no tg:unit and no tg:usersOf; give it one")
            measures.append(
                Measure(
                    units=units,
                    factor=float(_first(inner, SCHEMA + "factor") or 1),
                    cues=frozenset(_values(inner, SCHEMA + "cue")),
                    modifiers=_values(inner, SCHEMA + "unitModifier"),
                    least=float(_first(inner, SCHEMA + "least") or 0),
                    users_of=frozenset(users_of),
                    had=_first(inner, SCHEMA + "had") == "true",
                )
            )
        datatype = _first(node, RANGE_INCLUDES) or _first(node, RDFS + "range") or PREFIXES["xsd"] + "decimal"
        year = datatype == PREFIXES["xsd"] + "gYear" or _first(node, SCHEMA + "calendarYear") in ("true", "1")
        return QuantityProperty(
            iri=iri,
            label=self._label(iri, node),
            definition=_first(node, SKOS + "definition"),
            domain=self._class_set(iri, node, RDFS + "domain", DOMAIN_INCLUDES),
            datatype=datatype,
            measures=tuple(measures),
            year=year,
        )

    def _entity(self, iri: str, node: Node) -> KnownEntity | None:
        classes = [kind for kind in _values(node, RDF + "type") if kind in self.classes]
        if not classes or not node.get(SKOS + "prefLabel"):
            return None
        return KnownEntity(
            iri=iri,
            label=_first(node, SKOS + "prefLabel"),
            cls=classes[0],
            aliases=_values(node, SKOS + "altLabel"),
            heard=_values(node, SKOS + "hiddenLabel"),
            affiliations=(*_values(node, SCHEMA + "affiliatedWith"), *_values(node, SCHEMA + "developedBy")),
            demonyms=_values(node, SCHEMA + "demonym"),
            subject=_first(node, SKOS + "inScheme"),
            terms=_values(node, SCHEMA + "term"),
            titles=_values(node, SCHEMA + "memberTitle"),
            heads=_values(node, SCHEMA + "headTitle"),
            mark=_first(node, SCHEMA + "memberMark"),
            facts=tuple(
                (term, value) for term in sorted(node) if term in self.relations for value in _values(node, term)
            ),
        )

    def _class_set(self, iri: str, node: Node, strict: str, loose: str) -> frozenset[str]:
        """The classes of a domain or range, of which a thing needs one; empty where any thing fits.

        Several are stated by schema:domainIncludes and schema:rangeIncludes, which OWL 2 RL allows, or as a union, and
        then narrow a single class.
        """
        found = set(_values(node, loose))
        for value in node.get(strict, ()) if not found else ():
            if isinstance(value, ox.BlankNode):
                union = self.nodes.get(str(value), {}).get(OWL + "unionOf", [None])[0]
                found.update(_value(item) for item in rdf_list(self.nodes, union))
            else:
                found.add(_value(value))
        unknown = sorted(cls for cls in found if cls not in self.classes and cls != OWL + "Thing")
        if unknown:
            raise OntologyError(
                f"{self.folder}: {iri} refers to the class {unknown[0]}, which is not declared; declare it as owl:Class"
            )
        return frozenset(cls for cls in found if cls != OWL + "Thing")

    def _label(self, iri: str, node: Node) -> str:
        return _first(node, RDFS + "label") or _first(node, SKOS + "prefLabel") or re.split(r"[#/]", iri)[-1]


def _frozen(mapping: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(mapping.items())))


def _value(term: object) -> str:
    """The lexical form of a literal or the IRI of a node; blank nodes keep their label."""
    return str(term) if isinstance(term, ox.BlankNode) else str(getattr(term, "value", ""))


def _values(node: Node, term: str) -> tuple[str, ...]:
    return tuple(_value(value) for value in node.get(term, ()))


def _first(node: Node, term: str) -> str:
    return next(iter(_values(node, term)), "")
