from __future__ import annotations

from ingest_helpers import context, read, spoken

EPISODE = """Night Train: Science | History - Who built the bridge? With Harbour Lab’s Ada Quill

Episode Date: March 3, 2024

Ada Quill of Harbour Lab talks about bridges. Show Notes: [2:00] - Her first bridge [7:24] - Steel

Transcript
Discussion (0)
Starting point is 00:00:00 What if a bridge could sing? I am not sure
Starting point is 00:00:51 that it should. This is Night Train.
Second line of the same paragraph.

There aren't comments yet for this episode. Click on any sentence in the transcript to leave a comment."""


def test_the_podcast_page_layout(tmp_path):
    document = read(tmp_path, EPISODE)
    assert document.text.split("\n") == [
        "Night Train: Science | History - Who built the bridge? With Harbour Lab’s Ada Quill",
        "Episode Date: March 3, 2024",
        "Ada Quill of Harbour Lab talks about bridges. Show Notes: - Her first bridge - Steel",
        "What if a bridge could sing? I am not sure that it should. This is Night Train. "
        "Second line of the same paragraph.",
    ]
    assert [(s.kind, s.start, s.stop) for s in document.segments] == [
        *[("context", None, None)] * 3,
        ("speech", 0.0, 51.0),
        ("speech", 51.0, None),
    ]
    assert document.title is not None
    assert document.title.startswith("Night Train")
    assert document.date == "2024-03-03"
    assert document.source.format == "text"


def test_hard_wrapped_lines_of_a_paragraph_are_joined(tmp_path):
    document = read(
        tmp_path, "Welcome to the call of Virgin\nVoyages. It was a good year for all of us\nhere.\n\nNext one."
    )
    assert document.text == "Welcome to the call of Virgin Voyages. It was a good year for all of us here.\nNext one."


def test_paragraphs_cut_in_mid_sentence_are_one_block(tmp_path):
    document = read(tmp_path, "so this is\n\na talk about\n\nbridges and\n\nhow they stand.")
    assert document.text == "so this is a talk about bridges and how they stand."


def test_front_matter_that_is_not_yaml(tmp_path):
    document = read(
        tmp_path,
        "---\nDate Generated: May 1, 2025\nLength: 12s\nVideo Description: Ada talks about bridges.\n\n"
        "Topics Covered: \n00:00 – Steel: the beginning\nFind us at https://example.org/x\n---\n\n# Bridges\n"
        "**The Night Train:** [February 17, 2024](https://example.org/watch?v=1)\n"
        "*  Hello and [[00:00:00](https://example.org/watch?v=1&t=0s)]\n"
        "*  welcome. [[00:00:04](https://example.org/watch?v=1&t=4s)]\n"
        "*  Bye. [[00:00:06](https://example.org/watch?v=1&t=6s)]\n",
        "talk.md",
    )
    assert context(document) == [
        "Ada talks about bridges.",
        "Topics Covered:",
        "Steel: the beginning",
        "Find us at",
        "Bridges",
        "The Night Train",
    ]
    assert document.text.split("\n")[-1] == "Hello and welcome. Bye."
    assert [s.start for s in document.segments if s.kind == "speech"] == [0.0, 4.0, 6.0]
    assert (document.title, document.date, document.url) == (
        "Bridges",
        "2024-02-17",
        "https://example.org/watch?v=1",
    )
    assert ("date generated", "May 1, 2025") in document.metadata


def test_valid_front_matter_and_article(tmp_path):
    document = read(
        tmp_path,
        "---\ntitle: 'It''s steel'\nguest: Ada Quill\npublished: 2024-05-06\n"
        "description: 'Ada Quill builds\n  bridges.'\n"
        "video_id: xyz\n---\n# It is steel\n\nAda *Quill* built [the bridge](https://example.org) in **2019**.\n"
        "It stands.\n\n## Later\n\n- One &amp; two\n",
        "note.md",
    )
    assert context(document) == ["It's steel", "Ada Quill", "Ada Quill builds bridges.", "It is steel", "Later"]
    assert spoken(document) == ["Ada Quill built the bridge in 2019. It stands.", "One & two"]
    assert document.date == "2024-05-06"
    assert document.source.format == "markdown"


def test_bold_speakers_keep_their_later_paragraphs(tmp_path):
    document = read(
        tmp_path,
        "**Ada Quill:** Hello there.\n\n\\[04:01\\] And welcome. \\[laughs\\]\n\n**Break:** \\[16:23\\]\n\n"
        "**Tom Reed:** Thanks, Ada.\n\n**Ada Quill:** Bye.\n",
        "talk.md",
    )
    assert document.text.split("\n") == ["Hello there. And welcome.", "Thanks, Ada.", "Bye."]
    assert [(s.speaker, s.start) for s in document.segments] == [
        ("Ada Quill", None),
        ("Ada Quill", 241.0),
        ("Tom Reed", None),
        ("Ada Quill", None),
    ]


def test_a_stamp_without_name_means_the_same_speaker(tmp_path):
    document = read(
        tmp_path,
        "## Transcript\n\nAda Quill (00:00:00):\nHello.\n\n(00:00:10):\nStill me.\n\nTom (00:00:20):\nAnd me.\n",
        "talk.md",
    )
    assert document.text == "Hello. Still me.\nAnd me."
    assert [(s.speaker, s.start) for s in document.segments] == [("Ada Quill", 0.0), ("Ada Quill", 10.0), ("Tom", 20.0)]


def test_double_angle_brackets_begin_a_turn(tmp_path):
    document = read(
        tmp_path,
        "[00:00:02] I was like &gt;&gt; That one [music] I know. &gt;&gt; [laughter] &gt;&gt; Cheers and\n"
        "[00:01:03] goodbye to you all &gt;&gt; Yes.\n[00:02:00] Right.\n",
    )
    assert document.text.split("\n") == [
        "I was like",
        "That one I know.",
        "Cheers and goodbye to you all",
        "Yes. Right.",
    ]


def test_bold_labels_inside_of_sentences(tmp_path):
    document = read(
        tmp_path,
        "# Night\n\nHello and **Ada Quill:** welcome to **Tom Reed:** the show, it is **very** easy to "
        "**Ada Quill:** use and **Tom Reed:** good.\n",
        "flat.md",
    )
    assert document.text.split("\n") == [
        "Night",
        "Hello and",
        "welcome to",
        "the show, it is very easy to",
        "use and",
        "good.",
    ]
    assert [s.speaker for s in document.segments] == [None, None, "Ada Quill", "Tom Reed", "Ada Quill", "Tom Reed"]


def test_later_turns_of_a_label_line_layout(tmp_path):
    document = read(tmp_path, "SPEAKER_00:\n[3.9s] Hello\n[5s] there.\n\nSPEAKER_01:\n[7.25s] Hi.\n")
    assert document.text == "Hello there.\nHi."
    assert [(s.speaker, s.start) for s in document.segments] == [
        ("SPEAKER_00", 3.9),
        ("SPEAKER_00", 5.0),
        ("SPEAKER_01", 7.25),
    ]


def test_broken_lines_of_speech_recognition_are_joined(tmp_path):
    document = read(tmp_path, " A\n nice and I couldn't\n find it in Virgin\n Voyages. In stopping had this\n team\n")
    assert document.text == "A nice and I couldn't find it in Virgin Voyages. In stopping had this team"


def test_numbers_broken_over_paragraphs(tmp_path):
    document = read(tmp_path, "they paid 48\n\n000 pounds for\n\nthe bridge and\n\nleft")
    assert document.text == "they paid 48 000 pounds for the bridge and left"


def test_footers_of_tools_are_left_out(tmp_path):
    document = read(
        tmp_path,
        "**Ada**  0:00  \nHello.\n\n**Tom**  0:05  \nHi.\n\n**Ada**  0:09  \nBye.\n\nTranscribed by https://otter.ai\n",
    )
    assert document.text.split("\n") == ["Hello.", "Hi.", "Bye.", "Transcribed by"]
    assert document.segments[-1].kind == "context"


def test_what_only_looks_like_a_label_is_speech(tmp_path):
    document = read(
        tmp_path,
        "WEBVTT\n\n00:00.000 --> 00:02.000\nAda Quill: Hello.\n\n"
        "00:02.000 --> 00:04.000\nHere is the thing: it sings.\n\n"
        "00:04.000 --> 00:06.000\nTom Reed: It took two years\n\n00:06.000 --> 00:08.000\n- no, three.\n\n"
        "00:08.000 --> 00:09.000\nAda Quill: Right.\n\n00:09.000 --> 00:10.000\nTom Reed: Yes.\n",
    )
    assert document.text.split("\n") == [
        "Hello. Here is the thing: it sings.",
        "It took two years - no, three.",
        "Right.",
        "Yes.",
    ]


def test_stamped_links_lead_to_the_recording(tmp_path):
    document = read(
        tmp_path,
        "# Bridges\n\n[Our page](https://example.org/show)\n\n"
        "Ada Quill [(00:00:00)](https://example.org/watch?v=1&t=0) Hello.\n\n"
        "Tom Reed [(00:00:09)](https://example.org/watch?v=1&t=9) Hi.\n\n"
        "[(00:00:12)](https://example.org/watch?v=1&t=12) Bye.\n",
    )
    assert (document.title, document.url) == ("Bridges", "https://example.org/watch?v=1")
    assert [(s.speaker, s.start) for s in document.segments if s.kind == "speech"] == [
        ("Ada Quill", 0.0),
        ("Tom Reed", 9.0),
        ("Tom Reed", 12.0),
    ]


def test_chapters_before_a_transcript_are_context(tmp_path):
    document = read(
        tmp_path,
        "# Bridges\n\nLinks:\n\n- [0:00](#a) – Steel\n- [1:00](#b) – Rope\n\n## Steel\n\n"
        "Ada Quill [(00:00:00)](https://example.org/w?t=0) Hello.\n\n"
        "Tom Reed [(00:00:09)](https://example.org/w?t=9) Hi.\n\n"
        "Ada Quill [(00:01:00)](https://example.org/w?t=60) Bye.\n",
    )
    assert spoken(document) == ["Hello.", "Hi.", "Bye."]
    assert [line.strip(" –-") for line in context(document)] == ["Bridges", "Links:", "Steel", "Rope", "Steel"]


def test_letters_saved_in_the_wrong_encoding(tmp_path):
    document = read(tmp_path, "---\ntitle: Bridges â€” the show\n---\n\n# 𝐁𝐫𝐢𝐝𝐠𝐞𝐬\n\nIt doesnâ€™t ﬁt the cafe\u0301.\n")
    assert document.title == "Bridges — the show"
    assert document.text.split("\n") == ["Bridges — the show", "Bridges", "It doesn’t fit the café."]
