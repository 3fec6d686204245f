# ruff: noqa: E501 - JSON reads best as the services write it
"""Each service's JSON, as small as it gets, with the traps of its kind."""

from __future__ import annotations

import json

import pytest
from ingest_helpers import context, read, spoken

from pipeline.errors import InputError
from pipeline.ingest.located_json import load_located


def words(*items: tuple[str, float, float], **more):
    return [{"word": word, "start": start, "end": end} | more for word, start, end in items]


SERVICES = {
    "whisper": (
        {"text": " Hello you. Bye.", "language": "en", "segments": [
            {"start": 0.0, "end": 2.0, "text": " Hello you.", "tokens": [1]},
            {"start": 2.0, "end": 3.0, "text": " Bye.", "tokens": [2]},
        ]},
        ["Hello you. Bye."],
        [(0.0, 2.0, None), (2.0, 3.0, None)],
    ),
    "whisper.cpp": (
        {"transcription": [
            {"timestamps": {"from": "00:00:00,000", "to": "00:00:02,500"}, "offsets": {"from": 0}, "text": " Hello you."}
        ]},
        ["Hello you."],
        [(0.0, 2.5, None)],
    ),
    "whisperx": (
        {"segments": [
            {"start": 0.5, "end": 2, "text": " Hello", "speaker": "SPEAKER_00", "words": words(("Hello", 0.5, 2))},
            {"start": 2, "end": 3, "text": "you.", "speaker": "SPEAKER_01", "words": words(("you.", 2, 3))},
        ]},
        ["Hello", "you."],
        [(0.5, 2.0, "SPEAKER_00"), (2.0, 3.0, "SPEAKER_01")],
    ),
    "podwhisperer": (
        {"speakers": {"spk_0": "Ada"}, "segments": [{"start": 0, "end": 1, "speakerLabel": "spk_0", "text": "Hello you."}]},
        ["Hello you."],
        [(0.0, 1.0, "Ada")],
    ),
    "youtube json3": (
        {"wireMagic": "pb3", "events": [
            {"tStartMs": 0, "dDurationMs": 5000, "id": 1},
            {"tStartMs": 160, "dDurationMs": 2000, "segs": [{"utf8": "Dash"}, {"utf8": "boards"}, {"utf8": " are"}]},
            {"tStartMs": 1000, "aAppend": 1, "segs": [{"utf8": "\n"}]},
            {"tStartMs": 2160, "dDurationMs": 1000, "segs": [{"utf8": "[Music]"}, {"utf8": "good"}]},
        ]},
        ["Dashboards are good"],
        [(0.16, 2.16, None), (2.16, 3.16, None)],
    ),
    "aws transcribe": (
        {"jobName": "x", "results": {"transcripts": [{"transcript": "Hello, you. Bye"}], "items": [
            {"start_time": "0.5", "end_time": "0.9", "alternatives": [{"content": "Hello"}], "type": "pronunciation"},
            {"alternatives": [{"content": ","}], "type": "punctuation"},
            {"start_time": "1.0", "end_time": "1.5", "alternatives": [{"content": "you"}], "type": "pronunciation"},
            {"alternatives": [{"content": "."}], "type": "punctuation"},
            {"start_time": "2.0", "end_time": "2.5", "alternatives": [{"content": "Bye"}], "type": "pronunciation"},
        ], "speaker_labels": {"segments": [{"items": [
            {"start_time": "0.5", "speaker_label": "spk_0"}, {"start_time": "1.0", "speaker_label": "spk_0"},
            {"start_time": "2.0", "speaker_label": "spk_1"}]}]}}},
        ["Hello, you.", "Bye"],
        [(0.5, 1.5, "spk_0"), (2.0, 2.5, "spk_1")],
    ),
    "aws call analytics": (
        {"Transcript": [
            {"ParticipantRole": "AGENT", "BeginOffsetMillis": 440, "EndOffsetMillis": 5000, "Content": "Hello [PII] you.",
             "Items": [{"Content": "Hello", "BeginOffsetMillis": 440}]},
        ]},
        ["Hello you."],
        [(0.44, 5.0, "AGENT")],
    ),
    "google": (
        {"results": [
            {"alternatives": [{"transcript": "Hello you.", "words": [
                {"startTime": "0.100s", "endTime": "0.5s", "word": "Hello"}, {"startTime": "1s", "endTime": "2s", "word": "you."}]}]},
            {"alternatives": [{"transcript": " Bye now.", "words": [
                {"startTime": {"seconds": "3", "nanos": 500000000}, "endTime": {"seconds": "4"}, "word": "Bye"},
                {"startTime": {"seconds": "4"}, "endTime": {"seconds": "5"}, "word": "now."}]}]},
        ]},
        ["Hello you. Bye now."],
        [(0.1, 2.0, None), (3.5, 5.0, None)],
    ),
    "google diarised": (
        {"response": {"results": [
            {"alternatives": [{"transcript": "Hello you.", "words": [{"startTime": "0s", "word": "Hello"}, {"startTime": "1s", "word": "you."}]}]},
            {"alternatives": [{"transcript": "you.", "words": [
                {"startTime": "0s", "endTime": "1s", "word": "Hello", "speakerTag": 1},
                {"startTime": "1s", "endTime": "2s", "word": "you.", "speakerTag": 2}]}]},
        ]}},
        ["Hello", "you."],
        [(0.0, 1.0, "1"), (1.0, 2.0, "2")],
    ),
    "azure": (
        {"combinedRecognizedPhrases": [{"display": "Hello you."}], "recognizedPhrases": [
            {"offset": "PT0.5S", "duration": "PT1.5S", "speaker": 1, "nBest": [{"lexical": "hello you", "display": "Hello you."}]}]},
        ["Hello you."],
        [(0.5, 2.0, "1")],
    ),
    "azure fast": (
        {"durationMilliseconds": 2000, "combinedPhrases": [{"text": "Hello you."}],
         "phrases": [{"offsetMilliseconds": 500, "durationMilliseconds": 1500, "text": "Hello you."}]},
        ["Hello you."],
        [(0.5, 2.0, None)],
    ),
    "ibm": (
        {"results": [{"results": [{"final": True, "alternatives": [
            {"transcript": "hello you ", "timestamps": [["hello", 0.5, 1.0], ["you", 1.0, 1.5]]}]}],
            "speaker_labels": [{"from": 0.5, "to": 1.0, "speaker": 0}, {"from": 1.0, "to": 1.5, "speaker": 1}]}]},
        ["hello", "you"],
        [(0.5, 1.0, "0"), (1.0, 1.5, "1")],
    ),
    "speechmatics 1": (
        {"job": {"lang": "en"}, "speakers": [{"time": "0.0", "duration": "2", "name": "M1"}], "words": [
            {"time": "0.5", "duration": "0.4", "name": "Hello"}, {"time": "1.0", "duration": "0.4", "name": "you"},
            {"time": "1.4", "duration": "0.0", "name": "."}]},
        ["Hello you."],
        [(0.5, 1.4, "M1")],
    ),
    "speechmatics 2": (
        {"format": "2.9", "results": [
            {"type": "word", "start_time": 0.5, "end_time": 1.0, "alternatives": [{"content": "Hello", "speaker": "S1"}]},
            {"type": "punctuation", "start_time": 1.0, "end_time": 1.0, "alternatives": [{"content": ".", "speaker": "S1"}]},
            {"type": "word", "start_time": 2, "end_time": 3, "alternatives": [{"content": "Bye", "speaker": "S2"}]}]},
        ["Hello.", "Bye"],
        [(0.5, 1.0, "S1"), (2.0, 3.0, "S2")],
    ),
    "kaldi": (
        {"retval": {"status": True, "punct": "Hello you. Bye.", "words": [
            {"word": "hello", "start": 0.5, "end": 1.0}, {"word": "you", "start": 1.0, "end": 1.5},
            {"word": "bye", "start": 2.0, "end": 2.5}]}},
        ["Hello you. Bye."],
        [(0.5, 1.5, None), (2.0, 2.5, None)],
    ),
    "deepgram": (
        {"results": {"channels": [{"alternatives": [{"transcript": "Hello you. Bye.", "words": [
            {"word": "hello", "punctuated_word": "Hello", "start": 0.5, "end": 1, "speaker": 0},
            {"word": "you", "punctuated_word": "you.", "start": 1, "end": 1.5, "speaker": 0},
            {"word": "bye", "punctuated_word": "Bye.", "start": 2, "end": 2.5, "speaker": 1}]}]}]}},
        ["Hello you.", "Bye."],
        [(0.5, 1.5, "0"), (2.0, 2.5, "1")],
    ),
    "deepgram, a word per character": (
        {"results": {"channels": [{"alternatives": [{"transcript": "今天我们来谈谈健康。", "words": words(("今", 0, 1), ("天", 1, 2))}]}]}},
        ["今天我们来谈谈健康。"],
        [(0.0, 1.0, None)],
    ),
    "assemblyai": (
        {"language_model": "x", "text": "Hello you.", "chapters": None, "words": [{"text": "Hello", "start": 500}],
         "utterances": [{"speaker": "A", "start": 500, "end": 1500, "text": "Hello you."}]},
        ["Hello you."],
        [(0.5, 1.5, "A")],
    ),
    "assemblyai without turns": (
        {"text": "Hello you.", "utterances": None, "words": [
            {"text": "Hello", "start": 500, "end": 900}, {"text": "you.", "start": 900, "end": 1500}]},
        ["Hello you."],
        [(0.5, 1.5, None)],
    ),
    "rev": (
        {"speakers": [{"id": 0, "name": "Ada Quill"}], "monologues": [{"speaker": 0, "elements": [
            {"type": "text", "value": "Hello", "ts": 0.5, "end_ts": 1.0}, {"type": "punct", "value": ", "},
            {"type": "text", "value": "you", "ts": 1.0, "end_ts": 1.5}, {"type": "punct", "value": "."}]}]},
        ["Hello, you."],
        [(0.5, 1.5, "Ada Quill")],
    ),
    "otter": (
        {"speech": {"transcripts": [
            {"start_offset": 500, "end_offset": 1500, "speaker_name": "Ada", "transcript": "Hello you."}]}},
        ["Hello you."],
        [(0.5, 1.5, "Ada")],
    ),
    "podcast namespace": (
        {"version": "1.0.0", "segments": [
            {"speaker": "Ada", "startTime": 0.5, "endTime": 1.0, "body": "Hello"},
            {"speaker": "Ada", "startTime": 1.0, "endTime": 1.5, "body": "you."}]},
        ["Hello you."],
        [(0.5, 1.0, "Ada"), (1.0, 1.5, "Ada")],
    ),
    "lines of JSON": (
        [{"start": 0, "end": 1, "text": "Hello"}, {"start": 1, "end": 2, "text": "you."}],
        ["Hello you."],
        [(0.0, 1.0, None), (1.0, 2.0, None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_service(tmp_path, name):
    data, lines, segments = SERVICES[name]
    raw = (
        "\n".join(map(json.dumps, data)) if name == "lines of JSON" else json.dumps(data, ensure_ascii=False, indent=1)
    )
    document = read(tmp_path, raw, "talk.txt")
    assert document.source.format == "json"
    assert document.text.split("\n") == lines
    assert [(s.start, s.stop, s.speaker) for s in document.segments] == segments
    escaped = read(tmp_path, json.dumps(data, ensure_ascii=True) if name != "lines of JSON" else raw, "talk.json")
    assert escaped.text == document.text


def test_escapes_and_context(tmp_path):
    document = read(
        tmp_path,
        r'{"title": "\u201cBridges\u201d \/ 1", "date": "2024-05-06", "segments": [{"text": "Say \"it\u2019s\"\nAT&amp;T \ud83d\ude00 now."}]}',
        "talk.json",
    )
    assert context(document) == ["“Bridges” / 1"]
    assert spoken(document) == ['Say "it’s" AT&T 😀 now.']
    assert (document.title, document.date) == ("“Bridges” / 1", "2024-05-06")


def test_json_that_is_cut_off_is_read_up_to_there(tmp_path):
    whole = json.dumps({"segments": [{"start": n, "text": f'word{n} and "more".'} for n in range(5)]})
    document = read(tmp_path, whole[: whole.index("word3") + 2], "talk.json")
    assert document.text.startswith('word0 and "more". word1 and "more". word2 and "more".')
    assert "cut off" in document.warnings[0]


@pytest.mark.parametrize("raw", ['{"a": 1}', '[{"id": 3}]', '{"a": {"b": []}}', "{", '{"text": ""}'])
def test_json_without_a_transcript_is_refused(tmp_path, raw):
    with pytest.raises(InputError, match="JSON"):
        read(tmp_path, raw, "talk.json")


@pytest.mark.parametrize(
    "raw", ["[" * 10_000 + "]" * 10_000, '{"a":' * 10_000, '[{"a":' * 10_000 + '"hello"' + "}]" * 10_000]
)
def test_json_nested_ten_thousand_deep_is_refused(tmp_path, raw):
    with pytest.raises(InputError):
        read(tmp_path, '{"a": ' + raw, "deep.json")


def test_strings_know_their_place():
    raw = r'{"a": ["one", "tw\"o"], "b": "one"}'
    data, _ = load_located(raw)
    places = [(str(text), raw[text.begin : text.end]) for text in (*data["a"], data["b"])]
    assert places == [("one", "one"), ('tw"o', r"tw\"o"), ("one", "one")]
    assert data == json.loads(raw)
