"""Text that every file format can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pipeline.packing import packed
from pipeline.vocabulary import local_name

T = TypeVar("T")
_SURROGATE = re.compile("[\ud800-\udfff]")


def well_formed(record: T) -> T:
    """The record with every lone surrogate, which UTF-8 cannot hold, replaced by U+FFFD.

    Works on strings, tuples and dataclasses, however nested; what needs no change comes back as the same object.

    >>> well_formed(("a\\ud800b", 1))
    ('a\\ufffdb', 1)
    """
    try:
        packed(record)  # a hundred times as quick as to look, and nearly always enough
    except (UnicodeEncodeError, NotImplementedError):
        return _mended(record)
    return record


def _mended(record: T) -> T:
    result: Any = record
    if isinstance(record, str):
        result = _SURROGATE.sub("\ufffd", record)
    elif isinstance(record, tuple):
        items = tuple(_mended(item) for item in record)
        result = record if all(new is old for new, old in zip(items, record, strict=True)) else items
    elif is_dataclass(record) and not isinstance(record, type):
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        changed = {name: new for name, old in values.items() if (new := _mended(old)) is not old}
        result = replace(record, **changed) if changed else record
    return result  # type: ignore[no-any-return]


def label_of(iri: str, infos: Mapping[str, Any]) -> str:
    """The label that the ontology gives the term; its local name where the ontology does not know it."""
    return infos[iri].label if iri in infos else local_name(iri)


def clock(seconds: float) -> str:
    """A time as people read it.

    >>> clock(62.4), clock(3723)
    ('1:02', '1:02:03')
    """
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
