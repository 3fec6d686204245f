"""Which of subject and object of a verb, and whose a noun is, only things of one class can be, by the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.ontology import Ontology

ROLES = ("subject", "object")
OWNED = "possessor"  # role of "X" in "the author of X", "the founder of X"
CERTAIN = 0.8  # weight of a lexicalisation whose slots tell what fills them

LIKELY = 0.7  # and of one whose slots something that has no other use may fill

Slots = Mapping[str, tuple[tuple[str, str], ...]]


def slots_of(ontology: Ontology) -> Slots:
    """Verb or noun (lemma) -> roles that things of one class alone fill; people and organisations act."""
    actors = {cls for label in ("PERSON", "ORG") if (cls := ontology.class_of_ner(label))}
    anything = {parent for cls in actors for parent in ontology.classes[cls].parents}
    fill: dict[tuple[str, str], set[str]] = defaultdict(set)  # all that may fill a role of a word
    sure: set[tuple[str, str]] = set()
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)  # what the classes themselves say
    for info in ontology.classes.values():
        for verb in info.verbs:
            fill[verb, "subject"].add(info.iri)
            sure.add((verb, "subject"))
        for verb in info.used_by:
            told[verb].add(("object", info.iri))
    for word, role, classes, weight in _sides(ontology):
        if role != OWNED or len(classes) == 1:  # of what is owned the one class that is meant counts: "the author of X"
            fill[word, role] |= classes
        if weight >= CERTAIN:
            sure.add((word, role))
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for word, role in sure:
        if fill[word, role] & anything:
            continue  # "users of X"
        if len(fill[word, role]) == 1 and (role == OWNED or fill[word, role] <= actors):
            found[word].add((role, next(iter(fill[word, role]))))
    for word, roles in told.items():
        found[word] |= roles
    return {word: tuple(sorted(roles)) for word, roles in sorted(found.items())}


def employing(ontology: Ontology) -> frozenset[str]:
    """Verbs (lemmas) whose "at" is followed by a house of people, surely nobody and no place: "works at X"."""
    person, group, place = (ontology.class_of_ner(label) for label in ("PERSON", "ORG", "GPE"))
    return frozenset(
        word
        for predicate in ontology.predicates.values()
        for lex in predicate.lexicalisations
        if lex.kind == "verb" and lex.weight >= CERTAIN and "at" in lex.range_roles
        if person in (lex.domain or predicate.domain) and group in (classes := lex.range or predicate.range)
        if not classes & {person, place}
        for word in lex.words
        if " " not in word
    )


def product_verbs(ontology: Ontology, product: str | None, *, alone: bool = True) -> frozenset[str]:
    """Verbs whose object is a product, or something like one, by all that is certain: "they released X".

    alone: without those that are done to works, houses or people as well ("they wrote X").
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for predicate in ontology.predicates.values():
        for lex in predicate.lexicalisations:
            ends = ((lex.domain_roles, lex.domain or predicate.domain), (lex.range_roles, lex.range or predicate.range))
            roles = {role for side, _ in ends for role in side}
            if lex.kind != "verb" or lex.weight < (CERTAIN if alone else LIKELY) or not {"subject", "object"} <= roles:
                continue  # "built with X": who does it is another
            for word in lex.words:
                kinds[word] |= {cls for side, classes in ends if "object" in side for cls in classes}
    others = {ontology.class_of_ner(label) for label in ("PERSON", "ORG", "GPE", "EVENT", "WORK_OF_ART")}
    return frozenset(word for word, classes in kinds.items() if product in classes and not (alone and classes & others))


def producers(ontology: Ontology) -> frozenset[str]:
    """IRIs of houses that are known to put out works."""
    house = ontology.class_of_ner("ORG")
    putting_out = {
        predicate.iri
        for predicate in ontology.predicates.values()
        for lex in predicate.lexicalisations
        if lex.kind == "field" and lex.domain_roles == ("work",) and house in (lex.range or predicate.range)
    }
    made = (by for known in ontology.entities.values() for stated, by in known.facts if stated in putting_out)
    return frozenset(by for by in made if by in ontology.entities and ontology.entities[by].cls == house)


def _sides(ontology: Ontology) -> Iterator[tuple[str, str, frozenset[str], float]]:
    """Each word of one token, a role of it, the classes that may fill it there, and the weight."""
    for predicate in ontology.predicates.values():
        for lex in predicate.lexicalisations:
            if lex.kind not in ("verb", "noun", "office") or lex.of_teams:
                continue
            domain, range_ = lex.domain or predicate.domain, lex.range or predicate.range
            for roles, classes in ((lex.domain_roles, domain), (lex.range_roles, range_)):
                for role in (OWNED if role == "house" else role for role in roles):
                    if (lex.kind == "verb" and role in ROLES) or (lex.kind != "verb" and role == OWNED):
                        for word in lex.words:
                            if " " not in word:
                                yield (word if lex.kind == "verb" else word.lower()), role, classes, lex.weight
