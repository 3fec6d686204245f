"""Where names begin and end in a parsed sentence."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from pipeline.extract.closed_classes import BEFORE_DATES, HESITATIONS, MONTHS, SEASONS, WEEKDAYS
from pipeline.extract.scene import Finding, Scene
from pipeline.ontology import squash
from pipeline.records import Vote

INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
QUARTER = re.compile(r"Q[1-4]")
PREFIXES = frozenset("anti non pro pan inter trans counter post pre multi cross".split())  # before a hyphen in names
PARTS = frozenset({"compound", "amod", "nmod"})
MISTAKEN = frozenset("ADV VERB INTJ".split())  # tags of unheard-of names
SOMEBODY = frozenset({"ORG", "PERSON"})  # labels of the recogniser
NAME_TAGS = frozenset({"PROPN", "NOUN", "X", "ADJ", "NUM"})


def trimmed(span: Span) -> Span:
    """Without determiners, greetings and dates around, possessives behind, and what is said twice."""
    doc, start, end = span.doc, span.start, span.end
    while end - start > 1 and is_date(doc[start]):
        start += 1  # "In May Harbour Light"
    while end - start > 1 and is_date(doc[end - 1]):
        end -= 1
    start = _last_time(doc, start, end)
    for index in range(end - 1, start - 1, -1):  # what a separator cuts off: "32:35 - Infrastructure"
        if doc[index].is_punct and not doc[index].text.strip("-–—|:]*#") and doc[index].whitespace_:
            start = index + 1
            break
    while start < end and (
        doc[start].pos_ in ("DET", "PRON", "CCONJ", "ADP", "INTJ", "PUNCT")
        or doc[start].text.islower()
        or (end - start > 1 and doc[start].lower_ in HESITATIONS)
    ):
        start += 1
    while end > start and (doc[end - 1].pos_ in ("PUNCT", "PART", "ADP", "CCONJ") or doc[end - 1].tag_ == "POS"):
        end -= 1
    return doc[start:end]


def _last_time(doc: Doc, start: int, end: int) -> int:
    """Where the name begins for the last time that it is said: "Mitch Mitch Bradley", "Ada Quill Ada Quill"."""
    words = [token.lower_ for token in doc[start:end]]
    for length in range(1, len(words) // 2 + 1):
        while len(words) >= 2 * length and words[:length] == words[length : 2 * length]:
            words = words[length:]
    return end - len(words)


def with_prefix(span: Span) -> Span:
    """The name with the words that a hyphen ties to it in front: "American Arab Anti-Discrimination Committee"."""
    doc, start = span.doc, span.start
    if start < 2 or doc[start - 1].text != "-" or doc[start - 2].lower_ not in PREFIXES:
        return span
    start -= 2
    while start > span.sent.start and doc[start - 1].text[0].isupper() and doc[start - 1].dep_ in PARTS:
        start -= 1
    return doc[start : span.end]


def is_date(token: Token) -> bool:
    """Whether the token is a weekday, a quarter, or a month that is said as one: "May 2", "in May", not "May Quill".

    Months are given names and surnames, too; beside a number or after "in", "since" and the like they are months.
    """
    if token.text in WEEKDAYS or QUARTER.fullmatch(token.text):
        return True
    doc, at = token.doc, token.i
    before, after = doc[at - 1] if at else None, doc[at + 1] if at + 1 < len(doc) else None
    if token.lower_ == "quarter" or (after is not None and after.lower_ == "quarter"):
        numbered = before if token.lower_ == "quarter" else token
        return numbered is not None and numbered.like_num  # "Fourth Quarter"
    if token.lower_ in SEASONS and before is not None and before.lower_ in ("this", "next", "last", "every"):
        return True  # "this Spring"
    if token.text not in MONTHS:
        return False
    if after is not None and (after.like_num or after.text[0].isdigit()):
        return True
    return before is None or before.like_num or before.lower_ in BEFORE_DATES or len(doc) == 1


def name_around(scene: Scene, token: Token) -> Span | None:
    """The run of name-like tokens around `token`; None where it is no name at all."""
    doc = token.doc
    if not is_name_token(scene, token):
        return None
    start = end = token.i
    while start > token.sent.start and is_name_token(scene, doc[start - 1]):
        start -= 1
    while end + 1 < token.sent.end:
        if is_name_token(scene, doc[end + 1]):
            end += 1
        elif (
            doc[end + 1].lower_ in ("of", "the", "for")
            and end + 2 < token.sent.end
            and is_capital(doc[end + 2])
            and not is_for_another(doc[end + 1])
        ):
            end += 2  # "Lanterns of Ostrava"
        elif doc[end + 1].text == "&" and end + 2 < token.sent.end and _is_partner(scene, doc[end + 2]):
            end += 2  # "Fable & Rook"
        else:
            break
    span = with_prefix(trimmed(doc[start : end + 1]))
    return span if len(span) else None


def with_second(scene: Scene, span: Span) -> Span:
    """The title with the second of two ordinary words that "and" joins, each with its capital: "Salt and Iron"."""
    doc, end = span.doc, span.end + 2
    if len(span) > 1 or end > span.sent.end or doc[span.end].lower_ != "and" or not is_capital(span[0]):
        return span
    both = is_capital(doc[end - 1]) and all(scene.ordinary(word.text) for word in (span[0], doc[end - 1]))
    return (
        doc[span.start : end]
        if both and not any(word.ent_type_ == "PERSON" for word in doc[span.start : end])
        else span
    )


def is_for_another(word: Token) -> bool:
    """Whether the small word ends a name and somebody follows: "a show called Low Tide for HBO"."""
    name = word.nbor()
    return word.lower_ == "for" and name.ent_iob_ == "B" and name.ent_type_ in SOMEBODY


def from_start(span: Span) -> Span:
    """The name with the capitalised word before it that opens the sentence: "Night Bus is a film"."""
    doc, first = span.doc, span.start - 1
    if first != span.sent.start or not doc[first].is_title or doc[first].is_stop or not span[0].text[0].isupper():
        return span
    return doc[first : span.end] if doc[first].dep_ in PARTS and doc[first].head in span else span


def _is_partner(scene: Scene, token: Token) -> bool:
    """Whether the word behind "&" ends one name of two words, and opens none of its own."""
    own = scene.opens_person(token) or scene.is_given(token.text) or squash(token.text) in scene.index.names
    return is_capital(token) and token.pos_ == "PROPN" and not own


def is_capital(token: Token) -> bool:
    """Whether the token is capitalised for another reason than that it opens a sentence."""
    return token.text[0].isupper() and not token.is_sent_start and token.pos_ != "PRON"


def is_name_token(scene: Scene, token: Token) -> bool:
    """A proper noun or a capitalised or unheard-of word, not an ordinary word that opens a sentence."""
    if token.text[0] == "@" or is_date(token):
        return False  # a handle, a date
    if token.is_stop and is_capital(token) and token.text != "I":
        return True  # "the No Priors podcast"
    if INNER_CAPITAL.search(token.text) and not token.text.isupper():
        return True  # "RavenDB", whatever the tagger takes it for
    if is_capital(token) and token.is_alpha and token.pos_ in MISTAKEN and not scene.listed(token.text):
        return True  # "into Verbly"
    if token.is_sent_start and token.pos_ in MISTAKEN and _does(token) and scene.unheard(token.lower_):
        return True  # "Verbly is a parser"
    if token.pos_ not in NAME_TAGS or token.is_stop or not any(char.isalnum() for char in token.text):
        return False
    if token.text[0].isupper() and not (token.is_sent_start and scene.ordinary(token.text)):
        return True
    return token.pos_ == "PROPN" and not scene.ordinary(token.text)


def _does(token: Token) -> bool:
    """Whether a capitalised word opens the sentence right before its verb."""
    return token.text.istitle() and token.i + 1 < len(token.doc) and token.nbor().pos_ in ("AUX", "VERB")


def found(offset: int, span: Span, cls: str, detector: str, weight: float, reason: str) -> Finding:
    """A finding that lies at the span, `offset` characters into the document."""
    vote = Vote(cls, detector, weight, reason)
    return Finding(offset + span.start_char, offset + span.end_char, (vote,))
