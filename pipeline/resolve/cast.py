"""Who hosts the document's own show and who is its guest, weighed from all that the text says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.extract.closed_classes import REPORTERS
from pipeline.ontology import Ontology
from pipeline.records import BY_NAME, POSSESSIVE, Statement

AMONG = "cast:discuss"  # the rule of claims that host and panellist may share: "N and N discuss"
EITHER_WAY = "cast:talks with"  # the rule of claims whose words leave open who asks and who answers
# The rules of claims that tell of another time than that of the talk.
ANOTHER_TIME = frozenset(
    f"cast:{cue}"
    for cue in (
        "in episode",
        "episode with",
        "recently on the show",
        "told us on the show",
        "had on",
        "had on before",
        "had on before, one with",
        "hear them",
    )
)
BY_TITLE = f"{BY_NAME}:"  # the rules of claims that the show's own name makes: "The Jane Doe Show"
ASKING = REPORTERS | {"anchor", "host", "presenter", "moderator"}
LEAST = 0.6  # confidence from which somebody is taken for host or guest when it is asked who "I" is


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one show: IRIs, the surest first. regulars: whom it is called after, or who is known to host it.

    visitors: who were its guests another time, and do not speak here.
    """

    work: str | None = None
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    regulars: frozenset[str] = frozenset()
    visitors: frozenset[str] = frozenset()

    @property
    def host(self) -> str | None:
        """The only host."""
        return self.hosts[0] if len(self.hosts) == 1 else None

    @property
    def guest(self) -> str | None:
        """The only guest."""
        return self.guests[0] if len(self.guests) == 1 else None


def cast_of(statements: Iterable[Statement], work: str | None, labels: Mapping[str, str], ontology: Ontology) -> Cast:
    """Host or guest: whichever more, and surer, statements about the document's work say of a person.

    Nobody is the guest of a show that bears their name or that they are known to host, nor whoever is called by the
    first name of a host.
    """
    doubt: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    roles = {predicate.iri: role for role in ("host", "guest") for predicate in ontology.with_role(role)}
    statements = list(statements)
    named = {
        s.triple.subject for s in statements if s.evidence.rule != AMONG and roles.get(s.triple.predicate) == "host"
    }
    for statement in statements:
        role, evidence = roles.get(statement.triple.predicate), statement.evidence
        if named and evidence.rule == AMONG and statement.triple.subject not in named:
            continue  # a host is known, and this is another
        if role and statement.triple.object == work and evidence.polarity == "affirmed":
            doubt[statement.triple.subject, role] *= 1 - evidence.confidence
    own = {s.triple.subject for s in statements if s.triple.object == work and s.evidence.rule.startswith(BY_TITLE)}
    known = (iri for iri, role in roles.items() if role == "host")
    regulars = frozenset(own | {person for iri in known for person, _ in doubt if work in ontology.known(person, iri)})
    for person in regulars:
        doubt[person, "host"] *= doubt.pop((person, "guest"), 1.0)
    people = sorted({person for person, _ in doubt})
    sure = {
        (person, role): round(1 - doubt[person, role], 6)
        for person in people
        for role in ("host", "guest")
        if doubt[person, role] <= doubt[person, "guest" if role == "host" else "host"] and (person, role) in doubt
    }
    ranked = sorted(sure, key=lambda key: (-sure[key], key))
    hosts = tuple(person for person, role in ranked if role == "host")
    first = [labels.get(person, person).split(" ")[0] for person in hosts]
    guests = tuple(
        person
        for person, role in ranked
        if role == "guest" and person not in hosts and first.count(labels.get(person, "")) != 1
    )
    present = {
        s.triple.subject
        for s in statements
        if s.triple.object == work and s.evidence.rule not in ANOTHER_TIME and roles.get(s.triple.predicate) == "guest"
    }
    visitors = frozenset(guests) - present
    return Cast(work, hosts, tuple(person for person in guests if person in present), regulars, visitors)


def as_host(statement: Statement, cast: Cast, ontology: Ontology) -> Statement:
    """What makes somebody a guest of a show that is theirs says that they are on it, and so host it."""
    triple = statement.triple
    visits = any(predicate.iri == triple.predicate for predicate in ontology.with_role("guest"))
    if not visits or triple.object != cast.work or triple.subject not in cast.regulars:
        return statement
    return replace(statement, triple=replace(triple, predicate=other_role(triple.predicate, ontology)))


def unfit(statement: Statement, cast: Cast, staff: frozenset[str], ontology: Ontology) -> str:
    """Why the statement does not fit the cast; empty where it does."""
    if _contradicts(statement, cast, staff, ontology):
        return "more is said for the other role"
    return "a guest speaks of their own people" if _is_of_the_guest(statement, cast, ontology) else ""


def _contradicts(statement: Statement, cast: Cast, staff: frozenset[str], ontology: Ontology) -> bool:
    """Whether the statement puts a person into another role than the cast gives, or calls staff guests."""
    if statement.triple.object != cast.work:
        return False
    if statement.triple.subject in staff and statement.triple.predicate in {p.iri for p in ontology.with_role("guest")}:
        return True
    if statement.evidence.rule == AMONG and statement.triple.subject not in cast.hosts:
        return True
    if any(p.iri == statement.triple.predicate for p in ontology.with_role("guest")):
        return statement.triple.subject not in cast.guests and statement.triple.subject not in cast.visitors
    if any(p.iri == statement.triple.predicate for p in ontology.with_role("host")):
        return statement.triple.subject in cast.guests
    return False


def _is_of_the_guest(statement: Statement, cast: Cast, ontology: Ontology) -> bool:
    """Whether a guest is who says it: the people that a guest has or thanks make no show and are not on it."""
    evidence, triple = statement.evidence, statement.triple
    if evidence.speaker not in cast.guests or triple.subject == evidence.speaker:
        return False
    visits = any(predicate.iri == triple.predicate for predicate in ontology.with_role("guest"))
    return evidence.rule.startswith("credit:") or (visits and evidence.rule.startswith("cast:"))


def channel_of(statements: Iterable[Statement], work: str | None, ontology: Ontology) -> str | None:
    """The organisation that the header says puts out the document's work: whose "our correspondent" is."""
    organisation = frozenset({ontology.class_of_ner("ORG") or ""})
    makers = {
        statement.triple.object
        for statement in statements
        if statement.triple.subject == work and statement.evidence.rule.startswith("field:")
        if organisation & ontology.predicates[statement.triple.predicate].range
        and isinstance(statement.triple.object, str)
    }
    return makers.pop() if len(makers) == 1 else None


def staff_of(
    channel: str, statements: Iterable[Statement], labels: Mapping[str, str], ontology: Ontology
) -> frozenset[str]:
    """Who reports for the channel, or for a part that bears its name ("Acme News"): they are no guests of its works."""
    ties = {predicate.iri for predicate in ontology.with_role("member")}
    name = labels[channel].casefold()
    return frozenset(
        statement.triple.subject
        for statement in statements
        if statement.triple.predicate in ties and isinstance(statement.triple.object, str)
        if statement.evidence.role.casefold().endswith(tuple(REPORTERS)) or statement.evidence.rule == POSSESSIVE
        if f"{labels[statement.triple.object]} ".casefold().startswith(f"{name} ")
    )


def turned(
    statements: Iterable[Statement], memberships: Mapping[str, str], ontology: Ontology
) -> frozenset[tuple[str, int]]:
    """Rule and place of claims that name two people, the second of whom asks: the host is he.

    "The minister speaks with Jane Doe", where Jane Doe is an editor of Acme, and the show is Acme's, or reports for
    anybody, or hosts the show by what else is said or known.
    """
    statements = list(statements)
    asking = {s.triple.subject for s in statements if s.evidence.role.casefold().endswith(tuple(ASKING))}
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

    def asks(person: str, work: str) -> bool:
        known = any(work in ontology.known(person, role.iri) for role in ontology.with_role("host"))
        return known or person in asking or memberships.get(person) in makers[work]

    return frozenset(
        (rule, begin)
        for (rule, begin, work), people in pairs.items()
        if rule == EITHER_WAY
        and people["host"]
        and people["guest"]
        and all(asks(person, work) for person in people["guest"])
        and not any(asks(person, work) for person in people["host"])
    )


def other_role(predicate: str, ontology: Ontology) -> str:
    """The predicate of the guest for that of the host, and the other way round."""
    for role, other in (("host", "guest"), ("guest", "host")):
        if any(known.iri == predicate for known in ontology.with_role(role)):
            return next(iter(ontology.with_role(other))).iri
    return predicate
