"""How alike two names sound: the cost of turning the sounds of one into those of the other.

Features and their weights are those of ALINE (Kondrak 2000, "A new algorithm for the alignment of phonetic
sequences"): sounds that are made at the same place and in the same manner are easily taken for one another, vowels more
easily than consonants, and what is lost or added most easily is a vowel.
"""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.resolve.phonemes import pronounce

# Place, manner, voiced, nasal, lateral, retroflex; places run from the lips (1) to the throat (0), manners from closed
# to open.
CONSONANTS: dict[str, tuple[float, ...]] = {
    "p": (1.0, 1.0, 0, 0, 0, 0),
    "b": (1.0, 1.0, 1, 0, 0, 0),
    "t": (0.85, 1.0, 0, 0, 0, 0),
    "d": (0.85, 1.0, 1, 0, 0, 0),
    "k": (0.6, 1.0, 0, 0, 0, 0),
    "g": (0.6, 1.0, 1, 0, 0, 0),
    "C": (0.75, 0.9, 0, 0, 0, 0),
    "J": (0.75, 0.9, 1, 0, 0, 0),
    "f": (0.95, 0.8, 0, 0, 0, 0),
    "v": (0.95, 0.8, 1, 0, 0, 0),
    "T": (0.9, 0.8, 0, 0, 0, 0),
    "D": (0.9, 0.8, 1, 0, 0, 0),
    "s": (0.85, 0.8, 0, 0, 0, 0),
    "z": (0.85, 0.8, 1, 0, 0, 0),
    "S": (0.75, 0.8, 0, 0, 0, 0),
    "Z": (0.75, 0.8, 1, 0, 0, 0),
    "h": (0.1, 0.8, 0, 0, 0, 0),
    "m": (1.0, 1.0, 1, 1, 0, 0),
    "n": (0.85, 1.0, 1, 1, 0, 0),
    "N": (0.6, 1.0, 1, 1, 0, 0),
    "l": (0.85, 0.6, 1, 0, 1, 0),
    "r": (0.8, 0.6, 1, 0, 0, 1),
    "w": (0.6, 0.6, 1, 0, 0, 0),
    "y": (0.7, 0.6, 1, 0, 0, 0),
}
# High, front, rounded, retroflex; a diphthong lies halfway between its ends.
VOWELS: dict[str, tuple[float, ...]] = {
    "i": (1, 1, 0, 0),
    "I": (1, 1, 0, 0),
    "e": (0.5, 1, 0, 0),
    "E": (0.5, 1, 0, 0),
    "A": (0, 1, 0, 0),
    "@": (0.5, 0.5, 0, 0),
    "R": (0.5, 0.5, 0, 1),
    "a": (0, 0, 0, 0),
    "O": (0.5, 0, 1, 0),
    "o": (0.5, 0, 1, 0),
    "U": (1, 0, 1, 0),
    "u": (1, 0, 1, 0),
    "Y": (0.5, 0.5, 0, 0),
    "W": (0.5, 0.25, 0.5, 0),
    "X": (0.75, 0.5, 0.5, 0),
}
GLIDES = frozenset("hwy")
CONSONANT_WEIGHTS = (40, 50, 10, 10, 10, 10)
VOWEL_WEIGHTS = (5, 5, 5, 5)
UNIT = (30, 30)  # weighted difference that costs 1, of consonants and of vowels
OTHER = (0.1, 0.05)  # cost of being another sound at all
MOST = (1.0, 0.5)
MIXED = 1.2  # a consonant for a vowel: dearer than losing one and adding the other is not


def gap(sound: str, *, opens: bool = False) -> float:
    """Cost of losing or adding a sound; a vowel that opens the name is easily swallowed."""
    if sound in VOWELS:
        return 0.2 if opens else 0.4
    return 0.5 if sound in GLIDES else 0.8


@cache
def substitution(one: str, other: str) -> float:
    """Cost of hearing one sound for another: 0 for the same.

    >>> substitution("p", "b") < substitution("p", "s"), substitution("i", "e") < substitution("i", "a")
    (True, True)
    """
    if one == other:
        return 0.0
    for kind, (table, weights) in enumerate(((CONSONANTS, CONSONANT_WEIGHTS), (VOWELS, VOWEL_WEIGHTS))):
        if one in table and other in table:
            apart = sum(w * abs(a - b) for w, a, b in zip(weights, table[one], table[other], strict=True))
            return min(MOST[kind], OTHER[kind] + apart / UNIT[kind])
    return MIXED


@lru_cache(maxsize=65536)
def sound_similarity(left: str, right: str) -> float:
    """1 where two names sound the same, down to 0: one less the cost over the mean cost of losing all of either.

    >>> sound_similarity("Stephen", "Steven"), sound_similarity("Brook", "Crook") < 0.9
    (1.0, True)
    """
    ours, theirs = pronounce(left), pronounce(right)
    row = [0.0]
    for sound in theirs:
        row.append(row[-1] + gap(sound, opens=len(row) == 1))
    all_theirs = row[-1]
    for done, mine in enumerate(ours):
        above, row = row, [row[0] + gap(mine, opens=done == 0)]
        for place, sound in enumerate(theirs):
            row.append(
                min(above[place] + substitution(mine, sound), above[place + 1] + gap(mine), row[place] + gap(sound))
            )
    whole = (row[0] + all_theirs) / 2
    return max(0.0, 1 - row[-1] / whole) if whole else 1.0
