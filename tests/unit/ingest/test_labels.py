"""Labels: who speaks, what the label says besides, and what is no label or nobody's."""

from __future__ import annotations

import pytest
from ingest_helpers import read, spoken

from pipeline.ingest.speakers import accepted_labels, is_diarisation_id
from pipeline.ingest.voices import voices
from pipeline.records import Document


def turns(document: Document) -> list[tuple[str | None, str]]:
    """Speaker and words of every turn."""
    found: list[tuple[str | None, str]] = []
    for segment in document.segments:
        if segment.kind != "speech":
            continue
        text = document.text[segment.begin : segment.end]
        if found and found[-1][0] == segment.speaker:
            found[-1] = (segment.speaker, f"{found[-1][1]} {text}")
        else:
            found.append((segment.speaker, text))
    return found


@pytest.mark.parametrize(
    ("label", "name", "affiliation"),
    [
        ("Nele Marsh, Corvid Press", "Nele Marsh", "Corvid Press"),
        ("Nele | Corvid Press", "Nele", "Corvid Press"),
        ("Nele Marsh (editor at Corvid Press)", "Nele Marsh", "editor at Corvid Press"),
        ("Nele Marsh - Corvid Press", "Nele Marsh", "Corvid Press"),
        ("Nele Marsh @ Corvid", "Nele Marsh", "Corvid"),
        ("Nele from Corvid", "Nele", "Corvid"),
        ("NELE MARSH, BYLINE", "NELE MARSH", "BYLINE"),
        ("Nele Marsh (Host)", "Nele Marsh", "Host"),
        ("Nele Marsh (she/her)", "Nele Marsh", None),
        ("[External] Nele Marsh", "Nele Marsh", None),
        ("Nele Marsh (Guest)", "Nele Marsh", None),
        ("Nele Marsh (Unverified)", "Nele Marsh", None),
        ("Nele Marsh <nele@corvid.example>", "Nele Marsh", None),
        ("Nele Marsh, PhD", "Nele Marsh", None),
        ("**Nele Marsh**", "Nele Marsh", None),
        ("<b>Nele Marsh</b>", "Nele Marsh", None),
        ("Marsh, Nele", "Nele Marsh", None),
        ("van der Marsh, Nele (they/them)", "Nele van der Marsh", None),
        ("Marsh, CEO", "Marsh", "CEO"),
        ("Speaker 2 (Nele Marsh)", "Nele Marsh", None),
        ("O'Marsh-Lindqvist", "O'Marsh-Lindqvist", None),
        ("nele marsh", "nele marsh", None),
        ("SPEAKER_01", "SPEAKER_01", None),
        ("-", None, None),
    ],
)
def test_what_a_label_says(label, name, affiliation):
    voice = voices([label])[label]
    assert (voice.name, voice.affiliation) == (name, affiliation)


def test_the_labels_of_a_document_are_read_together():
    labels = ["NELE MARSH, HOST", "MARSH", "Mr. Brandt", "Ivo Brandt", "Jo | Corvid", "Jo | Norhaven", "Mia (Brook)"]
    found = voices([*labels, "Bo de Vries", "bo De Vries"])
    assert {label: voice.name for label, voice in found.items()} == {
        "NELE MARSH, HOST": "NELE MARSH",
        "MARSH": "NELE MARSH",
        "Mr. Brandt": "Ivo Brandt",
        "Ivo Brandt": "Ivo Brandt",
        "Jo | Corvid": "Jo | Corvid",
        "Jo | Norhaven": "Jo | Norhaven",
        "Mia (Brook)": "Mia",
        "Bo de Vries": "Bo de Vries",
        "bo De Vries": "Bo de Vries",
    }


def test_a_name_that_two_bear_is_nobodys_short_form():
    found = voices(["Nele Marsh", "Ivo Marsh", "Marsh", "Nele"])
    assert found["Marsh"].name == "Marsh"
    assert found["Nele"].name == "Nele Marsh"


def test_an_affiliation_that_several_share_is_no_given_name():
    found = voices(["Nele, Corvid", "Ivo, Corvid"])
    assert [(v.name, v.affiliation) for v in found.values()] == [("Nele", "Corvid"), ("Ivo", "Corvid")]
    found = voices(["Corvid | Nele Marsh", "Corvid | Ivo Brandt", "Brook | Mia"])
    assert [voice.name for voice in found.values()] == ["Nele Marsh", "Ivo Brandt", "Mia"]
    assert [voice.affiliation for voice in found.values()] == ["Corvid", "Corvid", "Brook"]


NOBODY = (
    "HOST 1",
    "Guest 2",
    "UNIDENTIFIED WOMAN #2",
    "Unidentified Male",
    "Unknown Speaker",
    "Me",
    "Them",
    "AUDIO CLIP",
    "Recording",
    "COMPUTER VOICE",
    "Mia's iPad",
    "iPhone (2)",
    "Galaxy S21",
    "+1 415-555-0137",
    "14155550137",
    "Conference Room 3",
    "Caller",
    "spk_3",
    "ch_1",
    "Interpreter",
)


@pytest.mark.parametrize("label", NOBODY)
def test_labels_that_name_nobody(label):
    assert is_diarisation_id(label)


@pytest.mark.parametrize("label", ["Mac Lind", "Ma", "Echo Young", "Pixel Smith", "Mira", "Al", "Audrey", "Bo", "Phil"])
def test_names_that_look_like_such_labels(label):
    assert not is_diarisation_id(label)


def test_radio_script(tmp_path):
    document = read(
        tmp_path,
        "NELE MARSH, HOST:\n\nThe ferry is late again.\n\nUNIDENTIFIED MAN #2: I swam.\n\n"
        "IVO BRANDT, BYLINE: Corvid Press owns it.\n\n(SOUNDBITE OF FERRY HORN)\n\nMARSH: I lead Corvid Press.\n\n"
        "(LAUGHTER)\n\nBRANDT: So you do.\n",
    )
    assert turns(document) == [
        ("NELE MARSH", "The ferry is late again."),
        ("UNIDENTIFIED MAN #2", "I swam."),
        ("IVO BRANDT", "Corvid Press owns it."),
        ("NELE MARSH", "I lead Corvid Press."),
        ("IVO BRANDT", "So you do."),
    ]
    assert [s.affiliation for s in document.segments] == ["HOST", None, "BYLINE", None, None]


@pytest.mark.parametrize(
    "label",
    [
        *("<font color='#0f0'>{}:</font> ", "<i>{}:</i> ", "<b>{}</b>: ", "**{}:** ", "**{}**: "),
        *("[{}]: ", "- {}: ", ">> {}: ", "{} : "),
    ],
)
@pytest.mark.parametrize("form", ["srt", "text"])
def test_markup_around_a_label(tmp_path, label, form):
    talk = (("NELE", "The ferry is late."), ("IVO", "Corvid Press owns it."), ("NELE", "Yes."), ("IVO", "Good."))
    if form == "srt":
        cues = (
            f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{label.format(who)}{what}\n"
            for n, (who, what) in enumerate(talk, 1)
        )
        content = "\n".join(cues)
    else:
        content = "\n\n".join(f"{label.format(who)}{what}" for who, what in talk)
    assert turns(read(tmp_path, content)) == list(talk)


DISPLAY = (
    "Mia Solberg: I began Corvid Press.",
    "Ivo's iPhone: I lead Brook Foods.",
    "Mia Solberg: Good.",
    "13105550188: I lead Norhaven.",
    "[External] Bo Kerr: I work for Aster.",
    "Mia Solberg: Bye.",
)


@pytest.mark.parametrize("form", ["vtt", "text", "srt without numbers"])
def test_display_names_of_meeting_tools(tmp_path, form):
    if form == "text":
        content = "\n".join(DISPLAY)
    else:
        clock = "00:00:0{}.000 --> 00:00:0{}.900\n" if form == "vtt" else "00:00:0{} --> 00:00:0{}\n"
        content = "WEBVTT\n\n" * (form == "vtt") + "\n\n".join(
            clock.format(n, n) + line for n, line in enumerate(DISPLAY, 1)
        )
    assert [who for who, _ in turns(read(tmp_path, content))] == [
        *("Mia Solberg", "Ivo's iPhone", "Mia Solberg", "13105550188", "Bo Kerr", "Mia Solberg"),
    ]


def test_an_unknown_label_begins_a_turn_of_nobody(tmp_path):
    lines = ["Mia Solberg: I began Corvid Press.", "It was hard.", "Bo Kerr: Really?", "Mia Solberg: Yes."]
    document = read(
        tmp_path, "\n\n".join([*lines, "Passer-by: I lead Brook Foods.", "Bo Kerr: Ah.", "Mia Solberg: Well."])
    )
    assert ("I lead Brook Foods.") in spoken(document)
    assert next(s.speaker for s in document.segments if "Brook" in document.text[s.begin : s.end]) in (
        None,
        "Passer-by",
    )


def test_words_before_a_colon_that_are_no_label(tmp_path):
    lines = [
        "Mia Solberg: I began a press.",
        "Note: it was hard.",
        "Bo Kerr: One thing: why?",
        "Mia Solberg: Because: ink.",
    ]
    document = read(tmp_path, "\n\n".join([*lines, "Bo Kerr: Ah.", "Mia Solberg: So.", "Bo Kerr: Bye."]))
    assert turns(document)[0] == ("Mia Solberg", "I began a press. Note: it was hard.")
    assert accepted_labels(["Here is the thing", "Mia", "Mia"], 40) == {"Mia": True}
