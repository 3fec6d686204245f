"""Exit codes and sentences of the command line, and what stays whole when something goes wrong."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.run
from pipeline.cli import main
from pipeline.ontology import default_folder

ROOT = Path(__file__).parents[1]
GOOD = "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater.\n"
HEAVY = (
    "spacy",
    "rdflib",
    "pyvis",
    "networkx",
    "pyshacl",
    "thinc",
    "numpy",
    "pyoxigraph",
    "requests",
    "pandas",
    "pyarrow",
)

Result = tuple[int, str, str]


@pytest.fixture
def talkgraph(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """The command in this process: exit code, standard output, standard error."""

    def call(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = caught.value.code
        assert code is None or isinstance(code, int)
        return code or 0, captured.out, captured.err

    return call


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def one_sentence(err: str, *words: str) -> None:
    """Standard error is one line, says what is wrong and shows no traceback."""
    lines = err.strip().splitlines()
    assert len(lines) == 1, err
    assert lines[0].startswith("Error: ")
    for word in words:
        assert word in lines[0]


# --- help


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as error:\n    assert not error.code, error.code\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "HEAVY []"
    assert len(result.stdout.splitlines()) > 1


# --- exit code 2: wrong usage, missing path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "no-such-file.txt"], "'no-such-file.txt' does not exist"),
        (["run", "--ontology", "no-such-folder"], "'no-such-folder' does not exist"),
        (["run", "--min-confidence", "2"], "2.0 is not in the range 0<=x<=1"),
        (["run", "--no-such-option"], "No such option"),
        (["fly"], "No such command 'fly'"),
        (["validate", "no-such-graph.ttl"], "'no-such-graph.ttl' does not exist"),
        (["evaluate", "no-such-graph.ttl", "no-gold.yaml"], "does not exist"),
        (["run", "--format", "docx", str(ROOT / "seeds")], "docx: no such format; use one of ttl nt nq"),
        (["inspect", "no-such-file.txt"], "does not exist"),
    ],
)
def test_wrong_usage_is_2(talkgraph: Callable[..., Result], arguments: list[str], words: str) -> None:
    code, out, err = talkgraph(*arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_no_input_and_no_seeds_is_2(
    talkgraph: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = talkgraph("run")
    assert code == 2
    assert "there is no folder seeds/ here; name files or folders" in err
    assert list(tmp_path.iterdir()) == []


# --- exit code 3: what cannot be used


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
    ],
)
def test_an_unreadable_file_is_3_and_writes_nothing(
    talkgraph: Callable[..., Result], tmp_path: Path, content: bytes, words: str
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    code, out, err = talkgraph("run", bad, "-o", tmp_path / "out")
    assert (code, out) == (3, "")
    one_sentence(err, "bad.txt", words)
    assert not (tmp_path / "out").exists()


def test_a_folder_without_documents_is_3(talkgraph: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code, _, err = talkgraph("run", tmp_path / "in", "-o", tmp_path / "out")
    assert code == 3
    one_sentence(err, str(tmp_path / "in"), "no documents")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("schema.ttl", "@prefix broken", "not valid Turtle"),
        ("schema.ttl", "", "declares no owl:Class"),
        ("shapes.ttl", "a b", "not valid Turtle"),
    ],
)
def test_a_broken_ontology_is_3(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path, name: str, text: str, words: str
) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    shutil.copy(default_folder() / "schema.ttl", folder)
    (folder / name).write_text(text, encoding="utf-8")
    code, _, err = talkgraph("run", talk, "--ontology", folder, "-o", tmp_path / "out")
    assert code == 3
    one_sentence(err, str(folder), words)
    assert not (tmp_path / "out").exists()


def test_an_ontology_folder_without_turtle_is_3(talkgraph: Callable[..., Result], tmp_path: Path, talk: Path) -> None:
    (tmp_path / "ontology").mkdir()
    code, _, err = talkgraph("run", talk, "--ontology", tmp_path / "ontology", "-o", tmp_path / "out")
    assert code == 3
    one_sentence(err, "no Turtle file", "put schema.ttl there")


def test_a_model_that_is_not_installed_is_3(talkgraph: Callable[..., Result], tmp_path: Path, talk: Path) -> None:
    code, _, err = talkgraph("run", talk, "--model", "no_such_model", "-o", tmp_path / "out")
    assert code == 3
    one_sentence(err, "no_such_model")
    assert not (tmp_path / "out").exists()


def test_an_output_folder_below_a_file_is_3_before_any_work(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.run, "load_ontology", lambda folder: pytest.fail("work began"))
    for output in (talk, talk / "out", talk / "out" / "deeper"):
        code, _, err = talkgraph("run", talk, "-o", output)
        assert code == 3
        one_sentence(err, str(output))
    assert talk.read_text(encoding="utf-8") == GOOD


def test_a_read_only_output_folder_is_3_before_any_work(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permission bits do not stop an administrator, so the refusal itself is simulated.
    opening = os.open

    def refuse(path: object, flags: int = os.O_CREAT, *arguments: object, **options: object) -> int:
        if not flags & (os.O_CREAT | os.O_RDWR):
            return opening(path, flags, *arguments, **options)  # type: ignore[call-overload, no-any-return]
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(pipeline.run, "load_ontology", lambda folder: pytest.fail("work began"))
    monkeypatch.setattr(os, "mkdir", lambda path, *arguments: refuse(path))
    monkeypatch.setattr(os, "open", refuse)
    for output in (tmp_path / "out", tmp_path / "new"):
        code, _, err = talkgraph("run", talk, "-o", output)
        assert code == 3
        one_sentence(err, str(output), "Read-only file system", "name another")
    assert list((tmp_path / "out").iterdir()) == []


# --- exit code 3 and 4 with everything written


@pytest.mark.slow
def test_one_bad_file_among_good_ones_stops_nothing(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path
) -> None:
    (tmp_path / "deep").mkdir()
    bad = tmp_path / "deep" / "bad.txt"
    bad.write_bytes(b"")
    code, out, err = talkgraph("run", tmp_path, "-o", tmp_path / "out")
    assert code == 3
    assert "Read 1 document " in out
    lines = err.strip().splitlines()
    assert lines[0].startswith(f"Not read: {bad}: the file is empty")
    assert lines[1] == "Error: 1 of 2 documents could not be read; the others were written"
    assert len(lines) == 2
    report = (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert '"bad.txt: the file is empty' in report
    assert str(tmp_path) not in report
    assert "Halcyon Labs" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.slow
def test_strict_stops_at_the_bad_file(talkgraph: Callable[..., Result], tmp_path: Path, talk: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    code, out, err = talkgraph("run", tmp_path, "--strict", "-o", tmp_path / "out")
    assert (code, out) == (3, "")
    one_sentence(err, "bad.txt", "empty")
    assert all(path.name.startswith(".") for path in (tmp_path / "out").glob("*")), "but for what was read already"


@pytest.mark.slow
def test_quarantined_facts_are_4_and_every_file_is_written(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path
) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(default_folder(), folder)
    shapes = folder / "shapes.ttl"
    strict = shapes.read_text(encoding="utf-8").replace("sh:maxInclusive 1.0", "sh:maxInclusive 0.01")
    shapes.write_text(strict, encoding="utf-8")
    code, out, err = talkgraph("run", talk, "--ontology", folder, "-o", tmp_path / "out")
    assert code == 4
    assert "No relations were found" in out
    one_sentence(err, "broke a shape", "report.json")
    assert "tg:confidence" in (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "graph.html").exists()
    assert "quarantine.ttl" in out


# --- a run, as it is read


@pytest.mark.slow
def test_a_run_tells_what_it_found_and_what_to_do_next(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path
) -> None:
    output = tmp_path / "out"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    code, out, err = talkgraph("run", talk, "-o", output)
    assert (code, err) == (0, "")
    for words in ("Halcyon Labs", "founded by", "organisation", f"open {output / 'graph.html'}", "notes.txt"):
        assert words in out
    assert (output / "quarantine.ttl").exists()
    assert "quarantine.ttl" not in out, "nothing stands in it"
    assert "\x1b" not in out
    assert (output / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not any(line != line.rstrip() for line in out.splitlines())


@pytest.mark.slow
def test_the_formats_that_are_asked_for_are_written(
    talkgraph: Callable[..., Result], tmp_path: Path, talk: Path
) -> None:
    code, _, _ = talkgraph("run", talk, "-o", tmp_path / "out", "--format", "nt", "-f", "nq.gz")
    assert code == 0
    names = {"graph.nt", "graph.nq.gz", "inferred.nq.gz", "report.json"}
    assert {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")} == names


@pytest.mark.slow
def test_quiet_says_nothing(talkgraph: Callable[..., Result], tmp_path: Path, talk: Path) -> None:
    assert talkgraph("run", talk, "--quiet", "-o", tmp_path / "out") == (0, "", "")


@pytest.mark.slow
def test_inspect_shows_mentions_relations_and_refusals(talkgraph: Callable[..., Result], talk: Path) -> None:
    code, out, err = talkgraph("inspect", talk)
    assert (code, err) == (0, "")
    for words in ("Document", "Segments (", "Mentions (", "Relations (", "Refused (", "Halcyon Labs", "verb:found"):
        assert words in out


def test_colours_need_a_terminal_and_respect_no_color(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    script = tmp_path / "show.py"
    script.write_text(
        "from rich.text import Text\nfrom pipeline.cli.screen import show\nshow(Text('loud', style='bold red'))\n",
        encoding="utf-8",
    )

    def shown(**variables: str) -> bytes:
        master, slave = pty.openpty()
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", **variables}
        process = subprocess.Popen([sys.executable, script], stdout=slave, env=env, cwd=ROOT)
        os.close(slave)
        out = b""
        with contextlib.suppress(OSError):  # how Linux says that the other end was closed
            while part := os.read(master, 1000):
                out += part
        os.close(master)
        assert process.wait() == 0
        return out

    assert b"\x1b[1;31mloud" in shown()
    assert b"31m" not in shown(NO_COLOR="1")
    piped = subprocess.run([sys.executable, script], capture_output=True, check=True, cwd=ROOT)
    assert piped.stdout == b"loud\n"


# --- interrupted


INTERRUPTED = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background of a shell ignore it
import pipeline.{module} as module
from pipeline.cli import main

def wait(*arguments, **options):
    print("here", flush=True)
    time.sleep(600)  # until the signal comes

module.{function} = wait
main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(
    ("module", "function"),
    [("ingest", "read_document"), pytest.param("replacing", "_forward", marks=pytest.mark.slow)],
    ids=["while-reading", "while-moving-files-into-place"],
)
def test_an_interrupt_is_130_and_leaves_earlier_outputs(tmp_path: Path, talk: Path, module: str, function: str) -> None:
    output = tmp_path / "out"
    output.mkdir()
    before = {"graph.ttl": "earlier", "report.json": "earlier too"}
    for name, text in before.items():
        (output / name).write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED.format(module=module, function=function), "run", talk, "-o", output],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out == ""
    assert err.strip() == "Interrupted: files of an earlier run are as they were."
    left = {path.name for path in output.iterdir()}
    assert left - {".talkgraph.lock", ".talkgraph.cache"} == before.keys()
    assert {name: (output / name).read_text(encoding="utf-8") for name in before} == before


# --- stores


def test_a_store_is_loaded_and_unloaded(talkgraph: Callable[..., Result], tmp_path: Path) -> None:
    graph, store = tmp_path / "graph.ttl", tmp_path / "store"
    graph.write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    code, out, err = talkgraph("load", graph, "--store", store, "--graph", "https://example.org/g")
    assert (code, err) == (0, "")
    assert f"Loaded 1 triples in 1 graphs into {store}" in out
    code, _, err = talkgraph("unload", "talk.txt", "--store", store)
    assert code == 3
    one_sentence(err, "holds no document talk.txt")


def test_what_was_inferred_goes_and_that_is_told(talkgraph: Callable[..., Result], tmp_path: Path) -> None:
    base, store = "https://example.org/", tmp_path / "store"
    said, inferred = tmp_path / "graph.nq", tmp_path / "inferred.nq"
    talk, other = f"<{base}document/talk-1>", f"<{base}inferred/0>"
    about = (("http://purl.org/dc/terms/source", "talk.txt"), ("https://w3id.org/talkgraph/schema#digest", "1"))
    said.write_text("".join(f'{talk} <{term}> "{value}" {talk} .\n' for term, value in about))
    inferred.write_text(f"{other} <http://www.w3.org/ns/prov#wasDerivedFrom> {talk} {other} .\n")
    _, out, _ = talkgraph("load", said, inferred, "--store", store)
    assert "Removed" not in out
    _, out, _ = talkgraph("load", said, "--store", store)
    gone = f"Removed what was inferred from documents that were replaced ({other[1:-1]})"
    assert f"{gone}; load the run's inferred.nq too" in out
    talkgraph("load", inferred, "--store", store)
    inferred.write_text(inferred.read_text().replace("inferred/0", "inferred/1"))
    _, out, _ = talkgraph("load", said, inferred, "--store", store)
    assert gone in out.splitlines(), "the new ones are loaded"
    _, out, _ = talkgraph("unload", "talk.txt", "--store", store)
    assert f"Removed what was inferred from it ({base}inferred/1); run talkgraph over the documents left" in out


def test_options_for_servers_need_a_server(talkgraph: Callable[..., Result], talk: Path) -> None:
    code, _, err = talkgraph("load", talk, "--update", "--store", "folder")
    assert code == 2
    assert "--update and --query-url go with a URL" in err


def test_a_password_from_the_environment_is_used_and_not_printed(
    talkgraph: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    monkeypatch.setenv("TALKGRAPH_USER", "ada")
    monkeypatch.setenv("TALKGRAPH_PASSWORD", "hush")
    for arguments in (["load", graph, "--store", "http://127.0.0.1:1/"], ["load", "--help"]):
        _, out, err = talkgraph(*arguments)
        assert "hush" not in out + err
    assert "TALKGRAPH_PASSWORD" in out


# --- questions


GRAPH = "<x:ada> <x:knows> <x:ben> .\n"


def test_a_file_is_asked(talkgraph: Callable[..., Result], tmp_path: Path) -> None:
    graph, question = tmp_path / "graph.ttl", tmp_path / "question.rq"
    graph.write_text(GRAPH, encoding="utf-8")
    question.write_text("SELECT ?who { ?who <x:knows> ?x }", encoding="utf-8")
    assert talkgraph("query", "--graph", graph, "--file", question) == (0, "who\nx:ada\n", "")
    assert talkgraph("query", "--graph", graph, "ASK { ?s <x:hates> ?o }") == (0, "no\n", "")
    assert talkgraph("query", "--graph", graph, "SELECT * { ?s <x:hates> ?o }") == (0, "No rows.\n", "")
    assert talkgraph("query", "--graph", graph, "CONSTRUCT WHERE { ?s ?p ?o }") == (0, GRAPH, "")
    assert talkgraph("query", "--graph", graph, "--name", "facts", "--format", "csv")[1].startswith("subject,relation")


def test_the_named_queries_are_listed(talkgraph: Callable[..., Result]) -> None:
    code, out, err = talkgraph("query", "--list")
    assert (code, err) == (0, "")
    assert "What was said about a thing" in out
    assert "--set about=..." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "give one query"),
        (["ASK {}", "--name", "facts"], "give one query"),
        (["ASK {}", "--set", "a=b"], "--set goes with --name"),
        (["--name", "nothing"], "no query has this name"),
        (["--name", "about"], "about: needs --set about=..."),
        (["--name", "about", "--set", "about"], "'about' is not of the form key=value"),
        (["--name", "about", "--set", "about=x", "--store", "http://127.0.0.1:1/"], "--set goes with a store"),
    ],
)
def test_wrong_questions_are_2(talkgraph: Callable[..., Result], arguments: list[str], words: str) -> None:
    code, out, err = talkgraph("query", *arguments)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--store", "nowhere", "ASK {}"], ("nowhere", "no store here", "talkgraph load")),
        (["--store", "http://127.0.0.1:1/", "ASK {}"], ("cannot be reached", "check the address")),
    ],
)
def test_questions_without_an_answer_are_3(
    talkgraph: Callable[..., Result], tmp_path: Path, arguments: list[str], words: tuple[str, ...]
) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(GRAPH, encoding="utf-8")
    where = [] if "--store" in arguments else ["--graph", graph]
    code, out, err = talkgraph("query", *arguments, *where)
    assert (code, out) == (3, "")
    one_sentence(err, *words)


def test_a_mistake_in_a_query_is_shown_at_its_place(talkgraph: Callable[..., Result], tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(GRAPH, encoding="utf-8")
    code, out, err = talkgraph("query", "ASK {", "--graph", graph)
    assert (code, out) == (3, "")
    sentence, *place = err.splitlines()
    one_sentence(sentence, "not valid SPARQL", "line 1, column 6")
    assert place == ["  ASK {", "       ^"]


# --- conversion


def test_a_graph_is_converted(talkgraph: Callable[..., Result], tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(GRAPH, encoding="utf-8")
    code, out, err = talkgraph("export", graph, "--to", "nt")
    assert (code, out, err) == (0, f"{tmp_path / 'graph.nt'}\n", "")
    assert (tmp_path / "graph.nt").read_text(encoding="utf-8") == GRAPH
    code, _, err = talkgraph("export", graph, "--to", "docx")
    assert code == 2
    assert "docx: no such format; use one of ttl nt" in err
