"""What was read from documents before, in one SQLite file: nothing is read twice that did not change.

A row is a packed record under a key of all that it depends on (`pipeline.reading` makes the keys), so a row is either
right or never asked for. Each row is there as a whole as soon as its document is done: whatever ends a run, the next
one goes on where it was. A damaged file, or one of another version of the code, is begun anew.
"""

from __future__ import annotations

import sqlite3
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.errors import LeftoverWarning, OutputError
from pipeline.packing import Damaged, packed, unpacked

T = TypeVar("T")
NAME = ".talkgraph.cache"  # in the output folder
_WAIT = 30.0  # seconds for another run that writes into the same file
_APPLICATION = 0x74676361  # "tgca", by which SQLite files tell whose they are
_TABLES = """
CREATE TABLE IF NOT EXISTS code (digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, latest INTEGER NOT NULL, data BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """How many results of a kind a cache holds, their bytes, and how many of them the last run did not need."""

    kind: str
    count: int
    size: int
    idle: int


class Cache:
    """An open cache; see `opened`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a database that has the tables."""
        self._connection = connection
        self._needed: set[str] | None = None

    def get(self, key: str, form: type[T]) -> T | None:
        """The record under the key; None where there is none, or it is damaged. It counts as needed."""
        data = self.data(key)
        if data is None:
            return None
        try:
            return unpacked(data, form)
        except Damaged:
            self._drop([key])
            return None

    def data(self, key: str) -> bytes | None:
        """The record under the key, packed."""
        row = self._connection.execute("SELECT data FROM results WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        if self._needed is not None:
            self._needed.add(key)
        try:
            return zlib.decompress(row[0])
        except zlib.error:
            self._drop([key])
            return None

    def put(self, key: str, kind: str, name: str, data: bytes) -> None:
        """Keep a packed record under the key. name: of its document. It is on the disk when this returns."""
        row = (key, kind, name, zlib.compress(data, 1))
        self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, 1, ?)", row)
        self._connection.commit()  # another run may be waiting for the same file
        if self._needed is not None:
            self._needed.add(key)

    def keep(self, key: str, kind: str, name: str, record: object) -> None:
        """`put` of a record."""
        self.put(key, kind, name, packed(record))

    def begin(self) -> None:
        """A run begins: from here on it shows what is needed."""
        self._needed = set()

    def end(self) -> None:
        """It ended well: what it did not ask for, it did not need."""
        if self._needed is not None:
            self._connection.execute("UPDATE results SET latest = 0")
            needed = ((key,) for key in self._needed)
            self._connection.executemany("UPDATE results SET latest = 1 WHERE key = ?", needed)
            self._connection.commit()

    def holdings(self) -> tuple[Holding, ...]:
        """What the cache holds, by kind."""
        rows = self._connection.execute(
            "SELECT kind, count(*), total(length(data)), sum(latest = 0) FROM results GROUP BY kind ORDER BY kind"
        )
        return tuple(Holding(kind, count, int(size), idle) for kind, count, size, idle in rows)

    def clean(self, *, everything: bool = False) -> int:
        """Remove what the last run did not need, or everything; how many results that were."""
        where = "" if everything else " WHERE latest = 0"
        removed = self._connection.execute(f"DELETE FROM results{where}").rowcount
        self._connection.commit()
        self._connection.execute("VACUUM")
        return removed

    def _drop(self, keys: Iterable[str]) -> None:
        self._connection.executemany("DELETE FROM results WHERE key = ?", [(key,) for key in keys])
        self._connection.commit()


@contextmanager
def opened(path: Path | None, code: str) -> Iterator[Cache]:
    """The cache in the file, made where it is missing; in memory for None.

    code: digest of the code whose results it holds; what another made is dropped. Raises OutputError where the file
    cannot be used or is somebody else's.
    """
    made = path is not None and not path.exists()
    connection = _connected(path)
    empty = False
    try:
        try:
            _prepare(connection, code)
        except sqlite3.DatabaseError as error:
            if path is None or isinstance(error, sqlite3.OperationalError):
                raise
            connection.close()
            _begin_anew(path)
            connection = _connected(path)
            _prepare(connection, code)
        cache = Cache(connection)
        try:
            yield cache
        finally:
            empty = not cache.holdings()
        cache.end()
    except sqlite3.Error as error:
        raise OutputError(
            f"{path}: this cache cannot be used ({error}); remove it, or name another by --cache"
        ) from error
    finally:
        connection.close()
        if path is not None and made and empty:  # a run that came to nothing leaves nothing behind
            path.unlink(missing_ok=True)


def _connected(path: Path | None) -> sqlite3.Connection:
    try:
        return sqlite3.connect(path or ":memory:", timeout=_WAIT)
    except sqlite3.Error as error:
        raise OutputError(f"{path}: this cache cannot be opened ({error}); name another by --cache") from error


def _prepare(connection: sqlite3.Connection, code: str) -> None:
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != _APPLICATION:
        if owner or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.OperationalError("it is the database of another program")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.executescript(_TABLES)
    if connection.execute("SELECT digest FROM code").fetchone() != (code,):
        connection.execute("DELETE FROM results")
        connection.execute("DELETE FROM code")
        connection.execute("INSERT INTO code VALUES (?)", (code,))
        connection.commit()


def _begin_anew(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
    warnings.warn(f"{path}: this cache was damaged; it is begun anew", LeftoverWarning, stacklevel=2)
