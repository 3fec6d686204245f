from __future__ import annotations

from pipeline.graph.passages import mentions_of, turns
from pipeline.records import Document, Entity, KnowledgeGraph, Occurrence, Run, Segment, Sentence, Source

RAW = "[ann] Bo met  Bob in Bonn.\n[ben] Bo left."
TEXT = "Bo met Bob in Bonn.\nBo left."
RUNS = (Run(0, 6, 6, 12), Run(7, 19, 14, 26), Run(20, 28, 33, 41))
SEGMENTS = (Segment(0, 19, start=10.0, stop=20.0, speaker="ann"), Segment(20, 28, start=30.0, speaker="ben"))
DOCUMENT = Document("d", Source("d.txt", "text", "0"), RAW, TEXT, RUNS, SEGMENTS)
SENTENCES = (Sentence("d", 0, 19, "ann"), Sentence("d", 20, 28, "ben"))


def graph(*entities: Entity, sentences: tuple[Sentence, ...] = SENTENCES) -> KnowledgeGraph:
    return KnowledgeGraph((DOCUMENT,), entities, (), sentences=sentences)


def named(iri: str, *places: tuple[int, int, str]) -> Entity:
    return Entity(iri, iri, "c", occurrences=tuple(Occurrence("d", *place) for place in places))


def test_a_mention_has_its_sentence_with_time_and_speaker() -> None:
    bo, bob = named("bo", (33, 35, "Bo"), (6, 8, "Bo")), named("bob", (14, 17, "Bob"))
    found = mentions_of(graph(bo, bob))
    first, second = found["bo"]
    assert first.passage is not None
    assert second.passage is not None
    assert (first.passage.text, first.passage.start, first.passage.speaker, first.at) == (TEXT[:19], 10.0, "ann", 0)
    assert (second.passage.text, second.passage.start, second.passage.speaker) == ("Bo left.", 30.0, "ben")
    assert RAW[first.passage.begin : first.passage.end] == RAW[6:26]
    (third,) = found["bob"]
    assert third.passage is not None
    assert third.passage.text[third.at : third.at + 3] == "Bob", "not the Bo before it, nor the Bo of Bonn"
    assert third.at == 7


def test_a_mention_without_text_has_no_passage() -> None:
    for place in ((0, 0, ""), (6, 8, "Bonn"), (2, 4, "nn")):
        (mention,) = mentions_of(graph(named("bo", place)))["bo"]
        assert mention.passage is None
    unknown = Entity("x", "X", "c", occurrences=(Occurrence("elsewhere", 1, 3, "X"),))
    assert mentions_of(graph(unknown))["x"][0].passage is None


def test_turns_end_with_the_line_the_speaker_and_the_size() -> None:
    text = "One. Two. Three.\nFour. Five."
    document = Document("d", Source("d.txt", "text", "0"), text, text, (), ())
    spans = ((0, 4, "a"), (5, 9, "a"), (10, 16, "a"), (17, 22, "a"), (23, 28, "b"))
    sentences = tuple(Sentence("d", *span) for span in spans)
    whole = KnowledgeGraph((document,), (), (), sentences=sentences)
    assert turns(whole, 9) == [0, 0, 0, 1, 2]
    assert turns(whole, 2) == [0, 0, 1, 2, 3]


def test_lines_of_a_description_are_one_turn() -> None:
    text = "One.\nTwo.\nThree.\nFour."
    segments = (Segment(0, 16, "context"), Segment(17, 22))
    document = Document("d", Source("d.txt", "text", "0"), text, text, (), segments)
    sentences = tuple(Sentence("d", *span) for span in ((0, 4), (5, 9), (10, 16), (17, 22)))
    assert turns(KnowledgeGraph((document,), (), (), sentences=sentences), 9) == [0, 0, 0, 1]
