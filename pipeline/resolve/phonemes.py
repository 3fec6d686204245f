"""How words are pronounced: the words that the rules get wrong, and letter-to-sound rules for all others."""

from __future__ import annotations

import lzma
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

# One character for each sound of the CMU Pronouncing Dictionary.
ARPABET = {
    "AA": "a", "AE": "A", "AH": "@", "AO": "O", "AW": "W", "AY": "Y", "B": "b", "CH": "C", "D": "d", "DH": "D",
    "EH": "E", "ER": "R", "EY": "e", "F": "f", "G": "g", "HH": "h", "IH": "I", "IY": "i", "JH": "J", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "N", "OW": "o", "OY": "X", "P": "p", "R": "r", "S": "s", "SH": "S",
    "T": "t", "TH": "T", "UH": "U", "UW": "u", "V": "v", "W": "w", "Y": "y", "Z": "z", "ZH": "Z",
}  # fmt: skip
# Letters before and after the one in question, from the least context to the most.
CONTEXTS = ((0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 4), (4, 4))


def context(word: str, place: int, size: int) -> str:
    """The letter at `place` in upper case with the letters around it; "#" is the edge of the word.

    >>> context("cat", 0, 0), context("cat", 0, 2), context("cat", 2, 2)
    ('C', '#Ca', 'aT#')
    """
    before, after = CONTEXTS[size]
    left = "#" * max(0, before - place) + word[max(0, place - before) : place]
    right = word[place + 1 : place + 1 + after]
    return f"{left}{word[place].upper()}{right}{'#' * (after - len(right))}"


def apply_rules(rules: Mapping[str, str], word: str) -> str:
    """The sounds of a word of the letters a to z: for each letter what the longest context that has a rule says."""
    sounds = []
    for place in range(len(word)):
        for size in reversed(range(len(CONTEXTS))):
            said = rules.get(context(word, place, size))
            if said is not None:
                sounds.append(said)
                break
    return "".join(sounds)


@lru_cache(maxsize=65536)
def pronounce(label: str) -> str:
    """The sounds of a name, one character each; what is no letter is left out.

    >>> pronounce("Stephen") == pronounce("Steven"), pronounce("Smith")
    (True, 'smIT')
    """
    rules, words = _tables()
    words_of_it = (word.lower() for word in split_words(label))
    return "".join(words.get(word) or apply_rules(rules, word) for word in words_of_it)


def split_words(label: str) -> list[str]:
    """The words of a name, without accents and what is no letter of ASCII.

    >>> split_words("L'Été 2")
    ['LEte']
    """
    text = unicodedata.normalize("NFKD", label)
    return "".join(char for char in text if char.isascii() and (char.isalpha() or char == " ")).split()


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Rules by context, and sounds of the words that they get wrong (`benchmarks/pronunciations.py` makes the file)."""
    data = files("pipeline.resolve").joinpath("pronunciations.txt.xz").read_bytes()
    rules: dict[str, str] = {}
    words: dict[str, str] = {}
    for line in lzma.decompress(data).decode("ascii").splitlines():
        key, tab, sounds = line.partition("\t")
        if tab:
            (words if key.islower() else rules)[key] = sounds
    return rules, words
