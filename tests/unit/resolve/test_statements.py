"""Claims become statements: who is at their ends, what they say, and why the others are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from resolve_helpers import places_of, sentences_of, talk

from pipeline.ontology import Ontology
from pipeline.records import Aside, Document, Extraction, Mention, Quantity, Relation, Run, Segment, Statement, Vote
from pipeline.resolve.clusters import gather
from pipeline.resolve.document import EXPLAINED, State
from pipeline.settings import Settings
from pipeline.vocabulary import SCHEMA, local_name

KINDS = {"Ann Lee": "PERSON", "Bo Lund": "PERSON", "Acme": "ORG", "Brook": "ORG", "Night Train": "WORK_OF_ART"}
WORKS, LEADS, FOUNDED, HOSTS, GUEST = (SCHEMA + name for name in ("worksFor", "leads", "foundedBy", "hosts", "guestOf"))
RAW = 7  # characters of the raw text before the reading text


class Talk:
    """Claims about the names of `KINDS` and about pronouns, as the extraction would make them."""

    def __init__(self, ontology: Ontology, *turns: tuple[str, str], pronouns: str = "", timed: bool = False) -> None:
        document = talk(*turns)
        text = document.text
        segments = tuple(
            replace(s, start=10.0 * n, stop=10.0 * n + 8) if timed else s for n, s in enumerate(document.segments)
        )
        runs = (Run(0, len(text), RAW, RAW + len(text)),)
        self.document = Document("d", document.source, "x" * RAW + text, text, runs, segments)
        self.ontology = ontology
        names = [
            Mention(*span, name, votes=(Vote(ontology.class_of_ner(KINDS[name]) or "", "test", 1.0),))
            for span, name in places_of(self.document, {name: name for name in KINDS}).items()
        ]
        others = [
            Mention(*span, word, "pronoun")
            for span, word in places_of(self.document, {w: w for w in pronouns.split()}).items()
        ]
        work = [Mention(0, 0, "the show", "work")]
        self.mentions = tuple(sorted((*names, *others, *work), key=lambda mention: mention.begin))

    def at(self, name: str, number: int = 0) -> int:
        return [index for index, mention in enumerate(self.mentions) if mention.text == name][number]

    def claim(self, subject: str, predicate: str, object_: str | Quantity, sure: float = 0.8, **more: Any) -> Relation:
        end: int | Quantity = self.at(object_) if isinstance(object_, str) else object_
        begin = self.mentions[self.at(subject)].begin
        return Relation(self.at(subject), predicate, end, "verb:test", begin, begin, begin + 5, sure, **more)

    def state(self, *claims: Relation, asides: tuple[Aside, ...] = ()) -> State:
        sentences = sentences_of(self.document)
        extraction = Extraction(self.document, self.mentions, claims, (), sentences, 0, asides)
        clusters = gather(self.document, self.mentions, self.ontology)
        work = next((cluster for cluster in clusters if cluster.label == "Night Train"), None)
        return State(extraction, self.ontology, Settings(), clusters, work, None, meeting=False)

    def told(self, *claims: Relation, **more: Any) -> tuple[list[tuple[str, str, str]], list[str]]:
        """The facts in words, and the reasons of refusal."""
        state = self.state(*claims, **more)
        statements, refused = state.statements()
        return [self.words(state, statement) for statement in statements], [rejection.reason for rejection in refused]

    def words(self, state: State, statement: Statement) -> tuple[str, str, str]:
        triple = statement.triple
        value = f"{triple.object.value:g}" if isinstance(triple.object, Quantity) else state.iris[triple.object].label
        return state.iris[triple.subject].label, local_name(triple.predicate), value


def test_names_at_both_ends(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee leads Acme."))
    assert there.told(there.claim("Ann Lee", LEADS, "Acme")) == ([("Ann Lee", "leads", "Acme")], [])
    assert there.told(there.claim("Acme", SCHEMA + "foundingYear", Quantity(1998.0)))[0] == [
        ("Acme", "foundingYear", "1998")
    ]


def test_a_wrong_class_or_the_thing_itself_is_refused_with_the_reason(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee leads Acme."))
    person, group = (frozenset({ontology.class_of_ner(label) or ""}) for label in ("PERSON", "ORG"))
    assert there.told(there.claim("Ann Lee", LEADS, "Acme", domain=person, range=group))[0]
    assert there.told(there.claim("Acme", LEADS, "Ann Lee", domain=person)) == (
        [],
        ["Acme is no subject of it: wrong class"],
    )
    for claim in (there.claim("Acme", LEADS, "Ann Lee", range=group), there.claim("Ann Lee", LEADS, "Ann Lee")):
        facts, (reason,) = there.told(claim)
        assert facts == []
        assert reason == "Ann Lee is no object of it: wrong class, or the subject itself"


def test_a_refusal_names_the_claim_and_its_place(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "It rained. It grew to Acme."), pronouns="It")
    year = replace(there.claim("It", SCHEMA + "foundingYear", Quantity(1998.0)), begin=11, end=20)
    _, (refused,) = there.state(year).statements()
    assert (refused.document, refused.begin) == ("d", RAW + 11)
    assert refused.what == "It foundingYear 1998 (verb:test)"
    assert refused.reason == "It: nothing before it fits"
    _, (refused,) = there.state(replace(year, object=there.at("Acme"))).statements()
    assert refused.what == "It foundingYear Acme (verb:test)"
    _, (refused,) = there.state(replace(year, object=Quantity("soon", "x:t"))).statements()
    assert refused.what == "It foundingYear soon (verb:test)"


def test_evidence_says_where_when_how_and_by_whom(ontology: Ontology) -> None:
    there = Talk(ontology, ("context", "A talk."), ("ANN", "Ann Lee led Acme, says Brook."), timed=True)
    text = there.document.text
    claim = there.claim(
        "Ann Lee",
        LEADS,
        "Acme",
        attributed_to=there.at("Brook"),
        polarity="denied",
        modality="planned",
        tense="past",
        role="head",
        when="in 2014",
    )
    begin = text.index("Ann Lee")
    claim = replace(claim, begin=begin, end=begin + 12, trigger=text.index("led"))
    state = there.state(claim, asides=(Aside(begin, begin + 3, "advert"),))
    ((statement,), _) = state.statements()
    evidence = statement.evidence
    assert (evidence.document, evidence.begin, evidence.end) == ("d", RAW + begin, RAW + begin + 12)
    assert (evidence.quote, evidence.rule, evidence.confidence) == ("Ann Lee led ", "verb:test", 0.8)
    assert (evidence.polarity, evidence.modality, evidence.tense) == ("denied", "planned", "past")
    assert (evidence.role, evidence.when, evidence.aside) == ("head", "in 2014", "advert")
    assert evidence.speaker == "ANN"
    assert evidence.attributed_to is not None
    assert state.iris[evidence.attributed_to].label == "Brook"
    share = (claim.end - begin) / (len(text) - 1 - begin)
    assert (evidence.start, evidence.stop) == (10.0, round(10 + 8 * share, 2))


def test_a_pronoun_makes_a_claim_less_sure(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Acme grew. It bought Brook."), pronouns="It")
    state = there.state(there.claim("It", SCHEMA + "partOf", "Brook"))
    ((statement,), _) = state.statements()
    assert there.words(state, statement) == ("Acme", "partOf", "Brook")
    assert statement.evidence.confidence == round(0.8 * 0.75, 2)


def test_of_the_readings_of_one_claim_the_surest_counts_and_no_refusal_is_told(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee leads Acme and Brook."))
    person = frozenset({ontology.class_of_ner("PERSON") or ""})
    readings = (
        there.claim("Ann Lee", LEADS, "Acme", 0.6, claim=1),
        there.claim("Ann Lee", LEADS, "Brook", 0.7, claim=1),
        there.claim("Acme", LEADS, "Brook", 0.9, claim=1, domain=person),
    )
    assert there.told(*readings) == ([("Ann Lee", "leads", "Brook")], [])
    wrong = replace(readings[2], object=there.at("Ann Lee"))
    assert there.told(readings[2], wrong) == ([], ["Acme is no subject of it: wrong class"])
    apart = (readings[0], replace(readings[1], claim=2))
    assert len(there.told(*apart)[0]) == 2


def test_what_the_ends_are_called_must_agree(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee leads Acme."))
    assert there.told(there.claim("Ann Lee", LEADS, "Acme", named=("Lee", "Acme Works")))[0]
    assert there.told(there.claim("Ann Lee", LEADS, "Acme", named=("Bo", "Acme"))) == (
        [],
        ["it means Ann Lee here, not Bo"],
    )
    assert there.told(there.claim("Ann Lee", LEADS, "Acme", named=("", "Brook")))[1] == [
        "it means Acme here, not Brook"
    ]


def test_where_nothing_else_tells_a_pronoun_is_what_whoever_claims_it_says(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "It rained. It grew. Then Acme came to Brook."), pronouns="It")
    claim = there.claim("It", SCHEMA + "partOf", "Brook", explained=(there.at("Acme"), None))
    state = there.state(claim)
    ((statement,), _) = state.statements()
    assert there.words(state, statement) == ("Acme", "partOf", "Brook")
    assert statement.evidence.confidence == round(0.8 * EXPLAINED, 2)
    assert there.told(replace(claim, explained=(None, None)))[0] == []


def cast_claims(there: Talk) -> list[Relation]:
    return [there.claim("Ann Lee", HOSTS, "Night Train"), there.claim("Bo Lund", GUEST, "Night Train")]


def test_i_is_the_host_who_speaks_and_their_house_is_we(ontology: Ontology) -> None:
    there = Talk(
        ontology,
        ("Ann Lee", "Night Train is mine, says Ann Lee of Acme."),
        ("Bo Lund", "So says Bo Lund. I lead Brook. We own it."),
        pronouns="I We",
    )
    claims = [*cast_claims(there), there.claim("I", LEADS, "Brook")]
    facts, _ = there.told(*claims)
    assert facts == [
        ("Ann Lee", "hosts", "Night Train"),
        ("Bo Lund", "guestOf", "Night Train"),
        ("Bo Lund", "leads", "Brook"),
    ]
    facts, _ = there.told(*claims, there.claim("We", SCHEMA + "partOf", "Acme"))
    assert facts[-1] == ("Brook", "partOf", "Acme")


def test_a_claim_of_the_other_role_is_refused(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee and Bo Lund are on Night Train."))
    weak = there.claim("Ann Lee", GUEST, "Night Train", 0.5)
    facts, reasons = there.told(*cast_claims(there), weak)
    assert len(facts) == 2
    assert reasons == ["more is said for the other role"]


def test_the_show_is_meant_without_being_named(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee and Night Train."))
    assert there.told(there.claim("Ann Lee", HOSTS, "the show"))[0] == [("Ann Lee", "hosts", "Night Train")]
    nameless = Talk(ontology, ("", "Ann Lee came."))
    assert nameless.told(nameless.claim("Ann Lee", HOSTS, "the show")) == ([], ["the document does not name itself"])


def test_who_leads_or_founds_a_house_is_tied_closer_than_who_works_there(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee of Acme and Brook and Brook."))
    works = there.claim("Ann Lee", WORKS, "Acme")
    tied = there.claim("Ann Lee", SCHEMA + "affiliatedWith", "Acme")
    leads, founded = there.claim("Ann Lee", LEADS, "Brook"), there.claim("Brook", FOUNDED, "Ann Lee")

    def houses(*claims: Relation) -> list[str]:
        state = there.state(*claims)
        state.statements()
        return [state.iris[iri].label for iri in state.groups]

    assert houses(works) == ["Acme"]
    assert houses(works, leads) == ["Brook"]
    assert houses(tied, tied, founded) == ["Brook"]
    assert houses(tied, tied, tied, tied, founded) == ["Acme"]
    assert houses(tied, tied, replace(works, object=there.at("Brook"))) == ["Brook"]
    assert houses(works, works, replace(works, object=there.at("Brook"))) == ["Acme"]


def test_sentences_have_their_speaker_where_there_are_labels(ontology: Ontology) -> None:
    there = Talk(ontology, ("Ann Lee", "I am Ann Lee. It rained."), ("X", "Oh."), ("", "Hm."))
    state = there.state()
    state.statements()
    first, second, third, fourth = state.sentences()
    assert first.speaker == second.speaker == next(iri for iri, c in state.iris.items() if c.label == "Ann Lee")
    assert (third.speaker, fourth.speaker) == ("X", None)
    assert [there.document.text[s.begin : s.end] for s in (first, fourth)] == ["I am Ann Lee.", "Hm."]


def test_an_entity_has_its_names_places_and_reasons(ontology: Ontology) -> None:
    there = Talk(ontology, ("", "Ann Lee met Bo Lund. Ann Lee left."))
    state = there.state(asides=(Aside(0, 4, "advert"),))
    state.clusters[0].texts["Anne Lee"] += 1
    state.clusters[0].texts["A. Lee"] += 1
    state.clusters[0].short.add("A. Lee")
    ann, bo = state.entities()
    assert (ann.label, ann.aliases, ann.heard) == ("Ann Lee", ("A. Lee",), ("Anne Lee",))
    assert [(o.document, o.begin, o.end, o.text, o.aside) for o in ann.occurrences] == [
        ("d", RAW, RAW + 7, "Ann Lee", "advert"),
        ("d", RAW + 21, RAW + 28, "Ann Lee", ""),
    ]
    assert ann.reason == "test: "
    assert bo.cls == ontology.class_of_ner("PERSON")


def test_of_one_name_alone_each_document_has_its_own(ontology: Ontology) -> None:
    segments = (Segment(0, 10),)
    one = Talk(ontology, ("", "Ann Lee met Acme."))
    full = {cluster.label: iri for iri, cluster in one.state().iris.items()}
    one.document = replace(one.document, id="e", segments=segments)
    assert {cluster.label: iri for iri, cluster in one.state().iris.items()} == full
    mention = replace(one.mentions[one.at("Ann Lee")], end=3, text="Ann")
    one.mentions = (mention,)
    (first,) = one.state().iris
    one.document = replace(one.document, id="d")
    (second,) = one.state().iris
    assert first != second
