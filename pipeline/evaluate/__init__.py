"""Scoring a graph against a hand-made gold graph: entities, names, relations, quantities, evidence.

Classes, predicates, their inverses, symmetry and generalisations are the ontology's; nothing here knows a domain.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import GraphError
from pipeline.evaluate.gold import Names, read_gold
from pipeline.evaluate.prediction import predict
from pipeline.evaluate.score import Evaluation, report, score
from pipeline.ontology import load_ontology
from pipeline.rdf_file import read_triples

__all__ = ["Evaluation", "evaluate", "report"]


def evaluate(graph: Path, gold: Path, *, source: Path | None = None, ontology: Path | None = None) -> Evaluation:
    """Score the RDF file `graph` against the YAML file `gold`; `source` is the document's text.

    Raises GraphError for a file that cannot be read, OntologyError for an unusable ontology folder.
    """
    names = Names.of(load_ontology(ontology))
    prediction = predict(read_triples(graph), names)
    text = _read_text(source) if source else None
    return score(prediction, read_gold(gold, names), names, text=text)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
