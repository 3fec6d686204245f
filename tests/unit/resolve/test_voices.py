"""Whom "I", "we" and "you" mean."""

from __future__ import annotations

import pytest
from resolve_helpers import places_of, sentences_of, talk

from pipeline.records import Extraction
from pipeline.resolve.cast import Cast
from pipeline.resolve.speakers import guest_sentences, sentence_at
from pipeline.resolve.voices import Voices, hear

LABELS = {"ANN": "Ann", "BO": "Bo", "CLEO": "Cleo"}
HOUSES = {"Ann": "Acme", "Bo": "Brook", "Cleo": "Brook"}
INTERVIEW = (
    "What do you make of it? I bake bread with my sister and we sell it. I love my oven. How did you learn to do it? "
    "I learnt from my aunt when we were small. Thank you for coming to the podcast."
)


def heard(
    *turns: tuple[str, str], hosts: tuple[str, ...] = (), guests: tuple[str, ...] = (), house: str | None = None
) -> Voices:
    document = talk(*turns)
    names = places_of(document, {name: name for name in LABELS.values()})
    extraction = Extraction(document, (), (), (), sentences_of(document))
    return hear(extraction, Cast("show", hosts, guests), LABELS.get, names, HOUSES, house)


def test_labels_say_who_speaks_for_whom_and_to_whom() -> None:
    voices = heard(("ANN", "Hello."), ("BO", "Hi."), ("X", "Oh."), ("context", "End."), ("ANN", "Bye."))
    assert voices.speakers == ("Ann", "Bo", None, None, "Ann")
    assert voices.houses == ("Acme", "Brook", None, None, "Acme")
    assert voices.addressees == (("Bo", "Brook"), ("Ann", "Acme"), (None, None), (None, None), ("Bo", "Brook"))


def test_among_three_the_only_guest_is_spoken_to_by_a_host() -> None:
    voices = heard(("ANN", "Hello."), ("BO", "Hi."), ("CLEO", "Oh."), hosts=("Ann", "Bo"), guests=("Cleo",))
    assert voices.addressees == (("Cleo", "Brook"), ("Cleo", "Brook"), (None, None))
    voices = heard(("ANN", "Hello."), ("BO", "Hi."), ("CLEO", "Oh."), hosts=("Ann",), guests=("Cleo",))
    assert voices.addressees[1] == (None, None)


def test_the_house_of_the_occasion_is_we_unless_it_is_an_interview() -> None:
    assert heard(("X", "We grew."), house="House").houses == ("House",)
    voices = heard(("X", "We grew."), ("CLEO", "Fine."), guests=("Cleo",), house="House")
    assert voices.houses == (None, "Brook")


def test_an_interview_without_labels_alternates() -> None:
    voices = heard(("", INTERVIEW), hosts=("Ann",), guests=("Bo",), house="House")
    assert voices.speakers == ("Ann", "Bo", "Bo", "Ann", "Bo", "Ann")
    assert voices.houses == ("Acme", "Brook", "Brook", "Acme", "Brook", "Acme")
    assert [person for person, _ in voices.addressees] == ["Bo", "Ann", "Ann", "Bo", "Ann", "Bo"]


def test_guests_of_one_house_say_we_of_it_and_of_two_houses_do_not() -> None:
    one = heard(("", INTERVIEW), hosts=("Ann",), guests=("Bo", "Cleo"))
    assert one.speakers == ("Ann", None, None, "Ann", None, "Ann")
    assert one.houses == ("Acme", "Brook", "Brook", "Acme", "Brook", "Acme")
    two = heard(("", INTERVIEW), hosts=(), guests=("Ann", "Cleo"))
    assert two.houses == (None,) * 6


def test_a_host_alone_speaks_throughout_but_not_in_the_header() -> None:
    voices = heard(("context", "A show."), ("", "It rained. It snowed."), hosts=("Ann",))
    assert voices.speakers == (None, "Ann", "Ann")
    assert voices.addressees == ((None, None),) * 3
    assert heard(("", "It rained."), hosts=("Ann",), guests=("Bo",)).speakers == (None,)


def test_who_introduces_themselves_speaks_on_to_a_question_or_a_new_line() -> None:
    assert heard(("", "It rained. I'm Bo. It snowed. Was it cold? It was.")).speakers == (None, "Bo", "Bo", "Bo", None)
    assert heard(("", "I'm Bo. It snowed."), ("", "It was cold.")).speakers == ("Bo", "Bo", None)
    assert heard(("", "I'm Bo's sister. It snowed.")).speakers == (None, None)
    assert heard(("context", "I'm Bo."), ("", "It snowed.")).speakers == (None, None)
    assert heard(("", "I'm Bo. It snowed. I'm Ann. It rained.")).speakers == ("Bo", "Bo", "Ann", "Ann")


def test_an_introduction_reaches_ten_sentences() -> None:
    voices = heard(("", "My name is Bo." + " It snowed." * 12))
    assert voices.speakers == ("Bo",) * 10 + (None,) * 3


def test_without_two_questions_nobody_is_taken_for_a_guest() -> None:
    document = talk(("", "I bake bread. How did you learn it? We sell it."))
    assert guest_sentences(document, sentences_of(document)) == (False,) * 3


def test_questions_without_marks_are_told_by_their_order_of_words() -> None:
    text = INTERVIEW.replace("?", ".")
    document = talk(("context", "A talk."), ("", text))
    assert guest_sentences(document, sentences_of(document)) == (False, False, True, True, False, True, False)


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (4, 0), (5, 1), (8, 1), (9, 2), (99, 2)])
def test_the_sentence_at_an_offset(offset: int, index: int) -> None:
    assert sentence_at(((2, 4), (5, 8), (9, 12)), offset) == index


def test_of_several_guests_whoever_is_called_by_name_answers() -> None:
    talk = (
        "Bo, what do you make of it? I bake bread with my sister and we sell it. How did you learn to do it, Cleo? "
        "I learnt from my aunt when we were small. How do you like that? I like it, as we all do. Thank you for coming."
    )
    voices = heard(("", talk), hosts=("Ann",), guests=("Bo", "Cleo"))
    assert voices.speakers == ("Ann", "Bo", "Ann", "Cleo", "Ann", None, "Ann")


def test_of_several_guests_who_says_who_they_are_has_the_word_also_on_new_lines() -> None:
    lines = (
        "What do you make of it?",
        "I'm Bo.",
        "I bake bread with my sister and we sell it.",
        "How did you learn to do it?",
        "I learnt from my aunt when we were small.",
        "Thank you for coming.",
    )
    voices = heard(*(("", line) for line in lines), hosts=("Ann",), guests=("Bo", "Cleo"))
    assert voices.speakers == ("Ann", "Bo", "Bo", "Ann", None, "Ann")
