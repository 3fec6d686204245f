"""Sentences without a verb because the tagger took it for a plural: "Acme partners with Bolt".

The word is parsed again as if it told of the past ("partnered"), which no plural looks like, and the parse is kept
where it makes the word the verb of the name before it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.extract.dictionary import is_verb
from pipeline.extract.rewording import reworded

FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
CLOSING = frozenset(".!?")
FOLLOWING = frozenset("IN DT PRP$ NNP TO PRP CD JJ NN NNS RP".split())  # tags of what verbs take


def mistaken(nlp: Language, doc: Doc) -> list[int]:
    """Places of the plurals, one to a sentence, that may be the verb it lacks, right behind a name."""
    found = []
    for sentence in doc.sents:
        if sentence[-1].text not in CLOSING or any(token.tag_ in FINITE for token in sentence):
            continue
        plurals = (token.i for token in sentence[1:-1] if _may_be_verb(nlp, token))
        found += [at for at in [next(plurals, None)] if at is not None]
    return found


def _may_be_verb(nlp: Language, token: Token) -> bool:
    before, after = token.nbor(-1), token.nbor()
    plural = token.tag_ in ("NNS", "NNPS") and token.text.islower() and before.tag_ == "NNP"
    return plural and after.tag_ in FOLLOWING and is_verb(nlp, token.text)


def as_past(doc: Doc, places: list[int]) -> Doc:
    """A document of as many words in which the words at the places tell of the past."""
    words = [token.text for token in doc]
    for at in places:
        words[at] = _past(words[at])
    return reworded(doc, words, range(len(doc)))


def _past(plural: str) -> str:
    """The past of a regular verb by its third person: "studies", "codes", "partners"."""
    if plural.endswith("ies"):
        return f"{plural[:-3]}ied"
    stem = plural.removesuffix("s")
    return f"{stem}d" if stem.endswith("e") else f"{stem}ed"


def is_verb_now(doc: Doc, places: list[int]) -> bool:
    """Whether each of the words is the verb of a name right before it, and of its sentence."""
    return all(
        doc[at].tag_ in ("VBD", "VBN")
        and doc[at].dep_ == "ROOT"
        and any(child.dep_ == "nsubj" and child.i == at - 1 for child in doc[at].children)
        for at in places
    )
