"""Names that writing sets apart: values of header fields, items of lists with a heading, titles in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.closed_classes import CALLS, INTERJECTIONS
from pipeline.extract.dictionary import is_written_small
from pipeline.extract.scene import Finding, Scene
from pipeline.ingest import is_people_field
from pipeline.ontology import squash
from pipeline.records import Segment, Vote

PART = re.compile(r"\s+[-–—|]\s+")
LABEL = re.compile(r"(?:[^:]{1,40}:\s*)?")
PERSON = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|la|bin|al)){1,3}(?=\s*(?:[,;(|&]|and\b|$))")
ITEM = re.compile(r"(?P<name>\S.{0,60}?)['’”]?\s*[:–—-]\s*$")
# Shows that a description lists: "clips and segments from X, Y and Z".
_SHOW = r"[A-Z\d][\w’'&!@:.-]*(?: (?!and\b|more\b)[\w’'&!@:-]+){0,6}"
ENUMERATION = re.compile(
    r"\b(?:clips|segments|episodes|excerpts|shows|programs|programmes|podcasts)"
    rf"(?:,? (?:from|including|like|such as))+:? (?P<items>{_SHOW}(?:, {_SHOW}){{2,}},? and (?:more\b|{_SHOW}))"
)
ITEMS = re.compile(r"(?:^|, (?:and )?| and (?=[A-Z][^,]*$))(?P<item>(?!and )[^\s,][^,]*?)(?=,|$| and [A-Z\w][^,]*$)")
NUMBERED = re.compile(r"\d+[a-z]* [A-Z]")  # "7th Minute"
HEADING = 12  # words of a heading at most
QUOTED = re.compile(
    r"“(?P<a>[^“”\n]{2,90})”|(?<![\w\"])\"(?P<b>[^\"\n]{2,90})\"(?!\w)"
    r"|(?<![\w‘])‘(?P<c>(?:[^‘’\n]|(?<=\w)’(?=s )){2,90})’(?!\w)"
    r"|(?<![\w'])'(?P<d>(?:[^'\n]|(?<=\w)'(?=s )){2,90})'(?!\w)"
)
ON = re.compile(r"\b(?:on|joins?|joined) [“\"‘']$")
BY = re.compile(r",? by (?:the )?[A-Z]")  # behind a title: who wrote it
SITE = re.compile(r"(?:https?://|www\.|@)(?:[\w-]+\.)*([\w-]{4,})\.(?:com|org|net|io|ai|co|dev|fm|tv)\b", re.IGNORECASE)
SPELT = re.compile(r"(?<![\w.@/])[A-Z]\w*[A-Za-z](?: [A-Z]\w*[A-Za-z])?(?![\w@])")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
SMALL = frozenset("a an the and but or nor for of on in to at by as is it vs with from into up".split())
MOST_WORDS = 14
SAID = 2  # words in small letters from which more say something of a thing than its name
MANY = 12  # keywords among which some have several words, where they are whole
KEYWORDS = "keywords"  # field of the lines that each hold one


def fields(scene: Scene) -> Iterator[Finding]:
    """The show and the people that header fields name."""
    for segment in scene.document.segments:
        if segment.kind != "context" or segment.listing:
            continue
        if segment.field == "show" and scene.work:
            yield from _show(scene, segment)
        elif is_people_field(segment.field) and scene.person:
            yield from _people(scene, segment)


def _show(scene: Scene, segment: Segment) -> Iterator[Finding]:
    """ "Harbour Light": the show; "Corvid House - Harbour Light": a part that is known, else the last free one."""
    text = scene.document.text[segment.begin : segment.end]
    parts, begin = [], segment.begin
    for match in [*PART.finditer(text), None]:
        end = segment.begin + match.start() if match else segment.end
        parts.append((begin, end))
        begin = segment.begin + match.end() if match else end
    free = [(begin, end) for begin, end in parts if not is_other(scene, scene.document.text[begin:end])]
    known = [(begin, end) for begin, end in free if scene.is_known(scene.document.text[begin:end], scene.work)]
    if free:
        yield Finding(*(known or free)[-1], (Vote(scene.work or "", "fields", 1.0, "the header gives it as the show"),))
    if scene.organisation and len(parts) == 2 and free == parts and not known:
        yield Finding(*parts[0], (Vote(scene.organisation, "fields", 0.75, "the header gives its show behind it"),))
    for begin, end in parts:
        if scene.person and (begin, end) not in free and _is_full_name(scene, scene.document.text[begin:end]):
            yield Finding(begin, end, (Vote(scene.person, "fields", 0.7, "the header gives it beside the show"),))


def is_other(scene: Scene, text: str) -> bool:
    """Whether the words name something that is known and no work, or a person."""
    if scene.is_known(text, scene.work):
        return False
    return (
        bool(scene.ontology.names.get(squash(text))) or _is_full_name(scene, text) or _are_topics(scene, text.split())
    )


def _is_full_name(scene: Scene, text: str) -> bool:
    """Whether the words are a given name and a family name, as far as one can see."""
    words = text.split()
    ends = words[-1].casefold() in scene.endings or _are_topics(scene, words)
    family = squash(words[-1]) in scene.family_names | scene.given_names
    if not family and is_written_small(scene.nlp, words[-1]):
        return False  # "Jane Unfiltered"
    return 2 <= len(words) <= 4 and squash(words[0]) in scene.given_names and words[-1].istitle() and not ends


def _ends_person(scene: Scene, words: list[str]) -> bool:
    """Whether what follows a given name is a family name and no further keyword, as of "Ada Quill Lakers"."""
    last = words[-1]
    return last.isalpha() and not scene.ordinary(last) and (len(words) == 2 or squash(last) in scene.family_names)


def _are_topics(scene: Scene, words: list[str]) -> bool:
    """Whether each word names a place or a body: "Israel Palestine" is what is talked of, or listed."""
    topics = (scene.place, scene.organisation)
    return bool(words) and all(any(scene.is_known(word, cls) for cls in topics) for word in words)


def _people(scene: Scene, segment: Segment) -> Iterator[Finding]:
    """People by the field that lists them, where a given name opens each, or where the field holds nothing else."""
    text = scene.document.text[segment.begin : segment.end]
    start = LABEL.match(text)
    for match in PERSON.finditer(text, start.end() if start else 0):
        words = match[0].split()
        alone = match.span() == (0, len(text)) and not any(map(scene.ordinary, words))
        if squash(match[0]) in scene.ontology.names or words[0].isupper():
            continue
        if squash(words[0]) in scene.given_names or alone:
            begin, end = match.span()
            vote = Vote(scene.person or "", "fields", 0.75, f"the header gives it as {segment.field}")
            yield Finding(segment.begin + begin, segment.begin + end, (vote,))


def listed(scene: Scene) -> Iterator[Finding]:
    """Items with a link under a heading that says what they are: "Our other shows", "Harbour Light: https://..."."""
    cls: str | None = None
    for segment in scene.document.segments:
        if segment.kind != "context":
            cls = None
            continue
        text = scene.document.text[segment.begin : segment.end]
        goes_on = cls and (" with " in text or _heading(scene, text) is None)  # "X with Ann Lee:", whom we don't list
        item = ITEM.fullmatch(text) if segment.listing or goes_on else None
        if item is None:
            cls = _heading(scene, text)
            yield from _enumerated(scene, segment)
        elif cls and _is_item(scene, item["name"], cls):
            votes = _votes(item["name"], cls, "an item under a heading of such things")
            yield Finding(segment.begin + item.start("name"), segment.begin + item.end("name"), votes)


def _enumerated(scene: Scene, segment: Segment) -> Iterator[Finding]:
    """What a description says that its clips are from: "segments from X, Y with N, Z, and more"."""
    text = scene.document.text[segment.begin : segment.end]
    for match in ENUMERATION.finditer(text) if scene.work else ():
        for item in ITEMS.finditer(match["items"]):
            begin = segment.begin + match.start("items") + item.start("item")
            if item["item"].casefold() != "more" and _is_item(scene, item["item"], scene.work):
                votes = _votes(item["item"], scene.work, "one of those that clips are from")
                yield Finding(begin, begin + len(item["item"]), votes)


def _votes(name: str, cls: str, reason: str) -> tuple[Vote, ...]:
    """What a list says of an item; twice where who is named in it would speak for a person: "X with Ann Lee"."""
    vote = Vote(cls, "listed", 0.75, reason)
    return (vote, Vote(cls, "naming", 0.75, reason)) if " with " in name else (vote,)


def _is_item(scene: Scene, name: str, cls: str) -> bool:
    """Whether a line names one of the things of its heading, and not a place to find them at."""
    owners = scene.ontology.names.get(squash(name), ()) if name[-1] not in "!?" else ()  # "Doe!" is no Doe
    if any(scene.ontology.entities[iri].cls != cls for iri in owners):
        return False
    words = name.split()
    small = [word for word in words if word.islower() and word not in SMALL]
    opens = name[0].isupper() or NUMBERED.match(name) is not None
    return opens and words[0].casefold() not in CALLS and len(small) <= SAID  # "Our podcast is out today"


def keywords(scene: Scene) -> Iterator[Finding]:
    """Keywords that are a known name or a full name as a whole; parts of them are none."""
    lines = [segment for segment in scene.document.segments if segment.field == KEYWORDS and segment.listing]
    if len(lines) >= MANY and not any(" " in scene.document.text[line.begin : line.end] for line in lines):
        return  # phrases that were cut into words
    for segment in lines:
        text, span = scene.document.text[segment.begin : segment.end], (segment.begin, segment.end)
        for iri in scene.ontology.names.get(squash(text), ())[:1]:
            known = scene.ontology.entities[iri]
            sure = known.cls in (scene.person, scene.place)
            word = text.islower() and " " not in text and not any(map(str.isupper, known.labels))  # "frontline"
            if sure or not (word or all(map(scene.ordinary, text.split()))):
                cls = known.cls
                yield Finding(*span, (Vote(cls, "keywords", 0.9, "a keyword of the header"),), (iri,))
            break
        else:
            if scene.person and _is_full_name(scene, text) and _ends_person(scene, text.split()):
                yield Finding(*span, (Vote(scene.person, "keywords", 0.7, "a keyword of the header"),))


def addressed(scene: Scene) -> Iterator[Finding]:
    """Names that nobody knows but an address of the document spells: "FernMark" beside "https://fernmark.com"."""
    sites = {squash(match[1]) for match in SITE.finditer(scene.document.raw)}
    for match in SPELT.finditer(scene.document.text) if scene.organisation and sites else ():
        name = match[0]
        unknown = squash(name) not in scene.ontology.names and not all(map(scene.ordinary, name.split()))
        if unknown and squash(name) in sites:
            vote = Vote(scene.organisation or "", "address", 0.5, "an address of the document spells it")
            yield Finding(*match.span(), (vote,))


def _heading(scene: Scene, text: str) -> str | None:
    """The class of things that a short line announces."""
    words = text.casefold().split()
    if len(words) > HEADING:
        return None
    nouns = [scene.class_nouns.get(word.rstrip(":.!").removesuffix("s")) for word in words]
    return next((cls for cls in reversed(nouns) if cls and cls != scene.person), None)


def quoted(scene: Scene) -> Iterator[Finding]:
    """Titles in quotation marks: all their longer words are capitalised, which words that somebody said are not."""
    text = scene.document.text
    for match in QUOTED.finditer(text) if scene.work else ():
        group = match.lastgroup or "a"
        name = match[group].rstrip(".,;: ")
        begin = match.start(group)
        words = WORD.findall(name)
        known = [i for i in scene.ontology.names.get(squash(name), ()) if scene.ontology.entities[i].cls == scene.work]
        if known and ON.search(text, max(0, begin - 8), begin):  # "on 'Doe'", who has a show of that name
            vote = Vote(scene.work or "", "quoted", 0.95, "a known show in quotation marks")
            yield Finding(begin, begin + len(name), (vote,))
            continue
        if not words or len(words) > MOST_WORDS or not name[0].isupper() or squash(name) in scene.ontology.names:
            continue
        if is_button(text, begin) or (words[0].lower() in INTERJECTIONS and name[len(words[0]) :].startswith(",")):
            continue  # "Oh, Ada": somebody said that
        cls = _noun_before(scene, text[max(0, begin - 40) : begin])
        titled = len(words) > 1 and all(word[0].isupper() or word.casefold() in SMALL for word in words)
        if titled and any(word.casefold() not in SMALL for word in words[1:]):
            reason = "a title in quotation marks"
            detector = "listed" if BY.match(text, match.end()) else "quoted"  # also in a line of capitals
            yield Finding(begin, begin + len(name), (Vote(cls or scene.work, detector, 0.7, reason),))
        elif cls and len(words) == 1:
            yield Finding(begin, begin + len(name), (Vote(cls, "quoted", 0.7, "named in quotation marks"),))


def is_button(text: str, begin: int) -> bool:
    """Whether what opens at the offset is in quotation marks behind what one is to do with it: 'click "Go on"'."""
    before = text[max(0, begin - 20) : begin]
    said = WORD.findall(before) if before.endswith(("“", '"', "‘", "'")) else []
    return bool(said) and said[-1].casefold() in CALLS


def _noun_before(scene: Scene, before: str) -> str | None:
    """The class of the noun right before a quotation: "her book", "the newsletter"."""
    words = re.findall(r"\w+", before)
    cls = scene.class_nouns.get(words[-1].casefold()) if words and not re.search(r"[.!?:]\W*$", before) else None
    return cls if cls != scene.person else None
