"""Lists that go on behind "then": "she was at Acme, then Bolt, and then at Crane"; parsers break off at the word."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

NEXT = frozenset("then later afterwards eventually subsequently finally".split())
BEFORE = frozenset("before after".split())  # "that", as in "and before that Bolt"
JOINED = frozenset({",", "and", "but", "or"})
ARTICLES = frozenset({"the", "a", "an"})
BEGINS = frozenset({"it", "there"})  # what "'s Bolt" may stand behind
WORDS = 7  # behind a name within which the next of the list begins
CLAUSAL = frozenset("nsubj nsubjpass poss compound nmod csubj".split())  # what is no item of the list itself


def series(token: Token) -> Iterator[Token]:
    """The names that follow the name in a list whose items "then" joins, in order.

    The same preposition may be said again; a name that does something itself is none of the list ("at Acme, then Bolt
    bought it").
    """
    while (following := _next(token)) is not None:
        yield following
        token = following


def _next(token: Token) -> Token | None:
    doc, at = token.doc, token.i + 1
    end = min(token.sent.end, at + WORDS)
    if at >= end or (doc[at].lower_ not in JOINED and doc[at].lower_ not in NEXT):
        return None
    later = False
    while at < end and (doc[at].lower_ in JOINED or doc[at].lower_ in NEXT or doc[at].lower_ in BEFORE):
        later |= doc[at].lower_ in NEXT
        if doc[at].lower_ in BEFORE:
            if at + 1 >= end or doc[at + 1].lower_ != "that":
                return None
            later, at = True, at + 1
        at += 1
    if later and at + 1 < end and doc[at].lower_ in BEGINS and doc[at + 1].lemma_ == "be":
        at += 2  # "and then it's Bolt"
    elif later and at < end and token.dep_ in ("pobj", "npadvmod", "conj") and doc[at].pos_ == "ADP":
        if doc[at].lower_ != _preposition(token):
            return None  # "at Acme and then to Bolt"
        at += 1
    at += at < end and doc[at].lower_ in ARTICLES
    if not later or at >= end or doc[at].pos_ != "PROPN":
        return None
    while at + 1 < token.sent.end and doc[at].dep_ == "compound" and doc[at + 1].pos_ == "PROPN":
        at += 1
    name = doc[at]
    return None if name.dep_ in CLAUSAL or _goes_on(name) else name


def _preposition(token: Token) -> str:
    """The preposition before the name, be it the first of its list."""
    first = token
    while first.dep_ in ("conj", "appos", "npadvmod") and first.head.i < first.i and first.head.pos_ == "PROPN":
        first = first.head
    return first.head.lower_ if first.head.pos_ == "ADP" else ""


def _goes_on(name: Token) -> bool:
    """Whether a clause of its own begins with the name, whatever the parser made of it: "then Bolt came along"."""
    after = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else name
    return after.tag_ in ("VBD", "VBZ", "VBP", "MD", "POS") and after.dep_ != "amod"
