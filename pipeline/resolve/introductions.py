"""Whose voice a diarisation id is, where the speakers say so: they introduce themselves, or are spoken to by name.

"I'm Ann Lee" names the one who says it, "thanks for having me, Ann" the one who spoke before, "welcome, Ann" the one
who speaks next. An id stays an id unless one person is clearly ahead for it and it is clearly ahead for that person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.ingest import is_diarisation_id
from pipeline.records import Document, Segment

Whose = Literal["own", "before", "after"]
ENOUGH = 2  # weight from which an id is taken for a person
AHEAD = 2  # times the weight of the next best
WINDOW = 80  # characters around a name in which its cue stands
_VOICE = re.compile(r".*\d|[a-z]", re.IGNORECASE)  # "Unknown Speaker" and "Guest" may be several people
_NAME = "\ufffc"  # stands for the name in what a cue is matched against
_THANKS = r"\bthank(?:s|\ you)(?:\ (?:so|very)\ much|\ a\ lot)?"


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("NAME", _NAME), re.IGNORECASE | re.VERBOSE)


# The words around a name, whose name it then is, and how much that proves; the first that fits counts.
CUES: tuple[tuple[re.Pattern[str], Whose, int], ...] = (
    (_cue(r"\bI(?:['’]m|\ am)\ (?:your\ host,?\ |one\ of\ your\ hosts,?\ )?NAME(?!['’])"), "own", 3),
    (_cue(r"\bmy\ name(?:['’]s|\ is)\ NAME"), "own", 3),
    (_cue(r"^(?:\w+,?\ ){0,3}NAME\ (?:here|speaking)\b"), "own", 2),
    (_cue(_THANKS + r"\ for\ (?:having|inviting)\ (?:me|us)\b(?:\ \w+){0,4},?\ NAME[.,!?]"), "before", 2),
    (_cue(_THANKS + r"\ for\ (?:joining|coming|being)\b(?:\ \w+){0,5},?\ NAME[.,!?]"), "after", 2),
    (_cue(r"\bwelcome\b(?:\ \w+){0,6},?\ NAME[.,!?]"), "after", 2),
    (_cue(r"NAME,?\ (?:" + _THANKS + r"\ for\ (?:joining|coming|being)|welcome)\b"), "after", 2),
    (_cue(r"^(?:(?:okay|great|yeah|well|so|all\ right),?\ )*" + _THANKS + r",?\ NAME[.,!]"), "before", 1),
    (_cue(r"NAME,?\ (?:please\ )?go\ ahead\b | \bover\ to\ you,?\ NAME"), "after", 1),
    (_cue(r"(?:^|[.!?]\ )NAME,\ (?:can|could|do|did|what|how|are|would|will|why|where|when|tell)\b"), "after", 1),
    (_cue(r",\ NAME\?"), "after", 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of reading text by one voice."""

    begin: int
    end: int
    speaker: str


def whose_voices(document: Document, names: Mapping[tuple[int, int], str]) -> dict[str, tuple[str, str]]:
    """Diarisation id -> the person who has that voice, and the words that prove it best.

    names: reading spans of names of people, and whom each denotes.
    """
    turns = _turns(document)
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    proofs: dict[tuple[str, str], tuple[int, str]] = {}
    for turn, (begin, end), whose, weight in _cues(document.text, turns, names):
        voice = _voice(turns, turn, whose)
        if voice is None:
            continue
        person = names[begin, end]
        weights[voice][person] += weight
        proof = (weight, " ".join(document.text[max(turns[turn].begin, begin - WINDOW) : end].split()[-6:]))
        proofs[voice, person] = max(proofs.get((voice, person), proof), proof, key=lambda item: item[0])
    by_person: dict[str, Counter[str]] = defaultdict(Counter)
    for voice, people in weights.items():
        for person, weight in people.items():
            by_person[person][voice] = weight
    return {
        voice: (owner, proofs[voice, owner][1])
        for voice, people in sorted(weights.items())
        if (owner := _ahead(people)) and _ahead(by_person[owner]) == voice
    }


def _turns(document: Document) -> list[Turn]:
    """Stretches of labelled speech; neighbouring segments of one label are one turn."""
    turns: list[Turn] = []
    last: Segment | None = None
    for segment in document.segments:
        if segment.kind != "speech" or not segment.speaker:
            last = None
            continue
        if last is not None and last.speaker == segment.speaker:
            turns[-1] = Turn(turns[-1].begin, segment.end, segment.speaker)
        else:
            turns.append(Turn(segment.begin, segment.end, segment.speaker))
        last = segment
    return turns


def _cues(
    text: str, turns: list[Turn], names: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, tuple[int, int], Whose, int]]:
    """Index of the turn, span of the name, whose name it is, and how much that proves."""
    places = sorted(names)
    for index, turn in enumerate(turns):
        inside = slice(bisect_left(places, (turn.begin, 0)), bisect_left(places, (turn.end, 0)))
        for begin, end in places[inside]:
            around = text[max(turn.begin, begin - WINDOW) : begin] + _NAME + text[end : min(turn.end, end + WINDOW)]
            if begin - turn.begin > WINDOW:
                around = "… " + around  # not the start of the turn
            cue = next(((whose, weight) for cue, whose, weight in CUES if cue.search(around)), None)
            if cue is not None:
                yield index, (begin, end), *cue


def _voice(turns: list[Turn], index: int, whose: Whose) -> str | None:
    """The id that speaks in, before or after a turn; None where that is no id of a single voice."""
    at = index + {"own": 0, "before": -1, "after": 1}[whose]
    if not 0 <= at < len(turns):
        return None
    speaker = turns[at].speaker
    return speaker if is_diarisation_id(speaker) and _VOICE.fullmatch(speaker) else None


def _ahead(weights: Counter[str]) -> str | None:
    """What has enough weight and clearly more than everything else."""
    (best, weight), *others = [*weights.most_common(2), ("", 0)]
    return best if weight >= ENOUGH and weight >= AHEAD * others[0][1] else None
