"""Word documents: the text as it stands when all changes are accepted, paragraphs, line breaks and tables kept.

python-docx gives neither tracked insertions nor the text of content controls, and refuses archives in which any part
is missing; the main part alone is read here, with the tolerant scan of `markup.py`.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.errors import InputError
from pipeline.ingest.cleaning import PROSE
from pipeline.ingest.header import lines_between, read_header
from pipeline.ingest.markup import Token, tokens
from pipeline.ingest.pieces import Reading
from pipeline.ingest.prose import read_prose
from pipeline.ingest.tables import find_header, utterances

MAIN_PART = re.compile(r"word/document\d*\.xml")
# Text that is no longer, or not yet, there; codes of fields; the second way to show what stands there already.
_LEFT_OUT = frozenset(
    {"del", "movefrom", "deltext", "instrtext", "delinstrtext", "fallback", "rpr", "ppr", "tblpr", "sectpr"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "nobreakhyphen": "-", "ptab": "\t"}
_HEADING_STYLE = re.compile(r"(?:title|titel|titre|heading\d?|berschrift\d?|titre\d)", re.IGNORECASE)
_TABLE = re.compile(r"^(?:[^\n]*\t[^\n]*(?:\n|\Z))+", re.MULTILINE)


@dataclass(slots=True)
class _Paragraphs:
    """What has been read so far: finished lines, the paragraph and the cells that are open."""

    lines: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)  # of each open table: the cells of its row
    heading: bool = False
    hidden: bool = False

    def end_paragraph(self) -> None:
        """Put the paragraph into the cell it stands in, or among the lines."""
        text = "".join(self.text).strip()
        if self.rows:
            self.rows[-1][-1:] = [" ".join([*self.rows[-1][-1:], *text.split()]).strip()]
        elif text:
            self.lines += [("# " + text if self.heading and "\n" not in text else text), ""]
        self.text, self.heading = [], False


def extract_docx(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Paragraphs apart by an empty line, table rows as lines of cells between tabs. Raises InputError for damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = next(name for name in sorted(archive.namelist()) if MAIN_PART.fullmatch(name))
            markup = archive.read(part)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise InputError(f"the DOCX is damaged ({reason}); save it again, or as plain text.") from error
    encoding = "utf-16" if markup[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    raw = markup.decode(encoding, errors="replace")
    stream = tokens(raw)
    if not any(token.name.endswith("body") for token in stream):
        raise InputError("the DOCX is damaged (it has no body); save it again, or as plain text.")
    return "\n".join(_lines(raw, stream)).strip("\n"), ()


def _lines(raw: str, stream: Sequence[Token]) -> list[str]:
    """The lines of the document."""
    read = _Paragraphs()
    skipped: list[str] = []  # elements left out that are open
    inside_text = False
    for token in stream:
        name = token.name.rpartition(":")[2]
        if token.kind == "text":
            if inside_text and not skipped and not read.hidden:
                read.text.append(html.unescape(raw[token.begin : token.end]))
        elif token.kind == "start":
            _property(read, name, token)
            if name in _LEFT_OUT:
                skipped.append(name)
            elif not skipped:
                inside_text = inside_text or name == "t"
                _open(read, name)
        elif name in _LEFT_OUT and name in skipped:
            while skipped.pop() != name:
                pass
        elif not skipped:
            inside_text = inside_text and name != "t"
            _close(read, name)
    read.end_paragraph()
    return read.lines


def _property(read: _Paragraphs, name: str, token: Token) -> None:
    """Note what a run or paragraph says of itself: hidden text, a heading."""
    value = next((v for key, v in token.attributes.items() if key.rpartition(":")[2] == "val"), "")
    if name == "vanish":
        read.hidden = value not in ("0", "false", "off")
    elif name == "r":
        read.hidden = False
    elif name == "pstyle":
        read.heading = _HEADING_STYLE.fullmatch(value) is not None


def _open(read: _Paragraphs, name: str) -> None:
    if name == "tbl":
        if not read.rows:
            read.lines.append("")
        read.rows.append([])
    elif name == "tc" and read.rows:
        read.rows[-1].append("")
    elif name in _BREAKS and not read.hidden:
        read.text.append(_BREAKS[name])


def _close(read: _Paragraphs, name: str) -> None:
    if name == "p":
        read.end_paragraph()
    elif name == "tr" and len(read.rows) == 1:
        if any(read.rows[-1]):
            read.lines.append("\t".join(read.rows[-1]))
        read.rows[-1] = []
    elif name == "tbl" and read.rows:
        inner = read.rows.pop()
        if read.rows:  # what stands in a table within a cell belongs to the cell
            read.text.append(" ".join(filter(None, inner)))
        else:
            read.lines.append("")


def read_docx(raw: str) -> Reading:
    """Read the table that is a transcript, where there is one, and the lines around it as header; else the text."""
    spans = [match.span() for match in _TABLE.finditer(raw)]
    tables = [(header, end) for begin, end in spans if (header := find_header(raw, begin, end))]
    if not tables:
        return read_prose(raw)
    header, end = max(tables, key=lambda table: table[1] - table[0].end)
    left_out = len(spans) - 1
    gaps = zip([0, *(stop for _, stop in spans)], [*(start for start, _ in spans), len(raw)], strict=True)
    around = read_header(raw, (line for gap in gaps for line in lines_between(raw, *gap)))
    return Reading(
        pieces=(*around.pieces, *utterances(raw, header, end)),
        markup=PROSE,
        date=around.date,
        warnings=(f"{left_out} tables beside the transcript were left out",) if left_out else (),
    )
