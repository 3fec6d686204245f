"""Clauses that leave out what was just said: "Acme uses it. Bolt does, too", "and so does Bolt", "as does Bolt"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

STAND_INS = frozenset({"do", "be", "have"})
EQUALLY = frozenset({"too", "also", "likewise", "as well"})


def likewise(trigger: Token) -> Iterator[Token]:
    """Of whom the next clause says the same as the clause of the trigger says of its subject."""
    clause = _clause(trigger)
    if clause is None or (clause.dep_ != "ROOT" and not clause.is_sent_start):
        return
    copula, doc, end = clause.lemma_ == "be", clause.doc, clause.sent.end
    for verb in doc[clause.i + 1 : doc[end].sent.end if end < len(doc) else end]:
        if verb.lemma_ not in STAND_INS or (verb.lemma_ == "be") != copula or not _is_next(verb, clause):
            continue
        if verb.i and verb.nbor(-1).lower_ in ("so", "as") and verb.i + 1 < len(verb.doc):  # "so does Bolt"
            inverted = next((child for child in verb.children if child.dep_ == "nsubj"), verb.nbor())
            yield inverted
            return
        subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
        after = verb.doc[verb.i + 1 : verb.sent.end]
        words = [token.lower_ for token in after if not token.is_punct]
        if subjects and " ".join(words) in EQUALLY:
            yield from subjects
            return


def _clause(trigger: Token) -> Token | None:
    """The main verb whose subject the trigger tells of: itself, what it is the predicate of, or what it hangs on."""
    for token in (trigger, trigger.head, trigger.head.head):
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _is_next(verb: Token, clause: Token) -> bool:
    """Whether the verb is of the same sentence, joined to the clause, or the root of the sentence right behind it."""
    if verb.sent == clause.sent:
        return verb.dep_ in ("conj", "ccomp", "parataxis") or verb.head == clause
    return verb.dep_ == "ROOT" and verb.sent.start == clause.sent.end
