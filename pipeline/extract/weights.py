"""Weights of a network as they lie in a file: one array for each parameter of a layer, in half of the bits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from thinc.api import Model


def weights(model: Model[Any, Any]) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """Key in the file, layer and name of every weight, in the order of the layers."""
    for number, layer in enumerate(model.walk()):
        for name in layer.param_names:
            yield f"{number} {name}", layer, name


def set_weights(model: Model[Any, Any], data: Mapping[str, Any]) -> None:
    """Give the network the weights that lie in the file."""
    for key, layer, name in weights(model):
        layer.set_param(name, data[key].astype(np.float32))
