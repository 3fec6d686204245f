"""Numbers as people say and write them: "540 billion", "$1.2m", "three and a half", "67B"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

RANGE = frozenset("to or and - –".split())  # what stands between two numbers that share a unit
MAGNITUDES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "b": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "t": 1e12,
}
WORDS = {
    word: float(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: float(10 * value)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
ARTICLES = frozenset({"a", "an", "half"})  # what opens a number without one
DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([kmbt]|bn|mn)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: tokens [start, end) of the passage and its value."""

    start: int
    end: int
    value: float


def find_numbers(doc: Doc) -> list[Number]:
    """All numbers of the passage, left to right; "540 billion" is one, "5.6 to 0.9" are two."""
    numbers, index = [], 0
    while index < len(doc):
        number = _number_at(doc, index)
        if number:
            numbers.append(number)
            index = number.end
        else:
            index += 1
    return [_shared(doc, one, other) for one, other in zip(numbers, [*numbers, None][1:], strict=True)]


def _shared(doc: Doc, one: Number, other: Number | None) -> Number:
    """The number with the magnitude that is said once, after the second of two: "3 to 5 million"."""
    if other is None or doc[one.end : other.start].text.lower() not in RANGE:
        return one
    magnitude = MAGNITUDES.get(doc[other.end - 1].lower_, 1.0)
    bare = one.end == one.start + 1 and doc[one.start].lower_.isdigit()
    return replace(one, value=one.value * magnitude) if bare and one.value * magnitude <= other.value else one


def _number_at(doc: Doc, start: int) -> Number | None:
    """The number that begins at the token: digits or words, then magnitudes and smaller words ("one hundred and five").

    `total` holds what a magnitude closed ("two million"), `part` what is still being said ("three hundred").
    """
    part = _simple(doc[start].lower_)
    end = start + 1
    if part is None:
        if doc[start].lower_ not in ARTICLES:
            return None
        part, end = _article(doc, start)
        if end == start:
            return None
    total = 0.0
    while end < len(doc):
        word = doc[end].lower_
        unit = WORDS.get(word)
        if word in MAGNITUDES and (len(word) > 1 or not doc[end - 1].whitespace_):
            if MAGNITUDES[word] == MAGNITUDES["hundred"]:
                part *= MAGNITUDES[word]
            else:
                total, part = total + part * MAGNITUDES[word], 0.0
        elif unit is not None and _continues(part or total, unit):
            part += unit
        elif word == "and" and doc[end : end + 3].text.lower() == "and a half":
            part += 0.5
            end += 2
        elif (
            word == "and"
            and end + 1 < len(doc)
            and doc[end - 1].lower_ in MAGNITUDES
            and (doc[end + 1].lower_ in WORDS)
        ):
            pass  # "one hundred and fifty"
        elif word == "point" and end + 1 < len(doc) and WORDS.get(doc[end + 1].lower_, 10) < 10:
            part += WORDS[doc[end + 1].lower_] / 10
            end += 1
        elif word == "-" and end + 1 < len(doc) and doc[end + 1].lower_ in (MAGNITUDES | WORDS):
            pass  # "540-billion", "twenty-five"
        else:
            break
        end += 1
    return Number(start, end, round(total + part, 9))


def _article(doc: Doc, start: int) -> tuple[float, int]:
    """ "a million" is one, "half a billion" a half; the token after the article, or `start` where there is none."""
    words = [token.lower_ for token in doc[start : start + 3]]
    value, end = (0.5, start + 2) if words[0] == "half" else (1.0, start + 1)
    article, magnitude = (
        words[end - start - 1] if end - start <= len(words) else "",
        doc[end].lower_ if end < len(doc) else "",
    )
    if article in ("a", "an") and len(magnitude) > 2 and MAGNITUDES.get(magnitude, 0) > 1:
        return value, end
    return value, start


def _continues(value: float, unit: float) -> bool:
    """Whether a number word goes on with the number before it: "twenty five", "two hundred fifty"."""
    return (unit < 10 and value >= 20 and value % 10 == 0) or (unit < 100 and value >= 100 and value % 100 == 0)


def _simple(word: str) -> float | None:
    """Value of one token, None where it is no number."""
    if word in WORDS:
        return WORDS[word]
    match = DIGITS.fullmatch(word)
    if match is None:
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    return value * MAGNITUDES[match[3].lower()] if match[3] else value
