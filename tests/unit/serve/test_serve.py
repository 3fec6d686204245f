"""The endpoint as programs and browsers meet it: answers, refusals, limits, and a clean end."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from pipeline.query.text import has_keyword
from pipeline.serve import answers
from pipeline.serve.answers import Question, answer, chosen
from pipeline.serve.http import CONNECTIONS, _Arriving
from pipeline.stores.embedded import EmbeddedStore

DATA = '<x:ada> <x:knows> <x:ben> <x:g> .\n<x:ben> <x:name> "Ben \\u00e9\\n" <x:h> .\n'
KNOWS = "SELECT ?who { ?who <x:knows> ?whom }"
# Joins without end: minutes of work, and no memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(30)) + " }"
MIXED = '"6" 6 "0" "b" 53 "0" 15 73 28 "2" "4" "1" "u" "1" "t" "r" "s" "2" "1" "q" "4"'
UNSORTABLE = f"SELECT ?v {{ VALUES ?v {{ {MIXED} }} }} ORDER BY ?v"
MAIN = "import sys; from pipeline.cli import main; main(sys.argv[1:])"


@dataclass
class Running:
    """`talkgraph serve` in a process."""

    port: int
    process: subprocess.Popen[str]

    def send(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, sent)
            reply = connection.getresponse()
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        finally:
            connection.close()

    def ask(self, query: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.send("GET", f"/sparql?query={quote(query)}", **headers)


def start(folder: Path, *options: str) -> Running:
    store, page = folder / "store", folder / "graph.html"
    (folder / "graph.nq").write_text(DATA, encoding="utf-8")
    EmbeddedStore(store).load([folder / "graph.nq"])
    page.write_text("<h1>Explorer</h1>", encoding="utf-8")
    command = [sys.executable, "-c", MAIN, "serve", "--store", str(store), "--page", str(page), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Explorer: http://127.0.0.1:"), line + (process.stderr.read() if process.stderr else "")
    return Running(int(line.rstrip("/\n").rpartition(":")[2]), process)


def stop(server: Running) -> tuple[str, str]:
    server.process.send_signal(signal.SIGINT)
    return server.process.communicate()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start(tmp_path_factory.mktemp("serve"), "--query-timeout", "1", "--allow-origin", "https://a.example")
    yield running
    out, err = stop(running)
    assert running.process.returncode == 0
    assert out.splitlines()[-1] == "Ended."
    assert err == ""


def test_the_explorer_is_at_the_root(server: Running) -> None:
    status, headers, body = server.send("GET", "/")
    assert (status, body, headers["content-type"]) == (200, b"<h1>Explorer</h1>", "text/html; charset=utf-8")
    assert headers["x-content-type-options"] == "nosniff"
    assert server.send("HEAD", "/")[2] == b""


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", f"/sparql?query={quote(KNOWS)}", None, ""),
        ("POST", "/sparql", KNOWS.encode(), "application/sparql-query"),
        ("POST", "/sparql", urlencode({"query": KNOWS}).encode(), "application/x-www-form-urlencoded; charset=utf-8"),
    ],
)
def test_the_three_ways_to_ask(server: Running, method: str, path: str, body: bytes | None, kind: str) -> None:
    status, headers, found = server.send(method, path, body, **({"Content_Type": kind} if kind else {}))
    assert (status, headers["content-type"]) == (200, "application/sparql-results+json; charset=utf-8")
    assert json.loads(found)["results"]["bindings"] == [{"who": {"type": "uri", "value": "x:ada"}}]


@pytest.mark.parametrize(
    ("query", "accept", "kind", "start"),
    [
        (KNOWS, "text/csv", "text/csv", b"who\r\nx:ada"),
        (KNOWS, "text/html,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json", b"{"),
        (KNOWS, "application/sparql-results+xml, text/csv;q=0.1", "application/sparql-results+xml", b"<?xml"),
        (KNOWS, "text/tab-separated-values", "text/tab-separated-values", b"?who\n<x:ada>"),
        ("ASK {}", "*/*", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { <x:ada> ?p ?o }", "*/*", "text/turtle", b"<x:ada>"),
        ("DESCRIBE <x:ada>", "application/n-triples", "application/n-triples", b"<x:ada> <x:knows> <x:ben>"),
    ],
)
def test_formats_are_negotiated(server: Running, query: str, accept: str, kind: str, start: bytes) -> None:
    status, headers, body = server.ask(query, Accept=accept)
    assert (status, headers["content-type"]) == (200, f"{kind}; charset=utf-8")
    assert body.startswith(start)


def test_rdflib_is_a_client(server: Running) -> None:
    endpoint = SPARQLStore(f"http://127.0.0.1:{server.port}/sparql")
    assert [str(row[0]) for row in endpoint.query("SELECT ?name { ?s <x:name> ?name }")] == ["Ben é\n"]


def test_the_dataset_can_be_limited(server: Running) -> None:
    count = quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    for parameters, number in (("", "2"), ("&default-graph-uri=x:g", "1"), ("&default-graph-uri=x:none", "0")):
        body = server.send("GET", f"/sparql?query={count}{parameters}", Accept="text/csv")[2]
        assert body.decode().split() == ["n", number]
    for query, number in (
        ("SELECT (COUNT(*) AS ?n) FROM <x:g> { ?s ?p ?o }", "1"),
        ("SELECT (COUNT(*) AS ?n) FROM <x:g> FROM <x:h> { ?s ?p ?o }", "2"),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <x:g> { ?s ?p ?o }", "0"),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <x:g> { GRAPH ?g { ?s ?p ?o } }", "1"),
    ):
        assert server.ask(query, Accept="text/csv")[2].decode().split() == ["n", number]
    named = "&default-graph-uri=x:none"
    body = server.send("GET", f"/sparql?query={quote('SELECT * FROM <x:g> { ?s ?p ?o }')}{named}", Accept="text/csv")[2]
    assert len(body.decode().split()) == 1, "what the request says goes before what the query says"


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * {", 400, b"not valid SPARQL at line 1, column 11"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", 400, b"INSERT changes the store"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, b"SERVICE is refused here"),
        ("SELECT * { \\u0053ERVICE SILENT ?x { ?s ?p ?o } }", 403, b"SERVICE is refused here"),
        (ENDLESS, 503, b"the query took longer than 1 s"),
        ("SELECT (1 AS ?x) {}", 406, b"none of the formats asked for"),
        (UNSORTABLE, 503, b"sorts numbers together with texts"),
    ],
)
def test_queries_that_are_refused(server: Running, query: str, status: int, words: bytes) -> None:
    accept = "image/png" if status == 406 else "*/*"
    code, headers, body = server.ask(query, Accept=accept)
    assert (code, headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert words in body
    sentence, *place = body.decode().splitlines()
    assert place == (["  SELECT * {", "            ^"] if "at line" in sentence else [])
    assert server.ask(KNOWS)[0] == 200, "the next query is answered"


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/sparql", {}, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=no%20iri", {}, 400),
        ("GET", "/../../etc/passwd", {}, 404),
        ("GET", "/graph.html", {}, 404),
        ("POST", "/sparql?update=CLEAR%20ALL", {"Content_Type": "application/x-www-form-urlencoded"}, 403),
        ("POST", "/sparql", {"Content_Type": "application/sparql-update"}, 415),
        ("POST", "/update", {"Content_Type": "application/sparql-update"}, 404),
        ("PUT", "/sparql", {}, 405),
        ("DELETE", "/store?default", {}, 405),
        ("PATCH", "/sparql", {}, 405),
        ("BREW", "/pot", {}, 405),
        ("GET", "/", {"Host": "evil.example"}, 421),
        ("GET", "/", {"Host": "127.0.0.1"}, 421),
        ("POST", "/sparql", {"Host": "evil.example:80"}, 421),
        ("GET", "/", {"Origin": "https://evil.example"}, 403),
        ("OPTIONS", "/sparql", {"Origin": "https://evil.example"}, 403),
        ("GET", "/", {"Origin": "null"}, 403),
    ],
)
def test_requests_that_are_refused(
    server: Running, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    body = b"update=CLEAR+ALL" if method in ("POST", "PUT") else None
    code, received, sentence = server.send(method, path, body, **headers)
    assert code == status
    assert received["content-type"] == "text/plain; charset=utf-8"
    assert len(sentence.splitlines()) == 1
    assert ("allow" in received) == (code == 405)
    assert "access-control-allow-origin" not in received
    assert server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv")[2].split() == [b"n", b"2"]


def test_an_update_in_a_form_is_refused(server: Running) -> None:
    form = "application/x-www-form-urlencoded"
    code, _, body = server.send("POST", "/sparql", b"update=CLEAR+ALL", Content_Type=form)
    assert (code, body) == (403, b"updates are refused; use talkgraph load and unload\n")


def test_a_request_too_long_or_of_unknown_length_is_refused(server: Running) -> None:
    for header, status in (("Content-Length: 99999999", 413), ("Transfer-Encoding: chunked", 411)):
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
            line.sendall(
                f"POST /sparql HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
                f"Content-Type: application/sparql-query\r\n{header}\r\n\r\n".encode()
            )
            assert line.makefile("rb").readline().split()[1] == str(status).encode()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"\x1b[31m\x00\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: \xff\r\n\r\n", 421),
    ],
)
def test_what_is_no_request_gets_one_plain_sentence(server: Running, request_: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(request_)
        reply = line.makefile("rb")
        assert reply.readline().split()[1] == str(status).encode()
        headers = http.client.parse_headers(reply)
        body = reply.read(int(headers["Content-Length"]))
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(body.splitlines()) == 1
    assert b"\x1b" not in body
    assert server.ask(KNOWS)[0] == 200


@pytest.mark.skipif(not Path("/proc").exists(), reason="no /proc on this system")
def test_hundreds_of_connections_that_drip_hold_no_threads_and_nobody_up(server: Running) -> None:
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(300)]
    try:
        for line in lines:
            with contextlib.suppress(OSError):  # those that had to go
                line.sendall(b"G")
        assert server.ask(KNOWS)[0] == 200
        threads = len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))
        assert threads <= CONNECTIONS + 10
        answered = 0
        for line in lines[-20:]:  # the last to come may finish what they began to say
            line.sendall(f"ET / HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
            answered += line.recv(12) == b"HTTP/1.1 200"
        assert answered == 20
    finally:
        for line in lines:
            line.close()
    assert server.ask(KNOWS)[0] == 200


def test_a_request_that_takes_too_long_is_given_up() -> None:
    near, far = socket.socketpair()
    with near, far:
        arriving = _Arriving(near)
        arriving.until = time.monotonic() + 60
        far.sendall(b"G")
        assert arriving.read(1) == b"G"
        arriving.until = 0.0
        far.sendall(b"E")
        with pytest.raises(TimeoutError):
            arriving.read(1)


def test_an_allowed_origin_is_told_so(server: Running) -> None:
    _, headers, _ = server.ask("ASK {}", Origin="https://a.example")
    assert headers["access-control-allow-origin"] == "https://a.example"
    status, headers, _ = server.send("OPTIONS", "/sparql", Origin="https://a.example")
    assert (status, headers["access-control-allow-methods"]) == (204, "GET, POST, OPTIONS")
    assert "access-control-allow-origin" not in server.ask("ASK {}")[1]
    own = f"http://localhost:{server.port}"
    assert server.send("GET", "/", Host=f"localhost:{server.port}", Origin=own)[0] == 200


def test_without_leave_no_origin_is_allowed_and_a_load_is_seen(tmp_path: Path) -> None:
    running = start(tmp_path)
    try:
        assert running.ask("ASK {}", Origin="https://a.example")[0] == 403
        assert json.loads(running.ask(KNOWS)[2])["results"]["bindings"]
        (tmp_path / "graph.nq").write_text("<x:cy> <x:knows> <x:di> <x:g> .\n", encoding="utf-8")
        EmbeddedStore(tmp_path / "store").load([tmp_path / "graph.nq"])
        assert running.ask(KNOWS, Accept="text/csv")[2].split() == [b"who", b"x:cy"]
        status, _, body = running.ask("SELECT (SUM(?n) AS ?x) { VALUES ?n { 1 } }", Accept="text/csv")
        assert (status, body.split()) == (200, [b"x", b"1"])
    finally:
        stop(running)


@pytest.mark.skipif(not Path("/proc").exists(), reason="no /proc on this system")
def test_the_end_takes_the_workers_along_also_in_the_middle_of_a_query(tmp_path: Path) -> None:
    running = start(tmp_path, "--query-timeout", "600")
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
    assert len(children) >= 2
    with socket.create_connection(("127.0.0.1", running.port)) as line:
        line.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost:{running.port}\r\n\r\n".encode())
        assert running.ask("ASK {}")[0] == 200  # the other worker; by now the first has its query
        _, err = stop(running)
    assert (running.process.returncode, err) == (0, "")
    workers = [child for child in children if b"spawn_main" in _command(child)]
    assert workers == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="no /proc on this system")
def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    running = start(tmp_path)
    try:
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
        for child in children:
            if b"spawn_main" in _command(child):
                os.kill(int(child), signal.SIGKILL)
        statuses = [running.ask(KNOWS)[0] for _ in range(4)]
        assert statuses[-1] == 200
        assert set(statuses) <= {200, 503}
    finally:
        assert stop(running)[1] == ""


def _command(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_store_that_is_not_there_and_a_port_that_is_taken_are_told(tmp_path: Path) -> None:
    def run(*options: str) -> tuple[int, str]:
        command = [sys.executable, "-c", MAIN, "serve", *options]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        return done.returncode, done.stderr

    code, err = run("--store", "nowhere")
    assert (code, err) == (3, "Error: nowhere: no store here; load a graph first: talkgraph load outputs/graph.nq\n")
    (tmp_path / "graph.nq").write_text(DATA, encoding="utf-8")
    EmbeddedStore(tmp_path / "store").load([tmp_path / "graph.nq"])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, err = run("--store", "store", "--port", str(taken.getsockname()[1]))
    assert code == 3
    assert err.endswith(f"cannot be used ({os.strerror(98)}); name another by --port\n")


# --- without a server


@pytest.mark.parametrize(
    ("query", "calls"),
    [
        ("SELECT * { SERVICE <x:y> {} }", True),
        ("SELECT * {service\t?x{}}", True),
        ("SELECT * { ?s ?p 1 FILTER(?p<?s)SERVICE<x:y>{} }", True),
        ("SELECT * { ?s ?p '''it''s''' . SERVICE <x:y> {} }", True),
        ('SELECT * { ?s ?p "\\"" . SERVICE <x:y> {} }', True),
        ("# '\nSELECT * { SERVICE <x:y> {} } # '", True),
        ("SELECT * { \\U00000053\\u0045RVICE <x:y> {} }", True),
        ('SELECT ?service { ?service <x:service> \'SERVICE\' , """a\nSERVICE""" }', False),
        ("PREFIX service: <x:> SELECT * { ?s service:SERVICE ex:service } # SERVICE", False),
    ],
)
def test_service_is_found_however_it_is_spelt(query: str, calls: bool) -> None:
    assert has_keyword(query, "SERVICE") is calls


def test_an_answer_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LARGEST", 10)
    reply = answer(ox.Store(), Question("SELECT * { VALUES ?x { 'long enough' } }"))
    assert reply.status == 413
    assert b"larger than" in reply.body


def test_accept_headers() -> None:
    kinds = ("a/one", "a/two", "b/three")
    assert chosen("", kinds) == "a/one"
    assert chosen("b/*", kinds) == "b/three"
    assert chosen("a/*;q=0.2, b/three;q=0.3, */*;q=0.1", kinds) == "b/three"
    assert chosen("a/one;q=0, a/*", kinds) == "a/two"
    assert chosen("A/TWO ; Q=1.0", kinds) == "a/two"
    assert chosen("c/four, */*;q=0", kinds) is None
    assert chosen("a/two;q=nonsense, a/one;q=0.9", kinds) == "a/two"
