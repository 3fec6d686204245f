"""The five stages in order: ingest, extract, resolve, graph, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Document, ExportReport, Failure, KnowledgeGraph, Resolution, ResolvedCorpus
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.api import Graph
    from pipeline.llm import Reader
    from pipeline.llm.records import Tally

# Called with what is being done now, how many steps are behind, and how many there are.
Progress = Callable[[str, int, int], None]
Notice = Callable[[str], None]
ALIASES = "aliases.ttl"
CORPUS_STEPS = ("merging", "writing")


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run made: the graph, the files it wrote and the documents it could not read.

    tally: what was sent to a language model and what became of its answers; None where none was asked.
    """

    graph: KnowledgeGraph
    report: ExportReport
    failures: tuple[Failure, ...]
    ontology: Ontology
    tally: Tally | None = None


def run(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings | None = None,
    *,
    formats: Sequence[str] | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    name: str | None = None,
    notice: Notice | None = None,
) -> RunResult:
    """Build the graph of the documents at `inputs` (files, folders, "-" for standard input) and write it into `output`.

    formats: those of `pipeline.export.formats`; its default where None.
    name: what to call the one document, instead of its file.
    notice: told in a sentence what will be sent to a language model, before anything is.

    A document that cannot be read is listed in `failures` and stops nothing, unless `strict`.
    Raises OutputError before the long work when `output` cannot be written, another run writes into it or a format is
    unknown, OntologyError or ModelError when those cannot be used, InputError when no document could be read; nothing
    is written then.
    """
    from pipeline.export import export_graph
    from pipeline.export.files import held
    from pipeline.export.formats import DEFAULT, chosen

    settings = settings or Settings()
    formats = formats or DEFAULT
    chosen(formats)
    with held(output):  # by one run at a time, from beginning to end
        ontology = load_ontology(settings.ontology, confirmed=confirmed_names(inputs))
        reader = model_reader(settings, ontology)
        graph, failures = assemble(
            inputs, ontology, settings, strict=strict, progress=progress, name=name, reader=reader, notice=notice
        )
        extra = further_files(reader, ontology, settings)
        report = export_graph(graph, ontology, settings, output, formats=formats, failures=failures, extra=extra)
    return RunResult(graph, report, failures, ontology, reader.tally if reader else None)


def model_reader(settings: Settings, ontology: Ontology) -> Reader | None:
    """What asks the language model of the settings; None where they name none. Raises ModelError as `Reader` does."""
    if settings.llm is None:
        return None
    from pipeline.llm import Reader

    return Reader(settings.llm, ontology)


def further_files(reader: Reader | None, ontology: Ontology, settings: Settings) -> dict[str, bytes]:
    """What a run with a language model writes besides the graph: names for a person to confirm, if there are any."""
    if reader is None or not reader.tally.proposals:
        return {}
    from pipeline.llm.proposed import PROPOSED, proposed_aliases

    return {PROPOSED: proposed_aliases(reader.tally.proposals, ontology, settings)}


def build_graph(paths: Path | str | Sequence[Path | str], settings: Settings | None = None) -> Graph:
    """The graph of the documents at `paths` (one or several files and folders), in memory; nothing is written.

    Raises InputError for a document that cannot be read, OntologyError and ModelError as `run` does.
    """
    from pipeline.api import Graph

    settings = settings or Settings()
    inputs = [Path(path) for path in ([paths] if isinstance(paths, Path | str) else paths)]
    ontology = load_ontology(settings.ontology, confirmed=confirmed_names(inputs))
    knowledge, _ = assemble(inputs, ontology, settings, strict=True, reader=model_reader(settings, ontology))
    return Graph(knowledge, ontology, settings)


def confirmed_names(inputs: Sequence[Path]) -> tuple[Path, ...]:
    """The files in which a person confirmed what names mean: `aliases.ttl` next to the documents."""
    from pipeline.ingest import find_documents

    folders = {path.parent for path in find_documents(inputs) if path != Path("-")}
    return tuple(sorted(folder / ALIASES for folder in folders if (folder / ALIASES).is_file()))


def assemble(
    inputs: Sequence[Path],
    ontology: Ontology,
    settings: Settings,
    *,
    strict: bool = False,
    progress: Progress | None = None,
    name: str | None = None,
    reader: Reader | None = None,
    notice: Notice | None = None,
) -> tuple[KnowledgeGraph, tuple[Failure, ...]]:
    """Every stage but the last: the checked graph, and the documents that could not be read.

    Raises InputError also where `name` is to name more than one document.
    """
    from pipeline.graph import build
    from pipeline.graph.shapes import read_shapes
    from pipeline.ingest import find_documents

    read_shapes(ontology.folder)  # broken shapes are told before the long work
    paths = find_documents(inputs)
    if not paths:
        raise InputError(f"{', '.join(map(str, inputs))}: no documents here; name files or a folder that holds some")
    if name is not None and len(paths) > 1:
        raise InputError(f"--name names one document, here are {len(paths)}; name one file, or leave it out")
    if reader is not None and notice is not None:
        notice(reader.announcement(_readable(paths, settings)))
    steps = len(paths) + len(CORPUS_STEPS)
    tell = progress or (lambda step, done, total: None)
    resolutions: dict[str, Resolution] = {}
    failures = []
    for done, path in enumerate(paths):
        tell(f"reading {path.name}", done, steps)
        try:
            resolution = read(path, ontology, settings, name=name, reader=reader)
        except InputError as error:
            if strict:
                raise
            # The report is the same wherever the file lies: it names the file, not its folder.
            failures.append(Failure(path.name, str(error).replace(str(path), path.name), str(error)))
        else:
            resolutions[resolution.document.id] = resolution
    if not resolutions:
        raise InputError("\n".join(failure.told for failure in failures))
    tell(CORPUS_STEPS[0], len(paths), steps)
    corpus = ResolvedCorpus(once(resolutions[key] for key in sorted(resolutions)))
    graph = build(corpus, ontology, settings)
    tell(CORPUS_STEPS[1], len(paths) + 1, steps)
    return graph, tuple(failures)


def once(resolutions: Iterable[Resolution]) -> tuple[Resolution, ...]:
    """Of files with the same bytes the first: what is said once counts once. The others are named in its warnings."""
    kept: dict[str, Resolution] = {}
    for resolution in resolutions:
        document = resolution.document
        first = kept.setdefault(document.source.digest, resolution)
        if first is not resolution:
            warning = f"{document.source.name} has the same content and is left out"
            changed = replace(first.document, warnings=(*first.document.warnings, warning))
            kept[document.source.digest] = replace(first, document=changed)
    return tuple(kept.values())


def _readable(paths: Iterable[Path], settings: Settings) -> Iterator[Document]:
    """The documents that can be read now; standard input can be read only once."""
    from pipeline.ingest import read_document

    for path in paths:
        if path != Path("-"):
            with suppress(InputError):  # told when its turn comes
                yield read_document(path, language=settings.language)


def read(
    path: Path, ontology: Ontology, settings: Settings, *, name: str | None = None, reader: Reader | None = None
) -> Resolution:
    """What one document says; documents are independent of each other up to here."""
    from pipeline.extract import extract
    from pipeline.ingest import read_document
    from pipeline.resolve import resolve

    document = read_document(path, language=settings.language, name=name)
    return resolve(extract(document, ontology, settings, reader), ontology, settings)
