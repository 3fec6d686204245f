"""What the page reads on demand: the words behind names, claims and lines, as plain JSON values in columns.

Each passage is written once, however many names and claims stand in it. Texts (quotes, speakers, sources) are numbers
of one table, -1 where there is none. Times are in tenths of a second, -1 where unknown; places in a text are in UTF-16
units, those of JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.export.drawing import Picture
from pipeline.export.lines import Pair
from pipeline.export.marks import Marker, utf16
from pipeline.export.page_data import Table
from pipeline.export.terms import literal
from pipeline.graph.passages import Mention, Passages, turns
from pipeline.graph.together import TURN
from pipeline.graph.views import conclusions
from pipeline.ontology import Ontology
from pipeline.records import Evidence, Fact, Inference, KnowledgeGraph, Quantity, Triple, Window

Named = Callable[[str | None], int]  # an entity's IRI or a label in the source -> number of its text


def read_data(graph: KnowledgeGraph, ontology: Ontology, picture: Picture) -> dict[str, Any]:
    """Names of entities and their mentions, passages, evidence of claims, grounds of conclusions, counts of pairs.

    Mentions of entity i are at positions `of[i]` to `of[i + 1]`, evidence of claim i likewise.
    """
    texts, finder = Table(), Passages(graph)
    labels = {entity.iri: entity.label for entity in graph.entities}

    def named(iri: str | None) -> int:
        return texts.number(labels.get(iri, iri)) if iri else -1

    said = [(fact, evidence) for fact in graph.facts for evidence in fact.evidence]
    mentions = [tuple(finder.mentions(entity)) for entity in graph.entities]
    places = [finder.number(evidence.document, evidence.begin, evidence.end) for _, evidence in said]
    used = {mention.passage.number for group in mentions for mention in group if mention.passage}
    passages = {number: i for i, number in enumerate(sorted(used | {place for place in places if place >= 0}))}
    return {
        "entities": {
            "iri": [entity.iri for entity in graph.entities],
            "aliases": _filled(entity.aliases for entity in graph.entities),
            "heard": _filled(entity.heard for entity in graph.entities),
            "aside": _filled(entity.aside() for entity in graph.entities),
        },
        "passages": _passages(passages, finder, graph, texts, named),
        "mentions": _mentions(mentions, passages, graph),
        "evidence": {
            "of": _offsets(len(fact.evidence) for fact in graph.facts),
            "passage": [passages.get(place, -1) for place in places],
            **_evidence(said, graph, texts, named),
        },
        "pairs": _pairs(picture.pairs),
        "inferences": _grounds(graph, conclusions(graph, ontology), picture.claims),
        "literal": {
            i: str(literal(triple.object, ontology.quantities[triple.predicate].datatype))
            for i, triple in enumerate(picture.claims)
            if isinstance(triple.object, Quantity) and triple.predicate in ontology.quantities
        },
        "texts": texts.values,
    }


def _passages(
    numbers: Iterable[int], finder: Passages, graph: KnowledgeGraph, texts: Table, named: Named
) -> dict[str, list[int]]:
    documents = {document.id: i for i, document in enumerate(graph.documents)}
    turn = turns(graph, TURN)
    found = [passage for passage in map(finder.passage, numbers) if passage]
    return {
        "document": [documents[passage.document] for passage in found],
        "text": [texts.number(passage.text) for passage in found],
        "start": [_tenths(passage.start) for passage in found],
        "speaker": [named(passage.speaker) for passage in found],
        "turn": [turn[passage.number] for passage in found],
    }


def _mentions(
    groups: Sequence[Sequence[Mention]], passages: Mapping[int, int], graph: KnowledgeGraph
) -> dict[str, Any]:
    """`document` is told where the passage is not known. begin, end: raw offsets, by which a split names a mention."""
    documents = {document.id: i for i, document in enumerate(graph.documents)}
    flat = [mention for group in groups for mention in group]
    return {
        "of": _offsets(len(group) for group in groups),
        "passage": [passages[mention.passage.number] if mention.passage else -1 for mention in flat],
        "document": {
            i: documents.get(mention.occurrence.document, -1) for i, mention in enumerate(flat) if not mention.passage
        },
        "at": [utf16(mention.passage.text, mention.at) if mention.passage else -1 for mention in flat],
        "size": [utf16(mention.occurrence.text, len(mention.occurrence.text)) for mention in flat],
        "begin": [mention.occurrence.begin for mention in flat],
        "end": [mention.occurrence.end for mention in flat],
        "aside": _filled(mention.occurrence.aside for mention in flat),
    }


def _evidence(
    said: Sequence[tuple[Fact, Evidence]], graph: KnowledgeGraph, texts: Table, named: Named
) -> dict[str, Any]:
    """Marks are where subject and object stand in the quote."""
    documents = {document.id: i for i, document in enumerate(graph.documents)}
    marker = Marker(graph)
    return {
        "document": [documents.get(evidence.document, -1) for _, evidence in said],
        "quote": [texts.number(evidence.quote) for _, evidence in said],
        "start": [_tenths(evidence.start) for _, evidence in said],
        "speaker": [named(evidence.speaker) for _, evidence in said],
        "source": [named(evidence.attributed_to) for _, evidence in said],
        "rule": [texts.number(evidence.rule) for _, evidence in said],
        "sure": [round(evidence.confidence * 100) for _, evidence in said],
        "denied": [i for i, (_, evidence) in enumerate(said) if evidence.polarity == "denied"],
        "modality": {i: item.modality for i, (_, item) in enumerate(said) if item.modality != "asserted"},
        "past": [i for i, (_, evidence) in enumerate(said) if evidence.tense == "past"],
        "role": _filled(evidence.role for _, evidence in said),
        "when": _filled(evidence.when for _, evidence in said),
        "aside": _filled(evidence.aside for _, evidence in said),
        "marks": _filled(marker.marks(fact.triple, evidence) for fact, evidence in said),
    }


def _pairs(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Counts of windows with both, the first, the second, and of all; the likelihood in hundredths."""
    windows: tuple[Window, ...] = ("sentence", "turn")
    return {
        "a": [pair.first for pair in pairs],
        "b": [pair.second for pair in pairs],
        **{
            window: {
                i: [seen.both, seen.with_first, seen.with_second, seen.windows, round(seen.likelihood * 100)]
                for i, pair in enumerate(pairs)
                if (seen := pair.counts.get(window))
            }
            for window in windows
        },
    }


def _grounds(graph: KnowledgeGraph, shown: Iterable[Inference], claims: Sequence[Triple]) -> list[dict[str, Any]]:
    """Rule and premises of each conclusion; a premise that is not shown is replaced by what it follows from."""
    numbers = {triple: i for i, triple in enumerate(claims)}
    derived = {inference.triple: inference for inference in graph.inferences}

    def grounds(premise: Triple) -> list[int]:
        if premise in numbers:
            return [numbers[premise]]
        inference = derived.get(premise)
        return [ground for further in inference.premises for ground in grounds(further)] if inference else []

    return [
        {
            "rule": inference.rule,
            "premises": list(dict.fromkeys(ground for premise in inference.premises for ground in grounds(premise))),
        }
        for inference in shown
    ]


def _tenths(seconds: float | None) -> int:
    return -1 if seconds is None else round(seconds * 10)


def _filled(values: Iterable[Any]) -> dict[int, Any]:
    """Values by position, without the empty ones."""
    return {i: value for i, value in enumerate(values) if value}


def _offsets(lengths: Iterable[int]) -> list[int]:
    """Where each group begins, and at last where all end.

    >>> _offsets([2, 0, 1])
    [0, 2, 2, 3]
    """
    offsets = [0]
    for length in lengths:
        offsets.append(offsets[-1] + length)
    return offsets
