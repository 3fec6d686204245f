"""ResolvedCorpus -> KnowledgeGraph: documents merge, equal facts become one, shapes are checked, entities ranked."""

from __future__ import annotations

from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, ResolvedCorpus
from pipeline.settings import Settings

__all__ = ["build"]


def build(corpus: ResolvedCorpus, ontology: Ontology, settings: Settings) -> KnowledgeGraph:
    """Merge the documents; facts that break a SHACL shape are quarantined in `violations`."""
    from pipeline.graph.merge import merge
    from pipeline.graph.validate import gate

    return gate(merge(corpus, ontology, settings), ontology, settings)
