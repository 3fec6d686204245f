"""How one document was read."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from pipeline.display.parts import amount, clock, label, shorten, spaced, table, warnings
from pipeline.ontology import Ontology
from pipeline.records import Document, Extraction, Quantity, Relation


def inspection(extraction: Extraction, ontology: Ontology) -> RenderableType:
    """How one document was read: metadata, segments, mentions, relations, refusals."""
    parts = [
        metadata(extraction),
        *warnings([extraction.document]),
        segments(extraction.document),
        mentions(extraction, ontology),
        relations(extraction, ontology),
        rejections(extraction),
    ]
    return spaced(parts)


def metadata(extraction: Extraction) -> RenderableType:
    """What the file says of itself."""
    document = extraction.document
    known = [
        ("file", document.source.name),
        ("format", document.source.format),
        ("id", document.id),
        ("title", document.title),
        ("date", document.date),
        ("link", document.url),
        ("language", document.language),
        ("words", str(extraction.words)),
        *document.metadata,
    ]
    shown = table("Document", "")
    for name, value in known:
        if value:
            shown.add_row(name, Text(value))
    return shown


def segments(document: Document) -> RenderableType:
    """Every stretch with its time and speaker."""
    shown = table(f"Segments ({len(document.segments)})", "Kind", "Speaker", "Text")
    for segment in document.segments:
        text = document.text[segment.begin : segment.end]
        shown.add_row(clock(segment.start), segment.kind, Text(segment.speaker or ""), Text(shorten(text)))
    return shown


def mentions(extraction: Extraction, ontology: Ontology) -> RenderableType:
    """Every mention with the votes for its class."""
    shown = table(f"Mentions ({len(extraction.mentions)})", "Kind", "At", "Votes", "Known as")
    for mention in extraction.mentions:
        votes = ", ".join(
            f"{label(ontology, vote.cls)} {vote.weight:.2f} ({': '.join(filter(None, (vote.detector, vote.reason)))})"
            for vote in mention.votes
        )
        known = ", ".join(ontology.entities[iri].label for iri in mention.candidates if iri in ontology.entities)
        shown.add_row(
            Text(mention.text, style="bold"),
            mention.kind,
            str(extraction.document.raw_span(mention.begin, mention.end)[0]),
            Text(votes),
            Text(known),
        )
    return shown


def relations(extraction: Extraction, ontology: Ontology) -> RenderableType:
    """Every relation with the rule that made it."""
    shown = table(f"Relations ({len(extraction.relations)})", "", "", "Sure", "Rule", "Stance", "Words")
    for relation in extraction.relations:
        words = extraction.document.text[relation.begin : relation.end]
        stance = [word for word in (relation.polarity, relation.modality) if word not in ("affirmed", "asserted")]
        shown.add_row(
            Text(extraction.mentions[relation.subject].text, style="bold"),
            label(ontology, relation.predicate),
            Text(target(extraction, relation), style="bold"),
            f"{relation.confidence:.2f}",
            Text(relation.rule),
            ", ".join(stance),
            Text(shorten(words)),
        )
    return shown


def target(extraction: Extraction, relation: Relation) -> str:
    """The object of a relation: a mention's words or a number."""
    if isinstance(relation.object, Quantity):
        return amount(relation.object.value)
    return extraction.mentions[relation.object].text


def rejections(extraction: Extraction) -> RenderableType:
    """Everything refused, and why."""
    shown = table(f"Refused ({len(extraction.rejections)})", "At", "Reason")
    for rejection in extraction.rejections:
        shown.add_row(Text(rejection.what), str(rejection.begin), Text(rejection.reason))
    return shown
