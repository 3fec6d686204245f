"""Full stops that end a name and a sentence at once: "They bought Brightwater Ltd. Halcyon Labs is next."

The tokeniser takes such a stop for a part of the abbreviation only, and parser and recogniser then read on.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.closed_classes import LEGAL_FORMS, RANKS
from pipeline.extract.dictionary import is_verb
from pipeline.extract.rewording import reworded

FORMS = frozenset(f"{form.title()}." for form in LEGAL_FORMS)  # a name seldom goes on behind them
AUXILIARIES = frozenset("is are was were has have had will would can could may might must does did".split())


def with_full_stops(nlp: Language, doc: Doc, roles: frozenset[str]) -> Doc:
    """The document with the stops that end sentences as words of their own. roles: nouns for what people are."""
    ends = {token.i for token in doc[:-1] if token.text in FORMS and _ends_sentence(nlp, doc, token.i, roles)}
    if not ends:
        return doc
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    for token in doc:
        words += [token.text[:-1], "."] if token.i in ends else [token.text]
        spaces += [False, bool(token.whitespace_)] if token.i in ends else [bool(token.whitespace_)]
        places += [token.i] * (1 + (token.i in ends))
    return reworded(doc, words, places, spaces)


def _ends_sentence(nlp: Language, doc: Doc, at: int, roles: frozenset[str]) -> bool:
    """Whether something has been said before the abbreviation, and a name with its verb follows."""
    following = doc[at + 1]
    if not following.text[0].isupper() or following.lower_ in roles | RANKS or following.text in FORMS:
        return False  # "Acme Corp. President Ada Quill", "Acme Co. Ltd."
    start = next((i + 1 for i in range(at - 1, -1, -1) if doc[i].text in (".", "!", "?")), 0)
    if not any(token.is_lower and token.is_alpha and not token.is_stop for token in doc[start:at]):
        return False
    end = at + 1
    while end < len(doc) and (doc[end].text[0].isupper() or doc[end].text in ("of", "&", ",")):
        end += 1
    word = doc[end].text if end < len(doc) else ""
    past = word.endswith("ed") and any(is_verb(nlp, word.removesuffix(ending)) for ending in ("d", "ed"))
    return word in AUXILIARIES or past or (word.endswith("s") and is_verb(nlp, word))
