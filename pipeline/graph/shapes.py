"""The SHACL shapes of an ontology folder: those that a person wrote, and those that follow from its schema.

What a schema says of domains, ranges, datatypes and classes becomes Turtle (W3C Shapes Constraint Language, 2017) that
stands on its own: it needs neither the schema nor a reasoner. It is published at the end of `shapes.ttl`, and made anew
from the schema whenever a graph is checked, so that a folder whose schema has changed is never checked by the old one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDFS, SH

from pipeline.errors import GraphError, OntologyError
from pipeline.kept import kept
from pipeline.ontology import Ontology, default_folder
from pipeline.rdf_file import as_rdflib, read_triples
from pipeline.vocabulary import PREFIXES, SCHEMA, local_name, prefixed

SHAPES = "shapes.ttl"
MADE = "# --- Made from the schema by `make docs`; what stands above is written by hand ---"
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
DOMAIN, RANGE, ALONE = "-domain", "-range", "-alone"  # endings of the shapes that follow from a term


def shapes_of(ontology: Ontology) -> rdflib.Graph:
    """All shapes by which a graph is checked together with `pipeline.graph.validate.hierarchy`."""
    made = kept("shapes", shapes_digest(ontology), str, partial(_shapes, ontology))
    return as_rdflib(quad.triple for quad in ox.parse(made, format=ox.RdfFormat.N_TRIPLES))


def shapes_digest(ontology: Ontology) -> str:
    """SHA-256 of what the shapes follow from."""
    return hashlib.sha256(ontology.digest.encode() + _file(ontology.folder).read_bytes()).hexdigest()


def _shapes(ontology: Ontology) -> str:
    """As N-Triples, which are quicker to read."""
    graph = read_shapes(ontology.folder)
    graph.parse(data=derived_shapes(ontology, alone=False), format="turtle")
    _unfold(graph)
    return graph.serialize(format="nt")


def _unfold(graph: rdflib.Graph) -> None:
    """Property shapes take over the targets of the shape that they stand in, which asks the same of the same nodes.

    A validator then goes through the nodes once for each shape, instead of through the shapes once for each node.
    """
    for shape in set(graph.subjects(SH.property)):
        targets = [(kind, node) for kind in TARGETS for node in graph.objects(shape, kind)]
        used_elsewhere = (None, None, shape) in graph
        if not targets or used_elsewhere or (shape, SH.deactivated, None) in graph or (shape, SH.path, None) in graph:
            continue
        for part in graph.objects(shape, SH.property):
            for target in targets:
                graph.add((part, *target))
        graph.remove((shape, SH.property, None))


def read_shapes(folder: Path) -> rdflib.Graph:
    """The shapes that a person wrote, of the folder that ships where this one has none.

    Raises OntologyError naming the file and line that cannot be read.
    """
    graph = as_rdflib(check_shapes(folder))
    for shape in list(graph.subjects(RDFS.isDefinedBy)):
        graph -= graph.cbd(shape)
    return graph


def check_shapes(folder: Path) -> tuple[ox.Triple, ...]:
    """The triples of the folder's shapes, read strictly, which is quick. Raises OntologyError as `read_shapes` does."""
    try:
        return read_triples(_file(folder))
    except GraphError as error:
        raise OntologyError(str(error)) from error


def _file(folder: Path) -> Path:
    path = folder / SHAPES
    return path if path.is_file() else default_folder() / SHAPES


def published_shapes(ontology: Ontology, text: str) -> str:
    """The file `shapes.ttl` whose hand-made part is in `text`, with the part that follows from the schema."""
    own, _, _ = text.partition(MADE)
    return f"{own.rstrip()}\n\n{MADE}\n\n{derived_shapes(ontology)}"


def derived_shapes(ontology: Ontology, *, alone: bool = True) -> str:
    """What follows from the schema, as Turtle; each shape says by rdfs:isDefinedBy from which term.

    alone: whether they are to hold for who does not know which class lies below which. To name all that lie below takes
    a validator several times as long.
    """
    parts = [_prefixes(ontology), *_targets(ontology), *_alone(ontology), *_properties(ontology, alone)]
    return "\n".join(parts) + "\n"


def _prefixes(ontology: Ontology) -> str:
    wanted = {
        **ontology.prefixes,
        "sh": "http://www.w3.org/ns/shacl#",
        "rdf": PREFIXES["rdf"],
        "rdfs": PREFIXES["rdfs"],
    }
    lines = (f"@prefix {name}: <{iri}> ." for name, iri in sorted(wanted.items()) if name)
    return "\n".join(lines) + "\n"


def _targets(ontology: Ontology) -> Iterator[str]:
    """Every class is one of entities."""
    classes = " , ".join(_name(iri, ontology) for iri in ontology.classes)
    yield f"{_name(SCHEMA + 'EntityShape', ontology)} sh:targetClass {classes} .\n"


def _alone(ontology: Ontology) -> Iterator[str]:
    """A thing has one class; those above it, which follow, may stand beside."""
    for iri, info in ontology.classes.items():
        others = [
            other
            for other in ontology.classes
            if not ontology.is_a(iri, frozenset({other})) and not ontology.is_a(other, frozenset({iri}))
        ]
        if others:
            message = f"what is a «{info.label}» is of no other class; keep the one that fits"
            listed = " ".join(_name(other, ontology) for other in others)
            yield (
                f"{_name(iri + ALONE, ontology)} a sh:NodeShape ; rdfs:isDefinedBy {_name(iri, ontology)} ;\n"
                f"    sh:targetClass {_name(iri, ontology)} ;\n"
                f"    sh:property [ sh:path rdf:type ; sh:qualifiedMaxCount 0 ; sh:message {_text(message)} ;\n"
                f"        sh:qualifiedValueShape [ sh:in ( {listed} ) ] ] .\n"
            )


def _properties(ontology: Ontology, alone: bool) -> Iterator[str]:
    for predicate in ontology.predicates.values():
        yield from _domain(predicate.iri, predicate.label, predicate.domain, ontology, alone)
        if predicate.range:
            message = f"the object of «{predicate.label}» is {_either(predicate.range, ontology)}"
            yield _values(predicate.iri, message, _of_class(predicate.range, ontology, alone), ontology)
    for quantity in ontology.quantities.values():
        yield from _domain(quantity.iri, quantity.label, quantity.domain, ontology, alone)
        message = f"«{quantity.label}» is a number of the type {local_name(quantity.datatype)}"
        yield _values(quantity.iri, message, f"sh:datatype {_name(quantity.datatype, ontology)}", ontology)


def _domain(iri: str, label: str, domain: frozenset[str], ontology: Ontology, alone: bool) -> Iterator[str]:
    if domain:
        message = f"the subject of «{label}» is {_either(domain, ontology)}"
        yield (
            f"{_name(iri + DOMAIN, ontology)} a sh:NodeShape ; rdfs:isDefinedBy {_name(iri, ontology)} ;\n"
            f"    sh:targetSubjectsOf {_name(iri, ontology)} ; sh:message {_text(message)} ;\n"
            f"    {_of_class(domain, ontology, alone)} .\n"
        )


def _values(iri: str, message: str, constraint: str, ontology: Ontology) -> str:
    """A shape of the values under a property, of which every subject of the property is a target."""
    term = _name(iri, ontology)
    return (
        f"{_name(iri + RANGE, ontology)} a sh:NodeShape ; rdfs:isDefinedBy {term} ;\n"
        f"    sh:targetSubjectsOf {term} ;\n"
        f"    sh:property [ sh:path {term} ; sh:message {_text(message)} ;\n"
        f"        {constraint} ] .\n"
    )


def _of_class(classes: frozenset[str], ontology: Ontology, alone: bool) -> str:
    """One of the classes, or one below them: named one by one, for whoever does not know the schema."""
    named = [iri for iri in ontology.classes if (ontology.is_a(iri, classes) if alone else iri in classes)]
    allowed = [f"sh:class {_name(iri, ontology)}" for iri in named]
    if len(allowed) == 1:
        return allowed[0]
    return "sh:or ( " + " ".join(f"[ {one} ]" for one in allowed) + " )"


def _either(classes: Iterable[str], ontology: Ontology) -> str:
    return " or ".join(ontology.classes[cls].label for cls in sorted(classes))


def _name(iri: str, ontology: Ontology) -> str:
    """The term as Turtle: short where a prefix fits."""
    short = prefixed(iri, ontology.prefixes)
    return str(ox.NamedNode(iri)) if short == iri else short


def _text(text: str) -> str:
    return str(ox.Literal(text))
