"""Which passages of an unlabelled interview are the guest's.

Hosts and guests alternate. Each sentence gives evidence for one of the two (questions and "you" for the host, "I"
and "we" and answering openers for the guest), and so do names: nobody but the host speaks of the guest by name. The
likeliest alternation is found with the Viterbi algorithm (Viterbi 1967) over two states that seldom change, and change
most easily after a question.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pipeline.records import Document

HOST, GUEST = 0, 1
CHANGE = -5.0  # log odds of a change of turn between two sentences
CHANGE_AFTER_QUESTION = 3.0
NEW_LINE, WITHIN_LINE = 2.0, -2.0  # what the layout adds to them, where lines are stretches of talk
STRETCHES = (0.08, 0.7)  # sentences that open a line, as a share: of fewer, or more, lines say nothing
CLOSING = 2.0  # what speaks for the host at the end; but a transcript may break off
LEAST, MOST = -4.0, 3.0  # log odds that one sentence may give
GUEST_NAMED, HOST_NAMED, SAYS_OWN_NAME = -3.0, 2.0, 4.0  # log odds that the guest speaks

# How people introduce themselves, up to the name; what follows it must not be a possessive.
SELF = re.compile(
    r"\b(?:I['’]m|I am|my name is|my name['’]s|this is)(?: (?:your host|Dr\.?|Professor)\b,?)? $"
    r"|\b(?:and|by) me, $"
    r"|(?:(?:^|[.!?–—] )(?:and )?(?:the )?name['’]s) $",
    re.IGNORECASE,
)
OWN_NAME = re.compile(r" is (?:the|my) name\b", re.IGNORECASE)  # behind it
HERE = re.compile(r" here[.,!]", re.IGNORECASE)  # behind one's own name, which nothing but a greeting precedes
OPENS = re.compile(r"(?:^|[\n.!?] ?)(?:(?:hey|hi|hello|and|so|okay)(?: \w+)?,? )?$", re.IGNORECASE)
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
    | \bgive\ it\ up\ for\b | \bladies\ and\ gentlemen\b
    | \bwelcome\b | \bour\ guest\b | \btoday(?:'s|\ we)\b | \bthis\ week\b | \bcongratulations\b
    | \b(?:podcast|episode|subscribe|listening|listeners|show\ notes)\b
    | \bI(?:['’]m|\ am)\ (?:\w+\ )?(?:curious|wondering)\b | \bI\ wonder\b | \bmy\ (?:\w+\ )?question\b
    | ^I(?:'m|\ am)\ \w+(?:\ \w+)?\.$  # introduces themselves
    """,
    re.IGNORECASE | re.VERBOSE,
)
ANSWER = re.compile(
    r"^(?:yeah|yes|sure|so|no|right|well|exactly|absolutely|great question|it'?s my pleasure"
    r"|thank(?:s| you) for having)\b",
    re.IGNORECASE,
)
# What only guests say, as they are welcomed: from there on they have the word.
ARRIVING = re.compile(
    r"""\bthank(?:s|\ you)\b[^.!?]{0,30}?\ for\ (?:having|inviting)\ (?:me|us)\b
    | \b(?:great|good|nice|wonderful|lovely|happy|glad|excited|delighted|thrilled|(?:my|a)\ pleasure|an?\ honou?r)
    \ to\ be\ (?:here|back|on|with\ you|with\ y['’]all)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
REQUEST = re.compile(
    r"\b(?:tell|walk|talk|take)\ (?:us|me)\ (?:about|through|what|how|who|why|more|a\ (?:bit|little))\b", re.IGNORECASE
)
SECOND = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
FIRST = re.compile(r"\b(?:[Ii]|we|our|my|us|me)\b")
GENERIC_YOU = re.compile(r"\byou(?: know|'ve got| can| have to| need| want| see| look| take| put)\b", re.IGNORECASE)


def guest_sentences(
    document: Document, sentences: tuple[tuple[int, int], ...], names: Mapping[int, float] | None = None
) -> tuple[bool, ...]:
    """For each sentence whether it is judged to be the guest's; False for context and for a text without questions.

    names: what the names of host and guest add to the log odds of their sentences.
    """
    talked = [not in_context(document, begin) for begin, _ in sentences]
    places = [span for span, said in zip(sentences, talked, strict=True) if said]
    spoken = [document.text[begin:end] for begin, end in places]
    question = QUESTION if any("?" in text for text in spoken) else UNMARKED_QUESTION
    asked = [question.search(text) is not None for text in spoken]
    arriving = [ARRIVING.search(text) is not None for text in spoken]
    requested = [REQUEST.search(text) is not None for text in spoken]
    welcomed = any(arriving) or any(asks and "you" in text for asks, text in zip(requested, spoken, strict=True))
    if sum(asked) < 2 and not welcomed:
        return (False,) * len(sentences)
    calls = [asks or requests for asks, requests in zip(asked, requested, strict=True)]
    added = [(names or {}).get(index, 0.0) for index, said in enumerate(talked) if said]
    scores = (
        MOST if arrives else max(LEAST, min(MOST, _score(text, asks) + more))
        for text, asks, arrives, more in zip(spoken, asked, arriving, added, strict=True)
    )
    states = iter(_viterbi(scores, calls, arriving, _layout(document, places)))
    return tuple(said and next(states) == GUEST for said in talked)


def by_names(
    document: Document,
    sentences: tuple[tuple[int, int], ...],
    people: Mapping[tuple[int, int], str],
    hosts: Collection[str],
    guests: Collection[str],
) -> dict[int, float]:
    """Index of a sentence -> what the names in it tell of who says it (log odds for the guest).

    Who speaks of the guest, or to the guest by name, is the host, and the other way round; "I'm Ann" is Ann's.
    """
    found: dict[int, float] = defaultdict(float)
    for span, person in people.items():
        guest = person in guests
        if not guest and person not in hosts:
            continue
        if introduces(document, span):
            weight = SAYS_OWN_NAME if guest else -SAYS_OWN_NAME
        elif guest:
            weight = GUEST_NAMED / len(guests)  # guests name each other
        else:
            weight = HOST_NAMED if len(hosts) == 1 else 0.0
        found[sentence_at(sentences, span[0])] += weight
    return found


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
    return max(LEAST, min(MOST, score + 0.15))  # guests talk more than hosts do


def _layout(document: Document, sentences: list[tuple[int, int]]) -> list[float]:
    """What the layout adds to the log odds of a change before each sentence: few change in the middle of a line."""
    opens = [
        index > 0 and "\n" in document.text[sentences[index - 1][1] - 1 : begin]
        for index, (begin, _) in enumerate(sentences)
    ]
    if not STRETCHES[0] < sum(opens) / len(opens) < STRETCHES[1]:
        return [0.0] * len(opens)
    return [NEW_LINE if new else WITHIN_LINE for new in opens]


def _viterbi(scores: Iterable[float], calls: list[bool], arriving: list[bool], layout: list[float]) -> list[int]:
    """The likeliest state of each sentence; talks open with the host, and change after a call to speak."""
    best = [0.0, -3.0]
    back: list[tuple[int, int]] = []
    asked = False
    for score, asks, arrives, more in zip(scores, calls, arriving, layout, strict=True):
        asked |= arrives
        moves = []
        after = []
        for state in (HOST, GUEST):
            change = (CHANGE_AFTER_QUESTION if asked and state == GUEST else CHANGE) + more
            stay, switch = best[state], best[1 - state] + change
            moves.append(state if stay >= switch else 1 - state)
            after.append(max(stay, switch) + (score if state == GUEST else -score))
        best = after
        back.append((moves[0], moves[1]))
        asked = asks
    state = HOST if best[HOST] + CLOSING > best[GUEST] else GUEST
    states = []
    for moves_back in reversed(back):
        states.append(state)
        state = moves_back[state]
    return states[::-1]


def sentence_at(sentences: tuple[tuple[int, int], ...], offset: int) -> int:
    """Index of the last sentence that begins at or before the offset."""
    return max(0, bisect_right(sentences, offset, key=lambda span: span[0]) - 1)


def introduces(document: Document, span: tuple[int, int]) -> bool:
    """Whether the name is the speaker's own: "I'm N", not "I'm N's brother"; "Hi, N here"."""
    begin, end = span
    before, after = document.text[max(0, begin - 40) : begin], document.text[end : end + 16]
    if (HERE.match(after) or OWN_NAME.match(after)) and OPENS.search(before):
        return True
    return SELF.search(before) is not None and not after.startswith(("'s", "’s"))
