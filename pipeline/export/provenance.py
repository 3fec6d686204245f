"""Where facts come from, as PROV-O: statements with their words, the passages that hold them, the run that read them.

W3C PROV-O (2013); a passage is a media fragment (W3C Media Fragments URI 1.0) or a span of characters (RFC 5147). The
text in which offsets count is a context of the NLP Interchange Format (NIF 2.0, 2013).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from pipeline import __version__
from pipeline.export import terms
from pipeline.export.terms import Description, number, plain
from pipeline.media import media_link, time_fragment
from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Evidence, Triple
from pipeline.settings import Settings
from pipeline.vocabulary import digest, document_iri

SOFTWARE = f"https://w3id.org/talkgraph/release/{__version__}"


def statement(
    triple: Triple,
    evidence: Evidence,
    entities: Mapping[str, Entity],
    ontology: Ontology,
    settings: Settings,
    document: Document | None = None,
) -> Description:
    """One occurrence of a fact: RDF reification with its quote, place, time, speaker and standing."""
    language = document.language if document else ""
    subject, predicate, value = plain(triple, ontology)
    span = str(evidence.begin), str(evidence.end)
    name = digest(evidence.document, subject.value, predicate.value, value.value, *span, evidence.rule)
    node = ox.NamedNode(f"{settings.base}statement/{name}")
    yield node, terms.TYPE, terms.STATEMENT
    yield node, terms.SUBJECT, subject
    yield node, terms.PREDICATE, predicate
    yield node, terms.OBJECT, value
    yield node, terms.QUOTE, terms.words(evidence.quote, language)
    yield node, terms.RULE, ox.Literal(evidence.rule)
    yield node, terms.POLARITY, terms.standing(evidence.polarity)
    yield node, terms.MODALITY, terms.standing(evidence.modality)
    yield node, terms.TENSE, terms.standing(evidence.tense)
    for term, text in ((terms.ROLE, evidence.role), (terms.WHEN, evidence.when)):
        if text:
            yield node, term, terms.words(text, language)
    if evidence.aside:
        yield node, terms.ASIDE, ox.Literal(evidence.aside)
    yield node, terms.CONFIDENCE, ox.Literal(f"{evidence.confidence:.2f}", datatype=terms.XSD_DECIMAL)
    yield node, terms.BEGIN_INDEX, ox.Literal(span[0], datatype=terms.XSD_COUNT)
    yield node, terms.END_INDEX, ox.Literal(span[1], datatype=terms.XSD_COUNT)
    if document and document.raw:
        yield node, terms.REFERENCE_CONTEXT, _context_iri(document, settings)
    yield node, terms.DERIVED_FROM, _passage_iri(evidence, settings)
    for term, seconds in ((terms.START_TIME, evidence.start), (terms.END_TIME, evidence.stop)):
        if seconds is not None:
            yield node, term, ox.Literal(str(round(float(seconds), 3)), datatype=terms.XSD_DECIMAL)
    for term, who in ((terms.SPEAKER, evidence.speaker), (terms.ATTRIBUTED_TO, evidence.attributed_to)):
        if who:
            yield node, term, ox.NamedNode(who) if who in entities else ox.Literal(who)


def passage(evidence: Evidence, document: Document | None, settings: Settings) -> Description:
    """The passage that the evidence comes from: part of its document, and where that has an address, a place there."""
    node = _passage_iri(evidence, settings)
    yield node, terms.TYPE, terms.PROV_ENTITY
    yield node, terms.PART_OF, ox.NamedNode(document_iri(settings.base, evidence.document))
    if document and (link := media_link(document.url, evidence.start)):
        yield node, terms.URL, ox.Literal(link, datatype=terms.XSD_ANY_URI)


def _passage_iri(evidence: Evidence, settings: Settings) -> ox.NamedNode:
    """The passage within its document: a W3C media fragment where it has a time, else RFC 5147."""
    if evidence.start is None:
        fragment = f"char={evidence.begin},{evidence.end}"
    else:
        fragment = time_fragment(evidence.start, evidence.stop)
    return ox.NamedNode(f"{document_iri(settings.base, evidence.document)}#{fragment}")


def context(document: Document, settings: Settings) -> Description:
    """The text in which the document's offsets count, as it was decoded; with its words only where they are asked for.

    Cleaning a span of it gives the quote: the reading text, which then stands at the document.
    """
    if not document.raw:
        return
    node = _context_iri(document, settings)
    yield node, terms.TYPE, terms.CONTEXT
    yield node, terms.BEGIN_INDEX, ox.Literal("0", datatype=terms.XSD_COUNT)
    yield node, terms.END_INDEX, ox.Literal(str(len(document.raw)), datatype=terms.XSD_COUNT)
    yield node, terms.PART_OF, ox.NamedNode(document_iri(settings.base, document.id))
    if settings.with_text:
        yield node, terms.IS_STRING, ox.Literal(document.raw)


def _context_iri(document: Document, settings: Settings) -> ox.NamedNode:
    return ox.NamedNode(f"{document_iri(settings.base, document.id)}#char=0,{len(document.raw)}")


def activity(document: str, graph: str, ontology: Ontology, settings: Settings) -> Description:
    """What read the document, made its graph, and how. Equal settings make the same activity, whatever was read."""
    least = number(settings.min_confidence, terms.XSD_DECIMAL.value)
    name = digest(__version__, settings.model, ontology.digest, least.value)
    node, agent = ox.NamedNode(f"{settings.base}run/{name}"), ox.NamedNode(SOFTWARE)
    made = ox.NamedNode(graph)
    yield made, terms.TYPE, terms.PROV_ENTITY
    yield made, terms.DERIVED_FROM, ox.NamedNode(document)
    yield made, terms.GENERATED_BY, node
    yield node, terms.TYPE, terms.ACTIVITY
    yield node, terms.USED, ox.NamedNode(document)
    yield node, terms.ASSOCIATED_WITH, agent
    yield node, terms.MODEL, ox.Literal(settings.model)
    yield node, terms.ONTOLOGY_DIGEST, ox.Literal(ontology.digest)
    yield node, terms.MIN_CONFIDENCE, least
    yield agent, terms.TYPE, terms.AGENT
    yield agent, terms.LABEL, ox.Literal(f"talkgraph {__version__}")
    yield agent, terms.VERSION, ox.Literal(__version__)
