"""Titles that keep their article: "she loved The Quiet Ferry", where no other word says that it is a work."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import found
from pipeline.extract.written import SMALL
from pipeline.ontology import squash

LEAST, MOST = 2, 6  # words behind the article
WEIGHT = 0.5
BEFORE = frozenset("VERB ADP AUX PRON CCONJ SCONJ PART ADV".split())  # tags of what stands before a name in a sentence
ELSEWHERE = frozenset("at for from with by to".split())  # before houses and places as well
THINGS = frozenset({"", "WORK_OF_ART", "PRODUCT"})  # labels, or none, of what may be a work


def entitled(scene: Scene) -> Iterator[Finding]:
    """ "The" with a capital inside a sentence, and ordinary words with capitals behind it."""
    for passage in scene.passages if scene.work else ():
        for token in passage.doc[1:]:
            if token.text != "The" or token.is_sent_start or not _follows_word(token):
                continue
            end = token.i + 1
            while end < token.sent.end and (token.doc[end].is_title or _joins(token.doc[end])):
                end += 1
            span = token.doc[token.i : end]
            words = [word for word in span[1:] if word.lower_ not in SMALL]
            if not LEAST <= len(span) - 1 <= MOST or scene.in_headline(passage.begin + token.idx):
                continue
            plain = all(scene.listed(word.text) and not scene.is_given(word.text) for word in words)
            ends = scene.endings.get(span[-1].lower_, scene.work) != scene.work or span[-1].lemma_ in scene.roles
            other = any(word.ent_type_ not in THINGS for word in span)
            if plain and not ends and not other and squash(span[1:].text) not in scene.index.names:
                yield found(passage.begin, span, scene.work or "", "entitled", WEIGHT, "keeps its article")


def _follows_word(article: Token) -> bool:
    before = article.nbor(-1)
    return before.pos_ in BEFORE and before.text.islower() and before.lower_ not in ELSEWHERE


def _joins(word: Token) -> bool:
    """Whether a small word stands inside the title: "The Lanterns of Ostrava"."""
    return word.lower_ in SMALL and word.i + 1 < word.sent.end and word.nbor().is_title
