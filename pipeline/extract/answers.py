"""What answers a question: "Who makes it? That's Acme" says of Acme what was asked of "who", "yes" affirms
what was asked, and "no" takes it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import with_conjuncts

ASKING = frozenset({"who", "what"})
POINTING = frozenset({"that", "it", "this", "they", "those", "these"})
FILLING = frozenset("oh well so um uh yeah yes mostly mainly just ah okay".split())

# An answer that takes back what was said with "right?" behind it; "no doubt" does not.
REFUSING = re.compile(
    r"\W*(?:(?:oh|well|um|uh|hm+|actually|sorry),? )*(?:no|nope|nah|not (?:quite|really|exactly|at all|me|us))\b"
    r"(?! (?:doubt|way|question|kidding|wonder|problem)\b)",
    re.IGNORECASE,
)

# An answer that says so, too; "yeah, so" and "yes, but" open what may say anything.
CONFIRMING = re.compile(
    r"\W*(?:(?:oh|well|um|uh|hm+|ah|and),? )*(?:yes|yeah|yep|yup|exactly|correct|indeed|absolutely|definitely|right"
    r"|that['’]s (?:right|correct|true|it)|sure|(?:I|we|they|he|she|it) (?:do|does|did|am|are|is|was|were|have|has))"
    r"(?=[.!,]|\W*$)(?!\W*(?:but|no|nope|not|well|so|kind of|sort of|I mean|maybe|or|if|almost|in a way)\b)",
    re.IGNORECASE,
)
# What a question has that a mere yes leaves open: choices, and what may or might be.
CHOOSING = re.compile(
    r"\b(?:or|who|whom|whose|what|which|where|when|why|how|can|could|should|would|will|shall|may|might|must)\b",
    re.IGNORECASE,
)


def is_confirmed(passages: Sequence[Passage], passage: Passage, question: Span) -> bool:
    """Whether the sentence behind the question, which leaves nothing but yes and no, says yes."""
    if CHOOSING.search(question.text):
        return False
    behind = _following(passages, passage, question)
    return behind is not None and CONFIRMING.match(behind[1].text) is not None


def is_refused(passages: Sequence[Passage], passage: Passage, question: Span) -> bool:
    """Whether the next sentence says no to the question, or the next who speaks where the turn ends soon behind it."""
    behind = _following(passages, passage, question)
    if behind is None:
        return False
    sentences = [behind[1]]
    after = _next(passages, passage)
    if after is not None and behind[0] is passage and behind[1].end == len(passage.doc):
        sentences.append(after.doc[0].sent)
    return any(REFUSING.match(sentence.text) for sentence in sentences)


def answers(passages: Sequence[Passage], passage: Passage, asking: Token) -> Iterator[tuple[Passage, Token]]:
    """Tokens of the answer right behind the question of "who" or "what", each with its passage."""
    if asking.lower_ not in ASKING or asking.tag_ != "WP" or not asking.sent.text.rstrip().endswith("?"):
        return
    following = _following(passages, passage, asking.sent)
    if following is None:
        return
    at, sentence = following
    named = _answer(sentence)
    for token in with_conjuncts(named) if named is not None else ():
        yield at, token


def answers_where(
    passages: Sequence[Passage], passage: Passage, asking: Token, preposition: str
) -> Iterator[tuple[Passage, Token]]:
    """Tokens of the answer right behind the question of "where", each with its passage: "Where do you work? At X"."""
    following = _following(passages, passage, asking.sent) if asking.sent.text.rstrip().endswith("?") else None
    if following is None:
        return
    at, sentence = following
    told = (token for token in sentence if not token.is_punct and token.lower_ not in FILLING)
    opens = next(told, None)
    if opens is not None and opens.lower_ == preposition and not sentence.text.rstrip().endswith("?"):
        for place in (child for child in opens.children if child.dep_ == "pobj"):
            yield from ((at, token) for token in with_conjuncts(place))


def _following(passages: Sequence[Passage], passage: Passage, question: Span) -> tuple[Passage, Span] | None:
    """The sentence behind the question, be it the first of the next turn."""
    if question.end < len(question.doc):
        return passage, question.doc[question.end].sent
    after = _next(passages, passage)
    return (after, after.doc[0].sent) if after is not None else None


def _next(passages: Sequence[Passage], passage: Passage) -> Passage | None:
    return next((other for other in passages if other.begin >= passage.end and len(other.doc)), None)


def _answer(sentence: Span) -> Token | None:
    """The name that the sentence is, or says that "it" is; None where it says more."""
    root = sentence.root
    if sentence.text.rstrip().endswith("?"):
        return None
    if root.lemma_ == "be":
        subjects = [child.lower_ for child in root.children if child.dep_ == "nsubj"]
        denied = any(child.dep_ == "neg" for child in root.children)
        pointed = len(subjects) == 1 and subjects[0] in POINTING and not denied
        return next((child for child in root.children if child.dep_ == "attr"), None) if pointed else None
    leading = (token for token in sentence[: root.left_edge.i - sentence.start] if not token.is_punct)
    bare = root.pos_ == "PROPN" and root.left_edge.i - sentence.start <= 4
    first = sentence[0]
    opens = first == root.left_edge or first.lower_ in FILLING
    return root if bare and opens and all(token.lower_ in FILLING for token in leading) else None
