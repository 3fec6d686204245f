"""The shape that an answer must have: as JSON schema for the server, and as a reader that believes nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from pipeline.llm.records import Claim, Name, Number, Proposals, Spelling
from pipeline.llm.terms import STANDINGS, Terms

T = TypeVar("T", Claim, Number, Name, Spelling)
ASKED = {"claims": 12, "quantities": 6, "names": 8, "spellings": 3}  # entries of each list at most: models ramble
MOST = 24  # entries of one list that are read: a model that repeats itself is cut short
ATTEMPTS = 4  # places at which a cut answer is tried to be whole
LONGEST = 600  # characters of one value that are read
SHOWN = 120  # characters of a faulty entry that a refusal shows


class NoJson(ValueError):
    """An answer that is no JSON object of the asked shape."""


def answer_schema(terms: Terms) -> dict[str, Any]:
    """JSON schema (draft 2020-12, the subset that servers enforce) of an answer."""
    text = {"type": "string"}
    standing = {field: {"type": "string", "enum": list(values)} for field, values in STANDINGS.items()}
    cls = {"type": "string", "enum": list(terms.classes)}
    claim = {
        "quote": text,
        "subject": text,
        "predicate": {"type": "string", "enum": list(terms.predicates)},
        "object": text,
        **standing,
        "role": text,
        "source": text,
        "passage": text,
    }
    lists: dict[str, dict[str, Any]] = {"claims": claim}
    if terms.quantities:
        number = {"quote": text, "subject": text, "property": {"type": "string", "enum": list(terms.quantities)}}
        lists["quantities"] = {**number, "value": {"type": "number"}}
    lists["names"] = {"name": text, "class": cls}
    lists["spellings"] = {"heard": text, "name": text, "class": cls, "because": text}
    return _object(
        {name: {"type": "array", "maxItems": ASKED[name], "items": _object(entry)} for name, entry in lists.items()}
    )


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def read_answer(text: str) -> Proposals:
    """What an answer proposes. Entries of the wrong shape are among its `faults`, each with the reason.

    A server that heeds no schema may wrap its JSON in a fence or in words; the outermost braces count.
    Raises NoJson where nothing in it is a JSON object with one of the lists.
    """
    faults: list[tuple[str, str]] = []
    data = _loaded(text, faults)
    if not isinstance(data, dict):
        raise NoJson("the answer is no JSON object")
    if not any(isinstance(data.get(name), list) for name in ("claims", "names", "quantities", "spellings")):
        raise NoJson("the answer has none of the lists that were asked for")
    return Proposals(
        claims=_entries(data, "claims", _claim, faults),
        numbers=_entries(data, "quantities", _number, faults),
        names=_entries(data, "names", _name, faults),
        spellings=_entries(data, "spellings", _spelling, faults),
        faults=tuple(faults),
    )


def _loaded(text: str, faults: list[tuple[str, str]]) -> object:
    """The JSON in an answer; of one that was cut short what is complete, and that it was is a fault."""
    begin, end = text.find("{"), text.rfind("}") + 1
    for closing in ("", *(["]}"] * ATTEMPTS)):
        if not 0 <= begin < end:
            return None
        with suppress(ValueError, RecursionError):
            data = json.loads(text[begin:end] + closing)
            if closing:
                faults.append(("the end of an answer", "the answer was cut short"))
            return data
        end = text.rfind("}", begin, end - 1) + 1 if closing else end
    raise NoJson("the answer is broken JSON")


def _entries(
    data: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], T], faults: list[tuple[str, str]]
) -> tuple[T, ...]:
    entries = data.get(name, [])
    if not isinstance(entries, list):
        faults.append((_shown(entries), f"{name} is no list"))
        return ()
    found: dict[T, None] = {}
    for entry in entries[:MOST]:
        try:
            found.setdefault(read(entry))
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            faults.append((_shown(entry), f"wrong shape: {error}"))
    if len(entries) > MOST:
        faults.append((f"{len(entries) - MOST} more {name}", f"more than {MOST} in one window"))
    return tuple(found)


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"


def _text(entry: Mapping[str, Any], field: str, *, needed: bool = True) -> str:
    value = entry.get(field, "") if isinstance(entry, dict) else None
    if not isinstance(value, str):
        raise TypeError(f"{field} is no text")
    value = " ".join(value.encode("utf-8", "replace").decode().split())
    if needed and not value:
        raise ValueError(f"{field} is missing")
    if len(value) > LONGEST:
        raise ValueError(f"{field} is longer than {LONGEST} characters")
    return value


def _chosen(entry: Mapping[str, Any], field: str) -> str:
    value = _text(entry, field, needed=False) or STANDINGS[field][0]
    if value not in STANDINGS[field]:
        raise ValueError(f"{field} is none of {', '.join(STANDINGS[field])}")
    return value


def _claim(entry: Mapping[str, Any]) -> Claim:
    return Claim(
        quote=_text(entry, "quote"),
        subject=_text(entry, "subject"),
        predicate=_text(entry, "predicate"),
        object=_text(entry, "object"),
        polarity=_chosen(entry, "polarity"),  # type: ignore[arg-type]
        modality=_chosen(entry, "modality"),  # type: ignore[arg-type]
        tense=_chosen(entry, "tense"),  # type: ignore[arg-type]
        role=_text(entry, "role", needed=False),
        source=_text(entry, "source", needed=False),
        passage=_text(entry, "passage", needed=False),
    )


def _number(entry: Mapping[str, Any]) -> Number:
    quote, subject, prop = (_text(entry, field) for field in ("quote", "subject", "property"))
    value = entry.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("value is no number")
    return Number(quote, subject, prop, float(value))


def _name(entry: Mapping[str, Any]) -> Name:
    return Name(_text(entry, "name"), _text(entry, "class"))


def _spelling(entry: Mapping[str, Any]) -> Spelling:
    heard, name, cls = (_text(entry, field) for field in ("heard", "name", "class"))
    return Spelling(heard, name, cls, _text(entry, "because", needed=False))
