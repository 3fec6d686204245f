"""What a schema says about how facts follow from each other and exclude each other: its OWL axioms as plain sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pipeline.vocabulary import PREFIXES, SCHEMA

RDF, RDFS, OWL = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
# OWL 2 DL, and with it OWL 2 RL, cannot call a transitive property asymmetric; this annotation can.
ACYCLIC = SCHEMA + "acyclic"

PREDICATES = {
    ACYCLIC,
    RDF + "type",
    *(RDFS + name for name in ("subPropertyOf", "subClassOf", "domain", "range")),
    *(OWL + name for name in ("equivalentProperty", "equivalentClass", "inverseOf")),
    *(OWL + name for name in ("disjointWith", "propertyDisjointWith")),
}

Pair = tuple[str, str]
Nodes = Mapping[str, Mapping[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Axioms:
    """All sets hold IRIs. Pairs read as in the schema: (narrower, wider), (property, class), (one, the other).

    inverses and disjoint pairs stand in both directions; sub_properties and sub_classes include equivalences.
    """

    sub_properties: frozenset[Pair] = frozenset()
    sub_classes: frozenset[Pair] = frozenset()
    inverses: frozenset[Pair] = frozenset()
    domains: frozenset[Pair] = frozenset()
    ranges: frozenset[Pair] = frozenset()
    symmetric: frozenset[str] = frozenset()
    transitive: frozenset[str] = frozenset()
    functional: frozenset[str] = frozenset()
    irreflexive: frozenset[str] = frozenset()
    asymmetric: frozenset[str] = frozenset()
    acyclic: frozenset[str] = frozenset()
    disjoint_classes: frozenset[Pair] = frozenset()
    disjoint_properties: frozenset[Pair] = frozenset()

    def disjoint(self, one: str, other: str) -> bool:
        """Whether nothing can be of both classes."""
        return (one, other) in self.disjoint_classes


def read_axioms(nodes: Nodes) -> Axioms:
    """The axioms between named terms; what is said of unnamed classes (unions, restrictions) is left aside."""
    pairs: dict[str, set[Pair]] = defaultdict(set)
    for subject, node in nodes.items():  # once: a gazetteer has many nodes and no axioms
        if not subject.startswith("_:"):
            for predicate in PREDICATES & node.keys():
                pairs[predicate] |= {(subject, value.value) for value in node[predicate] if _is_named(value)}

    def both(*predicates: str) -> set[Pair]:
        found = {pair for predicate in predicates for pair in pairs[predicate]}
        return found | {(other, one) for one, other in found}

    def of_type(name: str) -> frozenset[str]:
        return frozenset(subject for subject, kind in pairs[RDF + "type"] if kind == OWL + name)

    return Axioms(
        sub_properties=frozenset(pairs[RDFS + "subPropertyOf"] | both(OWL + "equivalentProperty")),
        sub_classes=frozenset(pairs[RDFS + "subClassOf"] | both(OWL + "equivalentClass")),
        inverses=frozenset(both(OWL + "inverseOf")),
        domains=frozenset(pairs[RDFS + "domain"]),
        ranges=frozenset(pairs[RDFS + "range"]),
        symmetric=of_type("SymmetricProperty"),
        transitive=of_type("TransitiveProperty"),
        functional=of_type("FunctionalProperty"),
        irreflexive=of_type("IrreflexiveProperty"),
        asymmetric=of_type("AsymmetricProperty"),
        acyclic=frozenset(subject for subject, value in pairs[ACYCLIC] if value in ("true", "1")),
        disjoint_classes=frozenset(both(OWL + "disjointWith") | _members(nodes, "AllDisjointClasses")),
        disjoint_properties=frozenset(both(OWL + "propertyDisjointWith") | _members(nodes, "AllDisjointProperties")),
    )


def _is_named(value: Any) -> bool:
    """Whether it is an IRI or a literal; of literals, tg:acyclic alone has any."""
    return hasattr(value, "value") and not str(value).startswith("_:")


def rdf_list(nodes: Nodes, head: object) -> Iterator[Any]:
    """The items of an RDF list; of one that leads back into itself, each once."""
    seen: set[str] = set()
    while (cell := nodes.get(str(head))) and str(head) not in seen:
        seen.add(str(head))
        yield from cell.get(RDF + "first", ())
        head = next(iter(cell.get(RDF + "rest", ())), None)


def _members(nodes: Nodes, kind: str) -> set[Pair]:
    """Pairs of the members of axioms such as owl:AllDisjointClasses, in both directions."""
    found: set[Pair] = set()
    for node in nodes.values():
        if OWL + "members" in node and any(
            getattr(value, "value", "") == OWL + kind for value in node.get(RDF + "type", ())
        ):
            for head in node[OWL + "members"]:
                members = [item.value for item in rdf_list(nodes, head)]
                found |= {pair for one, other in combinations(members, 2) for pair in ((one, other), (other, one))}
    return found
