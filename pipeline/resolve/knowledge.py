"""What the ontology knows of two names counts where the document says nothing of them, and tells lists of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.ontology import Ontology
from pipeline.records import BY_NAME, KNOWN, POSSESSIVE, Quantity, Statement
from pipeline.resolve.clusters import Cluster

APPOSITION = "apposition"  # the rule of "Troy, New York"
UNSAID = frozenset({KNOWN, BY_NAME})  # rules of what no words say
OUTRIGHT = 0.75  # confidence from which words say which house made something, whoever is known to
ALONE, OF_MANY = 0.7, 0.6  # the same of a person: where people are known to have made it, where only a house is


def where_words_are_silent(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, without those of rule "known" about two of which words say something, be it to deny or ask it."""
    told = {_ends(statement) for statement in statements if statement.evidence.rule not in UNSAID}
    return (item for item in statements if item.evidence.rule != KNOWN or _ends(item) not in told)


def _ends(statement: Statement) -> frozenset[str | Quantity]:
    return frozenset((statement.triple.subject, statement.triple.object))


def lies_elsewhere(statement: Statement, ontology: Ontology) -> bool:
    """Whether it puts a place where, by what is known of both, it does not lie.

    "X, Y" of places that are known to lie elsewhere is a list ("England, France"); and nothing lies in what lies in it.
    """
    subject, predicate, object_ = statement.triple.subject, statement.triple.predicate, statement.triple.object
    if not isinstance(object_, str):
        return False
    within, around = ontology.around(object_, predicate), ontology.around(subject, predicate)
    listed = statement.evidence.rule == APPOSITION and bool(around) and bool(within) and object_ not in around
    return listed or (predicate in ontology.axioms.acyclic and subject in within)


def belongs_elsewhere(statement: Statement, ontology: Ontology) -> bool:
    """Whether it says by the way what is known otherwise: "our army" in an office, "the Ruritanian army in Chile"."""
    subject, predicate, object_ = statement.triple.subject, statement.triple.predicate, statement.triple.object
    if not isinstance(object_, str) or predicate not in ontology.axioms.acyclic:
        return False
    place = ontology.class_of_ner("GPE")
    wholes = [whole for whole in ontology.axioms.acyclic if whole != predicate]
    nations = {nation for whole in wholes for nation in ontology.known(subject, whole) if ontology.is_nation(nation)}
    nations = {nation for nation in nations if ontology.entities[nation].cls == place}
    known = ontology.known(subject, predicate) if statement.evidence.rule == POSSESSIVE else ()
    if object_ in ontology.entities and ontology.entities[object_].cls == place:
        known = (*known, *nations)
    return bool(known) and not any(_are_tied(object_, other, ontology) for other in known)


def made_by_others(statement: Statement, ontology: Ontology, clusters: Mapping[str, Cluster]) -> bool:
    """Whether it makes somebody the maker of what others are known to make: "we use Rust", "our database is Postgres".

    Only for predicates of which whoever speaks may be the other end, and where the words do not say it outright.
    clusters: what the document names, by IRI.
    """
    subject, predicate, maker = statement.triple.subject, statement.triple.predicate, statement.triple.object
    lexicalisations = ontology.predicates[predicate].lexicalisations if predicate in ontology.predicates else ()
    taken_for_granted = any(lex.kind == "known" and "speaker" in lex.range_roles for lex in lexicalisations)
    makers = ontology.known(subject, predicate)
    if not (taken_for_granted and makers and isinstance(maker, str)) or statement.evidence.rule in UNSAID:
        return False
    person = ontology.class_of_ner("PERSON")
    alone = any(ontology.entities[other].cls == person for other in makers if other in ontology.entities)
    least = OUTRIGHT if clusters[maker].cls(ontology) != person else ALONE if alone else OF_MANY
    return statement.evidence.confidence < least and not any(_are_tied(maker, other, ontology) for other in makers)


def _are_tied(one: str, other: str, ontology: Ontology) -> bool:
    """Whether the two are the same, or one is known to belong to the other."""
    return one == other or one in _around(other, ontology) or other in _around(one, ontology)


def _around(iri: str, ontology: Ontology) -> set[str]:
    """What is known to hold it: its affiliations, and the wholes that it is part of."""
    entity = ontology.entities.get(iri)
    wholes = {whole for predicate in ontology.axioms.acyclic for whole in ontology.around(iri, predicate)}
    return {*(entity.affiliations if entity else ()), *wholes}
