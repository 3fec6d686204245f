"""Names of fields: which say something about a recording, which only about its file, and what they are usually called.

Front matter, header lines ("Guest: Ann Lee"), JSON and tables all name their fields, each in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def word_set(words: str) -> frozenset[str]:
    """The words of a block of prose."""
    return frozenset(words.split())


# Fields whose values are about people who take part.
PEOPLE = word_set(
    "guest guests host hosts cohost cohosts co-host co-hosts author authors speaker speakers presenter presenters "
    "participant participants attendee attendees panelist panelists panel person people interviewer interviewers "
    "interviewee interviewees moderator moderators featuring present chair members"
)
# Other fields whose values are worth reading: words about the recording and those who made it.
CONTENT = PEOPLE | word_set(
    "title subtitle headline description summary abstract excerpt intro about notes name channel show podcast series "
    "publisher organization organisation organizer organiser company affiliation institution university employer "
    "topic topics episode event conference venue location network account program programme bio role position "
    "occupation credits credit producer producers production editor editors editing edited mixed sponsor sponsors "
    "music engineer engineering director directed writer written reporter artist creator narrator subject team"
)
# Words of fields that are about the file or page; what else such a field says is kept as metadata only.
FILE = word_set(
    "id url path link links date type count status attribution number slug image thumbnail report created imported "
    "tag tags keyword keywords category categories model source license licence language lang layout template format "
    "duration length rating views version file email website twitter github linkedin handle color guid hash"
)
DATES = (
    "date",
    "published",
    "publish date",
    "published at",
    "pubdate",
    "upload date",
    "aired",
    "air date",
    "recorded",
    "released",
    "start timestamp",
    "meeting date",
)
_DATED = word_set("date published aired recorded released uploaded premiered upload pubdate")
_DATED_FILE = word_set("generated created modified updated imported accessed transcribed last")
URLS = ("url", "source url", "youtube url", "video url", "link", "canonical", "webpage url", "episode url", "source")
_TITLES = ("title", "episode title", "video title", "headline", "name", "meeting title", "topic", "subject")
_SHOWS = (
    *("show", "podcast", "series", "channel", "program", "programme", "show name", "show title", "podcast name"),
    *("podcast title", "series title", "channel name", "channel title", "publication", "account name"),
)
_DESCRIPTIONS = word_set("description summary abstract excerpt synopsis subtitle")

_NAMES_OF_SHOWS = word_set("show podcast series channel program programme network event conference company team")


def normal(key: str) -> str:
    """A field's name in lower case, words apart: "publishDate", "publish_date", "Publish Date" are one.

    >>> normal("publishDate"), normal("show_name"), normal("Video Description")
    ('publish date', 'show name', 'video description')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)
    return " ".join(re.split(r"[\s_.]+", apart)).strip().lower()


def usual(key: str) -> str:
    """What a normal name is usually called: "title", "show" and "description" go by many names.

    >>> usual("podcast name"), usual("video description"), usual("guests name")
    ('show', 'description', 'guests name')
    """
    if key in _SHOWS:
        return "show"
    if key in _TITLES:
        return "title"
    return "description" if _DESCRIPTIONS & set(key.split()) else key


def is_field_name(key: str, *, of_file: bool = True) -> bool:
    """Whether the words before a colon name a field ("Episode Date"), not a show ("No Such Show").

    of_file: count fields that are about the file (dates, addresses, ids) too.

    >>> is_field_name("Episode Date"), is_field_name("Hosts"), is_field_name("Show Name"), is_field_name("No Such Show")
    (True, True, True, False)
    """
    key = normal(key)
    words = set(key.split())
    if len(words) > 1:
        words -= {"name"}  # of what, the other words say
    if len(key.split()) > 1 and key not in _SHOWS and not (words & (CONTENT | FILE)) - _NAMES_OF_SHOWS:
        return False
    if not of_file:
        return bool(words & CONTENT) and not words & FILE
    return bool(words & (CONTENT | FILE | _DATED | {"by"}))


def is_people(key: str) -> bool:
    """Whether a field names people who take part.

    >>> is_people("featured people"), is_people("guests role"), is_people("show")
    (True, False, False)
    """
    words = key.split()
    return bool(words) and (words[-1] in PEOPLE or (words[-1] == "name" and bool(PEOPLE & set(words[:-1]))))


def stated_title(stated: Mapping[str, str]) -> str | None:
    """The title among fields by their normal names."""
    return next((stated[key] for key in _TITLES[:4] if stated.get(key)), None)


def stated_dates(stated: Mapping[str, str]) -> Iterable[str]:
    """Values that should hold the date of the recording, the likeliest first; none about the file itself."""
    yield from (stated[key] for key in DATES if stated.get(key))
    for key, value in stated.items():
        words = set(key.split())
        if words & _DATED and not words & _DATED_FILE:
            yield value


def stated_url(stated: Mapping[str, str]) -> str | None:
    """The address of the recording among fields by their normal names."""
    return next((stated[key] for key in URLS if stated.get(key, "").startswith("http")), None)
