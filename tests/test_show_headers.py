"""What headers say of shows: whose they are, who made them, who was on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_show import said


def test_the_outlet_stands_before_its_show(tmp_path: Path) -> None:
    notes = "Nora Quill is joined by political scientist Peter Vane to discuss it."
    found = said(tmp_path, show="Corvid - Nora Unfiltered", notes=notes, talk="Hello.")
    assert {
        ("Nora Unfiltered", "producedBy", "Corvid"),
        ("Nora Quill", "hosts", "Nora Unfiltered"),
        ("Peter Vane", "guestOf", "Nora Unfiltered"),
    } <= found


def test_topics_behind_an_outlet_are_no_show(tmp_path: Path) -> None:
    found = said(tmp_path, show="Corvid - Israel Palestine", notes="It rained.", talk="Hello.")
    assert not {fact for fact in found if fact[1] == "producedBy" and "Palestine" in fact[0]}


def test_whose_adviser_a_guest_was_is_no_guest(tmp_path: Path) -> None:
    notes = "Nora Quill is joined by Peter Vane and former Trump official-turned Harris supporter Olivia Marsh."
    found = said(tmp_path, show="Night Garden", notes=notes, talk="Hello.")
    guests = {fact[0] for fact in found if fact[1] == "guestOf"}
    assert guests == {"Peter Vane", "Olivia Marsh"}


@pytest.mark.parametrize("quote", ["'{}'", "‘{}’", '"{}"', "“{}”"])
def test_quoted_shows_with_an_apostrophe(quote: str, tmp_path: Path) -> None:
    notes = f"Gen. Peter Vane joined {quote.format('Oslo’s Table')} to discuss the strikes."
    found = said(tmp_path, show="CNN - Boats", notes=notes, talk="Hello.")
    assert ("Peter Vane", "guestOf", "Oslo’s Table") in found


def test_known_shows_called_after_their_host(tmp_path: Path) -> None:
    notes = "Peter Vane highlights a week of wins on ‘Hannity.’"
    assert ("Peter Vane", "guestOf", "Hannity") in said(
        tmp_path, show="Fox News - Sean Hannity", notes=notes, talk="Hello."
    )


def test_numbers_open_titles_of_a_list(tmp_path: Path) -> None:
    notes = "CNN brings the news. Find clips and segments from Tidal Desk, 7th Minute, Low Water, 20 years, and more."
    shows = {fact[0] for fact in said(tmp_path, notes=notes, talk="Hello.") if fact[1:] == ("producedBy", "CNN")}
    assert "7th Minute" in shows
    assert "20 years" not in shows


def test_lines_of_credits_with_a_colon(tmp_path: Path) -> None:
    notes = "It rained.\n\nEdited By: Corvid Archive\nMusic by: Nora Pell\nWe like boats."
    found = said(tmp_path, show="Night Garden", notes=notes, talk="Hello.")
    assert {
        ("Corvid Archive", "contributesTo", "Night Garden"),
        ("Nora Pell", "contributesTo", "Night Garden"),
    } <= found


def test_who_is_heard_in_another_part(tmp_path: Path) -> None:
    notes = "It rained.\n\nListen to part one to hear Ada Okafor and Rod Long discuss trade."
    talk = "Welcome to Night Garden. I'm Ada Okafor. It rained."
    found = said(tmp_path, show="Night Garden", notes=notes, talk=talk)
    assert ("Rod Long", "guestOf", "Night Garden") in found
    assert ("Ada Okafor", "guestOf", "Night Garden") not in found


def test_who_is_joined_by_two_with_offices(tmp_path: Path) -> None:
    notes = (
        "Ben Reed is joined by Nobel Peace Prize winner and women's rights activist Nora Pell, and director Jane Moss "
        'to talk about their new documentary "Bread and Salt". It is long.'
    )
    found = said(tmp_path, show="Night Garden", notes=notes, talk="Hello.")
    assert {(name, "guestOf", "Night Garden") for name in ("Nora Pell", "Jane Moss")} <= found
    assert {("Bread and Salt", "createdBy", name) for name in ("Nora Pell", "Jane Moss")} <= found
    assert ("Bread and Salt", "createdBy", "Ben Reed") not in found


def test_who_joins_a_known_show_in_quotation_marks(tmp_path: Path) -> None:
    notes = "boats\nGen. Peter Vane joined 'America's Newsroom' to discuss the strikes."
    found = said(tmp_path, show="Fox News - Boats", notes=notes, talk="Hello.")
    assert ("Peter Vane", "guestOf", "America's Newsroom") in found
