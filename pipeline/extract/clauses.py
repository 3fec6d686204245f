"""What a clause is to what it hangs on: a clause beside it, what its noun is about, a complement."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})  # dependencies
JOINTS = frozenset({"so", "but", "and", "because", "then"})  # of clauses side by side


def is_set_beside(clause: Token) -> bool:
    """ "She runs X, so she won't come": two clauses side by side, of which the parser took one for content."""
    edge = clause.right_edge.i
    joint = clause.doc[edge + 1 - clause.doc[edge].is_punct : edge + 3]
    taken_up = any(child.lower_ in ("it", "that", "this") for child in clause.head.children)  # "but I doubt it"
    beside = len(joint) > 1 and joint[0].text == "," and joint[1].lower_ in JOINTS
    return clause.i < clause.head.i and beside and not taken_up


def is_content_clause(verb: Token) -> bool:
    """ "The rumour that X bought Y": a clause that says what its noun is about."""
    objects = sum(child.dep_ == "dobj" for child in verb.children)  # of two the parser took "that" for one
    return verb.dep_ in ("acl", "relcl") and any(
        child.lower_ == "that" and (child.dep_ == "mark" or (child.dep_ == "dobj" and objects > 1))
        for child in verb.children
    )


def is_complement(noun: Token) -> bool:
    """ "Is X the head of Y?": the parser takes the complement for an apposition."""
    verb = noun.head.head
    return (
        noun.dep_ == "appos"
        and verb.lemma_ == "be"
        and verb.i < noun.head.i
        and not any(child.dep_ in ("attr", "acomp") for child in verb.children)
    )


def asks_whom_called(clause: Token) -> bool:
    """Whether "who" asks, behind the name of whoever is called: "Jane, who runs X?"."""
    called = clause.head
    if clause.dep_ != "relcl" or called.dep_ != "ROOT" or called.pos_ != "PROPN":
        return False
    return any(child.tag_ == "WP" for child in clause.children) and called.sent.text.rstrip().endswith("?")
