# ruff: noqa: E501 - one line per format
"""One recording, written the way each tool writes it, gives the same words; damage to any of them is no crash."""

from __future__ import annotations

import json
import random
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
UNTIMED = {"bold speakers", "diarised", "names", "bare lines", "html", "html with bold names"}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_words(tmp_path, name):
    document = read(tmp_path, FORMATS[name](), "talk.txt")
    assert document.text.split() == WORDS
    assert all(segment.kind == "speech" for segment in document.segments)
    if name in NAMED:
        assert document.text.split("\n") == [text for _, _, text in turns()]
        assert {segment.speaker for segment in document.segments} == {"Ada Quill", "Tom Reed"}
    if name not in UNTIMED:
        last = next(s for s in document.segments if document.text[s.begin : s.end].endswith("Good night."))
        assert last.start is not None
        assert 3699 <= last.start <= 3702


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
        message = "talk.txt: read"
    assert message.startswith("talk.txt: ")
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
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_huge_and_hostile_lines_end(tmp_path, name):
    """Each takes a second or so; a pattern that backtracks would take hours."""
    assert read(tmp_path, LONG[name], "long.txt").text.strip() != ""
