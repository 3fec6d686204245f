"""Every name leads to its words, names said together are joined, and several episodes are seen side by side."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium")
from page_helpers import click, errors, find, find_all, open_page, panel, sample_graph, settle, value, wait
from selenium.webdriver.common.keys import Keys

from pipeline.ontology import load_ontology

pytestmark = pytest.mark.browser
EDGES = "talkgraph.scene().edges"


@pytest.fixture(autouse=True)
def fresh(browser: Any, page: str) -> Any:
    open_page(browser, page)
    yield
    assert errors(browser) == []


def choose(browser: Any, node: int) -> None:
    browser.execute_script("talkgraph.state.set({ node: arguments[0], document: null })", node)


# --- mentions


def test_every_name_answers_with_its_passages(browser: Any) -> None:
    graph = sample_graph(load_ontology())
    answers = browser.execute_script(
        """
        const found = [];
        for (let node = 0; node < talkgraph.model.size; node++) {
          talkgraph.state.set({ node }, { replace: true });
          const more = document.querySelector("#mentions .more");
          if (more) more.click();
          const marks = [...document.querySelectorAll("#mentions mark")].map((mark) => mark.textContent);
          found.push([document.querySelector("#panel .class").textContent, marks]);
        }
        return found;
        """
    )
    for entity, (heading, marks) in zip(graph.entities, answers, strict=True):
        places = len(entity.occurrences)
        if places:
            assert f"mentioned {places} time{'s' * (places > 1)} in" in heading
        assert marks == [entity.label] * places
    assert sum(len(entity.occurrences) == 0 for entity in graph.entities) == 1, "one is never named, and says so"


def test_a_mention_has_its_time_speaker_and_a_link_into_the_recording(browser: Any) -> None:
    choose(browser, 63)
    where = find(browser, "#mentions .where")
    assert where.text == "▶ 1:42:02 · Ann · A long talk"
    link = find(browser, "#mentions .where a").get_attribute("href")
    assert link == "https://example.org/talk.mp3#t=6122"


def test_passages_of_the_selection_come_first(browser: Any) -> None:
    choose(browser, 0)
    order = "[...document.querySelectorAll('#panel h2')].map((head) => head.textContent)"
    assert any(head.startswith("Where it is mentioned") for head in value(browser, order))
    browser.execute_script("talkgraph.state.set({ time: [100, 400] })")
    heads = value(browser, order)
    inside = next(i for i, head in enumerate(heads) if head.startswith("Mentioned in the selection"))
    assert heads[inside + 1].startswith("Elsewhere")
    times = [item.text for item in find_all(browser, "#mentions .where a")]
    assert times
    assert all(100 <= 60 * int(time.split(":")[0][2:]) + int(time.split(":")[1]) <= 400 for time in times)


def test_mentions_download_as_a_table(browser: Any, downloads: Path) -> None:
    choose(browser, 63)
    find(browser, "#take summary").click()
    find(browser, "#take-mentions").click()
    path = downloads / "mentions.csv"
    wait(browser, lambda: path.exists() and path.stat().st_size)  # browsers reserve the name first
    with path.open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    path.unlink()
    assert (row["time"], row["speaker"], row["document"]) == ("6122", "Ann", "A long talk")
    assert row["quote"].startswith("Then ")


# --- said together


def test_names_said_together_are_joined_by_lines_of_their_own(browser: Any) -> None:
    lines = f"{EDGES}.filter((edge) => edge >= talkgraph.model.claimCount)"
    assert value(browser, f"{lines}.length") > 30
    assert value(browser, f"{lines}.every((edge) => talkgraph.model.kind[edge] === 3)")
    facts = value(browser, f"{EDGES}.length - {lines}.length")
    before = value(browser, "talkgraph.scene().nodes.length")
    find(browser, "#lines").click()
    assert value(browser, f"{EDGES}.length") == facts, "one switch takes them away, and nothing else"
    assert value(browser, "talkgraph.scene().nodes.length") == before
    assert "lines=0" in browser.current_url
    find(browser, "#lines").click()
    find(browser, "#show-table").click()
    assert "said together" not in find(browser, "#table").text, "they are never mixed with facts"


def test_a_line_shows_its_counts_and_passages(browser: Any) -> None:
    browser.execute_script(
        """
        const { model } = talkgraph, line = model.claimCount;
        window.ends = [model.s[line], model.o[line]];
        talkgraph.state.set({ pair: window.ends });
        """
    )
    a, b = value(browser, "window.ends.map((node) => talkgraph.model.label[node])")
    assert f"{a} and {b} are said together" in panel(browser)
    assert "Likelihood ratio" in panel(browser)
    marks = {mark.text for mark in find_all(browser, "#together mark")}
    assert marks == {a, b}


def test_clicking_a_line_chooses_it(browser: Any) -> None:
    point = browser.execute_script(
        """
        const { camera, model } = talkgraph, scene = talkgraph.scene();
        const at = (node) => camera.toScreen(model.x[node], model.y[node]);
        const boxes = talkgraph.labels.placed();
        const free = (x, y) => scene.nodes.every((node) => Math.hypot(at(node)[0] - x, at(node)[1] - y) > 22)
          && !boxes.some((box) => box.left < x && x < box.right && box.top < y && y < box.bottom);
        const far = (edge, x, y) => {
          const [[ax, ay], [bx, by]] = [at(model.s[edge]), at(model.o[edge])], dx = bx - ax, dy = by - ay;
          const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
          return Math.hypot(x - ax - t * dx, y - ay - t * dy);
        };
        for (const edge of scene.edges) {
          if (edge < model.claimCount) continue;
          const [a, b] = [at(model.s[edge]), at(model.o[edge])], [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
          if (free(x, y) && scene.edges.every((other) => other === edge || far(other, x, y) > 12)) return [x, y];
        }
        """
    )
    click(browser, point)
    wait(browser, lambda: "are said together" in panel(browser))
    assert value(browser, "talkgraph.state.get().pair.length") == 2


def test_what_is_shown_first_is_connected(browser: Any) -> None:
    lonely = browser.execute_script(
        """
        const joined = new Set();
        for (const edge of talkgraph.scene().edges) joined.add(talkgraph.model.s[edge]).add(talkgraph.model.o[edge]);
        return talkgraph.scene().nodes.filter((node) => !joined.has(node)).length;
        """
    )
    assert lonely == 9, "those that no other name is said with, and the one that is never named"


# --- several episodes


def test_lanes_show_who_and_what_comes_when(browser: Any) -> None:
    find(browser, "#show-time").click()
    text = find(browser, "#lanes").text
    assert "Who speaks\nAnn" in text
    heads = [head.text for head in find_all(browser, "#lanes thead th")]
    assert heads == ["2024-05-01 Notes", "2024-05-06 A long talk"], "by date, not by name"
    assert len(find_all(browser, "#lanes tbody tr")) == 40 + 2 + 2
    find(browser, "#lanes tbody td button").click()
    assert value(browser, "talkgraph.state.get().document") is not None
    assert "view=time" in browser.current_url
    find_all(browser, ".lanes-head button")[1].click()
    assert find_all(browser, ".lanes-head button")[1].get_attribute("aria-pressed") == "true"
    find(browser, "#show-graph").click()
    assert not find(browser, "#lanes").is_displayed()


def test_an_episode_says_what_is_new_in_it(browser: Any) -> None:
    find(browser, "#show-time").click()
    find_all(browser, "#lanes thead button")[1].click()
    assert find(browser, "#panel h1").text == "A long talk"
    assert "2024-05-06" in panel(browser)
    fresh, again = (
        value(
            browser,
            f"Number(/\\((\\d+)\\)/.exec([...document.querySelectorAll('#panel h2')].find((head) => "
            f"head.textContent.startsWith('{title}')).textContent)[1])",
        )
        for title in ("New in this episode", "Named before")
    )
    graph = sample_graph(load_ontology())
    named = {"talk": set(), "notes": set()}
    for entity in graph.entities:
        for place in entity.occurrences:
            named[place.document].add(entity.iri)
    assert (fresh, again) == (len(named["talk"] - named["notes"]), len(named["talk"] & named["notes"]))
    find_all(browser, ".steps-between button")[0].click()
    assert find(browser, "#panel h1").text == "Notes"
    assert "Named (" in panel(browser), "before the first there is nothing"


def test_two_speakers_side_by_side_on_one_thing(browser: Any) -> None:
    choose(browser, 0)
    next(item for item in find_all(browser, ".action") if item.text == "Two speakers on it").click()
    columns = find_all(browser, "#sides section")
    assert [column.get_attribute("aria-label") for column in columns] == ["Ann", "Ben"]
    for column, name in zip(columns, ("Ann", "Ben"), strict=True):
        assert f"· {name}" in column.text
        assert f"· {'Ben' if name == 'Ann' else 'Ann'}" not in column.text
    address = browser.current_url
    assert "side1=Ann" in address
    browser.execute_script("document.querySelector('#side-1').focus()")
    browser.switch_to.active_element.send_keys(Keys.ARROW_UP)
    wait(browser, lambda: "side2=Ann" in browser.current_url)
    find(browser, "#show-graph").click()
    assert not find(browser, "#sides").is_displayed()


# --- what a fact says


def test_a_quote_stands_once_with_all_that_was_found_in_it(browser: Any) -> None:
    browser.execute_script("talkgraph.state.set({ claim: 0 })")
    assert len(find_all(browser, "#panel blockquote")) == 1
    assert "noun “saying”" in find(browser, ".rules").text
    assert "verb “say”" in find(browser, ".rules").text


def test_tense_role_and_time_are_told(browser: Any) -> None:
    past = value(browser, "[...talkgraph.model.kind].findIndex((_, claim) => talkgraph.model.past(claim))")
    browser.execute_script("talkgraph.state.set({ claim: arguments[0] })", past)
    chips = [chip.text for chip in find_all(browser, ".evidence .chip")]
    assert chips == ["in the past", "as head", "until 1999"]
    subject = value(browser, f"talkgraph.model.s[{past}]")
    choose(browser, subject)
    assert "in the past" in panel(browser)


def test_counts_agree_between_header_table_and_file(browser: Any, downloads: Path) -> None:
    find(browser, "#way input[value=all]").click()
    held = find(browser, "#held").text.split(". Choose")[0].partition(", ")[2]
    find(browser, "#show-table").click()
    assert find(browser, "#table caption").text == held
    find(browser, "#take summary").click()
    find(browser, "#take-csv").click()
    path = downloads / "selection.csv"
    wait(browser, lambda: path.exists() and path.stat().st_size)  # browsers reserve the name first
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    path.unlink()
    kinds = [row["kind"] for row in rows]
    facts = sum(kind in ("said", "past") for kind in kinds)
    assert held == f"{facts} facts, {kinds.count('denied')} not taken as facts, {kinds.count('conclusion')} conclusion"
    figure = next(row for row in rows if row["object"] == "540000000000")
    assert float(figure["sure"]) == 70
    assert all(row["time"] == "" or float(row["time"]) >= 0 for row in rows), "numbers are numbers"


def test_quotes_are_visible_in_the_table_at_1280_pixels(browser: Any) -> None:
    find(browser, "#show-table").click()
    right = value(browser, "document.querySelector('#table td.quote').getBoundingClientRect().right")
    width = value(browser, "document.querySelector('#table').getBoundingClientRect().right")
    assert right < width
    assert value(browser, "document.querySelector('#table td.quote').clientWidth") > 180
    settle(browser)
