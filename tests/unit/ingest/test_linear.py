"""Every reader takes time in proportion to the size of a file, whatever runs of one character stand in it."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.ingest import read_document
from pipeline.ingest.language import detect_language

UNITS = (
    *(" ", "\t", "\n", "\r\n", "-", "*", "_", "#", "[", "]", "(", ")", "<", ">", "{", "|", ":", ".", ",", '"', "'"),
    *("`", "\\", "&", "=", "@", "a", "1", "é", "?", "：", "♪"),
    *(" -", "- ", " a", "[ ", "<a", "&gt;", "a,", '"a",', "a: ", "1:0", "00:00 ", "a.", "a\n", "a\n\n", "** ", "]("),
)
# What surrounds the runs, so that each stands at the start, in the middle and at the end of what readers look for.
FRAMES: dict[str, Callable[[str], str]] = {
    "text": lambda r: f"Talk\n{r}x\n\nAnn: hello {r} x\nBo: hi\nAnn: {r}\n{r}\nBo: bye\n{r}: x\n",
    "stamps": lambda r: f"[00:01] hello {r}\n[00:02] {r}: hi\n{r}[00:03] bye\n{r} 0:04\nbye\n",
    "front matter": lambda r: f"---\nVideo Description: hi\n\n{r}\nmore {r}: x\n---\n# T {r}\n*  hello\n*  you {r}\n",
    "captions": lambda r: (
        f"WEBVTT\n\n{r}\n00:01.000 --> 00:02.000 {r[:99]}\n{r}hello {r} you\n\n"
        f"00:02.000 --> 00:03.000\n<v {r}>bye {r}\n{r}: x\n"
    ),
    "html": lambda r: f"<body><p>hello {r}</p><p class='{r}'>{r}: you</p>{r}<div data-x={r}><b>{r}</b></div></body>",
    "json": lambda r: json.dumps({"turns": [{"text": f"hello {r}", "speaker": r, "start": 1}, {"text": r, "x": r}]}),
    "table": lambda r: f"start,end,text\n0,1,hello {r}\n{r},2,you\n",
    "xml": lambda r: f'<tt><body><p begin="1s" x="{r}">hello {r}</p>{r}<p begin="2s">you</p></body></tt>',
    "subtitles": lambda r: "{1}{2}hello " + r + "\n{3}{4}" + r + "you\n" + r,
}  # fmt: skip
SMALL, LARGE = 1_800, 18_000  # characters of each run; a frame holds four to six of them
GROWTH = 15  # of the time, when the size grows tenfold
NOISE = 1.0  # seconds that anything may take


@pytest.mark.parametrize("frame", FRAMES)
def test_time_grows_with_the_size(tmp_path, frame):
    detect_language("über dem Tor " * 20)  # which loads a model
    slow = {}
    for unit in UNITS:
        small, large = (FRAMES[frame](_run(unit, size)) for size in (SMALL, LARGE))
        if _seconds(tmp_path / "talk.txt", large) > NOISE:  # the best of three, since neighbours disturb the cache
            times = [min(_seconds(tmp_path / "talk.txt", text) for _ in range(3)) for text in (small, large)]
            if times[1] > GROWTH * times[0]:
                slow[unit] = times
    assert slow == {}


def _run(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _seconds(path: Path, content: str) -> float:
    """Processor time of reading; a file that is refused counts too.

    Of this thread and, as `timeit` does, without collecting garbage: what other tests left behind does not count.
    """
    path.write_text(content, encoding="utf-8", newline="")
    gc.disable()
    begin = time.thread_time()
    try:
        with suppress(InputError):
            read_document(path)
        return time.thread_time() - begin
    finally:
        gc.enable()
