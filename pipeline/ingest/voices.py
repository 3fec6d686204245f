"""From the labels of a document to who speaks: names apart from badges, affiliations and roles, one name per person.

"ADA QUILL, HOST", "QUILL" and "Quill, Ada (she/her)" name one person in one document; "Ada | Acme" and "Ada | Norhaven"
two.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.fields import word_set
from pipeline.ingest.pieces import Piece
from pipeline.ingest.speakers import is_diarisation_id, looks_like_name

_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,200}>|[*_`]{1,3}(?!\w)|(?<!\w)[*_`]{1,3}|^\W*(?:>>|&gt;&gt;)")
# What meeting tools and people add to a display name that tells neither who somebody is nor where from.
_BADGE = re.compile(
    r"[\[(](?:external|guest|unverified|you|me|unknown|muted|on mobile|mobile|phone|in person|remote|away|recording"
    r"|[a-z]{2,5}/[a-z]{2,5}(?:/[a-z]{2,6})?|\d{1,3}|@?[\w.+-]+@[\w.-]+)[\])]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<[^<>\s]*@[^<>\s]*>")
_AROUND = re.compile(r"[\s\"“”„'`]*(.*?)[\s\"“”'`:：,;|–—>-]*", re.DOTALL)
_BRACKETED = re.compile(r"\s*[\[(]([^\[\]()]{1,80})[\])]")
_SPLIT = re.compile(r"\s*[|•·]\s*|\s+(?:[-–—/@~]|//|from|at)\s+|,\s*")
LONGEST = 200  # characters of a label
_DEGREES = word_set(
    "jr sr ii iii iv phd md do dds jd mba msc ma bsc mph rn esq cpa pe mp mep kc qc obe cbe psyd dphil mphil"
)
_ROLES = word_set(
    "host co-host cohost byline anchor guest moderator presenter reporter correspondent interviewer interviewee "
    "speaker producer editor narrator organizer organiser panelist chair chairman chairwoman president ceo cto cfo coo "
    "founder professor director manager analyst engineer attorney counsel witness senator representative minister "
    "secretary"
)
TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend father sister judge justice senator sen "
    "representative rep congressman congresswoman chairman chairwoman chair chairperson secretary minister president "
    "governor mayor commissioner councilmember councilman councilwoman councillor general admiral colonel captain "
    "officer"
)
_PARTICLES = word_set("de del della da dos di van von der den ter la le al el bin ibn st mac o")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks under a label, and what the label says besides. name: None where it says nothing at all."""

    name: str | None
    affiliation: str | None = None


def with_voices(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with speakers' names in place of their labels, and affiliations beside them."""
    pieces = tuple(pieces)
    found = voices(piece.speaker for piece in pieces if piece.speaker)
    named = {label: (voice.name, voice.affiliation) for label, voice in found.items()}
    return tuple(
        replace(piece, speaker=named[piece.speaker][0], affiliation=piece.affiliation or named[piece.speaker][1])
        if piece.speaker
        else piece
        for piece in pieces
    )


def voices(labels: Iterable[str]) -> dict[str, Voice]:
    """Who speaks under each of the labels of one document.

    >>> {label: voice.name for label, voice in voices(["ADA QUILL, HOST", "QUILL", "Reed, Tom (he/him)"]).items()}
    {'ADA QUILL, HOST': 'ADA QUILL', 'QUILL': 'ADA QUILL', 'Reed, Tom (he/him)': 'Tom Reed'}
    """
    counts = Counter(labels)
    bare = {label: _without_badges(label) for label in counts}
    parts = {label: _parts(text) for label, text in bare.items()}
    turned = _organisations_first(parts.values())
    found: dict[str, Voice] = {}
    for label, (name, rest) in parts.items():
        if turned and len(rest) == 1:
            name, rest = rest[0], (name,)
        found[label] = _voice(bare[label], name, rest, parts)
    found = _kept_apart(found, bare)
    full = _spellings(found, counts) | _full_names(found.values())
    return {
        label: replace(voice, name=full.get(_key(voice.name), voice.name)) if voice.name else voice
        for label, voice in found.items()
    }


def without_affiliation(label: str) -> str:
    """The name in a label that adds where somebody is from, or as what.

    >>> [without_affiliation(x) for x in ("Bo | Acme Labs", "Ann Lee (Acme)", "Ann Lee, CEO, Acme", "Ann Lee - Acme")]
    ['Bo', 'Ann Lee', 'Ann Lee', 'Ann Lee']
    >>> without_affiliation("Lee, Ann")  # a surname first
    'Ann Lee'
    """
    return voices([label])[label].name or label.strip()


def _without_badges(label: str) -> str:
    """The label without markup, addresses and badges; nothing of one that is longer than any name."""
    if len(label) > LONGEST:
        return ""
    text = html.unescape(label)
    text = _BADGE.sub(" ", _MARKUP.sub(" ", _ADDRESS.sub(" ", text)))
    bare = _AROUND.fullmatch(" ".join(text.split()))
    return bare[1] if bare else ""


def _parts(text: str) -> tuple[str, tuple[str, ...]]:
    """A label cut into what comes first and what follows it, in brackets or behind a mark."""
    outside = _BRACKETED.sub("", text).strip()
    name, *rest = (part.strip() for part in _SPLIT.split(outside or text) if part.strip()) if outside or text else [""]
    inside = [match[1].strip() for match in _BRACKETED.finditer(text)] if outside else []
    return name, (*rest, *inside)


def _organisations_first(parts: Iterable[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether labels say where from before they say who: one first part before several names in full."""
    seconds: dict[str, set[str]] = defaultdict(set)
    for name, rest in parts:
        if len(rest) == 1:
            seconds[name].add(rest[0])
    counts = Counter(second for followers in seconds.values() for second in followers)
    full = sum(" " in second and looks_like_name(second) for second in counts)
    return any(len(followers) > 1 for followers in seconds.values()) and full * 2 > counts.total() == len(counts)


def _voice(text: str, name: str, rest: Sequence[str], parts: dict[str, tuple[str, tuple[str, ...]]]) -> Voice:
    if not any(char.isalnum() for char in name):
        return Voice(None)
    if is_diarisation_id(text) or not rest:
        return Voice(text if is_diarisation_id(text) else name)
    if is_diarisation_id(name):  # "Speaker 1 (Ada Quill)"
        named = next((part for part in rest if looks_like_name(part) and not _is_role(part)), None)
        return Voice(named or name)
    said = [part for part in rest if len(part) > 1 and re.sub(r"\W", "", part).lower() not in _DEGREES]
    if re.match(re.escape(name) + r"\s*,", text) and said and _is_surname_first(name, said[0], parts):
        return Voice(f"{said[0]} {name}", ", ".join(said[1:]) or None)
    return Voice(name, ", ".join(said) or None)


def _is_role(text: str) -> bool:
    return any(word.strip(".,").lower() in _ROLES for word in text.split())


def _is_surname_first(name: str, second: str, parts: dict[str, tuple[str, tuple[str, ...]]]) -> bool:
    """Whether "Quill, Ada" is a name: both look like parts of one, and no other label has the same second part."""
    surname = [word for word in name.split() if word.lower().strip(".") not in _PARTICLES]
    given = second.split()
    short = len(surname) <= 1 and len(given) <= 3 and all(char.isalpha() or char in " .'’-" for char in second)
    acronym = second.isupper() and not name.isupper() and len(second) > 1
    others = sum(rest[:1] == (second,) and other != name for other, rest in parts.values())
    return short and looks_like_name(second) and not acronym and not _is_role(second) and not others


def _kept_apart(found: dict[str, Voice], bare: dict[str, str]) -> dict[str, Voice]:
    """Single names that different affiliations tell apart keep their whole labels."""
    from_where: dict[str, set[str | None]] = defaultdict(set)
    for voice in found.values():
        from_where[_key(voice.name)].add(voice.affiliation)
    return {
        label: replace(voice, name=bare[label])
        if voice.name and voice.affiliation and " " not in voice.name and _several(from_where[_key(voice.name)])
        else voice
        for label, voice in found.items()
    }


def _several(affiliations: set[str | None]) -> bool:
    return len(affiliations - {None}) > 1 and not any(map(_is_role, filter(None, affiliations)))


def _key(name: str | None) -> str:
    return " ".join((name or "").casefold().replace(".", "").split())


def _full_names(found: Iterable[Voice]) -> dict[str, str]:
    """First or last names alone, with or without a title, that only one full name of the document has."""
    names = list(dict.fromkeys(voice.name for voice in found if voice.name and not is_diarisation_id(voice.name)))
    owners: dict[str, set[str]] = defaultdict(set)
    full = {name: words for name in names if len(words := _untitled(name)) > 1 and looks_like_name(name)}
    for name, words in full.items():
        for part in {words[0], words[-1]}:
            owners[part].add(name)
    short = {name: words[0] for name in names if len(words := _untitled(name)) == 1}
    return {
        _key(name): next(iter(owners[word]))
        for name, word in short.items()
        if len({_key(owner) for owner in owners[word]}) == 1
    }


def _spellings(found: Mapping[str, Voice], counts: Counter[str]) -> dict[str, str]:
    """Of spellings of a name that differ in capitals alone the commonest."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for label, voice in found.items():
        if voice.name:
            spelt[_key(voice.name)][voice.name] += counts[label]
    return {key: names.most_common(1)[0][0] for key, names in spelt.items() if len(names) > 1}


def _untitled(name: str) -> list[str]:
    words = _key(name).split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words
