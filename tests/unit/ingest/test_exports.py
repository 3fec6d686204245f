"""What each tool exports is read: who says what, and when."""

from __future__ import annotations

import pytest
from exports import EXPORTS, turns
from ingest_helpers import read


@pytest.mark.parametrize("tool", EXPORTS)
def test_the_export_of_a_tool(tmp_path, tool):
    export = EXPORTS[tool]
    document = read(tmp_path, export.content, export.name)
    found = turns(document)
    assert [turn[:2] for turn in found] == [turn[:2] for turn in export.turns]
    for turn, expected in zip(found, export.turns, strict=True):
        if len(expected) > 2 and expected[2] is not None:
            assert turn[2] is not None
            assert abs(turn[2] - expected[2]) < 1
    assert export.date is None or document.date == export.date
