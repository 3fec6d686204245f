"""talkgraph under its own name: `import talkgraph`, `python -m talkgraph`. The code is in the package `pipeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pipeline
from pipeline import __version__

if TYPE_CHECKING:
    from pipeline import Graph, Settings, build_graph, read_graph

__all__ = ["Graph", "Settings", "__version__", "build_graph", "read_graph"]


def __getattr__(name: str) -> Any:
    """What `pipeline` has, imported when it is asked for."""
    if name in __all__:
        return getattr(pipeline, name)
    raise AttributeError(f"module 'talkgraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


if __name__ == "__main__":
    from pipeline.cli import main

    main()
