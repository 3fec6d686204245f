"""Work in processes: answers, errors, deaths; nothing is left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.workers import Died, work_through


def doubling(offset: int) -> Callable[[int], object]:
    return lambda number: InputError("odd luck") if number == 13 else 2 * number + offset


def dying(folder: Path, times: int) -> Callable[[int], object]:
    """Task 3 ends its process, so often."""

    def work(number: int) -> object:
        if number == 3:
            died = len(list(folder.iterdir()))
            if died < times:
                (folder / str(died)).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return number, os.getpid()

    return work


def failing() -> Callable[[int], object]:
    raise InputError("no model here")


def breaking() -> Callable[[int], object]:
    raise SystemExit(7)


def test_every_task_is_answered_once() -> None:
    answers = dict(work_through(range(20), 2, doubling, 1))
    assert {key: value for key, value in answers.items() if key != 13} == {n: 2 * n + 1 for n in range(20) if n != 13}
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_replaced_and_its_task_tried_once_more(tmp_path: Path) -> None:
    answers = dict(work_through(range(8), 2, dying, tmp_path, 1))
    assert {number for number, (same, _) in answers.items() if number == same} == set(range(8))
    assert len({process for _, process in answers.values()}) <= 3


def test_a_task_that_kills_twice_is_given_up_and_the_others_are_not(tmp_path: Path) -> None:
    answers = dict(work_through(range(8), 2, dying, tmp_path, 9))
    assert answers.pop(3) == Died(-signal.SIGKILL)
    assert answers.keys() == {0, 1, 2, 4, 5, 6, 7}
    assert len(list(tmp_path.iterdir())) == 2


def test_what_goes_wrong_before_the_work_is_raised_here() -> None:
    with pytest.raises(InputError, match="no model here"):
        list(work_through(range(3), 2, failing))
    with pytest.raises(ChildProcessError, match="before it began"):
        list(work_through(range(3), 2, breaking))
    assert multiprocessing.active_children() == []


def test_no_process_is_left_when_somebody_stops_listening() -> None:
    answers = work_through(range(20), 2, doubling, 1)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
