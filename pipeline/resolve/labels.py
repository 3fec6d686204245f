"""How alike two names are, by their letters and by their sound, and whether one may be a mis-hearing of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import jellyfish
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.ontology import squash
from pipeline.resolve.phonemes import split_words
from pipeline.resolve.sound import sound_similarity

# Chosen on tests/sound/pairs.yaml; benchmarks/sound.py measures what they bring.
SURE = 0.72  # from which any known name of a fitting class may be meant
NEAR = 0.6  # from which a name that the same document spells right may be meant
SWALLOWED = 0.85  # what is left of the likeness of consonants where only one name opens with a vowel
BREVITY = 0.9  # the shorter a name, the more others sound like it


@lru_cache(maxsize=65536)
def consonants(label: str) -> str:
    """Metaphone (Philips 1990) of the label: its consonants, and "A" for whatever vowel opens it.

    >>> consonants("Emil"), consonants("Clara Bow") == consonants("Clarabo")
    ('AML', True)
    """
    return re.sub("^[AEIOU]", "A", jellyfish.metaphone("".join(split_words(label))))


def likeness(left: str, right: str) -> float:
    """0 to 1: the mean of three similarities: of letters, of sounds, of consonants alone.

    Letters and consonants are compared by the normalised Damerau-Levenshtein similarity.

    >>> likeness("Brightwater", "Britewater") > 0.8, likeness("Brook", "Crook") < 0.85
    (True, True)
    """
    letters, skeleton = _written(left, right)
    return (letters + sound_similarity(left, right) + skeleton) / 3


def _written(left: str, right: str) -> tuple[float, float]:
    """The similarities of letters and of consonants."""
    letters = DamerauLevenshtein.normalized_similarity(squash(left), squash(right))
    ours, theirs = consonants(left), consonants(right)
    skeleton = DamerauLevenshtein.normalized_similarity(ours.lstrip("A"), theirs.lstrip("A"))
    if ours.startswith("A") != theirs.startswith("A"):
        skeleton *= SWALLOWED
    return letters, skeleton


@lru_cache(maxsize=65536)
def mishearing(heard: str, right: str) -> float:
    """How plausible it is that one is a mis-hearing of the other: their likeness, less for short names.

    Where they have as many words, the least alike pair counts: "Ann Lee" is not "Ann Poe"; else what they share counts
    for nothing: "Acme Rooms" is not "Acme on Broome".

    >>> mishearing("Marlin Okafor", "Marlene Okafor") > SURE > mishearing("Dell", "Bell")
    True
    """
    score = likeness(heard, right)
    ours, theirs = split_words(heard), split_words(right)
    if len(ours) == len(theirs) > 1:
        score = min(score, *(likeness(mine, their) for mine, their in zip(ours, theirs, strict=True)))
    elif different := _without_shared(ours, theirs):
        score = min(score, likeness(*map(" ".join, different)))
    return score - _brevity(heard, right)


def _without_shared(ours: list[str], theirs: list[str]) -> tuple[list[str], list[str]] | None:
    """Both without the words that they begin and end with alike, if they do; one at least is left of each."""
    first = last = 0
    fewer = min(len(ours), len(theirs)) - 1
    while first < fewer and ours[first] == theirs[first]:
        first += 1
    while last < fewer - first and ours[-1 - last] == theirs[-1 - last]:
        last += 1
    if not first and not last:
        return None
    return ours[first : len(ours) - last], theirs[first : len(theirs) - last]


def most(heard: str, right: str) -> float:
    """What `mishearing` can be at most, were the sounds the same: found much sooner, for these take the time.

    >>> most("Marlin Okafor", "Marlene Okafor") >= mishearing("Marlin Okafor", "Marlene Okafor")
    True
    """
    letters, skeleton = _written(heard, right)
    return (letters + 1 + skeleton) / 3 - _brevity(heard, right)


def _brevity(heard: str, right: str) -> float:
    return BREVITY / max(1, len(squash(heard)), len(squash(right)))


def shortens(short: str, full: str) -> bool:
    """Whether one name is the first or the last words of the other.

    >>> shortens("Lovelace", "Ada Lovelace"), shortens("Ada", "Ada Lovelace"), shortens("Lace", "Ada Lovelace")
    (True, True, False)
    """
    few, many = ([word for word in map(squash, name.split()) if word] for name in (short, full))
    return 0 < len(few) < len(many) and few in (many[: len(few)], many[-len(few) :]) and len(few[0]) > 1


def agrees(labels: Iterable[str], name: str) -> bool:
    """Whether something with these labels may be what somebody calls by the name."""
    return any(squash(label) == squash(name) or shortens(label, name) or shortens(name, label) for label in labels)


def same_digits(left: str, right: str) -> bool:
    """Whether the names hold the same digits; speech recognition gets numbers right, and they tell versions apart."""
    return _digits(left) == _digits(right)


@lru_cache(maxsize=65536)
def _digits(name: str) -> str:
    return re.sub(r"\D", "", name)
