"""For whom those who present speak, and from where: "Welcome to Acme News. I'm N", "Good evening from X. I'm N"; and
who puts out a show: "the host of X on Acme Radio".

Only of houses that are known to put out works, or are called like one: whoever welcomes to another may visit it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.extract.abstracts import Abstract
from pipeline.extract.closed_classes import REPORTERS
from pipeline.extract.cues import NAME
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.scene import Scene
from pipeline.ontology import Lexicalisation, Predicate
from pipeline.records import Mention, Relation

AM = r"\b(?:I['’]m|I am|my name is|my name['’]s) "
IS_ON = (
    r"(?:\bwelcome (?:back )?to|\byou['’]re (?:watching|listening to|with)|\bthis is|\bhere (?:on|at)|\blive on)"
    r"(?: the)? "
)
STOPS = re.compile(r"[.,!?\n]|$| (?:(?:\w+ )?(?:channel|page)|tonight|today|this|and|where|with|for|in|I['’]m)\b")
HOUSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{IS_ON}(?P<at>)(?-i:[A-Z])[^.!?,\n]{{1,40}}[.,!] (?:[^.!?\n]{{1,30}}[.!] )?(?:and )?"
        rf"{AM}(?P<who>{NAME})(?!['’])",
        rf"{AM}(?P<who>{NAME})[.,]?(?: and)? {IS_ON}(?P<at>)(?-i:[A-Z])",
        rf"{AM}(?P<who>{NAME}(?:[.,!]? (?:and )?{AM}{NAME})*)[.,!]? (?:and )?(?:[\w’']+ ){{0,6}}?"
        r"subscribe to (?:our|the) (?P<at>)(?-i:[A-Z])[^.!?,\n]{1,40}\b(?:channel|page)\b",
    )
)
PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:good (?:morning|evening|afternoon|day)|hello|welcome|greetings)(?: again)?"
        r"(?:,? (?:everyone|everybody))? (?:to you )?"
        rf"from (?P<at>)(?-i:[A-Z])[^.!?\n]{{1,40}}[.,!] (?:and )?{AM}(?P<who>{NAME})(?!['’])",
        rf"\b(?:live|coming to you|broadcasting)(?: live)? from (?P<at>)(?-i:[A-Z])[^.!?\n]{{2,30}}, "
        rf"(?:this is|it['’]s) [^.!?\n]{{2,40}}[.,!] (?:and )?{AM}(?P<who>{NAME})(?!['’])",
        rf"{AM}(?P<who>{NAME})[.,]?(?: and)? (?:[^.!?\n]{{0,40}}[.,] )?"
        r"(?:(?:this is|it['’]s) (?-i:[A-Z]|the )[^.!?,\n]{2,40}?,?(?: live| tonight)?"
        r"|(?:I['’]m|we['’]re) (?:coming to you|live)(?: live)?|live) from (?P<at>)(?-i:[A-Z])",
    )
)
# What stands between a show and who puts it out, and what before a show where only "on" does.
ON = re.compile(
    r",?(?P<kind> (?:(?:radio|talk|TV|news) )?(?:show|podcast|program(?:me)?|series)\b,?)?(?: (?:that|which))?"
    r"(?P<airs>(?: (?:is|was|can be))? (?:airs?|aired|runs|streams|broadcast|heard|seen|shown|carried)(?: \w+ly)?)? on "
    r"(?:the )?"
)
SHOWN = re.compile(
    r"\b(?:(?:co-?)?hosts?|(?:co-?)?hosted|(?:co-?)?hosting|anchors?|anchored|presents?|presented"
    r"|(?:hosts?|presenters?|anchors?) of|watch\w*|catch|hear|listen\w* to) (?:[\w’']+['’]s |the |a show called )?$",
    re.IGNORECASE,
)
HOUSE_SURE, PLACE_SURE, SHOWN_SURE = 0.8, 0.75, 0.75
BEFORE = 40  # characters before a show in which it is said to be one


def find_presenters(text: Abstract, lexicon: Lexicon) -> Iterator[Relation]:
    """Claims of whom people present for, and from where, and of who puts out a show."""
    scene = text.arguments.scene
    staff, there, out = _predicates(lexicon)
    for patterns, cls, predicate, sure in (
        (HOUSES, scene.organisation, staff, HOUSE_SURE),
        (PLACES, scene.place, there, PLACE_SURE),
    ):
        for match in (match for pattern in patterns for match in pattern.finditer(text.text)):
            mention = _at(text, text.offset(match.start("at")), cls)
            if mention is None or predicate is None or text.where(match.start()) not in ("talk", "opening"):
                continue
            place = text.arguments.mentions[mention]
            fits = cls == scene.place or puts_out(scene, place)
            if fits and STOPS.match(scene.document.text, place.end) and not text.quoted(match.start()):
                for who in text.names(*match.span("who")):
                    yield replace(text.claim(who, predicate, "presents", match.span(), sure), object=mention)
    if out is not None:
        yield from _shown(text, out)


def _predicates(lexicon: Lexicon) -> tuple[Predicate | None, Predicate | None, Predicate | None]:
    """Those of who reports for a house, of where somebody broadcasts, and of who puts out the work of a header."""
    predicates = lexicon.ontology.predicates
    house, person, place = (lexicon.ontology.class_of_ner(label) for label in ("ORG", "PERSON", "GPE"))

    def first(fits: Callable[[Lexicalisation], bool], cls: str | None) -> Predicate | None:
        found = (
            p for p in predicates.values() for lex in p.lexicalisations if fits(lex) and cls in (lex.range or p.range)
        )
        return next(found, None)

    return (
        first(lambda lex: lex.kind == "office" and not REPORTERS.isdisjoint(lex.words), house),
        first(lambda lex: lex.domain == {person} and "broadcast" in lex.words, place),
        first(lambda lex: lex.kind == "field" and lex.domain_roles == ("work",), house),
    )


def _at(text: Abstract, offset: int, cls: str | None) -> int | None:
    """The name of something of the class that begins there."""
    index = text.arguments.by_place.get(offset)
    mention = text.arguments.mentions[index] if index is not None else None
    if mention is None or mention.kind != "name" or mention.begin != offset or not mention.votes:
        return None
    return index if max(mention.votes, key=lambda vote: vote.weight).cls == cls else None


def puts_out(scene: Scene, mention: Mention) -> bool:
    """Whether the house is known to put out works, or is called as works are: "Harbour Radio"."""
    called = scene.endings.get(mention.text.split()[-1].casefold()) == scene.work
    return called or not scene.producers.isdisjoint(mention.candidates)


def _shown(text: Abstract, predicate: Predicate) -> Iterator[Relation]:
    """ "The host of X on Acme Radio", "X airs on Acme Radio", "the X show on Acme Radio"."""
    scene, mentions = text.arguments.scene, text.arguments.mentions
    whole = scene.document.text
    for index, mention in [*enumerate(mentions)]:
        if mention.kind != "name" or not any(vote.cls == scene.work for vote in mention.votes):
            continue
        match = ON.match(whole, mention.end)
        house = _at(text, match.end(), scene.organisation) if match is not None else None
        if match is None or house is None or not puts_out(scene, mentions[house]):
            continue
        begin = max(0, mention.begin - BEFORE)
        if match["kind"] or match["airs"] or SHOWN.search(whole, begin, mention.begin):
            yield Relation(
                subject=index,
                predicate=predicate.iri,
                object=house,
                rule="shown on",
                trigger=mention.begin,
                begin=mention.begin,
                end=mentions[house].end,
                confidence=SHOWN_SURE,
                domain=predicate.domain,
                range=predicate.range,
            )
