"""What follows from facts: the same as an independent reasoner says, each with a rule and premises that hold."""

from __future__ import annotations

import owlrl
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS

from pipeline.graph.inference import closure, infer, known_from, premises
from pipeline.ontology import Ontology, default_folder, load_ontology
from pipeline.records import Entity, Evidence, Fact, KnowledgeGraph, Quantity, Triple
from pipeline.vocabulary import SCHEMA, expand

ONTOLOGY = load_ontology()
TYPE = expand("rdf:type")
A, B, C, D = (f"https://example.org/{name}" for name in "abcd")
SAID = Evidence("talk", 0, 9, "they said", "verb:say", 0.9)


def tg(subject: str, name: str, value: str | Quantity) -> Triple:
    return Triple(subject, SCHEMA + name, value)


def follows(*facts: Triple, ontology: Ontology = ONTOLOGY) -> dict[Triple, str]:
    return {triple: found.rule for triple, found in closure(facts, ontology).items() if found}


def test_each_kind_of_axiom_gives_its_conclusion() -> None:
    assert follows(tg(A, "partnerOf", B))[tg(B, "partnerOf", A)] == "«partner of» is symmetric"
    assert follows(tg(A, "foundedBy", B))[tg(B, "founded", A)] == "«founded» is the inverse of «founded by»"
    assert follows(tg(B, "founded", A))[tg(A, "foundedBy", B)] == "«founded by» is the inverse of «founded»"
    assert follows(tg(A, "leads", B))[tg(A, "worksFor", B)] == "«leads» implies «works for»"
    assert follows(tg(A, "leads", B))[tg(A, "affiliatedWith", B)] == "«works for» implies «affiliated with»"
    chain = follows(tg(A, "locatedIn", B), tg(B, "locatedIn", C), tg(C, "locatedIn", D))
    assert chain[tg(A, "locatedIn", D)] == "«located in» is transitive"
    assert follows(Triple(A, TYPE, SCHEMA + "Concept"))[Triple(A, TYPE, expand("skos:Concept"))] == (
        "every «concept» is a «skos:Concept»"
    )
    year = follows(tg(A, "foundingYear", Quantity(1998.0)))
    assert Triple(A, expand("schema:foundingDate"), Quantity(1998.0)) in year


def test_premises_lead_down_to_what_was_said() -> None:
    facts = (tg(A, "partOf", B), tg(B, "partOf", C))
    known = closure(facts, ONTOLOGY)
    assert premises(tg(C, "hasPart", A), known) == facts
    assert premises(facts[0], known) == facts[:1]


def test_only_what_is_asserted_has_consequences_and_none_is_absurd() -> None:
    def fact(triple: Triple, *, asserted: bool = True) -> Fact:
        return Fact(triple, 0.9, asserted, (SAID,))

    graph = KnowledgeGraph(
        documents=(),
        entities=tuple(Entity(iri, iri[-1], SCHEMA + "Organization") for iri in (A, B, C)),
        facts=(
            fact(tg(A, "partOf", B)),
            fact(tg(B, "partOf", A)),
            fact(tg(A, "foundedBy", C), asserted=False),
        ),
    )
    found = {inference.triple for inference in infer(graph, known_from(graph, ONTOLOGY), ONTOLOGY).inferences}
    assert tg(A, "hasPart", B) in found
    assert not {triple for triple in found if triple.predicate == SCHEMA + "founded"}
    assert tg(A, "partOf", A) not in found, "a contradiction, not knowledge"
    assert not found & {item.triple for item in graph.facts}


def test_the_order_of_facts_does_not_matter() -> None:
    facts = [tg(A, "partOf", B), tg(B, "partOf", C), tg(C, "partOf", D), tg(A, "leads", B), tg(B, "partnerOf", C)]
    assert list(closure(facts, ONTOLOGY).items()) == list(closure(reversed(facts), ONTOLOGY).items())


# --- the independent reasoner

AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, RDF.type}
SCHEMA_GRAPH = rdflib.Graph().parse(default_folder() / "schema.ttl")
PROPERTIES = {
    *SCHEMA_GRAPH.subjects(RDF.type, OWL.ObjectProperty),
    *SCHEMA_GRAPH.subjects(RDF.type, OWL.DatatypeProperty),
}
CLASSES = {cls for cls in SCHEMA_GRAPH.subjects(RDF.type, OWL.Class) if isinstance(cls, rdflib.URIRef)}
PREDICATES = sorted(ONTOLOGY.predicates)


def by_owlrl(facts: list[Triple]) -> set[tuple[str, str, str]]:
    """The OWL 2 RL closure by owlrl, of facts between things, without what follows about the schema itself."""
    data = rdflib.Graph()
    for triple in SCHEMA_GRAPH:
        if triple[1] in AXIOMS and not any(isinstance(node, rdflib.BNode) for node in triple):
            data.add(triple)
    things = {A, B, C, D}
    for fact in facts:
        data.add((rdflib.URIRef(fact.subject), rdflib.URIRef(fact.predicate), rdflib.URIRef(str(fact.object))))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    return {
        (str(s), str(p), str(o))
        for s, p, o in data
        if str(s) in things and ((p in PROPERTIES and str(o) in things) or (p == RDF.type and o in CLASSES))
    }


THINGS = st.sampled_from([A, B, C, D])
FACTS = st.builds(Triple, THINGS, st.sampled_from(PREDICATES), THINGS)
MEMBERS = st.builds(Triple, THINGS, st.just(TYPE), st.sampled_from(sorted(ONTOLOGY.classes)))


@given(st.lists(FACTS | MEMBERS, min_size=1, max_size=8))
@settings(max_examples=12, deadline=None)
def test_owlrl_draws_the_same_conclusions(facts: list[Triple]) -> None:
    ours = {(triple.subject, triple.predicate, str(triple.object)) for triple in closure(facts, ONTOLOGY)}
    assert ours == by_owlrl(facts)
