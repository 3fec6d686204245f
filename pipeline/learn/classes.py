"""Words that betray classes, and names of things, as the examples prove them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span

from pipeline.extract.nlp import Passage
from pipeline.learn.reading import Reading
from pipeline.ontology import Ontology, squash

PURE = 0.8  # share of the things so called, or so ending, that are of the class
ENDINGS = 3  # things that must end alike
DESCRIBED = ("appos", "compound", "nmod")  # how a noun hangs on a name that it describes, and the other way round


@dataclass(frozen=True, slots=True)
class ClassProposal:
    """A word of a class, or a name of a member. term: local name of the property that would say so.

    support: the names that prove it; documents: in which they stand. spellings: further labels of a thing.
    """

    term: Literal["noun", "nameEnding", "prefLabel"]
    cls: str
    word: str
    support: tuple[str, ...]
    documents: tuple[str, ...]
    precision: float
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing of an example where its name stands in the text."""

    name: str
    cls: str
    document: str
    nouns: frozenset[str]


def propose_classes(readings: Sequence[Reading], ontology: Ontology, least: int) -> Iterator[ClassProposal]:
    """Nouns, endings and entities that things of at least `least` documents prove and the ontology does not have."""
    named = [thing for reading in readings for thing in _named(reading, ontology)]
    nouns = {(info.iri, noun) for info in ontology.classes.values() for noun in info.nouns}
    endings = {ending for info in ontology.classes.values() for ending in info.endings}
    said: dict[str, list[tuple[_Named, str]]] = defaultdict(list)
    ended: dict[str, list[tuple[_Named, str]]] = defaultdict(list)
    for thing in named:
        for noun in thing.nouns:
            said[noun].append((thing, thing.cls))
        words = thing.name.split()
        if len(words) > 1 and words[-1][0].isupper():
            ended[words[-1]].append((thing, thing.cls))
    for noun, found in sorted(said.items()):
        for proposal in _pure("noun", noun, found, least, least):
            if (proposal.cls, noun) not in nouns:
                yield proposal
    person = ontology.class_of_ner("PERSON")
    for ending, found in sorted(ended.items()):
        for proposal in _pure("nameEnding", ending, found, least, ENDINGS):
            if ending not in endings and proposal.cls != person:
                yield proposal
    yield from _entities(readings, named, ontology)


def _named(reading: Reading, ontology: Ontology) -> Iterator[_Named]:
    """Things with one class, once for each place where they stand."""
    document = reading.example.document.id
    whatever = (ontology.any_name,) if ontology.any_name else ()
    classes = {
        thing.name: (thing.classes or whatever)[0] for thing in reading.example.things if thing.classes or whatever
    }
    ends = reading.ends
    for index, iri in sorted(ends.state.by_mention.items()):
        name = ends.names.get(iri)
        if name in classes:
            mention = ends.mentions[index]
            nouns: set[str] = set()
            for passage in reading.prepared.arguments.scene.passages:
                span = passage.span(mention.begin, mention.end) if passage.begin <= mention.begin else None
                nouns |= set(_nouns(reading, passage, span)) if span is not None else set()
            yield _Named(name, classes[name], document, frozenset(nouns))


def _nouns(reading: Reading, passage: Passage, span: Span) -> Iterator[str]:
    """Common nouns that say what the name is: "the striker X", "X, a striker", "X is a striker"."""
    root = span.root
    found = [child for child in root.children if child.dep_ in DESCRIBED]
    if root.dep_ in DESCRIBED:
        found.append(root.head)
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        found += [child for child in root.head.children if child.dep_ == "attr"]
    for noun in found:
        if noun.pos_ == "NOUN" and noun.is_alpha and reading.prepared.arguments.name_at(passage, noun) is None:
            yield noun.lemma_.lower()


def _pure(
    term: Literal["noun", "nameEnding"], word: str, found: Sequence[tuple[_Named, str]], documents: int, things: int
) -> Iterator[ClassProposal]:
    names: dict[str, set[str]] = defaultdict(set)
    for thing, cls in found:
        names[cls].add(thing.name)
    total = sum(map(len, names.values()))
    for cls, those in sorted(names.items()):
        where = {thing.document for thing, other in found if other == cls}
        share = len(those) / total
        if len(those) >= things and len(where) >= documents and share >= PURE:
            yield ClassProposal(term, cls, word, tuple(sorted(those)), tuple(sorted(where)), share)


def _entities(readings: Sequence[Reading], named: Sequence[_Named], ontology: Ontology) -> Iterator[ClassProposal]:
    """Things that stand under one class and are not known yet: one document proves a name."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for thing in reading.example.things:
            spellings[thing.name].update(thing.spellings)
    classes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in named:
        classes[place.name][place.cls].add(place.document)
    for name, by_class in sorted(classes.items()):
        cls = min(by_class, key=lambda cls: (-len(by_class[cls]), cls))
        total = len(set().union(*by_class.values()))
        share = len(by_class[cls]) / total
        others = tuple(sorted(spellings[name] - {name}))
        if share >= PURE and not {squash(name)} & ontology.names.keys():
            yield ClassProposal("prefLabel", cls, name, (name,), tuple(sorted(by_class[cls])), share, others)
