"""Which voice a verb is in."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from pipeline.extract.closed_classes import GIVING

# What is done by people and not to them, so that "he's played" is "he has".
DONE_BY_PEOPLE = frozenset(
    """work serve teach write play study speak talk live appear perform act report lecture graduate volunteer consult
    collaborate compete campaign travel intern invest publish""".split()
)


@lru_cache(maxsize=64)  # many patterns ask of the same verb
def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: "was built", or a bare participle after a noun ("a model built by")."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return verb.lemma_ != "be" and not _is_perfect(verb)  # "she's been at X"
    return verb.tag_ == "VBN" and (
        (verb.dep_ in ("acl", "amod", "acomp") and not any(word.lower_ == "having" for word in verb.children))
        or (
            (verb.dep_ in ("advcl", "ROOT") or (verb.dep_ == "conj" and _shares_voice(verb)))
            and not _auxiliaries(verb)
            and not any(child.dep_ == "nsubj" for child in verb.children)
        )
    )


def _shares_voice(verb: Token) -> bool:
    """Whether a coordinated participle is passive, as the verb before it is: not "grew up in X and studied at Y"."""
    told = any(child.dep_ == "agent" for child in verb.children)
    return told or verb.head.tag_ != "VBD" or is_passive(verb.head)


def _is_perfect(verb: Token) -> bool:
    """Whether the "'s" that the tagger took for "is" is "has": "she's written a book"."""
    helpers = [child for child in verb.children if child.dep_ in ("auxpass", "aux")]
    clipped = bool(helpers) and helpers[0].lower_ in ("'s", "’s")
    if clipped and verb.tag_ == "VBG" and helpers[-1].lower_ == "been":
        return True  # "she's been running it"
    if len(helpers) != 1 or not clipped:
        return False
    deps = {child.dep_ for child in verb.children}
    somebody = any(child.dep_ == "nsubjpass" and child.lower_ in ("he", "she", "who") for child in verb.children)
    if somebody and verb.lemma_ in DONE_BY_PEOPLE and "agent" not in deps:
        return True  # "she's worked for X", "he's taught at Y"
    return "dobj" in deps and verb.lemma_ not in GIVING


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ == "aux"]
