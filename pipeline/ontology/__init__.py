"""Ontology folder -> Ontology: read once and handed to extract, resolve, graph and export."""

from pipeline.ontology.axioms import Axioms
from pipeline.ontology.decisions import Decisions
from pipeline.ontology.folder import default_folder
from pipeline.ontology.reader import DEFAULT_WEIGHT, load_ontology
from pipeline.ontology.records import (
    COLOURS,
    KIND_ROLES,
    SHAPES,
    AsideCues,
    ClassInfo,
    KnownEntity,
    Lexicalisation,
    LexicalKind,
    Measure,
    Ontology,
    Predicate,
    QuantityProperty,
)
from pipeline.ontology.squashing import squash

__all__ = [
    "COLOURS",
    "DEFAULT_WEIGHT",
    "KIND_ROLES",
    "SHAPES",
    "AsideCues",
    "Axioms",
    "ClassInfo",
    "Decisions",
    "KnownEntity",
    "LexicalKind",
    "Lexicalisation",
    "Measure",
    "Ontology",
    "Predicate",
    "QuantityProperty",
    "default_folder",
    "load_ontology",
    "squash",
]
