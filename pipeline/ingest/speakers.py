"""Speaker labels: which words before a colon are one, and which labels are numbers of a diarisation, not names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_ID = re.compile(
    r"(?:speaker|spk|spkr|voice|channel|ch|person|participant|interviewee|s|m|f)[ _:\-#]*(?:\d{1,3}|[a-z])?"
    r"|(?:unknown|unidentified|unnamed|other)(?: (?:speaker|person|voice))?(?: \d{1,3})?|\d{1,3}|[a-z]"
    r"|(?:male|female)(?: (?:speaker|voice))?(?: \d{1,3})?|all|both|everyone|multiple speakers|group"
    # roles in which anybody may speak
    r"|agent|customer|caller|callee|client|user|assistant|host|co-?host|guest|interviewer|interviewee|moderator|operator"
    r"|narrator|presenter|announcer|analyst|audience(?: member)?|question|answer",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w.'’\-]{0,40}"
_NAME_WORD = rf"(?:{_WORD}|\d{{1,3}}(?!:?\d)|\((?![\d:.]+\))[^()]{{1,30}}\)|[&|,/–-]|\"[^\"]{{1,20}}\")"
LABEL = rf"{_WORD}(?:[ ]{{1,2}}{_NAME_WORD}){{0,5}}|[A-Za-z]+_\d{{1,3}}"
_PARTICLES = frozenset(
    {"of", "the", "and", "de", "del", "da", "di", "van", "von", "der", "den", "ter", "la", "le", "al", "bin"}
)


def is_diarisation_id(label: str) -> bool:
    """Whether a label only tells voices apart ("SPEAKER_00", "Speaker 1", "Unknown Speaker"), naming nobody.

    >>> [is_diarisation_id(x) for x in ("SPEAKER_00", "Speaker 1", "spk_0", "Unknown Speaker", "A", "Ann", "Al Gore")]
    [True, True, True, True, True, False, False]
    """
    return _ID.fullmatch(label.strip()) is not None


def without_affiliation(label: str) -> str:
    """The name in a label that adds where somebody is from, or as what.

    >>> [without_affiliation(x) for x in ("Bo | Acme Labs", "Ann Lee (Acme)", "Ann Lee, CEO, Acme", "Ann Lee - Acme")]
    ['Bo', 'Ann Lee', 'Ann Lee', 'Ann Lee']
    >>> without_affiliation("Lee, Ann")  # a surname first
    'Lee, Ann'
    """
    name = re.split(r"\s*[|(\[]|\s[–—-]\s", label.strip(), maxsplit=1)[0].strip()
    before = name.partition(",")[0]
    name = before if " " in before else name
    return name or label.strip()


def looks_like_name(label: str) -> bool:
    """Whether every word of the label is capitalised as in a name; particles and bracketed notes aside.

    >>> looks_like_name("Marius van der Wijden (M)"), looks_like_name("The question is"), looks_like_name("stokes")
    (True, False, False)
    """
    words = re.sub(r"\([^()]*\)|[&|,/\"]|(?<=\s)[–-](?=\s)", " ", label).split()
    capital = [word for word in words if not word[0].islower() or word in _PARTICLES]
    return bool(words) and len(capital) == len(words) and words[0] not in _PARTICLES and len(words) <= 6


def accepted_labels(heads: Iterable[str], lines: int, *, marked: bool = False) -> frozenset[str]:
    """The labels of a document that are speakers, out of what stands before a colon at the start of its lines.

    Where labels open nearly every line, the layout proves them all. Otherwise people also say "Here is the thing:", so
    a label counts when it is a diarisation id, or when it is used again and looks like a name (if labels open more
    than a third of all lines: either), or when it is part of another label that counts.

    marked: the labels are marked as such, e.g. in bold; then a third of all lines proves them all.
    """
    counts = Counter(heads)
    total = sum(counts.values())
    if total >= 2 and total * 10 > lines * (3.3 if marked else 9):
        return frozenset(counts)
    proven = total >= 2 and total * 3 > lines
    sure = {
        label
        for label, n in counts.items()
        if is_diarisation_id(label)
        or ((n > 1 or (proven and " " in label)) and looks_like_name(label))
        or (n > 1 and proven)
    }
    words = {word for label in sure for word in label.split()}
    several = {label for label in counts if sure and looks_like_name(label) and len(label.split()) > 1}
    return frozenset(sure | several | {label for label in counts if label in words})


def names_alone(lines: Iterable[str], total: int) -> frozenset[str]:
    """Which of the lines that hold nothing but a label are speakers: names that come again, a quarter of all lines."""
    counts = Counter(line for line in lines if len(line) > 1 and line[-1] not in ".?!" and looks_like_name(line))
    names = {label: n for label, n in counts.items() if n > 1}
    return frozenset(names) if sum(names.values()) * 4 >= total else frozenset()
