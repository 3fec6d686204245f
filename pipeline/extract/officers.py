"""Houses by the people that they have: "the founder of X", "as CEO at X", "X Senior Editor Ada Quill"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.extract.closed_classes import DEPARTMENTAL, RANKS
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import found, is_date, name_around
from pipeline.ontology import squash

# Whom no works, fields or things have: "the SUV driver", but "the ZKR chief".
SPEAKING_FOR = frozenset("chief boss spokesman spokeswoman spokesperson official commander".split())


def offices(scene: Scene) -> Iterator[Finding]:
    """ "The founder of X", "X's chief executive": only one class of things has such people."""
    for passage in scene.passages:
        for token in passage.doc:
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            if scene.organisation and (house := _house(scene, token)) is not None:
                yield found(passage.begin, house, scene.organisation, "offices", 0.6, f"has a {token.text}")
            if (employer := _employer(scene, token)) is not None and scene.organisation:
                yield found(passage.begin, employer, scene.organisation, "offices", 0.65, f"has a {token.text}")
            cls = scene.offices.get(token.lemma_.lower())
            if cls is None or (token.ent_iob_ == "I" and token.ent_type_ == "ORG"):
                continue  # "the American Board of Medicine"
            if token.dep_ in ("attr", "appos") and token.lemma_.lower() not in scene.roles:
                continue  # "Night Talk is a production of Halcyon": whose it is
            holders = [child for child in token.children if child.dep_ == "poss"]
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "at"):
                    holders += [name for name in child.children if name.dep_ == "pobj"]
            for name in holders:
                span = name_around(scene, name) if name.pos_ == "PROPN" and len(name) > 1 else None
                departmental = token.lemma_.lower() in DEPARTMENTAL or (token.i and token.nbor(-1).lower_ == "vice")
                if span is not None and not (departmental and _ordinary(scene, span)):
                    yield found(passage.begin, span, cls, "offices", 0.65, f"has a {token.text}")


def _house(scene: Scene, role: Token) -> Span | None:
    """The unknown name before an office that stands before its holder: "Vantix Senior Product Manager Ada Quill"."""
    doc, at = role.doc, role.i
    lemma = role.lemma_.lower()
    if (
        (lemma in SPEAKING_FOR or scene.offices.get(lemma) == scene.organisation)
        and at > role.sent.start
        and _is_acronym(scene, doc, at)
    ):
        return doc[at - 1 : at]
    opens = at + 1 < role.sent.end and (scene.opens_person(doc[at + 1]) or _is_person(scene, doc[at + 1]))
    if role.lemma_.lower() not in scene.roles or not role.text[0].isupper() or not opens:
        return None
    while at > role.sent.start and doc[at - 1].text[0].isupper() and scene.ordinary(doc[at - 1].text):
        at -= 1
    ranked = any(token.lower_ in RANKS for token in doc[at : role.i + 1])
    if at == role.sent.start or not (ranked or scene.offices.get(role.lemma_.lower()) == scene.organisation):
        return None
    span = name_around(scene, doc[at - 1]) if doc[at - 1].text[0].isupper() else None
    if span is None or span.start >= at:
        return None
    span = doc[span.start : at]
    own = any(
        token.lower_ in scene.demonyms or scene.is_given(token.text) or scene.is_title(token) or is_date(token)
        for token in span
    )
    known = any(squash(word.text) in scene.index.names for word in span) or all(
        scene.listed(word.text) for word in span
    )
    return None if own or known else span  # "the National Security Advisor"


def _is_acronym(scene: Scene, doc: Doc, at: int) -> bool:
    """Whether unknown capitals stand before the office, and a name of a person behind it: "ZKR chief Ada Quill"."""
    word = doc[at - 1].text
    followed = at + 1 < doc[at].sent.end and doc[at + 1].pos_ == "PROPN" and doc[at + 1].text.istitle()
    known = squash(word) in scene.index.names or word.lower() in scene.roles or scene.ordinary(word)
    return followed and not known and word.isupper() and word.isalpha() and 3 <= len(word) <= 5


def _is_person(scene: Scene, token: Token) -> bool:
    """Whether the recogniser sees a person open there."""
    return token.ent_iob_ == "B" and scene.ontology.class_of_ner(token.ent_type_) == scene.person


def _employer(scene: Scene, role: Token) -> Span | None:
    """The name right behind "at" after a role, wherever the parser hung it: "as CEO at X"."""
    if role.lemma_.lower() not in scene.roles or role.i + 2 >= role.sent.end or role.nbor().lower_ != "at":
        return None
    name = role.nbor(2)
    return name_around(scene, name) if name.pos_ == "PROPN" and name.text[0].isupper() else None


def _ordinary(scene: Scene, span: Span) -> bool:
    return all(
        scene.ordinary(token.text) or scene.is_title(token) or token.lemma_.lower() in scene.roles for token in span
    )
