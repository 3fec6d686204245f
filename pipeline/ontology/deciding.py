"""The ontology's named entities as a person decided about them, and what each label means then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.errors import OntologyError
from pipeline.ontology.decisions import Decisions, Node, is_scoped, texts
from pipeline.ontology.records import KnownEntity
from pipeline.ontology.squashing import squash
from pipeline.settings import BASE
from pipeline.vocabulary import expand


def as_decided(
    entities: Mapping[str, KnownEntity], decided: Mapping[str, Node], decisions: Decisions
) -> dict[str, KnownEntity]:
    """The entities with what a person decided about them, without those that are no names, and those that are new."""
    kept = {iri: entity for iri, entity in entities.items() if iri not in decisions.nothing}
    for iri, node in decided.items():
        before = kept.get(iri)
        label = decisions.labels.get(iri) or (before.label if before else "")
        cls = decisions.classes.get(iri) or (before.cls if before else "")
        if not label or not cls or iri in decisions.nothing or is_scoped(iri):
            continue
        known = before or KnownEntity(iri, label, cls)
        aliases, heard = {*texts(node, expand("skos:altLabel")), *known.aliases}, _heard(node, known)
        if known.label not in heard:
            aliases.add(known.label)
        aliases -= {label}
        kept[iri] = replace(
            known, label=label, cls=cls, aliases=tuple(sorted(aliases)), heard=tuple(sorted(heard - aliases - {label}))
        )
    return kept


def _heard(node: Node, known: KnownEntity) -> set[str]:
    return {*texts(node, expand("skos:hiddenLabel")), *known.heard}


def names_of(
    entities: Mapping[str, KnownEntity], decisions: Decisions, folder: Path, where: str
) -> dict[str, tuple[str, ...]]:
    """Squashed label -> the entity that it means; what a person decided wins.

    folder: of the ontology; where: the files in which a person decided. Raises OntologyError for a label that two
    entities claim, and for one that is decided to mean something unknown.
    """
    names: dict[str, set[str]] = {}
    for entity in entities.values():
        for label in entity.labels:
            names.setdefault(squash(label), set()).add(entity.iri)
    for key, iri in decisions.names.items():
        if iri in entities:
            names[key] = {iri}
        elif iri in decisions.nothing:
            names.pop(key, None)
        elif not iri.startswith(BASE):  # else a run made it, and what it is shows in the documents
            raise OntologyError(
                f"{where}: {key!r} is confirmed as a name of {iri}, which the ontology does not know; "
                "give it a class and a skos:prefLabel in the same file"
            )
    for key, owners in names.items():
        if len(owners) > 1:
            raise OntologyError(
                f"{folder}: the label {key!r} is claimed by {' and '.join(sorted(owners))}; leave it to one of them"
            )
    return {key: tuple(owners) for key, owners in names.items()}
