"""Which clusters are one thing: short forms, then mis-hearings, first within the document, then in the gazetteer.

Listing candidates, choosing and answering "none" are separate acts; where two candidates are equally good the
answer is "none", and the report says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pipeline.extract.closed_classes import MONTHS, WEEKDAYS
from pipeline.extract.compounds import INITIAL
from pipeline.extract.homonyms import ELSEWHERE
from pipeline.kept import kept
from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Rejection
from pipeline.resolve.choosing import MARGIN, Choice, bearers_of, compatible, fold
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.labels import NEAR, SURE, consonants, mishearing, most, same_digits
from pipeline.resolve.shortening import short_forms, titles_of, untitled
from pipeline.resolve.sound import sound_similarity

UNTYPED = 0.05  # less likely where no detector proposes the known thing's class
ORDINARY = 0.12  # less likely for an ordinary word, which was probably heard right
NAMED = 0.5  # likeness of surnames from which whom the header names is meant, where the first names are the same
HUMPS = re.compile(r"[A-Z][a-z]+")  # words of a name that is written as one
SAME_GIVEN = 0.9  # similarity in sound from which two given names may be one, heard differently
SAME = 0.95  # and from which two names of several words are one, said twice
PREFIXES = ("un-", "non-", "anti-", "pro-", "pre-", "post-", "ex-")  # "un-American" is no mis-hearing
ALIKE = 0.5  # similarity in sound below which no word is taken for another
ACRONYM = 4  # letters of a short acronym
SHORTEST = 4  # letters below which sound proves nothing


def merge(
    clusters: list[Cluster],
    ontology: Ontology,
    document: str,
    ordinary: Callable[[str], bool] = lambda word: False,
    listed: Callable[[str], bool] = lambda word: False,
) -> tuple[list[Cluster], tuple[Rejection, ...]]:
    """The clusters after all steps, and the choices that were too close to make.

    ordinary: whether a word is an ordinary English one, which is seldom misheard for a known name. listed: whether
        the dictionary has it, be it as a name, so that alone it was heard right: "Columbia" is not Colombia.
    """
    abstained: list[Rejection] = []
    clusters = unite(clusters)
    _forget_homophones(clusters, ontology)
    known = partial(heard_in_gazetteer, ordinary=ordinary, listed=listed)
    named = partial(heard_in_document, ordinary=ordinary)
    for step in (short_forms, named, known, short_forms):
        clusters, undecided = step(clusters, ontology, document)
        abstained += undecided
    return clusters, tuple(abstained)


# --- mis-hearings


def _forget_homophones(clusters: list[Cluster], ontology: Ontology) -> None:
    """A known person who is only heard is nobody known where the header writes another full name of the same sound.

    "Steven Quill" in the talk is the "Stephen Quille" of the title, not the famous bearer of the name.
    """
    people = ontology.class_of_ner("PERSON")
    written = {text for x in clusters if not x.known and x.cls(ontology) == people for text in x.context if " " in text}
    for cluster in clusters:
        if cluster.known is None or cluster.known.cls != people or cluster.context or cluster.known.label in written:
            continue
        if any(_are_homophones(text, cluster.known.label) for text in written):
            cluster.known = None


def _are_homophones(left: str, right: str) -> bool:
    return len(left.split()) == len(right.split()) and sound_similarity(left, right) == 1


def heard_in_document(
    clusters: list[Cluster], ontology: Ontology, document: str, ordinary: Callable[[str], bool] = lambda word: False
) -> tuple[list[Cluster], list[Rejection]]:
    """Names that sound like one that the header spells right, or that the gazetteer knows and the document names."""

    people, titles = ontology.class_of_ner("PERSON"), titles_of(ontology)
    family = _family_names(ontology)
    full_names = (untitled(x.label, titles) for x in clusters if x.cls(ontology) == people)
    last_names = {squash(name.split()[-1]) for name in full_names if " " in name}

    def parts(other: Cluster) -> tuple[str, ...]:
        """First and last names, against which a single word is held too: "Castellan", "Noor Castellane"."""
        words = other.label.split()
        return (words[0], words[-1]) if len(words) > 1 and other.cls(ontology) == people else ()

    def propose(cluster: Cluster, others: Iterable[Cluster]) -> list[Choice]:
        label = cluster.label
        if cluster.cls(ontology) == people:
            label = untitled(label, titles)  # "Director Castellan"
        spoken = cluster.heard_as if label == cluster.label else (label,)
        if cluster.known or len(squash(label)) < SHORTEST or _is_small(label, ordinary):
            return []
        if squash(label) in titles or squash(label) in last_names or _is_heard_whole(label, ontology):
            return []  # "Senator" is no Senate; of two Boltons neither is Boston
        if core := _core(label):
            others = list(others)
            if same := [x for x in others if x.known and core == _core(x.label) and compatible(cluster, x, ontology)]:
                return [(other, 1.0) for other in same]
        if cluster.context:
            return []
        found = []
        bearers, several = bearers_of(ontology, label), " " in label
        for other in others:
            named = other.known and (other.cls(ontology) != people or other.label in other.texts)
            least = NEAR if other.context or named else SURE if other.known or _is_rarer(cluster, other) else None
            if (other.context or other.known) and several and _shares_name(label, other.label):
                least = NAMED  # "Ann Pattis" of Ann Battiste
            elif (
                least == SURE and several and _shares_name(label, other.label) and _sounds_the_same(label, other.label)
            ):
                least = NEAR  # "Carper Lab" of the Carpa Lab
            if least is None:
                continue
            if bearers and (other.known is None or other.known.iri not in bearers):
                continue  # a Texan is no Houston Texan
            if _goes_on_behind(label, other.known.labels if other.known else (other.label,)):
                continue
            whole = [] if several else [x for x in parts(other) if squash(x) != squash(label)]  # those are short forms
            labels = [x for x in (*other.labels, *whole) if _comparable(label, x)]
            labels = [x for x in labels if not _has_another_word(label, x, ordinary)]
            if squash(label) in family and not other.context:  # "Chen" is somebody, and not China
                labels = [x for x in labels if other.cls(ontology) == people and _sounds_the_same(label, x)]
            if other.known:
                labels = [x for x in labels if not _is_longer(label, x)]
            heard_as = ((heard, x) for x in labels for heard in spoken if most(heard, x) >= least)
            score = max((mishearing(heard, x) for heard, x in heard_as), default=0.0)
            if score >= least and compatible(cluster, other, ontology):
                found.append((other, score))
        return found

    return fold(clusters, document, propose, short=False, reason="{} sounds like {}")


def _core(label: str) -> tuple[str, ...]:
    """Words of a longer name without plurals, and without the initials between the others; empty for short names.

    "Conversation with Ada" and "Conversations with Ada", "Ada T. Quill" and "Ada Quill".
    """
    words = label.split()
    kept = [word for at, word in enumerate(words) if not (0 < at < len(words) - 1 and INITIAL.fullmatch(word))]
    return tuple(squash(word).removesuffix("s") for word in kept) if len(kept) > 1 else ()


def _shares_name(heard: str, label: str) -> bool:
    """Whether both are of several words and begin, or end, alike: "Ann Pattis" and "Ann Battiste"."""
    ours, theirs = heard.split(), label.split()
    if len(ours) < 2 or len(theirs) < 2:
        return False
    return ours[0] == theirs[0] or (ours[-1] == theirs[-1] and ours[0][0] == theirs[0][0])


def _sounds_the_same(left: str, right: str) -> bool:
    return sound_similarity(left, right) >= SAME


def _is_rarer(cluster: Cluster, other: Cluster) -> bool:
    """Of two names that nobody knows the more frequent, then the earlier, is right."""
    mine, theirs = (-len(cluster.mentions), cluster.first), (-len(other.mentions), other.first)
    return theirs < mine


def _comparable(left: str, right: str) -> bool:
    """A first name is not a mis-hearing of a full name, nor one version of another."""
    one, other = len(squash(left)), len(squash(right))
    if one < SHORTEST or other < SHORTEST or abs(one - other) > 3:
        return False
    if left.isupper() and right.isupper() and one == other <= ACRONYM:
        return False  # letters that are spelt are heard right
    return same_digits(left, right)


def _has_another_word(heard: str, label: str, ordinary: Callable[[str], bool]) -> bool:
    """Whether both are written as one of as many ordinary words, one of which differs: "OpenLakeMap", "OpenReefMap"."""
    if " " in heard or heard.istitle() or heard.isupper() or " " in label:
        return False  # nearly all, found soonest
    ours, theirs = HUMPS.findall(heard), HUMPS.findall(label)
    if len(ours) < 3 or len(ours) != len(theirs) or "".join(ours) != heard or "".join(theirs) != label:
        return False
    different = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and all(map(ordinary, different[0])) and sound_similarity(*different[0]) < ALIKE


def _is_longer(left: str, right: str) -> bool:
    """Whether one name is the other with something behind it, which makes it another word or another thing."""
    short, long = sorted((squash(left), squash(right)), key=len)
    return long.startswith(short) and long != short + "s" and sound_similarity(left, right) < 1


def _goes_on_behind(name: str, labels: Iterable[str]) -> bool:
    """Whether a further word makes the name that of another thing: "Acme TV" is no "AcmeQL", which is also "Acme"."""
    first = name.casefold().rpartition(" ")[0]
    return bool(first) and any(label.casefold() in (first, f"{first}s") for label in labels)


def heard_in_gazetteer(
    clusters: list[Cluster],
    ontology: Ontology,
    document: str,
    ordinary: Callable[[str], bool],
    listed: Callable[[str], bool] = lambda word: False,
) -> tuple[list[Cluster], list[Rejection]]:
    """Names that sound like exactly one known entity of a fitting class."""
    by_sound = _by_sound(ontology)
    people = ontology.class_of_ner("PERSON")
    given = frozenset(map(squash, ontology.classes[people].given_names)) if people else frozenset()
    family = _family_names(ontology)
    titles = frozenset(map(squash, ontology.classes[people].nouns)) if people else frozenset()
    undecided = []
    present = {cluster.known.iri for cluster in clusters if cluster.known}
    for cluster in clusters:
        heard, key = cluster.label, squash(cluster.label)
        if cluster.known or len(key) < SHORTEST + 1 or cluster.context:
            continue
        if _is_heard_whole(heard, ontology) or _is_small(heard, ordinary):
            continue
        if any(vote.detector == ELSEWHERE for vote in cluster.votes) or key in given:
            continue  # "Linus" is a name, and not a Linnaeus misheard
        if key in ontology.names and " " not in heard:
            continue  # a known name, which is not meant here
        scores = cluster.scores(ontology)
        insisted = {vote.cls for vote in cluster.votes if vote.detector != "recogniser" or vote.cls == people}
        titled, right = squash(heard.split()[0]) in titles, listed(heard)
        best: dict[str, float] = {}
        for entity, label in by_sound.get(_bucket(heard), ()):
            if entity.cls not in scores and insisted:
                continue
            if not _comparable(heard, label) or _is_longer(heard, label) or _goes_on_behind(heard, entity.labels):
                continue
            if entity.cls != people and titled:
                continue  # "Minister of Defence" is not the ministry
            if key in family and (entity.cls != people or not _sounds_the_same(heard, label)):
                continue  # "Chen" is somebody, and not China
            if _has_another_word(heard, label, ordinary) or (
                entity.cls == people and _is_namesake(heard, label, given)
            ):
                continue
            doubt = 0.0 if entity.cls in scores else UNTYPED
            if right or _is_heard_right(heard, label, ordinary):
                doubt += ORDINARY
            spoken = (said for said in cluster.heard_as if most(said, label) - doubt >= NEAR)
            score = max((mishearing(said, label) for said in spoken), default=0.0) - doubt
            best[entity.iri] = max(best.get(entity.iri, 0.0), score)
        ranked = sorted(((iri, score) for iri, score in best.items() if score >= NEAR), key=lambda c: (-c[1], c[0]))
        if not ranked or bearers_of(ontology, heard):
            continue  # "Democrats", "Iranians"
        tied = present.intersection(ontology.entities[ranked[0][0]].affiliations)
        alone = " " not in heard and ontology.entities[ranked[0][0]].cls == people  # a last name says little
        least = NEAR if tied and not alone and not right else SURE
        if ranked[0][1] >= least and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN):
            cluster.known = ontology.entities[ranked[0][0]]
            cluster.reasons.append(f"{heard} sounds like {cluster.known.label}")
        else:
            names = ", ".join(ontology.entities[iri].label for iri, _ in ranked)
            undecided.append(Rejection(document, heard, f"may be any of: {names}", cluster.first))
    return unite(clusters), undecided


def _is_heard_whole(heard: str, ontology: Ontology) -> bool:
    """Whether it is a day, a month or whoever uses a known thing, and no mis-hearing: "July", "Acmetubers"."""
    if heard in WEEKDAYS or heard in MONTHS:
        return True
    agent = squash(heard).removesuffix("s")
    return " " not in heard and agent.endswith("er") and any(agent[:cut] in ontology.names for cut in (-1, -2))


def _is_small(heard: str, ordinary: Callable[[str], bool]) -> bool:
    """Whether what was heard is no name at all: ordinary words in small letters, "un-American"."""
    return (heard.islower() and all(map(ordinary, heard.split()))) or heard.casefold().startswith(PREFIXES)


def _is_namesake(heard: str, label: str, given: frozenset[str]) -> bool:
    """Whether both have a given name and not the same one: "Carla Meyer" is not Carl Meyer; "Dan" may be Daniel."""
    one, other = sorted((squash(heard.split()[0]), squash(label.split()[0])), key=len)
    if " " not in heard or not {one, other} <= given or sound_similarity(one, other) >= SAME_GIVEN:
        return False
    return not other.startswith(one) or other in (f"{one}a", f"{one}y", f"{one}ie", f"{one}{one[-1]}y")


def _is_heard_right(heard: str, label: str, ordinary: Callable[[str], bool]) -> bool:
    """Whether what differs from the known name is an ordinary word: "Aster Institute" is not Astera Institute."""
    if squash(heard) == squash(label):
        return False
    ours, theirs = heard.split(), [squash(word) for word in label.split()]
    different = [word for word in ours if squash(word) not in theirs]
    if len(ours) == 1 or (len(ours) == len(theirs) and len(different) < len(ours)):
        return bool(different) and all(map(ordinary, different))
    return False


def unite(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters that were found to be the same known entity become one."""
    owners: dict[str, Cluster] = {}
    united = []
    for cluster in clusters:
        if cluster.known and cluster.known.iri in owners:
            owners[cluster.known.iri].absorb(cluster, f"both are {cluster.known.label}")
        else:
            united.append(cluster)
            if cluster.known:
                owners[cluster.known.iri] = cluster
    return united


_FAMILY: dict[str, frozenset[str]] = {}


def _family_names(ontology: Ontology) -> frozenset[str]:
    """Squashed names that families have: those listed, and the last ones of known people; built once per ontology."""
    if ontology.digest not in _FAMILY:
        people = ontology.class_of_ner("PERSON")
        listed = ontology.classes[people].family_names if people else ()
        known = (entity.label.rpartition(" ") for entity in ontology.entities.values() if entity.cls == people)
        _FAMILY.clear()
        _FAMILY[ontology.digest] = frozenset(map(squash, (*listed, *(last for first, _, last in known if first))))
    return _FAMILY[ontology.digest]


_SOUNDS: dict[str, dict[str, tuple[tuple[KnownEntity, str], ...]]] = {}


def _by_sound(ontology: Ontology) -> dict[str, tuple[tuple[KnownEntity, str], ...]]:
    """Bucket of sounds -> known entities and the label that falls into it; built once per ontology."""
    if ontology.digest not in _SOUNDS:
        buckets = kept("sounds", ontology.digest, dict[str, list[tuple[str, str]]], partial(_buckets, ontology))
        _SOUNDS.clear()
        _SOUNDS[ontology.digest] = {
            bucket: tuple((ontology.entities[iri], label) for iri, label in entries)
            for bucket, entries in buckets.items()
        }
    return _SOUNDS[ontology.digest]


def _buckets(ontology: Ontology) -> dict[str, list[tuple[str, str]]]:
    buckets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity, label in _spoken(ontology):
        buckets[_bucket(label)].append((entity.iri, label))
    return dict(buckets)


def _spoken(ontology: Ontology) -> Iterator[tuple[KnownEntity, str]]:
    """Known entities with each label, and with an ending that is written as one with the name set apart."""
    for entity in ontology.entities.values():
        endings = ontology.classes[entity.cls].optional_endings
        glued = [(label, end) for label in entity.labels for end in endings if label.endswith(end)]
        apart = [f"{label.removesuffix(end)} {end}" for label, end in glued if not label.endswith(f" {end}")]
        for label in (*entity.labels, *apart):
            if len(squash(label)) > SHORTEST:
                yield entity, label


def _bucket(label: str) -> str:
    """The first two consonants: what a mis-hearing seldom changes."""
    return consonants(label).lstrip("A")[:2]
