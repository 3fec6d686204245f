"""A file on disk to one `Document`."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest.builder import build
from pipeline.ingest.decoding import decode
from pipeline.ingest.language import (
    detect_language,
    lacks_capitals,
    lacks_sentence_ends,
    only_capitals,
    stated_language,
)
from pipeline.ingest.office import Container, find_container
from pipeline.ingest.outputs import is_output, is_store, is_written
from pipeline.ingest.pieces import Reading, limited
from pipeline.ingest.readers import Format, find_format
from pipeline.ingest.timed_words import from_the_start
from pipeline.ingest.times import date_in_name
from pipeline.ingest.voices import with_voices
from pipeline.records import Document, Segment, Source

MOST_BYTES = 64 << 20
STDIN = "stdin"
_SKIPPED = re.compile(r"\.|README|aliases\.ttl$|.*\.license$|.*~$")


LEAST_READ = 0.9  # of a file's letters; less is told loudly


def read_document(
    path: Path, *, language: str | None = None, name: str | None = None, data: bytes | None = None
) -> Document:
    """Read one file, or standard input where the path is "-".

    language: the language that the document is in (ISO 639-1), whatever its words look like.
    name: what to call the document instead of its file.
    data: the content of a file that does not lie on this machine, or not any more.

    Raises InputError, in one sentence that names file, place and remedy, where there is nothing to read: missing,
    empty, too large, binary, or not a transcript. What could be read only in part is told in `Document.warnings`; what
    nobody must miss also in `Document.alerts`.
    """
    source = name or (STDIN if path == Path("-") else path.name)
    data = _bytes(path) if data is None else _checked(path, len(data), data)
    try:
        form, raw, warnings = _decoded(data)
        reading = form.read(raw)
        pieces, day = from_the_start(limited(reading.pieces))
        built = build(raw, with_voices(pieces), reading.markup)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if not any(char.isalpha() for char in built.text):
        raise InputError(f"{path}: no words found (read as {form.about}); check that this is a transcript or article.")
    spoken = language or detect_language(built.text) or stated_language(reading.language) or "en"
    alerts = (*_language_alerts(spoken), *_unread_alerts(reading, built.text))
    if spoken == "en":
        speech = "\n".join(built.text[part.begin : part.end] for part in built.segments if part.kind == "speech")
        checks = (
            ("sentence ends", lacks_sentence_ends),
            ("capitals", lacks_capitals),
            ("small letters", only_capitals),
        )
        lacking = [what for what, lacks in checks if lacks(speech)]
        if lacking:
            warnings += (f"without {' and '.join(lacking)}: they are estimated, so names and facts are less sure",)
    warnings += tuple(_time_warnings(built.segments))
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=document_id(source, digest),
        source=Source(source, form.name, digest),
        raw=raw,
        text=built.text,
        runs=built.runs,
        segments=built.segments,
        title=reading.title,
        date=reading.date or day or date_in_name(Path(source).stem),
        url=reading.url,
        language=spoken,
        metadata=reading.metadata,
        warnings=(*alerts, *reading.warnings, *warnings),
        alerts=alerts,
    )


def _language_alerts(language: str) -> Iterator[str]:
    if language != "en":
        yield (
            f"the language seems to be {language!r}, not English, so nothing is extracted from it; if it is English, "
            "say so: --language en"
        )


def _unread_alerts(reading: Reading, text: str) -> Iterator[str]:
    """Say loudly where less than nine tenths of a file's letters are read, and what is left."""
    left = sum(letters for _, letters in reading.unread)
    read = sum(map(str.isalpha, text))
    if read < LEAST_READ * (read + left):
        most = ", ".join(f"{what} ({letters:,} letters)" for what, letters in reading.unread[:5])
        more = f" and {len(reading.unread) - 5} more" if len(reading.unread) > 5 else ""
        yield f"only {100 * read // (read + left)} % of the letters of the file are read; left out: {most}{more}"


def _time_warnings(segments: Sequence[Segment]) -> Iterator[str]:
    """Say where the times of the source run backwards in reading order."""
    starts = [segment.start for segment in segments if segment.start is not None]
    back = [(start, later) for start, later in pairwise(starts) if later < start]
    if back:
        yield f"times run backwards {len(back)} times in the source, first from {back[0][0]:g} s to {back[0][1]:g} s"


def _decoded(data: bytes) -> tuple[Container | Format, str, tuple[str, ...]]:
    """The format of a file and its raw text, with warnings from decoding it."""
    if container := find_container(data):
        raw, warnings = container.extract(data)
        return container, raw, warnings
    raw, warnings = decode(data)
    return find_format(raw), raw, warnings


def document_id(name: str, digest: str) -> str:
    """The id of a document, by the name of its file and its SHA-256."""
    return f"{slug(Path(name).stem)}-{digest[:8]}"


def is_no_document(name: str, head: bytes) -> bool:
    """Whether a file in a folder, which begins so, is not read: hidden, of README's kind, or what a run wrote."""
    return _SKIPPED.match(name) is not None or is_written(name, head)


def find_documents(inputs: Sequence[Path]) -> tuple[Path, ...]:
    """Files as given; folders replaced by the files below them, sorted.

    In folders, hidden files, README files, `*.license`, `aliases.ttl` and what runs write are no documents. A file
    named twice is read once. A path that does not exist is kept: `read_document` says so.
    """
    found = (path for item in inputs for path in (_below(item) if item.is_dir() else [item]))
    return tuple(dict.fromkeys(found))


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens.

    >>> slug("Café №5 — Part_2"), slug("播客")
    ('cafe-no5-part-2', 'document')
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:80].rstrip("-") or "document"


def _below(folder: Path) -> Iterator[Path]:
    """The documents in a folder, sorted; without hidden files and what runs write."""
    found: list[Path] = []
    folders = [folder]
    while folders:
        inside = [path for path in folders.pop().iterdir() if not path.name.startswith(".")]
        folders += [path for path in inside if path.is_dir() and not path.is_symlink() and not is_store(path)]
        files = (path for path in inside if path.is_file() and not _SKIPPED.match(path.name))
        found += [path for path in files if not is_output(path)]
    return iter(sorted(found))


def _bytes(path: Path) -> bytes:
    if path == Path("-"):
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        size = len(data)
    elif not path.exists():
        raise InputError(f"{path}: no such file; check the path.")
    elif path.is_dir():
        raise InputError(f"{path}: this is a folder; name a file in it.")
    else:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= MOST_BYTES else b""
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error
    return _checked(path, size, data)


def too_large(path: Path, size: int) -> InputError:
    """The error that says so of a file of that many bytes."""
    return InputError(f"{path}: {size >> 20} MB are more than the {MOST_BYTES >> 20} MB that are read; split the file.")


def _checked(path: Path, size: int, data: bytes) -> bytes:
    """The content of a file of that size, where it can be read."""
    if size > MOST_BYTES:
        raise too_large(path, size)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{path}: the file is empty; give a transcript or article with words in it.")
    return data
