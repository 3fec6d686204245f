"""Facts and where they come from, in words."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.export.text import clock, label_of
from pipeline.graph.views import best_evidence
from pipeline.ontology import Ontology
from pipeline.records import Evidence, Fact, KnowledgeGraph, Quantity, Triple
from pipeline.vocabulary import expand, prefixed

TYPE = expand("rdf:type")
MAX_QUOTE = 120  # characters of a quote within a sentence


class Wording:
    """How the things and facts of one graph are called."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        """Look up labels in the graph first, then in the ontology."""
        self.ontology = ontology
        self.entities = {entity.iri: entity.label for entity in graph.entities}
        self.terms = {**ontology.predicates, **ontology.quantities, **ontology.classes}
        self.documents = {document.id: document.source.name for document in graph.documents}
        self.addresses = {document.id: document.url for document in graph.documents}
        self.facts = {fact.triple: fact for fact in graph.facts}

    def thing(self, value: str | Quantity) -> str:
        """An entity's label, a number or other literal, or the short form of an IRI."""
        if isinstance(value, Quantity):
            return value.value if isinstance(value.value, str) else f"{value.value:.15g}"
        return self.entities.get(value) or self.term(value)

    def term(self, iri: str) -> str:
        """The label of a class or property; of another vocabulary its prefixed name."""
        return label_of(iri, self.terms) if iri in self.terms else prefixed(iri, self.ontology.prefixes)

    def triple(self, triple: Triple) -> str:
        """Subject, «predicate», object."""
        if triple.predicate == TYPE:
            return f"{self.thing(triple.subject)} is a «{self.term(str(triple.object))}»"
        return f"{self.thing(triple.subject)} «{self.term(triple.predicate)}» {self.thing(triple.object)}"

    def cited(self, triple: Triple) -> str:
        """The triple and, where it was said, the words that say it most clearly."""
        fact = self.facts.get(triple)
        return f"{self.triple(triple)} ({self.source(fact)})" if fact and fact.evidence else self.triple(triple)

    def source(self, fact: Fact, among: Iterable[Evidence] | None = None) -> str:
        """Document, time, speaker and quote of the clearest piece of evidence, and how many more there are."""
        evidence = tuple(fact.evidence if among is None else among)
        best = best_evidence(Fact(fact.triple, fact.confidence, fact.asserted, evidence))
        more = f", and {len(evidence) - 1} more" if len(evidence) > 1 else ""
        quote = best.quote if len(best.quote) <= MAX_QUOTE else best.quote[: MAX_QUOTE - 1].rstrip() + "…"
        return f'{self.place(best)}: "{quote}"{more}'

    def place(self, evidence: Evidence) -> str:
        """Document, time and who says it on whose authority."""
        at = "" if evidence.start is None else f" at {clock(evidence.start)}"
        who = f", {self.thing(evidence.speaker)}" if evidence.speaker else ""
        source = f", after {self.thing(evidence.attributed_to)}" if evidence.attributed_to else ""
        return self.documents.get(evidence.document, evidence.document) + at + who + source
