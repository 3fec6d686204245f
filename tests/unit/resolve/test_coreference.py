"""What a pronoun or "the company" stands for: only where exactly one thing fits."""

from __future__ import annotations

from resolve_helpers import places_of, sentences_of, talk

from pipeline.ontology import Ontology
from pipeline.records import Mention, MentionKind, Vote
from pipeline.resolve.coreference import Antecedents, Place
from pipeline.resolve.pronouns import Referent

ANY: frozenset[str] = frozenset()


def cls(label: str, ontology: Ontology) -> str:
    found = ontology.class_of_ner(label)
    assert found
    return found


class Talk:
    """A talk in which Ann and Bo are people, Acme and Brook organisations, Oslo is a place."""

    def __init__(self, ontology: Ontology, *turns: tuple[str, str], **more: object) -> None:
        kinds = {"Ann": "PERSON", "Bo": "PERSON", "Acme": "ORG", "Brook": "ORG", "Oslo": "GPE"}
        self.ontology, self.document = ontology, talk(*turns)
        classes = {name: cls(label, ontology) for name, label in kinds.items()}
        spots = sorted(places_of(self.document, {name: name for name in kinds}).items())
        places = tuple(Place(begin, name, classes[name]) for (begin, _), name in spots)
        sentences = sentences_of(self.document)
        nobody = (None,) * len(sentences)
        about = {"speakers": nobody, "organisations": nobody, "classes": classes} | more
        self.antecedents = Antecedents(self.document, ontology, sentences, places, **about)  # type: ignore[arg-type]

    def find(
        self,
        words: str,
        wanted: frozenset[str] = ANY,
        exclude: str | None = None,
        kind: MentionKind = "pronoun",
        votes: tuple[Vote, ...] = (),
    ) -> tuple[str | None, float]:
        """What the last of these words stands for, and how sure that is."""
        begin = self.document.text.rindex(words)
        entity, sure, reason = self.antecedents.find(
            Mention(begin, begin + len(words), words, kind, votes), wanted, exclude
        )
        assert reason
        return entity, round(sure, 2)


def test_it_is_the_only_thing_and_less_sure_the_longer_ago(ontology: Ontology) -> None:
    assert Talk(ontology, ("", "Acme grew until it fell.")).find("it") == ("Acme", 0.85)
    assert Talk(ontology, ("", "Acme grew. Then it fell.")).find("it") == ("Acme", 0.75)
    assert Talk(ontology, ("", "Acme grew. Rain came. Then it fell.")).find("it") == ("Acme", 0.65)
    assert Talk(ontology, ("", "Acme grew. Rain came. Snow came. Then it fell.")).find("it") == (None, 0)
    assert Talk(ontology, ("", "Then it fell. Acme grew.")).find("it") == (None, 0)


def test_it_is_nobody_and_they_are_no_place(ontology: Ontology) -> None:
    text = ("", "In Oslo that winter Ann met Acme. Then they left.")
    person, group = cls("PERSON", ontology), cls("ORG", ontology)
    assert Talk(ontology, text).find("they") == (None, 0)
    assert Talk(ontology, text).find("they", frozenset({group})) == ("Acme", 0.75)
    assert Talk(ontology, text).find("they", frozenset({person})) == (None, 0)  # they are more than one
    assert Talk(ontology, ("", "Acme left Oslo. Then they fell.")).find("they") == ("Acme", 0.75)
    assert Talk(ontology, ("", "Ann met Acme. Then it fell.")).find("it") == ("Acme", 0.75)
    assert Talk(ontology, ("", "Acme and Ann who left.")).find("who") == ("Ann", 0.85)


def test_what_stands_at_the_other_end_of_the_claim_is_not_meant(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Acme bought Brook, and it fell."))
    assert there.find("it") == (None, 0)
    assert there.find("it", exclude="Acme") == ("Brook", 0.85)


def test_of_several_the_subject_of_the_sentence_before_if_the_pronoun_is_a_subject(ontology: Ontology) -> None:
    assert Talk(ontology, ("", "Acme bought Brook. It fell.")).find("It") == ("Acme", 0.7)
    assert Talk(ontology, ("", "Acme bought Brook. By some bad luck it fell.")).find("it") == (None, 0)
    assert Talk(ontology, ("", "In all those years Acme bought Brook. It fell.")).find("It") == (None, 0)
    assert Talk(ontology, ("", "Acme bought Brook. Rain. It fell.")).find("It") == (None, 0)


def test_another_speaker_ends_it_but_not_after_a_question(ontology: Ontology) -> None:
    assert Talk(ontology, ("A", "Acme grew."), ("B", "Then it fell.")).find("it") == (None, 0)
    assert Talk(ontology, ("A", "Who owns Acme?"), ("B", "Then it fell.")).find("it") == ("Acme", 0.75)
    assert Talk(ontology, ("A", "Acme? Who?"), ("B", "Then it fell.")).find("it") == ("Acme", 0.65)
    assert Talk(ontology, ("A", "Acme. Who?"), ("B", "Yes."), ("A", "Then it fell.")).find("it") == (None, 0)
    assert Talk(ontology, ("context", "Who owns Acme?"), ("A", "Then it fell.")).find("it") == (None, 0)


def test_the_company_is_what_its_noun_says(ontology: Ontology) -> None:
    company = (Vote(cls("ORG", ontology), "nominal", 1.0),)
    there = Talk(ontology, ("", "Oslo liked Acme. There the company grew."))
    assert there.find("the company", kind="nominal", votes=company) == ("Acme", 0.75)
    two = Talk(ontology, ("", "Acme bought Brook. The company grew."))
    assert two.find("The company", kind="nominal", votes=company) == (None, 0)


def test_he_and_she_are_whom_the_talk_is_about(ontology: Ontology) -> None:
    document = talk(("", "Ann slept. She left."))
    personal = {document.text.index("She"): Referent("Ann", 0.6)}
    there = Talk(ontology, ("", "Ann slept. She left."), personal=personal)
    assert there.find("She") == ("Ann", 0.6)
    assert there.find("She", exclude="Ann") == (None, 0)
    assert there.find("She", frozenset({cls("ORG", ontology)})) == (None, 0)
    assert Talk(ontology, ("", "Ann slept. She left.")).find("She") == (None, 0)


def test_i_is_who_speaks_and_we_the_house(ontology: Ontology) -> None:
    person, group = frozenset({cls("PERSON", ontology)}), frozenset({cls("ORG", ontology)})
    who = {"speakers": (None, "Ann"), "organisations": (None, "Acme")}
    there = Talk(ontology, ("", "It rained. I think we lost our boat, my boat"), **who)
    assert there.find("I") == ("Ann", 0.9)
    assert there.find("I", group) == (None, 0)
    assert there.find("we") == ("Acme", 0.9)
    assert there.find("we", person) == ("Ann", 0.9)
    assert there.find("we", exclude="Acme") == ("Ann", 0.9)
    assert there.find("my") == ("Ann", 0.9)
    assert there.find("my", group) == ("Acme", 0.9)
    assert there.find("our boat", kind="nominal") == (None, 0)
    assert there.find("our boat", kind="nominal", votes=(Vote(cls("ORG", ontology), "n", 1.0),)) == ("Acme", 0.9)
    assert Talk(ontology, ("", "It rained. I slept.")).find("I") == (None, 0)


def test_you_is_who_is_spoken_to(ontology: Ontology) -> None:
    group = frozenset({cls("ORG", ontology)})
    there = Talk(ontology, ("", "It rained. You slept."), addressees=((None, None), ("Bo", "Brook")))
    assert there.find("You") == ("Bo", 0.85)
    assert there.find("You", group) == ("Brook", 0.85)
    assert there.find("You", group, exclude="Brook") == (None, 0)
    assert Talk(ontology, ("", "You slept.")).find("You") == (None, 0)


def test_an_office_is_of_the_house_whose_occasion_it_is(ontology: Ontology) -> None:
    votes = (Vote(cls("ORG", ontology), "house", 1.0),)
    text = ("", "The treasurer spoke.")
    there = Talk(ontology, text, house="Acme")
    assert there.find("The treasurer", votes=votes) == ("Acme", 0.9)
    assert there.find("The treasurer", exclude="Acme", votes=votes) == (None, 0)
    assert there.find("The treasurer", frozenset({cls("PERSON", ontology)}), votes=votes) == (None, 0)
    assert Talk(ontology, text).find("The treasurer", votes=votes) == (None, 0)
