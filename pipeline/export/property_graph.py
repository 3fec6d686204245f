"""GraphML, for Gephi, yEd, Neo4j and networkx itself."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(network: nx.MultiDiGraph) -> bytes:
    """The network of `pipeline.graph.views.to_networkx` as GraphML; characters that XML cannot hold become U+FFFD."""
    clean = nx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        clean.add_node(_text(node), **_clean(attributes))
    for subject, target, key, attributes in network.edges(keys=True, data=True):
        clean.add_edge(_text(subject), _text(target), key=_text(key), **_clean(attributes))
    buffer = BytesIO()
    # Named, because `write_graphml` takes another writer, with other bytes, where lxml happens to be installed.
    nx.write_graphml_xml(clean, buffer, named_key_ids=True)
    return buffer.getvalue() + b"\n"


def _clean(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
