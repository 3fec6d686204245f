"""Invented graphs of any size: communities around a few hubs, as those that come out of many hours of talk."""

from __future__ import annotations

import random
from dataclasses import replace

from pipeline.ontology import Ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Occurrence,
    Segment,
    Source,
    Together,
    Triple,
)
from pipeline.settings import BASE

SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "sol", "va", "ne", "bri", "dor", "el", "fa")
SPEAKERS = ("Ann", "Ben", "Cleo")
HOUR = 3600.0


def synthetic_graph(ontology: Ontology, nodes: int, edges: int) -> KnowledgeGraph:
    """A graph of the given size with one quote of some hundred characters per fact; always the same."""
    chance = random.Random(nodes)
    count = max(2, nodes // 5000)
    documents = tuple(_document(f"talk-{i}") for i in range(count))
    classes, predicates = sorted(ontology.classes), sorted(ontology.predicates)
    groups = max(4, nodes // 250)
    members: list[list[int]] = [[] for _ in range(groups)]
    home = [int(groups * chance.random() ** 1.5) for _ in range(nodes)]
    for node, group in enumerate(home):
        members[group].append(node)
    entities = tuple(_entity(i, chance, classes[home[i] % len(classes)], documents) for i in range(nodes))
    facts: dict[Triple, Fact] = {}
    while len(facts) < edges:
        source = chance.randrange(nodes)
        pool = members[home[source]] if chance.random() < 0.85 else range(nodes)
        target = pool[int(len(pool) * chance.random() ** 3)]
        triple = Triple(entities[source].iri, chance.choice(predicates), entities[target].iri)
        if source != target and triple not in facts:
            facts[triple] = _fact(triple, entities[source].label, entities[target].label, chance, documents)
    return KnowledgeGraph(documents, entities, tuple(facts.values()))


def merged_graph(ontology: Ontology, nodes: int) -> KnowledgeGraph:
    """Many episodes together: a fact for every eighth name, and names that are said together in groups."""
    graph = synthetic_graph(ontology, nodes, nodes // 8)
    chance = random.Random(nodes + 1)
    iris = [entity.iri for entity in graph.entities]
    pairs = set()
    for number in range(nodes // 4):
        group = sorted({int(nodes * chance.random() ** 2) for _ in range(4)} | {number % 60})
        pairs |= {(a, b) for i, a in enumerate(group) for b in group[i + 1 :]}
    together = (Together(iris[a], iris[b], "turn", 1, 1, 1, 90, 4 + (a * b) % 97 / 10) for a, b in sorted(pairs))
    return replace(graph, together=tuple(sorted(together, key=lambda pair: -pair.likelihood)))


def clustered_graph(ontology: Ontology, nodes: int) -> KnowledgeGraph:
    """No facts: sixty names that are said together with each other, and each with many of the others, the first with
    most.
    """
    graph = synthetic_graph(ontology, nodes, 1)
    ends = [(i, 7 * i % 60) for i in range(1, 60)] + [(i // 2, i) for i in range(1, 60)]
    ends += [(int(60 * (i * 0.618 % 1) ** 2), i) for i in range(60, nodes)]
    iris = [entity.iri for entity in graph.entities]
    together = (
        Together(iris[a], iris[b], "turn", 1, 1, 1, 90, 9 - b / nodes)
        for a, b in sorted({(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]})
    )
    return replace(graph, facts=(), together=tuple(together))


def _document(name: str) -> Document:
    text = "Long talk. " * 50
    source = Source(name=f"{name}.txt", format="text", digest="0" * 64)
    return Document(name, source, text, text, (), (Segment(0, len(text)),), title=name.title(), date="2024-05-06")


def _entity(number: int, chance: random.Random, cls: str, documents: tuple[Document, ...]) -> Entity:
    name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title()
    heard = (f"Misheard {number}",) if number % 4 == 0 else ()
    place = Occurrence(documents[number % len(documents)].id, 0, len(name), name)
    return Entity(
        f"{BASE}thing/{number}", f"{name} {number}", cls, heard=heard, occurrences=(place,), salience=1 / (number + 1)
    )


def _fact(triple: Triple, source: str, target: str, chance: random.Random, documents: tuple[Document, ...]) -> Fact:
    quote = f"And then, as far as I remember it, {source} came up again, and so did {target}, which surprised us all."
    start = round(chance.random() * HOUR, 1)
    evidence = Evidence(
        chance.choice(documents).id,
        *(0, len(quote), quote, "verb:say", 0.8),
        start=start,
        stop=start + 8,
        speaker=chance.choice(SPEAKERS),
    )
    return Fact(triple, 0.8, True, (evidence,))
