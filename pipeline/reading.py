"""What each document says, read in several processes where that pays, and only where it was not read before.

Two results are kept for each document: its extraction, which rests on its bytes, the model, the ontology folder and
those of a person's decisions that name something in it; and its resolution, which rests on all decisions. So a change
of `aliases.ttl` reads only the documents anew in which its names stand, and resolves the others, which is quick;
`--min-confidence` comes after both.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from typing import TYPE_CHECKING

from pipeline.cache import Cache
from pipeline.errors import InputError, OntologyError, TalkgraphError, is_no_room
from pipeline.kept import code_digest
from pipeline.ontology import Ontology, load_ontology
from pipeline.ontology.reach import Reach
from pipeline.packing import Damaged, packed, unpacked
from pipeline.records import Document, Extraction, Resolution
from pipeline.settings import Settings
from pipeline.workers import Died, work_through

if TYPE_CHECKING:
    from pipeline.llm import Reader as LanguageReader

CODE = tuple(  # all that reading imports
    """ingest extract resolve ontology llm export/text.py cache.py errors.py kept.py model.py packing.py rdf_file.py
    reading.py records.py resting.py settings.py vocabulary.py workers.py""".split()
)
LATER = {"ontology", "min_confidence", "mentions", "together", "with_text"}  # settings that reading does not see
STDIN = Path("-")
WORTH = 80_000  # bytes of documents for which another process is worth the time it takes to begin


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. extraction: the packed one, where only its resolution is wanted. key: of the resolution.

    data: what the file holds, where that is known already.
    """

    path: Path
    name: str | None
    size: int
    key: str
    extraction: bytes = b""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task. extraction: packed with its reach (see `Kept`), if it was made; resolution: packed."""

    digest: str
    words: int
    resolution: bytes
    extraction: bytes = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """An extraction in the cache. reach: digest of the decisions that it saw."""

    reach: str
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: the key of its resolution; or the sentence that says why it could not be.

    words: none where it was read before.
    """

    path: Path
    key: str = ""
    words: int = 0
    error: InputError | None = None


def read_all(
    paths: Sequence[Path],
    ontology: Ontology,
    settings: Settings,
    store: Cache,
    *,
    confirmed: Sequence[Path] = (),
    jobs: int = 1,
    name: str | None = None,
    model: LanguageReader | None = None,
) -> Generator[Read, None, None]:
    """Every document as it is done; its resolution is in the cache then.

    confirmed: the files of a person's decisions that the ontology was read with. jobs: processes at most. name: what to
    call the one document. model: a language model that is asked, too, in this process and in the order of the paths,
    in which its budget is dealt out. Raises OntologyError, ModelError and OutputError as `pipeline.run.run` does.
    """
    keys = Keys(ontology, settings)
    tasks = []
    for path in paths:
        task = _task(path, keys, store, name)
        if task is None or isinstance(task, Read):
            if task:
                yield task
            continue
        tasks.append(task)
    wanted = 1 if model else min(jobs, -(-sum(task.size for task in tasks) // WORTH))
    if wanted > 1:
        tasks.sort(key=lambda task: -task.size)  # the longest first, so that no process ends long after the others
    for task, answer in _answers(tasks, Reader(ontology, settings, model), confirmed, wanted):
        if isinstance(answer, Answer):
            about = answer.digest, task.path, task.name  # the file may have changed since
            key = keys.resolution(*about)
            if answer.extraction:
                store.put(keys.extraction(*about), "extraction", task.path.name, answer.extraction)
            store.put(key, "resolution", task.path.name, answer.resolution)
            yield Read(task.path, key, answer.words)
        elif isinstance(answer, Died):
            yield Read(task.path, error=_death(task.path, answer))
        else:
            yield Read(task.path, error=answer)


def _death(path: Path, died: Died) -> InputError:
    how = f"signal {-died.code}" if died.code and died.code < 0 else f"exit code {died.code}"
    return InputError(
        f"{path}: the process that read it was ended twice ({how}), as for lack of memory; read it alone, or split it"
    )


class Keys:
    """Keys of the cache: digests of all that a result rests on."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        """Of a run with these. Raises ModelError where the model is not installed."""
        from pipeline.model import digest_of, model_folder

        seen = {name: value for name, value in asdict(settings).items() if name not in LATER}
        self._base = (code(), digest_of(model_folder(settings.model)), seen)
        self._folder = folder_digest(ontology.folder)
        self._decisions = ontology.digest

    def extraction(self, digest: str, path: Path, name: str | None) -> str:
        """Of the extraction of a document with this SHA-256, whatever a person decided."""
        return _digest("extraction", self._base, self._folder, digest, name or path.name)

    def resolution(self, digest: str, path: Path, name: str | None) -> str:
        """Of its resolution."""
        return _digest("resolution", self._base, self._folder, self._decisions, digest, name or path.name)


@cache
def code() -> str:
    """Digest of the code that reads documents, ours and the versions of what it stands on."""
    return _digest(code_digest(*CODE), versions())


@cache
def versions() -> tuple[str, ...]:
    """The libraries that an installation brings, with their versions."""
    try:
        needed = [requirement for requirement in requires("talkgraph") or () if "extra ==" not in requirement]
    except PackageNotFoundError:  # a source tree that was never installed
        needed = []
    names = [found[0] for requirement in needed if (found := match(r"[\w.-]+", requirement))]
    return tuple(f"{name} {_version(name)}" for name in sorted(names))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def folder_digest(folder: Path) -> str:
    """SHA-256 of the Turtle files that an ontology is read from."""
    from pipeline.ontology.folder import ontology_files

    return _digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in ontology_files(folder)))


def _digest(*parts: object) -> str:
    return hashlib.sha256(packed(parts)).hexdigest()


def file_digest(path: Path) -> str | None:
    """SHA-256 of the file; None where it cannot be read, or only once."""
    if path == STDIN or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _task(path: Path, keys: Keys, store: Cache, name: str | None) -> Task | Read:
    """What is left to do for a document."""
    digest = file_digest(path)
    if digest is None:
        return Task(path, name, 0, "")
    key = keys.resolution(digest, path, name)
    if store.get(key, Resolution) is not None:
        store.data(keys.extraction(digest, path, name))  # still needed
        return Read(path, key)
    extraction = store.data(keys.extraction(digest, path, name)) or b""
    return Task(path, name, path.stat().st_size, key, extraction)


# --- doing it


def _answers(
    tasks: Sequence[Task], reader: Reader, confirmed: Sequence[Path], processes: int
) -> Iterator[tuple[Task, Answer | InputError | Died]]:
    apart = [task for task in tasks if processes > 1 and task.path != STDIN]
    yield from ((task, reader.read(task)) for task in tasks if task not in apart)
    if apart:
        needed = (reader.ontology.folder, confirmed, reader.ontology.digest, reader.settings)
        yield from work_through(apart, processes, prepared, *needed)


def prepared(
    folder: Path, confirmed: Sequence[Path], digest: str, settings: Settings
) -> Callable[[Task], Answer | InputError]:
    """Load in a new process what reading needs; what reads a document.

    digest: of the ontology. Raises OntologyError where it changed meanwhile, ModelError where the model cannot be used.
    """
    from pipeline.extract.nlp import load_model

    load_model(settings.model)
    ontology = load_ontology(folder, confirmed=confirmed)
    if ontology.digest != digest:
        raise OntologyError(f"{folder}: the ontology, or aliases.ttl, changed during the run; run it again")
    return Reader(ontology, settings).read


class Reader:
    """Reads documents with one ontology and one model; a language model is asked, too, where there is one."""

    def __init__(self, ontology: Ontology, settings: Settings, model: LanguageReader | None = None) -> None:
        """Nothing is loaded yet."""
        self.ontology = ontology
        self.settings = settings
        self.model = model

    def read(self, task: Task) -> Answer | InputError:
        """What the document says; or why it cannot be read, whatever it was that went wrong with this one."""
        try:
            extraction = self._kept(task)
            if extraction is not None:
                return self._answer(extraction)
            extraction = self.extraction(task.path, task.name, task.data)
            return self._answer(extraction, packed(Kept(self._reach_of(extraction.document), extraction)))
        except InputError as error:
            return error
        except TalkgraphError:
            raise
        except Exception as error:
            if is_no_room(error):
                raise
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"
            return InputError(f"{task.path}: talkgraph could not cope with it ({said}); leave it out, and report this")

    def extraction(self, path: Path, name: str | None, data: bytes | None = None) -> Extraction:
        """Of a document that is read anew."""
        from pipeline.extract import extract
        from pipeline.ingest import read_document

        document = read_document(path, language=self.settings.language, name=name, data=data)
        try:
            packed(document)
        except UnicodeEncodeError:  # escapes in JSON can spell what no file of text can hold
            from pipeline.export.text import well_formed

            document = well_formed(document)
        return extract(document, self.ontology, self.settings, self.model)

    def _kept(self, task: Task) -> Extraction | None:
        """The extraction that is kept, where the decisions that it saw are those of today."""
        try:
            kept = unpacked(task.extraction, Kept) if task.extraction else None
        except Damaged:
            return None
        return kept.extraction if kept and kept.reach == self._reach_of(kept.extraction.document) else None

    def _answer(self, extraction: Extraction, data: bytes = b"") -> Answer:
        from pipeline.resolve import resolve

        document = extraction.document
        resolution = resolve(extraction, self.ontology, self.settings)
        return Answer(document.source.digest, len(document.text.split()), packed(resolution), data)

    @cached_property
    def _reach(self) -> Reach | None:
        if self.ontology.decisions.empty:
            return None
        return Reach(load_ontology(self.ontology.folder), self.ontology)

    def _reach_of(self, document: Document) -> str:
        return self._reach.of(document) if self._reach else ""
