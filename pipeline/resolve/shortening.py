"""Short forms: "Okafor" is Ada Okafor, "Brook" is Brook AI, where only one thing in the document can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from functools import lru_cache

from pipeline.extract.closed_classes import HONORIFICS, MONTHS, WEEKDAYS
from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Rejection
from pipeline.resolve.choosing import Choice, bearers_of, compatible, fold
from pipeline.resolve.clusters import Cluster

FOREMOST = 0.8  # share of mentions from which the document speaks of one bearer of a name, not of the others
HANDLE = 6  # letters of a name that stand in a handle by no chance
IN_FULL = 0.9  # how far a nickname means who has the full name: "Mike" is Michael, but sooner Mike
GENERATIONS = frozenset("jr sr ii iii".split())  # behind a name, which is the same without them
JOINTS = frozenset("of for and the in on to at by".split())  # words that acronyms pass over
OFTEN = 4  # times that a name stands alone for one time that it opens a longer one
SHORTEST = 4  # letters of a last name that stands in a handle by no chance


def short_forms(clusters: list[Cluster], ontology: Ontology, document: str) -> tuple[list[Cluster], list[Rejection]]:
    """ "Okafor" is Ada Okafor, "Brook" is Brook AI, where only one thing in the document can be meant."""
    people = frozenset({cls} if (cls := ontology.class_of_ner("PERSON")) else set())
    endings = frozenset(squash(ending) for info in ontology.classes.values() for ending in info.endings)
    openings = frozenset(squash(opening) for info in ontology.classes.values() for opening in info.openings)
    body = ontology.class_of_ner("ORG")
    titles, in_full, work = titles_of(ontology), _in_full(ontology), ontology.class_of_ner("WORK_OF_ART")
    present = frozenset(cluster.known.iri for cluster in clusters if cluster.known)
    works = frozenset(map(squash, ontology.classes[work].nouns)) if work else frozenset()

    def propose(cluster: Cluster, others: Iterable[Cluster]) -> list[Choice]:
        if cluster.known or (len(cluster.key) < 3 and not cluster.label.istitle()):
            return []
        if cluster.label in MONTHS or cluster.label in WEEKDAYS:
            return []  # "October" is not the October Uprising
        bearers = bearers_of(ontology, cluster.label)
        acronym = cluster.key if cluster.label.isupper() else ""
        words = _behind_titles(_split(cluster.label), titles)
        called = [words, *([full, *words[1:]] for full in in_full.get(words[0], ()))]
        bare, last = _without_initials(words), words[-1]  # "the Institute"
        titled = len(words) > 1 and words[0] != _split(cluster.label)[0]
        otherwise = bool(acronym) or len(called) > 1  # it may be short for what looks otherwise
        found = []
        for other in others:
            labels = [_split(label) for label in other.labels]
            if not (otherwise or any(_may_shorten(words, name) for name in labels)) or other.key in cluster.others:
                continue  # most pairs, found soonest
            person = other.cls(ontology) in people
            if not person and other.known is None and _is_offshoot(cluster, other, words, endings):
                continue
            if len(words) == 1 and words[0] in openings and _is_only_opening(words, labels):
                continue  # "House" is not the House Trade Committee, unlike "the Center" of the Center for Trade
            if bearers and not person and (other.known is None or other.known.iri not in bearers):
                continue  # a Ruritanian is no Ruritanian Ministry
            # Not "Senator Okafor", unless everybody calls her so.
            full = [name for name in labels if other.known or not (len(name) == 2 and name[0] in titles)]
            if person:
                full += [name[:-1] for name in full if len(name) > 2 and name[-1] in GENERATIONS]
            if (
                (acronym and any(acronym in _initials(label) for label in other.labels))
                or any(_shortens(words, name, person, endings) for name in full)
                or (person and titled and any(bare == _without_initials(name) for name in full))
                or (last in endings and other.cls(ontology) == body and any(words == name[-1:] for name in labels))
                or any(_is_without_maker(words, name, other.known, present, ontology) for name in labels)
                or any(_is_without_nation(words, name, ontology) for name in labels)
                or (words[-1] in works and other.cls(ontology) == work and "".join(words[:-1]) in map("".join, labels))
            ):
                score = 1.0
            elif person and any(
                name[0] == words[0] and _shortens(words, name, person, endings) for words in called[1:] for name in full
            ):  # "Jimmy" is Jimmy or James Quill, not Ada James
                score = IN_FULL
            else:
                continue
            if compatible(cluster, other, ontology):
                found.append((other, score))
        return _foremost(cluster, found, people, ontology)

    return fold(clusters, document, propose, short=True, reason="{} is short for {}")


def titles_of(ontology: Ontology) -> frozenset[str]:
    """What stands before names of people: "president", "dr"."""
    people = ontology.class_of_ner("PERSON")
    return HONORIFICS.union(map(squash, ontology.classes[people].nouns)) if people else HONORIFICS


def untitled(label: str, titles: frozenset[str]) -> str:
    """The name without what stands before it: "Castellan" of "Director Castellan"."""
    return " ".join(_behind_titles(label.split(), titles))


def _behind_titles(words: list[str], titles: frozenset[str]) -> list[str]:
    while len(words) > 1 and squash(words[0]) in titles:
        words = words[1:]
    return words


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


def _is_without_maker(
    words: list[str], name: list[str], known: KnownEntity | None, present: Container[str], ontology: Ontology
) -> bool:
    """Whether only the maker's name is left away, whom the document names: "Ledger" of Quillon Ledger."""
    if known is None or name[1:] != words:
        return False
    makers = (ontology.entities[iri] for iri in known.affiliations if iri in present)
    return any(name[0] in map(squash, maker.labels) for maker in makers)


def _is_without_nation(words: list[str], name: list[str], ontology: Ontology) -> bool:
    """Whether only the adjective of a place is left away: "Civil War" of the Ruritanian Civil War."""
    return len(words) > 1 and name[1:] == words and bool(bearers_of(ontology, name[0]))


def _is_only_opening(words: list[str], labels: list[list[str]]) -> bool:
    """Whether the word for a body opens a longer name, with nothing that joins it to the rest, and ends none."""
    opened = any(name[:1] == words and len(name) > 1 for name in labels)
    joined = any(name[:1] == words and len(name) > 1 and name[1] in JOINTS for name in labels)
    return opened and not joined and not any(name[-1:] == words for name in labels)


def _is_offshoot(cluster: Cluster, other: Cluster, words: list[str], endings: frozenset[str]) -> bool:
    """Whether the longer name is of something of the house that is mostly called by the shorter: "Brook Merch"."""
    behind = [name[len(words) :] for name in map(_split, other.texts) if name[: len(words)] == words]
    added = bool(behind) and not any(endings.intersection(rest) for rest in behind)
    return added and len(cluster.mentions) >= OFTEN * len(other.mentions)


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


def _may_shorten(words: list[str], name: list[str]) -> bool:
    """Whether both begin or end alike, as a name and all that is short for it do, or one is in the other."""
    if not name or words[0][0] == name[0][0] or words[-1] == name[-1]:
        return bool(name)
    return name[0] in words[0] or (name[-1] in GENERATIONS and words[-1] in name)


def _shortens(words: list[str], name: list[str], person: bool, endings: frozenset[str]) -> bool:
    """Opening words of a name, a person's last name, or a name without its class ending ("Brook", "BrookAI")."""
    if not _may_shorten(words, name):
        return False
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
