from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF, SKOS
from samples import GARDEN, GROWN_BY, LEN, MAUD, ROSE, TULIP, garden_graph

from pipeline import __version__
from pipeline.export.formats import Material, chosen
from pipeline.export.rdf import inferred, quad_key, quads
from pipeline.export.syntax import json_ld, n_quads, to_rdflib, turtle
from pipeline.ontology import Ontology
from pipeline.records import Inference, KnowledgeGraph, Quantity, Triple
from pipeline.settings import BASE, Settings
from pipeline.vocabulary import PREFIXES, SCHEMA, document_iri, expand, inferred_iri

HOSTILE = (
    'say "hi"\nthere',
    "</script><script>alert(1)</script>",
    "\u202eevil\u202c",
    "עברית",
    "👩🏽‍🔬",
    "a\ud800b",
    "\x00\x01\x7f\x85\u2028",
    "\\u0041 \\",
    "'''\"\"\"",
    "\r\n\t",
    " .\n<x>",
    "@en ^^",
)
XSD = PREFIXES["xsd"]


def rdf_files(graph: KnowledgeGraph, ontology: Ontology) -> dict[str, bytes]:
    found = list(quads(graph, ontology, Settings()))
    return {
        "turtle": b"".join(turtle(found, ontology)),
        "nquads": b"".join(n_quads(found)),
        "json-ld": b"".join(json_ld(found, ontology)),
    }


def ox_quads(data: bytes, syntax: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, syntax))


def rdflib_quads(data: bytes, syntax: str) -> set[tuple[object, ...]]:
    if syntax == "turtle":
        return {(*triple, None) for triple in rdflib.Graph().parse(data=data, format=syntax)}
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=syntax)
    default = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
    return {(s, p, o, None if name in (None, default) else name) for s, p, o, name in dataset.quads()}


def assert_same_everywhere(files: dict[str, bytes]) -> None:
    by_ox = {
        "turtle": ox_quads(files["turtle"], ox.RdfFormat.TURTLE),
        "nquads": ox_quads(files["nquads"], ox.RdfFormat.N_QUADS),
        "json-ld": ox_quads(files["json-ld"], ox.RdfFormat.JSON_LD),
    }
    assert by_ox["nquads"] == by_ox["json-ld"]
    assert {quad.triple for quad in by_ox["nquads"]} == {quad.triple for quad in by_ox["turtle"]}
    by_rdflib = {syntax: rdflib_quads(data, syntax) for syntax, data in files.items()}
    assert by_rdflib["nquads"] == by_rdflib["json-ld"]
    assert {quad[:3] for quad in by_rdflib["nquads"]} == {quad[:3] for quad in by_rdflib["turtle"]}
    assert {syntax: len(found) for syntax, found in by_ox.items()} == {s: len(found) for s, found in by_rdflib.items()}
    assert by_rdflib["turtle"] == {
        (*triple, None) for triple in to_rdflib(ox.parse(files["nquads"], ox.RdfFormat.N_QUADS))
    }


def test_three_syntaxes_and_two_parsers_agree(graph: KnowledgeGraph, garden: Ontology) -> None:
    assert_same_everywhere(rdf_files(graph, garden))


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_survive(label: str, garden: Ontology) -> None:
    files = rdf_files(garden_graph(label), garden)
    assert_same_everywhere(files)
    read = rdflib.Graph().parse(data=files["turtle"], format="turtle")
    assert str(read.value(rdflib.URIRef(ROSE), SKOS.prefLabel)) == label.replace("\ud800", "\ufffd")


@given(st.text(st.characters(), max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_label_survives(garden: Ontology, label: str) -> None:
    files = rdf_files(garden_graph(label), garden)
    assert_same_everywhere(files)
    triples = {quad.triple for quad in ox.parse(files["nquads"], ox.RdfFormat.N_QUADS)}
    label = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in label)
    pref_label = ox.NamedNode(str(SKOS.prefLabel))
    assert ox.Triple(ox.NamedNode(ROSE), pref_label, ox.Literal(label, language="en")) in triples


def test_plain_triple_only_where_asserted(graph: KnowledgeGraph, garden: Ontology) -> None:
    read = to_rdflib(quads(graph, garden, Settings()))
    grown_by = rdflib.URIRef(GROWN_BY)
    assert set(read.subject_objects(grown_by)) == {(rdflib.URIRef(ROSE), rdflib.URIRef(MAUD))}
    denied = read.value(predicate=RDF.subject, object=rdflib.URIRef(TULIP))
    assert read.value(denied, rdflib.URIRef(SCHEMA + "polarity")) == rdflib.URIRef(SCHEMA + "denied")


def test_statement_carries_its_evidence(graph: KnowledgeGraph, garden: Ontology) -> None:
    read = to_rdflib(quads(graph, garden, Settings()))
    statements = {str(o): s for s, o in read.subject_objects(rdflib.URIRef(SCHEMA + "quote"))}
    timed, denied, plain = (
        {str(p).split("#")[-1].split("/")[-1]: str(o) for p, o in read.predicate_objects(statements[quote])}
        for quote in ("Maud grows the rows.", "Maud never grew a tulip.", "Maud grew a rose.")
    )
    assert timed == {
        "type": str(RDF.Statement),
        "subject": ROSE,
        "predicate": GROWN_BY,
        "object": MAUD,
        "quote": "Maud grows the rows.",
        "rule": "verb:grow",
        "polarity": SCHEMA + "affirmed",
        "modality": SCHEMA + "asserted",
        "tense": SCHEMA + "present",
        "confidence": "0.80",
        "beginIndex": "0",
        "endIndex": "20",
        "startTime": "62.0",
        "endTime": "80.5",
        "speaker": LEN,
        "attributedTo": MAUD,
        "wasDerivedFrom": f"{BASE}document/show-1#t=62,80.5",
        "referenceContext": f"{BASE}document/show-1#char=0,{len(graph.documents[1].raw)}",
    }
    assert denied["speaker"] == "Speaker 2"
    assert denied["wasDerivedFrom"] == f"{BASE}document/show-1#t=90"
    assert plain["wasDerivedFrom"] == f"{BASE}document/show%202#char=0,17"
    assert not plain.keys() & {"startTime", "endTime", "speaker", "attributedTo", "role", "when"}
    assert (plain["tense"], denied["tense"]) == (SCHEMA + "present", SCHEMA + "past")
    assert (denied["role"], denied["when"]) == ("head gardener", "until 1866")


def test_quantities_have_the_datatype_of_their_property(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = {quad.predicate.value: quad.object for quad in quads(graph, garden, Settings())}
    assert found[GARDEN + "petalCount"] == ox.Literal("540000000000", datatype=ox.NamedNode(XSD + "integer"))
    assert found[GARDEN + "height"] == ox.Literal("0.9", datatype=ox.NamedNode(XSD + "decimal"))
    assert found[GARDEN + "mass"] == ox.Literal("540000000000.0", datatype=ox.NamedNode(XSD + "double"))
    assert found[GARDEN + "bredIn"] == ox.Literal("1867", datatype=ox.NamedNode(XSD + "gYear"))


def test_each_document_has_its_own_graph(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = list(quads(graph, garden, Settings()))
    one, two = (ox.NamedNode(f"{BASE}graph/{name}") for name in ("show-1", "show%202"))
    hidden = ox.NamedNode(str(SKOS.hiddenLabel))
    heard = {(quad.object.value, quad.graph_name) for quad in found if quad.predicate == hidden}
    assert heard == {("rows", one), ("roes", one), ("roes", two)}, "what no occurrence explains stands in both"
    assert {quad.graph_name for quad in found if quad.predicate == ox.NamedNode(GROWN_BY)} == {one, two}
    assert {quad.subject.value for quad in found if quad.graph_name == ox.DefaultGraph()} == {BASE + "plant/fern"}
    assert not any(isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode) for quad in found)


def test_a_denial_elsewhere_does_not_carry_the_fact_into_that_graph(graph: KnowledgeGraph, garden: Ontology) -> None:
    fact = graph.facts[0]
    mixed = replace(fact, evidence=(replace(fact.evidence[0], polarity="denied"), fact.evidence[1]))
    found = quads(replace(graph, facts=(mixed,)), garden, Settings())
    graphs = {quad.graph_name.value for quad in found if quad.predicate.value == GROWN_BY}
    assert graphs == {f"{BASE}graph/show-1"}


def test_dates_are_typed_where_they_are_dates(graph: KnowledgeGraph, garden: Ontology) -> None:
    def date(text: str) -> ox.Literal:
        changed = replace(graph, documents=(replace(graph.documents[0], date=text),), facts=())
        found = quads(changed, garden, Settings())
        return next(quad.object for quad in found if quad.predicate.value.endswith("/date"))

    assert date("2023-03-02").datatype == ox.NamedNode(XSD + "date")
    for text in ("2023", "2023-02-31", "March 2nd"):
        assert date(text) == ox.Literal(text)


def test_n_quads_are_sorted_and_turtle_starts_with_the_type(graph: KnowledgeGraph, garden: Ontology) -> None:
    files = rdf_files(graph, garden)
    lines = files["nquads"].splitlines()
    assert lines == sorted(lines)
    text = files["turtle"].decode()
    assert f"\n\n<{ROSE}> a <{GARDEN}Plant> ;" in text
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert len(prefixes) == len(garden.prefixes)


def test_a_passage_is_part_of_its_document_and_of_the_recording(graph: KnowledgeGraph, garden: Ontology) -> None:
    talk = replace(graph.documents[1], url="https://example.org/talk.mp3")
    found = set(quads(replace(graph, documents=(graph.documents[0], talk)), garden, Settings()))
    derived = {quad.object for quad in found if quad.predicate.value == expand("prov:wasDerivedFrom")}
    passages = {source for source in derived if "#" in source.value}
    described = {(q.subject, q.predicate.value, q.object.value) for q in found if q.subject in passages}
    for passage in passages:
        assert (passage, expand("rdf:type"), expand("prov:Entity")) in described
        assert (passage, expand("dcterms:isPartOf"), passage.value.partition("#")[0]) in described
    links = {value for _, predicate, value in described if predicate == expand("schema:url")}
    assert links == {"https://example.org/talk.mp3#t=62", "https://example.org/talk.mp3#t=90"}


def test_a_graph_says_where_it_is_from(graph: KnowledgeGraph, garden: Ontology) -> None:
    read = to_rdflib(quads(graph, garden, Settings()))
    prov = rdflib.Namespace(PREFIXES["prov"])
    made, document = (rdflib.URIRef(f"{BASE}{kind}/show-1") for kind in ("graph", "document"))
    run = read.value(made, prov.wasGeneratedBy)
    assert set(read.objects(made, prov.wasDerivedFrom)) == {document}
    assert (run, prov.used, document) in read
    agent = read.value(run, prov.wasAssociatedWith)
    assert (agent, RDF.type, prov.SoftwareAgent) in read
    assert str(read.value(agent, rdflib.URIRef(expand("schema:softwareVersion")))) == __version__


def test_words_have_the_language_of_their_document(graph: KnowledgeGraph, garden: Ontology) -> None:
    second, first = graph.documents
    for language, tag in (("de", "de"), ("pt-br", "pt-br"), ("no such", None)):
        changed = replace(graph, documents=(second, replace(first, language=language)))
        name = ox.NamedNode(f"{BASE}graph/show-1")
        found = [quad for quad in quads(changed, garden, Settings()) if quad.graph_name == name]
        for name in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "tg:quote", "tg:role", "dcterms:title"):
            tags = {quad.object.language for quad in found if quad.predicate.value == expand(name)}
            assert tags == {tag}, name
        assert expand("dcterms:language") in {quad.predicate.value for quad in found}
        assert_same_everywhere(rdf_files(changed, garden))


def test_offsets_count_in_a_context_whose_text_is_written_on_request(graph: KnowledgeGraph, garden: Ontology) -> None:
    first = graph.documents[1]
    texts = {rdflib.URIRef(expand(name)) for name in ("nif:isString", "schema:text")}
    for with_text in (False, True):
        read = to_rdflib(quads(graph, garden, Settings(with_text=with_text)))
        context = rdflib.URIRef(f"{BASE}document/show-1#char=0,{len(first.raw)}")
        statements = set(read.subjects(rdflib.URIRef(expand("nif:referenceContext")), context))
        assert {read.value(statement, RDF.type) for statement in statements} == {RDF.Statement}
        assert (context, RDF.type, rdflib.URIRef(expand("nif:Context"))) in read
        written = {str(value) for term in texts for value in read.objects(None, term)}
        assert written == ({text for d in graph.documents for text in (d.raw, d.text)} if with_text else set())


def test_the_dataset_describes_itself(graph: KnowledgeGraph, garden: Ontology) -> None:
    material = Material(graph, garden, Settings())
    read = rdflib.Graph().parse(data=b"".join(chosen(["ttl"])["dataset.ttl"](material)), format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (dataset,) = read.subjects(void.documents)
    counts = {str(name): int(str(read.value(dataset, void[name]))) for name in ("triples", "entities", "documents")}
    assert counts == {"triples": len(list(quads(graph, garden, Settings()))), "entities": 5, "documents": 2}
    classes = {
        str(read.value(part, void["class"])): int(str(read.value(part, void.entities)))
        for part in read.objects(dataset, void.classPartition)
    }
    assert classes == {GARDEN + "Plant": 3, GARDEN + "Gardener": 2}
    assert {str(part) for part in read.objects(dataset, void.subset)} == {
        f"{BASE}graph/{d}" for d in ("show-1", "show%202")
    }
    assert not any(isinstance(node, rdflib.BNode) for node in read.all_nodes())


def test_the_run_is_an_activity_that_depends_on_settings_alone(graph: KnowledgeGraph, garden: Ontology) -> None:
    def run_of(graph: KnowledgeGraph, settings: Settings) -> dict[str, set[str]]:
        found = list(quads(graph, garden, settings))
        (node,) = {quad.subject for quad in found if quad.object.value == expand("prov:Activity")}
        said: dict[str, set[str]] = {"": {node.value}}
        for quad in found:
            if quad.subject == node:
                said.setdefault(quad.predicate.value, set()).add(quad.object.value)
        return said

    both, alone = run_of(graph, Settings()), run_of(replace(graph, documents=graph.documents[:1]), Settings())
    assert both[expand("prov:used")] == {f"{BASE}document/show-1", f"{BASE}document/show%202"}
    assert both[expand("tg:ontologyDigest")] == {garden.digest}
    assert both[expand("tg:model")] == {Settings().model}
    assert both[expand("tg:minConfidence")] == {"0.5"}
    assert both[""] == alone[""]
    assert both[""] != run_of(graph, Settings(min_confidence=0.6))[""]


def test_inferences_have_a_graph_of_their_own(graph: KnowledgeGraph, garden: Ontology) -> None:
    count = Triple(ROSE, GARDEN + "petalCount", Quantity(5.0))
    year = replace(count, predicate="https://example.org/n")
    back = Triple(MAUD, GARDEN + "grew", ROSE)
    known = replace(
        graph,
        inferences=(
            Inference(year, "wider", (count,)),
            Inference(replace(year, predicate="https://example.org/m"), "wider still", (year,)),
            Inference(back, "inverse", (graph.facts[0].triple,)),
        ),
    )
    found = list(inferred(known, garden, Settings()))
    ids = [document.id for document in graph.documents]
    name = inferred_iri(BASE, reversed(ids))
    assert {quad.graph_name.value for quad in found} == {name}
    about = {quad.object.value for quad in found if quad.subject.value == name}
    assert about == {PREFIXES["prov"] + "Entity", *(document_iri(BASE, id_) for id_ in ids)}
    assert {(quad.predicate.value, str(quad.object)) for quad in found if quad.subject.value != name} == {
        ("https://example.org/n", f'"5"^^<{XSD}integer>'),
        ("https://example.org/m", f'"5"^^<{XSD}integer>'),
        (GARDEN + "grew", f"<{ROSE}>"),
    }
    assert list(quads(known, garden, Settings())) == list(quads(graph, garden, Settings())), "what was said stays apart"
    assert list(inferred(graph, garden, Settings())) == [], "nothing follows"


def test_quads_come_in_the_order_of_the_file(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = list(quads(graph, garden, Settings()))
    assert found == sorted(found, key=quad_key)
    assert len(set(found)) == len(found)
