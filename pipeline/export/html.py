"""The page: one HTML file with everything in it, drawn by pyvis's vis-network in our own template.

pyvis prepares nodes, edges and options. Its own template is not used: it loads style sheets and scripts from other
hosts even with `cdn_resources="in_line"`. A content security policy allows no request at all and only our own scripts,
by hash. Data enters as JSON that the `tojson` filter escapes, and reaches the screen as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import jinja2
import networkx as nx  # type: ignore[import-untyped]
import pyvis  # type: ignore[import-untyped]

from pipeline.export.drawing import draw, looks_of
from pipeline.export.page_data import page_data
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph

TEMPLATES = Path(__file__).parent / "templates"
VIS_NETWORK = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"


def page(graph: KnowledgeGraph, network: nx.MultiDiGraph, ontology: Ontology) -> bytes:
    """The page as UTF-8. Nodes are the entities, edges the asserted facts; `network` is their networkx view."""
    looks = looks_of(graph, ontology)
    nodes, edges, _, _, _, options = draw(graph, network, ontology, looks).get_network_data()
    data = page_data(graph, ontology, looks) | {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    vis = re.sub(r"\s*//# sourceMappingURL=.*", "", _read(VIS_NETWORK))  # a developer's console would request it
    script, style = _read(TEMPLATES / "page.js"), _read(TEMPLATES / "page.css")
    policy = (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    template = environment.get_template("page.html")
    return template.render(data=data, policy=policy, vis=vis, script=script, style=style).encode()


def _read(path: Path) -> str:
    """The text with the line ends that an HTML parser makes of any, since browsers hash what they have parsed."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
