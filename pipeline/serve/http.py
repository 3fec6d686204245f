"""HTTP: the SPARQL 1.1 Protocol's query operation at /sparql, the explorer at /."""

from __future__ import annotations

import io
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipeline import __version__
from pipeline.run import ALIASES
from pipeline.serve import Serving
from pipeline.serve.answers import Question, Reply, refusal
from pipeline.serve.corrections import editable, read_aliases, write_aliases
from pipeline.serve.workers import Workers

LONGEST = 1024 * 1024  # bytes of a request's body
SECONDS = 30.0  # in which a request must have arrived, and a reply taken a step
CONNECTIONS = 64  # at a time, each with a thread
METHODS = "GET, HEAD, POST, OPTIONS"
NAMES = ("127.0.0.1", "localhost")
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


class Server(ThreadingHTTPServer):
    """The listening socket and what its requests share."""

    daemon_threads = True
    request_queue_size = CONNECTIONS

    def __init__(self, place: tuple[str, int], serving: Serving, workers: Workers) -> None:
        """Raises OSError where the port is taken."""
        self.serving, self.workers = serving, workers
        self.lock = threading.Lock()
        self.waited_for: dict[Any, bool] = {}  # connection, oldest first -> whether its request is still to come
        super().__init__(place, Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Make room for one more: of those that send nothing, or byte after byte, the oldest has to go."""
        with self.lock:
            slow = [other for other, waiting in self.waited_for.items() if waiting]
            full = len(self.waited_for) >= CONNECTIONS
            if full and slow:
                del self.waited_for[slow[0]]
                slow[0].shutdown(socket.SHUT_RDWR)  # its thread, which reads, hears of it
            elif full:
                self.shutdown_request(request)
                return
            self.waited_for[request] = True
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """The end of a connection."""
        self.waited_for.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is no news; anything else is told on standard error."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def hears(self, request: Any, *, still: bool) -> None:
        """Note whether the connection's request is still to come."""
        with self.lock:
            if request in self.waited_for:
                self.waited_for[request] = still

    @property
    def address(self) -> str:
        """URL of the explorer."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    @property
    def hosts(self) -> set[str]:
        """What a Host header may say."""
        return {f"{name}:{self.server_address[1]}" for name in NAMES}


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = f"talkgraph/{__version__}"
    sys_version = ""
    timeout = SECONDS

    def setup(self) -> None:
        """Read with an eye on the clock."""
        super().setup()
        self.arriving = _Arriving(self.connection)
        self.rfile = io.BufferedReader(self.arriving)

    def handle_one_request(self) -> None:
        """Wait for a request, but not for ever."""
        self.arriving.until = time.monotonic() + SECONDS
        self.server.hears(self.connection, still=True)
        super().handle_one_request()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What is no request, or none of this server's methods, gets one plain sentence."""
        self.close_connection, self.request_version = True, self.protocol_version  # whatever the client may speak
        if code == 501:
            self._reply(refusal(405, f"only {METHODS}: this endpoint changes nothing; use talkgraph load and unload"))
        else:
            self._reply(refusal(code, self.responses.get(code, ("this is no request", ""))[0]))

    def do_GET(self) -> None:
        """The explorer, or a query in the address."""
        self._reply(self._refused() or self._got())

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self._reply(self._refused() or self._got())

    def do_POST(self) -> None:
        """A query in the body."""
        self._reply(self._refused() or self._posted())

    def do_PUT(self) -> None:
        """Corrections made on the page."""
        self._reply(self._refused() or self._put())

    def do_OPTIONS(self) -> None:
        """What a browser asks before it posts from the allowed origin."""
        self._reply(self._refused() or Reply(204, "text/plain", b""))

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: queries are nobody else's business."""

    def _refused(self) -> Reply | None:
        """Requests for another name, or from another origin, are not for this server."""
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            return refusal(421, f"this server answers to {' and '.join(sorted(self.server.hosts))} only")
        origin = self.headers.get("Origin")
        own = {f"http://{host}" for host in self.server.hosts}
        if origin is not None and origin not in own and origin != self.server.serving.origin:
            return refusal(403, "requests from other origins are refused; allow one by --allow-origin")
        return None

    def _got(self) -> Reply:
        parts = urlsplit(self.path)
        if parts.path == "/sparql":
            return self._asked(parts.query)
        if parts.path == "/":
            return self._page()
        if parts.path == f"/{ALIASES}" and self.server.serving.edit:
            return read_aliases(self.server.serving.edit)
        return refusal(404, "nothing here; the explorer is at /, the SPARQL endpoint at /sparql")

    def _posted(self) -> Reply:
        length = self.headers.get("Content-Length", "")
        self.close_connection = True  # unless the body is read, below
        if urlsplit(self.path).path != "/sparql":
            return refusal(404, "nothing to post to here; the SPARQL endpoint is /sparql")
        if not (length.isascii() and length.isdecimal()):
            return refusal(411, "the request must say how long it is (Content-Length)")
        if int(length) > LONGEST:
            return refusal(413, f"the request is longer than {LONGEST} bytes")
        kind = self.headers.get_content_type()
        if kind not in (FORM, QUERY):
            return refusal(415, f"send a query as {QUERY} or {FORM}; this endpoint changes nothing")
        try:
            body = self.rfile.read(int(length)).decode()
        except UnicodeDecodeError:
            return refusal(400, "the query is not UTF-8")
        self.close_connection = self.headers.get("Connection", "").lower() == "close"
        return self._asked(urlsplit(self.path).query, body) if kind == QUERY else self._asked(body)

    def _put(self) -> Reply:
        folder = self.server.serving.edit
        length = self.headers.get("Content-Length", "")
        self.close_connection = True
        if folder is None:
            return refusal(405, f"only {METHODS}: nothing is written here; talkgraph serve --edit saves corrections")
        if urlsplit(self.path).path != f"/{ALIASES}":
            return refusal(404, f"nothing to write to here but /{ALIASES}")
        if self.headers.get("Origin") == self.server.serving.origin is not None:
            return refusal(403, "only the explorer itself may save corrections")
        if not (length.isascii() and length.isdecimal()) or int(length) > LONGEST:
            return refusal(413, f"the request must say how long it is, at most {LONGEST} bytes")
        with self.server.lock:
            return write_aliases(folder, self.rfile.read(int(length)), self.headers.get("If-Match", ""))

    def _asked(self, parameters: str, query: str | None = None) -> Reply:
        self.server.hears(self.connection, still=False)
        given = parse_qs(parameters, keep_blank_values=True)
        if "update" in given:
            return refusal(403, "updates are refused; use talkgraph load and unload")
        queries = [query] if query is not None else given.get("query", [])
        if len(queries) != 1:
            return refusal(400, "give one query: /sparql?query=SELECT...")
        question = Question(
            queries[0],
            self.headers.get("Accept", "*/*"),
            tuple(given.get("default-graph-uri", ())),
            tuple(given.get("named-graph-uri", ())),
        )
        return self.server.workers.answer(question)

    def _page(self) -> Reply:
        page = self.server.serving.page
        if page is None:
            return refusal(404, "no explorer; make one by talkgraph run, and name it by --page")
        try:
            content = page.read_bytes()
            return Reply(200, "text/html", editable(content) if self.server.serving.edit else content)
        except OSError as error:
            return refusal(404, f"the explorer cannot be read ({error.strerror})")

    def _reply(self, reply: Reply) -> None:
        if self.request_version == "HTTP/0.9":  # which knows neither headers nor a second request
            self.request_version, self.close_connection = self.protocol_version, True
        self.send_response(reply.status)
        if reply.status == 405:
            self.send_header("Allow", METHODS)
        if reply.status != 204:
            self.send_header("Content-Type", f"{reply.kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(reply.body)))
        if reply.tag:
            self.send_header("ETag", reply.tag)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        origin = self.server.serving.origin
        if origin is not None:
            self.send_header("Vary", "Origin")
            if getattr(self, "headers", {}).get("Origin") == origin:
                self.send_header("Access-Control-Allow-Origin", origin)
                self.send_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                self.send_header("Access-Control-Allow-Headers", "Content-Type, Accept")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)


class _Arriving(io.RawIOBase):
    """What a connection brings until a moment (of the monotonic clock); then a TimeoutError."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection, self.until = connection, 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.connection.settimeout(left)
        try:
            return self.connection.recv_into(buffer)
        finally:
            self.connection.settimeout(SECONDS)
