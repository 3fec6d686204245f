"""Teach the default model's recogniser the names of annotated talk, and measure what that brings.

    python benchmarks/recogniser.py train     learns from the annotated documents: pipeline/extract/recogniser.npz
    python benchmarks/recogniser.py           leaves a third of the shows out three times, writes docs/recogniser.md

Works on ../shared/eval, without the nine set apart, which are measured only; without it says so and writes nothing.
The weights of the published model are the start (fine-tuning). Learnt are all spellings that a gold graph gives an
entity, wherever its document has them; what the ontology has no label of recognisers for (concepts, conditions) is
left open, and dates, numbers and peoples stay as the published model sees them. Two in five names are replaced by
another of their label (Dai & Adel 2020, "An Analysis of Simple Data Augmentation for NER": mention replacement), a
tenth of the passages is put in small letters. Takes half an hour on one processor core, the other an hour and a half.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from learning import EVAL, PLACES, SHOW, set_apart
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example as Lesson
from thinc.api import fix_random_seed

from pipeline.extract.document import prepare
from pipeline.extract.nlp import load_model
from pipeline.extract.recogniser import WEIGHTS, model_of
from pipeline.extract.weights import weights
from pipeline.learn.examples import Example, Thing, read_examples
from pipeline.model import encoder_of, model_folder
from pipeline.ontology import Ontology, load_ontology
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
EPOCHS, RATE, DROPOUT, BATCH = 6, 5e-4, 0.3, 900  # batch: words
SWAPPED, KNOWN, LOWERED = 0.4, 0.4, 0.1  # shares: names replaced, of them by names of the gazetteer, passages lowered
FOLDS = 3
KEPT = frozenset("NORP DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL LANGUAGE LAW".split())
MOST = 60  # characters of a name of the gazetteer

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with the space behind each; names (begin, end, label; "" where the label is open), sorted, not overlapping.

    show: whose talk it is. before: the names that the published model finds.
    """

    words: Words
    spaces: tuple[bool, ...]
    names: tuple[tuple[int, int, str], ...]
    before: frozenset[tuple[int, int, str]]
    show: str


def published() -> Language:
    """The default model as it was released, read as the pipeline reads."""
    nlp = load_model(Settings().model)
    nlp.get_pipe("ner").from_disk(model_folder(Settings().model) / "ner", exclude=["vocab"])
    return nlp


def labels_of(ontology: Ontology) -> dict[str, str]:
    """Class -> label of recognisers, of its nearest ancestor that has one; the first of several."""

    def label(iri: str) -> str:
        info = ontology.classes.get(iri)
        if info is None or info.ner_labels:
            return min(info.ner_labels) if info else ""
        return next((found for parent in info.parents if (found := label(parent))), "")

    return {iri: found for iri in ontology.classes if (found := label(iri)) and found not in KEPT}


def passages(examples: Sequence[Example], ontology: Ontology, labels: dict[str, str]) -> Iterator[Passage]:
    """What the recogniser is given of each document, with its names."""
    for example in examples:
        prepared = prepare(example.document, ontology, Settings())
        if prepared is None or not example.things:
            continue
        spelt = _spellings(example.things, labels)
        pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(spelt, key=len, reverse=True)))})(?!\w)", re.I
        )
        folded = {spelling.casefold(): label for spelling, label in reversed(spelt.items())}
        for passage in prepared.arguments.scene.passages:
            doc = passage.doc
            names = []
            for match in pattern.finditer(passage.text):
                text = match.group()
                span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
                if span and (text in spelt or text[0].isupper()):  # not "apple" for Apple
                    names.append((span.start, span.end, spelt.get(text, folded[text.casefold()])))
            named = {at for begin, end, _ in names for at in range(begin, end)}
            found = {(span.start, span.end, span.label_) for span in doc.ents}
            others = [each for each in found if each[2] in KEPT and named.isdisjoint(range(*each[:2]))]
            words, spaces = tuple(token.text for token in doc), tuple(bool(token.whitespace_) for token in doc)
            yield Passage(words, spaces, tuple(sorted([*names, *others])), frozenset(found), _show(example))


def _spellings(things: Sequence[Thing], labels: dict[str, str]) -> dict[str, str]:
    spelt: dict[str, str] = {}
    for thing in things:
        for spelling in (thing.name, *thing.spellings):
            spelt.setdefault(spelling, labels.get(thing.classes[0], "") if thing.classes else "")
    return spelt


class School:
    """Lessons made of passages, and the names that stand in for those of a label."""

    def __init__(self, nlp: Language, taught: Sequence[Passage], ontology: Ontology, labels: dict[str, str]) -> None:
        """taught: what is learnt from; its names and those of the gazetteer replace each other."""
        self.nlp, self.taught, self.draw = nlp, list(taught), random.Random(0)
        met = {(label, each.words[b:e]) for each in taught for b, e, label in each.names if label in labels.values()}
        self.met, self.known = defaultdict[str, list[Words]](list), defaultdict[str, list[Words]](list)
        for label, words in sorted(met):
            self.met[label].append(words)
        for entity in sorted(ontology.entities.values(), key=lambda each: each.iri):
            if entity.cls in labels and len(entity.label) < MOST:
                self.known[labels[entity.cls]].append(tuple(token.text for token in nlp.make_doc(entity.label)))

    def teach(self) -> None:
        """Fit the recogniser."""
        fix_random_seed(0)
        ner, optimizer = self.nlp.get_pipe("ner"), self.nlp.resume_training()
        for epoch in range(EPOCHS):
            optimizer.learn_rate = RATE * (1 - epoch / EPOCHS)
            self.draw.shuffle(self.taught)
            batch: list[Passage] = []
            for each in [*self.taught, None]:
                if each is not None:
                    batch.append(each)
                if batch and (each is None or sum(len(one.words) for one in batch) > BATCH):
                    ner.update([self.lesson(one) for one in batch], drop=DROPOUT, sgd=optimizer)
                    batch = []
            print(f"epoch {epoch + 1} of {EPOCHS}", flush=True)
        for _, layer, name in weights(model_of(self.nlp)):  # as they will be read
            layer.set_param(name, layer.get_param(name).astype(np.float16).astype(np.float32))

    def lesson(self, passage: Passage) -> Lesson:
        """The passage, some of its names replaced, or all in small letters."""
        words, spaces, spans, at = list[str](), list[bool](), list[tuple[int, int, str]](), 0
        for begin, end, label in passage.names:
            if begin < at:
                continue
            words += passage.words[at:begin]
            spaces += passage.spaces[at:begin]
            name, apart = passage.words[begin:end], passage.spaces[begin:end]
            if self.met[label] and self.draw.random() < SWAPPED:
                known = self.known[label] and self.draw.random() < KNOWN
                name = self.draw.choice(self.known[label] if known else self.met[label])
                apart = (*[True] * (len(name) - 1), passage.spaces[end - 1])
            spans.append((len(words), len(words) + len(name), label))
            words += name
            spaces += apart
            at = end
        words += passage.words[at:]
        spaces += passage.spaces[at:]
        if self.draw.random() < LOWERED:
            words = [word.lower() for word in words]
        doc, truth = (Doc(self.nlp.vocab, words=words, spaces=spaces) for _ in range(2))
        named = [Span(truth, begin, end, label=label) for begin, end, label in spans if label]
        truth.set_ents(named, missing=[Span(truth, begin, end) for begin, end, label in spans if not label])
        return Lesson(doc, truth)


def train(taught: Sequence[Passage], ontology: Ontology, labels: dict[str, str]) -> Language:
    """The default model with a recogniser that has learnt from the passages."""
    nlp = published()
    School(nlp, [each for each in taught if len(each.words) > 2], ontology, labels).teach()
    return nlp


def save(nlp: Language) -> None:
    """Write the weights, in 16 bits, with what they were made for."""
    kept = {key: layer.get_param(name).astype(np.float16) for key, layer, name in weights(model_of(nlp))}
    np.savez_compressed(WEIGHTS, encoder=encoder_of(nlp), **kept)
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size:,} bytes")


def measure(passages: Sequence[Passage], nlp: Language, labels: dict[str, str]) -> dict[str, Counter[str]]:
    """By label: names in gold, found now and before, and of these right; all spans and labels alike."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    ner = nlp.get_pipe("ner")
    for each in passages:
        doc = ner(Doc(nlp.vocab, words=list(each.words), spaces=list(each.spaces)))
        open_ = {at for begin, end, label in each.names if not label for at in range(begin, end)}
        truth = {name for name in each.names if name[2] in labels.values()}
        now = {(span.start, span.end, span.label_) for span in doc.ents}
        for name in truth:
            counts[name[2]]["gold"] += 1
        for when, found in (("now", now), ("before", each.before)):
            for begin, end, label in found:
                begin += each.words[begin].lower() in ("the", "a") and (begin, end, label) not in truth
                end -= each.words[end - 1] in ("'s", "’s")
                if label in labels.values() and open_.isdisjoint(range(begin, end)):
                    counts[label][when] += 1
                    counts[label][f"right {when}"] += (begin, end, label) in truth
    return counts


def report(counts: dict[str, Counter[str]]) -> Iterator[str]:
    """Rows of a table: precision, recall and F1 before and now, label by label and of all."""
    counts = {**dict(sorted(counts.items())), "all": sum(counts.values(), Counter())}
    for label, each in counts.items():
        cells = []
        for when in ("before", "now"):
            right, found = each[f"right {when}"], each[when]
            figures = right / max(1, found), right / max(1, each["gold"]), 2 * right / max(1, found + each["gold"])
            cells.append(" / ".join(f"{figure:.2f}" for figure in figures))
        yield f"| {label} | {each['gold']} | {cells[0]} | {cells[1]} |"


def main() -> int:
    """Train on everything and save, or measure with shows left out."""
    if not EVAL.is_dir() or sys.argv[1:] not in ([], ["train"]):
        print(__doc__ if EVAL.is_dir() else "No gold graphs at hand (../shared/eval): nothing learnt.")
        return 0
    ontology = load_ontology()
    labels = labels_of(ontology)
    published()  # by which the passages are read
    gold = sorted([*EVAL.glob("train/gold/*.yaml"), *EVAL.glob("gold/*.yaml")])
    apart = [path for path in gold if path.stem in set_apart()]
    taught = list(passages(_examples([path for path in gold if path not in apart], ontology), ontology, labels))
    print(f"{len(taught)} passages, {sum(len(each.words) for each in taught):,} words", flush=True)
    if sys.argv[1:] == ["train"]:
        save(train(taught, ontology, labels))
        return 0
    nine = list(passages(_examples(apart, ontology), ontology, labels))
    left_out, set_aside = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for fold in range(FOLDS):
        nlp = train([each for each in taught if _fold(each) != fold], ontology, labels)
        for sums, tested in ((left_out, [each for each in taught if _fold(each) == fold]), (set_aside, nine)):
            for label, counts in measure(tested, nlp, labels).items():
                sums[label].update(counts)
    head = ["| label | names | published (P / R / F1) | taught |", "|---|---:|---|---|"]
    lines = ["# The recogniser", "", "Made by `python benchmarks/recogniser.py`.", ""]
    lines += [f"Shows left out, {FOLDS} folds:", "", *head, *report(left_out), ""]
    lines += ["The nine set apart, by the same three, so each name counts three times:", "", *head, *report(set_aside)]
    (ROOT / "docs" / "recogniser.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _examples(gold: Sequence[Path], ontology: Ontology) -> list[Example]:
    return read_examples(gold, ontology, documents=PLACES)


def _show(example: Example) -> str:
    return re.sub(r"-\d+$", "", SHOW.sub("", example.document.id))  # episodes of one are numbered


def _fold(passage: Passage) -> int:
    return int(sha256(passage.show.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    sys.exit(main())
