"""SHACL: does a graph conform to the shapes of `pipeline.graph.shapes`, and if not, what is wrong in words?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import rdflib
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SH, SKOS

from pipeline.cache import Cache
from pipeline.errors import GraphError
from pipeline.graph.shapes import shapes_of
from pipeline.graph.wording import Wording
from pipeline.ontology import Ontology, load_ontology
from pipeline.rdf_file import as_rdflib, read_triples
from pipeline.records import KnowledgeGraph, Triple, Violation
from pipeline.settings import Settings
from pipeline.vocabulary import SCHEMA, local_name


@dataclass(frozen=True, slots=True)
class Complaint:
    """One result of a SHACL check. focus: the node. path: the property at fault, if any; value: its value, if one."""

    focus: rdflib.term.Node
    message: str
    path: rdflib.term.Node | None
    value: rdflib.term.Node | None


def check(graph: KnowledgeGraph, ontology: Ontology, settings: Settings) -> tuple[Violation, ...]:
    """The facts that break a shape, sorted, with the reason; empty where the graph conforms.

    A fact is at fault when its triple, a statement of it, or an entity in it is. A faulty entity is also named by
    itself, as the triple that gives its class. Facts that are not asserted are checked as if they were.
    """
    from pipeline.export.rdf import quads
    from pipeline.export.syntax import to_rdflib

    asserted = replace(graph, facts=tuple(replace(fact, asserted=True) for fact in graph.facts))
    data = to_rdflib(quads(asserted, ontology, settings))
    complaints = complaints_of(data, ontology)
    if not complaints:
        return ()
    words = Wording(graph, ontology)
    classes = {entity.iri: entity.cls for entity in graph.entities}
    by_subject, by_entity = defaultdict(list), defaultdict(list)
    for fact in graph.facts:
        by_subject[fact.triple.subject, fact.triple.predicate].append(fact.triple)
        for end in {fact.triple.subject, str(fact.triple.object)}:
            by_entity[end].append(fact.triple)
    found: set[Violation] = set()
    for complaint in complaints:
        focus, path = str(complaint.focus), str(complaint.path)
        if (complaint.focus, RDF.type, RDF.Statement) in data:
            subject, predicate = (str(data.value(complaint.focus, part)) for part in (RDF.subject, RDF.predicate))
            target = data.value(complaint.focus, RDF.object)
            triples = [triple for triple in by_subject[subject, predicate] if _is_object(triple, target)]
        elif (focus, path) in by_subject:
            value = complaint.value  # none: the subject is at fault, and with it every object
            triples = [triple for triple in by_subject[focus, path] if value is None or _is_object(triple, value)]
        else:
            triples = [class_triple(focus, classes.get(focus, "")), *by_entity[focus]]
        for triple in triples:
            broken = words.facts.get(triple)
            name = words.cited(triple) if broken else words.thing(triple.subject)
            found.add(Violation(triple, f"{name}: {complaint.message}", broken.evidence if broken else ()))
    return tuple(sorted(found, key=lambda item: (item.triple.subject, item.triple.predicate, repr(item))))


def gate(graph: KnowledgeGraph, ontology: Ontology, settings: Settings, store: Cache | None = None) -> KnowledgeGraph:
    """The graph without what breaks a shape; that stands in `violations` instead.

    store: of what was found to conform before, and is not checked again; nothing where None.
    """
    if store is None:
        violations = check(graph, ontology, settings)
    else:
        from pipeline.graph.checked import check_anew

        violations = check_anew(graph, ontology, settings, store)
    faulty = {violation.triple for violation in violations}
    return replace(
        graph,
        entities=tuple(entity for entity in graph.entities if class_triple(entity.iri, entity.cls) not in faulty),
        facts=tuple(fact for fact in graph.facts if fact.triple not in faulty),
        violations=violations,
    )


def class_triple(iri: str, cls: str) -> Triple:
    """How a violation names an entity by itself."""
    return Triple(iri, str(RDF.type), cls)


def _is_object(triple: Triple, term: object) -> bool:
    if isinstance(triple.object, str):
        return triple.object == str(term)
    return isinstance(term, rdflib.Literal) and float(term) == triple.object.value


def validate_file(path: Path, folder: Path | None = None) -> tuple[str, ...]:
    """One sentence for each place where an RDF file breaks a shape; empty where it conforms.

    Raises GraphError for a file that cannot be read or holds no triple, OntologyError for an unusable ontology folder.
    """
    ontology = load_ontology(folder)
    triples = read_triples(path)
    if not triples:
        raise GraphError(f"{path}: holds no triple, so there is nothing to check; name a graph that a run wrote")
    data = as_rdflib(triples)
    return tuple(sorted({sentence(complaint, data) for complaint in complaints_of(data, ontology)}))


def sentence(complaint: Complaint, data: rdflib.Graph) -> str:
    """The complaint in words: which node, its label or what it states and where, what is wrong, the value at fault."""
    named: object = data.value(complaint.focus, SKOS.prefLabel) or data.value(complaint.focus, RDFS.label)
    named = named or _stated(complaint.focus, data)
    name = f" ({named})" if named else ""
    value = ""
    if complaint.value is not None and complaint.value != complaint.focus:
        other = data.value(complaint.value, SKOS.prefLabel)
        value = f"; it is {complaint.value.n3()}" + (f" ({other})" if other else "")
    node = complaint.focus.n3() if isinstance(complaint.focus, rdflib.term.Identifier) else complaint.focus
    return f"{node}{name}: {complaint.message}{value}"


def _stated(statement: rdflib.term.Node, data: rdflib.Graph) -> str:
    """The fact of a statement, its document, time and quote, as far as they are given; "" for any other node."""
    parts = [data.value(statement, part) for part in (RDF.subject, RDF.predicate, RDF.object)]
    if (statement, RDF.type, RDF.Statement) not in data or None in parts:
        return ""
    fact = " ".join(str(data.value(part, SKOS.prefLabel) or local_name(str(part))) for part in parts)
    document = data.value(data.value(statement, PROV.wasDerivedFrom), DCTERMS.isPartOf)
    source = data.value(document, DCTERMS.source) or "an unknown document"
    start = data.value(statement, rdflib.URIRef(SCHEMA + "startTime"))
    at = f" at {start} s" if start is not None else ""
    return f'{fact}, {source}{at}: "{str(data.value(statement, rdflib.URIRef(SCHEMA + "quote")))[:60]}"'


def complaints_of(data: rdflib.Graph, ontology: Ontology) -> list[Complaint]:
    """Every result of checking `data`, to which the hierarchy of classes is added."""
    import pyshacl

    shapes = shapes_of(ontology)
    conforms, results, _ = pyshacl.validate(
        data, shacl_graph=shapes, ont_graph=hierarchy(ontology), inference="none", advanced=False, inplace=True
    )
    if conforms:
        return []
    complaints = []
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path = results.value(result, SH.resultPath)
        shape = results.value(result, SH.sourceShape)
        value = results.value(result, SH.value) if path is not None else None
        complaints.append(
            Complaint(
                focus=results.value(result, SH.focusNode),
                message=str(results.value(result, SH.resultMessage)),
                path=path if path is not None else shapes.value(shape, SH.targetSubjectsOf),
                value=value,
            )
        )
    return complaints


def hierarchy(ontology: Ontology) -> rdflib.Graph:
    """Which class lies below which, for shapes that a person wrote for the upper ones."""
    graph = rdflib.Graph()
    for cls in ontology.classes.values():
        for parent in cls.parents:
            graph.add((rdflib.URIRef(cls.iri), RDFS.subClassOf, rdflib.URIRef(parent)))
    return graph
