"""The table of file formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import networkx as nx  # type: ignore[import-untyped]
import pyoxigraph as ox

from pipeline.export.html import page
from pipeline.export.property_graph import graphml
from pipeline.export.rdf import quads
from pipeline.export.syntax import json_ld, n_quads, turtle
from pipeline.export.tables import entities_csv, relations_csv
from pipeline.export.text import well_formed
from pipeline.graph.views import to_networkx
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings


@dataclass(frozen=True)
class Material:
    """What a format is written from, made well-formed; the views that several formats share are built once."""

    graph: KnowledgeGraph
    ontology: Ontology
    settings: Settings

    def __post_init__(self) -> None:
        """No writer meets a lone surrogate."""
        object.__setattr__(self, "graph", well_formed(self.graph))

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """Every triple with its named graph."""
        return quads(self.graph, self.ontology, self.settings)

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The asserted facts as a networkx graph."""
        return to_networkx(self.graph, self.ontology)


FORMATS: Mapping[str, Callable[[Material], bytes]] = MappingProxyType(
    {
        "graph.ttl": lambda material: turtle(material.quads, material.ontology.prefixes),
        "graph.nq": lambda material: n_quads(material.quads),
        "graph.jsonld": lambda material: json_ld(material.quads, material.ontology.prefixes),
        "graph.graphml": lambda material: graphml(material.network),
        "entities.csv": lambda material: entities_csv(material.graph, material.ontology),
        "relations.csv": lambda material: relations_csv(material.graph, material.ontology),
        "graph.html": lambda material: page(material.graph, material.ontology),
    }
)
