"""Speaker labels: which words before a colon are one, and which labels are numbers of a diarisation, not names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.ingest.fields import word_set

_NUMBER = r"(?:[ _:.#-]{0,3}(?:(?:no\.?|number) ?)?\d{1,6}|[ _:.#-]{1,3}[a-z])?"
_DEVICE = (
    r"(?:iphone|ipad|imac|mac|macbook|galaxy|android|pixel|phone|laptop|pc|desktop|tablet|computer|chromebook|webcam"
    r"|airpods)(?: ?(?:[a-z]?\d{1,3}|pro|air|mini|max|plus|ultra|tab)){0,3}"
)
# Labels that name nobody, kind by kind.
_IDS = (
    # numbers of a diarisation, and roles with one
    rf"(?:speaker|spk|spkr|voice|channel|ch|person|participant|interviewee|interviewer|host|guest|caller|user|track|mic"
    rf"|s|m|f){_NUMBER}",
    r"(?:unknown|unidentified|unnamed|other|anonymous|new)(?: (?:speaker|person|voice|man|woman|male|female|caller"
    rf"|participant|audience member|attendee|user|reporter))?{_NUMBER}",
    rf"(?:male|female|man|woman|boy|girl|child)(?: (?:speaker|voice))?{_NUMBER}",
    r"\d{1,3}|[a-z]|all|both|everyone|(?:multiple|several) speakers|group|crowd|chorus|together",
    # roles in which anybody may speak
    r"agent|customer|callee|client|assistant|co-?host|moderator|operator|facilitator|anchor|reporter|narrator|presenter"
    r"|announcer|analysts?|audience(?: member)?|question|answer|interpreter|translator|bot",
    # the sides of a call
    r"me|myself|you|them|they|us|we|others?|microphone|speakers|system|left|right|inbound|outbound|internal|external"
    r"|local|remote",
    # what is played, and machines
    r"(?:(?:video|audio|sound|news|film|movie|archive|tape|voice)[ -]?)?(?:clip|bite|tape|recording|video|audio|mail"
    rf"|over|montage|trailer|soundbite|voiceover|advert|advertisement|commercial|break|intro|outro|music){_NUMBER}",
    rf"(?:automated|recorded|computer|automatic|ai|machine) (?:voice|message|text|assistant|announcement){_NUMBER}",
    # devices, rooms, telephones
    rf"(?:[^'’]{{1,40}}(?:['’]s|s['’]) )?{_DEVICE}(?: ?\(\d{{1,2}}\))?",
    r"(?:(?:conference|meeting|board|huddle|zoom) ?)room(?: [\w.#-]{1,12})?|(?:zoom|teams|webex|meet)(?: room)? user",
    r"(?:call-in user |phone |caller )?_?\d{0,2}\+?[\d*x•() .-]{6,24}",
)
_ID = re.compile("|".join(_IDS), re.IGNORECASE)
# One word of a label; in brackets, a note on who speaks; between words, marks.
_WORD = (
    r"(?:(?!\d{1,3}:\d)[^\W_][\w.'’@#+/&\-]{0,40},?|[@#+_][\w.'’\-]{1,40}"
    r"|\[(?!\d{1,3}:)[^\[\]\n]{1,40}\]|[\"“”][^\"“”\n]{1,20}[\"“”])"
)
_NEXT = rf"(?:{_WORD}|\((?![\d:.]+\))[^()\n]{{1,60}}\)|<[^<>\n:]{{1,60}}>|[&|/@–—•·#-])"
LABEL = rf"(?!\d{{1,3}}:){_WORD}(?:[ ]{{1,2}}{_NEXT}){{0,7}}"
MOST_SAID = 6  # letters of an id ("me", "you", "all") that people also say before a colon
COLON = r"[ \t]?[:：]"
_PARTICLES = word_set("of the and de del da di van von der den ter la le al bin ibn y e dos")
# Words that open a sentence with a colon after them, and name nobody.
_OPENERS = word_set(
    "note notes question answer example examples remember warning tip tips update spoiler fact first second third "
    "fourth fifth finally so and but yes no okay ok well look listen again plus bonus disclaimer conclusion summary "
    "result results problem reason reasons point step number option one two three four five like also now then "
    "because meaning basically right sure maybe today tomorrow yesterday here there this that it what why how when "
    "where who quote unquote translation original source sources link links resources title subject date time agenda "
    "ps pps hint correction"
)


def is_diarisation_id(label: str) -> bool:
    """Whether a label only tells voices apart, naming nobody: ids, roles, devices, telephones, what is played.

    >>> [is_diarisation_id(x) for x in ("SPEAKER_00", "Speaker 1", "spk_0", "Unknown Speaker", "A", "Ann", "Al Gore")]
    [True, True, True, True, True, False, False]
    >>> [is_diarisation_id(x) for x in ("HOST 1", "Them", "VIDEO CLIP", "Tom's iPhone", "14155550101", "Mac Lee")]
    [True, True, True, True, True, False]
    """
    return _ID.fullmatch(label.strip()) is not None


def looks_like_name(label: str) -> bool:
    """Whether every word of the label is capitalised as in a name; particles and bracketed notes aside.

    >>> looks_like_name("Marius van der Wijden (M)"), looks_like_name("The question is"), looks_like_name("stokes")
    (True, False, False)
    """
    words = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|[&|,/\"“”@]|(?<=\s)[–—•·-](?=\s)", " ", label).split()
    capital = [word for word in words if not word[0].islower() or word in _PARTICLES]
    return bool(words) and len(capital) == len(words) and words[0] not in _PARTICLES and len(words) <= 6


def accepted_labels(heads: Iterable[str], lines: int, *, marked: bool = False) -> dict[str, bool]:
    """The labels of a document, out of what stands before a colon at the start of its lines.

    Each with whether it tells who speaks; one that does not begins a turn of nobody.
    Where labels open nearly every line, the layout proves them all. Otherwise people also say "Here is the thing:", so
    a label counts when it is a diarisation id (a short one: used again), or when it is used again and looks like a
    name (if labels open more than a third of all lines: either), or when it is part of another label that counts.
    Where labels open most lines, a capitalised word that is not known to open sentences is a label, but of whom is
    not known.

    marked: the labels are marked as such, e.g. in bold; then a third of all lines proves them all.
    """
    counts = Counter(heads)
    total = sum(counts.values())
    if total >= 2 and total * 10 > lines * (3.3 if marked else 9):
        return {label: True for label, n in counts.items() if n > 1 or not _opens_sentence(label)}
    proven = total >= 2 and total * 3 > lines
    sure = {
        label
        for label, n in counts.items()
        if (is_diarisation_id(label) and (n > 1 or proven or len(label) > MOST_SAID))
        or ((n > 1 or (proven and " " in label)) and looks_like_name(label))
        or (n > 1 and proven)
    }
    words = {word.strip(",") for label in sure for word in label.split()}
    several = {label for label in counts if sure and looks_like_name(label) and len(label.split()) > 1}
    accepted = dict.fromkeys((label for label in counts if label in sure or label in several or label in words), True)
    if sum(counts[label] for label in accepted) * 2 > lines:
        unknown = (label for label in counts if label not in accepted and _may_be_label(label))
        accepted |= dict.fromkeys(unknown, False)
    return accepted


def _may_be_label(label: str) -> bool:
    return looks_like_name(label) and not _opens_sentence(label)


def _opens_sentence(label: str) -> bool:
    return label.split()[0].strip(".,").lower() in _OPENERS


def names_alone(lines: Iterable[str], total: int) -> frozenset[str]:
    """Which of the lines that hold nothing but a label are speakers: names that come again, a quarter of all lines."""
    counts = Counter(line for line in lines if len(line) > 1 and line[-1] not in ".?!" and looks_like_name(line))
    names = {label: n for label, n in counts.items() if n > 1}
    return frozenset(names) if sum(names.values()) * 4 >= total else frozenset()
