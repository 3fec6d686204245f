"""The show and its people: who hosts it and who is its guest, by the words around their names.

Read over the whole document at once, header, show notes and talk, with one character for each name of a person
(`abstracts`), so that a cue is a short pattern over words and names ("welcome to the show, N"). Each cue says in
which role it puts whom and how sure that is; which role a person has in the end is decided when it is known who is who
(`resolve.cast`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.extract.abstracts import Abstract
from pipeline.extract.closed_classes import HONORIFICS
from pipeline.extract.cues import CUES, GUEST, HOST
from pipeline.ingest import is_people_field
from pipeline.ontology import Ontology, Predicate
from pipeline.records import Relation

# Words of fields of a header, and of its headings, that name a role.
FIELDS = {
    HOST: frozenset("host hosts cohost cohosts co-host co-hosts presenter presenters moderator moderators".split()),
    GUEST: frozenset("guest guests panelist panelists interviewee interviewees featured".split()),
}
DENIED = re.compile(r"(?:\b(?:not|never)|n['’]t)(?: \w+)?\s*$", re.IGNORECASE)
OTHERS = re.compile(r"\b(?:he|she|they|who) (?:was|were|had been)(?: \w+)? $", re.IGNORECASE)
NEXT_FIELD = re.compile(rf"[.;|•] ?(?:{'|'.join(sorted(FIELDS[HOST] | FIELDS[GUEST]))})\b ?:", re.IGNORECASE)
NEAR = 30  # characters before a cue that may deny it
REACH = 2000  # and behind what it may stand in, to its own end
FAR = 100  # and that say whose child somebody is
SAYS = re.compile(
    r"\b(?:this is|welcome(?: back)? to|listening to|watching) (?:the |another \w+ of )?[\"“]?$", re.IGNORECASE
)
JOINS = re.compile(r"\bjoin(?:s|ed|ing)? (?:us on |the )?[\"“'‘]?$", re.IGNORECASE)
ON_QUOTED = re.compile(r" on [‘'“\"]$")
KIN = re.compile(
    r"\b(?:grand)?(?:son|daughter|mother|father|brother|sister|wife|husband|widow|niece|nephew|cousin|child) of "
    r"[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
_PLACES = {"talk": ("talk", "opening"), "opening": ("opening",), "notes": ("notes", "title"), "title": ("title",)}
# Before and behind a name that says whose somebody is.
WHOSE = re.compile(r"\b(\w+) (?:to|for) (?:the )?(?:[Ff]ormer )?(?:[A-Z][\w.]+ ){0,2}?(?:([A-Z]\w+)\.? )?$")
OF_SOMEBODY, NEXT = re.compile(r"\b(?:an?|the|former) $"), re.compile(r"[ -](\w+)")
PRONOUN = "pronoun"  # the group of a cue that holds "he" or "she"


def find_cast(text: Abstract, ontology: Ontology) -> Iterator[Relation]:
    """Claims that people host or visit the document's own work: those named by a cue, and who says it."""
    predicates = {role: next(iter(ontology.with_role(role)), None) for role in (HOST, GUEST)}
    yield from _by_heading(text, predicates)
    ends = {where: text.behind(places) for where, places in _PLACES.items() if "talk" not in places}
    for cue in CUES:
        for match in cue.pattern.finditer(text.text, 0, ends.get(cue.where, len(text.text)) + REACH):
            where = text.where(match.start() + match[0].startswith("\n"))  # the line that the words stand in
            if where == "list" or (cue.where and where not in _PLACES[cue.where]):
                continue
            if DENIED.search(text.text, max(0, match.start() - NEAR), match.start()):
                continue  # "I'm not joined by X"
            if where in ("opening", "talk") and (
                text.quoted(match.start()) or OTHERS.search(text.text, max(0, match.start() - NEAR), match.start())
            ):
                continue  # a clip of another show; "he was joined by X" in a story
            found = {group for group, words in match.groupdict().items() if words}
            named = [(role, text.bearers(*match.span(role))) for role in sorted(found - {PRONOUN})]
            if PRONOUN in found:
                named.append((GUEST, [text.pronoun(match.span(PRONOUN))]))
            if cue.speaker and text.speaks(match.start()):
                named.append((cue.speaker, [text.speaker(match.start())]))
            if KIN.search(text.text, max(0, match.start() - FAR), match.start()):
                continue  # "she is the daughter of N. Thank you for joining us"
            stage = text.stage(match.span()) if where == "notes" else None
            if cue.name.startswith("opens"):
                if text.elsewhere(match.start(HOST) + len(match[HOST].rstrip(" .,!"))):
                    continue  # an advert
                stage = text.show(match.span(), SAYS, known=True)
                if stage is None and text.other_show(match.span(), SAYS, text.names(*match.span(HOST))):
                    continue  # "I'm N, this is X" in what is put together from several shows
            elif cue.name.startswith("on the quoted"):
                stage = text.show(match.span(), ON_QUOTED, known=False)
                if stage is None or any(_is_called_after(text, stage, mention) for _, who in named for mention in who):
                    continue
            elif cue.name.startswith("joins"):
                stage = text.show(match.span(), JOINS, known=False) or stage
            for role, mentions in named:
                if (predicate := predicates[role]) is not None:
                    for mention in mentions:
                        if where != "title" and text.arguments.modifies(mention):
                            continue  # "a chat with Doe officials", "joined by Doe's lawyer"
                        if _is_anothers(text, mention):
                            continue
                        claim = text.claim(mention, predicate, f"cast:{cue.name}", match.span(), cue.confidence)
                        yield claim if stage is None else replace(claim, object=stage)


def _is_anothers(text: Abstract, mention: int) -> bool:
    """Whether the name only says whose somebody is: "an adviser to President Doe, Ann Lee, joins us", "a former Doe
    official"."""
    name, scene = text.arguments.mentions[mention], text.arguments.scene
    before = WHOSE.search(scene.document.text, max(0, name.begin - FAR), name.begin)
    titled = before is not None and (not before[2] or before[2].casefold() in scene.roles | HONORIFICS)
    if before is not None and titled and before[1].casefold() in scene.roles:
        return True  # not "Ruritania's ambassador to New Zealand Ada Lee"
    behind = NEXT.match(scene.document.text, name.end)
    if " " in name.text or behind is None or behind[1] not in scene.roles:
        return False
    return OF_SOMEBODY.search(scene.document.text, max(0, name.begin - NEAR), name.begin) is not None


def _is_called_after(text: Abstract, show: int, person: int) -> bool:
    """Whether the show bears a name of the person's: "Jane Doe on 'Doe Tonight'"."""
    words, names = (text.arguments.mentions[index].text.casefold().split() for index in (show, person))
    return not set(words).isdisjoint(names)


def _by_heading(text: Abstract, predicates: Mapping[str, Predicate | None]) -> Iterator[Relation]:
    """Who stands in a field or under a heading of the header that names a role: "Hosts", "guest name"."""
    for mention, place, field in text.by_field():
        words = field.split()
        role = next((role for role, names in FIELDS.items() if names.intersection(words)), None)
        if text.goes_on(mention) or NEXT_FIELD.search(text.text, text.start_of_line(place[0]), place[0]):
            continue  # "Ann Lee fellow": called after her; "Host: Ann. Guest: Bo"
        if is_people_field(field) and role is not None and (predicate := predicates[role]) is not None:
            sure = 0.7 if "featured" in words else 0.88
            yield text.claim(mention, predicate, f"cast:{role} field", place, sure)
