"""A SPARQL endpoint and the explorer on this machine, for reading only; but for corrections, where that is wanted.

Nobody else reaches it: it listens at 127.0.0.1, answers no request that was meant for another host's name (DNS
rebinding), and no web page of another origin unless that origin is allowed. Queries run in processes of their own,
which are ended when they take too long or too much.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and how. seconds: how long one query may take. origin: the one that browsers may call from.

    edit: the folder of the documents, in which corrections made on the page are saved; nothing is where there is none.
    """

    store: Path
    page: Path | None = None
    port: int = 0
    origin: str | None = None
    seconds: float = 30
    workers: int = 2
    edit: Path | None = None


def serve(serving: Serving, ready: Callable[[str], None]) -> None:
    """Answer until interrupted. `ready` is called with the address.

    Raises StoreError where there is no store, or the port is taken.
    """
    from pipeline.serve.http import Server
    from pipeline.serve.workers import Workers
    from pipeline.stores.embedded import EmbeddedStore

    EmbeddedStore(serving.store).read()  # what is wrong with it is told before anything starts
    with closing(Workers(serving.store, serving.workers, serving.seconds)) as workers:
        try:
            server = Server((HOST, serving.port), serving, workers)
        except OSError as error:
            raise StoreError(
                f"port {serving.port}: cannot be used ({error.strerror}); name another by --port"
            ) from error
        with server:
            ready(server.address)
            server.serve_forever()
