"""The default model's recogniser of names, taught further by annotated talk (`benchmarks/recogniser.py`).

What is published has learnt names from news and the like; it takes "Zorbify" for a person and finds no product. The
architecture stays and so does the time it takes; only its weights are others, in half of the bits. They say for which
pipeline they were made, and every other keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from pipeline.extract.stand_ins import Name
from pipeline.extract.weights import set_weights
from pipeline.model import encoder_of

WEIGHTS = Path(__file__).with_name("recogniser.npz")


def teach(nlp: Language) -> None:
    """Give the pipeline's recogniser what was learnt, where that was learnt for this pipeline."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        if encoder_of(nlp) != str(data["encoder"]) or "ner" not in nlp.pipe_names:
            return
        set_weights(model_of(nlp), data)


def keep_apart(doc: Doc, names: Iterable[Name]) -> None:
    """Drop what two known names fill that stand side by side: "in Ruritania Acme Labs is known"."""
    ends = {begin: end for begin, end, _ in names}
    apart = [ent for ent in doc.ents if ends.get(ends.get(ent.start_char, -2) + 1) != ent.end_char]
    if len(apart) < len(doc.ents):
        doc.ents = tuple(apart)


def model_of(nlp: Language) -> Model[Any, Any]:
    """The network of the pipeline's recogniser."""
    recogniser: Any = nlp.get_pipe("ner")
    return cast("Model[Any, Any]", recogniser.model)
