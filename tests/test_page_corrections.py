"""What is wrong is corrected on the page: at once, undone at will, and for good by `aliases.ttl`."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium")
from page_helpers import errors, find, find_all, open_page, panel, requests, sample_graph, value, wait
from selenium.webdriver.common.keys import Keys

from pipeline.export.html import page as write_page
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Triple
from pipeline.settings import BASE
from pipeline.stores.embedded import EmbeddedStore

pytestmark = pytest.mark.browser
GRAPH = sample_graph(load_ontology())
LABEL = [entity.label for entity in GRAPH.entities]
MAIN = "import sys; from pipeline.cli import main; main(sys.argv[1:])"


@pytest.fixture(autouse=True)
def fresh(browser: Any, page: str) -> Any:
    open_page(browser, page)
    browser.execute_script("localStorage.clear()")
    open_page(browser, page)
    yield
    browser.execute_script("localStorage.clear()")
    assert errors(browser) == []


def unfold(browser: Any, node: int) -> None:
    """The forms under a name."""
    browser.execute_script("talkgraph.state.set({ node: arguments[0], claim: null })", node)
    if not find(browser, "#correct").get_attribute("open"):
        find(browser, "#correct summary").click()
    wait(browser, lambda: find_all(browser, "#rename"))


def rename(browser: Any, node: int, label: str) -> None:
    unfold(browser, node)
    find(browser, "#rename").clear()
    find(browser, "#rename").send_keys(label, Keys.ENTER)


def downloaded(browser: Any, downloads: Path) -> str:
    """What the button gives."""
    path = downloads / "aliases.ttl"
    next(item for item in find_all(browser, ".action") if item.text == "Download aliases.ttl").click()
    wait(browser, lambda: path.exists() and path.stat().st_size)  # browsers reserve the name first
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def as_read(text: str, folder: Path) -> Ontology:
    """The ontology with the file, as a run reads it."""
    path = folder / "aliases.ttl"
    path.write_text(text, encoding="utf-8")
    return load_ontology(confirmed=[path])


def overview(browser: Any) -> None:
    browser.execute_script("talkgraph.state.set({ node: null, claim: null })")


def test_a_name_is_called_otherwise(browser: Any, downloads: Path, tmp_path: Path) -> None:
    rename(browser, 7, 'Quite "another" \\ name')
    assert find(browser, "#panel h1").text == 'Quite "another" \\ name'
    assert f"“{LABEL[7]}”" in panel(browser), "the old one is kept as heard"
    find(browser, "#search").send_keys("quite", Keys.ENTER)
    assert value(browser, "talkgraph.state.get().node") == 7
    overview(browser)
    assert f'{LABEL[7]} is called Quite "another" \\ name' in find(browser, "#corrections").text
    decided = as_read(downloaded(browser, downloads), tmp_path).decisions
    assert decided.labels[f"{BASE}thing/7"] == 'Quite "another" \\ name'


def test_a_correction_outlives_the_page_and_is_undone_at_will(browser: Any, page: str) -> None:
    rename(browser, 7, "First")
    rename(browser, 8, "Second")
    open_page(browser, page)
    assert value(browser, "[talkgraph.model.label[7], talkgraph.model.label[8]]") == ["First", "Second"]
    find(browser, "#corrections button").click()
    assert value(browser, "[talkgraph.model.label[7], talkgraph.model.label[8]]") == [LABEL[7], "Second"]
    rename(browser, 9, "Third")
    overview(browser)
    next(item for item in find_all(browser, ".action") if item.text == "Undo all").click()
    assert value(browser, "talkgraph.model.label[8]") == LABEL[8]
    assert not find_all(browser, "#corrections")
    open_page(browser, page)
    assert value(browser, "talkgraph.model.label[8]") == LABEL[8]


def test_two_become_one_with_facts_and_mentions(browser: Any, downloads: Path, tmp_path: Path) -> None:
    places = len(GRAPH.entities[4].occurrences) + len(GRAPH.entities[1].occurrences)
    facts = value(browser, "talkgraph.model.claimsOf(4).length + talkgraph.model.claimsOf(1).length")
    unfold(browser, 4)
    find(browser, "#merge").send_keys(LABEL[1])
    find(browser, "#merge-hits button").click()
    assert find(browser, "#panel h1").text == LABEL[1]
    assert f"mentioned {places} times" in panel(browser)
    assert value(browser, "talkgraph.model.names") == 119
    assert not value(browser, "talkgraph.scene().nodes.includes(4)")
    between = value(
        browser,
        "[...Array(talkgraph.model.claimCount).keys()].filter((c) => talkgraph.model.kind[c] === 4).length",
    )
    assert value(browser, "talkgraph.model.claimsOf(1).length") == facts - 2 * between
    overview(browser)
    decided = as_read(downloaded(browser, downloads), tmp_path).decisions
    assert decided.merged == {f"{BASE}thing/4": f"{BASE}thing/1"}


def test_what_is_no_name_goes(browser: Any, downloads: Path, tmp_path: Path) -> None:
    unfold(browser, 0)
    next(item for item in find_all(browser, ".action") if item.text == "This is not a name").click()
    assert "119 names" in panel(browser)
    find(browser, "#search").send_keys(LABEL[0])
    assert find(browser, "#no-hits").is_displayed()
    decided = as_read(downloaded(browser, downloads), tmp_path).decisions
    assert decided.nothing == {f"{BASE}thing/0"}


def test_another_kind_looks_otherwise(browser: Any, downloads: Path, tmp_path: Path) -> None:
    unfold(browser, 0)
    before = value(browser, "talkgraph.model.shape(0) + talkgraph.model.cls[0]")
    kind = find(browser, "#kind")
    here = kind.get_attribute("value")
    other = next(option for option in kind.find_elements("tag name", "option") if option.get_attribute("value") != here)
    wanted = other.text
    other.click()
    kind.find_element("xpath", "following-sibling::button").click()
    assert wanted.lower() in find(browser, "#panel .class").text.lower()
    assert value(browser, "talkgraph.model.shape(0) + talkgraph.model.cls[0]") != before
    overview(browser)
    decided = as_read(downloaded(browser, downloads), tmp_path).decisions
    assert list(decided.classes) == [f"{BASE}thing/0"]


def test_some_mentions_are_somebody_else(browser: Any, downloads: Path, tmp_path: Path) -> None:
    unfold(browser, 1)
    places = value(browser, "[...talkgraph.model.mentionsOf(1)].length")
    find(browser, "#split").send_keys("The Other One")
    find(browser, "#split-0").click()
    find(browser, "#split-1").click()
    find(browser, "#split").send_keys(Keys.ENTER)
    assert value(browser, "[...talkgraph.model.mentionsOf(1)].length") == places - 2
    find(browser, "#search").send_keys("the other", Keys.ENTER)
    assert find(browser, "#panel h1").text == "The Other One"
    assert "mentioned 2 times" in panel(browser)
    overview(browser)
    decided = as_read(downloaded(browser, downloads), tmp_path).decisions
    (to,) = set(decided.moved.values())
    assert decided.labels[to] == "The Other One"
    known = {(place.document, place.begin, place.end) for place in GRAPH.entities[1].occurrences}
    assert len(decided.moved) == 2
    assert decided.moved.keys() <= known


def test_a_wrong_fact_goes_with_what_follows_from_it(browser: Any, downloads: Path, tmp_path: Path) -> None:
    assert "1 conclusion" in panel(browser)
    subject, predicate, other = value(
        browser,
        "[talkgraph.model.iri(talkgraph.model.s[0]), talkgraph.model.predicates[talkgraph.model.p[0]].iri, "
        "talkgraph.model.iri(talkgraph.model.o[0])]",
    )
    browser.execute_script("talkgraph.state.set({ claim: 0 })")
    next(item for item in find_all(browser, ".action") if item.text == "This is wrong").click()
    overview(browser)
    assert "80 facts" not in panel(browser)
    assert "conclusion" not in find(browser, "#held").text
    decided = as_read(downloaded(browser, downloads), tmp_path).decisions
    assert decided.wrong == {Triple(subject, predicate, other)}


def test_a_wrong_number_goes_too(browser: Any, downloads: Path, tmp_path: Path) -> None:
    figure = value(browser, "[...talkgraph.model.o].findIndex((o) => o < 0)")
    browser.execute_script("talkgraph.state.set({ claim: arguments[0] })", figure)
    next(item for item in find_all(browser, ".action") if item.text == "This is wrong").click()
    overview(browser)
    (wrong,) = as_read(downloaded(browser, downloads), tmp_path).decisions.wrong
    assert wrong.object == next(fact.triple.object for fact in GRAPH.facts if not isinstance(fact.triple.object, str))


def test_what_was_written_by_hand_stays_and_what_the_page_wrote_is_read_back(
    browser: Any, downloads: Path, tmp_path: Path
) -> None:
    rename(browser, 7, "Renamed")
    overview(browser)
    hand = f'# by hand\n<{BASE}thing/3> a tg:Person ; skos:prefLabel "Three" .\n'
    both = hand + "\n" + downloaded(browser, downloads)
    ontology = as_read(both, tmp_path)
    path = tmp_path / "graph.html"
    path.write_bytes(write_page(GRAPH, ontology))
    browser.execute_script("localStorage.clear()")
    open_page(browser, path.as_uri())
    assert value(browser, "talkgraph.model.label[7]") == "Renamed", "another browser knows it too"
    rename(browser, 8, "Again")
    overview(browser)
    text = downloaded(browser, downloads)
    assert text.startswith(hand)
    labels = as_read(text, tmp_path).decisions.labels
    assert [labels[f"{BASE}thing/{number}"] for number in (3, 7, 8)] == ["Three", "Renamed", "Again"]
    for button in range(2):
        find(browser, "#corrections button").click()
        assert len(find_all(browser, "#corrections li")) == 1 - button
    open_page(browser, path.as_uri())
    assert value(browser, "talkgraph.model.label[7]") == LABEL[7], "what was undone stays undone"


def test_a_merge_keeps_the_links_of_what_is_open(browser: Any, page: str) -> None:
    unfold(browser, 4)
    find(browser, "#merge").send_keys(LABEL[1])
    find(browser, "#merge-hits button").click()
    assert f"node={BASE}thing/1".replace(":", "%3A").replace("/", "%2F") in browser.current_url
    open_page(browser, page, f"#node={BASE}thing/4")
    assert "Kinds of things" in panel(browser), "what is gone opens nothing"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The page on `talkgraph serve --edit`, and the folder of the documents."""
    documents, path = tmp_path / "documents", tmp_path / "graph.html"
    documents.mkdir()
    path.write_bytes(write_page(GRAPH, load_ontology()))
    (tmp_path / "g.nq").write_text("<x:a> <x:b> <x:c> <x:g> .\n", encoding="utf-8")
    EmbeddedStore(tmp_path / "store").load([tmp_path / "g.nq"])
    command = [
        "serve",
        "--store",
        str(tmp_path / "store"),
        "--page",
        str(path),
        "--port",
        "0",
        "--edit",
        str(documents),
    ]
    process = subprocess.Popen([sys.executable, "-c", MAIN, *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    yield line.removeprefix("Explorer: ").strip(), documents
    process.send_signal(signal.SIGINT)
    process.communicate()


def test_served_corrections_are_saved_next_to_the_documents(browser: Any, served: tuple[str, Path]) -> None:
    address, documents = served
    (documents / "aliases.ttl").write_text("# by hand\n", encoding="utf-8")
    open_page(browser, address)
    rename(browser, 7, "Renamed")
    overview(browser)
    next(item for item in find_all(browser, ".action") if item.text == "Save for the next run").click()
    wait(browser, lambda: "Saved" in find(browser, "#told").text)
    text = (documents / "aliases.ttl").read_text(encoding="utf-8")
    assert text.startswith("# by hand\n")
    decided = load_ontology(confirmed=[documents / "aliases.ttl"]).decisions
    assert decided.labels == {f"{BASE}thing/7": "Renamed"}
    browser.execute_script("localStorage.clear()")
    assert {url for url in requests(browser) if not url.startswith(address)} == set()
