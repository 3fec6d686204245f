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
    """Whether "X, Y" puts a place where, by what is known of both, it does not lie: "England, France" is a list."""
    subject, predicate, object_ = statement.triple.subject, statement.triple.predicate, statement.triple.object
    if statement.evidence.rule != APPOSITION or not isinstance(object_, str):
        return False
    around = _all_known(subject, predicate, ontology)
    return bool(around) and bool(_all_known(object_, predicate, ontology)) and object_ not in around


def _all_known(iri: str, predicate: str, ontology: Ontology) -> set[str]:
    """What is known to lie around it, step by step."""
    found: set[str] = set()
    rest = [iri]
    while rest:
        new = set(ontology.known(rest.pop(), predicate)) - found
        found |= new
        rest += new
    return found
