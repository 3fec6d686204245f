"""Adverts, boilerplate and credits are found by their phrases, and end where they end."""

from __future__ import annotations

import pytest

from pipeline.extract.asides import find_asides
from pipeline.ontology import Ontology


def asides(sentences: list[str], ontology: Ontology, joint: str = " ") -> list[tuple[str, str]]:
    """Kind and words of each aside of a text of these sentences."""
    text, spans, begin = joint.join(sentences), [], 0
    for sentence in sentences:
        spans.append((begin, begin + len(sentence)))
        begin += len(sentence) + len(joint)
    return [(aside.kind, text[aside.begin : aside.end]) for aside in find_asides(text, tuple(spans), ontology)]


def test_an_advert_runs_from_its_opening_to_its_last_cue(ontology: Ontology) -> None:
    sentences = [
        "Boats are old.",
        "This episode is brought to you by Tidewater.",
        "Tidewater sells sails.",
        "They are white.",
        "Use the promo code BOATS.",
        "Now, who built the first boat?",
    ]
    assert [words for _, words in asides(sentences, ontology)] == sentences[1:5]
    assert {kind for kind, _ in asides(sentences, ontology)} == {"advert"}


def test_an_opening_without_a_cue_marks_its_sentence_only(ontology: Ontology) -> None:
    sentences = ["This talk is sponsored by Tidewater.", "Boats are old.", "They float."]
    assert asides(sentences, ontology) == [("advert", sentences[0])]


def test_an_aside_ends_with_its_block(ontology: Ontology) -> None:
    sentences = ["A word from our sponsors.", "Boats are old.", "Use the promo code BOATS."]
    assert [words for _, words in asides(sentences, ontology, "\n")] == [sentences[0], sentences[2]]


def test_boilerplate_and_credits_have_their_kinds(ontology: Ontology) -> None:
    found = asides(["Thanks for listening.", "The music is by Ann Lee, our producer is Bo Chan."], ontology)
    assert [kind for kind, _ in found] == ["boilerplate", "credits"]


def test_of_a_sentence_without_end_only_what_is_near_is_taken(ontology: Ontology) -> None:
    [(_, words)] = asides(["boats " * 200 + "and please subscribe " + "boats " * 200], ontology)
    assert "please subscribe" in words
    assert len(words) < 400


@pytest.mark.parametrize(
    "sentence",
    [
        "They subscribe to that view.",
        "It was produced by a volcano.",
        "We use code names.",
        "The sponsor of the bill spoke.",
    ],
)
def test_ordinary_uses_are_no_asides(sentence: str, ontology: Ontology) -> None:
    assert asides([sentence], ontology) == []
