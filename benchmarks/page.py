"""`make pagebench`: how quickly the page opens, moves and shows everything, next to plain pyvis in the same run.

Headless Chromium without a graphics card and without a network, 1280 by 900 pixels. Prints a table and writes it to
benchmarks/page.md. For each graph, ours and what `pyvis.network.Network.generate_html` makes of the same nodes and
edges with its own vis-network and nothing set:

* interactive: from the start of navigation until the page has painted its graph and answers. Ours: the first picture.
  Plain pyvis: until its physics has settled, since before that nothing stays where it is clicked.
* frames: per second while the mouse drags the view for three seconds.
* everything: ours: from the click on "Show everything" until all nodes and edges are painted; then the frames again.
* freeze: the longest time between two frames while everything is being shown (while opening, for plain pyvis).

A page that takes longer than the limit is given up, and the table says so.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyvis.network import Network
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.support.wait import WebDriverWait
from urllib3.exceptions import HTTPError

from pipeline import build_graph
from pipeline.export.html import page
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import KnowledgeGraph

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "tests"))
from page_helpers import start_browser  # noqa: E402
from synthetic import synthetic_graph  # noqa: E402

LIMIT = 120  # seconds for one page
SIZES = ((5_000, 10_000), (50_000, 100_000))
WATCH = """
window.frames_ = { last: performance.now(), worst: 0, count: 0 };
(function tick() {
  const now = performance.now();
  window.frames_.worst = Math.max(window.frames_.worst, now - window.frames_.last);
  window.frames_.last = now;
  window.frames_.count += 1;
  requestAnimationFrame(tick);
})();
"""
DRAG = """
const [selector, done] = arguments, target = document.querySelector(selector), box = target.getBoundingClientRect();
const at = (x) => ({
  bubbles: true, clientX: x, clientY: box.top + 300, button: 0, buttons: 1, pointerId: 1, pointerType: "mouse",
  isPrimary: true,
});
const capture = Element.prototype.setPointerCapture;
Element.prototype.setPointerCapture = () => {};  // a made-up pointer cannot be captured
const send = (name, x) => {
  target.dispatchEvent(new PointerEvent(`pointer${name}`, at(x)));
  target.dispatchEvent(new MouseEvent(`mouse${name}`, at(x)));
};
const middle = box.left + box.width / 2, start = performance.now();
let frames = 0, painted = null;
send("down", middle);
(function step() {
  const passed = performance.now() - start;
  if (passed > 3000) {
    send("up", middle);
    Element.prototype.setPointerCapture = capture;
    return done(frames / passed * 1000);
  }
  send("move", middle + 160 * Math.sin(passed / 400));
  frames += 1;
  requestAnimationFrame(step);
})();
"""
EVERYTHING = """
const done = arguments[0], start = performance.now();
Object.assign(frames_, { worst: 0, last: start });
document.querySelector("#everything").click();
(function look() {
  if (talkgraph.settled()) return done([performance.now() - start, frames_.worst]);
  requestAnimationFrame(look);
})();
"""
PLAIN_READY = """
const done = arguments[0];
if (typeof network === "undefined") return done("absent");
if (!network.physics.physicsEnabled || network.physics.stabilized) return done(performance.now());
network.once("stabilized", () => done(performance.now()));
"""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=LIMIT, help="seconds after which a page is given up")
    limit = parser.parse_args().limit
    ontology = load_ontology()
    graphs: list[tuple[str, Callable[[], KnowledgeGraph]]] = [
        ("seeds", lambda: build_graph([ROOT / "seeds"]).knowledge),
        *((name, lambda paths=paths: build_graph(paths).knowledge) for name, paths in real()),  # type: ignore[misc]
        *((f"{n:,} / {m:,}", lambda n=n, m=m: synthetic_graph(ontology, n, m)) for n, m in SIZES),  # type: ignore[misc]
    ]
    lines = [
        "# The page, measured",
        "",
        f"By `make pagebench`: headless Chromium without a graphics card, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores. What each column means: benchmarks/page.py.",
        "",
        "| graph | page | written in, s | size, MB | interactive, s | frames/s | everything, s | frames/s then "
        "| freeze, s |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, make in graphs:
        graph = make()
        facts = sum(fact.asserted for fact in graph.facts)
        title = name if "/" in name else f"{name} ({len(graph.entities):,} / {facts})"
        for kind, write, measure in (
            ("ours", lambda graph=graph: page(graph, ontology), ours),
            ("plain pyvis", lambda graph=graph: plain(graph, ontology), pyvis_page),
        ):
            start = time.perf_counter()
            content = write()
            seconds = time.perf_counter() - start
            cells = measured(content, measure, limit)
            lines.append(f"| {title} | {kind} | {seconds:.1f} | {len(content) / 1e6:.1f} | {' | '.join(cells)} |")
            print(lines[-1], flush=True)
    print("\n".join(lines))
    (ROOT / "benchmarks" / "page.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def real() -> list[tuple[str, list[Path]]]:
    """Episodes that are not ours to keep; said to be missing where they are not beside the checkout."""
    corpus = sorted((SHARED / "corpus").glob("*.md"))
    if not corpus:
        print("without real episodes: there is no ../shared/corpus", flush=True)
        return []
    return [
        ("a long episode", [SHARED / "seeds" / "no-priors-stability-ai.txt"]),
        ("an ordinary episode", [SHARED / "corpus" / "20241220-fox-news-primetime-recap-920s.md"]),
        ("120 documents", corpus[::2][:120]),
    ]


def plain(graph: KnowledgeGraph, ontology: Ontology) -> bytes:
    """The same nodes and edges as pyvis writes them when nobody sets anything, made to load nothing from elsewhere."""
    network = Network(directed=True, cdn_resources="in_line")
    ids = {entity.iri: i for i, entity in enumerate(graph.entities)}
    # `add_node` and `add_edge` look through all nodes each time; filling the lists is the same and not slow.
    network.nodes = [
        {"id": i, "label": entity.label, "shape": "dot", "color": "#97c2fc"} for i, entity in enumerate(graph.entities)
    ]
    network.edges = [
        {"from": ids[fact.triple.subject], "to": ids[fact.triple.object], "arrows": "to"}
        for fact in graph.facts
        if fact.asserted and fact.triple.subject in ids and fact.triple.object in ids
    ]
    return str(network.generate_html()).encode("utf-8")


def measured(content: bytes, measure: Callable[[Any, int], list[str]], limit: int) -> list[str]:
    """The last five columns, in a browser of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.html")
        path.write_bytes(content)
        browser = start_browser(str(Path(folder, "profile")), folder)
        browser.set_page_load_timeout(limit)
        browser.set_script_timeout(limit)
        try:
            browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            browser.get(path.as_uri())
            return measure(browser, limit)
        except (WebDriverException, HTTPError):  # too slow, or so busy that even the driver gets no answer
            os.kill(browser.capabilities["goog:processID"], signal.SIGKILL)
            return [f"more than {limit}", "-", "-", "-", "-"]
        finally:
            browser.quit()


def ours(browser: Any, limit: int) -> list[str]:
    """Opening, dragging, showing everything, dragging again."""
    ready = f"{browser.execute_script('return talkgraph.ready') / 1000:.2f}"
    settled(browser, limit)
    first = browser.execute_async_script(DRAG, "#graph")
    settled(browser, limit)
    shown, freeze = browser.execute_async_script(EVERYTHING)
    then = browser.execute_async_script(DRAG, "#graph")
    return [ready, f"{first:.0f}", f"{shown / 1000:.2f}", f"{then:.0f}", f"{freeze / 1000:.2f}"]


def settled(browser: Any, limit: int) -> None:
    """Wait until the page is at rest and all of the picture is painted."""
    WebDriverWait(browser, limit, poll_frequency=0.05).until(
        lambda driver: driver.execute_script("return talkgraph.settled()")
    )


def pyvis_page(browser: Any, limit: int) -> list[str]:
    """Until it is settled; everything is what it shows at once."""
    ready = browser.execute_async_script(PLAIN_READY)
    freeze = browser.execute_script("return frames_.worst") / 1000
    frames = browser.execute_async_script(DRAG, "#mynetwork canvas")
    return [f"{ready / 1000:.2f}", f"{frames:.0f}", "as before", "as before", f"{freeze:.2f}"]


if __name__ == "__main__":
    main()
