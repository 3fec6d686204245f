"""The page of an ordinary episode: many names and hardly a fact. One is written for this; the real ones are not ours to
keep, and their tests skip where they are not beside the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import build_graph
from pipeline.export.html import page as write_page
from pipeline.graph.passages import mentions_of
from pipeline.ontology import load_ontology
from pipeline.records import KnowledgeGraph

SHARED = Path(__file__).parents[1].parent / "shared"
ORDINARY = SHARED / "corpus" / "20241220-fox-news-primetime-recap-920s.md"  # names in plenty, and hardly a fact
SEED = SHARED / "seeds" / "no-priors-stability-ai.txt"
OURS = Path(__file__).parent / "talks" / "harbour-evening.vtt"
absent = pytest.mark.skipif(not ORDINARY.exists(), reason="the corpus is not here (../shared/corpus)")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[OURS, pytest.param(ORDINARY, marks=absent)], ids=["ours", "corpus"])
def ordinary(request: pytest.FixtureRequest) -> KnowledgeGraph:
    graph = build_graph(request.param).knowledge
    assert len(graph.entities) > 2 * sum(fact.asserted for fact in graph.facts), "else it is no ordinary episode"
    return graph


def test_every_name_of_an_ordinary_episode_has_its_passages(ordinary: KnowledgeGraph) -> None:
    mentions = mentions_of(ordinary)
    assert len(ordinary.entities) > 20
    silent = [
        entity.label for entity in ordinary.entities if entity.occurrences and not mentions[entity.iri][0].passage
    ]
    assert silent == []
    assert sum(not entity.occurrences for entity in ordinary.entities) <= 1, "the show itself may go unnamed"


@absent
def test_the_page_of_a_long_episode_is_small() -> None:
    content = write_page(build_graph(SEED).knowledge, load_ontology())
    assert len(content) < 1_500_000


@pytest.mark.browser
def test_the_first_picture_of_an_ordinary_episode_is_one_thing(
    browser: Any, ordinary: KnowledgeGraph, tmp_path: Path
) -> None:
    from page_helpers import errors, find, open_page, value

    path = tmp_path / "graph.html"
    path.write_bytes(write_page(ordinary, load_ontology()))
    open_page(browser, path.as_uri())
    joined, shown, parts = browser.execute_script(
        """
        const { nodes, edges } = talkgraph.scene(), { s, o } = talkgraph.model, home = new Map();
        const find = (node) => (home.get(node) ?? node) === node ? node : find(home.get(node));
        for (const edge of edges) home.set(find(s[edge]), find(o[edge]));
        const ends = new Set(edges.flatMap((edge) => [s[edge], o[edge]])), sizes = new Map();
        for (const node of ends) sizes.set(find(node), (sizes.get(find(node)) ?? 0) + 1);
        return [nodes.filter((node) => ends.has(node)).length, nodes.length, [...sizes.values()]];
        """
    )
    assert joined >= 0.9 * shown, f"{joined} of {shown} names are joined to something"
    assert max(parts) >= 0.5 * shown, "most of them in one part"
    silent = browser.execute_script(
        """
        const silent = [];
        for (let node = 0; node < talkgraph.model.size; node++) {
          if (!talkgraph.model.mentionsOf(node).length) continue;
          talkgraph.state.set({ node }, { replace: true });
          if (!document.querySelector("#mentions blockquote mark")) silent.push(talkgraph.model.label[node]);
        }
        return silent;
        """
    )
    assert silent == [], "every name answers with its passages"
    assert find(browser, "#panel").is_displayed()
    assert value(browser, "talkgraph.ready") is not None
    assert errors(browser) == []
