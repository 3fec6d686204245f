"""`proposed-aliases.ttl`: names that a model takes for misheard and that nothing else supports.

Nothing reads the file by itself. What is right in it, a person copies into `aliases.ttl` beside the documents.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from pipeline.display.terminal import printable
from pipeline.llm.records import Proposed
from pipeline.ontology import Ontology
from pipeline.settings import Settings
from pipeline.vocabulary import entity_iri

PROPOSED = "proposed-aliases.ttl"
HEAD = """# Names that were probably misheard, as a language model has it. Nothing reads this file.
# Copy what is right into aliases.ttl beside the documents; the next run applies it.
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def proposed_aliases(proposals: Iterable[Proposed], ontology: Ontology, settings: Settings) -> bytes:
    """The file, sorted; each proposal with the document and the model's reason as a comment."""
    entries = set()
    for proposed in proposals:
        iri = proposed.iri or entity_iri(settings.base, proposed.cls, proposed.name)
        why = f"# {proposed.document}: heard {proposed.heard!r}, probably {proposed.name!r}"
        if proposed.because:
            why += f", because {proposed.because!r}"
        fact = f"{ox.NamedNode(iri)} skos:hiddenLabel {ox.Literal(proposed.heard)} ."
        if iri not in ontology.entities:
            fact = fact.replace(
                " skos:hiddenLabel",
                f" a {ox.NamedNode(proposed.cls)} ; skos:prefLabel {ox.Literal(proposed.name)} ; skos:hiddenLabel",
                1,
            )
        entries.add(f"\n{printable(why)}\n{fact}\n")
    return (HEAD + "".join(sorted(entries))).encode()
