"""Dates, numbers and quoted texts, where datatype properties have words of their own."""

from __future__ import annotations

import pytest

from pipeline.extract.literals import DATE, MONTH, NUMBERS, STRING, YEAR, as_literal, value_of, with_literals
from pipeline.records import Mention, Quantity

ALL = (DATE, MONTH, YEAR, STRING, *NUMBERS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("born on 3 May 1958", "1958-05-03"),
        ("born on May 3rd, 1958", "1958-05-03"),
        ("born on the 3rd of May 1958", "1958-05-03"),
        ("born in May 1958", "1958-05"),
        ("born 1958-05-03", "1958-05-03"),
        ("born 05/03/1958", "1958-05-03"),
        ("born 23.5.1958", "1958-05-23"),
        ("born in 1958", "1958"),
        ("it holds 31,500 people", "31500"),
        ("it cost 2.5 million", "2500000"),
        ("it is -7 there", "-7"),
        ("the motto “Ever on”", "Ever on"),
    ],
)
def test_what_is_written_has_one_value(text: str, value: str) -> None:
    found = list(with_literals(text, ALL, ()))
    assert [mention.value for mention in found] == [value]


@pytest.mark.parametrize("text", ["in 1958-13-03", "on 45 May", "version3 of it", "A4"])
def test_what_is_no_date_and_no_number_is_left_alone(text: str) -> None:
    assert [m.value for m in with_literals(text, (DATE, MONTH), ())] == []


def test_names_and_literals_do_not_overlap() -> None:
    text = "Area 51 opened on March 10, 1992"
    names = [Mention(0, 7, "Area 51"), Mention(18, 23, "March")]
    kept = sorted(with_literals(text, ALL, names), key=lambda mention: mention.begin)
    assert [(mention.text, mention.kind) for mention in kept] == [("Area 51", "name"), ("March 10, 1992", "literal")]


def test_only_wanted_datatypes_are_looked_for() -> None:
    assert list(with_literals("on March 10, 1992 for 40", (), ())) == []
    [found] = with_literals("on March 10, 1992 for 40", NUMBERS[:1], ())
    assert found.text == "40"


def test_a_mention_is_a_literal_of_the_range() -> None:
    [date] = with_literals("in 1958", (YEAR,), ())
    assert as_literal(date, {YEAR}) == Quantity("1958", YEAR)
    assert as_literal(date, {DATE}) is None
    assert as_literal(Mention(0, 4, "Acme"), {STRING}) == Quantity("Acme", STRING)
    assert as_literal(Mention(0, 4, "Acme"), {DATE}) is None


def test_two_ways_of_writing_a_value_compare() -> None:
    assert set(value_of("10 March 1992")) & set(value_of("1992-03-10"))
    assert set(value_of("1,200")) & set(value_of("1200.0"))
