"""What a person decided about names and facts, in `aliases.ttl` next to the documents.

    <a> skos:hiddenLabel "Luther" .             # "Luther" means a, as do prefLabel and altLabel
    <a> a tg:Person ; skos:prefLabel "Ada" .    # a is a person and called Ada, whatever it was taken for
    <a> dcterms:isReplacedBy <b> .              # a is the same as b
    <a> a tg:NotAName .                         # what was taken for a is no name
    [] a tg:Mention ; tg:denotes <b> ; dcterms:isPartOf <document> ; nif:beginIndex 7 ; nif:endIndex 13 .
                                                # this mention, and what is said there, is of b
    [] a owl:NegativePropertyAssertion ; owl:sourceIndividual <a> ; owl:assertionProperty tg:leads ;
        owl:targetIndividual <b> .              # this is wrong; of a number by owl:targetValue

The prefixes of talkgraph's own files need not be declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

import pyoxigraph as ox

from pipeline.errors import OntologyError
from pipeline.ontology.squashing import squash
from pipeline.records import Quantity, Triple
from pipeline.vocabulary import PREFIXES, expand

NOT_A_NAME, MENTION = expand("tg:NotAName"), expand("tg:Mention")
WRONG = expand("owl:NegativePropertyAssertion")
TYPE, REPLACED = expand("rdf:type"), expand("dcterms:isReplacedBy")
PREF_LABEL = expand("skos:prefLabel")
LABELS = (PREF_LABEL, expand("skos:altLabel"), expand("skos:hiddenLabel"))
# What the files may begin with and need not; on one line, so that the lines of a complaint stay right.
PREAMBLE = "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in PREFIXES.items()).encode()
Node = Mapping[str, Sequence[object]]  # a node's properties: predicate IRI -> objects
Place = tuple[str, int, int]  # document id, raw begin and end


@dataclass(frozen=True, slots=True)
class Decisions:
    """names: squashed label -> IRI that it means. labels, classes: IRI -> how it is called, what it is.

    merged: IRI -> the one that it is the same as, through to the last. moved: mention -> the IRI that it denotes.
    text: of the files.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    nothing: frozenset[str] = frozenset()
    moved: Mapping[Place, str] = field(default_factory=dict)
    wrong: frozenset[Triple] = frozenset()
    text: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was decided."""
        return not (
            self.names or self.labels or self.classes or self.merged or self.nothing or self.moved or self.wrong
        )

    def same(self, iri: str) -> str:
        """The IRI that this one stands for."""
        return self.merged.get(iri, iri)


def read_decisions(nodes: Mapping[str, Node], classes: Iterable[str], text: str, where: str) -> Decisions:
    """The decisions in the files, whose triples are `nodes`. classes: those of the ontology; where: the files' names.

    Raises OntologyError for what is incomplete, contradicts itself or names an unknown class.
    """
    known = {*classes, NOT_A_NAME}
    names, labels, kinds, merged, moved = {}, {}, {}, {}, {}
    nothing, wrong = set(), set()
    for iri, node in nodes.items():
        types = texts(node, TYPE)
        if MENTION in types:
            place, to = _mention(node, where)
            moved[place] = to
            continue
        if WRONG in types:
            wrong.add(_wrong(node, where))
            continue
        for unknown in [each for each in types if each not in known]:
            raise OntologyError(
                f"{where}: {iri} is a <{unknown}>, which the ontology does not declare; use one that it does"
            )
        if NOT_A_NAME in types:
            nothing.add(iri)
        elif types:
            kinds[iri] = types[-1]
        for term in LABELS:
            for label in texts(node, term):
                if not is_scoped(iri):  # else the label means something else in the next document
                    names[squash(label)] = iri
        if preferred := texts(node, PREF_LABEL):
            labels[iri] = preferred[-1]
        if replaced := texts(node, REPLACED):
            merged[iri] = replaced[-1]
    final = {iri: _last(iri, merged, where) for iri in merged}
    return Decisions(
        names=MappingProxyType({key: final.get(iri, iri) for key, iri in sorted(names.items())}),
        labels=MappingProxyType(dict(sorted(labels.items()))),
        classes=MappingProxyType(dict(sorted(kinds.items()))),
        merged=MappingProxyType(dict(sorted(final.items()))),
        nothing=frozenset(nothing),
        moved=MappingProxyType(dict(sorted(moved.items()))),
        wrong=frozenset(wrong),
        text=text,
    )


def is_scoped(iri: str) -> bool:
    """Whether the IRI is of one document: that of a thing known by a short form only."""
    return "/document/" in iri


def _last(iri: str, merged: Mapping[str, str], where: str) -> str:
    """Where a chain of merges ends."""
    seen = {iri}
    while iri in merged:
        iri = merged[iri]
        if iri in seen:
            raise OntologyError(f"{where}: {iri} is replaced by itself in a circle; leave one of them as it is")
        seen.add(iri)
    return iri


def _mention(node: Node, where: str) -> tuple[Place, str]:
    document = _one(node, "dcterms:isPartOf", "a tg:Mention", where)
    begin, end = (_one(node, name, "a tg:Mention", where) for name in ("nif:beginIndex", "nif:endIndex"))
    if not (begin.isdecimal() and end.isdecimal()):
        raise OntologyError(f"{where}: a tg:Mention begins at {begin!r} and ends at {end!r}; give two numbers")
    return (unquote(document.rpartition("/document/")[2]), int(begin), int(end)), _one(
        node, "tg:denotes", "a tg:Mention", where
    )


def _wrong(node: Node, where: str) -> Triple:
    subject, predicate = (
        _one(node, name, "an owl:NegativePropertyAssertion", where)
        for name in ("owl:sourceIndividual", "owl:assertionProperty")
    )
    number = texts(node, expand("owl:targetValue"))
    if not number:
        return Triple(subject, predicate, _one(node, "owl:targetIndividual", "an owl:NegativePropertyAssertion", where))
    try:
        return Triple(subject, predicate, Quantity(float(number[0])))
    except ValueError as error:
        raise OntologyError(f"{where}: owl:targetValue {number[0]!r} is no number; give one") from error


def _one(node: Node, name: str, what: str, where: str) -> str:
    values = texts(node, expand(name))
    if len(values) != 1:
        raise OntologyError(f"{where}: {what} needs exactly one {name}, not {len(values)}; mend it")
    return values[0]


def texts(node: Node, term: str) -> list[str]:
    """The literals and IRIs that a node has of a property."""
    return [value.value for value in node.get(term, ()) if isinstance(value, ox.NamedNode | ox.Literal)]
