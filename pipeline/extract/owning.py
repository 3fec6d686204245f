"""Whose something is: "X's", "our", "of X", "X chief executive", "we have a partnership"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.antecedents import antecedent
from pipeline.extract.children import amount, under
from pipeline.extract.closed_classes import DURING, LIGHT, TRANSPARENT, USERS
from pipeline.extract.doing import grammatical_subjects, objects_of
from pipeline.extract.prepositions import complements, is_out


def possessors(noun: Token) -> Iterator[Token]:
    """Whose it is: "X's", "our", "of X", "X chief executive"; a noun with no word on it shares its conjuncts'."""
    group = [noun]
    owned = bool(_owners(noun))
    definite = bool(under(noun, "det"))
    while not owned and group[-1].dep_ == "conj" and group[-1].head.pos_ == noun.pos_:
        group.append(group[-1].head)
    group += [child for child in noun.children if not owned and child.dep_ == "conj" and child.pos_ == noun.pos_]
    found = False
    for member in group:
        for child in member.children:
            if definite and member != noun and child.i < noun.i:
                continue  # "a critic of Acme and the war"
            if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" and noun.lemma_.lower() not in USERS:
                yield child  # may be a topic ("an AI initiative"), so others are still looked for
            elif child.dep_ == "prep" and child.lower_ == "of":
                for complement in complements(child):
                    found = True
                    yield complement
        for owner in _owners(member):
            found = True
            yield antecedent(owner)
    if noun.dep_ in ("compound", "amod") and noun.lemma_.lower() not in USERS:
        for sibling in noun.head.children:  # "Acme CEO Jane Doe"
            if sibling.dep_ in ("compound", "poss", "nmod") and sibling.i < noun.i and sibling.pos_ == "PROPN":
                found = True
                yield sibling
    if not found:
        yield from light_subject(_first(noun))


def _first(noun: Token) -> Token:
    """The noun that opens its list: "an office" of "we have an office in X and drivers in Y"."""
    while noun.dep_ == "conj" and noun.head.pos_ == noun.pos_:
        noun = noun.head
    return noun


def possessors_of_object(verb: Token) -> Iterator[Token]:
    """Whose it is that something is done to: "led our seed round", "we raised a round led by X"."""
    for noun in objects_of(verb):
        counted = (
            [word for of in under(noun, "prep") for word in under(of, "pobj")] if noun.lower_ in TRANSPARENT else []
        )
        for owned in counted or [noun]:  # "all of our services are written in X"
            yield from _owners(owned) or light_subject(owned)


def whole(noun: Token) -> Token:
    """The noun that another only says more of: "arm" of "Acme's robot arm", where taggers hang the owner on "robot"."""
    while noun.dep_ == "compound" and noun.pos_ == noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _owners(noun: Token) -> list[Token]:
    """Whose it is, be it hung on a noun that only says which: "Acme's seed round", "its director-general"."""
    which = [child for child in under(noun, "compound") if child.pos_ == "NOUN"]
    return [owner for owned in (noun, *which) for owner in under(owned, "poss")]


def light_subject(noun: Token) -> Iterator[Token]:
    """The subject of a light verb owns its noun: "we have a partnership with X", "I did a lot of research"."""
    noun = amount(noun)
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "pobj"):
        verb = head if noun.dep_ != "pobj" else head.head
        if verb.lemma_ == "see" and any(child.lower_ in ("the", "those", "these") for child in noun.lefts):
            return  # "we have seen the people in X": others, unlike "we saw growth in X"
        if verb.pos_ in ("VERB", "AUX") and (
            verb.lemma_ in LIGHT
            or (noun.dep_ == "pobj" and ((verb.lemma_ == "be" and _is_state(noun)) or _is_joint(noun) or is_out(verb)))
        ):
            yield from grammatical_subjects(verb, 0)
        elif noun.dep_ == "pobj" and head.lower_ in DURING and _is_fronted_phrase(head, noun):
            yield from grammatical_subjects(verb, 0)  # "after a career at X, Ann left"


def _is_fronted_phrase(preposition: Token, noun: Token) -> bool:
    """Whether the phrase stands before its verb and tells of one thing, or of a number: "after ten years at X, ..."."""
    verb = preposition.head
    told = any(child.lower_ in ("a", "an") or child.dep_ == "nummod" for child in noun.children)
    return verb.pos_ == "VERB" and preposition.i < verb.i and told


def _is_state(noun: Token) -> bool:
    """ "X is in a deal with Y", "on the board of Y", "at war with Y"; not "at a company called Y"."""
    return noun.head.lower_ in ("in", "on") or (noun.head.lower_ == "at" and not under(noun, "det", "poss"))


def _is_joint(noun: Token) -> bool:
    """ "In partnership with X, Y did it"."""
    bare = not under(noun, "det", "poss") and noun.head.lower_ == "in"
    return bare and any(prep.lower_ == "with" for prep in under(noun, "prep"))
