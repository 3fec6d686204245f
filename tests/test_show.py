"""The show and its people by the header of a transcript: who joins, who reports for the channel, who wrote the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cases import Said, facts

HEADER = """---
Date Generated: April 07, 2025
Length: 831s
Video Description: {notes}
---

# {title}
**{show}:** [March 18, 2025](https://example.org/v)
*  {talk} [[00:00:00](https://example.org/v?t=0)]
*  So that is that. [[00:00:04](https://example.org/v?t=4)]
*  And we go on. [[00:00:09](https://example.org/v?t=9)]
"""
SHOW = "Harbour Light"


def said(folder: Path, *, notes: str = "It rained.", title: str = "Boats", show: str = SHOW, talk: str) -> set[Said]:
    return facts(HEADER.format(notes=notes, title=title, show=show, talk=talk), folder, known=False, suffix=".md")


@pytest.mark.parametrize(
    "notes",
    [
        "It is over. Ada Okafor joins to discuss that and more.",
        "The physician Ada Okafor has an understanding of it. She joins Tom Reed to discuss the rain.",
        "Former director Ada Okafor, joins Harbour Light to explain why.",
    ],
)
def test_who_joins_to_discuss_is_a_guest(notes: str, tmp_path: Path) -> None:
    assert ("Ada Okafor", "guestOf", SHOW) in said(tmp_path, notes=notes, talk="Hello.")


def test_who_joins_a_firm_is_none(tmp_path: Path) -> None:
    found = said(tmp_path, notes="Ada Okafor joined Microsoft last year. She joins them every day.", talk="Hello.")
    assert not {fact for fact in found if fact[1] == "guestOf"}


def test_our_correspondent_is_the_channels(tmp_path: Path) -> None:
    talk = "Let's go to my colleague Tom Reed. Our chief correspondent Ada Okafor is in Oslo."
    found = said(tmp_path, show="CNN - Boats", talk=talk)
    assert {("Tom Reed", "worksFor", "CNN"), ("Ada Okafor", "worksFor", "CNN")} <= found


def test_who_reports_for_the_channel_is_no_guest(tmp_path: Path) -> None:
    found = said(tmp_path, show="CNN - Boats", talk="Let's bring in CNN foreign correspondent Ada Okafor.")
    assert ("Ada Okafor", "worksFor", "CNN") in found
    assert not {fact for fact in found if fact[1] == "guestOf"}


def test_the_people_of_their_new_book(tmp_path: Path) -> None:
    notes = (
        "Ada Okafor and Tom Reed write, Ada in Oslo and Tom in Bergen. In their new book, “Tidewater”, they ask why."
    )
    found = {fact for fact in said(tmp_path, notes=notes, talk="Hello.") if fact[1] == "createdBy"}
    assert found == {("Tidewater", "createdBy", "Ada Okafor"), ("Tidewater", "createdBy", "Tom Reed")}


def test_a_numbered_title_names_the_guest(tmp_path: Path) -> None:
    found = said(tmp_path, title="Harbour Light #1548 - Ada Okafor", talk="Hello.")
    assert ("Ada Okafor", "guestOf", SHOW) in found


def test_the_agenda_of_an_event(tmp_path: Path) -> None:
    notes = "\n\n  ".join(["|", "The Future of Boats: Ada Okafor (CEO, Microsoft) with Tom Reed", "Thanks to all."])
    found = said(tmp_path, notes=notes, title="Harbour Summit 2026: Boats", talk="This is the Harbour Summit in Oslo.")
    people = {(person, role) for person, role, _ in found if role in ("hosts", "guestOf")}
    assert people == {("Ada Okafor", "guestOf"), ("Tom Reed", "hosts")}


def test_credits_are_of_the_show_that_opens_their_paragraph(tmp_path: Path) -> None:
    notes = "It rained.\n\nFresh Air features talks. It is made in Leeds with contributions by Ann Lee and Tom Reed."
    found = said(tmp_path, notes=notes, talk="Hello.")
    assert {("Ann Lee", "contributesTo", "Fresh Air"), ("Tom Reed", "contributesTo", "Fresh Air")} <= found
    assert ("Ann Lee", "contributesTo", SHOW) not in found


INTERVIEWED = "What is new? I worked a lot and we partnered with Siemens on motors. What else did you do? I slept."


def test_the_title_announces_its_guest_by_office(tmp_path: Path) -> None:
    notes = "Ada Okafor speaks with Tom Reed about motors."
    found = said(tmp_path, notes=notes, title="Bosch CEO explains boats", talk=INTERVIEWED)
    assert ("Tom Reed", "leads", "Bosch") in found
    found = said(tmp_path, notes=notes, title="Former Bosch CEO on boats", talk=INTERVIEWED)
    assert not {fact for fact in found if fact[1] == "leads"}
    found = said(tmp_path, notes=notes, title="Why Bosch CEO pay rose", talk=INTERVIEWED)
    assert not {fact for fact in found if fact[1] == "leads"}


def test_we_is_where_the_guest_is_and_not_where_they_were(tmp_path: Path) -> None:
    notes = "Ada Okafor speaks with Tom Reed, chief executive of Bosch."
    assert ("Bosch", "partnerOf", "Siemens") in said(tmp_path, notes=notes, talk=INTERVIEWED)
    notes = "Ada Okafor speaks with Tom Reed, who worked at Bosch until 2019."
    assert ("Bosch", "partnerOf", "Siemens") not in said(tmp_path, notes=notes, talk=INTERVIEWED)


def test_an_editor_of_the_channel_asks_whoever_is_named_first(tmp_path: Path) -> None:
    notes = "Tom Reed, chief executive of Bosch, speaks with Reuters editor Ada Okafor."
    found = said(tmp_path, show="Reuters - Boats", notes=notes, talk=INTERVIEWED)
    assert {("Tom Reed", "guestOf", "Reuters Boats"), ("Bosch", "partnerOf", "Siemens")} <= found


def test_a_nickname_is_of_the_host_in_full(tmp_path: Path) -> None:
    talk = "Welcome to Harbour Light. I'm Michael Quill. Ada Okafor, welcome to the show. Hi, Mike. How are you, Mike?"
    people = {person for person, role, _ in said(tmp_path, talk=talk) if role in ("hosts", "guestOf")}
    assert people == {"Michael Quill", "Ada Okafor"}


def test_our_correspondent_and_who_comes_along(tmp_path: Path) -> None:
    talk = "Our correspondent Ada Okafor and camera journalist Tom Reed travelled to Oslo."
    found = said(tmp_path, show="CNN - Boats", talk=talk)
    assert {("Tom Reed", "worksFor", "CNN"), ("Ada Okafor", "worksFor", "CNN")} <= found


def test_our_colleague_and_of_whom_she_tells(tmp_path: Path) -> None:
    talk = "Our colleague Ada Okafor told us of a call between Regina Doe and Prime Minister Tom Reed."
    found = said(tmp_path, show="CNN - Boats", talk=talk)
    assert ("Ada Okafor", "worksFor", "CNN") in found
    assert not {fact for fact in found if fact[0] == "Tom Reed"}


def test_who_speaks_on_a_quoted_show(tmp_path: Path) -> None:
    found = said(tmp_path, notes="Trader Ada Okafor reacts to a week of rain on ‘Night Watch.’", talk="Hello.")
    assert ("Ada Okafor", "guestOf", "Night Watch") in found


@pytest.mark.parametrize(
    "notes",
    ["CNN host Ada Okafor rails at the rain on ‘Night Watch.’", "Ada Okafor rails at the rain on ‘Okafor Tonight.’"],
)
def test_whose_show_it_is_is_no_guest_of_it(notes: str, tmp_path: Path) -> None:
    assert not {fact for fact in said(tmp_path, notes=notes, talk="Hello.") if fact[1] == "guestOf"}


def test_the_founder_of_what_has_a_dot_explains(tmp_path: Path) -> None:
    notes = "How are boats upending the arts? Boat.ai founder Ada Okafor discusses makers and sails."
    assert ("Ada Okafor", "guestOf", SHOW) in said(tmp_path, notes=notes, talk="Hello.")


def test_shows_under_a_heading_are_the_channels(tmp_path: Path) -> None:
    notes = (
        "It rained.\n\nWatch full episodes of your favorite shows\nTidal Desk: https://example.org/a\n"
        "Rope Report with Ada Okafor: https://example.org/b\nKelp!: https://example.org/c\n"
        "Sea @ Night: https://example.org/d\n\nFollow us on Facebook: https://example.org/e"
    )
    found = said(tmp_path, show="CNN - Boats", notes=notes, talk="Hello.")
    assert {(show, "producedBy", "CNN") for show in ("Tidal Desk", "Kelp!", "Sea @ Night")} <= found
    assert ("Ada Okafor", "hosts", "Rope Report with Ada Okafor") in found
    assert not {fact for fact in found if "Facebook" in fact}


def test_segments_are_from_shows_of_the_house(tmp_path: Path) -> None:
    notes = (
        "It rained.\nCNN brings the news. Find clips and segments from Tidal Desk, The Rope with Ada Okafor, "
        "Low Water, The Kelp, and more."
    )
    found = said(tmp_path, notes=notes, talk="Hello.")
    shows = ("Tidal Desk", "The Rope with Ada Okafor", "Low Water", "The Kelp")
    assert {(show, "producedBy", "CNN") for show in shows} <= found
    assert ("Ada Okafor", "hosts", "The Rope with Ada Okafor") in found


def test_reports_from_places_are_no_shows(tmp_path: Path) -> None:
    notes = "It rained.\nCNN brings the news. Find reports from Oslo, Bergen, Rome, and more."
    assert not {fact for fact in said(tmp_path, notes=notes, talk="Hello.") if fact[1] == "producedBy"}


@pytest.mark.parametrize(("show", "hosts"), [("The Rope Angle", True), ("Late Recap", False)])
def test_who_names_another_show_hosts_that(show: str, hosts: bool, tmp_path: Path) -> None:
    talk = "Good evening. I'm Ada Okafor. This is the Rope Angle from Bergen tonight."
    found = said(tmp_path, show=f"CNN - {show}", talk=talk)
    assert (("Ada Okafor", "hosts", show) in found) is hosts
