"""Names in a gold graph that mean nothing: they could never be found, and would only lower the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.errors import GraphError
from pipeline.graph.naming import suggestion
from pipeline.vocabulary import local_name

if TYPE_CHECKING:
    from pipeline.evaluate.gold import Names

# The name, what is wrong with it, which of the known names it may be, and the remedy where none is near.
Complaint = tuple[str, str, Iterable[str], str]


def check(path: Path, data: Mapping[str, Any], text: str, names: Names) -> None:
    """Raise GraphError for the first entry with an unknown class or predicate, or an entity that is not declared.

    What is otherwise malformed is left to the reader.
    """
    declared = {str(item["name"]) for item in data["entities"] if isinstance(item, dict) and "name" in item}
    for part, items in data.items():
        complain = _PARTS.get(part)
        for number, item in enumerate(items or () if complain and isinstance(items, list) else ()):
            for name, wrong, known, remedy in complain(item, names, declared) if complain else ():
                hint = suggestion(name, known) or remedy
                raise GraphError(f"{path}, line {_line(text, part, number)}: {name!r} {wrong}; {hint}")


def _entity(item: Any, names: Names, declared: set[str]) -> Iterator[Complaint]:
    classes = {*names.classes.values()}
    for cls in item.get("type") or () if isinstance(item, dict) else ():
        if str(cls) not in classes:
            yield str(cls), "is no class of the ontology", classes, f"use one of {', '.join(sorted(classes))}"


def _relation(item: Any, names: Names, declared: set[str]) -> Iterator[Complaint]:
    known = {local_name(iri) for iri in names.predicates}
    readings = item.get("any") if isinstance(item, dict) else [item]
    for reading in readings if isinstance(readings, list) else ():
        if not isinstance(reading, list) or len(reading) < 3:
            continue
        if str(reading[1]) not in known:
            yield str(reading[1]), "is no predicate of the ontology", known, "declare it in schema.ttl"
        yield from _undeclared((reading[0], reading[2]), declared)


def _quantity(item: Any, names: Names, declared: set[str]) -> Iterator[Complaint]:
    known = {*names.quantities.values()}
    if isinstance(item, list) and len(item) >= 3 and _is_number(item[2]):
        if str(item[1]) not in known:
            yield str(item[1]), "is no quantity of the ontology", known, "declare it in schema.ttl"
        yield from _undeclared(item[:1], declared)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _undeclared(ends: Iterable[Any], declared: set[str]) -> Iterator[Complaint]:
    for end in ends:
        if str(end) not in declared:
            yield str(end), "is not declared", declared, "list it under `entities`"


_PARTS = {
    "entities": _entity,
    "relations": _relation,
    "optional_relations": _relation,
    "quantities": _quantity,
    "optional_quantities": _quantity,
}


def _line(text: str, part: str, number: int) -> int:
    """The line on which the entry begins, from 1."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    entries = next(value for key, value in root.value if key.value == part)
    return int(entries.value[number].start_mark.line) + 1
