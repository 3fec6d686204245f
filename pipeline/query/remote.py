"""Questions to a server: the SPARQL 1.1 Protocol's query operation, which cannot change anything."""

from __future__ import annotations

import pyoxigraph as ox

from pipeline.errors import StoreError
from pipeline.query import Answer
from pipeline.query.text import first_word
from pipeline.stores.http import Server, shown
from pipeline.vocabulary import PREFIXES

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9"


def ask_server(server: Server, url: str, query: str) -> Answer:
    """The server's answer to a query; talkgraph's prefixes need no declaring.

    Raises StoreError for what goes wrong on the way, or with the query, in the server's words.
    """
    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())  # one line: places stay right
    accept = TRIPLES if first_word(query) in ("CONSTRUCT", "DESCRIBE") else ROWS
    answer = server.send("POST", url, body={"query": declared + query}, accept=accept)
    kind = answer.kind
    try:
        if kind in (ROWS, "application/json"):
            return ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
        syntax = ox.RdfFormat.from_media_type(kind)
        if syntax is not None:
            return [quad.triple for quad in ox.parse(answer.content, format=syntax)]
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{shown(url)}: the answer is broken ({error}); ask again") from error
    raise StoreError(f"{shown(url)}: answers with {kind or 'nothing'}; name the address of its SPARQL endpoint")
