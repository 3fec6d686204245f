"""The finders of names and relations in a spaCy pipeline of somebody else."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

pytestmark = pytest.mark.slow
TEXT = (
    "Ada Okafor leads Halcyon Labs in\nLisbon. Brook AI did not develop Waterline.\n\nShe founded Halcyon Labs in 2015."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Not the pipeline that talkgraph runs on: no parser, no names of its own but one."""
    foreign = spacy.blank("en")
    foreign.add_pipe("sentencizer")
    foreign.add_pipe("entity_ruler").add_patterns(
        [{"label": "VERB", "pattern": "develop"}, {"label": "CITY", "pattern": "Lisbon"}]
    )
    foreign.add_pipe("talkgraph_names")
    foreign.add_pipe("talkgraph_relations")
    return foreign


def test_names_are_entities_with_class_and_iri(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = [(span.text, span.label_) for span in doc.ents]
    assert ("Ada Okafor", "Person") in found
    assert ("Lisbon", "Place") in found, "our names win where they overlap"
    assert ("develop", "VERB") in found, "and what others found elsewhere stays"
    assert doc.ents[0].kb_id_.endswith("/ada-okafor")
    assert all(doc.text[span.start_char : span.end_char] == span.text for span in doc.ents)


def test_relations_have_labels_iris_and_places(nlp: Language) -> None:
    doc = nlp(TEXT)
    said = {(each["subject"], each["predicate"], each["object"]): each for each in doc._.relations}
    leads = said["Ada Okafor", "leads", "Halcyon Labs"]
    assert leads["asserted"]
    assert leads["predicate_iri"].endswith("#leads")
    assert "leads Halcyon Labs in\nLisbon" in doc.text[leads["begin"] : leads["end"]]
    denied = [each for each in doc._.relations if each["polarity"] == "denied"]
    assert denied
    assert not denied[0]["asserted"]


def test_others_may_win(nlp: Language) -> None:
    foreign = spacy.blank("en")
    foreign.add_pipe("entity_ruler").add_patterns([{"label": "CITY", "pattern": "Lisbon"}])
    foreign.add_pipe("talkgraph_names", config={"overwrite": False})
    labels = {span.text: span.label_ for span in foreign(TEXT).ents}
    assert labels["Lisbon"] == "CITY"
    assert labels["Ada Okafor"] == "Person"


def test_documents_can_be_saved_and_come_in_streams(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "", "Nothing is named here."]))
    assert [len(doc.ents) > 0 for doc in docs] == [True, False, False]
    again = Doc(nlp.vocab).from_bytes(docs[0].to_bytes())
    assert again._.relations == docs[0]._.relations
