"""Words that express the predicates of an ontology, learnt from examples and proposed for review."""

from pipeline.learn.patterns import Demands
from pipeline.learn.proposing import Proposals, Telling, learn, propose
from pipeline.learn.writing import write

__all__ = ["Demands", "Proposals", "Telling", "learn", "propose", "write"]
