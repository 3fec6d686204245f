"""Background facts tested as code: every failure message tells the curator what to change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from test_cases import facts as said

from pipeline.ontology import Ontology, default_folder
from pipeline.run import build_graph
from pipeline.vocabulary import local_name

FILES = sorted((default_folder() / "background").glob("*.ttl"))
Fact = tuple[str, str, str]


def facts(path: Path) -> Iterator[Fact]:
    """The triples of a file in the order in which it has them."""
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.NamedNode):  # no term of office
            yield quad.subject.value, quad.predicate.value, quad.object.value


FACTS = {path.name: list(facts(path)) for path in FILES}


@pytest.mark.parametrize("name", FACTS)
def test_subjects_are_sorted_and_each_fact_stands_once(name: str) -> None:
    subjects = list(dict.fromkeys(subject for subject, _, _ in FACTS[name]))
    unsorted = [after for before, after in pairwise(subjects) if before > after]
    assert not unsorted, f"{name}: sort by IRI; out of place: {unsorted[:5]}"
    files = defaultdict(list)
    for other, known in FACTS.items():
        for fact in known:
            files[fact].append(other)
    assert not {fact: where for fact, where in files.items() if len(where) > 1}


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_between_entities_of_the_gazetteer_that_suit_the_predicate(name: str, ontology: Ontology) -> None:
    faults = []
    for subject, predicate, other in FACTS[name]:
        stated, ends = ontology.predicates[predicate], [ontology.entities.get(iri) for iri in (subject, other)]
        for end, iri, allowed in zip(ends, (subject, other), (stated.domain, stated.range), strict=True):
            if end is None:
                faults.append(f"{name}: {iri} is not in the gazetteer")
            elif not ontology.is_a(end.cls, allowed):
                faults.append(
                    f"{name}: {iri} is a {local_name(end.cls)}, which tg:{local_name(predicate)} does not take"
                )
    assert not faults, "\n".join(faults)


def test_parts_places_and_bases_form_no_circles() -> None:
    graphs: defaultdict[str, nx.DiGraph[str]] = defaultdict(nx.DiGraph)
    for known in FACTS.values():
        for subject, predicate, other in known:
            graphs[local_name(predicate)].add_edge(subject, other)
    for predicate in ("partOf", "locatedIn", "basedOn"):
        assert nx.is_directed_acyclic_graph(graphs[predicate]), f"{predicate}: {nx.find_cycle(graphs[predicate])}"


def test_the_ontology_knows_them(ontology: Ontology) -> None:
    told = {(subject, predicate, other) for known in FACTS.values() for subject, predicate, other in known}
    assert len(told) > 10_000
    missing = [fact for fact in told if fact[2] not in ontology.known(*fact[:2])]
    assert not missing[:5]


def test_terms_of_office_are_intervals_of_days(ontology: Ontology) -> None:
    terms = [(entity.iri, term) for entity in ontology.entities.values() for term in entity.terms]
    assert len(terms) > 80
    day = r"\d{4}-\d\d-\d\d"
    assert not [(iri, term) for iri, term in terms if not re.fullmatch(rf"{day}/(?:{day}|\.\.)", term)]


TALK = ["President Biden left the United States.", "So that is that.", "And we go on."]


@pytest.mark.parametrize(("date", "predicate"), [("March 18, 2022", "leads"), ("March 18, 2025", "worksFor")])
def test_the_date_of_a_document_says_who_governs(date: str, predicate: str, tmp_path: Path) -> None:
    talk = [f"*  {line} [[00:00:0{at}](https://example.org/v?t={at})]" for at, line in enumerate(TALK)]
    text = "\n".join(["# Boats", f"**Harbour Light:** [{date}](https://example.org/v)", *talk])
    found = said(text, tmp_path, known=False, suffix=".md")
    assert {fact for fact in found if fact[0] == "Joe Biden"} == {("Joe Biden", predicate, "United States")}


KEYWORDS = "---\nVideo Keywords: ['TIM COOK', 'APPLE', 'PHONES']\n---\n"


def test_what_nobody_says_in_one_sentence_is_shown_where_it_is_spoken_of(tmp_path: Path) -> None:
    told = ["Apple makes its phones abroad.", "I asked Tim Cook about it.", "So Apple stays there."]
    talk = [f"*  {line} [[00:00:0{at}](https://example.org/v?t={at})]" for at, line in enumerate(told, 2)]
    path = tmp_path / "talk.md"
    path.write_text("\n".join([KEYWORDS, "# Phones", *talk]), encoding="utf-8")
    fact = next(fact for fact in build_graph(path).facts if str(fact.subject) == "Tim Cook")
    assert fact.quote not in KEYWORDS
    assert fact.start is not None
