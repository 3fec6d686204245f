"""What each tool exports: the same three turns in the layouts of meeting tools, note takers, editors and services.

Layouts are those of public documentation and of reports by users; the words are ours.
"""
# ruff: noqa: E501 - one export per line

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from ingest_helpers import read

from pipeline.records import Document

Turn = tuple[str | None, str, float | None]


class Export(NamedTuple):
    """A file, what it holds, and the turns (and date) that it should be read as."""

    name: str
    content: str
    turns: list[Turn] | list[tuple[Any, ...]]
    date: str | None = None


NELE, IVO = "Nele Marsh", "Ivo Brandt"
TALK = ((NELE, "The ferry is late again.", 3.0), (IVO, "Corvid Press owns it.", 9.0), (NELE, "Good.", 12.0))
CLOCKS = {"short": "0:{:02}", "mmss": "00:{:02}", "hms": "00:00:{:02}", "wall": "14:02:{:02}", "ampm": "2:02:{:02} PM"}


def each(form: str, clock: str = "short", sep: str = "\n") -> str:
    """The form filled in for every turn: name, text, clock, start, end."""
    filled = []
    for index, (name, text, start) in enumerate(TALK):
        end = int(TALK[index + 1][2]) if index < 2 else 15
        first, last = name.split()
        fields: dict[str, Any] = {
            "n": name,
            "t": text,
            "s": int(start),
            "e": end,
            "k": index + 1,
            "first": first,
            "last": last,
            "E": f"00:00:{end:02}",
        }
        filled.append(form.format(c=CLOCKS[clock].format(int(start)), caps=name.upper(), **fields))
    return sep.join(filled)


def items(form: Callable[[str, str, int, int], Any]) -> list[Any]:
    """An object for every turn."""
    ends = [int(TALK[1][2]), int(TALK[2][2]), 15]
    return [form(name, text, int(start), end) for (name, text, start), end in zip(TALK, ends, strict=True)]


FULL = list(TALK)
NAMES: list[Turn] = [(name, text, None) for name, text, _ in TALK]
FROM_THE_FIRST: list[Turn] = [(name, text, start - 3) for name, text, start in TALK]
TIMES: list[Turn] = [(None, " ".join(text for _, text, _ in TALK), 3.0)]
TWICE: list[Turn] = [*NAMES[:2], (NELE, f"{TALK[2][1]} {TALK[0][1]}", None), NAMES[1], NAMES[2]]
CAPITALS: list[Turn] = [((name or "").upper(), text, start) for name, text, start in FULL]
WORDS = " ".join(text for _, text, _ in TALK)


EXPORTS = {
    "zoom saved captions": Export("talk.txt", each("[{n}] {c}\n{t}\n", "wall"), FROM_THE_FIRST),
    "zoom chat new": Export("talk.txt", each("{c} From {n} to Everyone:\n\t{t}", "wall"), FROM_THE_FIRST),
    "zoom chat old": Export("talk.txt", each("{c}\t From  {n} : {t}", "hms"), FULL),
    "zoom chat tabs": Export("talk.txt", each("{c}\t{n}:\t{t}", "hms"), FULL),
    "zoom vtt": Export("GMT20240506-140203_Recording.transcript.vtt", "WEBVTT\r\n\r\n" + each("{k}\r\n00:00:{s:02}.000 --> {E}.000\r\n{n}: {t}\r\n", sep="\r\n"), FULL, "2024-05-06"),
    "teams vtt guid": Export("t.vtt", "WEBVTT\n\n" + each("8f2b7c1e-0aa1-4b0e-8a53-1f5a7a0a2b01/{k}-0\n00:00:{s:02}.123 --> {E}.000\n<v {n}>{t}</v>\n"), FULL),
    "teams vtt wrapped": Export("t.vtt", "WEBVTT\n\n00:00:03.000 --> 00:00:06.000\n<v Nele Marsh>The ferry is\nlate again.</v>\n\n00:00:09.000 --> 00:00:11.000\n<v Ivo Brandt>Corvid Press\nowns it.</v>\n\n00:00:12.000 --> 00:00:13.000\n<v Nele Marsh>Good.</v>\n", FULL),
    "teams text": Export("talk.txt", each("{n}   {c}\n{t}\n"), FULL),
    "teams web panel": Export("talk.txt", each("{n}\n\n0 minutes {s} seconds\n\n{c}\n\n{t}\n"), FULL),
    "meet names only": Export("talk.txt", each("{n}\n{t}\n") + "\n" + each("{n}\n{t}\n"), TWICE),
    "meet doc": Export("talk.txt", "Yard call\nMay 6, 2024\n\nYard call - Transcript\n\n00:00:00\n \n" + each("{n}: {t}") + "\n\nTranscription ended after 00:12:31\n\nThis editable transcript was computer generated and might contain errors. People can also change the text after it was created.\n", NAMES, "2024-05-06"),
    "meet sbv": Export("talk.txt", each("0:00:{s:02}.000,0:00:{e:02}.000\n{n}: {t}\n"), FULL),
    "webex vtt": Export("w.vtt", "WEBVTT\n\n" + each('{k} "{n}" (3210{k})\n00:00:{s:02}.000 --> {E}.000\n{t}\n'), FULL),
    "webex txt": Export("talk.txt", each("{n} ({c}):\n{t}\n", "hms"), FULL),
    "otter": Export("talk.txt", each("{n}  {c}  \n{t}\n") + "\nTranscribed by https://otter.ai\n", FULL),
    "otter no times": Export("talk.txt", each("{n}  \n{t}\n") + "\n" + each("{n}  \n{t}\n") + "\nTranscribed by https://otter.ai\n", TWICE),
    "fireflies": Export("talk.txt", each("{n} - {c}\n{t}\n", "mmss"), FULL),
    "fireflies 2": Export("talk.txt", each("{c} {n}: {t}\n", "mmss"), FULL),
    "fathom": Export("talk.txt", "Yard call - May 06\nVIEW RECORDING - 45 mins (No highlights): https://fathom.video/share/x\n\n---\n\n" + each("{c} - {n} (Corvid Press)\n  {t}\n"), FULL),
    "fathom action": Export("talk.txt", "Yard call\n\n---\n\n0:03 - Nele Marsh (Corvid Press)\n  The ferry is late again.\n\n0:09 - Ivo Brandt\n  Corvid Press owns it.\n\n0:12 - Nele Marsh (Corvid Press)\n  Good.\n", FULL),
    "tldv": Export("talk.txt", each("{c} {n}:\n{t}\n", "mmss"), FULL),
    "tldv2": Export("talk.txt", each("[{c}] {n}: {t}\n", "hms"), FULL),
    "granola": Export("talk.txt", "Meeting Title: Yard call\nDate: May 6, 2024\nMeeting participants: Nele Marsh, Ivo Brandt\n\nTranscript:\n \nMe: The ferry is late again.  \nThem: Corvid Press owns it.  \nMe: Good.  \n", [("Me", TALK[0][1]), ("Them", TALK[1][1]), ("Me", TALK[2][1])], "2024-05-06"),
    "rev": Export("talk.txt", each("{n} ({c}):\n{t}\n", "mmss"), FULL),
    "rev brackets": Export("talk.txt", each("{n}: [{c}] {t}\n", "hms"), FULL),
    "trint": Export("talk.txt", each("[{c}] {n}\n{t}\n", "hms"), FULL),
    "trint docx style": Export("talk.txt", each("{n} [{c}] {t}\n", "hms"), FULL),
    "otranscribe": Export("talk.txt", each("{c} {n}: {t}\n", "mmss"), FULL),
    "descript": Export("talk.txt", each("[{c}] {n}: {t}\n", "hms"), FULL),
    "descript md": Export("d.md", each("**{n}:** [{c}] {t}\n", "hms"), FULL),
    "f4": Export("talk.txt", each("{n}: {t} #00:00:{e:02}-2#"), NAMES),
    "hypertranscribe": Export("talk.txt", each("{n}: {t} [00:00:{e:02}.10]"), NAMES),
    "premiere": Export("talk.txt", each("00:00:{s:02}:12 - 00:00:{e:02}:20\n{n}\n{t}\n"), FULL),
    "davinci": Export("talk.txt", each("[01:00:{s:02}:12 - 01:00:{e:02}:20]\n{n}\n{t}\n"), NAMES),
    "avid table": Export("talk.txt", each("01:00:{s:02}:12\t{n}\t{t}"), NAMES),
    "youtube panel": Export("talk.txt", each("{c}\n{t}"), TIMES),
    "youtube glued": Export("talk.txt", each("{c}{t}"), TIMES),
    "youtube spoken glued": Export("talk.txt", each("{c}\n{s} seconds\n{t}"), TIMES),
    "whisper cli": Export("talk.txt", each("[00:{s:02}.000 --> 00:{e:02}.000]  {t}"), TIMES),
    "faster-whisper": Export("talk.txt", each("[{s}.00s -> {e}.00s] {t}"), TIMES),
    "whisper.cpp": Export("talk.txt", each("[00:00:{s:02}.000 --> 00:00:{e:02}.000]   {t}"), TIMES),
    "whisperx txt": Export("talk.txt", each("[SPEAKER_0{k}]: {t}"), [("SPEAKER_01", TALK[0][1]), ("SPEAKER_02", TALK[1][1]), ("SPEAKER_03", TALK[2][1])]),
    "pyannote": Export("talk.txt", each("SPEAKER_0{k} {c} {t}", "hms"), [("SPEAKER_01", TALK[0][1], 3), ("SPEAKER_02", TALK[1][1], 9), ("SPEAKER_03", TALK[2][1], 12)]),
    "macwhisper": Export("talk.txt", each("{c}  {n}\n{t}\n", "mmss"), FULL),
    "sonix": Export("talk.txt", each("{n}: [{c}] {t}\n", "hms"), FULL),
    "happyscribe": Export("talk.txt", each("[{c}] - {n}\n{t}\n", "hms"), FULL),
    "happyscribe2": Export("talk.txt", each("{n} {c}\n{t}\n", "hms"), FULL),
    "temi": Export("talk.txt", each("{n} ({c}): {t}\n", "mmss"), FULL),
    "riverside": Export("talk.txt", each("{n} (00:{s:02}.220)\n{t}\n"), FULL),
    "castmagic": Export("talk.txt", each("{n} [{c}]: {t}\n", "hms"), FULL),
    "avoma": Export("talk.txt", each("{n}, {c}\n{t}\n", "mmss"), FULL),
    "gong text": Export("talk.txt", each("{c} | {first}\n{t}\n"), [("Nele", TALK[0][1], 3), ("Ivo", TALK[1][1], 9), ("Nele", TALK[2][1], 12)]),
    "krisp": Export("talk.txt", each("{n} | {c}\n{t}\n", "mmss"), FULL),
    "sembly": Export("talk.txt", each("{c} {n}\n{t}\n", "hms"), FULL),
    "meetgeek": Export("talk.txt", each("{n}: {c}\n{t}\n", "mmss"), FULL),
    "circleback": Export("c.md", each("**{n}** ({c}): {t}\n"), FULL),
    "recorder": Export("talk.txt", each("{n}\n{c}\n{t}\n", "mmss"), FULL),
    "maxqda": Export("talk.txt", each("{n}: {t} ({c})\n", "mmss"), NAMES),
    "slack": Export("talk.txt", each("{n}  {c}\n{t}\n", "ampm"), FROM_THE_FIRST),
    "discord": Export("talk.txt", each("{n} — Today at 2:{s:02} PM\n{t}\n"), NAMES),
    "whatsapp": Export("talk.txt", each("[06/05/2024, {c}] {n}: {t}", "wall"), FROM_THE_FIRST),
    "whatsapp android": Export("talk.txt", each("06/05/2024, 14:{s:02} - {n}: {t}"), NAMES),
    "cnn": Export("talk.txt", "NELE MARSH, CNN ANCHOR: The ferry is late again.\n\n(BEGIN VIDEO CLIP)\n\nIVO BRANDT, PRESIDENT, CORVID PRESS: Corvid Press owns it.\n\n(END VIDEO CLIP)\n\nMARSH (voice-over): Good.\n", [("NELE MARSH", TALK[0][1]), ("IVO BRANDT", TALK[1][1]), ("NELE MARSH", TALK[2][1])]),
    "congress": Export("talk.txt", "Mr. MARSH. The ferry is late again.\n\nThe CHAIRMAN. Corvid Press owns it.\n\nMr. MARSH. Good.\n", [("Mr. MARSH", TALK[0][1]), ("The CHAIRMAN", TALK[1][1]), ("Mr. MARSH", TALK[2][1])]),
    "hansard": Export("talk.txt", each("{n} (Corvid) (Lab): {t}\n"), NAMES),
    "screenplay": Export("talk.txt", each("          {caps}\n     {t}\n") + "\n" + each("          {caps}\n     {t}\n"), [(turn[0] and turn[0].upper(), *turn[1:]) for turn in TWICE]),
    "md heading": Export("h.md", each("### {n}\n_{c}_\n\n{t}\n"), FULL),
    "md quote": Export("q.md", each("> **{n}** {c}: {t}\n"), FULL),
    "md both bold": Export("q.md", each("**[{c}] {n}:** {t}\n"), FULL),
    "md both bold 2": Export("q.md", each("**{n} [{c}]:** {t}\n"), FULL),
    "md link time": Export("q.md", each("[{c}](https://youtu.be/x?t={s}) **{n}:** {t}\n"), FULL),
    "md bullet": Export("q.md", each("- **{n}** ({c}): {t}\n"), FULL),
    "md time name bold": Export("q.md", each("**{c} {n}**\n{t}\n"), FULL),
    "html strong": Export("p.html", "<html><body>" + each("<p><strong>{n}:</strong> {t}</p>", sep="") + "</body></html>", NAMES),
    "html b br": Export("p.html", "<html><body>" + each("<p><b>{n}</b><br>{t}</p>", sep="") + each("<p><b>{n}</b><br>{t}</p>", sep="") + "</body></html>", TWICE),
    "html divs": Export("p.html", "<html><body>" + each('<div class="line"><div class="speaker-name">{n}</div><div class="timestamp">{c}</div><div class="text">{t}</div></div>', sep="") + "</body></html>", FULL),
    "html data": Export("p.html", "<html><body>" + each('<p data-start="{s}.0"><b>{n}:</b> {t}</p>', sep="") + "</body></html>", FULL),
    "html links": Export("p.html", "<html><body><ul>" + each('<li><a href="#t={s}">{c}</a> {n}: {t}</li>', sep="") + "</ul></body></html>", FULL),
    "html button": Export("p.html", "<html><body>" + each('<div><button>{c}</button><span class="speaker">{n}</span><p>{t}</p></div>', sep="") + "</body></html>", NAMES),
    "fireflies json": Export("f.json", json.dumps({"data": {"transcript": {"title": "Yard", "date": 1714989603000, "sentences": items(lambda n, t, s, e: {"index": 0, "speaker_name": n, "text": t, "raw_text": t, "start_time": s, "end_time": e}), "summary": {"overview": "A long overview of what was said about the ferry and the press, longer than all."}}}}), FULL),
    "recall.ai": Export("r.json", json.dumps([{"participant": {"id": 100 + i, "name": x["n"]}, "words": [{"text": w, "start_timestamp": {"relative": x["s"] + 0.1 * j, "absolute": "2024-05-06T10:00:03Z"}} for j, w in enumerate(x["t"].split())]} for i, x in enumerate(items(lambda n, t, s, e: {"n": n, "t": t, "s": s}))]), FULL),
    "read.ai": Export("r.json", json.dumps({"session_id": "x", "trigger": "meeting_end", "title": "Yard", "transcript": {"speaker_blocks": items(lambda n, t, s, e: {"start_time": s * 1000, "end_time": e * 1000, "speaker": {"name": n}, "words": t}), "speakers": [{"name": NELE}, {"name": IVO}]}}), FULL),
    "vapi": Export("v.json", json.dumps({"transcript_object": items(lambda n, t, s, e: {"role": "agent" if n == NELE else "user", "content": t, "words": [{"word": w, "start": s, "end": s + 1} for w in t.split()]})}), [("agent", TALK[0][1]), ("user", TALK[1][1]), ("agent", TALK[2][1])]),
    "dialpad": Export("d.json", json.dumps({"call_id": "1", "lines": items(lambda n, t, s, e: {"type": "transcript", "name": n, "content": t, "time": f"2024-05-06T10:00:{s:02}.000000"})}), FROM_THE_FIRST, "2024-05-06"),
    "sonix json": Export("s.json", json.dumps({"name": "Yard", "transcript": items(lambda n, t, s, e: {"speaker": n, "start_time": s, "end_time": e, "text": t, "words": [{"text": w + " ", "start_time": s} for w in t.split()]})}), FULL),
    "soniox": Export("s.json", json.dumps({"tokens": [{"text": (" " if j else "") + w, "start_ms": s * 1000 + j * 100, "end_ms": s * 1000 + j * 100 + 90, "speaker": n} for n, t, s in TALK for j, w in enumerate(t.split())]}), FULL),
    "elevenlabs": Export("e.json", json.dumps({"language_code": "eng", "text": " ".join((t for _, t, _ in TALK)), "words": [x for n, t, s in TALK for j, w in enumerate(t.split()) for x in ({"text": w, "start": s + 0.1 * j, "end": s + 0.1 * j + 0.09, "type": "word", "speaker_id": n}, {"text": " ", "type": "spacing", "start": s, "end": s, "speaker_id": n})]}), FULL),
    "gladia": Export("g.json", json.dumps({"id": "x", "result": {"metadata": {"audio_duration": 15}, "transcription": {"full_transcript": " ".join((t for _, t, _ in TALK)), "languages": ["en"], "utterances": items(lambda n, t, s, e: {"text": t, "language": "en", "start": s, "end": e, "confidence": 0.9, "channel": 0, "speaker": 0 if n == NELE else 1, "words": [{"word": " " + w, "start": s, "end": e} for w in t.split()]})}}}), [("0", TALK[0][1], 3), ("1", TALK[1][1], 9), ("0", TALK[2][1], 12)]),
    "yt api": Export("y.json", json.dumps(items(lambda n, t, s, e: {"text": t, "start": float(s), "duration": 3.0})), TIMES),
    "innertube": Export("y.json", json.dumps({"actions": [{"updateEngagementPanelAction": {"content": {"transcriptRenderer": {"body": {"transcriptBodyRenderer": {"cueGroups": items(lambda n, t, s, e: {"transcriptCueGroupRenderer": {"formattedStartOffset": {"simpleText": f"00:{s:02}"}, "cues": [{"transcriptCueRenderer": {"cue": {"simpleText": t}, "startOffsetMs": str(s * 1000), "durationMs": "3000"}}]}})}}}}}}]}), TIMES),
    "draftjs": Export("d.json", json.dumps({"blocks": items(lambda n, t, s, e: {"key": "a1", "text": t, "type": "paragraph", "data": {"speaker": n, "start": s, "words": [{"word": w, "start": s} for w in t.split()]}, "entityRanges": []}), "entityMap": {}}), FULL),
    "slate": Export("d.json", json.dumps(items(lambda n, t, s, e: {"speaker": n, "start": s, "previousTimings": "0", "startTimecode": f"00:00:{s:02}", "type": "timedText", "children": [{"text": t, "words": [{"text": w, "start": s} for w in t.split()]}]})), FULL),
    "slack json": Export("s.json", json.dumps(items(lambda n, t, s, e: {"type": "message", "user": n, "text": t, "ts": f"17149896{s:02}.000200"})), FROM_THE_FIRST, "2024-05-06"),
    "telegram json": Export("t.json", json.dumps({"name": "Yard", "type": "personal_chat", "messages": items(lambda n, t, s, e: {"id": s, "type": "message", "date": f"2024-05-06T10:00:{s:02}", "from": n, "from_id": "user1", "text": t})}), FROM_THE_FIRST, "2024-05-06"),
    "discord json": Export("d.json", json.dumps({"guild": {"name": "Yard"}, "messages": items(lambda n, t, s, e: {"id": "1", "type": "Default", "timestamp": f"2024-05-06T10:00:{s:02}.123+00:00", "content": t, "author": {"id": "5", "name": n.split()[0].lower(), "nickname": n}})}), FROM_THE_FIRST),
    "openai diarized": Export("o.json", json.dumps({"task": "transcribe", "text": " ".join((t for _, t, _ in TALK)), "segments": items(lambda n, t, s, e: {"type": "transcript.text.segment", "id": "seg", "speaker": n, "text": t, "start": s, "end": e})}), FULL),
    "insanely": Export("o.json", json.dumps({"speakers": items(lambda n, t, s, e: {"speaker": n, "text": t, "timestamp": [s, e]}), "chunks": items(lambda n, t, s, e: {"timestamp": [s, e], "text": t}), "text": " ".join((t for _, t, _ in TALK))}), FULL),
    "sides": Export("o.json", json.dumps({"agent": [{"text": TALK[0][1], "start": 3, "end": 6}, {"text": TALK[2][1], "start": 12, "end": 13}], "customer": [{"text": TALK[1][1], "start": 9, "end": 11}]}), [("agent", TALK[0][1], 3), ("customer", TALK[1][1], 9), ("agent", TALK[2][1], 12)]),
    "json text lines": Export("o.json", json.dumps({"id": 7, "title": "Yard", "transcript": "\n".join((f"{n}: {t}" for n, t, _ in TALK))}), NAMES),
    "json vtt inside": Export("o.json", json.dumps({"vtt": "WEBVTT\n\n" + each("00:00:{s:02}.000 --> {E}.000\n<v {n}>{t}</v>\n")}), FULL),
    "json dict of speakers": Export("o.json", json.dumps({"speakers": {"A": NELE, "B": IVO}, "utterances": items(lambda n, t, s, e: {"speaker": "A" if n == NELE else "B", "text": t, "start": s * 1000, "end": e * 1000}), "text": None}), FULL),
    "json rows 4": Export("o.json", json.dumps([[n, f"00:00:{s:02}", f"00:00:{s + 2:02}", t] for n, t, s in TALK]), FULL),
    "jsonl": Export("o.jsonl", "\n".join((json.dumps({"speaker": n, "ts": s, "transcript": t}) for n, t, s in TALK)), FULL),
    "srt parens": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n({n}) {t}\n"), FULL),
    "srt name line": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n{n}\n{t}\n"), FULL),
    "srt no ms dot": Export("a.srt", each("{k}\n0:00:{s:02} --> 0:00:{e:02}\n{n}: {t}\n"), FULL),
    "srt translated": Export("a.srt", each("{k}\n00: 00: {s:02}, 000 -> 00: 00: {e:02}, 000\n{t}\n"), TIMES),
    "srt bracket caps": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n[{caps}]: {t}\n"), CAPITALS),
    "lrc": Export("a.lrc", "[ti:Yard]\n[ar:Nele]\n" + each("[00:{s:02}.00]{t}"), TIMES),
    "ttml nested": Export("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml"><head><metadata/></head><body><div>' + each('<p begin="00:00:{s:02}.000" end="{E}.000"><span>{t}</span></p>', sep="") + "</div></body></tt>", TIMES),
    "sami": Export("a.smi", "<SAMI><HEAD><TITLE>Yard</TITLE></HEAD><BODY>" + each("<SYNC Start={s}000><P Class=ENCC>{t}\n<SYNC Start={e}000><P Class=ENCC>&nbsp;") + "</BODY></SAMI>", TIMES),
    "subviewer": Export("a.sub", "[INFORMATION]\n[TITLE]Yard\n[END INFORMATION]\n[SUBTITLE]\n" + each("00:00:{s:02}.00,00:00:{e:02}.00\n{t}\n"), TIMES),
    "csv speaker": Export("a.csv", "Speaker Name,Start Time,End Time,Text\n" + each('{n},{c},{E},"{t}"', "hms"), FULL),
    "csv semicolon": Export("a.csv", "Zeit;Sprecher;Text\n" + each("{c};{n};{t}", "hms"), FULL),
    "tsv no header": Export("a.tsv", each("{n}\t{c}\t{t}", "hms"), FULL),
    "tsv names": Export("talk.txt", each("{n}\t{t}"), NAMES),
    "dash label": Export("talk.txt", each("{n} – {t}") + "\n" + each("{n} – {t}"), TWICE),
    "lower case": Export("talk.txt", each("{first}: {t}").lower().replace("t", "t"), [("nele", TALK[0][1].lower()), ("ivo", TALK[1][1].lower()), ("nele", TALK[2][1].lower())]),
    "particles": Export("talk.txt", "Jean-Luc de la Croix: The ferry is late again.\nSiobhán O'Brien-van der Berg: Corvid Press owns it.\nJean-Luc de la Croix: Good.\n", [("Jean-Luc de la Croix", TALK[0][1]), ("Siobhán O'Brien-van der Berg", TALK[1][1]), ("Jean-Luc de la Croix", TALK[2][1])]),
    "last first": Export("talk.txt", each("{last}, {first}: {t}"), NAMES),
    "last first meeting": Export("talk.txt", each("{last}, {first}   {c}\n{t}\n"), FULL),
    "numbers": Export("talk.txt", "1. Nele Marsh: The ferry is late again.\n2. Ivo Brandt: Corvid Press owns it.\n3. Nele Marsh: Good.\n", NAMES),
    "fullwidth colon": Export("talk.txt", each("{n}：{t}"), NAMES),
}  # fmt: skip


def turns(document: Document) -> list[tuple[str | None, str, float | None]]:
    """Speaker, words and start of every turn."""
    found: list[tuple[str | None, str, float | None]] = []
    for segment in document.segments:
        text = document.text[segment.begin : segment.end]
        if segment.kind == "speech" and found and found[-1][0] == segment.speaker:
            found[-1] = (segment.speaker, f"{found[-1][1]} {text}", found[-1][2])
        elif segment.kind == "speech":
            found.append((segment.speaker, text, segment.start))
    return found


@pytest.mark.parametrize("tool", EXPORTS)
def test_the_export_of_a_tool(tmp_path, tool):
    export = EXPORTS[tool]
    document = read(tmp_path, export.content, export.name)
    found = turns(document)
    assert [turn[:2] for turn in found] == [turn[:2] for turn in export.turns]
    for turn, expected in zip(found, export.turns, strict=True):
        if len(expected) > 2 and expected[2] is not None:
            assert turn[2] is not None
            assert abs(turn[2] - expected[2]) < 1
    assert export.date is None or document.date == export.date
