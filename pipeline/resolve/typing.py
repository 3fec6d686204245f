"""What kind of thing a name is: decided once per entity, from all its mentions and the claims it stands in."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.extract.closed_classes import HONORIFICS
from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Extraction, Quantity, Rejection, Vote
from pipeline.resolve.clusters import Cluster

SURE = 0.6  # confidence from which a claim may say what its arguments are
CERTAIN = 0.75  # and from which it may say that a name means the maker of what it is known for
SAID = defaultdict(lambda: 2.0, naming=0.75, offices=0.65)  # weights from which detectors may call a product a house
MAKERS = ("member", "founder", "owner", "maker", "seated")  # roles of predicates in which only a maker stands
OF_A_KIND = re.compile(r" (?:[\w-]+ )?")  # between what somebody works with and what that makes them
LEAST = 0.5  # weight of votes from which a name without a gazetteer entry becomes an entity


def vote_by_argument(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> None:
    """Let claims back a class that a detector proposed, or tell that a name of which nothing is known is a house."""
    anything = {iri for iri, info in ontology.classes.items() if ontology.classes.keys().isdisjoint(info.parents)}
    owner = {index: cluster for cluster in clusters if not cluster.known for index in cluster.mentions}
    houses = frozenset(filter(None, [ontology.class_of_ner("ORG")]))
    for relation in extraction.relations:
        slots = [(relation.subject, relation.domain)]
        if not isinstance(relation.object, Quantity):
            slots.append((relation.object, relation.range))
        if relation.confidence < SURE:
            continue
        for index, wanted in slots:
            if index not in owner or not wanted or wanted & anything:
                continue
            cluster = owner[index]
            if not cluster.votes and relation.confidence >= CERTAIN and wanted == houses and index != relation.subject:
                words = re.findall(r"\w+", cluster.label.casefold())
                if cluster.label[0].isupper() and words_of_roles(ontology).isdisjoint(words):
                    reason = f"argument of {relation.rule}"
                    cluster.votes += [Vote(cls, "argument", LEAST, reason) for cls in wanted]
                continue
            proposed = {vote.cls for vote in cluster.votes if vote.detector != "argument"}
            for cls in sorted(cls for cls in proposed & wanted if wanted.isdisjoint(ontology.classes[cls].makers)):
                cluster.votes.append(Vote(cls, "argument", 0.2, f"argument of {relation.rule}"))


def words_of_roles(ontology: Ontology) -> frozenset[str]:
    """Words that say what somebody is, or stand before names of people: "ceo", "director", "dr"."""
    person = ontology.class_of_ner("PERSON")
    nouns = ontology.classes[person].nouns if person else frozenset()
    offices = (
        word
        for predicate in ontology.predicates.values()
        for lex in predicate.lexicalisations
        if lex.kind in ("noun", "office")
        for word in lex.words
    )
    return HONORIFICS.union(word for words in (*nouns, *offices) for word in words.casefold().split())


def vote_for_makers(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> None:
    """Let a name be its maker's where only a maker can stand: "an engineer at Acme" means no software."""
    roles = {predicate.iri for role in MAKERS for predicate in ontology.with_role(role)}
    members = {predicate.iri for predicate in ontology.with_role("member")}
    making, seated = ({predicate.iri for predicate in ontology.with_role(role)} for role in ("maker", "seated"))
    owner = {index: cluster for cluster in clusters for index in cluster.mentions}
    organisations = {ontology.class_of_ner("ORG")}
    present = {cluster.known.iri for cluster in clusters if cluster.known and cluster.known.cls in organisations}
    heads = _heads(ontology)
    for cluster in clusters:
        vote_for_house(cluster, ontology, heads)
    for relation in extraction.relations:
        if relation.predicate not in roles or relation.confidence < CERTAIN or isinstance(relation.object, Quantity):
            continue
        for index, wanted in ((relation.subject, relation.domain), (relation.object, relation.range)):
            cls = owner[index].cls(ontology) if index in owner else None
            makers = [maker for maker in ontology.classes[cls].makers if ontology.is_a(maker, wanted)] if cls else []
            either = relation.predicate in members and not wanted.isdisjoint(makers)  # "at Acme"
            if cls is None or (ontology.is_a(cls, wanted) and not either):
                continue
            known = owner[index].known
            if known and present.intersection(known.affiliations):
                continue  # "runs Rocket": its maker has a name of its own here
            if known and relation.predicate in members | making | seated and _has_other_maker(known, ontology):
                continue
            if relation.predicate in making | seated and not (known and relation.rule.startswith("verb")):
                continue  # "based in Oslo"
            if relation.predicate in making and extraction.mentions[index].begin < relation.trigger:
                continue  # "built at Rocket", "developed by Rocket": languages, too, "introduce" and "release"
            if known and relation.predicate in members and _is_of_a_kind(extraction, index, relation.trigger):
                continue  # "a Rocket programmer" works with it
            for maker in makers:
                weight = owner[index].scores(ontology)[cls] + LEAST
                owner[index].votes.append(Vote(maker, "maker", weight, f"argument of {relation.rule}"))


def _is_of_a_kind(extraction: Extraction, index: int, trigger: int) -> bool:
    """Whether the mention stands before what it makes of somebody, as in "a Rocket programmer"."""
    return OF_A_KIND.fullmatch(extraction.document.text[extraction.mentions[index].end : trigger]) is not None


def vote_for_house(cluster: Cluster, ontology: Ontology, heads: frozenset[str]) -> None:
    """Let a known product be the house of its name where the text says so: "companies like Rocket", "Rocket's founder".

    Not where another house is known to make it. heads: see `_heads`.
    """
    cls, house = cluster.cls(ontology), ontology.class_of_ner("ORG")
    if cluster.known is None or cls is None or house not in ontology.classes[cls].makers:
        return
    called = {
        vote.reason
        for vote in cluster.votes
        if vote.cls == house and vote.weight >= SAID[vote.detector]
        if vote.detector != "offices" or vote.reason.split()[-1].casefold() in heads
    }
    if called and not _has_other_maker(cluster.known, ontology):
        weight = cluster.scores(ontology)[cls] + LEAST
        cluster.votes.append(Vote(house, "maker", weight, min(called)))


def _heads(ontology: Ontology) -> frozenset[str]:
    """Last words of what those are called who found or work for a house: "founder", "CTO"; not "part"."""
    founders = {predicate.iri for predicate in ontology.with_role("founder")}
    return frozenset(
        word.casefold().split()[-1]
        for predicate in (*ontology.with_role("founder"), *ontology.with_role("member"))
        for lex in predicate.lexicalisations
        if lex.kind == "office" or (lex.kind == "noun" and predicate.iri in founders)
        for word in lex.words
    )


def _has_other_maker(known: KnownEntity, ontology: Ontology) -> bool:
    """Whether the houses behind a known thing all have other names: "Rocket" of Acme, not of Rocket Software."""
    houses = [ontology.entities[iri] for iri in known.affiliations if iri in ontology.entities]
    houses = [house for house in houses if house.cls == ontology.class_of_ner("ORG")]
    return bool(houses) and all(squash(known.label) not in squash(house.label) for house in houses)


def with_class(
    document: str, clusters: list[Cluster], ontology: Ontology
) -> tuple[list[Cluster], tuple[Rejection, ...]]:
    """Clusters whose class is sure enough, and the others with the reason."""
    kept, refused = [], []
    for cluster in clusters:
        if max(cluster.scores(ontology).values(), default=0.0) >= LEAST:
            kept.append(cluster)
        elif ontology.any_name is not None:
            cluster.votes.append(Vote(ontology.any_name, "any name", LEAST, "has a name"))
            kept.append(cluster)
        else:
            reason = (
                "too little says what kind of thing it is" if cluster.votes else "nothing says what kind of thing it is"
            )
            refused.append(Rejection(document, cluster.label, reason, cluster.first))
    return kept, tuple(refused)
