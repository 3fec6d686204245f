"""What examples taught: how much they hold, what to look at first, and what a least precision would bring."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.display.parts import count, label, spaced, table
from pipeline.learn import Proposals
from pipeline.learn.observing import TRUE, Wording

FIRST = 12  # patterns to look at first
UNSAID = 6  # predicates of which most is missed


def learning(proposals: Proposals) -> RenderableType:
    """The summary of `talkgraph learn`."""
    level = proposals.levels[0]
    parts: list[RenderableType] = [
        Text(
            f"{count(len(proposals.documents), 'example')} with {count(level.facts, 'fact')} whose names stand there; "
            f"the ontology's own words find {level.known} of them. "
            f"Proposed: {count(len(proposals.patterns), 'pattern')}, "
            f"{count(len(proposals.classes), 'word or name', 'words and names')} of classes."
        )
    ]
    if proposals.unread:
        parts.append(Text(f"Not in the language of the model: {', '.join(proposals.unread)}"))
    if proposals.patterns:
        parts.append(_first(proposals))
        parts.append(_levels(proposals))
    if proposals.unsaid:
        parts.append(_unsaid(proposals))
    return spaced(parts)


def _first(proposals: Proposals) -> RenderableType:
    """Patterns that find most of what nothing finds so far."""
    rows = table("Look at these first", "predicate", "said by", "right", "new", "wrong", "precision", "held")
    ranked = sorted(
        zip(proposals.patterns, proposals.new, strict=True), key=lambda item: (-item[1] * item[0].held, item[0].wording)
    )
    for pattern, new in ranked[:FIRST]:
        right, wrong = pattern.tally.counts
        figures = (str(right), str(new), str(wrong), f"{pattern.precision:.2f}", f"{pattern.held:.2f}")
        rows.add_row(label(proposals.ontology, pattern.predicate), _said(pattern.wording), *figures)
    return rows


def _said(wording: Wording) -> str:
    word = "" if wording.words == TRUE else f' "{wording.words}"'
    return f"{wording.kind}{word}: {wording.domain_role} to {wording.range_role}"


def _levels(proposals: Proposals) -> RenderableType:
    title = "What --apply would bring, on documents that the patterns were not learnt from"
    rows = table(title, "at least", "patterns", "right", "wrong", "precision", "recall", "F1")
    for level in proposals.levels:
        counts = (str(level.patterns), str(level.right), str(level.wrong))
        rows.add_row(f"{level.least:.1f}", *counts, f"{level.precision:.2f}", f"{level.recall:.2f}", f"{level.f1:.2f}")
    return rows


def _unsaid(proposals: Proposals) -> RenderableType:
    """Predicates of which most is told by no pattern and no word of the ontology."""
    most = sorted(proposals.unsaid.items(), key=lambda item: (-item[1], item[0]))[:UNSAID]
    named = ", ".join(f"{label(proposals.ontology, iri)} ({missed})" for iri, missed in most)
    return Group(Text("Facts that nothing finds", style="bold"), Text(named))
