"""What the ontology knows of two names counts where the document says nothing of them, and tells lists of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ontology import Ontology
from pipeline.records import BY_NAME, KNOWN, Quantity, Statement

APPOSITION = "apposition"  # the rule of "Troy, New York"
UNSAID = frozenset({KNOWN, BY_NAME})  # rules of what no words say


def where_words_are_silent(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, without those of rule "known" about two of which words say something, be it to deny or ask it."""
    told = {_ends(statement) for statement in statements if statement.evidence.rule not in UNSAID}
    return (item for item in statements if item.evidence.rule != KNOWN or _ends(item) not in told)


def _ends(statement: Statement) -> frozenset[str | Quantity]:
    return frozenset((statement.triple.subject, statement.triple.object))


def lies_elsewhere(statement: Statement, ontology: Ontology) -> bool:
    """Whether it puts a place where, by what is known of both, it does not lie.

    "X, Y" of places that are known to lie elsewhere is a list ("England, France"); and nothing lies in what lies in it.
    """
    subject, predicate, object_ = statement.triple.subject, statement.triple.predicate, statement.triple.object
    if not isinstance(object_, str):
        return False
    within, around = _all_known(object_, predicate, ontology), _all_known(subject, predicate, ontology)
    listed = statement.evidence.rule == APPOSITION and bool(around) and bool(within) and object_ not in around
    return listed or (predicate in ontology.axioms.acyclic and subject in within)


def _all_known(iri: str, predicate: str, ontology: Ontology) -> set[str]:
    """What is known to lie around it, step by step."""
    found: set[str] = set()
    rest = [iri]
    while rest:
        new = set(ontology.known(rest.pop(), predicate)) - found
        found |= new
        rest += new
    return found
