"""ResolvedCorpus -> KnowledgeGraph: documents and equal facts merge, shapes are checked, conclusions are drawn."""

from __future__ import annotations

from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, ResolvedCorpus
from pipeline.settings import Settings

__all__ = ["build"]


def build(corpus: ResolvedCorpus, ontology: Ontology, settings: Settings) -> KnowledgeGraph:
    """Merge the documents; quarantine facts that break a shape; add what follows, and name what contradicts itself."""
    from pipeline.graph.contradictions import contradict
    from pipeline.graph.inference import infer, known_from
    from pipeline.graph.merge import merge
    from pipeline.graph.validate import gate

    sound = gate(merge(corpus, ontology, settings), ontology, settings)
    known = known_from(sound, ontology)
    return contradict(infer(sound, known, ontology), known, ontology)
