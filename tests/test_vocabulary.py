"""docs/vocabulary.html and docs/context.jsonld are what the ontology says today, and say it right."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.export.json_ld import context
from pipeline.export.vocabulary_page import CONTEXT, PAGE, vocabulary_files, vocabulary_page
from pipeline.ontology import default_folder, load_ontology
from pipeline.vocabulary import SCHEMA

DOCS = Path(__file__).parents[1] / "docs"
ONTOLOGY = load_ontology()


@pytest.mark.parametrize("name", [PAGE, CONTEXT])
def test_the_published_files_are_current(name: str, request: pytest.FixtureRequest) -> None:
    fresh = vocabulary_files(ONTOLOGY)[name]
    if request.config.getoption("--rewrite-docs"):
        (DOCS / name).write_bytes(fresh)
    assert (DOCS / name).read_bytes() == fresh, "run `make docs` and commit docs/"


def test_every_term_has_a_place_and_every_link_leads_to_one() -> None:
    page = vocabulary_page(ONTOLOGY).decode()
    places = set(re.findall(r'id="([^"]+)"', page))
    for iri in (*ONTOLOGY.classes, *ONTOLOGY.predicates, *ONTOLOGY.quantities, SCHEMA + "quote", SCHEMA + "speaker"):
        assert iri.removeprefix(SCHEMA) in places, iri
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places
    assert len(re.findall(r'id="([^"]+)"', page)) == len(places)


def test_the_page_asks_nothing_of_other_hosts() -> None:
    page = vocabulary_page(ONTOLOGY).decode()
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=\"(?!data:)", page)


def test_text_of_an_ontology_is_text_on_the_page(tmp_path: Path) -> None:
    schema = (default_folder() / "schema.ttl").read_text(encoding="utf-8")
    hostile = schema.replace("Anything that a document names.", "<script>alert(1)</script>")
    hostile += "\ntg:Place rdfs:seeAlso <javascript:alert(2)> ."
    (tmp_path / "schema.ttl").write_text(hostile, encoding="utf-8")
    page = vocabulary_page(load_ontology(tmp_path)).decode()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_the_context_means_what_the_schema_means() -> None:
    terms = context(ONTOLOGY)
    assert terms["developedBy"] == {"@id": "tg:developedBy", "@type": "@id"}
    assert terms["foundingYear"] == {"@id": "tg:foundingYear", "@type": "xsd:integer"}
    assert terms["Person"] == "tg:Person"
    text = json.dumps({"@context": terms, "@id": "http://a/b", "@type": "Person", "foundingYear": "1998"})
    assert {str(quad.triple) for quad in ox.parse(text, ox.RdfFormat.JSON_LD)} == {
        f"<http://a/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SCHEMA}Person>",
        f'<http://a/b> <{SCHEMA}foundingYear> "1998"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }


def test_the_command_writes_both_files(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["ontology", "docs", "-o", str(tmp_path)])
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".lock"} == {PAGE, CONTEXT}
