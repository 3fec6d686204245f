"""Which words the model's dictionary has: whether what looks like a name may be an ordinary word."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language

from pipeline.extract.truecasing import usual_spellings

OFTEN, OFTEN_WITHOUT = (
    2.0,
    5.0,
)  # times as common with a capital as without: no ordinary word, written so, written small

SELDOM = 0.75  # times as common with a capital as without, below which a word is one


def is_ordinary_word(nlp: Language, word: str) -> bool:
    """Whether the word, as it is written, may be an ordinary English one.

    It must be in the model's dictionary (WordNet lemmas, which hold names, too), also inflected, and not be written
    with a capital clearly more often than without; of a word that stands there without one, more is asked.
    Where the model has no dictionary (another kind of lemmatizer), every word in lower case counts as ordinary.
    """
    small = word.casefold()
    if small not in nlp.Defaults.stop_words and _dictionary(nlp):
        usage = usual_spellings(nlp).get(small)
        if usage is not None and usage.times >= (OFTEN_WITHOUT if word.islower() else OFTEN):
            return False
    return is_listed(nlp, word)


def is_written_small(nlp: Language, word: str) -> bool:
    """Whether the word, listed or not, is clearly more often written without a capital: "unfiltered"."""
    usage = usual_spellings(nlp).get(word.casefold())
    return usage is not None and usage.times < SELDOM


def is_listed(nlp: Language, word: str) -> bool:
    """Whether the dictionary has the word, also inflected; it lists names of places and people, too."""
    index = _dictionary(nlp)
    small = word.casefold()
    stems = {small, *(small.removesuffix(ending) for ending in ("s", "es", "ed", "ing"))}
    irregular = word.islower() and small in _dictionary(nlp, table="lemma_exc")  # "wolves"
    return not index or small in nlp.Defaults.stop_words or not stems.isdisjoint(index) or irregular


def is_noun(nlp: Language, word: str) -> bool:
    """Whether the dictionary has the word, or what it is inflected from, as a noun; without a dictionary every word."""
    small = word.casefold()
    return not _dictionary(nlp) or not _dictionary(nlp, "noun").isdisjoint({small, small.removesuffix("s")})


def is_verb(nlp: Language, word: str) -> bool:
    """Whether the dictionary has what the word may be the third person of as a verb; without a dictionary no word."""
    stems = {word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"}
    return not _dictionary(nlp, "verb").isdisjoint(stems)


def is_adjective(nlp: Language, word: str) -> bool:
    """Whether the dictionary has the word as an adjective; without a dictionary no word."""
    return word.casefold() in _dictionary(nlp, "adj")


@lru_cache(maxsize=8)
def _dictionary(nlp: Language, pos: str = "", table: str = "lemma_index") -> frozenset[str]:
    """Words of the model's dictionary, or of one part of speech; in lemma_exc lie irregular forms."""
    if "lemmatizer" not in nlp.component_names:  # also one that is disabled for now
        return frozenset()
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table(table):
        return frozenset()
    kinds = lookups.get_table(table).items()
    return frozenset(str(word) for kind, words in kinds for word in words if not pos or nlp.vocab.strings[kind] == pos)
