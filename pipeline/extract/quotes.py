"""The words that a statement quotes."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from pipeline.extract.nlp import Passage
from pipeline.records import Mention

QUOTE = 380  # characters; a statement carries at most 400


def quote_span(passage: Passage, trigger: Token, mentions: list[Mention]) -> tuple[int, int]:
    """Reading span of the sentence, or of the part around trigger and arguments where it is too long to quote."""
    sentence = trigger.sent
    begin, end = passage.begin + sentence.start_char, passage.begin + sentence.end_char
    if end - begin <= QUOTE:
        return begin, end
    inside = [mention for mention in mentions if begin <= mention.begin and mention.end <= end]
    low = min([passage.offset(trigger), *(mention.begin for mention in inside)])
    high = max([passage.offset(trigger) + len(trigger.text), *(mention.end for mention in inside)])
    if high - low > QUOTE:  # arguments too far apart to quote together: the words around the trigger
        low = high = passage.offset(trigger)
    room = (QUOTE - (high - low)) // 2
    text = passage.text
    low, high = max(begin, low - room), min(end, high + room)
    while low > begin and not text[low - passage.begin - 1].isspace():
        low += 1
    while high < end and not text[high - passage.begin].isspace():
        high -= 1
    return low, high


def with_answer(
    passages: Iterable[Passage], passage: Passage, question: tuple[int, int], answer: Mention
) -> tuple[int, int]:
    """Reading span of the question and the sentence that answers it; the answer alone where another line gives it."""
    there = next((other for other in passages if other.begin <= answer.begin < other.end), passage)
    span = there.span(answer.begin, answer.end)
    if span is None:
        return question
    begin, end = there.begin + span.sent.start_char, there.begin + span.sent.end_char
    together = there is passage and end - question[0] <= QUOTE
    return (question[0], end) if together else (begin, min(end, begin + QUOTE))
