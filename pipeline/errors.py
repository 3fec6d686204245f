"""Every error that talkgraph raises on purpose, with the exit code that `cli` turns it into.

TalkgraphError
├── UnusableError (3)
│   ├── InputError       a document that cannot be read
│   ├── OntologyError    an ontology folder that cannot be used
│   ├── GraphError       a graph or gold file that cannot be read
│   ├── ModelError       the spaCy pipeline is not installed
│   ├── OutputError      an output folder that cannot be written
│   ├── EngineError      Spark is missing, or gave up
│   ├── QueryError       a query that cannot be answered
│   └── StoreError       a store that cannot be reached, read or written
├── UnknownNameError (2)  a name that means nothing, or several things, in a graph
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


class EngineError(UnusableError):
    """Spark, or what it needs, is missing; or it gave up."""


class QueryError(UnusableError):
    """A query that is not valid, or that the store refuses."""


class StoreError(UnusableError):
    """A store that cannot be reached, read or written."""


class UnknownNameError(TalkgraphError):
    """A name that means nothing, or several things: wrong usage."""

    exit_code = 2


class ShapeError(TalkgraphError):
    """Facts broke a SHACL shape; they are quarantined and every file is written."""

    exit_code = 4


class Interrupted(TalkgraphError):
    """The user stopped it; the message says what state things are in."""

    exit_code = 130


class LeftoverWarning(UserWarning):
    """What a command that was killed left behind was put right; the message says what became of it."""


# How a library says that there is no memory to load it; thinc hides why blis, which is installed, was not.
_NO_ROOM = ("failed to map segment", "requires blis")


def is_no_room(error: Exception) -> bool:
    """Whether the error says, in whatever way, that there is too little memory."""
    told = isinstance(error, ImportError | ValueError) and any(sign in str(error) for sign in _NO_ROOM)
    return told or isinstance(error, MemoryError)
