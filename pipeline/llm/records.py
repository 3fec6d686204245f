"""What a model proposes, before anybody believes it, and what asking it cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.records import Modality, Polarity, Tense


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation as the model sees it. predicate: its name in the prompt, see `Terms`.

    quote: the words that say it. passage: the words that name who a pronoun in the quote means; empty where none is
    needed. source: who the words say it is from.
    """

    quote: str
    subject: str
    predicate: str
    object: str
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    tense: Tense = "present"
    role: str = ""
    source: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity as the model sees it, in the base unit of the property."""

    quote: str
    subject: str
    property: str
    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the model found, and its class as the prompt calls it."""

    name: str
    cls: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name that the model takes for misheard: heard X, probably Y, because."""

    heard: str
    name: str
    cls: str
    because: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """One answer. faults: what of it has the wrong shape, each with the reason."""

    claims: tuple[Claim, ...] = ()
    numbers: tuple[Number, ...] = ()
    names: tuple[Name, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. sent, received: tokens as the server counts them, else as estimated."""

    text: str
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A spelling that nothing in reach supports: for a person to confirm.

    iri: of the known thing that is meant; empty where none is.
    """

    document: str
    heard: str
    name: str
    cls: str
    iri: str
    because: str


@dataclass(slots=True)
class Tally:
    """What a run sent where, and what became of the answers.

    asked: windows that a server answered in this run; cached: those that it had answered before. skipped: windows that
    the budget left out; failed: windows without a usable answer. reasons: why claims were refused, and how many.
    stopped: why the model was given up, one sentence; empty where it was not.
    """

    model: str
    url: str
    asked: int = 0
    cached: int = 0
    skipped: int = 0
    failed: int = 0
    requests: int = 0
    sent: int = 0
    received: int = 0
    proposed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    proposals: list[Proposed] = field(default_factory=list)
    stopped: str = ""

    @property
    def kept(self) -> int:
        """Claims that the words prove, as far as extraction goes: who is meant is found out later."""
        return self.proposed - self.refused

    @property
    def refused(self) -> int:
        """Claims that were refused."""
        return self.reasons.total()
