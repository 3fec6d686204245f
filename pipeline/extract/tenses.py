"""What once held: former offices, verbs of leaving, states told in the past tense; and dates as said."""

from __future__ import annotations

import re

from spacy.tokens import Token

# Verbs whose past tense says that something began, not that it is over.
BEGINNING = frozenset(
    """become join hire recruit employ sign adopt choose pick partner launch expand move switch migrate start begin
    appoint name elect promote open team commit affiliate""".split()
)
ENDING = frozenset("leave quit resign retire depart exit oust fire step".split())  # and "stepped down as"
KILLING = frozenset("kill assassinate murder execute eliminate slay bury depose topple overthrow oust".split())
DEATHS = frozenset(
    "death killing assassination murder execution elimination demise funeral burial ouster overthrow".split()
)
FORMER = frozenset("former ex onetime erstwhile previous late retired then formerly previously once past".split())
BYGONE = re.compile(
    r"\bused to\b|\bback then\b|\bin those days\b|\bat (?:the|that) time\b|\buntil (?:the |\w+ )?\d{4}\b"
    r"|\bno longer\b|\banymore\b",
    re.IGNORECASE,
)
STATES = frozenset("work serve study teach lecture play train intern".split())
BESIDE = frozenset("also previously before once variously".split())
RETURNING = frozenset("return come retire".split())
LASTING = re.compile(
    r"\b(?:since|always|long|now)\b|\bfor (?:[\w-]+ ){0,4}(?:years?|months?|weeks?|decades?)\b", re.IGNORECASE
)
DATED = frozenset("until till since from in before after between during by to through".split())


def is_past(trigger: Token, chain: list[Token]) -> bool:
    """Whether the words say that it held once: a former office, a verb of leaving, a state told in the past tense."""
    for token in chain:
        if any(child.lower_ in FORMER and child.dep_ in ("amod", "advmod", "compound") for child in token.children):
            return True
        if token.pos_ == "VERB" and token.lemma_.lower() in ENDING:
            return True
    before = trigger.doc[max(trigger.sent.start, trigger.i - 2) : trigger.i]
    if before and before[-1].lower_ in FORMER | {"-"} and any(token.lower_ in FORMER for token in before):
        return True  # "ex-director"
    verb = next((token for token in chain if token.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return bool(BYGONE.search(_phrase(trigger)))
    if any(token.dep_ == "pcomp" and token.head.head.lemma_ in RETURNING for token in chain):
        return True  # "returned from working at"
    if verb.lemma_.lower() in BEGINNING or (verb != trigger and verb.lemma_ not in ("be", "serve", "work")):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & {"had", "was", "were"}:
        return True
    perfect = helpers & {"has", "have", "'s", "'ve", "’ve"}
    if perfect and verb.tag_ == "VBN" and _is_over(verb):
        return True
    return (verb.tag_ == "VBD" and not perfect) or bool(BYGONE.search(verb.sent.text))


def is_gone(person: Token) -> bool:
    """Whether the words tell of somebody's end: "killed its leader Jane Doe", "the death of Jane Doe, its leader"."""
    head = person.head
    if head.dep_ == "prep" and head.lower_ == "of":
        return head.head.lemma_.lower() in DEATHS
    if person.dep_ == "poss":
        return head.lemma_.lower() in DEATHS
    if head.pos_ != "VERB":
        return False
    undone = person.dep_ in ("dobj", "nsubjpass") and head.lemma_.lower() in KILLING
    return undone or (person.dep_ == "nsubj" and head.lemma_.lower() == "die")


def _is_over(verb: Token) -> bool:
    """Whether a perfect tells of what was: "has worked at X", "has also been an editor at X", but not "since 2010"."""
    beside = {child.lower_ for child in verb.children if child.dep_ == "advmod"}
    told = verb.lemma_ in STATES or (verb.lemma_ == "be" and bool(beside & BESIDE))
    return told and not LASTING.search(verb.sent.text)


def _phrase(trigger: Token) -> str:
    """The words next to the trigger: its own phrase."""
    return trigger.doc[trigger.left_edge.i : trigger.right_edge.i + 1].text


def dates(trigger: Token, chain: list[Token]) -> str:
    """The dates with numbers in the trigger's clause, each with its preposition, as said."""
    verb = next((token for token in chain if token.pos_ in ("VERB", "AUX")), trigger)
    found = []
    for span in verb.sent.ents:
        if span.label_ != "DATE" or not any(char.isdigit() for char in span.text):
            continue
        governors = list(span.root.ancestors)
        if verb not in governors[:3] and trigger not in governors[:3]:
            continue
        start = span.start - (span.start > verb.sent.start and span.doc[span.start - 1].lower_ in DATED)
        found.append(span.doc[start : span.end].text)
    return "; ".join(found)
