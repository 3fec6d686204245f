"""Processes that answer queries: the only way to end a query that takes too long or too much memory."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.serve.answers import Question, Reply, answer, refusal
from pipeline.stores.embedded import EmbeddedStore

MEMORY = 4 * 1024**3  # bytes of address space of one worker
START = 60.0  # seconds that a worker may take to start; they do not count as time of its first query
ENDED = "the query ended its engine: it took too much memory, or sorts numbers together with texts (ORDER BY STR(?x))"
SPAWN = multiprocessing.get_context("spawn")  # a copy of this process would share its threads' locks


class Workers:
    """A fixed number of processes, each with one query at a time."""

    def __init__(self, store: Path, count: int, seconds: float) -> None:
        """seconds: how long a query may take, and how long it may wait for its turn."""
        self.store, self.seconds = store, seconds
        self.idle: queue.Queue[_Worker] = queue.Queue()
        for _ in range(count):
            self.idle.put(_Worker(store))
        self.all = list(self.idle.queue)
        self.lock = threading.Lock()  # over `all`: threads replace their workers while the server ends
        self.closing = False

    def answer(self, question: Question) -> Reply:
        """The reply of the first worker that is free."""
        try:
            worker = self.idle.get(timeout=self.seconds)
        except queue.Empty:
            return refusal(503, "too many queries at once; ask again later")
        try:
            reply = worker.ask(question, self.seconds)
            if reply is None:
                worker = self._replaced(worker)
                reply = refusal(503, f"the query took longer than {self.seconds:g} s; ask for less")
        except (EOFError, OSError):  # it ended by itself
            worker = self._replaced(worker)
            reply = refusal(503, ENDED)
        finally:
            self.idle.put(worker)
        return reply

    def close(self) -> None:
        """End all of them; a thread that waits for one gets a refusal."""
        with self.lock:
            self.closing = True
            for worker in self.all:
                worker.end()

    def _replaced(self, worker: _Worker) -> _Worker:
        """A new worker in the place of this one; while the server ends, nobody new starts."""
        with self.lock:
            if not self.closing:
                worker.end()
                worker.line.close()
                self.all.remove(worker)
                self.all.append(worker := _Worker(self.store))
            return worker


class _Worker:
    """One process and the line to it."""

    def __init__(self, store: Path) -> None:
        self.line, far = SPAWN.Pipe()
        self.process = SPAWN.Process(target=work, args=(store, far), daemon=True)
        self.process.start()
        far.close()
        self.started = False

    def ask(self, question: Question, seconds: float) -> Reply | None:
        """The reply, None where it does not come in time."""
        if not self.started:
            if not self.line.poll(START):
                return None
            self.started = self.line.recv()
        self.line.send(question)
        if not self.line.poll(seconds):
            return None
        reply: Reply = self.line.recv()
        return reply

    def end(self) -> None:
        """End the process. The line stays open: a thread may be waiting at it, and hears of the end there."""
        self.process.kill()
        self.process.join()


def work(folder: Path, line: Connection) -> None:
    """Say that it has started, and answer what comes down the line, until nobody holds its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where an engine that ends tells its last words
    _limit_memory()
    store = EmbeddedStore(folder)
    opened: tuple[tuple[int, int], ox.Store] | None = None
    line.send(True)
    while True:
        try:
            question = line.recv()
        except EOFError:
            return
        try:
            version = store.version()
            if opened is None or opened[0] != version:  # `talkgraph load` has put a new store in its place
                opened = (version, store.read())
            reply = answer(opened[1], question)
        except StoreError as error:
            reply = refusal(503, f"the store cannot be read ({error}); load it again")
        line.send(reply)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
