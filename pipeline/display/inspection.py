"""How one document was read."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from pipeline.display.parts import amount, clock, label, shorten, spaced, table, warnings
from pipeline.ontology import Ontology
from pipeline.records import Document, Evidence, Extraction, Quantity, Relation, Resolution


def inspection(extraction: Extraction, resolution: Resolution, ontology: Ontology) -> RenderableType:
    """How one document was read: metadata, segments, mentions, relations, statements, refusals."""
    parts = [
        metadata(extraction),
        *warnings([extraction.document]),
        segments(extraction.document),
        asides(extraction),
        mentions(extraction, ontology),
        relations(extraction, ontology),
        statements(resolution, ontology),
        rejections(resolution),
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
            shown.add_row(name, Text(shorten(value, limit=300)))
    return shown


def segments(document: Document) -> RenderableType:
    """Every stretch with its time and speaker, or the field of a header that it gives the value of."""
    shown = table(f"Segments ({len(document.segments)})", "Kind", "Speaker or field", "Text")
    for segment in document.segments:
        text = document.text[segment.begin : segment.end]
        kind = "listing" if segment.listing else segment.kind
        speaker = ", ".join(filter(None, (segment.speaker, segment.affiliation))) or segment.field
        shown.add_row(clock(segment.start), kind, Text(speaker), Text(shorten(text)))
    return shown


def asides(extraction: Extraction) -> RenderableType:
    """Adverts, boilerplate and credits."""
    shown = table(f"Asides ({len(extraction.asides)})", "Text")
    for aside in extraction.asides:
        shown.add_row(aside.kind, Text(shorten(extraction.document.text[aside.begin : aside.end])))
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
    """Every claim as the parse gave it: both arguments, the rule and the word that matched, and the words around it."""
    shown = table(f"Relations ({len(extraction.relations)})", "", "", "", "Sure", "Matched", "Stance", "Words")
    for relation in extraction.relations:
        words = extraction.document.text[relation.begin : relation.end]
        trigger = extraction.document.text[relation.trigger :].split(maxsplit=1)[:1]
        source = extraction.mentions[relation.attributed_to].text if relation.attributed_to is not None else ""
        shown.add_row(
            Text(described(extraction, relation.subject), style="bold"),
            label(ontology, relation.predicate),
            Text(target(extraction, relation), style="bold"),
            f"{relation.confidence:.2f}",
            Text(f'{relation.rule} at "{"".join(trigger)}"'),
            Text(stance(relation, source)),
            Text(shorten(words)),
        )
    return shown


def described(extraction: Extraction, index: int) -> str:
    """The words of a mention, and what kind it is where it is no name: who is meant is found out later."""
    mention = extraction.mentions[index]
    return mention.text if mention.kind == "name" else f"{mention.text or 'this work'} ({mention.kind})"


def stance(claim: Relation | Evidence, source: str) -> str:
    """What keeps a claim from being a plain fact of today, in which office, and who says it; empty for a plain one."""
    standing = (claim.polarity, claim.modality, claim.tense)
    notes = [word for word in standing if word not in ("affirmed", "asserted", "present")]
    office = [f"as {claim.role}"] if claim.role else []
    return ", ".join([*notes, *office, *filter(None, [claim.when]), *([f"says {source}"] if source else [])])


def statements(resolution: Resolution, ontology: Ontology) -> RenderableType:
    """What the claims say about entities, once it is known who is meant."""
    labels = {entity.iri: entity.label for entity in resolution.entities}
    shown = table(f"Statements ({len(resolution.statements)})", "", "", "", "Sure", "Stance")
    for statement in resolution.statements:
        triple, evidence = statement.triple, statement.evidence
        value = triple.object
        shown.add_row(
            Text(labels[triple.subject], style="bold"),
            label(ontology, triple.predicate),
            Text(labels[value] if isinstance(value, str) else amount(value.value), style="bold"),
            f"{evidence.confidence:.2f}",
            Text(stance(evidence, labels.get(evidence.attributed_to or "", ""))),
        )
    return shown


def target(extraction: Extraction, relation: Relation) -> str:
    """The object of a relation: a mention's words or a number."""
    if isinstance(relation.object, Quantity):
        return amount(relation.object.value)
    return described(extraction, relation.object)


def rejections(resolution: Resolution) -> RenderableType:
    """Everything refused, and why: no entity, wrong class, nobody or too many meant."""
    shown = table(f"Refused ({len(resolution.rejections)})", "At", "Reason")
    for rejection in resolution.rejections:
        shown.add_row(Text(rejection.what), str(rejection.begin), Text(rejection.reason))
    return shown
