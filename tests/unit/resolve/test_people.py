"""People: known ones by a first name, those of the document first, and labels that say more than a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.ingest import read_document
from pipeline.ontology import Ontology
from pipeline.records import Resolution
from pipeline.resolve import resolve
from pipeline.resolve.people import speaker_name
from pipeline.settings import Settings
from pipeline.vocabulary import local_name


def resolved(text: str, ontology: Ontology, folder: Path) -> Resolution:
    path = folder / "talk.txt"
    path.write_text(text, encoding="utf-8")
    return resolve(extract(read_document(path), ontology, Settings()), ontology, Settings())


def classes(text: str, ontology: Ontology, folder: Path) -> dict[str, str]:
    """Label -> class of what the pipeline finds in the text."""
    return {entity.label: local_name(entity.cls) for entity in resolved(text, ontology, folder).entities}


def test_a_common_given_name_is_nobody_known_for_an_affiliation_far_away(ontology: Ontology, tmp_path: Path) -> None:
    text = "We read a paper from Berkeley about chips.\n\nIt rained for days.\n\nLater David wrote a library for tests."
    assert "David" in classes(text, ontology, tmp_path)


def test_who_has_the_name_in_the_document_comes_first(ontology: Ontology, tmp_path: Path) -> None:
    assert "Satya Nadella" in classes("They asked Satya from Microsoft.", ontology, tmp_path)
    found = classes("Sam Okoro and Sam Lindqvist came. They asked Sam from OpenAI.", ontology, tmp_path)
    assert "Sam Altman" not in found
    assert "Sam" in found


def test_who_is_known_to_host_the_show_is_called_by_one_name(ontology: Ontology, tmp_path: Path) -> None:
    opening = "Welcome to Conversations with Tyler. Our guest is Nia Lindqvist. "
    assert "Tyler Cowen" in classes(opening + "She thanked Tyler for the question.", ontology, tmp_path)
    other = "She thanked Tyler Okoro. Tyler Okoro asked about bread."
    assert "Tyler Cowen" not in classes(opening + other, ontology, tmp_path)
    assert "Tyler Cowen" not in classes("It rained. She thanked Tyler for the question.", ontology, tmp_path)


def test_a_near_mishearing_counts_where_an_affiliation_is_named(ontology: Ontology, tmp_path: Path) -> None:
    assert "Arvind Krishna" in classes("IBM grew. Arvin Krishna said so.", ontology, tmp_path)
    assert "Arvind Krishna" not in classes("The bakery grew. Arvin Krishna said so.", ontology, tmp_path)


def test_players_are_not_called_by_whatever_opens_their_names(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("The talk was about bread. Tim asked how long it takes.", ontology, tmp_path)
    assert "Tim Duncan" not in found


def test_who_bears_a_name_of_one_word_in_full_is_meant_by_it(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("Drake Lindqvist won. Everybody cheered when Drake scored.", ontology, tmp_path)
    assert "Drake Lindqvist" in found
    assert "Drake" not in found
    assert "Drake" in classes("Rihanna sang with Drake in Toronto.", ontology, tmp_path)


def test_an_ending_in_small_letters_makes_no_name(ontology: Ontology, tmp_path: Path) -> None:
    assert not any("turning" in label.casefold() for label in classes("It was a turning point.", ontology, tmp_path))


def test_a_product_is_not_its_maker_whom_the_document_names(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("Google is large. Ann Lee is a developer advocate at Chrome.", ontology, tmp_path)
    assert found["Chrome"] == "Software"


def test_a_couple_shares_its_last_name(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("The institute was founded by Eric and Wendy Schmidt in 2009.", ontology, tmp_path)
    assert {"Eric Schmidt", "Wendy Schmidt"} <= set(found)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Bo | Brook Labs", "Bo"),
        ("Jane Doe (Acme)", "Jane Doe"),
        ("Jane Doe, CEO, Acme", "Jane Doe"),
        ("Mayor Linda Pruitt", "Linda Pruitt"),
        ("Dr. Marsh", "Marsh"),
        ("Mayor Pruitt", "Mayor Pruitt"),
        ("Operator", ""),
        ("Mayor", ""),
        ("SPEAKER_00", ""),
    ],
)
def test_a_label_names_a_person_without_affiliation_and_title(label: str, name: str, ontology: Ontology) -> None:
    assert speaker_name(label, ontology) == name


def test_who_speaks_under_a_label_with_affiliation_is_i(ontology: Ontology, tmp_path: Path) -> None:
    text = (
        "Jane Doe (Acme): I work at Microsoft now.\nBo Lund | Brook: Good for you.\n"
        "Jane Doe (Acme): It is.\nBo Lund | Brook: Fine.\n"
    )
    resolution = resolved(text, ontology, tmp_path)
    labels = {entity.iri: entity.label for entity in resolution.entities}
    facts = {
        (labels[s.triple.subject], local_name(s.triple.predicate), labels[s.triple.object])
        for s in resolution.statements
        if isinstance(s.triple.object, str)
    }
    assert ("Jane Doe", "worksFor", "Microsoft") in facts
    assert {"Jane Doe", "Bo Lund"} <= set(labels.values())


def test_an_answer_speaks_of_what_the_question_names(ontology: Ontology, tmp_path: Path) -> None:
    text = (
        "Tara Quint: And who started Brook Robotics?\nBo Lund: It was founded by Priya Raman.\n"
        "Tara Quint: I see.\nBo Lund: Yes.\n"
    )
    facts = [local_name(s.triple.predicate) for s in resolved(text, ontology, tmp_path).statements]
    assert facts == ["foundedBy"]


def test_the_ending_of_a_name_that_goes_on_does_not_keep_it_apart(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("She joined Lunar Harbor Robotics in May. People like Lunar Harbor a lot.", ontology, tmp_path)
    assert found.get("Lunar Harbor Robotics") == "Organization"
    assert "Lunar Harbor" not in found


def test_a_famous_last_name_means_who_bears_it_unless_the_document_names_another(
    ontology: Ontology, tmp_path: Path
) -> None:
    assert "Richard Nixon" in classes("In those years Nixon went to China.", ontology, tmp_path)
    found = classes("My neighbour Jane Nixon keeps bees. Nixon sells the honey in town.", ontology, tmp_path)
    assert "Richard Nixon" not in found
    assert "Jane Nixon" in found
    assert "Kimbal Musk" in (found := classes("Kimbal Musk opened a kitchen. Musk cooks.", ontology, tmp_path))
    assert "Elon Musk" not in found
    both = classes("Kimbal Musk and Elon Musk are brothers. Musk has rockets.", ontology, tmp_path)
    assert {"Kimbal Musk", "Elon Musk"} <= set(both)


def test_what_is_called_after_somebody_is_not_that_person(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("She works at the Nixon Library, and he runs the Merkel Foundation.", ontology, tmp_path)
    assert not {"Richard Nixon", "Angela Merkel"} & set(found)


def test_an_uncommon_first_name_is_known_by_its_sound_beside_colleagues(ontology: Ontology, tmp_path: Path) -> None:
    assert "Jakub Pachocki" in classes("The credit goes to Yakub, Ilya Sutskever and others.", ontology, tmp_path)
    assert "Jakub Pachocki" not in classes("The credit goes to Yakub, Nia Lindqvist and others.", ontology, tmp_path)
    assert "Jakub Pachocki" not in classes("It rained. Ilya Sutskever left. Yakub baked.", ontology, tmp_path)


def test_each_known_name_keeps_its_own_article(ontology: Ontology, tmp_path: Path) -> None:
    found = classes("Changelog Media makes The Changelog, and Changelog is small.", ontology, tmp_path)
    assert found.keys() >= {"Changelog Media", "The Changelog"}
