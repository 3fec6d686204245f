"""Mentions and names said together as RDF: only on request, and apart from what was said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from samples import LEN, MAUD, ROSE

from pipeline.export.companions import companions
from pipeline.export.formats import Material, chosen
from pipeline.export.rdf import quads
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import BASE, Settings
from pipeline.stores.embedded import EmbeddedStore
from pipeline.vocabulary import expand, together_iri

ASKED = Settings(mentions=True, together=True)


def term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def store_of(graph: KnowledgeGraph, garden: Ontology, settings: Settings) -> ox.Store:
    store = ox.Store()
    store.extend(quads(graph, garden, settings))
    return store


def test_each_mention_says_what_it_denotes_where_and_in_which_words(graph: KnowledgeGraph, garden: Ontology) -> None:
    store = store_of(graph, garden, ASKED)
    nodes = [quad.subject for quad in store.quads_for_pattern(None, term("rdf:type"), term("tg:Mention"), None)]
    assert len(nodes) == sum(len(entity.occurrences) for entity in graph.entities)
    rose = [q.subject for q in store.quads_for_pattern(None, term("tg:denotes"), ox.NamedNode(ROSE), None)]
    quotes = {q.object.value for node in rose for q in store.quads_for_pattern(node, term("tg:quote"), None, None)}
    assert quotes == {"Maud grew a rose.", "Maud grows the rows."}
    words = {q.object.value for node in rose for q in store.quads_for_pattern(node, term("nif:anchorOf"), None, None)}
    assert words == {"rose", "rows"}
    speakers = {q.object.value for node in nodes for q in store.quads_for_pattern(node, term("tg:speaker"), None, None)}
    assert speakers == {LEN}
    for node in nodes:
        (passage,) = (q.object for q in store.quads_for_pattern(node, term("prov:wasDerivedFrom"), None, None))
        assert next(store.quads_for_pattern(passage, term("dcterms:isPartOf"), None, None))


def test_nobody_gets_mentions_who_does_not_ask(graph: KnowledgeGraph, garden: Ontology) -> None:
    store = store_of(graph, garden, Settings())
    assert not list(store.quads_for_pattern(None, None, term("tg:Mention"), None))
    assert not any(name.startswith("together.") for name in chosen(["ttl", "nq"]))
    assert {"together.ttl", "together.nq"} <= chosen(["ttl", "nq"], ASKED).keys()


def test_what_is_said_together_has_a_graph_of_its_own(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = list(companions(graph, ASKED))
    name = ox.NamedNode(together_iri(BASE, (document.id for document in graph.documents)))
    assert {quad.graph_name for quad in found} == {name}
    assert ox.Quad(ox.NamedNode(MAUD), term("tg:saidWith"), ox.NamedNode(ROSE), name) in found
    counts = sorted(quad.object.value for quad in found if quad.predicate == term("tg:withBoth"))
    assert counts == ["2", "2"]
    assert list(companions(replace(graph, together=()), ASKED)) == []


def test_a_store_takes_it_out_with_any_of_its_documents(
    graph: KnowledgeGraph, garden: Ontology, tmp_path: Path
) -> None:
    material = Material(graph, garden, ASKED)
    for name in ("graph.nq", "together.nq"):
        (tmp_path / name).write_bytes(b"".join(chosen(["nq"], ASKED)[name](material)))
    store = EmbeddedStore(tmp_path / "store")
    store.load([tmp_path / "graph.nq", tmp_path / "together.nq"])
    together = ox.NamedNode(together_iri(BASE, (document.id for document in graph.documents)))
    assert together in set(store.read().named_graphs())
    store.unload(["show-1.txt"])
    assert together not in set(store.read().named_graphs())
