from __future__ import annotations

import pytest
from ingest_helpers import read

GERMAN = (
    "Heute sprechen wir über Brücken und darüber, wie man sie baut, damit sie lange stehen und niemand hineinfällt. "
)
CHINESE = "今天我们来谈谈健康的问题，为什么很多人睡不好觉。"


@pytest.mark.parametrize(("text", "language"), [(GERMAN * 3, "de"), (CHINESE * 10, "zh")])
def test_another_language_is_noticed(tmp_path, text, language):
    document = read(tmp_path, text)
    assert document.language == language
    assert "not English" in document.warnings[0]


def test_english_needs_no_notice(tmp_path):
    document = read(tmp_path, "So this is what we do with it, and that is why you are here. " * 3)
    assert (document.language, document.warnings) == ("en", ())


def test_a_declared_language_counts_where_words_are_few(tmp_path):
    assert read(tmp_path, "WEBVTT\nLanguage: de-DE\n\n00:00.000 --> 00:01.000\nGuten Tag\n", "a.vtt").language == "de"


def test_what_speech_lacks_is_told(tmp_path):
    words = "so this is what we do and that is why you are here "
    bare = read(tmp_path, words * 20)
    assert "without sentence ends and capitals" in bare.warnings[-1]
    cased = read(tmp_path, words.title() * 20)
    assert "without sentence ends:" in cased.warnings[-1]
    headed = read(tmp_path, "---\ntitle: All About The Great Harbour Of Ostrava\n---\n\n" + words * 20, "a.md")
    assert "capitals" in headed.warnings[-1]
