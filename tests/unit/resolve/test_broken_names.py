"""Names that a description cuts off."""

from __future__ import annotations

import re

from resolve_helpers import talk

from pipeline.ontology import Ontology
from pipeline.records import Mention
from pipeline.resolve.clusters import gather


def gathered(ontology: Ontology, header: str, said: str, *names: str) -> dict[str, list[str]]:
    """Label of each cluster -> the texts of its mentions."""
    document = talk(("context", header), ("", said))
    mentions = tuple(
        Mention(at, at + len(name), name)
        for name in names
        for at in (re.search(rf"\b{name}\b", document.text).start(),)
    )
    return {
        cluster.label: [mentions[index].text for index in cluster.mentions]
        for cluster in gather(document, mentions, ontology)
    }


def test_a_name_cut_at_the_end_of_a_line_of_the_header_is_the_one_it_begins(ontology: Ontology) -> None:
    found = gathered(ontology, "A talk with Jane Harbo", "Jane Harborough is here.", "Jane Harbo", "Jane Harborough")
    assert found == {"Jane Harborough": ["Jane Harbo", "Jane Harborough"]}


def test_a_name_that_goes_on_or_ends_a_word_is_its_own(ontology: Ontology) -> None:
    names = ("Jane Harbo", "Jane Harborough")
    found = gathered(ontology, "A talk with Jane Harbo.", "Jane Harborough is here.", *names)
    assert set(found) == {"Jane Harbo", "Jane Harborough"}
    said = gathered(ontology, "A talk", "With Jane Harbo. With Jane Harborough", *names)
    assert set(said) == {"Jane Harbo", "Jane Harborough"}
    assert set(gathered(ontology, "With Harbo", "Harborough.", "Harbo", "Harborough")) == {"Harbo", "Harborough"}
