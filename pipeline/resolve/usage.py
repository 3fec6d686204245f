"""What a claim tells of a name of which too little else is known: who is funded, or competes with houses, is one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from pipeline.ontology import Ontology
from pipeline.records import Extraction, Quantity, Relation, Vote
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.typing import LEAST, words_of_roles

LIKELY = 0.65  # confidence from which a claim may tell what stands in it
CERTAIN = 0.75  # and from which it may where things of one class alone can stand
TOLD = 0.7  # weight of what a claim tells, above a guess of the recogniser that another claim backs
HOUSES = ("member", "founder", "owner", "maker", "seated", "house")  # roles of predicates in which houses stand
TELLING = ("verb:", "noun:", "adjective:", "office:")  # rules that rest on more than what stands beside what
USERS = ("user", "keeper")  # roles of predicates in which a product is what something is done with
PEOPLE = re.compile(r"(?:ans|ites)$")  # how words for peoples end
THE = "the "
ABBREVIATION = 4  # letters of what may stand for anything
UNCLEAR = ""  # class of a name of which too little is known
PEERS = "peer"  # role of predicates whose two ends are of one kind


def vote_by_usage(
    extraction: Extraction, clusters: list[Cluster], ontology: Ontology, listed: Callable[[str], bool]
) -> None:
    """Let the claims that a name stands in say what it is, where the looks of it alone do not suffice.

    listed: whether the dictionary has the word, be it as a name: its capital may say nothing ("Kurdish", "April").
    """
    owner = {index: cluster for cluster in clusters for index in cluster.mentions}
    roles = words_of_roles(ontology)
    unclear = {
        cluster.key
        for cluster in clusters
        if _is_unclear(cluster, ontology, roles, listed) and not _are_many(extraction, cluster)
    }
    told: dict[tuple[str, int], list[tuple[Cluster, Vote]]] = defaultdict(list)  # name and word that tells of it
    for relation in extraction.relations if unclear else ():
        telling = relation.rule.startswith(TELLING) and relation.confidence >= LIKELY
        if isinstance(relation.object, Quantity) or not telling:
            continue
        ends = (relation.subject, relation.domain), (relation.object, relation.range)
        for (index, wanted), (beside, _) in (ends, ends[::-1]):
            cluster, other = owner.get(index), owner.get(beside)
            if cluster is None or cluster.key not in unclear or cluster is other:
                continue
            kind = None if other is None else UNCLEAR if other.key in unclear else other.cls(ontology)
            if cls := _told(cluster, relation, index, wanted, kind, ontology):
                vote = Vote(cls, "argument", TOLD, f"argument of {relation.rule}")
                told[cluster.key, relation.trigger].append((cluster, vote))
    for votes in told.values():
        houses = [(cluster, vote) for cluster, vote in votes if vote.cls == ontology.class_of_ner("ORG")]
        for cluster, vote in houses or votes:
            cluster.votes.append(vote)


def _is_unclear(cluster: Cluster, ontology: Ontology, roles: frozenset[str], listed: Callable[[str], bool]) -> bool:
    """Whether it is written like a name, and what speaks for each class is too little."""
    if cluster.known or not cluster.mentions or max(cluster.scores(ontology).values(), default=0.0) >= LEAST:
        return False
    words = re.split(r"[\s'’-]+", cluster.label)
    if not words[0][:1].isupper() or not roles.isdisjoint(map(str.casefold, words)) or PEOPLE.search(words[-1]):
        return False  # "Managing Editor of Digital Content", "Gazans"
    letters = cluster.label.removesuffix("s")
    if letters.isupper() and len(letters) <= ABBREVIATION:
        return False  # "DEI", "GPUs"
    return not all(word.islower() or listed(word) for word in words)


def _are_many(extraction: Extraction, cluster: Cluster) -> bool:
    """Whether people of a kind are meant by one word: "the Amorites attacked"."""
    begins = (extraction.mentions[index].begin for index in cluster.mentions)
    before = (extraction.document.text[max(0, begin - len(THE)) : begin] for begin in begins)
    plural = " " not in cluster.label and cluster.label.endswith("s") and not cluster.label.endswith("ss")
    return plural and any(words.casefold() == THE for words in before)


def _told(
    cluster: Cluster, relation: Relation, index: int, wanted: frozenset[str], kind: str | None, ontology: Ontology
) -> str | None:
    """The class that the claim tells of the name at one of its ends: the mention `index`, where one of `wanted` stands.

    kind: the class of the other end, if that is a name.
    """
    person, place, house, product = (ontology.class_of_ner(label) for label in ("PERSON", "GPE", "ORG", "PRODUCT"))
    roles = ontology.stated(relation.predicate).discourse_roles
    proposed = {vote.cls for vote in cluster.votes}
    if PEERS in roles:
        return kind if kind not in (None, UNCLEAR, person, place) and ontology.is_a(kind or "", wanted) else None
    if not set(USERS).isdisjoint(roles) and index == relation.object:
        used = kind != UNCLEAR and product is not None and ontology.is_a(product, wanted)
        return product if used and proposed.isdisjoint({person, place}) else None
    called = proposed and (house in proposed or any(house in ontology.classes[cls].makers for cls in proposed))
    acts = house in wanted and not {*HOUSES, *USERS}.isdisjoint(roles)
    if acts and (called or person not in wanted):
        return house
    alone = next(iter(wanted)) if len(wanted) == 1 and relation.rule.startswith("verb:") else ""
    made = alone in ontology.classes and ontology.classes[alone].versioned and alone != ontology.class_of_ner("EVENT")
    return alone if made and relation.confidence >= CERTAIN else None
