"""How two arguments of a sentence hang together in its parse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extract.closed_classes import LIGHT

CLAUSES = frozenset("ccomp advcl relcl conj csubj parataxis".split())
NAMING = frozenset("call name dub know title".split())  # "a company called X" is X
ATTACHED = frozenset("prt agent prep appos compound attr acomp nmod amod dobj poss".split())
COPULAS = NAMING | {"be", "become", "remain"}
PREDICATING = LIGHT | NAMING | {"be", "become", "remain", "stay", "serve", "work", "act"}  # say what something is
PHRASE = frozenset("appos prep pobj acl oprd conj".split())
INSIDE = frozenset("at from like including".split())


@dataclass(frozen=True, slots=True)
class End:
    """An argument in the parse: its head and all its tokens' places."""

    head: Token
    places: frozenset[int]

    def among(self, tokens: Iterable[Token]) -> bool:
        """Whether it is one of the tokens."""
        return any(token.i in self.places for token in tokens)


def path_between(one: Token, other: Token) -> list[Token]:
    """Tokens from one to the other through the tree, both included."""
    up = [one, *one.ancestors]
    down = [other, *other.ancestors]
    known = {token.i: place for place, token in enumerate(up)}
    for place, token in enumerate(down):
        if token.i in known:
            return up[: known[token.i] + 1] + down[:place][::-1]
    return []


def words_around(path: Sequence[Token], subject: End, target: End) -> list[Token]:
    """The tokens on the path and what hangs on them, the ends themselves aside; in order of the text."""
    own = subject.places | target.places
    found = {token.i: token for token in path if token.i not in own}
    for token in path:
        for child in token.children:
            if child.dep_ in ATTACHED and child.i not in own:
                found.setdefault(child.i, child)
                found.update(
                    {inner.i: inner for inner in child.children if inner.dep_ in ATTACHED and inner.i not in own}
                )
    if subject.head.dep_ == "poss" or target.head.dep_ == "poss":
        found.update({end.head.i: end.head for end in (subject, target) if end.head.dep_ == "poss"})
    return [found[place] for place in sorted(found)]


def belongs(trigger: Token, end: End) -> bool:
    """Whether the end stands in the trigger's clause, or is what that clause hangs on or shares a subject with."""
    clause = clause_of(trigger)
    if clause != trigger and any(
        token.pos_ == "VERB" and token.lemma_ not in PREDICATING for token in path_between(end.head, trigger)[1:-1]
    ):
        return False  # "the founder of X left Y" says nothing of Y's founder
    path = path_between(end.head, clause)
    if not path:
        return False
    ancestors = {token.i for token in (clause, *clause.ancestors)}
    top = next(token for token in path if token.i in ancestors)
    climbing = path[: path.index(top)]
    if any(token.dep_ in CLAUSES and token.pos_ in ("VERB", "AUX") for token in climbing):
        return False  # in a clause of its own
    if any(token.dep_ == "acl" and token.lemma_.lower() not in NAMING for token in climbing) and top == clause:
        return False
    if top == clause:
        return True
    if top.pos_ not in ("VERB", "AUX"):
        return True  # the clause describes the noun
    has_own = any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in clause.children)
    branch = climbing[-1] if climbing else end.head
    shares = branch.dep_ in ("nsubj", "nsubjpass") or (clause.dep_ == "xcomp" and branch.dep_ == "dobj")
    return shares and not has_own


def clause_of(token: Token) -> Token:
    """The verb of the token's clause; the token itself where there is none above."""
    return next((word for word in (token, *token.ancestors) if word.pos_ in ("VERB", "AUX")), token)


def is_one(end: End, filler: Token) -> bool:
    """Whether the words say that the end is the filler: "X is a project that Y runs", "X, the firm that Y started"."""
    if end.among([filler.head]) and filler.dep_ == "appos":
        return True
    verb = filler.head
    named = {filler.dep_, end.head.dep_} <= {"nsubj", "attr"} and end.head.head == verb
    return named and verb.lemma_ in COPULAS and end.head != filler


def within(end: End, filler: Token) -> bool:
    """Whether the end stands in the noun phrase of the filler for it: "engineers at X", "firms like X".

    Not so what is of it: who bought a unit of X did not buy X.
    """
    token = end.head
    while token != filler and token.dep_ in PHRASE and (token.dep_ != "prep" or token.lower_ in INSIDE):
        token = token.head
    return token == filler and filler.pos_ in ("NOUN", "PROPN")


def are_listed(subject: End, target: End, *, alike: bool) -> bool:
    """Whether the two are members of one list. alike: whether they may be of one class.

    Parsers take the second of three for an apposition, which things that are alike are not to each other.
    """
    joints = ("conj", "appos") if alike else ("conj",)
    one, other = (_first_of_list(end.head, joints) for end in (subject, target))
    if one == other and subject.head != target.head:
        return True
    (_, first), (last, _) = sorted((min(end.places), max(end.places)) for end in (subject, target))
    between = list(subject.head.doc[first + 1 : last])
    return alike and bool(between) and all(token.pos_ in ("PUNCT", "CCONJ") for token in between)


def _first_of_list(token: Token, joints: tuple[str, ...]) -> Token:
    while token.dep_ in joints:
        token = token.head
    return token


def meeting_of(one: Token, other: Token) -> Token | None:
    """The lowest token above both, or one of them; None in different sentences."""
    above = {token.i for token in (one, *one.ancestors)}
    return next((token for token in (other, *other.ancestors) if token.i in above), None)


def is_credit(end: End) -> bool:
    """Whether the end stands in words that say nothing as a sentence: "Fact-checking by X", "Producer: X"."""
    return not any(token.pos_ == "AUX" or token.dep_ in ("nsubj", "nsubjpass") for token in end.head.sent)
