"""Finding known names in running text, however they are cased, spaced or hyphenated.

Words are joined without case, spaces and punctuation and looked up in one table, so that "harbour light",
"Harbour-Light" and "HarbourLight" are the same name and the cost does not grow with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.ontology import squash

WORD = re.compile(r"[^\W_]+[+#]*")
# What may stand between two words of one name: a space, a hyphen, a full stop, an apostrophe, an ampersand.
JOINT = re.compile(r"(?: ?[-–'’.&/:] ?| )?")
LONGEST = 8  # words
UNCOUNTED = frozenset("was has does its his this thus yes".split())  # words in -s that are no plurals


def _joins(text: str, end: int, begin: int) -> bool:
    """Whether what stands between two words may stand inside a name; "1.0" is one number, not two words."""
    between = text[end:begin]
    if between == "." and text[end - 1].isdigit() and text[begin].isdigit():
        return False
    return JOINT.fullmatch(between) is not None and not (len(between) == 2 and between[0] == ".")


def _may_be_plural(word: str) -> bool:
    """Whether the last word of a name may be one that ends in a plural -s: not the "was" of "Series B was"."""
    return len(word) > 2 and word not in UNCOUNTED


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name in the text: reading span and the key it was found under."""

    begin: int
    end: int
    key: str


class NameIndex:
    """Squashed names, to be found in text: the longest match from the left wins."""

    def __init__(self, names: Mapping[str, tuple[str, ...]], parted: frozenset[str] = frozenset()) -> None:
        """Index the keys of `names`, which are squashed labels; the values are IRIs of their owners.

        parted: keys of names that hold a comma ("Port Quill, East").
        """
        self.names, self.parted = names, parted
        self.keys = frozenset(key for key in names if len(key) > 1)
        self.openings = frozenset(key[:3] for key in self.keys)
        self.reach = max(map(len, self.keys), default=0)

    def find(self, text: str) -> Iterator[NameMatch]:
        """All names in the text, left to right, not overlapping."""
        words = [(match.start(), match.end(), squash(match[0])) for match in WORD.finditer(text)]
        index = 0
        while index < len(words):
            best = self._longest(text, words, index)
            if best is None:
                index += 1
            else:
                count, key = best
                yield NameMatch(words[index][0], words[index + count - 1][1], key)
                index += count

    def _longest(self, text: str, words: list[tuple[int, int, str]], first: int) -> tuple[int, str] | None:
        """How many words from `first` on make the longest name, and its key; a plural -s is forgiven."""
        best: tuple[int, str] | None = None
        joined, comma = "", False
        for index in range(first, min(first + LONGEST, len(words))):
            if index > first and not _joins(text, words[index - 1][1], words[index][0]):
                if text[words[index - 1][1] : words[index][0]] != ", " or not self.parted:
                    break
                comma = True
            if joined in self.keys and words[index][2] == "s" and text[words[index][0] - 1] in "'’":
                break  # "America's" is no "Americas"
            joined += words[index][2]
            if (len(joined) >= 3 and joined[:3] not in self.openings) or len(joined) > self.reach + 1:
                break
            if comma and joined not in self.parted:
                continue
            if joined in self.keys:
                best = index - first + 1, joined
            elif joined[:-1] in self.keys and joined[-1] == "s" and len(joined) > 3 and _may_be_plural(words[index][2]):
                best = index - first + 1, joined[:-1]
        return best
