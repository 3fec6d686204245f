"""Which language a document is in: talkgraph extracts from English, and says so where it meets another."""

from __future__ import annotations

import re

from pipeline.ingest.fields import word_set

# The commonest words of English, which no English text of some length is without.
_COMMON = word_set(
    "the and to of a in is it you that for on are with as i this we be have at not was so but they what or if can do "
    "there my our"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LEAST_SHARE = 0.1  # of common words; English speech and writing have 0.25 to 0.45, other languages below 0.08
SURE_SHARE = 0.3  # of them in a few words
LEAST_WORDS = 20  # too few words to tell
MOST_WORDS = 3000  # that are handed to py3langid, from all over the text
LEAST_TO_JUDGE = 50  # words without marks or capitals that are no accident
LEAST_WITHOUT = 5  # words of which none at all has a capital
LEAST_CAPITALS = 10  # words in capitals that are no accident
SAMPLE = 200_000  # characters that are looked at for marks and capitals


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None where there are too few words to tell.

    All words but those with a capital are counted: names are of all languages. Counting common words tells English
    from the rest; py3langid names the rest.

    >>> detect_language("So this is what we do: you take the bridge, and it is in the harbour. " * 2)
    'en'
    >>> detect_language("Li Wei founded Halcyon Labs. Park Ji-sung works for Oluwaseun Adébáyò.") is None
    True
    """
    words = _small_words(text)
    common = sum(word.partition("'")[0].partition("’")[0] in _COMMON for word in words)
    if common >= (LEAST_SHARE if len(words) >= LEAST_WORDS else SURE_SHARE) * len(words) and common > 1:
        return "en"
    letters = " ".join(word[:40] for word in words[:: len(words) // MOST_WORDS + 1])
    if len(words) < LEAST_WORDS and (len(letters) < 200 or letters.isascii()):
        return None
    import py3langid  # type: ignore[import-untyped]

    return str(py3langid.classify(letters)[0])


def _small_words(text: str) -> list[str]:
    """The words of a text that are no names, as far as capitals tell; all of a text in capitals."""
    words = _WORD.findall(text)
    small = [word for word in words if not word[0].isupper()]
    if len(small) * 10 < len(words) and all(word.isupper() for word in words if len(word) > 1 and word[0].isupper()):
        return [word.lower() for word in words]
    return small + [word.lower() for word in words if word in ("I", "A", "The", "And", "So", "But", "It", "We")]


def stated_language(stated: str | None) -> str | None:
    """The code of a language as files state it: "en-US", "eng", "English"; None where nothing is stated.

    >>> [stated_language(x) for x in ("en_GB", "english", "eng", "es-419", "", None)]
    ['en', 'en', 'en', 'es', None, None]
    """
    code = re.split(r"[-_.]", (stated or "").strip().lower())[0]
    return "en" if code in ("en", "eng", "english") else code or None


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
    """Whether a text has hardly any capitals; a short one must have none.

    >>> lacks_capitals("so this is what we do " * 20), lacks_capitals("So this is it. We go. " * 20)
    (True, False)
    """
    words = [word[0] for word in _WORD.finditer(text[:SAMPLE])]
    capitals = sum(word[0].isupper() for word in words)
    return capitals * 100 < len(words) and len(words) >= (LEAST_TO_JUDGE if capitals else LEAST_WITHOUT)


def only_capitals(text: str) -> bool:
    """Whether a text is written in capitals throughout, as some captions are.

    >>> only_capitals("THAT IS WHAT WE DO. " * 5), only_capitals("So this is what we do. " * 5)
    (True, False)
    """
    words = _WORD.findall(text[:SAMPLE])
    long = [word for word in words if len(word) > 1]
    return len(long) >= LEAST_CAPITALS and sum(word.isupper() for word in long) * 10 >= 9 * len(long)
