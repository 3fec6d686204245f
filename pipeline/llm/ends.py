"""Which mention of a quote a name given by a model is: itself, or a pronoun or noun phrase that stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.llm.quoting import places
from pipeline.llm.wording import End
from pipeline.ontology import Ontology, squash
from pipeline.records import Mention, Vote
from pipeline.resolve.labels import shortens

WORK = 0  # index of the mention that stands for the document's own work
DETECTOR = "llm"
WEIGHT = 0.5  # of a model's word on a class: enough where nobody says otherwise
FAR = 1000  # steps in the parse where there is no way
MOST_WORDS = 7  # of a name
STANDING = ("PRON", "DET", "NOUN")  # parts of speech of what stands for a name


@dataclass(slots=True)
class Ends:
    """Finds arguments in a document. classes: squashed name -> classes that detectors proposed for it anywhere."""

    arguments: Arguments
    ontology: Ontology
    classes: dict[str, frozenset[str]]

    def fits(self, index: int, wanted: frozenset[str]) -> bool:
        """Whether the mention may be of one of the classes."""
        return Fit(self.ontology, self.classes)(self.arguments.mentions[index], wanted)

    def passage(self, begin: int, end: int) -> Passage | None:
        """The parsed passage that holds the reading span."""
        return next((p for p in self.arguments.scene.passages if p.begin <= begin and end <= p.end), None)

    def named(self, name: str, begin: int, end: int) -> list[int]:
        """Mentions between two reading offsets that the name denotes; a name that no detector found is added."""
        mentions = self.arguments.mentions
        inside = [i for i, m in enumerate(mentions) if m.kind == "name" and begin <= m.begin and m.end <= end]
        exact = [i for i in inside if self._is(mentions[i], name)]
        if exact:
            return exact
        shorter = [i for i in inside if shortens(mentions[i].text, name) or shortens(name, mentions[i].text)]
        if shorter:
            return shorter if len({squash(mentions[i].text) for i in shorter}) == 1 else []
        return list(self.add(name, begin, end))[:1]

    def _is(self, mention: Mention, name: str) -> bool:
        if squash(mention.text) == squash(name):
            return True
        known = (self.ontology.entities[iri] for iri in mention.candidates if iri in self.ontology.entities)
        return any(squash(label) == squash(name) for entity in known for label in entity.labels)

    def add(self, name: str, begin: int, end: int, cls: str | None = None) -> Iterator[int]:
        """New mentions of a name between two reading offsets, where it may be one and stands free of others."""
        text = self.arguments.scene.document.text
        for first, last in places(text, name, begin, end):
            said = text[first:last]
            if self.is_name(said) and not any(place in self.arguments.by_place for place in range(first, last)):
                votes = (Vote(cls, DETECTOR, WEIGHT, "a language model takes it for one"),) if cls else ()
                self.arguments.mentions.append(Mention(first, last, said, votes=votes))
                index = len(self.arguments.mentions) - 1
                self.arguments.by_place.update(dict.fromkeys(range(first, last), index))
                if cls:
                    self.classes[squash(said)] = self.classes.get(squash(said), frozenset()) | {cls}
                yield index

    def is_name(self, said: str) -> bool:
        """Whether words may be a name: short, capitalised where English capitalises, no ordinary words alone."""
        scene, words = self.arguments.scene, said.split()
        if not 0 < len(words) <= MOST_WORDS or not any(map(str.isalpha, said)):
            return False
        if squash(said) in self.ontology.names:
            return True
        if not (words[0][0].isupper() or words[0][0].isdigit()) and said == said.lower():
            return False
        bare = [re.sub(r"\W", "", word) for word in words]
        return not all(scene.ordinary(word.lower()) for word in bare if word) or len(words) > 1

    def give_class(self, name: str, cls: str) -> int:
        """Let the model say of which class a name is that nobody knows; how many mentions that touches."""
        mentions = self.arguments.mentions
        same = [i for i, m in enumerate(mentions) if m.kind == "name" and squash(m.text) == squash(name)]
        if not same or any(mentions[i].votes or mentions[i].candidates for i in same) or self.classes.get(squash(name)):
            return 0
        for i in same:
            mentions[i] = replace(
                mentions[i], votes=(Vote(cls, DETECTOR, WEIGHT, "a language model takes it for one"),)
            )
        self.classes[squash(name)] = frozenset({cls})
        return len(same)

    def standing_for(self, passage: Passage, begin: int, end: int, other: End, wanted: frozenset[str]) -> int | None:
        """The fitting pronoun or noun phrase in a reading span that is nearest to the other argument in the parse."""
        words = [
            token
            for token in other.head.sent
            if begin <= passage.offset(token) < end and token.i not in other.places and token.pos_ in STANDING
        ]
        for token in sorted(words, key=lambda token: (distance(token, other.head), token.i)):
            for index, _ in list(self.arguments.denoted(passage, token)):
                if self.arguments.mentions[index].kind in ("pronoun", "nominal") and self.fits(index, wanted):
                    return index
        return None

    def end(self, passage: Passage, index: int) -> End | None:
        """A mention in the parse."""
        mention = self.arguments.mentions[index]
        span = passage.span(mention.begin, mention.end) if mention.kind != "work" else None
        return End(span.root, frozenset(range(span.start, span.end))) if span else None


def distance(one: Token, other: Token) -> int:
    """Steps from one token to the other through the tree; many where there is no way."""
    up: Mapping[int, int] = {token.i: steps for steps, token in enumerate((one, *one.ancestors))}
    for steps, token in enumerate((other, *other.ancestors)):
        if token.i in up:
            return up[token.i] + steps
    return FAR
