"""Hand-made parses, so that these tests need no model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Token

NLP = spacy.blank("en")


def parse(lines: str) -> Doc:
    """A document of one sentence from lines "word tag pos dep head-index lemma" (lemma optional)."""
    rows = [line.split() for line in lines.strip().splitlines()]
    return Doc(
        NLP.vocab,
        words=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=[row[3] for row in rows],
        heads=[int(row[4]) for row in rows],
        lemmas=[row[5] if len(row) > 5 else row[0].lower() for row in rows],
        sent_starts=[index == 0 for index in range(len(rows))],
    )


def token(doc: Doc, text: str) -> Token:
    return next(word for word in doc if word.text == text)
