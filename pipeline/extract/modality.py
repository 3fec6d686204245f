"""Whether a clause is affirmed as fact: denied, hypothetical, planned and questioned statements are told apart."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.extract.closed_classes import LIGHT
from pipeline.records import Modality, Polarity

HYPOTHETICAL_AUX = frozenset({"would", "could", "might", "may", "should", "'d"})
PLANNED_AUX = frozenset({"will", "'ll", "shall", "wo", "gon"})
PLANNED_VERBS = frozenset({"plan", "intend", "aim", "expect", "want", "hope", "go"})
IRREALIS_VERBS = frozenset({"imagine", "suppose", "pretend", "wish", "try", "doubt", "wonder", "ask"})
NEGATIVES = frozenset({"no", "not", "n't", "never", "neither", "nobody", "nothing", "without", "hardly", "none"})
DENYING = frozenset(
    {"fail", "refuse", "decline", "deny", "reject", "avoid", "dispute", "rule", "stop", "prevent", "forbid"}
)
HEDGES = frozenset({"maybe", "perhaps", "possibly", "allegedly", "supposedly", "reportedly", "rumored", "rumoured"})
TAG = re.compile(
    r"\b(?:right|okay|ok|correct|huh|eh|yeah|no|you know|you see)\s*\?\W*$"
    r"|,\s*(?:do|does|did|is|are|was|were|has|have|had|can|ca|could|will|wo|would|should)(?:\s*n['’]t)?\s+"
    r"(?:it|he|she|they|we|you|i|there)\s*\?\W*$",
    re.IGNORECASE,
)
CONTENT = frozenset(
    [
        "attr",
        "acomp",
        "dobj",
        "xcomp",
        "ccomp",
        "pobj",
        "prep",
        "conj",
        "compound",
        "amod",
        "pcomp",
        "advmod",
        "nsubj",
        "nsubjpass",
        "oprd",
        "poss",
        "agent",
        "nmod",
    ]
)  # dependencies that make a token part of what its head says
WH = frozenset({"who", "what", "when", "where", "why", "how", "which", "whose"})


def polarity(trigger: Token) -> Polarity:
    """Denied where the clause of the trigger is negated, or a clause that governs it as its content is."""
    chain = _clause(trigger)
    for place, token in enumerate(chain):
        if any(_denies(child) for child in token.children):
            return "denied"
        if place and (token.lemma_.lower() in DENYING or token.lower_ == "without"):
            return "denied"  # "failed to buy X", "without using X"
        if token.lower_ in ("than", "of") and token.nbor(-1).lower_ in ("rather", "instead") if token.i else False:
            return "denied"
    return "affirmed"


def _denies(child: Token) -> bool:
    if child.i + 1 < len(child.doc) and child.nbor().lower_ in ("only", "just", "merely"):
        return False
    if child.dep_ == "neg":
        return True
    if child.dep_ in ("nsubj", "nsubjpass", "dobj"):  # "no firm uses it", "neither X nor Y"
        return child.lower_ in NEGATIVES or any(
            word.lower_ in NEGATIVES and word.dep_ in (("preconj",) if child.text[0].isupper() else ("det", "preconj"))
            for word in child.children
        )
    if child.dep_ == "advmod" and child.lower_ == "longer":
        return any(no.lower_ == "no" for no in child.children)
    return child.lower_ in NEGATIVES and child.dep_ in ("det", "advmod", "preconj")


def modality(trigger: Token) -> Modality:
    """What kind of statement the trigger stands in. A fact inside a relative clause or participle stays a fact."""
    chain = list(_clause(trigger))
    if any(
        child.lower_ in ("if", "unless", "whether") and child.dep_ == "mark"
        for token in chain
        for child in token.children
    ):
        return "hypothetical"
    if any(child.lower_ in HEDGES and child.dep_ == "advmod" for token in chain for child in token.children):
        return "hypothetical"
    for token in chain:
        helpers = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
        if any(helper.lower_.replace("’", "'") in HYPOTHETICAL_AUX and not _had(helper) for helper in helpers):
            return "hypothetical"
        if any(helper.lower_.replace("’", "'") in PLANNED_AUX for helper in helpers):
            return "planned"
    for token in chain[1:]:
        if token.lemma_ in IRREALIS_VERBS:
            return "hypothetical"
        if token.lemma_ in PLANNED_VERBS and (token.lemma_ != "go" or token.tag_ == "VBG"):
            return "planned"
    root = chain[-1]
    if root.dep_ == "ROOT" and _is_question(root):
        return "questioned"
    return "asserted"


def _is_question(root: Token) -> bool:
    """A question mark that is no tag ("right?"), or a verb before its subject at the start, as captions have it."""
    sentence = root.sent
    if sentence.text.rstrip().endswith("?"):
        return not TAG.search(sentence.text)
    words = [token for token in sentence if not token.is_punct][:2]
    subject = next((child for child in root.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    inverted = [token for token in words if token.dep_ in ("aux", "auxpass") and token.head == root]
    leads = bool(inverted) and (inverted[0] == words[0] or words[0].lower_ in WH)
    return leads and subject is not None and inverted[0].i < subject.i


def _had(auxiliary: Token) -> bool:
    """'d is "had" before a participle ("they'd built"), else "would"."""
    return auxiliary.lower_.replace("’", "'") == "'d" and auxiliary.head.tag_ == "VBN"


def _clause(trigger: Token) -> list[Token]:
    """The trigger and what governs it as content, from inside out; relative clauses and participles end the chain."""
    chain, token = [trigger], trigger
    while token.head != token and token.dep_ in CONTENT:
        if token.dep_ == "conj" and token.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in token.children):
            break  # a clause of its own
        if (
            token.dep_ == "ccomp"
            and not _denied(token.head)
            and token.head.lemma_
            in (
                "say",
                "think",
                "know",
                "believe",
                "show",
                "tell",
                "announce",
                "mean",
                "confirm",
                "mention",
                "explain",
                "report",
                "reveal",
                "admit",
            )
        ):
            break
        if trigger.pos_ != "VERB" and _is_presupposed(token):
            break
        token = token.head
        chain.append(token)
    return chain


def _is_presupposed(noun: Token) -> bool:
    """Whether what a noun phrase says holds whatever its clause does: "the founder of X did not come"."""
    if noun.dep_ in ("dobj", "attr", "oprd"):
        predicated = LIGHT | DENYING | PLANNED_VERBS | IRREALIS_VERBS - {"ask"} | {"be", "become", "need", "seek"}
        return noun.head.lemma_ not in predicated
    if noun.dep_ == "pobj":
        return (
            noun.head.lower_ not in ("as", "without")
            and noun.pos_ in ("NOUN", "PROPN")
            and noun.head.head.lemma_ not in LIGHT | {"be"}
        )
    return noun.dep_ in ("nsubj", "nsubjpass", "poss", "compound", "nmod", "amod") and noun.pos_ != "VERB"


def _denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)
