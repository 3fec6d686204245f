"""The name that a noun is given: "a book called X", "we built a parser. It's called X", "a firm in Graz, X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.children import under
from pipeline.extract.closed_classes import NAMING

TIES = frozenset("in from near at by of".split())
INTRODUCED = frozenset("a an this our my their his her the".split())
FAR = 15  # tokens between a noun and "called", by which a name is given to it
BAPTISED = frozenset("dobj attr nsubj pobj dep ROOT conj npadvmod appos".split())


def named_by(noun: Token) -> Iterator[Token]:
    """The name that a noun is given: "a book called X", "the book was called X", "Jane's book X came out"."""
    places = [prep for prep in under(noun, "prep") if prep.lower_ in ("in", "from", "near", "out")]
    places += [inner for prep in places for inner in under(prep, "prep")]
    behind = [place for prep in places for place in under(prep, "pobj")]  # "a firm out of Oslo called X"
    for clause in (clause for holder in (noun, *behind) for clause in holder.children):
        if clause.dep_ in ("acl", "relcl") and clause.lemma_ in NAMING:
            yield from under(clause, "oprd", "dobj", "attr")
    if noun.dep_ in ("nsubj", "nsubjpass"):
        if noun.head.lemma_ in NAMING:
            yield from under(noun.head, "oprd")
        # the parser may take the name for a second subject
        for other in under(noun.head, "nsubj", "nsubjpass"):
            if other.pos_ == "PROPN" and other.left_edge.i == noun.i + 1:
                yield other
    if (name := baptised(noun)) is not None:
        yield name
    yield from apposed_beyond(noun)


def apposed_beyond(noun: Token) -> Iterator[Token]:
    """The name of one thing behind where it is or whose: "a firm in Graz, X", "a parser from Acme, X", "a division of
    Acme, X"."""
    if noun.tag_ != "NN" or not any(child.lower_ in INTRODUCED for child in noun.lefts):
        return
    one = any(child.lower_ in ("a", "an") for child in noun.lefts)
    for clause in under(noun, "relcl"):  # "the woman who founded X, Ann Lee, is here": the parser hangs it on X
        if any(child.tag_ == "WP" and child.dep_ == "nsubj" for child in clause.children):
            for thing in under(clause, "dobj"):
                yield from (child for child in under(thing, "appos") if child.ent_type_ == "PERSON")
    for prep in under(noun, "prep"):
        if prep.lower_ not in TIES:
            continue
        for place in under(prep, "pobj"):
            names = [child for child in under(place, "appos") if child.pos_ == "PROPN" and child.i > place.i]
            whole = any(name.ent_type_ == "GPE" and not name.is_oov for name in names)  # "a firm in Austin, Texas"
            if prep.lower_ == "of" and not one:  # "the creator of X, Ann Lee": whoever made it
                whole = place.ent_type_ == "PERSON" or any(name.ent_type_ != "PERSON" for name in names)
            if place.pos_ == "PROPN" and len(names) == 1 and not whole:
                yield names[0]


def baptised(noun: Token) -> Token | None:
    """The name that "it" is given soon after the noun: "we built a parser. It's called X", "a parser, we call it X"."""
    if noun.tag_ != "NN" or noun.dep_ not in BAPTISED:
        return None
    if (later := _named_later(noun)) is not None:
        return later
    for token in noun.doc[noun.i + 1 : noun.i + FAR]:
        if token.lemma_ in ("call", "name", "dub") and any(_takes_up(child, noun) for child in token.children):
            return next(iter(under(token, "oprd")), None)
        if token.tag_ == "NN" and token.dep_ in BAPTISED and token.lemma_ != noun.lemma_:
            return None
    return None


def _named_later(noun: Token) -> Token | None:
    """The name behind when or how often it was: "a book a few years ago called X", "a tool every day called X"."""
    if not any(child.lower_ in INTRODUCED for child in noun.lefts):
        return None
    for token in noun.doc[noun.i + 1 : min(noun.i + FAR, noun.sent.end)]:
        if token.lemma_ in NAMING and token.tag_ in ("VBN", "VBD"):
            bare = token.head != noun and not under(token, "nsubj", "nsubjpass", "aux", "auxpass")
            return next(iter(under(token, "oprd")), None) if bare else None
        told = token.pos_ in ("NOUN", "PROPN", "PRON", "VERB", "AUX") or token.is_punct
        if told and token.dep_ != "npadvmod" and token.ent_type_ not in ("DATE", "TIME"):
            return None
    return None


def _takes_up(word: Token, noun: Token) -> bool:
    """Whether the word stands for the noun before it: "it", "the robot" of "a robot"."""
    return word.lower_ == "it" or (word.lemma_ == noun.lemma_ and any(child.lower_ == "the" for child in word.lefts))
