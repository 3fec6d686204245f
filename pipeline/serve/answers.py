"""What one query is answered with: the SPARQL 1.1 Protocol's choice of formats, and what is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox

from pipeline.errors import QueryError
from pipeline.query import ask, failures
from pipeline.query.text import has_keyword

LARGEST = 100 * 1024 * 1024  # bytes of one answer
ROWS = {
    form.media_type.partition(";")[0]: form
    for form in (
        ox.QueryResultsFormat.JSON,
        ox.QueryResultsFormat.XML,
        ox.QueryResultsFormat.CSV,
        ox.QueryResultsFormat.TSV,
    )
}
TRIPLES = {
    form.media_type.partition(";")[0]: form
    for form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD)
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query as the protocol sends it. graphs: IRIs that it is limited to, none for all."""

    query: str
    accept: str = "*/*"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A status of HTTP, a media type and a body."""

    status: int
    kind: str
    body: bytes


def answer(store: ox.Store, question: Question) -> Reply:
    """The reply to a question; whatever is wrong with it is one too."""
    try:
        if has_keyword(question.query, "SERVICE"):
            return refusal(403, "SERVICE is refused here: this endpoint calls no other")
        graphs = [*map(ox.NamedNode, question.default_graphs)], [*map(ox.NamedNode, question.named_graphs)]
        found = ask(store, question.query, default_graphs=graphs[0], named_graphs=graphs[1])
        output = _Limited()
        if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
            kind = chosen(question.accept, tuple(ROWS))
            if kind:
                with failures():
                    found.serialize(output, format=ROWS[kind])
        else:
            kind = chosen(question.accept, tuple(TRIPLES))
            if kind:
                with failures():
                    ox.serialize(found, output, TRIPLES[kind])
    except (QueryError, ValueError) as error:
        return refusal(413 if "larger than" in str(error) else 400, str(error))
    if not kind:
        return refusal(406, f"none of the formats asked for; there are {', '.join((*ROWS, *TRIPLES))}")
    return Reply(200, kind, output.getvalue())


def refusal(status: int, sentence: str) -> Reply:
    """A reply that says why there is no answer."""
    return Reply(status, "text/plain", f"{sentence}\n".encode())


def chosen(accept: str, kinds: tuple[str, ...]) -> str | None:
    """The media type that an Accept header (RFC 9110) likes best; the first of equals, None where it likes none.

    >>> chosen("text/csv;q=0.5, application/*", ("application/json", "text/csv")), chosen("image/png", ("text/csv",))
    ('application/json', None)
    """
    liked: dict[str, float] = {}
    for part in (accept or "*/*").split(","):
        pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        liked[pattern] = float(quality) if re.fullmatch(r"[01](\.\d{0,3})?", quality) else 1.0

    def score(kind: str) -> float:
        patterns = (kind, f"{kind.partition('/')[0]}/*", "*/*")
        return next((liked[pattern] for pattern in patterns if pattern in liked), 0.0)

    best = max(kinds, key=score)
    return best if score(best) > 0 else None


class _Limited(BytesIO):
    """An answer that ends when it grows too large."""

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        """Add a piece."""
        if self.tell() + len(data) > LARGEST:
            raise RuntimeError(f"its answer is larger than {LARGEST // 1024**2} MiB")
        return super().write(data)
