"""The finders of names and relations as components of anybody's spaCy pipeline.

    nlp.add_pipe("talkgraph_names")      # doc.ents: label is the class, kb_id_ the entity's IRI
    nlp.add_pipe("talkgraph_relations")  # doc._.relations: dictionaries, see `RelationFinder`

They read the text of the document with the pipeline that talkgraph runs on, whatever else the user's pipeline does.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Document, KnowledgeGraph, Resolution, ResolvedCorpus, Run, Segment, Source
from pipeline.settings import Settings
from pipeline.vocabulary import digest, local_name

CONFIG = {"ontology": None, "model": Settings().model}
KEPT = 8  # documents whose reading is kept for the next component


@Language.factory("talkgraph_names", assigns=["doc.ents"], default_config={**CONFIG, "overwrite": True})
def make_names(nlp: Language, name: str, ontology: str | None, model: str, overwrite: bool) -> NameFinder:
    """ontology: a folder of Turtle files; model: the spaCy pipeline that talkgraph runs on."""
    return NameFinder(_settings(ontology, model), overwrite=overwrite)


@Language.factory("talkgraph_relations", assigns=["doc._.relations"], default_config=CONFIG)
def make_relations(nlp: Language, name: str, ontology: str | None, model: str) -> RelationFinder:
    """ontology: a folder of Turtle files; model: the spaCy pipeline that talkgraph runs on."""
    return RelationFinder(_settings(ontology, model))


class NameFinder:
    """Sets `doc.ents`. overwrite: whether our names win over those that are there where they overlap."""

    def __init__(self, settings: Settings, *, overwrite: bool) -> None:
        """What is not overlapped stays either way."""
        self.settings, self.overwrite = settings, overwrite

    def __call__(self, doc: Doc) -> Doc:
        """The document with its names."""
        found = []
        for entity in _read(doc.text, self.settings).entities:
            for place in entity.occurrences:
                label, iri = local_name(entity.cls), entity.iri
                span = doc.char_span(place.begin, place.end, label=label, kb_id=iri, alignment_mode="expand")
                found += [span] if span is not None else []
        first, second = (found, doc.ents) if self.overwrite else (doc.ents, found)
        doc.ents = _without_overlap(first, second)
        return doc


class RelationFinder:
    """Sets `doc._.relations`: a list of dictionaries, so that the document can still be saved and sent.

    subject, predicate, object: labels, the object a number where it is one; subject_iri, predicate_iri, object_iri;
    begin, end: characters in `doc.text` of the words that say it; asserted, confidence, polarity, modality, tense,
    role, when, rule: see `pipeline.records.Evidence`.
    """

    def __init__(self, settings: Settings) -> None:
        """Registers the attribute, unless somebody already did."""
        self.settings = settings
        if not Doc.has_extension("relations"):
            Doc.set_extension("relations", default=[])

    def __call__(self, doc: Doc) -> Doc:
        """The document with its relations, in the order of the text."""
        from pipeline.labelled import Labeller

        graph = _graph(doc.text, self.settings)
        labeller = Labeller(graph, _ontology(self.settings.ontology))
        said = (statement for fact in graph.facts for statement in labeller.statements(fact))
        doc._.relations = [
            {
                **{name: getattr(each, name) for name in ("subject", "predicate", "object", "asserted", "confidence")},
                **{name: getattr(each, name) for name in ("polarity", "modality", "tense", "role", "when")},
                "subject_iri": each.triple.subject,
                "predicate_iri": each.triple.predicate,
                "object_iri": each.triple.object if isinstance(each.triple.object, str) else None,
                **{name: getattr(each.record, name) for name in ("begin", "end", "rule")},
            }
            for each in sorted(said, key=lambda each: (each.record.begin, each.record.end, str(each.triple)))
        ]
        return doc


def _settings(ontology: str | None, model: str) -> Settings:
    return Settings(ontology=Path(ontology) if ontology else None, model=model)


@lru_cache(maxsize=2)
def _ontology(folder: Path | None) -> Ontology:
    return load_ontology(folder)


@lru_cache(maxsize=KEPT)
def _read(text: str, settings: Settings) -> Resolution:
    """What the text says, read as it stands: offsets are those of the text."""
    from pipeline.extract import extract
    from pipeline.resolve import resolve

    # A line of a reading text is a paragraph; a single line break within one is a space.
    reading = "".join(
        " " if char == "\n" and text[i - 1 : i] != "\n" and text[i + 1 : i + 2] != "\n" else char
        for i, char in enumerate(text)
    )
    name = digest(text)
    size = len(text)
    document = Document(
        name, Source(name, "text", name), text, reading, (Run(0, size, 0, size),) if text else (), (Segment(0, size),)
    )
    ontology = _ontology(settings.ontology)
    return resolve(extract(document, ontology, settings), ontology, settings)


@lru_cache(maxsize=KEPT)
def _graph(text: str, settings: Settings) -> KnowledgeGraph:
    from pipeline.graph import build

    return build(ResolvedCorpus((_read(text, settings),)), _ontology(settings.ontology), settings)


def _without_overlap(first: Any, second: Any) -> list[Span]:
    """The spans of the first that do not overlap each other, and those of the second that overlap none of them."""
    kept: list[Span] = filter_spans(first)
    taken = {token.i for span in kept for token in span}
    kept += [span for span in filter_spans(second) if taken.isdisjoint(token.i for token in span)]
    return sorted(kept, key=lambda span: span.start)
