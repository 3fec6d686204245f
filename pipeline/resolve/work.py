"""The document's own work: the show, the article, the report that is speaking."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.ontology import Ontology, squash
from pipeline.records import Document, Extraction, Vote
from pipeline.resolve.clusters import ARTICLE, Cluster

EDGE = 1500  # characters that are opening or closing in a short text
OWN = r"(?:(?:the|this|another|our|a|an|(?:\w+ ){1,3}(?:episode|edition)|episode|edition|of) )*[\"“‘']?"
CLAUSE = r"(?:is|are|was|were|has|have|had|will|this|that|by)\b"  # what stands in no name of an occasion
OCCASIONS = re.compile(r"\b(?:report|call|briefing)$", re.IGNORECASE)  # of others as often as of one's own
SHOWS = "podcast|show|series|program|programme|broadcast|episode|newsletter|report|call|briefing"
OPENING = 0.08  # share of the reading text that counts as opening or closing
NEAR = 80  # characters before the name of a show in which its host says who he is
HOSTING = re.compile(r"\b(?:co-?)?hosts? of (?:the |a )?[\"“‘']?$", re.IGNORECASE)
HAVING = re.compile(r"\b(?:ha(?:ve|s|d)(?: the| an?)?|(?:your|their|his|her) own) [\"“‘']?$")
NAMED_SO = "calls itself a show"  # reason of the detector "show" for what stands anywhere
OWN_VOICE = re.compile(r"\b(?:I['’]m|I am|my name is|your)\b[^.!?\n]*$", re.IGNORECASE)
SEPARATOR = re.compile(r"\s*[:|]\s+|\s+[-–—]\s+")


def work_class(ontology: Ontology) -> str | None:
    """The class of works: what the recogniser calls a work of art, if hosts or guests can be of it."""
    cls = ontology.class_of_ner("WORK_OF_ART")
    roles = ontology.with_role("host") + ontology.with_role("guest")
    return cls if cls and any(ontology.is_a(cls, predicate.range) for predicate in roles) else None


def own_work(document: Document, clusters: list[Cluster], ontology: Ontology) -> Cluster | None:
    """The cluster that names the document's own work; None where no name is clearly ahead.

    Counts, for each name that may be a work: being the header's show, standing first in the title, standing in the
    header, being named next to a noun for works ("this is the X podcast"), and being named where talks introduce and
    close themselves.
    """
    cls = work_class(ontology)
    if cls is None:
        return None
    opening = SEPARATOR.split(document.title or "")[0]
    ranked = []
    for cluster in clusters:
        scores = cluster.scores(ontology)
        if cluster.cls(ontology) != cls and (scores or squash(cluster.label) != squash(opening)):
            continue
        said = [m.start() for m in re.finditer("|".join(map(re.escape, cluster.texts)), document.text)]
        if cluster.texts and all(_is_of_another(document.text, at) for at in said):
            continue
        score = 2.0 * (bool(opening) and squash(opening) in {squash(text) for text in cluster.texts})
        score += 3.0 * any(vote.detector == "fields" and vote.cls == cls for vote in cluster.votes)
        shown = [vote for vote in cluster.votes if vote.detector == "show"]
        if not cluster.context and all(vote.reason == NAMED_SO for vote in shown):
            shown = shown if _is_at_edge(document.text, said) else []  # "the X Podcast", somewhere in between
        score += 2.0 * bool(shown)
        own = score > 0  # what stands in a description only may be any show
        score += 1.0 * bool(cluster.context)
        score += 1.0 * any(re.search(rf"\b(?:{SHOWS})$", text, re.IGNORECASE) for text in cluster.context)
        names = "|".join(re.escape(text) for text in sorted(cluster.texts, key=len, reverse=True))
        if re.search(rf"[Ww]elcome (?:back )?(?:to|on) {OWN}(?:{names})", document.text):
            score += 4.5
            own = True
        called = r"[Tt]his is|[Tt]his has been|listening to|[Tt]ime for|[Ii]t['’]s"
        # "on the X podcast" is said of others
        near = rf"(?<!\bon the )(?<!\bon the [\"“‘'])(?:{names})\W+(?:{SHOWS})\b|\b(?:{called}) {OWN}(?:{names})"
        found = [
            match for match in re.finditer(near, document.text) if not _is_of_another(document.text, match.start())
        ]
        score += 0.5 * any(re.search(r"\b(?:podcast|show)\b", match[0], re.IGNORECASE) for match in found)
        at_edge = any(_is_edge(document.text, match.start()) for match in found)
        score += min(2, len(found)) + at_edge
        own |= any(_is_said(document, m.start()) and not OCCASIONS.search(m[0]) for m in found)
        if score >= 2 and own:
            ranked.append((score, -cluster.first, cluster))
    ranked.sort(key=lambda item: item[:2], reverse=True)
    return ranked[0][2] if ranked else None


def _is_edge(text: str, at: int) -> bool:
    """Whether the offset lies where talks open and close."""
    edge = max(EDGE, len(text) * OPENING)
    return at < edge or at > len(text) - edge


def _is_at_edge(text: str, said: list[int]) -> bool:
    """Whether the name is said there, and is nowhere said to be what somebody has: "you have your own X Podcast"."""
    had = any(HAVING.search(text, max(0, at - NEAR), at) for at in said)
    return not had and any(_is_edge(text, at) for at in said)


def _is_of_another(text: str, at: int) -> bool:
    """Whether somebody else hosts it: "our guest, the host of the X podcast", unlike "I'm Ann, host of X"."""
    before = text[max(0, at - NEAR) : at]
    return HOSTING.search(before) is not None and OWN_VOICE.search(before) is None


def add_field_name(extraction: Extraction, work: Cluster) -> None:
    """The whole of the field that names the show, "Acme Radio - Evening News", is a name of it, too."""
    document = extraction.document
    places = [extraction.mentions[index].begin for index in work.mentions]
    for segment in document.segments:
        if segment.field == "show" and any(segment.begin <= place < segment.end for place in places):
            whole = document.text[segment.begin : segment.end].strip()
            work.texts[whole] += 0
            work.short.add(whole)


def name_series(
    extraction: Extraction, work: Cluster, clusters: list[Cluster], ordinary: Callable[[str], bool]
) -> None:
    """A series whose name says nothing by itself is called by channel and name: "Acme - Interviews" is Acme Interviews.

    That is a name of ordinary words without an article, which nobody says alone.
    """
    document = extraction.document
    said = any(_is_said(document, extraction.mentions[index].begin) for index in work.mentions)
    for segment in document.segments if not (said or work.known) else ():
        channel, *series = SEPARATOR.split(document.text[segment.begin : segment.end].strip())
        if segment.field != "show" or len(series) != 1 or squash(series[0]) not in map(squash, work.texts):
            continue
        if not ARTICLE.match(series[0]) and all(_is_ordinary(word, ordinary) for word in series[0].split()):
            begins = {extraction.mentions[index].begin: c for c in clusters for index in c.mentions}
            full = f"{_called(channel, begins.get(segment.begin), document.title or '', series[0])} {series[0]}"
            work.short |= set(work.texts)
            work.texts[full] += 0
            work.context.add(full)


def _is_ordinary(word: str, ordinary: Callable[[str], bool]) -> bool:
    """Dictionaries leave out who does what they list: "Explainers"."""
    return ordinary(word) or ordinary(re.sub("ers?$", "", word))


def _called(channel: str, maker: Cluster | None, title: str, name: str) -> str:
    """What the end of the title calls the channel ("| ACM"), else its letters in the document, else its name."""
    forms = sorted({channel, *(maker.known.labels if maker and maker.known else ())})
    ending = squash(SEPARATOR.split(title)[-1].removesuffix(name))
    letters = [form for form in forms if maker and form.isupper() and maker.texts[form]]
    return next((form for form in forms if squash(form) == ending), (letters or [channel])[0])


def _is_said(document: Document, offset: int) -> bool:
    segment = document.segment_at(offset)
    return segment is None or segment.kind == "speech"


def episode(document: Document, ontology: Ontology) -> Cluster | None:
    """The document itself as a work, by its title: where no show is named, hosts and guests are its own."""
    cls = work_class(ontology)
    if cls is None or not document.title:
        return None
    title = document.title.split(" | ")[0].strip()  # without the channel and the number of the episode
    cluster = Cluster(squash(title))
    cluster.texts[title] += 1
    cluster.context.add(title)
    cluster.votes.append(Vote(cls, "work", 1.0, "the title of the document"))
    return cluster


def presented(extraction: Extraction, clusters: list[Cluster], ontology: Ontology) -> Cluster | None:
    """What hosts and guests are of where no show is named: the event that was recorded, else the document itself."""
    roles = {predicate.iri for role in ("host", "guest") for predicate in ontology.with_role(role)}
    work = {index for index, mention in enumerate(extraction.mentions) if mention.kind == "work"}
    claims = extraction.relations
    if not any((claim.predicate in roles and claim.object in work) or claim.subject in work for claim in claims):
        return None
    return occasion(extraction.document, clusters, ontology) or episode(extraction.document, ontology)


def occasion(document: Document, clusters: list[Cluster], ontology: Ontology) -> Cluster | None:
    """The event whose name opens the title: "Harbour Summit Oslo 2026: Boats" is a recording of it."""
    cls, title = ontology.class_of_ner("EVENT"), document.title or ""
    for cluster in clusters:
        if not cluster.texts or cluster.cls(ontology) != cls:
            continue
        names = "|".join(re.escape(text) for text in sorted(cluster.texts, key=len, reverse=True))
        if re.match(rf"(?:{names})(?: [A-Z]\w*)?(?: \d{{4}})?\s*[:|–—-]", title):
            return cluster
    return None


def house(document: Document, clusters: list[Cluster], ontology: Ontology) -> tuple[Cluster | None, bool]:
    """The organisation whose occasion the document is ("welcome to the X earnings call"): there "we" is X.

    Looks where talks introduce themselves for an organisation that modifies a noun for events or works. Also says
    whether it is a meeting, where those who are welcomed speak for the house, and no work that has guests.
    """
    organisation, work = ontology.class_of_ner("ORG"), ontology.class_of_ner("WORK_OF_ART")
    occasions = {cls for cls in (ontology.class_of_ner("EVENT"), work) if cls}
    nouns = "|".join(re.escape(noun) for cls in sorted(occasions) for noun in ontology.classes[cls].nouns)
    # A "report" is an occasion as well: "the X quarterly report".
    works = {noun for noun in (ontology.classes[work].nouns if work else ()) if noun != "report"}
    opening = document.text[: max(EDGE, int(len(document.text) * OPENING))]
    for cluster in sorted(clusters, key=lambda cluster: cluster.first):
        if nouns and cluster.cls(ontology) == organisation:
            names = "|".join(re.escape(text) for text in sorted(cluster.texts, key=len, reverse=True))
            near = (
                rf"\b(?:[Ww]elcome|[Tt]hank|[Jj]oin|[Pp]resent|[Tt]oday)[^.!?]{{0,120}}?"
                rf"\b(?:{names})(?:['’]s?)?(?:,?\s(?!{CLAUSE})(?:(?:Corp|Inc|Ltd|Co)\.|[\w'’-]+)){{0,6}}\s"
                rf"(?P<noun>(?i:{nouns}|presentation|webcast|earnings))s?\b"
            )
            ours = (
                rf"\b(?:from|at|of|with) (?:the )?(?:{names})\b[^.\n]{{0,90}}\bour (?:[\w'’-]+ ){{0,6}}"
                rf"(?P<noun>{nouns})\b"
            )
            if found := re.search(near, opening) or re.search(ours, opening):
                return cluster, found["noun"].casefold() not in works
    return None, False
