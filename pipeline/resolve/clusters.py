"""Mentions that denote the same thing, gathered while one document is resolved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.extract.closed_classes import LEGAL_FORMS
from pipeline.ontology import KnownEntity, Ontology, squash
from pipeline.records import Document, Mention, Vote

KNOWN = 2.0  # weight of the gazetteer's class against votes of detectors
STATED = frozenset({"fields", "speaker", "show"})  # detectors that count double: the document itself says what it is
LONGEST = 30  # letters of a maker's name before that of a thing
ARTICLE = re.compile(r"(?:the|an?) (?=\w)", re.IGNORECASE)


@dataclass(slots=True)
class Cluster:
    """Name mentions of one thing. `known`: the gazetteer's entry; `reasons`: why the mentions are together."""

    key: str
    mentions: list[int] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    votes: list[Vote] = field(default_factory=list)
    known: KnownEntity | None = None
    context: set[str] = field(default_factory=set)  # spellings in header, description or credits
    short: set[str] = field(default_factory=set)  # short forms of the name
    misheard: set[str] = field(default_factory=set)  # spellings that are known to be wrong
    reasons: list[str] = field(default_factory=list)
    article: bool = False  # follows "a" somewhere, which may be its first sound: "a Korda" of "Akorda"
    first: int = 0
    others: set[str] = field(default_factory=set)  # keys of those that it cannot be
    weighed: tuple[tuple[int, KnownEntity | None], dict[str, float]] | None = None  # scores, until a vote is added
    named: tuple[tuple[object, ...], str] | None = None  # label, until a spelling is added
    spelt: tuple[tuple[object, ...], tuple[str, ...]] | None = None  # labels, until a spelling is added

    @property
    def heard_as(self) -> tuple[str, ...]:
        """What may have been heard: the label, also with an article that may belong to it."""
        return (self.label, f"a{self.label}") if self.article else (self.label,)

    @property
    def label(self) -> str:
        """The canonical label: the gazetteer's, else as the header spells it, else the fullest usual spelling."""
        if self.known:
            return self.known.label
        state = self.texts.total(), len(self.texts), len(self.short), len(self.misheard), len(self.context)
        if self.named is None or self.named[0] != state:
            self.named = state, self._fullest()
        return self.named[1]

    @property
    def labels(self) -> tuple[str, ...]:
        """All that it is called: as known, and as the document spells it."""
        state = self.known, *self.texts
        if self.spelt is None or self.spelt[0] != state:
            self.spelt = state, (*(self.known.labels if self.known else ()), *sorted(self.texts))
        return self.spelt[1]

    def _fullest(self) -> str:
        bare = {" ".join(words) for text in self.texts if len(words := _without_form(text)) < len(text.split())}
        apart = (self.short - bare) | self.misheard
        spellings = [text for text in self.texts if text not in apart] or list(self.texts)
        return max(
            spellings,
            key=lambda text: (
                text in self.context,
                len(_without_form(text)),
                text in bare,
                self.texts[text],
                text != text.lower(),
                text,
            ),
        )

    def scores(self, ontology: Ontology) -> dict[str, float]:
        """Class -> weight: the best vote of each detector, more where several mentions agree."""
        state = len(self.votes), self.known
        if self.weighed is None or self.weighed[0] != state:
            self.weighed = state, self._weigh()
        return self.weighed[1]

    def _weigh(self) -> dict[str, float]:
        best: dict[tuple[str, str], float] = defaultdict(float)
        counts: Counter[str] = Counter()
        for vote in self.votes:
            weight = vote.weight * (2 if vote.detector in STATED else 1)
            best[vote.cls, vote.detector] = max(best[vote.cls, vote.detector], weight)
            counts[vote.cls] += 1
        scores: dict[str, float] = defaultdict(float)
        for (cls, _), weight in best.items():
            scores[cls] += weight
        for cls, count in counts.items():
            scores[cls] += min(0.3, 0.1 * (count - 1))
        if self.known:
            scores[self.known.cls] += KNOWN
        return scores

    def cls(self, ontology: Ontology) -> str | None:
        """The class with the most weight; ties go to the first in the ontology. None where nothing says any."""
        scores = self.scores(ontology)
        # The ontology's classes are sorted, so that the first of equals is the least.
        return min(scores, key=lambda cls: (-scores[cls], cls), default=None)

    def absorb(self, other: Cluster, reason: str, *, short: bool = False) -> None:
        """Take over the mentions of a cluster that turned out to be the same thing."""
        if short:
            self.short |= set(other.texts)
        self.short |= other.short
        self.misheard |= other.misheard
        self.mentions += other.mentions
        self.texts += other.texts
        self.votes += [] if short else other.votes
        self.context |= other.context
        self.first = min(self.first, other.first)
        self.known = self.known or other.known
        self.reasons.append(reason)


def _without_form(text: str) -> list[str]:
    """The words of a name without "Inc." and the like at its end, which only registers need."""
    words = text.split()
    return words[:-1] if len(words) > 1 and words[-1].rstrip(".").casefold() in LEGAL_FORMS else words


def _spelling(text: str) -> str:
    """The squashed name without an article in front: "The World" and "World" are spelt alike."""
    return squash(ARTICLE.sub("", text, count=1) if ARTICLE.match(text) else text)


def _acts_as(mention: Mention) -> str | None:
    """The class that what the name does betrays, where it does something."""
    return next((vote.cls for vote in mention.votes if vote.detector == "acting"), None)


def _of_namesakes(mentions: Iterable[Mention], ontology: Ontology) -> frozenset[tuple[str, str]]:
    """Last names and the known people who bear them, but are not meant: the document names others in full, not them."""
    person = ontology.class_of_ner("PERSON")
    full: dict[str, set[str]] = defaultdict(set)  # last name -> who is named in full: known people, or the names
    single: set[tuple[str, str]] = set()
    for mention in (mention for mention in mentions if mention.kind == "name"):
        words, last = mention.text.split(), _spelling(mention.text.split()[-1])
        known = next((iri for iri in mention.candidates if ontology.entities[iri].cls == person), None)
        stranger = not mention.candidates and any(vote.cls == person for vote in mention.votes)
        if len(words) > 1 and (known or stranger):
            full[last].add(known or mention.text)
        elif known and last == _spelling(ontology.entities[known].label.split()[-1]):
            single.add((last, known))
    return frozenset((last, iri) for last, iri in single if full[last] and iri not in full[last])


def _broken_off(document: Document, mentions: Iterable[Mention]) -> dict[int, str]:
    """Index of a mention that is cut in its last word -> the name it begins: "... a talk with Jane Do", of Jane Doe.

    Descriptions are cut at a number of letters.
    """
    names = [(index, mention) for index, mention in enumerate(mentions) if mention.kind == "name"]
    texts = {mention.text for _, mention in names}
    found = {}
    for index, mention in names:
        segment = document.segment_at(mention.begin)
        if segment is None or segment.kind != "context" or mention.candidates or mention.end < segment.end:
            continue
        longer = {t for t in texts if t.startswith(mention.text) and t[len(mention.text) :][:1].isalpha()}
        if " " in mention.text and len(longer) == 1:
            found[index] = longer.pop()
    return found


def _makers(document: Document, mention: Mention, known: KnownEntity | None, ontology: Ontology) -> list[str]:
    """What its maker is called right before the name of a known thing."""
    if known is None or not (ontology.classes[known.cls].makers or ontology.classes[known.cls].versioned):
        return []
    before = document.text[max(0, mention.begin - LONGEST) : mention.begin]
    makers = (ontology.entities[iri] for iri in known.affiliations if iri in ontology.entities)
    labels = (label for maker in makers for label in maker.labels)
    return [label for label in labels if before.endswith(f" {label} ") and squash(label) not in squash(mention.text)]


def gather(document: Document, mentions: tuple[Mention, ...], ontology: Ontology) -> list[Cluster]:
    """One cluster per known entity or squashed spelling, in order of first mention."""
    strangers = _of_namesakes(mentions, ontology)
    owner = {
        _spelling(m.text): m.candidates[0]
        for m in mentions
        if len(m.candidates) == 1 and (_spelling(m.text), m.candidates[0]) not in strangers
    }
    broken = _broken_off(document, mentions)
    clusters: dict[str, Cluster] = {}
    for index, mention in enumerate(mentions):
        if mention.kind != "name":
            continue
        spelling = _spelling(broken.get(index) or mention.meant or mention.text)
        known = mention.candidates[0] if len(mention.candidates) == 1 else None
        key = known if known and (spelling, known) not in strangers else owner.get(spelling, spelling)
        votes = mention.votes
        if (
            not mention.candidates
            and key != spelling
            and (cls := _acts_as(mention)) not in (None, ontology.entities[key].cls)
        ):
            key = f"{spelling} {cls}"  # the company that sells the product of that name
            votes = tuple(vote for vote in votes if vote.cls == cls)
        cluster = clusters.setdefault(key, Cluster(key, first=mention.begin))
        cluster.mentions.append(index)
        cluster.texts[broken.get(index, mention.text)] += 1
        cluster.votes += votes
        cluster.misheard |= {mention.text} if mention.meant else set()
        cluster.article |= document.text[: mention.begin].endswith((" a ", " A "))
        cluster.known = ontology.entities.get(key)
        for maker in _makers(document, mention, cluster.known, ontology):
            cluster.texts[f"{maker} {mention.text}"] += 0  # "Acme Rocket" is said of the Rocket
        segment = document.segment_at(mention.begin)
        if segment is not None and segment.kind == "context" and segment.field != "keywords":  # spelt carelessly
            cluster.context.add(broken.get(index, mention.text))
    return list(clusters.values())
