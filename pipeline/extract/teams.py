"""What teams and their players are called in talk about the sport: by the town, by the nickname, by the last name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Mention

_TEAMS: dict[str, Mapping[str, tuple[str, ...]]] = {}  # by the ontology's digest


def team_names(ontology: Ontology) -> dict[str, set[str]]:
    """Squashed name -> the teams or the player that it may mean, and whatever else is called so.

    Lisbon is the Lisbon Gulls, and so are the Gulls; where two teams of one list are called so, the name is neither.
    """
    called: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entity in ontology.entities.values():
        if entity.subject in ontology.homes:
            for name in _short(ontology, entity):
                called[name][entity.subject].add(entity.iri)
    found: dict[str, set[str]] = {}
    for name, lists in called.items():
        single = {iri for owners in lists.values() if len(owners) == 1 for iri in owners}
        others = set(ontology.names.get(name, ()))
        if single - others:
            found[name] = single | others
    return found


def teams_at(ontology: Ontology) -> Mapping[str, tuple[str, ...]]:
    """Squashed first or last words of the names of teams, as those of towns are -> all teams that are called so."""
    if ontology.digest in _TEAMS:
        return _TEAMS[ontology.digest]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in ontology.entities.values():
        words = entity.label.split()
        if entity.subject in ontology.homes and entity.cls == ontology.class_of_ner("ORG"):
            for cut in range(1, len(words)):
                found[squash(" ".join(words[:cut]))].add(entity.iri)
            found[squash(" ".join(words[1:]))].add(entity.iri)
            found[squash(entity.label)].add(entity.iri)
    _TEAMS.clear()
    _TEAMS[ontology.digest] = {name: tuple(sorted(owners)) for name, owners in found.items()}
    return _TEAMS[ontology.digest]


def teams_of(ontology: Ontology, iris: Iterable[str]) -> list[str]:
    """Those of the known entities that are teams with a home."""
    return [iri for iri in iris if ontology.entities[iri].subject in ontology.homes]


def is_team(ontology: Ontology, mention: Mention) -> bool:
    """Whether the name may be of a team."""
    return bool(teams_of(ontology, mention.candidates))


def _short(ontology: Ontology, entity: KnownEntity) -> Iterator[str]:
    """The place and the nickname in the label of a team; the last name of a player where it means something else."""
    words = entity.label.split()
    if entity.cls == ontology.class_of_ner("PERSON"):
        others = ontology.names.get(last := squash(words[-1]), ())
        if others and {ontology.entities[iri].cls for iri in others} == {ontology.class_of_ner("ORG")}:
            yield last
    if entity.cls != ontology.class_of_ner("ORG"):
        return
    nickname = ""
    for cut in range(1, len(words)):
        opening, ending = squash(" ".join(words[:cut])), squash(" ".join(words[cut:]))
        if _is_place(ontology, opening):
            yield opening
            nickname = ending if ending.endswith("s") or ontology.names.get(ending) else ""
        elif _is_place(ontology, ending, label=True):
            yield ending  # "Club América" is not called like a country
    if not nickname and len(words) > 1 and words[-1].endswith("s"):
        nickname = squash(words[-1])  # "Carolina" is two states
    if nickname:
        yield nickname


def _is_place(ontology: Ontology, name: str, *, label: bool = False) -> bool:
    """Whether a place is called so; label: by its preferred name."""
    place = ontology.class_of_ner("GPE")
    owners = (ontology.entities[owner] for owner in ontology.names.get(name, ()))
    return any(owner.cls == place and (not label or squash(owner.label) == name) for owner in owners)
