"""Quantities: numbers with a unit of the ontology, attached to the entity they are said of, in base units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import Number, find_numbers
from pipeline.extract.owners import founded, owner, used
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import standing
from pipeline.extract.units import unit_of
from pipeline.ontology import Measure, Ontology, QuantityProperty
from pipeline.records import Quantity, Relation

GAP = 3  # tokens between two sentences of which the second repeats the first
STATES = frozenset("be have employ cost".split())  # so many once, and perhaps not today; a sum raised stays raised
FRAGMENT = 6  # words of a sentence that says nothing but a number


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
                    if claim := _claim(arguments, fit, passage, number, prop, measure):
                        yield claim
                        last = _Said(claim, measure, passage.doc[number.start].sent.end)
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


def _claim(
    arguments: Arguments, fit: Fit, passage: Passage, number: Number, prop: QuantityProperty, measure: Measure
) -> Relation | None:
    """That something has the number by the measure; None where the words do not say so, or not of what."""
    if measure.users_of or prop.year:
        by_verb = founded if prop.year else used
        found = by_verb(arguments, fit, passage, number, prop, measure)
        unit = passage.doc[number.start]
    else:
        said = unit_of(arguments, passage, number, prop, measure, fit.ontology)
        if said is None:
            return None
        unit = said
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
        tense=stance.tense if governor.lemma_ in STATES else "present",
        domain=prop.domain,
    )
