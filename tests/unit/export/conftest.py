from __future__ import annotations

from pathlib import Path

import pytest
from samples import garden_graph, garden_ontology

from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    return garden_ontology(Path(tmp_path_factory.mktemp("garden")))


@pytest.fixture
def graph() -> KnowledgeGraph:
    return garden_graph()
