"""People: known ones by a first name, and speaker labels that say more than a name."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Entity
from pipeline.resolve import resolve
from pipeline.resolve.people import speaker_name
from pipeline.settings import Settings


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def entities(text: str, ontology: Ontology, folder: object) -> dict[str, Entity]:
    """What the pipeline finds in a text file of these words, by label."""
    from pathlib import Path

    path = Path(str(folder), "talk.txt")
    path.write_text(text, encoding="utf-8")
    settings = Settings()
    resolution = resolve(extract(read_document(path), ontology, settings), ontology, settings)
    return {entity.label: entity for entity in resolution.entities}


