"""Which name is the document's own work, and whose occasion it is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from resolve_helpers import talk

from pipeline.ontology import Ontology
from pipeline.records import Document, Extraction, Mention, Segment, Vote
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.work import add_field_name, episode, house, name_series, occasion, own_work, work_class


def named(document: Document, cls: str | None, *names: str, detector: str = "test") -> Cluster:
    """The cluster of these spellings, as it stands in the document."""
    cluster = Cluster(names[0].lower())
    places = [match.start() for name in names for match in re.finditer(re.escape(name), document.text)]
    cluster.first = min(places, default=0)
    for name in names:
        cluster.texts[name] += max(1, document.text.count(name))
        if any(document.segment_at(m.start()).kind == "context" for m in re.finditer(re.escape(name), document.text)):
            cluster.context.add(name)
    cluster.votes.append(Vote(cls or "", detector, 1.0))
    return cluster


def own(ontology: Ontology, *turns: tuple[str, str], title: str | None = None, detector: str = "test") -> str | None:
    """Which of two works, Harbour Light and Night Train, the document is."""
    document = talk(*turns, title=title)
    cls = work_class(ontology)
    clusters = [named(document, cls, name, detector=detector) for name in ("Harbour Light", "Night Train")]
    found = own_work(document, [cluster for cluster in clusters if cluster.label in document.text], ontology)
    return found.label if found else None


FAR = ("", "It rained. " * 600)  # neither opening nor closing


@pytest.mark.parametrize(
    "words",
    [
        "Welcome to Harbour Light.",
        "Hello and welcome back to another episode of Harbour Light.",
        "You are listening to the Harbour Light.",
        "This is Harbour Light, and it rains.",
        "It is the Harbour Light podcast.",
        "It’s “Harbour Light”.",
    ],
)
def test_what_introduces_itself_is_the_work(words: str, ontology: Ontology) -> None:
    assert own(ontology, ("", words), FAR, ("", "We saw Night Train. Then Night Train again."), FAR) == "Harbour Light"


def test_what_is_only_spoken_of_is_not(ontology: Ontology) -> None:
    assert own(ontology, ("", "We saw Harbour Light."), ("", "And Night Train.")) is None
    assert own(ontology, ("context", "We saw Harbour Light."), ("", "And Night Train.")) is None
    assert own(ontology, ("context", "The Harbour Light podcast."), ("", "It rained.")) is None


def test_the_report_of_others_is_no_work_of_ours(ontology: Ontology) -> None:
    assert own(ontology, ("", "They read the Harbour Light report."), ("", "It rained.")) is None
    assert own(ontology, ("", "They read the Harbour Light newsletter."), ("", "It rained.")) == "Harbour Light"


def test_the_title_begins_with_the_work(ontology: Ontology) -> None:
    turns = (("", "We saw Harbour Light and Night Train."),)
    assert own(ontology, *turns, title="Night Train: Of Rails") == "Night Train"
    assert own(ontology, *turns, title="night train - Of Rails") == "Night Train"
    assert own(ontology, *turns, title="Of Rails: Night Train") is None
    assert own(ontology, *turns) is None


def test_a_field_of_the_header_or_its_show_weighs_more_than_the_title(ontology: Ontology) -> None:
    document = talk(("context", "Harbour Light"), ("", "Night Train came."), title="Night Train: Of Rails")
    cls = work_class(ontology)
    train = named(document, cls, "Night Train")
    for detector in ("fields", "show"):
        light = named(document, cls, "Harbour Light", detector=detector)
        assert own_work(document, [train, light], ontology) is light
    plain = named(document, cls, "Harbour Light")
    assert own_work(document, [train, plain], ontology) is train


def test_an_organisation_is_no_work(ontology: Ontology) -> None:
    document = talk(("", "Welcome to Harbour Light. This is Harbour Light."))
    group = named(document, ontology.class_of_ner("ORG"), "Harbour Light")
    assert own_work(document, [group], ontology) is None


def test_of_equals_the_first_is_the_work(ontology: Ontology) -> None:
    document = talk(("", "Welcome to Night Train. Welcome to Harbour Light."))
    clusters = [named(document, work_class(ontology), name) for name in ("Harbour Light", "Night Train")]
    found = own_work(document, clusters, ontology)
    assert found is not None
    assert found.label == "Night Train"


def test_the_whole_field_of_the_show_is_a_name_too(ontology: Ontology) -> None:
    document = talk(("context", "Acme Radio - Harbour Light "), ("context", "Harbour Light, again"), ("", "It rained."))
    first, second, speech = document.segments
    segments = (Segment(first.begin, first.end, "context", field="show"), second, speech)
    document = Document("d", document.source, document.raw, document.text, document.runs, segments)
    work = named(document, work_class(ontology), "Harbour Light")
    mentions = tuple(Mention(m.start(), m.end(), "Harbour Light") for m in re.finditer("Harbour Light", document.text))
    work.mentions = [1]
    add_field_name(Extraction(document, mentions, ()), work)
    assert set(work.texts) == {"Harbour Light"}
    work.mentions = [0]
    add_field_name(Extraction(document, mentions, ()), work)
    assert set(work.texts) == {"Harbour Light", "Acme Radio - Harbour Light"}
    assert work.label == "Harbour Light"


def test_an_episode_without_a_show_is_called_by_its_title(ontology: Ontology) -> None:
    cluster = episode(talk(("", "It rained."), title="Of Rails | Channel | 12"), ontology)
    assert cluster is not None
    assert cluster.label == "Of Rails"
    assert cluster.cls(ontology) == work_class(ontology)
    assert episode(talk(("", "It rained.")), ontology) is None


@pytest.mark.parametrize(
    ("words", "is_house"),
    [
        ("Welcome to the Acme third quarter earnings call.", True),
        ("Welcome to the Acme Q2 2025 Earnings\nConference Call.", True),
        ("Thank you for joining Acme's annual conference today.", True),
        ("Welcome to the Acme Corp. first quarter earnings call.", True),
        ("Hello from Acme and a warm hello to our spring conference.", True),
        ("Welcome to Acme.", False),
        ("We met Acme at a conference.", False),
        ("Welcome to the show. Acme had a conference.", False),
    ],
)
def test_whose_occasion_it_is(words: str, is_house: bool, ontology: Ontology) -> None:
    document = talk(("", words))
    acme = named(document, ontology.class_of_ner("ORG"), "Acme")
    assert house(document, [acme], ontology)[0] is (acme if is_house else None)


@pytest.mark.parametrize(
    ("words", "is_meeting"),
    [
        ("Welcome to the Acme results call.", True),
        ("Thank you for joining the Acme annual conference.", True),
        ("Welcome to the Acme podcast.", False),
        ("Welcome to the Acme garden.", False),
    ],
)
def test_at_a_meeting_people_speak_for_the_house(words: str, is_meeting: bool, ontology: Ontology) -> None:
    document = talk(("", words))
    assert house(document, [named(document, ontology.class_of_ner("ORG"), "Acme")], ontology)[1] is is_meeting


def test_only_an_organisation_has_occasions_and_only_at_the_opening(ontology: Ontology) -> None:
    document = talk(("", "Welcome to the Acme conference."))
    assert house(document, [named(document, ontology.class_of_ner("PERSON"), "Acme")], ontology) == (None, False)
    late = talk(FAR, ("", "Welcome to the Acme conference."))
    assert house(late, [named(late, ontology.class_of_ner("ORG"), "Acme")], ontology) == (None, False)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Harbour Summit: Boats", True),
        ("Harbour Summit Oslo 2026: Boats and Nets", True),
        ("Harbour Summit - Boats", True),
        ("Harbour Summits: Boats", False),
        ("What the Harbour Summit: Boats said", False),
        ("Harbour Summit was fun", False),
        (None, False),
    ],
)
def test_the_event_that_opens_the_title_is_what_was_recorded(
    title: str | None, found: bool, ontology: Ontology
) -> None:
    document = talk(("", "We are at the Harbour Summit."), title=title)
    event = named(document, ontology.class_of_ner("EVENT"), "Harbour Summit")
    assert (occasion(document, [event], ontology) is event) is found
    person = named(document, ontology.class_of_ner("PERSON"), "Harbour Summit")
    assert occasion(document, [person], ontology) is None


@pytest.mark.parametrize(
    ("field", "title", "label"),
    [
        ("Harbour Radio - Rain Today", "Wet streets", "Harbour Radio Rain Today"),
        ("The Wall Street Journal - Explainers", "Wet streets | WSJ", "WSJ Explainers"),
        ("The Wall Street Journal - Explainers", "Wet streets | WSJ Explainers", "WSJ Explainers"),
        ("The Wall Street Journal - Explainers", "Wet streets", "The Wall Street Journal Explainers"),
        ("Harbour Radio - The Explainers", "Wet streets", "The Explainers"),
        ("Harbour Radio - Quillmark", "Wet streets", "Quillmark"),
    ],
)
def test_a_series_whose_name_says_nothing_is_called_by_channel_and_name(
    field: str, title: str, label: str, ontology: Ontology
) -> None:
    document = talk(("context", field), ("", "It rained."), title=title)
    document = replace(document, segments=(replace(document.segments[0], field="show"), *document.segments[1:]))
    channel, series = field.split(" - ")
    mentions = (Mention(0, len(channel), channel, ()), Mention(len(field) - len(series), len(field), series, ()))
    maker, work = (Cluster(text.lower(), mentions=[index]) for index, text in enumerate((channel, series)))
    maker.texts[channel] += 1
    work.texts[series] += 1
    work.context.add(series)
    maker.known = next((e for e in ontology.entities.values() if e.label == channel), None)
    name_series(Extraction(document, mentions, ()), work, [maker, work], lambda word: word != "Quillmark")
    assert work.label == label


def test_a_series_that_somebody_says_alone_needs_no_channel() -> None:
    document = talk(("context", "Harbour Radio - Rain Today"), ("", "Welcome to Rain Today."), title="Wet streets")
    document = replace(document, segments=(replace(document.segments[0], field="show"), *document.segments[1:]))
    places = [match.span() for match in re.finditer("Rain Today", document.text)]
    work = Cluster("raintoday", mentions=[0, 1])
    work.texts["Rain Today"] += 2
    mentions = tuple(Mention(begin, end, "Rain Today", ()) for begin, end in places)
    name_series(Extraction(document, mentions, ()), work, [work], lambda word: True)
    assert work.label == "Rain Today"
