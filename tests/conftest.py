"""Flags that write expectations anew (without them no test changes a file of the repository), and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-example", action="store_true", help="write outputs/example.ttl anew")
    parser.addoption("--rewrite-docs", action="store_true", help="write the generated files in docs/ anew")


@pytest.fixture(scope="session")
def ontology() -> Any:
    """The ontology that ships."""
    from pipeline.ontology import load_ontology

    return load_ontology()


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[Any]:
    pytest.importorskip("selenium")
    from page_helpers import BROWSER, DRIVER, start_browser

    if not (BROWSER and DRIVER):
        pytest.skip("Chromium or its driver is not installed")
    driver = start_browser(str(tmp_path_factory.mktemp("profile")), str(downloads))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the sample graph."""
    pytest.importorskip("selenium")
    from page_helpers import sample_graph

    from pipeline.export.html import page as write_page
    from pipeline.ontology import load_ontology

    ontology = load_ontology()
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_bytes(write_page(sample_graph(ontology), ontology))
    return path.as_uri()
