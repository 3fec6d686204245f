"""Names by what they do and stand beside: from a few sentences to the facts and things of the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph, Quantity
from pipeline.run import assemble
from pipeline.settings import Settings

pytestmark = pytest.mark.slow

COMPANIES = (
    "Google Microsoft Apple Amazon Meta Nvidia Intel IBM Oracle Salesforce Adobe Cisco Uber Airbnb Stripe Slack Zoom "
    "Shell Target Visa Square Block Sony Samsung Tesla Boeing Ford Pfizer Netflix Spotify"
).split()
ENOUGH = 29  # of the thirty; "Block bought" is an order as well


def graph(text: str, ontology: Ontology, folder: Path, name: str = "talk.txt") -> KnowledgeGraph:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found, _ = assemble([path], ontology, Settings())
    return found


def facts(found: KnowledgeGraph) -> set[str]:
    labels = {entity.iri: entity.label for entity in found.entities}
    return {
        f"{labels[fact.triple.subject]} {fact.triple.predicate.rpartition('#')[2]} "
        + (f"{fact.triple.object.value:g}" if isinstance(fact.triple.object, Quantity) else labels[fact.triple.object])
        for fact in found.facts
        if fact.asserted
    }


def things(found: KnowledgeGraph) -> dict[str, str]:
    return {entity.label: entity.cls.rpartition("#")[2] for entity in found.entities}


def test_a_known_company_may_open_the_sentence_in_which_it_buys(ontology: Ontology, tmp_path: Path) -> None:
    found = []
    for company, verb in zip(COMPANIES, ["acquired", "bought"] * 15, strict=True):
        said = facts(graph(f"{company} {verb} Marrow Dairies in 2009. The price was low.", ontology, tmp_path))
        found += [company for fact in said if fact.casefold() == f"marrow dairies acquiredby {company}".casefold()]
    assert len(COMPANIES) == 30
    assert len(found) >= ENOUGH, set(COMPANIES) - set(found)


def test_what_a_product_does_may_make_it_a_company(ontology: Ontology, tmp_path: Path) -> None:
    found = graph("We make calls with Zoom. Later Zoom acquired Marrow Dairies.", ontology, tmp_path)
    assert "Marrow Dairies acquiredBy Zoom" in facts(found)


def test_a_person_who_acts_is_no_town_of_that_name(ontology: Ontology, tmp_path: Path) -> None:
    text = "Ines Lisbon grew up in Ghent. Lisbon founded Marrow Dairies. She never saw Lisbon in spring."
    assert "Marrow Dairies foundedBy Ines Lisbon" in facts(graph(text, ontology, tmp_path))


def test_a_river_has_the_article_that_a_company_lacks(ontology: Ontology, tmp_path: Path) -> None:
    assert things(graph("Last spring they sailed up the Amazon in a boat.", ontology, tmp_path)) == {
        "Amazon River": "Place"
    }
    assert things(graph("I order from Amazon every week.", ontology, tmp_path)) == {"Amazon": "Organization"}


def test_addresses_and_qualities_are_no_names(ontology: Ontology, tmp_path: Path) -> None:
    found = things(graph("Look at https://a.example and tell me. This joke is very meta.", ontology, tmp_path))
    assert not {"HTTPS", "Meta"} & set(found)


def test_a_word_that_never_has_an_article_is_a_name(ontology: Ontology, tmp_path: Path) -> None:
    about = "We use GitHub, Docker, Kubernetes and PostgreSQL at work. "
    used = "I write with cursor all day. Then cursor made a mistake, and people who like cursor forgave it."
    common = "I see the cursor. The cursor blinks, and a cursor is a line on the screen."
    assert "Cursor" in things(graph(about + used, ontology, tmp_path))
    assert "Cursor" not in things(graph(about + common, ontology, tmp_path))


def test_buttons_are_no_titles(ontology: Ontology, tmp_path: Path) -> None:
    assert "Show Everything" not in things(
        graph("For the rest, click “Show Everything” and scroll.", ontology, tmp_path)
    )


def test_items_of_a_list_do_not_melt(ontology: Ontology, tmp_path: Path) -> None:
    text = "# Minutes\n\n- Google bought YouTube\n- Ines Okafor founded Marrow Dairies\n- Lunch was late\n"
    found = graph(text, ontology, tmp_path, "minutes.md")
    assert {"YouTube acquiredBy Google", "Marrow Dairies foundedBy Ines Okafor"} <= facts(found)
    assert "Marrow Dairies Lunch" not in things(found)


def test_words_that_a_line_break_parted_are_whole(ontology: Ontology, tmp_path: Path) -> None:
    text = "It is said that Ines Okafor founded Mar-\nrow Dairies, a Ghent-\nbased firm that makes cheese\nfor towns.\n"
    found = graph(text, ontology, tmp_path)
    assert "Marrow Dairies foundedBy Ines Okafor" in facts(found)
    assert "Ghent-based" in found.documents[0].text


def test_control_characters_belong_to_no_name(ontology: Ontology, tmp_path: Path) -> None:
    found = graph("As we heard, Ines Okafor\x1b founded Marrow Dairies. It rained.", ontology, tmp_path)
    assert "Marrow Dairies foundedBy Ines Okafor" in facts(found)


def test_capitals_throughout_are_none(ontology: Ontology, tmp_path: Path) -> None:
    text = "TODAY WE SPEAK ABOUT CHEESE AND MILK.\nMICROSOFT ACQUIRED GITHUB IN 2018, AND EVERYBODY KNOWS IT.\n"
    found = graph(text, ontology, tmp_path)
    assert "GitHub acquiredBy Microsoft" in facts(found)
    assert not [label for label in things(found) if label.isupper()]


def test_who_names_somebody_else_is_somebody_else(ontology: Ontology, tmp_path: Path) -> None:
    text = "Tim: I work for Marrow Dairies.\nAda: And Apple?\nTim: Tim Cook leads Apple. He is busy.\nAda: Right.\n"
    assert "Tim Cook worksFor Marrow Dairies" not in facts(graph(text, ontology, tmp_path))


def test_a_written_word_was_heard_right(ontology: Ontology, tmp_path: Path) -> None:
    found = things(graph("Ines Okafor founded Aster Institute. Ada works for Aster Institute.", ontology, tmp_path))
    assert "Aster Institute" in found
    assert "Astera Institute" not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last year Anthropic raised US$4 million in a seed round.", "Anthropic fundingUsd 4e+06"),
        ("Last year Anthropic raised €4 million in a seed round.", "Anthropic fundingEur 4e+06"),
        ("Last year Anthropic raised 4 million euros in a seed round.", "Anthropic fundingEur 4e+06"),
        ("Last year Anthropic raised £4 million in a seed round.", "Anthropic fundingGbp 4e+06"),
        ("Last year Anthropic raised 4 million Australian dollars in a seed round.", None),
        ("Anthropic was founded in June 2021.", "Anthropic foundingYear 2021"),
    ],
)
def test_money_keeps_its_currency(text: str, expected: str | None, ontology: Ontology, tmp_path: Path) -> None:
    found = facts(graph(text, ontology, tmp_path))
    assert found == ({expected} if expected else set())


def test_a_valuation_is_not_raised(ontology: Ontology, tmp_path: Path) -> None:
    found = facts(graph("Last year Anthropic raised $2 million at a $9 million valuation.", ontology, tmp_path))
    assert "Anthropic fundingUsd 2e+06" in found
    assert "Anthropic fundingUsd 9e+06" not in found


def test_two_numbers_share_the_magnitude_that_is_said_once(ontology: Ontology, tmp_path: Path) -> None:
    found = facts(graph("Last year Anthropic raised $2 to 4 million in a seed round.", ontology, tmp_path))
    assert "Anthropic fundingUsd 2" not in found


def test_drugs_treat_conditions(ontology: Ontology, tmp_path: Path) -> None:
    found = graph("As you know, Keytruda treats melanoma.", ontology, tmp_path)
    assert things(found)["Keytruda"] == "Drug"
    assert "Keytruda treats melanoma" in facts(found)


def test_drugs_have_makers(ontology: Ontology, tmp_path: Path) -> None:
    found = graph("As you know, Merck developed Keytruda.", ontology, tmp_path)
    assert "Keytruda developedBy Merck" in facts(found)


TAGGED = """---
Title: A quiet harbour
Video Description: Watch all of it: https://quay.example
Subscribe to the Quay Gazette today: https://quay.example/more

The gazette went to Lisbon to see how Ada Quill repairs her boats.
Video Keywords: ['west bank', 'Martha Quillfeather', 'frontline', 'israel boats', 'nba']
---

# A quiet harbour
They repair boats all day and nobody says a word.
"""


def test_keywords_are_names_as_a_whole_and_a_description_goes_on(ontology: Ontology, tmp_path: Path) -> None:
    text = TAGGED.replace("Video Description", "Video Words")  # the keywords come after it
    head, _, rest = text.partition("Video Words")
    words = "Video Keywords: ['west bank', 'Martha Quillfeather', 'frontline', 'israel boats', 'nba']\n"
    text = head + words + "Video Description" + rest.replace(words, "")
    found = things(graph(text, ontology, tmp_path, "talk.md"))
    assert found["West Bank"] == "Place"
    assert found["Martha Quillfeather"] == "Person"
    assert "NBA" in found
    assert "Lisbon" in found, "what follows a line that looks like a field belongs to the description"
    assert not {"Frontline", "Israel"} & set(found)


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ('We spoke to Martha "Dede" Quillfeather about her boats.', 'Martha "Dede" Quillfeather', "Person"),
        ("We spoke to Dr. Martha (Dede) Quillfeather about it.", "Martha (Dede) Quillfeather", "Person"),
        ("Her boats came from FernQuay. See https://www.fernquay.com for more.", "FernQuay", "Organization"),
        ("Most of them use openai, anthropic or google for that.", "Anthropic", "Organization"),
        ("Officials of the Truman administration paid for it.", "Truman administration", "Organization"),
        ("Both studied at LSU and left.", "LSU", "Organization"),
    ],
)
def test_names_that_their_surroundings_prove(
    text: str, name: str, cls: str, ontology: Ontology, tmp_path: Path
) -> None:
    assert things(graph(text, ontology, tmp_path)).get(name) == cls


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They asked Gazans and the Europeans what they thought.", "Gazans"),
        ("She'll be back. The ones who's Use it know.", "Shell"),
        ("We sent the app Signal to the harbour and left.", "AppSignal"),
        ("Support for Hamas and Gaza has fallen.", "Hamas and Gaza"),
        ("If model B is better than model A, we take model B.", "B"),
    ],
)
def test_what_is_no_name_or_not_that_one(text: str, name: str, ontology: Ontology, tmp_path: Path) -> None:
    assert name not in things(graph(text, ontology, tmp_path))


def test_a_topic_beside_the_show_is_nobody(ontology: Ontology, tmp_path: Path) -> None:
    text = (
        "# A quiet harbour\n**Quay News - Israel Palestine:** [May 02, 2024](https://quay.example)\n\nThey came home."
    )
    assert "Israel Palestine" not in things(graph(text, ontology, tmp_path, "talk.md"))


def test_an_office_of_a_house_tells_that_it_is_one(ontology: Ontology, tmp_path: Path) -> None:
    found = things(graph("They came late. Hosts: Bo Marsh (CEO, Quorvane Insight) and Ada Quill.", ontology, tmp_path))
    assert found.get("Quorvane Insight") == "Organization"
