"""Who presides over what a clause tells: "with Ann at the helm, Acme grew", "Ann's first season in charge of Acme"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.antecedents import antecedent
from pipeline.extract.children import under
from pipeline.extract.doing import grammatical_subjects

# What somebody has whose time it is: "her first season in charge of X".
SPANS = frozenset("season year month week day game match spell stint time term decade summer".split())
SOMEBODY = frozenset("one man woman person guy lady figure".split())


def presiding(noun: Token) -> Iterator[Token]:
    """Who is at, in or on what it says, where no clause says so: "with Ann at the helm", "Ann's year in charge"."""
    preposition = noun.head
    place = preposition.head
    if place.lemma_ == "be":
        yield from () if under(place, "nsubj") else under(place, "attr")  # "at the helm of X is Ann"
    elif place.lemma_.lower() in SOMEBODY and place.dep_ == "nsubj" and place.head.lemma_ == "be":
        yield from under(place.head, "attr")  # "the one in charge of X is Ann"
    elif place.lemma_.lower() in SPANS:
        yield from map(antecedent, under(place, "poss"))
    elif (name := _accompanied(preposition)) is not None:
        yield name


def presided(noun: Token) -> Iterator[Token]:
    """What is presided over by whoever is at what the noun says: the subject of the clause that "with" adds to."""
    name = _accompanied(noun.head)
    if name is None:
        return
    clause = name.head.head
    if clause.pos_ in ("VERB", "AUX"):
        yield from grammatical_subjects(clause, 0)
    elif clause.pos_ == "PROPN":
        yield clause  # "Acme, with Ann at the helm, grew"


def _accompanied(preposition: Token) -> Token | None:
    """The name between "with" and the preposition, wherever the parser hung that."""
    before = preposition.nbor(-1) if preposition.i else preposition
    stands = before.pos_ == "PROPN" and before.dep_ == "pobj" and before.head.lower_ == "with"
    return before if stands and preposition.head in (before, before.head.head) else None
