"""`talkgraph run --watch` runs again after what matters, and only then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import InputError, Interrupted
from pipeline.watching import watched

Filter = Callable[[object, str], bool]


def test_it_runs_again_after_each_change_and_survives_a_bad_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "talk.txt").touch()
    runs: list[int] = []
    asked: dict[str, object] = {}

    def watch(*folders: Path, watch_filter: Filter, raise_interrupt: bool) -> Iterator[set[object]]:
        asked.update(folders=folders, matters=watch_filter)
        yield from ({1}, {2})
        raise KeyboardInterrupt

    def once() -> None:
        runs.append(1)
        if len(runs) == 2:
            raise InputError("talk.txt: half written")

    monkeypatch.setattr(watchfiles, "watch", watch)
    told: list[str] = []
    with pytest.raises(Interrupted, match="out holds what was read last"):
        watched(once, [tmp_path / "talk.txt"], tmp_path / "out", tell=told.append)
    assert len(runs) == 3
    assert told == ["Watching for changes; Ctrl-C ends it.", "Error: talk.txt: half written"]
    assert asked["folders"] == (tmp_path,)
    matters: Filter = asked["matters"]  # type: ignore[assignment]
    seen = [
        name for name in ("talk.txt", "other.txt", ".talk.txt", "out/graph.ttl") if matters(0, str(tmp_path / name))
    ]
    assert seen == ["talk.txt"]


def test_what_lies_in_the_output_folder_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Filter] = []

    def watch(*_: Path, watch_filter: Filter, raise_interrupt: bool) -> Iterator[set[object]]:
        found.append(watch_filter)
        return iter(())

    monkeypatch.setattr(watchfiles, "watch", watch)
    watched(lambda: None, [tmp_path], tmp_path / "outputs", tell=lambda _: None)
    assert [found[0](0, str(tmp_path / name)) for name in ("a.vtt", "aliases.ttl", "outputs/graph.nq")] == [
        True,
        True,
        False,
    ]


def test_standard_input_is_not_watched() -> None:
    result = CliRunner().invoke(commands, ["run", "-", "--watch"])
    assert result.exit_code == 2
    assert "standard input cannot be watched" in result.output
