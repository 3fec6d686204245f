"""What parsers of English get wrong again and again, put right: "to found", subjects behind a clause with a name."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.extract.clauses import SUBJECTS
from pipeline.extract.verbless import FINITE

BARE = frozenset("to help helps helped helping".split())  # what a verb without ending follows
PAST = frozenset({"VBD", "VBN"})
DOING = frozenset({"do", "does", "did"})
TAKEN = SUBJECTS | {"expl", "csubj"}  # what fills the place of a subject
BEFORE_VERB = frozenset({"aux", "auxpass", "advmod", "neg"})


def mend(doc: Doc) -> None:
    """Put tags and heads of the parsed document right, where it stands."""
    for token in doc:
        if token.lower_ == "found" and token.tag_ in PAST and _is_bare(token):
            token.tag_ = "VB"  # taken for the past of "find"
        if token.dep_ == "ROOT" and token.tag_ == "VB":
            _split_cleft(token)
        elif token.dep_ in ("appos", "conj") and (verb := _verb_behind(token)) is not None:
            token.dep_, token.head = "nsubj", verb


def _is_bare(verb: Token) -> bool:
    """ "Went on to found X", "helped found X", "would later found X"."""
    behind = verb.i > 0 and verb.nbor(-1).lower_ in BARE
    return behind or any(child.tag_ == "MD" for child in verb.children)


def _split_cleft(verb: Token) -> None:
    """Hang the verb on "was" in "the first thing we did was use X", which was taken for its auxiliary."""
    be = next(
        (child for child in verb.lefts if child.dep_ in ("aux", "auxpass") and child.lower_ in ("is", "was")), None
    )
    said = next((child for child in verb.lefts if child.dep_.removesuffix("pass") in ("nsubj", "csubj")), None)
    if be is None or said is None:
        return
    if not any(word.lower_ in DOING for word in (said, *said.rights)):
        return
    be.head, be.dep_ = be, "ROOT"
    verb.head, verb.dep_ = be, "xcomp"
    said.head, said.dep_ = be, said.dep_.removesuffix("pass")


def _verb_behind(name: Token) -> Token | None:
    """The verb without a subject right behind a name that was hung on the one before: "After leading X, Ann left"."""
    doc, first = name.doc, name.left_edge
    if first.i == 0 or doc[first.i - 1].text != "," or name.right_edge != name:
        return None
    at = name.i + 1
    while at < len(doc) and doc[at].dep_ in BEFORE_VERB:
        at += 1
    verb = doc[at] if at < len(doc) else None
    if verb is None or verb.sent != name.sent or any(child.dep_ in TAKEN for child in verb.children):
        return None
    finite = any(word.tag_ in FINITE for word in doc[name.i + 1 : at + 1])
    fronted = next((token for token in name.head.ancestors if token.head == verb), None)
    opens = fronted is not None and fronted.i < name.i and fronted.dep_ in ("prep", "advcl")
    return verb if finite and opens else None
