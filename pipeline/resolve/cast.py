"""Who hosts the document's own show and who is its guest, weighed from all that the text says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.ontology import Ontology
from pipeline.records import Statement

EITHER_WAY = "cast:talks with"  # the rule of claims whose words leave open who asks and who answers
LEAST = 0.6  # confidence from which somebody is taken for host or guest when it is asked who "I" is


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one show: IRIs, the surest first."""

    work: str | None = None
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()

    @property
    def host(self) -> str | None:
        """The only host."""
        return self.hosts[0] if len(self.hosts) == 1 else None

    @property
    def guest(self) -> str | None:
        """The only guest."""
        return self.guests[0] if len(self.guests) == 1 else None


def cast_of(statements: Iterable[Statement], work: str | None, ontology: Ontology) -> Cast:
    """Host or guest: whichever more, and surer, statements about the document's work say of a person."""
    doubt: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    roles = {predicate.iri: role for role in ("host", "guest") for predicate in ontology.with_role(role)}
    for statement in statements:
        role, evidence = roles.get(statement.triple.predicate), statement.evidence
        if role and statement.triple.object == work and evidence.polarity == "affirmed":
            doubt[statement.triple.subject, role] *= 1 - evidence.confidence
    people = sorted({person for person, _ in doubt})
    sure = {
        (person, role): round(1 - doubt[person, role], 6)
        for person in people
        for role in ("host", "guest")
        if doubt[person, role] <= doubt[person, "guest" if role == "host" else "host"] and (person, role) in doubt
    }
    ranked = sorted(sure, key=lambda key: (-sure[key], key))
    hosts = tuple(person for person, role in ranked if role == "host")
    guests = tuple(person for person, role in ranked if role == "guest" and person not in hosts)
    return Cast(work, hosts, guests)


def contradicts(statement: Statement, cast: Cast, ontology: Ontology) -> bool:
    """Whether the statement puts a person into the other role than the one that the cast gives."""
    if statement.triple.object != cast.work:
        return False
    for role, others in (("host", cast.guests), ("guest", cast.hosts)):
        if any(predicate.iri == statement.triple.predicate for predicate in ontology.with_role(role)):
            return statement.triple.subject in others
    return False


def turned(
    statements: Iterable[Statement], memberships: Mapping[str, str], ontology: Ontology
) -> frozenset[tuple[str, int]]:
    """Rule and place of claims that name two people, the second of whom belongs to who makes the work: the host is he.

    "The minister speaks with Jane Doe", where Jane Doe is an editor of Acme, and the show is Acme's.
    """
    statements = list(statements)
    roles = {predicate.iri: role for role in ("host", "guest") for predicate in ontology.with_role(role)}
    pairs: dict[tuple[str, int, str], dict[str, set[str]]] = defaultdict(lambda: {"host": set(), "guest": set()})
    makers: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        triple, evidence = statement.triple, statement.evidence
        if isinstance(triple.object, str):
            if (role := roles.get(triple.predicate)) is not None:
                pairs[evidence.rule, evidence.begin, triple.object][role].add(triple.subject)
            else:
                makers[triple.subject].add(triple.object)
    return frozenset(
        (rule, begin)
        for (rule, begin, work), people in pairs.items()
        if rule == EITHER_WAY
        and people["host"]
        and people["guest"]
        and all(memberships.get(person) in makers[work] for person in people["guest"])
        and not any(memberships.get(person) in makers[work] for person in people["host"])
    )


def other_role(predicate: str, ontology: Ontology) -> str:
    """The predicate of the guest for that of the host, and the other way round."""
    for role, other in (("host", "guest"), ("guest", "host")):
        if any(known.iri == predicate for known in ontology.with_role(role)):
            return next(iter(ontology.with_role(other))).iri
    return predicate
