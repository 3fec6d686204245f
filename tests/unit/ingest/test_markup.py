# ruff: noqa: E501 - markup reads best as the tools write it
from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_helpers import context, read, spoken

from pipeline.ingest.markup import tokens

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Transcript for Night Train #3</title>
<link rel="canonical" href="https://example.org/3"/><style>p { color: red }</style>
<meta property="article:published_time" content="2024-05-06T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><script>var a = "<p>no</p>";</script>
<cite>Ada Quill:</cite>
<p>It&#39;s <b>Night</b> Train. <!-- not this --> We say &quot;hello&quot;.</p>
<p>And more.</p>
<cite>Tom Reed:</cite>
<p>R&amp;D is fun.<br/>Yes [laughter] it is.</p>
<footer>Copyright</footer></body></html>"""


def test_a_transcript_page(tmp_path):
    document = read(tmp_path, PAGE, "page.html")
    assert document.text.split("\n") == [
        "Transcript for Night Train #3",
        'It\'s Night Train. We say "hello". And more.',
        "R&D is fun. Yes it is.",
    ]
    assert [s.speaker for s in document.segments] == [None, "Ada Quill", "Ada Quill", "Tom Reed", "Tom Reed"]
    assert (document.title, document.date, document.url) == (
        "Transcript for Night Train #3",
        "2024-05-06",
        "https://example.org/3",
    )


def test_times_and_speakers_in_the_text(tmp_path):
    document = read(
        tmp_path,
        "<html><body><p>Ada Quill 0:05<br>Hello there.</p><p></p><p>Tom 1:02:03</p><p>Hi, Ada.</p><p>Ada Quill 1:02:09</p>"
        "<p>Bye.</p></body></html>",
        "otter.html",
    )
    assert document.text == "Hello there.\nHi, Ada.\nBye."
    assert [(s.speaker, s.start) for s in document.segments] == [
        ("Ada Quill", 5.0),
        ("Tom", 3723.0),
        ("Ada Quill", 3729.0),
    ]


def test_an_article(tmp_path):
    document = read(
        tmp_path,
        "<html><body><header>The Daily</header><main><article><h1>Bridges</h1><p>Ada built <a href='x'>a bridge</a>.</p>"
        "<ul><li>One</li><li>Two</li></ul><p>As <cite>Nature</cite> said: yes.</p></article></main>"
        "<div>Related</div></body></html>",
        "article.html",
    )
    assert context(document) == ["Bridges"]
    assert document.text.split("\n")[1:] == ["Ada built a bridge.", "One", "Two", "As Nature said: yes."]
    assert document.title == "Bridges"


def test_ttml_words_are_parted_and_clocks_mixed(tmp_path):
    document = read(
        tmp_path,
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><head><metadata><ttm:title>Night Train</ttm:title>'
        '<ttm:agent xml:id="a1" type="person"><ttm:name>Ada Quill</ttm:name></ttm:agent></metadata></head><body dur="9.0"><div>'
        '<p begin="4.860" end="1:04.860" ttm:agent="a1"><span begin="4.860" end="6.0" podcasts:unit="sentence">'
        '<span begin="4.860" end="5.0" podcasts:unit="word">Hello</span><span begin="5.0" end="6.0" podcasts:unit="word">you.'
        '</span></span></p><p begin="1:18:47.5" end="1:18:48.0" ttm:agent="SPEAKER_2"><span begin="1:18:47.5" end="1:18:48.0" '
        'podcasts:unit="sentence"><span begin="1:18:47.5" end="1:18:48" podcasts:unit="word">R&amp;D</span></span></p></div>'
        "</body></tt>",
        "talk.ttml",
    )
    assert document.text == "Night Train\nHello you.\nR&D"
    assert [(s.speaker, s.start, s.stop) for s in document.segments[1:]] == [
        ("Ada Quill", 4.86, 6.0),
        ("SPEAKER_2", 4727.5, 4728.0),
    ]


def test_ttml_of_subtitles(tmp_path):
    document = read(
        tmp_path,
        '<?xml version="1.0"?>\n<tt ttp:tickRate="10"><body><div>\n<p begin="5t" end="20t">Two lines<br/>of '
        '<span tts:fontStyle="italic">one</span>, cue.</p>\n<p begin="500ms" dur="2s">Next.</p></div></body></tt>',
        "talk.xml",
    )
    assert document.text == "Two lines of one, cue. Next."
    assert [(s.start, s.stop) for s in document.segments] == [(0.5, 2.0), (0.5, 2.5)]


def test_podlove_and_youtube(tmp_path):
    podlove = read(
        tmp_path,
        '<?xml version="1.0"?><pst:transcripts xmlns:pst="http://podlove.org/simple-transcripts"><pst:speech>'
        '<pst:speaker>Ada</pst:speaker>\n<pst:item start="00:00:00.820" end="00:00:01.660">Welcome to</pst:item>\n'
        '<pst:item start="00:00:01.660" end="00:00:02">it.</pst:item></pst:speech><pst:speech><pst:speaker/>'
        '<pst:item start="00:00:03" end="00:00:04">Thanks.</pst:item></pst:speech></pst:transcripts>',
        "talk.xsl",
    )
    assert podlove.text == "Welcome to it.\nThanks."
    assert [(s.speaker, s.start) for s in podlove.segments] == [("Ada", 0.82), ("Ada", 1.66), (None, 3.0)]
    youtube = read(
        tmp_path,
        '<?xml version="1.0" encoding="utf-8" ?><transcript><text start="0.5" dur="1.5">it&amp;#39;s</text>'
        '<text start="2" dur="1">good</text></transcript>',
        "yt.xml",
    )
    assert [(s.start, s.stop) for s in youtube.segments] == [(0.5, 2.0), (2.0, 3.0)]
    timed = read(
        tmp_path,
        '<timedtext format="3"><body><p t="160" d="4320"><s ac="1">hello</s><s t="559"> you</s></p></body></timedtext>',
        "yt3.xml",
    )
    assert timed.text == "hello you"
    assert timed.segments[0].start == 0.16


def test_an_entity_bomb_stays_small(tmp_path):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    document = read(
        tmp_path,
        f'<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a0 "boom">{entities}]>'
        '<tt><body><p begin="1s">hello &a19; you</p></body></tt>',
        "bomb.xml",
    )
    assert document.text == "hello &a19; you"


class Oracle(HTMLParser):
    """Tags and text as the standard library sees them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append(("start", tag))

    def handle_startendtag(self, tag, attrs):
        self.found += [("start", tag), ("end", tag)]

    def handle_endtag(self, tag):
        self.found.append(("end", tag))

    def handle_data(self, data):
        self.found.append(("text", data))


def seen_by_oracle(raw: str) -> list[tuple[str, str]]:
    oracle = Oracle()
    oracle.feed(raw)
    oracle.close()
    merged: list[tuple[str, str]] = []
    for kind, value in oracle.found:
        if kind == "text" and merged and merged[-1][0] == "text":
            merged[-1] = ("text", merged[-1][1] + value)
        else:
            merged.append((kind, value))
    return merged


def seen_by_us(raw: str) -> list[tuple[str, str]]:
    merged: list[tuple[str, str]] = []
    for token in tokens(raw):
        value = raw[token.begin : token.end] if token.kind == "text" else token.name
        if token.kind == "text" and merged and merged[-1][0] == "text":
            merged[-1] = ("text", merged[-1][1] + value)
        else:
            merged.append((token.kind, value))
    return merged


ELEMENTS = st.recursive(
    st.sampled_from(["hello you", " ", "\n", "a > b", "<!-- note -->", '<br class="x>y"/>', "<img src='it'>", "<hr>"]),
    lambda inner: st.builds(
        lambda tag, attrs, parts: f"<{tag}{attrs}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "div", "B", "span", "pst:item"]),
        st.sampled_from(["", ' class="a b"', " data-x='1 > 0'", ' start=0.5 end="2"']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(ELEMENTS)
def test_tokens_are_those_of_the_standard_parser(raw):
    assert seen_by_us(raw) == seen_by_oracle(raw)


@pytest.mark.parametrize(
    "raw", ["<p", "a < b", "<p>it's <b", "<!-- open", "</p></div>", "<script>x", "<p title=it's>a</p>"]
)
def test_broken_markup_keeps_its_words(raw):
    text = "".join(value for kind, value in seen_by_us(raw) if kind == "text")
    assert all(word in text for word in ("a", "it's", "open", "x") if word in raw and f"={word}" not in raw)


def test_spoken_lines_of_unclosed_paragraphs(tmp_path):
    assert spoken(read(tmp_path, "<p>One.<p>Two.<p>Three.", "open.html")) == ["One.", "Two.", "Three."]
