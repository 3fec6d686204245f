"""HTTP for stores: logins that are never shown, timeouts, and one sentence for whatever goes wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from pipeline import __version__
from pipeline.errors import StoreError
from pipeline.stores.patience import Patience
from pipeline.stores.records import Login

CONNECT_SECONDS = 10.0
SAID = 200  # characters of a server's complaint that are passed on
LARGEST = 1 << 30  # bytes of an answer
LARGEST_COMPLAINT = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers; kind: the media type without parameters, "" where it gives none."""

    kind: str
    content: bytes = field(repr=False)


class Token(AuthBase):
    """A bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        """The token as the server's operator gave it."""
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class Server:
    """A session with one server."""

    def __init__(self, login: Login, timeout: float) -> None:
        """timeout: seconds in which an answer must have arrived, counted from the end of its request."""
        self.timeout = timeout
        self.session = requests.Session()
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, Patience())
        self.session.headers["User-Agent"] = f"talkgraph/{__version__}"
        if login.token is not None:
            self.session.auth = Token(login.token)
        elif login.user is not None and login.digest:
            self.session.auth = HTTPDigestAuth(login.user, login.password or "")
        elif login.user is not None:
            self.session.auth = HTTPBasicAuth(login.user.encode(), (login.password or "").encode())

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | IO[bytes] | Mapping[str, str] | None = None,
        content_type: str | None = None,
        accept: str = "*/*",
        missing_is_fine: bool = False,
    ) -> Answer:
        """The server's answer to a request; a file as body is sent in a stream.

        missing_is_fine: 404 is an answer and no error. Raises StoreError for every failure.
        """
        place = shown(url)
        late = f"{place}: no answer in time; try again, or give the server more than {self.timeout:g} s with --timeout"
        headers = {"Accept": accept} | ({"Content-Type": content_type} if content_type else {})
        try:
            answer = self.session.request(
                method,
                url,
                params=params,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, self.timeout),
                allow_redirects=False,  # on its way elsewhere a POST becomes a GET, and an update is not made
                stream=True,
            )
            fine = answer.ok or (missing_is_fine and answer.status_code == 404)
            content = _content(answer, LARGEST if fine else LARGEST_COMPLAINT)
        except requests.Timeout as error:
            raise StoreError(late) from error
        except (requests.exceptions.InvalidHeader, UnicodeEncodeError) as error:  # its message would show the login
            raise StoreError(f"{place}: the login holds characters that no header can hold; mend it") from error
        except requests.ConnectionError as error:
            if isinstance(_innermost(error), TimeoutError):  # in the middle of the answer
                raise StoreError(late) from error
            raise StoreError(
                f"{place}: cannot be reached ({_reason(error)}); check the address, and that the server runs"
            ) from error
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
            raise StoreError(f"{place}: the answer broke off; do it again, and look into the server's log") from error
        except (requests.RequestException, ValueError) as error:
            raise StoreError(
                f"{place}: the request cannot be made ({type(error).__name__}); check the address"
            ) from error
        if answer.is_redirect:
            there = shown(answer.headers["Location"].partition("?")[0])
            raise StoreError(f"{place}: has moved to {there}; name that address")
        if not fine:
            raise StoreError(f"{place}: {_complaint(answer, content)}")
        if len(content) > LARGEST:
            raise StoreError(f"{place}: the answer is longer than {LARGEST >> 20} MiB; ask for less")
        return Answer(answer.headers.get("Content-Type", "").partition(";")[0].strip(), content)


def shown(url: str) -> str:
    """The URL without user and password.

    >>> shown("https://ada:secret@example.org/store")
    'https://example.org/store'
    """
    return re.sub(r"(?<=://)[^/?#]*@", "", url)


def _content(answer: requests.Response, most: int) -> bytes:
    """The body, unpacked; of a longer one a little more than `most`."""
    pieces, size = [], 0
    with answer:
        for piece in answer.iter_content(1 << 16):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                break
    return b"".join(pieces)


def _innermost(error: BaseException) -> BaseException:
    """The first cause."""
    while (inner := error.__context__) is not None:
        error = inner
    return error


def _reason(error: BaseException) -> str:
    """The innermost cause, which says it shortest."""
    inner = _innermost(error)
    return " ".join(str(getattr(inner, "strerror", None) or inner).split())


def _complaint(answer: requests.Response, content: bytes) -> str:
    code = answer.status_code
    if code in (401, 403):
        login = "the login is refused" if "Authorization" in answer.request.headers else "a login is needed"
        return f"{login} ({code}); give --user and --password (and --digest for Virtuoso), or --token"
    if code in (404, 405):
        return f"not found or not of this kind ({code}); docs/stores.md has the addresses of common servers"
    said = " ".join(content.decode("utf-8", "replace").split())
    kind = answer.headers.get("Content-Type", "")
    words = f": {said[:SAID]}" if said and "html" not in kind else ""
    return f"the server refuses ({code} {answer.reason}){words}; its log may say more"
