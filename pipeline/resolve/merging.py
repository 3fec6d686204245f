"""Which clusters are one thing: short forms, then mis-hearings, first within the document, then in the gazetteer.

Listing candidates, choosing and answering "none" are separate acts; where two candidates are equally good the
answer is "none", and the report says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from pipeline.extract.closed_classes import HONORIFICS, MONTHS, WEEKDAYS
from pipeline.extract.homonyms import ELSEWHERE
from pipeline.kept import kept
from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Rejection
from pipeline.resolve.clusters import Cluster
from pipeline.resolve.labels import NEAR, SURE, consonants, mishearing, most, same_digits
from pipeline.resolve.sound import sound_similarity

FOREMOST = 0.8  # share of mentions from which the document speaks of one bearer of a name, not of the others
MARGIN = 0.03  # likeness by which the best candidate must lead
UNTYPED = 0.05  # less likely where no detector proposes the known thing's class
ORDINARY = 0.12  # less likely for an ordinary word, which was probably heard right
NAMED = 0.5  # likeness of surnames from which whom the header names is meant, where the first names are the same
INITIAL = re.compile(r"[A-Z]\.")
HANDLE = 6  # letters of a name that stand in a handle by no chance
SAME_GIVEN = 0.9  # similarity in sound from which two given names may be one, heard differently
PREFIXES = ("un-", "non-", "anti-", "pro-", "pre-", "post-", "ex-")  # "un-American" is no mis-hearing
IN_FULL = 0.9  # how far a nickname means who has the full name: "Mike" is Michael, but sooner Mike
JOINTS = frozenset("of for and the in on to at by".split())  # words that acronyms pass over
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
    known = partial(heard_in_gazetteer, ordinary=ordinary, listed=listed)
    for step in (short_forms, heard_in_document, known, short_forms):
        clusters, undecided = step(clusters, ontology, document)
        abstained += undecided
    return clusters, tuple(abstained)


Choice = tuple[Cluster, float]


def _choose(candidates: list[Choice]) -> Cluster | None:
    """The best candidate if it leads by MARGIN."""
    ranked = sorted(candidates, key=lambda choice: (-choice[1], choice[0].first))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
        return None
    return ranked[0][0]


def _fold(
    clusters: list[Cluster],
    document: str,
    propose: Callable[[Cluster, Iterable[Cluster]], list[Choice]],
    *,
    short: bool,
    reason: str,
) -> tuple[list[Cluster], list[Rejection]]:
    """Fold every cluster into the one that `propose` ranks first, if it leads."""
    gone: set[int] = set()
    undecided: list[Rejection] = []
    for cluster in clusters:
        candidates = propose(cluster, (other for other in clusters if id(other) not in gone and other is not cluster))
        chosen = _choose(candidates)
        if chosen is not None:
            chosen.absorb(cluster, reason.format(cluster.label, chosen.label), short=short)
            gone.add(id(cluster))
        elif candidates:
            names = ", ".join(sorted(choice.label for choice, _ in candidates))
            undecided.append(Rejection(document, cluster.label, f"may be any of: {names}", cluster.first))
    return [cluster for cluster in clusters if id(cluster) not in gone], undecided


# --- short forms


def short_forms(clusters: list[Cluster], ontology: Ontology, document: str) -> tuple[list[Cluster], list[Rejection]]:
    """ "Okafor" is Ada Okafor, "Brook" is Brook AI, where only one thing in the document can be meant."""
    people = frozenset({cls} if (cls := ontology.class_of_ner("PERSON")) else set())
    endings = frozenset(squash(ending) for info in ontology.classes.values() for ending in info.endings)
    titles, in_full, work = _titles(ontology), _in_full(ontology), ontology.class_of_ner("WORK_OF_ART")
    works = frozenset(map(squash, ontology.classes[work].nouns)) if work else frozenset()

    def propose(cluster: Cluster, others: Iterable[Cluster]) -> list[Choice]:
        if cluster.known or len(cluster.key) < 3:
            return []
        acronym = cluster.key if cluster.label.isupper() else ""
        words = _split(cluster.label)
        while len(words) > 1 and words[0] in titles:
            words = words[1:]  # "President Okafor"
        called = [words, *([full, *words[1:]] for full in in_full.get(words[0], ()))]
        bare = _without_initials(words)
        titled = len(words) > 1 and words[0] != _split(cluster.label)[0]
        found = []
        for other in others:
            if other.key in cluster.others:
                continue
            person = other.cls(ontology) in people
            labels = [_split(label) for label in _labels(other)]
            full = [name for name in labels if not (len(name) == 2 and name[0] in titles)]  # not "Senator Okafor"
            if (
                (acronym and any(acronym in _initials(label) for label in _labels(other)))
                or any(_shortens(words, name, person, endings) for name in full)
                or (person and titled and any(bare == _without_initials(name) for name in full))
                or (words[-1] in works and other.cls(ontology) == work and "".join(words[:-1]) in map("".join, labels))
            ):
                score = 1.0
            elif person and any(_shortens(words, name, person, endings) for words in called[1:] for name in full):
                score = IN_FULL
            else:
                continue
            if _compatible(cluster, other, ontology):
                found.append((other, score))
        return _foremost(cluster, found, people, ontology)

    return _fold(clusters, document, propose, short=True, reason="{} is short for {}")


def _titles(ontology: Ontology) -> frozenset[str]:
    """What stands before names of people: "president", "dr"."""
    people = ontology.class_of_ner("PERSON")
    return HONORIFICS.union(map(squash, ontology.classes[people].nouns)) if people else HONORIFICS


def _untitled(label: str, titles: frozenset[str]) -> str:
    words = label.split()
    while len(words) > 1 and squash(words[0]) in titles:
        words = words[1:]
    return " ".join(words)


def _without_initials(words: list[str]) -> list[str]:
    """A name without single letters between its first and last word."""
    return [word for at, word in enumerate(words) if len(word) > 1 or at in (0, len(words) - 1)]


def _in_full(ontology: Ontology) -> dict[str, list[str]]:
    """Squashed nicknames -> the given names they are short for: "Mike" -> "Michael"."""
    names: dict[str, list[str]] = defaultdict(list)
    for cls in ontology.classes.values():
        for pair in cls.nicknames:
            short, full = map(squash, pair.split())
            names[short].append(full)
    return names


def _foremost(cluster: Cluster, found: list[Choice], people: frozenset[str], ontology: Ontology) -> list[Choice]:
    """The bearers of a name that come before the others.

    A person's name is short for no show or book; of several the one in the header, then the one of whom
    the document speaks most, is called by one name.
    """
    if len(found) > 1 and cluster.cls(ontology) in people:
        bodies = people | {ontology.class_of_ner("ORG")}  # "Quill" may be short for the Quill Institute
        found = [choice for choice in found if choice[0].cls(ontology) in bodies] or found
    headed = [choice for choice in found if choice[0].context]
    named = sum(len(other.mentions) for other, _ in found)
    most_named = [choice for choice in found if len(choice[0].mentions) >= FOREMOST * named]
    return headed if len(headed) == 1 else most_named or found


@lru_cache(maxsize=65536)
def _initials(label: str) -> frozenset[str]:
    """First letters of the words of a name of three and more, and of the longer words: what an acronym of it is."""
    words = [word for word in label.split() if squash(word)]
    longer = [word for word in words if word.casefold() not in JOINTS]
    return frozenset("".join(squash(word)[0] for word in each) for each in (words, longer) if len(each) >= 3)


@lru_cache(maxsize=65536)
def _split(label: str) -> list[str]:
    """Squashed words of a label; what holds neither letter nor digit is none."""
    return [word for word in map(squash, label.split()) if word]


def _shortens(words: list[str], name: list[str], person: bool, endings: frozenset[str]) -> bool:
    """Opening words of a name, a person's last name, or a name without its class ending ("Brook", "BrookAI")."""
    if not name or (words[0][0] != name[0][0] and words[-1] != name[-1] and name[0] not in words[0]):
        return False  # most pairs, found soonest
    if len(words) < len(name) and (name[: len(words)] == words or (person and name[-len(words) :] == words)):
        return True
    if person and len(words) == 2 < len(name) and words[-1] == name[-1] and words[0] in name:
        return True  # without initials or what stands in quotation marks: "Ada Quill" of 'Adalyn "Ada" M. Quill'
    whole, part = "".join(name), "".join(words)
    if person and len(name) > 1 and part in (name[0][0] + name[-1], name[0] + name[-1][0], whole):
        return True  # a handle: "ELovelace"
    if len(words) == 1 < len(name) and len(whole) >= HANDLE and whole in part:
        return True  # a handle with something added: "adalovelacehq"
    if len(words) == 1 and person and len(name[-1]) >= SHORTEST and part.endswith(name[-1]) and part[0] == name[0][0]:
        return True  # "adlovelace"
    return len(words) == len(name) and whole.startswith(part) and whole[len(part) :] in endings


def _compatible(cluster: Cluster, other: Cluster, ontology: Ontology) -> bool:
    """Whether no detector insists that they are of different classes.

    The recogniser alone does not insist, nor does the ending of a name that goes on ("Safe Harbor" of "Safe Harbor
    Robotics").
    """
    theirs = other.cls(ontology)
    longer = any(text.casefold().startswith(f"{cluster.label.casefold()} ") for text in other.texts)
    unsure = {"recogniser", "ending"} if longer else {"recogniser"}
    insisted = {vote.cls for vote in cluster.votes if vote.detector not in unsure}
    wider = theirs is not None and any(ontology.is_a(theirs, frozenset({cls})) for cls in insisted)
    return theirs is None or not insisted or wider or theirs in cluster.scores(ontology)


# --- mis-hearings


def heard_in_document(
    clusters: list[Cluster], ontology: Ontology, document: str
) -> tuple[list[Cluster], list[Rejection]]:
    """Names that sound like one that the header spells right, or that the gazetteer knows and the document names."""

    people, titles = ontology.class_of_ner("PERSON"), _titles(ontology)

    def parts(label: str, other: Cluster) -> tuple[str, ...]:
        """First and last names, against which a single word is held too: "Castellan", "Noor Castellane"."""
        words = other.label.split()
        single = " " not in label and len(words) > 1 and other.cls(ontology) == people
        return (words[0], words[-1]) if single else ()

    def propose(cluster: Cluster, others: Iterable[Cluster]) -> list[Choice]:
        label = cluster.label
        if cluster.cls(ontology) == people:
            label = _untitled(label, titles)  # "Director Castellan"
        spoken = cluster.heard_as if label == cluster.label else (label,)
        if cluster.known or len(squash(label)) < SHORTEST:
            return []
        if core := _core(label):
            others = list(others)
            if same := [x for x in others if x.known and core == _core(x.label) and _compatible(cluster, x, ontology)]:
                return [(other, 1.0) for other in same]
        if cluster.context:
            return []
        found = []
        bearers = _bearers(ontology, label)
        for other in others:
            named = other.known and (other.cls(ontology) != people or other.label in other.texts)
            least = NEAR if other.context or named else SURE if other.known or _is_rarer(cluster, other) else None
            if (other.context or other.known) and _shares_name(label, other.label):
                least = NAMED  # "Ann Pattis" of Ann Battiste
            if least is None:
                continue
            if bearers and (other.known is None or other.known.iri not in bearers):
                continue  # a Texan is no Houston Texan
            whole = [x for x in parts(label, other) if squash(x) != squash(label)]  # those are short forms
            labels = [x for x in (*_labels(other), *whole) if _comparable(label, x)]
            if other.known:
                labels = [x for x in labels if not _is_longer(label, x)]
            heard_as = ((heard, x) for x in labels for heard in spoken if most(heard, x) >= least)
            score = max((mishearing(heard, x) for heard, x in heard_as), default=0.0)
            if score >= least and _compatible(cluster, other, ontology):
                found.append((other, score))
        return found

    return _fold(clusters, document, propose, short=False, reason="{} sounds like {}")


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


def _is_rarer(cluster: Cluster, other: Cluster) -> bool:
    """Of two names that nobody knows the more frequent, then the earlier, is right."""
    mine, theirs = (-len(cluster.mentions), cluster.first), (-len(other.mentions), other.first)
    return theirs < mine


def _labels(cluster: Cluster) -> tuple[str, ...]:
    known = cluster.known.labels if cluster.known else ()
    return (*known, *sorted(cluster.texts))


def _comparable(left: str, right: str) -> bool:
    """A first name is not a mis-hearing of a full name, nor one version of another."""
    one, other = len(squash(left)), len(squash(right))
    if one < SHORTEST or other < SHORTEST or abs(one - other) > 3:
        return False
    if left.isupper() and right.isupper() and one == other <= ACRONYM:
        return False  # letters that are spelt are heard right
    return same_digits(left, right)


def _is_longer(left: str, right: str) -> bool:
    """Whether one name is the other with something behind it, which makes it another word or another thing."""
    short, long = sorted((squash(left), squash(right)), key=len)
    return long.startswith(short) and long != short + "s" and sound_similarity(left, right) < 1


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
    titles = frozenset(map(squash, ontology.classes[people].nouns)) if people else frozenset()
    undecided = []
    present = {cluster.known.iri for cluster in clusters if cluster.known}
    for cluster in clusters:
        if cluster.known or len(squash(cluster.label)) < SHORTEST + 1 or cluster.context:
            continue
        if cluster.label in WEEKDAYS or cluster.label in MONTHS or _is_small(cluster.label, ordinary):
            continue
        if any(vote.detector == ELSEWHERE for vote in cluster.votes):
            continue
        scores = cluster.scores(ontology)
        insisted = {vote.cls for vote in cluster.votes if vote.detector != "recogniser" or vote.cls == people}
        best: dict[str, float] = {}
        for entity, label in by_sound.get(_bucket(cluster.label), ()):
            if not _comparable(cluster.label, label) or _is_longer(cluster.label, label):
                continue
            if entity.cls == people and _is_namesake(cluster.label, label, given):
                continue
            if entity.cls != people and squash(cluster.label.split()[0]) in titles:
                continue  # "Minister of Defence" is not the ministry
            if entity.cls in scores or not insisted:
                doubt = 0.0 if entity.cls in scores else UNTYPED
                if _is_heard_right(cluster.label, label, ordinary) or listed(cluster.label):
                    doubt += ORDINARY
                heard_as = (heard for heard in cluster.heard_as if most(heard, label) - doubt >= NEAR)
                score = max((mishearing(heard, label) for heard in heard_as), default=0.0) - doubt
                best[entity.iri] = max(best.get(entity.iri, 0.0), score)
        ranked = sorted(((iri, score) for iri, score in best.items() if score >= NEAR), key=lambda c: (-c[1], c[0]))
        if not ranked or _bearers(ontology, cluster.label):
            continue  # "Democrats", "Iranians"
        tied = present.intersection(ontology.entities[ranked[0][0]].affiliations)
        alone = " " not in cluster.label and ontology.entities[ranked[0][0]].cls == people  # a last name says little
        least = NEAR if tied and not alone and not listed(cluster.label) else SURE
        if ranked[0][1] >= least and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN):
            heard, cluster.known = cluster.label, ontology.entities[ranked[0][0]]
            cluster.reasons.append(f"{heard} sounds like {cluster.known.label}")
        else:
            names = ", ".join(ontology.entities[iri].label for iri, _ in ranked)
            undecided.append(Rejection(document, cluster.label, f"may be any of: {names}", cluster.first))
    return unite(clusters), undecided


def _bearers(ontology: Ontology, heard: str) -> frozenset[str]:
    """IRIs of the places and parties whose people are called so."""
    if ontology.digest not in _BEARERS:
        bearers: dict[str, set[str]] = defaultdict(set)
        for entity in ontology.entities.values():
            for word in entity.demonyms:
                bearers[squash(word)].add(entity.iri)
        _BEARERS.clear()
        _BEARERS[ontology.digest] = {word: frozenset(iris) for word, iris in bearers.items()}
    return _BEARERS[ontology.digest].get(squash(heard).removesuffix("s"), frozenset())


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


_BEARERS: dict[str, dict[str, frozenset[str]]] = {}
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
