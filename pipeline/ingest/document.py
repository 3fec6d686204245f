"""A file on disk to one `Document`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest.builder import build
from pipeline.ingest.decoding import decode
from pipeline.ingest.language import detect_language, lacks_capitals, lacks_sentence_ends
from pipeline.ingest.office import Container, find_container
from pipeline.ingest.pieces import limited
from pipeline.ingest.readers import Format, find_format
from pipeline.ingest.voices import with_voices
from pipeline.records import Document, Segment, Source

MOST_BYTES = 64 << 20
_SKIPPED = re.compile(r"\.|README|aliases\.ttl$|.*\.license$|.*~$")


def read_document(path: Path) -> Document:
    """Read one file.

    Raises InputError, in one sentence that names file, place and remedy, where there is nothing to read: missing,
    empty, too large, binary, or not a transcript. What could be read only in part is told in `Document.warnings`.
    """
    data = _bytes(path)
    try:
        form, raw, warnings = _decoded(data)
        reading = form.read(raw)
        built = build(raw, with_voices(limited(reading.pieces)), reading.markup)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if not any(char.isalpha() for char in built.text):
        raise InputError(f"{path}: no words found (read as {form.about}); check that this is a transcript or article.")
    language = detect_language(built.text) or (reading.language or "en").lower().split("-")[0].split("_")[0]
    if language != "en":
        warnings += (f"the language seems to be {language!r}, not English, so nothing is extracted from it",)
    else:
        speech = "\n".join(built.text[part.begin : part.end] for part in built.segments if part.kind == "speech")
        checks = (("sentence ends", lacks_sentence_ends), ("capitals", lacks_capitals))
        lacking = [what for what, lacks in checks if lacks(speech)]
        if lacking:
            warnings += (f"without {' and '.join(lacking)}: they are estimated, so names and facts are less sure",)
    warnings += tuple(_time_warnings(built.segments))
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=f"{slug(path.stem)}-{digest[:8]}",
        source=Source(path.name, form.name, digest),
        raw=raw,
        text=built.text,
        runs=built.runs,
        segments=built.segments,
        title=reading.title,
        date=reading.date,
        url=reading.url,
        language=language,
        metadata=reading.metadata,
        warnings=(*reading.warnings, *warnings),
    )


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


def find_documents(inputs: Sequence[Path]) -> tuple[Path, ...]:
    """Files as given; folders replaced by the files below them, sorted.

    In folders, hidden files, README files, `*.license` and `aliases.ttl` are no documents. A file named twice is read
    once. A path that does not exist is kept: `read_document` says so.
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
    files = (path for path in folder.rglob("*") if path.is_file())
    shown = (path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return iter(sorted(path for path in shown if not _SKIPPED.match(path.name)))


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise InputError(f"{path}: no such file; check the path.")
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; name a file in it.")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(
                f"{path}: {size >> 20} MB are more than the {MOST_BYTES >> 20} MB that are read; split the file."
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{path}: the file is empty; give a transcript or article with words in it.")
    return data
