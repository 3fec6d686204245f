"""What kind of thing a name is, by votes, claims and what only makers do."""

from __future__ import annotations

from dataclasses import replace

from resolve_helpers import talk

from pipeline.ontology import Ontology
from pipeline.records import Extraction, Quantity, Relation, Vote
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.typing import CERTAIN, LEAST, SURE, vote_by_argument, vote_for_makers, with_class


def cluster(name: str, mention: int, *votes: tuple[str, float]) -> Cluster:
    made = Cluster(name.lower(), [mention])
    made.texts[name] += 1
    made.votes += [Vote(cls, "test", weight) for cls, weight in votes]
    return made


def claims(*relations: Relation) -> Extraction:
    return Extraction(talk(("", "It rained.")), (), relations)


def claim(predicate: str, sure: float, domain: str = "", range_: str = "", object_: int | Quantity = 1) -> Relation:
    wanted = [frozenset({cls} - {""}) for cls in (domain, range_)]
    return Relation(0, predicate, object_, "verb:test", 0, 0, 1, sure, domain=wanted[0], range=wanted[1])


def argument_votes(cluster: Cluster) -> list[str]:
    return [vote.cls for vote in cluster.votes if vote.detector == "argument"]


def kinds(ontology: Ontology) -> tuple[str, str]:
    """Two classes without classes below them."""
    parents = {parent for info in ontology.classes.values() for parent in info.parents}
    found = [cls for cls in ontology.classes if cls not in parents]
    return found[0], found[1]


def test_a_claim_backs_what_was_proposed_and_nothing_else(ontology: Ontology) -> None:
    one, other = kinds(ontology)
    subject, object_ = cluster("A", 0, (one, 0.4), (other, 0.4)), cluster("B", 1, (other, 0.4))
    vote_by_argument(claims(claim("p", SURE, one, one)), [subject, object_], ontology)
    assert argument_votes(subject) == [one]
    assert argument_votes(object_) == []
    assert subject.cls(ontology) == one


def test_a_claim_backs_both_ends_but_no_number(ontology: Ontology) -> None:
    one, other = kinds(ontology)
    subject, object_ = cluster("A", 0, (one, 0.4)), cluster("B", 1, (other, 0.4))
    vote_by_argument(claims(claim("p", SURE, one, other)), [subject, object_], ontology)
    assert (argument_votes(subject), argument_votes(object_)) == ([one], [other])
    counted = cluster("A", 0, (one, 0.4))
    vote_by_argument(claims(claim("p", SURE, one, other, Quantity(7.0))), [counted], ontology)
    assert argument_votes(counted) == [one]


def test_an_unsure_claim_a_wide_class_and_a_known_name_get_no_vote(ontology: Ontology) -> None:
    one, _ = kinds(ontology)
    parent = next(parent for info in ontology.classes.values() for parent in info.parents)
    for relation in (claim("p", SURE - 0.01, one), claim("p", SURE), claim("p", SURE, parent)):
        subject = cluster("A", 0, (one, 0.4), (parent, 0.4))
        vote_by_argument(claims(relation), [subject], ontology)
        assert argument_votes(subject) == []
    known = cluster("A", 0, (one, 0.4))
    known.known = next(iter(ontology.entities.values()))
    vote_by_argument(claims(claim("p", SURE, one)), [known], ontology)
    assert argument_votes(known) == []


def made_by(ontology: Ontology) -> tuple[str, str]:
    """A class of products, and the class of who makes them."""
    return next((info.iri, info.makers[0]) for info in ontology.classes.values() if info.makers)


def test_where_only_a_maker_can_stand_a_product_means_its_maker(ontology: Ontology) -> None:
    product, maker = made_by(ontology)
    member = next(iter(ontology.with_role("member"))).iri
    found = cluster("B", 1, (product, 1.0))
    vote_for_makers(claims(claim(member, CERTAIN, "", maker)), [found], ontology)
    assert found.cls(ontology) == maker
    assert next(vote.weight for vote in found.votes if vote.cls == maker) == 1.0 + LEAST


def test_elsewhere_it_stays_the_product(ontology: Ontology) -> None:
    product, maker = made_by(ontology)
    member = next(iter(ontology.with_role("member"))).iri
    right = claim(member, CERTAIN, "", maker)
    for relation in (
        replace(right, predicate="knows"),
        replace(right, confidence=CERTAIN - 0.01),
        replace(right, range=frozenset()),
        replace(right, range=frozenset({product})),
        replace(right, object=Quantity(7.0)),
        replace(right, object=2),
    ):
        found = cluster("B", 1, (product, 1.0))
        vote_for_makers(claims(relation), [found], ontology)
        assert found.cls(ontology) == product, relation
    nothing = cluster("B", 1)
    vote_for_makers(claims(right), [nothing], ontology)
    assert nothing.cls(ontology) is None


def test_a_name_of_which_too_little_is_known_is_refused_with_the_reason(ontology: Ontology) -> None:
    one, _ = kinds(ontology)
    sure, unsure, unknown = cluster("A", 0, (one, LEAST)), cluster("B", 1, (one, LEAST - 0.01)), cluster("C", 2)
    unsure.first = 7
    kept, refused = with_class("d", [sure, unsure, unknown], replace(ontology, any_name=None))
    assert kept == [sure]
    assert [(rejection.document, rejection.what, rejection.begin) for rejection in refused] == [
        ("d", "B", 7),
        ("d", "C", 0),
    ]
    assert refused[0].reason.startswith("too little")
    assert refused[1].reason.startswith("nothing")


def test_where_any_name_will_do_it_is_kept(ontology: Ontology) -> None:
    one, other = kinds(ontology)
    unknown = cluster("C", 2)
    kept, refused = with_class("d", [unknown], replace(ontology, any_name=other))
    assert (kept, refused) == ([unknown], ())
    assert unknown.cls(ontology) == other
    sure = cluster("A", 0, (one, LEAST))
    with_class("d", [sure], replace(ontology, any_name=other))
    assert sure.cls(ontology) == one
