"""People: those who speak by a label, and those the ontology knows by a first or last name and an affiliation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.extract.closed_classes import HONORIFICS, MONTHS, PARTICLES, WEEKDAYS
from pipeline.ingest import is_diarisation_id, without_affiliation
from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Extraction, Quantity, Vote
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.sound import sound_similarity
from pipeline.resolve.speakers import introduces, sentence_at

OF_THE_TALK = frozenset({"speaker", "introductions"})  # who needs no fame to be called by one name
OFTEN = 2  # mentions of an organisation from which its people may be called by one name
COMMAS = (", and ", ", ", " and ")  # what stands between names that are listed
LISTED = re.compile("|".join(COMMAS))
ALIKE = 0.95  # similarity in sound of two spellings of one given name


def speaker_clusters(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> list[Cluster]:
    """People who speak by a label; those whose label names nobody in `clusters` are returned as new ones."""
    person = ontology.class_of_ner("PERSON")
    if person is None:
        return []
    by_key = {squash(text): cluster for cluster in clusters for text in cluster.texts}
    added: dict[str, Cluster] = {}
    for segment in extraction.document.segments:
        name = speaker_name(segment.speaker, ontology) if segment.speaker else ""
        if not name or not _is_called(name):
            continue
        key = squash(name)
        cluster = by_key.get(key) or added.setdefault(key, Cluster(key, first=segment.begin))
        if not any(vote.detector == "speaker" for vote in cluster.votes):
            cluster.votes.append(Vote(person, "speaker", 1.0, "speaks under this label"))
            cluster.context.add(name)
            cluster.texts[name] += 1
            if " " not in name:
                cluster.others |= _spoken_of(extraction, clusters, segment.speaker or "")
    return list(added.values())


def _spoken_of(extraction: Extraction, clusters: list[Cluster], label: str) -> set[str]:
    """Keys of those whom nobody but this speaker names, and not as themselves: Sam, who speaks of Sam Altman."""
    document = extraction.document
    found = set()
    for cluster in clusters:
        spans = [(extraction.mentions[index].begin, extraction.mentions[index].end) for index in cluster.mentions]
        segments = [document.segment_at(begin) for begin, _ in spans]
        if (
            spans
            and all(segment is not None and segment.speaker == label for segment in segments)
            and not any(introduces(document, span) for span in spans)
        ):
            found.add(cluster.key)
    return found


def _is_called(label: str) -> bool:
    """Whether a label may be somebody's name: not "In April" or "Best prose", whatever the layout of the text says."""
    words = label.split()
    dates = any(word in MONTHS or word in WEEKDAYS for word in words)
    small = any(word[0].islower() and word not in PARTICLES for word in words[1:])
    return not dates and not (words[0][0].isupper() and small)


def speaker_name(label: str, ontology: Ontology) -> str:
    """Who a speaker label names: without affiliation and title; empty where it is an id or a role ("Mayor")."""
    if is_diarisation_id(label):
        return ""
    person = ontology.class_of_ner("PERSON")
    roles = frozenset(ontology.classes[person].nouns if person else ()) | HONORIFICS
    words = without_affiliation(label).split()
    while len(words) > 1 and (first := words[0].rstrip(".").casefold()) in roles:
        if len(words) == 2 and first not in HONORIFICS:
            break  # "Mayor Lee": the name alone says too little
        words = words[1:]
    if len(words) == 1 and words[0].casefold() in roles:
        return ""
    return " ".join(words)


def recognise_people(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> int:
    """Give a first or last name the known person it must be ("Ann from Acme"); how many were recognised.

    The person must be the only known one of that name (or, if it is uncommon, of that sound) with an affiliation that
    the document ties to the name, names in the same sentence or shares with who is listed beside it, or, where only
    one known person has the name at all, names anywhere (of a common given name: more than once, or in the header).
    Who has the name in the document itself comes first: a name that somebody there bears in full is left.
    """
    person = ontology.class_of_ner("PERSON")
    members = [entity for entity in ontology.entities.values() if entity.cls == person and entity.affiliations]
    by_name = _by_name(members)
    common = frozenset(map(squash, ontology.classes[person].given_names)) if person else frozenset()
    borne = _borne(clusters, ontology)
    recognised = 0
    owner = {index: cluster for cluster in clusters for index in cluster.mentions}
    present = {cluster.known.iri for cluster in clusters if cluster.known}
    often = {
        cluster.known.iri
        for cluster in clusters
        if cluster.known and (cluster.context or len(cluster.mentions) >= OFTEN)
    }
    for cluster in clusters * 2:  # whoever is recognised tells who is listed beside them
        if cluster.known or len(cluster.label.split()) > 1 or cluster.cls(ontology) != person:
            continue
        name = squash(cluster.label)
        if family := _family(extraction, cluster, ontology):
            cluster.known = ontology.entities[family]
            cluster.short |= set(cluster.texts)
            cluster.reasons.append(f"{cluster.known.label}: shares the last name of who is named next")
            recognised += 1
            continue
        if name in borne:
            continue
        namesakes = by_name.get(name, [])
        for find in (_tied, _beside, _listed):
            around = find(extraction, cluster, owner)
            found = [iri for iri in namesakes if around & set(ontology.entities[iri].affiliations)]
            if not found and name not in common and around:
                tied = (entity for entity in members if around.intersection(entity.affiliations))
                found = [entity.iri for entity in tied if _is_part(cluster, entity.label)]
            if found:
                break
        else:
            of_the_talk = bool(cluster.context) or any(vote.detector in OF_THE_TALK for vote in cluster.votes)
            around = present if name not in common else set() if of_the_talk else often
            found = [iri for iri in namesakes if around & set(ontology.entities[iri].affiliations)]
            found = found if len(namesakes) == 1 else []
        if len(found) == 1:
            cluster.known = ontology.entities[found[0]]
            cluster.short |= set(cluster.texts)
            cluster.reasons.append(f"{cluster.known.label} is the only {'/'.join(sorted(cluster.texts))} known there")
            recognised += 1
    return recognised


def recognise_hosts(clusters: list[Cluster], ontology: Ontology) -> None:
    """Give a first or last name the person who is known to host the document's show; in it nobody comes before them."""
    hosts = [ontology.entities[iri] for iri in _hosts(clusters, ontology)]
    person = ontology.class_of_ner("PERSON")
    borne = _borne(clusters, ontology) if hosts else frozenset()
    for cluster in clusters if hosts else ():
        if cluster.known or " " in cluster.label or cluster.cls(ontology) != person or squash(cluster.label) in borne:
            continue
        own = [
            host
            for host in hosts
            if any(_is_part(cluster, name) for name in host.labels if " " in name or name == host.label)
        ]
        if len(own) == 1:
            cluster.known = own[0]
            cluster.short |= set(cluster.texts)
            cluster.reasons.append(f"{own[0].label} hosts the show")


def _hosts(clusters: list[Cluster], ontology: Ontology) -> list[str]:
    """The people who are known to host a show that the document gives as its own."""
    shows = {
        cluster.known.iri
        for cluster in clusters
        if cluster.known and (cluster.context or any(vote.detector in ("fields", "show") for vote in cluster.votes))
    }
    roles = {predicate.iri for predicate in ontology.with_role("host")}
    person = ontology.class_of_ner("PERSON")
    return [
        entity.iri
        for entity in (ontology.entities.values() if shows else ())
        if entity.cls == person and any(role in roles and show in shows for role, show in entity.facts)
    ]


def _is_part(cluster: Cluster, name: str) -> bool:
    """Whether the single word is the first or last name, as it may have been heard: "Brian" of Bryan Quill."""
    words = [squash(word) for word in name.split()]
    heard = squash(cluster.label)
    return heard in (words[0], words[-1]) or sound_similarity(heard, words[0]) >= ALIKE


def _borne(clusters: list[Cluster], ontology: Ontology) -> frozenset[str]:
    """Squashed first and last names of the people whom the document names in full and the ontology does not know."""
    person = ontology.class_of_ner("PERSON")
    names = (
        text.split()
        for cluster in clusters
        if not cluster.known and cluster.cls(ontology) == person
        for text in cluster.texts
    )
    return frozenset(squash(word) for words in names if len(words) > 1 for word in (words[0], words[-1]))


def _family(extraction: Extraction, cluster: Cluster, ontology: Ontology) -> str | None:
    """The known person whose last name stands after the next person's: "Eric and Wendy Schmidt"."""
    person = ontology.class_of_ner("PERSON")
    text = extraction.document.text
    begins = {mention.begin: mention for mention in extraction.mentions if any(v.cls == person for v in mention.votes)}
    for index in cluster.mentions:
        mention = extraction.mentions[index]
        other = begins.get(mention.end + len(" and ")) if text.startswith(" and ", mention.end) else None
        if other is not None and len(words := other.text.split()) == 2:
            for iri in ontology.names.get(squash(f"{mention.text} {words[1]}"), ()):
                if ontology.entities[iri].cls == person:
                    return iri
    return None


def _by_name(members: Iterable[KnownEntity]) -> dict[str, list[str]]:
    """Squashed first and last names -> known people (IRIs) of more than one name."""
    people: dict[str, list[str]] = defaultdict(list)
    for entity in members:
        if len(words := entity.label.split()) > 1:
            for word in {squash(words[0]), squash(words[-1])}:
                people[word].append(entity.iri)
    return people


def _listed(extraction: Extraction, cluster: Cluster, owner: dict[int, Cluster]) -> set[str]:
    """What known people belong to who are listed right beside a mention: "Ann, Quill and Bo"."""
    known = {index: other for index, other in owner.items() if other.known and other is not cluster}
    begins = {extraction.mentions[index].begin: other for index, other in known.items()}
    ends = {extraction.mentions[index].end: other for index, other in known.items()}
    text, found = extraction.document.text, set()
    for mention in (extraction.mentions[index] for index in cluster.mentions):
        behind = LISTED.match(text, mention.end)
        near = [begins.get(behind.end()) if behind else None]
        near += [ends.get(mention.begin - len(comma)) for comma in COMMAS if text.endswith(comma, 0, mention.begin)]
        found |= {group for other in near if other and other.known for group in other.known.affiliations}
    return found


def _tied(extraction: Extraction, cluster: Cluster, owner: dict[int, Cluster]) -> set[str]:
    """Known entities that a claim relates to a mention of the cluster."""
    mine = set(cluster.mentions)
    tied = set()
    for relation in extraction.relations:
        if isinstance(relation.object, Quantity):
            continue
        for one, other in ((relation.subject, relation.object), (relation.object, relation.subject)):
            if one in mine and other in owner and (known := owner[other].known):
                tied.add(known.iri)
    return tied


def _beside(extraction: Extraction, cluster: Cluster, owner: dict[int, Cluster]) -> set[str]:
    """Known entities named in the sentence of a mention or the one before."""

    def place(index: int) -> int:
        return sentence_at(extraction.sentences, extraction.mentions[index].begin)

    spots = {place(index) for index in cluster.mentions}
    spots |= {spot - 1 for spot in spots}
    return {other.known.iri for index, other in owner.items() if other.known and place(index) in spots}
