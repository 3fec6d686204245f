"""Words that fill a pause or are said twice, over which parsers trip: "it was, you know, bought", "in the, in the".

They are left out of what is parsed and hung on a word beside them afterwards. (Filled pauses, discourse markers and
repetitions as in Shriberg 1994, "Preliminaries to a Theory of Speech Disfluencies".)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

PAUSES = frozenset("uh um uhm er erm hmm mm".split())
# What is said between commas without meaning more than the pause; none of it hedges.
MARKERS = frozenset(
    tuple(phrase.split())
    for phrase in """you know|i mean|of course|i think|i believe|i would say|i have to say|i must say|as you know
        |as we know|as you said|as i said|as they say|by the way|for example|for instance|in fact|you see|to be honest
        |to be fair|if you will|believe it or not|let 's say|like|well|right|okay|so|obviously|i do n't know
        |what do you call it|what 's it called|as it happens|as ever|again|look|honestly|i want to say
        |what was it|if i recall|if i remember correctly|if i remember right""".split("|")
)
LONGEST = max(map(len, MARKERS))
REPEATED = 3  # words that are said again at most: "in the, in the"
Rows = npt.NDArray[np.uint64]


def disfluencies(words: Sequence[str]) -> frozenset[int]:
    """Places of the words, and of the commas around them, that a fluent speaker would have left out."""
    small = [word.lower() for word in words]
    dropped: set[int] = set()
    at = 0
    while at < len(words):
        if small[at] in PAUSES:
            end = at + 1
        elif at and small[at - 1] == ",":
            end = next((at + n for n in range(LONGEST, 0, -1) if tuple(small[at : at + n]) in MARKERS), at)
            end = end if end > at and small[end : end + 1] == [","] else at
        else:
            end = at
        if end == at:
            at += 1
            continue
        begin = at - 1 if at and small[at - 1] == "," else at
        stop = end + 1 if small[end : end + 1] == [","] else end
        named = begin > 0 and stop < len(words) and words[begin - 1][:1].isupper() and words[stop][:1].isupper()
        if begin < at and stop > end and named:
            stop = end  # "Ann, you know, Bo": two names still
        elif begin == at and (at == 0 or stop == end):
            begin, stop = at, stop if at == 0 else end
        elif stop == end and begin < at:
            begin = at  # "the firm, um that": the comma may belong to the clause
        dropped.update(range(begin, stop))
        at = stop
    return frozenset(dropped | _repetitions(words, dropped))


def _repetitions(words: Sequence[str], dropped: set[int]) -> set[int]:
    """Places of words that are said again behind a comma or a pause: "in the, in the"; the comma goes with them."""
    left = [i for i in range(len(words)) if i not in dropped]
    again: set[int] = set()
    for at in range(1, len(left)):
        comma = words[left[at]] == ","
        if not comma and left[at] == left[at - 1] + 1:
            continue
        for length in range(REPEATED, 0, -1):
            before, after = left[max(0, at - length) : at], left[at + comma : at + comma + length]
            said = [words[i] for i in before]
            if len(said) == length and said == [words[i] for i in after] and all(map(_is_small, said)):
                again.update(before, left[at : at + comma])
                break
    return again


def _is_small(word: str) -> bool:
    return word.strip("'’").isalpha() and (word.islower() or word == "I")


def hung_up(doc: Doc, parse: Doc, kept: Sequence[int]) -> Rows:
    """TAG, DEP, HEAD and SENT_START of all words of the document, shape (words, 4), from a parse of those kept.

    What was left out hangs on the word before it, or on the one behind it where that opens its sentence.
    """
    strings = doc.vocab.strings
    rows = np.zeros((len(doc), 4), dtype=np.uint64)
    found = parse.to_array(["TAG", "DEP", "SENT_START"])
    for number, place in enumerate(kept):
        tag, dep, start = found[number]
        head = kept[parse[number].head.i] - place
        rows[place] = (tag, dep, np.uint64(head % 2**64), start)
    held = dict(zip(kept, range(len(kept)), strict=True))
    never = np.uint64(-1 % 2**64)
    place = 0
    while place < len(doc):
        stop = next((i for i in range(place, len(doc)) if i in held), len(doc))
        opens = stop < len(doc) and (place == 0 or rows[stop, 3] == 1)  # what opens a sentence hangs on its first word
        head = stop if opens else place - 1
        for gap in range(place, stop):
            tag, dep = (",", "punct") if doc[gap].is_punct else ("UH", "intj")
            rows[gap] = (strings.add(tag), strings.add(dep), np.uint64((head - gap) % 2**64), never)
        if opens and stop > place:
            rows[place, 3], rows[stop, 3] = rows[stop, 3], never
        place = stop + 1
    return rows
