"""What is only asked: questions, what they take for granted, and the tags behind what is said."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.extract.clauses import SUBJECTS, asks_whom_called

ASKABLE = frozenset("say mean suggest think believe claim tell".split())  # "are you saying that X?" asks for X
CIRCUMSTANCES = frozenset("why when where how".split())
WH = CIRCUMSTANCES | frozenset("who what which whose".split())
TAG = re.compile(
    r"\b(?:right|okay|ok|correct|huh|eh|yeah|no|you know|you see)\s*\?\W*$"
    r"|,\s*(?:do|does|did|is|are|was|were|has|have|had|can|ca|could|will|wo|would|should)(?:\s*n['’]t)?\s+"
    r"(?:it|he|she|they|we|you|i|there)\s*\?\W*$",
    re.IGNORECASE,
)
# A question behind what is said: "you run Acme, how did that come about?"; but not what asks whether it is so.
BEHIND = re.compile(
    r"[,;–—-]\s+(?:(?:and|but|so|um|uh|hm+|well|now|I mean|\w+),?\s+)?"
    r"(?:(?:what|how|why|where|when|who|which)(?:\s[\w'’]+){0,3}?\s)?"
    r"(?:do|does|did|is|are|was|were|can|could|would|will|should|have|has)(?:n['’]t)?\s+"
    r"(?:you|they|we|it|he|she|that|this|there|I)\b(?!\s+(?:think|agree|know|reckon|believe|remember|say|true|so)\b)"
    r"[^,;?]*\?\W*$",
    re.IGNORECASE,
)


def is_asked(chain: list[Token]) -> bool:
    """Whether what the words of the chain (from inside out) say is only asked."""
    outermost = chain[-1]
    if outermost.dep_ == "ROOT":
        return _is_question(outermost) and not _is_granted(outermost, chain)
    if outermost.dep_ == "acl" and outermost.tag_ == "VBN" and outermost.head.dep_ == "nsubj":
        outermost = outermost.head  # "is X built on Y?"
    if outermost.dep_ == "appos" and outermost.head.dep_ == "attr" and outermost.head.head.is_sent_start:
        outermost = outermost.head.head  # "isn't Jane the head of X?", read as "is it not Jane, the head of X?"
        return outermost.lemma_ == "be" and _is_question(outermost)
    if outermost.dep_ == "nsubj" and outermost.head.lemma_ == "be":  # "is Jane the head of X?", without a predicate
        return not is_told(outermost.head) and _is_question(outermost.head)
    if asks_whom_called(outermost):
        return True
    asked = outermost.head  # "are you saying that X?"
    return outermost.dep_ == "ccomp" and asked.lemma_.lower() in ASKABLE and _is_question(asked) and _inverted(asked)


def question_behind(trigger: Token) -> int | None:
    """Where a question begins that only follows a clause of its own, which holds the trigger and asks nothing."""
    sentence = trigger.sent
    behind = BEHIND.search(sentence.text)
    start = sentence.start_char + behind.start() if behind else 0
    if trigger.idx >= start:
        return None
    ahead = [token for token in sentence if token.idx < start and not token.is_punct]
    subject = next((token for token in ahead if token.dep_ in SUBJECTS), None)
    helped = any(token.pos_ == "AUX" and subject is not None and token.i < subject.i for token in ahead)
    tells = subject is not None and not helped and not any(token.lower_ in WH | {"if"} for token in ahead[:2])
    return start if tells else None


def is_told(verb: Token) -> bool:
    """Whether something is said of its subject behind it."""
    return any(child.dep_ in ("attr", "acomp", "prep") for child in verb.children)


def _is_granted(root: Token, chain: list[Token]) -> bool:
    """Whether the question only asks for the circumstances of what it takes for granted: "why did A buy B?"."""
    helped = any(child.dep_ in ("aux", "auxpass") and child.lemma_ in ("do", "have", "be") for child in root.children)
    asked = [child for child in root.children if child.i < root.i and child.dep_ in ("advmod", "dobj")]
    circumstance = any(
        (word.dep_ == "advmod" and any(token.lower_ in CIRCUMSTANCES for token in word.subtree))
        or (word.lower_ == "what" and root.lemma_ == "do")
        for word in asked
    )
    return helped and circumstance and not any(token.dep_ == "ccomp" for token in chain)


def _is_question(root: Token) -> bool:
    """A question mark that is no tag ("right?"), or a verb before its subject at the start, as captions have it."""
    sentence = root.sent
    if sentence.text.rstrip().endswith("?"):
        return not TAG.search(sentence.text)
    return _inverted(root)


def _inverted(root: Token) -> bool:
    words = [token for token in root.sent if not token.is_punct][:2]
    subject = next((child for child in root.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    helpers = [token for token in words if token.dep_ in ("aux", "auxpass") and token.head == root]
    if root.lemma_ == "be" and words and words[0] == root:
        helpers = [root]  # "is X the head of Y"
    leads = bool(helpers) and (helpers[0] == words[0] or words[0].lower_ in WH)
    return leads and subject is not None and helpers[0].i < subject.i
