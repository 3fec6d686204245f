"""The five stages in order: ingest, extract, resolve, graph, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Document, ExportReport, Failure, KnowledgeGraph, Resolution, ResolvedCorpus
from pipeline.resting import at_rest
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.api import Graph
    from pipeline.cache import Cache
    from pipeline.llm import Reader
    from pipeline.llm.records import Tally

# Called with what is being done now, how many steps are behind, how many there are, and how many words were read.
Progress = Callable[[str, int, int, int], None]
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
    jobs: int = 1,
    cache: Path | None = None,
    notice: Notice | None = None,
) -> RunResult:
    """Build the graph of the documents at `inputs` (files, folders, "-" for standard input) and write it into `output`.

    formats: those of `pipeline.export.formats`; its default where None.
    name: what to call the one document, instead of its file.
    jobs: processes that read at most; where it is more than one, the calling script is guarded by `if __name__ ==
        "__main__":`, as `multiprocessing` asks for.
    cache: the file in which is kept what was read; in the output folder where None. With a language model in the
        settings every document is read anew, in this process, and what is kept are the answers.
    notice: told in a sentence what will be sent to a language model, before anything is.

    A document that cannot be read is listed in `failures` and stops nothing, unless `strict`.
    Raises OutputError before the long work when `output` cannot be written, another run writes into it or a format is
    unknown, OntologyError or ModelError when those cannot be used, InputError when no document could be read; nothing
    is written then.
    """
    from pipeline.cache import NAME, opened
    from pipeline.export import export_graph
    from pipeline.export.files import held
    from pipeline.export.formats import DEFAULT, chosen
    from pipeline.reading import code
    from pipeline.standing import Standing

    settings = settings or Settings()
    formats = formats or DEFAULT
    chosen(formats)
    place = None if settings.llm else cache or output / NAME  # answers of a language model have a cache of their own
    with held(output), opened(place, code()) as store:  # one run at a time, from beginning to end
        standing = Standing(inputs, settings, formats, name)
        ontology = load_ontology(settings.ontology, confirmed=confirmed_names(inputs))
        reader = model_reader(settings, ontology)
        graph, failures = assemble(
            inputs,
            ontology,
            settings,
            strict=strict,
            progress=progress,
            name=name,
            store=store,
            jobs=jobs,
            reader=reader,
            notice=notice,
        )
        extra = further_files(reader, ontology, settings)
        with at_rest():
            report = export_graph(graph, ontology, settings, output, formats=formats, failures=failures, extra=extra)
        standing.keep(store, graph, report, failures)
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
    store: Cache | None = None,
    jobs: int = 1,
    reader: Reader | None = None,
    notice: Notice | None = None,
) -> tuple[KnowledgeGraph, tuple[Failure, ...]]:
    """Every stage but the last: the checked graph, and the documents that could not be read.

    store: what was read before and is kept; nothing where None, or where there is a `reader`, which is asked about
    every document. Raises InputError also where `name` is to name more than one document.
    """
    from pipeline.cache import opened
    from pipeline.graph import build
    from pipeline.graph.shapes import check_shapes
    from pipeline.ingest import find_documents
    from pipeline.reading import code, read_all

    check_shapes(ontology.folder)  # broken shapes are told before the long work
    paths = find_documents(inputs)
    if not paths:
        raise InputError(f"{', '.join(map(str, inputs))}: no documents here; name files or a folder that holds some")
    if name is not None and len(paths) > 1:
        raise InputError(f"--name names one document, here are {len(paths)}; name one file, or leave it out")
    if reader is not None and notice is not None:
        notice(reader.announcement(_readable(paths, settings)))
    steps = len(paths) + len(CORPUS_STEPS)
    tell = progress or (lambda step, done, total, words: None)
    tell("reading", 0, steps, 0)
    keys: list[str] = []
    errors: dict[Path, InputError] = {}
    words = 0
    with nullcontext(store) if store and reader is None else opened(None, code()) as kept:
        kept.begin()
        confirmed = confirmed_names(inputs)
        found = read_all(paths, ontology, settings, kept, confirmed=confirmed, jobs=jobs, name=name, model=reader)
        with closing(found):  # however this ends, so do its processes
            for done, reading in enumerate(found, start=1):
                words += reading.words
                tell(f"read {reading.path.name}", done, steps, words)
                if reading.error is None:
                    keys.append(reading.key)
                elif strict:
                    raise reading.error
                else:
                    errors[reading.path] = reading.error
        if not keys:
            raise InputError("\n".join(str(errors[path]) for path in paths))
        tell(CORPUS_STEPS[0], len(paths), steps, words)
        resolutions = {resolution.document.id: resolution for key in keys if (resolution := kept.get(key, Resolution))}
        corpus = ResolvedCorpus(once(resolutions[key] for key in sorted(resolutions)))
        with at_rest():
            graph = build(corpus, ontology, settings, store and kept)
    tell(CORPUS_STEPS[1], len(paths) + 1, steps, words)
    # The report is the same wherever the file lies: it names the file, not its folder.
    failures = (
        Failure(path.name, str(errors[path]).replace(str(path), path.name), str(errors[path]))
        for path in paths
        if path in errors
    )
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
