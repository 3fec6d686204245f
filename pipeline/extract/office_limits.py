"""Limits of what an office says: of some of a house only, not held yet, held by the dead, of a leader's country."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import MAKERS
from pipeline.extract.nlp import Passage
from pipeline.extract.office_runs import SKIPPED, Fillers, Office, OfficeRuns
from pipeline.extract.office_words import MANY
from pipeline.extract.tenses import is_gone
from pipeline.records import Document, Mention

# What is said of whom somebody wants in an office, and has not there yet: "the vote for Jane Doe as secretary".
CHOOSING = re.compile(
    r"\b(?:nominat\w+|nominees?|confirm\w*|vot(?:e|es|ing) (?:for|on|against)|pick(?:s|ed|ing)?|tapp?(?:s|ed|ing)?"
    r"|appoint(?:ing|s)? |choice|choos(?:e|es|ing)|bid|support|consider(?:s|ed|ing)?)\b[^;!?]* (?:as|to be|for)\W*$",
    re.IGNORECASE,
)
SUPPOSED = frozenset(
    "suspected alleged accused reputed supposed purported presumed so-called would-be next future".split()
)
ORDINALS = frozenset("first second third original founding inaugural".split())
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
LASTING_SINCE = re.compile(r"\b(?:since|from)\b", re.IGNORECASE)
GENERATION = 30  # years after which nobody holds an office any more
RECORDED = 2010  # when talk that does not tell its year is recorded at the earliest
SOME = frozenset("several some many most few none".split())
# Leaders of the whole.
LASTING = frozenset("supreme de facto interim acting political elected military transitional".split())
HOUSE = 8  # tokens of a house, with what is put before it
NEAR = 4  # tokens before an office that say that it is only supposed


def is_supposed(passage: Passage, office: Office) -> bool:
    """ "The alleged leader of X"."""
    begin = max(passage.doc[office.end - 1].sent.start, office.start - NEAR)
    return any(token.lower_ in SUPPOSED for token in passage.doc[begin : office.end])


def is_wanted(words: OfficeRuns, passage: Passage, office: Office) -> bool:
    """Whether somebody is chosen for the office and does not hold it yet: "to confirm Jane Doe as Acme's head"."""
    doc, begin = passage.doc, passage.doc[office.start].sent.start
    leads = [at for at in range(begin, office.start) if doc[at].lower_ in ("as", "be", "for")]
    if not leads or not all(words.is_put_before(passage, token) for token in doc[leads[-1] + 1 : office.start]):
        return False
    return CHOOSING.search(doc[begin : leads[-1] + 1].text) is not None


def is_of_some(arguments: Arguments, passage: Passage, office: Office, house: Mention) -> bool:
    """Whether the leader is of some of the house: "several of its leaders", "Chilean student leader Jane Doe"."""
    doc, head = passage.doc, passage.doc[office.end - 1]
    before = doc[max(head.sent.start, office.start - HOUSE) : office.start]
    if head.tag_ in MANY and any(token.lower_ in SOME and token.nbor().lower_ == "of" for token in before):
        return True
    place = bool(house.votes) and house.votes[0].cls == arguments.scene.place
    told = (token for token in doc[office.start : office.end - 1] if token.lower_ not in SKIPPED | LASTING)
    return place and head.lemma_.lower() == "leader" and any(token.pos_ in ("NOUN", "PROPN", "ADJ") for token in told)


def is_ended(passage: Passage, holder: Mention) -> bool:
    """Whether the sentence tells of the holder's end: "killed its leader Jane Doe"."""
    span = passage.span(holder.begin, holder.end) if holder.kind == "name" else None
    return span is not None and is_gone(span.root.head if span.root.dep_ == "appos" else span.root)


def is_followed(passage: Passage, office: Office) -> bool:
    """ "The first director of Acme, Jane Doe now teaches": what somebody does now, after having been the first."""
    doc, sentence = passage.doc, passage.doc[office.start].sent
    first = any(token.lower_ in ORDINALS for token in doc[max(sentence.start, office.start - 1) : office.end])
    later = (token for token in doc[office.stop : sentence.end] if token.lower_ in ("now", "currently"))
    return first and any(token.head.pos_ == "VERB" and token.head.i > token.i for token in later)


def is_long_ago(document: Document, when: str) -> bool:
    """Whether somebody took the office up more than a generation before the talk: "became its leader in 1975"."""
    years = [int(year) for year in YEAR.findall(when)]
    if not years or LASTING_SINCE.search(when):
        return False
    said = [int(year) for year in YEAR.findall(document.text)]
    return max(years) + GENERATION < (int(document.date[:4]) if document.date else max(*said, RECORDED))


def is_spoken_to(arguments: Arguments, passage: Passage, run: list[Office], index: int) -> bool:
    """ "Briefly, Margaret, the prime minister said": an apposition would end in a comma, too."""
    doc, mention = passage.doc, arguments.mentions[index]
    span = passage.span(mention.begin, mention.end) if mention.kind == "name" else None
    if span is None or len(span) > 1 or not 0 < span.start < span.end < run[0].start:
        return False
    enclosed = doc[span.start - 1].text == "," == doc[span.end].text
    return enclosed and run[-1].stop < len(doc) and not doc[run[-1].stop].is_punct


def nation_of(arguments: Arguments, leader: int) -> Fillers:
    """The country that somebody is known to lead or to have led, if it is named: "President Doe's envoy"."""
    ontology, mentions = arguments.scene.ontology, arguments.mentions
    leading = [predicate for predicate in ontology.predicates.values() if predicate.past not in (None, predicate.iri)]
    stated = [iri for predicate in leading for iri in (predicate.iri, predicate.past or "")]
    lands = {land for who in mentions[leader].candidates[:1] for iri in stated for land in ontology.known(who, iri)}
    nations = {land for land in lands if ontology.is_nation(land)}
    found = next((i for i, mention in enumerate(mentions) if nations.intersection(mention.candidates[:1])), None)
    return ((found, 0.9),) if found is not None else ()


def is_one_of_many(doc: Doc, run: list[Office], number: int) -> bool:
    """ "A scientist and founder of X": the founder's house is not the scientist's; "a writer and editor at X"."""
    start = run[number].start
    later = next((doc[office.end].lower_ for office in run[number + 1 :] if office.houses), "")
    return start > 0 and doc[start - 1].lower_ in ("a", "an") and later == "of"


def is_portfolio(arguments: Arguments, passage: Passage, office: Office, index: int) -> bool:
    """Whether ordinary words before a minister say what for, and name no house: "Border Security Secretary"."""
    if passage.doc[office.start - 1].tag_ == "POS":
        return False
    mention, scene = arguments.mentions[index], arguments.scene
    known = {scene.ontology.entities[iri].cls for iri in mention.candidates}
    return known.isdisjoint({scene.organisation, scene.place}) and all(map(scene.listed, mention.text.split()))


def is_made(arguments: Arguments, passage: Passage, office: Office, house: Mention) -> bool:
    """ "The developer of X": who makes it, unless X is known to be a house."""
    made = passage.doc[office.end - 1].lemma_.lower() in MAKERS and _behind(passage, office) == "of"
    kinds = {arguments.scene.ontology.entities[iri].cls for iri in house.candidates}
    return made and kinds.isdisjoint({arguments.scene.organisation or ""})


def is_at(passage: Passage, office: Office, at: tuple[str, ...] = ("at", "for", "with", "from")) -> bool:
    """ "The director at the Night Show", "the tech lead at Acme": who made a work is the director of it."""
    return _behind(passage, office) in at


def _behind(passage: Passage, office: Office) -> str:
    return passage.doc[office.end].lower_ if office.end < len(passage.doc) else ""


def opens_clause(token: Token) -> bool:
    """Whether the name that begins at the token is the subject of a verb behind it."""
    name = next((word for word in (token, *token.ancestors) if word.dep_ not in ("compound", "nmod", "amod")), token)
    return name.dep_ in ("nsubj", "nsubjpass") and name.head.i > name.i
