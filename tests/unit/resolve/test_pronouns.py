"""Whom "he" and "she" mean, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from resolve_helpers import places_of, sentences_of, talk

from pipeline.resolve.cast import Cast
from pipeline.resolve.pronouns import personal_pronouns
from pipeline.resolve.voices import Voices

NAMES = {name: name for name in ("Ann", "Bo", "Cleo")}


def meant(
    *turns: tuple[str, str],
    speakers: tuple[str | None, ...] = (),
    addressed: str | None = None,
    guest: str = "",
    notes: bool = False,
) -> list[tuple[str, str | None, float]]:
    """Each pronoun, whom it means and how sure that is. addressed: whom every sentence speaks to."""
    document = talk(*turns)
    if notes:
        document = replace(document, segments=tuple(replace(s, kind="context") for s in document.segments))
    sentences = sentences_of(document)
    people = sorted((begin, end, person) for (begin, end), person in places_of(document, NAMES).items())
    who = speakers or (None,) * len(sentences)
    voices = Voices(who, (None,) * len(sentences), ((addressed, None),) * len(sentences))
    found = personal_pronouns(document, sentences, people, voices, Cast("show", (), (guest,) if guest else ()))
    pronouns = re.finditer(r"\b(?:[Hh]e|[Ss]he|him|[Hh]er|hers|[Hh]is|himself|herself)\b", document.text)
    unknown = [(match[0], found.pop(match.start(), None)) for match in pronouns]
    assert not found, "something that is no pronoun"
    return [(word, what.person if what else None, round(what.sure, 2) if what else 0.0) for word, what in unknown]


def test_the_only_person_before_it_in_the_sentence() -> None:
    assert meant(("", "Ann said that she left.")) == [("she", "Ann", 0.85)]
    assert meant(("", "Ann met Bo when she left.")) == [("she", None, 0)]
    assert meant(("", "When it rained he left Bo.")) == [("he", None, 0)]


def test_who_was_he_is_not_she() -> None:
    said = meant(("", "Bo said that he left. Ann met Bo and she slept."))
    assert said == [("he", "Bo", 0.85), ("she", "Ann", 0.85)]


def test_the_same_pronoun_means_the_same_person_within_a_sentence() -> None:
    said = meant(("", "Ann slept. Later she met Bo, and she gave Bo her book."))
    assert said == [("she", "Ann", 0.85), ("she", "Ann", 0.85), ("her", "Ann", 0.85)]


@pytest.mark.parametrize(
    ("between", "sure"), [(0, 0.85), (1, 0.8), (2, 0.75), (3, 0.7), (4, 0.0)], ids=lambda value: str(value)
)
def test_it_is_less_sure_the_longer_ago_and_nobody_after_four_sentences(between: int, sure: float) -> None:
    said = meant(("", "Ann slept." + " It rained." * between + " She left."))
    assert said == [("She", "Ann" if sure else None, sure)]


def test_of_several_in_the_sentence_before_the_first_is_meant_and_a_chain_goes_on() -> None:
    assert meant(("", "Ann met Bo. She slept.")) == [("She", "Ann", 0.65)]
    said = meant(("", "Ann slept. She met Bo. It rained. She left."))
    assert [person for _, person, _ in said] == ["Ann", "Ann"]
    assert said[1][2] == 0.7


def test_where_the_first_of_several_cannot_be_meant_nobody_is() -> None:
    assert meant(("", "Cleo met Ann and Bo. She slept."), speakers=("Cleo", "Cleo")) == [("She", None, 0)]


def test_a_clause_before_its_subject_speaks_of_it() -> None:
    assert meant(("", "Before she left, Ann slept.")) == [("she", "Ann", 0.85)]
    assert meant(("", "As soon as he left, Bo called Cleo.")) == [("he", None, 0)]
    assert meant(("", "Ann slept. While she dreamt, it rained.")) == [("she", "Ann", 0.85)]
    assert meant(("", "While she dreamt, it rained.")) == [("she", None, 0)]


def test_nobody_is_she_to_herself() -> None:
    said = meant(("", "Ann slept. Cleo woke. She left."), speakers=("Cleo", "Cleo", "Cleo"))
    assert said == [("She", "Ann", 0.8)]
    assert meant(("", "Ann slept. She left."), addressed="Ann") == [("She", None, 0)]


def test_the_guest_who_is_about_to_be_named() -> None:
    turns = ("", "My guest is a baker. She bakes for kings. Ann, welcome. She smiled.")
    assert meant(turns, guest="Ann") == [("She", "Ann", 0.75), ("She", "Ann", 0.85)]
    assert meant(turns, guest="Bo") == [("She", None, 0), ("She", "Ann", 0.85)]
    assert meant(turns) == [("She", None, 0), ("She", "Ann", 0.85)]
    other = ("", "My guest is a baker. He bakes for kings. Ann, welcome. She smiled.")
    assert meant(other, guest="Ann")[0] == ("He", None, 0)


def test_a_header_tells_nobody_who_is_about_to_be_named() -> None:
    said = meant(("context", "A baker. She bakes. With Ann."), ("", "It rained. Ann, welcome."), guest="Ann")
    assert said == [("She", None, 0)]
    said = meant(("context", "With Ann."), *[("", "It rained.")] * 4, ("", "She bakes. Ann, welcome."), guest="Ann")
    assert said == [("She", "Ann", 0.75)]


def test_whoever_is_told_of_and_announced_next() -> None:
    assert meant(("", "He bakes. He sings. Give it up for Bo.")) == [("He", "Bo", 0.75), ("He", "Bo", 0.75)]
    assert meant(("", "He bakes. Please welcome Ann and Bo.")) == [("He", "Ann", 0.75)]
    assert meant(("", "He bakes. It rained on Bo.")) == [("He", None, 0)]
    assert meant(("", "She bakes. He met Ann. Please welcome Ann.")) == [("She", None, 0), ("He", None, 0)]
    assert meant(("", "He bakes." + " It rained." * 6 + " Please welcome Bo.")) == [("He", None, 0)]
    assert meant(("context", "He bakes."), ("", "Please welcome Bo.")) == [("He", None, 0)]


@pytest.mark.parametrize("naming", ["name was", "name is", "name’s", "full name was", "birth name is"])
def test_a_pronoun_that_is_given_its_name(naming: str) -> None:
    said = meant(("", f"It rained on a sailor. His {naming} Bo. He sang."))
    assert said == [("His", "Bo", 0.9), ("He", "Bo", 0.85)]
    assert meant(("", f"Ann slept. Her {naming} Cleo."))[0] == ("Her", "Cleo", 0.9)


@pytest.mark.parametrize("words", ["His boat was Bo.", "His name was not Bo.", "His friend met Bo."])
def test_a_pronoun_that_is_given_no_name(words: str) -> None:
    assert meant(("", words)) == [("His", None, 0)]


def test_a_headline_with_its_byline_tells_of_nobody_named_before() -> None:
    lines = ("", "Ann ran for office."), ("", "He built a strip, by Bo")
    assert meant(*lines, notes=True) == [("He", None, 0)]
    assert meant(*lines)[0][1] == "Ann"
