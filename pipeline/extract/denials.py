"""What is denied: "not", "no", "nobody" and their like, verbs that deny, and words that leave somebody out."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from pipeline.extract.clauses import SUBJECTS
from pipeline.extract.questions import TAG

AGAIN = 5  # words between what is said and the same begun anew
DENYING = frozenset(
    """fail refuse decline deny reject avoid dispute rule stop prevent forbid doubt disbelieve debunk refute""".split()
)
DENIALS = frozenset("doubt denial".split())  # nouns
NEGATIVES = frozenset("no not n't never neither nobody nothing without hardly none nowhere".split())


def is_said_again(first: Token, second: Token) -> bool:
    """Whether a clause was begun anew: "I don't think, I don't think that X" denies once."""
    return first.lemma_ == second.lemma_ and 0 < second.i - first.i <= AGAIN


def count_denials(token: Token, chain: list[Token]) -> int:
    """How many words deny what the token says: "did not", "nobody", and verbs like "deny" themselves.

    What stands on a word of the chain is counted there: the "no" of "has no office in X" denies once.
    """
    denials = sum(denies(child) for child in token.children if child not in chain)
    if token.lemma_.lower() in (DENYING if token.pos_ == "VERB" else DENIALS) and not _rules(token):
        denials += 1
    if any(child.dep_ == "prep" and any(end.lower_ in NEGATIVES for end in child.children) for child in token.children):
        denials += 1  # "works for nobody"
    if token.lower_ == "without" or _is_denied_in_front(token):
        denials += 1
    set_aside = token.i and token.lower_ in ("than", "of") and token.nbor(-1).lower_ in ("rather", "instead")
    if set_aside and token.nbor() != chain[0]:  # else `is_excluded` counts it
        denials += 1
    return denials


def _rules(verb: Token) -> bool:
    """Whether it governs and rules nothing out."""
    return verb.lemma_ == "rule" and not any(child.lower_ in ("out", "against") for child in verb.children)


def denies(child: Token) -> bool:
    """Whether the word denies what it hangs on."""
    following = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
    if following in ("only", "just", "merely") or _is_focused(child):
        return False
    if child.dep_ == "neg":
        return not _is_tagged_on(child)
    if child.dep_ == "attr" and child.lower_ == "nothing":
        return True  # "X is nothing like Y"
    if child.dep_ in ("nsubj", "nsubjpass", "dobj"):  # "no firm uses it", "neither X nor Y"
        return child.lower_ in NEGATIVES or any(
            word.lower_ in NEGATIVES
            and (
                word.dep_ == "preconj"
                or word.lower_ == "neither"
                or (word.dep_ == "det" and not (word.is_title and child.text[0].isupper()))
            )
            for word in child.children  # "no Macs", but "No Priors" is a name
        )
    if child.dep_ == "advmod" and child.lower_ == "longer":
        return any(no.lower_ == "no" for no in child.children)
    return child.lower_ in NEGATIVES and child.dep_ in ("det", "advmod", "preconj")


def _is_denied_in_front(verb: Token) -> bool:
    """Whether "not" or "no" before an auxiliary denies it: "not once has she led X", "at no point did she"."""
    auxiliary = next((child for child in verb.lefts if child.dep_ in ("aux", "auxpass")), None)
    if auxiliary is None or not any(child.dep_ in SUBJECTS and child.i > auxiliary.i for child in verb.lefts):
        return False
    front = list(takewhile(lambda word: not word.is_punct, reversed(verb.doc[verb.sent.start : auxiliary.i])))
    if any(word.lower_ == "only" for word in front):
        return False
    return any(word.lower_ in NEGATIVES and not (word.head == verb and denies(word)) for word in front[:5])


def _is_tagged_on(negation: Token) -> bool:
    """Whether it stands in the tag of a question: "Jane leads Acme, doesn't she?"."""
    sentence = negation.sent
    tag = TAG.search(sentence.text)
    return tag is not None and negation.idx >= sentence.start_char + tag.start()


def _is_focused(negation: Token) -> bool:
    """Whether "not" denies one argument and not the clause: "not by A but by B", "A, not B, bought it"."""
    if negation.lower_ != "not" or negation.i + 1 >= len(negation.doc):
        return False
    following = negation.nbor()
    if following.pos_ not in ("PROPN", "NOUN", "ADP", "DET", "PRON"):
        return False
    set_off = negation.i > negation.sent.start and negation.nbor(-1).text in (",", "-", "–", "—", "(")
    return set_off or any(token.lower_ == "but" for token in negation.doc[negation.i : negation.sent.end])


def is_excluded(word: Token, trigger: Token) -> bool:
    """Whether a focused "not", "unlike", "instead of" stands before the phrase of an argument or of the trigger."""
    first = word
    inside = ("ADP", "DET", "ADJ") if word == trigger else ("ADP", "DET", "ADJ", "PROPN")
    for _ in range(4):
        if first.i <= word.sent.start:
            return False
        before = first.nbor(-1)
        if before.lower_ in ("unlike", "except", "excluding"):
            return True
        if before.lower_ == "of" and before.i and before.nbor(-1).lower_ == "instead":
            return True
        if before.lower_ == "than" and before.i and before.nbor(-1).lower_ == "rather":
            return True
        if before.lower_ == "not":
            return _is_focused(before)
        if before.pos_ not in inside and before.head != word:
            return False
        first = before
    return False
