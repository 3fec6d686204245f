"""Graphs of runs made apart, as the graph that one run over all of their documents would write.

The documents' named graphs stay as they are, but for what rests on all documents together: whether a fact is asserted,
which takes the confidence of everybody who says it, and how a thing is called, which is as in the first document, with
its other names as aliases. Both are found from what every file holds, so joining is associative, commutative and
idempotent: partitions of an archive may be joined in any order and in any grouping, with the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from pipeline.errors import GraphError, OutputError
from pipeline.export import terms
from pipeline.export.files import written_together
from pipeline.export.rdf import quad_key, speaking_documents
from pipeline.export.syntax import SYNTAXES, gzipped
from pipeline.export.terms import plain
from pipeline.graph.merge import agreement, rests_on_name
from pipeline.graph.reading import graph_of_triples
from pipeline.ontology import Ontology, load_ontology
from pipeline.rdf_file import read_quads
from pipeline.records import Fact, KnowledgeGraph
from pipeline.settings import Settings
from pipeline.vocabulary import expand

LABELS = (terms.PREF_LABEL, terms.ALT_LABEL, terms.HIDDEN_LABEL)
GENERATED_BY, LEAST = (ox.NamedNode(expand(name)) for name in ("prov:wasGeneratedBy", "tg:minConfidence"))
FORMS = ("nq", "nq.gz", "trig", "trig.gz")  # that keep each document's graph apart


def join(paths: Sequence[Path], output: Path, *, ontology: Path | None = None) -> Path:
    """Write the graphs in the files as one into the file `output`, whose ending is one of `FORMS`; returns it.

    Raises GraphError for a file that cannot be read, runs with another --min-confidence each and a document that was
    read by two different runs; OutputError where the file cannot be written or has another ending.
    """
    form = next((form for form in FORMS if output.name.endswith(f".{form}")), "")
    if not form:
        raise OutputError(f"{output}: graphs are joined into .nq or .trig, also .gz, which keep documents apart")
    known = load_ontology(ontology)
    quads = joined([quad for path in paths for quad in read_quads(path)], known, ", ".join(map(str, paths)))
    pieces = SYNTAXES[form.removesuffix(".gz")](iter(quads), known)
    with written_together(output.parent) as staged:
        staged.write(output.name, gzipped(pieces) if form.endswith(".gz") else pieces)
    return output


def joined(quads: Iterable[ox.Quad], ontology: Ontology, where: str) -> list[ox.Quad]:
    """The quads of all files as one graph, in the order of the files. where: what messages call the files."""
    said = set(quads)
    least = _least(said, where)
    graph = graph_of_triples(sorted({quad.triple for quad in said}, key=str), ontology, where)
    facts = {plain(fact.triple, ontology): fact for fact in graph.facts if fact.evidence}
    kept = {quad for quad in said if (quad.subject, quad.predicate, quad.object) not in facts}
    kept |= set(_asserted(graph, ontology, least, _names(said)))
    things = {entity.iri for entity in graph.entities}
    labels = {quad for quad in kept if quad.predicate in LABELS and _value(quad.subject) in things}
    kept = (kept - labels) | set(_labels(labels))
    return sorted(_placed(kept, things), key=quad_key)


def _least(quads: Iterable[ox.Quad], where: str) -> float:
    """The one --min-confidence of all runs."""
    runs: dict[object, set[object]] = defaultdict(set)
    found = set()
    for quad in quads:
        if quad.predicate == GENERATED_BY:
            runs[quad.subject].add(quad.object)
        elif quad.predicate == LEAST:
            found.add(float(_value(quad.object)))
    for name, makers in sorted(runs.items(), key=str):
        if len(makers) > 1:
            raise GraphError(
                f"{where}: {_value(name)} was read by two different runs (another model, ontology or version); "
                "leave one of the files out, or make them anew"
            )
    if len(found) > 1:
        raise GraphError(
            f"{where}: the runs had different --min-confidence ({', '.join(map(str, sorted(found)))}); "
            "make them with the same one"
        )
    return found.pop() if found else Settings().min_confidence


def _names(quads: Iterable[ox.Quad]) -> dict[str, ox.NamedNode]:
    """Id of a document -> its graph."""
    return {
        unquote(_value(quad.subject).rpartition("/document/")[2]): quad.graph_name
        for quad in quads
        if quad.predicate == terms.DIGEST and isinstance(quad.graph_name, ox.NamedNode)
    }


def _asserted(
    graph: KnowledgeGraph, ontology: Ontology, least: float, names: Mapping[str, ox.NamedNode]
) -> Iterator[ox.Quad]:
    """The plain triples of facts that all documents together assert, in the graphs of those that affirm them."""
    for fact in graph.facts:
        sure = agreement(fact.evidence)
        if fact.evidence and sure >= least and not rests_on_name(fact.evidence):
            asserted = Fact(fact.triple, sure, True, fact.evidence)
            for document in speaking_documents(asserted):
                yield ox.Quad(*plain(fact.triple, ontology), names[document])


def _labels(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """One preferred label for each thing, that in its first document; the others, and all aliases, everywhere."""
    by_thing: dict[ox.NamedNode | ox.BlankNode | ox.Triple, list[ox.Quad]] = defaultdict(list)
    for quad in sorted(quads, key=quad_key):
        by_thing[quad.subject].append(quad)
    for thing, mine in by_thing.items():
        preferred = [quad for quad in mine if quad.predicate == terms.PREF_LABEL]
        languages = {quad.graph_name: getattr(quad.object, "language", None) for quad in preferred}
        label = _value(preferred[0].object) if preferred else ""
        aliases = {_value(quad.object) for quad in mine if quad.predicate != terms.HIDDEN_LABEL} - {label}
        for name, language in languages.items():
            yield ox.Quad(thing, terms.PREF_LABEL, terms.words(label, language or ""), name)
            for alias in aliases:
                yield ox.Quad(thing, terms.ALT_LABEL, terms.words(alias, language or ""), name)
        for quad in mine:
            if quad.predicate == terms.HIDDEN_LABEL and _value(quad.object) not in {label, *aliases}:
                yield quad


def _placed(quads: set[ox.Quad], things: set[str]) -> Iterator[ox.Quad]:
    """Without what the default graph says of things that some document names after all."""
    named = {quad.subject for quad in quads if quad.graph_name != ox.DefaultGraph()}
    for quad in quads:
        if quad.graph_name != ox.DefaultGraph() or _value(quad.subject) not in things or quad.subject not in named:
            yield quad


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
