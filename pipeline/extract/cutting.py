"""What the recogniser takes along that is none of a name, and what it leaves behind: offices, titles, verbs, topics."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from pipeline.extract.closed_classes import RANKS
from pipeline.extract.scene import Scene, asks
from pipeline.extract.spans import trimmed, with_prefix
from pipeline.extract.teams import teams_of
from pipeline.ontology import squash

INDEFINITE = frozenset("a an my our his her their as".split())
REGNAL = re.compile(r"(?:X{0,2})(?:I[XV]|V?I{1,3}|V|X)|X{2}")  # not I, which is more often a pronoun, alone


def named(scene: Scene, ent: Span, *, headline: bool) -> Span:
    """The name that the recogniser's entity holds; empty where nothing is left.

    headline: whether it stands in a line whose capitals say nothing.
    """
    if ent.text.count("(") != ent.text.count(")"):
        return ent.doc[ent.start : ent.start]  # "P(A" of a formula
    cls = scene.ontology.class_of_ner(ent.label_)
    span = with_prefix(trimmed(ent))
    span = _before_rank(scene, span) if cls == scene.organisation else _before_office(scene, span)
    while len(span) > 1 and span[-1].text.islower():
        span = span[:-1]  # "Dan chuckles", "Acme lawyers", "Ruritanian territory"
    if headline and (cls == scene.person or is_byname(scene, span)):
        span = before_topic(span)
    if cls == scene.person:
        span = _before_team(scene, _before_verb(_untitled(scene, _once(_owner(_behind_auxiliary(span))))))
        if headline:
            span = _in_headline(scene, span)
    if cls == scene.work and not headline:
        span = with_article(span)
    return _behind_opening(scene, span)


def is_role(scene: Scene, token: Token) -> bool:
    """Whether it is a capitalised noun for what somebody is."""
    return token.text[0].isupper() and token.lemma_.lower() in scene.roles


def _before_rank(scene: Scene, span: Span) -> Span:
    """A house without what opens the office behind it: "Acme Senior Research | Analyst", "Acme Press | Secretary";
    nothing of "a Senior Software | Engineer"."""
    doc, end = span.doc, span.end
    if end < span.sent.end and is_role(scene, doc[end]):
        somebody = span.start > span.sent.start and doc[span.start - 1].lower_ in INDEFINITE
        rank = next((token for token in span[not somebody :] if token.lower_ in RANKS), None)
        if rank is not None:
            return doc[span.start : rank.i]
    return _before_office(scene, span)


def _behind_auxiliary(span: Span) -> Span:
    """What a question asks of: "Will | Zelensky come?"."""
    return span.doc[span.start + 1 : span.end] if len(span) > 1 and asks(span[0]) else span


def _owner(span: Span) -> Span:
    """The person whose something is: "Ada's Catholic" is Ada."""
    return next((span.doc[span.start : token.i] for token in span[1:] if token.tag_ == "POS"), span)


def _once(span: Span) -> Span:
    """The person of whom a word is said twice in a row: "Ada Quill | Quill's"."""
    return next((span.doc[span.start : token.i] for token in span[1:] if token.text == token.nbor(-1).text), span)


def with_article(span: Span) -> Span:
    """A title with the article that is written with a capital within the sentence: "reading The Salt Garden"."""
    before = span.doc[span.start - 1] if len(span) and span.start > span.sent.start else None
    if before is None or before.text not in ("The", "A", "An") or before.is_sent_start:
        return span
    return span.doc[span.start - 1 : span.end]


def _behind_opening(scene: Scene, span: Span) -> Span:
    """The name without an ordinary word that opens its sentence: "Today Whisper", "Later David"."""
    first = span[0] if len(span) > 1 else None
    if first is None or not first.is_sent_start or first.pos_ not in ("ADV", "NOUN", "SCONJ", "INTJ"):
        return span
    return span.doc[span.start + 1 : span.end] if scene.ordinary(first.text) else span


def is_byname(scene: Scene, span: Span) -> bool:
    """Whether a given name is told apart by number, place or byname: "Philip II", "Hildegard of Bingen"."""
    if len(span) < 2 or squash(span[0].text) not in scene.given_names or span[0].lower_ in scene.roles:
        return False  # "Dean of Arts"
    if REGNAL.fullmatch(span[1].text):
        return True
    owners = scene.index.names.get(squash(span[2:].text), ())
    house = bool(owners) and all(scene.ontology.entities[iri].cls == scene.organisation for iri in owners)
    return len(span) > 2 and span[1].lower_ in ("of", "the") and not house  # "Ada of Acme"


def _before_office(scene: Scene, span: Span) -> Span:
    """A name without the first word of an office behind it: "Acme Press Secretary"."""
    return span.doc[span.start : span.end - 1] if len(span) > 1 and scene.opens_office(span[-1]) else span


def _untitled(scene: Scene, span: Span) -> Span:
    """A person's name without the role or the party before it: "General Partner Ann Lee", "Democrat Ann Lee"."""
    for token in reversed(span[:-1]):
        member = token.i == span.start and token.lower_ in scene.demonyms and not scene.is_given(token.text)
        if member or token.lemma_.lower() in scene.roles:
            return span.doc[token.i + 1 : span.end]
    return span


def _before_verb(span: Span) -> Span:
    """A person's name without what a verb in it says: "Ann Lee called Night Talk"."""
    verb = next((token for token in span if token.text.islower() and token.tag_.startswith("VB")), None)
    return span.doc[span.start : verb.i] if verb is not None and verb.i > span.start else span


def _before_team(scene: Scene, span: Span) -> Span:
    """A person's full name without the team behind it: "Ada Quill Gulls"."""
    return span.doc[span.start : span.end - 1] if len(span) > 2 and is_teams_name(scene, span[-1]) else span


def is_teams_name(scene: Scene, token: Token) -> bool:
    """Whether a plural is known as a team's name, and nothing else."""
    owners = scene.index.names.get(squash(token.text), ()) if token.text.endswith("s") else ()
    return bool(owners) and len(teams_of(scene.ontology, owners)) == len(owners)


def are_two(scene: Scene, span: Span) -> bool:
    """Whether what looks like one person's name is of two whom the document names: "Quill Okafor and Lee met", "the Ada
    Okafor feud" of Ada Quill and Bo Okafor."""
    if len(span) != 2:
        return False
    names = scene.known_people
    first, last = span[0].text, span[1].text
    feud = span[1].dep_ == "compound" and span[1].head.pos_ == "NOUN"
    one = {name[-1] for name in names if name[-1] == first and first not in scene.given_names}
    one |= {name[-1] for name in names if name[0] == first and feud}
    return any(name[-1] == last for name in names) and bool(one - {last}) and (first, last) not in names


def before_topic(span: Span) -> Span:
    """A person's name without what a headline has them talk on: "Hildegard of Bingen on Music"."""
    topic = next((token for token in span[1:] if token.lower_ in ("on", "about")), None)
    return span.doc[span.start : topic.i] if topic is not None else span


def _in_headline(scene: Scene, span: Span) -> Span:
    """A person's name without the capitalised words of a headline: "Ann Lee Building a Fleet", "Defends Ann Lee"."""
    while len(span) > 0 and scene.ordinary(span[0].text) and squash(span[0].text) not in scene.given_names:
        span = span.doc[span.start + 1 : span.end]
    while (
        len(span) > 2
        and not is_byname(scene, span)
        and scene.ordinary(span[-1].text)
        and squash(span[-1].text) not in scene.family_names
    ):
        span = span.doc[span.start : span.end - 1]
    return span
