"""Places in time as addresses: W3C Media Fragments URI 1.0 (2012), section 4.2.1."""

from __future__ import annotations

from urllib.parse import urldefrag, urlsplit


def time_fragment(start: float, stop: float | None = None) -> str:
    """The temporal fragment of a stretch, in seconds from the start of the recording.

    >>> time_fragment(62.5, 80.0), time_fragment(5.0)
    ('t=62.5,80', 't=5')
    """
    return f"t={_seconds(start)}" + ("" if stop is None else f",{_seconds(stop)}")


def media_link(url: str | None, start: float | None) -> str | None:
    """The address of a recording at a point in time; None where either is unknown or the address is not of the web.

    Video pages and browsers' own players begin at the fragment's start. A fragment that the address had is replaced.

    >>> media_link("https://example.org/talk.mp3#intro", 62.0)
    'https://example.org/talk.mp3#t=62'
    >>> media_link("javascript:alert(1)", 62.0)
    """
    if not url or start is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return f"{urldefrag(url).url}#{time_fragment(start)}"


def _seconds(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
