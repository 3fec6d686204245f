"""talkgraph: from talk to graph. `build_graph(paths)` is the whole pipeline in one call."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Graph, read_graph
    from pipeline.run import build_graph
    from pipeline.settings import Settings

try:
    __version__ = version("talkgraph")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["Graph", "Settings", "__version__", "build_graph", "read_graph"]
_HOMES = {
    "Graph": "pipeline.api",
    "Settings": "pipeline.settings",
    "build_graph": "pipeline.run",
    "read_graph": "pipeline.api",
}


def __getattr__(name: str) -> Any:
    """Import a part of the pipeline only when it is asked for: `talkgraph --help` stays quick."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
