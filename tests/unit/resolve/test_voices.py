"""Whom "I", "we" and "you" mean."""

from __future__ import annotations

import pytest
from resolve_helpers import places_of, sentences_of, talk

from pipeline.records import Extraction
from pipeline.resolve.cast import Cast
from pipeline.resolve.speakers import by_names, guest_sentences, sentence_at
from pipeline.resolve.voices import Voices, hear

LABELS = {"ANN": "Ann", "BO": "Bo", "CLEO": "Cleo"}
HOUSES = {"Ann": "Acme", "Bo": "Brook", "Cleo": "Brook"}
INTERVIEW = (
    "What do you make of it? I bake bread with my sister and we sell it. I love my oven. How did you learn to do it? "
    "I learnt from my aunt when we were small. Thank you for coming to the podcast."
)


def heard(
    *turns: tuple[str, str],
    hosts: tuple[str, ...] = (),
    guests: tuple[str, ...] = (),
    house: str | None = None,
    meeting: bool = False,
) -> Voices:
    document = talk(*turns)
    names = places_of(document, {name: name for name in LABELS.values()})
    extraction = Extraction(document, (), (), (), sentences_of(document))
    return hear(extraction, Cast("show", hosts, guests), LABELS.get, names, HOUSES, house, meeting=meeting)


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
    assert heard(("", "It rained. I'm Bo. It snowed. Was it cold? It was.")).speakers == ("Bo", "Bo", "Bo", "Bo", None)
    assert heard(("", "I'm Bo. It snowed."), ("", "It was cold.")).speakers == ("Bo", "Bo", None)
    assert heard(("", "I'm Bo's sister. It snowed.")).speakers == (None, None)
    assert heard(("context", "I'm Bo."), ("", "It snowed.")).speakers == (None, None)
    assert heard(("", "I'm Bo. It snowed. I'm Ann. It rained.")).speakers == ("Bo", "Bo", "Ann", "Ann")


def test_a_short_turn_is_whoevers_who_says_at_its_end_who_that_is() -> None:
    assert heard(("", "It rained. It snowed. I'm Bo.")).speakers == ("Bo", "Bo", "Bo")
    assert heard(("", "Did it rain? I'm Bo.")).speakers == (None, "Bo")
    assert heard(("", "It rained."), ("", "I'm Bo.")).speakers == (None, "Bo")
    assert heard(("", "It rained. " * 5 + "I'm Bo.")).speakers == (None,) * 5 + ("Bo",)


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


def test_who_introduces_themselves_among_guests_speaks_on_in_the_turn() -> None:
    talk = (
        "Bo, what do you make of it? I bake bread with my sister and we sell it. I am Cleo and I bake for my aunt. "
        "I sell my bread as we all do. How do you like that, Bo? I like it. Thank you for coming."
    )
    voices = heard(("", talk), hosts=("Ann",), guests=("Bo", "Cleo"))
    assert voices.speakers == ("Ann", "Bo", "Cleo", "Cleo", "Ann", "Bo", "Ann")
    assert [person for person, _ in voices.addressees] == [None] * 7


def test_somebody_else_who_introduces_themselves_ends_a_monologue() -> None:
    voices = heard(("", "I'm Ann. It rained. I'm Bo. I bake."), hosts=("Ann",))
    assert voices.speakers == ("Ann", "Ann", "Bo", "Bo")


def test_names_tell_who_speaks() -> None:
    document = talk(("", "Bo bakes. I'm Bo. Ask Ann. I'm Ann. It rained. Cleo sings."))
    people = places_of(document, {name: name for name in LABELS.values()})
    found = by_names(document, sentences_of(document), people, ("Ann",), ("Bo",))
    assert {index: weight > 0 for index, weight in found.items()} == {0: False, 1: True, 2: True, 3: False}
    both = by_names(document, sentences_of(document), people, ("Ann", "Cleo"), ("Bo",))
    assert both[2] == 0


def test_nobody_but_the_host_speaks_of_the_guest() -> None:
    talked = (
        "Bo bakes for my show and I like it. What do you make of it? I bake. I sing. How do you sing? I hum. I sell."
    )
    voices = heard(("", talked), hosts=("Ann",), guests=("Bo",))
    assert voices.speakers == ("Ann", "Ann", "Bo", "Bo", "Ann", "Bo", "Bo")


def test_turns_change_at_the_end_of_a_line() -> None:
    said = ("And who are you? Who is it?", "I nap and I hum.", "You did your thing, you.", "I hum and I nap.")
    whole = talk(("", " ".join(said)))
    assert guest_sentences(whole, sentences_of(whole)) == (False, False, True, True, True)
    lines = talk(("", " ".join(said[:2])), ("", said[2]), ("", said[3]))
    assert guest_sentences(lines, sentences_of(lines)) == (False, False, True, False, True)


def test_at_a_meeting_whoever_is_welcomed_speaks_for_the_house() -> None:
    turns = (("ANN", "Hello."), ("X", "We grew."), ("CLEO", "We do."))
    voices = heard(*turns, guests=("Cleo",), house="House", meeting=True)
    assert voices.houses == ("Acme", "House", "Brook")
    assert heard(*turns, guests=("Cleo",), house="House").houses == ("Acme", None, "Brook")


@pytest.mark.parametrize(("sentences", "speaker"), [(3, "Ann"), (8, None)])
def test_nobody_speaks_where_a_host_comes_to_no_question_for_long(sentences: int, speaker: str | None) -> None:
    mine = "I nap and I hum and I bake my bread."
    yours = "You did your thing, you."
    said = ["Who are you?", mine, mine, "What do you do?", mine, mine, *[yours] * sentences, mine, mine, mine]
    voices = heard(("", " ".join(said)), hosts=("Ann",), guests=("Bo",))
    assert set(voices.speakers[6 : 6 + sentences]) == {speaker}
    assert voices.speakers[5] == voices.speakers[-2] == "Bo"
