from __future__ import annotations

import pytest
from ingest_helpers import read, spoken

from pipeline.errors import InputError
from pipeline.ingest.captions import find_cues


def test_voice_tags_are_speakers(tmp_path):
    document = read(
        tmp_path,
        "WEBVTT\n\n00:00.500 --> 00:02.000\n<v Ada Quill>Hello and\n\n"
        "1:00:02.000 --> 1:00:04.000\n<v Ada Quill>welcome.\n\n"
        "1:00:05.000 --> 1:00:06.000\n<v Tom Reed>Hi &amp; bye.</v>\n\n1:00:07.000 --> 1:00:08.000\nWho?\n",
        "voices.txt",
    )
    assert document.text == "Hello and welcome.\nHi & bye.\nWho?"
    assert [(s.speaker, s.start, s.stop) for s in document.segments] == [
        ("Ada Quill", 0.5, 2.0),
        ("Ada Quill", 3602.0, 3604.0),
        ("Tom Reed", 3605.0, 3606.0),
        (None, 3607.0, 3608.0),
    ]
    assert document.source.format == "webvtt"


def test_names_before_a_colon_last_until_the_next(tmp_path):
    document = read(
        tmp_path,
        "WEBVTT\r\n\r\nNOTE\r\nmade by a tool\r\n\r\n1\r\n00:00:00.000 --> 00:00:02.000\r\n"
        "Ada: Hello, here is the point: we\r\n"
        "won.\r\n\r\n2\r\n00:00:02.000 --> 00:00:03.000\r\nGood.\r\n\r\n"
        "3\r\n00:00:03.000 --> 00:00:04.000\r\nTom: Yes.\r\n"
        "\r\n"
        "4\r\n00:00:04.000 --> 00:00:05.000\r\nAda: No.\r\n\r\n5\r\n00:00:05.000 --> 00:00:06.000\r\nTom: Maybe.\r\n",
        "names.vtt",
    )
    assert document.text.split("\n") == ["Hello, here is the point: we won. Good.", "Yes.", "No.", "Maybe."]
    assert [s.speaker for s in document.segments] == ["Ada", "Ada", "Tom", "Ada", "Tom"]


def test_rolling_captions_are_read_once(tmp_path):
    document = read(
        tmp_path,
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:02.000 align:start position:0%\n \n"
        "we<00:00:00.210><c> build</c><00:00:01.0><c> it</c>\n\n"
        "00:00:02.000 --> 00:00:02.010 align:start position:0%\nwe build it\n \n\n"
        "00:00:02.010 --> 00:00:04.000 align:start position:0%\nwe build it\nyeah\n\n"
        "00:00:04.000 --> 00:00:04.010 align:start position:0%\nyeah\n \n\n"
        "00:00:04.010 --> 00:00:06.000 align:start position:0%\nyeah\nyeah\n\n"
        "00:00:06.000 --> 00:00:06.010 align:start position:0%\nyeah\n \n\n"
        "00:00:06.010 --> 00:00:08.000 align:start position:0%\nyeah\n[Music] right<00:00:07.0><c> now</c>\n",
        "rolling.vtt",
    )
    assert document.text == "we build it yeah yeah right now"
    assert [s.start for s in document.segments] == [0.0, 2.01, 4.01, 6.01]


def test_repeated_words_of_ordinary_captions_stay(tmp_path):
    cues = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{w}\n\n"
        for n, w in enumerate(("No.", "No.", "Go on.", "A", "B", "C"))
    )
    assert spoken(read(tmp_path, cues, "no.srt")) == ["No.", "No.", "Go on.", "A", "B", "C"]


def test_srt_dashes_brackets_and_overrides(tmp_path):
    document = read(
        tmp_path,
        "1\n00:00:00,000 --> 00:00:01,000\n- [Ada] Yes.\n- [Tom] No.\n\n2\n00:00:01,000-->00:00:02,000\n"
        r"{\c&HFFF000&}Well,\NOK." + "\n\n3\n00:00:02,000 --> 00:00:03,000\n- [Ada] Fine in\n2019\n\n"
        "4\n00:00:04,000 --> 00:00:05,000\n- [Tom] Bye\n",
        "dash.srt",
    )
    assert document.text.split("\n") == ["Yes.", "No. Well, OK.", "Fine in 2019", "Bye"]
    assert [s.speaker for s in document.segments] == ["Ada", "Tom", "Tom", "Ada", "Tom"]


def test_cues_without_counters_and_with_stray_blank_lines():
    raw = (
        "00:00:00.000 --> 00:00:01.000\nOne\n\n\n"
        "00:00:01.000 --> 00:00:02.000\nTwo\n\nand more\n\n00:00:03.000 --> 00:00:03.000\n2019"
    )
    assert [[raw[slice(*line)] for line in cue.lines] for cue in find_cues(raw)] == [
        ["One"],
        ["Two", "and more"],
        ["2019"],
    ]


def test_times_that_run_backwards_are_told(tmp_path):
    document = read(
        tmp_path, "00:00:05,000 --> 00:00:06,000\nFirst\n\n00:00:01,000 --> 00:00:02,000\nsecond\n\n", "back.srt"
    )
    assert document.text == "First second"
    assert "backwards" in document.warnings[0]


def test_captions_without_a_cue_are_refused(tmp_path):
    with pytest.raises(InputError, match="no words"):
        read(tmp_path, "WEBVTT\n\n00:00.5", "cut.vtt")


def test_times_that_cannot_be_read_are_told_and_are_no_words(tmp_path):
    lines = ["WEBVTT", "", "00:01.000 --> 00:02.000", "One.", "", "00:xx --> 00:03.000", "Two."]
    document = read(tmp_path, "\n".join(lines), "damaged.vtt")
    assert document.text == "One. Two."
    assert document.warnings == ("line 6: the times cannot be read, so the words below have those of the cue before",)
    document = read(tmp_path, "\n".join([*lines, "", "0:0:7-->", "We draw 1: a --> b."]), "more.vtt")
    assert document.text.endswith("Two. We draw 1: a --> b.")
    assert document.warnings[0].startswith("line 6 and 1 more: the times")
