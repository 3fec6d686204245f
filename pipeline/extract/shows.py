"""Names of shows: what hosts welcome their listeners to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.scene import Finding, Scene
from pipeline.extract.written import is_other
from pipeline.records import Vote

_NAME = (
    r"(?P<name>[A-Z\d](?:[\w’'&+!-]|\.(?=\w))*"
    r"(?: (?:(?:to|of|the|and|with|for|in|on|a|by|from|&|-|–) )*[A-Z\d](?:[\w’'&+!-]|\.(?=\w))*){0,6})"
)
# What people are welcomed with, who are guests and no shows.
GUESTS = re.compile(r"\b(?:please|warm|big|give)\b[^.!?\n]*$", re.IGNORECASE)
# What stands before the name of a show in its own talk; "podcast" and the like may close it.
_CALLED = re.compile(
    r"(?:\b[Ww]elcome (?:back )?(?:to|on)|\b[Yy]ou(?:['’]re| are) (?:listening to|watching)|\b[Tt]his (?:is|has been)"
    r"|\b(?:[Ee]pisode|[Ee]dition) of|\b[Ii]t['’]s time for|\bjoin(?:ing)? (?:us|me) (?:on|for))"
    r" (?:(?:the|this|another|our|a|an|special|bonus|new|live|brand|first|final|latest|next|edition|episode|of) )*"
    + r"(?:[\"“](?P<quoted>[^\"”\n]{3,60})[\"”,.]|"
    + _NAME
    + ")"
    + r"(?= (?:[Pp]odcast|[Ss]how|[Ss]eries)\b|[.,!?;:\"”]|$| (?:where|with|the|a|I|my|and|for|today|our|this)\b)"
)


_WORDS = r"[A-Z\d][\w’'&.+!-]*(?: (?:(?:and|of|the|with|for) )?[A-Z\d][\w’'&.+!-]*){0,4}"
# Names that say themselves that they are shows, anywhere; and what a show calls its own listeners.
_PLAIN = re.compile(
    rf"\b(?P<podcast>(?:The )?{_WORDS}(?: Podcast|[,:] [Tt]he [Pp]odcast))\b"
    rf"|\b(?:[Hh]ello|[Hh]i|[Hh]ey|[Ww]elcome),? (?P<own>{_WORDS}) (?:listeners|viewers)\b"
    rf"|\| (?P<part>(?:The )?{_WORDS} (?:Show|Interview|Series))(?=$|\n| \|)"
    rf"|(?:^|\n|[.!?] )(?P<hosted>{_WORDS}) (?:is|was) (?:co-?)?hosted by\b"
    rf"|\b[Hh]osts? of (?:the )?(?P<shown>{_WORDS}) (?:podcast|newsletter|show)\b"
)


def shows(scene: Scene) -> Iterator[Finding]:
    """ "Welcome to another episode of X", "you're listening to X", "Hello, X listeners", "The X Podcast"."""
    work, text = scene.work, scene.document.text
    if not work:
        return
    for match in _PLAIN.finditer(text):
        begin, end = match.span(match.lastgroup or 0)
        place = scene.document.segment_at(begin)
        if place is not None and not place.listing and not (match["shown"] and is_other(scene, text[begin:end])):
            yield Finding(begin, end, (Vote(work, "show", 0.65, "calls itself a show"),))
    for match in _CALLED.finditer(text):
        begin, end = match.span("quoted" if match["quoted"] else "name")
        while text[end - 1] in ",.":
            end -= 1
        first = text[begin:end].split()[0]
        place = scene.document.segment_at(begin)
        if place is None or place.listing or text[begin:end] in scene.parts_of_people or first in ("I", "It"):
            continue
        if is_other(scene, text[begin:end]) or GUESTS.search(text, max(0, match.start() - 40), match.start()):
            continue  # "a warm welcome to Ann Lee"
        strong = match[0][:1].lower() == "w" or "episode of" in match[0].lower() or "listening" in match[0]
        weight = 0.65 if strong or text[end:].lstrip()[:7].lower() in ("podcast", "show") else 0.35
        yield Finding(begin, end, (Vote(work, "show", weight, "what listeners are welcomed to"),), weak=not strong)
