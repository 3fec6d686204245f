"""What the displays share: one look for tables, and words for numbers."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.ontology import Ontology
from pipeline.records import Document
from pipeline.vocabulary import local_name


def warnings(documents: Iterable[Document]) -> list[Text]:
    """What the readers noticed, one line each; first and loudly what is not read."""
    told = [(document, warning) for document in documents for warning in document.warnings]
    told.sort(key=lambda pair: pair[1] not in pair[0].alerts)
    return [
        Text.assemble(
            ("Attention: ", "bold red") if warning in document.alerts else ("Note: ", "yellow"),
            f"{document.source.name}: {warning}",
        )
        for document, warning in told
    ]


def spaced(parts: Iterable[RenderableType]) -> RenderableType:
    """The parts below each other, an empty line above each."""
    return Group(*(line for part in parts for line in (Text(), part)))


def table(*headers: str) -> Table:
    """The one look that all tables share."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for header in headers:
        shown.add_column(header, overflow="fold")
    return shown


def label(ontology: Ontology, iri: str) -> str:
    """The ontology's label of a class or property, else the end of its IRI."""
    for known in (ontology.classes, ontology.predicates, ontology.quantities):
        if iri in known:
            return known[iri].label
    return local_name(iri)


def amount(value: float | str) -> str:
    """A number in full, with separators where it is long; another literal as it is.

    >>> amount(5.4e11), amount(2009.0), amount(0.4)
    ('540,000,000,000', '2009', '0.4')
    """
    if isinstance(value, str):
        return value
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text if value >= 10_000 else text.replace(",", "")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "entity", "entities"), count(1200, "entity", "entities"), count(2, "fact")
    ('1 entity', '1,200 entities', '2 facts')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def clock(seconds: float | None) -> str:
    """Seconds as H:MM:SS.

    >>> clock(3723.4), clock(None)
    ('1:02:03', '')
    """
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def shorten(text: str, *, limit: int = 100) -> str:
    """The text on one line, cut at a word.

    >>> shorten("a long   story", limit=8)
    'a long …'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rpartition(" ")[0] + " …"


def size(number: int) -> str:
    """Bytes as people read them.

    >>> size(640), size(151_000), size(2_400_000)
    ('640 B', '151 kB', '2.4 MB')
    """
    if number < 1000:
        return f"{number} B"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"
