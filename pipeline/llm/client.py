"""One server of the OpenAI-compatible protocol: asked politely, a limited number of times, and never for ever."""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from pipeline import __version__
from pipeline.display.terminal import printable
from pipeline.errors import ModelError
from pipeline.llm.address import checked_address, is_loopback
from pipeline.llm.prompt import tokens
from pipeline.llm.records import Answer
from pipeline.settings import LanguageModel

if TYPE_CHECKING:
    import openai

KEY = "TALKGRAPH_LLM_KEY"
NO_KEY = "none"  # servers on one's own machine want none; the protocol wants a word
TRIES = 4  # times that a question is asked where a server is busy or breaks off
PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before the second try, doubled with each; and at most
BUSY = frozenset({408, 409, 425, 429})
REFUSED = frozenset({401, 403, 404})  # asking again is in vain, for every window
SAID = 160  # characters of a server's complaint that are passed on

Parameters = dict[str, Any]


class Unanswered(Exception):
    """A question without an answer, in one sentence. final: no other question will fare better."""

    def __init__(self, message: str, *, final: bool = False) -> None:  # noqa: D107
        super().__init__(message)
        self.final = final


def extra(package: str) -> Any:
    """A package of the extra. Raises ModelError where it is not installed."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise ModelError(f"--llm needs the package {package}: pip install 'talkgraph[llm]'") from error


class Client:
    """Asks one model. May be used from several threads."""

    def __init__(self, model: LanguageModel, *, sleep: Callable[[float], None] = time.sleep) -> None:
        """sleep: waits for so many seconds between two tries.

        Raises ModelError for an address that must not be used, and where the extra is not installed.
        """
        self.model = model
        self.url = checked_address(model.url)
        self.sleep = sleep
        self.requests = 0
        self._level = 0  # of `_ladder`: which parameters the server has been found to know
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._openai = extra("openai")
        self._client = self._connected()

    def _connected(self) -> openai.OpenAI:
        from pipeline.llm.patience import patient_client

        key = os.environ.get(KEY, "").strip() or NO_KEY
        try:
            client: openai.OpenAI = self._openai.OpenAI(
                api_key=key,
                base_url=self.url,
                max_retries=0,  # we try again ourselves, and say so
                timeout=self.model.timeout,
                http_client=patient_client(self.model.timeout, proxies=not is_loopback(self.url), stop=self._stop),
                default_headers={"User-Agent": f"talkgraph/{__version__}"},
            )
        except (self._openai.OpenAIError, ValueError) as error:
            raise ModelError(f"{self.url}: the client cannot be set up ({type(error).__name__})") from error
        client.organization = client.project = None  # never from OPENAI_ORG_ID and the like
        return client

    def stop(self) -> None:
        """End what waits for an answer, and ask nothing any more."""
        self._stop.set()

    def _ladder(self, schema: dict[str, Any]) -> tuple[Parameters, ...]:
        """Parameters from the strictest down: servers refuse what they do not know."""
        bound = {"type": "json_schema", "json_schema": {"name": "proposals", "strict": True, "schema": schema}}
        steady = {"temperature": 0, "seed": 0, "max_tokens": self.model.answer}
        return (
            {"response_format": bound, **steady},
            {
                "response_format": bound,
                "max_completion_tokens": self.model.answer,
            },  # models that reason take no temperature
            {"response_format": {"type": "json_object"}, **steady},
            steady,
            {"max_completion_tokens": self.model.answer},
        )

    def ask(self, system: str, question: str, schema: dict[str, Any]) -> Answer:
        """The model's answer. Raises Unanswered where there is none, after as many tries as `TRIES` allows."""
        ladder, tries, waited = self._ladder(schema), 1, PAUSE
        while True:
            level = self._level
            try:
                return self._asked(system, question, ladder[level])
            except self._openai.APIStatusError as error:
                status = error.status_code
                if status in (400, 422) and level + 1 < len(ladder):
                    with self._lock:
                        self._level = max(self._level, level + 1)
                    continue
                if status not in BUSY and status < 500:
                    self._refused(error)
                reason, pause = f"the server answers {status}", _told_pause(error)
            except self._openai.APITimeoutError:
                reason, pause = f"no answer within {self.model.timeout:g} s", None
            except self._openai.APIConnectionError as error:
                reason, pause = f"the connection fails ({_innermost(error)})", None
            except (self._openai.OpenAIError, ValueError) as error:  # what came is no answer of the protocol
                reason, pause = f"the answer is none of the protocol ({type(error).__name__})", None
            if self._stop.is_set():
                raise Unanswered("the run was stopped")
            if tries == TRIES:
                raise Unanswered(f"{self.url}: {reason}, {TRIES} times; check that it runs, then start again")
            self.sleep(min(LONGEST_PAUSE, pause if pause is not None else waited))
            tries, waited = tries + 1, waited * 2

    def _asked(self, system: str, question: str, parameters: Parameters) -> Answer:
        with self._lock:
            self.requests += 1
        answer = self._client.chat.completions.create(
            model=self.model.name,
            messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
            stream=False,
            **parameters,
        )
        choices = getattr(answer, "choices", None)
        message = getattr(choices[0], "message", None) if isinstance(choices, list) and choices else None
        if message is None:
            raise ValueError("no message")
        text = message.content if isinstance(message.content, str) else ""
        usage = getattr(answer, "usage", None)
        sent, received = (getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
        return Answer(
            text,
            sent if isinstance(sent, int) and sent > 0 else tokens(system + question),
            received if isinstance(received, int) and received >= 0 else tokens(text),
        )

    def _refused(self, error: openai.APIStatusError) -> NoReturn:
        status = error.status_code
        if status in (401, 403):
            raise Unanswered(f"{self.url}: the key is refused or missing ({status}); set {KEY}", final=True) from None
        if status == 404:
            raise Unanswered(
                f"{self.url}: no model {self.model.name} or no such address (404); check --llm and --llm-url",
                final=True,
            ) from None
        if 300 <= status < 400:
            raise Unanswered(f"{self.url}: has moved ({status}); name the new address", final=True) from None
        raise Unanswered(f"{self.url}: the server refuses ({status}: {_complaint(error)})") from None


def _complaint(error: openai.APIStatusError) -> str:
    """A server's own words, in one short line; a key that it repeats is taken out."""
    words = " ".join(printable(str(error.message)).split())
    key = os.environ.get(KEY, "").strip()
    words = words.replace(key, "…") if key else words
    return words if len(words) <= SAID else words[: SAID - 1] + "…"


def _told_pause(error: openai.APIStatusError) -> float | None:
    """The seconds that a server asks to wait (Retry-After, RFC 9110); None where it names none."""
    try:
        seconds = float(error.response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return max(0.0, seconds) if seconds == seconds else None


def _innermost(error: BaseException) -> str:
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return getattr(error, "strerror", None) or type(error).__name__
