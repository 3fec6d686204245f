"""Who does what a clause tells of a house: "I built the index at Acme", "what we tried over at Acme".

Whoever does something at a house, whatever it is, belongs to it, unless it is what visitors do: speak, meet, look.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import DURING, JOBS, OCCASIONS, OUTSIDERS, STAFF, VISITING
from pipeline.extract.discipline import FELLOWS, OCCASIONAL
from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation

HEADING = frozenset("hire train manage supervise lead mentor teach recruit coach".split())  # people in one's own house
# What people do next, or did before, in a career.
CAREER = frozenset(
    "work spend join found start cofound co-found launch lead run head go intern teach serve build".split()
)
APART = OCCASIONS | OUTSIDERS | FELLOWS
# How a phrase hangs on what it belongs to; in a relative clause somebody else may be the doer, and is asked first.
INWARD = frozenset("prep pobj pcomp dobj attr advmod conj npadvmod amod nmod compound dative oprd".split())


def is_whereabouts(lexicalisation: Lexicalisation) -> bool:
    """Whether it ties whoever does something to where it is done."""
    return lexicalisation.domain_roles == ("actor",)


def was_there(verb: Token, lexicalisation: Lexicalisation) -> bool:
    """Whether I say where I once was, for no longer than I say: "I was in Oslo", unlike "I was in Oslo for years"."""
    if lexicalisation.range_roles != ("in",) or verb.tag_ != "VBD":
        return False
    mine = any(child.dep_ == "nsubj" and child.lower_ == "i" for child in verb.children)
    return mine and not any(
        child.dep_ == "prep" and child.lower_ in ("for", "until", "since") for child in verb.subtree
    )


# For how long or what for somebody is somewhere where they do not belong.
SHORTLY = re.compile(
    r"\b(?:this|last|next) (?:week|weekend|month|morning|afternoon|evening)\b|\b(?:today|tonight|tomorrow|yesterday)\b"
    r"|\bfor (?:an? (?!reason|while)|the (?:day|night|week))",
    re.IGNORECASE,
)


def is_seat(verb: Token) -> bool:
    """Whether it is said where a house is, and no more: "they're over in Oslo", not "they're in trouble in Oslo"."""
    if verb.tag_ == "VBD" or any(child.dep_ in ("attr", "acomp", "aux") for child in verb.children):
        return False
    places = [child for child in verb.children if child.dep_ == "prep"]
    return len(places) < 2 and SHORTLY.search(verb.sent.text) is None


def doers(arguments: Arguments, passage: Passage, preposition: Token) -> tuple[Token, ...]:
    """The subjects of the nearest verb over the preposition.

    Nobody where the way leads over people, who are there themselves ("my lawyer at Acme"), or over an occasion.
    """
    if OCCASIONAL.search(preposition.sent.text):
        return ()
    if preposition.lower_ in DURING:
        return _passing(preposition)
    token = preposition
    while token.pos_ not in ("VERB", "AUX"):
        if token.dep_ not in INWARD or token.head == token:
            return ()
        token = token.head
        if token.pos_ == "ADJ" or token.lemma_.lower() in APART:
            return ()
        if token.dep_ != "attr" and _may_be_there(arguments, passage, token):
            return ()
    if token.lemma_ == "turn" and any(child.lower_ == "down" for child in token.children):
        return ()  # "turned down a job at Acme"
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else preposition
    if before.dep_ == "dobj" and token.lemma_.lower() not in HEADING and _may_be_there(arguments, passage, before):
        return ()  # "fired the investigators at Acme", wherever the parser hung it
    if token.lemma_.lower() in VISITING or any(word.lemma_.lower() in OCCASIONS | OUTSIDERS for word in _around(token)):
        return ()
    return fillers(token, "subject")


def _passing(preposition: Token) -> tuple[Token, ...]:
    """Who did what people do for a living right before or after a house: "before Acme, she worked at Bolt".

    Nobody where more is said of the house than its name: "after the Acme deal".
    """
    verb = preposition.head
    names = [child for child in preposition.children if child.dep_ == "pobj"]
    bare = len(names) == 1 and not any(child.dep_ not in ("compound", "cc", "conj") for child in names[0].children)
    worked = verb.lemma_ in CAREER or (
        verb.lemma_ == "be" and any(child.lower_ in ("at", "with") for child in verb.rights)
    )
    return fillers(verb, "subject") if bare and worked and preposition.i < verb.i else ()


def attempt(preposition: Token) -> Token | None:
    """The verb "try" over it: what "I was trying to do at Acme" was tried there; who tried to get a job was not."""
    for token in preposition.ancestors:
        if any(word.lemma_.lower() in JOBS for word in (token, *token.children)):
            return None
        if token.lemma_ == "try" and token.tag_ != "VB":
            return token
    return None


def _may_be_there(arguments: Arguments, passage: Passage, noun: Token) -> bool:
    """Whether it is the noun that is said to be there: people, and names that are not of things."""
    scene = arguments.scene
    if noun.pos_ == "PRON":
        return True
    if noun.pos_ == "PROPN":
        index = arguments.name_at(passage, noun)
        votes = arguments.mentions[index].votes if index is not None else ()
        return not votes or votes[0].cls in (scene.person, scene.organisation, scene.place)
    lemma = noun.lemma_.lower()
    people = lemma in STAFF or lemma in scene.roles or scene.class_nouns.get(lemma) == scene.person
    return noun.pos_ == "NOUN" and people


def _around(verb: Token) -> list[Token]:
    """What is done, and where: "gave a talk at Acme", "was in a meeting at Acme"."""
    inner = [noun for prep in verb.children if prep.dep_ == "prep" for noun in prep.children]
    of = [verb.head] if verb.dep_ == "relcl" else []  # "the speech that she gave at Acme"
    return [*(child for child in verb.children if child.dep_ in ("dobj", "attr")), *inner, *of]
