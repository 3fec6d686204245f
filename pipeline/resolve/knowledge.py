"""What the ontology knows of two names counts only where the document itself says nothing of the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records import BY_NAME, KNOWN, Quantity, Statement

UNSAID = frozenset({KNOWN, BY_NAME})  # rules of what no words say


def where_words_are_silent(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, without those of rule "known" about two of which words say something, be it to deny or ask it."""
    told = {_ends(statement) for statement in statements if statement.evidence.rule not in UNSAID}
    return (item for item in statements if item.evidence.rule != KNOWN or _ends(item) not in told)


def _ends(statement: Statement) -> frozenset[str | Quantity]:
    return frozenset((statement.triple.subject, statement.triple.object))
