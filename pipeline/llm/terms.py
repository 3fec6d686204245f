"""The ontology as a prompt tells it: short names of classes, predicates and quantities, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from pipeline.ontology import Ontology, Predicate
from pipeline.records import Modality, Polarity, Tense

STANDINGS: Mapping[str, tuple[str, ...]] = {
    "polarity": get_args(Polarity),
    "modality": get_args(Modality),
    "tense": get_args(Tense),
}


@dataclass(frozen=True)
class Terms:
    """Names of an ontology's terms by IRI and back. A name is the local one, or the whole IRI where two would share it.

    An inverse is never asked for: of each pair the one stands here that the ontology says more about.
    """

    ontology: Ontology

    @cached_property
    def classes(self) -> dict[str, str]:
        """Name -> IRI of the classes that have members of their own."""
        above = {parent for info in self.ontology.classes.values() for parent in info.parents}
        return _named(iri for iri in self.ontology.classes if iri not in above or self.ontology.classes[iri].nouns)

    @cached_property
    def predicates(self) -> dict[str, str]:
        """Name -> IRI of the predicates to ask for."""
        known = self.ontology.predicates
        return _named(iri for iri, predicate in known.items() if not any(_knows_more(self, predicate)))

    @cached_property
    def quantities(self) -> dict[str, str]:
        """Name -> IRI of the quantities."""
        return _named(self.ontology.quantities)

    @cached_property
    def inverses(self) -> dict[str, tuple[str, bool]]:
        """Squashed name of any predicate -> IRI of the one that is asked for, and whether the ends change places."""
        asked = {iri: name for name, iri in self.predicates.items()}
        found: dict[str, tuple[str, bool]] = {}
        for iri, predicate in self.ontology.predicates.items():
            target, turned = (iri, False) if iri in asked else (next(iter(_knows_more(self, predicate))), True)
            for name in (iri, local(iri), predicate.label):
                found.setdefault(plain(name), (target, turned))
        return found

    def family(self, iri: str) -> frozenset[str]:
        """The predicate, and those that say no less: below it, and its past and present forms."""
        known = self.ontology.predicates
        family = {iri}
        while more := {
            other
            for other, predicate in known.items()
            if other not in family and (family & {*predicate.parents} or predicate.past in family)
        }:
            family |= more
        return frozenset(family)

    def text(self) -> str:
        """Everything that may be asked for, one line each."""
        ontology = self.ontology
        lines = ["Classes:"]
        lines += [f"- {name}: {ontology.classes[iri].definition}" for name, iri in self.classes.items()]
        lines.append("Predicates (subject -> object):")
        for name, iri in self.predicates.items():
            predicate = ontology.predicates[iri]
            ends = f"{self._ends(predicate.domain)} -> {self._ends(predicate.range)}"
            lines.append(f"- {name} ({ends}): {predicate.definition or predicate.label}")
        if self.quantities:
            lines.append("Quantities (subject):")
        for name, iri in self.quantities.items():
            quantity = ontology.quantities[iri]
            lines.append(f"- {name} ({self._ends(quantity.domain)}): {quantity.definition or quantity.label}")
        lines.append("How a statement stands:")
        for field, values in STANDINGS.items():
            lines.append(f"- {field}: {'; '.join(self._standing(value) for value in values)}")
        lines += [f"- {field}: {meaning}" for field, meaning in ontology.statement_fields.items()]
        return "\n".join(lines)

    def _ends(self, classes: frozenset[str]) -> str:
        return " or ".join(name for name, iri in self.classes.items() if iri in classes) or "anything"

    def _standing(self, value: str) -> str:
        meaning = self.ontology.standings.get(value)
        return f"{value} ({meaning})" if meaning else value


def local(iri: str) -> str:
    """The part of an IRI behind its namespace."""
    return re.split(r"[#/:]", iri)[-1]


def plain(name: str) -> str:
    """A name without case, spaces and marks.

    >>> plain("acquired by") == plain("acquiredBy")
    True
    """
    return re.sub(r"\W|_", "", name).casefold()


def _knows_more(terms: Terms, predicate: Predicate) -> Iterator[str]:
    """Inverses that the ontology says more about, or as much and that come first."""
    known = terms.ontology.predicates

    def said(one: Predicate) -> tuple[int, bool]:
        return len(one.lexicalisations), bool(one.domain or one.range)

    for iri in sorted({*predicate.inverses, *(i for i, other in known.items() if predicate.iri in other.inverses)}):
        other = known[iri]
        if iri != predicate.iri and (
            said(other) > said(predicate) or (said(other) == said(predicate) and iri < predicate.iri)
        ):
            yield iri


def _named(iris: Iterable[str]) -> dict[str, str]:
    iris = list(iris)
    short = [local(iri) for iri in iris]
    return {(name if short.count(name) == 1 else iri): iri for name, iri in zip(short, iris, strict=True)}
