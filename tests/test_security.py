"""docs/security.md says what is promised to whom, and this makes its table: each promise with the tests that hold it.

Write it anew with: pytest tests/test_security.py --rewrite-docs
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"
FIGURES = ROOT / "benchmarks" / "security.json"
BEGIN, END = "<!-- made by tests/test_security.py -->", "<!-- until here -->"


@dataclass(frozen=True)
class Promise:
    """What holds of which part, and the tests, as `file::name` below tests/."""

    part: str
    promise: str
    tests: tuple[str, ...]


PROMISES = (
    Promise(
        "files",
        "any bytes are read or refused in one sentence that names the file, within 5 s of CPU and 1 GB for 20 kB",
        ("test_fuzz.py::test_sound_and_damaged_inputs", "test_fuzz.py::test_what_once_failed"),
    ),
    Promise(
        "archives",
        "an archive or PDF that unpacks to more than any document needs is refused before it does",
        (
            "unit/ingest/test_office.py::test_a_zip_bomb_is_refused_before_it_unpacks",
            "unit/ingest/test_office.py::test_markup_that_fills_memory_is_refused",
            "unit/ingest/test_office.py::test_a_pdf_bomb_is_refused",
        ),
    ),
    Promise(
        "XML",
        "entities never grow: neither in captions and pages, nor in RDF/XML; nothing outside the file is read",
        (
            "unit/ingest/test_markup.py::test_an_entity_bomb_stays_small",
            "unit/stores/test_embedded.py::test_entities_that_unpack_to_more_than_the_file_are_refused",
        ),
    ),
    Promise(
        "JSON",
        "depth is bounded",
        ("unit/ingest/test_structured.py::test_json_nested_ten_thousand_deep_is_refused",),
    ),
    Promise(
        "HTML",
        "text of a page is text: no script, style or markup of it comes out anywhere",
        ("unit/ingest/test_markup.py::test_broken_markup_keeps_its_words",),
    ),
    Promise(
        "ontologies",
        "a folder of somebody else is read or refused in one sentence; circles end",
        ("test_ontology.py::test_a_curator_is_told_what_to_mend", "test_cli.py::test_a_broken_ontology_is_3"),
    ),
    Promise(
        "the model",
        "it is read as data and no code of it runs; one that was changed since its release is not loaded",
        (
            "unit/test_doctor.py::test_a_model_that_was_changed_is_not_loaded",
            "test_supply_chain.py::test_nothing_that_could_run_code_is_read",
        ),
    ),
    Promise(
        "store URLs",
        "no login is shown or sent elsewhere, redirects are not followed, an answer has one clock and a largest size",
        (
            "unit/stores/test_http.py::test_a_login_shows_itself_nowhere",
            "unit/stores/test_http.py::test_a_login_that_is_refused_is_not_shown",
            "unit/stores/test_http.py::test_a_password_in_the_address_is_not_shown",
            "unit/stores/test_http.py::test_a_server_that_has_moved_is_not_followed",
            "unit/stores/test_http.py::test_a_server_that_drips_is_given_up",
            "unit/stores/test_http.py::test_an_answer_without_end_is_cut_off",
        ),
    ),
    Promise(
        "servers",
        "whatever a server answers is one sentence; what it took is counted; what a killed load left is removed",
        (
            "unit/stores/test_http.py::test_refusals",
            "unit/stores/test_http.py::test_an_answer_that_breaks_off_is_one_sentence",
            "unit/stores/test_http.py::test_a_server_that_says_yes_to_anything_is_found_out",
            "unit/stores/test_http.py::test_what_a_killed_load_had_begun_is_removed_and_told",
        ),
    ),
    Promise(
        "the page",
        "no text of a document runs in it or leaves it as markup, and it asks nothing of any host",
        (
            "test_page.py::test_hostile_text_shows_and_never_runs",
            "test_page.py::test_hostile_text_stays_text_in_what_is_taken_away",
            "test_page.py::test_page_draws_the_graph_and_asks_for_nothing",
            "unit/export/test_export_page_data.py::test_an_address_that_is_not_of_the_web_is_no_link",
        ),
    ),
    Promise(
        "RDF",
        "every text reads back as it was, in every syntax; no text becomes a triple or a query",
        (
            "unit/export/test_round_trips.py::test_hostile_labels_read_back",
            "unit/export/test_round_trips.py::test_any_label_reads_back",
            "unit/query/test_query.py::test_a_value_never_becomes_part_of_the_query",
        ),
    ),
    Promise(
        "Cypher",
        "no text becomes a statement",
        ("unit/export/test_export_property_graph.py::test_cypher_runs_and_runs_again",),
    ),
    Promise(
        "CSV",
        "no cell is a formula in a spreadsheet",
        ("unit/export/test_export_tables.py::test_csv_gives_back_any_label_and_holds_no_formula",),
    ),
    Promise(
        "the terminal",
        "no file name, quote or complaint moves the cursor, colours, or turns the writing",
        (
            "unit/test_terminal.py::test_nothing_that_is_printed_drives_the_terminal",
            "unit/query/test_query.py::test_no_text_moves_the_cursor",
        ),
    ),
    Promise(
        "the server",
        "only this machine and allowed pages reach it, nothing is changed, no query and no client holds it up",
        (
            "unit/serve/test_serve.py::test_requests_that_are_refused",
            "unit/serve/test_serve.py::test_queries_that_are_refused",
            "unit/serve/test_serve.py::test_what_is_no_request_gets_one_plain_sentence",
            "unit/serve/test_serve.py::test_hundreds_of_connections_that_drip_hold_no_threads_and_nobody_up",
            "unit/serve/test_serve.py::test_a_worker_that_is_killed_is_replaced",
            "unit/serve/test_serve.py::test_service_is_found_however_it_is_spelt",
        ),
    ),
    Promise(
        "queries",
        "a query that ends its engine takes no command along",
        (
            "unit/query/test_query.py::test_a_query_that_ends_the_engine_takes_nobody_along",
            "unit/query/test_query.py::test_no_named_query_ends_the_engine",
        ),
    ),
    Promise(
        "what was written",
        "killed, interrupted or out of space at any moment, a command leaves all as it was or as it should be; a "
        "second run gives what an undisturbed one gives",
        (
            "unit/test_replacing.py::test_a_kill_at_any_moment_is_put_right_by_the_next_program",
            "unit/test_replacing.py::test_a_kill_while_putting_right_is_put_right_too",
            "unit/test_replacing.py::test_an_error_at_any_moment_leaves_everything_as_it_was",
            "unit/export/test_export_files.py::test_interruption_leaves_the_earlier_files",
            "test_faults.py::test_whatever_strikes_a_second_run_is_undisturbed",
            "test_faults.py::test_a_disk_that_fills_up_is_one_sentence_and_leaves_all_as_it_was",
            "test_faults.py::test_a_read_only_disk_is_one_sentence",
        ),
    ),
    Promise(
        "two commands at once",
        "they do not mix: the second is refused",
        (
            "unit/test_replacing.py::test_two_programs_do_not_meet",
            "test_faults.py::test_two_runs_into_one_folder_do_not_mix",
            "unit/stores/test_embedded.py::test_a_store_in_use_is_left_alone",
        ),
    ),
    Promise(
        "dependencies",
        "only files with known hashes are installed, every licence is known, the bill of materials is current",
        (
            "test_supply_chain.py::test_every_dependency_is_pinned_by_the_hashes_of_its_files",
            "test_supply_chain.py::test_the_bill_of_materials_is_current",
            "test_supply_chain.py::test_every_licence_is_known_and_may_stand_beside_ours",
        ),
    ),
    Promise(
        "privacy",
        "no path of this machine, no login and, unless asked for, no more of a text than its quotes is written",
        (
            "test_run.py::test_two_runs_give_the_same_bytes",
            "unit/export/test_export_rdf.py::test_offsets_count_in_a_context_whose_text_is_written_on_request",
        ),
    ),
)


@pytest.fixture(scope="module")
def cases() -> Counter[str]:
    """How many cases each of the tests has: `file::name` -> count."""
    files = sorted({test.partition("::")[0] for promise in PROMISES for test in promise.tests})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, cwd=ROOT / "tests", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    found = (re.match(r"tests/(\S+?::\w+)", line) for line in done.stdout.splitlines())
    return Counter(match[1] for match in found if match)


def table(cases: Counter[str]) -> str:
    rows = ["| part | what is promised | tests | cases |", "|---|---|---|---:|"]
    for promise in PROMISES:
        names = ", ".join(f"`{test}`" for test in promise.tests)
        rows.append(f"| {promise.part} | {promise.promise} | {names} | {sum(cases[test] for test in promise.tests)} |")
    total = sum(cases[test] for promise in PROMISES for test in promise.tests)
    rows.append(f"| all | {len(PROMISES)} promises held, nothing lost | | {total} |")
    return "\n".join(rows)


def by_hand() -> str:
    """What was run once, with its figures."""
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    rows = [
        "| run once by hand | inputs or faults | slowest, CPU | memory | failed, lost or mixed |",
        "|---|---:|---:|---:|---:|",
    ]
    for run in figures:
        slowest = f"{run['slowest']:.2f} s" if "slowest" in run else ""
        memory = f"{run['memory'] >> 20} MB" if "memory" in run else ""
        rows.append(f"| {run['what']} | {run['count']:,} | {slowest} | {memory} | {run['failed']} |")
    return "\n".join(rows)


def test_every_promise_is_held_by_tests_that_are_there(cases: Counter[str]) -> None:
    for promise in PROMISES:
        for test in promise.tests:
            assert cases[test], f"{promise.part}: there is no {test}"


def test_the_page_is_current(cases: Counter[str], request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    fresh = f"{before}{BEGIN}\n\n{table(cases)}\n\n{by_hand()}\n\n{END}{rest.split(END)[1]}"
    if request.config.getoption("--rewrite-docs"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == fresh, "run pytest tests/test_security.py --rewrite-docs"
