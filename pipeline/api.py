"""The graph as Python users hold it: what was found, with labels, and its views in other libraries."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.labelled import LabelledFact, LabelledMention, LabelledStatement, Labeller
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Contradiction, Document, Entity, Inference, KnowledgeGraph
from pipeline.settings import Settings

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]
    import pandas as pd  # type: ignore[import-untyped]
    import rdflib

TOP = 10  # entities that a notebook names
FRAME = 620  # pixels of height of the page in a notebook
HEAVIEST = 8_000_000  # bytes of a page that a notebook still shows


@dataclass(frozen=True, slots=True, repr=False)
class Graph:
    """What `build_graph` returns. `knowledge` is the plain record that holds everything.

    In a notebook it shows itself: a summary, and the page to explore in a frame.
    """

    knowledge: KnowledgeGraph
    ontology: Ontology
    settings: Settings

    def __repr__(self) -> str:
        """In one line: how much there is of what."""
        counts = (
            (len(self.documents), "document"),
            (len(self.entities), "entity"),
            (sum(fact.asserted for fact in self.knowledge.facts), "fact"),
        )
        plural = {"entity": "entities"}
        told = (f"{number:,} {word if number == 1 else plural.get(word, f'{word}s')}" for number, word in counts)
        return f"<Graph: {', '.join(told)}>"

    def _repr_html_(self) -> str:
        """The summary and the page, for notebooks. A heavy page is left out; `save("graph.html")` writes it."""
        from pipeline.export.html import page

        names = ", ".join(escape(entity.label) for entity in self.entities[:TOP])
        summary = f"<p>{escape(repr(self)[1:-1])}. {names}{' …' if len(self.entities) > TOP else ''}</p>"
        content = page(self.knowledge, self.ontology, self.settings).decode()
        if len(content) > HEAVIEST:
            return summary + "<p>Too large for a notebook: <code>graph.save('graph.html')</code> writes the page.</p>"
        return (
            f'{summary}<iframe srcdoc="{escape(content)}" sandbox="allow-scripts allow-downloads allow-popups" '
            f'title="Knowledge graph" style="width:100%;height:{FRAME}px;border:1px solid #ccc"></iframe>'
        )

    # --- what was found

    @property
    def documents(self) -> tuple[Document, ...]:
        """What was read, sorted by id."""
        return self.knowledge.documents

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What the documents name, the most salient first."""
        return self.knowledge.entities

    @property
    def facts(self) -> tuple[LabelledFact, ...]:
        """What is asserted, with labels: `fact.subject`, `fact.predicate`, `fact.object`, `fact.quote` ...

        What somebody denies, plans or only asks, and what is too unsure, is among the `statements` only.
        """
        labeller = self._labeller
        return tuple(labeller.fact(fact) for fact in self.knowledge.facts if fact.asserted)

    @property
    def statements(self) -> tuple[LabelledStatement, ...]:
        """Everything that was said, asserted or not, with labels: one record for each piece of evidence."""
        labeller = self._labeller
        return tuple(statement for fact in self.knowledge.facts for statement in labeller.statements(fact))

    @property
    def inferences(self) -> tuple[Inference, ...]:
        """What follows from the facts, each with its rule and premises."""
        return self.knowledge.inferences

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Which of the facts exclude each other."""
        return self.knowledge.contradictions

    def entity(self, name: str) -> Entity:
        """The entity of this name: its label, an alias, as it was heard, or its IRI.

        Raises UnknownNameError where nothing or several things are called so, with near names or their IRIs.
        """
        from pipeline.graph.naming import Names

        names = Names(self.knowledge, self.ontology, "the graph")
        return names.entities[names.thing(name)]

    def about(self, name: str | Entity) -> tuple[LabelledFact, ...]:
        """The asserted facts with this entity as subject or object. Raises UnknownNameError as `entity` does."""
        iri = self._iri(name)
        return tuple(fact for fact in self.facts if iri in (fact.triple.subject, fact.triple.object))

    def mentions(self, name: str | Entity) -> tuple[LabelledMention, ...]:
        """Every place where the entity is named, in order, with its sentence, speaker and time.

        None where the graph was read from a file that does not hold them (see `read_graph`).
        Raises UnknownNameError as `entity` does.
        """
        from pipeline.graph.passages import Passages

        entity = next(each for each in self.entities if each.iri == self._iri(name))
        labeller = self._labeller
        found = Passages(self.knowledge).mentions(entity)
        return tuple(labeller.mention(mention) for mention in found if mention.occurrence.end)  # else a document only

    def _iri(self, name: str | Entity) -> str:
        return name.iri if isinstance(name, Entity) else self.entity(name).iri

    @property
    def _labeller(self) -> Labeller:
        return Labeller(self.knowledge, self.ontology)

    # --- the same in other libraries

    def to_rdflib(self) -> rdflib.Graph:
        """Everything that `graph.ttl` holds, as an rdflib graph: documents, entities with their labels, asserted facts
        as plain triples, and each statement as rdf:Statement with quote, time, speaker and standing.
        """
        from pipeline.export.rdf import quads
        from pipeline.export.syntax import to_rdflib

        return to_rdflib(quads(self.knowledge, self.ontology, self.settings))

    def to_networkx(self) -> nx.MultiDiGraph:
        """The asserted facts as a networkx graph: nodes are entity IRIs with label, class, aliases, mentions, salience
        and their quantities; edges are keyed by predicate IRI, with label, confidence, quote and speaker.
        """
        from pipeline.graph.views import to_networkx

        return to_networkx(self.knowledge, self.ontology)

    def to_pandas(self) -> dict[str, pd.DataFrame]:
        """Frames "entities", "facts", "evidence", "mentions" and "together", as the Parquet files have them.

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


def read_graph(path: Path | str, ontology: Path | None = None) -> Graph:
    """The graph in an RDF file that a run wrote. Documents come without their text, mentions if the run wrote them.

    Raises GraphError for a file that cannot be read, OntologyError for an unusable ontology folder.
    """
    from pipeline.graph.reading import read_graph as read

    known = load_ontology(ontology)
    return Graph(read(Path(path), known), known, Settings(ontology=ontology))
