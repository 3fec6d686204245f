"""How far a person's decisions reach: which documents they can make extraction read otherwise.

Extraction sees an entity only where one of its names, or a word of one, stands in the text, and compares names as
`squash` leaves them. So a decision that changes an entity can matter only to a text that holds one of these.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipeline.ontology.records import KnownEntity, Ontology
from pipeline.ontology.squashing import squash
from pipeline.packing import packed
from pipeline.records import Document


class Reach:
    """What decisions change, by the terms by which a text can see it."""

    def __init__(self, folder: Ontology, decided: Ontology) -> None:
        """folder: the ontology without decisions; decided: with them."""
        self._whole = sorted(_mostly_lower(folder) ^ _mostly_lower(decided))
        found: dict[str, set[bytes]] = defaultdict(set)
        for iri in folder.entities.keys() | decided.entities.keys():
            before, after = folder.entities.get(iri), decided.entities.get(iri)
            if before != after:
                for entity in filter(None, (before, after)):
                    for term in _terms(entity, decided):
                        found[term].add(packed((before, after)))
        for term in folder.names.keys() | decided.names.keys() | decided.confirmed:
            meant = folder.names.get(term), decided.names.get(term), term in decided.confirmed
            if meant[0] != meant[1] or meant[2]:
                found[term].add(packed(meant))
        self._terms: Mapping[str, list[bytes]] = {term: sorted(found[term]) for term in sorted(found) if term}

    def of(self, document: Document) -> str:
        """Digest of the decisions that the document can see, empty where it sees none.

        More may be counted in than matters ("ada" stands in "Canada"), never less.
        """
        voices = {part for segment in document.segments for part in (segment.speaker, segment.affiliation) if part}
        texts = (document.text, document.title or "", *sorted(voices), *(value for _, value in document.metadata))
        letters = squash.__wrapped__("\n".join(texts))
        seen = [(term, said) for term, said in self._terms.items() if term in letters]
        return hashlib.sha256(packed((self._whole, seen))).hexdigest() if self._whole or seen else ""


def _terms(entity: KnownEntity, ontology: Ontology) -> Iterator[str]:
    """Squashed names of the entity, also without an ending that may be left out, their words, its demonyms."""
    info = ontology.classes.get(entity.cls)
    for label in (*entity.labels, *entity.demonyms):
        yield squash(label)
        yield from map(squash, label.split())
        for ending in info.optional_endings if info else ():
            yield squash(label.removesuffix(ending))


def _mostly_lower(ontology: Ontology) -> frozenset[str]:
    """Classes most of whose members have names in lower case: extraction goes by that, too."""
    surplus: Counter[str] = Counter()
    for entity in ontology.entities.values():
        surplus[entity.cls] += 1 if entity.label.islower() else -1
    return frozenset(cls for cls, more in surplus.items() if more > 0)
