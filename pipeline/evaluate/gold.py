"""Gold graphs (YAML), and the names by which they and the ontology mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import GraphError
from pipeline.evaluate.gold_check import check
from pipeline.ontology import Ontology
from pipeline.rdf_file import complaint
from pipeline.vocabulary import local_name

MOST_BYTES = 16 << 20
# Subject name, predicate name, object name.
Reading = tuple[str, str, str]
Amount = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Names:
    """The ontology by local names, as gold graphs write them.

    classes: class IRI -> the class that counts, a direct child of the ontology's root, that it is or descends from; the
    root, which is of no kind, counts as itself.
    predicates: predicate IRI -> name, and whether it says the canonical predicate the other way round.
    generalisations: name -> names of the predicates that it implies.
    """

    classes: Mapping[str, str]
    predicates: Mapping[str, tuple[str, bool]]
    quantities: Mapping[str, str]
    symmetric: frozenset[str]
    generalisations: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, ontology: Ontology) -> Names:
        """The names that an ontology gives."""
        roots = {iri for iri, info in ontology.classes.items() if not info.parents}
        if len(roots) == 1:  # one class of everything: its children are what is told apart
            roots = {iri for iri, info in ontology.classes.items() if roots & set(info.parents)} or roots
        inverses = {
            inverse: iri
            for iri, predicate in ontology.predicates.items()
            if predicate.lexicalisations or predicate.domain or predicate.range
            for inverse in predicate.inverses
        }
        predicates = {iri: (local_name(inverses.get(iri, iri)), iri in inverses) for iri in ontology.predicates}
        return cls(
            classes={iri: local_name(iri) for iri in ontology.classes}
            | {iri: local_name(root) for iri in ontology.classes for root in _up(iri, ontology) if root in roots},
            predicates=predicates,
            quantities={iri: local_name(iri) for iri in ontology.quantities},
            symmetric=frozenset(local_name(iri) for iri, info in ontology.predicates.items() if info.symmetric),
            generalisations={
                local_name(iri): frozenset(predicates[parent][0] for parent in ontology.wider(iri))
                for iri in ontology.predicates
            },
        )


def _up(iri: str, ontology: Ontology) -> Iterator[str]:
    """The class and everything above it."""
    yield iri
    for parent in ontology.classes[iri].parents:
        yield from _up(parent, ontology)


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing the document names. surfaces: normalised spellings, the name included."""

    name: str
    first_class: str
    classes: frozenset[str]
    surfaces: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """What a graph should hold. Each relation is a tuple of readings, of which one is enough; the first names it.

    required: relations between required entities. allowed: accepted, not asked for. times: seconds, by first reading.
    """

    entities: tuple[GoldEntity, ...]
    required: tuple[tuple[Reading, ...], ...] = ()
    allowed: tuple[tuple[Reading, ...], ...] = ()
    times: Mapping[Reading, float] = field(default_factory=dict)
    quantities: frozenset[Amount] = frozenset()
    optional_quantities: frozenset[Amount] = frozenset()


class _Plain(yaml.SafeLoader):
    """YAML without aliases: a few lines of them stand for gigabytes, and no gold graph has any."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "it has an alias, which no gold graph needs", None)
        return super().compose_node(parent, index)


def read_gold(path: Path, names: Names) -> Gold:
    """The gold graph in a YAML file.

    Raises GraphError naming the file, the entry that cannot be used and, where a name in it is unknown, its line.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise GraphError(f"{path}: is longer than {MOST_BYTES >> 20} MB, as no gold graph is; name another file")
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, _Plain)
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    except RecursionError as error:
        raise GraphError(f"{path}: is nested too deeply; mend it") from error
    except (ValueError, OverflowError, yaml.YAMLError) as error:  # also numbers and dates that are none
        raise GraphError(f"{path}: not a YAML file ({complaint(error)}); mend the place it names") from error
    if not isinstance(data, dict) or not isinstance(data.get("entities"), list):
        raise GraphError(f"{path}: not a gold graph; it needs a list `entities` at the top level")
    check(path, data, text, names)
    entities = tuple(_entity(path, item) for item in data["entities"])
    optional = {entity.name for entity in entities if entity.optional}
    listed = [_relation(path, item, names) for item in data.get("relations") or ()]
    # A fact about an optional entity is optional too.
    required = tuple(item[0] for item in listed if not optional & {item[0][0][0], item[0][0][2]})
    allowed = tuple(item[0] for item in listed if optional & {item[0][0][0], item[0][0][2]})
    extra = tuple(_relation(path, item, names)[0] for item in data.get("optional_relations") or ())
    return Gold(
        entities=entities,
        required=required,
        allowed=(*allowed, *extra),
        times={readings[0]: time for readings, time in listed if time is not None and readings in required},
        quantities=frozenset(_amount(path, item) for item in data.get("quantities") or ()),
        optional_quantities=frozenset(_amount(path, item) for item in data.get("optional_quantities") or ()),
    )


def _entity(path: Path, item: Any) -> GoldEntity:
    try:
        name, classes = str(item["name"]), [str(cls) for cls in item["type"]]
        surfaces = [str(surface) for surface in item.get("surface") or ()]
        first = classes[0]
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise GraphError(f"{path}: the entity {_shown(item)} needs `name` and a list `type`; add them") from error
    return GoldEntity(
        name=name,
        first_class=first,
        classes=frozenset(classes),
        surfaces=frozenset(map(normal, (name, *surfaces))),
        optional=bool(item.get("optional")),
    )


def _relation(path: Path, item: Any, names: Names) -> tuple[tuple[Reading, ...], float | None]:
    """The readings of a relation, in the canonical direction, and the time of the first."""
    readings = item.get("any") if isinstance(item, dict) else [item]
    if not readings or not all(isinstance(reading, list) and len(reading) >= 3 for reading in readings):
        raise GraphError(f"{path}: the relation {_shown(item)} needs [subject, predicate, object]; complete it")
    turned = {local_name(iri): name for iri, (name, inverse) in names.predicates.items() if inverse}
    canonical = []
    for subject, predicate, object_ in (map(str, reading[:3]) for reading in readings):
        inverse = turned.get(predicate)
        canonical.append((object_, inverse, subject) if inverse else (subject, predicate, object_))
    # A number is a reference of another kind (a page, a line); only a clock time is a time.
    time = str(readings[0][3]) if len(readings[0]) > 3 else ""
    return tuple(canonical), seconds(time) if ":" in time else None


def _amount(path: Path, item: Any) -> Amount:
    try:
        return str(item[0]), str(item[1]), float(item[2])
    except (TypeError, ValueError, OverflowError, IndexError, KeyError) as error:
        raise GraphError(
            f"{path}: the quantity {_shown(item)} needs [subject, property, number]; complete it"
        ) from error


def _shown(item: Any) -> str:
    """An entry as a complaint quotes it."""
    return complaint(ValueError(repr(item)))


def normal(label: str) -> str:
    """The label as it is compared: case, punctuation, possessive endings and a leading article do not matter.

    >>> normal("The Harbour Bank’s"), normal("ABC-3"), normal("a  Brook")
    ('harbour bank', 'abc 3', 'brook')
    """
    folded = unicodedata.normalize("NFKC", label).casefold().replace("’", "'")
    words = re.sub(r"\W+", " ", re.sub(r"'s\b|s'(?!\S)", "", folded)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def seconds(text: str) -> float | None:
    """Seconds of a clock time, an ISO duration or a number; None for anything else.

    >>> seconds("00:01:02"), seconds("1:02.5"), seconds("PT1M2S"), seconds("62"), seconds("soon")
    (62.0, 62.5, 62.0, 62.0, None)
    """
    clock = r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)"
    duration = r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?"
    if match := re.fullmatch(clock, text) or re.fullmatch(duration, text):
        hours, minutes, rest = (float(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest
    try:
        return float(text)
    except ValueError:
        return None
