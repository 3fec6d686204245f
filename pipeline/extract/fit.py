"""Whether a mention may fill a slot of a predicate, judged before anyone knows what it denotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.arguments import FIRST_PERSON, PERSONAL, SECOND_PERSON
from pipeline.extract.literals import LITERALS, as_literal
from pipeline.ontology import Ontology, squash
from pipeline.records import Mention, Vote

# Pronouns, and the labels of what they can stand for.
STANDS_FOR = ((PERSONAL, ("PERSON",)), (FIRST_PERSON | SECOND_PERSON, ("PERSON", "ORG")), ({"there"}, ("GPE", "ORG")))

GUESS = 0.5  # weight below which the recogniser's opinion of a name makes nothing of it


def is_guess(vote: Vote) -> bool:
    """Whether the recogniser alone thinks so, and not strongly: what the name does may tell better."""
    return vote.detector == "recogniser" and vote.weight < GUESS


@dataclass(frozen=True, slots=True)
class Fit:
    """classes: squashed name -> classes that detectors proposed for it anywhere in the document."""

    ontology: Ontology
    classes: Mapping[str, frozenset[str]]

    def __call__(self, mention: Mention, wanted: frozenset[str]) -> bool:
        """A name fits by any class proposed for it, or if none is; a pronoun by what it can stand for."""
        if mention.kind == "work":
            work = self.ontology.class_of_ner("WORK_OF_ART")
            return work is not None and self.ontology.is_a(work, wanted)
        if mention.kind == "literal" or not wanted.isdisjoint(LITERALS):
            return as_literal(mention, wanted) is not None
        proposed = self._proposed(mention)
        if mention.kind == "name":  # what bears the name of its maker may mean the maker
            proposed |= {maker for cls in proposed for maker in self.ontology.classes[cls].makers}
        return not proposed or any(self.ontology.is_a(cls, wanted) for cls in proposed)

    def is_country(self, mention: Mention) -> bool:
        """Whether the name may be of a nation."""
        return any(map(self.ontology.is_nation, mention.candidates))

    def _proposed(self, mention: Mention) -> frozenset[str]:
        if mention.kind == "name":
            own = frozenset(vote.cls for vote in mention.votes if not is_guess(vote))
            return self.classes.get(squash(mention.text), own) | own
        if mention.kind == "pronoun":
            word = mention.text.lower()
            labels = next((labels for words, labels in STANDS_FOR if word in words), ())
            return frozenset(cls for label in labels if (cls := self.ontology.class_of_ner(label)))
        return frozenset(vote.cls for vote in mention.votes)
