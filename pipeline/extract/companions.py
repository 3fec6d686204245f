"""Who does something with its doer does it, too: "Ann founded it with Bob"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation

BESIDE_THEM = ("with", "alongside")
COMPANION, BESIDE = 0.9, 0.8  # how sure it is that they do it, too: to something, or else


def companions(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    trigger: Token,
    lexicalisation: Lexicalisation,
    roles: tuple[str, ...],
    found: list[tuple[int, float]],
) -> list[tuple[int, float]]:
    """People who do it with the subject: "Ann founded it with Bob", "Ann, along with Bob, founded it"."""
    person = arguments.scene.person
    taken = {*lexicalisation.domain_roles, *lexicalisation.range_roles}
    if roles != ("subject",) or not found or person is None or taken.intersection(BESIDE_THEM):
        return []
    if not any(fit(arguments.mentions[index], frozenset({person})) for index, _ in found):
        return []
    sure = COMPANION if "object" in taken else BESIDE  # "came from X with Bob" may say less of Bob
    held = {index for index, _ in found}
    joined = []
    along = _along(trigger)
    for preposition in BESIDE_THEM:
        for token in (*fillers(trigger, preposition), *along[preposition]):
            for index, factor in arguments.denoted(passage, token) if token.pos_ in ("NOUN", "PROPN") else ():
                mention = arguments.mentions[index]
                if mention.kind != "name" or index in held or not mention.votes:
                    continue
                if fit(mention, frozenset({person})):
                    joined.append((index, sure * factor))  # also "with her friend Ann"
    return joined


def _along(trigger: Token) -> dict[str, list[Token]]:
    """Preposition -> who stands behind "along" or "together" with it, wherever the parser hung it."""
    behind: dict[str, list[Token]] = {preposition: [] for preposition in BESIDE_THEM}
    for token in _together(trigger.doc):
        if token.sent == trigger.sent and trigger in token.ancestors:
            behind[token.nbor().lower_] += fillers(token.nbor(), "complement")
    return behind


@lru_cache(maxsize=1)  # the verbs of a passage ask for the same
def _together(doc: Doc) -> tuple[Token, ...]:
    """The words "along" and "together" before such a preposition of the same sentence."""
    words = (token for token in doc[:-1] if token.lower_ in ("along", "together"))
    return tuple(token for token in words if token.nbor().lower_ in BESIDE_THEM and not token.nbor().is_sent_start)
