"""Equal entities and equal triples merge; evidence accumulates; confidence grows with agreement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import log1p

from pipeline.ontology import Ontology
from pipeline.records import (
    BY_MODEL,
    BY_NAME,
    Entity,
    Evidence,
    Fact,
    KnowledgeGraph,
    Quantity,
    ResolvedCorpus,
    Statement,
    Triple,
)
from pipeline.settings import Settings

ASIDE = 0.1  # what a mention in an aside counts
CERTAIN = 0.99  # no amount of agreement makes an extraction surer than this


def merge(corpus: ResolvedCorpus, ontology: Ontology, settings: Settings) -> KnowledgeGraph:
    """One graph of all documents, not yet checked against shapes."""
    resolutions = sorted(corpus.resolutions, key=lambda resolution: resolution.document.id)
    entities = _entities(entity for resolution in resolutions for entity in resolution.entities)
    facts = _facts((s for resolution in resolutions for s in resolution.statements), ontology, settings)
    return KnowledgeGraph(
        documents=tuple(resolution.document for resolution in resolutions),
        entities=ranked(entities, facts),
        facts=facts,
        rejections=tuple(rejection for resolution in resolutions for rejection in resolution.rejections),
        sentences=tuple(sentence for resolution in resolutions for sentence in resolution.sentences),
    )


def _entities(entities: Iterable[Entity]) -> list[Entity]:
    """Entities with the same IRI become one: the label of the first document, all aliases and occurrences."""
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.get(entity.iri)
        if known is None:
            merged[entity.iri] = entity
            continue
        merged[entity.iri] = merged_entity(known, entity)
    return list(merged.values())


def merged_entity(known: Entity, entity: Entity) -> Entity:
    """What an earlier document and this one call the same, as one."""
    aliases = set(known.aliases) | set(entity.aliases) | {entity.label}
    heard = set(known.heard) | set(entity.heard)
    return replace(
        known,
        aliases=tuple(sorted(aliases - {known.label})),
        heard=tuple(sorted(heard - aliases - {known.label})),
        occurrences=known.occurrences + entity.occurrences,
    )


def _facts(statements: Iterable[Statement], ontology: Ontology, settings: Settings) -> tuple[Fact, ...]:
    grouped: dict[Triple, list[Evidence]] = defaultdict(list)
    for statement in statements:
        grouped[canonical(statement.triple, ontology)].append(statement.evidence)
    return tuple(merged_fact(triple, grouped[triple], settings) for triple in sorted(grouped, key=triple_order))


def merged_fact(triple: Triple, said: Iterable[Evidence], settings: Settings) -> Fact:
    """A triple with all that says it; asserted where that is sure enough, and never on denials and hearsay alone."""
    evidence = _distinct(said)
    sure = agreement(evidence)
    return Fact(
        triple=triple,
        confidence=together(evidence),
        asserted=sure > 0 and sure >= settings.min_confidence and not rests_on_name(evidence),
        evidence=evidence,
    )


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Of evidence with the same place and rule the surest, as one statement carries it; sorted by place."""
    surest: dict[tuple[str, int, int, str], Evidence] = {}
    for item in sorted(evidence, key=lambda e: (-e.confidence, str(e))):
        surest.setdefault((item.document, item.begin, item.end, item.rule), item)
    return tuple(surest[place] for place in sorted(surest))


def canonical(triple: Triple, ontology: Ontology) -> Triple:
    """A symmetric fact is kept in one direction."""
    predicate = ontology.predicates.get(triple.predicate)
    if predicate and predicate.symmetric and isinstance(triple.object, str) and triple.object < triple.subject:
        return Triple(triple.object, triple.predicate, triple.subject)
    return triple


def triple_order(triple: Triple) -> tuple[str, str, bool, str, float]:
    """Sort key of triples: subject, predicate, entities before quantities, numbers before other literals."""
    if isinstance(triple.object, Quantity):
        value = triple.object.value
        text, size = (value, 0.0) if isinstance(value, str) else ("", value)
        return triple.subject, triple.predicate, True, text, size
    return triple.subject, triple.predicate, False, triple.object, 0.0


def _is_affirmed(evidence: Evidence) -> bool:
    return evidence.polarity == "affirmed" and evidence.modality == "asserted"


def rests_on_name(evidence: Iterable[Evidence]) -> bool:
    """Whether nothing but a name says it."""
    rules = {item.rule for item in evidence if _is_affirmed(item)}
    return rules == {BY_NAME}


def together(evidence: Sequence[Evidence]) -> float:
    """The confidence of a fact: that of its affirmations together, or the highest where nobody affirms it."""
    return agreement(evidence) or max((item.confidence for item in evidence), default=0.0)


def agreement(evidence: Iterable[Evidence]) -> float:
    """Noisy-or of what affirms a fact: each passage is an independent chance to be right. 0 where nothing does.

    Rules that fire on the same words are one witness, as sure as the surest. A language model is one more witness, for
    all that it reads: what it misreads once it misreads again.
    """
    affirming = sorted(filter(_is_affirmed, evidence), key=lambda e: (e.document, e.begin, e.end))
    models: dict[str, float] = defaultdict(float)
    passages: list[tuple[str, int, int, float]] = []
    for item in affirming:
        if item.rule.startswith(BY_MODEL):
            models[item.rule] = max(models[item.rule], item.confidence)
        elif passages and passages[-1][0] == item.document and item.begin < passages[-1][2]:
            document, begin, end, sure = passages[-1]
            passages[-1] = document, begin, max(end, item.end), max(sure, item.confidence)
        else:
            passages.append((item.document, item.begin, item.end, item.confidence))
    doubt = 1.0
    for sure in (*(sure for *_, sure in passages), *models.values()):
        doubt *= 1 - sure
    return min(CERTAIN, round(1 - doubt, 2))


def ranked(entities: Iterable[Entity], facts: Iterable[Fact]) -> tuple[Entity, ...]:
    """Entities by falling salience: mentions and asserted facts, on a logarithmic scale, the highest is 1.

    What is said in asides counts for little: a sponsor is not what a talk is about, however often it is named.
    """
    degree = Counter(end for fact in facts for end in weighty_ends(fact))
    entities = tuple(entities)
    weights = {}
    for entity in entities:
        aside = sum(bool(place.aside) for place in entity.occurrences)
        weights[entity.iri] = weight(len(entity.occurrences) - aside, aside, degree[entity.iri])
    highest = max(weights.values(), default=0.0)
    weighed = [replace(entity, salience=salience(weights[entity.iri], highest)) for entity in entities]
    return tuple(sorted(weighed, key=lambda entity: (-entity.salience, entity.iri)))


def weighty_ends(fact: Fact) -> tuple[str, ...]:
    """The entities to whose salience a fact adds."""
    if not fact.asserted or (fact.evidence and all(evidence.aside for evidence in fact.evidence)):
        return ()
    return (fact.triple.subject, *([fact.triple.object] if isinstance(fact.triple.object, str) else []))


def weight(mentions: int, asides: int, facts: int) -> float:
    """What an entity weighs, by its mentions outside and inside asides and its facts."""
    return log1p(mentions) + log1p(facts) + ASIDE * log1p(asides)


def salience(weight: float, highest: float) -> float:
    """The weight as a share of the highest, three decimals."""
    return round(weight / (highest or 1.0), 3)
