"""Facts that exclude each other are found by the axioms of the schema, and named with their sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.graph.contradictions import contradict
from pipeline.graph.inference import known_from
from pipeline.ontology import Ontology, default_folder, load_ontology
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Quantity, Source, Triple
from pipeline.vocabulary import SCHEMA

ONTOLOGY = load_ontology()
LAB, FIRM, TOWN, ADA = (f"https://example.org/{name}" for name in ("lab", "firm", "town", "ada"))
SAID = Evidence("talk", 0, 20, "they said it", "verb:say", 0.9, start=62.0, stop=70.0, speaker="Ada")
DENIED = replace(SAID, begin=40, end=60, quote="they did not", polarity="denied", speaker=None)


def fact(subject: str, name: str, value: str | Quantity, *evidence: Evidence, asserted: bool = True) -> Fact:
    return Fact(Triple(subject, SCHEMA + name, value), 0.9, asserted, evidence or (SAID,))


def contradicted(graph: KnowledgeGraph, ontology: Ontology) -> KnowledgeGraph:
    return contradict(graph, known_from(graph, ontology), ontology)


def messages(*facts: Fact) -> list[str]:
    graph = KnowledgeGraph(
        documents=(Document("talk", Source("talk.vtt", "webvtt", "d"), "", "", (), ()),),
        entities=(
            Entity(LAB, "Lab", SCHEMA + "Organization"),
            Entity(FIRM, "Firm", SCHEMA + "Organization"),
            Entity(TOWN, "Town", SCHEMA + "Place"),
            Entity(ADA, "Ada Okafor", SCHEMA + "Person"),
        ),
        facts=facts,
    )
    found = contradicted(graph, ONTOLOGY)
    assert found.facts == facts, "which of them is wrong nobody knows"
    known = {item.triple for item in facts}
    for contradiction in found.contradictions:
        assert {triple for triple in contradiction.triples if not triple.predicate.endswith("#type")} <= known
    return [contradiction.message for contradiction in found.contradictions]


WHERE = 'talk.vtt at 1:02, Ada: "they said it"'


def test_what_can_be_true_is_no_contradiction() -> None:
    assert (
        messages(
            fact(LAB, "foundingYear", Quantity(1998.0)),
            fact(LAB, "partOf", FIRM),
            fact(FIRM, "locatedIn", TOWN),
            fact(LAB, "partnerOf", FIRM),
            fact(ADA, "leads", LAB),
            fact(LAB, "foundedBy", FIRM, DENIED, asserted=False),
        )
        == []
    )


def test_two_founding_years() -> None:
    years = (fact(LAB, "foundingYear", Quantity(1998.0)), fact(LAB, "foundingYear", Quantity(2001.0)))
    assert messages(*years) == [
        f"Lab can have one «founding year» only: Lab «founding year» 1998 ({WHERE}); Lab «founding year» 2001 ({WHERE})"
    ]


def test_what_nothing_can_be_to_itself() -> None:
    assert f"nothing can be «founded by» itself: Lab «founded by» Lab ({WHERE})" in messages(
        fact(LAB, "foundedBy", LAB)
    )


def test_what_cannot_hold_both_ways() -> None:
    found = messages(fact(LAB, "acquiredBy", FIRM), fact(FIRM, "acquiredBy", LAB))
    assert len(found) == 1
    assert found[0].startswith("«acquired by» cannot hold both ways: ")


@pytest.mark.parametrize("name", ["partOf", "locatedIn"])
def test_a_chain_that_leads_back(name: str) -> None:
    third = "https://example.org/third"
    found = messages(fact(LAB, name, FIRM), fact(FIRM, name, third), fact(third, name, LAB))
    found = [message for message in found if "itself" in message]
    assert len(found) == 1, "named once, not once for each thing in it"
    assert found[0].count(WHERE) == 3


def test_disjoint_classes_after_inference() -> None:
    """A place bought something: the range of the predicate makes it an organisation too."""
    (message,) = messages(fact(ADA, "worksFor", LAB), fact(LAB, "acquiredBy", TOWN))
    assert "«place»" in message
    assert "«organisation»" in message
    assert f"Lab «acquired by» Town ({WHERE})" in message


def test_a_place_may_be_led() -> None:
    assert messages(fact(ADA, "leads", TOWN), fact(ADA, "affiliatedWith", LAB)) == []


def test_affirmed_and_denied() -> None:
    assert messages(fact(LAB, "foundedBy", ADA, SAID, DENIED)) == [
        f'Lab «founded by» Ada Okafor: denied (talk.vtt at 1:02: "they did not") but affirmed ({WHERE})'
    ]


def test_denied_but_implied() -> None:
    found = messages(fact(ADA, "leads", LAB), fact(ADA, "worksFor", LAB, DENIED, asserted=False))
    assert found == [
        'Ada Okafor «works for» Lab: denied (talk.vtt at 1:02: "they did not") '
        f"but implied by Ada Okafor «leads» Lab ({WHERE})"
    ]


def test_the_axioms_are_those_of_the_folder(tmp_path: Path) -> None:
    schema = (default_folder() / "schema.ttl").read_text(encoding="utf-8")
    (tmp_path / "schema.ttl").write_text(schema.replace(", owl:FunctionalProperty", ""), encoding="utf-8")
    entity = Entity(LAB, "Lab", SCHEMA + "Organization")
    facts = (fact(LAB, "foundingYear", Quantity(1998.0)), fact(LAB, "foundingYear", Quantity(2001.0)))
    graph = KnowledgeGraph((), (entity,), facts)
    assert len(contradicted(graph, ONTOLOGY).contradictions) == 1
    assert contradicted(graph, load_ontology(tmp_path)).contradictions == ()
