"""Text from outside, made safe for a terminal: file names, quotes and server complaints must not drive it."""

from __future__ import annotations

import re

# Controls (C0, DEL, C1) and what turns the direction of a line: see Unicode Technical Report 36 and CVE-2021-42574. The
# joiners of emoji and of Indic and Arabic scripts stay.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with U+FFFD for whatever moves the cursor, colours, beeps or turns the writing; lines and tabs stay.

    >>> printable("a\\x1b[31mb\\r\\n\\u202ec")
    'a\\ufffd[31mb\\ufffd\\n\\ufffdc'
    """
    return _UNSAFE.sub("\ufffd", text)
