"""What goes into stores and what comes back: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Login:
    """How to log in: user and password (HTTP Basic, or Digest), or a bearer token, or neither."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    digest: bool = False


@dataclass(frozen=True, slots=True, order=True)
class StoredDocument:
    """A document in a store: its IRI, the name of its file, and the IRI of its graph."""

    iri: str
    name: str
    graph: str

    @property
    def id(self) -> str:
        """The last part of the IRI, as in `report.json`."""
        return unquote(self.iri.rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did.

    graphs: named graphs that were written. documents: those of them that describe a document.
    replaced: documents that were there before. outdated: other versions of loaded documents, which were taken out.
    stale: graphs of inferences that stood on documents of these two kinds, which were taken out.
    unnamed: graphs made for triples outside any graph, with the file they come from.
    checked: whether the store could be asked what it holds; if not, `replaced`, `outdated` and `stale` are empty.
    """

    graphs: tuple[str, ...]
    documents: tuple[StoredDocument, ...]
    triples: int
    replaced: tuple[StoredDocument, ...] = ()
    outdated: tuple[StoredDocument, ...] = ()
    stale: tuple[str, ...] = ()
    unnamed: tuple[tuple[str, str], ...] = ()
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Unloaded:
    """What unloading took out.

    stale: graphs of inferences that stood on the documents. checked: whether the store could be asked for those.
    """

    documents: tuple[StoredDocument, ...]
    stale: tuple[str, ...] = ()
    checked: bool = True
