"""JSON whose strings know where they stand in the file.

The standard library's decoder in its pure Python form, with one part exchanged: strings come back as `Located`.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},]', re.DOTALL)
_CUT_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?\Z")


class Located(str):
    """A string of a JSON file; `begin` and `end` are the raw offsets between its quotation marks."""

    __slots__ = ("begin", "end")
    begin: int
    end: int


class LocatingDecoder(json.JSONDecoder):
    """Decodes JSON to plain values and `Located` strings; control characters in strings are let pass."""

    def __init__(self) -> None:
        """Exchange the string parser of the standard decoder."""
        super().__init__(strict=False, parse_int=_integer)
        self.parse_string = _located_string
        self.scan_once = py_make_scanner(self)


def _integer(digits: str) -> int | float:
    """A whole number; one with more digits than Python reads is no time, count or id."""
    return int(digits) if len(digits) < 1000 else float("inf")


def load_located(raw: str) -> tuple[Any, str | None]:
    """Decode a JSON file, or several values one after another (JSON lines) as a list.

    A file that is cut off or damaged is read up to there; the second value then says so. Raises ValueError where not
    even that is possible, RecursionError where it is nested too deeply.
    """
    try:
        return _values(raw), None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        position, unterminated = error.pos, error.msg.startswith(("Unterminated string", "Invalid \\uXXXX"))
    warning = f"the JSON is damaged or cut off at {place}; read up to there"
    if unterminated:
        try:
            return _values(_CUT_ESCAPE.sub(r"\1", raw) + '"' + _closers(raw, position)), warning
        except json.JSONDecodeError:
            unterminated = False  # it was a key: go back to the element before
    return _values(_mend(raw, position)), warning


def _values(raw: str) -> Any:
    decoder = LocatingDecoder()
    values, at = [], _skip(raw, 0)
    while at < len(raw):
        value, at = decoder.raw_decode(raw, at)
        values.append(value)
        at = _skip(raw, at)
    return values[0] if len(values) == 1 else values


def _skip(raw: str, at: int) -> int:
    match = re.compile(r"\s*").match(raw, at)
    return match.end() if match else at


def _located_string(raw: str, begin: int, strict: bool = False) -> tuple[Located, int]:
    text, end = scanstring(raw, begin, strict)
    located = Located(text)
    located.begin, located.end = begin, end - 1
    return located, end


def _mend(raw: str, at: int) -> str:
    """The text up to the last complete element before `at`, with all that is open closed."""
    depth = best = 0
    for token in _TOKEN.finditer(raw, 0, at):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
            best = token.end()
        elif token[0] == "," and depth:
            best = token.start()
        if depth < 0:
            break
    if not best:
        raise ValueError("no complete element")
    return raw[:best] + _closers(raw, best)


def _closers(raw: str, end: int) -> str:
    """The brackets that close what is open at `end`."""
    opened: list[str] = []
    for token in _TOKEN.finditer(raw, 0, end):
        if token[0] in "[{":
            opened.append("]" if token[0] == "[" else "}")
        elif token[0] in "]}" and opened:
            opened.pop()
    return "".join(reversed(opened))
