"""HTTP whose answers arrive within a time or not at all, for the client of the protocol.

Timeouts of sockets start anew with every byte; here one clock runs for the whole answer, its head included. What
`pipeline.stores.patience` is to requests, this is to httpx2, on which the client of the protocol stands.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2
import httpx2

CONNECT_SECONDS = 10.0
SLICE = 1.0  # seconds after which a read that waits looks whether the user has stopped the run
TELLTALE = "x-stainless-"  # headers in which the client of the protocol tells of this machine, unasked
LARGEST = 8 << 20  # bytes of an answer


def patient_client(seconds: float, *, proxies: bool, stop: threading.Event) -> httpx2.Client:
    """A client whose every answer must have arrived `seconds` after its request. It follows no redirect.

    stop: once it is set, whatever waits ends.
    proxies: whether those of the environment (HTTPS_PROXY) are used; never for this machine itself.
    """
    return httpx2.Client(
        transport=_Transport(seconds, stop),
        timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        headers={"Accept-Encoding": "identity"},
        trust_env=proxies,
    )


class _Transport(httpx2.HTTPTransport):
    """Connections that look at the clock; it is set anew by each request of a thread."""

    def __init__(self, seconds: float, stop: threading.Event) -> None:
        super().__init__()
        self.seconds = seconds
        self._clock = _Clock(stop)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(), network_backend=_Backend(self._clock)
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        for name in [name for name in request.headers if name.lower().startswith(TELLTALE)]:
            del request.headers[name]
        self._clock.start(self.seconds)
        response = super().handle_request(request)
        if "Content-Encoding" in response.headers:  # none was asked for; unpacked it may be of any size
            response.close()
            raise httpx2.ReadError("the answer is packed", request=request)
        response.read()  # here, while the clock of this thread runs
        return response


class _Clock(threading.local):
    """When the answer must have arrived, per thread."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.until = float("inf")
        self.received = 0

    def start(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.received = 0

    def left(self) -> float:
        """Seconds that a read may still take. Raises ReadTimeout where there are none, or the run was stopped."""
        left = self.until - time.monotonic()
        if left <= 0 or self.stop.is_set():
            raise httpcore2.ReadTimeout("timed out")
        return min(left, SLICE)


class _Backend(httpcore2.SyncBackend):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self.clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        stream = super().connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, self.clock)


class _Stream(httpcore2.NetworkStream):
    """A connection of which every read looks at the clock."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: _Clock) -> None:
        self.stream, self.clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            left = self.clock.left()
            try:
                received = self.stream.read(max_bytes, left)
            except httpcore2.ReadTimeout:
                continue  # a slice is over; `left` knows whether all is
            self.clock.received += len(received)
            if self.clock.received > LARGEST:
                raise httpcore2.ReadError("the answer is too long")
            return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, timeout)

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self.stream.start_tls(ssl_context, server_hostname, timeout), self.clock)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
