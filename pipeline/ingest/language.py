"""Which language a document is in: talkgraph extracts from English, and says so where it meets another."""

from __future__ import annotations

import re

# The commonest words of English, which no English text of some length is without.
_COMMON = frozenset(
    {
        "the",
        "and",
        "to",
        "of",
        "a",
        "in",
        "is",
        "it",
        "you",
        "that",
        "for",
        "on",
        "are",
        "with",
        "as",
        "i",
        "this",
        "we",
    }
    | {"be", "have", "at", "not", "was", "so", "but", "they", "what", "or", "if", "can", "do", "there", "my", "our"}
)
_WORD = re.compile(r"[^\W\d_]+")
LEAST_SHARE = 0.15  # of common words; English speech and writing have 0.25 to 0.45, other languages below 0.08
LEAST_WORDS = 20  # too few words to tell
LEAST_TO_JUDGE = 50  # words without marks or capitals that are no accident
SAMPLE = 200_000  # characters that are looked at


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None where there are too few words to tell.

    Counting common words tells English from the rest; py3langid names the rest.

    >>> detect_language("So this is what we do: you take the bridge, and it is in the harbour. " * 2)
    'en'
    """
    sample = text[:20_000] + text[len(text) // 2 :][:20_000] if len(text) > 40_000 else text
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) < LEAST_WORDS and len(sample) < 200:
        return None
    if sum(word in _COMMON for word in words) >= LEAST_SHARE * len(words):
        return "en"
    import py3langid  # type: ignore[import-untyped]

    return str(py3langid.classify(sample)[0])


def lacks_sentence_ends(text: str) -> bool:
    """Whether a text has hardly any full stops, question or exclamation marks, as some speech recognition leaves it.

    >>> lacks_sentence_ends("so this is what we do " * 20), lacks_sentence_ends("So this is it. We go. " * 20)
    (True, False)
    """
    text = text[:SAMPLE]
    ends = sum(text.count(mark) for mark in ".?!。？！")
    words = text.count(" ") + text.count("\n") + 1
    return words >= LEAST_TO_JUDGE and ends * 100 < words


def lacks_capitals(text: str) -> bool:
    """Whether a text has hardly any capitals.

    >>> lacks_capitals("so this is what we do " * 20), lacks_capitals("So this is it. We go. " * 20)
    (True, False)
    """
    words = [word[0] for word in _WORD.finditer(text[:SAMPLE])]
    return len(words) >= LEAST_TO_JUDGE and sum(word[0].isupper() for word in words) * 100 < len(words)
