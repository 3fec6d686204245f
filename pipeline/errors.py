"""Every error that talkgraph raises on purpose, with the exit code that `cli` turns it into.

TalkgraphError
├── UnusableError (3)
│   ├── InputError       a document that cannot be read
│   ├── OntologyError    an ontology folder that cannot be used
│   ├── GraphError       a graph or gold file that cannot be read
│   ├── ModelError       the spaCy pipeline is not installed
│   ├── OutputError      an output folder that cannot be written
│   ├── QueryError       a query that cannot be answered
│   └── StoreError       a store that cannot be reached, read or written
├── ShapeError (4)       facts broke a SHACL shape
└── Interrupted (130)    the user stopped it, and there is more to say than that
LeftoverWarning          what a command that was killed left behind was put right

Each message is one sentence that names the file, the place and the remedy.
"""

from __future__ import annotations


class TalkgraphError(Exception):
    """Base of all errors below; `exit_code` is what the command line ends with."""

    exit_code = 3


class UnusableError(TalkgraphError):
    """Something the run needs cannot be used."""


class InputError(UnusableError):
    """A document that cannot be read."""


class OntologyError(UnusableError):
    """An ontology folder that cannot be used."""


class GraphError(UnusableError):
    """A graph or gold file that cannot be read."""


class ModelError(UnusableError):
    """The named spaCy pipeline is not installed."""


class OutputError(UnusableError):
    """An output folder that cannot be written."""


class QueryError(UnusableError):
    """A query that is not valid, or that the store refuses."""


class StoreError(UnusableError):
    """A store that cannot be reached, read or written."""


class ShapeError(TalkgraphError):
    """Facts broke a SHACL shape; they are quarantined and every file is written."""

    exit_code = 4


class Interrupted(TalkgraphError):
    """The user stopped it; the message says what state things are in."""

    exit_code = 130


class LeftoverWarning(UserWarning):
    """What a command that was killed left behind was put right; the message says what became of it."""
