"""A small graph with everything in it that a file format may trip over."""

from __future__ import annotations

from pathlib import Path

from pipeline.ontology import Ontology, load_ontology
from pipeline.records import (
    Contradiction,
    Document,
    Entity,
    Evidence,
    Fact,
    Failure,
    KnowledgeGraph,
    Occurrence,
    Quantity,
    Rejection,
    Run,
    Segment,
    Sentence,
    Source,
    Together,
    Triple,
    Violation,
)
from pipeline.settings import BASE

GARDEN = "https://example.org/garden#"
SCHEMA_TTL = """
@prefix g: <https://example.org/garden#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tg: <https://w3id.org/talkgraph/schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
g:Plant a owl:Class ; rdfs:label "Plant" ; skos:definition "What grows." .
g:Gardener a owl:Class ; rdfs:label "Gardener" ; skos:definition "Who makes it grow." .
g:grownBy a owl:ObjectProperty ; rdfs:label "grown by" ; skos:definition "Who grows it." ;
    rdfs:domain g:Plant ; rdfs:range g:Gardener .
g:petalCount a owl:DatatypeProperty ; rdfs:label "petals" ; skos:definition "Petals." ; rdfs:range xsd:integer ;
    tg:measure [ tg:unit "petal" ] .
g:height a owl:DatatypeProperty ; rdfs:label "height" ; skos:definition "Metres." ; rdfs:range xsd:decimal ;
    tg:measure [ tg:unit "metre" ] .
g:mass a owl:DatatypeProperty ; rdfs:label "mass" ; skos:definition "Kilograms." ; rdfs:range xsd:double ;
    tg:measure [ tg:unit "kilogram" ] .
g:bredIn a owl:DatatypeProperty ; rdfs:label "bred in" ; skos:definition "Year." ; rdfs:range xsd:gYear ;
    tg:measure [ tg:unit "year" ] .
"""
ROSE, MAUD, TULIP, LEN = BASE + "plant/rose", BASE + "gardener/maud", BASE + "plant/tulip", BASE + "gardener/len"
GROWN_BY = GARDEN + "grownBy"


def garden_ontology(folder: Path) -> Ontology:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema.ttl").write_text(SCHEMA_TTL, encoding="utf-8")
    return load_ontology(folder)


def document(name: str, text: str, *, date: str | None = None) -> Document:
    source = Source(name=f"{name}.txt", format="text", digest="0" * 64)
    return Document(
        id=name,
        source=source,
        raw=text,
        text=text,
        runs=(Run(0, len(text), 0, len(text)),),
        segments=(Segment(0, len(text)),),
        title=f"About {name}",
        date=date,
    )


def said(name: str, begin: int, quote: str, **details: object) -> Evidence:
    defaults: dict[str, object] = {"rule": "verb:grow", "confidence": 0.8}
    return Evidence(document=name, begin=begin, end=begin + len(quote), quote=quote, **(defaults | details))  # type: ignore[arg-type]


PAST = {"tense": "past", "role": "head gardener", "when": "until 1866"}


def garden_graph(label: str = "Rose") -> KnowledgeGraph:
    """Two documents; a fact said in both, one denied, one unsure; quantities of each datatype; one loose entity."""
    first, second = (
        document("show-1", "Maud grows the rows.", date="2023-03-02"),
        document("show 2", "Maud grew a rose."),
    )
    facts = (
        Fact(
            Triple(ROSE, GROWN_BY, MAUD),
            0.9,
            True,
            (
                said("show 2", 0, "Maud grew a rose.", confidence=0.7),
                said("show-1", 0, "Maud grows the rows.", start=62.0, stop=80.5, speaker=LEN, attributed_to=MAUD),
            ),
        ),
        Fact(
            Triple(TULIP, GROWN_BY, MAUD),
            0.8,
            False,
            (
                said(
                    "show-1", 30, "Maud never grew a tulip.", polarity="denied", start=90.0, speaker="Speaker 2", **PAST
                ),
            ),
        ),
        Fact(Triple(ROSE, GARDEN + "petalCount", Quantity(5.4e11)), 0.8, True, (said("show-1", 60, "many petals"),)),
        Fact(Triple(ROSE, GARDEN + "height", Quantity(0.9)), 0.8, True, (said("show-1", 80, "0.9 metres"),)),
        Fact(Triple(ROSE, GARDEN + "mass", Quantity(5.4e11)), 0.8, True, (said("show-1", 100, "heavy"),)),
        Fact(Triple(ROSE, GARDEN + "bredIn", Quantity(1867.0)), 0.8, True, (said("show-1", 120, "1867"),)),
    )
    entities = (
        Entity(
            ROSE,
            label,
            GARDEN + "Plant",
            aliases=("Rosa", "the | rose"),
            heard=("rows", "roes"),
            occurrences=(Occurrence("show-1", 15, 19, "rows"), Occurrence("show 2", 12, 16, "rose")),
            salience=1.0,
        ),
        Entity(MAUD, "Maud", GARDEN + "Gardener", occurrences=(Occurrence("show-1", 0, 4, "Maud"),), salience=0.5),
        Entity(LEN, "Len", GARDEN + "Gardener", salience=0.2),
        Entity(TULIP, "=Tulip", GARDEN + "Plant", salience=0.1),
        Entity(BASE + "plant/fern", "Fern", GARDEN + "Plant"),
    )
    return KnowledgeGraph(
        documents=(second, first),
        entities=entities,
        facts=facts,
        rejections=(Rejection("show-1", "Maud grows old", "no object of a class in range", 200),),
        violations=(Violation(Triple(MAUD, GROWN_BY, ROSE), "Maud is no plant."),),
        sentences=(Sentence("show 2", 0, 17), Sentence("show-1", 0, 20, LEN)),
        together=(Together(MAUD, ROSE, "sentence", 2, 2, 2, 9, 4.5), Together(MAUD, ROSE, "turn", 2, 2, 2, 9, 4.5)),
        contradictions=(Contradiction((Triple(ROSE, GROWN_BY, MAUD),), "Maud cannot be a rose."),),
    )


FAILURES = (Failure("broken.bin", "broken.bin: not text; convert it to UTF-8"),)
