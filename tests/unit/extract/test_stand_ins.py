"""Names that the model has not met are parsed like such as it has, and the text stays as it is."""

from pipeline.extract.nlp import load_model
from pipeline.extract.stand_ins import parsed, within
from pipeline.settings import Settings

NLP = load_model(Settings().model)
TEXT = "I came to Spotify from Amazon."


def tagged(text, names):
    return {token.text: (token.tag_, token.head.text) for token in next(parsed(NLP, [text], [names]))}


def test_a_name_is_no_verb():
    begin = TEXT.index("Spotify")
    assert tagged(TEXT, [])["Spotify"][0] == "VB"
    assert tagged(TEXT, [(begin, begin + 7, "Microsoft")])["Spotify"] == ("NNP", "to")


def test_the_text_and_its_words_stay():
    text = "Our team runs Zorb Kit AI+ at home."
    doc = next(parsed(NLP, [text], [[(14, 22, "Microsoft Android")]]))
    assert doc.text == text
    assert [token.tag_ for token in doc if token.text in ("Zorb", "Kit", "AI+")] == ["NNP"] * 3
    assert all(token.lemma_ for token in doc)


def test_a_plural_keeps_its_number():
    assert tagged("The Democrats have won.", [(4, 13, "Microsoft")])["Democrats"][0] == "NNPS"


def test_names_of_a_passage_are_counted_from_its_start():
    names = [(0, 4, "a"), (10, 14, "b"), (18, 23, "c")]
    assert within(names, 8, 20) == [(2, 6, "b")]  # what reaches out of it is left out
