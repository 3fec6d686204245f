"""Names inside other names: what is only the beginning, the end or a part of a longer one."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import is_date

SHORT = 2  # words of a known name that may stand at the end of another name by chance


def _by_place(spans: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Offset of each character in a span -> the span (the last one given that covers it)."""
    return {place: span for span in spans for place in range(*span)}


def inside_known(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> set[tuple[int, int]]:
    """Names that nobody knows within known ones of several words: "Angeles Lakers" in "Los Angeles Lakers"."""
    places = _by_place(
        span
        for span, found in spans.items()
        if " " in scene.document.text[slice(*span)] and any(f.candidates and not f.weak for f in found)
    )
    return {
        (begin, end)
        for (begin, end), found in spans.items()
        if (outer := places.get(begin)) is not None
        and outer != (begin, end)
        and end <= outer[1]
        and not any(finding.candidates for finding in found)
    }


def within_bodies(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> set[tuple[int, int]]:
    """Known ideas that only say what a body is for: "psychology" in "Institute of Law and Psychology"."""
    bodies = _by_place(
        span
        for span, found in spans.items()
        if any(v.cls == scene.organisation and v.detector in ("opening", "ending") for f in found for v in f.votes)
    )
    others = {cls for label in ("PERSON", "ORG", "GPE") if (cls := scene.ontology.class_of_ner(label))}
    return {
        (begin, end)
        for (begin, end), found in spans.items()
        if (outer := bodies.get(begin)) is not None
        and outer[0] < begin
        and end <= outer[1]
        and all(f.candidates and scene.ontology.entities[f.candidates[0]].cls not in others for f in found)
    }


def named_after(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> set[tuple[int, int]]:
    """People whom nobody knows and whose name only begins that of a house, by what two detectors say of the whole:
    "Ada Quill Construction"."""
    houses: dict[int, int] = {}
    for (begin, end), found in spans.items():
        sayers = {v.detector for f in found if not f.weak for v in f.votes if v.cls == scene.organisation}
        if len(sayers) > 1:
            houses[begin] = max(end, houses.get(begin, end))
    return {
        (begin, end)
        for (begin, end), found in spans.items()
        if end < houses.get(begin, end) and not any(finding.candidates for finding in found)
        if all(vote.cls == scene.person for finding in found for vote in finding.votes)
    }


def tails(scene: Scene, spans: dict[tuple[int, int], list[Finding]]) -> set[tuple[int, int]]:
    """Known names that only end a longer name: "Book Fair" in "Leipzig Book Fair", the town in "Ada Lisbon".

    What stands before must be part of the name: no role, no nationality, no other known name.
    """
    text = scene.document.text
    longest: dict[int, int] = {}
    for (begin, end), found in spans.items():
        if any(not finding.weak and not finding.candidates for finding in found):
            longest[end] = min(begin, longest.get(end, begin))
    known = {finding.begin for finding in scene.known if not finding.weak}
    return {
        (begin, end)
        for (begin, end), found in spans.items()
        if longest.get(end, begin) < begin
        and any(finding.candidates for finding in found)
        and len(words := text[begin:end].split()) <= SHORT
        and (all(map(scene.ordinary, words)) or _is_part(scene, longest[end], begin, known))
    }


def _is_part(scene: Scene, begin: int, end: int, known: set[int]) -> bool:
    """Whether the words are capitalised ones that belong to the name behind them."""
    tokens = list(scene.span(begin, end) or ())
    if tokens and all(scene.ordinary(token.text) for token in tokens) and _is_acronym_of_house(scene, end):
        return False  # "Late News | CNN"
    return bool(tokens) and all(
        token.pos_ == "PROPN"
        and token.text[0].isupper()
        and token.whitespace_
        and not is_date(token)
        and not scene.is_title(token)
        and token.lemma_.lower() not in scene.roles
        and begin + token.idx - tokens[0].idx not in known
        for token in tokens
    )


def _is_acronym_of_house(scene: Scene, begin: int) -> bool:
    """Whether a known organisation that is called by capitals begins there."""
    known = (finding for finding in scene.known if finding.begin == begin and not finding.weak)
    organisations = (f for f in known if scene.ontology.entities[f.candidates[0]].cls == scene.organisation)
    return any(scene.text_at(finding).isupper() and len(scene.text_at(finding)) > SHORT for finding in organisations)
