"""What a person decided (`aliases.ttl`) applied to what one document says: the last step of resolution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.ontology import Decisions, Ontology, squash
from pipeline.records import Entity, Evidence, Occurrence, Rejection, Resolution, Statement, Triple

NO_NAME, WRONG, UNFIT = (
    "a person decided that it is no name",
    "a person decided that it is wrong",
    "does not fit the class that a person decided",
)


def settled(resolution: Resolution, ontology: Ontology) -> Resolution:
    """The resolution as a person decided it; what that takes away is a rejection with the reason."""
    if ontology.decisions.empty:
        return resolution
    return _Settler(resolution, ontology).settled()


@dataclass(slots=True)
class _Settler:
    """The names of one document, what each stands for, and which of its mentions are somebody else's."""

    resolution: Resolution
    ontology: Ontology

    @property
    def decisions(self) -> Decisions:
        return self.ontology.decisions

    def settled(self) -> Resolution:
        old = {entity.iri: entity for entity in self.resolution.entities}
        home = {iri: self._home(entity) for iri, entity in old.items()}
        entities = {entity.iri: entity for entity in self._entities(old, home)}
        rejections = [self._rejected(entity) for iri, entity in old.items() if home[iri] is None]
        statements = []
        for statement in self.resolution.statements:
            moved = self._moved(statement, home)
            reason = self._refused(moved, entities) if moved else NO_NAME
            if moved and not reason:
                evidence = self._named(moved.evidence, home, old)
                statements.append(Statement(moved.triple, evidence))
            else:
                rejections.append(self._refusal(statement, reason, old))
        voices = {iri: home[iri] or entity.label for iri, entity in old.items()}
        return replace(
            self.resolution,
            entities=tuple(sorted(entities.values(), key=lambda entity: entity.iri)),
            statements=tuple(statements),
            rejections=(*self.resolution.rejections, *rejections),
            sentences=tuple(
                replace(sentence, speaker=voices.get(sentence.speaker or "", sentence.speaker))
                for sentence in self.resolution.sentences
            ),
        )

    def _home(self, entity: Entity) -> str | None:
        """The IRI that the entity stands for; None where it is no name."""
        decisions = self.decisions
        iri = decisions.same(entity.iri)
        if iri == entity.iri and iri not in decisions.labels:
            iri = decisions.names.get(squash(entity.label), iri)
        return None if iri in decisions.nothing else iri

    def _entities(self, old: Mapping[str, Entity], home: Mapping[str, str | None]) -> Iterable[Entity]:
        """Entities under the IRIs that they stand for, with the mentions that are theirs."""
        groups: dict[str, list[Entity]] = {}
        for iri, entity in sorted(old.items(), key=lambda item: (home[item[0]] != item[0], item[0])):
            stays = tuple(place for place in entity.occurrences if self._owner(place) is None)
            goes = [place for place in entity.occurrences if place not in stays]
            if (target := home[iri]) is not None:
                groups.setdefault(target, []).append(replace(entity, occurrences=stays))
            for place in goes:
                target = self.decisions.same(self._owner(place) or "")
                part = replace(entity, label=place.text, aliases=(), heard=(), occurrences=(place,), reason="")
                if target not in self.decisions.nothing:
                    groups.setdefault(target, []).append(part)
        for iri, group in groups.items():
            if any(entity.occurrences for entity in group) or iri in old:
                yield self._united(iri, group)

    def _owner(self, place: Occurrence) -> str | None:
        """Whose the mention is, where a person decided that."""
        return self.decisions.moved.get((place.document, place.begin, place.end))

    def _united(self, iri: str, group: list[Entity]) -> Entity:
        """One entity of several; the first is the one that had the IRI, if any."""
        first, known = group[0], self.ontology.entities.get(iri)
        label = self.decisions.labels.get(iri) or (known.label if known else first.label)
        aliases = {alias for entity in group for alias in entity.aliases} | set(known.aliases if known else ())
        heard = {text for entity in group for text in (*entity.heard, entity.label)} | set(known.heard if known else ())
        reasons = [entity.reason for entity in group if entity.reason]
        if len(group) > 1 or label != first.label:
            reasons.append("a person decided it")
        return replace(
            first,
            iri=iri,
            label=label,
            cls=self.decisions.classes.get(iri) or (known.cls if known else first.cls),
            aliases=tuple(sorted(aliases - {label})),
            heard=tuple(sorted(heard - aliases - {label})),
            occurrences=tuple(sorted({place for entity in group for place in entity.occurrences}, key=_place)),
            reason="; ".join(dict.fromkeys(reasons)),
        )

    def _moved(self, statement: Statement, home: Mapping[str, str | None]) -> Statement | None:
        """The statement between the entities that its names stand for; None where one is no name."""
        triple, evidence = statement.triple, statement.evidence
        ends = []
        for end in (triple.subject, triple.object):
            target = (self._said_of(end, evidence) or home.get(end, end)) if isinstance(end, str) else end
            if target is None:
                return None
            ends.append(target)
        subject, value = ends
        return Statement(Triple(str(subject), triple.predicate, value), evidence)

    def _said_of(self, iri: str, evidence: Evidence) -> str | None:
        """Whom the words mean, where all mentions of the entity in them were given to one other."""
        entity = next((each for each in self.resolution.entities if each.iri == iri), None)
        inside = [p for p in entity.occurrences if evidence.begin <= p.begin < evidence.end] if entity else []
        owners = {self._owner(place) for place in inside}
        owner = owners.pop() if len(owners) == 1 else None
        return self.decisions.same(owner) if owner else None

    def _refused(self, statement: Statement, entities: Mapping[str, Entity]) -> str:
        """Why a person's decisions do not let the statement stand; empty where they do."""
        triple = statement.triple
        predicate = self.ontology.predicates.get(triple.predicate)
        turned = Triple(triple.object, triple.predicate, triple.subject) if isinstance(triple.object, str) else triple
        if triple in self.decisions.wrong or (predicate and predicate.symmetric and turned in self.decisions.wrong):
            return WRONG
        for end, wanted in ((triple.subject, "domain"), (triple.object, "range")):
            decided = isinstance(end, str) and end in self.decisions.classes and end in entities
            term = predicate or self.ontology.quantities.get(triple.predicate)
            classes: frozenset[str] = getattr(term, wanted, frozenset())
            if decided and not self.ontology.is_a(entities[str(end)].cls, classes):
                return UNFIT
        return UNFIT if triple.subject == triple.object else ""

    def _named(self, evidence: Evidence, home: Mapping[str, str | None], old: Mapping[str, Entity]) -> Evidence:
        """Speaker and source as they are called now; who is no name is a label in the text."""
        who = {
            role: home[iri] or old[iri].label
            for role, iri in (("speaker", evidence.speaker), ("attributed_to", evidence.attributed_to))
            if iri is not None and iri in home
        }
        return replace(evidence, **who)  # type: ignore[arg-type]

    def _rejected(self, entity: Entity) -> Rejection:
        begin = min((place.begin for place in entity.occurrences), default=0)
        return Rejection(self.resolution.document.id, entity.label, NO_NAME, begin)

    def _refusal(self, statement: Statement, reason: str, old: Mapping[str, Entity]) -> Rejection:
        triple = statement.triple
        value = triple.object if isinstance(triple.object, str) else f"{triple.object.value:g}"
        words = [old[end].label if end in old else end for end in (triple.subject, value)]
        predicate = triple.predicate.rsplit("#")[-1]
        what = f"{words[0]} {predicate} {words[1]} ({statement.evidence.rule})"
        return Rejection(self.resolution.document.id, what, reason, statement.evidence.begin)


def _place(place: Occurrence) -> tuple[int, int]:
    return place.begin, place.end
