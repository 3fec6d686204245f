"""Clock times and calendar dates as transcripts write them."""

from __future__ import annotations

import re
from datetime import date

# A clock time; a fourth part counts frames.
STAMP = (
    r"(?:\d{1,3}:\d{2}:\d{2}[:;]\d{2}(?!\d)|\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,9}"
    r"|\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)"
)
UNTIL = rf"(?:[ \t]{{0,3}}(?:--?>|[-–—]|to)[ \t]{{0,3}}{STAMP})?"
WALL = r"(?: ?[AaPp]\.?[Mm]\b\.?)?"  # of a clock on the wall
# The same time in words: "1 minute, 5 seconds", "1h 2m 3s".
SPOKEN = (
    r"(?:(?:\d{1,2} ?(?:hours?|hrs?|h),? ?)?(?:and )?(?:\d{1,3} ?(?:minutes?|mins?|m),? ?)?(?:and )?"
    r"\d{1,3} ?(?:seconds?|secs?|s)\b"
    r"|(?:\d{1,2} ?(?:hours?|hrs?|h),? ?)?(?:and )?\d{1,3} ?(?:minutes?|mins?)\b|\d{1,2} ?(?:hours?|hrs?)\b)"
)
_STAMP = re.compile(STAMP)
_PART = re.compile(r"(\d{1,3}) ?(h|m|s)")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"(?<![\d.-])(?P<iso>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?![\d])"
    rf"|\b(?P<us>{_MONTH} {_DAY},? \d{{4}})\b|\b(?P<eu>{_DAY}\.? (?:of )?{_MONTH},? \d{{4}})\b"
    r"|(?<![\d./-])(?P<numeric>\d{1,2}[./-]\d{1,2}[./-]\d{4})(?![\d])",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_IN_NAME = re.compile(rf"(?<!\d)(?:{_COMPACT.pattern}|(?:19|20)\d\d([-_.])\d\d\1\d\d)(?!\d)")
_LEADING = re.compile(
    rf"[ \t]{{0,20}}(?:[-*•][ \t]{{1,20}})?[\[(]?{STAMP}[\])]?(?:[ \t]{{0,20}}[-–—:|·•]+[ \t]{{0,20}}|[ \t]{{1,20}})"
)


def seconds(stamp: str) -> float:
    """Seconds of a clock time; frames, the fourth part, are left out, since nothing tells their rate.

    >>> seconds("00:01:02"), seconds("1:04.860"), seconds("00:00:01,5"), seconds("4.86"), seconds("00:01:02:24")
    (62.0, 64.86, 1.5, 4.86, 62.0)
    >>> seconds("1:00 PM")
    46800.0
    """
    total = 0.0
    if wall := re.fullmatch(r"(.*?) ?([AaPp])\.?[Mm]\.?", stamp):
        hour, _, rest = wall[1].partition(":")
        hour = str(int(hour) % 12 + 12 * (wall[2] in "Pp"))
        stamp = f"{hour}:{rest}" if rest.count(":") else f"{hour}:{rest}:00"
    for part in re.split("[:;]", stamp.replace(",", "."))[:3]:
        total = total * 60 + float(part)
    return round(total, 3)


def clock_in(raw: str, begin: int, end: int) -> float | None:
    """Seconds of the first clock time in a stretch."""
    match = _STAMP.search(raw, begin, end)
    return seconds(match[0]) if match else None


def spoken_seconds(text: str) -> float:
    """Seconds of a time in words.

    >>> spoken_seconds("1 hour, 2 minutes and 3 seconds"), spoken_seconds("5 minutes"), spoken_seconds("2m3s")
    (3723.0, 300.0, 123.0)
    """
    return sum(float(number) * {"h": 3600, "m": 60, "s": 1}[unit] for number, unit in _PART.findall(text))


def iso_date(text: str) -> str | None:
    """The first calendar date in the text as YYYY-MM-DD; None where there is none.

    A date in numbers counts where day and month cannot be taken for each other.

    >>> iso_date("Episode Date: February 16, 2023"), iso_date("recorded 3rd May 2024"), iso_date("soon")
    ('2023-02-16', '2024-05-03', None)
    >>> iso_date("20240506"), iso_date("24.12.2023"), iso_date("12/31/2023"), iso_date("03/04/2023")
    ('2024-05-06', '2023-12-24', '2023-12-31', None)
    """
    if _COMPACT.fullmatch(text.strip()):
        return _compact(text)
    return next((date for match in DATE.finditer(text) if (date := _of_match(match))), None)


def date_in_name(name: str) -> str | None:
    """The date in the name of a file: "GMT20240506-100003_Recording", "2024-05-06 Harbour call".

    >>> date_in_name("GMT20240506-100003_Recording"), date_in_name("20240506-the-yard-541s"), date_in_name("talk 12")
    ('2024-05-06', '2024-05-06', None)
    """
    match = _IN_NAME.search(name)
    return _compact(match[0]) if match else None


def _compact(text: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    return _date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _of_match(match: re.Match[str]) -> str | None:
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    if match["iso"]:
        return _date(*numbers)
    if match["numeric"]:
        first, second, year = numbers
        if first <= 12 and second <= 12 and first != second and "." not in match[0]:
            return None  # day and month could be either
        day, month = (second, first) if second > 12 or ("." not in match[0] and first <= 12) else (first, second)
        return _date(year, month, day)
    name = next(word for word in re.findall(r"[A-Za-z]+", match[0]) if re.fullmatch(_MONTH, word, re.IGNORECASE))
    return _date(numbers[-1], "janfebmaraprmayjunjulaugsepoctnovdec".index(name[:3].lower()) // 3 + 1, numbers[0])


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def after_leading_time(raw: str, begin: int, end: int) -> int:
    """Where the words of a header line begin: the time before a chapter's title is no part of it.

    >>> "02:41 - The backstory"[after_leading_time("02:41 - The backstory", 0, 21):]
    'The backstory'
    """
    match = _LEADING.match(raw, begin, end)
    return match.end() if match else begin
