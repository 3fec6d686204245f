"""Which of its senses a known name has in a document, or none of them.

A spelling alone says little where the name is also a word, an acronym or somebody's name. What the text says of it
decides first, then what the document is about: the subjects of the other known names in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.clubs import CLUBS
from pipeline.extract.homonyms import ELSEWHERE, lying_elsewhere
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spelling_out import is_spelt_otherwise
from pipeline.extract.teams import teams_of
from pipeline.ontology import KnownEntity, squash
from pipeline.records import Vote

# Detectors that say outright what the name is; where they contradict the gazetteer, another thing is meant.
OUTRIGHT = frozenset({"introductions", "titles", "surname", "fields", "quoted"})
STATED = frozenset({"introductions", "titles", "fields", "surname"})  # sure of people
FIRM = frozenset({"longer", "naming", "fields"})  # more than the recogniser's opinion
SAID = 0.75  # weight from which what a construction says of a name is outright, too
ACTS = "acts as an organisation"
SHORT = 4  # letters of an acronym that many things share
ENOUGH = 4  # other known names that tell what a document is about
FEW = 5  # how many times more of another subject tell that a document is not about this one
MOSTLY = 0.5  # share of the known things from which a document is about their subject
LONG = 5  # words that do not make up a known title by chance
DOUBTFUL = 0.6  # strength of several ordinary words in lower case


@dataclass(slots=True)
class Senses:
    """The findings of a document once senses are chosen, and what was refused: reading span and reason."""

    kept: list[Finding] = field(default_factory=list)
    refused: dict[tuple[int, int], str] = field(default_factory=dict)


def choose_senses(scene: Scene, findings: Iterable[Finding]) -> Senses:
    """Drop or weaken known names that something else contradicts; of several senses keep the likeliest."""
    spans: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        spans[finding.begin, finding.end].append(finding)
    subjects = subjects_of(scene)
    bearers = _bearers(scene, spans)
    elsewhere = lying_elsewhere(scene, spans)
    namesakes = _called_otherwise(scene, spans)
    houses = {finding.end: finding for finding in scene.known if not finding.weak and not finding.common}
    senses = Senses()
    for span, found in spans.items():
        played = [finding for finding in found if finding.votes and finding.votes[0].detector == CLUBS][:1]
        if played and (played[0].candidates or not _is_team(scene, found, subjects)):
            senses.kept += played
            continue
        known = [finding for finding in found if finding.candidates and not _is_of_sport(scene, finding, subjects)]
        others = [finding for finding in found if not finding.candidates]
        senses.kept += others
        if not known:
            continue
        possible = []
        for finding in known:
            reason = _contradiction(scene, finding, others) or _borne(scene, finding, others, bearers)
            if reason is None and (squash(scene.text_at(finding)), finding.candidates[0]) in namesakes:
                reason = "the document calls something else so"
            entity = scene.ontology.entities[finding.candidates[0]]
            if reason is None and _is_anothers(scene, finding, houses.get(finding.begin - 1)):
                reason = "the thing of that name is of another house"
            if reason is None and _is_given(scene, finding, others, subjects):
                reason = "a given name, and the document is about no such things"
            if reason is None and _is_of_other_talk(scene, finding, subjects):
                reason = "an acronym that other things share, and the document is about other things"
            if reason is None and is_spelt_otherwise(scene.document.text, scene.text_at(finding), entity):
                reason = "the document spells it out as something else"
            if scene.place and (squash(scene.text_at(finding)), finding.candidates[0]) in elsewhere:
                reason = "another place of that name: it lies elsewhere"
                senses.kept.append(Finding(*span, (Vote(scene.place, ELSEWHERE, 0.65, reason),)))
            if reason:
                senses.refused[span] = reason
                if reason.startswith(ACTS) and scene.organisation:
                    senses.kept.append(Finding(*span, (Vote(scene.organisation, "acting", 0.6, reason),)))
            else:
                possible.append(finding)
        if possible:
            ranks = {id(finding): _rank(scene, finding, others, subjects) for finding in possible}
            if any(rank.own for rank in ranks.values()):  # a team by its town, where the talk is of the sport
                possible = [finding for finding in possible if ranks[id(finding)].own or ranks[id(finding)].around]
            best = max(possible, key=lambda finding: ranks[id(finding)].order)
            senses.kept.append(_weighed(scene, best, subjects))
    return senses


def subjects_of(scene: Scene) -> Counter[str]:
    """How many known things of each subject the document names for sure, and in all under the empty subject."""
    counts: Counter[str] = Counter()
    senses = Counter((finding.begin, finding.end) for finding in scene.known)
    sure = {
        finding.candidates[0]
        for finding in scene.known
        if not finding.weak and not finding.common and not _is_doubtful(scene, finding)
        if senses[finding.begin, finding.end] == 1
    }
    for iri in sure:
        counts[""] += 1
        counts.update(scene.ontology.subjects_of(scene.ontology.entities[iri]))
    return counts


def _is_doubtful(scene: Scene, finding: Finding) -> bool:
    """Whether the spelling is one that other things share: a word, a short acronym, ordinary words in lower case."""
    text = scene.text_at(finding)
    if " " in text:
        return finding.votes[0].weight <= DOUBTFUL and len(text.split()) < LONG
    if text.endswith(("'s", "’s")) and squash(text) != squash(scene.ontology.entities[finding.candidates[0]].label):
        return True  # "Alzheimer's", which may be somebody's
    return (text.isupper() and len(text) <= SHORT) or scene.ordinary(text) or text.islower()


def _weighed(scene: Scene, finding: Finding, subjects: Mapping[str, int]) -> Finding:
    """A doubtful spelling in a document that is about other things is weak: the text must say that it is meant.

    The nickname of a team, though an ordinary word, is meant in talk about its sport: "the Giants".
    """
    entity = scene.ontology.entities[finding.candidates[0]]
    if finding.weak and entity.subject in scene.ontology.homes and scene.text_at(finding)[0].isupper():
        return replace(finding, weak=_of_sport(scene, entity, subjects) < ENOUGH)
    if finding.weak or finding.common or not _is_doubtful(scene, finding) or _fits(scene, finding, subjects):
        return finding
    return replace(finding, weak=True)


def _is_of_other_talk(scene: Scene, finding: Finding, subjects: Mapping[str, int]) -> bool:
    """Whether it is a short acronym, whose capitals say nothing, in a document that is about one other thing."""
    text = scene.text_at(finding)
    if not text.isupper() or len(text) > SHORT or finding.common or _fits(scene, finding, subjects):
        return False
    return _foremost(subjects) >= MOSTLY * subjects[""]


def _of_sport(scene: Scene, entity: KnownEntity, subjects: Mapping[str, int]) -> int:
    """How many known things of the very sport of a team or player the document names."""
    return min((subjects[subject] for subject in scene.ontology.subjects_of(entity)), default=0)


def _is_team(scene: Scene, found: Iterable[Finding], subjects: Mapping[str, int]) -> bool:
    """Whether the talk is about the sport of a team that is called so."""
    known = (finding for finding in found if teams_of(scene.ontology, finding.candidates))
    return any(not _is_of_sport(scene, finding, subjects) for finding in known)


def _of_other_sport(scene: Scene, entity: KnownEntity, subjects: Mapping[str, int]) -> int:
    """How many known things of the sport that is spoken of most, other than the team's, the document names."""
    mine = set(scene.ontology.subjects_of(entity))
    sports = (set(scene.ontology.subjects.get(home, ())) - mine for home in scene.ontology.homes)
    return max((subjects[sport] for other in sports for sport in other), default=0)


def _is_of_sport(scene: Scene, finding: Finding, subjects: Mapping[str, int]) -> bool:
    """Whether the name is a team's in talk about its sport only ("the Giants"), and the document is no such talk."""
    entity = scene.ontology.entities[finding.candidates[0]]
    if entity.subject not in scene.ontology.homes or _of_sport(scene, entity, subjects) >= ENOUGH:
        return False
    named = squash(text := scene.text_at(finding))
    own = [label for label in entity.labels if named in (key := squash(label), f"{key}s")]
    if not own or entity.label in own or not scene.listed(text.casefold()):
        return not own
    # "Wolves" of two sports; the name itself may count as one of its own.
    return _of_other_sport(scene, entity, subjects) >= max(1, _of_sport(scene, entity, subjects))


def _fits(scene: Scene, finding: Finding, subjects: Mapping[str, int]) -> bool:
    """Whether the document names other things of a subject of the entity, or too few things to tell.

    One of technology is no such subject in talk that is of sport.
    """
    own = scene.ontology.subjects_of(scene.ontology.entities[finding.candidates[0]])
    mine = 0 if _is_doubtful(scene, finding) else 1
    least = _foremost(subjects) / FEW
    return not own or subjects[""] < ENOUGH or any(subjects[x] > mine and subjects[x] >= least for x in own)


def _foremost(subjects: Mapping[str, int]) -> int:
    """How many known things there are of the subject that has most."""
    return max((count for subject, count in subjects.items() if subject), default=0)


@dataclass(frozen=True, slots=True)
class _Rank:
    """What speaks for a sense: what detectors call the name, shares of its subjects, whether it is named just so."""

    called: float
    around: float
    nearest: float
    own: bool
    iri: str

    @property
    def order(self) -> tuple[float, bool, float, str]:
        """Sort key; the highest is likeliest."""
        return round(self.called + self.around, 2), self.own, self.nearest, self.iri


def _rank(scene: Scene, finding: Finding, others: Sequence[Finding], subjects: Mapping[str, int]) -> _Rank:
    """How likely a sense is."""
    entity = scene.ontology.entities[finding.candidates[0]]
    called = sum(vote.weight for other in others for vote in other.votes if vote.cls == entity.cls)
    counts = sorted(subjects[subject] for subject in scene.ontology.subjects_of(entity))
    around = counts[-1] / subjects[""] if counts and counts[-1] >= ENOUGH else 0.0
    nearest = counts[0] / subjects[""] if counts and subjects[""] else 0.0
    own = squash(entity.label) == squash(scene.text_at(finding))
    return _Rank(called, around, nearest, own, entity.iri)


def _contradiction(scene: Scene, finding: Finding, others: Sequence[Finding]) -> str | None:
    """What the text says outright that the known thing is not."""
    entity, text = scene.ontology.entities[finding.candidates[0]], scene.text_at(finding)
    maker = entity.cls in (scene.organisation, scene.person, scene.place)
    for other in others:
        for vote in other.votes:
            outright = vote.detector in OUTRIGHT or (vote.detector == "naming" and vote.weight > SAID)
            acts = vote.detector == "acting" and vote.reason.startswith("subject")  # products do not buy
            if acts and vote.cls == scene.organisation and not maker:
                return f"{ACTS}: {vote.reason}"
            other_kind = vote.cls != entity.cls and not _shades(scene, vote.cls, entity.cls)
            if vote.reason.startswith("modifies") and other_kind and not maker and _is_acronym_of_more(text, entity):
                return f"another {scene.ontology.classes[vote.cls].label} of that name: {vote.reason}"
            if vote.cls == scene.place and entity.cls == scene.organisation and _is_town(scene, finding, entity, vote):
                return "a place, where something is"
            if vote.detector == "surname" and " " in entity.label and squash(entity.label) == squash(text):
                continue  # a house that bears the name of its founder in full
            if vote.detector == "surname" and text.endswith(("'s", "’s")) and squash(entity.label) == squash(text):
                continue  # "Harriet's": a house that is known by what looks like an owner
            if outright and not other.weak and other_kind:
                return f"another {scene.ontology.classes[vote.cls].label} of that name: {vote.reason}"
    return None


def _is_given(scene: Scene, finding: Finding, others: Sequence[Finding], subjects: Mapping[str, int]) -> bool:
    """Whether a work called by a given name is somebody, as the recogniser says: "So Rudy, we are here"."""
    text, entity = scene.text_at(finding), scene.ontology.entities[finding.candidates[0]]
    if entity.cls != scene.work or squash(text.removesuffix("'s")) not in scene.given_names:
        return False
    span = scene.span(finding.begin, finding.end)
    if span is None or span.root.dep_ in ("dobj", "pobj"):
        return False  # "we watched Rudy"
    own = (subjects[subject] > 1 for subject in scene.ontology.subjects_of(entity))
    return scene.person in {vote.cls for other in others for vote in other.votes} and not any(own)


def _is_anothers(scene: Scene, finding: Finding, before: Finding | None) -> bool:
    """Whether an ordinary word, a thing's name, stands behind a house or a product that has nothing to do with it."""
    text, entity = scene.text_at(finding), scene.ontology.entities[finding.candidates[0]]
    if before is None or not entity.affiliations or not scene.listed(text) or entity.cls != scene.product:
        return False
    other = scene.ontology.entities[before.candidates[0]]
    own = {entity.iri, *entity.affiliations}
    stranger = other.cls in (scene.organisation, scene.product) and own.isdisjoint({other.iri, *other.affiliations})
    return stranger and scene.document.text[before.end] == " "


def _is_town(scene: Scene, finding: Finding, entity: KnownEntity, vote: Vote) -> bool:
    """Whether a house that is called by its town for short is the town: "our plant in Oak Ridge"."""
    within = scene.document.text.endswith(" in ", 0, finding.begin)
    return within and vote.detector == "recogniser" and squash(scene.text_at(finding)) != squash(entity.label)


def _is_acronym_of_more(text: str, entity: KnownEntity) -> bool:
    """Whether capitals are only like those that the known thing has: "ABC" is written "AB-C" there."""
    return text.isupper() and " " not in text and text not in entity.labels


def _called_otherwise(scene: Scene, spans: Mapping[tuple[int, int], Sequence[Finding]]) -> frozenset[tuple[str, str]]:
    """Squashed name and IRI of what is not meant, because something else is called so: "a product called Kraken"."""
    return frozenset(
        (squash(scene.text_at(finding)), finding.candidates[0])
        for found in spans.values()
        for finding in found
        if finding.candidates
        for other in found
        for vote in other.votes
        if vote.detector == "naming" and vote.weight > SAID and not other.weak
        if not scene.ontology.is_a(scene.ontology.entities[finding.candidates[0]].cls, frozenset({vote.cls}))
        if not _shades(scene, vote.cls, scene.ontology.entities[finding.candidates[0]].cls)
    )


def _shades(scene: Scene, one: str, other: str) -> bool:
    """Whether a thing may well be of both classes: what no axiom sets apart, as programs and models."""
    return not scene.ontology.axioms.disjoint(one, other)


def _bearers(scene: Scene, spans: Mapping[tuple[int, int], Sequence[Finding]]) -> dict[str, str]:
    """Squashed first and last names of the people whom the document names in full -> the full name."""
    bearers: dict[str, str] = {}
    for (begin, end), found in spans.items():
        words = scene.document.text[begin:end].split()
        said = {v.detector for f in found if not f.weak for v in f.votes if v.cls == scene.person}
        other = any(not f.weak and v.cls != scene.person and v.detector in FIRM for f in found for v in f.votes)
        person = bool(said & STATED) and not other
        known = any(f.candidates and scene.ontology.entities[f.candidates[0]].cls == scene.person for f in found)
        if (person or known) and 2 <= len(words) <= 4:
            for word in (words[0], words[-1]):
                bearers.setdefault(squash(word.removesuffix("'s").removesuffix("’s")), " ".join(words))
    return bearers


def _borne(scene: Scene, finding: Finding, others: Sequence[Finding], bearers: Mapping[str, str]) -> str | None:
    """The person of the document whose name it is, where nothing at the place says otherwise."""
    text = scene.text_at(finding)
    entity = scene.ontology.entities[finding.candidates[0]]
    bearer = bearers.get(squash(text.removesuffix("'s").removesuffix("’s"))) if " " not in text else None
    if bearer is None or (entity.cls == scene.person and " " in entity.label):
        return None  # "Plato" is another where the document names Plato Quill
    labels = {vote.cls for other in others for vote in other.votes}
    if entity.cls in labels and scene.person not in labels:
        return None  # the recogniser and the gazetteer agree
    return f"{bearer} bears the name here"
