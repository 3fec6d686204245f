"""WebVTT and SRT: who speaks in each cue, by voice tag, identifier, label or dash, and what is said."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.ingest.cleaning import CAPTION, JSON, plain
from pipeline.ingest.cues import TIMING, Cue, Span, find_cues, unroll, without_damaged_times
from pipeline.ingest.json_fields import as_dict, first_of, speaker_of
from pipeline.ingest.located_json import LocatingDecoder
from pipeline.ingest.pieces import Piece, Reading
from pipeline.ingest.speakers import COLON, LABEL, accepted_labels, is_diarisation_id, looks_like_name
from pipeline.ingest.timed_words import span_of

_TAG = r"(?:(?:<|&lt;)/?[A-Za-z][^<>\n]{0,100}?(?:>|&gt;)|\*{1,2})"
_LEAD = rf"(?P<lead>(?:[ \t]|[-–—](?=\s|\[|<)|(?:>|&gt;){{2,}}|{_TAG}|\{{[^{{}}\n]{{1,60}}\}}){{0,8}})"
_LABEL = re.compile(
    rf"{_LEAD}[\[(]?(?P<speaker>{LABEL})[\])]?{_TAG}{{0,2}}{COLON}{_TAG}{{0,2}}(?:[ \t]+|$)", re.MULTILINE
)
_BRACKET = re.compile(rf"{_LEAD}[\[(](?P<speaker>{LABEL})[\])](?:[ \t]+|$)")
_VOICE = re.compile(
    r"[ \t]*(?:-[ \t]*)?(?:<v(?:\.[^\s>]*)?[ \t]+(?P<speaker>[^>\n]{1,100})>"
    r"|&lt;v(?:\.[^\s&]*)?[ \t]+(?P<escaped>[^>&\n]{1,100})&gt;)"
)
_NEXT_VOICE = re.compile(r"(?<=[^\n])(?=(?:<|&lt;)v[. \t])")
_DASH = re.compile(r"[ \t]*[-–][ \t]+(?=\S)")
_ENDED = re.compile(r"[.?!…\"”'’)\]♪]\s*(?:</?[a-z][^<>]{0,100}>\s*)*$")
_QUOTED = re.compile(r"[^\"\n]{0,40}\"(?P<speaker>[^\"\n]{1,80})\"[^\"\n]{0,40}")
_COUNTED = re.compile(r"(?:[\w-]{0,40}[\d/_-])?[\s:.–-]{0,5}(?P<speaker>[^\W\d_][^\d\n\"]{1,60}?)[\s\d()-]{0,20}")


@dataclass(frozen=True, slots=True)
class _Voices:
    """How a file says who speaks: what of labels are speakers, whether cues have voice tags, names in identifiers."""

    labels: dict[str, bool]
    alone: frozenset[str]
    tags: bool
    identifiers: dict[int, str]


def is_captions(head: str) -> bool:
    """Whether a text begins as WebVTT does or has a timing line near its start.

    >>> is_captions("WEBVTT"), is_captions("1\\n00:00:01,0 --> 00:00:02,0\\nHi"), is_captions("Hi")
    (True, True, False)
    """
    return re.match(r"\s*WEBVTT\b", head) is not None or TIMING.search(head[:4096]) is not None


def read_captions(raw: str) -> Reading:
    """Read WebVTT or SRT."""
    cues, warnings = without_damaged_times(raw, find_cues(raw))
    read = unroll(raw, cues)
    objects = any(_object(raw, cue) for cue in read[:3])
    pieces = [piece for cue in read for piece in _of_object(raw, cue)] if objects else _spoken(raw, read)
    language = re.search(r"^Language:[ \t]*([A-Za-z-]+)", raw[:2000], re.MULTILINE)
    return Reading(
        tuple(pieces), JSON if objects else CAPTION, language=language[1] if language else None, warnings=warnings
    )


def _spoken(raw: str, cues: Sequence[Cue]) -> list[Piece]:
    """The lines of all cues, each with its speaker."""
    voices = _Voices(
        accepted_labels(
            [match["speaker"] for cue in cues for line in cue.lines if (match := _labelled(raw, *line))], len(cues)
        ),
        _names_above(raw, cues),
        _VOICE.search(raw) is not None,
        _identified(raw, cues),
    )
    pieces: list[Piece] = []
    speaker: str | None = None
    for cue in cues:
        named = cue.identifier is not None and cue.identifier[0] in voices.identifiers
        if named and cue.identifier:
            speaker = voices.identifiers[cue.identifier[0]]
        elif voices.tags and cue.lines and not (pieces and _goes_on(raw, pieces[-1], cue.lines[0][0])):
            speaker = None
        opened = False  # a piece of this cue
        for begin, end in _voiced_lines(raw, cue.lines) if voices.tags else cue.lines:
            turn, head = False, begin
            if match := _VOICE.match(raw, begin, end):
                speaker, begin, turn = _tagged(match), match.end(), _tagged(match) is None
            elif (match := _labelled(raw, begin, end)) and match["speaker"] in voices.labels:
                known = voices.labels[match["speaker"]]
                turn = not known or match["speaker"] != speaker
                speaker, begin = match["speaker"] if known else None, match.end()
            elif len(cue.lines) > 1 and head == cue.lines[0][0] and (name := _alone(raw, begin, end)) in voices.alone:
                speaker = name
                continue
            elif (match := _DASH.match(raw, begin, end)) and not (pieces and _goes_on(raw, pieces[-1], match.end())):
                turn, speaker, begin = True, None, match.end()
            if head == begin and opened:
                last = pieces[-1]  # an unmarked second line goes on with the first
                pieces[-1] = replace(last, spans=(*last.spans, (begin, end)))
            else:
                pieces.append(Piece(((begin, end),), "speech", cue.start, cue.stop, speaker, turn))
            opened = True
    return pieces


def _labelled(raw: str, begin: int, end: int) -> re.Match[str] | None:
    """A label at the start of a line; what captions set in brackets because it is no speech is none."""
    if match := _LABEL.match(raw, begin, end):
        return match
    match = _BRACKET.match(raw, begin, end)
    return match if match and plain(raw, match.end("lead"), match.end(), CAPTION) else None


def _tagged(match: re.Match[str]) -> str | None:
    """The speaker of a voice tag; None where it stands for nobody in particular."""
    name = " ".join((match["speaker"] or match["escaped"]).split())
    return name if any(char.isalnum() for char in name) else None


def _voiced_lines(raw: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines of a cue, cut before each voice tag in them."""
    for begin, end in lines:
        cuts = [
            begin,
            *(match.start() for match in _NEXT_VOICE.finditer(raw, begin, end) if match.start() > begin),
            end,
        ]
        yield from ((first, last) for first, last in pairwise(cuts) if raw[first:last].strip())


def _goes_on(raw: str, before: Piece, begin: int) -> bool:
    """Whether words are said within a sentence: the text before has not ended, the text after begins in lower case."""
    return raw[begin].islower() and not _ENDED.search(raw, *before.spans[-1])


def _alone(raw: str, begin: int, end: int) -> str:
    return plain(raw, begin, end, CAPTION).strip(" -–:[]()")


def _names_above(raw: str, cues: Sequence[Cue]) -> frozenset[str]:
    """Speakers that stand on the first line of their cues: names that most cues of several lines begin with."""
    firsts = [_alone(raw, *cue.lines[0]) for cue in cues if len(cue.lines) > 1]
    fits = [name for name in firsts if re.fullmatch(LABEL, name) and (looks_like_name(name) or is_diarisation_id(name))]
    counts = Counter(fits)
    often = {name for name, n in counts.items() if n > 1}
    proven = sum(counts[name] for name in often) * 2 > len(cues)
    return frozenset(counts) if proven else frozenset()


def _identified(raw: str, cues: Sequence[Cue]) -> dict[int, str]:
    """Speakers that stand in the identifiers of cues, by where the identifier begins."""
    found: dict[int, str] = {}
    plainly: dict[int, str] = {}
    for cue in cues:
        if cue.identifier is None:
            continue
        if quoted := _QUOTED.fullmatch(raw, *cue.identifier):
            found[cue.identifier[0]] = quoted["speaker"].strip()
        elif (counted := _COUNTED.fullmatch(raw, *cue.identifier)) and looks_like_name(counted["speaker"]):
            plainly[cue.identifier[0]] = counted["speaker"].strip()
    often = {name for name, n in Counter(plainly.values()).items() if n > 1}
    return found | {place: name for place, name in plainly.items() if often and (name in often or " " in name)}


# --- cues that are JSON, as the Microsoft Graph gives them


def _object(raw: str, cue: Cue) -> bool:
    return bool(cue.lines) and raw.startswith(('{"', "{ ", "[{"), cue.lines[0][0])


def _of_object(raw: str, cue: Cue) -> Iterator[Piece]:
    """The words of a cue that is a JSON object, and who says them; a cue that is none is read as it is."""
    if not cue.lines:
        return
    try:
        value, _ = LocatingDecoder().raw_decode(raw, cue.lines[0][0])
    except (json.JSONDecodeError, RecursionError):
        yield Piece(cue.lines, "speech", cue.start, cue.stop)
        return
    item = as_dict(value)
    span = span_of(first_of(item, ("spokenText", "text", "content", "caption")))
    if span is not None:
        yield Piece((span,), "speech", cue.start, cue.stop, speaker_of(item))
