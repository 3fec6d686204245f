"""Pronouns before the name they stand for: "she walked out, Ann Lee did", "He sold it. Bo Reed says he was tired"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.records import Document
from pipeline.resolve.speakers import in_context, sentence_at

SOON = 2  # sentences within which somebody is named of whom a talk tells from its start
# What stands behind a name that a sentence adds for its subject: "she left, Ann Lee did".
ADDED = re.compile(r" (?:did|does|do|is|was|has|had|will|would|can|could)(?=\s*(?:[,.!?;–—]|$))")
NAMED_LAST = re.compile(r"[,–—] ?(?:and |you know, |I mean, )?(?P<this>this (?:\w+ )?(?:guy |woman |man |kid )?)?$")
# What stands around the name of somebody who is only spoken to, or whose something else is.
CALLED_BEFORE, CALLED_BEHIND = re.compile(r",\s*$"), re.compile(r"\s*[,.?!]")
# What may open the sentence of whoever it is about.
OPENS = re.compile(
    r"\W*(?:(?:so|and|but|now|well|anyway|today|then|because|yes|yeah|dr|mr|mrs|ms|professor|this|that['’]s|that is"
    r"|it['’]s|here['’]s|meet)\W+){0,4}",
    re.IGNORECASE,
)
APART = re.compile(r"[,;:–—]")  # what parts two clauses
OWNS = re.compile(r"['’]s?\b")
SAYING = r"(?:said|says|told|tells|thinks|thought|claims|claimed|recalls|recalled|remembers)"
SAYS, SAID_BY = re.compile(rf" {SAYING}\b"), re.compile(rf"\b{SAYING} $")


def added(text: str, pronoun: tuple[int, int], people: Sequence[tuple[int, int, str]]) -> str | None:
    """Whoever the sentence names at its end for its subject: "she left, Ann Lee did", "he left, this Bo Reed".

    people: names behind the pronoun in its sentence: where they begin and end, and whom they denote.
    """
    if text[slice(*pronoun)].lower() not in ("he", "she") or len({person for _, _, person in people}) != 1:
        return None
    begin, end, person = people[0]
    last = NAMED_LAST.search(text, pronoun[1], begin)
    if last is None or text[end : end + 1] == "-":
        return None
    return person if ADDED.match(text, end) or (last["this"] and CALLED_BEHIND.match(text, end)) else None


def named_soon(
    document: Document,
    sentences: tuple[tuple[int, int], ...],
    people: Sequence[tuple[int, int, str]],
    offset: int,
) -> str | None:
    """The one person whom a talk names soon behind a pronoun before which it has named nobody, in the same turn.

    people: all names of people, where they begin and end, and whom they denote, sorted.
    """
    here = sentence_at(sentences, offset)
    at = bisect_left(people, (offset, 0, ""))
    if in_context(document, offset) or not all(in_context(document, begin) for begin, _, _ in people[:at]):
        return None
    turn = document.segment_at(offset)
    found: set[str] = set()
    for begin, end, person in people[at:]:
        there = sentence_at(sentences, begin)
        spoken = document.segment_at(begin)
        if there - here > SOON or (spoken is None) != (turn is None):
            break
        if turn is not None and spoken is not None and spoken.speaker != turn.speaker:
            break
        if OWNS.match(document.text, end) and not ADDED.match(document.text, end):
            continue  # "X, Bo Reed's old firm"
        said = SAYS.match(document.text, end) or SAID_BY.search(document.text, offset, begin)
        if there == here and (said or not APART.search(document.text, offset, begin)):
            return None  # "he left Bo", "she left, says Ann"
        opens = OPENS.fullmatch(document.text, sentences[there][0], begin) and document.text[end : end + 1] != ","
        if there > here and not opens:
            return None  # "He bakes. It rained on Bo.", "She bakes. Ann, welcome."
        if CALLED_BEFORE.search(document.text, offset, begin) and CALLED_BEHIND.match(document.text, end):
            return None  # "silly how, Ann?"
        found.add(person)
    return found.pop() if len(found) == 1 else None
