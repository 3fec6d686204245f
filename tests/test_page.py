"""The page in a real Chromium without a network: how it opens and looks, and what it never does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium")
from page_helpers import (
    HOSTILE,
    errors,
    find,
    find_all,
    hostile_graph,
    open_page,
    panel,
    requests,
    sample_graph,
    settle,
    value,
    wait,
)
from synthetic import clustered_graph, merged_graph, synthetic_graph

from pipeline.export.drawing import FEWEST
from pipeline.export.html import TWGL
from pipeline.export.html import page as write_page
from pipeline.export.layout import FIRST
from pipeline.ontology import load_ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import BASE

pytestmark = pytest.mark.browser
VENDOR = Path(__file__).parent / "vendor"
OVERLAPPING = """
    const boxes = talkgraph.labels.placed();
    let found = 0;
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) found += 1;
    }));
    return found;
"""


def write(graph: KnowledgeGraph, folder: Path) -> str:
    path = folder / "graph.html"
    path.write_bytes(write_page(graph, load_ontology()))
    return path.as_uri()


@contextmanager
def screen(browser: Any, width: int, height: int, scheme: str = "light") -> Iterator[None]:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a graph that is large enough for WebGL."""
    return write(synthetic_graph(load_ontology(), 2500, 5000), tmp_path_factory.mktemp("large"))


def test_page_draws_the_graph_and_asks_for_nothing(browser: Any, page: str) -> None:
    open_page(browser, page)
    assert requests(browser) == set()
    assert errors(browser) == []
    painted = browser.execute_script(
        """
        const canvas = document.querySelector("#canvas canvas");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0;
        for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) count += 1;
        return count / (pixels.length / 4);
        """
    )
    assert 0.005 < painted < 0.9
    legend = find_all(browser, "#legend li")
    assert len(legend) == 9
    assert sum(int(item.text.split()[-1]) for item in legend) == 120


def test_page_is_small_and_the_same_each_time(page: str) -> None:
    content = Path(page.removeprefix("file://")).read_bytes()
    assert len(content) < 2_500_000
    again = (
        "from page_helpers import sample_graph as g; from pipeline.export.html import page as p; from pipeline.ontology"
    )
    again += " import load_ontology as l; import sys; sys.stdout.buffer.write(p(g(l()), l()))"
    environment = {"PYTHONHASHSEED": "5", "PYTHONPATH": str(Path(__file__).parent)}
    made = subprocess.run([sys.executable, "-c", again], env=environment, capture_output=True, check=True)
    assert made.stdout == content


def test_names_are_legible_and_do_not_cover_each_other(browser: Any, page: str) -> None:
    with screen(browser, 1280, 900):
        open_page(browser, page)
        assert browser.execute_script(OVERLAPPING) == 0
        named = value(browser, "talkgraph.labels.placed().filter((box) => box.node !== undefined).length")
        assert value(browser, "talkgraph.scene().nodes.length") == 120
        assert named >= 110


def test_a_large_graph_opens_with_its_most_salient_names(browser: Any, large: str) -> None:
    with screen(browser, 1280, 900):
        open_page(browser, large)
        assert errors(browser) == []
        assert requests(browser) == set()
        assert value(browser, "!!document.querySelector('#canvas canvas').getContext('webgl')")
        assert browser.execute_script(OVERLAPPING) == 0
        shown = value(browser, "talkgraph.scene().nodes.length")
        assert FEWEST <= shown <= FIRST
        named = value(browser, "talkgraph.labels.placed().filter((box) => box.node !== undefined).length")
        assert named >= 0.85 * shown
        find(browser, "#everything").click()
        settle(browser)
        assert value(browser, "talkgraph.scene().nodes.length") == 2500
        assert value(browser, "talkgraph.scene().edges.length") == 5000
        assert browser.execute_script(OVERLAPPING) == 0
        find(browser, "#search").send_keys("misheard 2400\n")
        assert "2400" in find(browser, "#panel h1").text
        settle(browser)
        assert errors(browser) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_narrow_and_wide_light_and_dark(browser: Any, page: str, width: int, scheme: str) -> None:
    with screen(browser, width, 844, scheme):
        open_page(browser, page)
        sizes = browser.execute_script(
            """
            const { right } = document.querySelector("#side").getBoundingClientRect();
            const height = document.querySelector("#graph").clientHeight;
            const { backgroundColor } = getComputedStyle(document.body);
            return [document.documentElement.scrollWidth, height, right, backgroundColor];
            """
        )
        inside = browser.execute_script(
            """
            const { camera, model } = talkgraph;
            return talkgraph.scene().nodes.every((node) => {
              const [x, y] = camera.toScreen(model.x[node], model.y[node]);
              return x > 0 && y > 0 && x < camera.width && y < camera.height;
            });
            """
        )
        clipped = value(browser, f"talkgraph.labels.placed().filter((b) => b.left < 0 || b.right > {width}).length")
    assert sizes[0] == width, "nothing scrolls sideways"
    assert sizes[1] > 844 * 0.4
    assert sizes[2] == width
    assert (int(sizes[3].split("(")[1].split(",")[0]) < 60) == (scheme == "dark")
    assert inside, "the first view holds the whole first picture"
    assert clipped == 0


LONELY = """
    const joined = new Set();
    for (const edge of talkgraph.scene().edges) joined.add(talkgraph.model.s[edge]).add(talkgraph.model.o[edge]);
    return talkgraph.scene().nodes.filter((node) => !joined.has(node)).length;
"""
ON_ANOTHER = """
    const { model } = talkgraph, { nodes } = talkgraph.scene();
    let found = 0;
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => {
      if (Math.hypot(model.x[a] - model.x[b], model.y[a] - model.y[b]) < 0.9 * (model.r[a] + model.r[b])) found += 1;
    }));
    return found;
"""


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of many episodes: 1,600 names, few facts, and what is said together."""
    return write(merged_graph(load_ontology(), 1600), tmp_path_factory.mktemp("merged"))


def test_the_first_picture_of_many_episodes_is_connected(browser: Any, merged: str) -> None:
    with screen(browser, 1280, 900):
        open_page(browser, merged)
        shown = value(browser, "talkgraph.scene().nodes.length")
        assert FEWEST <= shown <= FIRST
        assert browser.execute_script(LONELY) == 0, "the limit keeps edges, not lonely nodes"
        assert browser.execute_script(OVERLAPPING) == 0
        assert browser.execute_script(ON_ANOTHER) == 0


def test_expanding_drops_nothing_on_another_thing(browser: Any, merged: str) -> None:
    with screen(browser, 1280, 900):
        open_page(browser, merged)
        before = value(browser, "talkgraph.scene().nodes.length")
        find(browser, "#expand").click()
        settle(browser)
        assert value(browser, "talkgraph.scene().nodes.length") > before
        assert browser.execute_script(ON_ANOTHER) == 0
        assert browser.execute_script(OVERLAPPING) == 0


def test_everything_is_legible_by_clusters_and_zoom(browser: Any, merged: str) -> None:
    with screen(browser, 1280, 900):
        open_page(browser, merged)
        find(browser, "#everything").click()
        settle(browser)
        assert value(browser, "talkgraph.scene().nodes.length") == 1600
        assert browser.execute_script(OVERLAPPING) == 0
        sizes = value(browser, "talkgraph.labels.placed().map((box) => [talkgraph.model.place(box.node), box.size])")
        assert all(place >= 0 for place, _ in sizes), "clusters are named by what the picture begins with"
        assert sum(size == 15 for _, size in sizes) >= 10, "the most salient of them in large letters"
        browser.execute_script("talkgraph.camera.zoom(5)")
        settle(browser)
        named = "talkgraph.labels.placed().filter((box) => box.node !== undefined)"
        later = value(browser, f"{named}.filter((box) => talkgraph.model.place(box.node) < 0).length")
        assert later > 10, "who comes closer reads the others"
        assert browser.execute_script(OVERLAPPING) == 0
        assert errors(browser) == []


def test_every_cluster_of_the_whole_picture_has_its_name(browser: Any, tmp_path: Path) -> None:
    with screen(browser, 1280, 900):
        open_page(browser, write(clustered_graph(load_ontology(), 1150), tmp_path))
        find(browser, "#everything").click()
        settle(browser)
        nameless = browser.execute_script(
            """
            const { model, labels } = talkgraph, named = new Set(labels.placed().map(({ node }) => node));
            return model.first.filter((node) => model.place(node) < 60 && !named.has(node)).length;
            """
        )
        assert nameless <= 2, "the small things around it do not take its place"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_lies_under_the_buttons(browser: Any, page: str, merged: str, width: int) -> None:
    with screen(browser, width, 844):
        for url in (page, merged):
            open_page(browser, url)
            covered = browser.execute_script(
                """
                const { model, camera, labels } = talkgraph;
                const at = (node) => camera.toScreen(model.x[node], model.y[node]);
                const boxes = [...document.querySelectorAll("#view .pair, #tools .pair")]
                  .map((each) => each.getBoundingClientRect());
                const inside = (x, y) => boxes.some((b) => b.left < x && x < b.right && b.top < y && y < b.bottom);
                return talkgraph.scene().nodes.filter((node) => inside(...at(node))).length +
                  labels.placed().filter((b) => inside((b.left + b.right) / 2, (b.top + b.bottom) / 2)).length;
                """
            )
            assert covered == 0


def test_a_telephone_is_filled_in_height(browser: Any, merged: str) -> None:
    with screen(browser, 390, 844):
        open_page(browser, merged)
        filled = browser.execute_script(
            """
            const { model, camera } = talkgraph;
            const ys = talkgraph.scene().nodes.map((node) => camera.toScreen(model.x[node], model.y[node])[1]);
            return (Math.max(...ys) - Math.min(...ys)) / camera.height;
            """
        )
        assert filled > 0.55


@pytest.mark.parametrize("width", [390, 1280])
def test_headings_stay_in_sight(browser: Any, forty: str, width: int) -> None:
    for view, heading in (
        ("time", "#lanes thead th:last-child button"),
        ("table", "#table thead th:first-child button"),
    ):
        if view == "table" and width == 390:
            continue  # facts are cards there
        with screen(browser, width, 844):
            open_page(browser, forty, f"#view={view}")
            seen = browser.execute_script(
                """
                const sheet = document.querySelector(arguments[0]).closest(".sheet");
                sheet.scrollTo(sheet.scrollWidth, 400);
                const box = document.querySelector(arguments[0]).getBoundingClientRect();
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return [sheet.scrollTop, !!top?.closest(arguments[0]), box.width];
                """,
                heading,
            )
            assert seen[0] > 100
            assert seen[1], "nothing covers it"
            assert seen[2] >= 10, "wide enough for a line of letters"
            if view == "time":
                left = "document.querySelector('#lanes tbody th[scope=row]').getBoundingClientRect().left"
                assert value(browser, left) >= 0, "a lane keeps its name"


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of as many documents."""
    graph = merged_graph(load_ontology(), 400)
    documents = tuple(replace(graph.documents[0], id=f"talk-{i}", title=f"Talk number {i}") for i in range(40))
    entities = tuple(
        replace(
            entity, occurrences=tuple(replace(entity.occurrences[0], document=f"talk-{j % 40}") for j in (i, i * 7))
        )
        for i, entity in enumerate(graph.entities)
    )
    return write(replace(graph, documents=documents, entities=entities), tmp_path_factory.mktemp("forty"))


def test_names_without_links_are_all_written_to_the_right(browser: Any, page: str) -> None:
    for width, height in ((1280, 800), (1440, 900)):
        with screen(browser, width, height):
            open_page(browser, page)
            missing, wrong = browser.execute_script(
                """
                const { model, camera } = talkgraph, boxes = new Map(talkgraph.labels.placed().map((b) => [b.node, b]));
                const loose = talkgraph.scene().nodes.filter((node) => !model.linked[node]);
                if (!loose.length) return [1, 1];
                const left = (node) => boxes.get(node).left < camera.toScreen(model.x[node], model.y[node])[0];
                return [loose.filter((n) => !boxes.has(n)).length, loose.filter((n) => boxes.has(n) && left(n)).length];
                """
            )
            assert (missing, wrong) == (0, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone_labels_collide_with_nothing(browser: Any, page: str, scheme: str) -> None:
    with screen(browser, 390, 844, scheme):
        open_page(browser, page)
        covered = browser.execute_script(
            """
            const { model, camera } = talkgraph, zoom = Math.sqrt(camera.k);
            const inside = (box, [x, y], r) =>
              box.left < x + r && x - r < box.right && box.top < y + r && y - r < box.bottom;
            const at = (node) => camera.toScreen(model.x[node], model.y[node]);
            return talkgraph.labels.placed().filter((box) => talkgraph.scene().nodes.some((node) =>
              node !== box.node && inside(box, at(node), 0.6 * model.r[node] * zoom))).length;
            """
        )
        named = value(browser, "talkgraph.labels.placed().filter((box) => box.node !== undefined).length")
        assert browser.execute_script(OVERLAPPING) == 0
        assert covered == 0
        assert named >= 0.5 * value(browser, "talkgraph.scene().nodes.length")


def test_on_a_telephone_the_table_shows_more_than_three_rows(browser: Any, page: str) -> None:
    with screen(browser, 390, 844):
        open_page(browser, page, "#view=table")
        rows = browser.execute_script(
            """
            const { bottom } = document.querySelector("#table").getBoundingClientRect();
            return [...document.querySelectorAll("#table tbody tr")]
              .filter((row) => row.getBoundingClientRect().bottom <= bottom).length;
            """
        )
        assert rows >= 5
        assert value(browser, "document.documentElement.scrollWidth") == 390
        quote = find(browser, "#table td.quote")
        assert quote.is_displayed()


def test_hostile_text_shows_and_never_runs(browser: Any, tmp_path: Path) -> None:
    url = write(hostile_graph(load_ontology()), tmp_path)
    open_page(browser, url)
    assert browser.title.startswith(HOSTILE[0])
    assert value(browser, "talkgraph.model.size") == len(HOSTILE)
    assert value(browser, "talkgraph.scene().edges.length") > 0
    for group in find_all(browser, "details.group:not([open]) summary"):
        group.click()
    find(browser, "#search").send_keys("window.hacked")
    assert HOSTILE[0] in find(browser, "#hits").text
    find(browser, "#search").send_keys("\n")
    assert HOSTILE[1] in panel(browser)
    count = value(browser, "talkgraph.model.claimCount")
    for claim in range(count):
        browser.execute_script("talkgraph.state.set({ node: null, claim: arguments[0] })", claim)
        assert value(browser, "document.querySelector('blockquote').textContent") in HOSTILE
    assert "according to " in panel(browser)
    find(browser, "#show-table").click()
    assert HOSTILE[0][:24] in find(browser, "#table").text
    settle(browser)
    assert value(browser, "window.hacked") is None
    assert (
        value(browser, "document.querySelectorAll('img, svg[onload], #panel script, #table script, a[href]').length")
        == 0
    )
    assert errors(browser) == []
    assert requests(browser) == set()


def test_hostile_text_stays_text_in_what_is_taken_away(browser: Any, tmp_path: Path, downloads: Path) -> None:
    from xml.etree import ElementTree

    import pyoxigraph as ox

    open_page(browser, write(hostile_graph(load_ontology()), tmp_path))
    for name, file in (("ttl", "selection.ttl"), ("svg", "graph-view.svg"), ("csv", "selection.csv")):
        (downloads / file).unlink(missing_ok=True)
        find(browser, "#take summary").click()
        find(browser, f"#take-{name}").click()
        wait(browser, lambda file=file: (downloads / file).exists())
    labels = {
        quad.object.value
        for quad in ox.parse((downloads / "selection.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
        if "prefLabel" in quad.predicate.value
    }
    assert labels
    assert labels <= set(HOSTILE)
    tree = ElementTree.fromstring((downloads / "graph-view.svg").read_text(encoding="utf-8"))
    assert not [node for node in tree.iter() if node.tag.endswith(("script", "image", "a"))]
    for file in ("selection.ttl", "graph-view.svg", "selection.csv"):
        (downloads / file).unlink()


def test_an_empty_graph_and_a_tiny_one_open(browser: Any, tmp_path: Path) -> None:
    open_page(browser, write(KnowledgeGraph((), (), ()), tmp_path))
    assert errors(browser) == []
    assert "0 names, 0 facts" in panel(browser)
    assert find(browser, "#empty").text == "No name was found."
    entity = sample_graph(load_ontology()).entities[0]
    open_page(browser, write(KnowledgeGraph((), (entity,), ()), tmp_path))
    assert errors(browser) == []
    assert value(browser, "talkgraph.labels.placed().length") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "fragment",
    ["", "#view=table", "#view=time", f"#node={BASE}thing/0", f"#view=sides&node={BASE}thing/0", "#document=talk"],
)
def test_no_barrier_is_found(browser: Any, page: str, scheme: str, fragment: str) -> None:
    with screen(browser, 1280, 900, scheme):
        open_page(browser, page, fragment)
        for group in find_all(browser, "details.group:not([open]) summary"):
            group.click()
        browser.execute_script((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
        found = browser.execute_async_script(
            """
            const done = arguments[0], told = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 200));
            axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
              done(violations.map(({ id, impact, nodes }) => [id, impact, told(nodes)])));
            """
        )
    assert [fault for fault in found if fault[1] in ("serious", "critical", "moderate")] == []


def test_vendored_files_are_what_their_notes_say() -> None:
    import hashlib

    for path in (TWGL, VENDOR / "axe.min.js"):
        notes = (path.parent / "README.md").read_text(encoding="utf-8")
        assert hashlib.sha256(path.read_bytes()).hexdigest() in notes, f"{path.name}: note its SHA-256"
