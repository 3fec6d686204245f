"""The graph as Python users hold it: the records, and their views in other libraries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ontology import Ontology
from pipeline.records import Contradiction, Document, Entity, Fact, Inference, KnowledgeGraph
from pipeline.settings import Settings

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]
    import pandas as pd  # type: ignore[import-untyped]
    import rdflib


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

    @property
    def inferences(self) -> tuple[Inference, ...]:
        """What follows from them, each with its rule and premises."""
        return self.knowledge.inferences

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Which of them exclude each other."""
        return self.knowledge.contradictions

    def to_rdflib(self) -> rdflib.Graph:
        """Everything that `graph.ttl` says, as an rdflib graph."""
        from pipeline.export.rdf import quads
        from pipeline.export.syntax import to_rdflib

        return to_rdflib(quads(self.knowledge, self.ontology, self.settings))

    def to_networkx(self) -> nx.MultiDiGraph:
        """The asserted facts as a networkx graph: nodes are entity IRIs, edges are keyed by predicate IRI."""
        from pipeline.graph.views import to_networkx

        return to_networkx(self.knowledge, self.ontology)

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """Frames "entities", "facts" and "evidence", as the Parquet files have them.

        Raises OutputError where pandas or pyarrow is not installed.
        """
        from pipeline.export.frames import pandas_frames

        return pandas_frames(self.knowledge, self.ontology)

    def save(self, path: Path | str) -> None:
        """Write one file in the format of its suffix (.ttl, .nq, .jsonld.gz, .html ...), or the default into a folder.

        Raises OutputError where the suffix means no format or the place cannot be written.
        """
        from pipeline.export import export_graph
        from pipeline.export.files import written_together
        from pipeline.export.formats import Material, writer_for

        path = Path(path)
        if not path.suffix:
            export_graph(self.knowledge, self.ontology, self.settings, path)
            return
        write = writer_for(path)
        material = Material(self.knowledge, self.ontology, self.settings)
        with written_together(path.parent) as staged:
            staged.write(path.name, write(material))
