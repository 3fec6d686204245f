"""A mistake in a SPARQL query, shown at its place."""

from __future__ import annotations

import difflib
import re

from pipeline.query.text import first_word
from pipeline.vocabulary import PREFIXES

UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
AROUND = 60  # characters of a query that are shown before and after the place of a mistake
LONGEST = 160  # characters of the parser's explanation that are passed on
PREFIXED = re.compile(r"([\w.-]*):[^\s:]*\s*$")
UNBOUND = re.compile(r"The SELECT [^,]*")


def explained(complaint: str, query: str) -> str:
    """The parser's complaint as one sentence with the place and what stands there, and the place shown.

    Oxigraph says how far it got, trying everything, which is often the end; rdflib says which part it could not read.
    So the place is rdflib's, and Oxigraph's where rdflib finds no fault: it does not look at what names mean.

    >>> print(explained("error at 1:27: expected one of NOT, [_]", "SELECT * { ?s ?p ?o FILTER }"))
    the query is not valid SPARQL at line 1, column 21, near 'FILTER }': what begins there is incomplete or out of place
      SELECT * { ?s ?p ?o FILTER }
                          ^
    """
    if (first := first_word(query)) in UPDATES:
        return f"{first} changes the store, which a query may not; use talkgraph load and unload"
    match = re.match(r"error at (\d+):(\d+): (.*)", complaint, re.DOTALL)
    if not match:
        return f"the query is not valid SPARQL: {' '.join(complaint.split())[:LONGEST]}"
    place, wanted = (int(match[1]), int(match[2])), " ".join(match[3].split())
    begin, reason = _reason(query, place, wanted)
    line, column = begin
    lines = query.split("\n")
    rest = lines[line - 1][column - 1 :].strip()
    near = f"near {rest[:20]!r}" if rest else "at its end"
    told = f"the query is not valid SPARQL at line {line}, column {column}, {near}: {reason[:LONGEST]}"
    return f"{told}\n{_shown(lines[line - 1], column)}"


def _reason(query: str, place: tuple[int, int], wanted: str) -> tuple[tuple[int, int], str]:
    """Where the mistake is, and what it is."""
    line, column = place
    if "Prefix not found" in wanted and (name := PREFIXED.search(query.split("\n")[line - 1][: column - 1])):
        near = difflib.get_close_matches(name[1], PREFIXES, n=1)
        meant = f"; did you mean {near[0]}: ?" if near else ""
        return (line, name.start() + 1), f"the prefix {name[1]}: is not declared{meant}"
    if unbound := UNBOUND.search(wanted):
        return place, unbound[0]
    if begin := _unreadable(query):
        return begin, "what begins there is incomplete or out of place"
    return place, "what comes before cannot stand so"


def _unreadable(query: str) -> tuple[int, int] | None:
    """Line and column of the part that rdflib cannot read; None where it can, or where the query is nested too deep."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(query.replace("\t", " "))  # it would make several columns of one
    except ParseException as error:
        return error.lineno, error.column
    except (RecursionError, ValueError):
        return None
    return None


def _shown(line: str, column: int) -> str:
    """The line with a caret under the column; of a long one the part around it.

    >>> print(_shown("SELECT ?s { ?s", 15))
      SELECT ?s { ?s
                    ^
    """
    begin = max(0, column - 1 - AROUND)
    text = "".join(char if char.isprintable() else " " for char in line[begin : begin + 2 * AROUND])
    return f"  {text}\n  {' ' * (column - 1 - begin)}^"
