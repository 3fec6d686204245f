"""What hangs on a token of the parse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from pipeline.extract.closed_classes import TRANSPARENT


def under(token: Token, *deps: str) -> list[Token]:
    """What hangs on the token by one of the dependencies."""
    return [child for dep, child in children(token) if dep in deps]


@lru_cache(maxsize=1024)  # asked for again and again while one sentence is read
def children(token: Token) -> tuple[tuple[str, Token], ...]:
    """What hangs on the token, each with its dependency."""
    return tuple((child.dep_, child) for child in token.children)


def with_conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it to its right."""
    yield token
    for child in under(token, "conj"):
        if child.pos_ in ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM", "VERB"):
            yield from with_conjuncts(child)


def amount(noun: Token) -> Token:
    """The word that says how much of it, where there is one: "a lot" of "a lot of research"."""
    measure = noun.head.head
    return measure if noun.dep_ == "pobj" and noun.head.lower_ == "of" and measure.lemma_ in TRANSPARENT else noun


def indefinite(noun: Token) -> Token | None:
    """The article that makes it one of many: "a company like X", "a Zoom", "a Google of the sea"."""
    return next((child for child in noun.children if child.lower_ in ("a", "an")), None)
