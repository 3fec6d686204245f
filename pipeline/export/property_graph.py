"""Files for property-graph tools, all from one networkx view: GraphML, GEXF, node-link JSON, CSV for Neo4j, Cypher."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from pipeline.vocabulary import local_name

# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ENTITY = "Entity"  # the label of every node in Neo4j
Value = str | int | float


def graphml(network: nx.MultiDiGraph) -> bytes:
    """GraphML; characters that XML cannot hold become U+FFFD, here and in GEXF."""
    buffer = BytesIO()
    # Named, because `write_graphml` takes another writer, with other bytes, where lxml happens to be installed.
    nx.write_graphml_xml(_for_xml(network), buffer, named_key_ids=True)
    return buffer.getvalue() + b"\n"


def gexf(network: nx.MultiDiGraph) -> bytes:
    """GEXF 1.2, which Gephi reads."""
    clean = _for_xml(network)
    for _, _, edge in clean.edges(data=True):
        if "start" in edge:  # GEXF would take it for the time from which the edge exists
            edge["start_seconds"] = edge.pop("start")
        edge["weight"] = edge["confidence"]
    buffer = BytesIO()
    nx.write_gexf(clean, buffer)
    # networkx writes today's date; two runs give the same bytes.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue(), count=1) + b"\n"


def node_link(network: nx.MultiDiGraph) -> bytes:
    """Node-link JSON, for networkx, D3 and the like."""
    data = nx.node_link_data(network, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def neo4j_nodes(network: nx.MultiDiGraph) -> bytes:
    """Nodes for `neo4j-admin database import`: typed header, two labels each, the second is the class."""
    names = _names(attributes for _, attributes in network.nodes(data=True))
    header = ["iri:ID", *(f"{name}:{kind}" for name, kind in names.items()), ":LABEL"]
    rows = (
        [iri, *(node.get(name, "") for name in names), f"{ENTITY};{local_name(node['class_iri'])}"]
        for iri, node in network.nodes(data=True)
    )
    return _csv(header, rows)


def neo4j_relationships(network: nx.MultiDiGraph) -> bytes:
    """Relationships for `neo4j-admin database import`; the type is the predicate's local name."""
    names = _names(attributes for _, _, attributes in network.edges(data=True))
    header = [":START_ID", ":END_ID", *(f"{name}:{kind}" for name, kind in names.items()), ":TYPE"]
    rows = (
        [start, end, *(edge.get(name, "") for name in names), local_name(predicate)]
        for start, end, predicate, edge in network.edges(keys=True, data=True)
    )
    return _csv(header, rows)


def cypher(network: nx.MultiDiGraph) -> bytes:
    """openCypher that can be run again without doubling anything, one statement a line.

    Values are JSON literals, of which every one is a Cypher literal too; names are quoted.
    """
    return "".join(f"{statement};\n" for statement in _statements(network)).encode()


def _statements(network: nx.MultiDiGraph) -> Iterator[str]:
    yield f"CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:{ENTITY}) REQUIRE n.iri IS UNIQUE"
    for iri, node in network.nodes(data=True):
        yield f"MERGE (n:{ENTITY} {{iri: {_literal(iri)}}}) SET {_assigned('n', node)}"
    for cls in sorted({node["class_iri"] for _, node in network.nodes(data=True)}):
        yield f"MATCH (n:{ENTITY} {{class_iri: {_literal(cls)}}}) SET n:{_quoted(local_name(cls))}"
    for start, end, predicate, edge in network.edges(keys=True, data=True):
        ends = f"(a:{ENTITY} {{iri: {_literal(start)}}}), (b:{ENTITY} {{iri: {_literal(end)}}})"
        yield f"MATCH {ends} MERGE (a)-[r:{_quoted(local_name(predicate))}]->(b) SET {_assigned('r', edge)}"


def _assigned(variable: str, attributes: dict[str, Value]) -> str:
    return ", ".join(
        f"{variable}.{_quoted(name)} = {_literal(value)}"
        for name, value in attributes.items()
        if not isinstance(value, float) or math.isfinite(value)
    )


def _quoted(name: str) -> str:
    """A name as Cypher quotes it.

    >>> _quoted("works`for")
    '`works``for`'
    """
    return "`" + name.replace("`", "``") + "`"


def _literal(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _names(attributes: Any) -> dict[str, str]:
    """Attribute -> Neo4j type, in the order in which they first occur; one that has fractions is a float everywhere."""
    kinds = {str: "string", int: "long", float: "float"}
    found: dict[str, str] = {}
    for item in attributes:
        for name, value in item.items():
            if found.get(name) != kinds[float]:
                found[name] = kinds[type(value)]
    return found


def _csv(header: list[str], rows: Iterator[list[Value]]) -> bytes:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _for_xml(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    clean = nx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        clean.add_node(_text(node), **_clean(attributes))
    for subject, target, key, attributes in network.edges(keys=True, data=True):
        clean.add_edge(_text(subject), _text(target), key=_text(key), **_clean(attributes))
    return clean


def _clean(attributes: dict[str, Value]) -> dict[str, Value]:
    return {name: _text(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
