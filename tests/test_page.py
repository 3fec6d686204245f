"""The page in a real Chromium without a network. Its graph is of the size of one episode: 120 entities, 80 facts."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.export import export_graph
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Occurrence,
    Quantity,
    Segment,
    Source,
    Triple,
)
from pipeline.settings import BASE, Settings

selenium = pytest.importorskip("selenium.webdriver")
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="Chromium or its driver is not installed"),
]
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no network
)
SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "sol", "va", "ne", "bri", "dor", "el", "fa")
HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<script>window.hacked=2</script>",
    "<img src=x onerror=window.hacked=3>",
    "<!--<script>",
    "javascript:window.hacked=4",
    "'\"><svg onload=window.hacked=5>",
    "{{ 7*7 }} &lt;b&gt; \u2028 \u202eevil\u202c \x00",
)


def sample_graph(ontology: Ontology) -> KnowledgeGraph:
    """Invented names, a few hubs, parallel edges, small parts, entities without facts, figures, a denial."""
    chance = random.Random(7)
    classes = sorted(ontology.classes)[:9]
    text = "Long talk. " * 50
    document = Document(
        id="talk",
        source=Source(name="talk.txt", format="text", digest="0" * 64),
        raw=text,
        text=text,
        runs=(),
        segments=(Segment(0, len(text)),),
        title="A long talk",
        date="2024-05-06",
    )
    entities = []
    for i in range(120):
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).title()
        name += f" {''.join(chance.choices(SYLLABLES, k=2)).title()}" * (i % 3 == 0)
        places = tuple(Occurrence("talk", 10 * k, 10 * k + len(name), name) for k in range(1 + 40 // (i + 1)))
        heard = (f"Misheard {i}",) if i % 4 == 0 else ()
        entities.append(
            Entity(
                f"{BASE}thing/{i}",
                f"{name} {i}",
                chance.choice(classes),
                heard=heard,
                occurrences=places,
                salience=1 / (i + 1),
            )
        )
    predicates = sorted(ontology.predicates)
    pairs = [(0, i) for i in range(1, 16)] + [(1, i) for i in range(16, 26)] + [(2, i) for i in range(26, 32)]
    pairs += [(0, 1), (1, 0), (1, 2)] + [(i, i + 1) for i in range(32, 60, 2)]
    pairs += [(chance.randrange(0, 32), chance.randrange(0, 32)) for _ in range(80 - len(pairs))]
    facts = {}
    for number, (source, target) in enumerate(pairs):
        triple = Triple(entities[source].iri, predicates[number % len(predicates)], entities[target].iri)
        quote = f"Quote number {number} says it."
        evidence = Evidence(
            "talk",
            number,
            number + len(quote),
            quote,
            "verb:say",
            0.8,
            start=60.0 * number + 2,
            stop=60.0 * number + 20,
            speaker="Ann",
        )
        facts[triple] = Fact(triple, 0.8, number != 79, (evidence,))
    figure = Triple(entities[0].iri, sorted(ontology.quantities)[0], Quantity(5.4e11))
    facts[figure] = Fact(figure, 0.7, True, (Evidence("talk", 1, 9, "540 billion", "q", 0.7),))
    return KnowledgeGraph((document,), tuple(entities), tuple(facts.values()))


def hostile_graph(ontology: Ontology) -> KnowledgeGraph:
    """Every field that comes from a document holds something that wants to run."""
    graph = sample_graph(ontology)
    entities = tuple(
        replace(entity, label=text, aliases=HOSTILE, heard=HOSTILE)
        for entity, text in zip(graph.entities, HOSTILE, strict=False)
    )
    known = {entity.iri for entity in entities}
    facts = []
    for fact, text in zip((fact for fact in graph.facts if fact.triple.object in known), HOSTILE * 2, strict=False):
        evidence = replace(fact.evidence[0], quote=text, speaker=text, rule=text, attributed_to=text)
        facts.append(replace(fact, evidence=(evidence,)))
    documents = (replace(graph.documents[0], title=HOSTILE[0], date=HOSTILE[2], url=HOSTILE[4]),)
    return KnowledgeGraph(documents, entities, tuple(facts))


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = selenium.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}", "--window-size=1280,900"):
        options.add_argument(flag)
    options.binary_location = str(BROWSER)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = selenium.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    export_graph(sample_graph(ontology), ontology, Settings(), folder)
    return (folder / "graph.html").as_uri()


def open_page(browser: Any, url: str) -> None:
    browser.get_log("browser"), browser.get_log("performance")  # what earlier tests left
    browser.get(url)
    WebDriverWait(browser, 20).until(lambda driver: driver.execute_script("return !!window.talkgraph"))
    # The first frame measures the labels, the next shows the final view.
    browser.execute_async_script(
        "const [done] = arguments; const next = (run) => requestAnimationFrame(run); next(() => next(() => next(done)))"
    )


def requests(browser: Any) -> list[str]:
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def click(browser: Any, point: dict[str, float]) -> None:
    """A real click of the mouse at a point of the canvas."""
    box = browser.execute_script("return document.querySelector('#graph canvas').getBoundingClientRect().toJSON()")
    actions = ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(round(box["x"] + point["x"]), round(box["y"] + point["y"]))
    actions.w3c_actions.pointer_action.click()
    actions.perform()


def panel(browser: Any) -> str:
    return str(browser.find_element(By.ID, "panel").text)


def test_page_draws_the_graph_and_asks_for_nothing(browser: Any, page: str) -> None:
    open_page(browser, page)
    assert {page} <= set(requests(browser)) <= {page, "data:,"}
    assert browser.get_log("browser") == []
    painted = browser.execute_script(
        """
        const canvas = document.querySelector("#graph canvas");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0;
        for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) count += 1;
        return count / (pixels.length / 4);
        """
    )
    assert 0.01 < painted < 0.9
    legend = browser.find_elements(By.CSS_SELECTOR, "#legend li")
    assert len(legend) == 9
    assert sum(int(item.text.split()[-1]) for item in legend) == 120


def test_page_is_small(page: str, ontology: Ontology) -> None:
    assert Path(page.removeprefix("file://")).stat().st_size < 2_500_000


def test_labels_do_not_cover_each_other(browser: Any, page: str) -> None:
    open_page(browser, page)
    covered = browser.execute_script(
        """
        const { network, data } = window.talkgraph;
        const boxes = data.nodes.filter((node) => !node.loose).map((node) => network.getBoundingBox(node.id));
        let found = 0;
        boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 2 && down > 2) found += 1;
        }));
        return found;
        """
    )
    assert covered == 0


def test_clicking_an_edge_shows_quote_and_time(browser: Any, page: str) -> None:
    open_page(browser, page)
    edge = browser.execute_script(
        """
        const { network, data } = window.talkgraph;
        for (const edge of data.edges) {
          const [a, b] = [edge.from, edge.to].map((id) => network.canvasToDOM(network.getPosition(id)));
          const point = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
          if (edge.from !== edge.to && network.getEdgeAt(point) === edge.id && network.getNodeAt(point) === undefined)
            return { id: edge.id, point };
        }
        """
    )
    click(browser, edge["point"])
    WebDriverWait(browser, 5).until(lambda _: "Quote number" in panel(browser))
    number = edge["id"]
    hours, minutes = divmod(number, 60)
    assert f"Quote number {number} says it." in panel(browser)
    assert (f"{hours}:{minutes:02}:02" if hours else f"{minutes}:02") + " · Ann · A long talk" in panel(browser)
    assert "80% sure" in panel(browser)


def test_clicking_a_node_shows_its_facts_and_leads_to_the_quote(browser: Any, page: str) -> None:
    open_page(browser, page)
    click(browser, browser.execute_script("const n = talkgraph.network; return n.canvasToDOM(n.getPosition(0))"))
    label = browser.execute_script("return talkgraph.data.entities[0].label")
    WebDriverWait(browser, 5).until(lambda _: browser.find_element(By.CSS_SELECTOR, "#panel h1").text == label)
    assert "As heard\n“Misheard 0”" in panel(browser)
    assert "540,000,000,000" in panel(browser)
    rows = browser.find_elements(By.CSS_SELECTOR, "#panel ul .row")
    assert len(rows) >= 15
    rows[0].click()
    assert browser.find_element(By.CSS_SELECTOR, "#panel blockquote").text.startswith("Quote number")
    browser.find_element(By.CSS_SELECTOR, "#panel .back").click()
    assert "Kinds of things" in panel(browser)


def test_search_finds_what_was_heard_even_without_facts(browser: Any, page: str) -> None:
    open_page(browser, page)
    browser.find_element(By.ID, "search").send_keys("misheard 116")
    assert "heard as “Misheard 116”" in browser.find_element(By.ID, "hits").text
    browser.find_element(By.ID, "search").send_keys(Keys.ENTER)
    label = browser.execute_script("return talkgraph.data.entities[116].label")
    assert browser.find_element(By.CSS_SELECTOR, "#panel h1").text == label
    assert "No fact about it was found." in panel(browser)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert browser.find_element(By.ID, "loose").is_selected(), "what was found stays in sight"


def test_a_class_can_be_hidden(browser: Any, page: str) -> None:
    open_page(browser, page)
    entry = browser.find_element(By.CSS_SELECTOR, "#legend button")
    visible = "return talkgraph.network.body.nodeIndices.length"
    before = browser.execute_script(visible)
    entry.click()
    assert entry.get_attribute("aria-pressed") == "false"
    WebDriverWait(browser, 5).until(lambda _: browser.execute_script(visible) < before)


def test_hostile_text_shows_and_never_runs(browser: Any, ontology: Ontology, tmp_path: Path) -> None:
    graph = hostile_graph(ontology)
    export_graph(graph, ontology, Settings(), tmp_path)
    url = (tmp_path / "graph.html").as_uri()
    open_page(browser, url)
    assert browser.title.startswith(HOSTILE[0])
    count = browser.execute_script("return [talkgraph.data.entities.length, talkgraph.data.edges.length]")
    assert count[0] == len(HOSTILE)
    assert count[1] > 0
    browser.find_element(By.ID, "search").send_keys("window.hacked")
    assert HOSTILE[0] in browser.find_element(By.ID, "hits").text
    browser.find_element(By.ID, "search").send_keys(Keys.ENTER)
    assert HOSTILE[1] in panel(browser)
    browser.find_element(By.CSS_SELECTOR, "#panel ul .row").click()
    assert browser.find_element(By.TAG_NAME, "blockquote").text in {text.strip() for text in HOSTILE}
    assert f"according to {HOSTILE[0]}"[:20] in panel(browser)
    assert browser.execute_script("return window.hacked") is None
    assert browser.execute_script("return document.querySelectorAll('img, svg[onload], #panel script').length") == 0
    assert browser.get_log("browser") == []
    assert set(requests(browser)) <= {url, "data:,"}


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_narrow_and_wide_light_and_dark(
    browser: Any, page: str, width: int, height: int, scheme: str
) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    try:
        open_page(browser, page)
        sizes = browser.execute_script(
            """
            const { right } = document.querySelector("#side").getBoundingClientRect();
            const height = document.querySelector("#graph").clientHeight;
            const { backgroundColor } = getComputedStyle(document.body);
            return [document.documentElement.scrollWidth, height, right, backgroundColor];
            """
        )
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert sizes[0] == width, "nothing scrolls sideways"
    assert sizes[1] > height * 0.4
    assert sizes[2] == width
    assert (int(sizes[3].split("(")[1].split(",")[0]) < 60) == (scheme == "dark")


def test_an_empty_graph_opens(browser: Any, ontology: Ontology, tmp_path: Path) -> None:
    export_graph(KnowledgeGraph((), (), ()), ontology, Settings(), tmp_path)
    open_page(browser, (tmp_path / "graph.html").as_uri())
    assert browser.get_log("browser") == []
    assert "0 names, 0 facts" in panel(browser)
