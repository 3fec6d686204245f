"""Countries by whose government it is: "Jane Doe's socialist government", "President Doe's administration".

Only of people who are known to govern or to have governed one, and only where the document names it; the date of the
document says whether they do, as it does behind a bare title.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.office_reach import governed
from pipeline.extract.office_runs import Fillers, Office, OfficeRuns
from pipeline.ontology import Lexicalisation

Government = tuple[Office, Fillers, Fillers, bool]  # its head, their country, and whether that is over


def governments(words: OfficeRuns, lexicon: Lexicon, passage: Passage) -> Iterator[Government]:
    """What governments of people the passage speaks of."""
    for noun in passage.doc:
        if noun.tag_ not in ("NN", "NNP") or any(child.lower_ == "of" for child in noun.rights):
            continue  # "his administration of the drug"
        if any(child.pos_ == "NOUN" and child.dep_ == "compound" for child in noun.lefts):
            continue  # "Doe's tax regime"
        at, after = noun.i, noun.i + 1
        for lexicalisation in _of_countries(lexicon, noun):
            office = Office(at, after, after, (lexicalisation,), (), topic=False, former=False, many=False)
            for head in _heads(words, passage, noun):
                houses, over = governed(words, office, ((head, 1.0),))
                if houses:
                    yield office, ((head, 1.0),), houses, over


def _of_countries(lexicon: Lexicon, noun: Token) -> Iterator[Lexicalisation]:
    """What the noun says of who heads a country that it does not name: "government"."""
    for pattern in lexicon.matches(noun):
        if pattern.lexicalisation.range_roles == ("house",):
            yield pattern.lexicalisation


def _heads(words: OfficeRuns, passage: Passage, noun: Token) -> Iterator[int]:
    """Whose it is, by an apostrophe or a name before it."""
    for child in noun.lefts:
        index = words.arguments.name_at(passage, child) if child.dep_ in ("poss", "compound", "nmod") else None
        if index is not None:
            yield index
