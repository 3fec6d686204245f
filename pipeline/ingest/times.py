"""Clock times and calendar dates as transcripts write them."""

from __future__ import annotations

import re
from datetime import datetime

STAMP = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
UNTIL = rf"(?:[ \t]{{0,3}}(?:--?>|[-–—]|to)[ \t]{{0,3}}{STAMP})?"
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b. %d, %Y")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d(?!\d)|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}\b"
)
_LEADING = re.compile(rf"[ \t]*(?:[-*•][ \t]+)?[\[(]?{STAMP}[\])]?[ \t]*[-–—:|][ \t]*")


def seconds(stamp: str) -> float:
    """Seconds of a clock time.

    >>> seconds("00:01:02"), seconds("1:04.860"), seconds("00:00:01,5"), seconds("4.86")
    (62.0, 64.86, 1.5, 4.86)
    """
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def iso_date(text: str) -> str | None:
    """The first calendar date in the text as YYYY-MM-DD; None where there is none.

    >>> iso_date("Episode Date: February 16, 2023"), iso_date("recorded 3rd May 2024"), iso_date("soon")
    ('2023-02-16', '2024-05-03', None)
    """
    for match in DATE.finditer(text):
        plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", match[0]).replace("Sept ", "Sep ")
        for form in DATE_FORMATS:
            for spelling in (plain, plain.replace(",", "")):
                try:
                    return datetime.strptime(spelling, form).date().isoformat()
                except ValueError:
                    continue
    return None


def after_leading_time(raw: str, begin: int, end: int) -> int:
    """Where the words of a header line begin: the time before a chapter's title is no part of it.

    >>> "02:41 - The backstory"[after_leading_time("02:41 - The backstory", 0, 21):]
    'The backstory'
    """
    match = _LEADING.match(raw, begin, end)
    return match.end() if match else begin
