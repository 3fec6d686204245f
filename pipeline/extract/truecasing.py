"""How words are usually capitalised, learnt from the order of a pipeline's word vectors.

Tables of word vectors hold "london" and "London" as words of their own, the most frequent words first. Frequencies
fall as ranks rise (Zipf 1949), so the better rank tells the usual spelling, and the ratio of ranks by how much: the
unigram model of Lita et al. 2003, "tRuEcasIng", without a corpus.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from spacy.language import Language

from pipeline.kept import kept
from pipeline.model import digest_of

Table = tuple[str, bytes, dict[str, str]]  # see `UsualSpellings`


@dataclass(frozen=True, slots=True)
class Usage:
    """The commonest spelling with capitals, and how many times commoner it is than the one without; 0 is never."""

    spelling: str
    times: float


class UsualSpellings(Mapping[str, Usage]):
    """Words in lower case and how they are used; held compactly, for there are some 400,000."""

    def __init__(self, table: Table) -> None:
        """table: words, one a line; as many numbers (`Usage.times`); spellings that are not just a first capital."""
        words, times, self._odd = table
        self._places = dict(zip(words.splitlines(), range(words.count("\n")), strict=True))
        self._times = array("d", times)

    def __getitem__(self, word: str) -> Usage:
        """Raises KeyError for a word that the table lacks."""
        times = self._times[self._places[word]]
        return Usage(self._odd.get(word) or (word.capitalize() if times else word), times)

    def __contains__(self, word: object) -> bool:
        """Whether the table has the word."""
        return word in self._places

    def __iter__(self) -> Iterator[str]:
        """Words in lower case."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many words the table has."""
        return len(self._places)


@lru_cache(maxsize=2)
def usual_spellings(nlp: Language) -> Mapping[str, Usage]:
    """Every word of the pipeline's table in lower case; empty where the pipeline has no table of single words."""
    make = partial(_table, nlp)
    if nlp._path is None:  # nobody loaded it from a folder: a blank one, or one being made
        return UsualSpellings(make())
    return UsualSpellings(kept("spellings", digest_of(nlp.path), Table, make))


def _table(nlp: Language) -> Table:
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
    times = dict.fromkeys(ranks, 0.0) | {word: ranks.get(word, last) / rank for word, (_, rank) in capital.items()}
    odd = {word: spelling for word, (spelling, _) in capital.items() if spelling != word.capitalize()}
    return "".join(f"{word}\n" for word in times), array("d", times.values()).tobytes(), odd
