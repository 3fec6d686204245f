"""Paths that are not there: the message says what is possible instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.cli.options import instead


@pytest.mark.parametrize("command", [["run"], ["inspect"], ["validate"], ["export", "--to", "nt"], ["evaluate"]])
def test_an_address_is_told_to_be_downloaded(command: list[str]) -> None:
    result = CliRunner().invoke(commands, [*command, "https://example.org/talk.vtt", "gold.yaml"][: len(command) + 2])
    assert result.exit_code == 2
    assert "download what lies there" in " ".join(result.output.split())


def test_a_slip_is_told_the_near_name(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "talk.vtt").write_text("x", encoding="utf-8")
    assert instead(str(tmp_path / "sedes")) == f"did you mean {tmp_path / 'seeds'}?"
    assert instead(str(tmp_path / "tlak.vtt")) == f"did you mean {tmp_path / 'talk.vtt'}?"
    assert instead(str(tmp_path / "nothing at all")) == ""
    assert instead(str(tmp_path / "folder" / "talk.vtt")) == f"there is no folder {tmp_path / 'folder'} either"
    result = CliRunner().invoke(commands, ["run", str(tmp_path / "sedes")])
    assert result.exit_code == 2
    assert "did you mean" in result.output


def test_a_folder_where_a_file_is_wanted_is_said_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["inspect", str(tmp_path)])
    assert result.exit_code == 2
    assert "is a directory" in result.output
