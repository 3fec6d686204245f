"""DOCX, PDF and EPUB, made here."""
# ruff: noqa: E501 - markup in one line

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from ingest_helpers import context, read

from pipeline.errors import InputError
from pipeline.ingest import office

docx = pytest.importorskip("docx", reason="needs the extra docs")
pytest.importorskip("pypdf", reason="needs the extra docs")


def word_file(*parts: str | list[list[str]]) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(rows=0, cols=len(part[0]))
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(*pages: list[str] | bytes) -> bytes:
    """A PDF, written by hand, of a few lines a page or of their deflated drawing commands."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        if isinstance(lines, bytes):
            objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(lines), lines))
        else:
            content = "BT /F1 12 Tf 14 TL 50 700 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
            objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode())
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        xref,
        size,
        len(out),
    )


def archive(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return buffer.getvalue()


def test_docx_paragraphs(tmp_path):
    data = word_file("Ada Quill: Hello there.", "Tom Reed: Hi, Ada.", "Ada Quill: It’s good.")
    document = read(tmp_path, data, "talk.docx")
    assert document.text == "Hello there.\nHi, Ada.\nIt’s good."
    assert [s.speaker for s in document.segments] == ["Ada Quill", "Tom Reed", "Ada Quill"]
    assert document.source.format == "docx"


def test_docx_with_the_transcript_in_a_table(tmp_path):
    data = word_file(
        "Call of Monday",
        [["Speaker", "Sentiment"], ["Agent", "2.4"]],
        [
            ["Start", "Dur.", "Speaker", "Transcription"],
            ["0:00:00.4", "5.0s", "Agent", "Thank you for\ncalling."],
            ["0:01:06.31", "4.1s", "Customer", "Hi."],
        ],
        [["Confidence", "Count"], ["98%", "400"]],
    )
    document = read(tmp_path, data, "call.docx")
    assert document.text == "Call of Monday\nThank you for calling.\nHi."
    assert [(s.speaker, s.start) for s in document.segments[1:]] == [("Agent", 0.4), ("Customer", 66.31)]
    assert "2 tables" in document.warnings[0]


def test_pdf_without_its_running_lines(tmp_path):
    spoken = ["steel and", "the wind and", "ropes and", "long nights and"]
    pages = [["Night Train 2024", f"Ada spoke of {word}", "went on.", f"Page {n}"] for n, word in enumerate(spoken)]
    document = read(tmp_path, pdf_file(*pages), "talk.pdf")
    assert "Night Train" not in document.text
    assert document.text.startswith("Ada spoke of steel and went on. Ada spoke of the wind and")
    assert document.source.format == "pdf"


def test_pdf_without_text(tmp_path):
    with pytest.raises(InputError, match="no text"):
        read(tmp_path, pdf_file([]), "scan.pdf")


def test_epub_chapters_in_reading_order(tmp_path):
    data = archive(
        **{
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": '<package><manifest><item id="b" href="two.xhtml"/><item id="a" href="ch%201.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
            "OPS/two.xhtml": "<html><body><p>Second.</p></body></html>",
            "OPS/ch 1.xhtml": "<html><body><h1>Bridges</h1><p>First &amp; foremost.</p></body></html>",
        }
    )
    document = read(tmp_path, data, "book.epub")
    assert context(document) == ["Bridges"]
    assert document.text == "Bridges\nFirst & foremost.\nSecond."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive(a="x"), "holds no DOCX"),
        (b"PK\3\4" + b"\0" * 50, "damaged"),
        (archive(**{"word/document.xml": b"<w"}), "DOCX is damaged"),
        (archive(**{"META-INF/container.xml": b"<x/>"}), "EPUB is damaged"),
        (b"%PDF-1.7\n%%EOF", "PDF is damaged"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, data, words):
    with pytest.raises(InputError, match=words):
        read(tmp_path, data, "bad.bin")


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    bomb = archive(**{"word/document.xml": b"0" * (office.MOST_UNPACKED + 1)})
    assert len(bomb) < 1 << 20
    with pytest.raises(InputError, match="unpacks to"):
        read(tmp_path, bomb, "bomb.docx")


def test_markup_that_fills_memory_is_refused(tmp_path):
    bomb = archive(**{"word/document.xml": b"<w:p/>" * (office.MOST_MARKUP // 6 + 1)})
    with pytest.raises(InputError, match=r"bomb\.docx: the archive unpacks to 16 MB, more than the 16 MB allowed"):
        read(tmp_path, bomb, "bomb.docx")


def test_a_pdf_bomb_is_refused(tmp_path):
    bomb = pdf_file(zlib.compress(b"BT (Hello there) Tj ET " + b" " * (100 << 20), 9))
    assert len(bomb) < 1 << 20
    with pytest.raises(InputError, match=r"bomb\.pdf: the PDF is damaged \(Limit reached while decompressing"):
        read(tmp_path, bomb, "bomb.pdf")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_cut_and_damaged_files_are_refused_or_read(tmp_path, kind):
    whole = word_file("Ada Quill: Hello.") if kind == "docx" else pdf_file(["Ada spoke of bridges."])
    outcomes = set()
    for size in range(1, len(whole), max(1, len(whole) // 40)):
        flipped = whole[:size] + bytes([whole[size] ^ 0x55]) + whole[size + 1 :]
        for data in (whole[:size], flipped):
            try:
                outcomes.add(read(tmp_path, data, f"bad.{kind}").source.format)
            except InputError as error:
                outcomes.add(f"refused in {len(str(error).splitlines())} line")
    assert outcomes <= {kind, "refused in 1 line", "text"}
    assert "refused in 1 line" in outcomes
