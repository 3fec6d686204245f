"""The page: one HTML file with everything in it.

pyvis prepares nodes, edges and options, and vis-network draws them, up to a few thousand; larger graphs are drawn with
WebGL (`templates/js/view-webgl.js`) on the same page. pyvis's own template is not used: it loads style sheets and
scripts from other hosts even with `cdn_resources="in_line"`. A content security policy allows no request at all and
only our own scripts, by hash. Data enters as JSON, compressed and in base64, and reaches the screen as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jinja2
import pyvis  # type: ignore[import-untyped]

from pipeline.export.drawing import arrange, draw
from pipeline.export.page_data import drawn_data
from pipeline.export.page_words import read_data
from pipeline.export.syntax import gzipped
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings

TEMPLATES = Path(__file__).parent / "templates"
TWGL = Path(__file__).parent / "vendor" / "twgl.js"
VIS_NETWORK = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
LARGE = 2_000  # nodes, or twice as many edges: beyond, vis-network moves at less than 15 frames per second
# In the order in which they build on each other; the view comes before `main.js`.
SCRIPTS = (
    *(
        "dom.js",
        "data.js",
        "model.js",
        "corrections.js",
        "aliases.js",
        "state.js",
        "filter.js",
        "scene.js",
        "camera.js",
    ),
    *("labels.js", "pick.js", "search.js", "quotes.js", "episodes.js", "filters.js", "timeline.js", "panel.js"),
    *("panel-overview.js", "panel-name.js", "panel-claim.js", "correct.js", "lanes.js", "sides.js", "table.js"),
    *("picture.js", "takeaway.js", "keys.js"),
)


def page(graph: KnowledgeGraph, ontology: Ontology, settings: Settings | None = None) -> bytes:
    """The page as UTF-8. Nodes are the entities, edges facts, conclusions and what is said together."""
    picture = arrange(graph, ontology)
    large = len(graph.entities) > LARGE or len(picture.links) + len(picture.lines) > 2 * LARGE
    data: dict[str, Any] = {
        "drawn": drawn_data(graph, ontology, settings or Settings(), picture),
        "read": read_data(graph, ontology, picture),
    }
    if not large:
        nodes, edges, _, _, _, options = draw(graph, ontology, picture).get_network_data()
        data["pyvis"] = {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    titles = [document["title"] for document in data["drawn"]["documents"][:3]]
    packed = {name: _packed(value) for name, value in data.items()}
    library = _library(TWGL if large else VIS_NETWORK)
    view = "view-webgl.js" if large else "view-vis.js"
    parts = [_read(TEMPLATES / "js" / name) for name in (*SCRIPTS, view, "main.js")]
    script = "\n".join(('"use strict";', "(async () => {", *parts, "})();"))
    style = _read(TEMPLATES / "page.css")
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    template = environment.get_template("page.html")
    html = template.render(titles=titles, packed=packed, policy=policy, library=library, script=script, style=style)
    return html.encode()


def _packed(value: Any) -> str:
    """JSON, compressed, in letters that need no escaping; the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(b"".join(gzipped([text]))).decode()


def _library(path: Path) -> str:
    """Ready to be inlined: without the address of its source map, which a developer's console would request, and
    without what would end a script element (`<\\/script` means the same in a string and nothing in a comment).
    """
    return re.sub(r"\s*//# sourceMappingURL=.*", "", _read(path)).replace("</script", r"<\/script")


def _read(path: Path) -> str:
    """The text with the line ends that an HTML parser makes of any, since browsers hash what they have parsed."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
