"""ResolvedCorpus -> KnowledgeGraph: documents and equal facts merge, shapes are checked, conclusions are drawn."""

from __future__ import annotations

from dataclasses import replace

from pipeline.cache import Cache
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, ResolvedCorpus
from pipeline.settings import Settings

__all__ = ["build"]


def build(corpus: ResolvedCorpus, ontology: Ontology, settings: Settings, store: Cache | None = None) -> KnowledgeGraph:
    """Merge the documents; quarantine facts that break a shape; add what is said together and what follows, and name
    what contradicts itself.

    store: of what was found to conform before; nothing where None.
    """
    from pipeline.graph.contradictions import contradict
    from pipeline.graph.inference import infer, known_from
    from pipeline.graph.merge import merge
    from pipeline.graph.together import said_together
    from pipeline.graph.validate import gate

    sound = gate(merge(corpus, ontology, settings), ontology, settings, store)
    sound = replace(sound, together=said_together(sound))
    known = known_from(sound, ontology)
    return contradict(infer(sound, known, ontology), known, ontology)
