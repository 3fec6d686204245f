"""What each tool exports: the same three turns in the layouts of meeting tools, note takers, editors and services.

Layouts are those of public documentation and of reports by users; the words are ours.
"""
# ruff: noqa: E501 - one export per line

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from ingest_helpers import docx, row, word

from pipeline.records import Document

Turn = tuple[str | None, str, float | None]


class Export(NamedTuple):
    """A file, what it holds, and the turns (and date) that it should be read as."""

    name: str
    content: str | bytes
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
    "Zoom: saved captions": Export("talk.txt", each("[{n}] {c}\n{t}\n", "wall"), FROM_THE_FIRST),
    "Zoom: chat": Export("talk.txt", each("{c} From {n} to Everyone:\n\t{t}", "wall"), FROM_THE_FIRST),
    "Zoom: chat, older": Export("talk.txt", each("{c}\t From  {n} : {t}", "hms"), FULL),
    "Zoom: chat with tabs": Export("talk.txt", each("{c}\t{n}:\t{t}", "hms"), FULL),
    "Zoom: VTT": Export("GMT20240506-140203_Recording.transcript.vtt", "WEBVTT\r\n\r\n" + each("{k}\r\n00:00:{s:02}.000 --> {E}.000\r\n{n}: {t}\r\n", sep="\r\n"), FULL, "2024-05-06"),
    "Microsoft Teams: VTT with cue ids": Export("t.vtt", "WEBVTT\n\n" + each("8f2b7c1e-0aa1-4b0e-8a53-1f5a7a0a2b01/{k}-0\n00:00:{s:02}.123 --> {E}.000\n<v {n}>{t}</v>\n"), FULL),
    "Microsoft Teams: VTT, wrapped lines": Export("t.vtt", "WEBVTT\n\n00:00:03.000 --> 00:00:06.000\n<v Nele Marsh>The ferry is\nlate again.</v>\n\n00:00:09.000 --> 00:00:11.000\n<v Ivo Brandt>Corvid Press\nowns it.</v>\n\n00:00:12.000 --> 00:00:13.000\n<v Nele Marsh>Good.</v>\n", FULL),
    "Microsoft Teams: text": Export("talk.txt", each("{n}   {c}\n{t}\n"), FULL),
    "Microsoft Teams: panel of the browser": Export("talk.txt", each("{n}\n\n0 minutes {s} seconds\n\n{c}\n\n{t}\n"), FULL),
    "Google Meet: captions copied": Export("talk.txt", each("{n}\n{t}\n") + "\n" + each("{n}\n{t}\n"), TWICE),
    "Google Meet: document as text": Export("talk.txt", "Yard call\nMay 6, 2024\n\nYard call - Transcript\n\n00:00:00\n \n" + each("{n}: {t}") + "\n\nTranscription ended after 00:12:31\n\nThis editable transcript was computer generated and might contain errors. People can also change the text after it was created.\n", NAMES, "2024-05-06"),
    "Google Meet: SBV": Export("talk.txt", each("0:00:{s:02}.000,0:00:{e:02}.000\n{n}: {t}\n"), FULL),
    "Webex: VTT": Export("w.vtt", "WEBVTT\n\n" + each('{k} "{n}" (3210{k})\n00:00:{s:02}.000 --> {E}.000\n{t}\n'), FULL),
    "Webex: text": Export("talk.txt", each("{n} ({c}):\n{t}\n", "hms"), FULL),
    "Otter: text": Export("talk.txt", each("{n}  {c}  \n{t}\n") + "\nTranscribed by https://otter.ai\n", FULL),
    "Otter: text without times": Export("talk.txt", each("{n}  \n{t}\n") + "\n" + each("{n}  \n{t}\n") + "\nTranscribed by https://otter.ai\n", TWICE),
    "Fireflies: text": Export("talk.txt", each("{n} - {c}\n{t}\n", "mmss"), FULL),
    "Fireflies: text, one line": Export("talk.txt", each("{c} {n}: {t}\n", "mmss"), FULL),
    "Fathom: text": Export("talk.txt", "Yard call - May 06\nVIEW RECORDING - 45 mins (No highlights): https://fathom.video/share/x\n\n---\n\n" + each("{c} - {n} (Corvid Press)\n  {t}\n"), FULL),
    "Fathom: text, guests": Export("talk.txt", "Yard call\n\n---\n\n0:03 - Nele Marsh (Corvid Press)\n  The ferry is late again.\n\n0:09 - Ivo Brandt\n  Corvid Press owns it.\n\n0:12 - Nele Marsh (Corvid Press)\n  Good.\n", FULL),
    "tl;dv: text": Export("talk.txt", each("{c} {n}:\n{t}\n", "mmss"), FULL),
    "tl;dv: text, one line": Export("talk.txt", each("[{c}] {n}: {t}\n", "hms"), FULL),
    "Granola: notes": Export("talk.txt", "Meeting Title: Yard call\nDate: May 6, 2024\nMeeting participants: Nele Marsh, Ivo Brandt\n\nTranscript:\n \nMe: The ferry is late again.  \nThem: Corvid Press owns it.  \nMe: Good.  \n", [("Me", TALK[0][1]), ("Them", TALK[1][1]), ("Me", TALK[2][1])], "2024-05-06"),
    "Rev: text": Export("talk.txt", each("{n} ({c}):\n{t}\n", "mmss"), FULL),
    "Rev: text, time behind": Export("talk.txt", each("{n}: [{c}] {t}\n", "hms"), FULL),
    "Trint: text": Export("talk.txt", each("[{c}] {n}\n{t}\n", "hms"), FULL),
    "Trint: text, one line": Export("talk.txt", each("{n} [{c}] {t}\n", "hms"), FULL),
    "oTranscribe: text": Export("talk.txt", each("{c} {n}: {t}\n", "mmss"), FULL),
    "Descript: text": Export("talk.txt", each("[{c}] {n}: {t}\n", "hms"), FULL),
    "Descript: Markdown": Export("d.md", each("**{n}:** [{c}] {t}\n", "hms"), FULL),
    "f4transkript: stamps at the end": Export("talk.txt", each("{n}: {t} #00:00:{e:02}-2#"), NAMES),
    "HyperTRANSCRIBE: stamps at the end": Export("talk.txt", each("{n}: {t} [00:00:{e:02}.10]"), NAMES),
    "Premiere Pro: text, frames": Export("talk.txt", each("00:00:{s:02}:12 - 00:00:{e:02}:20\n{n}\n{t}\n"), FULL),
    "DaVinci Resolve: text, frames": Export("talk.txt", each("[01:00:{s:02}:12 - 01:00:{e:02}:20]\n{n}\n{t}\n"), NAMES),
    "Avid: script with tabs": Export("talk.txt", each("01:00:{s:02}:12\t{n}\t{t}"), NAMES),
    "YouTube: panel": Export("talk.txt", each("{c}\n{t}"), TIMES),
    "YouTube: panel, glued": Export("talk.txt", each("{c}{t}"), TIMES),
    "YouTube: panel, spoken times": Export("talk.txt", each("{c}\n{s} seconds\n{t}"), TIMES),
    "Whisper: command line": Export("talk.txt", each("[00:{s:02}.000 --> 00:{e:02}.000]  {t}"), TIMES),
    "Whisper: faster-whisper": Export("talk.txt", each("[{s}.00s -> {e}.00s] {t}"), TIMES),
    "Whisper: whisper.cpp": Export("talk.txt", each("[00:00:{s:02}.000 --> 00:00:{e:02}.000]   {t}"), TIMES),
    "Whisper: WhisperX": Export("talk.txt", each("[SPEAKER_0{k}]: {t}"), [("SPEAKER_01", TALK[0][1]), ("SPEAKER_02", TALK[1][1]), ("SPEAKER_03", TALK[2][1])]),
    "pyannote: text": Export("talk.txt", each("SPEAKER_0{k} {c} {t}", "hms"), [("SPEAKER_01", TALK[0][1], 3), ("SPEAKER_02", TALK[1][1], 9), ("SPEAKER_03", TALK[2][1], 12)]),
    "MacWhisper: text": Export("talk.txt", each("{c}  {n}\n{t}\n", "mmss"), FULL),
    "Sonix: text": Export("talk.txt", each("{n}: [{c}] {t}\n", "hms"), FULL),
    "Happy Scribe: text": Export("talk.txt", each("[{c}] - {n}\n{t}\n", "hms"), FULL),
    "Happy Scribe: text, name first": Export("talk.txt", each("{n} {c}\n{t}\n", "hms"), FULL),
    "Temi: text": Export("talk.txt", each("{n} ({c}): {t}\n", "mmss"), FULL),
    "Riverside: text": Export("talk.txt", each("{n} (00:{s:02}.220)\n{t}\n"), FULL),
    "Castmagic: text": Export("talk.txt", each("{n} [{c}]: {t}\n", "hms"), FULL),
    "Avoma: text": Export("talk.txt", each("{n}, {c}\n{t}\n", "mmss"), FULL),
    "Gong: text": Export("talk.txt", each("{c} | {first}\n{t}\n"), [("Nele", TALK[0][1], 3), ("Ivo", TALK[1][1], 9), ("Nele", TALK[2][1], 12)]),
    "Krisp: text": Export("talk.txt", each("{n} | {c}\n{t}\n", "mmss"), FULL),
    "Sembly: text": Export("talk.txt", each("{c} {n}\n{t}\n", "hms"), FULL),
    "MeetGeek: text": Export("talk.txt", each("{n}: {c}\n{t}\n", "mmss"), FULL),
    "Circleback: Markdown": Export("c.md", each("**{n}** ({c}): {t}\n"), FULL),
    "Google Recorder: text": Export("talk.txt", each("{n}\n{c}\n{t}\n", "mmss"), FULL),
    "MAXQDA: stamps at the end": Export("talk.txt", each("{n}: {t} ({c})\n", "mmss"), NAMES),
    "Slack: copied huddle": Export("talk.txt", each("{n}  {c}\n{t}\n", "ampm"), FROM_THE_FIRST),
    "Discord: copied": Export("talk.txt", each("{n} — Today at 2:{s:02} PM\n{t}\n"), NAMES),
    "WhatsApp: chat, iPhone": Export("talk.txt", each("[06/05/2024, {c}] {n}: {t}", "wall"), FROM_THE_FIRST),
    "WhatsApp: chat, Android": Export("talk.txt", each("06/05/2024, 14:{s:02} - {n}: {t}"), NAMES),
    "news transcripts: radio and television": Export("talk.txt", "NELE MARSH, CNN ANCHOR: The ferry is late again.\n\n(BEGIN VIDEO CLIP)\n\nIVO BRANDT, PRESIDENT, CORVID PRESS: Corvid Press owns it.\n\n(END VIDEO CLIP)\n\nMARSH (voice-over): Good.\n", [("NELE MARSH", TALK[0][1]), ("IVO BRANDT", TALK[1][1]), ("NELE MARSH", TALK[2][1])]),
    "parliaments: US Congress": Export("talk.txt", "Mr. MARSH. The ferry is late again.\n\nThe CHAIRMAN. Corvid Press owns it.\n\nMr. MARSH. Good.\n", [("Mr. MARSH", TALK[0][1]), ("The CHAIRMAN", TALK[1][1]), ("Mr. MARSH", TALK[2][1])]),
    "parliaments: Hansard": Export("talk.txt", each("{n} (Corvid) (Lab): {t}\n"), NAMES),
    "screenplays: text": Export("talk.txt", each("          {caps}\n     {t}\n") + "\n" + each("          {caps}\n     {t}\n"), [(turn[0] and turn[0].upper(), *turn[1:]) for turn in TWICE]),
    "Markdown by hand: headings": Export("h.md", each("### {n}\n_{c}_\n\n{t}\n"), FULL),
    "Markdown by hand: quotations": Export("q.md", each("> **{n}** {c}: {t}\n"), FULL),
    "Markdown by hand: all bold": Export("q.md", each("**[{c}] {n}:** {t}\n"), FULL),
    "Markdown by hand: all bold, time behind": Export("q.md", each("**{n} [{c}]:** {t}\n"), FULL),
    "Markdown by hand: linked times": Export("q.md", each("[{c}](https://youtu.be/x?t={s}) **{n}:** {t}\n"), FULL),
    "Markdown by hand: bullets": Export("q.md", each("- **{n}** ({c}): {t}\n"), FULL),
    "Markdown by hand: time and name bold": Export("q.md", each("**{c} {n}**\n{t}\n"), FULL),
    "web pages: strong names": Export("p.html", "<html><body>" + each("<p><strong>{n}:</strong> {t}</p>", sep="") + "</body></html>", NAMES),
    "web pages: names above": Export("p.html", "<html><body>" + each("<p><b>{n}</b><br>{t}</p>", sep="") + each("<p><b>{n}</b><br>{t}</p>", sep="") + "</body></html>", TWICE),
    "web pages: divs": Export("p.html", "<html><body>" + each('<div class="line"><div class="speaker-name">{n}</div><div class="timestamp">{c}</div><div class="text">{t}</div></div>', sep="") + "</body></html>", FULL),
    "web pages: data attributes": Export("p.html", "<html><body>" + each('<p data-start="{s}.0"><b>{n}:</b> {t}</p>', sep="") + "</body></html>", FULL),
    "web pages: linked times": Export("p.html", "<html><body><ul>" + each('<li><a href="#t={s}">{c}</a> {n}: {t}</li>', sep="") + "</ul></body></html>", FULL),
    "web pages: buttons": Export("p.html", "<html><body>" + each('<div><button>{c}</button><span class="speaker">{n}</span><p>{t}</p></div>', sep="") + "</body></html>", NAMES),
    "Fireflies: JSON": Export("f.json", json.dumps({"data": {"transcript": {"title": "Yard", "date": 1714989603000, "sentences": items(lambda n, t, s, e: {"index": 0, "speaker_name": n, "text": t, "raw_text": t, "start_time": s, "end_time": e}), "summary": {"overview": "A long overview of what was said about the ferry and the press, longer than all."}}}}), FULL),
    "Recall.ai: JSON": Export("r.json", json.dumps([{"participant": {"id": 100 + i, "name": x["n"]}, "words": [{"text": w, "start_timestamp": {"relative": x["s"] + 0.1 * j, "absolute": "2024-05-06T10:00:03Z"}} for j, w in enumerate(x["t"].split())]} for i, x in enumerate(items(lambda n, t, s, e: {"n": n, "t": t, "s": s}))]), FULL),
    "Read.ai: JSON": Export("r.json", json.dumps({"session_id": "x", "trigger": "meeting_end", "title": "Yard", "transcript": {"speaker_blocks": items(lambda n, t, s, e: {"start_time": s * 1000, "end_time": e * 1000, "speaker": {"name": n}, "words": t}), "speakers": [{"name": NELE}, {"name": IVO}]}}), FULL),
    "Vapi: JSON": Export("v.json", json.dumps({"transcript_object": items(lambda n, t, s, e: {"role": "agent" if n == NELE else "user", "content": t, "words": [{"word": w, "start": s, "end": s + 1} for w in t.split()]})}), [("agent", TALK[0][1]), ("user", TALK[1][1]), ("agent", TALK[2][1])]),
    "Dialpad: JSON": Export("d.json", json.dumps({"call_id": "1", "lines": items(lambda n, t, s, e: {"type": "transcript", "name": n, "content": t, "time": f"2024-05-06T10:00:{s:02}.000000"})}), FROM_THE_FIRST, "2024-05-06"),
    "Sonix: JSON": Export("s.json", json.dumps({"name": "Yard", "transcript": items(lambda n, t, s, e: {"speaker": n, "start_time": s, "end_time": e, "text": t, "words": [{"text": w + " ", "start_time": s} for w in t.split()]})}), FULL),
    "Soniox: JSON": Export("s.json", json.dumps({"tokens": [{"text": (" " if j else "") + w, "start_ms": s * 1000 + j * 100, "end_ms": s * 1000 + j * 100 + 90, "speaker": n} for n, t, s in TALK for j, w in enumerate(t.split())]}), FULL),
    "ElevenLabs: JSON": Export("e.json", json.dumps({"language_code": "eng", "text": " ".join((t for _, t, _ in TALK)), "words": [x for n, t, s in TALK for j, w in enumerate(t.split()) for x in ({"text": w, "start": s + 0.1 * j, "end": s + 0.1 * j + 0.09, "type": "word", "speaker_id": n}, {"text": " ", "type": "spacing", "start": s, "end": s, "speaker_id": n})]}), FULL),
    "Gladia: JSON": Export("g.json", json.dumps({"id": "x", "result": {"metadata": {"audio_duration": 15}, "transcription": {"full_transcript": " ".join((t for _, t, _ in TALK)), "languages": ["en"], "utterances": items(lambda n, t, s, e: {"text": t, "language": "en", "start": s, "end": e, "confidence": 0.9, "channel": 0, "speaker": 0 if n == NELE else 1, "words": [{"word": " " + w, "start": s, "end": e} for w in t.split()]})}}}), [("0", TALK[0][1], 3), ("1", TALK[1][1], 9), ("0", TALK[2][1], 12)]),
    "YouTube: list of an API": Export("y.json", json.dumps(items(lambda n, t, s, e: {"text": t, "start": float(s), "duration": 3.0})), TIMES),
    "YouTube: panel's JSON": Export("y.json", json.dumps({"actions": [{"updateEngagementPanelAction": {"content": {"transcriptRenderer": {"body": {"transcriptBodyRenderer": {"cueGroups": items(lambda n, t, s, e: {"transcriptCueGroupRenderer": {"formattedStartOffset": {"simpleText": f"00:{s:02}"}, "cues": [{"transcriptCueRenderer": {"cue": {"simpleText": t}, "startOffsetMs": str(s * 1000), "durationMs": "3000"}}]}})}}}}}}]}), TIMES),
    "Draft.js editors: JSON": Export("d.json", json.dumps({"blocks": items(lambda n, t, s, e: {"key": "a1", "text": t, "type": "paragraph", "data": {"speaker": n, "start": s, "words": [{"word": w, "start": s} for w in t.split()]}, "entityRanges": []}), "entityMap": {}}), FULL),
    "Slate editors: JSON": Export("d.json", json.dumps(items(lambda n, t, s, e: {"speaker": n, "start": s, "previousTimings": "0", "startTimecode": f"00:00:{s:02}", "type": "timedText", "children": [{"text": t, "words": [{"text": w, "start": s} for w in t.split()]}]})), FULL),
    "Slack: JSON": Export("s.json", json.dumps(items(lambda n, t, s, e: {"type": "message", "user": n, "text": t, "ts": f"17149896{s:02}.000200"})), FROM_THE_FIRST, "2024-05-06"),
    "Telegram: JSON": Export("t.json", json.dumps({"name": "Yard", "type": "personal_chat", "messages": items(lambda n, t, s, e: {"id": s, "type": "message", "date": f"2024-05-06T10:00:{s:02}", "from": n, "from_id": "user1", "text": t})}), FROM_THE_FIRST, "2024-05-06"),
    "Discord: JSON": Export("d.json", json.dumps({"guild": {"name": "Yard"}, "messages": items(lambda n, t, s, e: {"id": "1", "type": "Default", "timestamp": f"2024-05-06T10:00:{s:02}.123+00:00", "content": t, "author": {"id": "5", "name": n.split()[0].lower(), "nickname": n}})}), FROM_THE_FIRST),
    "Whisper: OpenAI, diarized JSON": Export("o.json", json.dumps({"task": "transcribe", "text": " ".join((t for _, t, _ in TALK)), "segments": items(lambda n, t, s, e: {"type": "transcript.text.segment", "id": "seg", "speaker": n, "text": t, "start": s, "end": e})}), FULL),
    "Whisper: insanely-fast-whisper JSON": Export("o.json", json.dumps({"speakers": items(lambda n, t, s, e: {"speaker": n, "text": t, "timestamp": [s, e]}), "chunks": items(lambda n, t, s, e: {"timestamp": [s, e], "text": t}), "text": " ".join((t for _, t, _ in TALK))}), FULL),
    "other JSON: a list for each side": Export("o.json", json.dumps({"agent": [{"text": TALK[0][1], "start": 3, "end": 6}, {"text": TALK[2][1], "start": 12, "end": 13}], "customer": [{"text": TALK[1][1], "start": 9, "end": 11}]}), [("agent", TALK[0][1], 3), ("customer", TALK[1][1], 9), ("agent", TALK[2][1], 12)]),
    "other JSON: text with lines": Export("o.json", json.dumps({"id": 7, "title": "Yard", "transcript": "\n".join((f"{n}: {t}" for n, t, _ in TALK))}), NAMES),
    "other JSON: VTT inside": Export("o.json", json.dumps({"vtt": "WEBVTT\n\n" + each("00:00:{s:02}.000 --> {E}.000\n<v {n}>{t}</v>\n")}), FULL),
    "other JSON: speakers beside": Export("o.json", json.dumps({"speakers": {"A": NELE, "B": IVO}, "utterances": items(lambda n, t, s, e: {"speaker": "A" if n == NELE else "B", "text": t, "start": s * 1000, "end": e * 1000}), "text": None}), FULL),
    "other JSON: rows": Export("o.json", json.dumps([[n, f"00:00:{s:02}", f"00:00:{s + 2:02}", t] for n, t, s in TALK]), FULL),
    "other JSON: JSON lines": Export("o.jsonl", "\n".join((json.dumps({"speaker": n, "ts": s, "transcript": t}) for n, t, s in TALK)), FULL),
    "captions by hand: SRT, names in brackets": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n({n}) {t}\n"), FULL),
    "captions by hand: SRT, names on lines": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n{n}\n{t}\n"), FULL),
    "captions by hand: SRT without milliseconds": Export("a.srt", each("{k}\n0:00:{s:02} --> 0:00:{e:02}\n{n}: {t}\n"), FULL),
    "captions by hand: SRT, translated times": Export("a.srt", each("{k}\n00: 00: {s:02}, 000 -> 00: 00: {e:02}, 000\n{t}\n"), TIMES),
    "captions by hand: SRT, names in capitals": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n[{caps}]: {t}\n"), CAPITALS),
    "captions by hand: LRC": Export("a.lrc", "[ti:Yard]\n[ar:Nele]\n" + each("[00:{s:02}.00]{t}"), TIMES),
    "captions by hand: TTML": Export("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml"><head><metadata/></head><body><div>' + each('<p begin="00:00:{s:02}.000" end="{E}.000"><span>{t}</span></p>', sep="") + "</div></body></tt>", TIMES),
    "captions by hand: SAMI": Export("a.smi", "<SAMI><HEAD><TITLE>Yard</TITLE></HEAD><BODY>" + each("<SYNC Start={s}000><P Class=ENCC>{t}\n<SYNC Start={e}000><P Class=ENCC>&nbsp;") + "</BODY></SAMI>", TIMES),
    "captions by hand: SubViewer": Export("a.sub", "[INFORMATION]\n[TITLE]Yard\n[END INFORMATION]\n[SUBTITLE]\n" + each("00:00:{s:02}.00,00:00:{e:02}.00\n{t}\n"), TIMES),
    "tables: CSV": Export("a.csv", "Speaker Name,Start Time,End Time,Text\n" + each('{n},{c},{E},"{t}"', "hms"), FULL),
    "tables: CSV of other words": Export("a.csv", "Zeit;Sprecher;Text\n" + each("{c};{n};{t}", "hms"), FULL),
    "tables: TSV without header": Export("a.tsv", each("{n}\t{c}\t{t}", "hms"), FULL),
    "tables: names and words": Export("talk.txt", each("{n}\t{t}"), NAMES),
    "labels by hand: dashes": Export("talk.txt", each("{n} – {t}") + "\n" + each("{n} – {t}"), TWICE),
    "labels by hand: lower case": Export("talk.txt", each("{first}: {t}").lower().replace("t", "t"), [("nele", TALK[0][1].lower()), ("ivo", TALK[1][1].lower()), ("nele", TALK[2][1].lower())]),
    "labels by hand: particles": Export("talk.txt", "Jean-Luc de la Croix: The ferry is late again.\nSiobhán O'Brien-van der Berg: Corvid Press owns it.\nJean-Luc de la Croix: Good.\n", [("Jean-Luc de la Croix", TALK[0][1]), ("Siobhán O'Brien-van der Berg", TALK[1][1]), ("Jean-Luc de la Croix", TALK[2][1])]),
    "labels by hand: surname first": Export("talk.txt", each("{last}, {first}: {t}"), NAMES),
    "labels by hand: surname first, time": Export("talk.txt", each("{last}, {first}   {c}\n{t}\n"), FULL),
    "labels by hand: numbered": Export("talk.txt", "1. Nele Marsh: The ferry is late again.\n2. Ivo Brandt: Corvid Press owns it.\n3. Nele Marsh: Good.\n", NAMES),
    "labels by hand: wide colon": Export("talk.txt", each("{n}：{t}"), NAMES),
    "Microsoft Teams: DOCX of 2021": Export("t.docx", docx(*each("0:0:{s}.0 --> 0:0:{e}.0\n{n}\n{t}", sep="|").split("|")), FULL),
    "Microsoft Teams: DOCX of today": Export("t.docx", docx("Yard call-Meeting Recording", "May 6, 2024, 9:00AM", "34m 21s", "Nele Marsh started transcription", *each("{n}   {c}\n{t}", sep="|").split("|"), "Nele Marsh stopped transcription"), FULL, "2024-05-06"),
    "Microsoft Teams: DOCX of the browser": Export("t.docx", docx(*each("{n}\n0 minutes {s} seconds\n{c}\n{n} 0 minutes {s} seconds\n{t}", sep="|").split("|")), FULL),
    "Microsoft Teams: VTT with the Graph's JSON": Export("t.vtt", "WEBVTT\n\n" + each('00:00:{s:02}.000 --> {E}.000\n{{"startDateTime":"2024-05-06T10:00:{s:02}Z","endDateTime":"2024-05-06T10:00:{e:02}Z","speakerName":"{n}","spokenText":"{t}","spokenLanguage":"en-us"}}\n'), FULL),
    "Google Meet: DOCX": Export("m.docx", docx("Yard call - 2024/05/06 10:00 BST - Transcript", "Attendees", "Nele Marsh, Ivo Brandt", "Transcript", "00:00:00", "Nele Marsh: " + TALK[0][1], "Ivo Brandt: " + TALK[1][1], "00:05:00", "Nele Marsh: Good.", "Meeting ended after 00:07:31 👋", "This editable transcript was computer generated and might contain errors."), NAMES, "2024-05-06"),
    "Otter: DOCX": Export("o.docx", docx("Yard call", 'Mon, May 06, 2024 2:02PM • 0:15', 'SUMMARY KEYWORDS', 'ferry, press', 'SPEAKERS', 'Nele Marsh, Ivo Brandt', *[p for n, t, s in TALK for p in (f"{n}  00:{int(s):02}", t)]), FULL, "2024-05-06"),
    "Sonix: DOCX": Export("o.docx", docx("yard.mp3", *[f"{n}: [00:00:{int(s):02}] {t}" for n, t, s in TALK]), FULL),
    "Rev: DOCX": Export("o.docx", docx(*[p for n, t, s in TALK for p in (f"{n} (00:{int(s):02}):", t)]), FULL),
    "Video Indexer: JSON": Export("v.json", json.dumps({"name": "Yard", "videos": [{"insights": {"transcript": [{"id": i, "text": x["t"], "confidence": 0.9, "speakerId": x["k"], "language": "en-US", "instances": [{"start": f"0:00:{x['s']:02}.1", "end": f"0:00:{x['e']:02}"}]} for i, x in enumerate(items(lambda n, t, s, e:{"t": t, "s": s, "e": e, "k": 1 if n == NELE else 2}))], "speakers": [{"id": 1, "name": NELE, "instances": []}, {"id": 2, "name": IVO, "instances": []}]}}]}), FULL),
    "Gong: JSON": Export("g.json", json.dumps({"callTranscripts": [{"callId": "9", "transcript": [{"speakerId": "77" if n == NELE else "78", "topic": "Intro", "sentences": [{"start": int(s) * 1000, "end": int(s) * 1000 + 900, "text": t}]} for n, t, s in TALK]}]}), [("77", TALK[0][1], 3), ("78", TALK[1][1], 9), ("77", TALK[2][1], 12)]),
    "oTranscribe: its own file (.otr)": Export("a.otr", json.dumps({"text": "".join(f'<p><span class="timestamp" data-timestamp="{int(s)}.5" contenteditable="false">0:{int(s):02}</span><b>{n}:</b> {t}</p>' for n, t, s in TALK), "media": "a.mp3", "media-time": 12}), FULL),
    "podcast namespace: JSON, words": Export("p.json", json.dumps({"version": "1.0.0", "segments": [{"speaker": n, "startTime": s + .1 * i, "endTime": s + .1 * i + .1, "body": w} for n, t, s in TALK for i, w in enumerate(t.split())]}), FULL),
    "Amazon Transcribe: JSON, channels": Export("a.json", json.dumps({"jobName": "x", "results": {"transcripts": [{"transcript": " ".join(t for _, t, _ in TALK)}], "channel_labels": {"number_of_channels": 2, "channels": [{"channel_label": "ch_0", "items": [{"start_time": str(s + .1 * i), "end_time": str(s + .1 * i + .1), "alternatives": [{"content": w, "confidence": "1"}], "type": "pronunciation", "channel_label": "ch_0"} for n, t, s in TALK if n == NELE for i, w in enumerate(t.split())]}, {"channel_label": "ch_1", "items": [{"start_time": str(s + .1 * i), "end_time": str(s + .1 * i + .1), "alternatives": [{"content": w, "confidence": "1"}], "type": "pronunciation", "channel_label": "ch_1"} for n, t, s in TALK if n == IVO for i, w in enumerate(t.split())]}]}, "items": [{"start_time": str(s + .1 * i), "end_time": str(s + .1 * i + .1), "alternatives": [{"content": w}], "type": "pronunciation", "channel_label": "ch_0" if n == NELE else "ch_1"} for n, t, s in TALK for i, w in enumerate(t.split())]}}), [("ch_0", TALK[0][1], 3), ("ch_1", TALK[1][1], 9), ("ch_0", TALK[2][1], 12)]),
    "other JSON: in a code fence": Export("t.md", "```json\n" + json.dumps(items(lambda n, t, s, e:{"speaker": n, "text": t, "start": s}), indent=1) + "\n```\n", FULL),
    "other JSON: columns side by side": Export("a.json", json.dumps({"speaker": [n for n, _, _ in TALK], "text": [t for _, t, _ in TALK], "start": [s for _, _, s in TALK]}), FULL),
    "other JSON: keyed by numbers": Export("a.json", json.dumps({str(i):{"speaker": n, "text": t, "start": s} for i, (n, t, s) in enumerate(TALK)}), FULL),
    "other JSON: fields of its own": Export("a.json", json.dumps({"blocks": [{"who": n, "when": s, "said": t} for n, t, s in TALK]}), FULL),
    "other JSON: lists of texts": Export("k.json", json.dumps({"pages": [{"lines": [t]} for _, t, _ in TALK]}), [(None, " ".join(t for _, t, _ in TALK))]),
    "Rev: JSON": Export("r.json", json.dumps({"monologues": [{"speaker": 0 if n == NELE else 1, "elements": [*[x for i, w in enumerate(t.rstrip('.').split()) for x in ({"type": "text", "value": w, "ts": s + i * 0.1, "end_ts": s + i * 0.1 + 0.1}, {"type": "punct", "value": " "})][:-1], {"type": "punct", "value": "."}]} for n, t, s in TALK], "speakers": []}), [("0", TALK[0][1], 3), ("1", TALK[1][1], 9), ("0", TALK[2][1], 12)]),
    "BBC Kaldi: JSON": Export("k.json", json.dumps({"retval": {"status": True, "wonid": "x", "punct": " ".join(t for _, t, _ in TALK), "words": [{"word": w.lower().strip('.'), "punct": w, "start": s + i * .1, "end": s + i * .1 + .1} for _, t, s in TALK for i, w in enumerate(t.split())]}}), TIMES),
    "Premiere Pro: CSV": Export("o.csv", "Speaker Name,Start Time,End Time,Text\n" + each('"{n}","00:00:{s:02}:12","00:00:{e:02}:00","{t}"'), FULL),
    "captions by hand: MicroDVD": Export("a.sub", "{1}{1}25.000\n" + "\n".join(f"{{{int(s)*25}}}{{{int(s)*25+50}}}{{y:i}}{t.replace(' is ','|is ')}" for n, t, s in TALK), TIMES),
    "captions by hand: MPL2": Export("a.txt", "\n".join(f"[{int(s)*10}][{int(s)*10+20}]/{t}" for _, t, s in TALK), TIMES),
    "captions by hand: Spruce STL": Export("a.stl", "$FontName = Arial\n" + each("00:00:{s:02}:12 , 00:00:{e:02}:00 , {t}"), TIMES),
    "captions by hand: SRT with frames": Export("a.srt", each("{k}\n00:00:{s:02}:10 --> 00:00:{e:02}:00\n{t}\n"), TIMES),
    "captions by hand: VTT, anonymous voices": Export("a.vtt", "WEBVTT\n\n" + each("00:00:{s:02}.000 --> {E}.000\n<v ->{t}</v>\n"), TIMES),
    "captions by hand: VTT, cues that begin with NOTE": Export("a.vtt", "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE made by hand\n\n00:00:03.000 --> 00:00:05.000\nNOTE the ferry.\n\n00:00:06.000 --> 00:00:07.000\nSTYLE counts.\n", [(None, "NOTE the ferry. STYLE counts.", 3)]),
    "captions by hand: SRT, escaped tags": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n&lt;i&gt;{t}&lt;/i&gt;\n"), TIMES),
    "captions by hand: SRT, tags escaped twice": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n&amp;lt;font color=&amp;quot;red&amp;quot;&amp;gt;{t}&amp;lt;/font&amp;gt;\n"), TIMES),
    "captions by hand: SRT, coloured names": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n<font color=\"#ff0\"><b>{n}:</b></font> {t}\n"), FULL),
    "captions by hand: SRT, slanted names": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n<i>{n}</i>: {t}\n"), FULL),
    "captions by hand: SubStation": Export("a.ass", "[Script Info]\nTitle: x\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" + each("Dialogue: 0,0:00:{s:02}.00,0:00:{e:02}.00,Default,{n},0,0,0,,{{\\i1}}{t}{{\\i0}}"), FULL),
    "heads by hand: time code above": Export("talk.txt", each("00:00:{s:02}:05\n{n}\n{t}\n"), FULL),
    "heads by hand: drop-frame time codes": Export("talk.txt", each("00:00:{s:02};05 - 00:00:{e:02};00\n{n}\n{t}\n"), FULL),
    "heads by hand: tabs": Export("talk.txt", each("{n}\t{c}\n{t}\n"), FULL),
    "heads by hand: bold and a bar": Export("talk.md", each("**{n}** | {c}\n\n{t}\n"), FULL),
    "heads by hand: slanted and a dash": Export("talk.md", each("*{n}* — *{c}*\n\n{t}\n"), FULL),
    "heads by hand: time, then name": Export("talk.txt", each("{c}\n\n{n}\n\n{t}\n"), FULL),
    "heads by hand: range behind the name": Export("talk.txt", each("{n} [00:00:{s:02} - 00:00:{e:02}]\n{t}\n"), FULL),
    "heads by hand: times in words": Export("talk.txt", each("{n}\n0 min {s} sec\n{t}\n"), FULL),
    "heads by hand: times in letters": Export("talk.txt", each("{n} 0h00m{s:02}s\n{t}\n"), FULL),
    "heads by hand: pictures": Export("talk.txt", each("🎙️ {n} ({c}): {t}\n"), FULL),
    "heads by hand: ISO times": Export("talk.txt", each("[2024-05-06T10:00:{s:02}Z] {n}: {t}"), FROM_THE_FIRST),
    "Zoom: VTT, external guests": Export("t.vtt", "WEBVTT\n\n" + each("{k}\n00:00:{s:02}.000 --> {E}.000\n{n} (External): {t}\n"), FULL),
    "Microsoft Teams: text, unverified guests": Export("talk.txt", each("{n} (Unverified)   {c}\n{t}\n"), FULL),
    "Microsoft Teams: text, telephone": Export("talk.txt", each("{n}   {c}\n{t}\n").replace(IVO, "+1 (415) 555-0101"), [(NELE, TALK[0][1], 3), ("+1 555-0101", TALK[1][1], 9), (NELE, TALK[2][1], 12)]),
    "news transcripts: host and byline once": Export("talk.txt", "NELE MARSH, HOST:\n\nThe ferry is late again.\n\nIVO BRANDT, BYLINE: Corvid Press owns it.\n\nMARSH: Good.\n", [("NELE MARSH", TALK[0][1]), ("IVO BRANDT", TALK[1][1]), ("NELE MARSH", TALK[2][1])]),
    "tables: Word, columns named": Export("o.docx", word("<w:tbl>" + row("Time", "Speaker", "Text") + "".join(row(f"0:{int(s):02}", n, t) for n, t, s in TALK) + "</w:tbl>"), FULL),
    "Granola: notes with times": Export("talk.txt", each("{c}  {n}\n{t}\n").replace(NELE, "Me").replace(IVO, "Them"), [("Me", TALK[0][1], 3), ("Them", TALK[1][1], 9), ("Me", TALK[2][1], 12)]),
    "Zoom: timeline JSON": Export("a.json", json.dumps({"timeline": [{"text": t, "end_ts": "00:00:20.000", "ts": f"00:00:{int(s):02}.000", "users": [{"username": n, "multiple_people": False, "user_id": "1"}]} for n, t, s in TALK]}), FULL),
    "Fathom: JSON": Export("a.json", json.dumps({"items": [{"title": "Yard", "transcript": [{"speaker": {"display_name": n, "matched_calendar_invitee_email": None}, "text": t, "timestamp": f"00:00:{int(s):02}"} for n, t, s in TALK]}]}), FULL),
    "other JSON: answer of a language model": Export("a.json", json.dumps({"candidates": [{"content": {"parts": [{"text": "\n".join(f"[00:{int(s):02}] {n}: {t}" for n, t, s in TALK)}], "role": "model"}}]}), FULL),
    "other JSON: schema.org": Export("a.json", json.dumps({"@context": "https://schema.org", "@type": "PodcastEpisode", "name": "Yard", "datePublished": "2024-05-06", "transcript": "\n".join(f"{n}: {t}" for n, t, _ in TALK)}), NAMES),
    "other JSON: labelled strings": Export("a.json", json.dumps([f"{n}: {t}" for n, t, _ in TALK]), NAMES),
    "other JSON: names in parts": Export("a.json", json.dumps({"utterances": [{"user": {"firstName": n.split()[0], "lastName": n.split()[1]}, "body": {"text": t}, "ts": s} for n, t, s in TALK]}), FULL),
    "other JSON: dialog": Export("a.json", json.dumps({"result": {"dialog": [{"participant_name": n, "offset_ms": int(s * 1000), "message": t} for n, t, s in TALK]}}), FULL),
    "labels by hand: initials": Export("t.txt", f"NM: {TALK[0][1]}\nIB: {TALK[1][1]}\nNM: {TALK[2][1]}\n", [("NM", TALK[0][1]), ("IB", TALK[1][1]), ("NM", TALK[2][1])]),
    "labels by hand: bold brackets": Export("t.md", each("**[{n}]** {t}\n"), NAMES),
    "labels by hand: affiliation behind a dash": Export("t.txt", each("{n} - Corvid Press: {t}\n"), NAMES),
    "labels by hand: affiliation in brackets": Export("t.txt", each("{n} (Corvid Press, Inc.): {t}\n"), NAMES),
    "labels by hand: on lines of their own": Export("t.txt", each("{n}:\n{t}\n"), NAMES),
    "captions by hand: VTT, two voices in a cue": Export("a.vtt", "WEBVTT\n\n00:00:03.000 --> 00:00:05.000\n<v Nele Marsh>The ferry is late again.</v>\n<v Ivo Brandt>Corvid Press owns it.</v>\n\n00:00:06.000 --> 00:00:07.000\n<v Nele Marsh>Good.\n", [(NELE, TALK[0][1], 3.0), (IVO, TALK[1][1], 3.0), (NELE, TALK[2][1], 6.0)]),
    "captions by hand: VTT, commas": Export("a.vtt", "WEBVTT\n\n" + each("00:{s:02},000 --> 00:{e:02},000\n{t}\n"), TIMES),
    "captions by hand: SRT without empty lines": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000\n{t}"), TIMES),
    "captions by hand: SRT with coordinates": Export("a.srt", each("{k}\n00:00:{s:02},000 --> {E},000 X1:40 X2:600 Y1:20 Y2:50\n{{\\an8}}{t}\n"), TIMES),
    "captions by hand: numbered ranges": Export("a.txt", each("{k}\n00:00:{s:02} - 00:00:{e:02}\n{t}\n"), TIMES),
    "Avid: captions": Export("a.txt", "@ This file written with the Avid Caption plugin, version 1\n\n<begin subtitles>\n\n" + each("01:00:{s:02}:12 01:00:{e:02}:20\n{t}\n") + "\n<end subtitles>\n", [(None, WORDS, None)]),
    "Premiere Pro: captions, drop frames": Export("a.txt", each("{k}  00;00;{s:02};12  00;00;{e:02};20  {t}"), TIMES),
    "heads by hand: time in curly brackets": Export("a.txt", each("{n} {{{c}}}\n{t}\n"), FULL),
    "heads by hand: time in hash marks": Export("a.txt", each("#{c}# {n}: {t}\n", "hms"), FULL),
    "heads by hand: bars between all": Export("a.txt", each("{c} | {n} | {t}\n"), FULL),
    "heads by hand: minutes in words": Export("a.txt", each("{n} 1 minute {s} seconds\n{t}\n"), [(name, text, start + 60) for name, text, start in TALK]),
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
