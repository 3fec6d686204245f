"""Names that others give away: members of a class that the text lists, halves of two names said as one, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.extract.closed_classes import EXAMPLES, PERSONAL
from pipeline.extract.cutting import with_article
from pipeline.extract.nlp import Passage
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import is_date, name_around
from pipeline.ontology import squash
from pipeline.records import Vote

LONGEST = 8  # names of one list
HALF_BEFORE = re.compile(r"\b([A-Z][a-z]+) (?:and|or) $")
HALF_BEHIND = re.compile(r" (?:and|or) ([IVX]+|[A-Z][a-z]+)\b")
ADDRESS = re.compile(
    r"(?<![@\w./:-])(?:www\.)?((?:[a-z\d-]+\.)*[a-z\d-]{2,})\.(?:com|org|net|io|dev|tv|fm)\b(?![\w@/])"
)
SPELT = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?")
WHERE = re.compile(r"\b(?:in|of) (?:the )?([A-Z].*)$")
PARTY = r"[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+){0,3}"
CASE = re.compile(rf"\b{PARTY} v\. {PARTY}")
HOUSE = r"(?P<house>[A-Z][A-Za-z’'-]{3,})"
OURS = re.compile(rf"\b(?:(?:we|us|We) at {HOUSE}|[Aa]t {HOUSE.replace('house', 'first')},? we\b)")
COINED = re.compile(r"(?<![\w-])(?:[A-Z][A-Z\d&]{2,}|[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]\w*)(?![\w-])")
# What only has houses behind it: "was at X", "joined X", "a partnership with X".
JOINED = frozenset("join leave".split())
SHARED = frozenset("partnership deal agreement contract mou venture collaboration alliance merger".split())


def exemplified(scene: Scene) -> Iterator[Finding]:
    """ "Firms like X and Y", "Z and other firms": members by the noun for all of them (Hearst 1992)."""
    for passage in scene.passages:
        for token in passage.doc:
            cls = scene.class_nouns.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
            if cls is None:
                continue
            for span in _listed(scene, token):
                span = with_article(span) if cls == scene.work else span
                begin, end = passage.begin + span.start_char, passage.begin + span.end_char
                yield Finding(begin, end, (Vote(cls, "naming", 0.75, f"among {token.text}"),))


def _listed(scene: Scene, noun: Token) -> Iterator[Span]:
    """Names of the list that opens behind the noun with "like", "such as", "including"."""
    doc, at, end = noun.doc, noun.i + 1, noun.sent.end
    if at < end and doc[at].text == ",":
        at += 1
    if at < end and doc[at].lower_ == "such":
        at += 1
    if at + 1 >= end or doc[at].lower_ not in EXAMPLES or (doc[at].lower_ == "as" and doc[at - 1].lower_ != "such"):
        return
    if doc[at].lower_ == "like" and noun.tag_ != "NNS" and doc[at].pos_ != "ADP":
        return  # "people like X", where "like" is no verb
    at += 1
    for _ in range(LONGEST):
        while at < end and doc[at].lower_ in ("the", "a", "an", "our"):
            at += 1
        span = name_around(scene, doc[at]) if at < end and doc[at].text[0].isupper() else None
        if span is None or span.start < at or (span[-1].dep_ in ("amod", "compound") and span[-1].head.i >= span.end):
            return  # "nations like the Ruritanian one"
        yield span
        at = span.end
        while at < end and (doc[at].text == "," or doc[at].lower_ in ("and", "or")):
            at += 1
        if at == span.end:
            return


def halves(scene: Scene) -> Iterator[Finding]:
    """The half of a known name that another one completes: "North and South Korea", "World War I and II"."""
    text = scene.document.text
    for finding in scene.known:
        words = scene.text_at(finding).split()
        if len(words) < 2 or (finding.weak and not words[0].istitle()):
            continue
        if (before := HALF_BEFORE.search(text[max(0, finding.begin - 20) : finding.begin])) and scene.listed(before[1]):
            begin = finding.begin - len(before[0]) + before.start(1) - before.start()
            yield from _half(scene, begin, before[1], [before[1], *words[1:]])
        if (behind := HALF_BEHIND.match(text, finding.end)) and squash(behind[1]) not in scene.ontology.names:
            yield from _half(scene, behind.start(1), behind[1], [*words[:-1], behind[1]])


def scenes_of_events(scene: Scene) -> Iterator[Finding]:
    """The known place that ends the known name of what happened there: "the war in Ruritania"."""
    for finding in scene.known:
        text = scene.text_at(finding)
        where = WHERE.search(text) if text[0].islower() and not finding.weak else None
        if where is None:
            continue
        for iri in scene.ontology.names.get(squash(where[1]), ())[:1]:
            if scene.ontology.entities[iri].cls == scene.place != scene.ontology.entities[finding.candidates[0]].cls:
                vote = Vote(scene.place or "", "gazetteer", 0.9, f"known as {where[1]}")
                yield Finding(finding.begin + where.start(1), finding.end, (vote,), (iri,))


def _half(scene: Scene, begin: int, half: str, words: list[str]) -> Iterator[Finding]:
    key = squash(" ".join(words))
    for iri in (scene.ontology.names.get(key) or scene.ontology.names.get(key.removesuffix("s"), ()))[:1]:
        cls = scene.ontology.entities[iri].cls
        yield Finding(begin, begin + len(half), (Vote(cls, "gazetteer", 0.9, f"{' '.join(words)} in short"),), (iri,))


def cases(scene: Scene) -> Iterator[Finding]:
    """Cases that courts hear: "Calloway v. Nevada"."""
    cls = scene.ontology.class_of_ner("EVENT")
    for match in CASE.finditer(scene.document.text) if cls else ():
        yield Finding(*match.span(), (Vote(cls or "", "longer", 0.75, "one side against another"),))


def addresses(scene: Scene) -> Iterator[Finding]:
    """Sites that are called by their address and nothing else: "it came from acmenuts.com"."""
    matches = list(ADDRESS.finditer(scene.document.text)) if scene.product else []
    spelt = SPELT.findall(scene.document.text) if matches else ()
    said = {squash(word) for pair in spelt for word in (*pair.split(), pair)}
    for match in matches:
        segment = scene.document.segment_at(match.start())
        key = squash(match[1].rpartition(".")[2])
        if segment is None or segment.kind != "speech" or key in said or key in scene.index.names:
            continue
        yield Finding(*match.span(), (Vote(scene.product or "", "address", 0.6, "an address"),))


def houses(scene: Scene) -> Iterator[Finding]:
    """Acronyms and coined names where people work, go to or make deals with: "I was at AcmeSoft", "joined QXT"."""
    for passage in scene.passages if scene.organisation else ():
        for own in _own_houses(scene, passage):
            vote = Vote(scene.organisation or "", "acting", 0.6, "where we are")
            yield Finding(passage.begin + own.start_char, passage.begin + own.end_char, (vote,))
        for match in COINED.finditer(passage.text):
            span = passage.doc.char_span(*match.span())
            if span is None or len(span) > 1 or scene.listed(match[0]) or squash(match[0]) in scene.index.names:
                continue
            if reason := _house(scene, span[0]):
                begin = passage.begin + match.start()
                yield Finding(begin, begin + len(match[0]), (Vote(scene.organisation or "", "acting", 0.6, reason),))


def _own_houses(scene: Scene, passage: Passage) -> Iterator[Span]:
    """Words of no dictionary where only a house of one's own can stand: "we at Acmeworks", "at Acmeworks we use"."""
    for match in OURS.finditer(passage.text):
        place = "house" if match["house"] else "first"
        span = passage.doc.char_span(*match.span(place))
        if span is None or scene.listed(span.text) or scene.is_given(span.text) or is_date(span[0]):
            continue
        if squash(span.text) not in scene.index.names:
            yield span


def _house(scene: Scene, name: Token) -> str | None:
    """What tells that the name is of a house."""
    governor, doc = name.head, name.doc
    if scene.is_countable(name.text) or (name.i + 1 < len(doc) and doc[name.i + 1].text == "-"):
        return None
    if name.dep_ == "dobj" and governor.lemma_ in JOINED:
        return f"object of {governor.lemma_}"
    if name.dep_ != "pobj":
        return None
    head = governor.head
    if governor.lower_ == "with" and head.lemma_.lower() in SHARED:
        return f"has a {head.text}"
    if governor.lower_ == "at" and head.lemma_ in ("be", "work") and _is_person(scene, head):
        return "where somebody is"
    if governor.lower_ == "from" and head.ent_type_ and scene.ontology.class_of_ner(head.ent_type_) == scene.person:
        return f"{head.text} is from there"
    return None


def _is_person(scene: Scene, verb: Token) -> bool:
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return any(
        subject.lower_ in PERSONAL | {"you"}
        or (subject.ent_type_ and scene.ontology.class_of_ner(subject.ent_type_) == scene.person)
        for subject in subjects
    )
