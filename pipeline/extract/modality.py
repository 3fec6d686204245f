"""Whether a clause is affirmed as fact: denied, hypothetical, planned and questioned statements are told apart."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.records import Modality, Polarity

HYPOTHETICAL_AUX = frozenset({"would", "could", "might", "may", "should", "'d"})
PLANNED_AUX = frozenset({"will", "'ll", "shall", "wo", "gon"})
PLANNED_VERBS = frozenset({"plan", "intend", "aim", "expect", "want", "hope", "go"})
IRREALIS_VERBS = frozenset({"imagine", "suppose", "pretend", "wish", "try", "doubt", "wonder", "ask"})
NEGATIVES = frozenset({"no", "not", "n't", "never", "neither", "nobody", "nothing", "without", "hardly"})


def polarity(trigger: Token) -> Polarity:
    """Denied where the clause of the trigger is negated, or a clause that governs it as its content is."""
    for token in _clause(trigger):
        for child in token.children:
            if child.dep_ == "neg" or (child.lower_ in NEGATIVES and child.dep_ in ("det", "advmod", "preconj")):
                return "denied"
    return "affirmed"


def modality(trigger: Token) -> Modality:
    """What kind of statement the trigger stands in. A fact inside a relative clause or participle stays a fact."""
    chain = list(_clause(trigger))
    if any(
        child.lower_ in ("if", "unless", "whether") and child.dep_ == "mark"
        for token in chain
        for child in token.children
    ):
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
    if root.dep_ == "ROOT" and root.sent.text.rstrip().endswith("?"):
        return "questioned"
    return "asserted"


def _had(auxiliary: Token) -> bool:
    """'d is "had" before a participle ("they'd built"), else "would"."""
    return auxiliary.lower_.replace("’", "'") == "'d" and auxiliary.head.tag_ == "VBN"


def _clause(trigger: Token) -> list[Token]:
    """The trigger and what governs it as content, from inside out; relative clauses and participles end the chain."""
    chain, token = [trigger], trigger
    while token.head is not token and token.dep_ in (
        "attr", "acomp", "dobj", "xcomp", "ccomp", "pobj", "prep", "conj", "compound", "amod", "pcomp", "advmod", "nsubj", "nsubjpass", "oprd", "poss", "agent", "nmod",
    ):  # fmt: skip
        if token.dep_ == "conj" and token.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in token.children):
            break  # a clause of its own
        if token.dep_ == "ccomp" and token.head.lemma_ in (
            "say",
            "think",
            "know",
            "believe",
            "show",
            "tell",
            "announce",
            "mean",
        ):
            break
        token = token.head
        chain.append(token)
    return chain
