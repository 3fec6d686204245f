"""The spaCy pipeline, and passages: reading text as spaCy documents that know their place."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex, compile_suffix_regex

from pipeline.errors import ModelError
from pipeline.extract.truecasing import usual_spellings
from pipeline.model import model_folder
from pipeline.records import Document

OFTEN, OFTEN_WITHOUT = (
    2.0,
    5.0,
)  # times as common with a capital as without: no ordinary word, written so, written small
PASSAGE = 4000  # characters; a bound on what one parse holds, not on sentences


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """The installed spaCy pipeline `name`.

    Its data are loaded, no code of it is run. Raises ModelError where it is not installed, was changed since its
    release or lacks a parser.
    """
    folder = model_folder(name)
    with warnings.catch_warnings():
        # The default model was packaged for spaCy 3.7 and gives the same output under 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            nlp = spacy.load(folder)
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder}: cannot be loaded ({error}); name another with --model") from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"{name}: this spaCy pipeline has no parser, which relations need; name another with --model")
    # "SpaceX." ends a sentence; the tokeniser takes a full stop after one capital letter for part of an initial.
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[a-z][A-Z])\."]
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    # "co-founded" and "open-sourced" are one word: split, their halves are taken for the verb.
    infixes = [str(infix) for infix in nlp.Defaults.infixes or ()]
    infixes = [rf"(?<!\b[Cc]o)(?<!\b[Oo]pen){infix}" if "(?:-|" in infix else infix for infix in infixes]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


@dataclass(frozen=True, slots=True)
class Passage:
    """A spaCy document and the reading span that its text fills."""

    doc: Doc
    begin: int
    end: int

    def offset(self, token: Token) -> int:
        """Reading offset of the token's first character."""
        return self.begin + token.idx

    def span(self, begin: int, end: int) -> Span | None:
        """The tokens that the reading span covers or touches; None outside the passage."""
        return self.doc.char_span(begin - self.begin, end - self.begin, alignment_mode="expand")


def parse(document: Document, nlp: Language, names: Iterable[tuple[int, int]] = ()) -> tuple[Passage, ...]:
    """Parse the reading text, block by block: sentences never cross a line of it.

    names: reading spans of sure names; they are capitalised before parsing, since taggers take "open harbour"
    for an adjective and a noun. Letters keep their places, and the document's own text is not touched.
    """
    text = _capitalised(document.text, names)
    spans = list(_passages(text))
    docs = nlp.pipe((text[begin:end] for begin, end in spans), batch_size=16)
    return tuple(Passage(doc, begin, end) for (begin, end), doc in zip(spans, docs, strict=True))


def _capitalised(text: str, names: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for begin, end in names:
        for place in range(begin, end):
            if place == begin or not text[place - 1].isalnum():
                characters[place] = upper(text[place])
    return "".join(characters)


def upper(character: str) -> str:
    """The capital letter, where that is a single character."""
    capital = character.upper()
    return capital if len(capital) == 1 else character


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Spans of blocks, long ones cut at the last sentence end (else the last space) before PASSAGE characters."""
    begin = 0
    for line in text.splitlines(keepends=True):
        end, stop = begin, begin + len(line.rstrip())
        while stop - end > PASSAGE:
            window = text[end : end + PASSAGE]
            cut = max(window.rfind(mark) for mark in (". ", "? ", "! ")) + 2
            if cut < PASSAGE // 4:
                cut = window.rfind(" ") + 1 or PASSAGE
            yield end, end + cut
            end += cut
        if stop > end:
            yield end, stop
        begin += len(line)


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


def is_listed(nlp: Language, word: str) -> bool:
    """Whether the dictionary has the word, also inflected; it lists names of places and people, too."""
    index = _dictionary(nlp)
    small = word.casefold()
    stems = {small, *(small.removesuffix(ending) for ending in ("s", "es", "ed", "ing"))}
    return not index or small in nlp.Defaults.stop_words or not stems.isdisjoint(index)


def is_noun(nlp: Language, word: str) -> bool:
    """Whether the dictionary has the word, or what it is inflected from, as a noun; without a dictionary every word."""
    small = word.casefold()
    return not _dictionary(nlp) or not _dictionary(nlp, "noun").isdisjoint({small, small.removesuffix("s")})


@lru_cache(maxsize=4)
def _dictionary(nlp: Language, pos: str = "") -> frozenset[str]:
    """Words of the model's dictionary, or of one part of speech."""
    if "lemmatizer" not in nlp.component_names:  # also one that is disabled for now
        return frozenset()
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    table = lookups.get_table("lemma_index")
    return frozenset(str(word) for kind, words in table.items() for word in words if pos in ("", kind))
