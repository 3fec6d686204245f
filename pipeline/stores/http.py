"""HTTP for stores: logins that are never shown, timeouts, and one sentence for whatever goes wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from pipeline import __version__
from pipeline.errors import StoreError
from pipeline.stores.records import Login

CONNECT_SECONDS = 10.0
SAID = 200  # characters of a server's complaint that are passed on


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
        """timeout: seconds that the server may be silent."""
        self.timeout = timeout
        self.session = requests.Session()
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
    ) -> requests.Response:
        """The server's answer to a request; a file as body is sent in a stream.

        missing_is_fine: 404 is an answer and no error. Raises StoreError for every failure.
        """
        place = shown(url)
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
            )
        except requests.Timeout as error:
            raise StoreError(
                f"{place}: no answer in time; try again, or give the server more than {self.timeout:g} s with --timeout"
            ) from error
        except (requests.exceptions.InvalidHeader, UnicodeEncodeError) as error:  # its message would show the login
            raise StoreError(f"{place}: the login holds characters that no header can hold; mend it") from error
        except requests.ConnectionError as error:
            raise StoreError(
                f"{place}: cannot be reached ({_reason(error)}); check the address, and that the server runs"
            ) from error
        except (requests.RequestException, ValueError) as error:
            raise StoreError(
                f"{place}: the request cannot be made ({type(error).__name__}); check the address"
            ) from error
        if answer.is_redirect:
            there = shown(answer.headers["Location"].partition("?")[0])
            raise StoreError(f"{place}: has moved to {there}; name that address")
        if answer.ok or (missing_is_fine and answer.status_code == 404):
            return answer
        raise StoreError(f"{place}: {_complaint(answer)}")


def shown(url: str) -> str:
    """The URL without user and password.

    >>> shown("https://ada:secret@example.org/store")
    'https://example.org/store'
    """
    return re.sub(r"(?<=://)[^/?#]*@", "", url)


def _reason(error: BaseException) -> str:
    """The innermost cause, which says it shortest."""
    while (inner := error.__context__) is not None:
        error = inner
    return str(getattr(error, "strerror", None) or error)


def _complaint(answer: requests.Response) -> str:
    code = answer.status_code
    if code in (401, 403):
        login = "the login is refused" if "Authorization" in answer.request.headers else "a login is needed"
        return f"{login} ({code}); give --user and --password (and --digest for Virtuoso), or --token"
    if code in (404, 405):
        return f"not found or not of this kind ({code}); docs/stores.md has the addresses of common servers"
    said = " ".join(answer.text.split())
    kind = answer.headers.get("Content-Type", "")
    words = f": {said[:SAID]}" if said and "html" not in kind else ""
    return f"the server refuses ({code} {answer.reason}){words}; its log may say more"
