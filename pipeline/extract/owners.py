"""Whom a number is said of."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import TRANSPARENT
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import Number
from pipeline.extract.syntax import fillers
from pipeline.ontology import Measure, QuantityProperty
from pipeline.records import Vote


def owner(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    number: Number,
    unit: Token,
    prop: QuantityProperty,
    measure: Measure,
) -> tuple[int, float] | None:
    """Whom the number is said of: its own noun phrase, then the clauses around it outwards, then the nearest name."""
    seen: set[int] = set()
    for token in (unit, *unit.ancestors):
        if token != unit and _elsewhere(unit):
            break
        pronoun: tuple[int, float] | None = None
        for target, factor in _near(token):
            if target.i in range(number.start, number.end) or target.i in seen:
                continue
            seen.add(target.i)
            for index, weight in arguments.denoted(passage, target):
                if fit(arguments.mentions[index], prop.domain) and _typed(arguments, index):
                    if arguments.mentions[index].kind == "name":
                        return index, factor * weight
                    pronoun = pronoun or (index, factor * weight)
        if pronoun is not None:  # a name in the same clause says more
            return pronoun
        if token.dep_ == "ROOT":
            break
    if _elsewhere(unit):
        return None
    subject = _subject(unit)
    if subject is not None and subject.lemma_.lower() in measure.cues and not fillers(subject, "possessor"):
        votes = tuple(Vote(cls, "house", 0.5, f"whose {subject.text}") for cls in sorted(prop.domain))
        return arguments.add_nominal(passage, subject, votes), 0.8  # "revenues reached ...": those who speak
    if (
        subject is not None
        and subject.pos_ == "NOUN"
        and {"attr", "dobj"} & {unit.dep_, passage.doc[number.start].dep_}
    ):
        return None  # "costs were 29 billion": said of the costs of something else
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in unit.children):
        return None  # "two terabytes of storage"
    sentence = unit.sent
    before = [token for token in sentence if token.i < number.start]
    after = [token for token in sentence if token.i > unit.i]
    for tokens, factor in ((reversed(before), 0.75), (after, 0.65)):
        for token in tokens:
            named = arguments.name_at(passage, token)
            if named is not None and fit(arguments.mentions[named], prop.domain) and _typed(arguments, named):
                return named, factor
    if subject is None and not any(token.pos_ == "VERB" and token.dep_ != "acl" for token in sentence[:3]):
        votes = tuple(Vote(cls, "nominal", 0.5, "what the fragment is about") for cls in sorted(prop.domain))
        return arguments.add_nominal(passage, passage.doc[number.start], votes), 0.8
    return None


def _subject(unit: Token) -> Token | None:
    """The subject of the clause that the number stands in."""
    for token in (unit, *unit.ancestors):
        for child in token.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
    return None


def _elsewhere(unit: Token) -> bool:
    """Whether the number describes something that is not named here: "the 3 billion parameter version"."""
    head = unit.head if unit.dep_ in ("compound", "nmod", "nummod") else unit
    return head != unit and head.lemma_.lower() in TRANSPARENT


def _typed(arguments: Arguments, index: int) -> bool:
    """A name without any class is no owner: too many things stand near numbers."""
    mention = arguments.mentions[index]
    return mention.kind != "name" or bool(mention.votes)


def _near(token: Token) -> Iterator[tuple[Token, float]]:
    """Tokens that may own a number said at `token`, the closest first."""
    if token.pos_ in ("NOUN", "PROPN", "SYM", "NUM"):
        yield token, 0.95
        yield from ((child, 0.9) for child in token.children if child.dep_ in ("compound", "poss", "appos", "nmod"))
        if token.dep_ in ("attr", "appos", "compound", "nmod"):
            yield from ((bearer, 0.95) for bearer in fillers(token, "bearer"))
        yield from ((owner, 0.85) for owner in fillers(token, "of"))
    elif token.pos_ in ("VERB", "AUX"):
        for subject in fillers(token, "subject"):
            yield subject, 0.9
            if subject.pos_ not in ("PROPN", "PRON"):  # "X's annual revenues exceeded ..."
                yield from ((holder, 0.85) for holder in fillers(subject, "possessor"))
                yield from ((holder, 0.85) for holder in fillers(subject, "for"))
        yield from ((target, 0.85) for target in fillers(token, "object"))
    elif token.pos_ == "ADP":
        yield from ((target, 0.8) for target in fillers(token, "head"))
