"""Whom a number is said of."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import MONTHS, TRANSPARENT
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import joint
from pipeline.extract.nlp import Passage
from pipeline.extract.numbers import Number
from pipeline.extract.syntax import fillers
from pipeline.extract.units import APART, clause, of_one_clause
from pipeline.ontology import Measure, QuantityProperty
from pipeline.records import Vote

SHARES = frozenset("% percent".split())
SINGULAR = frozenset("i me my mine he she him her his hers".split())
DATES = frozenset("DATE TIME CARDINAL ORDINAL".split())

# What a firm's revenue may be called without becoming that of a part of it: "total revenue", "full year revenue".
WHOLE = frozenset(
    (
        "a an all any total overall consolidated gross net reported adjusted combined record all-time annual "
        "annualized annualised yearly quarterly monthly full first second third fourth last fiscal trailing "
        "recurring run rate time year quarter month half period our the this that its company group firm strong"
    ).split()
)
FRONTING = frozenset("across in for within on from".split())  # lead in what a sentence is about


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
    if _is_loss(unit):
        return None
    seen: set[int] = set()
    worth = False
    share = unit.lower_ in SHARES and unit.dep_ == "compound"  # "it got 70% Acme they ...": never of the next name
    if share:
        seen.add(unit.head.i)
    for token in (clause(unit), *clause(unit).ancestors) if share else (unit, *unit.ancestors):
        if token != unit and _elsewhere(unit):
            break
        pronoun: tuple[int, float] | None = None
        for target, factor in _near(token):
            if target.i in range(number.start, number.end) or target.i in seen:
                continue
            seen.add(target.i)
            for index, weight in _fitting(arguments, fit, passage, target, prop):
                if arguments.mentions[index].kind == "name":
                    return index, factor * weight
                pronoun = pronoun or (index, factor * weight)
        if pronoun is not None:  # a name in the same clause says more
            return pronoun
        if worth and token.pos_ == "NOUN":
            return None  # "a contract worth $4 million": of the contract
        worth = worth or (token.lemma_.lower() in measure.cues and token.pos_ in ("ADJ", "ADP"))
        if token.dep_ == "ROOT" or (token.dep_ in APART and token.pos_ == "VERB" and fillers(token, "subject")):
            break
    if _elsewhere(unit):
        return None
    subject = _subject(unit)
    group = arguments.scene.ontology.class_of_ner("ORG")
    if subject is not None and subject.lemma_.lower() in measure.cues and group is not None:
        if not fit.ontology.is_a(group, prop.domain):
            return None  # "costs were $3": of whatever
        return _house(arguments, fit, passage, subject, prop)
    if (
        subject is not None
        and (subject.pos_ == "NOUN" or subject.lower_ in SINGULAR)
        and {"attr", "dobj"} & {unit.dep_, passage.doc[number.start].dep_}
    ):
        return None  # "costs were 29 billion": said of the costs of something else; "I paid $20": of whatever
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in unit.children):
        return None  # "two terabytes of storage"
    sentence = unit.sent
    before = [token for token in sentence if token.i < number.start]
    after = [token for token in sentence if token.i > unit.i]
    for tokens, factor in ((reversed(before), 0.75), (after, 0.65)):
        for token in tokens:
            named = arguments.name_at(passage, token)
            if named is not None and _fits(arguments, fit, named, prop) and of_one_clause(token, unit):
                return named, factor
    if subject is None and not any(token.pos_ == "VERB" and token.dep_ != "acl" for token in sentence[:3]):
        votes = tuple(Vote(cls, "nominal", 0.5, "what the fragment is about") for cls in sorted(prop.domain))
        return arguments.add_nominal(passage, passage.doc[number.start], votes), 0.8
    return None


def _is_loss(unit: Token) -> bool:
    """ "The delays cost the agency $2 billion": what somebody lost by it is no price; "it costs you $20" is."""
    costs = next((token for token in unit.ancestors if token.pos_ == "VERB"), unit)
    losers = [child for child in costs.children if child.dep_ == "dative" and child.pos_ != "PRON"]
    return costs.lemma_ == "cost" and bool(losers)


def used(
    arguments: Arguments, fit: Fit, passage: Passage, number: Number, prop: QuantityProperty, measure: Measure
) -> tuple[int, float] | None:
    """What so many use: "used by 15,000 nurses", "more than 300 firms use it", "we have 90 people using X"."""
    if number.value < measure.least:
        return None
    root = passage.doc[number.start : number.end].root
    users = next((token for token in (root, *root.ancestors) if token.pos_ not in ("NUM", "SYM", "ADP")), root)
    users = users if users.pos_ in ("NOUN", "PROPN") else root
    verbs = [token for token in users.sent if token.lemma_.lower() in measure.users_of and token.pos_ == "VERB"]
    for verb in verbs:
        if all(subject.i != users.i for subject in fillers(verb, "subject")):
            continue
        for target in fillers(verb, "object"):
            makers = fillers(target, "possessor") if _is_bare(target) else ()  # "using their products"
            modifiers = [child for child in target.children if child.dep_ in ("compound", "nmod")]  # "a Meta platform"
            for holder in (*makers, target, *modifiers):
                for index, weight in _fitting(arguments, fit, passage, holder, prop):
                    return index, 0.9 * weight
    return None


def _is_bare(noun: Token) -> bool:
    """Whether a plural is all that is owned, and no product of its own: "their products", but not "their new tools"."""
    return noun.tag_ == "NNS" and all(child.dep_ in ("poss", "predet") for child in noun.lefts)


def founded(
    arguments: Arguments, fit: Fit, passage: Passage, number: Number, prop: QuantityProperty, measure: Measure
) -> tuple[int, float] | None:
    """What was founded in the year: the verb's object, or the subject where there is none ("X started in 2011")."""
    year = passage.doc[number.start]
    if not (year.text.isdigit() and 1500 <= number.value <= 2100 and _is_when(year)):
        return None
    verb = clause(year)
    if not _is_cue(verb, measure):
        verb = next((other for other in year.sent if _is_cue(other, measure) and _breaks_off(verb, other)), verb)
    if not _is_cue(verb, measure):
        return None
    objects = fillers(verb, "object")
    for target in objects or fillers(verb, "subject"):
        for index, weight in _fitting(arguments, fit, passage, target, prop):
            return index, 0.9 * weight
    if objects:
        return None
    for token in year.doc[verb.i : year.sent.end]:
        named = arguments.name_at(passage, token)
        if named is not None and token.dep_ != "pobj" and _fits(arguments, fit, named, prop):
            return named, 0.7  # "in 2015 you founded and lead X", not "she started at X in 2015"
    return None


def _is_cue(verb: Token, measure: Measure) -> bool:
    return verb.pos_ == "VERB" and not measure.cues.isdisjoint((verb.lemma_.lower(), *joint(verb)))


def _breaks_off(verb: Token, other: Token) -> bool:
    """Whether a clause is left for another: "you're in 2015, you founded X"."""
    return verb.head == other and verb.dep_ == "ccomp"


def _is_when(year: Token) -> bool:
    """Whether the year says when: "in 2011", "in May 2011"."""
    return year.dep_ in ("pobj", "npadvmod") or (year.dep_ == "nummod" and year.head.text in MONTHS)


def _fitting(
    arguments: Arguments, fit: Fit, passage: Passage, target: Token, prop: QuantityProperty
) -> Iterator[tuple[int, float]]:
    """Mentions that the token denotes and that may have the property."""
    for index, weight in arguments.denoted(passage, target):
        if _fits(arguments, fit, index, prop):
            yield index, weight


def _fits(arguments: Arguments, fit: Fit, index: int, prop: QuantityProperty) -> bool:
    """A name without any class is no owner, as too many things stand near numbers; nor is "she" of what firms have."""
    mention, person = arguments.mentions[index], arguments.scene.person
    if mention.kind == "name" and not mention.votes:
        return False
    if mention.kind == "pronoun" and mention.text.lower() in SINGULAR and person is not None:
        return fit.ontology.is_a(person, prop.domain)
    return fit(mention, prop.domain)


def _house(
    arguments: Arguments, fit: Fit, passage: Passage, subject: Token, prop: QuantityProperty
) -> tuple[int, float] | None:
    """Whose a bare "revenue" is: of what the sentence turns to ("Turning to X, revenue was"), else of those who speak.

    Nobody's where the words narrow it to a part that has no name: "product revenue", "revenue from abroad".
    """
    for child in subject.children:
        if child.dep_ == "prep" and child.lower_ in FRONTING:
            if any(noun.dep_ == "pobj" and _is_topic(noun) for noun in child.children):
                return None
        elif child.i < subject.i and child.dep_ != "punct" and child.lower_ not in WHOLE and _is_topic(child):
            name = _written_small(arguments, fit, child, prop)
            return (name, 0.8) if name is not None else None
    for child in subject.head.children:
        if child.i >= subject.i or child.dep_ not in ("prep", "advcl"):
            continue
        for token in child.subtree:
            named = arguments.name_at(passage, token)
            if named is not None and _fits(arguments, fit, named, prop):
                return named, 0.85
        if child.lower_ in FRONTING and any(noun.dep_ == "pobj" and _is_topic(noun) for noun in child.children):
            return None
    votes = tuple(Vote(cls, "house", 0.5, f"whose {subject.text}") for cls in sorted(prop.domain))
    return arguments.add_nominal(passage, subject, votes), 0.8


def _is_topic(word: Token) -> bool:
    """Whether the word tells of what, and not of when or how much."""
    return word.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and word.lower_ not in WHOLE and word.ent_type_ not in DATES


def _written_small(arguments: Arguments, fit: Fit, word: Token, prop: QuantityProperty) -> int | None:
    """A name of the document that is an ordinary word when it is not capitalised, used like that name."""
    for index, mention in enumerate(arguments.mentions):
        if mention.kind == "name" and mention.text.casefold() == word.lower_ and _fits(arguments, fit, index, prop):
            return index
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


def _near(token: Token) -> Iterator[tuple[Token, float]]:
    """Tokens that may own a number said at `token`, the closest first."""
    if token.pos_ in ("NOUN", "PROPN", "SYM", "NUM"):
        yield token, 0.95
        yield from ((child, 0.9) for child in token.children if child.dep_ in ("compound", "poss", "appos", "nmod"))
        if token.dep_ in ("attr", "appos", "compound", "nmod"):
            yield from ((bearer, 0.95) for bearer in fillers(token, "bearer"))
        yield from ((owner, 0.85) for owner in fillers(token, "of"))
        yield from ((owner, 0.8) for owner in fillers(token, "for"))
    elif token.pos_ in ("VERB", "AUX"):
        for subject in fillers(token, "subject"):
            yield subject, 0.9
            if subject.pos_ not in ("PROPN", "PRON"):  # "X's annual revenues exceeded ..."
                yield from ((holder, 0.85) for holder in fillers(subject, "possessor"))
                yield from ((holder, 0.85) for holder in fillers(subject, "for"))
        yield from ((target, 0.85) for target in fillers(token, "object"))
        yield from ((target, 0.75) for target in fillers(token, "to"))  # "we welcomed 20 million users to X"
    elif token.pos_ == "ADP":
        yield from ((target, 0.8) for target in fillers(token, "head"))
