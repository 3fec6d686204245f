"""Which passages of an unlabelled interview are the guest's.

Hosts and guests alternate. Each sentence gives evidence for one of the two (questions and "you" for the host, "I"
and "we" and answering openers for the guest); the likeliest alternation is found with the Viterbi algorithm
(Viterbi 1967) over two states that seldom change, and change most easily after a question.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.records import Document

HOST, GUEST = 0, 1
CHANGE = -3.0  # log odds of a change of turn between two sentences
CHANGE_AFTER_QUESTION = 1.5

# How people introduce themselves, up to the name; what follows it must not be a possessive.
SELF = re.compile(
    r"\b(?:I['’]m|I am|my name is|my name['’]s|this is)(?: (?:your host|Dr\.?|Professor)\b,?)? $", re.IGNORECASE
)
QUESTION = re.compile(r"(?<!right)(?<!you know)(?<!okay)(?<!yeah)\?\s*$", re.IGNORECASE)
# In a text without question marks: a verb before its subject, after a question word or none.
UNMARKED_QUESTION = re.compile(
    r"""^(?:(?:so|and|but|well|okay|now|then|yeah|or|also|uh|um),?\ ){0,3}
    (?:(?:what|how|why|when|where|who|which)(?:\ [\w'’]+){0,4}?\ )?
    (?:do|does|did|is|are|was|were|can|could|would|will|should|have|has)(?:n['’]t)?
    \ (?:you|they|we|it|he|she|there|that|this|the|your)\b""",
    re.IGNORECASE | re.VERBOSE,
)
INVITATION = re.compile(
    r"""\b(?:can|could|would|will)\ you\b
    | \b(?:tell|walk|talk)\ (?:us|me)\b
    | \bI(?:'d|\ would)?\ (?:just\ )?love\ to\ hear\b
    | \b(?:what|how)\ do\ you\b | \bdo\ you\ (?:think|have|see|want)\b
    | \byou(?:'ve|\ have)?\ (?:mentioned|said|talked)\b | \bas\ you\ (?:say|said)\b | \bto\ your\ point\b
    | \blet(?:'s|’s|\ me)\ (?:just\ )?(?:go|speak|talk|cross|turn|bring)\b | \b(?:joins|joining)\ (?:us|me)\b
    | \byour\ (?:(?:new|latest|recent|first|own)\ )?(?:book|memoir|novel|film|album|article|paper|piece)\b
    | \b(?:our|my\ colleague,?)\ (?:\w+\ ){0,3}?(?:correspondent|reporter)\b
    | \bthank(?:s|\ you)(?:\ so\ much)?\ for\ (?:joining|coming|being)\b
    | \bwelcome\b | \bour\ guest\b | \btoday(?:'s|\ we)\b | \bthis\ week\b | \bcongratulations\b
    | \b(?:podcast|episode|subscribe|listening)\b
    | ^I(?:'m|\ am)\ \w+(?:\ \w+)?\.$  # introduces themselves
    """,
    re.IGNORECASE | re.VERBOSE,
)
ANSWER = re.compile(
    r"^(?:yeah|yes|sure|so|no|right|well|exactly|absolutely|great question|it'?s my pleasure"
    r"|thank(?:s| you) for having)\b",
    re.IGNORECASE,
)
SECOND = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
FIRST = re.compile(r"\b(?:[Ii]|we|our|my|us|me)\b")
GENERIC_YOU = re.compile(r"\byou(?: know|'ve got| can| have to| need| want| see| look| take| put)\b", re.IGNORECASE)


def guest_sentences(document: Document, sentences: tuple[tuple[int, int], ...]) -> tuple[bool, ...]:
    """For each sentence whether it is judged to be the guest's; False for context and for a text without questions."""
    spoken = [document.text[begin:end] for begin, end in sentences if not in_context(document, begin)]
    question = QUESTION if any("?" in text for text in spoken) else UNMARKED_QUESTION
    asked = [question.search(text) is not None for text in spoken]
    if sum(asked) < 2:
        return (False,) * len(sentences)
    states = iter(_viterbi(spoken, asked))
    return tuple(False if in_context(document, begin) else next(states) == GUEST for begin, _ in sentences)


def in_context(document: Document, offset: int) -> bool:
    """Whether the offset stands in a header, description or credits."""
    segment = document.segment_at(offset)
    return segment is not None and segment.kind == "context"


def _score(text: str, asks: bool) -> float:
    """Log odds that the guest says it; asks: whether it is a question."""
    words = max(4, len(text.split()))
    second = len(SECOND.findall(text)) - len(GENERIC_YOU.findall(text))
    score = 6 * (len(FIRST.findall(text)) - 1.5 * second) / words
    score -= 1.2 * asks + 2.5 * bool(INVITATION.search(text))
    score += 0.8 * bool(ANSWER.search(text))
    return max(-4.0, min(3.0, score + 0.15))  # guests talk more than hosts do


def _viterbi(texts: list[str], questions: list[bool]) -> list[int]:
    """The likeliest state of each sentence; talks open with the host."""
    best = [0.0, -6.0]
    back: list[tuple[int, int]] = []
    asked = False
    for text, asks in zip(texts, questions, strict=True):
        score = _score(text, asks)
        moves = []
        after = []
        for state in (HOST, GUEST):
            change = CHANGE_AFTER_QUESTION if asked and state == GUEST else CHANGE
            stay, switch = best[state], best[1 - state] + change
            moves.append(state if stay >= switch else 1 - state)
            after.append(max(stay, switch) + (score if state == GUEST else -score))
        best = after
        back.append((moves[0], moves[1]))
        asked = asks
    state = HOST  # talks close with the host, too
    states = []
    for moves_back in reversed(back):
        states.append(state)
        state = moves_back[state]
    return states[::-1]


def sentence_at(sentences: tuple[tuple[int, int], ...], offset: int) -> int:
    """Index of the last sentence that begins at or before the offset."""
    return max(0, bisect_right(sentences, offset, key=lambda span: span[0]) - 1)


def introduces(document: Document, span: tuple[int, int]) -> bool:
    """Whether the name is the speaker's own: "I'm N", not "I'm N's brother"."""
    begin, end = span
    before, after = document.text[max(0, begin - 40) : begin], document.text[end : end + 2]
    return SELF.search(before) is not None and not after.startswith(("'s", "’s"))
