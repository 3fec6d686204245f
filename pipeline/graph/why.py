"""Why does a graph hold a fact? The words that say it, or the rule and the facts from which it follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UnknownNameError
from pipeline.graph.inference import TYPE, Known, known_from
from pipeline.graph.naming import Names
from pipeline.graph.reading import read_graph
from pipeline.graph.wording import Wording
from pipeline.media import media_link
from pipeline.ontology import Ontology
from pipeline.records import Evidence, Triple

INDENT = "  "
NEAREST = 3  # facts that are named where the one asked for is not there


def why(path: Path, subject: str, predicate: str, value: str, ontology: Ontology) -> tuple[str, ...]:
    """Lines that explain the fact in the graph of the file; each step down is indented.

    Subject and object are labels, prefixed names or IRIs, the object also a number or a class; the predicate is its
    label, its local name, a prefixed name or an IRI. Raises UnknownNameError where a name means nothing or several
    things in the graph, with near names, and where nobody said the fact and nothing implies it, with what is said.
    """
    graph = read_graph(path, ontology)
    known = known_from(graph, ontology)
    names = Names(graph, ontology, str(path))
    relation = names.predicate(predicate)
    wanted = Triple(names.thing(subject), relation, names.object(relation, value))
    words = Wording(graph, ontology)
    if wanted not in known and wanted not in words.facts:
        told = "; ".join(words.triple(triple) for triple in _near(wanted, words)[:NEAREST])
        hint = f"; what it says is {told}" if told else ""
        raise UnknownNameError(f"{path}: nobody says {words.triple(wanted)}, and nothing in it implies that{hint}")
    return tuple(_explained(wanted, known, words, ""))


def _near(wanted: Triple, words: Wording) -> list[Triple]:
    """What the graph says of the two ends, then what it says of the subject in the same way."""
    ends = {wanted.subject, wanted.object}
    between = [triple for triple in words.facts if {triple.subject, triple.object} == ends]
    alike = [t for t in words.facts if (t.subject, t.predicate) == (wanted.subject, wanted.predicate)]
    return list(dict.fromkeys((*between, *alike)))


def _explained(triple: Triple, known: Known, words: Wording, indent: str) -> Iterator[str]:
    yield indent + words.triple(triple)
    inner = indent + INDENT
    fact, inference = words.facts.get(triple), known.get(triple)
    for evidence in fact.evidence if fact else ():
        yield inner + _said(evidence, words)
    if triple not in known:
        yield inner + "so it is not asserted"
    elif inference:
        yield f"{inner}follows, because {inference.rule}, from"
        for premise in inference.premises:
            yield from _explained(premise, known, words, inner + INDENT)
    elif triple.predicate == TYPE:
        yield inner + "is how the thing is classified"


def _said(evidence: Evidence, words: Wording) -> str:
    usual = ("affirmed", "asserted", "present")
    standing = (evidence.polarity, evidence.modality, evidence.tense)
    what = " and ".join(word for word in standing if word not in usual) or "said"
    office = "".join(f", {word}" for word in (evidence.role, evidence.when) if word)
    link = media_link(words.addresses.get(evidence.document), evidence.start)
    heard = f", hear it at {link}" if link else ""
    sure = f"confidence {evidence.confidence:.2f}"
    return f'{what} in {words.place(evidence)}: "{evidence.quote}" ({sure}{office}{heard})'
