"""Dates, numbers and quoted texts as objects of claims, where datatype properties have words of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from pipeline.extract.closed_classes import MONTHS_IN_ORDER
from pipeline.extract.numbers import DIGITS, MAGNITUDES
from pipeline.records import Mention, Quantity, Vote
from pipeline.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]
DATE, MONTH, YEAR, STRING = (XSD + name for name in ("date", "gYearMonth", "gYear", "string"))
NUMBERS = tuple(
    XSD + name for name in "decimal double float integer nonNegativeInteger positiveInteger long int short".split()
)
LITERALS = frozenset({DATE, MONTH, YEAR, STRING, *NUMBERS})
_MONTH = r"(?P<month>(?:{}))\.?".format("|".join(f"{name}|{name[:3]}" for name in MONTHS_IN_ORDER))
_DAY, _YEAR = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?", r"(?P<year>1\d{3}|20\d{2})"
# What the numbers between slashes or hyphens mean is the reader's guess where both may be a month: the month first.
DATES = tuple(
    re.compile(rf"(?<![\w-]){pattern}(?![\w-])")
    for pattern in (
        rf"{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)",
        rf"(?:the )?{_DAY}(?: of)? {_MONTH},? ?{_YEAR}",
        rf"{_MONTH} {_DAY},? ?{_YEAR}",
        rf"(?P<number>[01]?\d)[/-](?P<day>[0-3]?\d)[/-]{_YEAR}",
        rf"(?P<day>[0-3]?\d)[./-](?P<number>[01]?\d)[./-]{_YEAR}",
        rf"{_MONTH},? (?:of )?{_YEAR}",
        _YEAR,
    )
)
_BEHIND = "|".join(word for word in MAGNITUDES if len(word) > 2)
NUMBER = re.compile(
    rf"(?<![\w.,-])[-−]?(?:{DIGITS.pattern})(?:\s(?P<magnitude>{_BEHIND}))?(?![\w-])",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"](?P<text>[^“”\"\n]{2,200})[”\"]")


def with_literals(text: str, wanted: Collection[str], names: Iterable[Mention]) -> Iterator[Mention]:
    """Names, and literals of the wanted datatypes (IRIs) beside them in the reading text.

    A literal is longer than the names that lie in it ("March 10, 1992"), and no part of one ("Area 51").
    """
    names = list(names)
    for literal in _literals(text, wanted, names) if wanted else ():
        names = [name for name in names if not literal.begin <= name.begin < literal.end]
        yield literal
    yield from names


def _literals(text: str, wanted: Collection[str], names: Iterable[Mention]) -> Iterator[Mention]:
    spans = [(name.begin, name.end) for name in names]
    held: set[int] = set()
    for begin, end, datatypes, value in (*_dates(text), *_numbers(text), *_quoted(text)):
        votes = tuple(
            Vote(datatype, "literal", 1.0, f"written like a {datatype.rpartition('#')[2]}")
            for datatype in datatypes
            if datatype in wanted
        )
        inside = any(low < end and begin < high and not (begin <= low and high <= end) for low, high in spans)
        inside = inside or (begin, end) in spans
        if (votes or DATE in datatypes or MONTH in datatypes) and not inside and held.isdisjoint(range(begin, end)):
            held.update(range(begin, end))  # the numbers of a date count nothing
        else:
            continue
        if votes:
            yield Mention(begin, end, text[begin:end], "literal", votes, value=value)


def as_literal(mention: Mention, wanted: Collection[str]) -> Quantity | None:
    """What the mention says as a literal of one of the datatypes: a date, a number, a text, a name as a text."""
    datatypes = [vote.cls for vote in mention.votes if vote.cls in wanted]
    if mention.kind == "literal" and datatypes:
        number = datatypes[0] in NUMBERS
        return Quantity(float(mention.value)) if number else Quantity(mention.value, datatypes[0])
    if STRING in wanted and mention.kind in ("name", "literal"):
        return Quantity(mention.text, STRING)
    return None


def value_of(text: str) -> Iterator[str]:
    """What a literal's text may mean, in forms that compare: as a date, a number, a text.

    >>> list(value_of("1st January 1958")), list(value_of("1,200.0"))
    (['1958-01-01', '1st january 1958'], ['1200', '1,200.0'])
    """
    text = text.strip()
    for begin, end, _, value in (*_dates(text), *_numbers(text)):
        if (begin, end) == (0, len(text)):
            yield value
            break
    yield " ".join(text.replace("_", " ").casefold().split())


def _dates(text: str) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    for pattern in DATES:
        for match in pattern.finditer(text):
            if (date := _date(match)) is not None:
                datatype, value = date
                yield *match.span(), (datatype, *(NUMBERS if datatype == YEAR else ())), value


def _date(match: re.Match[str]) -> tuple[str, str] | None:
    """Datatype and lexical form of a written date.

    >>> _date(DATES[2].search("born on January 1st, 1958"))
    ('http://www.w3.org/2001/XMLSchema#date', '1958-01-01')
    """
    parts = match.groupdict()
    year, day = parts["year"], int(parts.get("day") or 0)
    if parts.get("month"):
        number = next(at for at, name in enumerate(MONTHS_IN_ORDER, 1) if name.startswith(parts["month"]))
    else:
        number = int(parts.get("number") or 0)
    if number > 12 or day > 31 or ("day" in parts and not day) or ("number" in parts and not number):
        return None
    if day:
        return DATE, f"{year}-{number:02}-{day:02}"
    return (MONTH, f"{year}-{number:02}") if number else (YEAR, year)


def _numbers(text: str) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    for match in NUMBER.finditer(text):
        whole, fraction, glued = match[1], match[2] or "", match[3] or ""
        factor = MAGNITUDES.get((match["magnitude"] or glued).lower(), 1.0)
        sign = -1 if match[0][0] in "-−" else 1
        yield *match.span(), NUMBERS, f"{sign * factor * float(whole.replace(',', '') + fraction):.15g}"


def _quoted(text: str) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    for match in QUOTED.finditer(text):
        yield *match.span("text"), (STRING,), match["text"].strip()
