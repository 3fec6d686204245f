"""A server of the OpenAI-compatible protocol that answers as a test tells it to, on 127.0.0.1 at a free port."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY: dict[str, Any] = {"names": [], "claims": [], "quantities": [], "spellings": []}


@dataclass
class Asked:
    """One request: what was asked, with which headers."""

    body: dict[str, Any]
    headers: dict[str, str]
    path: str

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def question(self) -> str:
        return str(self.body["messages"][1]["content"])

    @property
    def passage(self) -> str:
        """The words of the passage, without the labels of its turns."""
        match = re.search(r"<passage>\n(.*)\n</passage>", self.question, re.DOTALL)
        assert match
        return match[1]


@dataclass
class Reply:
    """What the server sends. raw: instead of anything of the protocol, bytes as they are, then the connection ends."""

    content: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    wait: threading.Event | None = None  # waits for it before it says anything
    drip: threading.Event | None = None  # sends a byte now and then until it is set

    @classmethod
    def of(cls, **lists: list[dict[str, Any]]) -> Reply:
        """An answer of the asked shape; what a claim leaves out is as for a plain assertion."""
        plain = {
            "polarity": "affirmed",
            "modality": "asserted",
            "tense": "present",
            "role": "",
            "source": "",
            "passage": "",
        }
        lists["claims"] = [plain | claim for claim in lists.get("claims", [])]
        return cls(json.dumps(EMPTY | lists))


Script = Callable[[Asked], Reply]


@dataclass
class Server:
    url: str
    asked: list[Asked]


@contextmanager
def llm_server(script: Script) -> Iterator[Server]:
    asked: list[Asked] = []
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            request = Asked(body, dict(self.headers), self.path)
            with lock:
                asked.append(request)
            reply = script(request)
            if reply.wait is not None:
                reply.wait.wait(30)
            if reply.drip is not None:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
                while not reply.drip.wait(0.02):
                    self.wfile.write(b"x")
                self.close_connection = True
                return
            if reply.raw is not None:
                self.wfile.write(reply.raw)
                self.close_connection = True
                return
            message = {"role": "assistant", "content": reply.content}
            data: dict[str, Any] = {
                "id": "1",
                "object": "chat.completion",
                "created": 0,
                "model": body["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
            }
            if reply.status != 200:
                data = {"error": {"message": reply.content or "no"}}
            content = json.dumps(data).encode()
            self.send_response(reply.status)
            for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """The tests' output is their own."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up is what some tests are about."""

    server = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_address[1]}/v1", asked)
    finally:
        server.shutdown()
        server.server_close()
