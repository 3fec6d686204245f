"""Extraction -> Resolution: mentions become entities, and claims between mentions statements about entities."""

from __future__ import annotations

from pipeline.ontology import Ontology
from pipeline.records import Extraction, Resolution
from pipeline.settings import Settings

__all__ = ["resolve"]


def resolve(extraction: Extraction, ontology: Ontology, settings: Settings) -> Resolution:
    """Decide what each mention of one document denotes and which claims hold between entities of fitting classes."""
    from pipeline.resolve.decided import settled
    from pipeline.resolve.document import resolve_document

    return settled(resolve_document(extraction, ontology, settings), ontology)
