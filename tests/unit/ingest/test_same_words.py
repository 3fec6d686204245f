# ruff: noqa: E501 - one line per format
"""One recording, written the way each tool writes it, gives the same words; damage to any of them is no crash."""

from __future__ import annotations

import html
import json
import random
import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_helpers import read

from pipeline.errors import InputError

TURNS = (
    ("Ada Quill", 0.5, 4.0, "Welcome to Night Train, it's a show about R&D and bridges."),
    ("Tom Reed", 4.0, 9.5, "Thank you, Ada. We built the first one in 2019 for 3.5 million dollars"),
    ("Tom Reed", 9.5, 12.25, "and it stands where the old one stood."),
    ("Ada Quill", 12.25, 61.0, "Is that so? Tell me: how long did it take?"),
    ("Tom Reed", 61.0, 65.0, "Two years - no, three. Well, “almost” four."),
    ("Ada Quill", 3700.0, 3702.0, "Good night."),
)
WORDS = " ".join(text for *_, text in TURNS).split()


def clock(seconds: float, mark: str = ".") -> str:
    whole, milli = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{milli:03}"


def short(seconds: float) -> str:
    return clock(seconds)[:8]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;")


def rolling() -> str:
    """YouTube's way: a line is typed, shown alone for 10 ms, then stays on top of the next one."""
    cues, above = [], " "
    for _, start, stop, text in TURNS:
        first, *rest = escaped(text).split()
        typed = first + "".join(f"<{clock(start)}><c> {word}</c>" for word in rest)
        cues.append(f"{clock(start)} --> {clock(stop)} align:start position:0%\n{above}\n{typed}\n")
        cues.append(f"{clock(stop)} --> {clock(stop + 0.01)} align:start position:0%\n{escaped(text)}\n \n")
        above = escaped(text)
    return "WEBVTT\nKind: captions\nLanguage: en\n\n" + "\n".join(cues)


def turns() -> list[tuple[str, float, str]]:
    """Turns with what one person says in a row put together."""
    merged: list[tuple[str, float, str]] = []
    for name, start, _, text in TURNS:
        if merged and merged[-1][0] == name:
            merged[-1] = (name, merged[-1][1], f"{merged[-1][2]} {text}")
        else:
            merged.append((name, start, text))
    return merged


def json_words(**keys: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for name, start, stop, text in TURNS:
        parts = text.split()
        for index, word in enumerate(parts):
            at = start + (stop - start) * index / len(parts)
            found.append(
                {keys.get("word", "word"): word, "start": round(at, 2), "end": round(at + 0.1, 2), "speaker": name}
            )
    return found


FORMATS: dict[str, Callable[[], str]] = {
    "vtt with voices": lambda: "WEBVTT\n\n" + "\n".join(f"{clock(a)} --> {clock(b)}\n<v {n}>{escaped(t)}\n" for n, a, b, t in TURNS),
    "vtt with names": lambda: "WEBVTT\r\n\r\n" + "\r\n".join(f"{i}\r\n{clock(a)} --> {clock(b)}\r\n{n}: {t}\r\n" for i, (n, a, b, t) in enumerate(TURNS, 1)),
    "vtt bare": lambda: "WEBVTT\n\n" + "\n".join(f"{clock(a).removeprefix('00:')} --> {clock(b).removeprefix('00:')}\n {t}\n" for _, a, b, t in TURNS),
    "vtt rolling": rolling,
    "srt": lambda: "\n".join(f"{i}\n{clock(a, ',')} --> {clock(b, ',')}\n{t[:30]}\n{t[30:]}\n" if t[29:31].strip() == t[29:30] else f"{i}\n{clock(a, ',')} --> {clock(b, ',')}\n{t}\n" for i, (_, a, b, t) in enumerate(TURNS, 1)),
    "srt with dashes": lambda: "\n".join(f"{i}\n{clock(a, ',')}-->{clock(b, ',')}\n- [{n}] {t}\n" for i, (n, a, b, t) in enumerate(TURNS, 1)),
    "ttml of words": lambda: '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>' + "".join(f'<p begin="{a}" end="{b}" ttm:agent="{n}"><span begin="{a}" end="{b}" podcasts:unit="sentence">' + "".join(f'<span begin="{a}" end="{b}" podcasts:unit="word">{escaped(w)}</span>' for w in t.split()) + "</span></p>" for n, a, b, t in TURNS) + "</div></body></tt>",
    "ttml of lines": lambda: "<tt><body><div>\n" + "\n".join(f'<p begin="{clock(a)}" end="{clock(b)}">{escaped(t)}</p>' for _, a, b, t in TURNS) + "\n</div></body></tt>",
    "podlove": lambda: "<transcripts>" + "".join(f'<speech><speaker>{n}</speaker><item start="{clock(a)}" end="{clock(b)}">{escaped(t)}</item></speech>' for n, a, b, t in TURNS) + "</transcripts>",
    "tsv": lambda: "start\tend\ttext\n" + "".join(f"{int(a * 1000)}\t{int(b * 1000)}\t{t}\n" for _, a, b, t in TURNS),
    "csv": lambda: "start,end,speaker,text\n" + "".join(f'{a},{b},{n},"{t}"\n' for n, a, b, t in TURNS),
    "json of Whisper": lambda: json.dumps({"text": " ".join(WORDS), "segments": [{"start": a, "end": b, "text": f" {t}", "tokens": []} for _, a, b, t in TURNS]}),
    "json of Deepgram": lambda: json.dumps({"results": {"channels": [{"alternatives": [{"transcript": " ".join(WORDS), "words": json_words(word="punctuated_word")}]}]}}),
    "json of AssemblyAI": lambda: json.dumps({"text": " ".join(WORDS), "words": json_words(word="text"), "utterances": [{"speaker": "A", "start": int(a * 1000), "end": int(b * 1000), "text": t} for _, a, b, t in TURNS]}),
    "json3": lambda: json.dumps({"wireMagic": "pb3", "events": [{"tStartMs": int(a * 1000), "dDurationMs": 100, "segs": [{"utf8": w if i == 0 else f" {w}"} for i, w in enumerate(t.split())]} for _, a, _, t in TURNS]}),
    "podcast namespace": lambda: json.dumps({"version": "1.0.0", "segments": [{"startTime": a, "endTime": b, "speaker": n, "body": t} for n, a, b, t in TURNS]}, ensure_ascii=False),
    "starting point": lambda: "Transcript\n" + "".join(f"Starting point is {short(a)} {t}\n" for _, a, _, t in TURNS),
    "stamped lines": lambda: "\n\n".join(f"[{short(a)}] {t}" for _, a, _, t in TURNS),
    "double brackets": lambda: "\n".join(f"[{short(a)}] &gt;&gt; {escaped(t)}" for _, a, _, t in TURNS),
    "linked bullets": lambda: "# Night\n\n".replace("# Night\n\n", "") + "\n".join(f"*  {t} [[{short(a)}](https://example.org/v?t={a}s)]" for _, a, _, t in TURNS),
    "bold speakers": lambda: "\n\n".join(f"**{n}:** {t}" for n, _, t in turns()),
    "bold times": lambda: "\n\n".join(f"**{short(a)}** · {t}" for _, a, _, t in TURNS),
    "otter": lambda: "\n".join(f"**{n}**  {short(a)}  \n{t}\n" for n, a, _, t in TURNS),
    "rev": lambda: "\n".join(f"{n} ({short(a)}):\n{t}\n" for n, a, _, t in TURNS),
    "lex": lambda: "\n\n".join(f"{n} [({short(a)})](https://example.org/v?t=1) {t}" for n, a, _, t in TURNS),
    "bracketed speakers": lambda: "\n".join(f"[Speaker {1 + (n == 'Tom Reed')}] [{short(a)}] {t}" for n, a, _, t in TURNS),
    "diarised": lambda: "\n".join(f"SPEAKER_0{n == 'Tom Reed':d}: {t}" for n, _, _, t in TURNS),
    "label lines": lambda: "\n".join(f"SPEAKER_0{n == 'Tom Reed':d}:\n[{a}s] {t}" for n, a, _, t in TURNS),
    "names": lambda: "\n".join(f"{n}: {t}" for n, _, _, t in TURNS),
    "bare lines": lambda: "\n".join(t for *_, t in TURNS),
    "html": lambda: "<html><body>" + "".join(f"<cite>{n}:</cite><p>{escaped(t)}</p>" for n, _, _, t in TURNS) + "</body></html>",
    "html with bold names": lambda: "<html><body>" + "".join(f"<p><b>{n}:</b> {escaped(t)}</p>" for n, _, _, t in TURNS) + "</body></html>",
    # text
    "stamped ranges": lambda: "\n".join(f"[{clock(a)} --> {clock(b)}]  {t}" for _, a, b, t in TURNS),
    "stamped ranges, ids": lambda: "\n".join(f"[{clock(a)} --> {clock(b)}] [SPEAKER_0{n == 'Tom Reed':d}]: {t}" for n, a, b, t in TURNS),
    "ranges with names": lambda: "\n".join(f"{short(a)} - {short(b)} {n}: {t}" for n, a, b, t in TURNS),
    "stamps above": lambda: "\n".join(f"{short(a)}\n{t}" for _, a, _, t in TURNS),
    "stamps far above": lambda: "\n\n".join(f"[{short(a)}]\n\n{t}" for _, a, _, t in TURNS),
    "starting points above": lambda: "\n".join(f"Starting point is {short(a)}\n{t}" for _, a, _, t in TURNS),
    "linked stamps": lambda: "\n".join(f"[{short(a)}](https://example.org/v?t={a:.0f}) {t}" for _, a, _, t in TURNS),
    "lex, bold": lambda: "\n\n".join(f"**{n}** [({short(a)})](https://example.org/v?t=1) {t}" for n, a, _, t in TURNS),
    "lex, names above": lambda: "\n\n".join(f"{n}\n[({short(a)})](https://example.org/v?t=1) {t}" for n, a, _, t in TURNS),
    "label lines without colon": lambda: "\n".join(f"SPEAKER_0{n == 'Tom Reed':d}\n[{a}s] {t}" for n, a, _, t in TURNS),
    "bracketed ids": lambda: "\n".join(f"[SPEAKER_0{n == 'Tom Reed':d}]: {t}" for n, _, _, t in TURNS),
    "bracketed names above": lambda: "\n\n".join(f"[{n}] {short(a)}\n{t}" for n, a, _, t in TURNS),
    "names and times above": lambda: "\n\n".join(f"{n}   {short(a)}\n{t}" for n, a, _, t in TURNS),
    "names: (times) above": lambda: "\n\n".join(f"{n}: ({short(a)})\n{t}" for n, a, _, t in TURNS),
    "name, time, words": lambda: "\n".join(f"{n}    {short(a)}    {t}" for n, a, _, t in TURNS),
    "headings": lambda: "\n\n".join(f"### {n} ({short(a)})\n\n{t}" for n, a, _, t in TURNS),
    "name lines": lambda: "\n\n".join(f"{n}\n{t}" for n, _, t in turns()),
    "bold name lines": lambda: "\n\n".join(f"**{n}**\n\n{t}" for n, _, t in turns()),
    "italic speakers": lambda: "\n\n".join(f"*{n}*: {t}" for n, _, t in turns()),
    "brackets and names": lambda: "\n".join(f">> {n}: {t}" for n, _, t in turns()),
    "bullets": lambda: "".join(f"*  {t}\n" for *_, t in TURNS),
    "hard wrap": lambda: "\n".join(textwrap.wrap(" ".join(WORDS), 44, break_on_hyphens=False)),
    # captions
    "vtt of Teams": lambda: "WEBVTT\n\n" + "\n".join(f"0f1c-4a5b/{i}-0\n{clock(a)} --> {clock(b)}\n<v {n}>{escaped(t)}</v>\n" for i, (n, a, b, t) in enumerate(TURNS)),
    "vtt, voices in a line": lambda: f"WEBVTT\n\n{clock(0)} --> {clock(3702)}\n" + " ".join(f"<v.loud {n}>{escaped(t)}</v>" for n, _, t in turns()) + "\n",
    "vtt by hand": lambda: "WEBVTT - Night\n\nNOTE\nby hand\n\nSTYLE\n::cue { color: red }\n\n" + "\n".join(f"{i}\n{clock(a)} --> {clock(b)} line:90%\n{textwrap.fill(escaped(t), 30)}\n" for i, (_, a, b, t) in enumerate(TURNS, 1)),
    "vtt with a byte-order mark": lambda: "\ufeffWEBVTT\n\n" + "\n".join(f"{clock(a)} --> {clock(b)}\n{t}\n" for _, a, b, t in TURNS),
    "srt without numbers": lambda: "\n\n\n".join(f"{clock(a)} --> {clock(b)}\n{t}" for _, a, b, t in TURNS),
    "srt of words": lambda: "\n".join(f"{clock(a, ',')} --> {clock(b, ',')}\n{{\\c&HFFF000&}}{w}\n" for _, a, b, t in TURNS for w in t.split()),
    "srt of 40 characters": lambda: "\n".join(f"{clock(a, ',')} --> {clock(b, ',')}\n{line}\n" for _, a, b, t in TURNS for line in textwrap.wrap(f">> {t}", 40, break_on_hyphens=False)),
    "ass": lambda: "[Script Info]\nTitle: Night\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" + "".join(f"Dialogue: 0,{clock(a)[1:11]},{clock(b)[1:11]},Default,{n},0,0,0,,{{\\i1}}{t}\n" for n, a, b, t in TURNS),
    "sbv": lambda: "\n".join(f"{clock(a)[1:]},{clock(b)[1:]}\n{t}\n" for _, a, b, t in TURNS),
    # XML and HTML
    "ttml of ticks": lambda: '<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10000000"><body><div>' + "".join(f'<p begin="{a * 1e7:.0f}t" end="{b * 1e7:.0f}t">{textwrap.fill(escaped(t), 30)}</p>'.replace("\n", "<br/>") for _, a, b, t in TURNS) + "</div></body></tt>",
    "YouTube srv1": lambda: "<transcript>" + "".join(f'<text start="{a}" dur="{b - a}">{escaped(escaped(t))}</text>' for _, a, b, t in TURNS) + "</transcript>",
    "YouTube srv2": lambda: "<timedtext>" + "".join(f'<text t="{a * 1000:.0f}" d="{(b - a) * 1000:.0f}">{escaped(t)}</text>' for _, a, b, t in TURNS) + "</timedtext>",
    "YouTube srv3": lambda: '<timedtext format="3"><head><ws id="0"/></head><body>' + "".join(f'<p t="{a * 1000:.0f}" d="900">' + "".join(f'<s t="{k}">{" " if k else ""}{escaped(w)}</s>' for k, w in enumerate(t.split())) + f'</p>\n<p t="{a * 1000:.0f}" a="1">\n</p>' for _, a, _, t in TURNS) + "</body></timedtext>",
    "html of Otter": lambda: "<p>\n" + "</p>\n<p></p>\n<p>".join(f"{short(a)}  {escaped(t)}" for _, a, _, t in TURNS) + "</p>",
    "html list": lambda: "<dl>" + "".join(f"<dt>{n}</dt><dd>{escaped(t)}</dd>" for n, _, t in turns()) + "</dl>",
    "html rows": lambda: "<table>" + "".join(f"<tr><td>{short(a)}</td><td>{n}</td><td>{escaped(t)}</td></tr>" for n, a, _, t in TURNS) + "</table>",
    # tables
    "sheet": lambda: "Timestamp\tStart (ms)\tEnd (ms)\tSpeaker\tOriginal text\tCorrected\tNotes\r\n" + "".join(f"{short(a)}\t{a * 1000:.0f}\t{b * 1000:.0f}\t\t{t}\t\t\r\n" for _, a, b, t in TURNS),
    "csv of several lines": lambda: "Speaker,Start Time,End Time,Text\n" + "".join(f'{n},{short(a)},{short(b)},"{textwrap.fill(t, 30)}"\n' for n, a, b, t in TURNS),
    "Markdown table": lambda: "| Time | Speaker | Text |\n|---|---|---|\n" + "".join(f"| {short(a)} | {n} | {t} |\n" for n, a, _, t in TURNS),
    # JSON
    "json of Call Analytics": lambda: json.dumps({"Participants": [{"ParticipantRole": "AGENT"}], "Transcript": [{"Content": t, "Items": [{"Content": w} for w in t.split()], "BeginOffsetMillis": int(a * 1000), "EndOffsetMillis": int(b * 1000), "ParticipantRole": "AGENT"} for _, a, b, t in TURNS]}),
    "json of Google": lambda: json.dumps({"response": {"results": [{"alternatives": [{"transcript": t, "words": [{"word": w, "startTime": f"{a}s", "endTime": f"{b}s"} for w in t.split()]}]} for _, a, b, t in TURNS]}}),
    "json of Google 2": lambda: json.dumps({"results": [{"alternatives": [{"transcript": t, "words": [{"word": w, "startOffset": f"{a}s"} for w in t.split()]}]} for _, a, b, t in TURNS]}),
    "json of OpenAI": lambda: json.dumps({"text": " ".join(WORDS), "words": json_words()}),
    "json of Vosk": lambda: json.dumps([{"result": [{"word": w, "start": a, "end": b} for w in t.split()], "text": t} for _, a, b, t in TURNS]),
    "json of chunks": lambda: json.dumps({"text": " ".join(WORDS), "chunks": [{"timestamp": [a, b], "text": f" {t}"} for _, a, b, t in TURNS]}),
    "json of whisper.cpp, pieces of words": lambda: json.dumps({"transcription": [{"timestamps": {"from": clock(a, ","), "to": clock(b, ",")}, "text": part} for _, a, b, t in TURNS for w in t.split() for part in ((f" {w[:3]}", w[3:]) if len(w) > 6 else (f" {w}",))]}),
    "json of WhisperX": lambda: json.dumps({"segments": [{"start": a, "end": b, "text": f" {t}", "speaker": n, "words": [{"word": w} for w in t.split()]} for n, a, b, t in TURNS], "word_segments": json_words()}),
    "json of PodWhisperer": lambda: json.dumps({"speakers": {"spk_0": "Ada Quill", "spk_1": "Tom Reed"}, "segments": [{"speakerLabel": f"spk_{n == 'Tom Reed':d}", "start": a, "end": b, "text": t} for n, a, b, t in TURNS]}),
    "json of Azure": lambda: json.dumps({"combinedPhrases": [{"text": " ".join(WORDS)}], "phrases": [{"offsetMilliseconds": int(a * 1000), "durationMilliseconds": 1000, "speaker": 1, "text": t} for _, a, _, t in TURNS]}),
    "json of Azure, spoken": lambda: json.dumps([{"RecognitionStatus": "Success", "Offset": int(a * 1e7), "Duration": int((b - a) * 1e7), "DisplayText": t} for _, a, b, t in TURNS]),
    "json of Otter": lambda: json.dumps({"speech": {"speakers": [{"id": 7, "speaker_name": "Ada Quill"}, {"id": 8, "speaker_name": "Tom Reed"}], "transcripts": [{"start_offset": int(a * 16000), "speaker_id": 7 + (n == "Tom Reed"), "transcript": t, "alignment": [{"word": w, "start": a, "end": b} for w in t.split()]} for n, a, b, t in TURNS]}}),
    "json of Podlove": lambda: json.dumps({"transcripts": [{"start": clock(a), "start_ms": int(a * 1000), "speaker": "1", "voice": n, "text": t} for n, a, _, t in TURNS]}),
    "json of words and spaces": lambda: json.dumps({"text": " ".join(WORDS), "words": [part for word in json_words(word="text") for part in (word, word | {"text": " "})]}),
    "json of turns of words": lambda: json.dumps([{"speaker": n, "words": [{"text": w, "data_start": a, "data_end": b} for w in t.split()]} for n, a, b, t in TURNS]),
    "json of texts": lambda: json.dumps([t for *_, t in TURNS]),
}  # fmt: skip
NAMED = {
    "vtt with voices",
    "vtt with names",
    "srt with dashes",
    "podlove",
    "csv",
    "podcast namespace",
    "bold speakers",
} | {*("otter", "rev", "lex", "names", "html", "html with bold names", "ttml of words")}
NAMED |= {
    *("ranges with names", "lex, bold", "lex, names above", "bracketed names above", "names and times above"),
    *("names: (times) above", "name, time, words", "headings", "name lines", "bold name lines", "italic speakers"),
    *(
        "brackets and names",
        "vtt of Teams",
        "ass",
        "vtt, voices in a line",
        "html list",
        "html rows",
        "csv of several lines",
    ),
    *("Markdown table", "json of WhisperX", "json of PodWhisperer", "json of Otter", "json of Podlove"),
    *("json of words and spaces", "json of turns of words"),
}
UNTIMED = {"bold speakers", "diarised", "names", "bare lines", "html", "html with bold names"} | {
    *(
        "bracketed ids",
        "name lines",
        "bold name lines",
        "italic speakers",
        "brackets and names",
        "bullets",
        "hard wrap",
    ),
    *("html list", "json of texts", "vtt, voices in a line"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_words(tmp_path, name):
    document = read(tmp_path, FORMATS[name](), "talk.txt")
    assert document.text.split() == WORDS
    assert all(segment.kind == "speech" for segment in document.segments)
    if name in NAMED:
        assert document.text.split("\n") == [text for _, _, text in turns()]
        assert {segment.speaker for segment in document.segments} == {"Ada Quill", "Tom Reed"}
    if name not in UNTIMED:
        last = document.segment_at(document.text.rindex("Good night."))
        assert last is not None
        assert last.start is not None
        assert 3699 <= last.start <= 3702


# What is said, and what only stands in the file.
HARD = (
    ("[music] So we begin, the the two of us.", "So we begin, the the two of us."),
    ("(laughs) It’s all R&D, isn't it? ♪", "It’s all R&D, isn't it?"),
    ("♪ la la ♪ 5 < 6 but 7 > 3.", "la la 5 < 6 but 7 > 3."),
    ("That was [ __ ] good — really.", "That was good — really."),
    ("You know\u00a0what? I \ufb01nd it na\u00efve.", "You know what? I find it naïve."),
    ("soft\u00adware with zero\u200bwidth.", "software with zerowidth."),
    ("A well-known state-of-the-art thing…", "A well-known state-of-the-art thing…"),
    ("42", "42"),
    ("In 2019 there were 1,000.5 or $3 or 50%.", "In 2019 there were 1,000.5 or $3 or 50%."),
    ("snake_case and a@b.org and C++ and C#.", "snake_case and a@b.org and C++ and C#."),
    ("[inaudible 00:12:03] the end (inaudible) of it.", "the end of it."),
    ("Use f{x} or {braces} at 10:30 a.m.", "Use f{x} or {braces} at 10:30 a.m."),
    ("and [Virgin] Voyages [deep breath] too.", "and [Virgin] Voyages too."),
    ("1. First, donâ€™t.", "1. First, don’t."),
    ("[BLANK_AUDIO] [Applause] I I was there.", "I I was there."),
)
SPOKEN = " ".join(said for _, said in HARD).split()


def marked(text: str) -> str:
    return html.escape(text, quote=False)


def backslashed(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]#<>])", r"\\\1", text)


HARD_FORMATS: dict[str, Callable[[str, int], str]] = {
    "WEBVTT\n\n": lambda t, n: f"{clock(n)} --> {clock(n + 1)}\n<v Ada Quill>{marked(t)}</v>\n\n",
    "WEBVTT\n\nNOTE names\n\n": lambda t, n: f"{n}\n{clock(n)} --> {clock(n + 1)}\nAda Quill: {t}\n\n",
    "\n": lambda t, n: f"{n}\n{clock(n, ',')} --> {clock(n + 1, ',')}\n{t}\n\n",
    "\r\n": lambda t, n: f"{n}\r\n{clock(n, ',')} --> {clock(n + 1, ',')}\r\n{t}\r\n",
    "## Transcript\n\n": lambda t, n: f"**Ada Quill:** {t}\n\n",
    "# Transcript\n\n": lambda t, n: f"**Ada Quill:** {backslashed(t)}\n\n",
    "Transcript\n": lambda t, n: f"[{short(n)}] {t}\n",
    "Transcript\n\n": lambda t, n: f"*  {t} [[{short(n)}](https://example.org/v?t={n}s)]\n",
    "<tt><body>": lambda t, n: f'<p begin="{n}s" end="{n + 1}s">{marked(t)}</p>',
    "<tt><body >": lambda t, n: f'<p begin="{n}s" end="{n}.9s">' + "".join(f'<span begin="{n}" end="{n}.9" podcasts:unit="word">{marked(w)}</span>' for w in t.split()) + "</p>",
    "<transcript>": lambda t, n: f'<text start="{n}" dur="1">{marked(marked(t))}</text>',
    "<body>": lambda t, n: f"<cite>Ada Quill:</cite><p>{html.escape(t)}</p>",
    "start\tend\ttext\n": lambda t, n: f"{n * 1000}\t{n * 1000 + 900}\t{t}\n",
    "start,end,text\n": lambda t, n: f'{n},{n + 1},"{t}"\n',
    "{}\n": lambda t, n: json.dumps({"start": n, "text": t}) + "\n",
    "{} \n": lambda t, n: json.dumps({"start": n, "text": t}, ensure_ascii=False) + "\n",
    "{}  \n": lambda t, n: json.dumps({"start": n, "text": t}).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n",
    "{}   \n": lambda t, n: json.dumps({"start": n, "text": "", "words": [{"word": w} for w in t.split()]}) + "\n",
}  # fmt: skip


@pytest.mark.parametrize("start", HARD_FORMATS)
def test_hard_words_are_the_same_in_every_format(tmp_path, start):
    document = read(tmp_path, start + "".join(HARD_FORMATS[start](text, n) for n, (text, _) in enumerate(HARD, 1)))
    assert document.text.split() == SPOKEN


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.randoms(use_true_random=False), st.sampled_from(["cut", "flip"]))
def test_damage_is_read_in_part_or_refused(tmp_path_factory, name, chance: random.Random, damage: str):
    data = bytearray(FORMATS[name]().encode())
    if damage == "cut":
        data = data[: chance.randrange(1, len(data))]
    else:
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        read(tmp_path_factory.mktemp("damaged"), bytes(data), "talk.txt")
    except InputError as error:
        message = str(error)
    else:
        message = "/talk.txt: read"
    assert "/talk.txt: " in message
    assert "\n" not in message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["vtt with voices", "srt", "tsv", "bold speakers", "json3", "html"])
def test_the_same_words_in_any_encoding(tmp_path, name, encoding):
    content = FORMATS[name]()
    for ends in ("\n", "\r\n"):
        data = content.replace("\r\n", "\n").replace("\n", ends).encode(encoding)
        assert read(tmp_path, data, "talk.txt").text.split() == WORDS


LONG = {
    "a line of words": "word and " * 200_000,
    "one word": "a" * 1_000_000,
    "open brackets": "hello " + "[" * 500_000,
    "links": "hello " + "[a](" * 200_000,
    "comments": "<p>hello" + "<!--" * 200_000,
    "scripts": "<p>hello<script>" + "<script>" * 100_000,
    "open tags": "<p>hello" + "<" * 500_000,
    "deep elements": "<div>a" * 20_000 + "</x>" * 100_000,
    "stars": "hello " + "*" * 1_000_000,
    "spaces": "# hello" + " " * 1_000_000 + "you",
    "empty lines": "hello" + "\n" * 1_000_000 + "you",
    "arrows": "WEBVTT\n\n00:00.000 --> 00:01.000\nhello" + "-->" * 300_000,
    "quotes": '{"text": "hello ' + '\\"' * 200_000,
    "entities": "hello " + "&gt;" * 200_000,
    "front matter": "---\ntitle: " + "[" * 60_000 + "\n---\nhello you",
    "tabs": "hello" + "\t" * 1_000_000 + "you",
    "attributes": "<p>hello" + '<a b="' * 150_000,
    "elements in a line": "<p>hello" + "<b>x</b> " * 50_000,
    "document types": "<html>hello" + "<!doctype [" * 50_000,
    "voices": "WEBVTT\n\n00:00.000 --> 00:01.000\nhello" + "<v " * 300_000,
    "labels": "**a: b " * 100_000,
    "open quotes": "start,end,text\n0,1,hello" + ',"' * 300_000,
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_huge_and_hostile_lines_end(tmp_path, name):
    """Each takes a second or so; a pattern that backtracks would take hours."""
    assert read(tmp_path, LONG[name], "long.txt").text.strip() != ""


TOO_MUCH = {
    "cues": "WEBVTT\n\n" + "00:00.000 --> 00:01.000\nhello\n" * 200_001,
    "rows": "start\tend\ttext\n" + "0\t1\thello\n" * 200_001,
    "stamps": "[00:01] hello\n" * 200_001,
    "elements": "<p>hello" + "<b>" * 1_000_001,
    "blocks": "<p>hello" * 200_001,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_more_than_any_recording_has_is_refused(tmp_path, name):
    """What bounds time and memory: a file of a hundred hours of single words is split by its owner."""
    with pytest.raises(InputError, match=r"/long\.txt: more than [\d,]+ .*; split the file\."):
        read(tmp_path, TOO_MUCH[name], "long.txt")


def test_times_that_are_no_times(tmp_path):
    """Gigantic, endless and negative numbers are no times; the words are read all the same."""
    numbers = '{"segments":[{"text":"Hello","start":%s,"end":NaN},{"text":"you","start":-1e999},{"text":"all.","start":Infinity}]}'
    document = read(tmp_path, numbers % ("9" * 5000), "talk.json")
    assert document.text == "Hello you all."
    assert [segment.start for segment in document.segments] == [None] * 3
