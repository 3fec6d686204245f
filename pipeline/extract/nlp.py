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
from pipeline.extract.recogniser import keep_apart, teach
from pipeline.extract.stand_ins import Name, parsed, within
from pipeline.model import model_folder
from pipeline.records import Document

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
    teach(nlp)
    return nlp


@dataclass(frozen=True, slots=True)
class Passage:
    """A spaCy document, the reading span that it fills, and its text, which spaCy would join anew each time."""

    doc: Doc
    begin: int
    end: int
    text: str

    def offset(self, token: Token) -> int:
        """Reading offset of the token's first character."""
        return self.begin + token.idx

    def span(self, begin: int, end: int) -> Span | None:
        """The tokens that the reading span covers or touches; None outside the passage."""
        return self.doc.char_span(begin - self.begin, end - self.begin, alignment_mode="expand")


def parse(
    document: Document, nlp: Language, names: Iterable[Name] = (), roles: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    """Parse the reading text, block by block: sentences never cross a line of it.

    names: reading spans of sure names, each with what it is parsed as; they are capitalised before parsing, since
    taggers take "open harbour" for an adjective and a noun. Letters keep their places, and the document's own text is
    not touched. roles: nouns for what people are.
    """
    names = sorted(names)
    text = _capitalised(document.text, ((begin, end) for begin, end, _ in names))
    spans = list(_passages(text))
    known = [within(names, begin, end) for begin, end in spans]
    docs = list(parsed(nlp, [text[begin:end] for begin, end in spans], known, roles))
    for doc, inside in zip(docs, known, strict=True):
        keep_apart(doc, inside)
    return tuple(Passage(doc, begin, end, text[begin:end]) for (begin, end), doc in zip(spans, docs, strict=True))


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
