"""Titles that only the noun beside them tells: "the Click Here podcast", "her book, We the Rivers, ..."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import found
from pipeline.extract.written import SMALL
from pipeline.ontology import squash

LONGEST = 8  # words of a title
PHRASE = 3  # capitals of one that nothing else gives away
DETERMINED = frozenset("the this that our my his her their your".split())  # "a True Crime podcast" is of a kind
OF_NAMES = frozenset("ORG GPE NORP PERSON LOC FAC DATE".split())  # labels of what owns a work, and is not its title


def titles_beside(scene: Scene) -> Iterator[Finding]:
    """Titles of works before and behind the noun for what they are, whatever the tagger takes their words for."""
    for passage in scene.passages:
        for token in passage.doc:
            if token.pos_ == "NOUN" and scene.class_nouns.get(token.lemma_.lower()) == scene.work:
                for span, weight in ((_before(token), 0.75), (_behind(token), 0.85), (_right_behind(token), 0.85)):
                    if span is not None and _is_title(scene, span):
                        yield found(passage.begin, span, scene.work, "naming", weight, f"beside {token.text}")


def _before(noun: Token) -> Span | None:
    """Capitalised words from the determiner to the noun: "the Click Here podcast", "the Little House TV series"."""
    doc, end = noun.doc, noun.i
    if end and doc[end - 1].text == "TV":
        end -= 1
    start = end
    while start > noun.sent.start and _is_of_title(doc[start - 1]):
        start -= 1
    while start < end and doc[start].lower_ in SMALL:
        start += 1
    determined = start > noun.sent.start and doc[start - 1].lower_ in DETERMINED
    return doc[start:end] if determined and start < end else None


def _behind(noun: Token) -> Span | None:
    """What stands between commas behind the noun: "in her book, We the Rivers, she says so"."""
    doc, start = noun.doc, noun.i + 2
    if start >= len(doc) or doc[start - 1].text != "," or not any(child.dep_ == "poss" for child in noun.children):
        return None
    end = start
    while end < noun.sent.end and _is_of_title(doc[end]):
        end += 1
    return doc[start:end] if end == noun.sent.end or doc[end].text in ",.;:!?" else None


def _right_behind(noun: Token) -> Span | None:
    """What follows the noun with an article or capitals that only a title has there: "her book The Long Field sold
    well", "the book All The Way Down"."""
    doc, start = noun.doc, noun.i + 1
    if start >= noun.sent.end or not doc[start].text[0].isupper() or noun.tag_ != "NN":
        return None
    article = doc[start].text in ("The", "A", "An")
    if not article and not any(child.lower_ in DETERMINED and child.i < noun.i for child in noun.children):
        return None
    end = start + 1
    while end < noun.sent.end and _is_of_title(doc[end]):
        end += 1
    while doc[end - 1].lower_ in SMALL and end > start + 1:
        end -= 1
    capitals = sum(token.text[0].isupper() for token in doc[start:end])
    return doc[start:end] if end > start + 1 and (article or capitals >= PHRASE) else None


def _is_of_title(token: Token) -> bool:
    return (token.text[0].isupper() and token.text != "I") or token.lower_ in SMALL


def _is_title(scene: Scene, span: Span) -> bool:
    """Whether it is of several words, and no name of somebody or somewhere, whose work it would be."""
    words = [token for token in span if token.lower_ not in SMALL]
    if not 1 < len(words) <= LONGEST or not (span[0].text[0].isupper() and span[-1].text[0].isupper()):
        return False
    named = any(token.ent_type_ in OF_NAMES for token in words)
    known = any(squash(part.text) in scene.index.names for part in _parts(span))
    return not named and not known and not any(scene.opens_person(token) for token in span)


def _parts(span: Span) -> Iterator[Span]:
    """All stretches of the title."""
    doc: Doc = span.doc
    for start in range(span.start, span.end):
        for end in range(start + 1, span.end + 1):
            yield doc[start:end]
