"""Who does something with its doer does it, too: "Ann founded it with Bob"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation

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
    if roles != ("subject",) or not found or person is None or taken & {"with", "alongside"}:
        return []
    if not any(fit(arguments.mentions[index], frozenset({person})) for index, _ in found):
        return []
    sure = COMPANION if "object" in taken else BESIDE  # "came from X with Bob" may say less of Bob
    held = {index for index, _ in found}
    joined = []
    for preposition in ("with", "alongside"):
        for token in (*fillers(trigger, preposition), *_along(trigger, preposition)):
            for index, factor in arguments.denoted(passage, token) if token.pos_ in ("NOUN", "PROPN") else ():
                mention = arguments.mentions[index]
                if mention.kind != "name" or index in held or not mention.votes:
                    continue
                if fit(mention, frozenset({person})):
                    joined.append((index, sure * factor))  # also "with her friend Ann"
    return joined


def _along(trigger: Token, preposition: str) -> list[Token]:
    """Who stands behind "along with" or "together with", wherever the parser hung it."""
    sentence = trigger.doc[trigger.sent.start : trigger.sent.end - 1]
    along = (t for t in sentence if t.lower_ in ("along", "together") and trigger in t.ancestors)
    with_ = (t.nbor() for t in along if t.nbor().lower_ == preposition)
    return [name for t in with_ for name in fillers(t, "complement")]
