from pipeline.records import Document, Run, Segment, Source
from pipeline.resolve.introductions import whose_voices

ANN, BO = "person/ann", "person/bo"


def conversation(*turns: tuple[str, str]) -> Document:
    text, segments = "", []
    for speaker, words in turns:
        segments.append(Segment(len(text), len(text) + len(words), "speech", speaker=speaker))
        text += words + "\n"
    return Document("d", Source("d.txt", "text", "0"), text, text, (Run(0, len(text), 0, len(text)),), tuple(segments))


def voices(document: Document) -> dict[str, str]:
    names = {}
    for name, person in (("Ann Lee", ANN), ("Ann", ANN), ("Bo", BO)):
        at = document.text.find(name)
        while at >= 0:
            names.setdefault((at, at + len(name)), person)
            at = document.text.find(name, at + 1)
    spans = {span: person for span, person in names.items() if not _inside(span, names)}
    return {voice: person for voice, (person, _) in whose_voices(document, spans).items()}


def _inside(span: tuple[int, int], spans: dict[tuple[int, int], str]) -> bool:
    return any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)


def test_who_introduces_themselves_has_that_voice() -> None:
    found = voices(conversation(("Speaker 1", "Hello. I'm Ann Lee, and this is the show."), ("Speaker 2", "Hi there.")))
    assert found == {"Speaker 1": ANN}


def test_a_guest_who_is_welcomed_speaks_next_and_thanks_the_host() -> None:
    document = conversation(
        ("SPEAKER_00", "Today we talk about harbours. Welcome to the show, Bo."),
        ("SPEAKER_01", "Thank you so much for having me on, Ann."),
        ("SPEAKER_00", "So tell me."),
    )
    assert voices(document) == {"SPEAKER_00": ANN, "SPEAKER_01": BO}


def test_weak_cues_count_together() -> None:
    once = (("1", "Good morning."), ("2", "Thanks, Ann. Revenue grew."), ("1", "Next question."))
    assert voices(conversation(*once)) == {}
    assert voices(conversation(*once, ("2", "Thank you, Ann. Costs fell."))) == {"1": ANN}


def test_two_voices_that_claim_one_name_prove_nothing() -> None:
    document = conversation(("1", "I'm Ann Lee."), ("2", "No, I'm Ann Lee."), ("1", "Really?"))
    assert voices(document) == {}


def test_one_voice_with_two_names_proves_nothing() -> None:
    assert voices(conversation(("1", "I'm Ann Lee. And I'm Bo."), ("2", "Hi."))) == {}


def test_labels_that_several_people_may_share_stay() -> None:
    assert voices(conversation(("Unknown Speaker", "I'm Ann Lee."), ("Guest", "I'm Bo."))) == {}


def test_names_are_left_alone() -> None:
    assert voices(conversation(("Carla Diaz", "I'm Ann Lee's sister."), ("Speaker 2", "Hi."))) == {}


def test_a_question_to_somebody_names_who_answers() -> None:
    document = conversation(
        ("1", "How was it, Bo?"), ("2", "Fine."), ("1", "Good. Bo, what came next?"), ("2", "Rain."), ("1", "Oh.")
    )
    assert voices(document) == {"2": BO}


def test_relatives_are_somebody_else() -> None:
    assert voices(conversation(("1", "I'm Ann's sister."), ("2", "Hi."))) == {}


def test_being_spoken_of_proves_nothing() -> None:
    document = conversation(("1", "I talked with Ann Lee. This is a Bo show."), ("2", "And I'm with Ann."))
    assert voices(document) == {}
