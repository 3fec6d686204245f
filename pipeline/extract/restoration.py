"""Sentence ends and capitals for speech that has none, as much speech recognition leaves it.

A small network reads the vectors that the spaCy pipeline's own encoder gives the tokens, in lower case, and says how
likely a sentence ends after each, and how likely it is part of a name. The encoder has learnt what taggers and parsers
need; the rest is learnt from punctuated talk (`benchmarks/restoration.py`). The network knows the encoder it was
trained on and keeps silent for any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import Linear, Logistic, Maxout, Model, chain, expand_window, residual, with_array

from pipeline.extract.nlp import upper
from pipeline.extract.truecasing import usual_spellings
from pipeline.extract.weights import set_weights
from pipeline.ingest import lacks_capitals, lacks_sentence_ends, only_capitals
from pipeline.model import encoder_of
from pipeline.records import Document

Floats = npt.NDArray[np.float32]
Layers = Model[list[Floats], list[Floats]]

WEIGHTS = Path(__file__).with_name("restoration.npz")
UNITS, DEPTH, OUTPUTS, DROPOUT = 96, 3, 2, 0.1
END = 0.4  # least probability of a sentence end
# Least probabilities of a name, for words that are usually capitalised, as often as not, seldom, and unknown ones.
USUAL, AS_USUAL, SELDOM, UNKNOWN = 0.03, 0.5, 0.9, 0.2
ARTICLES = frozenset("a an the".split())
STUB = 4  # tokens that, after an article, are no sentence yet: "the new series"
LONGEST = 60  # tokens after which a sentence ends where that is likeliest
PIECE = 4000  # characters that the encoder reads at once
BATCH = 16  # pieces that the encoder holds at a time


@dataclass(frozen=True, slots=True)
class Network:
    """Vectors of a text's tokens -> per token the probabilities of a sentence end and of a name.

    model: `layers` with weights. centre, spread: of the vectors that it was trained on, which are put to 0 and 1.
    encoder: name and version of the pipeline that those came from.
    """

    model: Layers
    centre: Floats
    spread: Floats
    encoder: str

    def __call__(self, vectors: Floats) -> Floats:
        """Probabilities, shape (tokens, 2), from vectors of shape (tokens, width)."""
        return np.asarray(self.model.predict([(vectors - self.centre) / self.spread])[0], dtype=np.float32)


def layers(width: int) -> Layers:
    """The untrained network over vectors of a width: convolutions with residual connections, as spaCy's own encoder
    has them (`spacy.MaxoutWindowEncoder.v2`), so that a token sees DEPTH neighbours on each side.
    """
    units: dict[str, Any] = {"nO": UNITS, "normalize": True, "dropout": DROPOUT}
    blocks = [residual(chain(expand_window(1), Maxout(nI=3 * UNITS, nP=3, **units))) for _ in range(DEPTH)]
    return with_array(
        chain(Maxout(nI=width, nP=2, **units), *blocks, Linear(nO=OUTPUTS, nI=UNITS), Logistic()), pad=DEPTH
    )


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The network that ships."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        model = layers(len(data["centre"]))
        set_weights(model, data)
        return Network(model, data["centre"], data["spread"], str(data["encoder"]))


def restored(document: Document, nlp: Language) -> Document:
    """The document with what its speech lacks: a line end for the space after a sentence, capitals for names.

    Every character keeps its place. A document that lacks nothing, or of whose encoder the network knows nothing, keeps
    its text; the latter is told in its warnings.
    """
    lines = list(_spoken_lines(document))
    speech = "\n".join(document.text[begin:end] for begin, end in lines)
    shouted = only_capitals(speech)
    ends, capitals = lacks_sentence_ends(speech), shouted or lacks_capitals(speech)
    if not ends and not capitals:
        return document
    network = load_network()
    if network.encoder != encoder_of(nlp):
        warning = f"sentence ends and capitals can be estimated with {network.encoder} only, not with {encoder_of(nlp)}"
        return replace(document, warnings=(*document.warnings, warning))
    small = _lowered(document.text, lines)
    text = small if shouted else document.text
    characters = list(text)
    pieces = [piece for line in lines for piece in _pieces(text, *line)]
    with nlp.select_pipes(enable=["tok2vec"]):
        docs = nlp.pipe((small[begin:end] for begin, end in pieces), batch_size=BATCH)
        for (begin, _), doc in zip(pieces, docs, strict=True):
            end_likely, name_likely = network(np.asarray(doc.tensor, dtype=np.float32)).T
            for token in _sentence_ends(doc, end_likely) if ends else ():
                characters[begin + token.idx + len(token)] = "\n"
            for token, spelling in spellings(doc, name_likely, nlp) if capitals else ():
                characters[begin + token.idx : begin + token.idx + len(token)] = spelling
    return replace(document, text="".join(characters))


def _lowered(text: str, lines: list[tuple[int, int]]) -> str:
    """Lines in lower case, every character in its place."""
    characters = list(text)
    for begin, end in lines:
        characters[begin:end] = (small if len(small := letter.lower()) == 1 else letter for letter in text[begin:end])
    return "".join(characters)


def _spoken_lines(document: Document) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", document.text):
        segment = document.segment_at(line.start())
        if segment is None or segment.kind == "speech":
            yield line.span()


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The line, a long one cut at spaces: the encoder sees only a few neighbours."""
    while end - begin > PIECE:
        cut = text.rfind(" ", begin, begin + PIECE) + 1 or begin + PIECE
        yield begin, cut
        begin = cut
    yield begin, end


def spellings(doc: Doc, likely: Floats, nlp: Language) -> Iterator[tuple[Token, str]]:
    """Tokens that want capitals, and how they are spelt with them: names, and "I".

    likely: how likely each token is part of a name. The more usual its capitals are, the less is asked of it.
    """
    usual = usual_spellings(nlp)
    for token, chance in zip(doc, likely.tolist(), strict=True):
        usage = usual.get(token.text)
        if token.text == "i":
            yield token, "I"
        elif usage is None:
            if chance >= UNKNOWN and token.is_alpha and len(token) > 2:
                yield token, upper(token.text[0]) + token.text[1:]
        elif chance >= (USUAL if usage.times > 2 else AS_USUAL if usage.times > 1 else SELDOM):
            yield token, usage.spelling if usage.times else upper(token.text[0]) + token.text[1:]


def _sentence_ends(doc: Doc, likely: Floats) -> Iterator[Token]:
    """Tokens before a space after which a sentence ends; in a long stretch without any, the likeliest of it."""
    since = 0
    for token in doc[:-1]:
        if not token.whitespace_:
            continue
        if likely[token.i] >= END and not (token.i - since < STUB and doc[since].lower_ in ARTICLES):
            yield token
            since = token.i + 1
        elif token.i - since >= LONGEST:
            best = max(
                (t for t in doc[since : token.i] if t.whitespace_), key=lambda t: float(likely[t.i]), default=token
            )
            yield best
            since = best.i + 1
