"""Facts, statements and mentions as people read them: names instead of IRIs, with the records behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.export.text import clock, label_of
from pipeline.graph.passages import Mention
from pipeline.graph.views import best_evidence
from pipeline.media import media_link
from pipeline.ontology import Ontology
from pipeline.records import Evidence, Fact, KnowledgeGraph, Quantity, Triple


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A fact with labels; `object` is a number where the fact is a quantity. record: the fact with its IRIs.

    quote, speaker, document (its title) and start (seconds) are those of the clearest evidence.
    """

    subject: str
    predicate: str
    object: str | float
    confidence: float
    asserted: bool
    quote: str
    speaker: str
    document: str
    start: float | None
    record: Fact

    @property
    def triple(self) -> Triple:
        """The IRIs."""
        return self.record.triple

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that says it."""
        return self.record.evidence

    def __str__(self) -> str:
        """In one line."""
        return f"{self.subject} {self.predicate} {_shown(self.object)} ({self.confidence:.0%})"


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """One piece of evidence with labels. asserted: whether the triple is taken as a fact. record: the evidence.

    polarity, modality, tense, role, when: see `pipeline.records.Evidence`. source: whom the speaker names for it.
    """

    subject: str
    predicate: str
    object: str | float
    asserted: bool
    quote: str
    speaker: str
    source: str
    document: str
    start: float | None
    polarity: str
    modality: str
    tense: str
    role: str
    when: str
    confidence: float
    triple: Triple
    record: Evidence

    def __str__(self) -> str:
        """In one line."""
        usual = ("affirmed", "asserted", "present")
        standing = " ".join(word for word in (self.polarity, self.modality, self.tense) if word not in usual)
        note = f" ({standing})" if standing else ""
        return f'{self.subject} {self.predicate} {_shown(self.object)}{note}: "{self.quote}"'


@dataclass(frozen=True, slots=True)
class LabelledMention:
    """One place where a thing is named: the words, the sentence, who says it and when, and a link to hear it."""

    name: str
    words: str
    quote: str
    speaker: str
    document: str
    start: float | None
    link: str | None
    record: Mention

    def __str__(self) -> str:
        """In one line."""
        at = "" if self.start is None else f"{clock(self.start)} "
        return f'{at}"{self.quote or self.words}"'


class Labeller:
    """Gives the records of one graph their labels."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        """Labels of entities come from the graph, of predicates from the ontology."""
        self.entities = {entity.iri: entity.label for entity in graph.entities}
        self.terms = {**ontology.predicates, **ontology.quantities}
        self.titles = {document.id: document.title or document.source.name for document in graph.documents}
        self.urls = {document.id: document.url for document in graph.documents}

    def fact(self, fact: Fact) -> LabelledFact:
        """The fact with the words that say it most clearly."""
        best = best_evidence(fact) if fact.evidence else None
        return LabelledFact(
            *self._triple(fact.triple),
            confidence=fact.confidence,
            asserted=fact.asserted,
            quote=best.quote if best else "",
            speaker=self._who(best.speaker) if best else "",
            document=self.titles.get(best.document, best.document) if best else "",
            start=best.start if best else None,
            record=fact,
        )

    def statements(self, fact: Fact) -> Iterator[LabelledStatement]:
        """Each piece of evidence of the fact."""
        for said in fact.evidence:
            yield LabelledStatement(
                *self._triple(fact.triple),
                asserted=fact.asserted,
                quote=said.quote,
                speaker=self._who(said.speaker),
                source=self._who(said.attributed_to),
                document=self.titles.get(said.document, said.document),
                start=said.start,
                polarity=said.polarity,
                modality=said.modality,
                tense=said.tense,
                role=said.role,
                when=said.when,
                confidence=said.confidence,
                triple=fact.triple,
                record=said,
            )

    def mention(self, mention: Mention) -> LabelledMention:
        """The mention with its sentence, if that is known."""
        place, passage = mention.occurrence, mention.passage
        start = passage.start if passage else None
        return LabelledMention(
            name=self.entities.get(mention.entity, mention.entity),
            words=place.text,
            quote=passage.text if passage else "",
            speaker=self._who(passage.speaker) if passage else "",
            document=self.titles.get(place.document, place.document),
            start=start,
            link=media_link(self.urls.get(place.document), start),
            record=mention,
        )

    def _triple(self, triple: Triple) -> tuple[str, str, str | float]:
        value = triple.object
        shown = value.value if isinstance(value, Quantity) else self._who(value)
        return self._who(triple.subject), label_of(triple.predicate, self.terms), shown

    def _who(self, iri: str | None) -> str:
        """The label of an entity; what is no IRI of one is a label already."""
        return self.entities.get(iri, iri) if iri else ""


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:,.15g}"
