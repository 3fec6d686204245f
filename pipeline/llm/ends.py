"""Which mention of a quote a name given by a model is: itself, or a pronoun or noun phrase that stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.llm.quoting import places
from pipeline.llm.syntax import End
from pipeline.ontology import Ontology, squash
from pipeline.records import Mention, Vote
from pipeline.resolve.labels import shortens

WORK = 0  # index of the mention that stands for the document's own work
DETECTOR = "llm"
WEIGHT = 0.5  # of a model's word on a class: enough where nobody says otherwise
CALLED = frozenset("PERSON ORG GPE LOC FAC PRODUCT WORK_OF_ART EVENT".split())  # recognisers' labels of what has names
FAR = 1000  # steps in the parse where there is no way
DETERMINED = re.compile(r"^(?:the|an?|this|my|our|your|his|her|its|their)\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")
MOST_STANDING = 3  # words of a quote that are tried as standing for a name
MOST_WORDS = 7  # of a name
STANDING = ("PRON", "DET", "NOUN")  # parts of speech of what stands for a name


@dataclass(slots=True)
class Ends:
    """Finds arguments in a document. classes: squashed name -> classes that detectors proposed for it anywhere."""

    arguments: Arguments
    ontology: Ontology
    classes: dict[str, frozenset[str]]
    proposed: dict[str, str] = field(default_factory=dict)  # squashed name -> class that the model gives it

    def fits(self, index: int, wanted: frozenset[str]) -> bool:
        """Whether the mention may be of one of the classes."""
        return Fit(self.ontology, self.classes)(self.arguments.mentions[index], wanted)

    def parts(self, begin: int, end: int) -> Iterator[tuple[Passage, int, int]]:
        """The parsed passages that a reading span touches, each with the part of the span in it."""
        for passage in self.arguments.scene.passages:
            if passage.begin < end and begin < passage.end:
                yield passage, max(begin, passage.begin), min(end, passage.end)

    def passage(self, begin: int, end: int) -> Passage | None:
        """The parsed passage that holds the reading span."""
        return next((p for p in self.arguments.scene.passages if p.begin <= begin and end <= p.end), None)

    def named(self, name: str, begin: int, end: int) -> list[int]:
        """Mentions between two reading offsets that the name denotes; a name that no detector found is added."""
        mentions = self.arguments.mentions
        inside = [i for i, m in enumerate(mentions) if m.kind == "name" and begin <= m.begin and m.end <= end]
        exact = [i for i in inside if self._is(mentions[i], name)]
        exact = exact or [*self.add(name, begin, end, self.proposed.get(squash(name)))]
        if exact:
            return exact
        bare = DETERMINED.sub("", name, count=1)
        if bare != name:
            return self.named(bare, begin, end)
        shorter = [i for i in inside if shortens(mentions[i].text, name) or shortens(name, mentions[i].text)]
        if shorter:
            return shorter if len({squash(mentions[i].text) for i in shorter}) == 1 else []
        return []

    def elsewhere(self, name: str) -> int | None:
        """The first mention of a name in the document."""
        mentions = self.arguments.mentions
        found = [i for i, m in enumerate(mentions) if m.kind == "name" and self._is(m, name)]
        return min(found, key=lambda i: mentions[i].begin, default=None)

    def _is(self, mention: Mention, name: str) -> bool:
        if squash(name) in (squash(mention.text), squash(POSSESSIVE.sub("", mention.text))):
            return True
        known = (self.ontology.entities[iri] for iri in mention.candidates if iri in self.ontology.entities)
        return any(squash(label) == squash(name) for entity in known for label in entity.labels)

    def add(self, name: str, begin: int, end: int, cls: str | None = None, *, small: bool = True) -> Iterator[int]:
        """New mentions of a name between two reading offsets, where it may be one.

        It stands free of others, or holds shorter ones ("the Acme team"), or is a known name within a longer one
        ("Acme" there). small: whether words that are no name may be one of the class, if its members are not all
        called by names.
        """
        mentions, by_place = self.arguments.mentions, self.arguments.by_place
        text = self.arguments.scene.document.text
        same = next((m for m in mentions if m.kind == "name" and squash(m.text) == squash(name)), None)
        known = same is not None or squash(name) in self.ontology.names
        for first, last in places(text, name, begin, end):
            said = text[first:last]
            over = [mentions[i] for i in {by_place[place] for place in range(first, last) if place in by_place}]
            over = [mention for mention in over if mention.kind == "name"]
            holds = all(first <= m.begin and m.end <= last for m in over)
            within = known and all(m.begin <= first and last <= m.end for m in over)
            taken = any((m.begin, m.end) == (first, last) for m in over)
            if (
                taken
                or not (holds or within)
                or not (known or self.is_name(said) or (small and self._is_common(said, cls)))
            ):
                continue
            votes: tuple[Vote, ...] = (Vote(cls, DETECTOR, WEIGHT, "a language model takes it for one"),) if cls else ()
            candidates = self.ontology.names.get(squash(name), ())
            if same:
                votes, candidates = same.votes, same.candidates
            mentions.append(Mention(first, last, said, votes=votes, candidates=candidates))
            index = len(mentions) - 1
            if not over:
                by_place.update(dict.fromkeys(range(first, last), index))
            if cls:
                self.classes[squash(said)] = self.classes.get(squash(said), frozenset()) | {cls}
            yield index

    def _is_common(self, said: str, cls: str | None) -> bool:
        """Whether words may be a thing of a class that recognisers have no label for ("gene therapy")."""
        labels = self.ontology.classes[cls].ner_labels if cls else tuple(CALLED)
        return len(said.split()) <= MOST_WORDS and said[:1].isalpha() and CALLED.isdisjoint(labels)

    def is_name(self, said: str) -> bool:
        """Whether words may be a name: short, capitalised where English capitalises, no ordinary words alone."""
        scene, words = self.arguments.scene, said.split()
        if not 0 < len(words) <= MOST_WORDS or not any(map(str.isalpha, said)):
            return False
        if squash(said) in self.ontology.names:
            return True
        bare = [re.sub(r"\W", "", word) for word in words]
        strange = not all(scene.ordinary(word.lower()) for word in bare if word)
        if not (words[0][0].isupper() or words[0][0].isdigit()) and said == said.lower():
            return strange
        return strange or len(words) > 1

    def give_class(self, name: str, cls: str) -> int:
        """Let the model say of which class a name is that no gazetteer knows; how many mentions that touches.

        Its word is one vote beside those of the detectors.
        """
        mentions = self.arguments.mentions
        same = [i for i, m in enumerate(mentions) if m.kind == "name" and squash(m.text) == squash(name)]
        if not same or any(mentions[i].candidates for i in same):
            return 0
        vote = Vote(cls, DETECTOR, WEIGHT, "a language model takes it for one")
        for i in same:
            if vote not in mentions[i].votes:
                mentions[i] = replace(mentions[i], votes=(*mentions[i].votes, vote))
        self.classes[squash(name)] = self.classes.get(squash(name), frozenset()) | {cls}
        return len(same)

    def standing_for(self, passage: Passage, begin: int, end: int, other: End, wanted: frozenset[str]) -> list[int]:
        """Fitting pronouns and noun phrases in a reading span, those first that are near the other end in the parse."""
        words = [token for token in other.head.sent if token.i not in other.places]
        words.sort(key=lambda token: (distance(token, other.head), token.i))
        return self._stand_ins(passage, words, begin, end, wanted)

    def pronouns(self, passage: Passage, begin: int, end: int, wanted: frozenset[str]) -> list[int]:
        """Fitting pronouns and noun phrases in a reading span, in order."""
        span = passage.span(begin, end)
        return self._stand_ins(passage, list(span) if span else [], begin, end, wanted)

    def _stand_ins(
        self, passage: Passage, words: list[Token], begin: int, end: int, wanted: frozenset[str]
    ) -> list[int]:
        found: dict[int, None] = {}
        for token in words:
            if begin <= passage.offset(token) < end and token.pos_ in STANDING:
                for index, _ in list(self.arguments.denoted(passage, token)):
                    if self.arguments.mentions[index].kind in ("pronoun", "nominal") and self.fits(index, wanted):
                        found[index] = None
        return [*found][:MOST_STANDING]

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
