"""Who does what in a parsed clause: which tokens fill a syntactic role of a verb, noun, adjective or preposition.

Voice, relative clauses, participles, coordination, control and copulas are undone here, so that the patterns of
the ontology only speak of "subject", "object", "bearer", "possessor" and prepositions. Labels are those of
spaCy's English models (ClearNLP dependencies). Tokens are compared with ==: spaCy makes them anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from spacy.tokens import Token

from pipeline.extract.baptism import named_by
from pipeline.extract.children import under, with_conjuncts
from pipeline.extract.circumstances import presided, presiding
from pipeline.extract.closed_classes import (
    APPOINTING,
    BEING,
    EVERYBODY,
    JOINING,
    SUCCEEDING,
    TRANSPARENT,
)
from pipeline.extract.doing import grammatical_subjects, objects_of, subjects_of
from pipeline.extract.ellipsis import likewise
from pipeline.extract.owning import possessors, possessors_of_object, whole
from pipeline.extract.prepositions import complements, prepositional
from pipeline.extract.series import series
from pipeline.extract.vicinity import is_called, is_fronted, leader

AWAY = 10  # tokens behind a plural within which the names that it stands for open
OWN = frozenset("subject bearer possessor possessed modifier head actor".split())  # roles whose lists end at "then"
FELLOWS = EVERYBODY | {"team", "crew", "folk", "folks", "people", "rest"}


@lru_cache(maxsize=256)  # the patterns of a word ask for the same roles
def fillers(trigger: Token, role: str) -> tuple[Token, ...]:
    """Tokens that fill the role of the trigger, conjuncts included, left to right.

    `role` is "subject", "object", "bearer", "possessor", "possessed", "modifier", "head", "complement", or else a
    preposition.
    """
    if role == "subject":
        found = subjects_of(trigger)
    elif role == "object":
        found = objects_of(trigger)
    elif role == "bearer":
        found = _bearers(trigger)
    elif role == "possessor":
        found = possessors(trigger) if trigger.pos_ != "VERB" else possessors_of_object(trigger)
    elif role == "possessed":
        found = iter([whole(trigger.head)])
    elif role == "modifier":
        found = iter(under(trigger, "compound", "nmod", "amod"))
    elif role == "head":
        found = iter([_attachment(trigger)])
    elif role == "complement":
        found = complements(trigger)
    elif role == "actor":
        found = presided(trigger)
    else:
        found = prepositional(trigger, role)
    if role in ("subject", "bearer", "head"):
        found = chain(found, likewise(trigger))
    alone = role == "bearer" and trigger.dep_ in ("compound", "nmod") and trigger.tag_ not in ("NNS", "NNPS")
    # "Acme contributor Ann Lee and Bo Roe": only Ann
    tokens = {
        token.i: token
        for first in found
        for token in ((first,) if alone else listed(first, goes_on=role not in OWN))
        if token.i < trigger.i or token == first or first != _told_of(trigger)  # "A, which X led, and B"
    }
    if role == "possessed":  # "Acme's X and Bolt's Y", "Acme's X or that fool Y", "Acme's failure, and Bolt"
        kind, head = trigger.head.pos_, whole(trigger.head)
        tokens = {
            i: token
            for i, token in tokens.items()
            if head == token or not (under(token, "poss", "det") or (kind == "NOUN" and token.pos_ == "PROPN"))
        }
    return tuple(tokens[i] for i in sorted(tokens))


def listed(first: Token, *, goes_on: bool) -> Iterator[Token]:
    """The token and its conjuncts, and what follows them behind "then"."""
    for token in with_conjuncts(first):
        yield token
        if goes_on and token.pos_ == "PROPN":
            yield from series(token)


def _told_of(trigger: Token) -> Token | None:
    """What the relative clause that the trigger stands in hangs on."""
    clause = next((word for word in (trigger, *trigger.ancestors) if word.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def _bearers(trigger: Token) -> Iterator[Token]:
    """Whom a noun or adjective describes."""
    head = trigger.head
    if trigger.dep_ == "conj" and head.pos_ == trigger.pos_:
        yield from _bearers(head)
    elif trigger.dep_ == "oprd" and under(head, "dobj"):
        yield from under(head, "dobj")  # "they call X a model"
    elif trigger.dep_ in ("attr", "acomp", "oprd") and head != trigger:
        asking = [child for child in under(head, "attr") if child.tag_ == "WP" and child != trigger]
        yield from asking if asking and not under(head, "nsubj") else grammatical_subjects(head, 0)  # "who's their X?"
    elif trigger.dep_ == "appos" or (trigger.dep_ in ("compound", "nmod") and trigger.i < head.i):
        if not is_called(head, trigger):  # "So Ann, doctor in Y, Bo Lee says ..."
            yield head
    elif trigger.dep_ == "amod":
        yield head
        measured = trigger.lower_ == "more" and head.head.pos_ == "VERB" and not under(head.head, "neg")  # "sold more"
        if head.dep_ == "attr" or (head.dep_ == "dobj" and (measured or head.head.lemma_ == "have")):
            yield from grammatical_subjects(head.head, 0)
    elif trigger.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in ("VERB", "AUX"):
        if trigger.lower_ == "part":
            return  # "as part of X, we give ...": why or when, not what we are
        described = under(head.head, "dobj") if trigger.i > head.head.i and head.head.lemma_ not in SUCCEEDING else []
        yield from described or grammatical_subjects(head.head, 0)
    elif trigger.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in TRANSPARENT:
        yield from _bearers(head.head)  # "one of the founders"
    elif trigger.dep_ == "pobj" and head.lower_ == "to" and head.head.lemma_ in APPOINTING:
        yield from objects_of(head.head)  # "they elected her to the board"
    elif trigger.dep_ == "pobj" and (head.lower_ in ("in", "on") or _is_at(trigger)) and head.head.lemma_ in BEING:
        # "they are on the board", "she works on the Acme team", "at the helm of X is Ann"
        yield from chain(grammatical_subjects(head.head, 0), presiding(trigger))
    elif trigger.dep_ == "pobj" and head.lower_ in ("in", "on") and head.head.pos_ in ("PROPN", "PRON", "DET"):
        yield leader(head.head)  # "X and Y, all on the board"
    elif trigger.dep_ == "pobj" and (head.lower_ in ("in", "on") or _is_at(trigger)):
        yield from presiding(trigger)
    elif trigger.dep_ == "advmod" and head.pos_ in ("VERB", "AUX"):
        yield from grammatical_subjects(head, 0)
    elif trigger.dep_ == "dobj" and head.lemma_ in JOINING:
        yield from grammatical_subjects(head, 0)  # "they joined the board"
    elif trigger.dep_ in ("nsubj", "nsubjpass") and head.lemma_ == "be":
        yield from under(head, "attr")  # "our guest today is X"
    elif trigger.dep_ == "nsubj" and head.lemma_ == "include" and trigger.tag_ == "NNS":
        yield from under(head, "dobj")  # "our investors include X"
    yield from (child for child in trigger.children if child.dep_ == "appos" and not is_fronted(child))
    if trigger.tag_ == "NNS" and trigger.i + 1 < len(trigger.doc) and trigger.nbor().text == ",":
        yield from (child for child in under(trigger, "conj") if child.pos_ == "PROPN")  # "our partners, X and Y"
    if trigger.tag_ == "NNS":
        yield from _set_off_behind(trigger)
    yield from named_by(trigger)
    if trigger.dep_ == "advcl" or (trigger.dep_ == "relcl" and under(trigger, "nsubj")):
        yield from grammatical_subjects(trigger, 0)


def _is_at(noun: Token) -> bool:
    """ "At the helm", not "at a company"."""
    return noun.head.lower_ == "at" and any(child.lower_ == "the" for child in noun.lefts)


def _set_off_behind(noun: Token) -> Iterator[Token]:
    """The names of a list set off behind where those are whom it names: "its allies in X and Y, A and B, ..."."""
    doc, at, end = noun.doc, noun.i + 1, noun.sent.end
    if at >= end or doc[at].dep_ != "prep":
        return
    while (
        at < min(end, noun.i + AWAY) and doc[at].text != "," and doc[at].pos_ in ("ADP", "DET", "ADJ", "PROPN", "CCONJ")
    ):
        at += 1
    words = [token for token in doc[at:end] if token.text == "," or token.pos_ not in ("PROPN", "CCONJ")]
    if len(words) < 2 or words[0].i != at or words[1].text != ",":
        return
    names = [token for token in doc[at + 1 : words[1].i] if token.pos_ == "PROPN" and token.nbor().pos_ != "PROPN"]
    if len(names) == 2:
        yield from names


def _attachment(preposition: Token) -> Token:
    """What the preposition hangs on; an adjunct of "be" hangs on its subject ("they are here in X")."""
    head = preposition.head
    some = any(child.lower_ in ("a", "an", "some") for child in head.lefts)
    if head.dep_ == "conj" and head.head.ent_type_ == "PERSON" and head.lemma_.lower() in FELLOWS and not some:
        return head.head  # "Ann and the team at X", "Ann and everybody at X"
    if head.dep_ == "appos" and head.pos_ in ("DET", "PRON"):
        return leader(head)  # "X and Y, both at Z"
    if head.pos_ == "ADV" and head.dep_ == "advmod" and head.head.lemma_ == "be":
        head = head.head  # "they are down in X"
    if head.pos_ in ("AUX", "VERB") and head.lemma_ == "be":
        if preposition.lower_ == "in" and any(child.dep_ == "acomp" and child.pos_ == "ADJ" for child in head.children):
            return head  # "X is available in Y" does not say that it lies there
        subject = next(grammatical_subjects(head, 0), head)
        return subject if head.i < max(preposition.i, subject.i) else head  # not "From X to Y, Z is known"
    if preposition.lower_ == "by" and head.pos_ == "VERB" and preposition.dep_ == "prep":
        before = preposition.nbor(-1) if preposition.i else head
        return before if before.pos_ == "PROPN" else head  # "compared it with X by Y"
    if head.pos_ == "VERB" and preposition.i < head.i and preposition.i > 0:
        before = preposition.nbor(-1)  # "Jane from Acme said": between subject and verb it belongs to the subject
        if before.head == head and before.dep_ in ("nsubj", "nsubjpass"):
            return before
    return head
