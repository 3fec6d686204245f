"""Names of which nothing is known but how they are written, for ontologies with a class for whatever has a name.

Titles that open a sentence, quoted titles, capitalised runs with the small words and numbers inside them. An ontology
asks for them by `tg:anyName` on a class; without one nothing here is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import is_date
from pipeline.extract.written import QUOTED, SMALL
from pipeline.records import Vote

INSIDE = frozenset(": ' ’ 's ’s ! & - – / . +".split())  # what stands inside titles, beside words
JOINS = frozenset("of the a de la le du di da del der van von 's ’s & - – ' ’".split())
COPULAS = frozenset("is was are were has had be been".split())
ARTICLES = frozenset("a an the".split())
BODIES = frozenset("ORG FAC GPE LOC NORP PERSON".split())  # whose article is no part of the name, other than a work's
LONGEST = 12  # tokens of a title
QUOTED_WORDS = 12
TITLE, RUN = 0.75, 0.5  # weight of a title, and of a mere capitalised run


def at_large(scene: Scene) -> Iterator[Finding]:
    """Names of the class that takes any."""
    cls = scene.ontology.any_name
    if cls is None:
        return
    for passage in scene.passages:
        for sentence in passage.doc.sents:
            title = _opening(scene, sentence)
            for part in _undivided(title) if title is not None else ():
                yield _finding(passage.begin, part, cls, TITLE, "opens the sentence like a title")
            for run in _runs(scene, sentence, title.end if title is not None else sentence.start):
                yield _finding(passage.begin, run, cls, RUN, "is written with capitals")
    for match in QUOTED.finditer(scene.document.text):
        group = match.lastgroup or "a"
        name = match[group].rstrip(".,;: ")
        if len(name.split()) <= QUOTED_WORDS and name[:1].isalnum():
            begin = match.start(group)
            yield Finding(begin, begin + len(name), (Vote(cls, "quoted", TITLE, "stands in quotation marks"),))


def _finding(offset: int, span: Span, cls: str, weight: float, reason: str) -> Finding:
    return Finding(offset + span.start_char, offset + span.end_char, (Vote(cls, "at large", weight, reason),))


def _opening(scene: Scene, sentence: Span) -> Span | None:
    """A title before the first verb: "Hold On To Me was ...", "4949 Harbour (...)"."""
    doc, at = sentence.doc, sentence.start
    while at < sentence.end and (doc[at].is_quote or doc[at].is_space):
        at += 1
    start = at
    while at < min(sentence.end, start + LONGEST) and _is_of_title(doc[at]):
        at += 1
    end = at
    while end > start and (doc[end - 1].lower_ in SMALL or doc[end - 1].text in INSIDE):
        end -= 1
    if end == start or at == sentence.end or not _closes(doc, end):
        return None
    if doc[start].lower_ in ARTICLES and end > start + 1 and doc[end - 1].ent_type_ in BODIES:
        start += 1
    span = doc[start:end]
    if span[0].tag_ in ("VBN", "VBG", "IN") and any(token.lower_ in ("by", "in", "on") for token in span):
        return None  # "Produced by Jane Doe, ..."
    telling = [token for token in span if token.text[0].isupper() and not token.is_stop and not is_date(token)]
    if not telling or (len(span) == 1 and doc[end].lower_ not in COPULAS and scene.ordinary(span.text)):
        return None
    return span


def _is_of_title(token: Token) -> bool:
    if token.text in COPULAS:
        return False  # a title has "Is": "Suicide Is Painless"
    capital = token.text[0].isupper() or token.text[0].isdigit()
    return capital or token.lower_ in SMALL or token.text in INSIDE or token.tag_ == "POS"


def _closes(doc: Doc, end: int) -> bool:
    """Whether what follows ends a title: a verb in lower case, a bracket, a comma."""
    following = doc[end]
    if following.text in ("(", ",", "["):
        return True
    return following.text.islower() and (following.lower_ in COPULAS or following.tag_ in ("VBD", "VBZ", "VBP", "MD"))


def _runs(scene: Scene, sentence: Span, start: int) -> Iterator[Span]:
    """Capitalised words with the small words between them and a number behind."""
    doc, at = sentence.doc, start
    while at < sentence.end:
        if not _is_capital(scene, doc[at]):
            at += 1
            continue
        end = at + 1
        while end < sentence.end:
            if _is_capital(scene, doc[end]) or (doc[end].text.isdigit() and not _is_year(doc[end])):
                end += 1
                continue
            joined = end
            while joined < min(sentence.end, end + 2) and doc[joined].lower_ in JOINS:
                joined += 1
            if joined == end and doc[end].lower_ == "and" and end > at + 2 and doc[end - 2].lower_ == "of":
                joined += 1  # "Green Party of England and Wales"
            if joined == end or joined >= sentence.end or not _is_capital(scene, doc[joined]):
                break
            end = joined + 1
        while end > at + 1 and doc[end - 1].tag_ == "POS":
            end -= 1
        yield from _undivided(doc[at:end])
        at = end


def _is_capital(scene: Scene, token: Token) -> bool:
    if not token.text[0].isupper() or token.pos_ == "PRON" or is_date(token):
        return False
    return not token.is_sent_start or not (token.is_stop or scene.ordinary(token.text))


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text[:2] in ("17", "18", "19", "20")


def _undivided(run: Span) -> Iterator[Span]:
    """The run, unless the recogniser sees more than one name in it."""
    names = [ent for ent in run.ents if ent.label_ not in ("CARDINAL", "ORDINAL", "DATE", "TIME", "QUANTITY")]
    kinds = {ent.label_ for ent in names}
    if len(names) > 1 and ("PERSON" in kinds or "NORP" in kinds):
        yield from names
    else:
        yield run
