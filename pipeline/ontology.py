"""The ontology folder, read once into one frozen record: classes, predicates, their words, and named entities.

The lexicon follows the patterns of lemon (McCrae & Unger 2014, "Design Patterns for Engineering the
Ontology-Lexicon Interface"): a predicate is a verb, noun, adjective, preposition or possessive whose syntactic
roles hold the two arguments. Its terms are documented in `ontology/schema.ttl`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

import pyoxigraph as ox

from pipeline.errors import OntologyError
from pipeline.vocabulary import PREFIXES, SCHEMA

T = TypeVar("T")
LexicalKind = Literal["verb", "noun", "adjective", "preposition", "possessive", "name"]

RDF, RDFS, OWL, SKOS = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "skos"))
LABELS = tuple(SKOS + term for term in ("prefLabel", "altLabel", "hiddenLabel"))
DEFAULT_WEIGHT: Mapping[LexicalKind, float] = MappingProxyType(
    {"verb": 0.85, "noun": 0.85, "adjective": 0.8, "preposition": 0.7, "possessive": 0.7, "name": 0.6}
)


# A node's properties: predicate IRI -> objects in the order of the file.
Node = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]


@lru_cache(maxsize=65536)
def squash(label: str) -> str:
    """The label without case, accents, spaces and punctuation: the key under which spellings are compared.

    >>> squash("GPT-3"), squash("Deep Mind"), squash("L'Oréal")
    ('gpt3', 'deepmind', 'loreal')
    """
    text = unicodedata.normalize("NFKD", label).casefold()
    return "".join(char for char in text if char.isalnum() or char in "+#")


def default_folder() -> Path:
    """The ontology that ships with the package: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_ontology", package.parent / "ontology"):
        if (folder / "schema.ttl").is_file():
            return folder
    raise OntologyError(f"{package}: the ontology that ships with talkgraph is missing; install the package again")


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
    files = [path for path in sorted(folder.rglob("*.ttl")) if path.name != "shapes.ttl"]
    if not files:
        raise OntologyError(f"{folder}: no Turtle file (*.ttl) in this ontology folder; put schema.ttl there")
    nodes: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
    content = hashlib.sha256()
    for path in files:
        data = _read(path)
        content.update(data)
        for subject, predicate, value in _triples(path, data):
            nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    decided: dict[str, str] = {}
    for path in confirmed:
        data = _read(path)
        content.update(data)
        for subject, predicate, value in _triples(path, data):
            nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if predicate in LABELS:
                decided[squash(_value(value))] = subject
    return _Builder(nodes, folder, content.hexdigest(), decided).build()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror}); check the file's permissions") from error


def _triples(
    path: Path, data: bytes
) -> Iterator[tuple[str, str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
            # Blank nodes get the file's name so that those of two files stay apart.
            subject = (
                str(quad.subject) if isinstance(quad.subject, ox.BlankNode) else getattr(quad.subject, "value", "")
            )
            yield subject, quad.predicate.value, quad.object
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path}: not valid Turtle ({error}); mend the line it names") from error


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """A class and the words that betray its members."""

    iri: str
    label: str
    definition: str
    parents: tuple[str, ...]
    nouns: tuple[str, ...]
    endings: tuple[str, ...]
    optional_endings: tuple[str, ...]
    ner_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicalisation:
    """One way of saying a predicate. Roles: see `ontology/schema.ttl`. Classes narrow domain and range if given."""

    predicate: str
    kind: LexicalKind
    words: tuple[str, ...]
    domain_roles: tuple[str, ...]
    range_roles: tuple[str, ...]
    weight: float
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation between entities. domain, range: classes, all named ones with their subclasses."""

    iri: str
    label: str
    definition: str
    domain: frozenset[str]
    range: frozenset[str]
    inverses: tuple[str, ...]
    symmetric: bool
    parents: tuple[str, ...]
    discourse_roles: tuple[str, ...]
    lexicalisations: tuple[Lexicalisation, ...]

    @property
    def inverse(self) -> str | None:
        """The first declared inverse, if any."""
        return self.inverses[0] if self.inverses else None


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of saying a quantity: its units, their factor to the base unit, what it needs, and its least value."""

    units: tuple[str, ...]
    factor: float
    cues: frozenset[str]
    modifiers: tuple[str, ...]
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class QuantityProperty:
    """A number that an entity has, in the base unit that the property's definition names."""

    iri: str
    label: str
    definition: str
    domain: frozenset[str]
    datatype: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the gazetteer; `affiliations` are IRIs of organisations it is known to belong to or come from."""

    iri: str
    label: str
    cls: str
    aliases: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label, the preferred one first."""
        return (self.label, *self.aliases, *self.heard)


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the folder says. All mappings are keyed by IRI and sorted by it.

    names: squashed label -> IRIs of the entities that have it (see `squash`).
    confirmed: squashed labels that a person confirmed.
    """

    folder: Path
    digest: str
    classes: Mapping[str, ClassInfo]
    predicates: Mapping[str, Predicate]
    quantities: Mapping[str, QuantityProperty]
    entities: Mapping[str, KnownEntity]
    names: Mapping[str, tuple[str, ...]]
    confirmed: frozenset[str] = frozenset()
    prefixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(dict(PREFIXES)))

    def is_a(self, cls: str, ancestors: frozenset[str]) -> bool:
        """Whether the class is one of `ancestors` or below one. An empty set means any class."""
        if not ancestors or cls in ancestors:
            return True
        info = self.classes.get(cls)
        return info is not None and any(self.is_a(parent, ancestors) for parent in info.parents)

    def class_of_ner(self, label: str) -> str | None:
        """The class that a recogniser's label means, None where the ontology does not use the label."""
        return next((cls.iri for cls in self.classes.values() if label in cls.ner_labels), None)

    def with_role(self, role: str) -> tuple[Predicate, ...]:
        """Predicates that say this of the people who speak: "guest", "host", "member", "founder"."""
        return tuple(predicate for predicate in self.predicates.values() if role in predicate.discourse_roles)


class _Builder:
    """Turns raw triples into the frozen record; lives only while the folder is loaded."""

    def __init__(self, nodes: Mapping[str, Node], folder: Path, digest: str, decided: Mapping[str, str]) -> None:
        self.decided = decided
        self.nodes = nodes
        self.folder = folder
        self.digest = digest

    def build(self) -> Ontology:
        declared = self._typed(OWL + "Class", RDFS + "Class")
        names = {iri for iri, _ in declared}
        classes = {iri: self._class(iri, node, names) for iri, node in declared}
        self.classes = classes
        predicates = {
            iri: self._predicate(iri, node)
            for iri, node in self._typed(OWL + "ObjectProperty", OWL + "SymmetricProperty")
            if RDF + "Statement" not in _values(node, RDFS + "domain")  # those describe evidence, not entities
        }
        quantities = {
            iri: self._quantity(iri, node)
            for iri, node in self._typed(OWL + "DatatypeProperty")
            if node.get(SCHEMA + "measure")
        }
        entities = {iri: entity for iri, node in self.nodes.items() if (entity := self._entity(iri, node))}
        if not classes or not predicates:
            raise OntologyError(
                f"{self.folder}: declares no owl:Class or no owl:ObjectProperty; add them to schema.ttl"
            )
        for predicate in predicates.values():
            for inverse in predicate.inverses:
                if inverse not in predicates:
                    raise OntologyError(
                        f"{self.folder}: {predicate.iri} has the inverse {inverse}, which is not declared; declare it"
                    )
        return Ontology(
            folder=self.folder,
            digest=self.digest,
            classes=_frozen(classes),
            predicates=_frozen(predicates),
            quantities=_frozen(quantities),
            entities=_frozen(entities),
            names=self._names(entities),
            confirmed=frozenset(self.decided),
        )

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
            optional_endings=_values(node, SCHEMA + "optionalEnding"),
            ner_labels=_values(node, SCHEMA + "nerLabel"),
        )

    def _predicate(self, iri: str, node: Node) -> Predicate:
        return Predicate(
            iri=iri,
            label=self._label(iri, node),
            definition=_first(node, SKOS + "definition"),
            domain=self._class_set(iri, node, RDFS + "domain"),
            range=self._class_set(iri, node, RDFS + "range"),
            inverses=_values(node, OWL + "inverseOf"),
            symmetric=OWL + "SymmetricProperty" in _values(node, RDF + "type"),
            parents=_values(node, RDFS + "subPropertyOf"),
            discourse_roles=_values(node, SCHEMA + "discourseRole"),
            lexicalisations=tuple(
                lexicalisation
                for blank in node.get(SCHEMA + "lexicalisation", ())
                for lexicalisation in self._lexicalisations(iri, self.nodes.get(str(blank), {}))
            ),
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
                )
        if not found:
            raise OntologyError(
                f"{self.folder}: a lexicalisation of {iri} has no word; give it one of "
                + ", ".join(f"tg:{kind}" for kind in DEFAULT_WEIGHT)
            )

    def _quantity(self, iri: str, node: Node) -> QuantityProperty:
        measures = []
        for blank in node[SCHEMA + "measure"]:
            inner = self.nodes.get(str(blank), {})
            units = _values(inner, SCHEMA + "unit")
            if not units:
                raise OntologyError(f"{self.folder}: a measure of {iri} has no tg:unit; give it one")
            measures.append(
                Measure(
                    units=units,
                    factor=float(_first(inner, SCHEMA + "factor") or 1),
                    cues=frozenset(_values(inner, SCHEMA + "cue")),
                    modifiers=_values(inner, SCHEMA + "unitModifier"),
                    least=float(_first(inner, SCHEMA + "least") or 0),
                )
            )
        return QuantityProperty(
            iri=iri,
            label=self._label(iri, node),
            definition=_first(node, SKOS + "definition"),
            domain=self._class_set(iri, node, RDFS + "domain"),
            datatype=_first(node, RDFS + "range") or PREFIXES["xsd"] + "decimal",
            measures=tuple(measures),
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
        )

    def _names(self, entities: Mapping[str, KnownEntity]) -> Mapping[str, tuple[str, ...]]:
        names: dict[str, set[str]] = {}
        for entity in entities.values():
            for label in entity.labels:
                names.setdefault(squash(label), set()).add(entity.iri)
        for key, iri in self.decided.items():
            if iri not in entities:
                raise OntologyError(
                    f"{key!r} is confirmed as a name of {iri}, which the ontology does not know; "
                    "give it a class and a skos:prefLabel in the same file"
                )
            names[key] = {iri}
        for key, owners in names.items():
            if len(owners) > 1:
                raise OntologyError(
                    f"{self.folder}: the label {key!r} is claimed by {' and '.join(sorted(owners))}; "
                    "leave it to one of them"
                )
        return _frozen({key: tuple(owners) for key, owners in names.items()})

    def _class_set(self, iri: str, node: Node, term: str) -> frozenset[str]:
        """A class or a union of classes; empty where nothing, or the root of all classes, is stated."""
        found: set[str] = set()
        for value in node.get(term, ()):
            if isinstance(value, ox.BlankNode):
                found.update(self._list(self.nodes.get(str(value), {}).get(OWL + "unionOf", [None])[0]))
            else:
                found.add(_value(value))
        unknown = sorted(cls for cls in found if cls not in self.classes and cls != OWL + "Thing")
        if unknown:
            raise OntologyError(
                f"{self.folder}: {iri} refers to the class {unknown[0]}, which is not declared; declare it as owl:Class"
            )
        return frozenset(cls for cls in found if cls != OWL + "Thing")

    def _list(self, head: object) -> Iterator[str]:
        while isinstance(head, ox.BlankNode):
            cell = self.nodes.get(str(head), {})
            yield _value(cell[RDF + "first"][0])
            head = cell[RDF + "rest"][0]

    def _label(self, iri: str, node: Node) -> str:
        return _first(node, RDFS + "label") or re.split(r"[#/]", iri)[-1]


def _frozen(mapping: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(mapping.items())))


def _value(term: object) -> str:
    """The lexical form of a literal or the IRI of a node; blank nodes keep their label."""
    return str(term) if isinstance(term, ox.BlankNode) else str(getattr(term, "value", ""))


def _values(node: Node, term: str) -> tuple[str, ...]:
    return tuple(_value(value) for value in node.get(term, ()))


def _first(node: Node, term: str) -> str:
    return next(iter(_values(node, term)), "")
