"""What an ontology holds, in frozen records: classes, predicates, their words, and named entities.

The lexicon follows the patterns of lemon (McCrae & Unger 2014, "Design Patterns for Engineering the
Ontology-Lexicon Interface"): a predicate is a verb, noun, adjective, preposition or possessive whose syntactic
roles hold the two arguments. Its terms are documented in `ontology/schema.ttl`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pipeline.ontology.axioms import Axioms
from pipeline.ontology.decisions import Decisions
from pipeline.vocabulary import PREFIXES

LexicalKind = Literal[
    "verb",
    "noun",
    "adjective",
    "preposition",
    "possessive",
    "name",
    "office",
    "credit",
    "field",
    "apposition",
    "between",
    "together",
    "known",
]


# Seven colours after Okabe and Ito (2008), told apart by colour-blind people; black and yellow, which vanish on one
# background, are left out. What they look like on light and on dark stands in page.css.
COLOURS = ("blue", "vermilion", "green", "purple", "amber", "sky", "grey")
KIND_ROLES = frozenset({"house", "user", "peer"})  # discourse roles that only tell of what kind the ends are
SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "wedge")


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """A class, the words that betray its members, and the colour and shape that they have in a picture, if given.

    parsed_as: a common name of a member, or nothing (see `Ontology.example`). versioned: a number behind a name makes
    another member. makers: classes of what makes such a thing and may bear its name, as a company does its product's.
    """

    iri: str
    label: str
    definition: str
    parents: tuple[str, ...]
    nouns: tuple[str, ...]
    endings: tuple[str, ...]
    openings: tuple[str, ...]
    suffixes: tuple[str, ...]
    contexts: tuple[str, ...]
    given_names: tuple[str, ...]
    nicknames: tuple[str, ...]
    family_names: tuple[str, ...]
    optional_endings: tuple[str, ...]
    ner_labels: tuple[str, ...]
    colour: str = ""
    shape: str = ""
    versioned: bool = False
    makers: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()
    any_name: bool = False
    agents: tuple[str, ...] = ()
    parsed_as: str = ""


@dataclass(frozen=True, slots=True)
class Lexicalisation:
    """One way of saying a predicate. Roles: see `ontology/schema.ttl`. Classes narrow domain and range if given.

    implied: an office that needs a house, so that one that names none is of the house just named or speaking; a noun
    whose owner, where none is named, is the house whose occasion the document is.
    active: a verb that says it in the active voice only ("joins Acme", not "is joined by").
    denied: a verb that says it only where it is denied ("cannot live without Acme").
    of_teams: says it only where the range is a known team: others host whom they like, and have people on who visit.
    """

    predicate: str
    kind: LexicalKind
    words: tuple[str, ...]
    domain_roles: tuple[str, ...]
    range_roles: tuple[str, ...]
    weight: float
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    implied: bool = False
    active: bool = False
    denied: bool = False
    of_teams: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation between entities, or of one to a literal. domain, range: named classes with theirs below, datatypes.

    past: the predicate that says it of the past, for what may end; None for what has happened once and for all.
    """

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
    past: str | None = None

    @property
    def inverse(self) -> str | None:
        """The first declared inverse, if any."""
        return self.inverses[0] if self.inverses else None


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of saying a quantity: its units, their factor to the base unit, what it needs, and its least value.

    users_of: verbs (lemmas) whose subjects are counted, whatever they are called; the number is that of the object.
    had: whether the units are counted that the owner has or is.
    """

    units: tuple[str, ...]
    factor: float
    cues: frozenset[str]
    modifiers: tuple[str, ...]
    least: float = 0.0
    users_of: frozenset[str] = frozenset()
    had: bool = False


@dataclass(frozen=True, slots=True)
class QuantityProperty:
    """A number that an entity has, in the base unit that the property's definition names.

    year: whether it is a year of the calendar.
    """

    iri: str
    label: str
    definition: str
    domain: frozenset[str]
    datatype: str
    measures: tuple[Measure, ...]
    year: bool = False


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the gazetteer; `affiliations` are IRIs of organisations it is known to belong to or come from.

    facts: predicate and object of what is known of it. subject: IRI of the concept scheme that lists it. terms: when it
    held the office that is known of it, as ISO 8601 intervals of days, of which ".." has no end. titles: how those who
    sit in it are called, heads: how whoever heads it is. mark: what stands for it behind the names of its members.
    """

    iri: str
    label: str
    cls: str
    aliases: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    subject: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    mark: str = ""

    def in_office(self, day: str | None) -> bool | None:
        """Whether it held its office on the day (ISO 8601); None where the day or the terms are not known."""
        if day is None or not self.terms:
            return None
        return any(begin <= day and (end == ".." or day < end) for begin, end in (t.split("/") for t in self.terms))

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label, the preferred one first."""
        return (self.label, *self.aliases, *self.heard)


@dataclass(frozen=True, slots=True)
class AsideCues:
    """A kind of aside and its phrases: `cues` mark their sentence, `openings` also what follows up to the next cue."""

    kind: str
    openings: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the folder says. All mappings are keyed by IRI and sorted by it.

    names: squashed label -> IRIs of the entities that have it (see `squash`).
    confirmed: squashed labels that a person confirmed.
    attributes: datatype properties that words express as they do predicates; the range is the datatype.
    axioms: how facts follow from and exclude each other.
    asides: kinds of asides and the phrases that betray them.
    decisions: what a person decided about the names and facts of the documents.
    subjects: list of entities (concept scheme) -> what its members are about; nothing for lists of all kinds.
    homes: lists of teams, which are called by the places they play for.
    products: list of entities -> the class of what its organisations make and call by their own name.
    standings, statement_fields: label -> definition of how a statement may stand, and of what else it may say.
    any_name: the class of whatever has a name and is of no other class.
    """

    folder: Path
    digest: str
    classes: Mapping[str, ClassInfo]
    predicates: Mapping[str, Predicate]
    quantities: Mapping[str, QuantityProperty]
    entities: Mapping[str, KnownEntity]
    names: Mapping[str, tuple[str, ...]]
    confirmed: frozenset[str] = frozenset()
    attributes: Mapping[str, Predicate] = field(default_factory=lambda: MappingProxyType({}))
    axioms: Axioms = field(default_factory=Axioms)
    asides: tuple[AsideCues, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    homes: frozenset[str] = frozenset()
    products: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    any_name: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(dict(PREFIXES)))
    standings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    statement_fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_a(self, cls: str, ancestors: frozenset[str]) -> bool:
        """Whether the class is one of `ancestors` or below one. An empty set means any class.

        What is only known to have a name may be of any class.
        """
        if not ancestors or cls in ancestors or cls == self.any_name:
            return True
        info = self.classes.get(cls)
        return info is not None and any(self.is_a(parent, ancestors) for parent in info.parents)

    def example(self, cls: str) -> str:
        """A name, of one or two words, as members of the class or of the nearest above it have; empty without one."""
        info = self.classes.get(cls)
        if info is None or info.parsed_as:
            return info.parsed_as if info else ""
        return next((found for parent in info.parents if (found := self.example(parent))), "")

    def is_nation(self, iri: str) -> bool:
        """Whether the known entity has a demonym: a country or a region of one, which lies in none of its equals."""
        return iri in self.entities and bool(self.entities[iri].demonyms)

    def known(self, iri: str, predicate: str) -> tuple[str, ...]:
        """What the folder says that the entity stands in the predicate to."""
        facts = self.entities[iri].facts if iri in self.entities else ()
        return tuple(other for stated, other in facts if stated == predicate)

    def around(self, iri: str, *predicates: str) -> frozenset[str]:
        """What is known to lie around the entity in the predicates, step by step."""
        found: set[str] = set()
        rest = [iri]
        while rest:
            at = rest.pop()
            new = {other for predicate in predicates for other in self.known(at, predicate)} - found
            found |= new
            rest += new
        return frozenset(found)

    def wider(self, predicate: str) -> frozenset[str]:
        """The declared predicates above this one, which may imply each other."""
        seen, rest = {predicate}, [predicate]
        while rest:
            info = self.predicates.get(rest.pop())
            parents = [parent for parent in (info.parents if info else ()) if parent in self.predicates]
            rest += [parent for parent in parents if parent not in seen]
            seen.update(parents)
        return frozenset(seen - {predicate})

    def stated(self, iri: str) -> Predicate:
        """The predicate, or the datatype property that words express."""
        return self.predicates.get(iri) or self.attributes[iri]

    def product_of(self, entity: KnownEntity) -> str | None:
        """The class of what is called by the entity's name and more, None where nothing is known of its subject."""
        return self.products.get(entity.subject)

    def subjects_of(self, entity: KnownEntity) -> tuple[str, ...]:
        """What the entity is about ("medicine", "sport"), as far as the list that holds it says so."""
        return self.subjects.get(entity.subject, ())

    def class_of_ner(self, label: str) -> str | None:
        """The class that a recogniser's label means, None where the ontology does not use the label."""
        return next((cls.iri for cls in self.classes.values() if label in cls.ner_labels), None)

    def with_role(self, role: str) -> tuple[Predicate, ...]:
        """Predicates that say this of the people who speak: "guest", "host", "member", "founder"."""
        return tuple(predicate for predicate in self.predicates.values() if role in predicate.discourse_roles)
