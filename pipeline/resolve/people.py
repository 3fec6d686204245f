"""People: those who speak by a label, and those the ontology knows by a first or last name and an affiliation."""

from __future__ import annotations

from collections import defaultdict

from pipeline.ingest import is_diarisation_id
from pipeline.ontology import Ontology, squash
from pipeline.records import Extraction, Quantity, Vote
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.speakers import sentence_at


def speaker_clusters(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> list[Cluster]:
    """People who speak by a label; those whose label names nobody in `clusters` are returned as new ones."""
    person = ontology.class_of_ner("PERSON")
    if person is None:
        return []
    by_key = {squash(text): cluster for cluster in clusters for text in cluster.texts}
    added: dict[str, Cluster] = {}
    for segment in extraction.document.segments:
        if not segment.speaker or is_diarisation_id(segment.speaker):
            continue
        key = squash(segment.speaker)
        cluster = by_key.get(key) or added.setdefault(key, Cluster(key, first=segment.begin))
        if not any(vote.detector == "speaker" for vote in cluster.votes):
            cluster.votes.append(Vote(person, "speaker", 1.0, "speaks under this label"))
            cluster.context.add(segment.speaker)
            cluster.texts[segment.speaker] += 1
    return list(added.values())


def recognise_people(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> int:
    """Give a first or last name the known person it must be ("Ann from Acme"); how many were recognised.

    The person must be the only known one of that name with an affiliation that the document ties to the name, names
    in the same sentence, or, where only one known person has the name at all, names anywhere.
    """
    by_name = _by_name(ontology)
    recognised = 0
    owner = {index: cluster for cluster in clusters for index in cluster.mentions}
    present = {cluster.known.iri for cluster in clusters if cluster.known}
    for cluster in clusters:
        if cluster.known or len(cluster.label.split()) > 1 or cluster.cls(ontology) != ontology.class_of_ner("PERSON"):
            continue
        namesakes = by_name.get(squash(cluster.label), [])
        for around in (_tied(extraction, cluster, owner), _beside(extraction, cluster, owner)):
            found = [iri for iri in namesakes if around & set(ontology.entities[iri].affiliations)]
            if found:
                break
        else:
            found = [
                iri for iri in namesakes if len(namesakes) == 1 and present & set(ontology.entities[iri].affiliations)
            ]
        if len(found) == 1:
            cluster.known = ontology.entities[found[0]]
            cluster.short |= set(cluster.texts)
            cluster.reasons.append(f"{cluster.known.label} is the only {'/'.join(sorted(cluster.texts))} known there")
            recognised += 1
    return recognised


def _by_name(ontology: Ontology) -> dict[str, list[str]]:
    """Squashed first and last names -> known people with an affiliation."""
    people: dict[str, list[str]] = defaultdict(list)
    for entity in ontology.entities.values():
        words = entity.label.split()
        if entity.affiliations and len(words) > 1 and entity.cls == ontology.class_of_ner("PERSON"):
            for word in {squash(words[0]), squash(words[-1])}:
                people[word].append(entity.iri)
    return people


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
