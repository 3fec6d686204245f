"""The graph of the samples in real servers: loaded twice it counts once, and a query finds what was said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import servers
from java import HAS_JENA, NO_JENA, java
from servers import NO_OXIGRAPH, NO_VIRTUOSO, OXIGRAPH, VIRTUOSO, Running

from pipeline.errors import LeftoverWarning, StoreError
from pipeline.query import ask, graph_of
from pipeline.query.named import named_queries
from pipeline.query.remote import ask_server
from pipeline.rdf_file import read_quads
from pipeline.run import run
from pipeline.stores import Login, Store, open_store
from pipeline.stores import remote as remote_module
from pipeline.stores.http import Server
from pipeline.vocabulary import PREFIXES, SCHEMA

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow
SERVERS = {"oxigraph": (OXIGRAPH, NO_OXIGRAPH), "virtuoso": (VIRTUOSO, NO_VIRTUOSO)}
HOSTILE = (
    'say "hi"\nthere\t\r',
    "back\\slash \\u0041",
    "</script>",
    "\u202eevil",
    "עברית 👩🏽‍🔬",
    "'''" * 3,
    "x" * 5000,
    "}",
)
FOUNDERS = """PREFIX tg: <https://w3id.org/talkgraph/schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?founder WHERE {
  GRAPH ?g { ?thing skos:prefLabel "Larkfield Institute"@en ; tg:foundedBy ?who . ?who skos:prefLabel ?founder }
} ORDER BY ?founder"""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    run([ROOT / "seeds"], folder)
    return folder / "graph.nq"


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    program, missing = SERVERS[request.param]
    if program is None:
        pytest.skip(missing)
    with getattr(servers, request.param)(tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture(params=["graph-store", "update"])
def store(server: Running, request: pytest.FixtureRequest) -> Store:
    if request.param == "update":
        return open_store(server.update, login=server.login, update=True, query_url=server.query)
    return open_store(server.graph_store, login=server.login, query_url=server.query)


def load(store: Store, *paths: Path) -> None:
    store.load(list(paths), graph=None, keep_versions=False)


def test_loading_twice_counts_once_and_unloading_takes_it_out(server: Running, store: Store, graph: Path) -> None:
    triples = sum(1 for _ in ox.parse(path=str(graph)))
    load(store, graph)
    assert server.count() == triples
    again = store.load([graph], graph=None, keep_versions=False)
    assert server.count() == triples
    assert len(again.replaced) == len(again.documents) == 2
    rows = server.ask(FOUNDERS)
    assert [row["founder"].value for row in rows] == ["Lucia Ferrante", "Ruben Achterberg"]
    inferred = graph.with_name("inferred.nq")
    load(store, inferred)
    load(store, graph, inferred)
    assert server.count() == triples + sum(1 for _ in ox.parse(path=str(inferred)))
    unloaded = store.unload([again.documents[0].name])
    assert len(unloaded.stale) == 1
    store.unload([again.documents[1].name])
    assert server.count() == 0


@pytest.mark.parametrize("name", [query.name for query in named_queries().values() if not query.required])
def test_named_queries_answer_the_same_everywhere(server: Running, graph: Path, name: str) -> None:
    load(open_store(server.graph_store, login=server.login), graph)
    text = named_queries()[name].text
    here, there = ask(graph_of(graph), text), ask_server(Server(server.login, 60), server.query, text)
    assert isinstance(here, ox.QuerySolutions)
    assert isinstance(there, ox.QuerySolutions)
    assert sorted(map(plain, there)) == sorted(map(plain, here))


def plain(row: ox.QuerySolution) -> tuple[str, ...]:
    """The values without their datatypes: Virtuoso has its own for some."""
    return tuple(getattr(term, "value", "") for term in row)


def test_a_server_gives_triples_and_explains_mistakes(server: Running, graph: Path) -> None:
    load(open_store(server.graph_store, login=server.login), graph)
    asked = Server(server.login, 60)
    triples = ask_server(asked, server.query, "CONSTRUCT { ?a tg:worksFor ?b } { GRAPH ?g { ?a tg:worksFor ?b } }")
    assert isinstance(triples, list)
    said = {quad.triple for quad in read_quads(graph) if quad.predicate.value == SCHEMA + "worksFor"}
    assert said
    assert set(triples) == said
    with pytest.raises(StoreError, match=r"the server refuses \(400"):
        ask_server(asked, server.query, "SELECT * { ?s ?p }")
    before = server.count()
    with pytest.raises(StoreError):
        ask_server(asked, server.query, "CLEAR ALL")
    assert server.count() == before


def test_a_graph_too_long_for_one_update_arrives_whole_and_is_replaced(
    server: Running, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_module, "LINES", 300)
    before = server.count()
    name = "https://w3id.org/talkgraph/id/file/long"
    for total in (1000, 700):
        lines = (f'<https://example.org/s{n}> <https://example.org/p> "{n}" <{name}> .\n' for n in range(total))
        (tmp_path / "long.nq").write_text("".join(lines))
        load(store, tmp_path / "long.nq")
        assert server.count() == before + total
    open_store(server.graph_store, login=server.login).unload([name])
    assert server.count() == before


def test_hostile_text_arrives_as_it_was(server: Running, store: Store, tmp_path: Path) -> None:
    name = ox.NamedNode("https://w3id.org/talkgraph/id/file/hostile-é")
    subject, says = ox.NamedNode("https://example.org/galápagos"), ox.NamedNode("https://example.org/says")
    quads = [ox.Quad(subject, says, ox.Literal(text), name) for text in HOSTILE]
    ox.serialize(quads, str(tmp_path / "hostile.nq"), ox.RdfFormat.N_QUADS)
    load(store, tmp_path / "hostile.nq")
    rows = server.ask(f"SELECT ?text WHERE {{ GRAPH {name} {{ {subject} {says} ?text }} }}")
    assert sorted(row["text"].value for row in rows) == sorted(HOSTILE)
    open_store(server.graph_store, login=server.login).unload([name.value])


def test_a_wrong_password_is_told_and_changes_nothing(server: Running, graph: Path) -> None:
    if server.login.user is None:
        pytest.skip("this server asks for no login")
    before = server.count()
    for update, url in ((False, server.graph_store), (True, server.update)):
        for login, words in (
            (Login(server.login.user, "wrong", digest=True), "the login is refused"),
            (Login(server.login.user, server.login.password), "the login is refused .*--digest"),
            (Login(), "a login is needed"),
        ):
            with pytest.raises(StoreError, match=words):
                load(open_store(url, login=login, update=update, query_url=server.query), graph)
    assert server.count() == before


@pytest.mark.skipif(OXIGRAPH is None, reason=NO_OXIGRAPH)
def test_a_server_that_dies_in_the_middle_is_told(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = remote_module.GraphStore.put
    with servers.oxigraph(tmp_path) as server:

        def dying(self, name, triples):  # type: ignore[no-untyped-def]
            put(self, name, triples)
            server.process.kill()
            server.process.wait()

        monkeypatch.setattr(remote_module.GraphStore, "put", dying)
        with pytest.raises(StoreError, match=r"cannot be reached .*; 1 of 2 graphs were done before"):
            load(open_store(server.graph_store), graph)


KILLED_CLIENT = """
import os, signal, sys
from pathlib import Path
from pipeline.stores import open_store, remote

remote.LINES = 10
update, sent = remote.UpdateEndpoint._update, []

def killed(self, text):
    update(self, text)
    sent.append(text)
    if len(sent) == 3:
        os.kill(os.getpid(), signal.SIGKILL)

remote.UpdateEndpoint._update = killed
open_store(sys.argv[1], update=True, query_url=sys.argv[2]).load([Path(sys.argv[3])], graph=None, keep_versions=False)
"""


@pytest.mark.skipif(OXIGRAPH is None, reason=NO_OXIGRAPH)
def test_what_a_killed_client_had_begun_is_removed_by_the_next(graph: Path, tmp_path: Path) -> None:
    begun = "SELECT ?g { GRAPH ?g { ?g <urn:talkgraph:loading> ?t } }"
    with servers.oxigraph(tmp_path) as server:
        command = [sys.executable, "-c", KILLED_CLIENT, server.update, server.query, str(graph)]
        assert subprocess.run(command, check=False).returncode == -9
        assert [row["g"].value.partition("#")[2] for row in server.ask(begun)] == ["loading"]
        store = open_store(server.update, update=True, query_url=server.query)
        with pytest.warns(LeftoverWarning, match="an earlier load was ended"):
            load(store, graph)
        assert server.ask(begun) == []
        assert server.count() == sum(1 for _ in ox.parse(path=str(graph)))


def test_terms_arrive_as_the_file_has_them(server: Running, store: Store, tmp_path: Path) -> None:
    """As far as the server keeps them: Oxigraph and Virtuoso have their own spelling of numbers."""
    name = "https://w3id.org/talkgraph/id/file/terms"
    line = f'<https://example.org/s> <https://example.org/p> "0.80"^^<{PREFIXES["xsd"]}decimal> <{name}> .\n'
    (tmp_path / "terms.nq").write_text(line)
    load(store, tmp_path / "terms.nq")
    rows = server.ask(f"SELECT ?o {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    assert [float(row["o"].value) for row in rows] == [0.8]
    open_store(server.graph_store, login=server.login).unload([name])


@pytest.mark.skipif(OXIGRAPH is None, reason=NO_OXIGRAPH)
def test_oxigraph_serves_the_folder_that_load_writes(graph: Path, tmp_path: Path) -> None:
    load(open_store(str(tmp_path / "data")), graph)
    with servers.oxigraph(tmp_path) as server:
        assert server.count() == sum(1 for _ in ox.parse(path=str(graph)))


@pytest.mark.skipif(not HAS_JENA, reason=NO_JENA)
def test_jena_loads_and_reads_what_a_server_was_given(graph: Path, tmp_path: Path) -> None:
    java("tdb2.tdbloader", "--loc", tmp_path / "tdb", graph)
    counted = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    for query, rows in (
        (FOUNDERS, ["founder", "Lucia Ferrante", "Ruben Achterberg"]),
        (counted, ["n", str(sum(1 for _ in ox.parse(path=str(graph))))]),
    ):
        found = java("tdb2.tdbquery", "--loc", tmp_path / "tdb", "--results", "csv", query)
        assert found.decode().split("\r\n")[:-1] == rows
