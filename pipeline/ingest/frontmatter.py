"""Front matter of Markdown files: the values of all its fields, at any depth, with their places in the file.

Valid YAML is composed, which keeps every node's place. Four of seven real ones are not valid YAML: they, and TOML,
are read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from pipeline.ingest.cleaning import PROSE, plain
from pipeline.ingest.fields import CONTENT, FILE, is_field_name, normal, stated_dates, stated_title, stated_url, usual
from pipeline.ingest.header import Header, Span, read_header
from pipeline.ingest.pieces import Piece, limited
from pipeline.ingest.times import iso_date

_FENCE = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w .\-]{0,40}?)[ \t]{0,20}[:=](?:[ \t]+(?P<value>.*)|[ \t]*)$")
_LINE = re.compile(r"\S[^\r\n]*")
_ESCAPED_LINE = re.compile(r"(?:[^\s\\]|\\[^nrt\s])(?:[^\r\n\\]|\\[^nrt\r\n])*")  # "\n" in double quotes ends one
_ITEM = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_TAG = re.compile(r"[^\s,;][^,;]*")
TAGS = frozenset("tag tags keyword keywords".split())
_NOTHING = Header()
LONGEST_YAML = 1 << 16
_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the front matter ends, what is read of it, and what it states. metadata: by the fields' normal names."""

    end: int = 0
    header: Header = _NOTHING
    metadata: tuple[tuple[str, str], ...] = ()
    title: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One value: the keys that lead to it, the spans of its lines, and the value as a text."""

    path: tuple[str, ...]
    lines: tuple[Span, ...]
    value: str
    is_text: bool = True


def read_front_matter(raw: str) -> FrontMatter:
    """Read the front matter at the start of a text; an empty record where there is none."""
    fence = _FENCE.match(raw)
    if not fence or not _ENTRY.match(fence["body"].lstrip().split("\n", 1)[0].rstrip("\r")):
        return FrontMatter()
    fields = _composed(raw, *fence.span("body"))
    if fields is None:
        fields = [_scanned(raw, key, lines) for key, lines in _entries(raw, *fence.span("body"))]
    header = _NOTHING
    values: dict[str, list[str]] = {}
    for field in fields:
        key = " ".join(map(normal, field.path))
        values.setdefault(key, []).append(field.value)
        if field.is_text and _is_read(field.path) and re.search(r"[^\W\d_]", field.value):
            header += read_header(raw, field.lines, usual(key))
        elif field.is_text and TAGS.intersection(normal(field.path[-1]).split()):
            header += Header(tuple(_tags(raw, field.lines)))
    stated = {key: "; ".join(filter(None, items)) for key, items in values.items()}
    dates = (iso_date(value) for value in stated_dates(stated))
    return FrontMatter(
        end=fence.end(),
        header=header,
        metadata=tuple(stated.items()),
        title=stated_title(stated),
        date=next((date for date in dates if date), None),
        url=stated_url(stated),
        language=stated.get("language") or stated.get("lang"),
    )


def _is_read(path: tuple[str, ...]) -> bool:
    """Whether the value of a field is about the recording, not about its file: by its own key and those above it."""
    *above, own = ({*normal(key).split()} for key in path)
    return not any(words & FILE for words in (*above, own)) and any(words & CONTENT for words in (*above, own))


def _tags(raw: str, lines: tuple[Span, ...]) -> Iterator[Piece]:
    """Keywords, each a line of its own: only whole ones can be names."""
    for line in lines:
        for tag in _TAG.finditer(raw, *line):
            yield Piece((_stripped(raw, *tag.span()),), "context", turn=True, field="keywords", listing=True)


def _composed(raw: str, begin: int, end: int) -> list[Field] | None:
    """The values of valid YAML; None for anything else, and for one too long or too deep to try."""
    if end - begin > LONGEST_YAML:
        return None
    try:
        root = yaml.compose(raw[begin:end], Loader=yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            return None
        return [
            Field(path, tuple(_node_lines(raw, begin, node)), str(node.value), node.tag == _TEXT)
            for path, node in limited(_leaves(root, (), set()))
        ]
    except (yaml.YAMLError, RecursionError):
        return None


def _leaves(
    node: yaml.Node, path: tuple[str, ...], seen: set[int]
) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    """Scalars with the keys that lead to them; what an alias repeats is read once."""
    if isinstance(node, yaml.ScalarNode):
        if path:
            yield path, node
        return
    if id(node) in seen:
        return
    seen.add(id(node))
    for item in node.value:
        if isinstance(node, yaml.MappingNode):
            key, value = item
            yield from _leaves(value, (*path, str(key.value)), seen)
        else:
            yield from _leaves(item, path, seen)


def _node_lines(raw: str, offset: int, node: yaml.ScalarNode) -> Iterator[Span]:
    """The lines of a scalar: those of a literal block each, of anything else one per paragraph."""
    begin, end = offset + node.start_mark.index, offset + node.end_mark.index
    if node.style in ("|", ">"):
        begin = raw.find("\n", begin, end) + 1 or end
    elif node.style in ("'", '"'):
        begin, end = begin + 1, end - 1
    paragraph = [begin, begin]
    for line in (_ESCAPED_LINE if node.style == '"' else _LINE).finditer(raw, begin, end):
        gap = raw[paragraph[1] : line.start()]
        if paragraph[1] > begin and node.style != "|" and gap.count("\n") < 2 and "\\" not in gap:
            paragraph[1] = line.end()
            continue
        if paragraph[1] > paragraph[0]:
            yield _stripped(raw, *paragraph)
        paragraph = [line.start(), line.end()]
    if paragraph[1] > paragraph[0]:
        yield _stripped(raw, *paragraph)


def _stripped(raw: str, begin: int, end: int) -> Span:
    return begin, begin + len(raw[begin:end].rstrip())


def _scanned(raw: str, key: str, lines: list[Span]) -> Field:
    value = " ".join(" ".join(raw[begin:end] for begin, end in lines).split())
    if value[:1] == "[" and re.search("[\"']", value[:3]):  # a list, as TOML and Python write it
        items = [match.span() for line in lines for match in _ITEM.finditer(raw, *line)]
        lines = [(begin + 1, end - 1) for begin, end in items]
        value = "; ".join(raw[slice(*line)] for line in lines)
    return Field((key,), tuple(lines), value)


def _entries(raw: str, begin: int, end: int) -> list[tuple[str, list[Span]]]:
    """Keys of what is not valid YAML, with the spans of their values' lines, quotes and bullets left out.

    A value that runs on without indentation or over an empty line takes everything that follows: it is free text,
    whose lines often look like keys ("Resources:").
    """
    entries: list[tuple[str, list[Span]]] = []
    free = False
    wrapped = False
    for line in limited(re.finditer(r".*\n", raw[begin:end])):
        text, at = line[0].rstrip(), begin + line.start()
        if not text:
            free = free or wrapped
            continue
        entry = None if free or text[0] in " \t-" else _ENTRY.match(text)
        if entry and entries and _is_said(entry["key"], entries[-1][0]):
            entry, free = None, True
        if entry:
            entries.append((entry["key"], []))
            value = (entry["value"] or "").strip()
            wrapped = value not in ("", "|", ">", "|-", ">-", "[]", "{}")
            if wrapped:
                start = at + entry.start("value")
                entries[-1][1].append(_bare(raw, start, start + len(entry["value"].rstrip())))
        elif entries and text.strip() not in ("", "'", '"'):
            free = free or text[0] not in " \t-"
            span = _bare(raw, at, at + len(text.rstrip()))
            lines = entries[-1][1]
            if wrapped and not free and lines and text[0] in " \t":
                start = lines[-1][0]
                closed = raw[start - 1] in "'\"" and raw[span[1] - 1] == raw[start - 1]
                lines[-1] = (start, span[1] - closed)
            else:
                lines.append(span)
                wrapped = text[0] in " \t" and not text.lstrip().startswith("- ")
    return entries


def _is_said(key: str, before: str) -> bool:
    """Whether words before a colon belong to the description above them: "Subscribe to the Gazette: https://..."."""
    return usual(normal(before)) == "description" and " " in key and not is_field_name(key)


def _bare(raw: str, begin: int, end: int) -> Span:
    """The span without indentation, bullet and surrounding quotes."""
    text = raw[begin:end]
    rest = text.strip().removeprefix("- ").strip()
    begin += text.index(rest) if rest else 0
    if rest[:1] in ("'", '"'):
        return begin + 1, begin + len(rest) - (len(rest) > 1 and rest[-1] == rest[0])
    return begin, begin + len(rest)


def text_of(value: str | None) -> str | None:
    """A value of front matter without markup."""
    return plain(value, 0, len(value), PROSE) or None if value else None
