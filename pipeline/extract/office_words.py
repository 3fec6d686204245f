"""What the words of an office are to each other and to the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

MANY = frozenset(["NNS", "NNPS"])  # tags of plurals


def singulars(word: str) -> frozenset[str]:
    """What a title in small letters may be the plural of: "senators" taken for a name, "reps."."""
    return frozenset({word.removesuffix("s"), re.sub(r"s\.$", ".", word)}) - {word}


def describes(noun: Token) -> bool:
    """Whether the noun says what somebody named is, and does or suffers nothing itself: "a Republican told Jane"."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ == "as"
    first = noun.left_edge
    named = any(child.dep_ == "appos" for child in noun.children) or (first.i > 0 and first.nbor(-1).text == ",")
    return named or noun.dep_ in ("appos", "attr", "compound", "nmod", "ROOT", "npadvmod")


def is_superlative(words: Span) -> bool:
    """Whether it is the most of many: "the most powerful leader"."""
    before = words.doc[max(words.sent.start, words.start - 2) : words.end]
    return any(token.tag_ in ("JJS", "RBS") for token in before)


def covers(lengths: Sequence[int], first: int, last: int) -> int:
    """How many tokens of the offices of these lengths that end at the last begin at the first; 0 where none do."""
    return max((length for length in lengths if last + 1 - length <= first), default=0)
