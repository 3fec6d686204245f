"""Who is put into an office by whom, and who follows whom in it: "Acme made Ann its head", "Ann took over from Bo"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import SUCCEEDING
from pipeline.extract.nlp import Passage
from pipeline.extract.office_runs import DETERMINERS, SKIPPED, Fillers, Office, OfficeRuns
from pipeline.extract.syntax import fillers

PUTTING = frozenset("name appoint make elect hire install promote crown".split())
PUT = frozenset("appointment election promotion elevation reappointment inauguration installation".split())
BETWEEN = DETERMINERS | SKIPPED | {"as", "to", "be"}  # whom and the office: "named Ann as its head"


def appointing(arguments: Arguments, passage: Passage, office: Office) -> tuple[int, Token] | None:
    """Whoever is named right before an office, and the verb before the name that puts them there."""
    doc, at = passage.doc, office.start - 1
    begin = doc[office.start].sent.start
    while at > begin and doc[at].lower_ in BETWEEN:
        at -= 1
    index = arguments.name_at(passage, doc[at]) if at > begin else None
    while index is not None and at > begin and arguments.name_at(passage, doc[at]) == index:
        at -= 1
    verb = doc[at]
    if index is None or verb.lemma_ not in PUTTING or verb.pos_ != "VERB" or verb.tag_ == "VBN":
        return None  # "was named CEO" is read as it stands
    return index, verb


def appointed(arguments: Arguments, passage: Passage, office: Office) -> tuple[Fillers, Fillers]:
    """Whoever is put into the office, and what puts them there."""
    found = appointing(arguments, passage, office)
    if found is None:
        return (), ()
    return ((found[0], 1.0),), _denoted(arguments, passage, fillers(found[1], "subject"))


def successor(arguments: Arguments, passage: Passage, office: Office) -> tuple[Fillers, Fillers]:
    """Who has the office now and who had it: "Ann replaced Bo as head of X", "Ann took over as head from Bo"."""
    mark = passage.doc[office.start - 1] if office.start > passage.doc[office.start].sent.start else None
    if mark is not None and mark.lower_ == "the":
        mark = passage.doc[mark.i - 1] if mark.i > mark.sent.start else None
    if mark is None or mark.lower_ != "as":
        return (), ()
    if mark.head.lemma_ in PUT and mark.head.pos_ == "NOUN":  # "her appointment as head"
        return _denoted(arguments, passage, fillers(mark.head, "possessor")), ()
    if mark.head.pos_ != "VERB":
        return (), ()
    verb = mark.head
    if verb.lemma_ in SUCCEEDING:
        earlier = fillers(verb, "object")
    elif verb.lemma_ == "take" and any(child.lower_ == "over" for child in verb.children):
        earlier = (*fillers(verb, "from"), *fillers(verb, "for"))
    else:
        return (), ()
    return _denoted(arguments, passage, fillers(verb, "subject")), _denoted(arguments, passage, earlier)


def fellows(words: OfficeRuns, passage: Passage, office: Office) -> Fillers:
    """Who is named behind an office as one of those who hold it: "a founder of X, together with Bo"."""
    doc, at, end = passage.doc, office.stop, passage.doc[office.start].sent.end
    at += at < end and doc[at].text == ","
    if at + 1 < end and doc[at].lower_ in ("together", "along") and doc[at + 1].lower_ == "with":
        return words.people(passage, at + 2, end)[0]
    return ()


def _denoted(arguments: Arguments, passage: Passage, tokens: tuple[Token, ...]) -> Fillers:
    return tuple(pair for token in tokens for pair in arguments.denoted(passage, token))
