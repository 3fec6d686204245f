"""How words are usually capitalised, learnt from the order of a pipeline's word vectors.

Tables of word vectors hold "london" and "London" as words of their own, the most frequent words first. Frequencies
fall as ranks rise (Zipf 1949), so the better rank tells the usual spelling, and the ratio of ranks by how much: the
unigram model of Lita et al. 2003, "tRuEcasIng", without a corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Usage:
    """The commonest spelling with capitals, and how many times commoner it is than the one without; 0 is never."""

    spelling: str
    times: float


@lru_cache(maxsize=2)
def usual_spellings(nlp: Language) -> Mapping[str, Usage]:
    """Every word of the pipeline's table in lower case; empty where the pipeline has no table of single words."""
    ranks: dict[str, int] = {}
    capital: dict[str, tuple[str, int]] = {}
    for rank, key in enumerate(nlp.vocab.vectors.key2row, start=1):
        if key not in nlp.vocab.strings:
            continue
        word = nlp.vocab.strings[key]
        lower = word.lower()
        if not word.isalnum() or len(lower) != len(word):
            continue
        if word == lower:
            ranks.setdefault(lower, rank)
        else:
            capital.setdefault(lower, (word, rank))
    last = len(nlp.vocab.vectors.key2row) + 1
    usages = {word: Usage(spelling, ranks.get(word, last) / rank) for word, (spelling, rank) in capital.items()}
    return MappingProxyType({word: Usage(word, 0.0) for word in ranks} | usages)
