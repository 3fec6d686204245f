"""What the document itself says an acronym is made of: "integrated tidal mapping, or ITM", "tidal unit (TU)"."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.written import SMALL
from pipeline.ontology import KnownEntity, squash

ACRONYM = re.compile(r"[A-Z]{3,6}")
FURTHEST = 90  # characters before an acronym in which its words stand
SMALLER = 3  # small words among those that it is made of, at most


def is_spelt_otherwise(document: str, acronym: str, entity: KnownEntity) -> bool:
    """Whether the document says that the acronym is made of other words than the known thing is called by."""
    if not ACRONYM.fullmatch(acronym):
        return False
    phrases = _phrases(document, acronym)
    names = [set(map(_stem, label.split())) for label in entity.labels if " " in label]
    return bool(phrases and names) and not any(len(name & set(map(_stem, p))) > 1 for p in phrases for name in names)


@lru_cache(maxsize=1024)
def _phrases(document: str, acronym: str) -> tuple[list[str], ...]:
    """The words that the document says it is made of, once for all places where it stands."""
    ends = (match.start() for match in re.finditer(rf"(?: \(|,? or ){acronym}\b", document))
    before = (document[max(0, end - FURTHEST) : end] for end in ends)
    return tuple(phrase for words in before if (phrase := _made_of(words, acronym)))


def _stem(word: str) -> str:
    return squash(word).removesuffix("s")


def _made_of(before: str, acronym: str) -> list[str]:
    """The last words before it that have its letters as initials, small words apart; none where there are none."""
    words = re.findall(r"[^\W\d_][\w’']*", re.split(r"[.?!;:\n]", before)[-1])
    for count in range(len(acronym), len(acronym) + SMALLER + 1):
        last = words[-count:]
        initials = "".join(word[0] for word in last if word.casefold() not in SMALL)
        if len(last) == count and initials.casefold() == acronym.casefold():
            return last
    return []
