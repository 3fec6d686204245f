"""The store in a folder: loading replaces, never doubles; whatever goes wrong leaves it as it was."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import pipeline.stores.embedded as embedded
from pipeline.errors import GraphError, Interrupted, StoreError
from pipeline.stores.embedded import EmbeddedStore
from pipeline.vocabulary import PREFIXES, inferred_iri

BASE = "https://w3id.org/talkgraph/id/document/"


def document(id_: str, name: str, *words: str) -> str:
    """N-Quads of a document that says some words."""
    iri = f"<{BASE}{id_}>"
    lines = [f'{iri} <{PREFIXES["dcterms"]}source> "{name}" {iri} .', f'{iri} <{PREFIXES["tg"]}digest> "{id_}" {iri} .']
    lines += [f'<https://example.org/{word}> <https://example.org/said> "{word}" {iri} .' for word in words]
    return "\n".join(lines) + "\n"


def inferences(*ids: str) -> str:
    """N-Quads of what follows from documents."""
    graph = f"<{inferred_iri(BASE.removesuffix('document/'), ids)}>"
    lines = [f"{graph} <{PREFIXES['prov']}wasDerivedFrom> <{BASE}{id_}> {graph} ." for id_ in ids]
    said = f'<https://example.org/x> <https://example.org/said> "from {" ".join(ids)}" {graph} .'
    return "\n".join([*lines, said]) + "\n"


def words(store: EmbeddedStore) -> list[str]:
    found = store.read().query("SELECT ?w WHERE { GRAPH ?g { ?s <https://example.org/said> ?w } }")
    assert isinstance(found, ox.QuerySolutions)
    return sorted(row["w"].value for row in found)


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore(tmp_path / "deep" / "store")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.nq"
    path.write_text(document("talk-1", "talk.txt", "sea", "ice") + document("notes-1", "notes.txt", "fog"))
    return path


def test_an_empty_file_changes_nothing(store: EmbeddedStore, talk: Path, tmp_path: Path) -> None:
    store.load([talk])
    (tmp_path / "empty.nq").touch()
    loaded = store.load([tmp_path / "empty.nq"])
    assert (loaded.graphs, loaded.documents, loaded.triples, loaded.unnamed) == ((), (), 0, ())
    assert words(store) == ["fog", "ice", "sea"]


def test_loading_twice_is_loading_once(store: EmbeddedStore, talk: Path) -> None:
    first = store.load([talk])
    before = set(store.read())
    second = store.load([talk])
    assert set(store.read()) == before
    assert len(before) == first.triples == second.triples == 7
    assert [item.id for item in first.documents] == ["notes-1", "talk-1"]
    assert (first.replaced, second.replaced) == ((), second.documents)
    assert words(store) == ["fog", "ice", "sea"]


def test_a_document_that_says_something_else_now_is_replaced(store: EmbeddedStore, talk: Path) -> None:
    store.load([talk])
    talk.write_text(document("talk-1", "talk.txt", "rain"))
    loaded = store.load([talk])
    assert words(store) == ["fog", "rain"]
    assert [item.name for item in loaded.replaced] == ["talk.txt"]
    assert loaded.outdated == ()


def test_a_new_version_takes_the_place_of_the_old_one(store: EmbeddedStore, talk: Path) -> None:
    store.load([talk])
    talk.write_text(document("talk-2", "talk.txt", "rain"))
    kept = store.load([talk], keep_versions=True)
    assert kept.outdated == ()
    assert words(store) == ["fog", "ice", "rain", "sea"]
    loaded = store.load([talk])
    assert [item.id for item in loaded.outdated] == ["talk-1"]
    assert words(store) == ["fog", "rain"]


def test_two_files_of_one_name_that_are_loaded_together_both_stay(store: EmbeddedStore, talk: Path) -> None:
    talk.write_text(document("talk-1", "talk.txt", "sea") + document("talk-2", "talk.txt", "rain"))
    store.load([talk])
    assert store.load([talk]).outdated == ()
    assert words(store) == ["rain", "sea"]


def test_unloading_takes_all_that_a_document_says(store: EmbeddedStore, talk: Path) -> None:
    store.load([talk])
    assert [item.id for item in store.unload(["talk.txt"]).documents] == ["talk-1"]
    assert words(store) == ["fog"]
    store.load([talk])
    unloaded = store.unload(["talk-1", BASE + "notes-1", "notes.txt"])
    assert [item.id for item in unloaded.documents] == ["talk-1", "notes-1"]
    assert len(store.read()) == 0


def test_what_was_inferred_goes_with_any_of_its_documents(store: EmbeddedStore, talk: Path, tmp_path: Path) -> None:
    both, one, other = tmp_path / "both.nq", tmp_path / "one.nq", tmp_path / "other.nq"
    both.write_text(inferences("notes-1", "talk-1"))
    one.write_text(inferences("notes-1"))
    mine = (
        f"<https://example.org/mine> <{PREFIXES['prov']}wasDerivedFrom> <{BASE}talk-1> <https://example.org/mine> .\n"
    )
    other.write_text(document("log-1", "log.txt", "wind") + inferences("log-1") + mine)
    store.load([other])
    store.load([both])
    assert store.load([talk, one]).stale == (), "the documents come after what was inferred from them"
    everything = ["fog", "from log-1", "from notes-1", "from notes-1 talk-1", "ice", "sea", "wind"]
    assert words(store) == everything
    assert store.load([talk, one, both]).stale == (), "what is loaded stays"
    assert words(store) == everything
    assert len(store.unload(["talk.txt"]).stale) == 1
    assert words(store) == ["fog", "from log-1", "from notes-1", "wind"]
    talk.write_text(document("talk-2", "talk.txt", "rain") + inferences("talk-2"))
    store.load([talk])
    talk.write_text(document("talk-3", "talk.txt", "snow"))
    assert store.load([talk]).stale == (inferred_iri(BASE.removesuffix("document/"), ["talk-2"]),)
    assert words(store) == ["fog", "from log-1", "from notes-1", "snow", "wind"]
    assert ox.NamedNode("https://example.org/mine") in set(store.read().named_graphs()), "no graph of ours"


def test_unloading_what_is_not_there_or_ambiguous_changes_nothing(store: EmbeddedStore, talk: Path) -> None:
    talk.write_text(document("talk-1", "talk.txt", "sea") + document("talk-2", "talk.txt", "rain"))
    store.load([talk])
    with pytest.raises(StoreError, match=r"holds no document fog.txt; it holds: talk-1, talk-2"):
        store.unload(["talk-1", "fog.txt"])
    with pytest.raises(StoreError, match=r"talk.txt is the name of several documents; name one of talk-1, talk-2"):
        store.unload(["talk.txt"])
    assert words(store) == ["rain", "sea"]


def test_triples_outside_any_graph_get_one_of_their_own(store: EmbeddedStore, tmp_path: Path) -> None:
    turtle = tmp_path / "a b.ttl"
    turtle.write_text('[] <https://example.org/said> "blank" .')
    loaded = store.load([turtle])
    assert loaded.unnamed == (("https://w3id.org/talkgraph/id/file/a%20b.ttl", "a b.ttl"),)
    assert store.load([turtle]).triples == 1
    assert words(store) == ["blank"], "blank nodes do not double either"
    store.load([turtle], graph="https://example.org/g")
    assert {quad.graph_name.value for quad in store.read()} == {loaded.unnamed[0][0], "https://example.org/g"}
    with pytest.raises(StoreError, match="not an IRI"):
        store.load([turtle], graph="no iri")


def test_a_file_with_graphs_and_triples_outside_them_keeps_both_apart(store: EmbeddedStore, talk: Path) -> None:
    with talk.open("a") as file:
        file.write('<x:a> <https://example.org/said> "loose" .\n<x:a> <https://example.org/said> "blank" _:graph .\n')
    other = talk.with_name("other.nq")
    other.write_text(document("other-1", "other.txt", "hail"))
    for _ in range(2):
        loaded = store.load([talk, other])
        assert loaded.triples == 12
        assert loaded.unnamed == (("https://w3id.org/talkgraph/id/file/talk.nq", "talk.nq"),)
        assert words(store) == ["blank", "fog", "hail", "ice", "loose", "sea"]
        assert not any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in store.read())


def test_what_others_keep_outside_graphs_stays_there(store: EmbeddedStore, talk: Path) -> None:
    other = ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("mine"))
    store.folder.parent.mkdir()
    foreign = ox.Store(str(store.folder))
    foreign.add(other)
    foreign.flush()
    del foreign
    with talk.open("a") as file:
        file.write('<x:a> <https://example.org/said> "loose" .\n')
    for _ in range(2):
        store.load([talk])
        assert words(store) == ["fog", "ice", "loose", "sea"]
        assert [q for q in store.read() if isinstance(q.graph_name, ox.DefaultGraph)] == [other]


@pytest.mark.parametrize("suffix", [".nq", ".nq.gz", ".trig", ".jsonld"])
def test_every_format_with_graphs_loads_the_same(store: EmbeddedStore, talk: Path, tmp_path: Path, suffix: str) -> None:
    data = talk.read_bytes()
    syntax = {".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD}.get(suffix)
    if syntax:
        data = ox.serialize(ox.parse(data, ox.RdfFormat.N_QUADS), format=syntax) or b""
    path = tmp_path / f"graph{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else b"\xef\xbb\xbf" + data)
    store.load([path])
    assert words(store) == ["fog", "ice", "sea"]


def test_the_same_store_opens_in_pyoxigraph(store: EmbeddedStore, talk: Path) -> None:
    store.load([talk])
    assert len(ox.Store(str(store.folder))) == 7


# --- what goes wrong


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("broken.nq", b"<a:a> <a:b> <a:c>\n<a:a>", r"broken.nq: not valid N-Quads \(.*line 2"),
        (
            "notes.csv",
            b"subject,object",
            r"notes.csv: neither is its suffix one of RDF \(.ttl .* nor is it Turtle \(.*run",
        ),
        ("broken.ttl", b'<a:a> <a:b> "\xff" .', r"broken.ttl: not valid Turtle \(.*UTF-8"),
        ("broken.nq.gz", gzip.compress(b"<a:a> <a:b> <a:c> .\n" * 9, mtime=0)[:30], r"broken.nq.gz: cannot be read"),
        ("plain.nq.gz", b"<a:a> <a:b> <a:c> .\n", r"plain.nq.gz: cannot be read \(Not a gzipped file"),
    ],
)
def test_a_broken_file_changes_nothing(
    store: EmbeddedStore, talk: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    with pytest.raises(GraphError, match=message):
        store.load([talk, bad])
    assert not store.folder.exists()
    store.load([talk])
    with pytest.raises(GraphError, match=message):
        store.load([talk, bad])
    assert words(store) == ["fog", "ice", "sea"]
    assert [path.name for path in store.folder.parent.iterdir() if path.is_dir()] == ["store"]


BOMB = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
RDF = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">%b</r:RDF>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB + RDF % b"", "declares entities that are no short texts"),
        (BOMB.replace(b"&a;&a;", b"b" * 300) + RDF % b"", "declares entities that are no short texts"),
        (b"<!-- " + b"x" * 70_000 + b" -->" + BOMB + RDF % b"", "no element begins within its first 64 kB"),
        (b"<!DOCTYPE r [<!ENTITY c ']>'> " + b" " * 70_000 + BOMB[12:] + RDF % b"", "no element begins within"),
    ],
)
def test_entities_that_unpack_to_more_than_the_file_are_refused(
    store: EmbeddedStore, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "graph.rdf").write_bytes(content)
    with pytest.raises(GraphError, match=message):
        store.load([tmp_path / "graph.rdf"])


def test_entities_that_stand_for_beginnings_of_iris_are_read(store: EmbeddedStore, tmp_path: Path) -> None:
    thing = b'<r:Description r:about="&e;a"><x:said xmlns:x="https://example.org/">%d</x:said></r:Description>'
    things = b"".join(thing % number for number in range(1500))
    (tmp_path / "graph.rdf").write_bytes(b'<!DOCTYPE r [<!ENTITY e "https://example.org/">]>' + RDF % things)
    store.load([tmp_path / "graph.rdf"])
    assert len(words(store)) == 1500


@pytest.mark.parametrize("step", ["fill", "opened", "documents_in"])
@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
def test_an_interrupt_leaves_the_store_as_it_was(
    store: EmbeddedStore, talk: Path, monkeypatch: pytest.MonkeyPatch, step: str, known: bool
) -> None:
    if known:
        store.load([talk])
    talk.write_text(document("talk-1", "talk.txt", "rain"))

    def stop(*arguments: object) -> Iterator[ox.Quad]:
        raise KeyboardInterrupt

    monkeypatch.setattr(embedded, step, stop)
    with pytest.raises(Interrupted, match="store is as it was"):
        store.load([talk])
    monkeypatch.undo()
    assert store.folder.exists() == known
    if known:
        assert words(store) == ["fog", "ice", "sea"]


def test_moving_into_place_fails_as_a_whole(store: EmbeddedStore, talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.load([talk])
    talk.write_text(document("talk-1", "talk.txt", "rain"))
    replace = os.replace

    def full(source: Path, target: Path) -> None:
        if source.parent.name == ".store.ready":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreError, match="No space left on device"):
        store.load([talk])
    assert words(store) == ["fog", "ice", "sea"]


def test_a_folder_with_other_files_is_refused(tmp_path: Path, talk: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    for place in (tmp_path / "mine", talk):
        with pytest.raises(StoreError, match="holds other files and is no store"):
            EmbeddedStore(place).load([talk])
    with pytest.raises(StoreError, match="cannot be used"):
        EmbeddedStore(talk / "below").load([talk])
    with pytest.raises(StoreError, match="no store here; load a graph first"):
        EmbeddedStore(tmp_path / "mine").read()
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize("files", ["MANIFEST*", "*.sst"])
def test_a_damaged_store_is_told(store: EmbeddedStore, talk: Path, files: str) -> None:
    store.load([talk])
    for path in store.folder.glob(files):
        path.write_bytes(path.read_bytes()[:10])
    for use in (store.read, lambda: store.load([talk]), lambda: store.unload(["talk.txt"])):
        with pytest.raises(StoreError, match=r"store: is damaged \(.*\); delete it and load the graphs again$"):
            use()


def test_a_link_to_a_store_stays_a_link(store: EmbeddedStore, talk: Path, tmp_path: Path) -> None:
    store.load([talk])
    (tmp_path / "link").symlink_to(store.folder, target_is_directory=True)
    talk.write_text(document("talk-1", "talk.txt", "rain"))
    EmbeddedStore(tmp_path / "link").load([talk])
    assert (tmp_path / "link").is_symlink()
    assert words(store) == ["fog", "rain"]


def test_a_store_in_use_is_left_alone(store: EmbeddedStore, talk: Path) -> None:
    store.load([talk])
    code = "import sys, pyoxigraph as ox; store = ox.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(store.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="in use by another program"):
            store.load([talk])
        assert words(store) == ["fog", "ice", "sea"], "reading is possible meanwhile"
        other.send_signal(signal.SIGTERM)


def test_a_reader_keeps_its_view_while_the_store_is_replaced(store: EmbeddedStore, talk: Path) -> None:
    store.load([talk])
    reader = store.read()
    talk.write_text(document("talk-1", "talk.txt", "rain"))
    store.load([talk])
    assert len(list(reader)) == 7
    assert len(list(store.read())) == 6
