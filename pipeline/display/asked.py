"""What was sent to a language model, and what became of its answers."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.display.parts import count, table
from pipeline.llm.records import Tally
from pipeline.records import BY_MODEL, Evidence

TOP = 8  # reasons that are told


def asked(tally: Tally, said: Iterable[Evidence]) -> RenderableType:
    """Where what was sent, how many tokens it took, what was kept and what was refused, and why.

    said: the evidence of all statements.
    """
    statements = sum(evidence.rule.startswith(BY_MODEL) for evidence in said)
    text = Text.assemble("Asked ", (tally.model, "bold"), f" at {tally.url}: ")
    if tally.requests:
        text.append(
            f"{count(tally.asked, 'passage')} of the text in {count(tally.requests, 'request')}, "
            f"{tally.sent:,} tokens sent, {tally.received:,} received"
        )
    else:
        text.append("nothing was sent")
    if tally.cached:
        text.append(f"; {count(tally.cached, 'passage')} answered before")
    text.append(f". Of {count(tally.proposed, 'claim')} {tally.kept} kept, {tally.refused} refused; ")
    text.append(f"{count(statements, 'statement')} of the graph came of it.")
    parts: list[RenderableType] = [text]
    if tally.skipped:
        parts.append(
            Text(
                f"{count(tally.skipped, 'passage')} not asked about: the budget is spent (--llm-max-tokens)", "bold red"
            )
        )
    if tally.failed:
        parts.append(Text(f"{count(tally.failed, 'passage')} without a usable answer; inspect says why", "bold red"))
    if tally.proposals:
        parts.append(Text(f"{count(len(tally.proposals), 'spelling')} to confirm in proposed-aliases.ttl"))
    if tally.reasons:
        shown = table("Refused of the model", "")
        shown.columns[1].justify = "right"
        for reason, number in sorted(tally.reasons.items(), key=lambda item: (-item[1], item[0]))[:TOP]:
            shown.add_row(Text(reason), str(number))
        parts.append(shown)
    return Group(*parts)
