"""What a body is for, as its name says behind the word for such a body: "Institute for Ocean Research"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.extract.closed_classes import HUMANS
from pipeline.extract.scene import Scene


def has_remit(token: Token) -> bool:
    """Whether "of" and two capitalised words say what the body is for: "Board of Obesity Medicine"."""
    doc, at = token.doc, token.i
    return (
        at + 3 < len(doc)
        and doc[at + 1].lower_ == "of"
        and all(word.text[0].isupper() for word in doc[at + 2 : at + 4])
    )


def task_end(scene: Scene, ending: Token) -> int:
    """Where the name of a body ends that says what it is for: "Halvorsen Institute for Ocean Research"."""
    doc, end, last = ending.doc, ending.i + 1, ending.sent.end
    if doc[end : end + 2].text.casefold() == "of the":
        return end  # "the Education Committee of the Harbour Chamber"
    while end < last and doc[end].lower_ in ("of", "for", "on", "the"):
        end += 1
    start = end
    while end < last and doc[end].text[0].isupper() and doc[end].pos_ in ("PROPN", "NOUN", "ADJ"):
        end += 1
    return goes_on(scene, doc, end) if end > start > ending.i + 1 else ending.i + 1


def goes_on(scene: Scene, doc: Doc, end: int) -> int:
    """Where the name ends with what a joint adds to it: "Center on Health and Human Services", not "and Harvard"."""
    if (listed := _remits(scene, doc, end)) > end:
        return listed
    if end + 1 >= len(doc) or doc[end].lower_ not in ("and", "of", "for"):
        return end
    last = end + 1
    while last < len(doc) and _is_remit_word(scene, doc[last]):
        last += 1
    return last if last > end + 1 and not (last < len(doc) and doc[last].text[0].isupper()) else end


def _remits(scene: Scene, doc: Doc, end: int) -> int:
    """Where a list of what a body is for ends: "Institute of Law, Trade and Fishing"."""
    at = end
    while at + 1 < len(doc) and doc[at].text == "," and _is_remit_word(scene, doc[at + 1]):
        at += 2
    if at == end or at + 1 >= len(doc):
        return end
    at += doc[at].text == ","
    closed = at + 1 < len(doc) and doc[at].lower_ in ("and", "&") and _is_remit_word(scene, doc[at + 1])
    ends = closed and not (at + 2 < len(doc) and doc[at + 2].text[0].isupper())
    return at + 2 if ends else end


def _is_remit_word(scene: Scene, token: Token) -> bool:
    ordinary = scene.ordinary(token.text) or token.lower_ in HUMANS  # "Women", a plural that no rule makes
    return token.text[0].isupper() and ordinary
