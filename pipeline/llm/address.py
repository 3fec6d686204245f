"""Where a model may be asked: on this machine over http, elsewhere over https only."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from pipeline.errors import ModelError


def checked_address(url: str) -> str:
    """The base address without a slash at its end.

    Raises ModelError for what is no address, for http to another machine, and for a login in the address.

    >>> checked_address("http://127.0.0.1:11434/v1/")
    'http://127.0.0.1:11434/v1'
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ModelError(
            f"--llm-url {url!r}: is no address ({error}); give one like http://127.0.0.1:11434/v1"
        ) from error
    if "@" in parts.netloc:
        raise ModelError("--llm-url: an address holds no login; put the key into TALKGRAPH_LLM_KEY")
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise ModelError(f"--llm-url {url!r}: is no address; give one like http://127.0.0.1:11434/v1")
    if parts.scheme == "http" and not is_loopback(url):
        raise ModelError(f"--llm-url {url}: http would send the text in the open; another machine needs https")
    return urlunsplit(parts).rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether the address is of this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
