"""What is loaded and stays, model and ontology above all, is not searched for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Leave all that exists by now out of garbage collection, until the end; where nested, until the inner end."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
