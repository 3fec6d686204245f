"""The default model's recogniser of names, taught further by annotated talk (`benchmarks/recogniser.py`).

What is published has learnt names from news and the like; it takes "Zorbify" for a person and finds no product. The
architecture stays and so does the time it takes; only its weights are others, in half of the bits. They say for which
pipeline they were made, and every other keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from pipeline.extract.stand_ins import Name
from pipeline.model import encoder_of

WEIGHTS = Path(__file__).with_name("recogniser.npz")


def teach(nlp: Language) -> None:
    """Give the pipeline's recogniser what was learnt, where that was learnt for this pipeline."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        if encoder_of(nlp) != str(data["encoder"]) or "ner" not in nlp.pipe_names:
            return
        for key, layer, name in weights(nlp):
            layer.set_param(name, data[key].astype(np.float32))


def keep_apart(doc: Doc, names: Iterable[Name]) -> None:
    """Drop what two known names fill that stand side by side: "in Ruritania Acme Labs is known"."""
    ends = {begin: end for begin, end, _ in names}
    apart = [ent for ent in doc.ents if ends.get(ends.get(ent.start_char, -2) + 1) != ent.end_char]
    if len(apart) < len(doc.ents):
        doc.ents = tuple(apart)


def weights(nlp: Language) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """Key in the file, layer and name of every weight of the recogniser, in the order of its layers."""
    recogniser: Any = nlp.get_pipe("ner")
    for number, layer in enumerate(recogniser.model.walk()):
        for name in layer.param_names:
            if layer.has_param(name):
                yield f"{number} {name}", layer, name
