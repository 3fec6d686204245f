"""What caches hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.cache import Holding
from pipeline.display.parts import size, spaced, table

WHAT_IT_IS = {
    "extraction": "what documents name and claim, for a change of aliases.ttl",
    "resolution": "what documents say",
    "run": "what runs came to, to tell whether anything changed",
}


def holdings(path: Path, held: Sequence[Holding], shared: Sequence[Path]) -> RenderableType:
    """The results in the cache of an output folder, and the files that serve all runs."""
    shown = table("Results", "", "Number", "Size", "Not needed by the last run")
    for column in shown.columns[2:]:
        column.justify = "right"
    for item in held:
        what = Text(WHAT_IT_IS.get(item.kind, ""), style="dim")
        shown.add_row(item.kind, what, f"{item.count:,}", size(item.size), f"{item.idle:,}")
    where = f"{path} ({size(path.stat().st_size)})" if path.is_file() else f"{path} is not there: nothing was kept"
    parts: list[RenderableType] = [Text(where, style="bold")]
    if held:
        parts.append(shown)
    if shared:
        total = size(sum(file.stat().st_size for file in shared))
        parts.append(Text(f"For all runs: {len(shared)} files ({total}) in {shared[0].parent}", style="dim"))
    return spaced(parts) if len(parts) > 1 else Group(*parts)
