"""talkgraph: from talk to graph. `build_graph(paths)` is the whole pipeline in one call."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.run import build_graph

try:
    __version__ = version("talkgraph")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__", "build_graph"]


def __getattr__(name: str) -> Any:
    """Import the pipeline only when it is asked for: `talkgraph --help` stays quick."""
    if name == "build_graph":
        from pipeline.run import build_graph

        return build_graph
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
