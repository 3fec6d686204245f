"""Quantities: numbers with a unit of the ontology, attached to the entity they are said of, in base units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import MONTHS
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import RANGE, Number, find_numbers
from pipeline.extract.owners import owner
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import standing
from pipeline.extract.syntax import fillers
from pipeline.ontology import Measure, Ontology, QuantityProperty
from pipeline.records import Quantity, Relation

WINDOW = 9  # tokens between a number and a cue
GAP = 3  # tokens between two sentences of which the second repeats the first
FRAGMENT = 6  # words of a sentence that says nothing but a number
REACH = 3  # tokens between a number and its unit ("24 gigabyte", "7 million hour")


def find_quantities(
    arguments: Arguments, ontology: Ontology, classes: Mapping[str, frozenset[str]]
) -> Iterator[Relation]:
    """Claims that an entity has a number. `classes` as in `find_relations`."""
    fit = Fit(ontology, classes)
    for passage in arguments.scene.passages:
        last: _Said | None = None
        for number in find_numbers(passage.doc):
            begin = passage.offset(passage.doc[number.start])
            if any(name.begin < begin < name.end for name in arguments.mentions if name.kind == "name"):
                continue  # part of a name: "Acme 365"
            claim = None
            for prop in ontology.quantities.values():
                for measure in prop.measures:
                    unit = _unit(arguments, passage, number, prop, measure, ontology)
                    if unit is not None and (claim := _claim(arguments, fit, passage, number, unit, prop, measure)):
                        yield claim
                        last = _Said(claim, measure, unit.sent.end)
                        break
            if claim is None and last is not None and (again := _repeated(passage, number, last)):
                yield again
                last = _Said(again, last.measure, passage.doc[number.start].sent.end)


@dataclass(frozen=True, slots=True)
class _Said:
    """The claim before, by which measure, and the token after its sentence."""

    claim: Relation
    measure: Measure
    end: int


def _repeated(passage: Passage, number: Number, last: _Said) -> Relation | None:
    """A fragment that gives the number before anew: "... 5.6 seconds for an image. Now 0.9 seconds." """
    sentence = passage.doc[number.start].sent
    words = [token for token in sentence if not token.is_punct]
    if not last.end <= sentence.start <= last.end + GAP or len(words) > FRAGMENT:
        return None
    if any(token.pos_ == "VERB" or token.dep_ == "nsubj" for token in words):
        return None
    units = [token for token in passage.doc[number.end : sentence.end] if token.lemma_.lower() in last.measure.units]
    if not units or units[0].i > number.end:
        return None
    begin, end = quote_span(passage, units[0], [])
    return replace(
        last.claim,
        object=Quantity(round(number.value * last.measure.factor, 9)),
        rule=f"{last.claim.rule} again",
        trigger=passage.offset(passage.doc[number.start]),
        begin=begin,
        end=end,
        confidence=round(last.claim.confidence * 0.95, 4),
    )


def _unit(
    arguments: Arguments, passage: Passage, number: Number, prop: QuantityProperty, measure: Measure, ontology: Ontology
) -> Token | None:
    """The token that carries the unit, where the measure's unit, cue and modifier all stand."""
    doc = passage.doc
    sentence = doc[number.start].sent
    if number.value < measure.least or not _has_cue(sentence, number, measure):
        return None
    if prop.year:
        token = doc[number.start]
        return token if token.text.isdigit() and 1500 <= number.value <= 2100 and _is_when(token) else None
    symbol = doc[number.start - 1] if number.start else None
    if symbol is not None and symbol.text in measure.units:
        return None if _is_other(symbol, measure) or _is_of_another(symbol, measure, ontology) else symbol
    if symbol is not None and symbol.is_currency:
        return None  # "$20 seats": money, not seats
    end = min(number.end + REACH, sentence.end)
    if number.end + 1 < sentence.end and doc[number.end].lower_ in RANGE:
        # "from 5.6 to 0.9 seconds": the unit is said once, after the second number
        following = next(
            (other for other in find_numbers(doc[number.end + 1 : sentence.end].as_doc()) if other.start == 0), None
        )
        if following:
            end = min(number.end + 1 + following.end + REACH, sentence.end)
    second = doc[number.end].lower_ in RANGE if number.end < len(doc) else False
    for token in doc[number.end : end]:
        if not second and (token.like_num or token.lower_ in (",", ";", ".")):
            break  # the unit of another number
        if token.lemma_.lower() in measure.units or token.lower_ in measure.units:
            if _is_other(token, measure) or _is_of_another(token, measure, ontology):
                return None
            if not measure.modifiers or _modified(arguments, passage, doc[number.end : token.i], measure, ontology):
                return token
            return None
        if (token.pos_ in ("VERB", "AUX") and token.dep_ != "amod") or token.is_sent_end:
            break
    return _counted(doc[number.start : number.end], measure)


def _is_when(year: Token) -> bool:
    """Whether the year says when: "in 2011", "in May 2011"."""
    return year.dep_ in ("pobj", "npadvmod") or (year.dep_ == "nummod" and year.head.text in MONTHS)


def _is_other(unit: Token, measure: Measure) -> bool:
    """Whether a name before the unit makes it another: "HK$5", "Canadian dollars"; not if the measure lists it."""
    if unit.i == unit.sent.start:
        return False
    before = unit.nbor(-1)
    if unit.is_currency:
        return not before.whitespace_ and before.is_alpha and f"{before.text}{unit.text}" not in measure.units
    named = before.is_alpha and before.is_title and before.pos_ in ("ADJ", "PROPN")
    return named and f"{before.text} {unit.lemma_}" not in measure.units


def _is_of_another(unit: Token, measure: Measure, ontology: Ontology) -> bool:
    """Whether the amount is of what another measure counts: the latter of "$2 million at a $9 million valuation"."""
    governor = next((token for token in unit.ancestors if token.pos_ in ("NOUN", "VERB")), None)
    if governor is None or governor.lemma_.lower() in measure.cues or unit.text in governor.text:
        return False
    others = (other for prop in ontology.quantities.values() for other in prop.measures)
    cues = {cue for other in others if set(other.units) & set(measure.units) for cue in other.cues}
    return governor.lemma_.lower() in cues


def _has_cue(sentence: Span, number: Number, measure: Measure) -> bool:
    """Whether a word near the number, in its sentence, is one that the measure needs."""
    low, high = max(sentence.start, number.start - WINDOW), min(sentence.end, number.end + WINDOW)
    near = sentence.doc[low:high]
    return not measure.cues or any(
        token.lemma_.lower() in measure.cues or token.lower_ in measure.cues for token in near
    )


def _counted(number: Span, measure: Measure) -> Token | None:
    """The number itself, where it is said what is counted but no unit: "revenues were 96 billion"."""
    token = number.root
    if token.dep_ in ("attr", "dobj") and token.head.pos_ in ("VERB", "AUX"):
        subjects = fillers(token.head, "subject")
        if any(subject.lemma_.lower() in measure.cues for subject in subjects):
            return token
    following = number.doc[number.end : number.end + 2]
    if len(following) == 2 and following[0].lower_ in ("in", "of") and following[1].lemma_.lower() in measure.cues:
        return token
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
) -> Relation | None:
    if unit.lemma_.lower() not in measure.units and unit.dep_ == "punct":
        unit = passage.doc[number.start]
    found = owner(arguments, fit, passage, number, unit, prop, measure)
    if found is None:
        return None
    subject, factor = found
    begin, end = quote_span(passage, unit, [arguments.mentions[subject]])
    governor = next((token for token in unit.ancestors if token.pos_ in ("VERB", "AUX")), unit)
    stance = standing(governor, arguments.tokens(passage, [arguments.mentions[subject]]))
    return Relation(
        subject=subject,
        predicate=prop.iri,
        object=Quantity(round(number.value * measure.factor, 9)),
        rule=f"measure:{unit.lemma_.lower()}",
        trigger=passage.offset(passage.doc[number.start]),
        begin=begin,
        end=end,
        confidence=round(0.9 * factor, 4),
        polarity=stance.polarity,
        modality=stance.modality,
        when=stance.when,
        domain=prop.domain,
    )
