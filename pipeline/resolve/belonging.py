"""To which house each person belongs, and to which project: what they mean by "we"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from pipeline.ontology import Ontology
from pipeline.records import Statement

TIED = 0.5  # how sure it must be that somebody belongs to a house, for whose "we" it is
DEVOTED = 0.6  # and that somebody makes or keeps a thing, for whose "we" it may be


def memberships(statements: list[Statement], is_house: Callable[[str], bool], ontology: Ontology) -> dict[str, str]:
    """Person -> the organisation that most statements tie them to; who leads or founds it is tied closer."""
    ties: dict[str, Counter[str]] = defaultdict(Counter)
    for predicate in ontology.with_role("member") + ontology.with_role("founder"):
        for statement in statements:
            if statement.triple.predicate != predicate.iri or not isinstance(statement.triple.object, str):
                continue
            if statement.evidence.tense == "past" and "member" in predicate.discourse_roles:
                continue  # "we" is where somebody is, not where they were
            if not _is_sure(statement, TIED):
                continue
            person, group = statement.triple.subject, statement.triple.object
            if "founder" in predicate.discourse_roles:
                person, group = group, person
            if is_house(group):
                roles = {*predicate.discourse_roles} - {"member"}
                ties[person][group] += 1 + 2 * len(ontology.wider(predicate.iri) | roles)
    return {person: min(groups, key=lambda group: (-groups[group], group)) for person, groups in ties.items()}


def projects(
    statements: Iterable[Statement],
    members: Mapping[str, str],
    named: Mapping[str, int],
    is_product: Callable[[str], bool],
    is_person: Callable[[str], bool],
    ontology: Ontology,
) -> dict[str, str]:
    """Person -> the thing they make or keep, where the talk is more of it than of the house that employs them.

    named: entity -> how often the document names it. Nobody speaks for a thing who heads their house, or whose house
    makes it.
    """
    makers, keepers, founders = ({p.iri for p in ontology.with_role(role)} for role in ("maker", "keeper", "founder"))
    heads = {p.iri for p in ontology.with_role("member") if len(ontology.wider(p.iri)) > 1}  # leads, so works for
    made: set[tuple[str, str]] = set()
    housed: set[str] = set()
    ties: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        subject, predicate, thing = statement.triple.subject, statement.triple.predicate, statement.triple.object
        if not isinstance(thing, str) or not _is_sure(statement, DEVOTED):
            continue
        if predicate in makers and is_product(subject):
            made.add((subject, thing))
            if is_person(thing):
                ties[thing].add(subject)
        elif predicate in keepers and is_product(thing) and statement.evidence.tense != "past":
            ties[subject].add(thing)
        elif predicate in founders | heads:
            housed.add(thing if predicate in founders else subject)
    found = {}
    for person, things in ties.items():
        house = members.get(person)
        project = min(things, key=lambda thing: (-named.get(thing, 0), thing))
        talked_of = house is None or named.get(project, 0) > named.get(house, 0)
        if talked_of and person not in housed and (project, house) not in made:
            found[person] = project
    return found


def nations(statements: Iterable[Statement], ontology: Ontology) -> dict[str, str]:
    """Person -> the nation that they head, by what is said: "our allies" are its allies."""
    heads = {p.iri for p in ontology.with_role("member") if len(ontology.wider(p.iri)) > 1}
    headed: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        subject, nation = statement.triple.subject, statement.triple.object
        now = statement.triple.predicate in heads and statement.evidence.tense != "past"
        if now and isinstance(nation, str) and ontology.is_nation(nation) and _is_sure(statement, TIED):
            headed[subject].add(nation)
    return {person: min(held) for person, held in headed.items() if len(held) == 1}


def _is_sure(statement: Statement, least: float) -> bool:
    return statement.evidence.polarity != "denied" and statement.evidence.confidence >= least
