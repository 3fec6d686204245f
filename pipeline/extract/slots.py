"""Which of subject and object of a verb, and whose a noun is, only things of one class can be, by the ontology."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.ontology import Ontology

ROLES = ("subject", "object")
OWNED = "possessor"  # role of "X" in "the author of X", "the founder of X"
CERTAIN = 0.8  # weight of a lexicalisation whose slots tell what fills them

Slots = Mapping[str, tuple[tuple[str, str], ...]]


def slots_of(ontology: Ontology) -> Slots:
    """Verb or noun (lemma) -> roles that things of one class alone fill; people and organisations act."""
    actors = {cls for label in ("PERSON", "ORG") if (cls := ontology.class_of_ner(label))}
    found: dict[str, set[tuple[str, str]]] = {}
    for info in ontology.classes.values():
        for verb in info.verbs:
            found.setdefault(verb, set()).add(("subject", info.iri))
    for predicate in ontology.predicates.values():
        for lex in predicate.lexicalisations:
            if lex.kind in ("noun", "office") and lex.weight >= CERTAIN:
                for role, classes in (
                    (lex.domain_roles, lex.domain or predicate.domain),
                    (lex.range_roles, lex.range or predicate.range),
                ):
                    if len(classes) == 1 and set(role) & {OWNED, "house"}:
                        for word in lex.words:
                            if " " not in word:
                                found.setdefault(word.lower(), set()).update((OWNED, cls) for cls in classes)
            if lex.kind != "verb" or lex.weight < CERTAIN:
                continue
            sides = (
                (lex.domain or predicate.domain, lex.domain_roles),
                (lex.range or predicate.range, lex.range_roles),
            )
            for classes, roles in sides:
                if len(classes) == 1 and classes <= actors:
                    for word in lex.words:
                        if " " not in word:
                            slots = {(role, cls) for role in roles for cls in classes if role in ROLES}
                            found.setdefault(word, set()).update(slots)
    return {
        verb: tuple(sorted((role, cls) for role, cls in roles if sum(r == role for r, _ in roles) == 1))
        for verb, roles in sorted(found.items())
        if roles
    }
