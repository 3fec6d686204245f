"""A folder of linked notes, one per name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from samples import MAUD, ROSE, TULIP, garden_graph

from pipeline.errors import OutputError
from pipeline.export import export_graph
from pipeline.export.conversion import convert
from pipeline.export.formats import chosen
from pipeline.export.obsidian import notes
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings


def vault(graph: KnowledgeGraph, garden: Ontology) -> dict[str, str]:
    return {name: content.decode() for name, content in notes(graph, garden)}


def properties(note: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(note.split("---\n")[1])
    return found


def test_each_name_and_document_has_a_note(graph: KnowledgeGraph, garden: Ontology) -> None:
    found = vault(graph, garden)
    assert sorted(found) == sorted(
        ["About show 2.md", "About show-1.md", "Rose.md", "Maud.md", "Len.md", "=Tulip.md", "Fern.md"]
    )
    assert properties(found["Rose.md"]) == {
        "generator": "talkgraph",
        "aliases": ["Rose", "Rosa", "the | rose", "rows", "roes"],
        "tags": ["plant"],
        "kind": "Plant",
        "mentions": 2,
        "iri": ROSE,
    }
    assert properties(found["About show-1.md"])["date"] == "2023-03-02"


def test_facts_lead_to_their_quotes_and_to_other_notes(graph: KnowledgeGraph, garden: Ontology) -> None:
    rose = vault(graph, garden)["Rose.md"]
    assert "- Rose grown by [[Maud]]\n" in rose
    assert "> Maud grows the rows.  \n" in rose
    assert "1:02 · [[Len]] · [[About show-1]] · according to [[Maud]]" in rose
    assert "- Rose petals 540,000,000,000\n" in rose
    tulip = vault(graph, garden)["=Tulip.md"]
    assert "## Said, but not as a fact" in tulip
    assert "denied · in the past · as head gardener · until 1866" in tulip


def test_mentions_and_companions(graph: KnowledgeGraph, garden: Ontology) -> None:
    maud = vault(graph, garden)["Maud.md"]
    assert "## Said together with\n\n- [[Rose]] (2×)" in maud
    assert maud.count("## Mentions") == 1
    assert maud.rstrip().endswith("> — [[Len]] · [[About show-1]]")


def test_every_link_leads_to_a_note(graph: KnowledgeGraph, garden: Ontology) -> None:
    hostile = garden_graph('AC/DC: [[x]] | "y" #z ^1 <b>*')
    found = vault(hostile, garden)
    for note in found.values():
        for target in re.findall(r"(?<!\\)\[\[([^\]|]+)", note.split("---\n", 2)[2]):
            assert f"{target}.md" in found


def test_names_that_differ_in_case_only_have_two_notes(graph: KnowledgeGraph, garden: Ontology) -> None:
    twins = tuple(
        replace(entity, label={MAUD: "ROSE", TULIP: "rose"}.get(entity.iri, entity.label)) for entity in graph.entities
    )
    found = vault(replace(graph, entities=twins), garden)
    assert len({name.casefold() for name in found}) == 7
    assert {"Rose.md", "ROSE (Gardener).md", "rose (Plant).md"} <= found.keys()


def test_markup_in_quotes_is_text(garden: Ontology) -> None:
    graph = garden_graph()
    fact = graph.facts[0]
    said = replace(fact.evidence[0], quote="<script>x</script> *b* [[Maud]]\n# h")
    note = vault(replace(graph, facts=(replace(fact, evidence=(said,)),)), garden)["Rose.md"]
    assert r"> \<script\>x\</script\> \*b\* \[\[Maud\]\] \# h" in note


def test_a_run_and_a_conversion_write_the_folder(graph: KnowledgeGraph, garden: Ontology, tmp_path: Path) -> None:
    report = export_graph(graph, garden, Settings(), tmp_path / "out", formats=["nq", "obsidian"])
    assert "obsidian/Rose.md" in {file.name for file in report.files}
    assert (tmp_path / "out" / "obsidian" / "Rose.md").is_file()
    assert report.foreign == ()
    (tmp_path / "out" / "obsidian" / "Mine.md").write_text("mine", encoding="utf-8")
    again = export_graph(graph, garden, Settings(), tmp_path / "out", formats=["nq", "obsidian"])
    assert again.foreign == ("obsidian/Mine.md",)
    assert (tmp_path / "out" / "obsidian" / "Mine.md").read_text(encoding="utf-8") == "mine"
    (folder,) = convert(tmp_path / "out" / "graph.nq", "obsidian", tmp_path / "vault", ontology=garden.folder)
    assert folder == tmp_path / "vault"
    assert "- Rose grown by [[Maud]]" in (folder / "Rose.md").read_text(encoding="utf-8")


def test_a_folder_is_not_compressed() -> None:
    with pytest.raises(OutputError, match="no such format"):
        chosen(["obsidian.gz"])
