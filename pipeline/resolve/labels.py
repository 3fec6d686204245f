"""How alike two names are, by their letters and by their sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import jellyfish
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.ontology import squash

VOWELS = re.compile(r"^[AEIOU]")


@lru_cache(maxsize=65536)
def sound_key(label: str) -> str:
    """Metaphone (Philips 1990) of the label without spaces; any opening vowel counts as the same.

    >>> sound_key("Clara Bow") == sound_key("Clarabo"), sound_key("Emil") == sound_key("Amil")
    (True, True)
    """
    text = "".join(char for char in unicodedata.normalize("NFKD", label) if char.isascii() and char.isalnum())
    return VOWELS.sub("A", jellyfish.metaphone(text).replace(" ", ""))


def likeness(left: str, right: str) -> float:
    """0 to 1: the mean of the normalised Damerau-Levenshtein similarity of letters and of sound keys.

    >>> likeness("Brightwater", "Britewater") > 0.8, likeness("Brook", "Crook") < 0.8
    (True, True)
    """
    letters = DamerauLevenshtein.normalized_similarity(squash(left), squash(right))
    sounds = DamerauLevenshtein.normalized_similarity(sound_key(left), sound_key(right))
    return (letters + sounds) / 2


def word_by_word(left: str, right: str) -> float:
    """Mean likeness of the words of two names of as many words; 0 where there is only one, or one pair is unlike."""
    ours, theirs = left.split(), right.split()
    if len(ours) < 2 or len(ours) != len(theirs):
        return 0.0
    scores = [likeness(mine, their) for mine, their in zip(ours, theirs, strict=True)]
    return sum(scores) / len(scores) if min(scores) >= 0.55 else 0.0


def sounds_like(left: str, right: str) -> bool:
    """Whether one may be a mis-hearing of the other.

    Either they are alike overall, or they sound the same (an opening vowel is easily lost) and share most letters.

    >>> sounds_like("Marlin Okafor", "Marlene Okafor"), sounds_like("Larander AI", "ElaranderAI")
    (True, True)
    >>> sounds_like("Dell", "Bell")
    False
    """
    if likeness(left, right) >= 0.84 or word_by_word(left, right) >= 0.84:
        return True
    one, other = sound_key(left).lstrip("A"), sound_key(right).lstrip("A")
    letters = DamerauLevenshtein.normalized_similarity(squash(left), squash(right))
    return one == other and letters >= (0.5 if len(one) >= 5 else 0.7) and len(one) >= 3
