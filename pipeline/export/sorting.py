"""Lines in order, however many: sorted runs wait in temporary files until they are merged (external merge sort)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from operator import eq
from tempfile import TemporaryFile
from typing import BinaryIO

LIMIT = 64 << 20  # bytes of lines that are sorted in memory at once
BLOCK = 1 << 20  # bytes of each run that are merged at once


def sorted_lines(blocks: Iterable[bytes], *, limit: int = LIMIT) -> Iterator[list[bytes]]:
    """The distinct lines of all blocks in the order of their bytes, in lists; each block holds whole lines.

    >>> [line for lines in sorted_lines([b"c\\na\\n", b"b\\na\\n"], limit=4) for line in lines]
    [b'a\\n', b'b\\n', b'c\\n']
    """
    lines: list[bytes] = []
    size = 0
    with ExitStack() as files:
        runs: list[BinaryIO] = []
        for block in blocks:
            lines += block.splitlines(keepends=True)
            size += len(block)
            if size >= limit:
                run = files.enter_context(TemporaryFile(prefix="talkgraph-"))
                run.writelines(_distinct(lines))
                run.seek(0)
                runs.append(run)
                lines, size = [], 0
        if runs:
            yield from _merged(runs, _distinct(lines))
        elif lines:
            yield _distinct(lines)


def _merged(runs: list[BinaryIO], last: list[bytes]) -> Iterator[list[bytes]]:
    """Merge the runs and a last one that was never written.

    Each round takes from all runs what no later line can precede. Sorting that is quick: Python's sort finds and merges
    the ordered stretches.
    """
    blocks = [*(run.readlines(BLOCK) for run in runs), last]
    while any(blocks):
        bound = min(block[-1] for block in blocks if block)
        ready: list[bytes] = []
        for index, block in enumerate(blocks):
            cut = bisect_right(block, bound)
            ready += block[:cut]
            blocks[index] = block[cut:]
            if not blocks[index] and index < len(runs):
                blocks[index] = runs[index].readlines(BLOCK)
        yield _distinct(ready)


def _distinct(lines: list[bytes]) -> list[bytes]:
    """The lines in order, each once. Looking whether any is there twice is much quicker than taking them apart."""
    lines.sort()
    return list(dict.fromkeys(lines)) if any(map(eq, lines, islice(lines, 1, None))) else lines
