"""RDF that holds elsewhere: other validators and reasoners find in our files what we find, with our files alone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from pipeline.graph.reading import read_graph
from pipeline.graph.shapes import SHAPES, published_shapes
from pipeline.graph.validate import validate_file
from pipeline.ontology import default_folder, load_ontology
from pipeline.rdf_file import read_triples
from pipeline.run import run
from pipeline.vocabulary import PREFIXES, SCHEMA

ROOT = Path(__file__).parents[1]
ONTOLOGY = load_ontology()
PREAMBLE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
OWLREADY = find_spec("owlready2")
HERMIT = Path(OWLREADY.origin or "").parent / "hermit" / "HermiT.jar" if OWLREADY else None
NO_HERMIT = "HermiT needs owlready2 (PyPI) and a Java runtime"


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run over the samples writes."""
    folder = tmp_path_factory.mktemp("outputs")
    run([ROOT / "seeds"], folder, formats=["ttl", "nq"])
    return folder


@pytest.fixture(scope="session")
def both(outputs: Path) -> rdflib.Graph:
    """What was said and what follows, as `cat graph.nq inferred.nq` gives it."""
    text = (outputs / "graph.nq").read_bytes() + (outputs / "inferred.nq").read_bytes()
    (outputs / "both.nq").write_bytes(text)
    triples = ox.serialize(
        (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_QUADS)), format=ox.RdfFormat.N_TRIPLES
    )
    return rdflib.Graph().parse(data=triples or b"", format="nt")


def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(default_folder() / SHAPES)


def test_the_published_shapes_are_current(request: pytest.FixtureRequest) -> None:
    path = ROOT / "ontology" / SHAPES
    fresh = published_shapes(ONTOLOGY, path.read_text(encoding="utf-8"))
    if request.config.getoption("--rewrite-docs"):
        path.write_text(fresh, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == fresh, "run `make docs` and commit ontology/shapes.ttl"


@pytest.mark.slow
def test_graph_and_inferences_conform_by_the_shapes_alone(outputs: Path, both: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(both, shacl_graph=shapes())
    assert conforms, text
    assert validate_file(outputs / "both.nq") == ()
    assert validate_file(outputs / "dataset.ttl") == ()


SOUND = """
<x:ada> a tg:Person ; skos:prefLabel "Ada"@en ; tg:worksFor <x:lab> .
<x:lab> a tg:Organization ; skos:prefLabel "Lab"@en ; tg:foundingYear 1998 .
<x:town> a tg:Place ; skos:prefLabel "Town"@en .
<x:st> a rdf:Statement ; rdf:subject <x:ada> ; rdf:predicate tg:worksFor ; rdf:object <x:lab> ;
    tg:quote "Ada works for the lab."@en ; tg:rule "verb:work" ; tg:confidence 0.80 ; tg:polarity tg:affirmed ;
    tg:modality tg:asserted ; tg:tense tg:present ; nif:beginIndex 0 ; nif:endIndex 20 ;
    prov:wasDerivedFrom <x:doc#char=0,20> .
<x:doc#char=0,20> dcterms:isPartOf <x:doc> .
<x:doc> tg:digest "d" ; dcterms:source "talk.txt" .
"""
PLANTED: dict[str, tuple[str, str]] = {
    "a person without a label": ('"Ada"@en ;', '"Ada"@en . <x:ben> a tg:Person . <x:ada>'),
    "two labels in one language": ('"Ada"@en', '"Ada"@en , "Eider"@en'),
    "an empty label": ('"Town"@en', '""@en'),
    "two classes": ("a tg:Person", "a tg:Person , tg:Place"),
    "a subject of the wrong class": ("<x:town> a", "<x:town> tg:worksFor <x:lab> ; a"),
    "an object of the wrong class": ("tg:worksFor <x:lab> .", "tg:worksFor <x:lab> ; tg:hasCondition <x:town> ."),
    "an object that is nothing": ("tg:worksFor <x:lab> .", "tg:worksFor <x:lab> , <x:nobody> ."),
    "a number of the wrong kind": ("1998", '"1998"'),
    "a number of something else": ("<x:town> a", "<x:town> tg:foundingYear 1998 ; a"),
    "an entity without an IRI": ("<x:town>", "[]"),
    "a statement without a quote": ('tg:quote "Ada works for the lab."@en ;', ""),
    "a statement too sure": ("0.80", "1.80"),
    "a statement of no known standing": ("tg:affirmed", "tg:sworn"),
    "offsets the wrong way round": ("nif:beginIndex 0", "nif:beginIndex 21"),
    "a passage of no document": ("dcterms:isPartOf <x:doc>", "dcterms:isPartOf 'doc'"),
    "a statement without evidence": ("prov:wasDerivedFrom <x:doc#char=0,20> .", "tg:role 'x' ."),
    "a document without a file": ('; dcterms:source "talk.txt"', ""),
}


def conforms(text: str) -> bool:
    return bool(pyshacl.validate(rdflib.Graph().parse(data=PREAMBLE + text), shacl_graph=shapes())[0])


def test_what_is_sound_conforms() -> None:
    assert conforms(SOUND)
    assert conforms(SOUND.replace("tg:affirmed", '"affirmed"').replace('"Ada"@en', '"Ada"')), "as files of earlier days"


@pytest.mark.parametrize("name", PLANTED)
def test_the_shapes_alone_find_planted_errors(name: str, tmp_path: Path) -> None:
    """And so does our gate, which adds nothing of its own."""
    broken = SOUND.replace(*PLANTED[name])
    assert broken != SOUND
    assert not conforms(broken)
    (tmp_path / "graph.ttl").write_text(PREAMBLE + broken)
    assert validate_file(tmp_path / "graph.ttl")


def test_a_schema_that_changed_counts_not_the_shapes_that_were_made_from_it(tmp_path: Path) -> None:
    shutil.copytree(default_folder(), tmp_path / "ontology", ignore=shutil.ignore_patterns("gazetteer"))
    schema = tmp_path / "ontology" / "schema.ttl"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text + "tg:hasCondition schema:rangeIncludes tg:Place .", encoding="utf-8")
    file = tmp_path / "graph.ttl"
    file.write_text(PREAMBLE + SOUND.replace(*PLANTED["an object of the wrong class"]))
    assert validate_file(file)
    assert validate_file(file, tmp_path / "ontology") == ()


def test_files_of_earlier_days_are_read(tmp_path: Path) -> None:
    """Standing as text, labels without a language, years as xsd:gYear, the document's IRI as that of its graph."""
    now, earlier = tmp_path / "now.ttl", tmp_path / "earlier.ttl"
    now.write_text(PREAMBLE + SOUND.replace("tg:affirmed", "tg:denied").replace("tg:present", "tg:past"))
    older = (
        SOUND.replace("tg:affirmed", '"denied"').replace("tg:present", '"past"').replace("tg:asserted", '"asserted"')
    )
    earlier.write_text(PREAMBLE + older.replace("@en", "").replace("1998", '"1998"^^xsd:gYear'))
    read = [read_graph(path, ONTOLOGY) for path in (now, earlier)]
    assert read[0] == read[1]
    assert [evidence.polarity for fact in read[0].facts for evidence in fact.evidence] == ["denied"]


def hermit(folder: Path, graph: rdflib.Graph) -> str:
    """What HermiT says of a graph together with the schema."""
    merged = rdflib.Graph()
    for triple in graph:
        merged.add(triple)
    merged.parse(default_folder() / "schema.ttl")
    path = folder / "all.owl"
    merged.serialize(path, format="xml")
    command = ["java", "-cp", str(HERMIT), "org.semanticweb.HermiT.cli.CommandLine", "-k", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


needs_hermit = pytest.mark.skipif(not (HERMIT and HERMIT.is_file() and shutil.which("java")), reason=NO_HERMIT)


@needs_hermit
@pytest.mark.slow
def test_a_reasoner_finds_graph_inferences_and_schema_consistent(both: rdflib.Graph, tmp_path: Path) -> None:
    assert "Thing is satisfiable" in hermit(tmp_path, both)


@needs_hermit
@pytest.mark.slow
@pytest.mark.parametrize(
    "planted",
    [
        "<x:a> a tg:Person , tg:Place .",
        "<x:a> tg:locatedIn <x:b> . <x:b> a tg:Person .",
        "<x:a> tg:foundingYear 1998 , 2001 .",
        "<x:a> tg:developedBy <x:a> .",
    ],
)
def test_a_reasoner_finds_what_cannot_be(planted: str, tmp_path: Path) -> None:
    said = hermit(tmp_path, rdflib.Graph().parse(data=PREAMBLE + planted))
    assert "Thing is satisfiable" not in said
    assert "Inconsistent" in said or "not satisfiable" in said


def test_every_literal_of_a_run_is_of_a_datatype_of_owl_2(outputs: Path) -> None:
    """Annotation values aside, which no reasoner looks at (OWL 2, section 4: the datatype map)."""
    known = {
        PREFIXES["xsd"] + name for name in "string decimal integer nonNegativeInteger double anyURI boolean".split()
    }
    known |= {PREFIXES["rdf"] + "langString"}
    annotations = {PREFIXES["dcterms"] + "date"}
    for triple in read_triples(outputs / "graph.ttl"):
        if isinstance(triple.object, ox.Literal) and triple.predicate.value not in annotations:
            assert triple.object.datatype.value in known, triple


def test_every_concept_of_the_standing_is_one_of_the_records() -> None:
    from typing import get_args

    from pipeline.records import Modality, Polarity, Tense

    words: Callable[[object], set[str]] = lambda kind: set(get_args(kind))  # noqa: E731
    schema = rdflib.Graph().parse(default_folder() / "schema.ttl")
    skos = rdflib.Namespace(PREFIXES["skos"])
    concepts = {str(term).removeprefix(SCHEMA) for term in schema.subjects(skos.inScheme)}
    assert concepts == words(Polarity) | words(Modality) | words(Tense)
