"""Longer names that go on behind a known one: "Halcyon Awards Night" is not Halcyon, "Halcyon 3.5" not Halcyon 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.extract.closed_classes import CALLS
from pipeline.extract.nlp import Passage
from pipeline.extract.remits import task_end
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import is_date, trimmed
from pipeline.ontology import KnownEntity, squash
from pipeline.records import Vote

DECIMAL = re.compile(r"(?:\.\d+)+\w*")  # what is left of "3.5" where "3" is known
SIZED = re.compile(r"-\d+(?:\.\d+)?[BM]\b")  # "Falcon-9B"
VERSION = re.compile(r"v?\d+(?:\.\d+)*[a-z]?", re.IGNORECASE)
ORDINAL = re.compile(r"(?:X{0,3})(?:I[XV]|V?I{1,3}|V|X)")  # Roman
PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")  # "GPUs", of which there are many
INITIAL = re.compile(r"[A-Z]\.")
LONGEST = 6  # words behind the known name
NO_NAME = frozenset("PRON DET AUX INTJ CCONJ SCONJ ADV VERB".split())
JOINERS = frozenset("of for".split())


def longer(scene: Scene) -> Iterator[Finding]:
    """Names that go on behind a known one: with capitalised words, with a version, with "of" and a name."""
    begins = {finding.begin: finding for finding in scene.known if not finding.weak}
    for passage in scene.passages:
        where = _Place(scene, passage, begins)
        for finding in begins.values():
            if passage.begin <= finding.begin < passage.end:
                yield from _grown(where, finding)


def whole(scene: Scene) -> Iterator[Finding]:
    """Long names that the recogniser sees whole and whose first or last word betrays a class, with what is inside them:
    "Halcyon Relief and Works Agency", "Office of Land and Coastal Planning", "Lisbon International Airport"."""
    for passage in scene.passages:
        for ent in passage.doc.ents:
            cls = scene.ontology.class_of_ner(ent.label_)
            if len(ent) < 3 or cls in (None, scene.person) or scene.in_headline(passage.begin + ent.start_char):
                continue
            span = trimmed(ent)
            if len(span) < 3 or not all(map(_is_written, span)) or not _is_one(scene, span):
                continue
            if scene.opens_office(span[-1]):
                continue
            betrayed = _ends(scene, span[-1]) or scene.openings.get(span[0].lower_)
            if betrayed and betrayed != scene.work and (betrayed == cls or betrayed != scene.concept):
                vote = Vote(betrayed, "longer", 0.75, f"{span[-1].text} and {span[0].text} are of one name")
                yield Finding(passage.begin + span.start_char, passage.begin + span.end_char, (vote,))


def _is_one(scene: Scene, span: Span) -> bool:
    """Whether what "and" joins are words of one name and no two names, and nobody's office or name is in it."""
    for token in span:
        if token.lower_ in ("and", "&"):
            if token.i in (span.start, span.end - 1):
                return False
            beside = (token.nbor(-1), token.nbor(1))
            if not all(scene.ordinary(word.text) for word in beside) or token.nbor(1).lower_ == "the":
                return False
    return not any(scene.is_title(token) or scene.opens_person(token) for token in span[:-1])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name is followed. known: sure known names by the reading offset at which they begin."""

    scene: Scene
    passage: Passage
    known: dict[int, Finding]

    def goes_on(self, token: Token, base: str) -> bool:
        """Whether the capitalised token belongs to a name of a thing of class `base` before it."""
        scene = self.scene
        if not token.text[0].isupper() or token.is_sent_start or token.text == "I" or is_date(token):
            return False
        if PLURAL_ACRONYM.fullmatch(token.text):
            return False
        ends = token.text.casefold() in scene.endings
        if not ends and self.opens_line(token) and scene.ordinary(token.text):
            return False  # captions: what the next line says
        if not ends and (self.is_role(token) or token.pos_ in NO_NAME or self.is_participle(token)):
            return False
        if token.lower_ in CALLS and not ends and token.ent_iob_ != "I":
            return False  # "on Halcyon Sign up"
        if self.opens_person(token) or self.is_cut(token) or scene.opens_office(token):
            return False
        other = self.known.get(self.passage.offset(token))
        if other is None or ends:
            return True
        cls = scene.ontology.entities[other.candidates[0]].cls
        if cls == scene.concept or (cls == scene.place and base != scene.place):
            return True
        made = {base, cls}.isdisjoint((scene.organisation, scene.person, scene.place, scene.work, ""))
        if not made or not scene.ordinary(token.text) or token.lower_ in scene.class_nouns:
            return False
        whole = f"{token.nbor(-1).text} {token.text}" if token.i else ""
        # "Halcyon Torch", though a Torch is known, too
        return scene.document.text.count(whole) == scene.word_counts[token.text]

    def opens_line(self, token: Token) -> bool:
        """Whether a time stands between the token and the one before it, as between lines of captions."""
        if not token.i:
            return False
        document, offset = self.scene.document, self.passage.offset(token)
        between = document.raw[document.raw_span(offset - 2, offset - 1)[1] : document.raw_span(offset, offset + 1)[0]]
        return any(map(str.isdigit, between))

    def is_role(self, token: Token) -> bool:
        """Whether the token says what somebody is: "Halcyon CEO Ada Quill"."""
        return token.lemma_.lower() in self.scene.roles or self.scene.is_title(token)

    def is_participle(self, token: Token) -> bool:
        """Whether a headline's verb stands there: "Halcyon Suing Harbour Light"."""
        stem = token.text.removesuffix("ing")
        return stem != token.text and any(map(self.scene.ordinary, (token.text, f"{stem}e")))

    def is_cut(self, token: Token) -> bool:
        """Whether the word goes on behind a hyphen: "Halcyon Co-founder"."""
        doc = token.doc
        return not token.whitespace_ and token.i + 1 < len(doc) and doc[token.i + 1].text == "-"

    def opens_person(self, token: Token) -> bool:
        """Whether a person's full name begins at the token."""
        if self.scene.opens_person(token):
            return True
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        model = token.ent_type_ and self.scene.ontology.class_of_ner(token.ent_type_) == self.scene.person
        return bool(model and token.ent_iob_ == "B" and following is not None and following.ent_iob_ == "I")


def _grown(where: _Place, finding: Finding) -> Iterator[Finding]:
    """The name that goes on behind the finding, where it does."""
    scene, passage = where.scene, where.passage
    entity = scene.ontology.entities[finding.candidates[0]]
    span = passage.span(finding.begin, finding.end)
    text = scene.document.text
    small = scene.text_at(finding).islower() and not DECIMAL.match(text, finding.end)
    if span is None or entity.cls == scene.concept or small:
        return
    if len(span) == 1 and (scene.opens_person(span[0]) or _begins_person(scene, span[0])):
        return
    doc, end, stop = span.doc, span.end, finding.end
    versioned = entity.cls in scene.versioned
    if versioned and (size := SIZED.match(text, stop)):
        sized = Vote(entity.cls, "longer", 0.75, f"a version of {entity.label}")
        yield Finding(finding.begin, size.end(), (sized,))
        return
    if versioned and text[stop - 1].isdigit() and (rest := DECIMAL.match(text, stop)):
        stop = rest.end()
        end = max(end, _token_at(doc, stop - passage.begin))
    elif passage.begin + span.end_char != stop + (text.startswith(".", stop) and "." in scene.text_at(finding)):
        return  # a word that goes on: "Halcyon-based", not "U.S."
    numbered = stop > finding.end
    headline = scene.in_headline(finding.begin)
    last = end
    while last < span.sent.end and last - end < LONGEST and doc[last - 1].whitespace_:
        if versioned and not numbered and is_version(doc[last]):
            numbered = True
            last += 1
        elif headline:
            break
        elif where.goes_on(doc[last], entity.cls):
            last += 1
        elif taken := _joined(where, last, entity.cls, span.start):
            last += taken
        else:
            break
    if last > end and _ends(scene, doc[last - 1]) == scene.organisation and doc[last - 1].lower_ in scene.openings:
        last = task_end(scene, doc[last - 1])  # "Halcyon Committee on the Status of Nurses"
    if entity.cls == scene.place and not headline:
        last = max(last, _body(scene, span, last))
    if last == end and not numbered:
        return
    if last > end:
        if not numbered and last < len(doc) and where.is_role(doc[last]) and not _ends(scene, doc[last - 1]):
            return  # "Halcyon Senior Vice President": what is between belongs to the office
        stop = passage.begin + doc[last - 1].idx + len(doc[last - 1])
    if any(ent.label_ == "ORG" and _first(ent) < span.start and ent.end >= last for ent in span.sent.ents):
        return  # "the Board of Obesity Medicine"
    if vote := _class(scene, entity, doc[span.start : last], last - end, numbered=numbered):
        yield Finding(_begin(where, span, finding.begin, headline=headline), stop, (vote,))


def _begins_person(scene: Scene, token: Token) -> bool:
    """Whether the recogniser takes a given name and what follows for a person: "Kofi Mensah"."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    goes_on = following is not None and following.ent_iob_ == "I" and following.ent_type_ == "PERSON"
    return goes_on and squash(token.text) in scene.given_names


def _body(scene: Scene, span: Span, last: int) -> int:
    """Where the organisation ends that the recogniser sees open with the place: "Ruritanian Chamber of Commerce"."""
    bodies = (
        ent.end
        for ent in span.sent.ents
        if _first(ent) == span.start
        and scene.ontology.class_of_ner(ent.label_) == (scene.organisation or "")
        and all(_is_written(token) for token in ent[1:])
    )
    return max(bodies, default=last)


def _is_written(token: Token) -> bool:
    return token.text[0].isupper() or token.lower_ in JOINERS or token.lower_ in ("and", "the")


def _first(entity: Span) -> int:
    """Index of its first token that is no article."""
    return entity.start + (entity[0].lower_ in ("the", "a", "an"))


def _begin(where: _Place, span: Span, begin: int, *, headline: bool) -> int:
    """Where the longer name begins: at the capitalised word before the known name, if that belongs to it."""
    at = span.start - 1
    while at > span.sent.start and not headline and span.doc[at].whitespace_ and span.doc[at].pos_ == "PROPN":
        initialled = INITIAL.fullmatch(span.doc[at + 1].text)  # "the Ada H. Quill Brook Center"
        goes_on = initialled or where.goes_on(span.doc[at], "")
        if not goes_on or where.passage.offset(span.doc[at]) in where.known:
            break
        begin = where.passage.offset(span.doc[at])
        at -= 1
    return begin


def _ends(scene: Scene, token: Token) -> str | None:
    """The class that the word betrays at the end of a name."""
    return scene.endings.get(token.text.casefold())


def _joined(where: _Place, at: int, base: str, start: int) -> int:
    """How many tokens "of Lisbon", "for Arts and Letters" or "& Sons" take up; 0 where the name does not go on so.

    start: where the name begins.
    """
    doc, scene = where.passage.doc, where.scene
    ends = _ends(scene, doc[at - 1])
    organised = base == scene.organisation if ends is None else ends == scene.organisation
    if at + 1 >= len(doc) or not organised:
        return 0
    if doc[at].text == "&" or (doc[at].lower_ in JOINERS and (doc[at].lower_ == "of" or ends)):
        return 2 if where.goes_on(doc[at + 1], scene.organisation or "") else 0
    if doc[at].lower_ == "and" and any(doc[i].lower_ in JOINERS for i in range(max(start, at - 3), at)):
        return 2 if where.goes_on(doc[at + 1], scene.organisation or "") else 0
    return 0


def is_version(token: Token) -> bool:
    """Whether it is a number behind a name that counts nothing: "Halcyon 3", not "on Halcyon 3 times"."""
    if ORDINAL.fullmatch(token.text):
        return token.text != "I"
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    return VERSION.fullmatch(token.text) is not None and ("." in token.text or not counts) and len(token) < 5


def _token_at(doc: Doc, place: int) -> int:
    """The token after the one that ends at or after the character."""
    return next((token.i + 1 for token in doc if token.idx + len(token) >= place), len(doc))


def _is_team(scene: Scene, span: Span) -> bool:
    """ "The Lisbon Gulls": a place, written out, with a plural that says neither who lives there nor what they are."""
    last = span[-1]
    article = span.start > 0 and span.doc[span.start - 1].lower_ == "the" and span[0].is_alpha and span[0].is_title
    plural = last.text.endswith("s") and not last.text.endswith("ss") and last.tag_ in ("NNPS", "NNP", "NNS")
    own = last.lower_.removesuffix("s") not in scene.demonyms and last.lemma_.lower() not in scene.roles
    return bool(scene.organisation) and article and plural and own and len(span) <= 4 and not span[-1].is_stop


def _class(scene: Scene, entity: KnownEntity, span: Span, added: int, *, numbered: bool) -> Vote | None:
    """What the longer name is: as its last word says, as the recogniser thinks, or what such names usually are."""
    base, ending = entity.cls, _ends(scene, span[-1])
    product = base not in (scene.organisation, scene.person, scene.place)
    if numbered and product:
        return Vote(base, "longer", 0.75, f"a version of {entity.label}")
    if product and ending in (scene.organisation, scene.product) and base != scene.ontology.class_of_ner("EVENT"):
        return Vote(base, "longer", 0.75, f"begins with {entity.label}")  # "Halcyon AI" of the program Halcyon
    if ending and added and (base in (scene.organisation, ending) or not scene.index.names.get(squash(span[-1].text))):
        return Vote(ending, "longer", 0.75, f"ends in {span[-1].text}")
    if numbered:
        return Vote(base, "longer", 0.75, f"a version of {entity.label}")
    if product:
        return Vote(base, "longer", 0.6, f"begins with {entity.label}")
    labels = {ent.label_ for ent in span.doc.ents if ent.end == span.end and ent.start <= span.start}
    proposed = {cls for label in labels if (cls := scene.ontology.class_of_ner(label)) not in (None, base)}
    if base == scene.organisation:
        cls = scene.ontology.product_of(entity) or scene.organisation
        return Vote(cls, "longer", 0.55, f"begins with {entity.label}") if cls else None
    if base == scene.place and _is_team(scene, span):
        return Vote(scene.organisation or "", "longer", 0.6, "a team by its town")
    if base == scene.place and proposed:
        return Vote(min(proposed), "longer", 0.6, f"begins with {entity.label}")
    return None
