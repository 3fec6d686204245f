"""Who made a show, by its credits: in the notes, and where the talk takes its leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.extract.abstracts import WORK, Abstract
from pipeline.extract.cues import LIST
from pipeline.extract.lexicon import Lexicon
from pipeline.ontology import Lexicalisation, Predicate
from pipeline.records import Relation

OURS = re.compile(r"\b(?:our|(?:show|podcast|program(?:me)?|episode)['’]s)(?: [\w-]+){0,2} $", re.IGNORECASE)
SHOW = r"(?:this|the|our|today['’]s) (?:show|podcast|program(?:me)?|episode)"
OF_SHOW = rf" (?:of|for|on) {SHOW}"
# What is thanked for where somebody helped to make the show, and did not come to it.
HELP = r"(?:\w+ ){0,2}?(?:research|production|editing|editorial|engineering|assistance|help|support)\b"
BEFORE = 200  # characters before a credit in which its words stand, however long
NAMED = re.compile(r"[A-Z]\w+ $")


def find_credits(text: Abstract, lexicon: Lexicon) -> Iterator[Relation]:
    """Claims of credits: "Producer: N", "music by N and N", "our senior editor is N"."""
    longer_words = _longer_words(tuple(word.casefold() for credit in lexicon.credits for word in credit.words))
    house = text.arguments.scene.organisation
    for credit in lexicon.credits:
        predicate = lexicon.ontology.predicates[credit.predicate]
        words = "|".join(re.escape(word) for word in sorted(credit.words, key=len, reverse=True))
        fields = {word.casefold() for word in credit.words}
        turned = credit.domain_roles == ("work",)
        found: dict[int, tuple[tuple[int, int], str]] = {}
        for match in _matches(text, words):
            word = match["word"].casefold()
            if any(longer.match(text.text, match.start("word")) for longer in longer_words.get(word, ())):
                continue  # "production team" is no "production"
            for mention in text.names(*match.span("names")):
                found.setdefault(mention, (match.span(), word))
        for mention, place, field in text.by_field():
            if (word := field.removesuffix(" by")) in fields:
                found.setdefault(mention, (place, word))
        for mention, (span, word) in found.items():
            claim = text.claim(mention, predicate, f"credit:{word}", span, credit.weight, role=word)
            work = text.opening(span[0])
            yield replace(claim, subject=work, object=mention) if turned else replace(claim, object=work)
        if house in (predicate.range if turned else predicate.domain):
            yield from _houses(text, predicate, credit, words)


def _houses(text: Abstract, predicate: Predicate, credit: Lexicalisation, words: str) -> Iterator[Relation]:
    """Claims of "Produced by Acme Audio" in the notes, "this is an Acme Audio production" in the talk."""
    arguments = text.arguments
    turned = credit.domain_roles == ("work",)
    starts = {mention.begin: index for index, mention in enumerate(arguments.mentions) if mention.kind == "name"}
    for match in _house(words).finditer(arguments.scene.document.text):
        index = starts.get(match.start("house"))
        place = arguments.scene.document.segment_at(match.start())
        if index is None or place is None or place.listing or (place.kind == "speech") == bool(match["by"]):
            continue
        if not match["by"] and not turned:
            continue
        mention = arguments.mentions[index]
        if arguments.scene.organisation in {vote.cls for vote in mention.votes}:
            claim = text.claim(index, predicate, f"credit:{credit.words[0]}", (0, 0), credit.weight)
            ends = (WORK, index) if turned else (index, WORK)
            yield replace(claim, subject=ends[0], object=ends[1], begin=match.start(), end=mention.end)


def _matches(text: Abstract, words: str) -> Iterator[re.Match[str]]:
    """Where people are named for one of the words; what only "our" tells counts where the talk takes its leave."""
    for match in _credit(words).finditer(text.text):
        where, by = text.where(match.start()), match["by"].casefold().rstrip(":")
        near = max(0, match.start() - BEFORE)
        ours = OURS.search(text.text, near, match.start())
        if by in ("is", "are") and not ours and NAMED.search(text.text, near, match.start()):
            continue  # "the producer of Acme Audio is": the end of a name
        told = by.endswith("by") or (ours and text.closes(match.start()))
        if where == "notes" or (where != "list" and told):
            yield match
    yield from _made(words).finditer(text.text)
    for pattern in _ours(words):
        yield from (match for match in pattern.finditer(text.text) if text.closes(match.start()))


@lru_cache(maxsize=16)
def _longer_words(words: tuple[str, ...]) -> dict[str, tuple[re.Pattern[str], ...]]:
    """For each word of credits those that begin with it and go on."""
    return {
        word: tuple(
            re.compile(rf"{re.escape(longer)}\b", re.IGNORECASE) for longer in words if longer.startswith(f"{word} ")
        )
        for word in words
    }


@lru_cache(maxsize=64)
def _credit(words: str) -> re.Pattern[str]:
    """ "music by N", "Music: N", "our editor is N", "mixed and mastered by N"."""
    joined = rf",? (?:and|&|/) (?:\w+ ){{0,2}}?\w+(?:ed|ing)?|,? (?:{words})"
    between = rf"(?:{joined}| (?:is|was|are|were) \w+|{OF_SHOW}| \w+)?"
    joint = r" ?(?P<by>\b(?:(?:is|was|are|were) )?by\b:?|:|\bis\b|\bare\b|\b(?:also )?includes?\b|\bfrom\b)"
    return re.compile(rf"\b(?P<word>{words})\b{between}{joint} ?(?:[\w’'.-]+ ){{0,2}}?(?P<names>{LIST})", re.IGNORECASE)


@lru_cache(maxsize=64)
def _house(words: str) -> re.Pattern[str]:
    """ "Produced by X" as a line; "this is an X production"."""
    line = rf"(?:^|(?<=\n))(?P<by>(?i:(?:co-?)?(?:{words}) by:? ))(?:the )?"
    spoken = (
        r"\b[Tt]his (?:is|has been|was) (?:an? |another )(?=[A-Z][^.,!?\n]{2,40} (?:production|podcast)[.,!]?(?:\s|$))"
    )
    return re.compile(rf"(?:{line}|{spoken})(?P<house>(?=[A-Z\d]))")


@lru_cache(maxsize=64)
def _made(words: str) -> re.Pattern[str]:
    """ "N produced this episode", "N edits the show"; of "produced" also the present."""
    forms = "|".join([words, *(f"{word[:-2]}e?s" for word in words.split("|") if word.endswith("ed"))])
    return re.compile(rf"(?P<names>{LIST}),?(?: who)?(?: also)? (?P<word>{forms}) {SHOW}\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _ours(words: str) -> tuple[re.Pattern[str], ...]:
    """ "N is our editor"; "our editor, N"; "made by N, with senior editor N"; "thanks to N for her research"."""
    before = rf"(?P<names>{LIST}),?(?: who)? (?:is|are) our (?:\w+ ){{0,2}}?(?P<word>{words})\b"
    after = rf"\bour (?:\w+ ){{0,2}}?(?P<word>{words}),? (?P<names>{LIST})"
    along = (
        rf"\b(?:produced|written|edited|made|hosted) by [^.!?\n]{{1,60}}?,? with (?P<word>{words}),? (?P<names>{LIST})"
    )
    thanks = rf"\b(?P<word>thanks) (?:also |as always )?to (?P<names>{LIST}),? for (?:his|her|their|the) {HELP}"
    patterns = [before, after, along, *([thanks] if "thanks" in words else [])]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
