"""Files that are no text themselves: DOCX, PDF and EPUB. What their libraries extract becomes the raw text.

pypdf comes with the extra `docs`; DOCX (see `word.py`) and EPUB need nothing beyond the standard library.
"""

from __future__ import annotations

import io
import logging
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from pipeline.errors import InputError
from pipeline.ingest.html_pages import read_html
from pipeline.ingest.markup import tokens
from pipeline.ingest.pieces import Reading
from pipeline.ingest.prose import read_prose
from pipeline.ingest.word import MAIN_PART, extract_docx, read_docx

MOST_UNPACKED = 64 << 20  # bytes that a zip archive may unpack to
MOST_MARKUP = 16 << 20  # of it in XML and HTML, which take sixteen times as much memory when parsed
MOST_PAGES = 3000
_DAMAGED = "the {kind} is damaged ({reason}); save it again, or as plain text."


@dataclass(frozen=True, slots=True)
class Container:
    """A format of files that are no text. extract: the bytes to raw text and warnings; read: the raw text."""

    name: str
    about: str
    fits: Callable[[bytes], bool]
    extract: Callable[[bytes], tuple[str, tuple[str, ...]]]
    read: Callable[[str], Reading]


def find_container(data: bytes) -> Container | None:
    """The container format of a file; None for text. Raises InputError for an archive that is none of them."""
    found = next((container for container in CONTAINERS if container.fits(data)), None)
    if found is None and data.startswith(b"PK\3\4"):
        raise InputError("this is an archive that holds no DOCX or EPUB; unpack it and give the files in it.")
    return found


def _zip_names(data: bytes) -> frozenset[str]:
    if not data.startswith(b"PK\3\4"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(_DAMAGED.format(kind="archive", reason=_reason(error))) from error


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _guard(data: bytes) -> None:
    """Refuse an archive that would unpack to more than any document needs; zipfile itself reads no more than stated."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        items = archive.infolist()
    markup = sum(item.file_size for item in items if item.filename.endswith("ml"))
    for size, most in ((sum(item.file_size for item in items), MOST_UNPACKED), (markup, MOST_MARKUP)):
        if size > most:
            raise InputError(
                f"the archive unpacks to {size >> 20} MB, more than the {most >> 20} MB allowed; split it."
            )


# --- PDF


def extract_pdf(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of all pages; lines that head or foot at least half of them are left out."""
    try:
        import pypdf
    except ImportError as error:
        raise InputError("reading PDF needs pypdf; install it with: pip install 'talkgraph[docs]'.") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it could not read is told in the error or a warning
    pages: list[list[str]] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("the PDF is locked with a password; save it without one.")
        total = len(reader.pages)
        for page in reader.pages[:MOST_PAGES]:
            pages.append(page.extract_text().splitlines())
    except InputError:
        raise
    except Exception as error:  # pypdf documents no closed set of errors for damaged files
        raise InputError(_DAMAGED.format(kind="PDF", reason=_reason(error))) from error
    if not any(line.strip() for lines in pages for line in lines):
        raise InputError("the PDF holds no text, perhaps only scanned pages; run text recognition on it first.")
    repeated = _running_lines(pages)
    kept = [line for lines in pages for line in lines if _shape(line) not in repeated]
    warnings = [f"{len(repeated)} lines that repeat on most pages were left out"] if repeated else []
    if total > MOST_PAGES:
        warnings.append(f"only the first {MOST_PAGES} of {total} pages were read")
    return "\n".join(kept), tuple(warnings)


def _running_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """What first and last lines at least three and half of all pages share, page numbers aside."""
    edges = Counter(shape for lines in pages for shape in {_shape(line) for line in (*lines[:1], *lines[-1:])})
    return frozenset(shape for shape, n in edges.items() if shape and n >= 3 and n * 2 >= len(pages))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


# --- EPUB


def extract_epub(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The XHTML of all chapters in reading order, one after another."""
    _guard(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = _member(archive, _attribute(archive.read("META-INF/container.xml"), "rootfile", "full-path")[0])
            items = {
                t.attributes.get("id"): t.attributes.get("href", "")
                for t in tokens(package[1])
                if (t.kind, t.name) == ("start", "item")
            }
            order = [t.attributes.get("idref") for t in tokens(package[1]) if (t.kind, t.name) == ("start", "itemref")]
            folder = posixpath.dirname(package[0])
            names = [posixpath.normpath(posixpath.join(folder, unquote(items[i]))) for i in order if i in items]
            chapters = [_member(archive, name)[1] for name in dict.fromkeys(names)]
    except (zipfile.BadZipFile, zlib.error, KeyError, IndexError, OSError, ValueError, NotImplementedError) as error:
        raise InputError(_DAMAGED.format(kind="EPUB", reason=_reason(error))) from error
    return "\n".join(chapters), ()


def _member(archive: zipfile.ZipFile, name: str) -> tuple[str, str]:
    return name, archive.read(name).decode("utf-8-sig", errors="replace")


def _attribute(data: bytes, tag: str, name: str) -> list[str]:
    return [
        t.attributes[name]
        for t in tokens(data.decode("utf-8-sig", errors="replace"))
        if (t.kind, t.name) == ("start", tag)
    ]


def _docx(data: bytes) -> tuple[str, tuple[str, ...]]:
    _guard(data)
    return extract_docx(data)


CONTAINERS = (
    Container("docx", "Word document", lambda data: any(map(MAIN_PART.fullmatch, _zip_names(data))), _docx, read_docx),
    Container("epub", "EPUB book", lambda data: "META-INF/container.xml" in _zip_names(data), extract_epub, read_html),
    Container("pdf", "PDF", lambda data: b"%PDF-" in data[:1024], extract_pdf, read_prose),
)
