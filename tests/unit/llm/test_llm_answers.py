"""What an answer may look like, windows, quotes and the cache: nothing here asks anybody."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.llm.cache import Cache
from pipeline.llm.quoting import places
from pipeline.llm.records import Answer
from pipeline.llm.schema import MOST, NoJson, answer_schema, read_answer
from pipeline.llm.terms import Terms, plain
from pipeline.llm.windows import WINDOW, windows
from pipeline.ontology import load_ontology
from pipeline.records import Document, Run, Segment, Source

CLAIM = {"quote": "A bought B", "subject": "B", "predicate": "acquiredBy", "object": "A"}


def test_an_answer_in_a_fence_or_among_words() -> None:
    content = json.dumps({"claims": [CLAIM]})
    for text in (content, f"```json\n{content}\n```", f"Here you are:\n{content}\nAnything else?"):
        (claim,) = read_answer(text).claims
        assert (claim.subject, claim.polarity, claim.modality) == ("B", "affirmed", "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot do that.",
        '{"claims": [{"quote": "A bou',
        "[1, 2]",
        '{"answer": 42}',
        "{" * 5000 + "}" * 5000,
        "null",
    ],
)
def test_what_is_no_answer(text: str) -> None:
    with pytest.raises(NoJson):
        read_answer(text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"subject": 7}, "subject is no text"),
        ({"subject": " "}, "subject is missing"),
        ({"quote": None}, "quote is no text"),
        ({"quote": "x" * 601}, "longer than 600"),
        ({"polarity": "maybe"}, "polarity is none of affirmed, denied"),
        ({"modality": ["asserted"]}, "modality is no text"),
    ],
)
def test_an_entry_of_the_wrong_shape_is_a_fault_and_the_others_stay(change: dict[str, object], told: str) -> None:
    proposals = read_answer(json.dumps({"claims": [CLAIM | change, CLAIM, "A bought B", None]}))
    assert len(proposals.claims) == 1
    assert len(proposals.faults) == 3
    assert told in proposals.faults[0][1]


@pytest.mark.parametrize("value", ["7", True, None, [7], float("nan"), float("inf"), 10**400])
def test_a_number_is_a_number(value: object) -> None:
    number = {"quote": "7", "subject": "A", "property": "userCount", "value": value}
    proposals = read_answer(json.dumps({"quantities": [number]}))
    assert not proposals.numbers
    assert len(proposals.faults) == 1


def test_a_model_that_repeats_itself_is_cut_short() -> None:
    proposals = read_answer(json.dumps({"claims": [CLAIM | {"quote": f"A bought B {n}"} for n in range(100)]}))
    assert len(proposals.claims) == MOST
    assert "76 more claims" in proposals.faults[0][0]
    assert len(read_answer(json.dumps({"claims": [CLAIM] * 20})).claims) == 1


def test_unpaired_surrogates_do_no_harm() -> None:
    (claim,) = read_answer(
        '{"claims": [{"quote": "a\\ud800b", "subject": "s", "predicate": "p", "object": "o"}]}'
    ).claims
    assert claim.quote.encode()
    ((fault, _),) = read_answer('{"claims": ["a\\ud800b"]}').faults
    assert fault.encode()


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("the firm grew", ["The  Firm\ngrew"]),
        ("The firm’s own", ["the firm's own"]),
        ("firm gre", []),
        ("the firm did grow", []),
        ("“The firm grew”", ["The  Firm\ngrew"]),
        ("", []),
        (".*", [".*"]),
        ("a.*d", []),
    ],
)
def test_a_quote_stands_word_for_word(quote: str, found: list[str]) -> None:
    text = "Yes. The  Firm\ngrew, and the firm's own 3.*4 fell."
    assert [text[begin:end] for begin, end in places(text, quote, 0, len(text))] == found


def test_terms_are_the_ontology_s() -> None:
    ontology = load_ontology()
    terms = Terms(ontology)
    assert {"foundedBy", "acquiredBy"} <= set(terms.predicates)
    assert "founded" not in terms.predicates  # an inverse is read and turned, and not asked for
    assert terms.inverses["founded"] == (terms.predicates["foundedBy"], True)
    assert terms.inverses[plain("acquired by")] == (terms.predicates["acquiredBy"], False)
    text = terms.text()
    for iri in terms.predicates.values():
        assert ontology.predicates[iri].definition in text
    for said in ("denied (", "questioned (", "role: "):
        assert said in text
    schema = answer_schema(terms)
    assert schema["properties"]["claims"]["items"]["properties"]["predicate"]["enum"] == list(terms.predicates)


def test_windows_hold_every_sentence_once() -> None:
    sentence = "Ada spoke of boats and of the sea. "
    text = sentence * 200
    sentences = [(i * len(sentence), (i + 1) * len(sentence) - 1) for i in range(200)]
    document = Document(
        "d", Source("d.txt", "text", "0"), text, text, (Run(0, len(text), 0, len(text)),), (Segment(0, len(text)),)
    )
    found = windows(document, sentences)
    assert all(window.end - window.begin <= WINDOW for window in found)
    assert found[0].begin == 0
    for window, following in pairwise(found):
        assert window.end < following.begin <= window.end + 2
        assert following.before < following.begin
    assert found[-1].end == sentences[-1][1]


def test_the_cache_forgets_nothing_and_tells_nobody(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new", "1", "toy", "http://127.0.0.1/v1")
    assert cache.get("what?") is None
    cache.put("what?", Answer("yes", 7, 1))
    assert cache.get("what?") == Answer("yes", 7, 1)
    assert cache.place("what?").stat().st_mode & 0o077 == 0
    for other in (
        ("2", "toy", "http://127.0.0.1/v1"),
        ("1", "toys", "http://127.0.0.1/v1"),
        ("1", "toy", "https://x/v1"),
    ):
        assert Cache(tmp_path / "new", *other).get("what?") is None
    cache.place("what?").write_bytes(b'{"text": "ye')
    assert cache.get("what?") is None
