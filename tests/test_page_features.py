"""What a reader can do on the page, each with real typing and clicking in Chromium."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

pytest.importorskip("selenium")
from page_helpers import (
    INFERRED,
    click,
    errors,
    find,
    find_all,
    node_point,
    open_page,
    panel,
    sample_graph,
    settle,
    value,
    wait,
)
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from pipeline.export.html import page as write_page
from pipeline.ontology import load_ontology
from pipeline.settings import BASE

pytestmark = pytest.mark.browser
EDGES, NODES = "talkgraph.scene().edges.length", "talkgraph.scene().nodes.length"


@pytest.fixture(autouse=True)
def fresh(browser: Any, page: str) -> Any:
    """Every test begins with the page as it opens, and ends without a message in the console."""
    open_page(browser, page)
    yield
    assert errors(browser) == []


def open_group(browser: Any, name: str) -> list[Any]:
    if not find(browser, f"#filter-{name}").get_attribute("open"):
        find(browser, f"#filter-{name} summary").click()
    return find_all(browser, f"#filter-{name} .row")


def label(browser: Any, node: int) -> str:
    return str(value(browser, f"talkgraph.model.label[{node}]"))


# --- find


def test_search_completes_aliases_and_what_was_heard(browser: Any) -> None:
    find(browser, "#search").send_keys("misheard 11")
    assert "heard as “Misheard 112”" in find(browser, "#hits").text
    find(browser, "#search").send_keys(Keys.BACKSPACE * 20, "alias 4")
    assert "also called “Alias 40”" in find(browser, "#hits").text
    find(browser, "#search").send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert find(browser, "#panel h1").text == label(browser, 45)
    find(browser, "#search").send_keys("nobody is called so")
    assert find(browser, "#no-hits").is_displayed()


def test_what_has_no_facts_is_found_and_stays_in_sight(browser: Any) -> None:
    find(browser, "#search").send_keys("misheard 116", Keys.ENTER)
    assert find(browser, "#panel h1").text == label(browser, 116)
    assert "Nobody else knows" in find(browser, "#mentions blockquote").text, "and leads to its words"
    assert value(browser, "talkgraph.scene().inPicture[116]") == 1


def test_everything_works_from_the_keyboard(browser: Any) -> None:
    find(browser, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    browser.switch_to.active_element.send_keys("alias 0", Keys.ENTER)
    assert find(browser, "#panel h1").text == label(browser, 0)
    settle(browser)
    browser.execute_script("document.querySelector('#graph').focus()")
    for key in (Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_DOWN):
        browser.switch_to.active_element.send_keys(key)
        if find(browser, "#panel h1").text != label(browser, 0):
            break
    assert find(browser, "#panel h1").text != label(browser, 0), "an arrow leads to a neighbour"
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert value(browser, "talkgraph.state.get().node") is None
    settle(browser)
    before = value(browser, "talkgraph.camera.k")
    browser.switch_to.active_element.send_keys("+")
    assert value(browser, "talkgraph.camera.k") > before
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("id") != "graph"


# --- read


def test_clicking_a_node_shows_its_facts_and_leads_to_the_quote(browser: Any) -> None:
    click(browser, node_point(browser, 0))
    wait(browser, lambda: find(browser, "#panel h1").text == label(browser, 0))
    assert "As heard\n“Misheard 0”" in panel(browser)
    assert "Also called\nAlias 0" in panel(browser)
    assert "540,000,000,000" in panel(browser)
    rows = find_all(browser, "#panel ul .row")
    assert len(rows) >= 15
    bright = value(browser, "[...talkgraph.scene().bright].length")
    assert 10 < bright < 40, "its neighbours stand out"
    rows[1].click()
    assert find(browser, "#panel blockquote").text.startswith("Quote number")
    find(browser, "#panel .back").click()
    assert "Kinds of things" in panel(browser)


def test_clicking_an_edge_shows_who_said_it_when(browser: Any) -> None:
    edge = browser.execute_script(
        """
        const { camera, model } = talkgraph;
        const at = (node) => camera.toScreen(model.x[node], model.y[node]);
        const distance = (node, x, y) => Math.hypot(at(node)[0] - x, at(node)[1] - y);
        const far = (x, y) => Math.min(...talkgraph.scene().nodes.map((node) => distance(node, x, y)));
        const inside = (box, x, y) => box.left < x && x < box.right && box.top < y && y < box.bottom;
        const free = (x, y) => !talkgraph.labels.placed().some((box) => inside(box, x, y));
        for (const claim of talkgraph.scene().edges) {
          const [a, b] = [at(model.s[claim]), at(model.o[claim])], point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
          if (claim > 69 || claim % 10 === 9 || model.bend(claim)) continue;
          if (far(...point) > 25 && free(...point)) return point;
        }
        """
    )
    point = edge
    click(browser, point)
    wait(browser, lambda: "Quote number" in panel(browser))
    chosen = value(browser, "talkgraph.state.get().claim")
    number = value(browser, f"talkgraph.model.evidence({chosen})[0].quote").split()[2]
    hours, minutes = divmod(int(number), 60)
    time = f"{hours}:{minutes:02}:02" if hours else f"{minutes}:02"
    assert f"▶ {time} · {('Ann', 'Ben')[int(number) % 2]} · A long talk" in panel(browser)
    assert "% sure" in panel(browser)
    assert find(browser, "mark").text == value(browser, f"talkgraph.model.label[talkgraph.model.s[{chosen}]]")
    link = find(browser, ".evidence a")
    assert link.get_attribute("href") == f"https://example.org/talk.mp3#t={60 * int(number) + 2}"


def test_a_denied_statement_is_no_fact(browser: Any) -> None:
    denied = value(browser, "[...talkgraph.model.kind].indexOf(1)")
    subject = value(browser, f"talkgraph.model.s[{denied}]")
    assert not value(browser, f"talkgraph.scene().edges.includes({denied})")
    browser.execute_script("talkgraph.state.set({ node: arguments[0] })", subject)
    assert "Said, but not as a fact" in panel(browser)
    assert "(denied)" in panel(browser)


# --- filter


def test_a_class_can_be_hidden_and_shown_again(browser: Any) -> None:
    before = value(browser, NODES)
    find(browser, "#legend button").click()
    assert find(browser, "#legend button").get_attribute("aria-pressed") == "false"
    assert value(browser, NODES) < before
    find(browser, "#filter-kinds p button").click()
    assert value(browser, NODES) == before


def test_relations_speakers_and_documents_filter(browser: Any) -> None:
    for name in ("relations", "speakers", "documents"):
        before = value(browser, EDGES)
        open_group(browser, name)[0].click()
        assert value(browser, EDGES) < before, name
        find(browser, f"#filter-{name} p button").click()
        assert value(browser, EDGES) == before, name
    rows = open_group(browser, "speakers")
    assert [row.text.split("\n")[0] for row in rows] == ["Ann", "Ben", "Speaker not named"]
    rows[0].click()
    heard = "(claim) => talkgraph.model.evidence(claim).some(({ speaker }) => speaker === 'Ann')"
    assert value(browser, f"talkgraph.scene().edges.filter({heard}).length") == 0


def test_confidence_filters(browser: Any) -> None:
    slider = find(browser, "#sure")
    slider.send_keys(Keys.ARROW_RIGHT * 14)
    wait(browser, lambda: value(browser, "talkgraph.state.get().sure") == 70)
    assert value(browser, "Math.min(...talkgraph.scene().edges.map((claim) => talkgraph.model.sure[claim]))") >= 70


def test_said_and_inferred_are_told_apart(browser: Any) -> None:
    said = value(browser, EDGES)
    find(browser, "#way input[value=all]").click()
    assert value(browser, EDGES) == said + 1
    find(browser, "#way input[value=inferred]").click()
    assert value(browser, EDGES) == 1
    inferred = value(browser, "talkgraph.scene().edges[0]")
    browser.execute_script("talkgraph.state.set({ claim: arguments[0] })", inferred)
    assert INFERRED in panel(browser)
    assert "by the rule inverse" in panel(browser)
    find(browser, "#panel ul .row").click()
    assert find(browser, "#panel blockquote").text.startswith("Quote number 0")
    find(browser, "#panel .back").click()
    find(browser, "#way input[value=said]").click()
    assert value(browser, EDGES) == said


def test_the_brush_narrows_to_a_time_and_can_be_moved(browser: Any) -> None:
    before = value(browser, EDGES)
    brush = find(browser, "#brush")
    width = brush.size["width"]
    ActionChains(browser).move_to_element_with_offset(brush, -width // 4, -12).click_and_hold().move_by_offset(
        width // 4, 0
    ).release().perform()
    begin, end = value(browser, "talkgraph.state.get().time")
    whole = value(browser, "Number(document.querySelector('#time-to').max)")
    assert begin == pytest.approx(0.25 * whole, rel=0.1)
    assert end == pytest.approx(0.5 * whole, rel=0.1)
    assert 0 < value(browser, EDGES) < before / 2
    assert value(
        browser,
        "talkgraph.scene().edges.every((c) => talkgraph.model.kind[c] === 2 || talkgraph.model.evidence(c).some("
        f"(e) => e.start >= {begin} && e.start <= {end}))",
    )
    find(browser, "#time-to").send_keys(Keys.ARROW_LEFT * 3)
    assert value(browser, "talkgraph.state.get().time[1]") < end
    find(browser, "#time-text button").click()
    assert value(browser, EDGES) == before


def test_time_plays_forward(browser: Any) -> None:
    find(browser, "#play").click()
    first = wait(browser, lambda: value(browser, "talkgraph.state.get().time?.[1]") or None)
    wait(browser, lambda: value(browser, "talkgraph.state.get().time?.[1] ?? Infinity") > first)
    find(browser, "#play").click()
    assert find(browser, "#play").get_attribute("aria-label") == "Play forward"
    stood = value(browser, "talkgraph.state.get().time")
    assert stood[0] == 0
    assert value(browser, EDGES) < 80


# --- follow


def test_the_shortest_path_between_two(browser: Any) -> None:
    click(browser, node_point(browser, 20))
    wait(browser, lambda: find(browser, "#panel h1").text == label(browser, 20))
    next(item for item in find_all(browser, ".action") if item.text == "Path to …").click()
    assert "Choose where it leads" in panel(browser)
    find(browser, "#search").send_keys(label(browser, 28), Keys.ENTER)
    assert find(browser, "#panel h1").text == f"{label(browser, 20)} to {label(browser, 28)}"
    steps = find_all(browser, "#steps .row")
    assert 1 <= len(steps) <= 4
    assert value(browser, "talkgraph.scene().strong.size") == len(steps)


def test_no_path_is_said_so(browser: Any) -> None:
    browser.execute_script("talkgraph.state.set({ path: [0, 32] })")
    assert "No facts link the two" in panel(browser)


def test_back_forward_and_sharing_the_view(browser: Any, page: str) -> None:
    find(browser, "#start .row").click()
    first = find(browser, "#panel h1").text
    settle(browser)
    find(browser, "#panel ul:last-of-type .row").click()
    claim = find(browser, "#panel h1").text
    assert claim != first
    find(browser, "#back").click()
    wait(browser, lambda: find(browser, "#panel h1").text == first)
    find(browser, "#forward").click()
    wait(browser, lambda: find(browser, "#panel h1").text == claim)
    find(browser, "#back").click()
    wait(browser, lambda: find(browser, "#panel h1").text == first)
    browser.execute_script("document.querySelector('#graph').focus()")
    browser.switch_to.active_element.send_keys("+")
    settle(browser)
    address, scale = browser.current_url, value(browser, "talkgraph.camera.k")
    open_page(browser, page, address[address.index("#") :])
    assert find(browser, "#panel h1").text == first
    assert value(browser, "talkgraph.camera.k") == pytest.approx(scale, abs=0.01)


def test_a_broken_address_does_no_harm(browser: Any, page: str) -> None:
    open_page(
        browser, page, "#node=nobody&fact=9999&path=a-b&kinds=x.-1&time=5&sure=200&way=up&view=1,2,nought&open=77777"
    )
    assert "Kinds of things" in panel(browser)
    assert value(browser, NODES) == 120


def test_the_wheel_zooms_and_dragging_moves_the_view(browser: Any) -> None:
    before = value(browser, "[talkgraph.camera.x, talkgraph.camera.k]")
    stage = find(browser, "#graph")
    ActionChains(browser).move_to_element(stage).click_and_hold().move_by_offset(120, 40).release().perform()
    moved = value(browser, "talkgraph.camera.x")
    assert moved == pytest.approx(before[0] - 120 / before[1], abs=2)
    browser.execute_script(
        "arguments[0].dispatchEvent(new WheelEvent('wheel', { deltaY: -200, clientX: 300, clientY: 300 }))",
        stage,
    )
    assert value(browser, "talkgraph.camera.k") > before[1]
    assert value(browser, "talkgraph.state.get().node") is None, "dragging chooses nothing"


def test_nodes_expand(browser: Any) -> None:
    browser.execute_script("talkgraph.model.first = [0, 1, 2]; talkgraph.state.set({ loose: false })")
    assert value(browser, NODES) == 3
    browser.execute_script("talkgraph.state.set({ node: 2 })")
    next(item for item in find_all(browser, ".action") if "more neighbour" in item.text).click()
    opened = value(browser, NODES)
    assert opened >= 8
    find(browser, "#expand").click()
    assert value(browser, NODES) > opened
    find(browser, "#everything").click()
    assert value(browser, NODES) == 120


# --- take away


def test_facts_and_pictures_download(browser: Any, downloads: Path) -> None:
    from xml.etree import ElementTree

    import pyoxigraph as ox

    browser.execute_script("talkgraph.state.set({ node: 0 })")
    files = {"png": "graph-view.png", "svg": "graph-view.svg", "ttl": "selection.ttl", "csv": "selection.csv"}
    for name, file in files.items():
        find(browser, "#take summary").click()
        find(browser, f"#take-{name}").click()
        wait(browser, lambda file=file: (downloads / file).exists())
    assert (downloads / "graph-view.png").read_bytes().startswith(b"\x89PNG")
    tree = ElementTree.fromstring((downloads / "graph-view.svg").read_text(encoding="utf-8"))
    texts = {node.text for node in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert label(browser, 0) in texts
    quads = list(ox.parse((downloads / "selection.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    facts = [quad for quad in quads if quad.subject.value.endswith("/thing/0") and "/schema#" in quad.predicate.value]
    assert len(facts) >= 10
    assert any(getattr(quad.object, "value", "") == "540000000000.0" for quad in facts)
    with (downloads / "selection.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= len(facts)
    assert all(label(browser, 0) in (row["subject"], row["object"]) for row in rows)
    for file in files.values():
        (downloads / file).unlink()


def test_the_table_has_the_same_facts_and_sorts(browser: Any) -> None:
    find(browser, "#way input[value=all]").click()
    find(browser, "#show-table").click()
    assert len(find_all(browser, "#table tbody tr")) == value(browser, "talkgraph.model.claimCount")
    head = "#table button[data-key=sure]"
    find(browser, head).click()
    column = [int(cell.text.rstrip("%")) for cell in find_all(browser, "#table td.sure")]
    assert column == sorted(column)
    assert find(browser, "#table th[aria-sort=ascending]").text.startswith("Sure")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    column = [int(cell.text.rstrip("%")) for cell in find_all(browser, "#table td.sure")]
    assert column == sorted(column, reverse=True)
    find(browser, "#table tbody tr button").click()
    assert INFERRED in panel(browser), "what is surest comes first"


# --- links that last


def fragment(browser: Any) -> dict[str, list[str]]:
    return parse_qs(browser.current_url.partition("#")[2])


def test_the_address_names_things_and_not_numbers(browser: Any, tmp_path: Path) -> None:
    browser.execute_script("talkgraph.state.set({ claim: 5 })")
    (fact,) = fragment(browser)["fact"]
    assert fact.split(" ")[0].startswith(BASE)
    assert all(part.startswith("http") for part in fact.split(" "))
    browser.execute_script("talkgraph.state.set({ claim: null, path: [3, 28] })")
    assert fragment(browser)["path"] == [f"{BASE}thing/3 {BASE}thing/28"]
    hidden = (
        "{ classes: new Set([1]), predicates: new Set([2]), documents: new Set([0]), speakers: new Set(), path: null }"
    )
    browser.execute_script(f"talkgraph.state.set({hidden})")
    found = fragment(browser)
    assert found["kind"] == [value(browser, "talkgraph.model.classes[1].iri")]
    assert found["relation"] == [value(browser, "talkgraph.model.predicates[2].iri")]
    assert found["episode"] == ["notes"]


def test_an_address_opens_the_same_after_another_run(browser: Any, tmp_path: Path) -> None:
    ontology = load_ontology()
    graph = sample_graph(ontology)
    browser.execute_script("talkgraph.state.set({ claim: 5, classes: new Set([2]), time: [60, 900] })")
    settle(browser)
    sentence, address = find(browser, "#panel h1").text, browser.current_url.partition("#")[2]
    hidden = value(browser, "talkgraph.model.classes[2].iri")
    # Another run found fewer facts, numbers things otherwise and draws them elsewhere.
    again = replace(graph, entities=graph.entities[::-1], facts=graph.facts[3:], inferences=())
    path = tmp_path / "graph.html"
    path.write_bytes(write_page(again, ontology))
    open_page(browser, path.as_uri(), f"#{address}")
    assert find(browser, "#panel h1").text == sentence
    assert value(browser, "[...talkgraph.state.get().classes].map((i) => talkgraph.model.classes[i].iri)") == [hidden]
    assert value(browser, "talkgraph.state.get().time") == [60, 900]
    assert value(browser, "talkgraph.scene().nodes.some((node) => talkgraph.scene().bright.has(node))")
    in_sight = browser.execute_script(
        """
        const { camera, model } = talkgraph, s = model.s[talkgraph.state.get().claim];
        const [x, y] = camera.toScreen(model.x[s], model.y[s]);
        return x > 0 && y > 0 && x < camera.width && y < camera.height;
        """
    )
    assert in_sight, "what the address opens is in the picture"


def test_a_figure_has_an_address_too(browser: Any, page: str) -> None:
    figure = value(browser, "[...talkgraph.model.o].findIndex((o) => o < 0)")
    browser.execute_script("talkgraph.state.set({ claim: arguments[0] })", figure)
    settle(browser)
    address = browser.current_url.partition("#")[2]
    open_page(browser, page, f"#{address}")
    assert value(browser, "talkgraph.state.get().claim") == figure
    assert "540,000,000,000" in find(browser, "#panel h1").text


def test_path_to_puts_the_caret_into_the_search(browser: Any) -> None:
    browser.execute_script("talkgraph.state.set({ node: 20 })")
    next(item for item in find_all(browser, ".action") if item.text == "Path to …").click()
    assert browser.switch_to.active_element.get_attribute("id") == "search"
    browser.switch_to.active_element.send_keys(label(browser, 28), Keys.ENTER)
    assert find(browser, "#panel h1").text == f"{label(browser, 20)} to {label(browser, 28)}"
