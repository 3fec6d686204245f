"""Known names inside longer ones, products that are companies, and several spellings of one known name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ontology import Ontology, load_ontology
from pipeline.run import assemble
from pipeline.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def things(text: str, ontology: Ontology, folder: Path) -> set[str]:
    path = folder / "talk.txt"
    path.write_text(text + "\n", encoding="utf-8")
    graph, _ = assemble([path], ontology, Settings())
    return {f"{entity.label} {entity.cls.rpartition('#')[2]}" for entity in graph.entities}


FOUND = (
    ("We met people from firms like Notion and Snorkel.", "Notion Organization"),
    ("Let's say you are a Python programmer. My brother is a Python developer. I like Python.", "Python Software"),
    ("Orla's lab makes medicines in Boston.", "Orla Person"),
    ("We met Satya Nadella. Then Sati Nadella left.", "Satya Nadella Person"),
)
NONE = (
    ("She led the Mamba-Lantern group.", "Mamba AIModel"),
    ("Apple Suing OpenAI is a story.", "Apple Suing Software"),
    ("We met Satya Nadella. Then Sati Nadella left.", "Sati Nadella Person"),
    ("We met Satya Nadella. Then Satya N. Nadella left.", "Satya N. Nadella Person"),
)


@pytest.mark.parametrize(("text", "thing"), FOUND)
def test_it_is_found(text: str, thing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert thing in things(text, ontology, tmp_path)


@pytest.mark.parametrize(("text", "thing"), NONE)
def test_it_is_none(text: str, thing: str, ontology: Ontology, tmp_path: Path) -> None:
    assert thing not in things(text, ontology, tmp_path)
