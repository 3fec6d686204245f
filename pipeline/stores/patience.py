"""HTTP whose answers arrive within a time or not at all: a server that drips a byte a second is as good as silent.

The timeout of a socket starts anew with every byte. Here one clock runs from the moment that the request is sent.
"""

from __future__ import annotations

import http.client
import io
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Patience(HTTPAdapter):
    """For `requests.Session.mount`: the read timeout of a request is that of its whole answer."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Connections whose responses look at the clock."""
        super().init_poolmanager(*arguments, **options)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class _Response(http.client.HTTPResponse):
    """An answer; it begins when its request has been sent, with the socket's timeout for all of it."""

    def __init__(self, sock: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp.close()
        self.fp = io.BufferedReader(_Arriving(sock))


class _Arriving(io.RawIOBase):
    def __init__(self, sock: Any) -> None:
        seconds = sock.gettimeout()
        self.sock, self.raw = sock, sock.makefile("rb", buffering=0)
        self.until = float("inf") if seconds is None else time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        if left != float("inf"):
            self.sock.settimeout(left)
        size: int = self.raw.readinto(buffer)
        return size

    def close(self) -> None:
        self.raw.close()
        super().close()


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
