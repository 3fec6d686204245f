"""What goes over the wire, and the one sentence for each thing that goes wrong there."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from pipeline.errors import GraphError, Interrupted, LeftoverWarning, StoreError
from pipeline.stores import Login, open_store
from pipeline.stores import http as http_module
from pipeline.stores import remote as remote_module

XSD = "http://www.w3.org/2001/XMLSchema#"
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


class Recorder(ThreadingHTTPServer):
    """A server that notes requests and gives prepared answers."""

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, str | None, bytes]] = []
        self.status, self.headers_out = 204, {}
        self.body: bytes | None = None  # None for what a SPARQL endpoint says
        self.drop_after: int | None = None
        self.counts: list[int] = []  # what it tells of graphs that are loaded, one after the other
        self.unfinished: list[str] = []  # graphs that it says are being built
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/store"


class Handler(BaseHTTPRequestHandler):
    server: Recorder

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.drop_after is not None and len(self.server.requests) >= self.server.drop_after:
            self.close_connection = True
            self.connection.close()
            return
        self.server.requests.append((self.command, self.path, self.headers.get("Authorization"), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers_out.items():
            self.send_header(name, value)
        sent = self.server.body
        if sent is None:
            sent = self.rows(parse_qs(body.decode(errors="replace")).get("query", [""])[0])
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def rows(self, query: str) -> bytes:
        """What a SPARQL endpoint says that knows no documents; nothing where this is no query."""
        variables = re.findall(r"\?(\w+)", query.partition("WHERE")[0])
        found: list[dict[str, str]] = []
        if "COUNT" in query:
            found = [{"count": str(self.server.counts.pop(0))}]
        elif "loading" in query:
            found = [{"graph": graph, "target": graph.partition("#")[0]} for graph in self.server.unfinished]
        kind = "literal" if "COUNT" in query else "uri"
        bindings = [{name: {"type": kind, "value": value} for name, value in row.items()} for row in found]
        rows = {"head": {"vars": variables}, "results": {"bindings": bindings}}
        return json.dumps(rows).encode() if variables else b""

    do_PUT = do_DELETE = do_POST = answer

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Recorder]:
    with Recorder() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_text('<x:a> <x:b> "q\\"\\\\ é" <x:g&1> .\n<x:a> <x:b> "2" <x:h> .\n', encoding="utf-8")
    return path


def test_each_graph_is_one_put(server: Recorder, graph: Path) -> None:
    loaded = open_store(server.url).load([graph], graph=None, keep_versions=False)
    assert loaded.checked is False
    found = [(method, parse_qs(urlsplit(path).query), body) for method, path, _, body in server.requests]
    assert found == [
        ("PUT", {"graph": ["x:g&1"]}, '<x:a> <x:b> "q\\"\\\\ é" .\n'.encode()),
        ("PUT", {"graph": ["x:h"]}, b'<x:a> <x:b> "2" .\n'),
    ]


def test_a_small_graph_is_one_update_and_a_large_one_is_moved_into_place(
    server: Recorder, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_module, "LINES", 2)
    graph.write_text("".join(f'<x:a> <x:b> "{n}" <x:g> .\n' for n in range(5)) + "<x:a> <x:b> <x:c> <x:h> .\n")
    server.status, server.counts = 200, [5, 1]
    open_store(server.url, update=True).load([graph], graph=None, keep_versions=False)
    texts = [body.decode() for _, _, _, body in server.requests if not body.startswith(b"query=")]
    assert [text.split("{")[0].strip() for text in texts] == [
        "DROP SILENT GRAPH <x:g#loading> ;\nINSERT DATA",
        "INSERT DATA",
        "INSERT DATA",
        "DELETE DATA",
        "DROP SILENT GRAPH <x:h> ;\nINSERT DATA",
    ]
    assert texts[3].endswith("MOVE GRAPH <x:g#loading> TO GRAPH <x:g>")
    assert sum(text.count("<x:b>") for text in texts) == 6


def test_terms_arrive_as_the_file_has_them(server: Recorder, tmp_path: Path) -> None:
    lines = [
        f'<x:a> <x:b> "{text}"^^<{XSD}{kind}> .\n'
        for text, kind in (("0.80", "decimal"), ("05", "nonNegativeInteger"), ("1", "boolean"), ("1E3", "double"))
    ]
    lines.append('<x:a> <x:b> "x"@en-gb .\n')
    (tmp_path / "graph.nt").write_text("".join(lines))
    loaded = open_store(server.url).load([tmp_path / "graph.nt"], graph="x:g", keep_versions=False)
    assert loaded.triples == 5
    assert server.requests[0][3].decode() == "".join(sorted(lines))


def test_blank_nodes_of_two_files_stay_two(server: Recorder, tmp_path: Path) -> None:
    for name in ("one.nt", "two.nt"):
        (tmp_path / name).write_text("_:b <x:p> _:b .\n_:b <x:q> <<( <x:s> <x:p> _:b )>> .\n")
    loaded = open_store(server.url).load([tmp_path / "one.nt", tmp_path / "two.nt"], graph="x:g", keep_versions=False)
    assert loaded.triples == 4
    assert len(set(re.findall(rb"_:\w+", server.requests[0][3]))) == 2


def test_a_server_that_says_yes_to_anything_is_found_out(server: Recorder, graph: Path) -> None:
    server.status, server.counts = 200, [0]
    with pytest.raises(StoreError, match=r"took the graph x:g&1, but .*/store knows 0 of its 1 triples; check that"):
        open_store(server.url, query_url=server.url).load([graph], graph=None, keep_versions=False)
    server.body = b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'
    with pytest.raises(StoreError, match="answers another question; check the address"):
        open_store(server.url, query_url=server.url).load([graph], graph=None, keep_versions=False)


def test_two_spellings_of_a_number_may_become_one(server: Recorder, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<x:a> <x:b> 0.8 , 0.80 , 1 .")
    server.status, server.counts = 200, [2]
    store = open_store(server.url, query_url=server.url)
    assert store.load([tmp_path / "graph.ttl"], graph="x:g", keep_versions=False).triples == 3
    server.counts = [1]
    with pytest.raises(StoreError, match="knows 1 of its 3 triples"):
        store.load([tmp_path / "graph.ttl"], graph="x:g", keep_versions=False)


@pytest.mark.parametrize("command", ["load", "unload"])
def test_what_a_killed_load_had_begun_is_removed_and_told(server: Recorder, graph: Path, command: str) -> None:
    server.status, server.counts, server.unfinished = 200, [1, 1], ["x:g#loading"]
    store = open_store(server.url, update=True)

    def call() -> None:
        if command == "load":
            store.load([graph], graph=None, keep_versions=False)
        else:
            store.unload([])

    with pytest.warns(LeftoverWarning, match="ended while it built x:g; what it had begun is removed"):
        call()
    assert b"DROP SILENT GRAPH <x:g#loading>" in [body for *_, body in server.requests]


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"], ids=["head", "body"])
def test_a_server_that_drips_is_given_up(graph: Path, head: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def drip() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(1 << 16)
                line.sendall(head)
                while not done.wait(0.001):
                    try:
                        line.sendall(b"H" if not head else b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            store = open_store(f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=0.2)
            with pytest.raises(StoreError, match=r"no answer in time; .* more than 0.2 s with --timeout"):
                store.load([graph], graph=None, keep_versions=False)
        finally:
            done.set()
            thread.join()


def test_an_answer_without_end_is_cut_off(server: Recorder, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_module, "LARGEST", 1000)
    server.status, server.body = 200, b" " * 100_000
    with pytest.raises(StoreError, match="the answer is longer than"):
        open_store(server.url, query_url=server.url).load([graph], graph=None, keep_versions=False)


@pytest.mark.parametrize(
    ("login", "header"),
    [
        (Login(), None),
        (Login("zoë", "pa:ss"), "Basic em/DqzpwYTpzcw=="),
        (Login("ada", token="t0ken"), "Bearer t0ken"),
    ],
)
def test_logins(server: Recorder, graph: Path, login: Login, header: str | None) -> None:
    open_store(server.url, login=login).load([graph], graph=None, keep_versions=False)
    assert {authorization for _, _, authorization, _ in server.requests} == {header}


def test_a_login_shows_itself_nowhere() -> None:
    assert "secret" not in repr(Login("ada", "secret", "secret"))


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (401, {}, b"", r"/store: a login is needed \(401\); give --user and --password"),
        (404, {}, b"", r"/store: not found or not of this kind \(404\); docs/stores.md"),
        (500, {"Content-Type": "text/plain"}, b"disk\nfull", r"the server refuses \(500 .*\): disk full; its log"),
        (403, {}, b"", r"/store: a login is needed \(403\)"),
        (503, {"Content-Type": "text/plain"}, b"busy\x1b[2J", r"the server refuses \(503 .*\): busy.*; its log"),
        (500, {"Content-Type": "text/html"}, b"<h1>oops</h1>", r"the server refuses \(500 [A-Za-z ]*\); its log"),
    ],
)
def test_refusals(
    server: Recorder, graph: Path, status: int, headers: dict[str, str], body: bytes, message: str
) -> None:
    server.status, server.headers_out, server.body = status, headers, body
    with pytest.raises(StoreError, match=message) as caught:
        open_store(server.url).load([graph], graph=None, keep_versions=False)
    assert "\n" not in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{", "the answer broke off; do it again"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "the answer broke off; do it again"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n{{{",
            "the answer broke off; do it again",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "gives no SPARQL results; check the address"),
        (b"", "cannot be reached"),
        (b"nonsense\r\n\r\n", "cannot be reached"),
        (None, "cannot be reached"),
    ],
    ids=["truncated", "truncated-chunk", "damaged-gzip", "truncated-head", "silence", "nonsense", "reset"],
)
def test_an_answer_that_breaks_off_is_one_sentence(graph: Path, answer: bytes | None, message: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def break_off() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(1 << 16)
                if answer is None:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
                else:
                    line.sendall(answer)

        thread = threading.Thread(target=break_off)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        with pytest.raises(StoreError, match=message) as caught:
            open_store(url, query_url=url).load([graph], graph=None, keep_versions=False)
        thread.join()
    assert "\n" not in str(caught.value)


def test_a_server_that_has_moved_is_not_followed(server: Recorder, graph: Path) -> None:
    server.status, server.headers_out = 301, {"Location": "https://b:c@other.example/store?graph=x"}
    for update in (False, True):
        with pytest.raises(StoreError, match=r"has moved to https://other.example/store; name that address"):
            open_store(server.url, update=update).load([graph], graph=None, keep_versions=False)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("login", "secret"),
    [(Login("ada", "se\ncret"), "cret"), (Login(token="se\ncret"), "cret"), (Login(token="пароль"), "пароль")],
)
def test_a_login_that_is_refused_is_not_shown(server: Recorder, graph: Path, login: Login, secret: str) -> None:
    server.status = 403
    with pytest.raises(StoreError) as caught:
        open_store(server.url, login=login).load([graph], graph=None, keep_versions=False)
    assert secret not in str(caught.value)


def test_a_password_in_the_address_is_not_shown(graph: Path) -> None:
    with pytest.raises(StoreError, match=r"^http://127.0.0.1:1/store: cannot be reached \(Connection refused\)"):
        open_store("http://ada:secret@127.0.0.1:1/store").load([graph], graph=None, keep_versions=False)


@pytest.mark.parametrize(
    "url", ["http://", "http://no such host/", "http://[::1/store", "http://127.0.0.1:99999/", "ftp://x/y"]
)
def test_an_address_that_is_none_is_one_sentence(graph: Path, url: str) -> None:
    with pytest.raises(StoreError, match="check the address"):
        open_store(url).load([graph], graph=None, keep_versions=False)


def test_a_silent_server_is_given_up(graph: Path) -> None:
    # Connecting works, but nobody accepts and answers.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = open_store(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.01)
        with pytest.raises(StoreError, match="no answer in time"):
            store.load([graph], graph=None, keep_versions=False)


def test_a_server_that_goes_away_in_the_middle_leaves_whole_graphs_and_says_which(
    server: Recorder, graph: Path
) -> None:
    server.drop_after = 1
    with pytest.raises(StoreError, match=r"1 of 2 graphs were done before, the last x:g&1; do it again"):
        open_store(server.url).load([graph], graph=None, keep_versions=False)


@pytest.mark.parametrize(("stop_at", "message"), [(1, "nothing was changed"), (2, "1 of 2 graphs were done before")])
def test_an_interrupt_says_what_was_loaded(
    server: Recorder, graph: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int, message: str
) -> None:
    put = remote_module.GraphStore.put
    calls = []

    def stopping(self: remote_module.GraphStore, name: ox.NamedNode, triples: IO[bytes]) -> None:
        calls.append(name)
        if len(calls) == stop_at:
            raise KeyboardInterrupt
        put(self, name, triples)

    monkeypatch.setattr(remote_module.GraphStore, "put", stopping)
    with pytest.raises(Interrupted, match=message):
        open_store(server.url).load([graph], graph=None, keep_versions=False)


def test_a_broken_file_is_told_before_anything_is_sent(server: Recorder, graph: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.nq"
    bad.write_text("<x:a>")
    with pytest.raises(GraphError, match=r"bad.nq: not valid N-Quads"):
        open_store(server.url).load([graph, bad], graph=None, keep_versions=False)
    assert server.requests == []


def test_without_a_query_url_only_iris_can_be_unloaded(server: Recorder) -> None:
    store = open_store(server.url)
    with pytest.raises(StoreError, match=r"talk.txt: only an IRI is understood here; give it, or --query-url"):
        store.unload(["talk.txt"])
    server.status = 404
    store.unload(["https://example.org/g"])
    assert [method for method, *_ in server.requests] == ["DELETE"]


@pytest.mark.parametrize("body", [b"<html>", b'{"boolean": true, "head": {}}', b""])
def test_a_query_url_that_is_no_sparql_endpoint_is_told(server: Recorder, graph: Path, body: bytes) -> None:
    server.status, server.body = 200, body
    with pytest.raises(StoreError, match="check the address"):
        open_store(server.url, query_url=server.url).load([graph], graph=None, keep_versions=False)
    assert [method for method, *_ in server.requests] == ["POST"]
