"""Whether a claim holds: denied, supposed, planned and asked ones are told apart, and what once held from what holds.

Decided once, on the clause, for whatever found the claim: from the word that makes the claim outwards over what governs
it as its content. Two denials affirm ("nobody denies that"). What a relative clause, an apposition or a noun phrase in
passing takes for granted holds whatever the clause around it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from pipeline.extract.clauses import SUBJECTS, is_complement, is_content_clause, is_set_beside
from pipeline.extract.closed_classes import LIGHT
from pipeline.extract.denials import DENYING, count_denials, denies, is_excluded, is_said_again
from pipeline.extract.questions import is_asked, is_told, question_behind
from pipeline.extract.supposed import SUPPOSING, is_hearsay, is_supposed
from pipeline.extract.tenses import dates, is_past
from pipeline.ontology import KIND_ROLES, Predicate
from pipeline.records import Modality, Polarity, Tense

# Helpers of the verb.
IN_TIME = frozenset("later eventually subsequently ultimately afterwards".split())
HYPOTHETICAL_AUX = frozenset("would could might may should 'd".split())
PLANNED_AUX = frozenset("will 'll shall wo gon".split())
# Verbs by what they make of the clause that they govern.
PLANNING = frozenset("plan intend aim expect want hope hop go agree offer bid prepare support nominate urge".split())
HAVING = frozenset({"offer", "support"})  # what is there: "offers the Rocket", unlike "offers to buy it"
REPORTING = frozenset(
    "say know show tell announce mean confirm mention explain report reveal admit note learn hear".split()
)

# What denies of today what held before.
ENDED = re.compile(r"\bno longer\b|\b(?:not|\w+n['’]t)\b[^,;.!?]* (?:anymore|any more|any longer)\b", re.IGNORECASE)
# Dependencies that make a token part of what its head says.
CONTENT = frozenset(
    """attr acomp dobj xcomp ccomp pobj prep conj compound amod pcomp advmod nsubj nsubjpass oprd poss agent
    nmod""".split()
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim is said. when: its dates as said ("until 2011"), empty where none is given."""

    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    tense: Tense = "present"
    when: str = ""
    ended: bool = False  # denied of today only: "no longer", "not anymore"


def in_its_time(predicate: Predicate, stance: Standing) -> tuple[str, Standing]:
    """The predicate (IRI) that holds at the time of the clause; what has happened once and for all has no past."""
    if predicate.past is None:
        return predicate.iri, replace(stance, tense="present")
    if stance.ended and not KIND_ROLES.issuperset(predicate.discourse_roles):
        # Whoever is no longer the head of X was it once.
        stance = replace(stance, polarity="affirmed", tense="past")
    return predicate.past if stance.tense == "past" else predicate.iri, stance


def standing(trigger: Token, arguments: Iterable[Token] = ()) -> Standing:
    """How the clause of `trigger` stands: the word that makes the claim. arguments: the tokens that it is made of."""
    chain, arguments = _governors(trigger), tuple(arguments)
    question = question_behind(trigger)
    if question is not None:
        chain = [token for token in chain if token.idx < question]
    again = {outer for inner, outer in pairwise(chain) if is_said_again(outer, inner)}
    denials = sum(count_denials(token, chain) for token in chain if token not in again) + sum(
        is_excluded(token, trigger) for token in (trigger, *arguments)
    )
    return Standing(
        polarity="denied" if denials % 2 else "affirmed",
        modality=_modality(trigger, chain, denials, arguments, told=question is not None),
        tense="past" if is_past(trigger, chain) else "present",
        when=dates(trigger, chain),
        ended=denials % 2 == 1 and bool(ENDED.search(trigger.sent.text)),
    )


def _modality(
    trigger: Token, chain: list[Token], denials: int, arguments: tuple[Token, ...], *, told: bool
) -> Modality:
    if not told and is_asked(chain):
        return "questioned"
    if is_supposed(trigger, chain, arguments):
        return "hypothetical"
    for token in chain:
        auxiliaries = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
        if any(_spelt(word) in HYPOTHETICAL_AUX and not (_had(word) or _came_true(word)) for word in auxiliaries):
            return "hypothetical"
        if any(_spelt(word) in PLANNED_AUX for word in auxiliaries):
            return "planned"
        if _is_purpose(token):
            return "planned"
    for inner, token in pairwise(chain):
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in DENYING and denials % 2:
            return "asserted"
        if lemma in HAVING and inner.dep_ == "dobj":
            continue
        if token.pos_ == "VERB" and lemma in PLANNING and (lemma != "go" or token.tag_ == "VBG"):
            return "planned"
        if lemma == "have" and inner.dep_ == "xcomp" and any(child.lower_ == "yet" for child in token.children):
            return "planned"  # "has yet to buy it"
    return "asserted"


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive says what somebody or something is for: "the man to lead X", but "the first to lead X"."""
    if verb.dep_ not in ("acl", "relcl") or not any(child.tag_ == "TO" for child in verb.children):
        return False
    noun = verb.head
    told = any(
        child.ent_type_ == "ORDINAL" or child.tag_ == "JJS" or child.lower_ in ("only", "last", "next")
        for child in noun.children
    )
    return not told and noun.pos_ in ("NOUN", "PRON")


def _spelt(auxiliary: Token) -> str:
    return auxiliary.lower_.replace("’", "'")


def _had(auxiliary: Token) -> bool:
    """'d is "had" before a participle ("they'd built", "they'd been building"), else "would"."""
    been = auxiliary.head.tag_ == "VBG" and auxiliary.i + 1 < len(auxiliary.doc) and auxiliary.nbor().lower_ == "been"
    return _spelt(auxiliary) == "'d" and (auxiliary.head.tag_ == "VBN" or been)


def _came_true(auxiliary: Token) -> bool:
    """ "She would later buy it", "he would go on to lead X": what was still to come then."""
    verb = auxiliary.head
    words = {child.lower_ for child in verb.children if child.dep_ in ("advmod", "prt")}
    told = auxiliary.lower_ == "would" and (bool(words & IN_TIME) or (verb.lemma_ == "go" and "on" in words))
    return told and verb.dep_ != "ccomp" and not any(word.lower_ in ("if", "unless") for word in verb.sent)


def _governors(trigger: Token) -> list[Token]:
    """The trigger and what governs it as content, from inside out; relative clauses and participles end the chain."""
    chain, token = [trigger], trigger
    while token.head != token and (token.dep_ in CONTENT or is_content_clause(token) or is_complement(token)):
        head = token.head.head if is_complement(token) else token.head
        if token.dep_ == "conj" and token.pos_ == "VERB" and any(child.dep_ in SUBJECTS for child in token.children):
            break  # a clause of its own
        if token.dep_ == "ccomp" and is_set_beside(token):
            break
        reported = token.dep_ == "ccomp" and head.lemma_.lower() in REPORTING and not is_hearsay(head)
        if reported and not any(map(denies, head.children)):
            break
        if trigger.pos_ != "VERB" and _is_presupposed(token):
            break
        token = head
        chain.append(token)
    return chain


def _is_presupposed(noun: Token) -> bool:
    """Whether what a noun phrase says holds whatever its clause does: "the founder of X did not come"."""
    if noun.dep_ in ("dobj", "attr", "oprd"):
        predicated = LIGHT | DENYING | PLANNING | SUPPOSING - {"ask", "hear"} | {"be", "become", "need", "seek"}
        return noun.head.lemma_ not in predicated
    if noun.dep_ == "pobj":
        holder = noun.head.head
        alone = not any(child.dep_ in SUBJECTS for child in holder.head.children)
        asked = not is_told(holder.head) if holder.dep_ == "nsubj" else holder.dep_ == "attr" and alone
        if holder.head.lemma_ == "be" and asked:
            return False  # "was Ann at Acme?", however the parser hung it
        return (
            noun.head.lower_ not in ("as", "without")
            and noun.pos_ in ("NOUN", "PROPN")
            and noun.head.head.lemma_ not in LIGHT | {"be"}
        )
    if noun.dep_ == "nsubj" and _is_named_as(noun):
        return False
    return noun.dep_ in ("nsubj", "nsubjpass", "poss", "compound", "nmod", "amod") and noun.pos_ != "VERB"


def _is_named_as(noun: Token) -> bool:
    """Whether its clause says who or what it is by name: "our database is not X"."""
    named = (
        child.text[0].isupper() and child.left_edge.text[0].isupper() and child.i > noun.head.i
        for child in noun.head.children
        if child.dep_ == "attr" or (child.dep_ == "acomp" and not child.text.istitle())  # but not "is not Greek"
    )
    return noun.head.lemma_ == "be" and any(named)
