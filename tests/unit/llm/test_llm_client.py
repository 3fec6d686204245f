"""One server of the protocol, well and badly behaved; no test waits by the clock: the pauses are counted."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from llm_server import Asked, Reply, Script, llm_server

from pipeline.errors import ModelError
from pipeline.llm.address import checked_address
from pipeline.llm.client import KEY, TRIES, Client, Unanswered
from pipeline.settings import LanguageModel

SCHEMA = {"type": "object"}
GIVE_UP = 0.3  # seconds: the one thing here that must really pass is the time of an answer that does not come


class Pauses(list[float]):
    """Notes how long was to be waited, and does not wait."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def replies(*script: Reply) -> Script:
    """Each reply once, the last one for ever."""
    left = list(script)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


def ask(script: Script, *, timeout: float = 10) -> tuple[str, Pauses, list[Asked]]:
    pauses = Pauses()
    with llm_server(script) as server:
        client = Client(LanguageModel("toy", server.url, timeout=timeout), sleep=pauses)
        return client.ask("be brief", "what?", SCHEMA).text, pauses, server.asked


def refusal(script: Script, *, timeout: float = 10) -> tuple[Unanswered, Pauses, list[Asked]]:
    pauses = Pauses()
    with llm_server(script) as server:
        client = Client(LanguageModel("toy", server.url, timeout=timeout), sleep=pauses)
        with pytest.raises(Unanswered) as caught:
            client.ask("be brief", "what?", SCHEMA)
        return caught.value, pauses, server.asked


def test_an_answer_with_what_it_cost() -> None:
    with llm_server(replies(Reply("yes"))) as server:
        answer = Client(LanguageModel("toy", server.url)).ask("be brief", "what?", SCHEMA)
    assert (answer.text, answer.sent, answer.received) == ("yes", 1000, 100)
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.body["temperature"] == 0
    assert asked.body["seed"] == 0
    assert asked.body["response_format"]["json_schema"]["schema"] == SCHEMA


def test_nothing_of_this_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "of-another-service")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://example.org/v1")
    _, _, (asked,) = ask(replies(Reply("yes")))
    assert "of-another-service" not in json.dumps(asked.headers)
    allowed = "host connection accept accept-encoding authorization content-type content-length user-agent".split()
    assert {name.lower() for name in asked.headers} <= set(allowed)
    assert asked.headers["user-agent"].startswith("talkgraph/")


def test_the_key_comes_from_the_environment_and_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret-4711")
    error, _, (asked,) = refusal(replies(Reply("bad key secret-4711", status=418)))
    assert asked.headers["authorization"] == "Bearer secret-4711"
    assert "secret-4711" not in json.dumps(asked.body)
    assert "secret-4711" not in str(error)
    assert "bad key" in str(error)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_final_and_asked_once(status: int) -> None:
    error, pauses, asked = refusal(replies(Reply(status=status)))
    assert error.final
    assert KEY in str(error)
    assert (pauses, len(asked)) == ([], 1)


def test_a_model_that_is_not_there_is_final() -> None:
    error, _, asked = refusal(replies(Reply(status=404)))
    assert error.final
    assert "toy" in str(error)
    assert len(asked) == 1


def test_a_busy_server_is_asked_again_after_the_pause_it_names() -> None:
    text, pauses, asked = ask(replies(Reply(status=429, headers={"Retry-After": "7"}), Reply(status=503), Reply("yes")))
    assert (text, pauses, len(asked)) == ("yes", [7, 2], 3)


def test_no_server_makes_us_wait_for_ever() -> None:
    _, pauses, _ = ask(replies(Reply(status=429, headers={"Retry-After": "86400"}), Reply("yes")))
    assert pauses == [60]


@pytest.mark.parametrize("status", [429, 500, 502])
def test_tries_have_a_limit(status: int) -> None:
    error, pauses, asked = refusal(replies(Reply(status=status)))
    assert not error.final
    assert str(status) in str(error)
    assert (pauses, len(asked)) == ([1, 2, 4], TRIES)


def test_a_cut_connection_is_tried_again() -> None:
    cut = Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
    text, pauses, asked = ask(replies(cut, Reply(raw=b""), Reply("yes")))
    assert (text, pauses, len(asked)) == ("yes", [1, 2], 3)


@pytest.mark.parametrize("kind", ["wait", "drip"])
def test_silence_and_a_drip_end(kind: str) -> None:
    released = threading.Event()
    try:
        error, pauses, asked = refusal(replies(Reply(**{kind: released})), timeout=GIVE_UP)
    finally:
        released.set()
    assert "no answer within 0.3 s" in str(error)
    assert (len(pauses), len(asked)) == (TRIES - 1, TRIES)


def test_nobody_listens() -> None:
    with llm_server(replies(Reply())) as server:
        pass
    with pytest.raises(Unanswered, match="connection fails"):
        Client(LanguageModel("toy", server.url), sleep=Pauses()).ask("", "", SCHEMA)


def test_what_is_no_answer_of_the_protocol() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"
    error, _, _ = refusal(replies(Reply(raw=page)))
    assert "none of the protocol" in str(error)


def test_a_packed_or_endless_answer_is_not_read() -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx"
    error, _, _ = refusal(replies(Reply(raw=packed)))
    assert "connection fails" in str(error)
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n" + b"x" * 9_000_000
    error, _, _ = refusal(replies(Reply(raw=endless)))
    assert "connection fails" in str(error)


def test_a_redirect_is_not_followed() -> None:
    error, _, asked = refusal(replies(Reply(status=307, headers={"Location": "http://127.0.0.1:9/v1"})))
    assert error.final
    assert "has moved" in str(error)
    assert len(asked) == 1


def test_a_server_that_knows_no_schemas_is_asked_without() -> None:
    def old(asked: Asked) -> Reply:
        return Reply("what is response_format?", status=400) if "response_format" in asked.body else Reply("yes")

    text, pauses, asked = ask(old)
    assert (text, pauses) == ("yes", [])
    assert "response_format" not in asked[-1].body


def test_models_that_take_no_temperature() -> None:
    def strict(asked: Asked) -> Reply:
        return Reply("no temperature", status=400) if "temperature" in asked.body else Reply("yes")

    _, _, asked = ask(strict)
    assert asked[-1].body["response_format"]["type"] == "json_schema"
    assert len(asked) == 2


def test_a_server_that_refuses_everything_is_told_in_its_words() -> None:
    error, _, asked = refusal(replies(Reply("window\x1b[31m too long", status=400)))
    assert "too long" in str(error)
    assert "\x1b" not in str(error)
    assert len(asked) == 5


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://localhost/v1", "http://[::1]:8080/v1", "https://models.example.org/v1"]
)
def test_addresses_that_may_be_asked(url: str) -> None:
    assert checked_address(url) == url


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://models.example.org/v1", "needs https"),
        ("http://192.168.0.7/v1", "needs https"),
        ("http://127.0.0.1.example.org/v1", "needs https"),
        ("https://ada:secret@example.org/v1", "holds no login"),
        ("ftp://127.0.0.1/v1", "is no address"),
        ("127.0.0.1:11434", "is no address"),
        ("http://127.0.0.1:port/v1", "is no address"),
        ("http://127.0.0.1/v1?key=1", "is no address"),
    ],
)
def test_addresses_that_may_not(url: str, told: str) -> None:
    with pytest.raises(ModelError, match=told) as caught:
        checked_address(url)
    assert "secret" not in str(caught.value)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openai", None)
    with pytest.raises(ModelError, match=r"pip install 'talkgraph\[llm\]'"):
        Client(LanguageModel("toy", "http://127.0.0.1:9/v1"))
