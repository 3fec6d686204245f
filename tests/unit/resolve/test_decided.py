"""What a person decided in `aliases.ttl` about one document's names and facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OntologyError
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Occurrence,
    Quantity,
    Resolution,
    Sentence,
    Source,
    Statement,
    Triple,
)
from pipeline.resolve.decided import NO_NAME, UNFIT, WRONG, settled
from pipeline.settings import BASE
from pipeline.vocabulary import SCHEMA

ADA, LAB, SAM, YEAR = f"{BASE}person/ada", f"{BASE}organization/lab", f"{BASE}document/d/person/sam", 1990.0
PERSON, ORG, PLACE = SCHEMA + "Person", SCHEMA + "Organization", SCHEMA + "Place"
LEADS, FOUNDED, WORKS = SCHEMA + "leads", SCHEMA + "foundingYear", SCHEMA + "worksFor"


def resolution() -> Resolution:
    """Ada leads the Lab, which was founded in 1990; Sam works there; Ada is named twice."""
    document = Document("d", Source("d.txt", "text", "0"), "", "", (), ())

    def said(begin: int, end: int) -> Evidence:
        return Evidence("d", begin, end, "", "verb:lead", 0.9, speaker=ADA)

    return Resolution(
        document,
        (
            Entity(ADA, "Ada", PERSON, ("A. L.",), ("Aida",), (place(5, "Ada"), place(45, "Ada"))),
            Entity(SAM, "Sam", PERSON, occurrences=(place(80, "Sam"),)),
            Entity(LAB, "Lab", ORG, occurrences=(place(15, "Lab"), place(55, "Lab"))),
        ),
        (
            Statement(Triple(ADA, LEADS, LAB), said(0, 30)),
            Statement(Triple(ADA, WORKS, LAB), said(40, 70)),
            Statement(Triple(LAB, FOUNDED, Quantity(YEAR)), said(40, 70)),
            Statement(Triple(SAM, WORKS, LAB), said(75, 90)),
        ),
        sentences=(Sentence("d", 0, 30, ADA), Sentence("d", 40, 70)),
    )


def place(begin: int, text: str) -> Occurrence:
    return Occurrence("d", begin, begin + len(text), text)


def decided(folder: Path, text: str) -> Ontology:
    path = folder / "aliases.ttl"
    path.write_text(text, encoding="utf-8")
    return load_ontology(confirmed=[path])


def apply(folder: Path, text: str) -> Resolution:
    return settled(resolution(), decided(folder, text))


def names(found: Resolution) -> dict[str, str]:
    return {entity.iri: entity.label for entity in found.entities}


def triples(found: Resolution) -> set[Triple]:
    return {statement.triple for statement in found.statements}


def test_nothing_decided_changes_nothing() -> None:
    before = resolution()
    assert settled(before, load_ontology()) is before


def test_a_name_is_called_otherwise(tmp_path: Path) -> None:
    found = apply(tmp_path, f'<{ADA}> a tg:Person ; skos:prefLabel "Ada Lovelace" ; skos:hiddenLabel "Ada" .')
    ada = next(entity for entity in found.entities if entity.iri == ADA)
    assert (ada.label, ada.heard) == ("Ada Lovelace", ("Ada", "Aida"))
    assert triples(found) == triples(resolution())


def test_a_short_form_is_called_otherwise_in_its_document_only(tmp_path: Path) -> None:
    ontology = decided(tmp_path, f'<{SAM}> a tg:Person ; skos:prefLabel "Sam Stone" .')
    assert names(settled(resolution(), ontology))[SAM] == "Sam Stone"
    assert SAM not in ontology.entities
    assert "samstone" not in ontology.names


def test_two_are_one(tmp_path: Path) -> None:
    found = apply(tmp_path, f'<{SAM}> dcterms:isReplacedBy <{ADA}> . <{ADA}> a tg:Person ; skos:prefLabel "Ada" .')
    assert names(found) == {ADA: "Ada", LAB: "Lab"}
    ada = found.entities[-1]
    assert [each.begin for each in ada.occurrences] == [5, 45, 80]
    assert "Sam" in ada.heard
    assert SAM not in {statement.triple.subject for statement in found.statements}


def test_a_chain_of_merges_ends_at_its_last(tmp_path: Path) -> None:
    found = apply(tmp_path, f"<{SAM}> dcterms:isReplacedBy <{BASE}x> . <{BASE}x> dcterms:isReplacedBy <{ADA}> .")
    assert ADA in names(found)
    assert len(found.entities) == 2


def test_what_is_no_name_goes_with_its_facts(tmp_path: Path) -> None:
    found = apply(tmp_path, f"<{LAB}> a tg:NotAName .")
    assert names(found) == {ADA: "Ada", SAM: "Sam"}
    assert found.statements == ()
    assert [item.reason for item in found.rejections] == [NO_NAME] * 5
    speakerless = apply(tmp_path, f"<{ADA}> a tg:NotAName .")
    assert {sentence.speaker for sentence in speakerless.sentences} == {"Ada", None}
    assert {statement.evidence.speaker for statement in speakerless.statements} == {"Ada"}


def test_another_class_refuses_facts_that_no_longer_fit(tmp_path: Path) -> None:
    found = apply(tmp_path, f'<{LAB}> a tg:Person ; skos:prefLabel "Lab" .')
    assert {entity.iri: entity.cls for entity in found.entities}[LAB] == PERSON
    assert found.statements == ()
    assert {item.reason for item in found.rejections} == {UNFIT}


def test_a_mention_is_somebody_elses_with_what_is_said_there(tmp_path: Path) -> None:
    other = f"{BASE}person/ada-stone"
    found = apply(
        tmp_path,
        f'<{other}> a tg:Person ; skos:prefLabel "Ada Stone" . [] a tg:Mention ; tg:denotes <{other}> ; '
        f"dcterms:isPartOf <{BASE}document/d> ; nif:beginIndex 45 ; nif:endIndex 48 .",
    )
    assert names(found) == {ADA: "Ada", SAM: "Sam", LAB: "Lab", other: "Ada Stone"}
    places = {entity.iri: [each.begin for each in entity.occurrences] for entity in found.entities}
    assert (places[ADA], places[other]) == ([5], [45])
    assert Triple(other, WORKS, LAB) in triples(found)
    assert Triple(ADA, LEADS, LAB) in triples(found)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (Triple(ADA, LEADS, LAB), f"owl:assertionProperty tg:leads ; owl:targetIndividual <{LAB}>"),
        (Triple(LAB, FOUNDED, Quantity(YEAR)), 'owl:assertionProperty tg:foundingYear ; owl:targetValue "1990"'),
    ],
)
def test_a_wrong_fact_goes_and_says_why(tmp_path: Path, fact: Triple, text: str) -> None:
    found = apply(tmp_path, f"[] a owl:NegativePropertyAssertion ; owl:sourceIndividual <{fact.subject}> ; {text} .")
    assert triples(found) == triples(resolution()) - {fact}
    assert [item.reason for item in found.rejections] == [WRONG]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"<{ADA}> a tg:Wizard .", "does not declare"),
        (f"<{ADA}> dcterms:isReplacedBy <{SAM}> . <{SAM}> dcterms:isReplacedBy <{ADA}> .", "in a circle"),
        (f"[] a tg:Mention ; tg:denotes <{ADA}> .", "exactly one dcterms:isPartOf"),
        (f"[] a owl:NegativePropertyAssertion ; owl:sourceIndividual <{ADA}> .", "exactly one owl:assertionProperty"),
        (f'<{ADA}> skos:prefLabel "Ada"', "not valid Turtle"),
    ],
)
def test_what_cannot_be_applied_is_told_with_its_file(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(OntologyError, match=complaint) as told:
        decided(tmp_path, text)
    assert str(tmp_path / "aliases.ttl") in str(told.value)
