"""Train and measure the network that finds sentence ends and names in speech without punctuation and capitals.

    python benchmarks/restoration.py train     trains on the talk named below, writes pipeline/extract/restoration.npz
    python benchmarks/restoration.py           measures on the documents of ../shared and writes docs/restoration.md

It learns from benchmarks/speech/, which was written for this purpose and in which no name is real, and from the
transcripts of ../shared/corpus and ../shared/eval/train, if they are there; the gold documents of ../shared/eval and
../shared/transcripts are only measured on.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from unittest import mock

import numpy as np
from ablation import EVAL, _score, _source, degraded
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch
from thinc.api import Adam, fix_random_seed, warmup_linear

from pipeline.errors import InputError
from pipeline.extract import document as extraction_module
from pipeline.extract.nlp import load_model
from pipeline.extract.restoration import END, WEIGHTS, Floats, Network, layers, load_network, spellings
from pipeline.extract.weights import weights
from pipeline.ingest import lacks_capitals, lacks_sentence_ends, read_document
from pipeline.model import encoder_of
from pipeline.ontology import load_ontology
from pipeline.records import Document
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
SPEECH = ROOT / "benchmarks" / "speech"
SHARED = ROOT.parent / "shared"
EPOCHS, BATCH, RATE, WARMUP, PENALTY = 8, 8, 0.002, 200, 1e-6
PASSAGE = 300  # words that are encoded together
MOST = 6000  # words of a document that are measured

_ENDS = re.compile(r"[.?!…][\"”’')\]]*$")
_ABBREVIATION = re.compile(r"(?:mr|mrs|ms|dr|vs|e\.g|i\.e|st|prof|jr|sr|inc|[a-z])\.$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"I(?:['’]\w+)?$")


@dataclass(slots=True)
class Word:
    """A word as it is written: whether a sentence ends after it, and whether it is capitalised as a name is."""

    text: str
    ends: bool = False
    name: bool = False


def words_of(paragraphs: Iterable[str]) -> list[Word]:
    """Words without punctuation, with what the punctuation and capitals said.

    A sentence's first word is a name only where it also has a capital within a sentence.
    """
    words: list[Word] = []
    opening: list[Word] = []
    for paragraph in paragraphs:
        first = True
        for token in paragraph.split():
            for part in re.sub(r"[^\w'’@&%$]|(?<!\w)['’]|['’](?!\w)", " ", token).split():
                capital = any(char.isupper() for char in part) and not _FIRST_PERSON.match(part)
                words.append(Word(part, name=capital))
                if first:
                    opening.append(words[-1])
                first = False
            if words and _ENDS.search(token) and not _ABBREVIATION.match(token):
                words[-1].ends = first = True
        if words:
            words[-1].ends = True
    opens = {id(word) for word in opening}
    within = {word.text for word in words if word.name and id(word) not in opens}
    for word in opening:
        word.name = word.name and word.text in within
    return words


def passages(words: Sequence[Word], nlp: Language, *, lower: bool) -> Iterator[tuple[Doc, Floats]]:
    """The words as spaCy reads them, and, per token, 1 where a sentence ends after it and where it is of a name."""
    for passage in minibatch(words, PASSAGE):
        spelt = [word.text.lower() if lower else word.text for word in passage]
        doc = nlp(" ".join(spelt))
        truth = np.zeros((len(doc), 2), dtype=np.float32)
        begin = 0
        for word, spelling in zip(passage, spelt, strict=True):
            span = doc.char_span(begin, begin + len(spelling), alignment_mode="expand")
            truth[span.end - 1, 0] = word.ends
            truth[span.start, 1] = word.name  # what follows in the word ("'s") is none
            begin += len(spelling) + 1
        yield doc, truth


def train() -> None:
    """Fit the network to talk with punctuation, read without it and in lower case, and save it."""
    nlp = load_model(Settings().model)
    talks = [words_of(path.read_text(encoding="utf-8").splitlines()) for path in sorted(SPEECH.glob("*.txt"))]
    talks += [words for _, words in _punctuated([*SHARED.glob("corpus/*"), *SHARED.glob("eval/train/documents/*")])]
    with nlp.select_pipes(enable=["tok2vec"]):
        pairs = [(doc.tensor, truth) for words in talks for doc, truth in passages(words, nlp, lower=True)]
    vectors = np.vstack([tensor for tensor, _ in pairs])
    centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    inputs, truths = [(tensor - centre) / spread for tensor, _ in pairs], [truth for _, truth in pairs]
    fix_random_seed(0)
    model = layers(vectors.shape[1])
    model.initialize(X=inputs[:2], Y=truths[:2])
    steps = EPOCHS * len(inputs) // BATCH
    optimizer = Adam(warmup_linear(RATE, WARMUP, steps), L2=PENALTY, grad_clip=1.0)
    for _ in range(EPOCHS):
        for batch, truth in model.ops.multibatch(BATCH, inputs, truths, shuffle=True):
            guess, backprop = model.begin_update(batch)
            backprop([(said - true) / BATCH for said, true in zip(guess, truth, strict=True)])
            model.finish_update(optimizer)
            optimizer.step_schedules()
    kept = {key: layer.get_param(name).astype(np.float16) for key, layer, name in weights(model)}
    np.savez_compressed(WEIGHTS, **kept, centre=centre, spread=spread, encoder=encoder_of(nlp))
    made = f"{len(vectors):,} tokens of {len(talks)} documents, {WEIGHTS.stat().st_size:,} bytes"
    print(f"{WEIGHTS.relative_to(ROOT)}: {made}")


def measure() -> None:
    """Sentence ends and names on documents that have them, and what restoring brings on the gold graphs."""
    nlp, network = load_model(Settings().model), load_network()
    lines = [
        "# Sentence ends and capitals",
        "",
        "Made by `python benchmarks/restoration.py`. Each document is lower-cased and stripped of punctuation, then",
        f"what was lost is estimated (at most {MOST:,} words of each). Precision / recall / F1, beside those sentence",
        "ends that the parser of the default model finds by itself in such text.",
        "",
        "| document | sentence ends | by the parser alone | words that are names |",
        "|---|---|---|---|",
    ]
    rows = []
    for name, words in _whole_documents():
        rows.append(_scores(words, nlp, network))
        lines.append(f"| {name} | {' | '.join(map(_cell, rows[-1]))} |")
        print(lines[-1], flush=True)
    means = [tuple(mean(figures) for figures in zip(*column, strict=True)) for column in zip(*rows, strict=True)]
    lines.append(f"| mean | {' | '.join(_cell(figures) for figures in means)} |")
    lines += [
        "",
        "What it brings to the gold graphs of such text:",
        "typed_entities F1 / canonical_names / surface_recall / relations F1.",
        "",
        "| document | restored | as it is |",
        "|---|---|---|",
    ]
    ontology = load_ontology()
    for gold in sorted(EVAL.glob("gold/*.yaml")):
        with_it = _score(_source(gold), gold, ontology, degraded)
        with mock.patch.object(extraction_module, "restored", _unchanged):
            without = _score(_source(gold), gold, ontology, degraded)
        lines.append(f"| {gold.stem} | {_cell(with_it)} | {_cell(without)} |")
        print(lines[-1], flush=True)
    (ROOT / "docs" / "restoration.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _unchanged(document: Document, nlp: Language) -> Document:
    return document


def _whole_documents() -> Iterator[tuple[str, list[Word]]]:
    """Documents of ../shared that nothing was learnt from."""
    paths = [*SHARED.glob("transcripts/*/*"), *SHARED.glob("eval/documents/*"), *SHARED.glob("seeds/*")]
    for name, words in _punctuated(paths):
        if len(words) > 1000:
            yield name, words[:MOST]


def _punctuated(paths: Iterable[Path]) -> Iterator[tuple[str, list[Word]]]:
    """The talk of those documents that have sentence ends and capitals."""
    for path in sorted(paths):
        try:
            document = read_document(path)
        except InputError:
            continue
        spoken = [document.text[s.begin : s.end] for s in document.segments if s.kind == "speech"]
        speech = "\n".join(spoken)
        if document.language == "en" and not lacks_sentence_ends(speech) and not lacks_capitals(speech):
            yield path.name, words_of(line for line in speech.splitlines() if len(line.split()) > 3)


def _scores(words: Sequence[Word], nlp: Language, network: Network) -> tuple[tuple[float, ...], ...]:
    """Of sentence ends, of the sentence ends that the parser finds, and of words of names."""
    truths, guesses = [], []
    for doc, truth in passages(words, nlp, lower=True):
        end, name = network(doc.tensor).T
        capitalised = {token.i for token, _ in spellings(doc, name, nlp) if token.text != "i"}
        last = {sentence[-1].i for sentence in doc.sents}
        truths.append(truth)
        guesses += [(end[token.i] >= END, token.i in last, token.i in capitalised) for token in doc]
    found, wanted = np.array(guesses), np.vstack(truths) > 0
    return _f1(wanted[:, 0], found[:, 0]), _f1(wanted[:, 0], found[:, 1]), _f1(wanted[:, 1], found[:, 2])


def _f1(truth: np.ndarray, guess: np.ndarray) -> tuple[float, float, float]:
    right = int((truth & guess).sum())
    precision, recall = right / max(1, int(guess.sum())), right / max(1, int(truth.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _cell(figures: Iterable[float]) -> str:
    return " / ".join("-" if math.isnan(figure) else f"{figure:.2f}" for figure in figures)


def main(arguments: Sequence[str]) -> int:
    """Train, or measure where there is something to measure on."""
    if list(arguments) == ["train"]:
        train()
    elif not SHARED.is_dir():
        print("No documents at hand (../shared): nothing measured.")
    else:
        measure()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
