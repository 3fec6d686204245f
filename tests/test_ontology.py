"""ontology/schema.ttl as data: every term is labelled, defined and refers to terms that exist."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
import rdflib
from java import HAS_OWL_API, NO_OWL_API, java
from rdflib import OWL, RDF, RDFS, SH, SKOS

from pipeline.errors import OntologyError
from pipeline.graph.shapes import read_shapes, shapes_of
from pipeline.ontology import DEFAULT_WEIGHT, Predicate, default_folder, load_ontology, squash
from pipeline.vocabulary import PREFIXES, SCHEMA, WRITTEN, expand

FOLDER = default_folder()
ONTOLOGY = load_ontology()
GRAPH = rdflib.Graph().parse(FOLDER / "schema.ttl")
TG = rdflib.Namespace(SCHEMA)
TERMS = sorted({term for term in GRAPH.subjects(RDF.type) if isinstance(term, rdflib.URIRef) and term in TG})
CLASSES = {term for term in GRAPH.subjects(RDF.type, OWL.Class) if isinstance(term, rdflib.URIRef) and term in TG}
INCLUDES = {
    RDFS.domain: rdflib.URIRef(expand("schema:domainIncludes")),
    RDFS.range: rdflib.URIRef(expand("schema:rangeIncludes")),
}
OTHERS = {rdflib.URIRef(expand(name)) for name in ("prov:Activity", "skos:Concept", "rdf:PlainLiteral")}
PREDICATES = list(ONTOLOGY.predicates.values())
ROLES = {"subject", "object", "bearer", "possessor", "possessed", "head", "complement", "work"}


def test_the_schema_is_large_enough_to_be_the_schema() -> None:
    assert len(CLASSES) >= 12
    assert len(PREDICATES) >= 23
    assert len(ONTOLOGY.quantities) >= 12


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(SCHEMA))
def test_each_term_is_labelled_and_defined_once(term: rdflib.URIRef) -> None:
    for wanted in (RDFS.label, SKOS.definition):
        values = list(GRAPH.objects(term, wanted))
        assert len(values) == 1, f"{term} has {len(values)} of {wanted}; give it exactly one in schema.ttl"
        text = str(values[0])
        assert text == text.strip(), f"trim {text!r} of {term}"
        assert text, f"{term} has an empty {wanted}"
    definition = str(GRAPH.value(term, SKOS.definition))
    assert definition[0].isupper() or definition.startswith(("affirmed", "asserted")), f"{term}: {definition}"
    assert definition.endswith("."), f"end the definition of {term} with a full stop"


def test_labels_are_unambiguous() -> None:
    for terms in (CLASSES, set(ONTOLOGY.predicates), set(ONTOLOGY.quantities)):
        labels = Counter(str(GRAPH.value(rdflib.URIRef(term), RDFS.label)) for term in terms)
        assert [label for label, number in labels.items() if number > 1] == []


def test_nothing_is_known_twice_with_its_maker_and_without() -> None:
    ontology = load_ontology()
    called = {(squash(label), entity.cls): entity for entity in ontology.entities.values() for label in entity.labels}
    twice = [
        (entity.label, other.label)
        for entity in ontology.entities.values()
        for iri in entity.affiliations
        if iri in ontology.entities
        for maker in ontology.entities[iri].labels
        if entity.label.startswith(f"{maker} ")
        if (other := called.get((squash(entity.label.removeprefix(f"{maker} ")), entity.cls)))
        if other.iri != entity.iri and iri in other.affiliations
    ]
    assert not twice, "make one of them an alternative label of the other"


def test_every_term_that_is_used_is_declared() -> None:
    used = {node for triple in GRAPH for node in triple if isinstance(node, rdflib.URIRef) and node in TG}
    assert sorted(used - set(TERMS)) == [], "declare these terms in schema.ttl, or mend their spelling"


def test_domains_and_ranges_are_one_class() -> None:
    """Two values would mean both at once, not either."""
    properties = {*GRAPH.subjects(RDF.type, OWL.ObjectProperty), *GRAPH.subjects(RDF.type, OWL.DatatypeProperty)}
    for term in properties:
        for side in (RDFS.domain, RDFS.range):
            values = list(GRAPH.objects(term, side))
            assert len(values) <= 1, f"{term} has {len(values)} values of {side}; state several by {INCLUDES[side]}"
            for value in values:
                known = value in CLASSES or str(value).startswith(PREFIXES["xsd"]) or value in OTHERS
                assert known, f"{term} refers to {value}, which is not declared"
            for cls in GRAPH.objects(term, INCLUDES[side]):
                known = cls in CLASSES or cls == RDF.Statement or str(cls).startswith(PREFIXES["xsd"])
                assert known, f"{term} refers to {cls}, which is not declared"


def named(predicate: Predicate) -> str:
    return predicate.iri.removeprefix(SCHEMA)


@pytest.mark.parametrize("predicate", PREDICATES, ids=named)
def test_each_predicate_hangs_together(predicate: Predicate) -> None:
    iri = rdflib.URIRef(predicate.iri)
    canonical = list(GRAPH.subjects(OWL.inverseOf, iri))
    if canonical:  # it exists only to be read the other way round
        assert len(canonical) == 1, f"{iri} is the inverse of several predicates: {canonical}"
        assert not predicate.lexicalisations, f"{iri} is an inverse; its words belong to {canonical[0]}"
        assert not predicate.inverses, f"{iri} and {canonical[0]} each call the other the inverse; keep one direction"
    else:
        assert predicate.lexicalisations, f"{iri} has no words, so nothing can say it; add a tg:lexicalisation"
        assert GRAPH.value(iri, RDFS.domain), f"{iri} needs an rdfs:domain"
        assert GRAPH.value(iri, RDFS.range), f"{iri} needs an rdfs:range"
    if predicate.symmetric:
        assert not canonical
        assert not predicate.inverses, f"{iri} is symmetric, so it is its own inverse"
        assert predicate.domain == predicate.range, f"{iri} is symmetric, so its domain and range must be equal"


def test_leading_is_working_is_being_affiliated() -> None:
    """What the evaluation relies on: a narrower predicate implies the wider ones."""
    wider = {named(predicate): set(predicate.parents) & set(ONTOLOGY.predicates) for predicate in PREDICATES}
    assert {name: {iri.removeprefix(SCHEMA) for iri in iris} for name, iris in wider.items() if iris} == {
        "leads": {"worksFor"},
        "worksFor": {"affiliatedWith"},
    }


@pytest.mark.parametrize("predicate", PREDICATES, ids=named)
def test_each_lexicalisation_is_well_formed(predicate: Predicate) -> None:
    for lexicalisation in predicate.lexicalisations:
        where = f"{predicate.iri}, {lexicalisation.kind} {lexicalisation.words}"
        assert lexicalisation.kind in DEFAULT_WEIGHT, where
        assert 0 < lexicalisation.weight <= 1, f"{where}: a weight lies between 0 and 1"
        assert len(set(lexicalisation.words)) == len(lexicalisation.words), f"{where}: a word stands twice"
        for word in lexicalisation.words:
            assert word == word.strip(), f"{where}: trim {word!r}"
        for role in (*lexicalisation.domain_roles, *lexicalisation.range_roles):
            assert role in ROLES or re.fullmatch(r"[a-z]+", role), f"{where}: {role!r} is no role and no preposition"
        for cls in (*lexicalisation.domain, *lexicalisation.range):
            assert rdflib.URIRef(cls) in CLASSES, f"{where}: {cls} is not declared"
        same_side = set(lexicalisation.domain_roles) & set(lexicalisation.range_roles)
        mutual = {"subject", "possessor", "bearer", "of"} if predicate.symmetric else set()  # "A and B are rivals"
        assert not same_side - {"between"} - mutual, f"{where}: {same_side} cannot hold both arguments"


def test_words_of_a_class_are_claimed_once() -> None:
    owners: dict[str, set[str]] = {}
    for cls in ONTOLOGY.classes.values():
        for label in cls.ner_labels:
            owners.setdefault(label, set()).add(cls.iri)
    assert {label: sorted(iris) for label, iris in owners.items() if len(iris) > 1} == {}


def test_measures_have_units_and_positive_factors() -> None:
    for quantity in ONTOLOGY.quantities.values():
        assert quantity.domain, f"{quantity.iri} needs a domain"
        assert quantity.datatype.startswith(PREFIXES["xsd"])
        for measure in quantity.measures:
            assert bool(measure.units) != bool(measure.users_of), quantity.iri
            assert measure.factor > 0, quantity.iri


def test_prefixes_of_the_code_and_of_the_schema_agree() -> None:
    for prefix, iri in GRAPH.namespaces():
        if prefix in PREFIXES:
            assert str(iri) == PREFIXES[prefix], prefix


def test_alignments_use_the_namespaces_they_mean() -> None:
    """schema.org is aligned under https, as its own context writes it; a slip would align with nothing."""
    foreign = {str(node) for triple in GRAPH for node in triple if isinstance(node, rdflib.URIRef) and node not in TG}
    spaces = {re.sub(r"[^/#]+$", "", iri) for iri in foreign}
    known = {
        *PREFIXES.values(),
        "http://purl.org/vocab/vann/",
        "http://www.w3.org/ns/",
        "http://www.wikidata.org/entity/",
        "http://xmlns.com/foaf/0.1/",
        "https://opensource.org/license/",
        "https://w3id.org/talkgraph/",
        "https://w3id.org/talkgraph/schema/",
    }
    homes = {re.sub(r"[^/#]+$", "", str(home)) for home in GRAPH.objects(None, RDFS.isDefinedBy)}
    assert spaces <= known | homes, spaces - known


@pytest.mark.skipif(not HAS_OWL_API, reason=NO_OWL_API)
def test_the_schema_is_owl_2_rl() -> None:
    """By the profile checker of the OWL API, which also asks that every term is declared as what it is used."""
    axioms, *violations = java(Path(__file__).with_name("OwlProfile.java"), FOLDER / "schema.ttl").decode().splitlines()
    assert int(axioms) > 1000
    assert violations == []


def test_what_the_code_writes_is_declared() -> None:
    """Terms of RDF itself aside."""
    declared = set(GRAPH.subjects(RDF.type))
    missing = [name for name in WRITTEN if not name.startswith("rdf") and rdflib.URIRef(expand(name)) not in declared]
    assert missing == [], "declare them at the end of schema.ttl"


def test_no_class_is_the_same_as_one_of_another_vocabulary() -> None:
    """Documents are schema:CreativeWork: were tg:CreativeWork equivalent, a reasoner would make each an entity."""
    assert not list(GRAPH.subject_objects(OWL.equivalentClass))


# --- shapes


def test_the_shapes_are_valid_shacl() -> None:
    """By the shapes that the SHACL recommendation gives for shapes."""
    shapes = shapes_of(ONTOLOGY)
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
    shapes.add((rdflib.URIRef(SCHEMA + "EntityShape"), SH.closed, rdflib.Literal("perhaps")))
    with pytest.raises(pyshacl.errors.ReportableRuntimeError):
        pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)


def test_each_property_shape_says_in_words_what_is_wrong() -> None:
    shapes = read_shapes(FOLDER)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    checked = list(shapes.objects(None, sh.property))
    assert len(checked) >= 13
    for shape in checked:
        message = shapes.value(shape, sh.message)
        assert message, f"give the shape of {shapes.value(shape, sh.path)} an sh:message"
        path = shapes.value(shape, sh.path)
        if path in TG:
            assert path in TERMS, f"{path} is not declared in schema.ttl"


# --- a folder of somebody else


def test_a_curator_is_told_what_to_mend(tmp_path: Path) -> None:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    base = head + 'tg:Ship a owl:Class ; rdfs:label "ship" .\n'
    cases = {
        "has the inverse": "tg:carries a owl:ObjectProperty ; owl:inverseOf tg:carriedBy .",
        "refers to the class": "tg:carries a owl:ObjectProperty ; rdfs:domain tg:Boat .",
        "lacks tg:domainRole": 'tg:carries a owl:ObjectProperty ; tg:lexicalisation [ tg:verb "carry" ] .',
        "has no word": "tg:carries a owl:ObjectProperty ; "
        'tg:lexicalisation [ tg:domainRole "subject" ; tg:rangeRole "object" ] .',
        "ties two names": "tg:age a owl:DatatypeProperty ; tg:lexicalisation "
        '[ tg:office "child" ; tg:domainRole "holder" ; tg:rangeRole "house" ] .',
        "declares no owl:Class": "",
    }
    for words, text in cases.items():
        (tmp_path / "schema.ttl").write_text(base + text, encoding="utf-8")
        with pytest.raises(OntologyError) as caught:
            load_ontology(tmp_path)
        assert words in str(caught.value)
        assert str(tmp_path) in str(caught.value)


def test_what_a_narrower_predicate_takes_the_wider_one_takes_too() -> None:
    """Else a reasoner makes an organisation of every country that somebody leads, since who leads is affiliated."""
    ranges = {str(term): str(cls) for term, cls in GRAPH.subject_objects(RDFS.range)}
    wrong = [
        (narrow.iri, wide, taken)
        for narrow in PREDICATES
        for wide in ONTOLOGY.wider(narrow.iri) - {narrow.iri}
        for taken in narrow.range
        if ranges.get(wide) in ONTOLOGY.classes and not ONTOLOGY.is_a(taken, frozenset({ranges[wide]}))
    ]
    assert not wrong
