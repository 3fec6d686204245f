"""What stands beside the subject of a talk: adverts, boilerplate, credits, found by the phrases that betray them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from pipeline.ontology import AsideCues, Ontology
from pipeline.records import Aside

REACH = 12  # sentences that an opening may run on before a cue closes it
GAP = 2  # sentences between two cues of one aside
BEFORE, AFTER = 100, 200  # characters around its phrases that an aside takes of a sentence without end

Span = tuple[int, int]


def find_asides(text: str, sentences: tuple[Span, ...], ontology: Ontology) -> tuple[Aside, ...]:
    """Asides of the text, sentence by sentence; of several kinds in one sentence the first in the ontology counts.

    sentences: reading spans, sorted.
    """
    found: dict[int, Aside] = {}
    for cues in ontology.asides:
        for index, (begin, end) in _marked(text, sentences, cues).items():
            found.setdefault(index, Aside(begin, end, cues.kind))
    return tuple(found[index] for index in sorted(found))


def _marked(text: str, sentences: tuple[Span, ...], cues: AsideCues) -> dict[int, Span]:
    """Sentences that are part of such an aside, by index; one never runs over the end of a block."""
    opened, cued = (_with(text, sentences, phrases) for phrases in (cues.openings, cues.cues))
    marked = {**cued, **opened}
    for index in sorted(marked):
        reach = REACH if index in opened else GAP + 1
        later = [other for other in sorted(cued) if index < other <= index + reach]
        if later and "\n" not in text[sentences[index][0] : sentences[later[-1]][0]]:
            marked.update(
                (between, sentences[between]) for between in range(index + 1, later[-1]) if between not in cued
            )
    return marked


def _with(text: str, sentences: tuple[Span, ...], phrases: Iterable[str]) -> dict[int, Span]:
    """Index of each sentence in which one of the phrases begins -> the sentence, or what is near in one without end."""
    wanted = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    starts = [begin for begin, _ in sentences]
    found: dict[int, Span] = {}
    for match in re.finditer(rf"(?<!\w)(?:{wanted})(?!\w)", text, re.IGNORECASE) if wanted else ():
        index = bisect_right(starts, match.start()) - 1
        if index >= 0:
            begin, end = sentences[index]
            near = max(begin, match.start() - BEFORE), min(end, match.end() + AFTER)
            whole = (begin, end) if end - begin <= 2 * (BEFORE + AFTER) else near
            found[index] = min(found.get(index, whole)[0], whole[0]), max(found.get(index, whole)[1], whole[1])
    return found
