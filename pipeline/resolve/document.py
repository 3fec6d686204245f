"""The steps of resolution in order: gather, merge, type, find out who speaks, resolve arguments, check types."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from pipeline.extract.arguments import FIRST_PERSON, SECOND_PERSON
from pipeline.extract.dictionary import is_listed, is_ordinary_word
from pipeline.extract.homonyms import ELSEWHERE
from pipeline.extract.nlp import load_model
from pipeline.ontology import Ontology, squash
from pipeline.records import (
    KNOWN,
    Entity,
    Evidence,
    Extraction,
    Mention,
    Occurrence,
    Quantity,
    Rejection,
    Relation,
    Resolution,
    Sentence,
    Statement,
    Triple,
    Vote,
)
from pipeline.resolve.belonging import memberships, nations, projects
from pipeline.resolve.cast import Cast, as_host, cast_of, channel_of, other_role, staff_of, turned, unfit
from pipeline.resolve.clusters import Cluster, gather
from pipeline.resolve.coreference import Antecedents, Place
from pipeline.resolve.introductions import whose_voices
from pipeline.resolve.knowledge import belongs_elsewhere, lies_elsewhere, made_by_others, where_words_are_silent
from pipeline.resolve.labels import agrees
from pipeline.resolve.merging import merge
from pipeline.resolve.people import recognise_hosts, recognise_people, speaker_clusters, speaker_name
from pipeline.resolve.pronouns import is_namesake, personal_pronouns
from pipeline.resolve.speakers import sentence_at
from pipeline.resolve.typing import vote_by_argument, vote_for_makers, with_class
from pipeline.resolve.usage import vote_by_usage
from pipeline.resolve.voices import Voices, hear
from pipeline.resolve.work import add_field_name, house, name_series, own_work, presented, work_class
from pipeline.settings import Settings
from pipeline.vocabulary import entity_iri

SAID = frozenset({"naming", "acting", "clue", "far_called"})  # what says that a name is a product's
TOLD = 0.6  # the least weight of that
EXPLAINED = 0.8  # how sure it is that a pronoun means what whoever claims it says, where nothing else tells


def resolve_document(extraction: Extraction, ontology: Ontology, settings: Settings) -> Resolution:
    """See `pipeline.resolve.resolve`."""
    state, undecided = settle(extraction, ontology, settings)
    statements, refused = state.statements()
    entities = sorted(state.entities(), key=lambda entity: entity.iri)
    rejections = tuple(sorted((*extraction.rejections, *undecided, *refused), key=_rejection_order))
    return Resolution(extraction.document, tuple(entities), statements, rejections, state.sentences())


def settle(extraction: Extraction, ontology: Ontology, settings: Settings) -> tuple[State, tuple[Rejection, ...]]:
    """What each name of the document is, ready to resolve claims, and the choices that were not made."""
    document = extraction.document
    clusters = gather(document, extraction.mentions, ontology)
    clusters += speaker_clusters(extraction, clusters, ontology)
    recognise_hosts(clusters, ontology)
    nlp = load_model(settings.model)
    ordinary = partial(is_ordinary_word, nlp)
    one = partial(merge, ordinary=ordinary, listed=partial(is_listed, nlp))
    clusters, abstained = one(clusters, ontology, document.id)
    if recognise_people(extraction, clusters, ontology):
        clusters, abstained = one(clusters, ontology, document.id)  # misspelt names of them
    work = own_work(document, clusters, ontology)
    if work is not None and (cls := work_class(ontology)):
        work.votes.append(Vote(cls, "work", 1.0, "names the document itself"))
        add_field_name(extraction, work)
        name_series(extraction, work, clusters, ordinary)
    elif (work := presented(extraction, clusters, ontology)) and work not in clusters:
        clusters.append(work)
    vote_by_usage(extraction, clusters, ontology, partial(is_listed, nlp))
    vote_by_argument(extraction, clusters, ontology)
    vote_for_makers(extraction, clusters, ontology)
    clusters, untyped = with_class(document.id, clusters, ontology)
    host_organisation, meeting = house(document, clusters, ontology)
    own = work if work in clusters else None
    state = State(extraction, ontology, settings, clusters, own, host_organisation, meeting)
    return state, (*abstained, *untyped)


def _claims(relations: Iterable[Relation]) -> Iterable[list[Relation]]:
    """The readings of each claim, in the order of the first ones."""
    claims: dict[object, list[Relation]] = defaultdict(list)
    for index, relation in enumerate(relations):
        claims[(relation.rule, relation.claim) if relation.claim else index].append(relation)
    return claims.values()


def _rejection_order(rejection: Rejection) -> tuple[int, str, str]:
    return rejection.begin, rejection.what, rejection.reason


@dataclass(slots=True)
class State:
    """What is known of one document while its claims are resolved.

    antecedents: what pronouns stand for, known once `statements` has found out who speaks.
    """

    extraction: Extraction
    ontology: Ontology
    settings: Settings
    clusters: list[Cluster]
    work: Cluster | None
    house: Cluster | None
    meeting: bool  # whether those who speak do so for the house
    iris: dict[str, Cluster] = field(default_factory=dict)
    by_mention: dict[int, str] = field(default_factory=dict)
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)  # of houses that are called like their products
    refused: list[Rejection] = field(default_factory=list)
    speakers: tuple[str | None, ...] = ()
    cast: Cast = field(default_factory=Cast)
    turned: frozenset[tuple[str, int]] = frozenset()  # rule and place of claims that name guest before host
    antecedents: Antecedents | None = None
    groups: tuple[str, ...] = ()
    employers: dict[str, str] = field(default_factory=dict)
    staff: frozenset[str] = frozenset()  # people of the channel that puts the work out

    def __post_init__(self) -> None:  # noqa: D105
        for cluster in self.clusters:
            iri = self._iri(cluster)
            if iri in self.iris:
                self.iris[iri].absorb(cluster, "the same name and class")
            else:
                self.iris[iri] = cluster
            self.by_mention.update(dict.fromkeys(cluster.mentions, iri))
        self.kinds = {iri: kinds for iri in self.iris if (kinds := self._products(iri))}

    def _iri(self, cluster: Cluster) -> str:
        if cluster.known:
            return cluster.known.iri
        cls = cluster.cls(self.ontology) or ""
        ambiguous = cls == self.ontology.class_of_ner("PERSON") and len(cluster.label.split()) < 2
        ambiguous |= any(vote.detector == ELSEWHERE for vote in cluster.votes)  # Paris, Texas
        return entity_iri(self.settings.base, cls, cluster.label, self.extraction.document.id if ambiguous else None)

    def cls(self, iri: str) -> str:
        """The class of an entity."""
        return self.iris[iri].cls(self.ontology) or ""

    # --- entities

    def entities(self) -> Iterable[Entity]:
        """What the names denote."""
        document = self.extraction.document
        for iri, cluster in self.iris.items():
            aliases = set(cluster.known.aliases if cluster.known else ())
            spelt = {squash(label) for label in (cluster.label, *aliases)}
            heard = set(cluster.known.heard if cluster.known else ())
            for text in cluster.texts:
                if text == cluster.label or text.casefold() in {
                    label.casefold() for label in (cluster.label, *aliases)
                }:
                    continue
                fair = squash(text) in spelt or text in cluster.context or text in cluster.short
                (aliases if fair and not text.islower() else heard).add(text)
            occurrences = []
            for index in cluster.mentions:
                mention = self.extraction.mentions[index]
                begin, end = document.raw_span(mention.begin, mention.end)
                said = document.text[mention.begin : mention.end]  # case may have been restored in the mention
                aside = self.extraction.aside_at(mention.begin)
                occurrences.append(Occurrence(document.id, begin, end, said, aside))
            best = max(cluster.votes, key=lambda vote: vote.weight, default=None)
            reasons = ([f"{best.detector}: {best.reason}"] if best else []) + cluster.reasons
            yield Entity(
                iri=iri,
                label=cluster.label,
                cls=self.cls(iri),
                aliases=tuple(sorted(aliases - {cluster.label})),
                heard=tuple(sorted(heard - aliases - {cluster.label})),
                occurrences=tuple(sorted(occurrences, key=lambda occurrence: occurrence.begin)),
                reason="; ".join(reasons),
            )

    # --- statements

    def statements(self) -> tuple[tuple[Statement, ...], tuple[Rejection, ...]]:
        """Claims whose arguments are entities of fitting classes, and the others with the reason."""
        nobody = (None,) * len(self.extraction.sentences)
        # Who is guest, host and member of what is said by name; those claims tell who "I" and "we" are.
        told = self._told(nameless := self._antecedents(Voices(nobody, nobody), Cast(), ()))
        if first := turned(told, self._memberships(told), self.ontology):
            self.turned |= first
            told = self._told(nameless)
        for _ in range(2):  # "you founded X" tells who is who only once it is known who listens
            antecedents = self._antecedents(self._voices(told), self._cast(told), told)
            self.employers = self._employers(told)
            told = self._told(antecedents)
            self.turned |= turned(told, self._memberships(told), self.ontology)
        self.cast, self.antecedents = self._cast(told), antecedents
        if antecedents.channel:
            self.staff = staff_of(antecedents.channel, told, self._labels(), self.ontology)
        self.refused.clear()
        self.speakers = antecedents.speakers
        self.employers = self._employers(told)
        self.groups = tuple(sorted({*self._memberships(told).values()}))
        statements = []
        for readings in _claims(self.extraction.relations):
            before = len(self.refused)
            kept = [statement for relation in readings if (statement := self._kept(relation, antecedents))]
            if kept:
                statements.append(max(kept, key=lambda statement: statement.evidence.confidence))
            del self.refused[before + (not kept) :]
        return tuple(where_words_are_silent(statements)), tuple(self.refused)

    def _kept(self, relation: Relation, antecedents: Antecedents) -> Statement | None:
        statement = self._statement(relation, antecedents)
        if statement is None:
            return None
        statement = as_host(statement, self.cast, self.ontology)
        if why := unfit(statement, self.cast, self.staff, self.ontology):
            self._refuse(relation, why)
        elif lies_elsewhere(statement, self.ontology):
            self._refuse(relation, "it is known to lie elsewhere")
        elif belongs_elsewhere(statement, self.ontology):
            self._refuse(relation, "it is known to belong elsewhere")
        elif made_by_others(statement, self.ontology, self.iris):
            self._refuse(relation, "it is known to be made by others")
        else:
            return statement
        return None

    def _told(self, antecedents: Antecedents) -> list[Statement]:
        said = (relation for relation in self.extraction.relations if relation.rule != KNOWN)
        found = (self._statement(relation, antecedents) for relation in said)
        return [statement for statement in found if statement]

    def _cast(self, told: list[Statement]) -> Cast:
        work = next((iri for iri, cluster in self.iris.items() if cluster is self.work), None)
        return cast_of(told, work, self._labels(), self.ontology)

    def _labels(self) -> dict[str, str]:
        return {iri: cluster.label for iri, cluster in self.iris.items()}

    def _antecedents(self, voices: Voices, cast: Cast, told: Iterable[Statement]) -> Antecedents:
        mentions = self.extraction.mentions
        places = sorted(
            (Place(mentions[index].begin, iri, self.cls(iri)) for index, iri in self.by_mention.items()),
            key=lambda place: place.offset,
        )
        classes = {iri: self.cls(iri) for iri in self.iris}
        return Antecedents(
            self.extraction.document,
            self.ontology,
            self.extraction.sentences,
            tuple(places),
            voices.speakers,
            voices.houses,
            classes,
            voices.addressees,
            next((iri for iri, cluster in self.iris.items() if cluster is self.house), None),
            personal_pronouns(
                self.extraction.document,
                self.extraction.sentences,
                sorted(
                    (begin, end, iri)
                    for (begin, end), iri in self._people().items()
                    if not is_namesake(self.extraction.document, end)
                ),
                voices,
                cast,
            ),
            channel_of(told, cast.work, self.ontology),
            cast.guests,
            self.kinds,
        )

    def _voices(self, told: list[Statement]) -> Voices:
        """Who speaks where, as far as labels, introductions and the claims about the show prove it."""
        by_label = {squash(text): iri for iri, cluster in self.iris.items() for text in cluster.texts}
        by_label |= {squash(voice): person for voice, person in self._diarised().items()}
        house = next((iri for iri, cluster in self.iris.items() if cluster is self.house), None)

        def labelled(label: str) -> str | None:
            return by_label.get(squash(speaker_name(label, self.ontology) or label))

        people, memberships = self._people(), self._memberships(told)
        return hear(self.extraction, self._cast(told), labelled, people, memberships, house, meeting=self.meeting)

    def _people(self) -> dict[tuple[int, int], str]:
        """Reading spans of names of people, and whom each denotes."""
        person, mentions = self.ontology.class_of_ner("PERSON"), self.extraction.mentions
        return {
            (mentions[index].begin, mentions[index].end): iri
            for index, iri in self.by_mention.items()
            if self.cls(iri) == person
        }

    def _diarised(self) -> dict[str, str]:
        """Diarisation ids -> the people who have those voices, where the text proves it."""
        voices = {}
        for voice, (iri, proof) in whose_voices(self.extraction.document, self._people()).items():
            reason = f"speaks as {voice}: {proof!r}"
            if reason not in self.iris[iri].reasons:
                self.iris[iri].reasons.append(reason)
            voices[voice] = iri
        return voices

    def _employers(self, told: list[Statement]) -> dict[str, str]:
        """Person -> the house that they belong to."""
        organisation = self.ontology.class_of_ner("ORG")

        def is_house(iri: str) -> bool:
            known = self.iris[iri].known
            party = known is not None and bool(known.demonyms)  # members speak for themselves, or for where they sit
            return not party and self.cls(iri) == organisation

        return memberships(told, is_house, self.ontology)

    def _memberships(self, told: list[Statement]) -> dict[str, str]:
        """Person -> the house, the project or the nation that they mean by "we"."""
        person = self.ontology.class_of_ner("PERSON")

        def is_person(iri: str) -> bool:
            return self.cls(iri) == person

        members, named = self._employers(told), Counter(self.by_mention.values())
        headed = nations(told, self.ontology)
        return headed | members | projects(told, members, named, self._is_product, is_person, self.ontology)

    def _is_product(self, iri: str) -> bool:
        """Whether it is such a thing as houses make and bear the name of."""
        cls = self.cls(iri)
        return cls in self.ontology.classes and bool(self.ontology.classes[cls].makers)

    def _statement(self, relation: Relation, antecedents: Antecedents) -> Statement | None:
        domain, range_ = relation.domain, relation.range
        mentions = self.extraction.mentions
        object_: str | Quantity | None
        factor = 1.0
        if isinstance(relation.object, Quantity):
            subject, sure, why = self.denotes(relation.subject, domain, None, antecedents)
            object_, factor = relation.object, sure
        else:
            names_first = mentions[relation.subject].kind not in ("name", "work")
            if names_first:
                object_, far, why = self.denotes(relation.object, range_, None, antecedents)
                subject, near, because = self.denotes(relation.subject, domain, object_, antecedents)
                why = because if object_ else why
            else:
                subject, near, why = self.denotes(relation.subject, domain, None, antecedents)
                object_, far, because = self.denotes(relation.object, range_, subject, antecedents)
                why = because if subject else why
            subject, near = (subject, near) if subject else self._explained(relation, 0)
            object_, far = (object_, far) if object_ else self._explained(relation, 1)
            factor = near * far
        if subject is None or object_ is None:
            self._refuse(relation, why)
            return None
        meant = [isinstance(end, int) and mentions[end].kind != "name" for end in (relation.subject, relation.object)]
        if meant[1] and isinstance(object_, str) and relation.rule.startswith("office:"):
            object_ = self._staffed(object_, relation, antecedents)
        stated = self.ontology.stated(relation.predicate)
        if not self._may_be(subject, domain, stated.domain, meant=meant[0]):
            self._refuse(relation, f"{self.iris[subject].label} is no subject of it: wrong class")
            return None
        fits = not isinstance(object_, str) or self._may_be(object_, range_, stated.range, meant=meant[1])
        if subject == object_ or not fits:
            label = self.iris[object_].label if isinstance(object_, str) else ""
            self._refuse(relation, f"{label} is no object of it: wrong class, or the subject itself")
            return None
        for end, name in zip((subject, object_), relation.named, strict=True):
            if name and isinstance(end, str) and not self._is_called(end, name):
                known = self.ontology.entities.get(name)
                self._refuse(relation, f"it means {self.iris[end].label} here, not {known.label if known else name}")
                return None
        evidence = self._evidence(relation, factor, antecedents)
        predicate = relation.predicate
        if (evidence.rule, evidence.begin) in self.turned:
            predicate = other_role(predicate, self.ontology)
        return Statement(Triple(subject, predicate, object_), evidence)

    def _staffed(self, iri: str, relation: Relation, antecedents: Antecedents) -> str:
        """What has an office: "our CTO" is the house's of whoever speaks, and not the project's."""
        if not self._is_product(iri):
            return iri
        speaker = antecedents.speakers[sentence_at(self.extraction.sentences, relation.trigger)]
        return self.employers.get(speaker or "", iri)

    def _may_be(self, iri: str, wanted: frozenset[str], allowed: frozenset[str], *, meant: bool) -> bool:
        """Whether the thing is of such a class, or a house called like its product where both are allowed.

        meant: by a pronoun or a noun; "we" of a project acts like a house.
        """
        if self.ontology.is_a(self.cls(iri), wanted):
            return True
        if meant and iri in self.groups and self._is_product(iri):
            return self.ontology.is_a(self.cls(iri), allowed)
        return self.ontology.is_a(self.cls(iri), allowed) and not wanted.isdisjoint(self.kinds.get(iri, frozenset()))

    def _products(self, iri: str) -> frozenset[str]:
        """Classes of products that the text calls what is a house by all that it says: "Acme is a database"."""
        cls, classes = self.cls(iri), self.ontology.classes
        votes = (vote for vote in self.iris[iri].votes if vote.detector in SAID and vote.weight >= TOLD)
        return frozenset(vote.cls for vote in votes if cls in classes[vote.cls].makers)

    def _explained(self, relation: Relation, end: int) -> tuple[str | None, float]:
        """What a pronoun means by whoever claims it, and how sure that is, where nothing else tells.

        "I", "we" and "you" may be the people of the show and whom they belong to.
        """
        index = relation.explained[end]
        if index is not None:
            return self.by_mention.get(index), EXPLAINED
        pronoun = self.extraction.mentions[(relation.subject, relation.object)[end]]  # type: ignore[index]
        name, words = relation.named[end], pronoun.text.casefold().split()
        if not name or pronoun.kind not in ("pronoun", "nominal") or words[0] not in FIRST_PERSON | SECOND_PERSON:
            return None, 0.0
        called = [iri for iri in (*self.cast.hosts, *self.cast.guests, *self.groups) if self._is_called(iri, name)]
        return (called[0], EXPLAINED) if len({*called}) == 1 else (None, 0.0)

    def _is_called(self, iri: str, name: str) -> bool:
        if name in self.ontology.entities:
            return iri == name
        cluster = self.iris[iri]
        return agrees([*cluster.texts, *(cluster.known.labels if cluster.known else ())], name)

    def denotes(
        self, index: int, wanted: frozenset[str], exclude: str | None, antecedents: Antecedents
    ) -> tuple[str | None, float, str]:
        """What a mention stands for where one of the classes is wanted, how sure that is, and the reason."""
        mention: Mention = self.extraction.mentions[index]
        if mention.kind == "name":
            return self.by_mention.get(index), 1.0, f"{mention.text} was not accepted as an entity"
        if mention.kind == "work":
            iri = next((iri for iri, cluster in self.iris.items() if cluster is self.work), None)
            return iri, 1.0, "the document does not name itself"
        return antecedents.find(mention, wanted, exclude)

    def _refuse(self, relation: Relation, why: str) -> None:
        if relation.rule == KNOWN:
            return  # nobody said it
        document, mentions = self.extraction.document, self.extraction.mentions
        local = relation.predicate.rsplit("#")[-1]
        if not isinstance(relation.object, Quantity):
            second = mentions[relation.object].text
        elif isinstance(relation.object.value, str):
            second = relation.object.value
        else:
            second = f"{relation.object.value:g}"
        what = f"{mentions[relation.subject].text} {local} {second} ({relation.rule})"
        self.refused.append(Rejection(document.id, what, why, document.raw_span(relation.begin, relation.end)[0]))

    def sentences(self) -> tuple[Sentence, ...]:
        """Each sentence with who says it, as the statements have it."""
        document = self.extraction.document
        found = []
        for (begin, end), speaker in zip(self.extraction.sentences, self.speakers, strict=True):
            segment = document.segment_at(begin)
            label = segment.speaker if segment else None
            found.append(Sentence(document.id, begin, end, (speaker or label) if label else None))
        return tuple(found)

    def _evidence(self, relation: Relation, factor: float, antecedents: Antecedents) -> Evidence:
        document = self.extraction.document
        begin, end = document.raw_span(relation.begin, relation.end)
        segment = document.segment_at(relation.trigger)
        attributed = self.by_mention.get(relation.attributed_to) if relation.attributed_to is not None else None
        speaker = None
        if segment and segment.speaker:
            speaker = antecedents.speakers[sentence_at(self.extraction.sentences, relation.begin)] or segment.speaker
        return Evidence(
            document=document.id,
            begin=begin,
            end=end,
            quote=document.text[relation.begin : relation.end],
            rule=relation.rule,
            confidence=round(relation.confidence * factor, 2),
            polarity=relation.polarity,
            modality=relation.modality,
            start=document.time_at(max(relation.begin, segment.begin)) if segment else None,
            stop=document.time_at(max(relation.end, relation.trigger)) if segment else None,
            speaker=speaker,
            attributed_to=attributed,
            aside=self.extraction.aside_at(relation.begin),
            tense=relation.tense,
            role=relation.role,
            when=relation.when,
        )
