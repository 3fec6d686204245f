from __future__ import annotations

import pytest
from ingest_helpers import context, read, spoken

from pipeline.records import Document

TURNS = "**Ada Quill:** Hello there.\n\n**Tom Reed:** Thanks, Ada.\n\n**Ada Quill:** Bye.\n"
LINES = "*  Hello there.\n*  Thanks, Ada.\n*  Bye.\n*  Good night.\n*  Yes.\n*  Right.\n"


def fields(document: Document) -> list[tuple[str, str]]:
    """Field and text of every line of context that lists nothing."""
    return [
        (s.field, document.text[s.begin : s.end]) for s in document.segments if s.kind == "context" and not s.listing
    ]


def listed(document: Document) -> list[str]:
    return [document.text[s.begin : s.end] for s in document.segments if s.listing]


def test_front_matter_of_any_depth(tmp_path):
    document = read(
        tmp_path,
        '---\nepisode:\n  title: "Rope \\"and\\" steel\\u2026"\n  publishDate: 2024-05-06T10:00:00Z\n'
        "  guid: 77-ab\nguests:\n  - name: Bo Lind\n    role: chief engineer\n    company: Norhaven Ropes\n"
        "    website: https://example.org/bo\n  - {name: Mira Solano, company: Halcyon Labs}\n"
        "hosts: [Ada Quill, 'Tom Reed']\nshow: {name: Night Train, url: 'https://example.org'}\n"
        "summary: |\n  Bo makes ropes.\n\n  0:00 Intro\n  2:10 Knots\ntags:\n- ropes\nduration: 1200\n"
        "model: {name: whisper}\ndraft: false\n---\n" + TURNS,
        "talk.md",
    )
    assert fields(document) == [
        ("title", 'Rope "and" steel…'),
        ("guests name", "Bo Lind"),
        ("guests role", "chief engineer"),
        ("guests company", "Norhaven Ropes"),
        ("guests name", "Mira Solano"),
        ("guests company", "Halcyon Labs"),
        ("hosts", "Ada Quill"),
        ("hosts", "Tom Reed"),
        ("show", "Night Train"),
        ("description", "Bo makes ropes."),
    ]
    assert listed(document) == ["Intro", "Knots", "ropes"], "keywords are listed, too"
    assert spoken(document) == ["Hello there.", "Thanks, Ada.", "Bye."]
    assert document.date == "2024-05-06"
    stated = dict(document.metadata)
    assert stated["people"] == "Bo Lind; Mira Solano; Ada Quill; Tom Reed"
    assert stated["show"] == "Night Train"
    assert stated["description"] == "Bo makes ropes."


def test_values_keep_their_places_in_the_file(tmp_path):
    document = read(
        tmp_path, "---\nguests:\n  - name: 'Bo Lind'\n    bio: >\n      Bo makes\n      ropes.\n---\n" + TURNS
    )
    for name in ("Bo Lind", "Bo makes ropes."):
        begin = document.text.index(name)
        first, last = document.raw_span(begin, begin + len(name))
        assert document.raw[first:last].split() == name.split()


def test_toml_front_matter(tmp_path):
    document = read(
        tmp_path,
        '+++\ntitle = "Rope and steel"\ndate = 2024-05-06\nguests = ["Bo Lind", "Mira Solano"]\ndraft = false\n+++\n'
        + TURNS,
        "talk.md",
    )
    assert fields(document) == [("title", "Rope and steel"), ("guests", "Bo Lind"), ("guests", "Mira Solano")]
    assert (document.title, document.date) == ("Rope and steel", "2024-05-06")


def test_a_heading_as_long_as_a_wrapped_line_swallows_nothing(tmp_path):
    document = read(
        tmp_path,
        "# A bridge that sings, a rope that holds, and a town that waits for both of them\n"
        "**Night Train - The Harbour Hour:** [March 08, 2024](https://example.org/watch?v=1)\n" + LINES,
        "talk.md",
    )
    assert fields(document)[1] == ("show", "Night Train - The Harbour Hour")
    assert (document.date, document.url) == ("2024-03-08", "https://example.org/watch?v=1")
    assert dict(document.metadata)["show"] == "Night Train - The Harbour Hour"


DESCRIPTION = """Bo Lind, chief engineer at Norhaven Ropes, talks about knots.

Founded on Nov. 7, 1954, the show is a weekly hour on the harbour.

Guests:
Bo Lind, chief engineer at Norhaven Ropes
Mira Solano, founder of Halcyon Labs

Chapters:
0:00 - Intro
1:20 Knots with the left hand
1:02:03 (END) Goodbye to Lisbon

Host: Ada Quill
Producer & Editor: Tom Reed
Field recording: Ivo Brandt

Follow us:
Find Bo on the web: https://example.org/bo
The rope book
https://example.org/book
#ropes #knots"""


@pytest.mark.parametrize("way", ["front matter", "body"])
def test_the_lines_of_a_description(tmp_path, way):
    if way == "front matter":
        content = f"---\nLength: 12s\nVideo Description: {DESCRIPTION}\n---\n\n# Knots\n" + LINES
    else:
        content = f"---\ntitle: Knots\n---\n![](https://example.org/v)\n\n{DESCRIPTION}\n\n## Transcript\n\n" + TURNS
    document = read(tmp_path, content, "talk.md")
    about = "description" if way == "front matter" else ""
    assert [pair for pair in fields(document) if pair[0] != "title"] == [
        (about, "Bo Lind, chief engineer at Norhaven Ropes, talks about knots."),
        (about, "Founded on Nov. 7, 1954, the show is a weekly hour on the harbour."),
        ("guests", "Guests:"),
        ("guests", "Bo Lind, chief engineer at Norhaven Ropes"),
        ("guests", "Mira Solano, founder of Halcyon Labs"),
        ("host", "Host: Ada Quill"),
        ("producer & editor", "Producer & Editor: Tom Reed"),
        ("field recording", "Field recording: Ivo Brandt"),
    ]
    assert listed(document) == [
        *("Chapters:", "Intro", "Knots with the left hand", "(END) Goodbye to Lisbon", "Follow us:"),
        *("Find Bo on the web:", "The rope book", "#ropes #knots"),
    ]
    assert document.date is None
    assert "Ada Quill" in dict(document.metadata)["people"]


def test_chapters_that_name_who_speaks_are_no_mere_list(tmp_path):
    document = read(
        tmp_path,
        "# Harbour day\n\n0:00 Opening\n4:10 - Rope: Bo Lind (chief engineer, Norhaven Ropes)\n"
        "9:00 - Steel: a talk with Mira Solano\n12:00 Closing\n\n## Transcript\n\n### Opening\n\n" + TURNS,
        "talk.md",
    )
    assert [text for _, text in fields(document)] == [
        "Harbour day",
        "Rope: Bo Lind (chief engineer, Norhaven Ropes)",
        "Steel: a talk with Mira Solano",
    ]
    assert listed(document) == ["Opening", "Closing", "Opening"]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Recorded April 22nd, 2024 in Lisbon", "2024-04-22"),
        ("Date: 22.04.2024", "2024-04-22"),
        ("22 April 2024, 10:00AM", "2024-04-22"),
        ("Originally aired on September 3, 2021.", "2021-09-03"),
        ("The town remembers November 7, 1954, when the old bridge fell into the harbour in one night.", None),
        ("Read it at https://example.org/2007/03/15/ropes", None),
    ],
)
def test_dates_of_a_header(tmp_path, line, date):
    document = read(tmp_path, f"Harbour call\n\n{line}\n\n{TURNS}")
    assert document.date == date
    assert spoken(document) == ["Hello there.", "Thanks, Ada.", "Bye."]


def test_the_day_of_the_show_goes_before_that_of_the_recording(tmp_path):
    document = read(
        tmp_path,
        "---\nLength: 12s\nVideo Description: On ropes.\n\nRecorded June 12th, 2023.\n---\n\n# Ropes\n"
        "**Night Train:** [November 2, 2023](https://example.org/watch?v=1)\n" + LINES,
    )
    assert document.date == "2023-11-02"


def test_addresses_say_nothing_in_a_header(tmp_path):
    document = read(
        tmp_path,
        "# Ropes\n\nBo Lind (https://example.org/bo) , of [Norhaven](https://example.org/n) made https://x.eg/\\_a "
        "it all in one night and was not tired.\n\n" + TURNS,
        "talk.md",
    )
    assert context(document)[1] == "Bo Lind , of Norhaven made it all in one night and was not tired."


FIELDS = "Night Train | Guest: Bo Lind\nHosts: Ada Quill, Tom Reed\nDate: 2024-05-06\n\n"
TALK = "Ada Quill: Hello there.\nTom Reed: Thanks, Ada.\nAda Quill: Bye.\n"


def test_fields_before_the_turns_say_nothing(tmp_path):
    document = read(tmp_path, FIELDS + TALK)
    assert spoken(document) == ["Hello there.", "Thanks, Ada.", "Bye."]
    assert ("hosts", "Hosts: Ada Quill, Tom Reed") in fields(document)
    assert any("Bo Lind" in line for line in context(document))
    assert document.date == "2024-05-06"


@pytest.mark.parametrize(
    "first",
    ["SPEAKER_00: Good morning", "Ada Quill: Good morning", "Host: Good morning, and welcome.", "Lind: Ada, Tom"],
)
def test_what_somebody_says_first_is_no_field(tmp_path, first):
    document = read(tmp_path, f"{first}\n{TALK}")
    assert spoken(document)[0] == first.partition(": ")[2]


@pytest.mark.parametrize(
    "first", ["Slow Burn: A Podcast About Furnaces", "Host: Ada Quill. Guest: Bo Marsh (Glassworks)."]
)
def test_a_title_and_fields_in_one_line_are_no_speech(tmp_path, first):
    document = read(tmp_path, f"{first}\n\n{TALK}")
    assert context(document) == [first]
