"""What every reader owes: laws that hold for any document, and a short way to read an inline fixture."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.ingest import read_document
from pipeline.records import Document


def read(folder: Path, content: str | bytes, name: str = "talk.txt") -> Document:
    """Write the content to a file, read it, and hold the laws on the way."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    document = read_document(path)
    check_laws(document)
    return document


def spoken(document: Document) -> list[str]:
    """The spoken lines of the reading text."""
    return [document.text[s.begin : s.end] for s in document.segments if s.kind == "speech"]


def context(document: Document) -> list[str]:
    return [document.text[s.begin : s.end] for s in document.segments if s.kind == "context"]


def check_laws(document: Document) -> None:
    """Offsets reproduce the raw text; runs and segments are sorted and do not overlap."""
    text, raw = document.text, document.raw
    covered = 0
    for run in document.runs:
        assert covered <= run.begin < run.end <= len(text)
        assert text[covered : run.begin].strip(" \n") == "", "only joining white space stands outside the runs"
        assert 0 <= run.raw_begin < run.raw_end <= len(raw)
        if run.end - run.begin == run.raw_end - run.raw_begin:
            copied = raw[run.raw_begin : run.raw_end]
            assert text[run.begin : run.end] in (copied, unicodedata.normalize("NFKC", copied))
        covered = run.end
    assert text[covered:] == ""
    reached = 0
    for segment in document.segments:
        assert reached <= segment.begin < segment.end <= len(text)
        assert text[reached : segment.begin].strip(" \n") == "", "every word belongs to a segment"
        assert segment.start is None or segment.stop is None or segment.start <= segment.stop
        reached = segment.end
    assert text[reached:] == ""
    assert text == text.strip()
    assert "\r" not in text
    assert "\t" not in text
    assert "  " not in text
    assert "\n\n" not in text
    assert all(line == line.strip() for line in text.split("\n"))


def from_runs(document: Document, begin: int, end: int) -> str:
    """The reading span put together again from the raw text, run by run."""
    parts, covered = [], begin
    for run in document.runs:
        first, last = max(begin, run.begin), min(end, run.end)
        if first >= last:
            continue
        parts.append(document.text[covered:first])
        if run.end - run.begin == run.raw_end - run.raw_begin:
            parts.append(document.raw[run.raw_begin + first - run.begin : run.raw_begin + last - run.begin])
        else:
            parts.append(document.text[first:last])
        covered = last
    return "".join(parts) + document.text[covered:end]


# --- Word files, as small as they get

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="x"'


def word(body: str, part: str = "word/document.xml") -> bytes:
    """A Word file with this body and nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, f"<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{about}{''.join(runs)}</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in cells) + "</w:tr>"


def docx(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs; a line end within one is a break."""
    parts = (("<w:r><w:br/></w:r>".join(run(escape(line)) for line in text.split("\n"))) for text in paragraphs)
    return word("".join(map(paragraph, parts)))
