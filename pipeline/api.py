"""The graph as Python users hold it: the records, and their views in other libraries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Fact, KnowledgeGraph
from pipeline.settings import Settings

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Graph:
    """What `build_graph` returns. `knowledge` is the plain record that holds everything."""

    knowledge: KnowledgeGraph
    ontology: Ontology
    settings: Settings

    @property
    def documents(self) -> tuple[Document, ...]:
        """What was read, sorted by id."""
        return self.knowledge.documents

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What the documents name, the most salient first."""
        return self.knowledge.entities

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What they say, each with its evidence."""
        return self.knowledge.facts
