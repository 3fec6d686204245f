"""Capitalised words that name nothing: adjectives of peoples, people in the plural, seasons, the host of an address."""

from __future__ import annotations

import re

from pipeline.extract.closed_classes import HUMANS, SEASONS
from pipeline.extract.dictionary import is_adjective
from pipeline.extract.scene import Finding, Scene

MODIFIERS = frozenset({"amod", "compound", "nmod"})
SAID_OF = frozenset({"acomp", "oprd", "attr"})  # "it is Orwellian"
LOOKS = frozenset({"recogniser", "naming", "acting", "ending"})  # detectors that may take an adjective for a name
CALLED = 0.8  # weight from which it is said that something is called so
WHEN = re.compile(r"\b(?:this|last|next|every|each|late|early|mid|that|coming|past|following|[Bb]y|[Ss]ince|until) $")
SOME_TIME = re.compile(r"\b[Tt]he $")
NO_NOUN = re.compile(r" (?:and|of|or|when|before|after|with|to|is|was|that)\b| ?[,.;?!]|\s*$")
OF_YEAR = re.compile(r"(?: of|,)? (?:19|20)\d\d\b")
NEXT = re.compile(r"[ -](\w+)")
REACH = 12  # characters before a name
MAILBOX = re.compile(r"\w@$")


def is_quality(scene: Scene, finding: Finding) -> bool:
    """Whether a new name is an adjective or says who people are: "Kurdish forces", "it is Orwellian", "the Israelites",
    "South Korean law"."""
    if not finding.votes or finding.candidates or any(_is_sure(vote.detector, vote.weight) for vote in finding.votes):
        return False
    span = scene.span(finding.begin, finding.end)
    if span is None or scene.text_at(finding).isupper():
        return False
    text, last = scene.text_at(finding), span[-1]
    first = text.removesuffix(last.text).strip()
    if text.casefold() in scene.demonyms or (last.text.islower() and first.casefold() in scene.demonyms):
        return not scene.is_given(text)
    if len(span) == 1 and last.tag_ == "NNPS" and all(vote.reason.startswith("GPE") for vote in finding.votes):
        return True  # who lives somewhere; mountains and the like are LOC for the recogniser
    if last.tag_ != "JJ" or scene.is_given(first):
        return False
    of_noun = last.dep_ in MODIFIERS and last.head.pos_ == "NOUN" and last.head.text.islower()
    return of_noun or (last.dep_ in SAID_OF and len(span) == 1)


def _is_sure(detector: str, weight: float) -> bool:
    """Whether a detector says more than that the words look like a name."""
    return detector not in LOOKS or (detector == "naming" and weight >= CALLED)


def is_no_thing(scene: Scene, begin: int, end: int, cls: str) -> bool:
    """Whether what may be a known thing of the class, no place and nobody, says when it is, who people are, or where
    mail goes: "this Spring", "Black women", "ann@gmail.com"."""
    text = scene.document.text
    word, before = text[begin:end], text[max(0, begin - REACH) : begin]
    if MAILBOX.search(before):
        return cls == scene.product  # the host of anybody's mail, unlike "press@acme.com"
    if word.casefold() in SEASONS:
        return _is_season(text, before, end)
    following = NEXT.match(text, end)
    if following is None or " " in word or not word.istitle():
        return False
    somebody = following[1].casefold() in HUMANS or following[1].casefold().removesuffix("s") in scene.demonyms
    return somebody and is_adjective(scene.nlp, word)


def _is_season(text: str, before: str, end: int) -> bool:
    """Whether a word for a part of the year stands as one: "last Spring", "the Spring of 2017", "in the Fall"."""
    if WHEN.search(before) or OF_YEAR.match(text, end):
        return True
    return SOME_TIME.search(before) is not None and NO_NOUN.match(text, end) is not None
