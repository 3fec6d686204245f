from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_helpers import from_runs, read

from pipeline.errors import InputError
from pipeline.ingest import find_documents, is_diarisation_id, read_document
from pipeline.ingest.builder import build
from pipeline.ingest.cleaning import CAPTION, PROSE
from pipeline.ingest.pieces import Piece
from pipeline.records import Document, Source


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"1 2 3\n4 5 6\n", "no words"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, content, words):
    with pytest.raises(InputError, match=words) as raised:
        read(tmp_path, content, "bad.txt")
    assert "bad.txt" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="folder"):
        read_document(tmp_path)


def test_documents_in_folders(tmp_path):
    for name in ("b.txt", "a.vtt", "README.md", ".hidden", "a.vtt.license", "aliases.ttl", "sub/c.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    missing = Path("missing.txt")
    found = find_documents([tmp_path, tmp_path / "README.md", missing, tmp_path / "b.txt"])
    assert [path.name for path in found] == ["a.vtt", "b.txt", "c.txt", "README.md", "missing.txt"]


def test_ids_are_ascii_and_follow_the_content(tmp_path):
    first = read(tmp_path, "Hello you.", "Café № 5 — Teil.txt")
    second = read(tmp_path, "Hello me.", "Café № 5 — Teil.txt")
    assert first.id.startswith("cafe-no-5-teil-")
    assert first.id.isascii()
    assert first.id != second.id
    assert first.source.name == "Café № 5 — Teil.txt"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_encodings(tmp_path, encoding):
    text = "“I’m sure – it’s £5”, said Zoë’s café. That’s all for today, and it’s good.\r\nNext line."
    document = read(tmp_path, text.encode(encoding), "talk.txt")
    assert document.raw == text
    assert document.text == text.replace("\r\n", " ")


def test_damaged_utf8_is_read_with_a_warning(tmp_path):
    document = read(tmp_path, "Zoë’s café — it’s good. ".encode() * 20 + b"\xff and more.")
    assert "Zoë’s café" in document.text
    assert "not UTF-8" in document.warnings[0]


def test_diarisation_ids():
    assert is_diarisation_id("SPEAKER_00")
    assert not is_diarisation_id("Sam")


MARKS = st.sampled_from(
    [
        "**",
        "[music]",
        "&gt;&gt;",
        ">> ",
        "&amp;",
        "[",
        "](http://x.y)",
        "<c>",
        "</c>",
        "<br>",
        "\n",
        "\r\n",
        "  ",
        "♪",
        "_",
        "`",
    ]
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x1c\x1d\x1e\x1f\x85\u2028\u2029"), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS | MARKS, max_size=40), st.sampled_from([PROSE, CAPTION]), st.data())
def test_every_reading_span_is_made_of_its_raw_span(parts, markup, data):
    raw = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    pieces = [Piece(((b, e),), data.draw(st.sampled_from(["speech", "context"]))) for b, e in pairwise(cuts)]
    built = build(raw, pieces, markup)
    document = Document("d", Source("d", "text", ""), raw, built.text, built.runs, built.segments)
    begin = data.draw(st.integers(0, len(built.text)))
    end = data.draw(st.integers(begin, len(built.text)))
    put_together, read = from_runs(document, begin, end), built.text[begin:end]
    assert normalize("NFKC", put_together) == normalize("NFKC", read)  # odd letters are read as usual ones
    raw_begin, raw_end = document.raw_span(begin, end)
    assert 0 <= raw_begin <= raw_end <= len(raw)
    span = [run for run in built.runs if run.begin < end and run.end > begin]
    assert all(raw_begin < run.raw_end and raw_end > run.raw_begin for run in span)
