"""Differences between two graphs as lines of text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.graph.diff import Change
from pipeline.graph.wording import Wording
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, Quantity

SIGNS = {"new": "+", "gone": "-"}


class Difference:
    """The changes between two graphs, with the words for what they are about."""

    def __init__(
        self, changes: Sequence[Change], before: KnowledgeGraph, after: KnowledgeGraph, ontology: Ontology
    ) -> None:
        """What is gone is called as it was, everything else as it is."""
        self.changes = changes
        self.was, self.now = Wording(before, ontology), Wording(after, ontology)

    def lines(self) -> Iterator[str]:
        """A count, then one line for each change: + new, - gone, ~ changed."""
        for title, found in (("names", self._of(names=True)), ("facts", self._of(names=False))):
            kinds = Counter(change.kind if change.kind in SIGNS else "changed" for change in found)
            yield f"{title}: {kinds['new']} new, {kinds['gone']} gone, {kinds['changed']} changed"
            yield from (f"  {SIGNS.get(change.kind, '~')} {self._line(change)}" for change in found)

    def records(self) -> list[dict[str, Any]]:
        """Plain values, as JSON has them."""
        return [self._record(change) for change in self.changes]

    def json(self) -> str:
        """The records as JSON."""
        return json.dumps(self.records(), ensure_ascii=False, indent=1)

    def _of(self, *, names: bool) -> list[Change]:
        return [change for change in self.changes if change.of_name == names]

    def _words(self, change: Change) -> Wording:
        return self.was if change.kind == "gone" else self.now

    def _line(self, change: Change) -> str:
        words = self._words(change)
        if change.kind == "other name":
            return f"{change.was} is now called {change.now}"
        told = words.triple(change.triple)
        if change.kind == "other number":
            told = f"{words.thing(change.triple.subject)} «{words.term(change.triple.predicate)}»"
        standing = change.now if change.kind == "new" else change.was
        note = f" ({standing})" if change.kind in SIGNS and standing not in (None, "asserted") else ""
        if change.kind not in SIGNS:
            note = f": {self._text(change.was, self.was)} → {self._text(change.now, self.now)}"
        source = f'  {words.place(change.evidence)}: "{change.evidence.quote}"' if change.evidence else ""
        return f"{told}{note}{source}"

    def _record(self, change: Change) -> dict[str, Any]:
        words, triple = self._words(change), change.triple
        value = triple.object
        record: dict[str, Any] = {
            "what": "name" if change.of_name else "fact",
            "change": change.kind,
            "subject": words.thing(triple.subject),
            "predicate": words.term(triple.predicate),
            "object": value.value if isinstance(value, Quantity) else words.thing(value),
            "subject_iri": triple.subject,
            "predicate_iri": triple.predicate,
            "object_iri": value if isinstance(value, str) and change.kind != "other name" else None,
            "was": change.was.value if isinstance(change.was, Quantity) else change.was,
            "now": change.now.value if isinstance(change.now, Quantity) else change.now,
        }
        if said := change.evidence:
            record |= {"document": said.document, "start": said.start, "quote": said.quote}
        return record

    @staticmethod
    def _text(value: str | Quantity | None, words: Wording) -> str:
        """A number, a class by its label, or the word that it is."""
        if isinstance(value, Quantity):
            return words.thing(value)
        return words.term(value) if value and ":" in value else value or ""
