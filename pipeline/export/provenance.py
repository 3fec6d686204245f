"""Where facts come from, as PROV-O: statements with their words, the passages that hold them, the run that read them.

W3C PROV-O (2013); a passage is a media fragment (W3C Media Fragments URI 1.0) or a span of characters (RFC 5147).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from pipeline import __version__
from pipeline.export import terms
from pipeline.export.terms import Description, number, plain
from pipeline.graph.passages import Passage
from pipeline.media import media_link, time_fragment
from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Evidence, Triple
from pipeline.settings import Settings
from pipeline.vocabulary import digest, document_iri


def statement(
    triple: Triple, evidence: Evidence, entities: Mapping[str, Entity], ontology: Ontology, settings: Settings
) -> Description:
    """One occurrence of a fact: RDF reification with its quote, place, time, speaker and standing."""
    subject, predicate, value = plain(triple, ontology)
    span = str(evidence.begin), str(evidence.end)
    name = digest(evidence.document, subject.value, predicate.value, value.value, *span, evidence.rule)
    node = ox.NamedNode(f"{settings.base}statement/{name}")
    yield node, terms.TYPE, terms.STATEMENT
    yield node, terms.SUBJECT, subject
    yield node, terms.PREDICATE, predicate
    yield node, terms.OBJECT, value
    yield node, terms.QUOTE, ox.Literal(evidence.quote)
    yield node, terms.RULE, ox.Literal(evidence.rule)
    yield node, terms.POLARITY, ox.Literal(evidence.polarity)
    yield node, terms.MODALITY, ox.Literal(evidence.modality)
    yield node, terms.TENSE, ox.Literal(evidence.tense)
    for term, words in ((terms.ROLE, evidence.role), (terms.WHEN, evidence.when), (terms.ASIDE, evidence.aside)):
        if words:
            yield node, term, ox.Literal(words)
    yield node, terms.CONFIDENCE, ox.Literal(f"{evidence.confidence:.2f}", datatype=terms.XSD_DECIMAL)
    yield node, terms.BEGIN_INDEX, ox.Literal(span[0], datatype=terms.XSD_COUNT)
    yield node, terms.END_INDEX, ox.Literal(span[1], datatype=terms.XSD_COUNT)
    yield node, terms.DERIVED_FROM, passage_iri(evidence, settings)
    for term, seconds in ((terms.START_TIME, evidence.start), (terms.END_TIME, evidence.stop)):
        if seconds is not None:
            yield node, term, terms.seconds(seconds)
    for term, who in ((terms.SPEAKER, evidence.speaker), (terms.ATTRIBUTED_TO, evidence.attributed_to)):
        if who:
            yield node, term, ox.NamedNode(who) if who in entities else ox.Literal(who)


def passage(evidence: Evidence | Passage, document: Document | None, settings: Settings) -> Description:
    """The passage that the evidence comes from: part of its document, and where that has an address, a place there."""
    node = passage_iri(evidence, settings)
    yield node, terms.TYPE, terms.PROV_ENTITY
    yield node, terms.PART_OF, ox.NamedNode(document_iri(settings.base, evidence.document))
    if document and (link := media_link(document.url, evidence.start)):
        yield node, terms.URL, ox.Literal(link, datatype=terms.XSD_ANY_URI)


def passage_iri(evidence: Evidence | Passage, settings: Settings) -> ox.NamedNode:
    """The passage within its document: a W3C media fragment where it has a time, else RFC 5147."""
    if evidence.start is None:
        fragment = f"char={evidence.begin},{evidence.end}"
    else:
        fragment = time_fragment(evidence.start, evidence.stop)
    return ox.NamedNode(f"{document_iri(settings.base, evidence.document)}#{fragment}")


def activity(document: str, ontology: Ontology, settings: Settings) -> Description:
    """What read the document and how. Equal settings make the same activity, whatever else was read with it."""
    least = number(settings.min_confidence, terms.XSD_DECIMAL.value)
    name = digest(__version__, settings.model, ontology.digest, least.value)
    node = ox.NamedNode(f"{settings.base}run/{name}")
    yield node, terms.TYPE, terms.ACTIVITY
    yield node, terms.USED, ox.NamedNode(document)
    yield node, terms.VERSION, ox.Literal(__version__)
    yield node, terms.MODEL, ox.Literal(settings.model)
    yield node, terms.ONTOLOGY_DIGEST, ox.Literal(ontology.digest)
    yield node, terms.MIN_CONFIDENCE, least
