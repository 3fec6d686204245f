"""What a text is found to name, for tests of names."""

from __future__ import annotations

from pathlib import Path

from pipeline.ontology import Ontology
from pipeline.run import assemble
from pipeline.settings import Settings


def things(text: str, ontology: Ontology, folder: Path) -> set[str]:
    """Label and class of each entity."""
    path = folder / "talk.txt"
    path.write_text(text + "\n", encoding="utf-8")
    graph, _ = assemble([path], ontology, Settings())
    return {f"{entity.label} {entity.cls.rpartition('#')[2]}" for entity in graph.entities}
