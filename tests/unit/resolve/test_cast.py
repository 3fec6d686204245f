"""Who hosts and who visits, weighed from claims."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ontology import Ontology
from pipeline.records import Evidence, Polarity, Quantity, Statement, Triple
from pipeline.resolve.cast import (
    AMONG,
    EITHER_WAY,
    Cast,
    as_host,
    cast_of,
    channel_of,
    other_role,
    staff_of,
    turned,
    unfit,
)

SHOW = "show"
NOBODY: frozenset[str] = frozenset()


def predicate(role: str, ontology: Ontology) -> str:
    return next(iter(ontology.with_role(role))).iri


def claim(
    person: str,
    predicate: str,
    sure: float = 0.8,
    work: str | Quantity = SHOW,
    rule: str = "r",
    begin: int = 0,
    polarity: Polarity = "affirmed",
) -> Statement:
    return Statement(Triple(person, predicate, work), Evidence("d", begin, begin + 1, "", rule, sure, polarity))


def test_the_surest_first_and_each_in_one_role(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    cast = cast_of(
        [
            claim("ann", host, 0.6),
            claim("bo", host, 0.7),
            claim("cleo", guest, 0.9),
            claim("cleo", host, 0.5),
            claim("dee", guest, 0.6),
            claim("dee", guest, 0.6),
        ],
        SHOW,
        {},
        ontology,
    )
    assert cast == Cast(SHOW, ("bo", "ann"), ("cleo", "dee"))
    assert cast.host is None
    assert cast.guest is None


def test_claims_add_up(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    cast = cast_of([claim("ann", host, 0.7), claim("ann", guest, 0.5), claim("ann", guest, 0.5)], SHOW, {}, ontology)
    assert cast == Cast(SHOW, (), ("ann",))
    assert cast.guest == "ann"


def test_where_both_are_as_sure_it_is_the_host(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    cast = cast_of([claim("ann", guest), claim("ann", host)], SHOW, {}, ontology)
    assert cast == Cast(SHOW, ("ann",), ())
    assert cast.host == "ann"


def test_nobody_is_a_guest_of_the_show_that_bears_their_name(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    cast = cast_of([claim("ann", host, 0.5, rule="name:show"), claim("ann", guest, 0.9)], SHOW, {}, ontology)
    assert cast == Cast(SHOW, ("ann",), (), frozenset({"ann"}))
    assert as_host(claim("ann", guest), cast, ontology) == claim("ann", host)
    assert as_host(claim("bo", guest), cast, ontology) == claim("bo", guest)


def test_whoever_is_called_by_the_first_name_of_a_host_is_no_guest(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    claims = [claim("al", host), claim("a", guest), claim("bo", guest)]
    assert cast_of(claims, SHOW, {"al": "Ann Lee", "a": "Ann", "bo": "Bo"}, ontology) == Cast(SHOW, ("al",), ("bo",))


def test_what_is_denied_or_of_another_show_counts_nothing(ontology: Ontology) -> None:
    host = predicate("host", ontology)
    claims = [claim("ann", host, polarity="denied"), claim("bo", host, work="other"), claim("cleo", "knows")]
    assert cast_of(claims, SHOW, {}, ontology) == Cast(SHOW)


def test_a_claim_of_the_other_role_contradicts(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    cast = Cast(SHOW, ("ann",), ("bo",))
    assert unfit(claim("ann", guest), cast, NOBODY, ontology)
    assert unfit(claim("bo", host), cast, NOBODY, ontology)
    assert not unfit(claim("ann", host), cast, NOBODY, ontology)
    assert not unfit(claim("bo", guest), cast, NOBODY, ontology)
    assert unfit(claim("cleo", guest), cast, NOBODY, ontology)
    assert not unfit(claim("ann", guest, work="other"), cast, NOBODY, ontology)
    assert not unfit(claim("ann", "knows"), cast, NOBODY, ontology)


def test_of_two_who_discuss_only_the_known_host_is_one(ontology: Ontology) -> None:
    host = predicate("host", ontology)
    pair = [claim("ann", host, rule=AMONG), claim("bo", host, rule=AMONG)]
    assert cast_of(pair, SHOW, {}, ontology).hosts == ("ann", "bo")
    cast = cast_of([claim("ann", host), *pair], SHOW, {}, ontology)
    assert cast.hosts == ("ann",)
    assert unfit(pair[1], cast, NOBODY, ontology)
    assert not unfit(pair[0], cast, NOBODY, ontology)


def test_who_reports_for_the_channel_is_no_guest_of_it(ontology: Ontology) -> None:
    guest = predicate("guest", ontology)
    works = next(iter(ontology.with_role("member"))).iri
    labels = {"acme": "Acme", "acme-news": "Acme News", "acmeville": "Acmeville"}

    def tied(person: str, house: str, role: str) -> Statement:
        statement = claim(person, works, work=house)
        return replace(statement, evidence=replace(statement.evidence, role=role))

    told = [
        tied("ann", "acme", "foreign correspondent"),
        tied("bo", "acme-news", "reporter"),
        tied("cleo", "acme", "chief economist"),
        tied("dee", "acmeville", "reporter"),
    ]
    staff = staff_of("acme", told, labels, ontology)
    assert staff == {"ann", "bo"}
    assert unfit(claim("ann", guest), Cast(SHOW, (), ("ann",)), staff, ontology)
    assert not unfit(claim("cleo", guest), Cast(SHOW, (), ("cleo",)), staff, ontology)


def test_the_channel_is_whom_the_header_gives_as_the_only_maker(ontology: Ontology) -> None:
    produced = next(iri for iri in ontology.predicates if iri.endswith("producedBy"))
    field = claim(SHOW, produced, work="acme", rule="field:show")
    assert channel_of([field], SHOW, ontology) == "acme"
    assert channel_of([claim(SHOW, produced, work="acme", rule="verb:produce")], SHOW, ontology) is None
    assert channel_of([field, claim(SHOW, produced, work="corvid", rule="field:account")], SHOW, ontology) is None
    assert channel_of([field], "other", ontology) is None


def test_of_two_who_talk_the_host_is_who_belongs_to_the_maker(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    made = claim(SHOW, "published by", work="acme")
    pair = [claim("ann", host, rule=EITHER_WAY, begin=7), claim("bo", guest, rule=EITHER_WAY, begin=7)]
    assert turned([made, *pair], {"bo": "acme"}, ontology) == {(EITHER_WAY, 7)}
    assert turned([made, *pair], {"bo": "acme", "ann": "acme"}, ontology) == frozenset()
    assert turned([made, *pair], {"ann": "acme"}, ontology) == frozenset()
    assert turned(pair, {"bo": "acme"}, ontology) == frozenset()
    assert turned([made, pair[1]], {"bo": "acme"}, ontology) == frozenset()
    assert turned([made, pair[0]], {"bo": "acme"}, ontology) == frozenset()
    plain = [claim("ann", host, begin=7), claim("bo", guest, begin=7)]
    assert turned([made, *plain], {"bo": "acme"}, ontology) == frozenset()
    apart = [pair[0], claim("bo", guest, rule=EITHER_WAY, begin=9)]
    assert turned([made, *apart], {"bo": "acme"}, ontology) == frozenset()
    counted = claim(SHOW, "episodes", work=Quantity(7.0))
    assert turned([counted, *pair], {"bo": "acme"}, ontology) == frozenset()


def test_of_two_who_talk_the_host_is_who_asks_for_a_living_or_is_known_to_host(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    works = next(iter(ontology.with_role("member"))).iri
    pair = [claim("ann", host, rule=EITHER_WAY, begin=7), claim("bo", guest, rule=EITHER_WAY, begin=7)]

    def tied(person: str, role: str) -> Statement:
        statement = claim(person, works, work="acme")
        return replace(statement, evidence=replace(statement.evidence, role=role))

    assert turned([tied("bo", "foreign correspondent"), *pair], {}, ontology) == {(EITHER_WAY, 7)}
    assert turned([tied("bo", "chief economist"), *pair], {}, ontology) == frozenset()
    assert turned([tied("bo", "reporter"), tied("ann", "anchor"), *pair], {}, ontology) == frozenset()
    known = next(iri for iri in ontology.entities if ontology.known(iri, host))
    show = ontology.known(known, host)[0]
    pair = [
        claim("ann", host, rule=EITHER_WAY, begin=7, work=show),
        claim(known, guest, rule=EITHER_WAY, begin=7, work=show),
    ]
    assert turned(pair, {}, ontology) == {(EITHER_WAY, 7)}


def test_the_other_role(ontology: Ontology) -> None:
    host, guest = predicate("host", ontology), predicate("guest", ontology)
    assert other_role(host, ontology) == guest
    assert other_role(guest, ontology) == host
    assert other_role("knows", ontology) == "knows"
