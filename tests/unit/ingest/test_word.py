"""Word files, as small as they get: what other readers lose."""

from __future__ import annotations

import io
import zipfile

import pytest
from ingest_helpers import context, read

from pipeline.errors import InputError

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


TURN = paragraph(run("Nele Marsh: The ferry is late."))


@pytest.mark.parametrize(
    "inside",
    [
        run("It was ") + '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>' + run("built here."),
        run("It was ") + '<w:ins w:id="1">' + run("built") + "</w:ins>" + run(" here."),
        run("It was ") + "<w:sdt><w:sdtPr/><w:sdtContent>" + run("built") + "</w:sdtContent></w:sdt>" + run(" here."),
        "<w:moveFrom>" + run("Gone. ") + "</w:moveFrom>" + run("It was built here."),
        run("It was ") + "<w:hyperlink>" + run("built") + "</w:hyperlink>" + run(" here."),
        run("It was ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not </w:t></w:r>" + run("built here."),
        run("It was ") + '<w:r><w:instrText>PAGE "x"</w:instrText></w:r>' + run("built here."),
        "<w:r><mc:AlternateContent><mc:Choice><w:t>It was built here.</w:t></mc:Choice>"
        "<mc:Fallback><w:t>It was built here.</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        run("It") + "<w:r><w:tab/></w:r>" + run("was built") + "<w:r><w:br/></w:r>" + run("here."),
    ],
)
def test_the_text_with_all_changes_accepted(tmp_path, inside):
    document = read(tmp_path, word(TURN + paragraph(run("Ivo Brandt: "), inside) + TURN), "talk.docx")
    assert document.text.split("\n") == ["The ferry is late.", "It was built here.", "The ferry is late."]
    assert [s.speaker for s in document.segments] == ["Nele Marsh", "Ivo Brandt", "Nele Marsh"]


def test_a_content_control_around_paragraphs(tmp_path):
    body = TURN + "<w:sdt><w:sdtContent>" + paragraph(run("Ivo Brandt: Good.")) + "</w:sdtContent></w:sdt>" + TURN
    assert "Good." in read(tmp_path, word(body), "talk.docx").text


@pytest.mark.parametrize(
    ("rows", "speakers", "starts"),
    [
        ([("Nele Marsh", "The ferry is late."), ("Ivo Brandt", "Corvid owns it."), ("Nele Marsh", "Yes.")], True, None),
        (
            [("0:03", "Nele Marsh", "The ferry is late."), ("0:09", "Ivo Brandt", "Corvid owns it.")],
            True,
            [3.0, 9.0],
        ),
        ([("0:03", "0:06", "The ferry is late."), ("0:09", "0:11", "Corvid owns it.")], False, [3.0, 9.0]),
    ],
)  # fmt: skip
def test_tables_without_a_row_that_names_the_columns(tmp_path, rows, speakers, starts):
    table = "<w:tbl>" + "".join(row(*cells) for cells in rows) + "</w:tbl>"
    document = read(tmp_path, word(paragraph(run("Yard call"), style="Title") + table), "talk.docx")
    assert context(document) == ["Yard call"]
    speech = [s for s in document.segments if s.kind == "speech"]
    assert [document.text[s.begin : s.end] for s in speech] == [cells[-1] for cells in rows]
    assert [s.speaker for s in speech] == [cells[-2] if speakers else None for cells in rows]
    assert starts is None or [s.start for s in speech] == starts


def test_a_table_within_a_cell_stays_there(tmp_path):
    inner = "<w:tbl>" + row("Corvid", "owns it.") + "</w:tbl>"
    table = f"<w:tbl>{row('Nele Marsh', 'Late.')}<w:tr><w:tc>{paragraph(run('Ivo Brandt'))}</w:tc><w:tc>{inner}{paragraph()}</w:tc></w:tr>{row('Nele Marsh', 'Yes.')}</w:tbl>"  # noqa: E501
    document = read(tmp_path, word(table), "talk.docx")
    assert document.text.split("\n") == ["Late.", "Corvid owns it.", "Yes."]


def test_the_main_part_may_have_another_number(tmp_path):
    assert read(tmp_path, word(TURN, "word/document2.xml"), "talk.docx").source.format == "docx"


def test_a_file_without_a_body_is_damaged(tmp_path):
    with pytest.raises(InputError, match="the DOCX is damaged"):
        read(tmp_path, word("").replace(b"w:body", b"w:bodx"), "talk.docx")
