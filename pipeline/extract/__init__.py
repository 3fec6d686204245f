"""Document -> Extraction: what one document names and claims, before anyone decides what is the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ontology import Ontology
from pipeline.records import Document, Extraction
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm import Reader

__all__ = ["extract"]


def extract(document: Document, ontology: Ontology, settings: Settings, reader: Reader | None = None) -> Extraction:
    """Mentions, relations and quantities of one document.

    reader: a language model that proposes more of them.
    Raises ModelError where the spaCy pipeline of `settings.model` is not installed or has no parser.
    """
    from pipeline.extract.document import extract_document

    return extract_document(document, ontology, settings, reader)
