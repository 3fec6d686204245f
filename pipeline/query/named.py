"""Questions with a name: files with a query, its description and its parameters in comments at the top.

    # What was said about a thing.
    # parameter about: any name of the thing
    # optional below (number): a threshold
    # over: the changes that ... (only of "changes", see `pipeline.query.differences`)

Those that hold for every ontology ship with this package; those that use an ontology's own predicates lie in its
folder `queries/`. A parameter is a variable that the query selects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import QueryError
from pipeline.ontology import default_folder

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)  # an xsd:decimal
GENERAL = Path(__file__).parent / "named"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """required, optional: parameter -> what it means. numbers: the parameters whose values are numbers.

    over: what it asks, where that is not the whole graph.
    """

    name: str
    description: str
    text: str
    required: Mapping[str, str]
    optional: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    over: str = ""


def named_queries(ontology: Path | None = None) -> dict[str, NamedQuery]:
    """Name -> query, sorted; of two with one name the ontology's counts."""
    folders = (GENERAL, (ontology or default_folder()) / "queries")
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.rq"))}
    return {name: _read(path) for name, path in sorted(files.items())}


def named_query(name: str, values: Mapping[str, str], ontology: Path | None = None) -> NamedQuery:
    """The query of this name. Raises QueryError for an unknown name or parameter, a missing one, or no number."""
    known = named_queries(ontology)
    if name not in known:
        raise QueryError(f"{name}: no query has this name; use one of {', '.join(known)}")
    query = known[name]
    parameters = {**query.required, **query.optional}
    for unknown in values.keys() - parameters.keys():
        takes = f"it takes {', '.join(parameters)}" if parameters else "it takes none"
        raise QueryError(f"{name}: has no parameter {unknown}; {takes}")
    for missing in query.required.keys() - values.keys():
        raise QueryError(f"{name}: needs --set {missing}=..., {query.required[missing]}")
    for name_ in sorted(query.numbers & values.keys()):
        if not NUMBER.fullmatch(values[name_]):
            raise QueryError(f"{name}: {name_} is a number, such as 0.6; {values[name_]!r} is none")
    return query


def _read(path: Path) -> NamedQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read ({error}); mend it or take it away") from error
    head = [line[2:] for line in text.splitlines() if line.startswith("# ")]
    found: dict[str, dict[str, str]] = {"parameter": {}, "optional": {}}
    numbers: set[str] = set()
    for line in head:
        if match := re.fullmatch(r"(parameter|optional) (\w+)( \(number\))?: (.*)", line):
            found[match[1]][match[2]] = match[4]
            numbers |= {match[2]} if match[3] else set()
    over = next((line.removeprefix("over: ") for line in head if line.startswith("over: ")), "")
    description = head[0] if head else ""
    return NamedQuery(path.stem, description, text, found["parameter"], found["optional"], frozenset(numbers), over)
