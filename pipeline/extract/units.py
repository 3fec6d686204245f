"""What a number counts: the token that carries the unit of a measure, where all that the measure needs is said."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import RANGE, Number, find_numbers
from pipeline.extract.syntax import fillers
from pipeline.ontology import Measure, Ontology, QuantityProperty

WINDOW = 9  # tokens between a number and a cue
WAGES = frozenset("pay salary wage".split())
REACH = 3  # tokens between a number and its unit ("24 gigabyte", "7 million hour")
APART = frozenset("conj ccomp parataxis".split())  # clauses that say something else than those they hang on
BELOW = APART | {"relcl"}
DIFFERENCES = frozenset("new more additional further extra other another former".split())  # of what was there before
CHANGES = frozenset("add gain lose hire recruit fire buy purchase order acquire".split())  # whose object is no total


def unit_of(
    arguments: Arguments, passage: Passage, number: Number, prop: QuantityProperty, measure: Measure, ontology: Ontology
) -> Token | None:
    """The token that carries the unit, where the measure's unit, cue and modifier all stand; else None."""
    doc = passage.doc
    if number.value < measure.least or not _has_cue(arguments, passage, number, measure):
        return None
    symbol = doc[number.start - 1] if number.start else None
    if symbol is not None and symbol.text in measure.units:
        return None if _is_other(symbol, measure) or _is_of_another(symbol, number, measure, ontology) else symbol
    if symbol is not None and symbol.is_currency:
        return None  # "$20 seats": money, not seats
    sentence = doc[number.start].sent
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
            if _is_other(token, measure) or _is_of_another(token, number, measure, ontology):
                return None
            if not _is_total(number, token, measure) or (measure.had and not _is_had(arguments, passage, token)):
                return None
            if not measure.modifiers or _modified(arguments, passage, doc[number.end : token.i], measure, ontology):
                return token
            return None
        if (token.pos_ in ("VERB", "AUX") and token.dep_ != "amod") or token.is_sent_end:
            break
    return _counted(doc[number.start : number.end], prop, measure)


def clause(token: Token) -> Token:
    """The verb of the clause that the token stands in; what governs all where there is none."""
    found = token
    for found in (token, *token.ancestors):
        if found.pos_ in ("VERB", "AUX") and found.dep_ not in ("amod", "aux", "auxpass", "compound"):
            break
    return found


def of_one_clause(word: Token, other: Token) -> bool:
    """Whether a word stands in the other's clause, in one that it depends on, or in one that belongs to it.

    "raised" and the money in "X raised $5 million" or "they trained X for 5 hours to generate images"; but neither in
    "they sell at $5, which would raise a million" nor in "they closed at $5 and their revenue grew".
    """
    here, there = clause(other), clause(word)
    return here == there or _reaches(here, there, APART) or _reaches(there, here, BELOW)


def _reaches(lower: Token, upper: Token, barriers: frozenset[str]) -> bool:
    """Whether the way up from one verb to another crosses no clause of its own."""
    for token in (lower, *lower.ancestors):
        if token == upper:
            return True
        if token.pos_ in ("VERB", "AUX") and (token.dep_ in barriers or (barriers is BELOW and _is_relative(token))):
            return False
    return False


def _is_relative(verb: Token) -> bool:
    return any(child.tag_ == "WDT" for child in verb.children)


def _has_cue(arguments: Arguments, passage: Passage, number: Number, measure: Measure) -> bool:
    """Whether a word near the number, in its clause, is one that the measure needs, and no part of a name."""
    if not measure.cues:
        return True
    low, high, words = _around(passage.doc, number.start, number.end)
    if measure.cues.isdisjoint(words):
        return False  # mostly, found soonest
    root = passage.doc[number.start : number.end].root
    return any(
        (token.lemma_.lower() in measure.cues or token.lower_ in measure.cues)
        and arguments.name_at(passage, token) is None
        and not _is_wage(token)
        and of_one_clause(token, root)
        for token in passage.doc[low:high]
    )


@lru_cache(maxsize=1)  # all measures ask for the same
def _around(doc: Doc, start: int, end: int) -> tuple[int, int, frozenset[str]]:
    """Where the words near a number begin and end, and what they are."""
    sentence = doc[start].sent
    low, high = max(sentence.start, start - WINDOW), min(sentence.end, end + WINDOW)
    return low, high, frozenset(word for token in doc[low:high] for word in (token.lower_, token.lemma_.lower()))


def _is_wage(cue: Token) -> bool:
    """ "A pay raise": what people get, and no firm."""
    return cue.lemma_.lower() == "raise" and any(child.lemma_.lower() in WAGES for child in cue.lefts)


def _is_other(unit: Token, measure: Measure) -> bool:
    """Whether a name before the unit makes it another: "HK$5", "Canadian dollars"; not if the measure lists it."""
    if unit.i == unit.sent.start:
        return False
    before = unit.nbor(-1)
    if unit.is_currency:
        return not before.whitespace_ and before.is_alpha and f"{before.text}{unit.text}" not in measure.units
    named = before.is_alpha and before.is_title and before.pos_ in ("ADJ", "PROPN")
    return named and f"{before.text} {unit.lemma_}" not in measure.units


def _is_of_another(unit: Token, number: Number, measure: Measure, ontology: Ontology) -> bool:
    """Whether the amount is of what another measure counts, or of what none does.

    The latter of "$2 million at a $9 million valuation", "$4 million of free cash flow".
    """
    governor = next((token for token in unit.ancestors if token.pos_ in ("NOUN", "VERB")), None)
    if _is_money(measure) and (governor is None or governor.lemma_.lower() not in measure.cues):
        root = unit.doc[number.start : number.end].root
        for content in (noun for token in {root.i: root, unit.i: unit}.values() for noun in _content(token)):
            if content.lemma_.lower() not in measure.cues:
                return True
    if governor is None or governor.lemma_.lower() in measure.cues or unit.text in governor.text:
        return False
    others = (other for prop in ontology.quantities.values() for other in prop.measures)
    cues = {cue for other in others if set(other.units) & set(measure.units) for cue in other.cues}
    return governor.lemma_.lower() in cues


def _content(amount: Token) -> list[Token]:
    """The common nouns of which an amount is: "$4 million of cash", "in sales"."""
    return [
        noun
        for preposition in amount.children
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "in")
        for noun in preposition.children
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.ent_type_ not in ("DATE", "TIME")
    ]


def _is_money(measure: Measure) -> bool:
    return any(unicodedata.category(character) == "Sc" for unit in measure.units for character in unit)


def _is_total(number: Number, unit: Token, measure: Measure) -> bool:
    """Whether so many are there in all: not "50 new employees", "they added 50 users", "one subscription price"."""
    if _is_money(measure):
        return True
    doc = unit.doc
    if any(token.lower_ in DIFFERENCES for token in doc[number.end : unit.i]):
        return False
    if number.start > unit.sent.start and doc[number.start - 1].lower_ in DIFFERENCES - {"new", "more", "other"}:
        return False
    if unit.dep_ == "dobj" and unit.head.lemma_.lower() in CHANGES:
        return False
    of_more = unit.dep_ == "compound" and unit.i > number.end and doc[number.start : number.end].root.head == unit.head
    return not of_more


def _is_had(arguments: Arguments, passage: Passage, unit: Token) -> bool:
    """Whether an organisation says that the units are its own: "we have 90 people", "we are 15 people".

    Not where it is said which or where: "we have 90 people in this room", "who watch".
    """
    verb = unit.head
    if (unit.dep_, verb.lemma_) not in (("dobj", "have"), ("attr", "be")):
        return False
    subjects = fillers(verb, "subject")
    own = any(subject.lower_ == "we" or arguments.name_at(passage, subject) is not None for subject in subjects)
    told = [child for token in (unit, verb) for child in token.children if child.i > unit.i]
    narrowed = any(
        child.dep_ in ("prep", "relcl") or (child.dep_ == "acl" and child.lemma_ != "work") or child.lower_ == "here"
        for child in told
    )
    return own and not narrowed


def _counted(number: Span, prop: QuantityProperty, measure: Measure) -> Token | None:
    """The number itself, where it is said what is counted but no unit: "revenues were 96 billion", "a team of 26".

    None where the property has units of different size, or a unit that needs a modifier.
    """
    if measure.modifiers or len({other.factor for other in prop.measures}) > 1:
        return None
    if _is_money(measure) and "$" not in measure.units:
        return None  # of which currency is not said
    token, following = number.root, number.doc[number.end : number.end + 2]
    if token.tag_ != "CD":
        return None  # "the one that"
    if token.dep_ in ("attr", "dobj") and token.head.pos_ in ("VERB", "AUX") and _is_subject_cue(token.head, measure):
        return token
    if len(following) == 2 and following[0].lower_ in ("in", "of") and following[1].lemma_.lower() in measure.cues:
        return token
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in measure.cues:
        return token if token.head.head.pos_ == "NOUN" else None
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.pos_ == "VERB" and _is_money(measure):
        magnitude = number.text.split()[-1].isalpha()
        return token if magnitude and _is_subject_cue(token.head.head, measure) else None  # "grew to 4 billion"
    return None


def _is_subject_cue(verb: Token, measure: Measure) -> bool:
    return any(subject.lemma_.lower() in measure.cues for subject in fillers(verb, "subject"))


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
