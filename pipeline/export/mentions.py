"""Mentions as RDF, on request: every place where a thing is named, with the words around it (`tg:Mention`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from pipeline.export import terms
from pipeline.export.provenance import passage, passage_iri
from pipeline.export.terms import Description
from pipeline.graph.passages import Mention
from pipeline.records import Document, Entity
from pipeline.settings import Settings
from pipeline.vocabulary import digest


def mentions(
    said: Iterable[Mention], document: Document | None, entities: Mapping[str, Entity], settings: Settings
) -> Description:
    """The mentions of one document; those whose place is not known (a graph read from RDF) are left out."""
    for mention in said:
        place = mention.occurrence
        if place.end > place.begin:
            yield from _mention(mention, document, entities, settings)


def _mention(
    mention: Mention, document: Document | None, entities: Mapping[str, Entity], settings: Settings
) -> Description:
    place = mention.occurrence
    span = str(place.begin), str(place.end)
    language = document.language if document else ""
    node = ox.NamedNode(f"{settings.base}mention/{digest(place.document, *span, mention.entity)}")
    yield node, terms.TYPE, terms.MENTION
    yield node, terms.DENOTES, ox.NamedNode(mention.entity)
    yield node, terms.ANCHOR, terms.words(place.text, language)
    yield node, terms.BEGIN_INDEX, ox.Literal(span[0], datatype=terms.XSD_COUNT)
    yield node, terms.END_INDEX, ox.Literal(span[1], datatype=terms.XSD_COUNT)
    if place.aside:
        yield node, terms.ASIDE, ox.Literal(place.aside)
    found = mention.passage
    if found is None:
        return
    yield node, terms.QUOTE, terms.words(found.text, language)
    yield node, terms.DERIVED_FROM, passage_iri(found, settings)
    yield from passage(found, document, settings)
    for term, seconds in ((terms.START_TIME, found.start), (terms.END_TIME, found.stop)):
        if seconds is not None:
            yield node, term, terms.seconds(seconds)
    if found.speaker:
        known = found.speaker in entities
        yield node, terms.SPEAKER, ox.NamedNode(found.speaker) if known else ox.Literal(found.speaker)
