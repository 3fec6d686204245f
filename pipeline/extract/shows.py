"""Names of shows: what hosts welcome their listeners to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.closed_classes import MONTHS, WEEKDAYS
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.written import is_other
from pipeline.ontology import squash
from pipeline.records import Vote

_NAME = (
    r"(?P<name>[A-Z\d](?:[\w’'&+!-]|\.(?=\w))*"
    r"(?: (?:(?:to|of|the|and|with|for|in|on|at|a|by|from|&|-|–) )*[A-Z\d](?:[\w’'&+!-]|\.(?=\w))*){0,6})"
)
# What people are welcomed with, who are guests and no shows.
GUESTS = re.compile(r"\b(?:please|warm|big|give)\b[^.!?\n]*$", re.IGNORECASE)
SOMEBODY = re.compile(r",? (?:he|she|who)\b", re.IGNORECASE)
# What stands before the name of a show in its own talk; "podcast" and the like may close it.
_CALLED = re.compile(
    r"(?:\b[Ww]elcome (?:back )?(?:to|on)|\b[Yy]ou(?:['’]re| are) (?:listening to|watching|back with)"
    r"|\b[Tt]his (?:is|has been)|\b[Tt]hat(?:['’]s| was) it for|\b(?:show|podcast)(?:['’]s| is) called"
    r"|\b(?:[Ee]pisode|[Ee]dition|[Ll]ecture|[Ll]esson|[Ss]ession)(?: (?:\d+|[a-z]+))? of|\b[Ii]t['’]s(?: time for)?"
    r"|\bjoin(?:ing)? (?:us|me) (?:on|for)|\bhav(?:e|ing) (?:you|me|us)(?: all| both| here| back)* on)"
    r" (?:[A-Z][\w&]+['’]s )?(?:(?:the|this|another|our|a|an|special|bonus|new|live|brand|first|final|latest|next"
    r"|edition|(?:episode|number) \w+ of|episode|of) )*"
    + r"(?:[\"“](?P<quoted>[^\"”\n]{3,60})[\"”,.]|"
    + _NAME
    + ")"
    + r"(?= (?:[Pp]odcast|[Ss]how|[Ss]eries)\b|[.,!?;:\"”]|$"
    + r"| (?:where|with|from|the|a|I|my|and|for|today|our|this|was|is)\b)"
)
FROM = re.compile(r",? from the (?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){1,3})")  # "this is X from the Salt Mirror"
# What a show says around its own name: "Hey everyone, it's X", "I'm Ann, this is X", "it's X, with me, Ann".
GREETING = re.compile(
    r"\b(?:I['’]m|I am|my name|your host|with (?:me|us|your)|[Ww]elcome|[Hh]ello|[Hh]ey|[Hh]i|everyone|everybody"
    r"|[Gg]ood (?:morning|afternoon|evening)|newsroom|listening|broadcast|coming to you)\b"
)
INTRODUCED = re.compile(r",? (?:and )?(?:I['’]m|I am|my name is|with me,) (?=[A-Z])")  # "welcome to X, I'm Ann"
AROUND = 60  # characters before and behind the name in which it does
NO_NAMES = frozenset(["I", "It"]) | MONTHS | WEEKDAYS  # "it's March 7"
WITH = re.compile(r" with (?=[A-Z][\w’'-]+ [A-Z])")  # "X with Ann Lee"
MAKER = re.compile(rf" from (?:the )?(?=[A-Z])|{WITH.pattern}")  # "X from Acme Radio", too


_WORDS = r"[A-Z\d][\w’'&.+!-]*(?: (?:(?:and|of|from|in|on|to|the|with|for) ){0,2}[A-Z\d][\w’'&.+!-]*){0,4}"
_LONG = _WORDS.replace("{0,4}", "{1,4}")
_NUMBER = r"(?:[Ee]pisode|[Ee]p\.?) (?:number )?#?(?:\d+|[a-z]+(?:[ -][a-z]+){0,5}(?=[.,:;\n]|$))|#\d+"
# Names that say themselves that they are shows, anywhere; and what a show calls its own listeners.
_PLAIN = re.compile(
    rf"\b(?P<podcast>(?!An? )(?:The )?{_WORDS}(?: Podcast|[,:] [Tt]he [Pp]odcast(?! [a-z])))\b"
    rf"|\b(?:[Hh]ello|[Hh]i|[Hh]ey|[Ww]elcome),? (?P<own>{_WORDS}) (?:listeners|viewers)\b"
    rf"|\| (?P<part>(?:The )?{_WORDS} (?:Show|Interview|Series))(?=$|\n| \|)"
    rf"|(?:^|\n)(?P<titled>{_WORDS}): [Aa]n? (?:[\w-]+ ){{0,2}}[Pp]odcast\b"
    rf"|(?:^|\n|[.!?] )(?P<hosted>{_WORDS}) (?:is|was) (?:co-?)?hosted by\b"
    rf"|\b[Hh]osts? of (?:the )?(?P<shown>{_WORDS}) (?:podcast|newsletter|show)\b"
    rf"|(?:^|\n|[.!?] )(?:(?:[Ss]o|[Oo]kay|[Aa]lright),? )?(?P<back>{_LONG}),? (?:we['’]re back\b|{_NUMBER})"
)


def shows(scene: Scene) -> Iterator[Finding]:
    """ "Welcome to another episode of X", "you're listening to X", "Hello, X listeners", "The X Podcast"."""
    work, text = scene.work, scene.document.text
    if not work:
        return
    for match in _PLAIN.finditer(text):
        begin, end = match.span(match.lastgroup or 0)
        if presented := WITH.search(text, begin, end):
            end = presented.start()
        place = scene.document.segment_at(begin)
        if place is not None and not place.listing and not (match["shown"] and is_other(scene, text[begin:end])):
            yield Finding(begin, end, (Vote(work, "show", 0.65, "calls itself a show"),))
    for match in _CALLED.finditer(text):
        begin, end = match.span("quoted" if match["quoted"] else "name")
        while text[end - 1] in ",.":
            end -= 1
        first = text[begin:end].split()[0]
        place = scene.document.segment_at(begin)
        if place is None or place.listing or text[begin:end] in scene.parts_of_people or first in NO_NAMES:
            continue
        if is_other(scene, text[begin:end]) or GUESTS.search(text, max(0, match.start() - 40), match.start()):
            continue  # "a warm welcome to Ann Lee"
        if SOMEBODY.match(text, end):
            continue  # "this is Ann, she works with me"
        greeted = GREETING.search(text, max(0, match.start() - AROUND), min(len(text), end + AROUND)) is not None
        if not greeted and match[0][:3].casefold() in ("thi", "it'", "it’"):
            continue  # "this is Oslo, the old town"
        if greeted and not match["quoted"] and (maker := MAKER.search(text, begin, end)):
            end = maker.start()
        lead = match[0].lower()
        strong = lead[0] == "w" or any(told in lead for told in ("episode of", "listening", "back with", "hav"))
        closed = text[end:].lstrip()[:7].lower() in ("podcast", "show")
        named = greeted and " " in text[begin:end] and squash(first) not in scene.given_names
        said = lead[0] == "w" and INTRODUCED.match(text, end) is not None
        weight = 0.85 if said else 0.65 if strong or closed else 0.6 if named else 0.35
        vote = Vote(work, "show", weight, "what listeners are welcomed to")
        yield Finding(begin, end, (vote,), weak=not (strong or named))
        house = FROM.match(text, end) if scene.organisation and (strong or named) else None
        if house is not None and not is_other(scene, house["name"]):
            yield Finding(*house.span("name"), (Vote(scene.organisation or "", "show", 0.6, "where a show is from"),))


# "Produced by X" of anybody; "Edited by X" only where X is called like a house.
MADE = re.compile(
    r"(?:^|(?<=\n))(?:(?P<out>[Pp]roduced|[Pp]resented|[Mm]ade|[Pp]ublished)|(?P<word>[A-Z][a-z]+)) [Bb]y:? (?:the )?"
    rf"(?P<name>{_WORDS.replace('|for', '')})(?=\.?(?:\n|$)| for )"
)


def producers(scene: Scene) -> Iterator[Finding]:
    """ "Produced by X" as a line of the notes: X is an organisation, unless it begins like a person."""
    credits = {
        word
        for predicate in scene.ontology.predicates.values()
        for lexicalisation in predicate.lexicalisations
        if lexicalisation.kind == "credit"
        for word in lexicalisation.words
    }
    for match in MADE.finditer(scene.document.text) if scene.organisation else ():
        place, words = scene.document.segment_at(match.start()), match["name"].split()
        person = squash(words[0]) in scene.given_names
        house = len(words) > 1 and scene.ordinary(words[-1]) and squash(words[-1]) not in scene.family_names
        if not match["out"] and not (match["word"].casefold() in credits and house):
            continue
        if not match["out"] and any(_is_field(scene, " ".join(words[:end])) for end in range(1, len(words))):
            continue  # "Edited by Night Garden Archive", where Night Garden is the show
        if place is not None and place.kind == "context" and not place.listing and not person:
            vote = Vote(scene.organisation or "", "fields", 0.75, "who produced it")
            yield Finding(*match.span("name"), (vote,))


def _is_field(scene: Scene, name: str) -> bool:
    """Whether it is the whole value of a field of the header."""
    text = scene.document.text
    return any(
        segment.kind == "context" and text[segment.begin : segment.end] == name
        for segment in scene.document.segments
        if segment.field
    )


OPENING = 1500  # characters in which a call says whose it is
PERIOD = r"(?:Q[1-4]|first|second|third|fourth|quarter|half|full|fiscal|year|\d{4}|and)"
CALL = re.compile(
    rf"\b(?:[Ww]elcome|[Jj]oin\w*|[Ll]istening|[Pp]resent\w*)\b[^.!?]{{0,60}}?\b(?:to|for|of|on)\s+(?:the\s+|our\s+)?"
    rf"(?P<name>[A-Z][\w&-]*(?:\s(?!(?i:{PERIOD}\b))[A-Z][\w&-]*){{0,4}})(?:,? Inc\.?|,? Corp\.?)?(?:['’]s?)?,?\s+"
    rf"(?i:(?:{PERIOD}[,-]?\s+)+(?:[\w-]+\s+){{0,3}}?(?:earnings|results|conference|call|webcast)\b)"
)


def calls(scene: Scene) -> Iterator[Finding]:
    """ "Welcome to the X Q3 2025 earnings call": whoever reports on a quarter is an organisation."""
    for match in CALL.finditer(scene.document.text[:OPENING]) if scene.organisation else ():
        yield Finding(*match.span("name"), (Vote(scene.organisation or "", "calls", 0.85, "opens its own call"),))
