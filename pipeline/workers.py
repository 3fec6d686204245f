"""Work in processes of their own, each of which prepares once and then takes one task after the other.

A process that ends in the midst of a task is replaced, and its task is tried once more. Tasks and answers go through a
pipe between parent and child alone: a child whose parent is gone finds the pipe closed and ends, too. That, and to know
which task a process died of, is what the pools of the standard library and of loky and pebble do not give.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
TRIES = 2
READY = "ready"


@dataclass(frozen=True, slots=True)
class Died:
    """The answer to a task on which the process ended each time. code: how, as `multiprocessing` tells it."""

    code: int | None


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: BaseProcess
    pipe: Connection
    task: Task | None = None  # none until it is ready
    tries: int = 0


def work_through(
    tasks: Iterable[Task], count: int, prepare: Callable[..., Callable[[Task], Any]], *arguments: object
) -> Iterator[tuple[Task, Any]]:
    """Each task with its answer, in the order in which they are done; `Died` where there is none.

    count: of processes. prepare: called in each with the arguments; what it returns does a task. What either raises is
    raised here. Everything that goes to a process can be pickled. No process is left when this ends, however it ends.
    """
    left = deque((task, 1) for task in tasks)
    workers: list[_Worker[Task]] = [_start(prepare, arguments) for _ in range(min(count, len(left)))]
    try:
        while workers:
            for pipe in wait([worker.pipe for worker in workers]):
                worker = next(each for each in workers if each.pipe is pipe)
                try:
                    answer = worker.pipe.recv()
                except (EOFError, OSError):
                    answer = Died(_ended(worker))
                    workers.remove(worker)
                    if worker.task is None:
                        raise ChildProcessError(f"a process ended before it began ({answer.code})") from None
                    if worker.tries < TRIES:
                        left.append((worker.task, worker.tries + 1))
                    else:
                        yield worker.task, answer
                    if left:
                        workers.append(_start(prepare, arguments))
                    continue
                if isinstance(answer, _Raised):
                    raise answer.error
                done, worker.task = worker.task, None
                if left:
                    worker.task, worker.tries = left.popleft()
                    with suppress(OSError):  # it died while it waited: its pipe says so next
                        worker.pipe.send(worker.task)
                else:
                    workers.remove(worker)
                    worker.pipe.close()
                    worker.process.join()
                if done is not None:
                    yield done, answer
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def _start(prepare: Callable[..., Callable[[Task], Any]], arguments: tuple[object, ...]) -> _Worker[Task]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, prepare, arguments), daemon=True)
    process.start()
    theirs.close()  # the child alone holds it: when that ends, our end says so
    return _Worker(process, ours)


def _ended(worker: _Worker[Task]) -> int | None:
    worker.process.join()
    worker.pipe.close()
    return worker.process.exitcode


def _serve(pipe: Connection, prepare: Callable[..., Callable[[Task], Any]], arguments: tuple[object, ...]) -> None:
    """What a process does: prepare, then tasks until the pipe closes. An interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer: object = READY
    try:
        work = prepare(*arguments)
    except Exception as error:
        answer = _Raised(error)
    while True:
        try:
            pipe.send(answer)
            task = pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return  # the parent wants no more, or is no more
        try:
            answer = work(task)
        except Exception as error:
            answer = _Raised(error)
