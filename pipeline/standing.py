"""Whether the files of a run still stand: nothing that they rest on has changed, and nor have they."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.errors import UnusableError
from pipeline.kept import code_digest
from pipeline.packing import packed
from pipeline.records import ExportedFile, ExportReport, Failure, KnowledgeGraph
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.records import Tally


@dataclass(frozen=True, slots=True)
class Before:
    """What the last run came to, as far as the next one that changes nothing has to tell it.

    failures, alerts: sentences, with the name of the document. broken: facts that broke a shape. stopped: why a
    language model was given up.
    """

    documents: int
    entities: int
    facts: int
    broken: int
    failures: tuple[str, ...]
    alerts: tuple[str, ...]
    files: tuple[ExportedFile, ...]
    stopped: str = ""


class Standing:
    """All that the files of a run rest on, as it is now."""

    def __init__(self, inputs: Sequence[Path], settings: Settings, formats: Sequence[str], name: str | None) -> None:
        """Of a run with these. Raises nothing: what cannot be read now never stands."""
        self.documents: frozenset[str] = frozenset()
        try:
            self.key = self._key(inputs, settings, formats, name)
        except (OSError, UnusableError):
            self.key = ""

    def _key(self, inputs: Sequence[Path], settings: Settings, formats: Sequence[str], name: str | None) -> str:
        from pipeline.ingest.document import find_documents
        from pipeline.model import digest_of, model_folder
        from pipeline.ontology.folder import default_folder
        from pipeline.reading import file_digest, versions
        from pipeline.run import confirmed_names

        paths = find_documents(inputs)
        digests = [file_digest(path) for path in paths]
        if None in digests or not paths:
            return ""
        self.documents = frozenset(filter(None, digests))
        folder = settings.ontology or default_folder()
        turtle = {file_digest(path) for place in {folder, default_folder()} for path in place.rglob("*.ttl")}
        parts = (
            code_digest(),
            versions(),
            digest_of(model_folder(settings.model)),
            sorted(map(str, turtle)),
            [file_digest(path) for path in confirmed_names(inputs)],
            sorted((path.name, str(path), digest) for path, digest in zip(paths, digests, strict=True)),
            {key: str(value) for key, value in asdict(settings).items()},
            tuple(formats),
            name,
        )
        return hashlib.sha256(packed(("run", parts))).hexdigest()

    def before(self, store: Cache, folder: Path) -> Before | None:
        """What the last run with all of this came to, where its files lie in the folder as it left them."""
        before = store.get(self.key, Before) if self.key else None
        return before if before and all(_stands(folder / file.name, file) for file in before.files) else None

    def keep(self, store: Cache, graph: KnowledgeGraph, report: ExportReport, failures: Sequence[Failure]) -> None:
        """Remember what a run came to; not where a document was changed while it ran."""
        read = {document.source.digest for document in graph.documents}
        if not self.key or not read <= self.documents:
            return
        store.keep(self.key, "run", report.folder, outcome_of(graph, report, failures))


def outcome_of(
    graph: KnowledgeGraph, report: ExportReport, failures: Sequence[Failure], tally: Tally | None = None
) -> Before:
    """What a run came to."""
    return Before(
        documents=len(graph.documents),
        entities=len(graph.entities),
        facts=sum(fact.asserted for fact in graph.facts),
        broken=len({violation.triple for violation in graph.violations}),
        failures=tuple(failure.told for failure in failures),
        alerts=tuple(f"{doc.source.name}: {alert}" for doc in graph.documents for alert in doc.alerts),
        files=report.files,
        stopped=tally.stopped if tally else "",
    )


def _stands(path: Path, file: ExportedFile) -> bool:
    try:
        with path.open("rb") as there:
            return path.stat().st_size == file.size and hashlib.file_digest(there, "sha256").hexdigest() == file.digest
    except OSError:
        return False
