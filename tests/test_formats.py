# ruff: noqa: E501 - one-line rules
"""The real files of every format: words against an independent count, offsets, damage; docs/formats.md is made here.

The files are third-party material beside the project (`../shared/transcripts`, and a collection, `../shared/corpus`);
without them these tests are skipped.
Write the table anew with: pytest tests/test_formats.py --rewrite-docs
"""

from __future__ import annotations

import csv
import html
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from exports import EXPORTS, turns
from ingest_helpers import check_laws, from_runs, read

from pipeline.errors import InputError
from pipeline.ingest import is_diarisation_id, read_document
from pipeline.ingest.office import CONTAINERS
from pipeline.ingest.readers import FORMATS
from pipeline.ingest.services import SHAPES
from pipeline.records import Document

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "transcripts"
TABLE = ROOT / "docs" / "formats.md"
FILES = sorted(p for p in SHARED.glob("*/*") if p.is_file() and p.name != "aliases.ttl") if SHARED.is_dir() else []
CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*.md"))

pytestmark = pytest.mark.skipif(not FILES, reason="the real transcripts (../shared/transcripts) are not here")


# --- words counted another way: by other libraries, or by the plainest rule that fits the one file


def by_webvtt(path: Path) -> str:
    webvtt = pytest.importorskip("webvtt", reason="webvtt-py counts the cues independently")
    captions = webvtt.from_string(path.read_bytes().decode().replace("\r\n", "\n")).captions
    label = re.compile(r"(?:Michael|Nikolay): ") if "descript" in path.name else re.compile(r"[^:]{1,40}: ")
    labelled = "zoom" in path.name or "descript" in path.name
    return "\n".join(
        label.sub("", caption.text, count=1) if labelled and label.match(caption.text) else caption.text
        for caption in captions
    )


def by_rolling_rule(path: Path) -> str:
    """In YouTube's rolling captions each line is typed once, in <c> tags; a line of one word has a cue of 10 ms."""
    webvtt = pytest.importorskip("webvtt", reason="webvtt-py counts the cues independently")
    captions = webvtt.from_string(path.read_text()).captions
    typed = [re.sub(r"<[^>]*>", "", line) for c in captions for line in c.raw_text.splitlines() if "<c" in line]
    held = [c.text for c in captions if c.end[:8] == c.start[:8] and float(c.end[6:]) - float(c.start[6:]) < 0.02]
    return "\n".join([*typed, *(line for line in held if line.strip() not in typed)])


def by_srt(path: Path) -> str:
    srt = pytest.importorskip("srt", reason="srt counts the cues independently")
    names = r"(?:Michael|Chelsea|Bekah|Dan|Matt|Bekah Hawrot Weigel|Dan Ott|Matt McInnis): "
    return "\n".join(
        re.sub(rf"^{names}", "", cue.content, flags=re.M)
        for cue in srt.parse(path.read_bytes().decode().replace("\r\n", "\n"))
    )


def by_json(path: Path) -> str:
    data = json.loads(path.read_text())
    if "events" in data:
        return "".join(seg["utf8"] for event in data["events"] for seg in event.get("segs", []))
    if "results" not in data:
        return str(data["text"])
    results = data["results"]
    if isinstance(results, list):
        return " ".join(result["alternatives"][0]["transcript"] for result in results)
    return str(
        results["transcripts"][0]["transcript"]
        if "transcripts" in results
        else results["channels"][0]["alternatives"][0]["transcript"]
    )


def by_element_tree(path: Path) -> str:
    root = ElementTree.parse(path).getroot()
    leaves = (
        e
        for e in root.iter()
        if e.tag.endswith("}item") or any(k.endswith("unit") and v == "word" for k, v in e.attrib.items())
    )
    return " ".join(e.text or "" for e in leaves)


def by_docx(path: Path) -> str:
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    for table in root.iter(f"{w}tbl"):
        rows = [
            ["".join(t.text or "" for t in cell.iter(f"{w}t")) for cell in row.iter(f"{w}tc")]
            for row in table.iter(f"{w}tr")
        ]
        if rows[0][-1] == "Transcription":
            return "\n".join(row[-1] for row in rows[1:])
    raise AssertionError("no table of speech")


def by_csv(path: Path) -> str:
    return "\n".join(
        row["text"] for row in csv.DictReader(path.open(newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def by_rule(drop: str, *, after: str = "", encoding: str = "utf-8") -> Callable[[Path], str]:
    """Everything behind the line `after`, without what `drop` matches."""

    def words(path: Path) -> str:
        text = path.read_text(encoding=encoding)
        text = text.split(f"\n{after}\n", 1)[1] if after else text
        return html.unescape(re.sub(drop, " ", text, flags=re.M))

    return words


def by_paragraphs(path: Path) -> str:
    paragraphs = " ".join(re.findall(r"<p>(.*?)</p>", path.read_text(), flags=re.S))
    return html.unescape(re.sub(r"<[^>]*>|\\\[[\d:.]+\\\]", "", paragraphs))


COUNTS: dict[str, Callable[[Path], str]] = {
    "docx": by_docx,
    "html_podcast": by_paragraphs,
    "json_assemblyai": by_json,
    "json_aws_transcribe": by_json,
    "json_deepgram": by_json,
    "json_google_stt": by_json,
    "json_whisper": by_json,
    "json_youtube_json3": by_json,
    "md_bold_speaker": by_rule(r"^\*\*[^*]*:\*\*|\\\[\d\d?:\d\d\\\]|\\\[\w+\\\]"),
    "md_bullets_link": by_rule(r"\A[\s\S]*?(?=^\*  )|^\*  |\[\[[\d:]+\]\([^)]*\)\]"),
    "md_otter": by_rule(r"^\*\*.*\*\*  \d+:[\d:]+ *$|^Transcribed by .*$"),
    "md_rev_speaker": by_rule(r"^[^\n(]*\(\d\d:\d\d:\d\d\):$", after="## Transcript"),
    "para_minute": by_rule(r"^\[[\d:]+\]|&gt;&gt;", after="## Transcript"),
    "srt_broken": by_srt,
    "srt_speaker_prefix": by_srt,
    "srt_time_sliced": by_srt,
    "tsv_whisper": by_csv,
    "ttml_apple": by_element_tree,
    "txt_cp1252": by_rule(r"^ *--.*--$|^-\t", encoding="cp1252"),
    "txt_speaker_brackets": by_rule(r"^\[[^\]]*\] \[[\d:]+\]"),
    "txt_timestamp_lines": by_rule(r"^\d\d:\d\d:\d\d "),
    "vtt_descript": by_webvtt,
    "vtt_voice_tags": by_webvtt,
    "vtt_whisper": by_webvtt,
    "vtt_youtube_rolling": by_rolling_rule,
    "vtt_zoom": by_webvtt,
    "xml_podlove": by_element_tree,
}


def bag(text: str) -> Counter[str]:
    """Words without brackets around asides, Markdown marks, and spaces before punctuation."""
    plain = re.sub(r"\[(?:[^\[\]\d]{0,30}|(?:inaudible|unintelligible)[^\[\]]*)\]", " ", text)
    plain = re.sub(r"[*_\\`\u00ad]", "", plain)
    return Counter(re.sub(r"\s+(?=[.,?!;:](?:\s|$))", "", plain).split())


def speech(document: Document) -> str:
    return "\n".join(document.text[s.begin : s.end] for s in document.segments if s.kind == "speech")


def lost_and_doubled(path: Path, document: Document) -> tuple[int, int]:
    ours, theirs = bag(speech(document)), bag(COUNTS[path.parent.name](path))
    return (theirs - ours).total(), (ours - theirs).total()


def by_bullets(path: Path) -> str:
    """Of the collection: the bullets below the line "**Show:** [May 6, 2024](link)", without their links."""
    text = path.read_text(encoding="utf-8")
    below = text[text.index(re.search(r"^\*\*.*\*\* \[.*\]\(http.*\)$", text, flags=re.M)[0]) :]
    return html.unescape(
        re.sub(r"\[\[[\d:]+\]\([^)]*\)\]|&gt;&gt;", " ", "\n".join(re.findall(r"^\* (.*)$", below, flags=re.M)))
    )


def day_of(path: Path) -> str:
    """Of the collection: the date that its line of the show links."""
    linked = re.search(r"\*\* \[(\w+ \d+, \d{4})\]\(http", path.read_text(encoding="utf-8"))
    return datetime.strptime(linked[1], "%B %d, %Y").date().isoformat()


@pytest.fixture(scope="module")
def collection() -> dict[str, int]:
    """Counts over the whole collection: files, words of speech, words lost, words doubled or of a header, dates found."""
    counts = Counter(files=len(CORPUS))
    for path in CORPUS:
        document = read_document(path)
        ours, theirs = bag(speech(document)), bag(by_bullets(path))
        counts["words"] += ours.total()
        counts["lost"] += (theirs - ours).total()
        counts["added"] += (ours - theirs).total()
        counts["dates"] += document.date == day_of(path)
        counts["alerts"] += bool(document.alerts)
    return dict(counts)


@pytest.mark.skipif(not CORPUS, reason="the collection (../shared/corpus) is not here")
def test_of_a_collection_no_word_is_lost_and_no_header_is_speech(collection):
    assert (collection["lost"], collection["added"], collection["alerts"]) == (0, 0, 0)
    assert collection["dates"] == collection["files"] == len(CORPUS)


@pytest.fixture(scope="module")
def documents() -> dict[Path, Document]:
    return {path: read_document(path) for path in FILES}


def test_every_folder_is_counted():
    assert {path.parent.name for path in FILES} <= COUNTS.keys()
    assert len(FILES) >= 27


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_no_word_is_lost_or_doubled(path, documents):
    assert lost_and_doubled(path, documents[path]) == (0, 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_offsets_and_times(path, documents):
    document = documents[path]
    check_laws(document)
    assert from_runs(document, 0, len(document.text)) == document.text
    starts = [segment.start for segment in document.segments if segment.start is not None]
    backwards = any(later < start for start, later in pairwise(starts))
    assert backwards == any("backwards" in warning for warning in document.warnings)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_cut_anywhere(path, tmp_path):
    data = path.read_bytes()
    for size in range(1, len(data), max(1000, len(data) // 8)):
        hold(tmp_path / path.name, data[:size])


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_cut_at_every_thousandth_byte(path, tmp_path):
    """Of the first 60 kB: what follows is more of the same."""
    data = path.read_bytes()
    for size in range(1000, min(len(data), 60_000), 1000):
        hold(tmp_path / path.name, data[:size])


def hold(path: Path, data: bytes) -> None:
    """Read damaged bytes: in part, or refused in one sentence."""
    path.write_bytes(data)
    try:
        check_laws(read_document(path))
        message = str(path)
    except InputError as error:
        message = str(error)
    assert message.startswith(str(path))
    assert "\n" not in message


def described(documents: dict[Path, Document], counts: dict[str, int], folder: Path) -> str:
    """The page docs/formats.md."""
    lines = [
        "# Formats",
        "",
        "Written by `pytest tests/test_formats.py --rewrite-docs` from the readers and from one real file per format.",
        "",
        "A format is recognised by its content, never by the file's suffix. The first that fits reads the file:",
        "",
        "| format | what it is |",
        "|---|---|",
        *(f"| {container.name} | {container.about} |" for container in CONTAINERS),
        *(f"| {form.name} | {form.about} |" for form in FORMATS),
        "",
        f"JSON is told apart by its keys: {', '.join(shape.name for shape in SHAPES)}.",
        "In any other JSON all texts at the path that holds the most are read, with those beside it that are sides of the same talk;",
        "where less than nine tenths of a file's letters are read, the summary says so, with what was left.",
        "",
        "Words lost and doubled are counted against an independent reading of the same file: by another library where",
        "there is one (webvtt-py, srt, ElementTree, csv), else by the plainest rule that fits the file.",
        "",
        "| kind | file | format | segments | words | times | speakers | lost | doubled |",
        "|---|---|---|---:|---:|---|---|---:|---:|",
    ]  # fmt: skip
    for path, document in documents.items():
        spoken = [segment for segment in document.segments if segment.kind == "speech"]
        names = {segment.speaker for segment in spoken if segment.speaker}
        ids = sum(map(is_diarisation_id, names))
        who = " and ".join(f"{n} {what}" for n, what in ((len(names) - ids, "names"), (ids, "ids")) if n) or "no"
        times = "yes" if any(segment.start is not None for segment in spoken) else "no"
        lost, doubled = lost_and_doubled(path, document)
        words = len(document.text.split())
        cells = (
            path.parent.name,
            path.name,
            document.source.format,
            len(document.segments),
            words,
            times,
            who,
            lost,
            doubled,
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += [
        "",
        f"Over a collection of {counts['files']} transcripts with front matter and descriptions ({counts['words']:,} words of speech) {counts['lost']} words are lost,",
        f"{counts['added']} are doubled or come from a header, and the date is found in {counts['dates']} ({counts['files']} state one).",
        "",
        "## Tools and their exports",
        "",
        "Every export of this table is a test (`tests/exports.py`). Times and speakers: yes, where the export states them and they are read;",
        "ids: voices told apart without names.",
        "",
        "| tool | export | read as | times | speakers |",
        "|---|---|---|---|---|",
        *sorted(_exported(folder), key=str.casefold),
    ]
    return "\n".join(lines) + "\n"


def _exported(folder: Path) -> Iterator[str]:
    """A row for every export of a tool; those that are read alike stand together."""
    rows = defaultdict(list)
    for name, export in EXPORTS.items():
        document = read(folder, export.content, export.name)
        tool, label = name.split(": ", 1)
        speakers = {who for who, *_ in turns(document)} - {None}
        times = "yes" if any(segment.start is not None for segment in document.segments) else "no"
        who = "no" if not speakers else "ids" if all(map(is_diarisation_id, speakers)) else "yes"
        rows[tool, document.source.format, times, who].append(label)
    for (tool, form, times, who), labels in rows.items():
        yield f"| {tool} | {'; '.join(labels)} | {form} | {times} | {who} |"


@pytest.mark.skipif(not CORPUS, reason="the collection (../shared/corpus) is not here")
def test_the_table_is_true(documents, collection, tmp_path, request):
    page = described(documents, collection, tmp_path)
    if request.config.getoption("--rewrite-docs"):
        TABLE.write_text(page, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == page, (
        "docs/formats.md is stale: pytest tests/test_formats.py --rewrite-docs"
    )
