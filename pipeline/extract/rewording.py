"""A tokenised text with other words in it, for taggers and parsers to read."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc


def reworded(doc: Doc, words: Sequence[str], places: Sequence[int], spaces: Sequence[bool] | None = None) -> Doc:
    """A document of the words, each of which stands for the token of `doc` at its place.

    spaces: whether one follows each word, where that differs from the token. What stays as it was keeps the form that
    the tokeniser gives it, from which models have learnt: "n't" and "nt" are "not".
    """
    behind = spaces if spaces is not None else [bool(doc[at].whitespace_) for at in places]
    other = Doc(doc.vocab, words=list(words), spaces=list(behind))
    for token, at in zip(other, places, strict=True):
        if token.orth == doc[at].orth and token.norm != doc[at].norm:
            token.norm_ = doc[at].norm_
    return other
