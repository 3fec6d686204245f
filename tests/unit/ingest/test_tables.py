from __future__ import annotations

import pytest
from ingest_helpers import context, read

from pipeline.errors import InputError
from pipeline.ingest.tables import is_table


def test_whisper_tsv_counts_milliseconds(tmp_path):
    document = read(tmp_path, "start\tend\ttext\n0\t9360\tSo I'm going to\n10080\t17440\tmove on.\n", "talk.tsv")
    assert document.text == "So I'm going to move on."
    assert [(s.start, s.stop) for s in document.segments] == [(0.0, 9.36), (10.08, 17.44)]
    assert document.source.format == "table"


def test_a_sheet_with_a_sentence_above_its_header(tmp_path):
    document = read(
        tmp_path,
        "Corrected by hand where marked.\r\n"
        "id\tStart\tEnd\tSpeaker\tText\tCorrected\tNote\r\n"
        '1\t00:00:01\t00:00:02\tAda\t"Hello, ""you""."\t\t\r\n'
        "2\t00:00:02\t00:00:03\t\tBye.\t\t\r\n",
        "sheet.tsv",
    )
    assert context(document) == ["Corrected by hand where marked."]
    assert document.text.split("\n")[1:] == ['Hello, ""you"".', "Bye."]
    assert [(s.speaker, s.start) for s in document.segments[1:]] == [("Ada", 1.0), (None, 2.0)]


def test_comma_separated(tmp_path):
    document = read(tmp_path, 'speaker,start,text\nAda,0.5,"Hello, you."\nTom,1.5,Bye.\n', "talk.csv")
    assert document.text == "Hello, you.\nBye."
    assert [(s.speaker, s.start) for s in document.segments] == [("Ada", 0.5), ("Tom", 1.5)]


def test_without_header(tmp_path):
    document = read(tmp_path, "0.0\t1.5\tHello\n1.5\t2.0\tyou.\n", "labels.txt")
    assert document.text == "Hello you."


def test_a_table_of_corrections_is_refused(tmp_path):
    with pytest.raises(InputError, match="no column of text") as raised:
        read(
            tmp_path,
            "original\tcorrected\tconfidence\nluther\tEleuther\t0.9\nimad\tEmad\t0.8\nfoo\tbar\t1\n",
            "fix.tsv",
        )
    assert str(raised.value).startswith(f"{tmp_path / 'fix.tsv'}: ")


def test_a_sentence_above_the_header_and_columns_with_longer_names(tmp_path):
    document = read(
        tmp_path,
        "Made by a machine.\r\nTimestamp\tStart (ms)\tEnd (ms)\tSpeaker\tOriginal\tCorrected\tNotes\r\n"
        "00:00:00\t0\t61000\t\tHello to all of you.\t\t\r\n00:01:01\t61000\t90500\t\tAnd good bye to you.\t\t\r\n",
        "talk.tsv",
    )
    assert document.text.split("\n") == ["Made by a machine.", "Hello to all of you. And good bye to you."]
    assert [(s.start, s.stop, s.speaker) for s in document.segments[1:]] == [(0.0, 61.0, None), (61.0, 90.5, None)]


def test_quotes_within_a_cell(tmp_path):
    document = read(tmp_path, 'start,end,text\n0,1,"She said ""yes"",\ntwice."\n1,2,Then left.\n', "talk.csv")
    assert document.text == 'She said "yes", twice. Then left.'


def test_a_sentence_with_commas_names_no_columns() -> None:
    text = (
        "**Ada Quill:** We had a long talk.\n\n"
        "So I would like to start by thanking you, Bo and Cy, to join me today, but, well, out we go.\n\n"
        "**Bo Marsh:** Thanks, it is good to be here.\n"
    )
    assert not is_table(text)


def test_short_clauses_between_commas_name_no_columns(tmp_path) -> None:
    text = (
        "Hello and welcome to The Deep Cellar, with me, Ada Quill.\n\n"
        "And me, Bo Marsh. And Ada, before we start, I have to say, you look well.\n\n"
        "Thank you, Bo, and so do you.\n"
    )
    assert not is_table(text)
    assert "you look well." in read(tmp_path, text, "talk.txt").text
