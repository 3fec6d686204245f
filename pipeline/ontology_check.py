"""Is an ontology folder usable, and what in it is missing, ambiguous or never used?

Loading already refuses what cannot be used at all (`pipeline.ontology`); this finds what would silently do nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Literal

from pipeline.ontology import Lexicalisation, Ontology, Predicate
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

# Which named roles a construction has; any other role is a preposition.
ROLES = {
    # "possessor": whose its object is; "complement": what "be" says of its subject
    "verb": {"subject", "object", "complement", "possessor", "work"},
    # "house": the country of a government; "actor": who does what the clause tells ("with Ann at the helm, X grew")
    "noun": {"bearer", "possessor", "house", "actor", "work"},
    "adjective": {"bearer", "work"},
    "preposition": {"head", "actor", "complement", "work"},
    "possessive": {"possessor", "possessed"},
    "name": {"whole", "start", "end"},
    "office": {"holder", "house"},
    "credit": {"work", "named"},
    "field": {"work", "named", "beside"},
    "apposition": {"first", "second"},
    "between": {"first", "second"},
    "together": {"topic", "first", "ahead", "behind", "other"},
    "known": {"named", "other", "pronoun", "speaker", "elsewhere"},
}
NAMED = frozenset().union(*ROLES.values()) - {"ahead", "behind"}  # which are prepositions, too
ALIKE = 75  # of 100: a role that is spelt this much like a named one is taken for a slip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend ("mistake") or to know ("note"), and the term it is about."""

    kind: Literal["mistake", "note"]
    term: str
    message: str


def check(ontology: Ontology, documents: Sequence[Path] = (), settings: Settings | None = None) -> tuple[Finding, ...]:
    """All findings, mistakes first, sorted by term; `documents` are read to find predicates that never fire.

    Raises InputError for a document that cannot be read.
    """
    found = [*_classes(ontology), *_predicates(ontology), *_ambiguous(ontology), *_quantities(ontology)]
    if documents:
        found += _silent(ontology, documents, settings or Settings())
    return tuple(sorted(set(found), key=lambda finding: (finding.kind, finding.term, finding.message)))


def _classes(ontology: Ontology) -> Iterator[Finding]:
    parents = {parent for info in ontology.classes.values() for parent in info.parents}
    known = {entity.cls for entity in ontology.entities.values()}
    for iri, info in ontology.classes.items():
        name = local_name(iri)
        if not info.definition:
            yield Finding("note", name, "has no skos:definition; say in one sentence what belongs to it")
        if (
            iri not in parents
            and iri not in known
            and not (info.nouns or info.endings or info.openings or info.ner_labels)
        ):
            yield Finding(
                "mistake",
                name,
                "nothing betrays its members; give it a tg:noun, tg:nameEnding or tg:nerLabel, or entities",
            )
    for label, word in (("PERSON", "people"), ("ORG", "organisations")):
        if ontology.class_of_ner(label) is None:
            yield Finding(
                "note", label, f'no class has tg:nerLabel "{label}", so pronouns for {word} resolve to nothing'
            )


def _predicates(ontology: Ontology) -> Iterator[Finding]:
    inverses = {inverse for predicate in ontology.predicates.values() for inverse in predicate.inverses}
    for iri, predicate in ontology.predicates.items():
        name = local_name(iri)
        if iri in inverses and not predicate.lexicalisations:
            continue  # the other direction is what is looked for
        if not predicate.lexicalisations:
            yield Finding("mistake", name, "has no tg:lexicalisation, so no text can express it; give it one")
        for side, classes in (("domain", predicate.domain), ("range", predicate.range)):
            if not classes:
                yield Finding("note", name, f"has no rdfs:{side}, so anything fits; name a class")
        if not predicate.definition:
            yield Finding("note", name, "has no skos:definition; say in one sentence what it means")
        for lexicalisation in predicate.lexicalisations:
            yield from _lexicalisation(ontology, predicate, lexicalisation)


def _lexicalisation(ontology: Ontology, predicate: Predicate, lexicalisation: Lexicalisation) -> Iterator[Finding]:
    from rapidfuzz import fuzz, process

    name, kind = local_name(predicate.iri), lexicalisation.kind
    said = f"the {kind} {', '.join(lexicalisation.words[:3])}"
    if not 0 < lexicalisation.weight <= 1:
        yield Finding("mistake", name, f"{said} has the weight {lexicalisation.weight:g}; give it one above 0 up to 1")
    for role in (*lexicalisation.domain_roles, *lexicalisation.range_roles):
        if role in ROLES[kind]:
            continue
        close = process.extractOne(role, sorted(NAMED), scorer=fuzz.ratio, score_cutoff=ALIKE)
        fitting = ", ".join(sorted(ROLES[kind]))
        if role in NAMED:
            yield Finding("mistake", name, f'{said} has no role "{role}"; use one of {fitting}, or a preposition')
        elif close:
            yield Finding(
                "mistake", name, f'{said} has the role "{role}"; if that is no preposition, write "{close[0]}"'
            )
        elif kind in ("possessive", "name", "office", "credit", "field", "apposition", "preposition"):
            yield Finding("mistake", name, f'{said} has no role "{role}"; use one of {fitting}')
    narrowed = ((lexicalisation.domain, predicate.domain), (lexicalisation.range, predicate.range))
    for cls in sorted(cls for narrow, wide in narrowed for cls in narrow if not ontology.is_a(cls, wide)):
        yield Finding(
            "mistake", name, f"{said} wants a {local_name(cls)}, which its domain or range excludes; widen it"
        )


def _ambiguous(ontology: Ontology) -> Iterator[Finding]:
    """Words that say two predicates between the same classes in the same roles."""
    said: dict[tuple[str, str, str, str], list[tuple[Predicate, Lexicalisation]]] = defaultdict(list)
    for predicate in ontology.predicates.values():
        for lexicalisation in predicate.lexicalisations:
            for word in lexicalisation.words:
                for subject in lexicalisation.domain_roles:
                    for target in lexicalisation.range_roles:
                        said[lexicalisation.kind, word, subject, target].append((predicate, lexicalisation))
    for (kind, word, *_), uses in said.items():
        for (one, first), (other, second) in combinations(uses, 2):
            apart = one.iri == other.iri or {one.iri, other.iri} & {*one.parents, *other.parents}
            domains = first.domain or one.domain, second.domain or other.domain
            ranges = first.range or one.range, second.range or other.range
            if not apart and _meet(ontology, *domains) and _meet(ontology, *ranges):
                yield Finding(
                    "note",
                    local_name(one.iri),
                    f'the {kind} "{word}" also says {local_name(other.iri)} of the same classes; both will be claimed',
                )


def _meet(ontology: Ontology, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a class may be in both sets."""
    return (
        not one
        or not other
        or any(ontology.is_a(cls, other) for cls in one)
        or any(ontology.is_a(cls, one) for cls in other)
    )


def _quantities(ontology: Ontology) -> Iterator[Finding]:
    for (_, one), (_, other) in combinations(sorted(ontology.quantities.items()), 2):
        for first in one.measures:
            for second in other.measures:
                units = set(first.units) & set(second.units)
                told = first.cues - second.cues and second.cues - first.cues
                if units and not told and _meet(ontology, one.domain, other.domain):
                    yield Finding(
                        "note",
                        local_name(one.iri),
                        f'the unit "{min(units)}" also measures {local_name(other.iri)}; tell them apart by tg:cue',
                    )


def _silent(ontology: Ontology, documents: Iterable[Path], settings: Settings) -> Iterator[Finding]:
    from pipeline.extract import extract
    from pipeline.ingest import read_document

    fired: Counter[str] = Counter()
    for path in documents:
        for relation in extract(read_document(path), ontology, settings).relations:
            fired[relation.predicate] += 1
    inverses = {inverse for predicate in ontology.predicates.values() for inverse in predicate.inverses}
    for iri in (*ontology.predicates, *ontology.quantities):
        predicate = ontology.predicates.get(iri)
        if not fired[iri] and not (predicate and iri in inverses and not predicate.lexicalisations):
            yield Finding("note", local_name(iri), "never fires on the given documents")
