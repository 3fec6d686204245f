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
    behind = _in_turn(token)
    if behind is not None:
        yield from with_conjuncts(behind)


def _in_turn(token: Token) -> Token | None:
    """The name that comes next in time: "in Graz, then Oslo", which taggers hang on the verb."""
    doc, at = token.doc, token.i + 1
    if token.pos_ != "PROPN" or at + 2 >= len(doc) or doc[at].text != ",":
        return None
    at += 1 + (doc[at + 1].lower_ == "and")
    if doc[at].lower_ not in ("then", "later") or at + 1 >= token.sent.end:
        return None
    name = doc[at + 1]
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    listed = name.pos_ == "PROPN" and name.dep_ in ("npadvmod", "appos", "conj", "dobj", "pobj", "dep")
    closed = name.i + 1 >= token.sent.end or doc[name.i + 1].is_punct or doc[name.i + 1].lower_ == "and"
    return name if listed and closed else None


def amount(noun: Token) -> Token:
    """The word that says how much of it, where there is one: "a lot" of "a lot of research"."""
    measure = noun.head.head
    return measure if noun.dep_ == "pobj" and noun.head.lower_ == "of" and measure.lemma_ in TRANSPARENT else noun


def indefinite(noun: Token) -> Token | None:
    """The article that makes it one of many: "a company like X", "a Zoom", "a Google of the sea"."""
    return next((child for child in noun.children if child.lower_ in ("a", "an")), None)
