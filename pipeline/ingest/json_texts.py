"""JSON of an unknown kind: which of its texts are the transcript, and which are left.

Texts that lie at the same path but for indices belong together ("calls.*.turns.*.sentences.*.text"), so that no
sibling of a list is lost; what an object around a text says of time and speaker holds for the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.fields import is_field_name, normal, word_set
from pipeline.ingest.json_fields import TEXT_ENDS, TEXT_OF_WORDS, put_together, speaker_of, times_of, unit_of
from pipeline.ingest.located_json import Located
from pipeline.ingest.pieces import Piece
from pipeline.ingest.timed_words import read_time, span_of

Path = tuple[str, ...]
_ANY = "*"  # an index of a list
_WORD = re.compile(r"\w+")
_NO_TEXT = word_set(
    "id url uri link href path type kind language locale model version status color hash token key uuid email"
)
_WORTH_A_WORD = 4  # words of a value that make a text of it, whatever its field is called


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text and the objects around it, outermost first."""

    text: Located
    around: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """All texts at one path."""

    path: Path
    leaves: tuple[Leaf, ...]

    @property
    def letters(self) -> int:
        """How much text it holds."""
        return sum(len(leaf.text) for leaf in self.leaves)

    @property
    def told(self) -> tuple[bool, bool]:
        """Whether most of its texts say when, and some say who."""
        when = sum(_time(leaf)[0] is not None for leaf in self.leaves)
        return when * 2 > len(self.leaves), any(_speaker(leaf, {}) for leaf in self.leaves)

    @property
    def name(self) -> str:
        """The path as a person writes it."""
        return ".".join(self.path).replace(".*", "[]").lstrip("*.") or "the list"


def columns_of(data: Any) -> list[Column]:
    """The columns of texts of a decoded file."""
    found: dict[Path, list[Leaf]] = defaultdict(list)
    for path, leaf in _leaves(data, (), ()):
        found[path].append(leaf)
    columns = (Column(path, tuple(leaves)) for path, leaves in found.items())
    return [column for column in columns if _is_text(column)]


def _leaves(value: Any, path: Path, around: tuple[dict[str, Any], ...]) -> Iterator[tuple[Path, Leaf]]:
    """Texts with the objects around them from the outermost item of a list on: what is outside speaks of the file."""
    if isinstance(value, Located):
        if any(char.isalpha() for char in value) or (path and path[-1] in TEXT_OF_WORDS and value.strip()):
            yield path, Leaf(value, around)
    elif isinstance(value, dict):
        inside = (*around, value) if around or path[-1:] == (_ANY,) else around
        for key, inner in value.items():
            own = (value,) if not path and isinstance(inner, str) else inside
            yield from _leaves(inner, (*path, str(key)), own)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, (*path, _ANY), around)


def _is_text(column: Column) -> bool:
    """Whether a column holds what people say or write, by the name of its field or by its words."""
    key = next((key for key in reversed(column.path) if key != _ANY), "")
    words = normal(key).split()
    if words and words[-1] in _NO_TEXT:
        return False
    if key in TEXT_OF_WORDS or (words and words[-1] in TEXT_ENDS):
        return True
    return sum(len(leaf.text.split()) for leaf in column.leaves) >= _WORTH_A_WORD * len(column.leaves)


def _is_about(column: Column) -> bool:
    """Whether a column is about the recording: its title, description, summary."""
    key = next((key for key in reversed(column.path) if key != _ANY), "")
    words = normal(key).split()
    return is_field_name(normal(key)) and not (words and words[-1] in TEXT_ENDS) and key not in TEXT_OF_WORDS


def transcript(data: Any, names: dict[str, Any]) -> tuple[list[Piece], list[Column]]:
    """The pieces of the transcript and the columns that they are from; none where the file has no list of texts."""
    columns = [column for column in columns_of(data) if not _is_about(column)]
    most = max((column.letters for column in columns), default=0)
    told = [column for column in columns if any(column.told) and column.letters * 4 >= most]
    most = max((column.letters for column in told), default=most)
    likely = [column for column in told or columns if column.letters * 10 >= 9 * most]
    if not likely:
        return [], []
    best = max(likely, key=lambda column: (*column.told, -len(column.leaves)))
    beside = [column for column in columns if column is not best and _is_sibling(best, column)]
    others = [beside[0].path, *(best.path for _ in beside)] if beside else [None]
    pieces = [
        piece for column, other in zip((best, *beside), others, strict=True) for piece in _pieces(column, names, other)
    ]
    if beside and all(piece.start is not None for piece in pieces):
        pieces.sort(key=lambda piece: piece.start or 0.0)
    return pieces, [best, *beside]


def _is_sibling(best: Column, other: Column) -> bool:
    """Whether two columns are the sides of one talk: paths that differ in one key, and words that are not the same."""
    if len(best.path) != len(other.path) or best.path[-1] != other.path[-1] or not any(best.told):
        return False
    differ = [n for n, (one, two) in enumerate(zip(best.path, other.path, strict=True)) if one != two]
    return len(differ) == 1 and best.told == other.told and shared(_counts([best]), other) < 0.5


def _pieces(column: Column, names: dict[str, Any], side: Path | None) -> list[Piece]:
    """One piece per text. side: path of the column beside, where both are sides of one talk."""
    innermost = [leaf.around[-1] if leaf.around else {} for leaf in column.leaves]
    outer = [_timed(leaf) for leaf in column.leaves]
    unit = unit_of(outer if any(outer) else innermost, [str(leaf.text) for leaf in column.leaves])
    differing = [key for key, other in zip(column.path, side or (), strict=False) if key != other]
    pieces: list[Piece | list[Piece]] = []
    texts = []
    for leaf in column.leaves:
        if (span := span_of(leaf.text)) is None:
            continue
        speaker = _speaker(leaf, names) or (differing[0] if differing else None)
        pieces.append(Piece((span,), "speech", *_time(leaf, unit), speaker))
        texts.append(str(leaf.text))
    return put_together(pieces, texts)


def _timed(leaf: Leaf) -> dict[str, Any]:
    """The innermost object around a text that says when."""
    return next((item for item in reversed(leaf.around) if times_of(item, 1.0)[0] is not None), {})


def _time(leaf: Leaf, unit: float = 1.0) -> tuple[float | None, float | None]:
    item = _timed(leaf)
    return times_of(item, unit) if item else (None, None)


def _speaker(leaf: Leaf, names: dict[str, Any]) -> str | None:
    return next((name for item in reversed(leaf.around) if (name := speaker_of(item, names))), None)


# --- what is left


def left_out(data: Any, read: str) -> list[tuple[str, int]]:
    """The columns whose words do not stand in the text that was read, with their letters, the largest first."""
    counts = Counter(_WORD.findall(read.casefold()))
    left = [column for column in columns_of(data) if _is_said(column) and shared(counts, column) < 0.5]
    return sorted(((column.name, column.letters) for column in left), key=lambda item: -item[1])


def _is_said(column: Column) -> bool:
    """Whether a column holds sentences, not names and numbers."""
    words = sum(len(leaf.text.split()) for leaf in column.leaves)
    return words >= _WORTH_A_WORD * len(column.leaves) or normal(column.path[-1]).split()[-1:] == ["text"]


def _counts(columns: Sequence[Column]) -> Counter[str]:
    return Counter(word for column in columns for leaf in column.leaves for word in _WORD.findall(leaf.text.casefold()))


def shared(counts: Counter[str], other: Column) -> float:
    """The share of a column's words that are among those counted."""
    words = _counts([other])
    return sum(min(n, counts[word]) for word, n in words.items()) / max(1, words.total())


# --- lists without names


def rows_of(data: Any) -> list[Piece]:
    """The pieces of a list of lists, as [start, end, text] or [start, speaker, text]; empty where it is none."""
    rows = [row for row in data if isinstance(row, list)] if isinstance(data, list) else []
    if not rows or len(rows) * 10 < 9 * len(data) or len({len(row) for row in rows}) != 1:
        return []
    columns = list(zip(*rows, strict=True))
    texts = [n for n, column in enumerate(columns) if all(isinstance(cell, Located) for cell in column)]
    times = [n for n, column in enumerate(columns) if all(read_time(cell) is not None for cell in column)]
    texts = [n for n in texts if n not in times]
    if not texts:
        return []
    text = max(texts, key=lambda n: sum(len(cell) for cell in columns[n]))
    who = next((n for n in texts if n != text), None)
    pieces = []
    for row in rows:
        start, stop = [*(read_time(row[n]) for n in times[:2]), None, None][:2]
        if (span := span_of(row[text])) is not None:
            pieces.append(Piece((span,), "speech", start, stop, str(row[who]) if who is not None else None))
    return pieces
