"""From findings to mentions: overlapping findings become one span, and weak ones must be backed by the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from pipeline.extract.cutting import are_two
from pipeline.extract.detectors import DETECTORS
from pipeline.extract.evidence import evidence_of, is_alone, is_bare, is_counted
from pipeline.extract.overlaps import inside_known, named_after, tails, within_bodies
from pipeline.extract.qualities import is_quality
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.senses import Senses, choose_senses, subjects_of
from pipeline.extract.written import KEYWORDS
from pipeline.ontology import squash
from pipeline.records import Mention, Rejection, Vote

# Which span wins where two overlap without being equal: what writing sets apart, a name that goes on behind a known
# one, a full name that ends in a known one, a known name, then what the text says, then the recogniser.
PRECEDENCE = {
    "quoted": 6,
    "fields": 6,
    "listed": 6,
    "calls": 6,
    "longer": 5,
    "surname": 4,
    "full_names": 4,
    "gazetteer": 3,
    "recogniser": 1,
    "example": 7,
    "at large": 4,
}
SAID = 2  # of all other detectors
OF_PEOPLE = frozenset(
    {"surname", "full_names", "introductions", "recogniser"}
)  # trusted about people in headlines, too
SET_APART = frozenset({"fields", "listed", KEYWORDS})  # do not rest on capitals alone
WORDS = 5  # tokens of a name at most, where it is looked for again
# Say what the name does or is called.
TELLING = frozenset({"acting", "offices", "naming", "titles", "fields", "listed"})
WHERE = re.compile(r"^[a-z].*\b(?:in|of) (?:the )?$")  # before the place, in a name that opens in small letters
LOOKS = frozenset({"recogniser", "ending", "opening", "longer"})
SURELY_CALLED = 0.85  # weight of "called a book", also where the noun stands further away
CALLED_SO = 4  # what such a name counts where it overlaps with others
BARE, MOSTLY = 3, 0.6  # bare uses of a word that make it a name, and their share of all
RELATED = 3  # known names of its subject
OFTEN = 8  # bare uses after which one such name is enough
NUMBERED = re.compile(r"(?<!\d)\d{1,3}(?:\.\d+)*$")  # a version, no year
LONG = 30  # characters before a name in which a word ends that a hyphen ties to it


def find_mentions(scene: Scene, given: Iterable[Finding] = ()) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
    """Every name in the document, sorted by place, and what was refused with the reason.

    given: names that are known to stand there, whatever the detectors find.
    """
    readable = (finding for detector in DETECTORS for finding in detector(scene) if _is_readable(scene, finding))
    findings = [*given, *(_doubted(scene, _named(scene, finding)) for finding in readable)]
    senses = choose_senses(scene, findings)
    spans = _spans(senses.kept)
    for finding in _said_again(scene, spans):
        spans[finding.begin, finding.end].append(finding)
    spans = _settle_overlaps(scene, spans)
    backed = _backed_names(scene, spans)
    bare = _used_bare(scene, spans)
    mentions, rejections = [], _refused(scene, senses)
    for (begin, end), found in sorted(spans.items()):
        text = scene.document.text[begin:end]
        meant = {iri for finding in found for iri in finding.candidates if _is_meant(scene, iri, found)}
        strong = [f for f in found if not f.weak or meant.intersection(f.candidates)]
        trusted = [f for f in found if f in strong or not (strong and f.candidates)]
        votes = tuple(sorted(_called({vote for finding in trusted for vote in finding.votes}), key=_vote_order))
        candidates = tuple(sorted({iri for finding in trusted for iri in finding.candidates}))
        seen_as = {vote.cls for finding in found if not finding.candidates for vote in finding.votes}
        evidence = None if strong else evidence_of(scene, begin, end, candidates, backed, seen_as)
        if not strong and evidence is None and (begin, end) in bare:
            evidence = "used without an article throughout"
        if strong or evidence:
            if evidence:
                votes = tuple(
                    Vote(vote.cls, vote.detector, max(vote.weight, 0.6), f"{vote.reason}; {evidence}") for vote in votes
                )
            mentions.append(Mention(begin, end, text, votes=votes, candidates=candidates))
        elif candidates:
            raw, _ = scene.document.raw_span(begin, end)
            reason = "an ordinary word here: nothing in the text says that the name is meant"
            rejections.append(Rejection(scene.document.id, text, reason, raw))
        elif squash(text) in backed or not votes:
            mentions.append(Mention(begin, end, text, votes=votes))
        elif any(not finding.votes for finding in found):  # a name, but nobody can be believed about its class
            mentions.append(Mention(begin, end, text))
    return tuple(mentions), tuple(rejections)


def _named(scene: Scene, finding: Finding) -> Finding:
    """A new name without the article that a known one brought along: "the Pacific Legal Foundation"."""
    article = finding.votes and not finding.candidates and scene.document.text.startswith("the ", finding.begin)
    return replace(finding, begin=finding.begin + len("the ")) if article else finding


def _called(votes: set[Vote]) -> set[Vote]:
    """Without what a name looks like where it is said what it is: "a book called Silver Lake" is no place."""
    said = {vote.cls for vote in votes if vote.detector == "naming" and vote.weight >= SURELY_CALLED}
    return {vote for vote in votes if not said or vote.cls in said or vote.detector not in LOOKS}


def _is_readable(scene: Scene, finding: Finding) -> bool:
    """Whether the finding rests on words that may be read: of keywords only whole ones are names; peoples are none."""
    new = bool(finding.votes) and not finding.candidates
    if new and any(is_other(scene, finding) for is_other in (_is_people, _is_office, is_quality)):
        return False
    segment = scene.document.segment_at(finding.begin)
    return segment is None or segment.field != KEYWORDS or any(vote.detector == KEYWORDS for vote in finding.votes)


def _is_people(scene: Scene, finding: Finding) -> bool:
    """Whether the words say who belongs to a place, or name two people: "Gazans", "Asian Americans", "Quill Okafor"."""
    text = scene.text_at(finding)
    if finding.votes[0].cls == scene.person and text.count(" ") == 1:
        span = scene.span(finding.begin, finding.end)
        return span is not None and are_two(scene, span)
    words = text.casefold().removeprefix("the ").removesuffix("s").split()
    return text.endswith("s") and any(" ".join(words[at:]) in scene.demonyms for at in range(len(words)))


def _is_office(scene: Scene, finding: Finding) -> bool:
    """Whether the words say what somebody is, not who: "Chief Revenue Officer", "AI Engineer", "Prime Minister"."""
    if not any(vote.detector in ("recogniser", "acting") for vote in finding.votes):
        return False
    span = scene.span(finding.begin, finding.end)
    if span is not None and len(span) > 1 and finding.votes[0].cls == scene.person and scene.is_title(span[-1]):
        return all(map(scene.listed, scene.text_at(finding).split()))  # "the Crown Prince"
    return (
        span is not None
        and not scene.roles.isdisjoint({span[-1].lemma_.lower(), span[-1].lower_.removesuffix("s")})
        and span[-1].text.casefold() not in scene.endings
        and all(
            scene.ordinary(word.text) or word.text.isupper() or _is_no_given_name(scene, word.text) for word in span
        )
    )


def _is_no_given_name(scene: Scene, word: str) -> bool:
    """Whether the dictionary has the word, which is mostly written with a capital, as another than a first name."""
    return scene.listed(word) and squash(word) not in scene.given_names


def _used_bare(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> set[tuple[int, int]]:
    """Spans of known names, in small letters, that the document uses as no common noun is: never with an article.

    "Users of cursor", "cursor has changed": a thing that can be counted has an article, a quantity or a plural. The
    document must name other things of the name's subject.
    """
    uses: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bare: set[tuple[int, int]] = set()
    for (begin, end), found in spans.items():
        text = scene.document.text[begin:end]
        if text[0].isupper() and " " not in text and any(finding.candidates for finding in found):
            tokens = list(scene.span(begin, end) or ())
            whole = bool(tokens) and squash(text) in scene.ontology.names and is_alone(tokens)
            if whole and _is_bare(tokens) and not scene.in_headline(begin) and not scene.is_common_here(text):
                bare.add((begin, end))  # "Cohere is hiring"
        whole = squash(text) in scene.ontology.names  # "chaos" is not Chaos Industries
        if whole and text.islower() and " " not in text and any(finding.candidates for finding in found):
            uses[text].append((begin, end))
    subjects = subjects_of(scene)
    for places in uses.values():
        if len(places) < BARE:
            continue
        finding = next(finding for finding in spans[places[0]] if finding.candidates)
        own = scene.ontology.subjects_of(scene.ontology.entities[finding.candidates[0]])
        alike = [place for place in places if _is_bare(list(scene.span(*place) or ()))]
        if len({_governor(scene, place) for place in alike}) == 1:
            continue  # "from scratch", "at scale"
        related = 1 if len(alike) >= OFTEN else RELATED
        if len(alike) >= MOSTLY * len(places) and any(subjects[subject] >= related for subject in own):
            bare.update(alike)
    return bare


def _governor(scene: Scene, place: tuple[int, int]) -> str:
    """The word that the name at the place depends on, and how."""
    span = scene.span(*place)
    return f"{span.root.dep_} {span.root.head.lower_}" if span is not None else ""


def _is_bare(tokens: list[Token]) -> bool:
    """Whether the word is subject, object or complement with nothing before it that tells which one."""
    if len(tokens) != 1 or tokens[0].pos_ not in ("NOUN", "PROPN") or tokens[0].tag_ == "NNS":
        return False
    if tokens[0].lower_.endswith("ing"):
        return False  # "filtering and processing"
    return tokens[0].dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj") and is_bare(tokens[0], tokens)


def _doubted(scene: Scene, finding: Finding) -> Finding:
    """In a line whose capitals say nothing, what rests on capitals alone is weak: the name must stand elsewhere."""
    if not finding.weak and any(is_other(scene, finding) for is_other in (_is_word_of_another, _is_several, _is_half)):
        return replace(finding, weak=True)
    if finding.weak or not scene.in_headline(finding.begin):
        return finding
    if finding.candidates and finding.votes[0].detector != KEYWORDS:
        words = scene.text_at(finding).split()
        doubtful = all(map(scene.ordinary, words)) and not scene.text_at(finding).isupper()
        cls = scene.ontology.entities[finding.candidates[0]].cls
        if finding.begin in scene.filling or (cls in (scene.place, scene.person) and len(words) > 1):
            doubtful = False  # "Middle East": titles and goods are called like phrases, places and people seldom
    else:
        doubtful = not any(
            vote.detector in SET_APART
            or (vote.detector in OF_PEOPLE and vote.cls == scene.person)
            or (vote.detector == "longer" and vote.cls != scene.work and NUMBERED.search(scene.text_at(finding)))
            for vote in finding.votes
        )
    return replace(finding, weak=True) if doubtful else finding


HYPHENED = re.compile(r"[A-Z]\w*-\Z"), re.compile(r"-[A-Z]")  # before and behind


def _is_half(scene: Scene, finding: Finding) -> bool:
    """Whether a known name, of no place or person, is cut out of one that nobody knows: "Mamba-Lantern"."""
    text, whole = scene.text_at(finding), scene.document.text
    if not finding.candidates or not text[0].isupper() or finding.votes[0].detector == KEYWORDS:
        return False
    if scene.is_place(finding) or scene.is_known(text, scene.person):
        return False  # "US-Japan"
    before = whole[max(0, finding.begin - LONG) : finding.begin]
    if HYPHENED[0].search(before) or HYPHENED[1].match(whole, finding.end):
        return True
    if " " in text or text.isupper() or not before.endswith(" ") or not scene.ordinary(text):
        return False
    first = next(iter(scene.span(finding.begin, finding.end) or ()), None)
    if first is None or first.is_sent_start or first.i == 0:
        return False
    word = first.nbor(-1)
    known = any(other.end == finding.begin - 1 for other in scene.known)
    return word.text[0].isupper() and not word.is_sent_start and word.is_alpha and not known and not word.is_stop


def _is_word_of_another(scene: Scene, finding: Finding) -> bool:
    """Whether a house or a place stands in small letters like common nouns: "a moonshot", "a meta level", "a tyre"."""
    text = scene.text_at(finding)
    if not finding.candidates or not text.islower() or finding.votes[0].detector == KEYWORDS:
        return False
    tokens = list(scene.span(finding.begin, finding.end) or ())
    if scene.ontology.entities[finding.candidates[0]].cls not in (scene.organisation, scene.place) or not tokens:
        return False
    words = all(token.is_alpha and scene.listed(token.text) for token in tokens)
    return words and (is_counted(tokens) or not is_bare(tokens[-1], tokens))


def _is_several(scene: Scene, finding: Finding) -> bool:
    """Whether a word that is a known name stands in the plural, as what there is one of does not: "meetups"."""
    text = scene.text_at(finding)
    if not finding.candidates or " " in text or not text.endswith("s") or scene.is_place(finding):
        return False
    common = scene.ontology.entities[finding.candidates[0]].cls in scene.common_classes
    return not common and squash(text) not in scene.ontology.names and scene.ordinary(text.casefold())


def _is_meant(scene: Scene, iri: str, found: Iterable[Finding]) -> bool:
    """Whether what the word does or is called fits the known thing: "Slack acquired", "a company called Slack"."""
    cls = scene.ontology.entities[iri].cls
    fitting = {cls, scene.organisation} if cls in (scene.product, scene.work) else {cls}
    return any(
        vote.cls in fitting for f in found for vote in f.votes if vote.detector in TELLING and vote.weight >= 0.6
    )


def _refused(scene: Scene, senses: Senses) -> list[Rejection]:
    """Senses that something else contradicts, where nothing was known instead."""
    document = scene.document
    return [
        Rejection(document.id, document.text[begin:end], reason, document.raw_span(begin, end)[0])
        for (begin, end), reason in sorted(senses.refused.items())
    ]


def _vote_order(vote: Vote) -> tuple[float, str, str, str]:
    return -vote.weight, vote.cls, vote.detector, vote.reason


def _spans(findings: Iterable[Finding]) -> dict[tuple[int, int], list[Finding]]:
    spans: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        spans[finding.begin, finding.end].append(finding)
    return spans


def _said_again(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> Iterator[Finding]:
    """Names that the document has already proven, wherever they open a sentence, where nothing else gives them away."""
    text = scene.document.text
    proven = {text[begin:end] for (begin, end), found in spans.items() if any(not finding.weak for finding in found)}
    names = {
        name
        for name in proven
        if name[0].isupper()
        and not any(word.islower() for word in name.split())
        and (" " in name or not scene.ordinary(name))
    }
    words = {name for name in proven - names if name.istitle() and name.isalpha() and _is_only_name(scene, name)}
    small = {name for name in proven if scene.unheard(name)}
    for passage in scene.passages:
        for token in passage.doc if small else ():
            span = passage.begin + token.idx, passage.begin + token.idx + len(token.text)
            if token.text in small and span not in spans:
                yield Finding(*span, (), weak=True)
        for sent in passage.doc.sents:
            begin = passage.begin + sent.start_char
            for length in range(min(WORDS, len(sent)), 0, -1):
                end = passage.begin + sent[:length].end_char
                if text[begin:end] in names:
                    if (begin, end) not in spans:
                        yield Finding(begin, end, (), weak=True)
                    break
            if sent[0].text in words and sent[0].dep_ in ("nsubj", "nsubjpass", "poss") and sent[0].tag_ != "NNS":
                yield Finding(begin, begin + len(sent[0].text), (), weak=True)


def _is_only_name(scene: Scene, word: str) -> bool:
    """Whether the document writes the ordinary word with a capital throughout, and within a sentence, too."""
    if scene.word_counts[word.lower()]:
        return False
    inside = re.compile(rf"[a-z,;] {re.escape(word)}\b")
    return any(not scene.in_headline(match.start()) for match in inside.finditer(scene.document.text))


def _settle_overlaps(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> dict[tuple[int, int], list[Finding]]:
    """Of overlapping spans the best stays and inherits the votes of those it contains or that contain it."""
    parts = tails(scene, spans) | inside_known(scene, spans) | named_after(scene, spans) | within_bodies(scene, spans)

    def rank(item: tuple[tuple[int, int], list[Finding]]) -> tuple[bool, float, int, int]:
        (begin, end), found = item
        strong = [finding for finding in found if not finding.weak]
        best = max((_precedence(vote) for finding in strong for vote in finding.votes), default=0)
        if squash(scene.document.text[begin:end]) in scene.endings or (begin, end) in parts:
            best = 0  # "AI" ends "Acme AI", it does not split it
        return not strong, -best, -(end - begin), begin

    kept: dict[tuple[int, int], list[Finding]] = {}
    taken: dict[int, tuple[int, int]] = {}
    for (begin, end), found in sorted(spans.items(), key=rank):
        owners = {taken[place] for place in range(begin, end) if place in taken}
        if not owners or _is_place_within(scene, (begin, end), found, owners):
            kept[begin, end] = list(found)
            taken.update(dict.fromkeys(range(begin, end), (begin, end)))
        elif len(owners) == 1:
            owner = owners.pop()
            if owner[1] >= end - 1 or owner[0] <= begin:
                # "Acme Cloud" keeps what is said of "Acme Cloud 2" only as an opinion on the class.
                votes = tuple(vote for finding in found for vote in finding.votes if finding.end == owner[1])
                if votes and not any(finding.candidates for finding in found):
                    kept[owner].append(Finding(*owner, votes, weak=True))
    return kept


def _precedence(vote: Vote) -> int:
    """How much what a detector says counts; what is called so is called all of it: "a book called Lanterns of Oslo"."""
    said = vote.detector == "naming" and vote.weight >= SURELY_CALLED
    return CALLED_SO if said else PRECEDENCE.get(vote.detector, SAID)


def _is_place_within(scene: Scene, place: tuple[int, int], found: list[Finding], owners: set[tuple[int, int]]) -> bool:
    """Whether a known place ends the name of what happened there, and is named by it, too: "the war in Ruritania"."""
    if len(owners) != 1 or not any(f.candidates and not f.weak and scene.is_place(f) for f in found):
        return False
    begin, end = next(iter(owners))
    return end == place[1] and WHERE.search(scene.document.text[begin : place[0]]) is not None


def _backed_names(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> set[str]:
    """Squashed strong names, and IRIs of known entities that stand strong somewhere."""
    backed: set[str] = set()
    for (begin, end), found in spans.items():
        strong = [finding for finding in found if not finding.weak]
        if strong:
            backed.add(squash(scene.document.text[begin:end]))
            backed.update(iri for finding in strong for iri in finding.candidates)
    return backed
