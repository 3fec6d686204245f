"""Quantities: numbers with a unit of the ontology, attached to the entity they are said of, in base units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Span, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.modality import modality, polarity
from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import Number, find_numbers
from pipeline.extract.quotes import quote_span
from pipeline.extract.syntax import TRANSPARENT, fillers
from pipeline.ontology import Measure, Ontology, QuantityProperty
from pipeline.records import Quantity, Relation

YEAR = "gYear"
REACH = 3  # tokens between a number and its unit ("24 gigabyte", "7 million hour")


def find_quantities(
    arguments: Arguments, ontology: Ontology, classes: Mapping[str, frozenset[str]]
) -> Iterator[Relation]:
    """Claims that an entity has a number. `classes` as in `find_relations`."""
    fit = Fit(ontology, classes)
    for passage in arguments.scene.passages:
        for number in find_numbers(passage.doc):
            for prop in ontology.quantities.values():
                for measure in prop.measures:
                    unit = _unit(arguments, passage, number, prop, measure, ontology)
                    if unit is not None:
                        yield from _claim(arguments, fit, passage, number, unit, prop, measure)
                        break


def _unit(
    arguments: Arguments, passage: Passage, number: Number, prop: QuantityProperty, measure: Measure, ontology: Ontology
) -> Token | None:
    """The token that carries the unit, where the measure's unit, cue and modifier all stand."""
    doc = passage.doc
    sentence = doc[number.start].sent
    if measure.cues and not any(
        token.lemma_.lower() in measure.cues or token.lower_ in measure.cues for token in sentence
    ):
        return None
    if prop.datatype.endswith(YEAR):
        token = doc[number.start]
        return (
            token
            if token.text.isdigit() and 1500 <= number.value <= 2100 and token.dep_ in ("pobj", "npadvmod")
            else None
        )
    symbol = doc[number.start - 1] if number.start else None
    if symbol is not None and symbol.text in measure.units:
        return symbol
    end = min(number.end + REACH, sentence.end)
    if number.end + 1 < sentence.end and doc[number.end].lower_ in ("to", "or", "and", "-", "–"):
        # "from 5.6 to 0.9 seconds": the unit is said once, after the second number
        following = next(
            (other for other in find_numbers(doc[number.end + 1 : sentence.end].as_doc()) if other.start == 0), None
        )
        if following:
            end = min(number.end + 1 + following.end + REACH, sentence.end)
    for token in doc[number.end : end]:
        if token.lemma_.lower() in measure.units or token.lower_ in measure.units:
            if not measure.modifiers or _modified(arguments, passage, doc[number.end : token.i], measure, ontology):
                return token
            return None
        if token.pos_ in ("VERB", "AUX") or token.is_sent_end:
            return None
    return None


def _modified(arguments: Arguments, passage: Passage, between: Span, measure: Measure, ontology: Ontology) -> bool:
    """Whether a word between number and unit is one of the modifiers, or names a member of one that is a class."""
    wanted = frozenset(measure.modifiers)
    for token in between:
        if token.lemma_.lower() in wanted:
            return True
        index = arguments.name_at(passage, token)
        if index is not None and any(ontology.is_a(vote.cls, wanted) for vote in arguments.mentions[index].votes):
            return True
    return False


def _claim(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    number: Number,
    unit: Token,
    prop: QuantityProperty,
    measure: Measure,
) -> Iterator[Relation]:
    if unit.lemma_.lower() not in measure.units and unit.dep_ == "punct":
        unit = passage.doc[number.start]
    owner = _owner(arguments, fit, passage, number, unit, prop)
    if owner is None:
        return
    subject, factor = owner
    begin, end = quote_span(passage, unit, [arguments.mentions[subject]])
    governor = next((token for token in unit.ancestors if token.pos_ in ("VERB", "AUX")), unit)
    yield Relation(
        subject=subject,
        predicate=prop.iri,
        object=Quantity(round(number.value * measure.factor, 9)),
        rule=f"measure:{unit.lemma_.lower()}",
        trigger=passage.offset(passage.doc[number.start]),
        begin=begin,
        end=end,
        confidence=round(0.9 * factor, 4),
        polarity=polarity(governor),
        modality=modality(governor),
        domain=prop.domain,
    )


def _owner(
    arguments: Arguments, fit: Fit, passage: Passage, number: Number, unit: Token, prop: QuantityProperty
) -> tuple[int, float] | None:
    """Whom the number is said of: its own noun phrase, then the clauses around it outwards, then the nearest name."""
    seen: set[int] = set()
    for token in (unit, *unit.ancestors):
        if token is not unit and _elsewhere(unit):
            break
        for target, factor in _near(token):
            if target.i in range(number.start, number.end) or target.i in seen:
                continue
            seen.add(target.i)
            for index, weight in arguments.denoted(passage, target):
                if fit(arguments.mentions[index], prop.domain) and _typed(arguments, index):
                    return index, factor * weight
        if token.dep_ == "ROOT":
            break
    if _elsewhere(unit):
        return None
    sentence = unit.sent
    before = [token for token in sentence if token.i < number.start]
    after = [token for token in sentence if token.i > unit.i]
    for tokens, factor in ((reversed(before), 0.75), (after, 0.65)):
        for token in tokens:
            named = arguments.name_at(passage, token)
            if named is not None and fit(arguments.mentions[named], prop.domain) and _typed(arguments, named):
                return named, factor
    return None


def _elsewhere(unit: Token) -> bool:
    """Whether the number describes something that is not named here: "the 3 billion parameter version"."""
    head = unit.head if unit.dep_ in ("compound", "nmod", "nummod") else unit
    return head is not unit and head.lemma_.lower() in TRANSPARENT


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
        yield from ((subject, 0.9) for subject in fillers(token, "subject"))
        yield from ((target, 0.85) for target in fillers(token, "object"))
    elif token.pos_ == "ADP":
        yield from ((target, 0.8) for target in fillers(token, "head"))
