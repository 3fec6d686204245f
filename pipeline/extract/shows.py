"""Names of shows: what a header gives as the show, and what hosts welcome their listeners to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.scene import Finding, Scene
from pipeline.ontology import squash
from pipeline.records import Vote

FIELD = "show"
WORDS = 7  # of a show's name at most
_JOINT = re.compile(r"[\s\-–—|•]*")
_PART = re.compile(r"[^|•]+?(?= [-–—|•] |$|[|•])")
_NAME = (
    r"(?P<name>[A-Z\d](?:[\w’'&+!-]|\.(?=\w))*"
    r"(?: (?:(?:to|of|the|and|with|for|in|on|a|by|from|&|-|–) )*[A-Z\d](?:[\w’'&+!-]|\.(?=\w))*){0,6})"
)
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


def shows(scene: Scene) -> Iterator[Finding]:
    """ "Welcome to another episode of X", and the field of the header that names the show."""
    work, text = scene.work, scene.document.text
    if not work:
        return
    for segment in scene.document.segments:
        if segment.field == FIELD:
            begin, end = _of_show(scene, segment.begin, segment.end)
            if not _is_known(scene, text[begin:end]):
                yield Finding(begin, end, (Vote(work, "show", 0.8, "the header names it as the show"),))
    for match in _CALLED.finditer(text):
        begin, end = match.span("quoted" if match["quoted"] else "name")
        while text[end - 1] in ",.":
            end -= 1
        first = text[begin:end].split()[0]
        place = scene.document.segment_at(begin)
        if place is None or place.listing or text[begin:end] in scene.parts_of_people or first in ("I", "It"):
            continue
        strong = match[0][:1].lower() == "w" or "episode of" in match[0].lower() or "listening" in match[0]
        weight = 0.65 if strong or text[end:].lstrip()[:7].lower() in ("podcast", "show") else 0.35
        yield Finding(begin, end, (Vote(work, "show", weight, "what listeners are welcomed to"),), weak=not strong)


def _of_show(scene: Scene, begin: int, end: int) -> tuple[int, int]:
    """The name of the show in a field that also names a house or a host: "NPR - News Now", "Ann Lee - Night Talk".

    That is the part which the rest of the document names too, else the only one that is no known house or person.
    """
    text = scene.document.text
    parts = [(begin + low, begin + high) for low, high in (match.span() for match in _PART.finditer(text[begin:end]))]
    parts = [(low + len(_JOINT.match(text[low:high])[0]), high) for low, high in parts]  # type: ignore[index]
    if len(parts) < 2:
        return begin, end
    rest = (text[:begin] + text[end:]).casefold()
    unknown = [part for part in parts if not _is_known(scene, text[slice(*part)])]
    named = [part for part in unknown if f" {text[slice(*part)].casefold()}" in rest]
    for found in (named, unknown):
        if len(found) == 1:
            return found[0]
    return begin, end


def _is_known(scene: Scene, part: str) -> bool:
    """Whether the part names a known thing that is no work, or looks like a person."""
    name = part.strip(" -–—|•")
    owners = scene.index.names.get(squash(name), ())
    if owners:
        return not scene.ontology.is_a(scene.ontology.entities[owners[0]].cls, frozenset({scene.work}))
    words = name.split()
    return len(words) in (2, 3) and squash(words[0]) in scene.given_names and not any(map(scene.ordinary, words[1:]))
