"""Whom "I", "we" and "you" mean, sentence by sentence: labels first, then introductions, then hosts and guests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.records import Document, Extraction
from pipeline.resolve.cast import Cast
from pipeline.resolve.speakers import QUESTION, by_names, guest_sentences, in_context, introduces, sentence_at

LAST = 2  # sentences before an answer in which it is said who is to give it
BEFORE = 4  # sentences of a turn before its speaker says who that is
REACH = 10  # sentences after an introduction that are still taken for the same person's
# What may stand before whom a sentence calls by name: "So, Ada, how did you start?".
VOCATIVE = re.compile(
    r"^(?:(?:so|and|but|well|okay|ok|now|hey|hi|yeah|all right|alright|thanks|thank you|let me ask you),? )*$",
    re.IGNORECASE,
)
# Sentences of a host amid an interview after which a question has come, or after which none will: of more at a stretch
# two in five are the guest's (46 labelled dialogues read without their labels).
ASKS_WITHIN, SAYS_AT_ONCE = 10, 6
Spans = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Voices:
    """For each sentence the person who speaks and the house they speak for, and the two that are spoken to."""

    speakers: tuple[str | None, ...]
    houses: tuple[str | None, ...]
    addressees: tuple[tuple[str | None, str | None], ...] = ()


def hear(
    extraction: Extraction,
    cast: Cast,
    labelled: Callable[[str], str | None],
    people: Spans,
    membership: Mapping[str, str],
    house: str | None,
    *,
    meeting: bool = False,
) -> Voices:
    """Who speaks where.

    labelled: speaker label -> the person it names. people: reading spans of names of people, and whom each denotes.
    membership: person -> organisation. house: the organisation whose occasion the document is.
    meeting: whether those whom it welcomes speak for it, and are no guests of a show.
    """
    document, sentences = extraction.document, extraction.sentences
    if any(segment.speaker for segment in document.segments):
        speakers = tuple(_by_label(document, begin, labelled) for begin, _ in sentences)
        guests = tuple(speaker in cast.guests for speaker in speakers)
    else:
        names = by_names(document, sentences, people, cast.hosts, cast.guests)
        guests = guest_sentences(document, sentences, names)
        hosted = frozenset(index for index, weight in names.items() if weight < 0)
        speakers = _unlabelled(extraction, cast, people, guests, hosted)
    shared = {membership.get(person) for person in cast.guests}
    group = next(iter(shared)) if len(shared) == 1 else None  # guests of one house say "we" of it
    interview = bool(cast.guests) and any(guests) and not meeting
    own = None if interview else house  # there "we" is not the house but who speaks
    houses = tuple(
        membership.get(speaker, own) if speaker else group if guest else own
        for speaker, guest in zip(speakers, guests, strict=True)
    )
    return Voices(speakers, houses, _addressed(document, sentences, cast, speakers, guests, membership))


def _by_label(document: Document, begin: int, labelled: Callable[[str], str | None]) -> str | None:
    segment = document.segment_at(begin)
    return labelled(segment.speaker) if segment and segment.kind == "speech" and segment.speaker else None


def _unlabelled(
    extraction: Extraction, cast: Cast, people: Spans, guests: tuple[bool, ...], hosted: frozenset[int]
) -> tuple[str | None, ...]:
    """Host and guest by the sentences that are theirs; alone, a host speaks throughout; introductions win nearby.

    hosted: sentences that are a host's by the names in them.
    """
    document, sentences = extraction.document, extraction.sentences
    interview = any(guests) and bool(cast.guests)
    alone = cast.host if not cast.guests else cast.guest if not cast.hosts else None
    turn = cast.guest  # whose turn it is when guests speak: of several who was called upon
    called = _called(document, sentences, people, cast) if len(cast.guests) > 1 else {}
    introduced = {
        sentence_at(sentences, span[0]): person
        for span, person in people.items()
        if person in cast.guests and introduces(document, span) and not in_context(document, span[0])
    }
    since = _arrival(document, sentences, people, cast, guests)
    doubtful = _monologues(document, sentences, guests, hosted) if interview else frozenset()
    found: list[str | None] = []
    for index, ((begin, _), guest) in enumerate(zip(sentences, guests, strict=True)):
        if len(cast.guests) > 1 and guest:
            named = set().union(*(called.get(before, ()) for before in range(index - LAST, index)))
            if len(named) == 1:
                turn = named.pop()
            elif not (index and (guests[index - 1] or index - 1 in introduced)):
                turn = None
        if len(cast.guests) > 1:
            turn = introduced.get(index, turn)  # who says who they are has the word
        if in_context(document, begin):
            found.append(None)
        elif interview:
            found.append(turn if guest and index >= since else None if guest or index in doubtful else cast.host)
        else:
            found.append(alone)
    opening = min((span for span in people if introduces(document, span)), default=None)
    reached: set[int] = set()  # sentences that are somebody's by an introduction, until the next one
    for span, person in sorted(people.items()):
        if not introduces(document, span) or in_context(document, span[0]):
            continue
        first = sentence_at(sentences, span[0])
        for index in range(first, min(first + REACH, len(sentences))):
            begin, end = sentences[index]
            if index > first and (guests[index] != guests[first] or "\n" in document.text[sentences[first][0] : begin]):
                break
            if found[index] is None or index == first or index in reached or not interview:
                found[index] = person
                reached.add(index)
            if document.text[begin:end].rstrip().endswith("?"):
                break
        for index in _before(document, sentences, first) if span == opening and not interview else ():
            found[index] = found[index] or person
    return tuple(found)


def _before(document: Document, sentences: tuple[tuple[int, int], ...], first: int) -> range:
    """The sentences of a short turn that end in who says them: "I was at Acme for years. I'm Ann Lee."

    None where more comes before, or a question: somebody else may speak there.
    """
    start = document.text.rfind("\n", 0, sentences[first][0]) + 1
    before = [index for index in range(max(0, first - BEFORE - 1), first) if sentences[index][0] >= start]
    asks = any(document.text[slice(*sentences[index])].rstrip().endswith("?") for index in before)
    return range(0) if asks or len(before) > BEFORE else range(first - len(before), first)


def _monologues(
    document: Document, sentences: tuple[tuple[int, int], ...], guests: tuple[bool, ...], hosted: frozenset[int]
) -> frozenset[int]:
    """Sentences amid an interview that are taken for the host's, and lead to no question for long: anybody's.

    What comes before the guest and after is the host's introduction and leave, and nobody but the host speaks of the
    guest by name.
    """
    theirs = [index for index, guest in enumerate(guests) if guest]
    found: set[int] = set()
    stretch: list[int] = []
    for index in range(theirs[0], theirs[-1] + 1):
        begin, end = sentences[index]
        own = not guests[index] and not in_context(document, begin)
        stretch += [index] * own
        asks = own and QUESTION.search(document.text[begin:end]) is not None
        if asks or not own:
            if len(stretch) > (ASKS_WITHIN if asks else SAYS_AT_ONCE) and hosted.isdisjoint(stretch):
                found.update(stretch)
            stretch = []
    return frozenset(found)


def _arrival(
    document: Document,
    sentences: tuple[tuple[int, int], ...],
    people: Spans,
    cast: Cast,
    guests: tuple[bool, ...],
) -> int:
    """The first sentence that may be the only guest's: from where the talk names them, if much of theirs follows.

    Before that, in news, others have the word. Who is named only towards the end has been there all along.
    """
    named = (
        sentence_at(sentences, begin)
        for (begin, _), person in people.items()
        if person == cast.guest and not in_context(document, begin)
    )
    first = min(named, default=0)
    return first if 4 * sum(guests[first:]) > sum(guests) else 0


def _called(
    document: Document, sentences: tuple[tuple[int, int], ...], people: Spans, cast: Cast
) -> dict[int, set[str]]:
    """Sentence -> the guests whom it calls by name: "Ada, how did you start?"."""
    called: dict[int, set[str]] = defaultdict(set)
    for (low, high), person in people.items():
        index = sentence_at(sentences, low)
        begin, end = sentences[index]
        if person in cast.guests and begin <= low < end:
            opens = VOCATIVE.search(document.text[begin:low]) and document.text[high : high + 1] == ","
            ends = document.text[low - 2 : low] == ", " and not document.text[high:end].strip(".?! ")
            if opens or ends:
                called[index].add(person)
    return called


def _addressed(
    document: Document,
    sentences: tuple[tuple[int, int], ...],
    cast: Cast,
    speakers: tuple[str | None, ...],
    guests: tuple[bool, ...],
    membership: Mapping[str, str],
) -> tuple[tuple[str | None, str | None], ...]:
    """Whom "you" means: the other one of two who talk; among more, the only guest while a host speaks."""
    talking = list(dict.fromkeys(speaker for speaker in speakers if speaker))
    labelled = any(segment.speaker for segment in document.segments)
    two = len(talking) == 2 and (labelled or len(cast.guests) < 2)
    other = {talking[0]: talking[1], talking[1]: talking[0]} if two else {}
    labels = {segment.speaker for segment in document.segments if segment.kind == "speech" and segment.speaker}
    asked = talking[0] if len(labels) == 2 and len(talking) == 1 else None  # whom a mere "Host" speaks to
    found: list[tuple[str | None, str | None]] = []
    for (begin, _), speaker, guest in zip(sentences, speakers, guests, strict=True):
        person = None
        if not in_context(document, begin):
            person = other.get(speaker) if speaker else None
            if person is None and not guest and (speaker in cast.hosts or not labelled):
                person = cast.guest
            if person is None and speaker is None:
                person = asked
        found.append((person, membership.get(person)) if person and person != speaker else (None, None))
    return tuple(found)
