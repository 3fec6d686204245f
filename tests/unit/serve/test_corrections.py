"""`talkgraph serve --edit`: corrections are saved next to the documents, by the explorer and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_serve import Running, start, stop

from pipeline.export.html import page
from pipeline.ontology import load_ontology
from pipeline.records import KnowledgeGraph
from pipeline.serve.corrections import editable, read_aliases, write_aliases

MINE = b"<https://example.org/a> a tg:NotAName .\n"


def test_a_file_is_made_read_and_replaced(tmp_path: Path) -> None:
    empty = read_aliases(tmp_path)
    assert (empty.status, empty.body) == (200, b"")
    saved = write_aliases(tmp_path, MINE, empty.tag)
    assert (saved.status, (tmp_path / "aliases.ttl").read_bytes()) == (204, MINE)
    assert read_aliases(tmp_path).tag == saved.tag
    assert write_aliases(tmp_path, b"", saved.tag).status == 204
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"aliases.ttl", ".talkgraph.lock"}, "the lock stays, see pipeline.replacing"


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    tag = read_aliases(tmp_path).tag
    (tmp_path / "aliases.ttl").write_bytes(b"# by hand\n")
    refused = write_aliases(tmp_path, MINE, tag)
    assert (refused.status, (tmp_path / "aliases.ttl").read_bytes()) == (412, b"# by hand\n")
    assert b"save again" in refused.body


@pytest.mark.parametrize("data", [b"<a> <b>", b"\xff\xfe", b"x:a x:b x:c ."])
def test_what_is_no_turtle_is_not_saved(tmp_path: Path, data: bytes) -> None:
    refused = write_aliases(tmp_path, data, read_aliases(tmp_path).tag)
    assert refused.status == 400
    assert b"not valid Turtle" in refused.body
    assert not (tmp_path / "aliases.ttl").exists()


def test_the_page_may_ask_this_server_and_nobody_else() -> None:
    closed = page(KnowledgeGraph((), (), ()), load_ontology())
    opened = editable(closed)
    assert b'<html lang="en" data-edit>' in opened
    assert b"connect-src &#39;self&#39;;" in opened
    assert b"connect-src" not in closed.split(b"</head>")[0]
    assert opened.replace(b" data-edit", b"").replace(b"connect-src &#39;self&#39;; ", b"") == closed


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    folder = tmp_path_factory.mktemp("edit")
    documents = folder / "documents"
    documents.mkdir()
    running = start(folder, "--edit", str(documents), "--allow-origin", "https://a.example")
    yield running, documents
    stop(running)


def test_over_http(server: tuple[Running, Path]) -> None:
    running, documents = server
    status, headers, body = running.send("GET", "/aliases.ttl")
    assert (status, body) == (200, b"")
    assert running.send("PUT", "/aliases.ttl", MINE, If_Match=headers["etag"])[0] == 204
    assert (documents / "aliases.ttl").read_bytes() == MINE
    assert running.send("PUT", "/aliases.ttl", MINE, If_Match=headers["etag"])[0] == 412


def test_others_may_not_write(server: tuple[Running, Path]) -> None:
    running, documents = server
    tag = running.send("GET", "/aliases.ttl")[1]["etag"]
    before = sorted(documents.iterdir())
    for origin in ("https://a.example", "https://b.example", "null"):
        assert running.send("PUT", "/aliases.ttl", b"", If_Match=tag, Origin=origin)[0] == 403
    assert running.send("PUT", "/../aliases.ttl", b"", If_Match=tag)[0] == 404
    assert running.send("PUT", "/graph.nq", b"", If_Match=tag)[0] == 404
    assert sorted(documents.iterdir()) == before


def test_without_leave_nothing_is_read_or_written(tmp_path: Path) -> None:
    running = start(tmp_path)
    try:
        assert running.send("GET", "/aliases.ttl")[0] == 404
        assert running.send("PUT", "/aliases.ttl", MINE, If_Match="x")[0] == 405
        assert b"data-edit" not in running.send("GET", "/")[2]
    finally:
        stop(running)
