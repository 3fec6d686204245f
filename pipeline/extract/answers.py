"""What answers a question: "Who makes it? That's Acme" says of Acme what was asked of "who".

"No" takes back what was said with "right?" behind it, and "yes" makes a fact of what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Span, Token

from pipeline.extract.closed_classes import STAFF
from pipeline.extract.nlp import Passage
from pipeline.extract.scene import Scene

ASKING = frozenset({"who", "whom", "what", "where", "which"})
POINTING = frozenset({"that", "it", "this", "they", "those", "these"})
FILLING = frozenset("oh well so um uh yeah yes mostly mainly just ah okay hmm ha originally and basically".split())
MYSELF = frozenset({"i", "me", "we", "us"})
LEADING = FILLING | frozenset("the a an our some this these at in from by with for over near out of then".split())
CALLED = frozenset({"called", "named"})
DOING = frozenset({"do", "be", "have"})  # "Acme did", "Acme is"
BEHIND = FILLING | frozenset("in for at from since until with back who which that now then again obviously".split())
MANY = STAFF | frozenset("group team guy crew lot".split())  # "the people at Acme" are Acme
GROUPS = frozenset("group team crew lot".split())

# An answer that takes back what was said with "right?" behind it; "no doubt" does not.
REFUSING = re.compile(
    r"\W*(?:(?:oh|well|um|uh|hm+|actually|sorry),? )*(?:no|nope|nah|not (?:quite|really|exactly|at all|me|us))\b"
    r"(?! (?:doubt|way|question|kidding|wonder|problem)\b)",
    re.IGNORECASE,
)
# An answer that grants what was asked, as long as no second thought follows.
GRANTING = re.compile(
    r"""\W*(?:(?:oh|well|um|uh|ah|ha|hm+|so|and),?\ )*
    (?:(?:yes|yeah|yep|yup|exactly|correct|indeed|absolutely|of\ course|that['’]s\ (?:right|correct|true)|guilty)\b
    |right[.!]|(?:i|we|he|she|it|they|that)(?:\ (?:did|do|does|am|was|were|are|is|have|has))(?:,?\ indeed)?\s*[,.!;])
    (?![\s,.!]+(?:(?:but|well|and|i\ mean),?\ )?
    (?:no|not|nah|kind\ of|sort\ of|sorta|maybe|almost|never|it['’]s\ not|but|so|or|if|in\ a\ way)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# Questions of what may be, which no answer makes a fact.
UNREAL = re.compile(
    r"\b(?:would|could|might|should|will|wo|gonna|going to|if|want|think)\b|['’](?:d|ll)\b", re.IGNORECASE
)
# Questions that "yes" makes no fact of: of what may be, of what others think, of one of two, of who or how.
OPEN = re.compile(
    r"""\b(?:would|could|might|should|may|can|will|gonna|going|if|think|reckon|believe|hear|heard|sa(?:y|id|ying)
    |mean|rumou?rs?|want(?:ed)?|plan(?:ning|ned)?|hope|tr(?:y|ied|ying)|like|or|who|what|why|how|where|when|which|whose
    |ever)\b|['’](?:d|ll)\b""",
    re.IGNORECASE | re.VERBOSE,
)
DOUBTING = re.compile(
    r"\W*(?:(?:and|so|but|well|oh|wait|now),? )*(?:did|do|does|was|were|is|are|has|have)n['’]t\b", re.I
)


def is_refused(passages: Sequence[Passage], passage: Passage, question: Span) -> bool:
    """Whether the next sentence says no to the question, or the next who speaks where the turn ends soon behind it."""
    behind = following(passages, passage, question)
    if behind is None:
        return False
    sentences = [behind[1]]
    after = _next(passages, passage)
    if after is not None and behind[0] is passage and behind[1].end == len(passage.doc):
        sentences.append(after.doc[0].sent)
    return any(REFUSING.match(sentence.text) for sentence in sentences)


def is_granted(passages: Sequence[Passage], passage: Passage, question: Span) -> bool:
    """Whether the question ends its turn and the next who speaks says yes: "You wrote Kestrel?" - "I did"."""
    text = question.text.rstrip()
    if question.end != len(passage.doc) or not text.endswith("?") or OPEN.search(text):
        return False
    behind = following(passages, passage, question)
    return behind is not None and GRANTING.match(behind[0].text) is not None


def expects_yes(question: Span) -> bool:
    """Whether "not" in the question denies nothing: "Didn't she write it?"."""
    return DOUBTING.match(question.text) is not None


def answers(
    scene: Scene, name_at: Callable[[Passage, Token], int | None], passage: Passage, asking: Token
) -> Iterator[tuple[Passage, Token]]:
    """Names, "I" and "we" of the answer right behind a question of "who", "what" or "where", each with its passage."""
    text = asking.sent.text.rstrip()
    if asking.lower_ not in ASKING or not text.endswith("?") or UNREAL.search(text):
        return
    behind = following(scene.passages, passage, asking.sent)
    if behind is not None and all(token.is_punct or token.lower_ in FILLING for token in behind[1]):
        behind = following(scene.passages, *behind)  # "Hmm. Acme."
    if behind is None or behind[1].text.rstrip().endswith("?"):
        return
    at, sentence = behind
    yield from ((at, token) for token in _Answer(scene, sentence, lambda token: name_at(at, token)).read())


class _Answer:
    """A sentence read from its start as an answer: words that say nothing, a name, and nothing that goes on from it."""

    def __init__(self, scene: Scene, sentence: Span, name_at: Callable[[Token], int | None]) -> None:
        self.scene, self.name_at = scene, name_at
        self.tokens = list(sentence)

    def read(self) -> list[Token]:
        """The first token of each name that the sentence gives, and "I" and "we"."""
        found: list[Token] = []
        at: int | None = self._lead(0, opens=True)
        while at is not None and at < len(self.tokens):
            token, end = self.tokens[at], self._end(at)
            if not self._stops(end):
                break
            found.append(token)
            at = self._lead(end, opens=False) if self._joins(end) else None
        return found

    def _end(self, at: int) -> int:
        """Behind the name that begins there."""
        name, end = self.name_at(self.tokens[at]), at + 1
        while name is not None and end < len(self.tokens) and self.name_at(self.tokens[end]) == name:
            end += 1
        return end

    def _lead(self, at: int, *, opens: bool) -> int | None:
        """Where the next name begins; None where other words stand before it."""
        called, bare = True, True  # whether a name may follow here, and no noun came before: not "a firm in X"
        for index in range(at, len(self.tokens)):
            token, word = self.tokens[index], self.tokens[index].lower_
            after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            kind = self.scene.class_nouns.get(token.lemma_.lower())
            if self.name_at(token) is not None:
                if called:
                    return index  # else "a firm in Oslo called X"
            elif word in MYSELF and bare:
                return index
            elif word in CALLED or token.text == ",":
                called = True
            elif self._says_nothing(index, opens=opens):
                continue
            elif after is not None and after.lower_ in CALLED and token.pos_ in ("NOUN", "PROPN"):
                bare = False
            elif token.lemma_.lower() in MANY and (token.tag_ != "NN" or token.lower_ in GROUPS):
                called, bare = True, False
            elif kind in (self.scene.person, self.scene.organisation):
                called = bare = False
            else:
                return None
        return None

    def _says_nothing(self, index: int, *, opens: bool) -> bool:
        """Whether the word only leads to the name: "well, it's the small firm at"."""
        token, word = self.tokens[index], self.tokens[index].lower_
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if word in POINTING and opens and after is not None and after.lemma_ == "be":
            return True  # "it" of "it's"
        pointed = token.lemma_ == "be" and index > 0 and self.tokens[index - 1].lower_ in POINTING
        described = token.pos_ == "ADJ" and token.i < token.head.i
        return pointed or described or token.is_punct or word in LEADING

    def _stops(self, end: int) -> bool:
        """Whether the name is all that is said: "Acme.", "Acme did", "Acme, of course", "Acme in Oslo"."""
        if end >= len(self.tokens):
            return True
        token = self.tokens[end]
        if token.tag_ == "POS":
            return False
        if token.lemma_ in DOING:
            after = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
            return after is None or after.is_punct or after.lower_ in FILLING
        return token.is_punct or token.lower_ in BEHIND

    def _joins(self, end: int) -> bool:
        return end < len(self.tokens) and (self.tokens[end].text == "," or self.tokens[end].lower_ == "and")


def following(passages: Sequence[Passage], passage: Passage, question: Span) -> tuple[Passage, Span] | None:
    """The sentence behind the question, be it the first of the next turn."""
    if question.end < len(question.doc):
        return passage, question.doc[question.end].sent
    after = _next(passages, passage)
    return (after, after.doc[0].sent) if after is not None else None


def _next(passages: Sequence[Passage], passage: Passage) -> Passage | None:
    return next((other for other in passages if other.begin >= passage.end and len(other.doc)), None)
