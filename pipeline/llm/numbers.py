"""Whether a quote says a number: with its unit, in the base unit of the property."""

from __future__ import annotations

from math import isclose

from spacy.tokens import Token

from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import Number, find_numbers
from pipeline.ontology import QuantityProperty

REACH = 4  # tokens between a number and its unit


def says_number(passage: Passage, begin: int, end: int, prop: QuantityProperty, value: float) -> Token | None:
    """The number's token between two reading offsets that gives the property this value; None where none does.

    A property with measures needs one of their units beside the number, and their cue in the sentence; the factor of
    the measure brings the number to the base unit.
    """
    for number in find_numbers(passage.doc):
        token = passage.doc[number.start]
        if not begin <= passage.offset(token) < end:
            continue
        if prop.year:
            if isclose(number.value, value) and token.text.isdigit() and _cued(token, prop):
                return token
            continue
        for measure in prop.measures:
            if isclose(number.value * measure.factor, value, rel_tol=1e-6) and _has_unit(
                passage, number, measure.units
            ):
                cues = {word.lemma_.lower() for word in token.sent}
                if value >= measure.least * measure.factor and (not measure.cues or cues & measure.cues):
                    return token
        if not prop.measures and isclose(number.value, value, rel_tol=1e-6):
            return token
    return None


def _cued(year: Token, prop: QuantityProperty) -> bool:
    """Whether the sentence has a word that makes a year the property's own ("founded in 2019")."""
    lemmas = {word.lemma_.lower() for word in year.sent}
    return any(not measure.cues or lemmas & measure.cues for measure in prop.measures)


def _has_unit(passage: Passage, number: Number, units: tuple[str, ...]) -> bool:
    doc = passage.doc
    sentence = doc[number.start].sent
    near = doc[max(sentence.start, number.start - 1) : min(sentence.end, number.end + REACH)]
    return any(unit in (token.lemma_.lower(), token.lower_, token.text) for token in near for unit in units) or any(
        doc[number.start : number.end].text.lower().endswith(unit.lower()) for unit in units
    )
